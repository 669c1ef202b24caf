"""The stage: a file's rows in temporary tables, compared with the registry set by set.

staged     a row for each person of the file (and for each incident without people)
remarked   what is to be said of rows and values
placed     each distinct place of the file, found in the gazetteer or not
person     the people, numbered within their incident
incoming   a row for each incident, with what becomes of it
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

from incidents.marks import marks
from incidents.models import FamilyRequest, Wish
from incidents.names import Named, held_names
from nightout.agencies.models import Agency

from .places import PLACED, SUFFIX
from .values import ESCAPED

PIECE = 1 << 16  # bytes that are handed to the database at once
NAMES_AT_ONCE = 2_000
TABLES = (
    *("staged", "first", "remarked", "placed", "person", "incoming", "hushed"),
    *("fresh", "fresh_person", "changed", "moved", "pair", "marked", "changed_person", "joined"),
)

# Texts are compared by their bytes: nobody reads them in this order.
STAGED = """
CREATE TEMPORARY TABLE staged (
    number integer NOT NULL, line integer NOT NULL, external_id text COLLATE "C" NOT NULL,
    occurred_from date NOT NULL, occurred_to date NOT NULL, date_precision text NOT NULL,
    occurred_at time, offense text NOT NULL, circumstance text NOT NULL,
    place text COLLATE "C" NOT NULL, public_text text NOT NULL, latitude numeric, longitude numeric,
    is_person boolean NOT NULL, said text COLLATE "C" NOT NULL, outcome text NOT NULL, age smallint,
    age_group text NOT NULL, name text COLLATE "C" NOT NULL, name_rule text NOT NULL
)
"""
# The first row of each incident says where and when.
FIRST = """
CREATE TEMPORARY TABLE first AS
SELECT external_id, min(number) AS number, count(*) AS rows FROM staged GROUP BY external_id
"""
REMARKED = """
CREATE TEMPORARY TABLE remarked (
    kind text NOT NULL, line integer NOT NULL, external_id text NOT NULL,
    "column" text NOT NULL, value text NOT NULL
)
"""
# People of one incident in an order that does not lean on the file's own.
PERSON = """
CREATE TEMPORARY TABLE person AS
SELECT external_id, number, said,
    row_number() OVER (PARTITION BY external_id ORDER BY said, number) AS place
FROM staged WHERE is_person
"""

# A point that lies more than a degree from its city is somebody's slip of the keyboard.
FAR = "abs(staged.latitude - placed.latitude) > 1 OR abs(staged.longitude - placed.longitude) > 1"

INCOMING = f"""
CREATE TEMPORARY TABLE incoming AS
WITH located AS (
    SELECT staged.*, placed.city_id, placed.county_id, placed.neighborhood_id, placed.lacking,
        staged.latitude IS NOT NULL AND placed.city_id IS NOT NULL AND NOT ({FAR}) AS has_point
    FROM first JOIN staged ON staged.number = first.number JOIN placed USING (place)
    WHERE lacking = '' OR %(without_place)s
), whole AS (
    SELECT line, staged.external_id, occurred_from, occurred_to, date_precision, occurred_at,
        offense, circumstance,
        CASE
            WHEN lacking <> '' THEN NULL
            WHEN city_id IS NULL THEN 'county'
            WHEN has_point THEN %(precision)s
            WHEN public_text <> '' AND %(text_is)s <> '' THEN %(text_is)s
            WHEN neighborhood_id IS NOT NULL THEN 'neighborhood'
            ELSE 'city'
        END AS place_precision,
        city_id, county_id, neighborhood_id, public_text,
        CASE WHEN has_point THEN latitude END AS latitude,
        CASE WHEN has_point THEN longitude END AS longitude
    FROM located staged
), people AS (
    SELECT external_id, ('[' || string_agg(said, ',' ORDER BY place) || ']')::jsonb AS said
    FROM person GROUP BY external_id
), said AS (
    SELECT whole.*, {{facts}} AS said
    FROM whole LEFT JOIN people USING (external_id)
)
SELECT said.*, record.id AS record_id, record.said AS said_before, record.people AS people_before,
    record.gone AS gone_before, record.incident_id,
    CASE
        WHEN record.id IS NULL THEN 'new'
        WHEN record.incident_id IS NULL THEN 'deleted'
        WHEN incident.agency_id <> %(agency)s THEN 'other_agency'
        WHEN incident.merged_into_id IS NOT NULL THEN 'merged'
        WHEN incident.publication = 'hidden' THEN 'hidden'
        WHEN record.said = said.said THEN 'unchanged'
        ELSE 'changed'
    END AS status
