"""What the public may know of an event, as columns of SQL: said once, so that all formats agree.

Postgres writes the formats, as it writes the lists of people. `told` makes the SELECT of a format,
in which each event of a queryset is `e`. A home has no name, no street and no way in there, and
staff's notes are not read at all: what a format cannot read it cannot leak.
"""

import re
from collections.abc import Collection, Generator, Iterable
from typing import Any

from django.db import connections, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import AgencyRole, EventQuerySet
from events.models.choices import HOSTING

Words = dict[str, Any]
AT_ONCE = 500  # events

# What is read of each event, as columns of `row`.
READ = {
    "pk": "pk",
    "title": "title",
    "slug": "slug",
    "description": "description",
    "written_in": "written_in",
    "status": "status",
    "start_date": "start_date",
    "start_time": "start_time",
    "end_date": "end_date",
    "end_time": "end_time",
    "as_printed": "place_as_printed",
    "capacity": "capacity",
    "is_free": "is_free",
    "wheelchair_access": "wheelchair_access",
    "languages": "languages",
    "rain_plan": "rain_plan",
    "contact": "contact",
    "inference": "inference",
    "created_at": "created_at",
    "changed_at": "listing__changed_at",
    "revision": "listing__revision",
    "neighborhood": "neighborhood__name",
    "city": "city__name",
    "county": "city__county__name",
    "state": "city__state",
    "time_zone": "city__time_zone",
    "city_latitude": "city__latitude",
    "city_longitude": "city__longitude",
    "park": "park_id",
    "park_name": "park__name",
    "park_kind": "park__kind",
    "park_address": "park__address",
    "park_block": "park__public_block",
    "park_access": "park__accessibility",
    "park_language": "park__written_in",
    "park_latitude": "park__latitude",
    "park_longitude": "park__longitude",
    "campaign": "campaign__name",
    "programme": "campaign__programme",
    "is_sample": "campaign__is_sample",
}


def worded(column: str, values: Iterable[str], name: str) -> str:
    """SQL: the word for each of these values of ours."""
    cases = " ".join(f"WHEN '{value}' THEN %({name}_{value})s" for value in values)
    return f"CASE {column} {cases} END"


def _agencies(what: str, roles: Collection[str]) -> str:
    """SQL: an array of the agencies with one of these roles, the host first."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"""ARRAY(
        SELECT {what} FROM events_eventagency tie
        JOIN agencies_agency agency ON agency.id = tie.agency_id
        WHERE tie.event_id = row.pk AND tie.role IN ({named}) ORDER BY tie.role DESC, tie.id
    )"""  # noqa: S608  (all of it is ours)


def _sources(what: str) -> str:
    """SQL: an array of what is cited, in the order of the event's page."""
    return f"""ARRAY(
        SELECT {what} FROM events_eventsource cited
        JOIN sources_source source ON source.id = cited.source_id
        WHERE cited.event_id = row.pk ORDER BY source.publisher, cited.id
    )"""  # noqa: S608  (all of it is ours)


HOME = "row.park_kind = 'home'"
WALL_START = """to_char(row.start_date + row.start_time, 'YYYY-MM-DD"T"HH24:MI')"""
WALL_END = """to_char(row.end_date + row.end_time, 'YYYY-MM-DD"T"HH24:MI')"""
DAYS = "row.end_date - row.start_date"
ONE_DAYS_HOURS = "row.end_time IS NULL OR row.end_time > row.start_time"
EARLY = "row.end_time < '06:00'"  # such hours belong to the evening before

