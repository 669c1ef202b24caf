"""Files of others: each run of an import, what it had to say, and what the file said of each row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS, Agency
from nightout.sources.models import Source

from .incident import Incident, IncidentQuerySet


class RunState(models.TextChoices):
    TRIED = "tried", _("tried: nothing was written")
    APPLIED = "applied", _("applied")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def managed_by(self, user: User) -> "ImportRunQuerySet":
        """Files name people: as with withheld names, the agency's managers answer for them."""
        if user.is_coordinator:
            return self
        return self.filter(agency__in=Agency.objects.managed_by(user, MANAGERS))


class ImportRun(models.Model):
    """One file, read by one mapping: tried, or written into the registry."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="import_runs", verbose_name=_("agency")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        related_name="import_runs",
        verbose_name=_("source"),
        help_text=_("Entered with the first run that is applied."),
    )
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("sum of the file"), max_length=64)
    mapping = models.TextField(_("mapping"))
    state = models.CharField(_("state"), max_length=20, choices=RunState)
    counts = models.JSONField(_("counts"), default=dict)
    places = models.JSONField(_("places not found"), default=list)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RunState.values), name="incidents_importrun_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="incidents_importrun_file_has_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.TRIED.value) | Q(source__isnull=False),
                name="incidents_importrun_applied_has_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"

    def incidents(self) -> IncidentQuerySet:
        """Those that this file brought or changed, and no later one did; by its source's index."""
        records = ImportedRecord.objects.filter(source=self.source_id, run=self.pk)
        return Incident.objects.filter(pk__in=records.values("incident"))


class ImportPiece(models.Model):
    """A piece of an uploaded file. All go when it is applied, or after a day."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField(_("number"))
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("piece of an uploaded file")
        verbose_name_plural = _("pieces of an uploaded file")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="incidents_importpiece_has_its_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"


class Remark(models.TextChoices):
    """What an import says of a row, of a value in it, or of a record that it left as it was."""

    # the row is refused
    NO_KEY = "no_key", _("no reference of the incident")
    LONG_KEY = "long_key", _("the reference is longer than 100 signs")
    CELLS = "cells", _("more or fewer cells than the header has")
    BAD_LINE = "bad_line", _("not readable as JSON")
    NO_DATE = "no_date", _("no date")
    BAD_DATE = "bad_date", _("not a date as the mapping has it")
    FUTURE = "future", _("a day that is still to come")
    NO_PLACE = "no_place", _("no place")
    UNKNOWN_PLACE = "unknown_place", _("place not found")
    # a value is refused, the row is not
    UNKNOWN_VALUE = "unknown_value", _("a value that the mapping does not know")
    BAD_TIME = "bad_time", _("not a time as the mapping has it")
    BAD_AGE = "bad_age", _("not an age from 0 to 120")
    BAD_POINT = "bad_point", _("not a point on the map")
    FAR_POINT = "far_point", _("a point far from the place that is named")
    UNKNOWN_HOOD = "unknown_hood", _("neighborhood not found")
    TOO_LONG = "too_long", _("too long a text")
    DOOR = "door", _("may hold a house number")
    BAD_LIST = "bad_list", _("not a list as the mapping has it")
    DIFFERS = "differs", _("differs from the first row of the same incident")
    # the file says something new
    TAKEN = "taken", _("changed, as the file says now")
    JOINED = "joined", _("a person is added")
    BESIDE = "beside", _("a person is added beside others: look whether it is one of them")
    ABSENT = "absent", _("no longer in the file, or not legibly; it stays")
    # the registry knows better
    DECIDED = "decided", _("a person decided otherwise")
    DELETED = "deleted", _("the incident was deleted by staff")
    MERGED = "merged", _("the incident was merged into another")
    HIDDEN = "hidden", _("the incident is hidden by staff")
    OTHER_AGENCY = "other_agency", _("the incident belongs to another agency")
    PERSON_DELETED = "person_deleted", _("a person was deleted by staff")
    PERSON_GONE = "person_gone", _("a person is no longer in the file")
    NAME_HELD = "name_held", _("the family asked to hold the name back")
    NAME_REMOVED = "name_removed", _("the family asked to remove the name")


ROW_REFUSED = [
    *(Remark.NO_KEY, Remark.LONG_KEY, Remark.CELLS, Remark.BAD_LINE),
    *(Remark.NO_DATE, Remark.BAD_DATE, Remark.FUTURE, Remark.NO_PLACE, Remark.UNKNOWN_PLACE),
]
VALUE_REFUSED = [
    *(Remark.UNKNOWN_VALUE, Remark.BAD_TIME, Remark.BAD_AGE, Remark.BAD_POINT, Remark.FAR_POINT),
    *(Remark.UNKNOWN_HOOD, Remark.TOO_LONG, Remark.DOOR, Remark.BAD_LIST, Remark.DIFFERS),
]
CHANGES = [Remark.TAKEN, Remark.JOINED, Remark.BESIDE, Remark.ABSENT]
KEPT = [
    *(Remark.DECIDED, Remark.DELETED, Remark.MERGED, Remark.HIDDEN, Remark.OTHER_AGENCY),
    *(Remark.PERSON_DELETED, Remark.PERSON_GONE, Remark.NAME_HELD, Remark.NAME_REMOVED),
]


class ImportRemark(models.Model):
    """One remark of a run. `value` is what the file has there, shortened; never a name."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="remarks")
    kind = models.CharField(_("what"), max_length=20, choices=Remark)
    line = models.PositiveIntegerField(_("line"))
    external_id = models.CharField(_("reference"), max_length=100, blank=True)
    column = models.CharField(_("column"), max_length=100, blank=True)
    value = models.CharField(_("value"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("remark of an import")
        verbose_name_plural = _("remarks of an import")
        ordering = ["run", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Remark.values), name="incidents_importremark_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_kind_display()}"


class ImportedRecord(models.Model):
    """What a file said last of one incident, so that the next file changes what it says anew only.

    `said` has no name in it: a keyed mark of each stands there instead. `people` are the numbers
    of the victims, in the order of `said["people"]`; the number of somebody whose row was deleted
    stays, so that nobody comes back. `gone` is what was said of people whom the last file lacks,
    with their numbers, in case a later one has them again.
    """

    # The constraint below is its index.
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="+", db_index=False, verbose_name=_("source")
    )
    external_id = models.CharField(_("reference"), max_length=100)
    incident = models.ForeignKey(
        Incident,
        models.SET_NULL,
        null=True,
        related_name="imported_as",
        verbose_name=_("incident"),
        help_text=_("Empty where staff deleted it."),
    )
    said = models.JSONField(_("what the file said last"))
    people = ArrayField(models.BigIntegerField(), verbose_name=_("numbers of the people"))
    gone = models.JSONField(_("people whom the last file lacks"), default=list)
    # Nobody asks which rows a run wrote last: an index would only cost each import its time.
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="+", db_index=False, verbose_name=_("run")
    )

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="incidents_importedrecord_is_known_once"
            ),
            models.CheckConstraint(
                condition=~Q(external_id=""), name="incidents_importedrecord_has_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.external_id
