"""How an event takes registrations: whether, from when, from whom, and how many seats are left."""

from datetime import datetime
from enum import Enum, auto

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.pages.models import shown

from .choices import EventStatus

LARGEST_PARTY = 200  # people in one registration, whatever an event allows


class Registration(models.TextChoices):
    NONE = "none", _("not needed: people just come")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class RegistrationState(Enum):
    """What a resident finds who wants to register now; how many seats are left is told apart."""

    OVER = auto()
    CANCELLED = auto()
    POSTPONED = auto()
    NOT_NEEDED = auto()
    CLOSED = auto()
    NOT_YET = auto()
    OPEN = auto()


class Registering(models.Model):
    """The part of an event that says how people register for it."""

    registration = models.CharField(
        _("registration"), max_length=10, choices=Registration, default=Registration.NONE
    )
    opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    closes_at = models.DateTimeField(
        _("registration closes"),
        null=True,
        blank=True,
        help_text=_("Empty: when the event is over."),
    )
    contact_needed = models.BooleanField(
        _("e-mail or phone needed"),
        default=True,
        help_text=_("Without it people can register with a name only."),
    )
    largest_party = models.PositiveSmallIntegerField(
        _("largest party"),
        default=10,
        help_text=_("How many people one registration may bring, children included."),
    )
    waiting_list = models.BooleanField(
        _("waiting list"), default=True, help_text=_("Offered when all places are taken.")
    )
    reminder = models.BooleanField(_("reminder by mail the day before"), default=True)
    thank_you = models.BooleanField(_("thank-you by mail the day after"), default=True)

    class Meta:
        abstract = True

    def registration_state(self, now: datetime | None = None) -> RegistrationState:
        now = now or timezone.now()
        if self.is_over:
            return RegistrationState.OVER
        if self.status == EventStatus.CANCELLED:
            return RegistrationState.CANCELLED
        if self.registration == Registration.NONE:
            return RegistrationState.NOT_NEEDED
        if self.status == EventStatus.POSTPONED:
            return RegistrationState.POSTPONED
        if self.registration == Registration.CLOSED or (self.closes_at and now >= self.closes_at):
            return RegistrationState.CLOSED
        if self.opens_at and now < self.opens_at:
            return RegistrationState.NOT_YET
        return RegistrationState.OPEN

    @property
    def takes_registrations(self) -> bool:
        return self.registration_state() is RegistrationState.OPEN


REGISTERING_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(registration__in=Registration.values),
        name="events_event_registration_is_known",
    ),
    models.CheckConstraint(
        condition=Q(opens_at__isnull=True)
        | Q(closes_at__isnull=True)
        | Q(closes_at__gt=F("opens_at")),
        name="events_event_registration_opens_before_it_closes",
        violation_error_message=_("Registration closes before it opens."),
    ),
    models.CheckConstraint(
        condition=Q(largest_party__gte=1, largest_party__lte=LARGEST_PARTY),
        name="events_event_largest_party_is_plausible",
        violation_error_message=_("One registration brings between 1 and 200 people."),
    ),
]


class Seats(models.Model):
    """How many people have registered for an event, and for how many there is room.

    Triggers keep every number right, whoever writes attendees or events (events migration 0019);
    the program only reads. Its row is what registrations of one event wait for in line, so that
    of two for the last seat one comes second.
    """

    # Postgres deletes it with its event.
    event = models.OneToOneField(
        "events.Event",
        models.DO_NOTHING,
        primary_key=True,
        related_name="seats",
        db_constraint=False,
    )
    capacity = models.PositiveIntegerField(null=True)
    # People, not rows.
    attending = models.PositiveIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)  # of those attending
    waiting = models.PositiveIntegerField(default=0)
    present = models.PositiveIntegerField(default=0)
    children_present = models.PositiveIntegerField(default=0)
    is_full = models.GeneratedField(
        expression=ExpressionWrapper(
            Q(capacity__isnull=False, attending__gte=F("capacity")), models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        triggers = [
            # Public pages say "full" and nothing more exact, so that they seldom grow stale.
            pgtrigger.Trigger(
                name="pages_grow_stale_when_full",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.is_full IS DISTINCT FROM NEW.is_full"),
                func="PERFORM nightout_stamp(); RETURN NULL;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.attending} of {self.capacity}"

    @property
    def left(self) -> int | None:
        """Free places; None where there is no limit, 0 also where more are coming than fit."""
        return None if self.capacity is None else max(self.capacity - self.attending, 0)

    def fits(self, people: int) -> bool:
        return self.capacity is None or self.attending + people <= self.capacity


class QuestionKind(models.TextChoices):
    TEXT = "text", _("a line of text")
    CHOICE = "choice", _("one of several choices")
    NUMBER = "number", _("a whole number")


@shown
@tracked()
class Question(models.Model):
    """What an organizer wants to know besides; the answers stand with each attendee."""

    event = models.ForeignKey(
        "events.Event", models.CASCADE, related_name="questions", verbose_name=_("event")
    )
    text = models.CharField(_("question"), max_length=150)
    kind = models.CharField(
        _("kind of answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    choices = ArrayField(
        models.CharField(max_length=80), verbose_name=_("choices"), blank=True, default=list
    )
    required = models.BooleanField(_("must be answered"), default=False)
    place = models.PositiveSmallIntegerField(_("order"), default=0)
    # Its answers stay in the lists; the form no longer asks.
    retired = models.BooleanField(_("no longer asked"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="events_question_text_is_said"),
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="events_question_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.CHOICE) | Q(choices__len__gte=2),
                name="events_question_offers_choices",
                violation_error_message=_("Give at least two choices."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
