from django.db import models
from django.db.models import F, Func, Q, Sum, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.places.models import Fold

from .event import Event

# Control characters, line and paragraph separators: no list on paper or in a cell survives them.
UNPRINTABLE = r"[\x01-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]"


class AttendeeStatus(models.TextChoices):
    ATTENDING = "attending", _("attending")
    WAITLISTED = "waitlisted", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class CameFrom(models.TextChoices):
    PUBLIC_FORM = "public_form", _("public form")
    STAFF = "staff", _("entered by staff")
    WALK_IN = "walk_in", _("walk-in")
    IMPORT = "import", _("import")


class AttendeeQuerySet(models.QuerySet["Attendee"]):
    def attending(self) -> "AttendeeQuerySet":
        return self.filter(status=AttendeeStatus.ATTENDING)

    def managed_by(self, user: User) -> "AttendeeQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(event__in=Event.objects.managed_by(user))

    def by_surname(self) -> "AttendeeQuerySet":
        return self.order_by("sort_name", "pk")

    def named_like(self, text: str) -> "AttendeeQuerySet":
        """Whose name or e-mail address holds every word, accents and case forgiven."""
        found = self
        for word in text.split()[:6]:
            found = found.filter(
                Q(sort_name__contains=Fold(Value(word))) | Q(email__icontains=word)
            )
        return found

    def people(self) -> int:
        """Persons, not rows: a family of five needs five places."""
        return self.aggregate(people=Sum(F("adults") + F("children"), default=0))["people"]


class SortName(Func):
    """A name as a list is sorted: "Ana María López Jr." is "lopez, ana maria".

    The SQL function is ours (events migration 0001), so that Postgres keeps the column right
    whoever writes the row.
    """

    function = "nightout_sort_name"
    output_field = models.TextField()


@tracked()
class Attendee(models.Model):
    """Who registered for one event: a person or a family, with one name to call them by."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="attendees", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=150, help_text=_("As they write it themselves."))
    sort_name = models.GeneratedField(
        expression=SortName(F("name")), output_field=models.TextField(), db_persist=True
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    adults = models.PositiveSmallIntegerField(_("adults"), default=1)
    children = models.PositiveSmallIntegerField(_("children"), default=0)
    status = models.CharField(
        _("status"), max_length=20, choices=AttendeeStatus, default=AttendeeStatus.ATTENDING
    )
    came_from = models.CharField(
        _("came from"), max_length=20, choices=CameFrom, default=CameFrom.STAFF
    )
    access_needs = models.CharField(_("access needs"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    present_at = models.DateTimeField(_("present since"), null=True, blank=True)
    present_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("presence noted by"),
    )

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["sort_name", "pk"]
        indexes = [
            # the organizer's list and its files, page by page
            models.Index(fields=["event", "sort_name", "id"], name="events_attendee_by_surname"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=r"\S") & ~Q(name__regex=UNPRINTABLE),
                name="events_attendee_name_is_readable",
                violation_error_message=_("Write a name, in one line."),
            ),
            models.CheckConstraint(
                condition=~Q(phone__regex=UNPRINTABLE)
                & ~Q(note__regex=UNPRINTABLE)
                & ~Q(access_needs__regex=UNPRINTABLE),
                name="events_attendee_texts_are_one_line",
                violation_error_message=_("Phone, needs and note are one line each."),
            ),
            models.CheckConstraint(
                condition=Q(adults__gt=0) | Q(children__gt=0),
                name="events_attendee_is_somebody",
                violation_error_message=_("At least one person must come."),
            ),
            models.CheckConstraint(
                condition=Q(adults__lte=200, children__lte=200),
                name="events_attendee_party_is_plausible",
                violation_error_message=_("At most 200 adults and 200 children in one row."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=AttendeeStatus.values),
                name="events_attendee_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(came_from__in=CameFrom.values),
                name="events_attendee_came_from_is_known",
            ),
            models.CheckConstraint(
                condition=Q(present_at__isnull=True, present_by__isnull=True)
                | Q(present_at__isnull=False, present_by__isnull=False),
                name="events_attendee_presence_has_a_witness",
                violation_error_message=_("Presence needs both: since when, and noted by whom."),
            ),
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~Q(email="") & ~Q(status="cancelled"),
                name="events_attendee_email_is_once_per_event",
                violation_error_message=_("This e-mail address is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HowCounted(models.TextChoices):
    COUNTED = "counted", _("counted one by one")
    ESTIMATED = "estimated", _("estimated")


@tracked()
class HeadCount(models.Model):
    """A plain number of people seen. It stands beside named attendees, never added to them."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="head_counts", verbose_name=_("event")
    )
    people = models.PositiveIntegerField(_("people"))
    how = models.CharField(_("how counted"), max_length=20, choices=HowCounted)
    counted_by = models.CharField(_("counted by"), max_length=150, blank=True)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ["counted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=HowCounted.values), name="events_headcount_how_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} ({self.get_how_display()})"
