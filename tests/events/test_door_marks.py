import json
import uuid
from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from events.models import Attendee, AttendeeStatus, CameFrom, Mark
from tests.events.doors import (
    NOBODY,
    SYNC,
    a_mark,
    a_walk_in,
    answers,
    here,
    roster,
    send,
    signed_in,
)
from tests.factories import (
    make_agency,
    make_attendee,
    make_open_event,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_open_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


# Marks


def test_mark_sent_twice_is_one(event, bea):
    attendee = make_attendee(event=event, adults=2, children=3)
    mark = a_mark(attendee, 2, 2)

    first, again = send(bea, mark), send(bea, mark)

    assert first.json()["answers"] == again.json()["answers"]
    assert here(attendee) == (2, 2, bea)
    assert Mark.objects.count() == 1


def test_order_in_which_marks_arrive_does_not_matter(event, bea, carl):
    at = timezone.now() - timedelta(hours=1)
    ends = set()

    for order in permutations(range(4)):
        attendee = make_attendee(event=event, adults=2, children=3)
        key = str(uuid.uuid4())
        times = [(at + timedelta(minutes=n)).isoformat() for n in range(4)]
        marks = [
            (carl, a_mark(attendee, 1, 1, at=times[0])),
            (bea, a_mark(attendee, 2, 3, at=times[1])),
            (bea, a_mark(attendee, 2, 0, at=times[2], key=key)),
            (bea, a_mark(attendee, 0, 0, at=times[3], undoes=key)),
        ]
        for place in order:
            user, mark = marks[place]
            assert "refused" not in answers(user, mark)[0]
        ends.add(here(attendee))

    assert ends == {(2, 3, bea)}


def test_second_organizer_is_told_of_the_first(event, bea, carl):
    attendee = make_attendee(event=event, adults=2, children=3)
    early = timezone.now() - timedelta(minutes=9)
    send(bea, a_mark(attendee, 2, 3, at=early.isoformat()))

    told = answers(carl, a_mark(attendee, 2, 1))[0]["others"]

    at = round(early.timestamp() * 1000)
    assert told == [{"by": "Bea Torres", "at": at, "adults": 2, "children": 3}]
    assert here(attendee) == (2, 1, carl)


def test_who_takes_back_leaves_what_the_other_has_seen(event, bea, carl):
    attendee = make_attendee(event=event, adults=2, children=3)
    mine, theirs = a_mark(attendee, 2, 3), a_mark(attendee, 2, 2)
    send(bea, mine)
    send(carl, theirs)

    send(bea, a_mark(attendee, 0, 0, undoes=mine["key"]))

    assert here(attendee) == (2, 2, carl)


def test_only_ones_own_mark_can_be_taken_back(event, bea, carl):
    attendee = make_attendee(event=event)
    theirs = a_mark(attendee)
    send(carl, theirs)

    told = answers(bea, a_mark(attendee, 0, 0, undoes=theirs["key"]))

    assert told[0]["refused"] == "Only who has made a mark can take it back."
    assert here(attendee) == (1, 0, carl)


def test_party_of_another_event_is_refused_and_the_others_are_taken(event, bea):
    first, last = make_attendee(event=event), make_attendee(event=event)
    foreign = make_attendee(event=make_open_event(), name="Secret Name")

    told = answers(bea, a_mark(first), a_mark(foreign), a_mark(last))

    assert ["refused" in answer for answer in told] == [False, True, False]
    assert told[1]["refused"] == "This party is not on the list of this event."
    assert here(foreign) == NOBODY
    assert here(first)[2] == here(last)[2] == bea


def test_clock_that_is_ahead_counts_as_now(event, bea):
    attendee = make_attendee(event=event)
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

    send(bea, a_mark(attendee, at=tomorrow))

    attendee.refresh_from_db()
    assert attendee.present_at <= timezone.now()


@pytest.mark.parametrize("at", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_clock_that_stands_in_the_past_is_not_believed(event, bea, at: str):
    attendee = make_attendee(event=event)

    send(bea, a_mark(attendee, at=at))

    attendee.refresh_from_db()
    assert attendee.present_at > timezone.now() - timedelta(days=31)


@pytest.mark.parametrize("status", [AttendeeStatus.WAITLISTED, AttendeeStatus.CANCELLED])
def test_who_stands_at_the_door_gets_a_place_though_it_is_full(event, bea, status: str):
    event.capacity = 1
    event.save()
    make_attendee(event=event)
    attendee = make_attendee(event=event, status=status)

    send(bea, a_mark(attendee))

    assert here(attendee) == (1, 0, bea)
    assert attendee.status == AttendeeStatus.ATTENDING


# Walk-ins


@pytest.mark.parametrize("waiting_list", [True, False])
def test_walk_in_is_added_and_present_also_where_it_is_full(event, bea, waiting_list: bool):
    event.capacity, event.waiting_list = 1, waiting_list
    event.save()
    make_attendee(event=event)

    told = answers(bea, a_walk_in(name="  Zoe \u2028 Bruno\x07 "))

    attendee = Attendee.objects.get(pk=told[0]["attendee"])
    assert (attendee.name, attendee.adults, attendee.children) == ("Zoe Bruno", 2, 1)
    assert (attendee.status, attendee.came_from) == (AttendeeStatus.ATTENDING, CameFrom.WALK_IN)
    assert here(attendee) == (2, 1, bea)


def test_walk_in_sent_twice_is_one_and_can_be_marked_before_the_site_has_answered(event, bea):
    walk_in = a_walk_in()
    fewer = a_mark(None, 1, 1, party=walk_in["party"])

    send(bea, walk_in, fewer)
    send(bea, walk_in, fewer)

    attendee = event.attendees.get()
    assert attendee.name == "Walk-in"
    assert here(attendee) == (1, 1, bea)
    assert roster(bea)["rows"][0]["party"] == walk_in["party"]


def test_walk_in_taken_back_takes_no_place(event, bea):
    walk_in = a_walk_in()

    send(bea, walk_in, a_mark(None, 0, 0, party=walk_in["party"], undoes=walk_in["key"]))
    send(bea, walk_in)

    attendee = event.attendees.get()
    assert here(attendee) == NOBODY
    assert attendee.status == AttendeeStatus.CANCELLED
    event.seats.refresh_from_db()
    assert event.seats.attending == 0


def test_mark_of_a_walk_in_that_never_came_is_refused(event, bea):
    told = answers(bea, a_mark(None, 1, 0, party=str(uuid.uuid4())))

    assert told[0]["refused"] == "This party is not on the list of this event."


# Bad bodies

KEY = "6f4c1d5e-3f1c-4a58-9d36-0d3a3a7f5f11"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"marks": null}',
        b'{"marks": 5}',
        b'{"marks": "ab"}',
        b'{"marks": {"a": 1}}',
        b'{"marks": [5]}',
        b'{"marks": [{}]}',
        b'{"marks": [{"key": null}]}',
        b'{"marks": [{"key": "x"}]}',
        b'{"marks": [{"key": [1]}]}',
        b"[" * 60_000,
        b'{"marks": ' + b"[" * 30_000,
        b'{"marks": [' + b"1" * 5000 + b"]}",
        json.dumps({"marks": [{"key": str(uuid.uuid4())} for _n in range(51)]}).encode(),
        json.dumps({"marks": [{"key": KEY}, {"key": KEY}]}).encode(),
    ],
)
def test_body_that_is_no_batch_is_refused(event, bea, body: bytes):
    response = signed_in(bea).post(SYNC, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json() == {"refused": "These are no marks of the door."}


@pytest.mark.parametrize(
    "wrong",
    [
        {"adults": "many"},
        {"adults": -1},
        {"adults": 201},
        {"adults": 1.5},
        {"adults": 1e400},
        {"adults": None},
        {"adults": [1]},
        {"adults": 0, "children": 0},
        {"children": {"a": 1}},
        {"attendee": "x"},
        {"attendee": 10**30},
        {"attendee": None},
        {"attendee": True},
        {"party": "x"},
        {"undoes": "x"},
        {"at": None},
        {"at": 5},
        {"at": "yesterday"},
        {"at": "9999-99-99T00:00:00Z"},
        {"party": str(uuid.uuid4()), "name": "x" * 151},
        {"party": str(uuid.uuid4()), "name": "\x00"},
    ],
)
def test_mark_that_makes_no_sense_is_refused_alone(event, bea, wrong: dict):
    attendee, other = make_attendee(event=event), make_attendee(event=event)

    told = answers(bea, a_mark(attendee) | wrong, a_mark(other))

    assert [bool(answer.get("refused")) for answer in told] == [True, False]
    assert here(attendee) == NOBODY
    assert here(other) == (1, 0, bea)


def test_halves_of_letters_are_no_crash(event, bea):
    body = json.dumps({"marks": [a_walk_in(name="A\ud800na")], "user": bea.pk}).encode()

    response = signed_in(bea).post(SYNC, body, content_type="application/json")

    assert response.status_code == 200
    assert event.attendees.get().name == "A?na"


def test_body_that_is_too_large_is_refused_before_it_is_read(event, bea):
    attendee = make_attendee(event=event)
    marks = [a_mark(attendee, note="x" * 70_000)]

    response = send(bea, *marks)

    assert response.status_code == 413
    assert Mark.objects.count() == 0


def test_batch_of_the_largest_size_fits(event, bea):
    long_name = "Ł" * 150
    marks = [a_walk_in(name=long_name) for _n in range(50)]

    assert len(json.dumps(marks)) < 64 * 1024
    assert {"attendee", "key", "others"} == set(answers(bea, *marks)[49])
