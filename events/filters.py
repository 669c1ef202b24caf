from datetime import date
from functools import cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Activity, Campaign, EventQuerySet, Languages, PartOfDay
from events.models.choices import COMING_UP, Moment
from nightout import datespan
from nightout.agencies.models import Agency
from nightout.forms import DayFilter, NamedFilter, PlaceFilter, TickFilter
from nightout.places import finder
from nightout.places.models import County

WITHIN = [(str(miles), format_lazy(_("{n} miles"), n=miles)) for miles in (2, 5, 10, 25, 50)]
USUAL_REACH = 10  # miles around a point, where nobody says how far
# What counts stand beside: each choice says how many events it would leave.
COUNTED = ("part", "activity", "free", "access", "speaks")


class NearField(forms.CharField):
    """ "25.94,-80.25" as two numbers, rounded: nobody needs to know it better."""

    def clean(self, value: str | None) -> tuple[float, float] | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            latitude, longitude = (round(float(part), 2) for part in text.split(","))
        except ValueError as wrong:
            raise ValidationError(_("This position cannot be read."), code="unreadable") from wrong
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValidationError(_("This position is not on earth."), code="nowhere")
        return latitude, longitude


class NearFilter(django_filters.CharFilter):
    field_class = NearField


class EventFilter(django_filters.FilterSet):
    """Filters of the public list. Without any date it shows what is still to come."""

    city = PlaceFilter(method="by_place", max_length=100, label=_("City or ZIP code"))
    near = NearFilter(
        method="by_place", max_length=40, label=_("Near you"), widget=forms.HiddenInput
    )
    within = django_filters.ChoiceFilter(
        method="by_place", choices=WITHIN, empty_label=_("Any distance"), label=_("Within")
    )
    when = django_filters.ChoiceFilter(
        method="by_moment", choices=Moment, empty_label=COMING_UP, label=_("When")
    )
    first = DayFilter(method="by_first_day", label=_("From"))
    last = DayFilter(field_name="start_date", lookup_expr="lte", label=_("To"))
    part = django_filters.ChoiceFilter(
        method="by_part", choices=PartOfDay, empty_label=_("Any time of day"), label=_("Starts in")
    )
    activity = django_filters.ModelChoiceFilter(
        method="by_activity",
        queryset=Activity.objects.all(),
        to_field_name="slug",
        empty_label=_("Any"),
        label=_("Activity"),
    )
    free = TickFilter(method="by_free", label=_("Free"))
    access = TickFilter(method="by_access", label=_("Wheelchair access"))
    speaks = django_filters.ChoiceFilter(
        method="by_language", choices=Languages, empty_label=_("Any"), label=_("Language spoken")
    )
    campaign = django_filters.ModelChoiceFilter(
        queryset=Campaign.objects.all(),
        to_field_name="slug",
        empty_label=_("Any"),
        label=_("Campaign"),
    )
    agency = NamedFilter(
        method="by_agencies",
        queryset=Agency.objects.all(),
        unknown=_("We do not know this agency. Try a part of its name."),
        label=_("Agency"),
    )
    county = NamedFilter(
        method="by_counties",
        queryset=County.objects.all(),
        unknown=_("We do not know this county. Try a part of its name."),
        label=_("County"),
    )
    q = django_filters.CharFilter(method="by_words", max_length=100, label=_("Words"))

    def filter_queryset(self, queryset: EventQuerySet) -> EventQuerySet:
        return self.in_order(self.narrowed(self.broad, COUNTED))

    @cached_property
    def broad(self) -> EventQuerySet:
        """By all filters but the counted ones."""
        found = self.any_time
        return found if self.says_when else found.upcoming()

    @cached_property
    def any_time(self) -> EventQuerySet:
        """The same where a calendar, not the list, decides which days are shown."""
        others = [name for name in self.filters if name not in COUNTED]
        found = self.narrowed(self.queryset, others)
        return found.around(*self.center, self.reach) if self.center else found

    def narrowed(
        self, queryset: EventQuerySet, names: list[str] | tuple[str, ...]
    ) -> EventQuerySet:
        for name in names:
            queryset = self.filters[name].filter(queryset, self.chosen.get(name))
        return queryset

    @property
    def chosen(self) -> dict:
        """What can be understood of what was asked for."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def says_when(self) -> bool:
        return any(self.chosen.get(name) for name in ("when", "first", "last", "campaign"))

    def in_order(self, found: EventQuerySet) -> EventQuerySet:
        if self.center:
            return found
        return found.latest_first() if self.chosen.get("when") == Moment.PAST else found.in_order()

    # Where

    @cached_property
    def place(self) -> finder.Found:
        return self.chosen.get("city") or finder.Found()

    @cached_property
    def center(self) -> tuple[float, float] | None:
        """The point around which to look: a position, a ZIP code, or a city with a distance."""
        if self.chosen.get("near"):
            return self.chosen["near"]
        if self.place.zip_code:
            return self.place.zip_code.latitude, self.place.zip_code.longitude
        if self.place.cities and self.chosen.get("within"):
            return self.place.cities[0].latitude, self.place.cities[0].longitude
        return None

    @property
    def reach(self) -> int:
        return int(self.chosen.get("within") or USUAL_REACH)

    def by_place(self, queryset: EventQuerySet, name: str, _value: object) -> EventQuerySet:
        """The named cities and neighborhoods; what lies around a point is found by `around`."""
        found = self.place
        if name != "city" or self.center or not (found.cities or found.neighborhoods):
            return queryset
        cities = [part for city in found.cities for part in city.and_its_boroughs()]
        return queryset.filter(Q(city__in=cities) | Q(neighborhood__in=found.neighborhoods))

    def by_counties(
        self, queryset: EventQuerySet, _name: str, counties: list[County]
    ) -> EventQuerySet:
        return queryset.filter(city__county__in=counties) if counties else queryset

    # When

    def by_first_day(self, queryset: EventQuerySet, _name: str, day: date) -> EventQuerySet:
        return queryset.since(day)

    def by_moment(self, queryset: EventQuerySet, _name: str, when: str) -> EventQuerySet:
        today = timezone.localdate()
        match when:
            case Moment.TODAY:
                return queryset.between(today, today)
            case Moment.WEEKEND:
                return queryset.between(*datespan.span(datespan.Precision.WEEKEND, today))
            case Moment.CAMPAIGN:
                following = self.queryset.upcoming().next_campaign()
                return queryset.filter(campaign=following) if following else queryset.none()
            case Moment.PAST:
                return queryset.past()
        return queryset

    def by_part(self, queryset: EventQuerySet, _name: str, part: str) -> EventQuerySet:
        return queryset.starting_in(PartOfDay(part))

    # What

    def by_words(self, queryset: EventQuerySet, _name: str, text: str) -> EventQuerySet:
        return queryset.matching(text)

    def by_activity(self, queryset: EventQuerySet, _name: str, activity: Activity) -> EventQuerySet:
        return queryset.offering(activity)

    def by_free(self, queryset: EventQuerySet, _name: str, ticked: bool) -> EventQuerySet:
        return queryset.free() if ticked else queryset

    def by_access(self, queryset: EventQuerySet, _name: str, ticked: bool) -> EventQuerySet:
        return queryset.accessible() if ticked else queryset

    def by_language(self, queryset: EventQuerySet, _name: str, language: str) -> EventQuerySet:
        return queryset.speaking(language)

    def by_agencies(
        self, queryset: EventQuerySet, _name: str, agencies: list[Agency]
    ) -> EventQuerySet:
        return queryset.of_agencies(agencies) if agencies else queryset
