"""Whom to call."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from incidents.models import SupportService, TipLine
from nightout.staffroom import Group, SharedAdmin


class LineAdmin(SharedAdmin):
    group = Group.INCIDENTS
    place = 1
    list_select_related = ("city", "county")
    search_fields = ("name", "number_printed", "number_dialled")
    ordering = ("name", "-valid_from", "-pk")
    autocomplete_fields = ("city", "county", "source")

    @admin.display(description=_("area"))
    def area(self, line: TipLine | SupportService) -> str:
        return str(line.city or line.county or "–")


@admin.register(TipLine)
class TipLineAdmin(LineAdmin):
    list_display = (
        "name",
        "number_printed",
        "area",
        "anonymous",
        "reward",
        "valid_from",
        "valid_to",
    )
    fieldsets = (
        (None, {"fields": ("name", ("number_printed", "number_dialled"))}),
        (_("What callers are told"), {"fields": (("anonymous", "reward"), "reward_amount")}),
        (_("Where and when"), {"fields": (("city", "county"), ("valid_from", "valid_to"))}),
        (None, {"fields": ("source",)}),
    )


@admin.register(SupportService)
class SupportServiceAdmin(LineAdmin):
    list_display = ("name", "number_printed", "area", "valid_from", "valid_to")
    fieldsets = (
        (None, {"fields": ("name", ("number_printed", "number_dialled"), "website")}),
        (_("What people are told"), {"fields": ("what", "written_in")}),
        (_("Where and when"), {"fields": (("city", "county"), ("valid_from", "valid_to"))}),
        (None, {"fields": ("source",)}),
    )
