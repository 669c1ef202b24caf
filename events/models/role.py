"""What is tied to an event: agencies with their roles, sources with what they say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nightout.agencies.models import Agency
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.sources.models import Source

from .choices import AgencyRole


@shown
@tracked()
class EventAgency(models.Model):
    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="agency_roles", verbose_name=_("event")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="event_roles", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=20, choices=AgencyRole, default=AgencyRole.HOST)

    class Meta:
        verbose_name = _("agency of an event")
        verbose_name_plural = _("agencies of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "agency"],
                name="events_eventagency_is_named_once",
                violation_error_message=_("An agency is named once, with one role."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=AgencyRole.values), name="events_eventagency_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"


@shown
@tracked()
class EventSource(models.Model):
    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="citations", verbose_name=_("event")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="event_citations", verbose_name=_("source")
    )
    fact = models.CharField(
        _("what it says"), max_length=200, blank=True, help_text=_("Which facts rest on it.")
    )

    class Meta:
        verbose_name = _("source of an event")
        verbose_name_plural = _("sources of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source", "fact"], name="events_eventsource_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
