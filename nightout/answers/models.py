"""Events that answer incidents: on the roof, because the two apps know nothing of each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from incidents.models import Incident
from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.datespan import refuse_to_come
from nightout.pages.models import shown


class AnswerKind(models.TextChoices):
    RESPONSE = "response", _("shooting response")
    VIGIL = "vigil", _("vigil")
    ANNIVERSARY = "anniversary", _("anniversary")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def public(self) -> "AnswerQuerySet":
        """Both pages are public; a record that was merged is public as the one that stayed."""
        incidents = Incident.objects.public()
        return self.filter(
            Q(incident__in=incidents) | Q(incident__merged_into__in=incidents),
            event__in=Event.objects.public(),
        )

    def managed_by(self, user: User) -> "AnswerQuerySet":
        """Who joins an event with an incident answers for both."""
        if user.is_coordinator:
            return self
        return self.filter(
            event__in=Event.objects.managed_by(user),
            incident__in=Incident.objects.managed_by(user),
        )


@shown
@tracked()
class Answer(models.Model):
    """The family agreed that this event stands beside what happened. Deleting takes it back."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="answers", verbose_name=_("event")
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="answers", verbose_name=_("incident")
    )
    kind = models.CharField(_("what the event is"), max_length=20, choices=AnswerKind)
    agreed_on = models.DateField(
        _("the family agreed on"),
        help_text=_("Without their word nothing is shown. Delete this row when they take it back."),
    )
    agreed_by = models.CharField(
        _("who agreed"), max_length=150, help_text=_("Such as: the mother. No contact.")
    )
    note = models.TextField(_("note for staff"), blank=True)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("event that answers an incident")
        verbose_name_plural = _("events that answer incidents")
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "incident"], name="answers_answer_joins_them_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AnswerKind.values), name="answers_answer_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(agreed_by=""),
                name="answers_answer_says_who_agreed",
                violation_error_message=_("Say who of the family agreed."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(kind)s: event %(event)s, incident %(incident)s") % {
            "kind": self.get_kind_display(),
            "event": self.event_id,
            "incident": self.incident_id,
        }

    def clean(self) -> None:
        """A family agrees after what happened, and not in days to come."""
        refuse_to_come(agreed_on=self.agreed_on)
        if self.agreed_on and self.incident_id and self.agreed_on < self.incident.occurred_from:
            text = _("This day lies before the incident.")
            raise ValidationError({"agreed_on": text}, code="before")

    @property
    def told_at(self) -> Incident:
        """The record on whose page it is told."""
        return self.incident.merged_into or self.incident
