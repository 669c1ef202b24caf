"""Who is reminded the day before, and thanked the day after: by the clock of the event's city."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import AttendeeStatus, Event, EventStatus, Message, Publication
from events.notifications import remind, thank
from tests.factories import make_attendee, make_city, make_open_event, make_user

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
DAY = date(2027, 8, 3)
GONE = {"status": AttendeeStatus.CANCELLED}
WAITS = {"status": AttendeeStatus.WAITLISTED, "waiting_since": timezone.now()}


@pytest.mark.parametrize(
    ("city", "state_code", "zone", "first_moment"),
    [
        ("Miami", "FL", "America/New_York", "2027-08-02 13:00"),
        ("Denver", "CO", "America/Denver", "2027-08-02 15:00"),
        ("Honolulu", "HI", "Pacific/Honolulu", "2027-08-02 19:00"),
    ],
)
def test_reminder_is_due_at_nine_of_the_day_before_in_its_own_city(
    city, state_code, zone, first_moment
):
    there = make_city(name=city, state=state_code, time_zone=zone)
    with time_machine.travel("2027-07-20"):
        event = make_open_event(city=there, start_date=DAY)
        guest = make_attendee(event=event, email="guest@example.org")
    at = datetime.fromisoformat(f"{first_moment}+00:00")

    made = []
    for moment in (at - MINUTE, at, at + MINUTE):
        with time_machine.travel(moment, tick=False):
            made.append(remind())

    assert made == [0, 1, 0]
    (message,) = Message.objects.all()
    assert (message.attendee, message.kind, message.day) == (guest, "reminder", DAY)
    assert message.due_at == at


DAY_BEFORE = "2027-08-02 17:00:00+00:00"
DAY_AFTER = "2027-08-04 17:00:00+00:00"


@pytest.mark.parametrize(
    ("event_fields", "fields", "made"),
    [
        ({}, {}, 1),
        ({}, {"email": ""}, 0),
        ({}, {"wants_news": False}, 1),
        ({}, WAITS, 0),
        ({}, GONE, 0),
        ({"reminder": False}, {}, 0),
        ({"status": EventStatus.POSTPONED}, {}, 0),
        ({"status": EventStatus.CANCELLED}, {}, 0),
        ({"status": EventStatus.RESCHEDULED}, {}, 1),
        ({"publication": Publication.DRAFT}, {}, 0),
        ({"start_date": DAY + timedelta(days=1)}, {}, 0),
        ({"end_date": DAY + timedelta(days=1)}, {}, 1),
    ],
)
def test_who_is_reminded(event_fields, fields, made):
    with time_machine.travel("2027-07-20"):
        event = make_open_event(**{"start_date": DAY, **event_fields})
        make_attendee(event=event, **{"email": "guest@example.org", **fields})

    with time_machine.travel(DAY_BEFORE, tick=False):
        assert (remind(), remind()) == (made, 0)


def test_who_registers_on_the_day_before_is_not_reminded_at_once():
    with time_machine.travel(DAY_BEFORE, tick=False):
        make_attendee(event=make_open_event(start_date=DAY), email="guest@example.org")

        assert remind() == 0


@pytest.mark.parametrize(
    ("event_fields", "fields", "made"),
    [
        ({}, {}, 1),
        ({}, {"present_at": None, "present_by": None, "adults_present": 0}, 0),
        ({}, {"wants_news": False}, 0),
        ({}, {"email": ""}, 0),
        ({"thank_you": False}, {}, 0),
        ({"status": EventStatus.CANCELLED}, {}, 0),
        ({"end_date": DAY + timedelta(days=1)}, {}, 0),
        ({"start_date": DAY - timedelta(days=1), "end_date": DAY}, {}, 1),
    ],
)
def test_who_is_thanked(event_fields, fields, made):
    event = make_open_event(**{"start_date": DAY, **event_fields})
    there = {"present_at": timezone.now(), "present_by": make_user(), "adults_present": 1}
    make_attendee(event=event, **{"email": "guest@example.org", **there, **fields})

    with time_machine.travel(DAY_AFTER, tick=False):
        assert (thank(), thank()) == (made, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_reminders_of_many_events_are_one_statement(django_assert_num_queries, number):
    with time_machine.travel("2027-07-20"):
        for _event in range(number):
            event = make_open_event(start_date=DAY)
            for name in ("a", "b"):
                make_attendee(event=event, email=f"{name}@example.org")

    with time_machine.travel(DAY_BEFORE, tick=False), django_assert_num_queries(1):
        made = remind()

    assert made == 2 * number


def test_moved_event_is_reminded_of_again_for_its_new_day():
    with time_machine.travel("2027-07-20"):
        event = make_open_event(start_date=DAY)
        make_attendee(event=event, email="guest@example.org")
    with time_machine.travel(DAY_BEFORE, tick=False):
        remind()
    Event.objects.update(start_date=DAY + timedelta(days=7), end_date=DAY + timedelta(days=7))

    with time_machine.travel("2027-08-09 17:00:00+00:00", tick=False):
        made = remind()

    assert made == 1
    assert set(Message.objects.values_list("day", flat=True)) == {DAY, DAY + timedelta(days=7)}
