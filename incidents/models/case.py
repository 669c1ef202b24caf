"""How the case stands, and what is offered for information."""

from django.db import models
from django.db.models import Q, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.datespan import refuse_to_come
from nightout.pages.models import shown
from nightout.sources.models import Source

from .incident import Incident
from .tipline import TipLine


class CaseState(models.TextChoices):
    OPEN = "open", _("open")
    CLEARED_BY_ARREST = "cleared_by_arrest", _("cleared by arrest")
    CLEARED_EXCEPTIONALLY = "cleared_exceptionally", _("cleared exceptionally")
    CLOSED = "closed", _("closed otherwise")


class CaseStatusQuerySet(models.QuerySet["CaseStatus"]):
    def by_record(self) -> "CaseStatusQuerySet":
        """Each with the number of the `record` that shows it: a merged one's are shown elsewhere."""
        return self.annotate(record=Coalesce("incident__merged_into", "incident"))

    def open_now(self) -> "CaseStatusQuerySet":
        """The last word on each record, where that is: open."""
        each = Window(RowNumber(), partition_by="record", order_by=["-as_of", "-pk"])
        newest = self.by_record().alias(place=each).filter(place=1).order_by()
        return self.by_record().filter(pk__in=newest.values("pk"), state=CaseState.OPEN)


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

    objects = CaseStatusQuerySet.as_manager()

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

    def clean(self) -> None:
        refuse_to_come(as_of=self.as_of)


@shown
@tracked()
class Reward(models.Model):
    """What a source said on a day is offered in this case. An older offer stays, with its day."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="rewards", verbose_name=_("incident")
    )
    amount = models.PositiveIntegerField(
        _("up to, in dollars"),
        null=True,
        blank=True,
        help_text=_("Empty where the source names no amount."),
    )
    as_of = models.DateField(_("as of"))
    tip_line = models.ForeignKey(
        TipLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rewards",
        verbose_name=_("tip line"),
        help_text=_("Who pays it."),
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("reward")
        verbose_name_plural = _("rewards")
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "as_of", "source"], name="incidents_reward_is_said_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="incidents_reward_is_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount or '?'} ({self.as_of:%Y-%m-%d})"

    def clean(self) -> None:
        refuse_to_come(as_of=self.as_of)
