"""Registrations over HTTP beside what Postgres alone takes: for one event, and for thousands."""

import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Thread

from django.db import connection

from events.models import Attendee, Event, Seats
from tests.benchmarks import databases, serving
from tests.benchmarks.crowd import SECRET, Crowd, Person, wait_as_long_as_reading_takes
from tests.benchmarks.filling import say
from tests.benchmarks.plan import SELECT, Plan
from tests.benchmarks.serving import Site
from tests.benchmarks.table import Row, figure
from tests.benchmarks.turns import THREADS

AT_ONCE = 8
WORKERS = 2
SPREAD_OVER = 8000  # events
FASTEST = 3000  # registrations a second, so many are written down before
PEOPLE, PLACES = 1000, 300  # of the crowd that is counted

# The least that a registration is: the seats locked, counted and moved, a row for the party.
CEILING_TABLES = """
DROP TABLE IF EXISTS bench_party, bench_seats;
CREATE TABLE bench_seats (event int PRIMARY KEY, capacity int, taken int) WITH (fillfactor = 50);
INSERT INTO bench_seats SELECT n, 100000000, 0 FROM generate_series(1, 8000) n;
CREATE TABLE bench_party (id bigserial PRIMARY KEY, event int REFERENCES bench_seats, name text,
    email text, people int, at timestamptz DEFAULT now());
"""
CEILING = r"""
\set event random(1, {events})
WITH seats AS (
    UPDATE bench_seats SET taken = taken + 2
    WHERE event = :event AND taken + 2 <= capacity RETURNING event
)
INSERT INTO bench_party (event, name, email, people)
SELECT event, 'Ana López', 'ana@example.org', 2 FROM seats;
"""


def measure(plan: Plan) -> list[Row]:
    if not (shutil.which("wrk") and shutil.which("pgbench")):
        say("registrations are not measured: that needs wrk and pgbench")
        return []
    behind_proxy = {**plan.environment, "NIGHTOUT_BEHIND_PROXY": "1"}
    ours: dict[str, list[Taken]] = {"hot": [], "spread": []}
    limits: dict[str, list[float]] = {"hot": [], "spread": []}
    select: list[float] = []
    with serving.serve(plan.largest, plan.pages, **behind_proxy) as site:
        prepare_ceiling()
        events = {"hot": open_events(1), "spread": open_events(SPREAD_OVER)}
        warm_up(site, events["hot"][0])
        for number in range(1, plan.rounds + 1):
            say(f"registrations, round {number} of {plan.rounds}")
            for kind, slugs in events.items():
                limits[kind].append(pgbench(plan, 1 if kind == "hot" else SPREAD_OVER))
                ours[kind].append(burst(plan, site, slugs))
            select.append(site.burst(SELECT, plan.seconds).cpu_ms)
        counted = count_a_crowd(site)
    return [*rows(plan, ours, limits, select), counted]


def warm_up(site: Site, slug: str) -> None:
    people = [Person(f"First {n}", slug) for n in range(2 * THREADS)]
    wait_as_long_as_reading_takes()
    Crowd(site.port, AT_ONCE).act(people, Crowd.register)


def prepare_ceiling() -> None:
    with connection.cursor() as cursor:
        cursor.execute(CEILING_TABLES)


def open_events(number: int) -> list[str]:
    """Addresses of events that take registrations, without a limit of places."""
    coming = Event.objects.public().upcoming().filter(registration="open", status="scheduled")
    pks = list(coming.values_list("pk", flat=True)[:number])
    Event.objects.filter(pk__in=pks).update(capacity=100_000_000)
    return list(Event.objects.filter(pk__in=pks).values_list("slug", flat=True))


