from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, MANAGERS, Agency
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County, Neighborhood
from nightout.sources.models import Source
from nightout.writing import written_in_constraint, written_in_field


class IncidentPublication(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    HIDDEN = "hidden", _("hidden")


class Offense(models.TextChoices):
    """NIBRS offense codes that a shooting can be."""

    MURDER = "09A", _("09A murder and nonnegligent manslaughter")
    NEGLIGENT_MANSLAUGHTER = "09B", _("09B negligent manslaughter")
    JUSTIFIABLE_HOMICIDE = "09C", _("09C justifiable homicide")
    ROBBERY = "120", _("120 robbery")
    AGGRAVATED_ASSAULT = "13A", _("13A aggravated assault")
    WEAPON_LAW = "520", _("520 weapon law violation")
    OTHER = "90Z", _("90Z all other offenses")


class Circumstance(models.TextChoices):
    """NIBRS data element 31, aggravated assault and homicide circumstances."""

    ARGUMENT = "01", _("01 argument")
    ASSAULT_ON_OFFICER = "02", _("02 assault on a law enforcement officer")
    DRUG_DEALING = "03", _("03 drug dealing")
    GANGLAND = "04", _("04 organized crime")
    JUVENILE_GANG = "05", _("05 juvenile gang")
    DOMESTIC_VIOLENCE = "06", _("06 domestic violence")
    MERCY_KILLING = "07", _("07 mercy killing")
    OTHER_FELONY = "08", _("08 other felony involved")
    OTHER = "09", _("09 other circumstances")
    UNKNOWN = "10", _("10 unknown circumstances")


class IncidentQuerySet(models.QuerySet["Incident"]):
    def public(self) -> "IncidentQuerySet":
        """What the public may see: pages, feeds, files and counts all start here.

        An incident without a place, as an import could leave it, is not ready to be seen.
        """
        return self.filter(publication=IncidentPublication.PUBLIC, location__isnull=False)

    def in_city(self, city: City) -> "IncidentQuerySet":
        return self.filter(location__city=city)

    def in_counties(self, counties: Iterable[County]) -> "IncidentQuerySet":
        counties = list(counties)
        return self.filter(
            Q(location__city__county__in=counties) | Q(location__county__in=counties)
        )

    def in_neighborhood(self, neighborhood: Neighborhood) -> "IncidentQuerySet":
        return self.filter(location__neighborhood=neighborhood)

    def overlapping(self, first: date | None, last: date | None) -> "IncidentQuerySet":
        """That may have happened between the two days, both included; None leaves a side open."""
        found = self
        if first:
            found = found.filter(occurred_to__gte=first)
        if last:
            found = found.filter(occurred_from__lte=last)
        return found

    def managed_by(self, user: User) -> "IncidentQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(agency__in=Agency.objects.managed_by(user, EDITORS))

    def names_seen_by(self, user: User) -> "IncidentQuerySet":
        """Incidents whose withheld names this person may read: the agency's managers."""
        if user.is_coordinator:
            return self
        return self.filter(agency__in=Agency.objects.managed_by(user, MANAGERS))

    def for_rows(self) -> "IncidentQuerySet":
        """With all that a row of a list shows, in a fixed number of queries."""
        return self.select_related(
            "agency", "location__city", "location__neighborhood", "location__county"
        )

    def latest_first(self) -> "IncidentQuerySet":
        return self.order_by("-occurred_from", "-pk")


@shown
@tracked()
class Incident(models.Model):
    """One shooting, exact about what is known."""

    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="incidents",
        verbose_name=_("agency"),
        help_text=_("The agency that answers for this record."),
    )
    occurred_from = models.DateField(_("first day"))
    occurred_to = models.DateField(_("last day"))
    precision = models.CharField(
        _("how exactly the date is known"), max_length=20, choices=datespan.Precision
    )
    occurred_at = models.TimeField(_("time"), null=True, blank=True)
    date_as_printed = models.CharField(
        _("date as printed"),
        max_length=200,
        blank=True,
        help_text=_("The source's own words, such as “Father's Day”."),
    )
    offense = models.CharField(_("offense (NIBRS)"), max_length=3, choices=Offense, blank=True)
    circumstance = models.CharField(
        _("circumstance (NIBRS)"), max_length=2, choices=Circumstance, blank=True
    )
    written_in = written_in_field()
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("What is known, in plain words. Shown to everyone. No names, no suspects."),
    )
    inference = models.TextField(
        _("what we infer"),
        blank=True,
        help_text=_("What the sources do not say themselves. Shown to everyone."),
    )
    notes = models.TextField(
        _("notes for staff"), blank=True, help_text=_("Never shown to the public.")
    )
    publication = models.CharField(
        _("publication"),
        max_length=20,
        choices=IncidentPublication,
        default=IncidentPublication.DRAFT,
        help_text=_("A manager of the agency makes it public."),
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-occurred_from", "-pk"]
        indexes = [
            models.Index(fields=["-occurred_from", "-id"], name="incidents_by_date"),
            models.Index(
                fields=["-occurred_from", "-id"],
                condition=Q(publication="public"),
                name="incidents_public_by_date",
            ),
        ]
        constraints = [
            written_in_constraint("incidents_incident"),
            *datespan.constraints(
                "occurred_from",
                "occurred_to",
                "precision",
                name="incidents_incident_span",
                at="occurred_at",
            ),
            models.CheckConstraint(
                condition=Q(offense="") | Q(offense__in=Offense.values),
                name="incidents_incident_offense_is_known",
            ),
            models.CheckConstraint(
                condition=Q(circumstance="") | Q(circumstance__in=Circumstance.values),
                name="incidents_incident_circumstance_is_known",
            ),
            models.CheckConstraint(
                condition=Q(publication__in=IncidentPublication.values),
                name="incidents_incident_publication_is_known",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Incident %(number)s: %(when)s") % {
            "number": self.pk,
            "when": self.when(),
        }

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.pk])

    def when(self) -> str:
        return datespan.in_words(
            self.occurred_from, self.occurred_to, self.precision, self.occurred_at
        )


