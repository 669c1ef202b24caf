from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, MANAGERS, Agency
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County, Fold, Neighborhood
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


PUBLIC = Q(publication=IncidentPublication.PUBLIC, merged_into__isnull=True, location__isnull=False)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def public(self) -> "IncidentQuerySet":
        """What the public may see: pages, feeds, files and counts all start here.

        An incident without a place, as an import could leave it, is not ready to be seen; one
        that was merged into another is counted there.
        """
        return self.filter(PUBLIC)

    def drafts(self) -> "IncidentQuerySet":
        """That wait to be made public; what was merged is looked at where it went."""
        return self.filter(publication=IncidentPublication.DRAFT, merged_into__isnull=True)

    def in_city(self, city: City) -> "IncidentQuerySet":
        return self.in_cities(city.and_its_boroughs())

    def in_cities(self, cities: Iterable[City]) -> "IncidentQuerySet":
        pks = [city.pk for city in cities]
        one = {"location__city": pks[0]} if len(pks) == 1 else {"location__city__in": pks}
        return self.filter(**one)

    def in_counties(self, counties: Iterable[County]) -> "IncidentQuerySet":
        counties = list(counties)
        return self.filter(
            Q(location__city__county__in=counties) | Q(location__county__in=counties)
        )

    def in_neighborhood(self, neighborhood: Neighborhood) -> "IncidentQuerySet":
        return self.filter(location__neighborhood=neighborhood)

    def in_neighborhoods(self, neighborhoods: Iterable[Neighborhood]) -> "IncidentQuerySet":
        return self.filter(location__neighborhood__in=list(neighborhoods))

    def overlapping(self, first: date | None, last: date | None) -> "IncidentQuerySet":
        """That may have happened between the two days, both included; None leaves a side open."""
        if not (first or last):
            return self
        if first and last and first > last:
            return self.none()
        return self.filter(span__overlap=DateRange(first, last, "[]"))

    def managed_by(self, user: User) -> "IncidentQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(agency__in=Agency.objects.managed_by(user, EDITORS))

    def names_seen_by(self, user: User) -> "IncidentQuerySet":
        """Incidents whose withheld names this person may read: the agency's managers."""
        if user.is_coordinator:
            return self
        return self.filter(agency__in=Agency.objects.managed_by(user, MANAGERS))

    def open_to(self, user: User) -> "IncidentQuerySet":
        """What this person may look at: their agencies' own, and what everyone may see."""
        if user.is_coordinator:
            return self
        own = Q(agency__in=Agency.objects.managed_by(user, EDITORS))
        return self.filter(own | PUBLIC)

    def for_rows(self) -> "IncidentQuerySet":
        """With all that a row of a list shows, in a fixed number of queries."""
        return self.select_related(
            "agency", "location__city", "location__neighborhood", "location__county"
        )

    def latest_first(self) -> "IncidentQuerySet":
        return self.order_by("-occurred_from", "-pk")

    def in_place_of(self, pk: int) -> "IncidentQuerySet":
        """The record into which a public one of this number was merged."""
        return self.filter(merged__pk=pk, merged__publication=IncidentPublication.PUBLIC)


@shown
@tracked(many_at_once=True)
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
    # The later of the two, so that a wrong order is refused by the rule that says what is wrong.
    span = models.GeneratedField(
        expression=Func(
            F("occurred_from"),
            Greatest(F("occurred_from"), F("occurred_to")),
            Value("[]"),
            function="daterange",
            output_field=DateRangeField(),
        ),
        output_field=DateRangeField(),
        db_persist=True,
    )
    words = models.GeneratedField(
        expression=SearchVector(Fold("summary"), Fold("date_as_printed"), config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
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
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The record that took its place. It is counted and shown there."),
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-occurred_from", "-pk"]
        indexes = [
            GistIndex(fields=["span"], name="incidents_by_span"),
            models.Index(fields=["-occurred_from", "-id"], name="incidents_by_date"),
            models.Index(
                fields=["-occurred_from", "-id"],
                condition=Q(publication="public"),
                name="incidents_public_by_date",
            ),
            GinIndex(fields=["words"], name="incidents_by_words"),
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
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="incidents_incident_is_not_its_own_twin"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Incident %(number)s: %(when)s") % {
            "number": self.pk,
            "when": self.when(),
        }

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.pk])

    def with_merged(self) -> IncidentQuerySet:
        """This record and those merged into it: what hangs on any of them is shown here."""
        return Incident.objects.filter(Q(pk=self.pk) | Q(merged_into=self.pk))

    def when(self) -> str:
        return datespan.in_words(
            self.occurred_from, self.occurred_to, self.precision, self.occurred_at
        )
