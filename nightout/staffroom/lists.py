import calendar
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils import dates, timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MOST_ROWS = 10_000  # that one can page through; beyond, one narrows the list
MOST_YEARS = 40
MOST_OFFERED = 40
NEWEST = 200  # rows in which a filter looks for its choices


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


class DateDrillDown(SimpleListFilter):
    """Years, then the months of one: two reads at the ends of an index, nothing counted."""

    title = _("date")
    parameter_name = "when"
    column = ""

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        year, _month = self.chosen()
        if year:
            months = [(f"{year}-{month:02}", dates.MONTHS[month]) for month in range(1, 13)]
            return [(str(year), str(year)), *months]
        known = model_admin.get_queryset(request).filter(**{f"{self.column}__isnull": False})
        ends = [
            known.order_by(order).values_list(self.column, flat=True).first()
            for order in (self.column, f"-{self.column}")
        ]
        if None in ends:
            return []
        years = range(ends[1].year, ends[0].year - 1, -1)
        return [(str(year), str(year)) for year in years[:MOST_YEARS]]

    def chosen(self) -> tuple[int | None, int | None]:
        """The year and the month that the address asks for, if it can be read."""
        asked = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?", self.value() or "", re.ASCII)
        if asked is None or not 1800 <= int(asked[1]) <= 2200:
            return None, None
        month = int(asked[2] or 0)
        return int(asked[1]), month if 1 <= month <= 12 else None

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year, month = self.chosen()
        if not year:
            return queryset
        first = datetime(year, month or 1, 1)
        days = (
            calendar.monthrange(year, month)[1] if month else 366 if calendar.isleap(year) else 365
        )
        after = first + timedelta(days=days)
        if isinstance(queryset.model._meta.get_field(self.column), DateTimeField):
            first, after = timezone.make_aware(first), timezone.make_aware(after)
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


class Newest(SimpleListFilter):
    """Rows that the newest rows of the list point to: those of other agencies cannot appear.

    Stock filters read the whole related table, or SELECT DISTINCT over the whole list.
    """

    path = ""  # from the list's model to the related one, such as `agency_roles__agency`

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        related = self.related(request, model_admin)
        found = list(self.offered(request, model_admin, related)[:MOST_OFFERED])
        chosen = self.chosen()
        if chosen and chosen not in {row.pk for row in found}:
            found += related.filter(pk=chosen)
        return [(str(row.pk), str(row)) for row in found]

    def related(self, request: HttpRequest, model_admin: ModelAdmin) -> QuerySet:
        """Of what this person may see in the staff room; a chosen row is named only then."""
        model = model_admin.model
        for name in self.path.split("__"):
            model = model._meta.get_field(name).related_model
        return model_admin.admin_site.get_model_admin(model).get_queryset(request)

    def offered(self, request: HttpRequest, model_admin: ModelAdmin, related: QuerySet) -> QuerySet:
        listed = model_admin.get_queryset(request).order_by(*(model_admin.ordering or ["-pk"]))
        newest = listed.values("pk")[:NEWEST]
        pointed = model_admin.model._base_manager.filter(pk__in=newest).values(self.path)
        return related.filter(pk__in=pointed)

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
