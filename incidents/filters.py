from functools import cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incidents import areas
from incidents.finder import matching
from incidents.models import CaseStatus, Offense, Outcome, Victim
from incidents.models.incident import IncidentQuerySet
from nightout.datespan import Precision, Span
from nightout.forms import DayFilter, NamedFilter, PlaceFilter, SpanFilter, TickFilter
from nightout.places import finder, postal
from nightout.places.models import City, County, Neighborhood
from nightout.sources.claims import claims_of_people
from nightout.sources.models import Measure, ReportedCount

OUTCOMES = [
    (Outcome.KILLED.value, _("Somebody was killed")),
    (Outcome.INJURED.value, _("Somebody was injured or survived")),
    (Outcome.SHOT_NOT_STATED.value, _("Outcome not stated")),
]
ALIKE = {Outcome.INJURED.value: (Outcome.INJURED, Outcome.SURVIVED)}
HOW_EXACTLY = [
    ("day", _("The day is known")),
    ("days", _("A weekend, a week or other days are known")),
    ("month", _("Only the month or year is known")),
]
NOT_CLAIMED = ("offense", "precision", "open", "q", "area")  # by which no claim can be told
PRECISIONS = {
    "day": (Precision.TIME, Precision.DAY),
    "days": (Precision.WEEKEND, Precision.WEEK, Precision.RANGE),
    "month": (Precision.MONTH, Precision.YEAR),
}


class AreaField(forms.CharField):
    """An area of the map, as a link from there names it."""

    def clean(self, value: str | None) -> areas.Area | None:
        text = super().clean(value)
        area = areas.named(text) if text else None
        if text and area is None:
            raise ValidationError(_("The map has no such place."), code="unknown")
        return area


class AreaFilter(django_filters.CharFilter):
    field_class = AreaField


