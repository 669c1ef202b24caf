"""Links to lists of people that work for a quarter of an hour, and for one person.

A ticket is a moment and a signature over it, over who may use it and over what they get. Nothing
of that stands in the link, so a link in a history or in a log tells nothing, and opens nothing.
"""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from nightout.accounts.models import User

LASTS = timedelta(minutes=15)

__all__ = ["LASTS", "BadSignature", "SignatureExpired", "check", "ticket"]


def ticket(user: User, what: str) -> str:
    signed = _signer().sign(_claim(user, what))
    return signed.removeprefix(f"{_claim(user, what)}:")


def check(text: str, user: User, what: str) -> None:
    """Raises SignatureExpired when it was valid, BadSignature for whatever else it is."""
    _signer().unsign(f"{_claim(user, what)}:{text}", max_age=LASTS)


def _claim(user: User, what: str) -> str:
    return f"{user.pk}/{what}"


def _signer() -> TimestampSigner:
    """Made anew, for the keys are looked at only then."""
    return TimestampSigner(salt="events.lists.tickets")
