from datetime import date

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Activity, Campaign, EventQuerySet
from nightout import datespan
from nightout.agencies.models import Agency
from nightout.forms import DayFilter, NamedFilter, PlaceFilter
from nightout.places import finder
from nightout.places.models import County

WHEN = [
    ("today", _("Today")),
    ("weekend", _("This weekend")),
    ("past", _("Past events")),
    ("all", _("Any time")),
]


class EventFilter(django_filters.FilterSet):
    """Filters of the public list. Without any date it shows what is still to come."""

    q = django_filters.CharFilter(method="by_words", max_length=100, label=_("Words"))
    city = PlaceFilter(method="by_place", max_length=100, label=_("City or ZIP code"))
    when = django_filters.ChoiceFilter(
        method="by_moment", choices=WHEN, empty_label=_("Coming up"), label=_("When")
    )
    first = DayFilter(method="by_first_day", label=_("From"))
    last = DayFilter(field_name="start_date", lookup_expr="lte", label=_("To"))
    campaign = django_filters.ModelChoiceFilter(
        queryset=Campaign.objects.all(),
        to_field_name="slug",
        empty_label=_("Any"),
        label=_("Campaign"),
    )
    activity = django_filters.ModelChoiceFilter(
        field_name="activities",
        queryset=Activity.objects.all(),
        to_field_name="slug",
        empty_label=_("Any"),
        label=_("Activity"),
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

    def filter_queryset(self, queryset: EventQuerySet) -> EventQuerySet:
        chosen = self.form.cleaned_data
        found = super().filter_queryset(queryset)
        if not any(chosen.get(name) for name in ("when", "first", "last", "campaign")):
            found = found.upcoming()
        return found.latest_first() if chosen.get("when") == "past" else found.in_order()

    def by_words(self, queryset: EventQuerySet, _name: str, text: str) -> EventQuerySet:
        return queryset.matching(text)

    def by_place(self, queryset: EventQuerySet, _name: str, found: finder.Found) -> EventQuerySet:
        if not (found.cities or found.neighborhoods):
            return queryset
        return queryset.filter(Q(city__in=found.cities) | Q(neighborhood__in=found.neighborhoods))

    def by_first_day(self, queryset: EventQuerySet, _name: str, day: date) -> EventQuerySet:
        return queryset.since(day)

    def by_moment(self, queryset: EventQuerySet, _name: str, when: str) -> EventQuerySet:
        today = timezone.localdate()
        match when:
            case "today":
                return queryset.between(today, today)
            case "weekend":
                return queryset.between(*self.weekend(today))
            case "past":
                return queryset.past()
        return queryset

    @staticmethod
    def weekend(today: date) -> tuple[date, date]:
        return datespan.span(datespan.Precision.WEEKEND, today)

    def by_agencies(
        self, queryset: EventQuerySet, _name: str, agencies: list[Agency]
    ) -> EventQuerySet:
        return queryset.of_agencies(agencies) if agencies else queryset

    def by_counties(
        self, queryset: EventQuerySet, _name: str, counties: list[County]
    ) -> EventQuerySet:
        return queryset.filter(city__county__in=counties) if counties else queryset