class DaysInOrder(forms.Form):
    """Days that cannot hold anything are a slip, not a list of nothing."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        when, first, last = (cleaned.get(name) for name in ("when", "first", "last"))
        if first and last and first > last:
            self.add_error("last", _("This day comes before the day in “From”."))
        elif when and ((first and first > when.last) or (last and last < when.first)):
            self.add_error("when", _("It lies outside the days in “From” and “To”."))
        return cleaned


class IncidentFilter(django_filters.FilterSet):
    """Filters of the public list; a span is found by every day that it may lie on."""

    city = PlaceFilter(method="by_place", max_length=100, label=_("City or ZIP code"))
    county = NamedFilter(
        method="by_counties",
        queryset=County.objects.all(),
        unknown=_("We do not know this county. Try a part of its name."),
        label=_("County"),
    )
    neighborhood = NamedFilter(
        method="by_neighborhoods",
        queryset=Neighborhood.objects.select_related("city"),
        unknown=_("We do not know this neighborhood. Try a part of its name, or the city."),
        label=_("Neighborhood"),
    )
    when = SpanFilter(
        method="by_when",
        label=_("When"),
        help_text=_("Such as June 2018, 17 June 2018, or Father’s Day 2018."),
    )
    first = DayFilter(method="since", label=_("From"))
    last = DayFilter(method="until", label=_("To"))
    outcome = django_filters.ChoiceFilter(
        method="by_outcome", choices=OUTCOMES, empty_label=_("Any"), label=_("Outcome")
    )
    offense = django_filters.ChoiceFilter(
        choices=Offense, empty_label=_("Any"), label=_("Offense (NIBRS)")
    )
    precision = django_filters.ChoiceFilter(
        method="by_precision",
        choices=HOW_EXACTLY,
        empty_label=_("Any"),
        label=_("How exactly the date is known"),
    )
    open = TickFilter(method="by_open_case", label=_("The case is open"))
    q = django_filters.CharFilter(
        method="by_words",
        max_length=100,
        label=_("Words"),
        help_text=_("Of the summary, the place, or a name that is shown."),
    )
    area = AreaFilter(
        method="by_area", max_length=200, label=_("On the map"), widget=forms.HiddenInput
    )

    class Meta:
        form = DaysInOrder

    @cached_property
    def place(self) -> finder.Found:
        """What was typed, found; nothing where it cannot be understood."""
        self.form.is_valid()
        return self.form.cleaned_data.get("city") or finder.Found()

    @cached_property
    def postal(self) -> postal.Postal | None:
        return postal.locate(self.place.zip_code) if self.place.zip_code else None

    @cached_property
    def cities(self) -> list[City]:
        """Those that were named; of a ZIP code the one in which it lies, or those nearby."""
        if self.postal is None:
            return [part for city in self.place.cities for part in city.and_its_boroughs()]
        return self.postal.cities or self.place.cities

    @property
    def qs(self) -> IncidentQuerySet:
        """Nothing where a filter cannot be read: numbers of everything would pass for its own."""
        found = super().qs
        return found if self.form.is_valid() else found.none()

    def claims(self) -> QuerySet[ReportedCount]:
        """What is claimed for the same places and days; all of it where nothing is narrowed.

        Nothing where the list is narrowed by more than a claim says.
        """
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        claims = claims_of_people()
        if not self.form.is_valid() or any(asked.get(name) for name in NOT_CLAIMED):
            return claims.none()
        if outcome := asked.get("outcome"):
            claims = claims.filter(measure=Measure.KILLED if outcome == Outcome.KILLED else None)
        if self.cities or self.place.neighborhoods:
            claims = claims.filter(
                Q(city__in=self.cities) | Q(neighborhood__in=self.place.neighborhoods)
            )
        if neighborhoods := asked.get("neighborhood"):
            claims = claims.filter(neighborhood__in=neighborhoods)
        if counties := asked.get("county"):
            claims = claims.filter(Q(county__in=counties) | Q(city__county__in=counties))
        if when := asked.get("when"):
            claims = claims.filter(period_to__gte=when.first, period_from__lte=when.last)
        if first := asked.get("first"):
            claims = claims.filter(period_to__gte=first)
        if last := asked.get("last"):
            claims = claims.filter(period_from__lte=last)
        return claims

    def by_place(
        self, queryset: IncidentQuerySet, _name: str, found: finder.Found
    ) -> IncidentQuerySet:
        if not (self.cities or found.neighborhoods):
            return queryset
        return queryset.filter(
            Q(location__city__in=self.cities) | Q(location__neighborhood__in=found.neighborhoods)
        )

    def by_neighborhoods(
        self, queryset: IncidentQuerySet, _name: str, neighborhoods: list[Neighborhood]
    ) -> IncidentQuerySet:
        return queryset.in_neighborhoods(neighborhoods) if neighborhoods else queryset

    def by_counties(
        self, queryset: IncidentQuerySet, _name: str, counties: list[County]
    ) -> IncidentQuerySet:
        return queryset.in_counties(counties) if counties else queryset

    def by_when(self, queryset: IncidentQuerySet, _name: str, when: Span) -> IncidentQuerySet:
        return queryset.overlapping(when.first, when.last)

    def since(self, queryset: IncidentQuerySet, _name: str, day: object) -> IncidentQuerySet:
        return queryset.overlapping(day, None)

    def until(self, queryset: IncidentQuerySet, _name: str, day: object) -> IncidentQuerySet:
        return queryset.overlapping(None, day)

    def by_outcome(self, queryset: IncidentQuerySet, _name: str, outcome: str) -> IncidentQuerySet:
        people = Victim.objects.filter(
            incident=OuterRef("pk"), outcome__in=ALIKE.get(outcome, (outcome,))
        )
        return queryset.filter(Exists(people))

    def by_precision(
        self, queryset: IncidentQuerySet, _name: str, precision: str
    ) -> IncidentQuerySet:
        return queryset.filter(precision__in=PRECISIONS[precision])

    def by_open_case(
        self, queryset: IncidentQuerySet, _name: str, ticked: bool
    ) -> IncidentQuerySet:
        if not ticked:
            return queryset
        return queryset.filter(pk__in=CaseStatus.objects.open_now().values("record"))

    def by_words(self, queryset: IncidentQuerySet, _name: str, text: str) -> IncidentQuerySet:
        return matching(queryset, text)

    def by_area(self, queryset: IncidentQuerySet, _name: str, area: areas.Area) -> IncidentQuerySet:
        return queryset.filter(area.holds())
