"""Who is there: marks may come late, twice and in any order, and presence comes out the same."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Attendee, Mark
from events.presence import check_in, note, take_back, take_back_batch
from tests.factories import make_attendee, make_open_event, make_user

pytestmark = pytest.mark.django_db


def family(**fields) -> Attendee:
    return make_attendee(event=make_open_event(), adults=2, children=3, **fields)


def present(attendee: Attendee) -> tuple[int, int]:
    attendee.refresh_from_db()
    return attendee.adults_present, attendee.children_present


def test_check_in_notes_who_and_when():
    ana, door = family(), make_user()
    seen = timezone.now() - timedelta(minutes=4)

    check_in(attendee=ana, adults=2, children=2, by=door, at=seen)

    assert present(ana) == (2, 2)
    assert (ana.present_at, ana.present_by) == (seen, door)
    ana.event.seats.refresh_from_db()
    assert (ana.event.seats.present, ana.event.seats.children_present) == (4, 2)


def test_the_same_mark_twice_is_one():
    ana, door, key = family(), make_user(), uuid4()

    check_in(attendee=ana, adults=2, children=3, by=door, key=key)
    check_in(attendee=ana, adults=2, children=3, by=door, key=key)

    assert Mark.objects.count() == 1


def test_a_mark_of_somebody_else_is_refused():
    ana, bea, door, key = family(), family(), make_user(), uuid4()
    check_in(attendee=ana, adults=1, children=0, by=door, key=key)

    with pytest.raises(ValidationError):
        check_in(attendee=bea, adults=1, children=0, by=door, key=key)

    assert present(bea) == (0, 0)


def test_a_clock_that_runs_ahead_does_not_mark_the_future():
    ana = family()

    mark = check_in(
        attendee=ana, adults=1, children=0, by=make_user(), at=timezone.now() + timedelta(days=1)
    )

    assert mark.at <= timezone.now()


def test_whatever_order_marks_come_in_presence_is_the_same():
    door, now = make_user(), timezone.now()
    whole, fewer, undo = uuid4(), uuid4(), uuid4()

    for order in permutations(range(3)):
        ana = family()
        keys = {name: uuid4() for name in (whole, fewer, undo)}
        taps = [
            lambda ana=ana, keys=keys: check_in(
                attendee=ana, adults=2, children=3, by=door, at=now, key=keys[whole]
            ),
            lambda ana=ana, keys=keys: check_in(
                attendee=ana,
                adults=2,
                children=2,
                by=door,
                at=now + timedelta(seconds=1) - timedelta(minutes=1),
                key=keys[fewer],
            ),
            lambda ana=ana, keys=keys: take_back(
                attendee=ana, undoes=keys[whole], by=door, key=keys[undo]
            ),
        ]
        for place in order:
            taps[place]()

        assert present(ana) == (2, 2), order


def test_undo_takes_back_only_what_it_names():
    ana, east, west = family(), make_user(), make_user()
    mine = check_in(attendee=ana, adults=1, children=0, by=east)
    check_in(attendee=ana, adults=2, children=3, by=west)

    take_back(attendee=ana, undoes=mine.key, by=east)

    assert present(ana) == (2, 3)
    assert ana.present_by == west


def test_undo_of_the_only_mark_leaves_nobody_there():
    ana, door = family(), make_user()
    mark = check_in(attendee=ana, adults=2, children=3, by=door)

    take_back(attendee=ana, undoes=mark.key, by=door)

    assert present(ana) == (0, 0)
    assert (ana.present_at, ana.present_by) == (None, None)


@pytest.mark.parametrize("status", ["waitlisted", "cancelled"])
def test_who_stands_at_the_door_is_there_whatever_was_said_before(status: str):
    ana = family(status=status)

    check_in(attendee=ana, adults=2, children=3, by=make_user())

    ana.refresh_from_db()
    assert (ana.status, ana.waiting_since) == ("attending", None)


def test_a_batch_is_taken_back_in_one_go():
    event, door, batch = make_open_event(), make_user(), uuid4()
    ana, bea = make_attendee(event=event), make_attendee(event=event, name="Bea")
    check_in(attendee=ana, adults=1, children=0, by=door)
    from_paper = [
        Mark(attendee=attendee, adults=1, children=0, by=door, at=None, batch=batch)
        for attendee in (ana, bea)
    ]
    note(event=event, marks=from_paper)

    assert take_back_batch(event=event, batch=batch, by=door) == 2
    assert take_back_batch(event=event, batch=batch, by=door) == 0
    assert (present(ana), present(bea)) == ((1, 0), (0, 0))


@pytest.mark.parametrize("number", [1, 3])
def test_many_marks_take_as_many_queries_as_one(django_assert_num_queries, number: int):
    event, door = make_open_event(), make_user()
    people = [make_attendee(event=event, name=f"Guest {n}") for n in range(number)]
    marks = [Mark(attendee=p, adults=1, children=0, by=door, at=None) for p in people]

    with django_assert_num_queries(8):
        note(event=event, marks=marks)

    assert event.attendees.present().count() == number