class PlacePrecision(models.TextChoices):
    BLOCK = "block", _("the block is known")
    CROSSING = "crossing", _("the crossing is known")
    NEIGHBORHOOD = "neighborhood", _("the neighborhood is known")
    CITY = "city", _("the city is known")
    COUNTY = "county", _("the county is known")


@shown
@tracked()
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
    # Three decimals are some hundred metres: the column itself cannot hold a front door.
    latitude = models.DecimalField(
        _("latitude"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=6, decimal_places=3, null=True, blank=True
    )

    class Meta:
        verbose_name = _("place of an incident")
        verbose_name_plural = _("places of incidents")
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


@shown
@tracked()
class IncidentSource(models.Model):
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="citations", verbose_name=_("incident")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="incident_citations", verbose_name=_("source")
    )
    fact = models.CharField(
        _("what it says"), max_length=200, blank=True, help_text=_("Which facts rest on it.")
    )

    class Meta:
        verbose_name = _("source of an incident")
        verbose_name_plural = _("sources of an incident")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "source", "fact"], name="incidents_incidentsource_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)


class LinkKind(models.TextChoices):
    RELATED = "related", _("related")
    POLICE_SAY_CONNECTED = "connected", _("police say they are connected")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("may be the same incident")


@shown
@tracked()
class IncidentLink(models.Model):
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="links", verbose_name=_("incident")
    )
    other = models.ForeignKey(
        Incident, models.CASCADE, related_name="linked_from", verbose_name=_("other incident")
    )
    kind = models.CharField(_("how linked"), max_length=20, choices=LinkKind)
    said_by = models.CharField(_("who says so"), max_length=150)
    because = models.CharField(_("why"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("link between incidents")
        verbose_name_plural = _("links between incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "other", "kind"], name="incidents_link_is_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(incident=F("other")),
                name="incidents_link_joins_two",
                violation_error_message=_("An incident cannot be linked to itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values), name="incidents_link_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(said_by=""), name="incidents_link_says_who_said_so"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.incident_id} – {self.other_id}"


class CaseState(models.TextChoices):
    OPEN = "open", _("open")
    CLEARED_BY_ARREST = "cleared_by_arrest", _("cleared by arrest")
    CLEARED_EXCEPTIONALLY = "cleared_exceptionally", _("cleared exceptionally")
    CLOSED = "closed", _("closed otherwise")


@shown
@tracked()
class CaseStatus(models.Model):
    """How the case stood on a day, as a source said. A newer row does not remove an older."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="case_statuses", verbose_name=_("incident")
    )
    state = models.CharField(_("case"), max_length=30, choices=CaseState)
    as_of = models.DateField(_("as of"))
    said_by = models.CharField(_("who says so"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("status of a case")
        verbose_name_plural = _("statuses of a case")
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "as_of", "state"], name="incidents_casestatus_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CaseState.values), name="incidents_casestatus_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.as_of:%Y-%m-%d})"
