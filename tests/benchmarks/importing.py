"""A file of shootings imported by its mapping, beside bare COPY of the same rows."""

import csv
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from incidents.imports import Mapping, Report, import_file, read_mapping
from nightout.agencies.models import Agency, AgencyKind
from nightout.places.models import City
from tests.benchmarks import databases, processes
from tests.benchmarks.filling import say
from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row, figure

ROWS = 250_000
FEWEST = 2_500  # in the short round that gives no figure
PEOPLE_OF_TEN = 13  # people of ten incidents, as in New York's list
WRONG = 100  # one row of so many has a value, and one a date, that cannot be read
HEADER = "key,date,time,city,state,outcome,age,lat,lon,PERP_AGE"
TYPES = "key text, day text, at time, city text, state text, outcome text, age text, lat numeric,"
TYPES += " lon numeric, perp text"
# All that an import writes, versions included.
WRITTEN = [
    f"incidents_{name}"
    for name in (
        *("incident", "incidenthistory", "location", "locationhistory", "victim"),
        *("victimhistory", "incidentsource", "incidentsourcehistory", "importedrecord"),
    )
]
MAPPING = """
null = ["(null)"]
refuse = ["PERP_*"]
[source]
reference = "bench"
publisher = "A city"
title = "Shootings"
says = "Day, time, place, ages, who was killed"
[agency]
slug = "bench-police"
[incident]
key = "key"
date = { column = "date", formats = ["%m/%d/%Y"] }
time = { column = "time", formats = ["%H:%M"] }
[place]
city = "city"
state = "state"
latitude = "lat"
longitude = "lon"
[person]
outcome = { column = "outcome", values = { "Y" = "killed", "N" = "shot_not_stated" } }
age_group = { column = "age", values = { "<18" = "under_18", "18-24" = "18_24", "25-44" = "25_44" } }
"""


@dataclass(frozen=True)
class Taken:
    """Seconds, those of both processors' work (ours and Postgres's), and megabytes of one way."""

    seconds: float
    cpu: float
    growth: float
    report: Report | None = None


def measure(plan: Plan) -> list[Row]:
    rows = ROWS if plan.seconds >= 3 else FEWEST
    name = f"{databases.NAME}_import"
    places = databases.prepare_places()
    taken: dict[str, list[Taken]] = {}
    with file_of(rows, places) as file:
        try:
            for number in range(1, plan.rounds + 1):
                say(f"import of {rows:,} rows, round {number} of {plan.rounds}")
                databases.create(name, template=places)
                with databases.using(name):
                    for way, one in ways(file).items():
                        taken.setdefault(way, []).append(one)
        finally:
            databases.drop(name)
    return table(rows, taken)


