"""The numbers of an event's seats are right whoever writes: forms, bulk, SQL by hand."""

import pytest
from django.db import connection
from django.test import Client

from events.models import Attendee, Event, Seats
from tests.factories import make_attendee, make_event, make_open_event, make_user

pytestmark = pytest.mark.django_db


def seats(event: Event) -> tuple[int, ...]:
    """Attending, their children, waiting, present, children present."""
    kept = Seats.objects.get(pk=event.pk)
    return kept.attending, kept.children, kept.waiting, kept.present, kept.children_present


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_event_has_its_seats_from_the_start():
    event = make_event(capacity=40)

    assert (seats(event), event.seats.capacity, event.seats.left) == ((0, 0, 0, 0, 0), 40, 40)


def test_each_status_is_counted_in_people():
    event, door = make_event(), make_user()
    make_attendee(event=event, adults=2, children=3, present_by=door)
    make_attendee(event=event, adults=1, children=1, status="waitlisted")
    make_attendee(event=event, adults=1, status="cancelled")

    assert seats(event) == (5, 3, 2, 5, 3)


def test_bulk_raw_and_delete_move_the_numbers():
    event, other = make_event(), make_event()
    Attendee.objects.bulk_create(
        [Attendee(event=event, name=f"Guest {n}", adults=2) for n in range(5)]
        + [Attendee(event=other, name="Guest", children=4)]
    )
    assert (seats(event), seats(other)) == ((10, 0, 0, 0, 0), (5, 4, 0, 0, 0))

    sql("UPDATE events_attendee SET status = 'waitlisted', waiting_since = now()")
    assert (seats(event), seats(other)) == ((0, 0, 10, 0, 0), (0, 0, 5, 0, 0))

    Attendee.objects.update(event=other)
    assert (seats(event), seats(other)) == ((0, 0, 0, 0, 0), (0, 0, 15, 0, 0))

    sql("DELETE FROM events_attendee WHERE adults = 2")
    assert seats(other) == (0, 0, 5, 0, 0)


def test_truncate_empties_them():
    event = make_event()
    make_attendee(event=event)

    sql("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE events_attendee CASCADE")

    assert seats(event) == (0, 0, 0, 0, 0)


def test_capacity_follows_the_event():
    event = make_event(capacity=2)
    make_attendee(event=event, adults=2)

    Event.objects.filter(pk=event.pk).update(capacity=3)
    assert not Seats.objects.get(pk=event.pk).is_full
    Event.objects.filter(pk=event.pk).update(capacity=1)
    kept = Seats.objects.get(pk=event.pk)
    assert (kept.is_full, kept.left, kept.fits(1)) == (True, 0, False)
    Event.objects.filter(pk=event.pk).update(capacity=None)
    kept = Seats.objects.get(pk=event.pk)
    assert (kept.is_full, kept.left, kept.fits(10_000)) == (False, None, True)


def test_seats_go_with_their_event():
    event = make_event()
    make_attendee(event=event)

    event.delete()

    assert not Seats.objects.exists()


def test_nobody_forgotten_is_uncounted():
    event = make_event()
    make_attendee(event=event, adults=2, children=1)

    sql("UPDATE events_attendee SET name = '', forgotten_at = now()")

    assert seats(event) == (3, 1, 0, 0, 0)


def test_pages_grow_stale_when_the_last_place_goes_and_not_before(client: Client):
    event = make_open_event(capacity=2)
    first = client.get(event.get_absolute_url())["ETag"]

    make_attendee(event=event)
    assert client.get(event.get_absolute_url())["ETag"] == first
    make_attendee(event=event)
    full = client.get(event.get_absolute_url())["ETag"]
    Attendee.objects.all().delete()

    assert full != first
    assert client.get(event.get_absolute_url())["ETag"] not in (first, full)
