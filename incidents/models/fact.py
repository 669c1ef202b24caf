"""What each source says of each fact, and what was corrected."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.datespan import refuse_to_come
from nightout.pages.models import shown
from nightout.sources.models import Source
from nightout.writing import written_in_constraint, written_in_field

from .incident import Incident, Offense
from .saying import OF_A_PERSON, Fact, in_words
from .victim import AgeGroup, Outcome, Victim


@shown
@tracked(many_at_once=True)
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


EDTF_START = r"^\[?\d{4}"  # nightout.edtf reads the whole


class FactClaimQuerySet(models.QuerySet["FactClaim"]):
    def about(self, row: Incident | Victim) -> "FactClaimQuerySet":
        return self.filter(victim=row) if isinstance(row, Victim) else self.filter(incident=row)


@shown
@tracked()
class FactClaim(models.Model):
    """What one source says of one fact. Sources may disagree: one is chosen, none is removed.

    `value` is a code of Outcome or Offense, an age in years or a code of AgeGroup, a date in EDTF,
    a number, or a place at block or crossing level. Written by the verbs of incidents.facts, which
    keep the chosen value and the incident's or person's own column the same.
    """

    incident = models.ForeignKey(
        Incident,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="fact_claims",
        verbose_name=_("incident"),
    )
    victim = models.ForeignKey(
        Victim,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="fact_claims",
        verbose_name=_("person"),
    )
    fact = models.CharField(_("fact"), max_length=20, choices=Fact)
    value = models.CharField(_("what it says"), max_length=200)
    as_printed = models.CharField(
        _("as printed"),
        max_length=200,
        blank=True,
        help_text=_("The source's own words. Shown to everyone: no names."),
    )
    as_of = models.DateField(
        _("as of"), null=True, blank=True, help_text=_("The day for which the source says it.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="fact_claims", verbose_name=_("source")
    )
    chosen = models.BooleanField(_("this is what we show"), default=False)
    because = models.CharField(
        _("why this one"),
        max_length=300,
        blank=True,
        help_text=_("Where sources disagree. Shown to everyone: no names."),
    )
    entered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = FactClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a source says")
        verbose_name_plural = _("what sources say")
        ordering = ["fact", "-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(incident__isnull=False, victim__isnull=True) & ~Q(fact__in=OF_A_PERSON)
                | Q(incident__isnull=True, victim__isnull=False, fact__in=OF_A_PERSON),
                name="incidents_factclaim_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(fact__in=Fact.values), name="incidents_factclaim_fact_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(value="")
                & (~Q(fact=Fact.OUTCOME.value) | Q(value__in=Outcome.values))
                & (~Q(fact=Fact.OFFENSE.value) | Q(value__in=Offense.values))
                & (~Q(fact=Fact.PEOPLE.value) | Q(value__regex=r"^\d{1,4}$"))
                & (~Q(fact=Fact.DATE.value) | Q(value__regex=EDTF_START))
                & (
                    ~Q(fact=Fact.AGE.value)
                    | Q(value__in=AgeGroup.values)
                    | Q(value__regex=r"^(\d|[1-9]\d|1[01]\d|120)$")
                ),
                name="incidents_factclaim_value_fits_fact",
                violation_error_message=_("This is no value of that fact."),
            ),
            models.UniqueConstraint(
                fields=["incident", "victim", "fact", "value", "source", "as_of"],
                name="incidents_factclaim_is_said_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["incident", "victim", "fact"],
                condition=Q(chosen=True),
                name="incidents_factclaim_one_is_chosen",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}: {self.in_words()}"

    def clean(self) -> None:
        refuse_to_come(as_of=self.as_of)

    def in_words(self) -> str:
        return in_words(self.fact, self.value)

    def day(self) -> date | None:
        """The day of its word, as far as it is known: stated, printed, or inferred."""
        return self.as_of or self.source.published_on or self.source.inferred_on


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> "CorrectionQuerySet":
        """Of public incidents, and of records that were merged into one."""
        seen = Incident.objects.public().values("pk")
        return self.filter(Q(incident__in=seen) | Q(incident__merged_into__in=seen))

    def newest_first(self) -> "CorrectionQuerySet":
        return self.order_by("-made_on", "-pk")


@shown
@tracked()
class Correction(models.Model):
    """What was wrong and is right now, told briefly to everyone. Never changed, only added to."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="corrections", verbose_name=_("incident")
    )
    made_on = models.DateField(_("corrected on"))
    text = models.CharField(
        _("what was corrected"),
        max_length=300,
        help_text=_("Such as: the day was given as 17 June; it is the weekend. No names."),
    )
    written_in = written_in_field()
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_on", "-pk"]
        constraints = [
            written_in_constraint("incidents_correction"),
            models.CheckConstraint(condition=~Q(text=""), name="incidents_correction_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.made_on:%Y-%m-%d}: {self.text}"

    def clean(self) -> None:
        refuse_to_come(made_on=self.made_on)
