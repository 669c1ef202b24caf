from django.contrib import admin
from django.db.models import F, Q, Value
from django.http import HttpRequest

from nightout.places.models import City, County, Fold, Neighborhood, ZipCode
from nightout.staffroom import Group, SharedAdmin

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
