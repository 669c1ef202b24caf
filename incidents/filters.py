import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents.models import Outcome, Victim
from incidents.models.incident import IncidentQuerySet
from nightout.forms import DayFilter, NamedFilter, PlaceFilter
from nightout.places import finder
from nightout.places.models import County
from nightout.sources.claims import claims_of_people
from nightout.sources.models import ReportedCount

OUTCOMES = [
    (Outcome.KILLED.value, _("Somebody was killed")),
    (Outcome.INJURED.value, _("Somebody was injured or survived")),
    (Outcome.SHOT_NOT_STATED.value, _("Outcome not stated")),
]
ALIKE = {Outcome.INJURED.value: (Outcome.INJURED, Outcome.SURVIVED)}


class IncidentFilter(django_filters.FilterSet):
    """Filters of the public list; a span is found by every day that it may lie on."""

    city = PlaceFilter(method="by_place", max_length=100, label=_("City or ZIP code"))
    county = NamedFilter(
        method="by_counties",
        queryset=County.objects.all(),
        unknown=_("We do not know this county. Try a part of its name."),
        label=_("County"),
    )
    first = DayFilter(method="since", label=_("From"))
    last = DayFilter(method="until", label=_("To"))
    outcome = django_filters.ChoiceFilter(
        method="by_outcome", choices=OUTCOMES, empty_label=_("Any"), label=_("Outcome")
    )

    def claims(self) -> QuerySet[ReportedCount]:
        """What is claimed for the same places and days; all of it where nothing is narrowed."""
        asked = self.form.cleaned_data if self.form.is_bound else {}
        claims = claims_of_people()
        found = asked.get("city")
        if found and (found.cities or found.neighborhoods):
            claims = claims.filter(
                Q(city__in=found.cities) | Q(neighborhood__in=found.neighborhoods)
            )
        if counties := asked.get("county"):
            claims = claims.filter(Q(county__in=counties) | Q(city__county__in=counties))
        if first := asked.get("first"):
            claims = claims.filter(period_to__gte=first)
        if last := asked.get("last"):
            claims = claims.filter(period_from__lte=last)
        return claims

    def by_place(
        self, queryset: IncidentQuerySet, _name: str, found: finder.Found
    ) -> IncidentQuerySet:
        if not (found.cities or found.neighborhoods):
            return queryset
        return queryset.filter(
            Q(location__city__in=found.cities) | Q(location__neighborhood__in=found.neighborhoods)
        )

    def by_counties(
        self, queryset: IncidentQuerySet, _name: str, counties: list[County]
    ) -> IncidentQuerySet:
        return queryset.in_counties(counties) if counties else queryset

    def since(self, queryset: IncidentQuerySet, _name: str, day: object) -> IncidentQuerySet:
        return queryset.overlapping(day, None)

    def until(self, queryset: IncidentQuerySet, _name: str, day: object) -> IncidentQuerySet:
        return queryset.overlapping(None, day)

    def by_outcome(self, queryset: IncidentQuerySet, _name: str, outcome: str) -> IncidentQuerySet:
        people = Victim.objects.filter(
            incident=OuterRef("pk"), outcome__in=ALIKE.get(outcome, (outcome,))
        )
        return queryset.filter(Exists(people))
