import uuid

from django.db import models
from django.db.models import F, Func, Q, Sum, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.places.models import Fold
from nightout.writing import Writing

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

    def not_cancelled(self) -> "AttendeeQuerySet":
        return self.exclude(status=AttendeeStatus.CANCELLED)

    def in_line(self) -> "AttendeeQuerySet":
        """Who waits for a place, first come first."""
        return self.filter(status=AttendeeStatus.WAITLISTED).order_by("waiting_since", "pk")

    def present(self) -> "AttendeeQuerySet":
        return self.filter(present_at__isnull=False)

    def remembered(self) -> "AttendeeQuerySet":
        """Whose name and contact are still kept."""
        return self.filter(forgotten_at__isnull=True)

    def managed_by(self, user: User) -> "AttendeeQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(event__in=Event.objects.managed_by(user))

    def organized_by(self, user: User) -> "AttendeeQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(event__in=Event.objects.organized_by(user))

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
    """Who registered for one event: a person or a family, with one name to call them by.

    Registering, changing and cancelling, waiting and presence are verbs (events/attendance.py).
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="attendees", verbose_name=_("event")
    )
    # Empty only when the person is forgotten.
    name = models.CharField(_("name"), max_length=150, help_text=_("As they write it themselves."))
    sort_name = models.GeneratedField(
        expression=SortName(F("name")), output_field=models.TextField(), db_persist=True
    )
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=2, choices=Writing, default=Writing.ENGLISH
    )
    adults = models.PositiveSmallIntegerField(_("adults"), default=1)
    children = models.PositiveSmallIntegerField(_("children"), default=0)
    status = models.CharField(
        _("status"), max_length=20, choices=AttendeeStatus, default=AttendeeStatus.ATTENDING
    )
    waiting_since = models.DateTimeField(
        _("waiting since"), null=True, blank=True, help_text=_("Who came first is first in line.")
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    came_from = models.CharField(
        _("came from"), max_length=20, choices=CameFrom, default=CameFrom.STAFF
    )
    access_needs = models.CharField(_("access needs"), max_length=200, blank=True)
    # By the number of the question, as text: {"12": "vegetarian", "13": 4}.
    answers = models.JSONField(_("answers"), blank=True, default=dict)
    note = models.CharField(_("note"), max_length=200, blank=True)
    wants_news = models.BooleanField(
        _("wants letters and thanks"),
        default=True,
        help_text=_("Mails about the registration itself are sent all the same."),
    )
    consented_at = models.DateTimeField(_("agreed to the notice"), null=True, blank=True)
    # Made with the form, so that sending it twice registers once.
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)
    adults_present = models.PositiveSmallIntegerField(_("adults present"), default=0)
    children_present = models.PositiveSmallIntegerField(_("children present"), default=0)
    present_at = models.DateTimeField(_("present since"), null=True, blank=True)
    present_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("presence noted by"),
    )
    forgotten_at = models.DateTimeField(_("forgotten"), null=True, blank=True, editable=False)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["sort_name", "pk"]
        indexes = [
            # the organizer's list and its files, page by page
            models.Index(fields=["event", "sort_name", "id"], name="events_attendee_by_surname"),
            # who is next when a place frees
            models.Index(
                fields=["event", "waiting_since", "id"],
                condition=Q(status=AttendeeStatus.WAITLISTED),
                name="events_attendee_in_line",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=False)
                | (Q(name__regex=r"\S") & ~Q(name__regex=UNPRINTABLE)),
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
                condition=Q(language__in=Writing.values),
                name="events_attendee_language_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=AttendeeStatus.WAITLISTED, waiting_since__isnull=False)
                | ~Q(status=AttendeeStatus.WAITLISTED) & Q(waiting_since__isnull=True),
                name="events_attendee_waits_since_a_moment",
                violation_error_message=_("Only who is on the waiting list waits since a moment."),
            ),
            models.CheckConstraint(
                condition=Q(status=AttendeeStatus.CANCELLED) | Q(cancelled_at__isnull=True),
                name="events_attendee_cancelled_when_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(present_at__isnull=True, present_by__isnull=True)
                | Q(present_at__isnull=False, present_by__isnull=False),
                name="events_attendee_presence_has_a_witness",
                violation_error_message=_("Presence needs both: since when, and noted by whom."),
            ),
            models.CheckConstraint(
                condition=Q(present_at__isnull=True, adults_present=0, children_present=0)
                | Q(present_at__isnull=False)
                & (Q(adults_present__gt=0) | Q(children_present__gt=0)),
                name="events_attendee_presence_is_counted",
                violation_error_message=_("Who is present is at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(adults_present__lte=200, children_present__lte=200),
                name="events_attendee_presence_is_plausible",
                violation_error_message=_("At most 200 adults and 200 children in one row."),
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | Q(
                    name="",
                    email="",
                    phone="",
                    access_needs="",
                    note="",
                    answers={},
                    form_key__isnull=True,
                ),
                name="events_attendee_forgotten_is_nobody",
            ),
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~Q(email="") & ~Q(status="cancelled"),
                name="events_attendee_email_is_once_per_event",
                violation_error_message=_("This e-mail address is registered already."),
            ),
            models.UniqueConstraint(
                fields=["event", "form_key"], name="events_attendee_form_is_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or gettext("forgotten")

    @property
    def people(self) -> int:
        return self.adults + self.children

    @property
    def people_present(self) -> int:
        return self.adults_present + self.children_present

    @property
    def is_waiting(self) -> bool:
        return self.status == AttendeeStatus.WAITLISTED

    @property
    def is_cancelled(self) -> bool:
        return self.status == AttendeeStatus.CANCELLED


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


class Mark(models.Model):
    """One tap at the door, kept as it was made: who is there now, by whom, and when.

    A phone without signal keeps its taps and sends them later, perhaps twice: the key, which the
    phone makes, keeps each once. What counts by now stands in the attendee.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="marks")
    # How many are there by this tap; none of either where it takes back an earlier one.
    adults = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField()
    undoes = models.UUIDField(null=True, blank=True)
    # Marks made in one go, from paper, and taken back in one go.
    batch = models.UUIDField(null=True, blank=True, db_index=True)
    at = models.DateTimeField()  # by the phone's clock, never later than received
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes__isnull=False, adults=0, children=0)
                | Q(undoes__isnull=True) & (Q(adults__gt=0) | Q(children__gt=0)),
                name="events_mark_is_presence_or_takes_it_back",
            ),
            models.CheckConstraint(
                condition=Q(adults__lte=200, children__lte=200),
                name="events_mark_is_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee_id}: {self.adults} + {self.children}"
