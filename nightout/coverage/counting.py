"""How many people were shot far from every planned event, and near which events.

Places are known by squares. The people of one square count as if they had been in their common
middle; its side is at most a seventh of the asked distance. Who was shot at a place that is known
by its city only counts at the city's own point, in a number apart. Distances are those of a flat
map, true to a hundredth at ten miles.

A square and an event meet by shelves, as wide as the distance: what is near lies on the same shelf
or on one of the eight around it. So nothing is compared with everything.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from events.models import Event, EventQuerySet, EventStatus
from incidents.models import SHOT, Incident, IncidentQuerySet
from nightout.agencies.models import Agency

MONTHS = (3, 6, 12, 24)
SIDES = {0.5: 0.002, 1: 0.002, 2: 0.004, 5: 0.01, 10: 0.02}  # degrees, by miles
MILES_PER_DEGREE = 69.09
LATELY = timedelta(days=365)  # an event that is over since then has served, too
WAS_SHOT = Q(victims__outcome__in=SHOT)
NOT_HELD = (EventStatus.CANCELLED, EventStatus.POSTPONED)


@dataclass(frozen=True)
class Question:
    """Of which incidents, over how many months, and within how many miles of an event.

    `agencies` are those whose cities and counties are asked about; None asks about all.
    """

    months: int
    miles: float
    today: date
    agencies: tuple[Agency, ...] | None = None

    @property
    def since(self) -> date:
        months = self.today.year * 12 + self.today.month - 1 - self.months
        year, month = months // 12, months % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(self.today.day, last)) + timedelta(days=1)

    def incidents(self) -> IncidentQuerySet:
        found = Incident.objects.public().overlapping(self.since, self.today)
        if self.agencies is None:
            return found
        own = [agency.city for agency in self.agencies if agency.city]
        cities = {part.pk for city in own for part in city.and_its_boroughs()}
        counties = {agency.county_id for agency in self.agencies} - {None}
        return found.filter(
            Q(location__city__in=cities)
            | Q(location__city__county__in=counties)
            | Q(location__county__in=counties)
        )


class Gap(NamedTuple):
    """An area with no planned event within the distance; one in its middle would reach all of it.

    people: shot where the block or crossing is known. roughly: shot somewhere in the city.
    """

    place: str
    state: str
    around: str
    people: int
    roughly: int
    incidents: int
    south: float
    west: float
    north: float
    east: float


class Served(NamedTuple):
    """An event with the people who were shot within the distance."""

    title: str
    slug: str
    written_in: str
    first_day: date
    last_day: date
    city: str
    exact: int  # 1; or 0: it counts as in the middle of its city
    people: int
    roughly: int
    latitude: float
    longitude: float


class Sums(NamedTuple):
    people: int
    roughly: int
    nowhere: int  # known by county only


def sums(question: Question) -> Sums:
    """All people shot, whatever is planned."""
    by_point, by_county = Q(location__latitude__isnull=False), Q(location__city__isnull=True)
    counted = question.incidents().aggregate(
        people=Count("victims", filter=WAS_SHOT & by_point),
        roughly=Count("victims", filter=WAS_SHOT & ~by_point & ~by_county),
        nowhere=Count("victims", filter=WAS_SHOT & by_county),
    )
    return Sums(**counted)


def gaps(question: Question, *, most: int) -> list[Gap]:
    return [Gap(*row) for row in rows(gaps_sql(question), most)]


def served(question: Question, *, most: int) -> list[Served]:
    return [Served(*row) for row in rows(served_sql(question), most)]


def planned_around(gaps: Sequence[Gap]) -> list[tuple[float, float]]:
    """Longitude and latitude of the places of planned events among these areas."""
    if not gaps:
        return []
    there = _where(held().upcoming()).filter(
        north__range=(min(gap.south for gap in gaps), max(gap.north for gap in gaps)),
        east__range=(min(gap.west for gap in gaps), max(gap.east for gap in gaps)),
    )
    return list(there.order_by("north", "east").values_list("east", "north").distinct())


def rows(select: str, most: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{select} LIMIT %s", [most])
        return cursor.fetchall()


def gaps_sql(question: Question) -> str:
    """SELECT of the columns of Gap, the most people first."""
    return _composed(GAPS, question, held().upcoming())


def served_sql(question: Question) -> str:
    """SELECT of the columns of Served: coming events and those of the last year."""
    return _composed(SERVED, question, held().since(question.today - LATELY))


def held() -> EventQuerySet:
    return Event.objects.public().announced().exclude(status__in=NOT_HELD)


def _composed(what: str, question: Question, events: EventQuerySet) -> str:
    numbers = {
        "side": SIDES[question.miles],
        "reach": question.miles / MILES_PER_DEGREE,
        "high": question.miles * 2**0.5 / MILES_PER_DEGREE,
    }
    sql = connection.ops.compose_sql(f"{SQUARES}, {SPOTS}, {what}", numbers)
    return sql.format(shot=_sql(_shot(question)), held=_sql(_where(events)))


def _shot(question: Question) -> QuerySet:
    columns = ("latitude", "longitude", "city", "city__latitude", "city__longitude")
    of_place = (f"location__{column}" for column in (*columns, "neighborhood"))
    found = question.incidents().order_by().values_list("pk", *of_place)
    return found.annotate(people=Count("victims", filter=WAS_SHOT)).filter(people__gt=0)


def _where(events: EventQuerySet) -> QuerySet:
    """Where a park has no point, as a home never has, its city's middle stands for it."""
    placed = events.order_by().annotate(
        north=Coalesce("park__latitude", "city__latitude"),
        east=Coalesce("park__longitude", "city__longitude"),
        exact=IsNull(F("park__latitude"), False),
    )
    return placed.values_list("pk", "north", "east", "exact")


