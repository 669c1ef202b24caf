"""Pairs of stored records that may be of the same incident, for the page that lists them.

Bounded by some weeks and by city: the records of these weeks are read once, with no more than is
compared, and laid beside each other in the order of their days.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from incidents.duplicates import EXACT, Near, Span, Spot, hours_apart, in_common, moment, near
from incidents.models import Incident, IncidentLink, IncidentQuerySet, LinkKind, Victim
from incidents.naming import alike, with_seen_names
from nightout.accounts.models import User
from nightout.places.models import City

WINDOW = timedelta(days=30)
LONGEST = timedelta(days=31)  # a record of a year may be anything's twin: that is told at entry
SHORT = timedelta(days=2)
MOST = 100  # pairs
JUDGED = {LinkKind.TWO.value, LinkKind.RELATED.value, LinkKind.POLICE_SAY_CONNECTED.value}

COLUMNS = (
    *("pk", "occurred_from", "occurred_to", "occurred_at"),
    *("location__city", "location__neighborhood"),
    *("location__latitude", "location__longitude", "location__public_text"),
)


@dataclass(frozen=True)
class Seen:
    """A record as it is compared."""

    pk: int
    span: Span
    at: datetime | None
    spot: Spot
    outcomes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def is_of_others(self, other: "Seen") -> bool:
        """Everybody in both is named, and nobody is alike."""
        named = all(len(row.names) == len(row.outcomes) > 0 for row in (self, other))
        return named and not self.shares_name(other)

    def shares_name(self, other: "Seen") -> bool:
        return any(alike(one, name) for one in self.names for name in other.names)


class Pair(NamedTuple):
    newer: Incident
    older: Incident
    why: list[str]


class Window(NamedTuple):
    """Pairs of some weeks, newest first; `earlier` is the day from which to look on."""

    first: date
    last: date
    pairs: list[Pair]
    has_more: bool
    earlier: date | None


Links = dict[frozenset[int], set[str]]


def newest_day(user: User, city: City | None = None) -> date | None:
    return _newest(_comparable(Incident.objects.managed_by(user), city))


def window(*, until: date, user: User, city: City | None = None) -> Window:
    """Each pair has at least one record of this person's agencies; the other may be public."""
    first = until - WINDOW
    own = _comparable(Incident.objects.managed_by(user), city)
    around = _comparable(Incident.objects.open_to(user), city).overlapping(first, until + LONGEST)
    rows = _read(around, user)
    mine = own.filter(occurred_from__range=(first, until)).latest_first()
    newest_first = [rows[pk] for pk in mine.values_list("pk", flat=True) if pk in rows]
    found = list(islice(_pairs(newest_first, rows, _links(around)), MOST + 1))
    return Window(
        first=first,
        last=until,
        pairs=_whole(found[:MOST]),
        has_more=len(found) > MOST,
        earlier=_newest(own.filter(occurred_from__lt=first)),
    )


def _comparable(incidents: IncidentQuerySet, city: City | None) -> IncidentQuerySet:
    rows = incidents.filter(
        merged_into__isnull=True,
        location__city__isnull=False,
        occurred_to__lte=F("occurred_from") + LONGEST,
    )
    return rows.in_city(city) if city else rows


def _newest(incidents: IncidentQuerySet) -> date | None:
    return incidents.latest_first().values_list("occurred_from", flat=True).first()


def _read(incidents: IncidentQuerySet, user: User) -> dict[int, Seen]:
    rows = {
        pk: Seen(pk, Span(first, last), moment(first, at), Spot(*place))
        for pk, first, last, at, *place in incidents.order_by().values_list(*COLUMNS)
    }
    people = with_seen_names(Victim.objects.filter(incident__in=incidents.values("pk")), user)
    for pk, outcome, name in people.values_list("incident", "outcome", "seen_name"):
        if pk in rows:
            rows[pk].outcomes.append(outcome)
            rows[pk].names.extend([name] if name else [])
    return rows


def _links(incidents: IncidentQuerySet) -> Links:
    """What was said of pairs already."""
    links: Links = defaultdict(set)
    said = IncidentLink.objects.filter(incident__in=incidents.values("pk"))
    for one, other, kind in said.values_list("incident", "other", "kind"):
        links[frozenset((one, other))].add(kind)
    return links


def _pairs(
    newest_first: list[Seen], rows: dict[int, Seen], links: Links
) -> Iterator[tuple[int, int, list[str]]]:
    by_city: dict[int | None, list[Seen]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: row.span):
        by_city[row.spot.city].append(row)
    days = {city: [row.span.first for row in there] for city, there in by_city.items()}
    told: set[frozenset[int]] = set()
    for row in newest_first:
        city = row.spot.city
        start = bisect_left(days[city], row.span.first - LONGEST)
        for other in by_city[city][start : bisect_right(days[city], row.span.last)]:
            if other.span.last < row.span.first or other is row:
                continue
            pair = frozenset((row.pk, other.pk))
            if pair in told:
                continue
            told.add(pair)
            if why := list(_why(row, other, links.get(pair, set()))):
                yield row.pk, other.pk, why


def _why(one: Seen, other: Seen, said: set[str]) -> Iterator[str]:
    """Nothing where somebody judged it already, or where too little speaks for it."""
    if said & JUDGED:
        return
    nearness, shares_name = near(one.spot, other.spot), one.shares_name(other)
    may_be_one = not hours_apart(one.at, other.at)
    is_likely = shares_name or (may_be_one and _place_speaks(one, other, nearness))
    is_alike = may_be_one and not is_likely and _all_else_is_alike(one, other, nearness)
    if not (said or is_likely or is_alike):
        return
    yield from (str(LinkKind(kind).label) for kind in sorted(said))
    yield in_common(one.span, other.span)
    if nearness:
        yield str(nearness.label)
    if shares_name:
        yield _("a similar name")
    if is_alike:
        yield _("the same number of people, with the same outcomes")


def _place_speaks(one: Seen, other: Seen, nearness: Near | None) -> bool:
    return nearness == Near.CROSSING or (nearness in EXACT and not one.is_of_others(other))


def _all_else_is_alike(one: Seen, other: Seen, nearness: Near | None) -> bool:
    """Where neither place nor name tells them apart: one place is not known, some are unnamed."""
    days_are_few = one.span.last - one.span.first <= SHORT >= other.span.last - other.span.first
    people = sorted(one.outcomes)
    return bool(
        nearness
        and days_are_few
        and people
        and people == sorted(other.outcomes)
        and not one.is_of_others(other)
    )


def _whole(found: list[tuple[int, int, list[str]]]) -> list[Pair]:
    pks = {pk for one, other, _why in found for pk in (one, other)}
    rows = Incident.objects.for_rows().in_bulk(pks)
    return [Pair(rows[one], rows[other], why) for one, other, why in found]