FROM said
LEFT JOIN incidents_importedrecord record
    ON record.source_id = %(source)s AND record.external_id = said.external_id
LEFT JOIN incidents_incident incident ON incident.id = record.incident_id
"""  # noqa: S608  (ours)


def facts_said(incident: str, place: str, precision: str, place_precision: str) -> str:
    """SQL: what is said of date, place and offense, each as one text.

    Written alike for the stage and for the registry's own rows, so that they can be compared.
    """
    return f"""'date', concat_ws('/', {incident}.occurred_from, {incident}.occurred_to,
            {incident}.{precision}, {incident}.occurred_at),
        'offense', {incident}.offense, 'circumstance', {incident}.circumstance,
        'place', CASE WHEN {place}.{place_precision} IS NULL THEN '' ELSE concat({place}.{place_precision},
            '/', {place}.city_id, '/', {place}.county_id, '/', {place}.neighborhood_id,
            '/', {place}.public_text, '/', {place}.latitude::numeric(6, 3),
            '/', {place}.longitude::numeric(6, 3)) END"""


# What is to be said of rows: kind, line, reference, column and value.
OF_PLACES = f"""
SELECT lacking, line, external_id, '', left(concat_ws(', ', nullif(city, ''), nullif(county, ''),
    nullif(state, '')), 80)
FROM staged JOIN placed USING (place) WHERE lacking <> ''
UNION ALL
SELECT 'unknown_hood', line, staged.external_id, '', left(neighborhood, 80)
FROM first JOIN staged ON staged.number = first.number
JOIN placed USING (place)
WHERE neighborhood <> '' AND city_id IS NOT NULL AND neighborhood_id IS NULL
UNION ALL
SELECT 'far_point', line, staged.external_id, '', concat(staged.latitude, ', ', staged.longitude)
FROM first JOIN staged ON staged.number = first.number
JOIN placed USING (place)
WHERE staged.latitude IS NOT NULL AND city_id IS NOT NULL AND ({FAR})
"""  # noqa: S608  (ours)
DIFFERING = """
SELECT 'differs', other.line, other.external_id, '', ''
FROM first JOIN staged ON staged.number = first.number
JOIN staged other ON other.external_id = first.external_id AND other.number <> first.number
WHERE rows > 1
    AND (staged.occurred_from, staged.occurred_to, staged.date_precision, staged.offense,
        staged.circumstance, staged.place, staged.public_text, staged.occurred_at,
        staged.latitude, staged.longitude)
    IS DISTINCT FROM (other.occurred_from, other.occurred_to, other.date_precision, other.offense,
        other.circumstance, other.place, other.public_text, other.occurred_at,
        other.latitude, other.longitude)
"""
LEFT_ALONE = """
SELECT status, line, external_id, '', '' FROM incoming
WHERE status IN ('deleted', 'merged', 'hidden', 'other_agency')
UNION ALL
SELECT 'person_deleted', line, external_id, '', count(*)::text
FROM incoming CROSS JOIN unnest(people_before) AS people (id)
WHERE status IN ('unchanged', 'changed')
    AND NOT EXISTS (SELECT FROM incidents_victim victim WHERE victim.id = people.id)
GROUP BY line, external_id
"""
HUSHED_NAMES = """
SELECT CASE wish WHEN 'remove' THEN 'name_removed' ELSE 'name_held' END, staged.line,
    staged.external_id, 'name', ''
FROM hushed JOIN staged USING (name)
JOIN incoming ON incoming.external_id = staged.external_id AND status = 'new'
"""
HUSHED = "CREATE TEMPORARY TABLE hushed (name text PRIMARY KEY, wish text NOT NULL)"
NAMES = "SELECT DISTINCT name, occurred_from, occurred_to FROM staged WHERE name <> ''"


class Lines:
    """What COPY reads from: lines of a generator, handed over by the piece."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.left = lines, b""
        self.problem: Exception | None = None  # the driver would say only that reading failed

    def read(self, size: int = PIECE) -> bytes:
        pieces, length = [self.left], len(self.left)
        try:
            for line in self.lines:
                piece = line.encode()
                pieces.append(piece)
                length += len(piece)
                if length >= size:
                    break
        except Exception as problem:
            self.problem = problem
            raise
        whole = b"".join(pieces)
        self.left = whole[size:]
        return whole[:size]