# What is told of each event: the columns of `e`, made of those of `row`.
TOLD = {
    **{name: f"row.{name}" for name in READ if not name.startswith("park")},
    "is_sample": "coalesce(row.is_sample, false)",
    "as_printed": f"CASE WHEN {HOME} THEN NULL ELSE nullif(row.as_printed, '') END",
    # The park; without one what a source printed.
    "place": f"CASE WHEN {HOME} THEN %(at_home)s WHEN row.park IS NOT NULL THEN row.park_name"
    " ELSE nullif(row.as_printed, '') END",
    "street": f"nullif(CASE WHEN {HOME} THEN row.park_block ELSE row.park_address END, '')",
    "way_in": f"CASE WHEN {HOME} THEN NULL ELSE nullif(row.park_access, '') END",
    "place_written_in": "coalesce(row.park_language, row.written_in)",
    # On the clock of the city; a bare day where the time is not announced.
    "start": f"CASE WHEN row.start_time IS NULL THEN row.start_date::text ELSE {WALL_START} END",
    "finish": f"CASE WHEN row.end_time IS NOT NULL THEN {WALL_END}"
    " WHEN row.end_date > row.start_date THEN row.end_date::text END",
    # Several days with hours are held anew on each, as the page says it ("7–9 August, 6 p.m. to
    # 9 p.m."). Only hours that cannot be those of a day ("Friday, 6 p.m., to Sunday, 2 p.m.") are
    # one block. So: the day on which it ends for the first time, and how many times it is held.
    "first_end": f"""CASE WHEN row.start_time IS NULL
            THEN CASE WHEN {DAYS} = 1 AND {EARLY} THEN row.start_date ELSE row.end_date END
        WHEN {ONE_DAYS_HOURS} THEN row.start_date
        WHEN {EARLY} THEN row.start_date + 1 ELSE row.end_date END""",
    "times": f"""CASE WHEN row.start_time IS NULL THEN 1
        WHEN {ONE_DAYS_HOURS} THEN {DAYS} + 1 WHEN {EARLY} THEN {DAYS} ELSE 1 END""",
    "latitude": "row.park_latitude",
    "longitude": "row.park_longitude",
    "agencies": _agencies(
        f"agency.name || ' (' || {worded('tie.role', AgencyRole.values, 'role')} || ')'",
        AgencyRole.values,
    ),
    "hosts": _agencies("agency.name", HOSTING),
    "attending": _agencies("agency.name", [AgencyRole.ATTENDING]),
    # An agency's address for residents is public, on its own page.
    "organizer": """(
        SELECT ARRAY[agency.name, agency.email] FROM events_eventagency tie
        JOIN agencies_agency agency ON agency.id = tie.agency_id
        WHERE tie.event_id = row.pk AND tie.role IN ('host', 'co_host') AND agency.email <> ''
        ORDER BY tie.role DESC, tie.id LIMIT 1
    )""",
    "activities": """ARRAY(
        SELECT coalesce(nullif(CASE %(language)s WHEN 'es' THEN activity.name_es
            WHEN 'ht' THEN activity.name_ht END, ''), activity.name)
        FROM events_event_activities offered
        JOIN events_activity activity ON activity.id = offered.activity_id
        WHERE offered.event_id = row.pk ORDER BY activity.name, activity.id
    )""",
    "sources": _sources(
        """concat(source.publisher, ': ', source.title,
        ' (' || coalesce(source.published_on::text, source.inferred_on || ', ' || %(inferred)s)
        || ')', ': ' || nullif(cited.fact, ''))"""
    ),
    "source_addresses": _sources("source.url"),
}


def told(events: EventQuerySet, select: str, words: Words) -> str:
    """SQL: `select`, made of columns of `e` and of %(words)s, for each event, in their order.

    Postgres passes the rows of a subquery on as they come, and computes only what is asked for.
    """
    asked = re.findall(r"\be\.(\w+)", select)
    columns = {name: TOLD[name] for name in dict.fromkeys(asked)}
    read = ["pk", *re.findall(r"\brow\.(\w+)", " ".join(columns.values()))]
    paths = {name: READ[name] for name in dict.fromkeys(read)}
    compose = connections[events.db].ops.compose_sql
    compiler = events.values_list(*paths.values()).query.get_compiler(events.db, elide_empty=False)
    made = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    outer = compose(f"SELECT {select} FROM (SELECT {made}", words)  # noqa: S608  (ours)
    inner = compose(*compiler.as_sql())
    # OFFSET 0 keeps the two apart: what is told twice is still made once.
    return f"{outer} FROM ({inner}) AS row ({', '.join(paths)}) OFFSET 0) AS e"


def in_pieces(sql: str, *, using: str) -> Generator[list[tuple], None, None]:
    """The rows, some at a time: memory stays flat whatever their number.

    In a transaction the database makes rows as they are asked for; outside, all of them first.
    """
    with transaction.atomic(using=using), connections[using].chunked_cursor() as cursor:
        cursor.execute(sql)
        while some := cursor.fetchmany(AT_ONCE):
            yield some


def json_rows(sql: str, *, using: str) -> Generator[bytes, None, None]:
    """Rows of one column of JSON, as the items of an array."""
    comma = ""
    for some in in_pieces(sql, using=using):
        yield (comma + ",\n".join([row for (row,) in some])).encode()
        comma = ",\n"


def words() -> Words:
    """What the facts say in the active language."""
    return {
        "language": get_language(),
        "at_home": _("At a home"),
        "inferred": _("inferred"),
        **{f"role_{role.value}": str(role.label) for role in AgencyRole},
    }