@contextmanager
def file_of(rows: int, database: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shootings.csv"
        with databases.using(database):  # left before it is a template again
            write(path, rows)
        yield path


def write(path: Path, rows: int) -> None:
    """In the order of the days, as such files are; each incident with its people in a row."""
    dice = random.Random(rows)
    columns = ("name", "state", "latitude", "longitude")
    known = City.objects.largest_first().values_list(*columns)
    called = Counter(city[:2] for city in known)
    cities = [city for city in known[:2_000] if called[city[:2]] == 1]
    with path.open("w", newline="") as file:
        file.write(HEADER + "\n")
        out = csv.writer(file, lineterminator="\n")
        incidents = rows * 10 // PEOPLE_OF_TEN
        for row in range(rows):
            incident = row * incidents // rows
            of_incident = random.Random(incident)
            city, state, latitude, longitude = of_incident.choice(cities)
            day = date(2006, 1, 1) + timedelta(days=incident * 6000 // incidents)
            out.writerow(
                (
                    200_000_000 + incident,
                    f"{day:%m/%d/%Y}" if row % WRONG else "13/32/2022",
                    f"{of_incident.randrange(24):02}:{of_incident.randrange(60):02}",
                    city,
                    state,
                    dice.choice("YNNNN"),
                    dice.choice(("<18", "18-24", "25-44", "(null)"))
                    if row % WRONG != 1
                    else "1022",
                    f"{latitude + of_incident.uniform(-0.1, 0.1):.6f}",
                    f"{longitude + of_incident.uniform(-0.1, 0.1):.6f}",
                    "18-24",
                )
            )


def ways(file: Path) -> dict[str, Taken]:
    """In the database at hand: first as the file comes, then the same file again."""
    Agency.objects.get_or_create(
        slug="bench-police", defaults={"name": "Police", "kind": AgencyKind.MUNICIPAL_POLICE}
    )
    mapping = read_mapping(MAPPING)
    return {
        "COPY of the file": timed(lambda: copy_file(file)),
        "dry run": timed(lambda: run(file, mapping)),
        "apply": timed(lambda: run(file, mapping, apply=True)),
        "COPY of all rows written": copy_written(),
        "again, nothing new": timed(lambda: run(file, mapping, apply=True)),
    }


def run(file: Path, mapping: Mapping, **options: Any) -> Report:
    return import_file(path=file, mapping=mapping, by=None, **options)


def timed(work: Callable[[], Any]) -> Taken:
    own = os.getpid()
    both = [own, backend()]
    processes.forget_peak(own)
    before = processes.megabytes(own, "VmRSS")
    worked, began = processes.cpu_seconds(both), time.monotonic()
    found = work()
    return Taken(
        seconds=time.monotonic() - began,
        cpu=processes.cpu_seconds(both) - worked,
        growth=processes.megabytes(own, "VmHWM") - before,
        report=found if isinstance(found, Report) else None,
    )


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def copy_file(file: Path) -> None:
    """Into a typed table without an index."""
    with connection.cursor() as cursor, file.open("rb") as rows:
        cursor.execute(f"CREATE TABLE bare ({TYPES})")
        cursor.copy_expert("COPY bare FROM STDIN (FORMAT csv, HEADER)", rows)
        cursor.execute("DROP TABLE bare")


def copy_written() -> Taken:
    """All that the import left, into tables of the same columns without index or constraint."""
    total = Taken(0, 0, 0)
    with connection.cursor() as cursor:
        for name in WRITTEN:
            kept = BytesIO()
            cursor.copy_expert(f"COPY (SELECT * FROM {name}) TO STDOUT", kept)
            kept.seek(0)
            cursor.execute(f"CREATE TABLE bare AS SELECT * FROM {name} WITH NO DATA")
            one = timed(partial(cursor.copy_expert, "COPY bare FROM STDIN", kept))
            total = Taken(total.seconds + one.seconds, total.cpu + one.cpu, 0)
            cursor.execute("DROP TABLE bare")
    return total


def table(rows: int, taken: dict[str, list[Taken]]) -> list[Row]:
    report = taken["apply"][0].report
    counts = report.counts if report else {}
    told = (
        f"{counts['incidents']['new']:,} incidents, {sum(counts['people'].values()):,} people;"
        f" {counts['refused']:,} rows and {counts['remarks'].get('unknown_value', 0):,} values"
        " refused and reported"
    )
    growth = max(one.growth for each in taken.values() for one in each)
    return [
        *lines(rows, taken, "dry run", "COPY of the file", "9: ≤ 8 ×", told),
        *lines(rows, taken, "apply", "COPY of the file", "9: ≤ 8 ×"),
        *lines(rows, taken, "apply", "COPY of all rows written", "9: ≤ 8 ×"),
        *lines(rows, taken, "again, nothing new", "COPY of the file", ""),
        Row(
            f"import of {rows:,} rows",
            "MB that the process grows by, at most",
            "64",
            figure(growth),
            "–",
            "9: ≤ 64 MB",
            str(rows),
        ),
    ]


def lines(
    rows: int, taken: dict[str, list[Taken]], way: str, limit: str, goal: str, told: str = ""
) -> list[Row]:
    """By the clock, and by the work of the processors, which other programs disturb less."""
    found = []
    for measured, name in (("seconds", "seconds"), ("cpu", "CPU seconds, Postgres included")):
        ours, least = (
            median(getattr(one, measured) for one in taken[each]) for each in (way, limit)
        )
        found.append(
            Row(
                f"import of {rows:,} rows: {way}",
                f"{name}, beside {limit} into bare tables",
                figure(least),
                figure(ours),
                f"{figure(ours / least)} ×" if least else "–",
                goal,
                str(rows),
                told if measured == "seconds" else "",
            )
        )
    return found
