"""Where an incident is drawn: an area as large as what is known of its place, never a pin.

A block or a crossing is a square of the grid; a neighborhood, a city or a county is a circle
around its middle. Each incident lies in exactly one area, so the areas of a list add up to it, and
it is always the same one: nothing can be learned by asking again.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from django.db.models import Count, F, Model, Q
from django.db.models.functions import Floor
from django.utils.translation import gettext

from incidents.models import GRID, snapped
from incidents.models.incident import IncidentQuerySet
from nightout.places.models import City, County, Neighborhood
from nightout.places.postal import PEOPLE_PER_SQUARE_MILE, SMALLEST_REACH

Ring = list[tuple[Decimal, Decimal]]

# Degrees. The first is as exact as a place is known; the others are for lists of many places.
SIDES = (GRID, Decimal("0.01"), Decimal("0.05"), Decimal("0.25"), Decimal("1.25"))
COUNTY_REACH = 20  # miles: we hold no boundaries
MILES_PER_DEGREE = 69.0
DEGREES = r"(-?[0-9]{1,3}(?:[.][0-9]{1,3})?)"
SQUARE = re.compile(f"{DEGREES},{DEGREES}(?:,{DEGREES})?")
CORNERS = 36  # of a circle, as GeoJSON has none

NO_POINT = Q(location__latitude__isnull=True)
NO_NEIGHBORHOOD = Q(location__neighborhood__isnull=True)


@dataclass(frozen=True)
class Square:
    """A square of the grid, or of a coarser one, around its middle."""

    latitude: Decimal
    longitude: Decimal
    side: Decimal = GRID
    kind = "square"

    @property
    def code(self) -> str:
        return f"{self.latitude},{self.longitude}" + (f",{self.side}" if self.side != GRID else "")

    @property
    def name(self) -> str:
        return gettext("one square of the map")

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        return self.longitude, self.latitude

    def ring(self) -> Ring:
        half = self.side / 2
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
        return [(self.longitude + half * x, self.latitude + half * y) for x, y in signs]

    def holds(self) -> Q:
        half = self.side / 2
        return Q(
            location__latitude__gte=self.latitude - half,
            location__latitude__lt=self.latitude + half,
            location__longitude__gte=self.longitude - half,
            location__longitude__lt=self.longitude + half,
        )


@dataclass(frozen=True)
class Circle:
    """A place of which no more is known than that the incident was there."""

    place: Neighborhood | City | County

    @property
    def kind(self) -> str:
        return self.place._meta.model_name

    @property
    def code(self) -> str:
        city = f"{self.place.city.slug}/" if self.kind == "neighborhood" else ""
        return f"{self.kind}:{city}{self.place.slug}"

    @property
    def name(self) -> str:
        """In words, beside the list of what lies in it."""
        return gettext("%(place)s, no closer known") % {"place": self.place}

    @property
    def middle(self) -> tuple[Decimal, Decimal]:
        around = self.place.city if self.kind == "neighborhood" else self.place
        return snapped(around.longitude), snapped(around.latitude)

    def ring(self) -> Ring:
        longitude, latitude = self.middle
        north = self.reach() / MILES_PER_DEGREE
        east = north / math.cos(math.radians(latitude))
        turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
        ring = [
            (
                longitude + _rounded(east * math.cos(turn)),
                latitude + _rounded(north * math.sin(turn)),
            )
            for turn in turns
        ]
        return [*ring, ring[0]]

    def reach(self) -> float:
        """Miles. We hold no point of a neighborhood: it lies somewhere in its city."""
        if self.kind == "county":
            return COUNTY_REACH
        city = self.place.city if self.kind == "neighborhood" else self.place
        return max(
            math.sqrt((city.population or 0) / PEOPLE_PER_SQUARE_MILE / math.pi), SMALLEST_REACH
        )

    def holds(self) -> Q:
        here = NO_POINT & Q(**{f"location__{self.kind}": self.place})
        return here & NO_NEIGHBORHOOD if self.kind == "city" else here


Area = Square | Circle


@dataclass(frozen=True)
class Counted:
    area: Area
    incidents: int


def areas_of(incidents: IncidentQuerySet, *, most: int) -> list[Counted]:
    """The areas in which these incidents lie: wide ones first, squares from north to south.

    Where there are more than `most` squares, they are coarser ones.
    """
    return [*_circles(incidents), *_squares(incidents, most)]


def _circles(incidents: IncidentQuerySet) -> list[Counted]:
    found: list[Counted] = []
    of_a_city = incidents.filter(NO_POINT)
    for column, rows, places in (
        ("county", of_a_city.filter(location__city__isnull=True), County.objects.all()),
        ("city", of_a_city.filter(NO_NEIGHBORHOOD), City.objects.all()),
        ("neighborhood", of_a_city, Neighborhood.objects.select_related("city")),
    ):
        counts = _counts(rows.filter(**{f"location__{column}__isnull": False}), column)
        known: dict[int, Model] = places.in_bulk([pk for (pk,) in counts])
        found += [Counted(Circle(known[pk]), number) for (pk,), number in counts.items()]
    return found


def _squares(incidents: IncidentQuerySet, most: int) -> list[Counted]:
    """As fine as `most` allows: tried from the coarsest on, so that no long list leaves Postgres."""
    points = incidents.exclude(NO_POINT)
    if not points.order_by()[most:].exists():  # so few cannot lie in more squares
        return _squares_of(points, GRID)
    *finer, coarsest = SIDES
    fitting = _squares_of(points, coarsest)
    for side in reversed(finer):
        found = _squares_of(points, side, most=most + 1)
        if len(found) > most:
            break
        fitting = found
    return fitting


def _squares_of(points: IncidentQuerySet, side: Decimal, most: int | None = None) -> list[Counted]:
    """From north to south. Postgres rounds as `_middle` does."""
    lines = {
        line: Floor(F(f"location__{degrees}") / side + Decimal("0.5"))
        for line, degrees in (("north", "latitude"), ("east", "longitude"))
    }
    found = points.order_by().values(**lines).annotate(number=Count("pk"))
    rows = found.order_by("-north", "east").values_list("north", "east", "number")
    return [
        Counted(Square(north * side, east * side, side), number)
        for north, east, number in rows[:most]
    ]


def _counts(incidents: IncidentQuerySet, *columns: str) -> dict[tuple, int]:
    named = [f"location__{column}" for column in columns]
    found = incidents.order_by().values_list(*named).annotate(number=Count("pk")).order_by(*named)
    return {tuple(row[:-1]): row[-1] for row in found}


def _rounded(degrees: float) -> Decimal:
    return Decimal(degrees).quantize(Decimal("0.001"))


def _middle(degrees: Decimal, side: Decimal) -> Decimal:
    """Of the square in which it lies: a square holds its western and southern edge."""
    return ((degrees / side + Decimal("0.5")).quantize(Decimal(1), ROUND_FLOOR)) * side


def named(code: str) -> Area | None:
    """The area of a link from the map; None where there is no such area."""
    kind, colon, slug = code.partition(":")
    if not colon:
        return _square_named(code)
    match kind:
        case "county":
            place = County.objects.filter(slug=slug).first()
        case "city":
            place = City.objects.filter(slug=slug).first()
        case "neighborhood":
            city, _slash, slug = slug.partition("/")
            places = Neighborhood.objects.select_related("city")
            place = places.filter(city__slug=city, slug=slug).first()
        case _:
            place = None
    return Circle(place) if place else None


def _square_named(code: str) -> Square | None:
    numbers = SQUARE.fullmatch(code)
    if numbers is None:
        return None
    latitude, longitude = Decimal(numbers[1]), Decimal(numbers[2])
    side = Decimal(numbers[3] or GRID)
    if abs(latitude) > 90 or abs(longitude) > 180 or side not in SIDES:
        return None
    return Square(_middle(latitude, side), _middle(longitude, side), side)
