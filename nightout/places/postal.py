"""Where a ZIP code lies, as far as a point and the post office's name can tell."""

from dataclasses import dataclass

from django.db.models import F, FloatField, Value
from django.db.models.functions import Cast, Greatest, Sqrt
from django.utils.translation import gettext

from nightout.places import finder
from nightout.places.models import City, CityKind, Fold, ZipCode

PEOPLE_PER_SQUARE_MILE = 4000  # of a suburb: a city of 113,000 reaches three miles
SMALLEST_REACH = 0.5  # miles
NEAR = 10  # miles: what is farther away is not called near
CLEARLY = 1.5  # times: how much deeper than in any other city the point must lie


@dataclass(frozen=True)
class Postal:
    """`city` is the one in which the point probably lies, None where that is not clear."""

    office: str
    city: City | None
    near: list[City]

    @property
    def cities(self) -> list[City]:
        """What stands for the point in lists by city: the one, or those nearby."""
        return [self.city] if self.city else self.near

    def in_words(self) -> str:
        """ "postal Opa-locka, in Miami Gardens": without the office where it says nothing new."""
        if self.office in [city.name for city in self.cities]:
            return self._lies()
        postal = gettext("postal %(office)s") % {"office": self.office}
        return f"{postal}, {self._lies()}" if self.cities else postal

    def _lies(self) -> str:
        if self.city:
            return gettext("in %(city)s") % {"city": self.city.name}
        first, *others = [city.name for city in self.near]
        if others:
            return gettext("near %(first)s and %(second)s") % {"first": first, "second": others[0]}
        return gettext("near %(city)s") % {"city": first}


def locate(zip_code: ZipCode) -> Postal:
    """An estimate: we hold points and numbers of people, no boundaries.

    Each city of the state is taken for a disc around its point, as large as its people need at
    the density of a suburb. The ZIP code's point lies in the disc in which it is deepest: where
    its distance, divided by the disc's radius, is least. That is clear when the point is inside
    the disc, and no other city comes near: by that measure it must be half as far again. Where it
    is not clear, the two cities whose points are nearest are named, and nothing is said of lying
    in one. What GeoNames lists without a kind is mostly a part of a city, so it is left out.

    Where the answer is clear, and the post office's name is that of a city nearby, both agree for
    92 of 100 ZIP codes; many of the others are delivered from a neighbor.
    """
    radius = Sqrt(Cast("population", FloatField()) / Value(PEOPLE_PER_SQUARE_MILE * 3.1416))
    cities = (
        finder.near(zip_code.latitude, zip_code.longitude)
        .filter(state=zip_code.state)
        .exclude(kind=CityKind.PLACE)
    )
    deepest = cities.annotate(
        depth=F("miles") / Greatest(radius, Value(SMALLEST_REACH), output_field=FloatField())
    ).order_by("depth", "pk")[:2]
    return Postal(
        office=spelled(zip_code),
        city=_clearly_in(list(deepest)),
        near=list(cities.filter(miles__lte=NEAR)[:2]),
    )


def _clearly_in(deepest: list[City]) -> City | None:
    match deepest:
        case [only]:
            return only if only.depth <= 1 else None
        case [first, second]:
            clear = first.depth <= 1 and second.depth >= CLEARLY * first.depth
            return first if clear else None
    return None


def spelled(zip_code: ZipCode) -> str:
    """The post office's name as the registry spells the city of that name: Opa Locka, Opa-locka."""
    namesakes = City.objects.filter(
        state=zip_code.state, name_folded=Fold(Value(zip_code.post_office))
    ).largest_first()
    return namesakes.values_list("name", flat=True).first() or zip_code.post_office
