from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import Agency
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, Neighborhood, folded
from nightout.writing import written_in_constraint, written_in_field


class ParkKind(models.TextChoices):
    PARK = "park", _("park")
    HOUSING = "housing", _("housing site")
    STREET_BLOCK = "street_block", _("street block")
    SCHOOL = "school", _("school")
    PUBLIC_BUILDING = "public_building", _("public building")
    HOME = "home", _("home")
    OTHER = "other", _("other place")


class ParkQuerySet(models.QuerySet["Park"]):
    def managed_by(self, user: User) -> "ParkQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(maintained_by__in=Agency.objects.managed_by(user))

    def seen_by(self, user: User) -> "ParkQuerySet":
        """Staff choose among all places, but a home is known to its own agency only."""
        return self.exclude(kind=ParkKind.HOME) | self.managed_by(user)

    def public(self) -> "ParkQuerySet":
        """Places that may be named: homes are not."""
        return self.exclude(kind=ParkKind.HOME)


@shown
@tracked()
class Park(models.Model):
    """Any site of an event: a park, a housing site, a street block, somebody's home."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(
        _("address on the site"),
        max_length=160,
        unique=True,
        help_text=_("Part of the page's address. It never changes once the page is public."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ParkKind, default=ParkKind.PARK)
    city = models.ForeignKey(City, models.PROTECT, related_name="parks", verbose_name=_("city"))
    neighborhood = models.ForeignKey(
        Neighborhood,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parks",
        verbose_name=_("neighborhood"),
    )
    address = models.CharField(
        _("address or crossing"),
        max_length=200,
        blank=True,
        help_text=_("As printed. For a home this stays private: the public sees the block."),
    )
    public_block = models.CharField(
        _("block shown to the public"),
        max_length=200,
        blank=True,
        help_text=_("For a home: “1400 block of NW 64th Street”."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    accessibility = models.TextField(
        _("getting in"),
        blank=True,
        help_text=_("With a wheelchair or a stroller: which entrance, which surface."),
    )
    written_in = written_in_field()
    maintained_by = models.ForeignKey(
        Agency,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parks",
        verbose_name=_("maintained by"),
        help_text=_("The agency whose staff may change this place."),
    )
    name_folded = folded("name")

    objects = ParkQuerySet.as_manager()

    class Meta:
        verbose_name = _("park or place")
        verbose_name_plural = _("parks and places")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(
                fields=["name_folded"], name="events_park_name_trgm", opclasses=["gin_trgm_ops"]
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="events_park_name_is_said"),
            models.CheckConstraint(condition=~Q(slug=""), name="events_park_has_an_address"),
            models.CheckConstraint(
                condition=Q(kind__in=ParkKind.values), name="events_park_kind_is_known"
            ),
            written_in_constraint("events_park"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="events_park_point_is_whole",
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="home") | Q(latitude__isnull=True, longitude__isnull=True),
                name="events_park_home_has_no_point",
                violation_error_message=_("A home has no point on the map."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city.name}"

    def get_absolute_url(self) -> str:
        return reverse("park", args=[self.slug])

    @property
    def public_address(self) -> str:
        return self.public_block if self.kind == ParkKind.HOME else self.address

    @property
    def public_name(self) -> str:
        return str(_("At a home")) if self.kind == ParkKind.HOME else self.name
