"""Where an incident happened: what the public may know, and what is kept from it."""

from decimal import ROUND_HALF_EVEN, Decimal

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County, Fold, Neighborhood

from .incident import Incident

GRID = Decimal(
    "0.002"
)  # degrees: some 220 m from north to south, 200 m from west to east in Florida
DEGREES = models.DecimalField(max_digits=12, decimal_places=3)


def snapped(degrees: Decimal | float | str) -> Decimal:
    """The nearest line of the grid: always the same one, so that no average tells more."""
    steps = (Decimal(str(degrees)) / GRID).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return steps * GRID


class PlacePrecision(models.TextChoices):
    BLOCK = "block", _("the block is known")
    CROSSING = "crossing", _("the crossing is known")
    NEIGHBORHOOD = "neighborhood", _("the neighborhood is known")
    CITY = "city", _("the city is known")
    COUNTY = "county", _("the county is known")


@shown
@tracked(many_at_once=True)
class Location(models.Model):
    """Where an incident happened, never more exact than a block or a crossing."""

    incident = models.OneToOneField(
        Incident, models.CASCADE, related_name="location", verbose_name=_("incident")
    )
    precision = models.CharField(
        _("how exactly the place is known"), max_length=20, choices=PlacePrecision
    )
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incident_locations",
        verbose_name=_("city"),
    )
    county = models.ForeignKey(
        County,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incident_locations",
        verbose_name=_("county"),
        help_text=_("Only where the city is not known."),
    )
    neighborhood = models.ForeignKey(
        Neighborhood,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incident_locations",
        verbose_name=_("neighborhood"),
    )
    public_text = models.CharField(
        _("place in words"),
        max_length=200,
        blank=True,
        help_text=_("Block or crossing, never a house number. Shown to everyone."),
    )
    words = models.GeneratedField(
        expression=SearchVector(Fold("public_text"), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # On a grid of some two hundred metres: the columns cannot hold a front door.
    latitude = models.DecimalField(
        _("latitude"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=6, decimal_places=3, null=True, blank=True
    )

    class Meta:
        verbose_name = _("place of an incident")
        verbose_name_plural = _("places of incidents")
        indexes = [
            GinIndex(fields=["words"], name="incidents_location_by_words"),
            # What lies in a square of the map.
            models.Index(
                fields=["latitude", "longitude"],
                condition=Q(latitude__isnull=False),
                name="incidents_location_by_point",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(precision__in=PlacePrecision.values),
                name="incidents_location_precision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    precision="county",
                    city__isnull=True,
                    neighborhood__isnull=True,
                    county__isnull=False,
                )
                | (~Q(precision="county") & Q(city__isnull=False, county__isnull=True)),
                name="incidents_location_is_city_or_county",
                violation_error_message=_(
                    "Name the city; or, where it is not known, the county with that precision."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(precision="neighborhood") | Q(neighborhood__isnull=False),
                name="incidents_location_neighborhood_is_named",
                violation_error_message=_("Name the neighborhood, or choose another precision."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    precision__in=["block", "crossing"],
                ),
                name="incidents_location_point_needs_block",
                violation_error_message=_(
                    "A point on the map needs latitude and longitude, and a block or crossing."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(
                    latitude=Round(F("latitude") / GRID, output_field=DEGREES) * GRID,
                    longitude=Round(F("longitude") / GRID, output_field=DEGREES) * GRID,
                ),
                name="incidents_location_point_lies_on_grid",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.public_text, self.area]))

    @property
    def area(self) -> str:
        if self.city is None:
            return str(self.county)
        if self.neighborhood is None:
            return self.city.name
        return f"{self.neighborhood.name}, {self.city.name}"


@tracked()
class ExactPlace(models.Model):
    """The address itself. Only who may read withheld names reads it; no page ever shows it."""

    incident = models.OneToOneField(
        Incident, models.CASCADE, related_name="exact_place", verbose_name=_("incident")
    )
    address = models.CharField(_("exact address"), max_length=200, blank=True)
    is_home = models.BooleanField(
        _("a home"),
        default=False,
        help_text=_("The public sees the block, or less."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        verbose_name = _("exact place (kept from the public)")
        verbose_name_plural = _("exact places (kept from the public)")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="incidents_exactplace_point_is_whole",
                violation_error_message=_("A point needs latitude and longitude."),
            ),
            models.CheckConstraint(
                condition=~Q(address="") | Q(latitude__isnull=False),
                name="incidents_exactplace_says_something",
                violation_error_message=_("Give the address or the point."),
            ),
        ]

    def __str__(self) -> str:
        """Never the address: this text ends up in logs, messages and confirmations."""
        return gettext("Exact place of incident %(number)s") % {"number": self.incident_id}

    def lend_point(self) -> None:
        """The public point, on the grid, where the place is told by its block and has none yet."""
        if self.latitude is None or self.longitude is None:
            return
        Location.objects.filter(
            incident=self.incident_id,
            precision__in=[PlacePrecision.BLOCK, PlacePrecision.CROSSING],
            latitude__isnull=True,
        ).update(latitude=snapped(self.latitude), longitude=snapped(self.longitude))
