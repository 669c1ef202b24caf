"""Whom to call."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incidents.models import (
    TipLine,
)
from nightout.staffroom import (
    Group,
    SharedAdmin,
)


@admin.register(TipLine)
class TipLineAdmin(SharedAdmin):
    group = Group.INCIDENTS
    place = 1
    list_display = (
        "name",
        "number_printed",
        "area",
        "anonymous",
        "reward",
        "valid_from",
        "valid_to",
    )
    list_select_related = ("city", "county")
    search_fields = ("name", "number_printed", "number_dialled")
    ordering = ("name", "-valid_from", "-pk")
    autocomplete_fields = ("city", "county", "source")
    fieldsets = (
        (None, {"fields": ("name", ("number_printed", "number_dialled"))}),
        (_("What callers are told"), {"fields": (("anonymous", "reward"), "reward_amount")}),
        (_("Where and when"), {"fields": (("city", "county"), ("valid_from", "valid_to"))}),
        (None, {"fields": ("source",)}),
    )

    @admin.display(description=_("area"))
    def area(self, line: TipLine) -> str:
        return str(line.city or line.county or "–")
