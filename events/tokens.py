"""The links by which people without an account reach their own registration.

A token is the number of the row and a signature over it and the e-mail address, so that nobody
can guess one, nothing secret is stored, and a link that went to a mistyped address dies with it.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from events.models import Attendee

SALT = "events.tokens"
SIGNS = 22  # letters and digits of the signature: 130 bits
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def token(attendee: Attendee) -> str:
    """Letters and digits only: it survives mail programs, QR codes and dictation."""
    return f"{in_digits(attendee.pk)}-{signature(attendee, settings.SECRET_KEY)}"


def attendee_of(text: str) -> Attendee:
    """Whose token it is; raises Attendee.DoesNotExist for every other text alike."""
    number, _, signed = text.partition("-")
    found = Attendee.objects.remembered().filter(pk=from_digits(number))
    attendee = found.select_related("event__city", "event__campaign", "event__park").first()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if attendee and any(constant_time_compare(signed, signature(attendee, key)) for key in keys):
        return attendee
    raise Attendee.DoesNotExist


def signature(attendee: Attendee, key: str) -> str:
    signed = f"{attendee.pk}:{attendee.email.lower()}"
    digest = salted_hmac(SALT, signed, secret=key, algorithm="sha256").digest()
    return in_digits(int.from_bytes(digest)).rjust(SIGNS, DIGITS[0])[-SIGNS:]


def in_digits(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits


def from_digits(text: str) -> int:
    """The number; -1, which no row has, for what is none."""
    if not text or len(text) > 10 or not set(text) <= set(DIGITS):
        return -1
    number = 0
    for digit in text:
        number = number * len(DIGITS) + DIGITS.index(digit)
    return number
