"""One function counts people and incidents, so that any two pages give the same number.

Lists, pages of cities and agencies, and the statistics all count here, and count so:

- An incident counts where `public()` holds it: no draft, nothing hidden, nothing that was merged
  into another record.
- Each person of such an incident counts once, named or not. People shot are those of whom a source
  says so (`SHOT`); who survived, was unharmed, or of whom nothing is known, counts as a person.
- A filter chooses incidents; all people of a chosen incident count.

`incidents.breakdowns` divides these counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, IntegerField, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.formats import number_format
from django.utils.translation import ngettext_lazy

from incidents.models import AgeGroup, Incident, Outcome
from incidents.models.incident import IncidentQuerySet
from incidents.models.victim import SHOT
from nightout.sources.claims import can_be_counted, within
from nightout.sources.models import Measure, ReportedCount

IN_WORDS = {
    Outcome.KILLED: ngettext_lazy("%(shown)s killed", "%(shown)s killed", "n"),
    Outcome.INJURED: ngettext_lazy("%(shown)s injured", "%(shown)s injured", "n"),
    Outcome.SHOT_NOT_STATED: ngettext_lazy(
        "%(shown)s shot; outcome not stated", "%(shown)s shot; outcome not stated", "n"
    ),
    Outcome.SURVIVED: ngettext_lazy(
        "%(shown)s survived; injury not stated", "%(shown)s survived; injury not stated", "n"
    ),
    Outcome.UNHARMED: ngettext_lazy("%(shown)s unharmed", "%(shown)s unharmed", "n"),
    Outcome.UNKNOWN: ngettext_lazy("%(shown)s unknown", "%(shown)s unknown", "n"),
}
MEASURED = {Measure.SHOT: SHOT, Measure.KILLED: (Outcome.KILLED,)}

NOT_STATED = ""
AGES: dict[str, tuple[int, int] | None] = {
    AgeGroup.UNDER_18.value: (0, 17),
    AgeGroup.FROM_18.value: (18, 24),
    AgeGroup.FROM_25.value: (25, 44),
    AgeGroup.FROM_45.value: (45, 64),
    AgeGroup.FROM_65.value: (65, 120),
    NOT_STATED: None,
}


@dataclass(frozen=True)
class People:
    """Persons and incidents, told apart."""

    incidents: int = 0
    by_outcome: dict[Outcome, int] = field(default_factory=dict)
    incidents_with: dict[Outcome, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return sum(self.by_outcome.values())

    @property
    def shot(self) -> int:
        return sum(self.by_outcome.get(outcome, 0) for outcome in SHOT)

    @property
    def killed(self) -> int:
        return self.by_outcome.get(Outcome.KILLED, 0)

    @property
    def outcomes(self) -> list[str]:
        """In words, those that occur, worst first."""
        stated = ((outcome, self.by_outcome.get(outcome)) for outcome in Outcome)
        return [
            IN_WORDS[outcome] % {"n": number, "shown": number_format(number, force_grouping=True)}
            for outcome, number in stated
            if number
        ]

    @property
    def numbers(self) -> "Numbers":
        return Numbers(self.incidents, self.shot, self.killed)


class Numbers(NamedTuple):
    """What a part of the incidents is told by: how many, people shot in them, and those killed."""

    incidents: int = 0
    shot: int = 0
    killed: int = 0

    @classmethod
    def sum(cls, parts: Iterable["Numbers"]) -> "Numbers":
        """Of parts that share no incident."""
        return cls(*map(sum, zip(*parts, strict=True))) if (parts := list(parts)) else cls()


@dataclass
class Parts:
    """The same incidents divided in three ways, each of which adds up to all of them.

    A place is a city, if it is known, and a county.
    """

    by_days: dict[tuple[date, date], Numbers] = field(default_factory=dict)
    by_place: dict[tuple[int | None, int], Numbers] = field(default_factory=dict)
    by_neighborhood: dict[int | None, Numbers] = field(default_factory=dict)


def people(incidents: IncidentQuerySet) -> People:
    """Counts over the given incidents, drafts and hidden ones left out, in one query."""
    return _people(_totals(_each(incidents)))


def people_with_ages(incidents: IncidentQuerySet) -> tuple[People, dict[str, int]]:
    """The same, and the people shot by age group, in one query."""
    ages = {f"age_{age}": _number(_aged(age), victims__outcome__in=SHOT) for age in AGES}
    totals = _totals(_each(incidents).annotate(**ages), *ages)
    return _people(totals), {age: totals[f"sum_age_{age}"] for age in AGES}


def parts(incidents: IncidentQuerySet) -> Parts:
    """The counts divided by days, places and neighborhoods, in one query.

    One reading of the rows for all three, which Django has no words for.
    """
    found = Parts()
    each = _each(incidents).annotate(
        city=Min("location__city"),
        county=Min(Coalesce("location__city__county", "location__county")),
        hood=Min("location__neighborhood"),
    )
    try:
        sql, params = each.query.sql_with_params()
    except EmptyResultSet:  # no row can pass the filters, which Django knows without asking
        return found
    with connection.cursor() as cursor:
        cursor.execute(DIVIDED.format(each=sql), params)
        for by_days, by_place, first, last, city, county, hood, *numbers in cursor:
            if by_days:
                found.by_days[first, last] = Numbers(*numbers)
            elif by_place:
                found.by_place[city, county] = Numbers(*numbers)
            else:
                found.by_neighborhood[hood] = Numbers(*numbers)
    return found


DIVIDED = f"""
SELECT grouping(occurred_from) = 0, grouping(city, county) = 0,
    occurred_from, occurred_to, city, county, hood,
    count(*), sum(({" + ".join(SHOT)})::int), sum({Outcome.KILLED.value}::int)
