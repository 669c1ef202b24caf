"""What is to be told to whom: rows of the outbox, in the transaction of what they tell of.

They are delivered later (events/delivery.py), with the words and the address of that moment.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, F, Func, OuterRef, Value
from django.db.models.lookups import Exact, LessThan
from django.utils import timezone

from events.models import (
    Attendee,
    Event,
    EventQuerySet,
    EventStatus,
    Letter,
    Message,
    MessageKind,
    Publication,
)
from events.models.attendee import AttendeeQuerySet
from events.models.message import MessageQuerySet
from events.models.queries import LocalDate

# A clerk who corrects a correction writes one mail, not three.
TIME_TO_CORRECT = timedelta(minutes=5)
NOBODY_IS_WOKEN = timedelta(hours=9)  # after midnight, by the clock of the event's city
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


def as_last_announced(event: Event) -> dict[str, Any]:
    """What those who have registered know: an event in review was last seen as it was before."""
    if event.publication == Publication.PUBLIC:
        return as_it_is(event)
    seen = event.history.filter(publication=Publication.PUBLIC).order_by("-pgh_id").first()
    return as_it_is(seen or event)


def tell_of_changes(event: Event, before: dict[str, Any]) -> int:
    """Everyone with a place or in line learns what is new; says how many mails that makes.

    Who has not yet been told of an earlier change is told of both at once.
    """
    now = as_it_is(event)
    is_off = event.status == EventStatus.CANCELLED
    # What is in review or hidden is told when it is public again; that nothing takes place, at once.
    if now == before or event.is_over or not (is_off or event.publication == Publication.PUBLIC):
        return 0
    concerned = event.attendees.not_cancelled().remembered()
    if is_off:
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


def pending(event: Event, *kinds: MessageKind) -> MessageQuerySet:
    """Ours until the transaction ends. What is just being sent says what was true before."""
    unsent = Message.objects.unsent().filter(attendee__event=event, kind__in=kinds).order_by()
    ours = unsent.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    return Message.objects.filter(pk__in=list(ours))


def remind() -> int:
    """Who has a place is reminded the day before; says how many mails that makes.

    Each once for that day of the event, however often this is asked. Who registered only on that
    day before has just been told.
    """
    events = _held(reminder=True).filter(
        Exact(LocalDate(_a_good_hour(), F("city__time_zone")), _days(F("start_date"), -1))
    )
    earlier = LessThan(
        LocalDate(F("registered_at"), F("event__city__time_zone")),
        _days(F("event__start_date"), -1),
    )
    return _tell_once(
        Attendee.objects.attending().filter(earlier, event__in=events), MessageKind.REMINDER
    )


def thank() -> int:
    """Who was there, and wants such mails, is thanked the day after; says how many that makes."""
    events = _held(thank_you=True).filter(
        Exact(LocalDate(_a_good_hour(), F("city__time_zone")), _days(F("end_date"), 1))
    )
    return _tell_once(
        Attendee.objects.present().filter(wants_news=True, event__in=events),
        MessageKind.THANK_YOU,
    )


def _held(**which: bool) -> EventQuerySet:
    """Of these days, whatever the zone."""
    today = timezone.now().date()
    near = Event.objects.public().between(today - timedelta(days=3), today + timedelta(days=3))
    return near.filter(status__in=[EventStatus.SCHEDULED, EventStatus.RESCHEDULED], **which)


def _a_good_hour() -> Value:
    """A moment whose date is today's from the hour on at which nobody is woken by their phone."""
    return Value(timezone.now() - NOBODY_IS_WOKEN)


def _days(day: F, number: int) -> Func:
    return Func(
        day, Value(number), template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField()
    )


def _tell_once(readers: AttendeeQuerySet, kind: MessageKind) -> int:
    """One statement for all of them, however many they are."""
    told = Message.objects.filter(attendee=OuterRef("pk"), kind=kind, day=OuterRef("day"))
    now = timezone.now()
    rows = (
        readers.remembered()
        .exclude(email="")
        .annotate(day=F("event__start_date"))
        .filter(~Exists(told))
        .order_by()
        .values_list("pk", Value(kind.value), "day", Value(now), Value(now), Value(0), Value(""))
    )
    sql, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO events_message
            (attendee_id, kind, day, created_at, due_at, tries, trouble) {sql}
            ON CONFLICT DO NOTHING""",
            values,
        )
        return cursor.rowcount


def post(letter: Letter, readers: Iterable[Attendee]) -> int:
    """Put the letter into the outbox for everyone who wants letters; says how many."""
    wanting = [reader for reader in readers if reader.wants_news]
    return tell_all(wanting, MessageKind.LETTER, letter=letter)
