"""Scratch databases beside the one of DATABASE_URL: made once, found again, dropped on request."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

from nightout.places import gazetteer
from tests.benchmarks import attendees, registry
from tests.benchmarks.filling import say

NAME = "nightout_bench"
HERE = Path(__file__).parent
WRITTEN_BY = ("statements.py", "registry.py", "attendees.py", "filling.py", "words.py")


@contextmanager
def using(name: str) -> Iterator[None]:
    """Within it, all queries of this thread go to the database of that name."""
    before = connections[DEFAULT_DB_ALIAS]
    there = before.copy()
    there.settings_dict["NAME"] = name
    connections[DEFAULT_DB_ALIAS] = there
    try:
        yield
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = before


def url(name: str) -> str:
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()


def prepare(*, events: int, people: int) -> str:
    """The name of a database with so many events, and attendees of one of them if any are asked."""
    name, recipe = f"{NAME}_{events}", registry_recipe()
    note = notes(name)
    if not still_holds(note, recipe):
        create(name, template=prepare_places())
        fill(name, events)
        note = {"people": 0}
    elif set(note["recipe"]) != recipe:
        migrate(name)
    if people and note["people"] != people:
        write_notes(name, {})
        fill_attendees(name, people)
        note = {"people": people}
    write_notes(name, {"recipe": sorted(recipe), "people": note["people"]})
    return name


def prepare_places() -> str:
    """The empty registry with the gazetteer, of which the others are copies."""
    recipe = places_recipe()
    if set(notes(NAME).get("recipe", [])) != recipe:
        say(f"{NAME}: migrations and places")
        create(NAME)
        migrate(NAME)
        with using(NAME), connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            gazetteer.load()
        write_notes(NAME, {"recipe": sorted(recipe)})
    return NAME


def migrate(name: str) -> None:
    with using(name):
        call_command("migrate", verbosity=0)


def fill(name: str, events: int) -> None:
    say(f"{name}: {events:,} events")
    with using(name), connection.cursor() as cursor:
        registry.fill(cursor, events)
        cursor.execute("VACUUM ANALYZE")


def fill_attendees(name: str, people: int) -> None:
    say(f"{name}: {people:,} attendees of one event")
    with using(name), connection.cursor() as cursor:
        attendees.fill(cursor, people)
        cursor.execute("VACUUM ANALYZE events_attendee")


def places_recipe() -> set[str]:
    """A short sum of each file that says what is in the database."""
    folders = [Path(app.path, "migrations") for app in apps.get_app_configs()]
    files = [*chain(*(folder.glob("*.py") for folder in folders)), *gazetteer.DATA.glob("*.csv")]
    return set(map(checksum, files))


def registry_recipe() -> set[str]:
    return places_recipe() | {str(registry.season()), *(checksum(HERE / n) for n in WRITTEN_BY)}


def checksum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]


def still_holds(note: dict[str, Any], recipe: set[str]) -> bool:
    """Whether nothing was changed since; what was added are migrations, which may follow."""
    return bool(note) and set(note["recipe"]) <= recipe


def notes(name: str) -> dict[str, Any]:
    """What was noted when the database was complete; empty without one."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        )
        (found,) = cursor.fetchone() or ("",)
        return json.loads(found or "{}")


def write_notes(name: str, note: dict[str, Any]) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{name}" IS %s', [json.dumps(note)])


def create(name: str, template: str = "template1") -> None:
    """A copy of the template, in which this process must have no session of its own."""
    drop(name)
    end_other_sessions(template)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def end_other_sessions(database: str) -> None:
    """A request that outlived its test, or a server's, holds the database: it is ended and awaited."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [database],
        )


def drop(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def drop_all() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname ~ %s ORDER BY 1", [f"^{NAME}(_[0-9]+)?$"]
        )
        found = [name for (name,) in cursor.fetchall()]
    for name in found:
        drop(name)
    return found
