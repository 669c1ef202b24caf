from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.zones import ZONES


class Fold(Func):
    """Text without case, accents and punctuation: `Opa-locka` is `opa locka`.

    The SQL function is ours (places migration 0001): `unaccent` is not immutable, so Postgres
    refuses it in a generated column.
    """

    function = "nightout_fold"
    output_field = models.TextField()


def folded(field: str) -> models.GeneratedField:
    """A column that Postgres keeps equal to the folded text of another, for search."""
    return models.GeneratedField(
        expression=Fold(F(field)), output_field=models.TextField(), db_persist=True
    )


@shown
@tracked()
class County(models.Model):
    fips = models.CharField(_("FIPS code"), max_length=5, unique=True)
    state = models.CharField(_("state"), max_length=2)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address on the site"), max_length=120, unique=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    name_folded = folded("name")

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        ordering = ["state", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fips__regex=r"^\d{5}$"), name="places_county_fips_is_five_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"


class CityQuerySet(models.QuerySet["City"]):
    def largest_first(self) -> "CityQuerySet":
        return self.order_by(F("population").desc(nulls_last=True), "pk")


# Parts of a city that the gazetteer and people's files tell as places of their own.
BOROUGHS = {
    "new-york-city-ny": (
        *("the-bronx-ny", "brooklyn-ny", "manhattan-ny", "queens-ny", "staten-island-ny"),
    ),
}


class CityKind(models.TextChoices):
    CITY = "city", _("city")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")
    BOROUGH = "borough", _("borough")
    CENSUS_PLACE = "census_place", _("census place")
    PLACE = "place", _("place (kind not known)")


@shown
@tracked()
class City(models.Model):
    """A place with a name that people live in; West Perrine is one though it has no mayor."""

    geonameid = models.PositiveIntegerField(
        _("GeoNames number"), unique=True, null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=100)
    state = models.CharField(_("state"), max_length=2)
    county = models.ForeignKey(
        County, models.PROTECT, related_name="cities", verbose_name=_("county")
    )
    slug = models.SlugField(_("address on the site"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=CityKind, default=CityKind.PLACE)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=[(zone, zone) for zone in ZONES],
        default="America/New_York",
    )
    name_folded = folded("name")

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["state", "name", "pk"]
        indexes = [
            # "opa loka" finds Opa-locka
            GinIndex(
                fields=["name_folded"], name="places_city_name_trgm", opclasses=["gin_trgm_ops"]
            ),
            models.Index(fields=["state", "name", "id"], name="places_city_by_state"),
            # what lies around a point
            models.Index(fields=["latitude", "longitude"], name="places_city_by_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CityKind.values),
                name="places_city_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(time_zone__in=ZONES), name="places_city_time_zone_is_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="places_city_is_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("city", args=[self.slug])

    def and_its_boroughs(self) -> list["City"]:
        """What is in a borough is in the city; the city itself comes first."""
        parts = BOROUGHS.get(self.slug)
        return [self, *City.objects.filter(slug__in=parts).order_by("name")] if parts else [self]


@shown
@tracked()
class Neighborhood(models.Model):
    city = models.ForeignKey(
        City, models.PROTECT, related_name="neighborhoods", verbose_name=_("city")
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address on the site"), max_length=120)
    other_names = models.CharField(
        _("other names"), max_length=300, blank=True, help_text=_("Separated by semicolons.")
    )
    name_folded = folded("name")

    class Meta:
        verbose_name = _("neighborhood")
        verbose_name_plural = _("neighborhoods")
        ordering = ["city__name", "name"]
        indexes = [
            GinIndex(
                fields=["name_folded"], name="places_hood_name_trgm", opclasses=["gin_trgm_ops"]
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "slug"], name="places_neighborhood_slug_is_unique_in_city"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city.name}"

    def get_absolute_url(self) -> str:
        return f"{self.city.get_absolute_url()}?neighborhood={self.slug}"


@shown
@tracked()
class ZipCode(models.Model):
    """A point with the post office's name, which often is not the city's."""

    code = models.CharField(_("ZIP code"), max_length=5, unique=True)
    post_office = models.CharField(_("post office"), max_length=100)
    state = models.CharField(_("state"), max_length=2)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))

    class Meta:
        verbose_name = _("ZIP code")
        verbose_name_plural = _("ZIP codes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{5}$"), name="places_zipcode_is_five_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.post_office}, {self.state}"