FROM ({{each}}) AS one
GROUP BY GROUPING SETS ((occurred_from, occurred_to), (city, county), (hood))
"""  # noqa: S608 our own names


def _each(incidents: IncidentQuerySet) -> QuerySet[Incident, dict[str, Any]]:
    """Each incident once, with its days and the number of its people by outcome."""
    return (
        incidents.public()
        .order_by()
        .values("pk", "occurred_from", "occurred_to")
        .annotate(**{it.value: _number(victims__outcome=it) for it in Outcome})
    )


def _number(*conditions: Q, **more: Any) -> Count:
    return Count("victims", filter=Q(*conditions, **more))


def _aged(age: str) -> Q:
    """A stated age says the group; the group that was entered counts where no age is stated."""
    entered = Q(victims__age__isnull=True, victims__age_group=age)
    return entered | Q(victims__age__range=AGES[age]) if AGES[age] else entered


def _totals(each: QuerySet[Incident, dict[str, Any]], *columns: str) -> dict[str, int]:
    summed = (*(it.value for it in Outcome), *columns)
    return each.aggregate(
        incidents=Count("pk"),
        **{f"sum_{name}": Sum(Cast(name, IntegerField()), default=0) for name in summed},
        **{f"with_{it.value}": Count("pk", filter=Q(**{f"{it.value}__gt": 0})) for it in Outcome},
    )


def _people(totals: dict[str, int]) -> People:
    occurring = [it for it in Outcome if totals[f"sum_{it.value}"]]
    return People(
        totals["incidents"],
        {it: totals[f"sum_{it.value}"] for it in occurring},
        {it: totals[f"with_{it.value}"] for it in occurring},
    )


def recorded_people(claims: list[ReportedCount]) -> dict[int, int]:
    """How many people we hold for each claim of people shot or killed, in one query.

    Only incidents that surely lie within the claim's days and area: the number may be too low,
    never too high.
    """
    counted = [
        _within(claim) for claim in claims if claim.measure in MEASURED and can_be_counted(claim)
    ]
    return dict(counted[0].union(*counted[1:], all=True)) if counted else {}


def _within(claim: ReportedCount) -> QuerySet[Incident, tuple[int, int]]:
    """The claim's number and ours: a part of a union, so that each finds its own index."""
    return (
        Incident.objects.public()
        .alias(in_county=Coalesce("location__city__county", "location__county"))
        .filter(
            within(
                claim,
                first="occurred_from",
                last="occurred_to",
                city="location__city",
                county="in_county",
                neighborhood="location__neighborhood",
            )
        )
        .order_by()
        .values(claim=Value(claim.pk))
        .annotate(number=_number(victims__outcome__in=MEASURED[Measure(claim.measure)]))
        .values_list("claim", "number")
    )
