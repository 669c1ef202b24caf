"""All that can be found by its name, each kind among the rows that the public may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language, gettext

from events.models import Activity, Campaign, Event, EventQuerySet, Park
from nightout.agencies.models import Agency
from nightout.places import naming
from nightout.places.models import City, CityKind, Fold, Neighborhood

SOON = 500  # events: enough to name the next cities, and few enough to count at any size


@dataclass(frozen=True)
class Kind:
    """`called` says what a row is, `where` tells it from others of its name, both in words."""

    key: str
    rows: Callable[[], QuerySet[Any]]
    order: tuple[Any, ...]
    called: Callable[[Any], str]
    where: Callable[[Any], str]
    by: str = "name_folded"
    state: str = ""
    most: int = naming.MOST

    def begun(self, typed: naming.Typed, **how: bool) -> QuerySet[Any]:
        return naming.begun(self.rows(), typed, *self.order, **self._how(), **how)

    def alike(self, typed: naming.Typed) -> QuerySet[Any]:
        return naming.alike(self.rows(), typed, *self.order, **self._how())

    def nearest(self, typed: naming.Typed) -> QuerySet[Any]:
        return naming.nearest(self.rows(), typed, *self.order, by=self.by, most=self.most)

    def _how(self) -> dict[str, Any]:
        return {"by": self.by, "state": self.state, "most": self.most}


@dataclass(frozen=True)
class Match:
    """A row that was found; the lower its `rank`, the surer it is the one that was meant."""

    kind: Kind
    row: Any
    rank: float

    @property
    def label(self) -> str:
        return str(self.row) if self.kind is ACTIVITY else self.row.name

    @property
    def called(self) -> str:
        return self.kind.called(self.row)

    @property
    def where(self) -> str:
        return self.kind.where(self.row)

    @property
    def url(self) -> str:
        if self.kind is ACTIVITY:
            return f"{reverse('event-list')}?activity={self.row.slug}"
        return self.row.get_absolute_url()


def called_so(
    typed: naming.Typed,
    kinds: Iterable[Kind],
    *,
    most: int,
    whole_first: bool = True,
    whole_words: bool = False,
) -> list[Match]:
    """Rows with names that begin so, at most so many of each kind, the surest first."""
    found = [
        Match(kind, row, row.rank)
        for kind in kinds
        for row in kind.begun(typed, whole_first=whole_first, whole_words=whole_words)[:most]
    ]
    return sorted(found, key=lambda match: match.rank)


def spelt_alike(
    typed: naming.Typed, kinds: Iterable[Kind], *, most: int, least: float = naming.LEAST_LIKE
) -> list[Match]:
    """Rows with names of words like those typed, where none begins so."""
    return _the_best([(kind, row) for kind in kinds for row in kind.alike(typed)[:most]], least)


def nearest(typed: naming.Typed, kinds: Iterable[Kind], *, most: int) -> list[Match]:
    """Rows with names that are a little like the text, where not even the words are alike."""
    return _the_best([(kind, row) for kind in kinds for row in kind.nearest(typed)[:most]])


def _the_best(found: list[tuple[Kind, Any]], least: float = 0) -> list[Match]:
    """The most alike first; what is far less alike than the best would only confuse."""
    best = max((row.likeness for _kind, row in found), default=0)
    kept = [
        Match(kind, row, 1 - row.likeness)
        for kind, row in found
        if row.likeness >= max(least, 0.75 * best)
    ]
    return sorted(kept, key=lambda match: match.rank)


def busiest(upcoming: EventQuerySet) -> QuerySet[City]:
    """Cities of the next of these events, with how many are `coming`; the most first."""
    soon = Event.objects.filter(pk__in=upcoming.in_order().values("pk")[:SOON])
    return (
        City.objects.filter(events__in=soon)
        .annotate(coming=Count("events"))
        .order_by("-coming", "name", "pk")
    )


def _cities() -> QuerySet[City]:
    return City.objects.select_related("county")


def _neighborhoods() -> QuerySet[Neighborhood]:
    return Neighborhood.objects.select_related("city")


def _parks() -> QuerySet[Park]:
    return Event.objects.public().parks().select_related("city")


def _agencies() -> QuerySet[Agency]:
    return Agency.objects.select_related("city", "county")


def _activities() -> QuerySet[Activity]:
    """By their names in all languages, the reader's first: "parrillada" and "cookout" are one."""
    names = {"en": "name", "es": "name_es", "ht": "name_ht"}
    first = names.get(get_language() or "en", "name")
    others = [name for name in names.values() if name != first]
    parts = [F(first), *(part for name in others for part in (Value(" "), F(name)))]
    return Activity.objects.annotate(names_folded=Fold(Concat(*parts)))


def _campaigns() -> QuerySet[Campaign]:
    held = Event.objects.public().filter(campaign=OuterRef("pk"))
    return Campaign.objects.filter(Exists(held)).annotate(name_folded=Fold(F("name")))


def _city_called(city: City) -> str:
    return gettext("place") if city.kind == CityKind.PLACE else city.get_kind_display()


def _agency_where(agency: Agency) -> str:
    return str(agency.city or agency.county or "")


def _campaign_where(campaign: Campaign) -> str:
    day = formats.date_format(campaign.date)
    return gettext("%(day)s, sample") % {"day": day} if campaign.is_sample else day


LARGEST = F("population").desc(nulls_last=True)
CITY = Kind(
    "city",
    _cities,
    (LARGEST, "pk"),
    _city_called,
    lambda city: str(city.county),
    state="state",
    most=1000,  # two letters begin 982 names: the largest city must be among those put in order
)
NEIGHBORHOOD = Kind(
    "neighborhood",
    _neighborhoods,
    (F("city__population").desc(nulls_last=True), "name", "pk"),
    lambda _neighborhood: gettext("neighborhood"),
    lambda neighborhood: str(neighborhood.city),
    state="city__state",
)
PARK = Kind("park", _parks, ("name", "pk"), Park.get_kind_display, lambda park: str(park.city))
AGENCY = Kind("agency", _agencies, ("name", "pk"), Agency.get_kind_display, _agency_where)
ACTIVITY = Kind(
    "activity",
    _activities,
    ("name", "pk"),
    lambda _activity: gettext("activity"),
    Activity.get_category_display,
    by="names_folded",
)
CAMPAIGN = Kind(
    "campaign",
    _campaigns,
    ("-date", "name", "pk"),
    lambda _campaign: gettext("campaign"),
    _campaign_where,
)
