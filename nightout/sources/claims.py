"""What sources claim, each beside what this registry holds. Never merged, never summed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from nightout.places.models import City, Neighborhood
from nightout.sources.models import Measure, ReportedCount


@dataclass(frozen=True)
class Claim:
    """A reported count, our own number for the same period and area, and the parts "of which"."""

    reported: ReportedCount
    recorded: int | None
    parts: list["Claim"] = field(default_factory=list)


def claims_of_city(city: City) -> QuerySet[ReportedCount]:
    return _with_source(ReportedCount.objects.filter(city=city))


def claims_of_neighborhood(neighborhood: Neighborhood) -> QuerySet[ReportedCount]:
    return _with_source(ReportedCount.objects.filter(neighborhood=neighborhood))


def claims_of_people() -> QuerySet[ReportedCount]:
    return _with_source(ReportedCount.objects.filter(measure__in=(Measure.SHOT, Measure.KILLED)))


def claims_of_day(day: date) -> QuerySet[ReportedCount]:
    """Claims whose period holds the day, whatever their area."""
    return _with_source(ReportedCount.objects.filter(period_from__lte=day, period_to__gte=day))


def _with_source(claims: QuerySet[ReportedCount]) -> QuerySet[ReportedCount]:
    return claims.select_related("source", "city", "county", "neighborhood").order_by(
        "period_from", "pk"
    )


def beside(
    reported: Iterable[ReportedCount],
    recorded: Callable[[list[ReportedCount]], dict[int, int]],
) -> list[Claim]:
    """The claims as a tree; `recorded` counts our rows for all of them at once, by claim."""
    reported = list(reported)
    counted = recorded(reported)
    shown = {claim.pk for claim in reported}

    def tree(parent: int | None) -> list[Claim]:
        children = [
            claim
            for claim in reported
            if (claim.part_of_id if claim.part_of_id in shown else None) == parent
        ]
        return [Claim(claim, counted.get(claim.pk), tree(claim.pk)) for claim in children]

    return tree(None)


def can_be_counted(claim: ReportedCount) -> bool:
    """An area that is only printed ("South Florida") has no rows that could be told apart."""
    return bool(claim.city_id or claim.county_id)


def within(
    claim: ReportedCount, *, first: str, last: str, city: str, county: str, neighborhood: str
) -> Q:
    """Rows surely inside the claim's period and area, by the names of those columns.

    A row whose own dates reach beyond the period is not counted: it may lie outside.
    """
    # The first day's upper bound follows from the last day's, and lets an index by date serve both.
    days = claim.period_from, claim.period_to
    inside = Q(**{f"{first}__range": days, f"{last}__lte": claim.period_to})
    if claim.neighborhood_id:
        return inside & Q(**{neighborhood: claim.neighborhood_id})
    if claim.city_id:
        return inside & Q(**{city: claim.city_id})
    return inside & Q(**{county: claim.county_id})