def pgbench(plan: Plan, events: int) -> float:
    """Transactions a second."""
    script = plan.pages / "ceiling.sql"
    script.write_text(CEILING.format(events=events))
    seconds = max(round(plan.seconds), 1)
    command = ["pgbench", "-n", f"-c{AT_ONCE}", "-j1", "-Mprepared", f"-T{seconds}"]
    done = subprocess.run(
        [*command, "-f", script, databases.url(plan.largest)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(re.findall(r"tps = ([\d.]+)", done.stdout)[0])


@dataclass(frozen=True)
class Taken:
    rate: float  # registrations a second
    app_ms: float  # CPU, for each
    postgres_ms: float

    @property
    def cpu_ms(self) -> float:
        return self.app_ms + self.postgres_ms


def burst(plan: Plan, site: Site, slugs: list[str]) -> Taken:
    """As many as there is time for; those count that are in the table afterwards."""
    seconds = max(round(plan.seconds), 1)
    crowd = plan.pages / "crowd.txt"
    write_down(crowd, slugs, FASTEST * seconds)
    wait_as_long_as_reading_takes()
    before, cpu = Attendee.objects.count(), site._cpu()
    began = time.monotonic()
    subprocess.run(
        [
            "wrk",
            "-t1",
            f"-c{AT_ONCE}",
            f"-d{seconds}s",
            "-s",
            Path(__file__).with_name("crowd.lua"),
            f"http://127.0.0.1:{site.port}",
        ],
        env=os.environ | {"CROWD": str(crowd), "CROWD_SECRET": SECRET},
        check=True,
        capture_output=True,
    )
    took = time.monotonic() - began
    site.settle()
    taken = Attendee.objects.count() - before
    if not taken:
        raise RuntimeError("No registration was taken.")
    app, postgres = ((now - was) * 1000 / taken for now, was in zip(site._cpu(), cpu, strict=True))
    return Taken(taken / took, app, postgres)


def write_down(crowd: Path, slugs: list[str], number: int) -> None:
    with crowd.open("w") as lines:
        for n in range(number):
            slug = slugs[n % len(slugs)]
            person = Person(f"Person {n}", slug, 2, email=f"p{time.time_ns()}@example.org")
            address = f"10.{n % 251}.{n // 251 % 251}.{n // 63001 % 251}"
            lines.write(f"/events/{slug}/rsvp/ {address} {person.body()}\n")


def count_a_crowd(site: Site) -> Row:
    """A thousand for a few hundred places, with cancellations, and one worker killed meanwhile."""
    (slug,) = open_events(1)
    event = Event.objects.get(slug=slug)
    event.attendees.all().delete()
    Event.objects.filter(pk=event.pk).update(capacity=PLACES)
    people = [Person(f"Counted {n}", slug, 1 + n % 3, n % 2) for n in range(PEOPLE)]
    wait_as_long_as_reading_takes()
    crowd = Crowd(site.port, AT_ONCE)
    killer = Thread(target=lambda: (time.sleep(1), os.kill(site.workers[0], signal.SIGKILL)))
    killer.start()
    began = time.monotonic()
    crowd.act(people, register_and_perhaps_cancel)
    took = time.monotonic() - began
    killer.join()
    wait_until_whole(site)
    seats = Seats.objects.get(pk=event.pk)
    kept = Attendee.objects.in_bulk([person.number for person in people])
    lost = [p for p in people if p.number not in kept or kept[p.number].is_cancelled != p.cancelled]
    if lost or seats.attending > PLACES or event.attendees.count() != PEOPLE:
        raise RuntimeError(f"{len(lost)} lost, {seats.attending} people for {PLACES} places")
    return Row(
        "RSVP",
        f"{PEOPLE:,} parties for {PLACES} places, every fourth cancels, one worker killed",
        f"{PLACES} people",
        f"{seats.attending} people, {len(lost)} lost",
        "–",
        "8: no oversell, nothing lost",
        "–",
        f"{PEOPLE / took:,.0f} parties a second by Python's own client, {crowd.tries:,} requests",
    )


def wait_until_whole(site: Site) -> None:
    """A server that is told to stop while it starts a worker anew does not stop."""
    while len(site.workers) < WORKERS:
        time.sleep(0.2)
    time.sleep(2)


def register_and_perhaps_cancel(crowd: Crowd, person: Person) -> None:
    crowd.register(person)
    if int(person.name.split()[1]) % 4 == 0:
        crowd.cancel(person)


def rows(
    plan: Plan,
    ours: dict[str, list[Taken]],
    limits: dict[str, list[float]],
    select: list[float],
) -> list[Row]:
    rate = {kind: median(burst.rate for burst in bursts) for kind, bursts in ours.items()}
    cpu = {kind: median(burst.cpu_ms for burst in bursts) for kind, bursts in ours.items()}
    app = {kind: median(burst.app_ms for burst in bursts) for kind, bursts in ours.items()}
    limit = {kind: median(found) for kind, found in limits.items()}
    made = []
    for kind, goal in (("hot", "8: ≥ 0.7 ×"), ("spread", "8: ≥ 0.3 ×")):
        what = "one event" if kind == "hot" else f"{SPREAD_OVER:,} events"
        made.append(
            Row(
                "RSVP",
                f"{what}: registrations a second over HTTP, beside pgbench, {AT_ONCE} at once",
                figure(limit[kind]),
                figure(rate[kind]),
                f"{rate[kind] / limit[kind]:.2f} ×",
                goal,
                "–",
                f"CPU {figure(cpu[kind])} ms each, {figure(app[kind])} of it in the site's workers, on"
                f" {os.cpu_count()} cores that wrk shares",
            )
        )
    asked = median(select)
    made.append(
        Row(
            "RSVP",
            "one event beside thousands: registrations a second",
            figure(rate["spread"]),
            figure(rate["hot"]),
            f"{rate['hot'] / rate['spread']:.2f} ×",
            "8: ≥ 0.9 ×",
            "–",
        )
    )
    made.append(
        Row(
            "RSVP",
            "CPU ms of a registration, beside a view that asks SELECT 1",
            figure(asked),
            figure(cpu["spread"]),
            f"{cpu['spread'] / asked:.2f} ×",
            "8: ≤ 2.0 ×",
            "–",
        )
    )
    return made
