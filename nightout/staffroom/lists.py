import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import DateTimeField, Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import dates, timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .inuse import days, keys, periods

MOST_ROWS = 10_000  # that one can page through; beyond, one narrows the list
MOST_YEARS = 40
MOST_OFFERED = 40


class CappedPaginator(Paginator):
    """Counts no further than a person pages, so that a million rows cost what ten thousand do."""

    @cached_property
    def found(self) -> int:
        return self.object_list.order_by().values("pk")[: MOST_ROWS + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST_ROWS)

    @property
    def has_more(self) -> bool:
        return self.found > MOST_ROWS


class StaffChangeList(ChangeList):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = capfirst(self.opts.verbose_name_plural)

    @property
    def called(self) -> str:
        """What the rows are, behind their number."""
        one, several = self.model_admin.rows_called or (
            self.opts.verbose_name,
            self.opts.verbose_name_plural,
        )
        return str(one if self.result_count == 1 else several)

    @property
    def has_more(self) -> bool:
        return self.paginator.has_more

    def get_ordering(self, request: HttpRequest, queryset: QuerySet) -> list[str]:
        """By columns that may be sorted by, whatever the address says: others have no index."""
        asked = self.params.pop(ORDER_VAR, "").split(".")
        kept = [part for part in asked if self._may_sort(part.removeprefix("-"))]
        if kept:
            self.params[ORDER_VAR] = ".".join(kept)
        return super().get_ordering(request, queryset)

    def _may_sort(self, place: str) -> bool:
        known = place.isascii() and place.isdigit() and len(place) < 4
        names = self.list_display
        return known and int(place) < len(names) and names[int(place)] in (self.sortable_by or ())


def rows_are_few(request: HttpRequest, model_admin: ModelAdmin) -> bool:
    """Whether a person's own rows are so few that reading them all is the quickest."""
    asked = request.__dict__.setdefault("_rows_are_few", {})
    if model_admin.model not in asked:
        listed = model_admin.get_queryset(request).order_by().values("pk")
        is_part = listed.query.has_filters()
        asked[model_admin.model] = is_part and listed[: MOST_ROWS + 1].count() <= MOST_ROWS
    return asked[model_admin.model]


class DateDrillDown(SimpleListFilter):
    """Years, then the months of one: those only in which something is recorded."""

    title = _("date")
    parameter_name = "when"
    column = ""

    def __init__(self, request: HttpRequest, params: dict, model: type[Model], admin: Any) -> None:
        self.field = model._meta.get_field(self.column)
        super().__init__(request, params, model, admin)

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        year, month = self.chosen()
        listed = model_admin.get_queryset(request).order_by()
        told = days if rows_are_few(request, model_admin) else periods
        if year is None:
            years = told(listed, self.column, "year")[:MOST_YEARS]
            return [(str(day.year), str(day.year)) for day in years]
        first, after = self._bounds(year, None)
        within = listed.filter(**{f"{self.column}__gte": first, f"{self.column}__lt": after})
        there = {day.month for day in told(within, self.column, "month")}
        months = [
            (f"{year}-{each:02}", dates.MONTHS[each])
            for each in range(1, 13)
            if each in there or each == month
        ]
        return [(str(year), str(year)), *months]

    def chosen(self) -> tuple[int | None, int | None]:
        """The year and the month that the address asks for, if it can be read."""
        asked = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", self.value() or "", re.ASCII)
        if asked is None or not 1800 <= int(asked[1]) <= 2200:
            return None, None
        month = int(asked[2] or 0)
        return int(asked[1]), month if 1 <= month <= 12 else None

    def _bounds(self, year: int, month: int | None) -> tuple[datetime, datetime]:
        """From the first day on, and before the second."""
        first = datetime(year, month or 1, 1)
        after = datetime(year, month + 1, 1) if month and month < 12 else datetime(year + 1, 1, 1)
        if isinstance(self.field, DateTimeField):
            return timezone.make_aware(first), timezone.make_aware(after)
        return first, after

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year, month = self.chosen()
        if not year:
            return queryset
        first, after = self._bounds(year, month)
        return queryset.filter(**{f"{self.column}__gte": first, f"{self.column}__lt": after})

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """A chosen month or year is taken back by choosing it again."""
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("All"),
        }
        for value, words in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": words,
            }


class InUse(SimpleListFilter):
    """Rows that rows of the list point to: those of other agencies cannot appear.

    Stock filters read the whole related table, or SELECT DISTINCT over the whole list.
    """

    template = "admin/filter_in_use.html"
    path = ""  # from the list's model to the related one, such as `agency_roles__agency`
    most = MOST_OFFERED
    has_more = False

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        related = self.related(request, model_admin)
        found = list(self.offered(request, model_admin, related)[: self.most + 1])
        self.has_more = len(found) > self.most
        found = found[: self.most]
        chosen = self.chosen()
        if chosen and chosen not in {row.pk for row in found}:
            found += related.filter(pk=chosen)
        return [(str(row.pk), self.called(row)) for row in found]

    def called(self, row: Model) -> str:
        return str(row)

    def related(self, request: HttpRequest, model_admin: ModelAdmin) -> QuerySet:
        """Of what this person may see in the staff room; a chosen row is named only then."""
        model = model_admin.model
        for name in self.path.split("__"):
            model = model._meta.get_field(name).related_model
        return model_admin.admin_site.get_model_admin(model).get_queryset(request)

    def offered(self, request: HttpRequest, model_admin: ModelAdmin, related: QuerySet) -> QuerySet:
        """In the order of their own list."""
        listed = model_admin.get_queryset(request).order_by()
        if rows_are_few(request, model_admin):
            return related.filter(pk__in=listed.values(self.path))
        used = related.filter(pk__in=keys(model_admin.model, self.path))
        if not listed.query.has_filters():
            return used
        return used.filter(Exists(listed.filter(**{self.path: OuterRef("pk")}).values("pk")))

    def chosen(self) -> int | None:
        value = self.value() or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.chosen()
        if not chosen:
            return queryset
        if "__" not in self.path:
            return queryset.filter(**{self.path: chosen})
        rows = queryset.model._base_manager.filter(**{self.path: chosen})
        return queryset.filter(pk__in=rows.values("pk"))