def _sql(rows: QuerySet) -> str:
    compiler = rows.query.get_compiler(rows.db, elide_empty=False)
    return connection.ops.compose_sql(*compiler.as_sql())


# `first` is what an area is called by: the incident with the most people, and where it was. The
# largest array of numbers is found without sorting any.
SQUARES = """
WITH shot (incident, latitude, longitude, city, city_latitude, city_longitude, neighborhood,
    people) AS ({shot}),
square AS (
    SELECT exact, sum(people) AS people, count(*) AS incidents,
        sum(north * people) / sum(people) AS north, sum(east * people) / sum(people) AS east,
        max(ARRAY[people, -incident, city, coalesce(neighborhood, 0)]) AS first
    FROM shot, LATERAL (
        SELECT latitude IS NOT NULL, coalesce(latitude, city_latitude)::float8,
            coalesce(longitude, city_longitude)::float8
    ) AS point (exact, north, east)
    WHERE north IS NOT NULL
    GROUP BY exact, floor(north / %(side)s), floor(east / %(side)s)
),
shelf (high, wide) AS (
    SELECT %(reach)s::float8, %(reach)s / cos(radians(max(abs(north)))) FROM square
),
lying AS (
    SELECT square.*, floor(north / high)::int AS y, floor(east / wide)::int AS x,
        cos(radians(north)) * cos(radians(north)) AS narrowed
    FROM square, shelf
)"""

SPOTS = """
held (event, north, east, exact) AS ({held}),
spot AS (SELECT DISTINCT north, east FROM held),
reached AS (
    SELECT north, east, floor(north / high)::int + up AS y, floor(east / wide)::int + along AS x
    FROM spot, shelf, generate_series(-1, 1) up, generate_series(-1, 1) along
)"""

NEAR = """reached.y = lying.y AND reached.x = lying.x
    AND (lying.north - reached.north) * (lying.north - reached.north)
        + (lying.east - reached.east) * (lying.east - reached.east) * lying.narrowed
        <= %(reach)s::float8 * %(reach)s::float8"""

# All of it is ours.
GAPS = f"""
far AS (SELECT * FROM lying WHERE NOT EXISTS (SELECT FROM reached WHERE {NEAR})),
area AS (
    SELECT line, field, broad,
        coalesce(sum(people) FILTER (WHERE exact), 0) AS people,
        coalesce(sum(people) FILTER (WHERE NOT exact), 0) AS roughly,
        sum(incidents) AS incidents,
        max(ARRAY[exact::int, people] || first) AS first
    FROM far,
        LATERAL (SELECT floor(north / %(high)s)) AS lines (line),
        LATERAL (SELECT %(high)s / cos(radians((line + 0.5) * %(high)s))) AS breadth (broad),
        LATERAL (SELECT floor(east / broad)) AS fields (field)
    GROUP BY line, field, broad
)
SELECT concat_ws(', ', hood.name, city.name, city.state), city.state, place.public_text,
    people::int, roughly::int, incidents::int,
    line * %(high)s, field * broad, (line + 1) * %(high)s, (field + 1) * broad
FROM area JOIN incidents_location place ON place.incident_id = -first[4]
JOIN places_city city ON city.id = first[5]
LEFT JOIN places_neighborhood hood ON hood.id = first[6]
ORDER BY people DESC, roughly DESC, line, field"""  # noqa: S608

SERVED = f"""
met AS (
    SELECT reached.north, reached.east,
        coalesce(sum(people) FILTER (WHERE exact), 0) AS people,
        coalesce(sum(people) FILTER (WHERE NOT exact), 0) AS roughly
    FROM lying JOIN reached ON {NEAR}
    GROUP BY reached.north, reached.east
)
SELECT event.title, event.slug, event.written_in, event.start_date, event.end_date,
    concat_ws(', ', city.name, city.state), exact::int, people::int, roughly::int, north, east
FROM met JOIN held USING (north, east)
JOIN events_event event ON event.id = held.event
JOIN places_city city ON city.id = event.city_id
ORDER BY people DESC, roughly DESC, start_date DESC, event.id"""  # noqa: S608
