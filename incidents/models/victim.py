from typing import NamedTuple

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import NameRule
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import Fold
from nightout.sources.models import Source

from .incident import Incident


class AgeGroup(models.TextChoices):
    UNDER_18 = "under_18", _("under 18")
    FROM_18 = "18_24", _("18 to 24")
    FROM_25 = "25_44", _("25 to 44")
    FROM_45 = "45_64", _("45 to 64")
    FROM_65 = "65_up", _("65 and older")


class Outcome(models.TextChoices):
    KILLED = "killed", _("killed")
    INJURED = "injured", _("injured")
    SHOT_NOT_STATED = "shot_not_stated", _("shot; outcome not stated")
    SURVIVED = "survived", _("survived; injury not stated")
    UNHARMED = "unharmed", _("unharmed")
    UNKNOWN = "unknown", _("unknown")


# Who survived may have been hurt in another way: only a source can say that a person was shot.
SHOT = (Outcome.KILLED, Outcome.INJURED, Outcome.SHOT_NOT_STATED)
SURVIVORS = [Outcome.SURVIVED.value, Outcome.INJURED.value, Outcome.UNHARMED.value]


class NameBasis(models.TextChoices):
    PUBLISHED = "published", _("published by a source")
    FAMILY = "family", _("the family agreed")
    AGENCY = "agency", _("rule of the agency")


class Hold(models.TextChoices):
    NONE = "", _("none")
    HELD = "held", _("the family asked to hold the name back")
    REMOVED = "removed", _("the family asked to remove the name")


class Initials(Func):
    """ "Darin Williams Jr." is "D. W.": the SQL function is ours (incidents migration 0001)."""

    function = "nightout_initials"
    output_field = models.TextField()


class PublicVictim(NamedTuple):
    """What anyone may know of a person. There is no other name in it to leak."""

    pk: int
    incident_id: int
    public_name: str
    age: int | None
    age_group: str
    outcome: str
    is_named: bool

    @property
    def is_withheld(self) -> bool:
        return self.is_named and not self.public_name

    @property
    def outcome_in_words(self) -> str:
        if self.outcome == Outcome.UNKNOWN:
            return gettext("outcome not known")
        return str(Outcome(self.outcome).label)

    @property
    def age_in_words(self) -> str:
        if self.age is not None:
            return str(self.age)
        return str(AgeGroup(self.age_group).label) if self.age_group else ""


class VictimQuerySet(models.QuerySet["Victim"]):
    def public(self) -> "VictimQuerySet":
        """People of public incidents. Show them through `as_published()`, never as rows."""
        return self.filter(incident__in=Incident.objects.public())

    def as_published(self) -> list[PublicVictim]:
        """Only the columns that anyone may know: a withheld name is not even fetched."""
        named = models.ExpressionWrapper(~Q(name=""), output_field=models.BooleanField())
        columns = (
            self.order_by("incident_id", "pk")
            .annotate(is_named=named)
            .values_list(*PublicVictim._fields)
        )
        return [PublicVictim(*row) for row in columns]

    def shot(self) -> "VictimQuerySet":
        return self.filter(outcome__in=SHOT)

    def killed(self) -> "VictimQuerySet":
        return self.filter(outcome=Outcome.KILLED)

    def managed_by(self, user: User) -> "VictimQuerySet":
        return self.filter(incident__in=Incident.objects.managed_by(user))


@shown
@tracked(many_at_once=True)
class Victim(models.Model):
    """One person in one incident. A person without a name still counts."""

    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="victims", verbose_name=_("incident")
    )
    name = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("Leave empty where the person is not named. They count all the same."),
    )
    name_rule = models.CharField(
        _("show the name"),
        max_length=20,
        choices=NameRule,
        default=NameRule.WITHHELD,
        help_text=_(
            "Withheld, unless there is a reason to show it. Minors and survivors stay withheld"
            " unless the family agreed."
        ),
    )
    name_basis = models.CharField(
        _("reason to show it"), max_length=20, choices=NameBasis, blank=True
    )
    hold = models.CharField(
        _("family’s request"),
        max_length=20,
        choices=Hold,
        default=Hold.NONE,
        blank=True,
        editable=False,
        help_text=_("Entered as a family’s request, and only lifted there."),
    )
    reviewed_on = models.DateField(_("rule reviewed on"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    public_name = models.GeneratedField(
        expression=Case(
            When(name_rule=NameRule.FULL.value, then=F("name")),
            When(name_rule=NameRule.INITIALS.value, then=Initials(F("name"))),
            default=Value(""),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    age = models.PositiveSmallIntegerField(
        _("age"),
        null=True,
        blank=True,
        help_text=_("Empty where it is not stated; never 0 for that."),
    )
    age_group = models.CharField(_("age group"), max_length=20, choices=AgeGroup, blank=True)
    outcome = models.CharField(
        _("outcome"),
        max_length=20,
        choices=Outcome,
        default=Outcome.UNKNOWN,
        help_text=_("Only what a source says: “shot” alone does not say killed or survived."),
    )
    outcome_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source of name, age and outcome"),
    )
    notes = models.TextField(
        _("notes for staff"), blank=True, help_text=_("Never shown to the public.")
    )
    external_id = models.CharField(
        _("reference"), max_length=100, unique=True, null=True, blank=True
    )

    objects = VictimQuerySet.as_manager()

    class Meta:
        verbose_name = _("victim")
        verbose_name_plural = _("victims")
        ordering = ["incident", "pk"]
        indexes = [
            # Of names as they are shown: what is withheld is in no index to be searched.
            GinIndex(
                OpClass(Fold("public_name"), name="gin_trgm_ops"),
                condition=~Q(public_name=""),
                name="incidents_victim_by_shown_name",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(name_rule__in=NameRule.values),
                name="incidents_victim_name_rule_is_known",
            ),
            models.CheckConstraint(
                condition=Q(name_rule="withheld") | Q(name_basis__in=NameBasis.values),
                name="incidents_victim_shown_name_has_basis",
                violation_error_message=_("Say the reason why the name may be shown."),
            ),
            models.CheckConstraint(
                condition=Q(name_rule="withheld")
                | Q(name_basis="family")
                | (
                    ~Q(outcome__in=SURVIVORS)
                    & ~Q(age_group="under_18")
                    & (Q(age__isnull=True) | Q(age__gte=18))
                ),
                name="incidents_victim_minor_or_survivor_is_withheld",
                violation_error_message=_(
                    "The name of a minor or a survivor is shown only where the family agreed."
                ),
            ),
            models.CheckConstraint(
                condition=Q(name_rule="withheld") | Q(reviewed_on__isnull=False),
                name="incidents_victim_shown_name_was_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(hold=Hold.NONE.value)
                | Q(hold=Hold.HELD.value, name_rule="withheld")
                | Q(hold=Hold.REMOVED.value, name_rule="withheld", name=""),
                name="incidents_victim_family_request_is_honoured",
                violation_error_message=_(
                    "The family asked for this name to be held back. Lift the request first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=120),
                name="incidents_victim_age_is_plausible",
                violation_error_message=_("An age lies between 0 and 120."),
            ),
            models.CheckConstraint(
                condition=Q(age_group="") | Q(age_group__in=AgeGroup.values),
                name="incidents_victim_age_group_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="incidents_victim_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        """Never the name: this text ends up in logs, messages and confirmations."""
        return gettext("Victim %(number)s (%(outcome)s)") % {
            "number": self.pk,
            "outcome": self.get_outcome_display(),
        }
