"""What a person typed, as a place: a city, a neighborhood, a ZIP code."""

import re
from dataclasses import dataclass, field

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from nightout.places.models import City, Fold, Neighborhood, ZipCode
from nightout.places.states import STATES

EARTH_RADIUS_MILES = 3958.8
NEAR_DEGREES = 0.75  # some 50 miles: the box that an index can cut out before distances count
LONGEST_PLACE_NAME = 100
ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
CODES = {name.lower(): code for code, name in STATES.items()}
STATE = re.compile(
    rf"^(?P<name>.+?)[,\s]+(?P<state>[A-Za-z]{{2}}|{'|'.join(map(re.escape, CODES))})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A ZIP code is a point: its cities are those near it, nearest first, with `miles`."""

    cities: list[City] = field(default_factory=list)
    neighborhoods: list[Neighborhood] = field(default_factory=list)
    zip_code: ZipCode | None = None
    exact: bool = False

    @property
    def certain(self) -> City | None:
        """The city that was meant, where there can be no doubt: the only one of that name, or
        one ten times as large as any other. Its page names the others."""
        if not self.exact or not self.cities or self.neighborhoods:
            return None
        largest, *others = self.cities
        dwarfs = all((largest.population or 0) >= 10 * (it.population or 0) for it in others)
        return largest if dwarfs else None


def find(text: str, *, limit: int = 10) -> Found:
    """Places that fit the text, typos and accents forgiven; exact names shut out similar ones."""
    text = _cleaned(text)
    exact = exactly(text, limit=limit)
    if exact.cities or exact.neighborhoods or not text or ZIP.fullmatch(text):
        return exact
    return _alike(text, limit)


def exactly(text: str, *, limit: int = 10) -> Found:
    """Places of just that name, and the ZIP code of just those digits."""
    text = _cleaned(text)
    if not text:
        return Found()
    if ZIP.fullmatch(text):
        zip_code = ZipCode.objects.filter(code=text[:5]).first()
        cities = list(near(zip_code.latitude, zip_code.longitude)[:limit]) if zip_code else []
        return Found(cities=cities, zip_code=zip_code)
    cities = City.objects.select_related("county").largest_first()
    by_slug = cities.filter(slug=text.lower()).first()
    if by_slug:
        return Found(cities=[by_slug], exact=True)
    return _by_name(text, cities, limit)


def _cleaned(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_PLACE_NAME]


def _by_name(text: str, cities: QuerySet[City], limit: int) -> Found:
    name, state = _in_state(text)
    if state:
        found = list(cities.filter(name_folded=Fold(Value(name)), state=state)[:limit])
        if found:
            return Found(cities=found, exact=True)
    neighborhoods = Neighborhood.objects.select_related("city")
    return Found(
        cities=list(cities.filter(name_folded=Fold(Value(text)))[:limit]),
        neighborhoods=list(neighborhoods.filter(name_folded=Fold(Value(text)))[:limit]),
        exact=True,
    )


def _in_state(text: str) -> tuple[str, str]:
    """What stands before the state, and its code; an empty code where none is named."""
    stated = STATE.match(text)
    if not stated:
        return text, ""
    code = CODES.get(stated["state"].lower(), stated["state"].upper())
    known = City.objects.filter(state=code).exists()
    return (stated["name"], code) if known else (text, "")


def _alike(text: str, limit: int) -> Found:
    name, _state = _in_state(text)
    cities = City.objects.select_related("county").largest_first()
    neighborhoods = Neighborhood.objects.select_related("city")
    return Found(
        cities=list(cities.filter(name_folded__trigram_word_similar=Fold(Value(name)))[:limit]),
        neighborhoods=list(
            neighborhoods.filter(name_folded__trigram_word_similar=Fold(Value(text)))[:limit]
        ),
    )


def miles_from(
    latitude: float,
    longitude: float,
    *,
    to: tuple[Combinable, Combinable] = (F("latitude"), F("longitude")),
) -> ExpressionWrapper:
    """Great-circle distance in miles of a point to a row's, by default of its own columns."""
    here, there = Radians(Value(latitude)), Radians(to[0])
    cosine = Sin(here) * Sin(there) + Cos(here) * Cos(there) * Cos(
        Radians(to[1]) - Radians(Value(longitude))
    )
    # Rounding may put the cosine of a point with itself a hair above 1.
    angle = ACos(Least(Value(1.0), Greatest(Value(-1.0), cosine)))
    return ExpressionWrapper(Value(EARTH_RADIUS_MILES) * angle, output_field=FloatField())


def near(latitude: float, longitude: float) -> QuerySet[City]:
    """Cities around a point, nearest first, each with its `miles`."""
    return (
        City.objects.select_related("county")
        .filter(
            latitude__range=(latitude - NEAR_DEGREES, latitude + NEAR_DEGREES),
            longitude__range=(longitude - NEAR_DEGREES, longitude + NEAR_DEGREES),
        )
        .annotate(miles=miles_from(latitude, longitude))
        .order_by("miles", "pk")
    )
