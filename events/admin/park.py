from django.contrib import admin
from django.db.models import Q, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.forms import ParkForm
from events.models import Park, ParkKind
from nightout.accounts.models import User
from nightout.places.models import City, Fold
from nightout.staffroom import Group, InUse, ScopedAdmin


class CityFilter(InUse):
    title = _("city")
    parameter_name = "city"
    path = "city"


@admin.register(Park)
class ParkAdmin(ScopedAdmin):
    """All staff add places and choose among them; a home is known to its own agency only."""

    form = ParkForm
    group = Group.EVENTS
    place = 1
    list_display = ("name", "kind", "city", "neighborhood", "address", "maintained_by")
    list_select_related = ("city", "neighborhood__city", "maintained_by")
    list_filter = ("kind", CityFilter)
    search_fields = ("name_folded",)
    ordering = ("-pk",)
    autocomplete_fields = ("city", "neighborhood", "maintained_by")
    fieldsets = (
        (None, {"fields": ("name", "kind", ("city", "neighborhood"), "maintained_by")}),
        (_("Where"), {"fields": ("address", "public_block", ("latitude", "longitude"))}),
        (_("Getting in"), {"fields": ("accessibility", "written_in")}),
        (_("Address on the site"), {"fields": ("slug",), "classes": ("collapse",)}),
    )

    def seen_by(self, user: User) -> QuerySet[Park]:
        return Park.objects.seen_by(user)

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        """ "rolling gardens": a word may be the city's."""
        in_city = City.objects.filter(name_folded__contains=Fold(Value(word)))
        return super().holds_word(request, word) | Q(city__in=in_city)

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """One's own agencies are few: a plain list shows them all."""
        if request.user.is_coordinator:
            return self.autocomplete_fields
        return ("city", "neighborhood")

    def get_readonly_fields(self, request: HttpRequest, obj: Park | None = None) -> tuple:
        return ("slug",) if obj else ()

    def view_on_site(self, obj: Park) -> str | None:
        return None if obj.kind == ParkKind.HOME else obj.get_absolute_url()
