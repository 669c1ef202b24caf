"""Mails to be sent, and what became of them."""

from events.models import Message, MessageKind
from tests.factories import make_attendee, make_open_event


def make_mails(number: int, **fields) -> list[Message]:
    event = make_open_event()
    guests = [make_attendee(event=event, email=f"guest{n}@example.org") for n in range(number)]
    kind = MessageKind.CONFIRMATION
    return [Message.objects.create(attendee=guest, kind=kind, **fields) for guest in guests]


def make_mail(**fields) -> Message:
    (message,) = make_mails(1, **fields)
    return message


def state(message: Message) -> tuple[int, str, bool, bool]:
    """Tries, trouble, whether sent, whether given up."""
    message.refresh_from_db()
    given_up = message.given_up_at is not None
    return message.tries, message.trouble, message.sent_at is not None, given_up
