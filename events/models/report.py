"""What an organizer says after the night."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked

from .attendee import HowCounted
from .event import Event

LARGEST_PHOTO = 1024 * 1024  # bytes, after it was made smaller


@tracked()
class Report(models.Model):
    """How it went. The estimate stands beside registrations and head-counts, never added."""

    event = models.OneToOneField(
        Event, models.CASCADE, related_name="report", verbose_name=_("event")
    )
    held = models.BooleanField(_("held"), null=True, blank=True)
    estimate = models.PositiveIntegerField(_("people, all in all"), null=True, blank=True)
    how = models.CharField(_("how counted"), max_length=20, choices=HowCounted, blank=True)
    visits = models.TextField(
        _("who visited"),
        blank=True,
        help_text=_("Agencies and offices that came by, one in each line."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("For next year. Never public."))
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"), auto_now=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(how="", estimate__isnull=True)
                | Q(how__in=HowCounted.values, estimate__isnull=False),
                name="events_report_estimate_says_how",
                violation_error_message=_("Say both: how many, and how they were counted."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)


class Photo(models.Model):
    """A picture of the night, made anew by us: smaller, and without what the camera wrote into it.

    It lies in the database, so that one backup holds all and one deletion removes all.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos")
    jpeg = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("jpeg"), 0))
                & Q(LessThanOrEqual(Length("jpeg"), LARGEST_PHOTO)),
                name="events_photo_is_small",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.width} × {self.height}"
