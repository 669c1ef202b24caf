from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.sources.forms import ReportedCountForm
from nightout.sources.models import ReportedCount, Source
from nightout.staffroom import DateDrillDown, Group, ScopedAdmin, SharedAdmin


class PublishedFilter(DateDrillDown):
    title = _("published")
    column = "published_on"


@admin.register(Source)
class SourceAdmin(ScopedAdmin):
    """All staff cite; who added a source keeps it right."""

    group = Group.SOURCES
    list_display = ("publisher", "title", "published", "accessed_on", "added_by_whom")
    list_display_links = ("publisher", "title")
    list_select_related = ("added_by",)
    list_filter = (PublishedFilter,)
    search_fields = ("publisher", "title", "url")
    ordering = ("-pk",)
    readonly_fields = ("added_by_whom",)
    fieldsets = (
        (None, {"fields": ("publisher", "title", "url")}),
        (
            _("When"),
            {"fields": ("published_on", "inferred_on", "inferred_because", "accessed_on")},
        ),
        (_("For staff"), {"fields": ("notes", "external_id", "added_by_whom")}),
    )

    def seen_by(self, user: User) -> QuerySet[Source]:
        return Source.objects.all()

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm, change: bool) -> None:
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description=_("published"))
    def published(self, source: Source) -> Any:
        if source.inferred_on:
            return _("%(date)s (inferred)") % {"date": source.inferred_on}
        return source.published_on

    @admin.display(description=_("added by"))
    def added_by_whom(self, source: Source) -> str:
        """By name: an address is for one's own agency only."""
        return (source.added_by.name if source.added_by else "") or "–"


class PeriodFilter(DateDrillDown):
    title = _("period")
    column = "period_from"


@admin.register(ReportedCount)
class ReportedCountAdmin(SharedAdmin):
    """A claim is on the page of its city at once, whoever's city it is: coordinators enter it."""

    form = ReportedCountForm
    group = Group.SOURCES
    place = 1
    list_display = ("claim", "in_period", "area", "source")
    list_select_related = ("source", "city", "county", "neighborhood")
    list_filter = (PeriodFilter, "measure")
    search_fields = ("source__publisher", "source__title", "area_as_printed")
    ordering = ("-period_from", "-pk")
    autocomplete_fields = ("source", "city", "county", "neighborhood", "part_of")
    readonly_fields = ("in_words",)
    fieldsets = (
        (None, {"fields": ("source", ("qualifier", "value", "measure"), "part_of")}),
        (
            _("Period"),
            {
                "fields": (
                    "in_words",
                    "period_precision",
                    ("day", "last_day"),
                    "period_as_printed",
                )
            },
        ),
        (_("Area"), {"fields": (("city", "county", "neighborhood"), "area_as_printed")}),
        (None, {"fields": ("inference",)}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: ReportedCount | None = None) -> list:
        hidden = set() if obj else {"in_words"}
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in self.fieldsets
        ]

    @admin.display(description=_("claim"))
    def claim(self, count: ReportedCount) -> str:
        return count.claim()

    @admin.display(description=_("period"))
    def in_period(self, count: ReportedCount) -> str:
        return count.period()

    @admin.display(description=_("shown as"))
    def in_words(self, count: ReportedCount) -> str:
        return count.period()

    @admin.display(description=_("area"))
    def area(self, count: ReportedCount) -> str:
        return count.area