@contextmanager
def spooled(lines: Iterable[str]) -> Iterator[IO[str]]:
    """In a file first: while COPY reads, its connection can ask for nothing else."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        file.writelines(lines)
        file.seek(0)
        yield file


def _hushed(agency: Agency) -> dict[str, Wish]:
    held: dict[str, Wish] = {}
    with connection.chunked_cursor() as names:
        names.execute(NAMES)
        while some := names.fetchmany(NAMES_AT_ONCE):
            for name, wish in held_names((Named(*row) for row in some), agency=agency).items():
                held[name] = Wish.REMOVE if Wish.REMOVE in (wish, held.get(name)) else wish
    return held


# In the order of their numbers, as everybody locks them.
TAKE_INCIDENTS = """
SELECT count(*) FROM (
    SELECT 1 FROM incidents_incident
    WHERE id IN (SELECT incident_id FROM incoming WHERE status = 'changed')
    ORDER BY id FOR NO KEY UPDATE
) AS taken
"""
TAKE_PEOPLE = """
SELECT count(*) FROM (
    SELECT 1 FROM incidents_victim
    WHERE incident_id IN (SELECT incident_id FROM incoming WHERE status = 'changed')
    ORDER BY id FOR NO KEY UPDATE
) AS taken
"""


class Stage:
    """The stage of one file, within the caller's transaction."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self.cursor = cursor
        self.drop()
        cursor.execute("SET LOCAL work_mem = '48MB'")
        cursor.execute("SET LOCAL default_statistics_target = 10")

    def drop(self) -> None:
        """A connection outlives its transaction: nothing of the file stays in it."""
        names = ", ".join(f"pg_temp.{name}" for name in TABLES)
        self.cursor.execute(f"DROP TABLE IF EXISTS {names}")

    def fill(self, lines: Iterator[str]) -> None:
        """What goes wrong with the file is raised as it is, and not as the driver puts it."""
        self.cursor.execute(STAGED)
        given = Lines(lines)
        try:
            self.copy("staged", given)
        except DatabaseError:
            if given.problem:
                raise given.problem from None
            raise
        self.cursor.execute("ANALYZE staged")
        self.cursor.execute(FIRST)
        self.cursor.execute("ANALYZE first")

    def copy(self, table: str, lines: IO[str] | Lines) -> None:
        with connection.wrap_database_errors:
            self.cursor.copy_expert(f"COPY {table} FROM STDIN", lines)

    def look_up(self, remarks: IO[str]) -> None:
        """Places, and what is to be said of rows and values."""
        self.cursor.execute(REMARKED)
        self.copy("remarked", remarks)
        self.cursor.execute(PLACED, {"suffix": SUFFIX})
        self.cursor.execute("ANALYZE placed")
        self.remark(OF_PLACES)
        self.remark(DIFFERING)

    def remark(self, query: str, **given: Any) -> None:
        """`query` gives kind, line, reference, column and value."""
        self.cursor.execute(f"INSERT INTO remarked {query}", given or None)

    def hush(self, agency: Agency) -> set[int]:
        """Names that a family asked to hold back or to remove, whatever file has them again.

        Says which agencies were asked.
        """
        self.cursor.execute(HUSHED)
        if not FamilyRequest.objects.open().exists():
            return set()
        held = _hushed(agency)
        lines = (f"{name.translate(ESCAPED)}\t{wish.value}\n" for name, wish in held.items())
        with spooled(lines) as names:
            self.copy("hushed", names)
        known_by = {each for name in held for each in marks(name)}
        asked = FamilyRequest.objects.open().about(known_by).told()
        return {pk for _mark, _wish, *agencies, _first, _last in asked for pk in agencies if pk}

    def take(self) -> None:
        """What it may change waits, and is waited for: a person's decision is never overwritten."""
        for query in (TAKE_INCIDENTS, TAKE_PEOPLE):
            self.cursor.execute(query)

    def compare(self, **given: Any) -> None:
        self.cursor.execute(PERSON)
        self.cursor.execute("ANALYZE person")
        facts = facts_said("whole", "whole", "date_precision", "place_precision")
        said = f"jsonb_build_object({facts}, 'people', coalesce(people.said, '[]'))"
        self.cursor.execute(INCOMING.format(facts=said), given)
        self.cursor.execute("ANALYZE incoming")
        self.remark(LEFT_ALONE)
        self.remark(HUSHED_NAMES)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        self.cursor.execute(query, values)
        return self.cursor.fetchall()
