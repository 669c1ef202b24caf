"""What is to be told to whom: rows of the outbox, in the transaction of what they tell of.

They are delivered later (events/delivery.py), with the words and the address of that moment.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from events.models import Attendee, Event, EventStatus, Letter, Message, MessageKind, Publication

# A clerk who corrects a correction writes one mail, not three.
TIME_TO_CORRECT = timedelta(minutes=5)
# What somebody who has registered must be told when it changes.
TOLD = ["start_date", "start_time", "end_date", "end_time", "status", "park_id", "place_as_printed"]
AS_TEXT = {"start_date", "start_time", "end_date", "end_time"}


def tell(attendee: Attendee, kind: MessageKind, **about: Any) -> Message | None:
    """To be sent as soon as possible; nothing for who gave no address."""
    if not attendee.email:
        return None
    return Message.objects.create(attendee=attendee, kind=kind, **about)


def tell_all(attendees: Iterable[Attendee], kind: MessageKind, **about: Any) -> int:
    """To each who gave an address; who was told this already, of that day or letter, is not."""
    mails = [Message(attendee=a, kind=kind, **about) for a in attendees if a.email]
    Message.objects.bulk_create(mails, ignore_conflicts=True, batch_size=1000)
    return len(mails)


def as_it_is(event: Event) -> dict[str, Any]:
    """What TOLD says of the event, fit for JSON."""
    values = {name: getattr(event, name) for name in TOLD}
    return {
        name: value.isoformat() if name in AS_TEXT and value is not None else value
        for name, value in values.items()
    }


def tell_of_changes(event: Event, before: dict[str, Any]) -> int:
    """Everyone with a place or in line learns what is new; says how many mails that makes.

    Who has not yet been told of an earlier change is told of both at once.
    """
    now = as_it_is(event)
    if now == before or event.publication != Publication.PUBLIC or event.is_over:
        return 0
    concerned = event.attendees.not_cancelled().remembered()
    if event.status == EventStatus.CANCELLED:
        if before["status"] == EventStatus.CANCELLED:
            return 0
        pending(event, MessageKind.EVENT_CHANGED, MessageKind.REMINDER).delete()
        return tell_all(concerned, MessageKind.EVENT_CANCELLED, before=before)
    unaware = pending(event, MessageKind.EVENT_CANCELLED, MessageKind.EVENT_CHANGED)
    told_soon = set(unaware.values_list("attendee", flat=True))
    unaware.filter(kind=MessageKind.EVENT_CANCELLED).update(kind=MessageKind.EVENT_CHANGED)
    return tell_all(
        concerned.exclude(pk__in=told_soon),
        MessageKind.EVENT_CHANGED,
        before=before,
        due_at=timezone.now() + TIME_TO_CORRECT,
    )


def pending(event: Event, *kinds: MessageKind) -> Any:
    return Message.objects.unsent().filter(attendee__event=event, kind__in=kinds)


def post(letter: Letter, readers: Iterable[Attendee]) -> int:
    """Put the letter into the outbox for everyone who wants letters; says how many."""
    wanting = [reader for reader in readers if reader.wants_news]
    return tell_all(wanting, MessageKind.LETTER, letter=letter)
