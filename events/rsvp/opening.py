"""The event that people register for, and how far registration is open."""

import copy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import formats

from events.forgetting import GUEST, with_last_day
from events.models import (
    Attendee,
    Event,
    Question,
    RegistrationState,
)
from nightout import datespan
from nightout.pages import stamp
from nightout.pages.kept import Shelf

SIZE_OF_AN_EVENT = 8 * 1024  # bytes in memory, about
shelf: Shelf[tuple[str, Event]] = Shelf(most_bytes=8 * 1024 * 1024)


def load_open_to_all(slug: str) -> Event:
    """A public event with what its form needs; raises Event.DoesNotExist.

    Kept until a row changes that the public sees, its questions and whether it is full among them:
    when registration opens, hundreds ask for the same one. Its numbers of seats may be older.
    """
    now = stamp.read()
    read_at, event = shelf.get(slug) or ("", None)
    if read_at != now:
        event = _open_to_all(slug)
        shelf.put(slug, (now, event), size=SIZE_OF_AN_EVENT)
    return copy.copy(event)  # each request may do with its own what it likes


def _open_to_all(slug: str) -> Event:
    asked = Prefetch("questions", Question.objects.filter(retired=False), to_attr="asked")
    events = Event.objects.public().select_related(
        "city", "neighborhood", "park", "campaign", "seats"
    )
    return with_last_day(events, GUEST).prefetch_related(asked).get(slug=slug)


def asked_of(event: Event) -> list[Question]:
    """The questions of its form; those that came with the event, where it was loaded for one."""
    if hasattr(event, "asked"):
        return event.asked
    return list(event.questions.filter(retired=False))


def standing(event: Event) -> str:
    """What a resident finds: the state's name, or FULL, or WAITING_LIST where places are taken."""
    state = event.registration_state()
    if state is not RegistrationState.OPEN or not event.seats.is_full:
        return state.name
    return "WAITING_LIST" if event.waiting_list else "FULL"


def opening_in_words(event: Event) -> str:
    """ "Tuesday, 3 August 2027, 9 a.m. (EDT)", on the clock of the city; empty where none is set."""
    return moment_in_words(event, event.opens_at) if event.opens_at else ""


def moment_in_words(event: Event, at: datetime) -> str:
    there = at.astimezone(ZoneInfo(event.city.time_zone))
    clock = formats.time_format(there.time(), "TIME_FORMAT")
    return f"{datespan.day_in_words(there.date())}, {clock} ({there.tzname()})"


def parties_before(attendee: Attendee) -> int:
    """How many have waited longer. A smaller party may all the same get a place first."""
    line = Attendee.objects.filter(event=attendee.event_id).in_line()
    earlier = line.filter(waiting_since__lt=attendee.waiting_since)
    return earlier.count()


def answers_in_words(attendee: Attendee) -> list[tuple[str, Any]]:
    """Each question that was answered, with the answer; those no longer asked too."""
    questions = attendee.event.questions.all() if attendee.answers else []
    return [
        (question.text, attendee.answers[str(question.pk)])
        for question in questions
        if str(question.pk) in attendee.answers
    ]
