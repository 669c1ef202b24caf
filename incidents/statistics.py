"""One function counts people, so that any two pages give the same number."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import ngettext_lazy

from incidents.models import Incident, Outcome, Victim
from incidents.models.incident import IncidentQuerySet
from incidents.models.victim import SHOT
from nightout.sources.claims import can_be_counted, within
from nightout.sources.models import Measure, ReportedCount

IN_WORDS = {
    Outcome.KILLED: ngettext_lazy("%(n)d killed", "%(n)d killed", "n"),
    Outcome.INJURED: ngettext_lazy("%(n)d injured", "%(n)d injured", "n"),
    Outcome.SHOT_NOT_STATED: ngettext_lazy(
        "%(n)d shot; outcome not stated", "%(n)d shot; outcome not stated", "n"
    ),
    Outcome.SURVIVED: ngettext_lazy(
        "%(n)d survived; injury not stated", "%(n)d survived; injury not stated", "n"
    ),
    Outcome.UNHARMED: ngettext_lazy("%(n)d unharmed", "%(n)d unharmed", "n"),
    Outcome.UNKNOWN: ngettext_lazy("%(n)d unknown", "%(n)d unknown", "n"),
}


@dataclass(frozen=True)
class People:
    """Persons and incidents, told apart; `outcomes` in words, those that occur, worst first."""

    incidents: int
    people: int
    outcomes: list[str]


def people(incidents: IncidentQuerySet) -> People:
    """Counts over the given incidents, drafts and hidden ones left out, in one query."""
    counted = incidents.public().aggregate(
        incidents=Count("pk", distinct=True),
        people=Count("victims"),
        **{
            outcome.value: Count("victims", filter=Q(victims__outcome=outcome))
            for outcome in Outcome
        },
    )
    return People(
        incidents=counted["incidents"],
        people=counted["people"],
        outcomes=[
            IN_WORDS[outcome] % {"n": counted[outcome]} for outcome in Outcome if counted[outcome]
        ],
    )


def recorded_people(claims: list[ReportedCount]) -> dict[int, int]:
    """How many people we hold for each claim of people shot or killed, in one query."""
    outcomes = {Measure.SHOT: SHOT, Measure.KILLED: (Outcome.KILLED,)}
    counts = {
        f"claim_{claim.pk}": Count(
            "pk",
            filter=Q(outcome__in=outcomes[Measure(claim.measure)])
            & within(
                claim,
                first="incident__occurred_from",
                last="incident__occurred_to",
                city="incident__location__city",
                county="incident__location__city__county",
                neighborhood="incident__location__neighborhood",
            ),
        )
        for claim in claims
        if claim.measure in outcomes and can_be_counted(claim)
    }
    if not counts:
        return {}
    counted = Victim.objects.filter(incident__in=Incident.objects.public()).aggregate(**counts)
    return {int(name.removeprefix("claim_")): number for name, number in counted.items()}
