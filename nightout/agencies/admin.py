from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.forms import AgencyForm
from nightout.agencies.models import MANAGERS, Agency, Membership, Official
from nightout.staffroom import Group, ScopedTable, SharedAdmin, holds, own_agencies


class OfficialInline(ScopedTable):
    model = Official
    autocomplete_fields = ("sources",)


class MemberInline(ScopedTable):
    model = Membership
    autocomplete_fields = ("user",)
    verbose_name_plural = _("people and their roles")

    def has_view_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        return request.user.is_coordinator

    def has_change_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        return request.user.is_coordinator


@admin.register(Agency)
class AgencyAdmin(SharedAdmin):
    """All staff choose among agencies; a manager keeps the contact of their own right."""

    form = AgencyForm
    group = Group.PEOPLE
    list_display = ("name", "kind", "area", "phone", "ori")
    list_select_related = ("city", "county")
    list_filter = ("kind",)
    search_fields = ("name_folded", "other_names", "ori")
    ordering = ("name", "pk")
    autocomplete_fields = ("city", "county")
    inlines = (OfficialInline, MemberInline)
    history_parts = (Official, Membership)
    fieldsets = (
        (None, {"fields": ("name", "other_names", "kind", ("city", "county"), "ori")}),
        (_("For residents"), {"fields": ("website", "email", "phone")}),
        (_("People’s data"), {"fields": ("keep_guests_days", "victims_names")}),
        (_("Address on the site"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    def managed_by(self, user: User) -> QuerySet[Agency]:
        return own_agencies(user, *MANAGERS)

    def deletable_by(self, user: User) -> QuerySet[Agency]:
        return super().managed_by(user)

    def has_change_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        if obj is None:
            return holds(request.user, *MANAGERS)
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Agency | None = None) -> bool:
        return request.user.is_coordinator

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> tuple:
        if obj is None:
            return ()
        if request.user.is_coordinator:
            return ("slug",)
        return ("name", "kind", "city", "county", "ori", "slug")

    def view_on_site(self, obj: Agency) -> str:
        return obj.get_absolute_url()

    @admin.display(description=_("area"))
    def area(self, agency: Agency) -> str:
        return str(agency.city or agency.county or "–")
