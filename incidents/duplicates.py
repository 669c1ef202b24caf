"""Records that may be of the same incident, told while one of them is entered.

Days must overlap. Then the place, the names, or both have to speak for it; where both records are
exact and do not agree, they are two. Names are compared as far as this person may read them, so
that a guess confirms nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from math import cos, hypot, radians
from typing import Any, NamedTuple

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q, TextChoices, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.crossings import names_streets, same_block, same_crossing
from incidents.models import Incident, IncidentLink, IncidentQuerySet, LinkKind, Location, Victim
from incidents.naming import alike, with_seen_names
from nightout.accounts.models import User
from nightout.places.models import Fold
from nightout.staffroom import Twin

MOST_TWINS = 10
MOST_COMPARED = 500  # incidents of these days and places that are looked at while one is entered
NEAR_METRES = 1_000
APART = timedelta(hours=3)  # where two records know the minute, more than a slip of the clock
KM_OF_DEGREE = 111.32
FAR = 0.012  # degrees, more than a kilometre in either direction this side of 40 degrees
THIS_REGISTRY = "This registry"  # in the language of the records
LIKE_ENOUGH_TO_READ = 0.25  # trigrams; what is alike by our own rules has more in common


# Where


class Near(TextChoices):
    """How near two places are to each other, the strongest first."""

    CROSSING = "crossing", gettext_lazy("the same crossing")
    BLOCK = "block", gettext_lazy("the same block or street")
    POINT = "point", gettext_lazy("less than a kilometer apart")
    NEIGHBORHOOD = "neighborhood", gettext_lazy("the same neighborhood")
    CITY = "city", gettext_lazy("the same city")


EXACT = (Near.CROSSING, Near.BLOCK, Near.POINT)
STRENGTH = {near: place for place, near in enumerate(Near)}


class Spot(NamedTuple):
    city: int | None
    neighborhood: int | None
    latitude: Any
    longitude: Any
    words: str

    @classmethod
    def of(cls, place: Location) -> "Spot":
        point = (place.latitude, place.longitude)
        return cls(place.city_id, place.neighborhood_id, *point, place.public_text)


def near(one: Spot, other: Spot) -> Near | None:
    """None where they are apart, or where nothing says that they are not."""
    points = _metres(one, other)
    if one.city is None or one.city != other.city:
        return Near.POINT if points is not None and points <= NEAR_METRES else None
    if same_crossing(one.words, other.words):
        return Near.CROSSING
    if points is not None:
        return Near.POINT if points <= NEAR_METRES else None
    if same_block(one.words, other.words):
        return Near.BLOCK
    if names_streets(one.words) and names_streets(other.words):
        return None
    if one.neighborhood and other.neighborhood:
        return Near.NEIGHBORHOOD if one.neighborhood == other.neighborhood else None
    return Near.CITY


def _metres(one: Spot, other: Spot) -> float | None:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    north = float(one.latitude) - float(other.latitude)
    east = (float(one.longitude) - float(other.longitude)) * cos(radians(float(one.latitude)))
    return hypot(north, east) * KM_OF_DEGREE * 1_000


# When


class Span(NamedTuple):
    first: date
    last: date

    @property
    def length(self) -> timedelta:
        return self.last - self.first


def moment(day: date, at: time | None) -> datetime | None:
    return datetime.combine(day, at) if at else None


def hours_apart(one: datetime | None, other: datetime | None) -> bool:
    """Whether both minutes are known, and are not of one shooting."""
    return one is not None and other is not None and abs(one - other) > APART


def in_common(one: Span, other: Span) -> str:
    if one != other:
        return _("days that overlap")
    return _("the same day") if one.first == one.last else _("the same days")


def span_of(incident: Incident) -> Span:
    return Span(incident.occurred_from, incident.occurred_to)


# While one is entered


def twins_by_place(incident: Incident, place: Location, user: User) -> list[Twin]:
    """Of the same days and about the same place; the nearest first."""
    spot = Spot.of(place)
    about = Q(location__city=spot.city) if spot.city else Q()
    if None not in (spot.latitude, spot.longitude):
        about |= Q(
            location__latitude__range=_around(spot.latitude),
            location__longitude__range=_around(spot.longitude),
        )
    if not about:
        return []
    found, at = [], moment(incident.occurred_from, incident.occurred_at)
    for other in _of_these_days(incident, user).filter(about).for_rows()[:MOST_COMPARED]:
        nearness = near(spot, Spot.of(other.location))
        if nearness and not hours_apart(at, moment(other.occurred_from, other.occurred_at)):
            found.append((STRENGTH[nearness], other, nearness))
    found.sort(key=lambda each: each[0])
    return _told(incident, [(other, str(near.label)) for _n, other, near in found], user)


def _around(degrees: Any) -> tuple[float, float]:
    return float(degrees) - FAR, float(degrees) + FAR


def twins_by_name(incident: Incident, names: Iterable[str], user: User) -> list[Twin]:
    """Of the same days, wherever, with a person of much the same name."""
    names = list(names)
    like = Q(pk__in=[])
    folded = Fold(F("seen_name"))
    people = with_seen_names(
        Victim.objects.filter(incident__in=_of_these_days(incident, user)), user
    )
    for place, name in enumerate(names):
        people = people.annotate(**{f"like_{place}": TrigramSimilarity(folded, Fold(Value(name)))})
        like |= Q(**{f"like_{place}__gte": LIKE_ENOUGH_TO_READ})
    rows = people.exclude(seen_name="").filter(like).values_list("incident", "seen_name")
    found = {pk for pk, seen in rows if any(alike(seen, name) for name in names)}
    others = Incident.objects.filter(pk__in=found, location__isnull=False).for_rows()
    return _told(incident, [(other, _("a similar name")) for other in others], user)


def _of_these_days(incident: Incident, user: User) -> IncidentQuerySet:
    days = Incident.objects.overlapping(incident.occurred_from, incident.occurred_to)
    return days.open_to(user).filter(merged_into__isnull=True).exclude(pk=incident.pk)


def _told(incident: Incident, found: list[tuple[Incident, str]], user: User) -> list[Twin]:
    """One's own with the way to its form; of others no more than everyone sees."""
    shown = found[:MOST_TWINS]
    pks = [other.pk for other, _reason in shown]
    own = set(Incident.objects.managed_by(user).filter(pk__in=pks).values_list("pk", flat=True))
    twins = []
    for other, reason in shown:
        when, where = other.when(), other.location
        words, url = (
            f"{other}, {where}",
            reverse("admin:incidents_incident_change", args=[other.pk]),
        )
        if other.pk not in own:
            words = _("An incident of another agency: %(when)s, %(where)s")
            words, url = words % {"when": when, "where": where}, other.get_absolute_url()
        why = (in_common(span_of(incident), span_of(other)), reason)
        twins.append(Twin(words, url, why, other.pk))
    return twins


def link(*, incident: Incident, other: Incident, kind: LinkKind, because: str = "") -> IncidentLink:
    """Staff of the agency say so, not its police; who it was is in the history.

    Said already, it is not said twice.
    """
    either = Q(incident=incident, other=other) | Q(incident=other, other=incident)
    there = IncidentLink.objects.filter(either, kind=kind).first()
    if kind == LinkKind.TWO:
        IncidentLink.objects.filter(either, kind=LinkKind.POSSIBLE_DUPLICATE).delete()
    return there or IncidentLink.objects.create(
        incident=incident, other=other, kind=kind, said_by=THIS_REGISTRY, because=because
    )
