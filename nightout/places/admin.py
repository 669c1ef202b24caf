from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Lower
from django.http import HttpRequest
from django.utils.translation import gettext as _

from nightout.places.models import City, CityKind, County, Fold, Neighborhood, ZipCode
from nightout.staffroom import Group, SharedAdmin, own_agencies

STATES = 2  # letters


class PlaceAdmin(SharedAdmin):
    group = Group.PLACES

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        """ "miami fl": a word of two letters may be the state."""
        found = super().holds_word(request, word)
        return found | Q(state__iexact=word) if len(word) == STATES else found


@admin.register(City)
class CityAdmin(PlaceAdmin):
    list_display = ("name", "state", "county", "kind", "population")
    list_select_related = ("county",)
    list_filter = ("kind",)
    search_fields = ("name_folded",)
    # the Miami that is meant is the large one
    ordering = (F("population").desc(nulls_last=True), "pk")
    autocomplete_fields = ("county",)
    fieldsets = (
        (None, {"fields": ("name", "state", "county", "kind", "slug")}),
        (None, {"fields": ("latitude", "longitude", "time_zone", "population", "geonameid")}),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[City], search_term: str
    ) -> tuple[QuerySet[City], bool]:
        """Of just that name first, then of the states that the person works in, then the largest."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        typed = Fold(Value(search_term.replace("\x00", "")))
        with_state = Concat("name_folded", Value(" "), Lower("state"), output_field=TextField())
        exact = Q(name_folded=typed) | Q(with_state=typed)
        order = ["-is_exact", *self.ordering]
        found = found.alias(with_state=with_state, is_exact=_whether(exact))
        states = _states_of(request)
        if states:
            found = found.alias(is_near=_whether(Q(state__in=states)))
            order.insert(1, "-is_near")
        return found.order_by(*order), may_repeat

    def choice_label(self, city: City) -> str:
        """Two places of one state may have the same name: the county tells them apart, or the kind."""
        known = {"city": city, "kind": city.get_kind_display(), "county": city.county.name}
        if city.kind == CityKind.PLACE:
            return _("%(city)s (%(county)s)") % known
        return _("%(city)s (%(kind)s, %(county)s)") % known


def _whether(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _states_of(request: HttpRequest) -> list[str]:
    """Of the person's agencies. A coordinator's are all of them: none is nearer."""
    if request.user.is_coordinator:
        return []
    states = own_agencies(request.user).values_list("city__state", "county__state")
    return [state for pair in states for state in pair if state]


@admin.register(Neighborhood)
class NeighborhoodAdmin(SharedAdmin):
    group = Group.PLACES
    place = 1
    list_display = ("name", "city", "other_names")
    list_select_related = ("city",)
    search_fields = ("name_folded", "other_names")
    ordering = ("name", "pk")
    autocomplete_fields = ("city",)
    prepopulated_fields = {"slug": ("name",)}

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        """ "liberty miami": a word may be the city's."""
        in_city = City.objects.filter(name_folded__contains=Fold(Value(word)))
        return super().holds_word(request, word) | Q(city__in=in_city)


@admin.register(County)
class CountyAdmin(PlaceAdmin):
    place = 2
    list_display = ("name", "state", "fips")
    search_fields = ("name_folded", "fips")
    ordering = ("state", "name", "pk")


@admin.register(ZipCode)
class ZipCodeAdmin(PlaceAdmin):
    place = 3
    list_display = ("code", "post_office", "state")
    search_fields = ("code", "post_office")
    ordering = ("code",)
