"""Mails to be sent: written with what they tell of, in one transaction, and delivered later."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.writing import written_in_constraint, written_in_field

from .attendee import Attendee
from .event import Event


class Audience(models.TextChoices):
    ATTENDING = "attending", _("everyone who has a place")
    WAITLISTED = "waitlisted", _("everyone on the waiting list")
    EVERYONE = "everyone", _("everyone who has not cancelled")


class Letter(models.Model):
    """What an organizer writes to everyone of their event at once."""

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="letters", verbose_name=_("event")
    )
    audience = models.CharField(
        _("to"), max_length=20, choices=Audience, default=Audience.ATTENDING
    )
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=5000)
    written_in = written_in_field()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__regex=r"\S")
                & ~Q(subject__regex=r"[\x01-\x1f\x7f]")
                & Q(text__regex=r"\S"),
                name="events_letter_says_something",
                violation_error_message=_("Write a subject, in one line, and a text."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="events_letter_audience_is_known"
            ),
            written_in_constraint("events_letter"),
        ]

    def __str__(self) -> str:
        return self.subject


class MessageKind(models.TextChoices):
    CONFIRMATION = "confirmation", _("confirmation")
    AGAIN = "again", _("registered already")
    CHANGED = "changed", _("registration changed")
    CANCELLED = "cancelled", _("registration cancelled")
    PROMOTED = "promoted", _("a place has become free")
    EVENT_CHANGED = "event_changed", _("the event has changed")
    EVENT_CANCELLED = "event_cancelled", _("the event is cancelled")
    REMINDER = "reminder", _("reminder")
    THANK_YOU = "thank_you", _("thank-you")
    LETTER = "letter", _("letter of the organizer")


# What somebody may ask us to stop sending; the others tell them about their own registration.
NEWS = (MessageKind.THANK_YOU, MessageKind.LETTER)


class MessageQuerySet(models.QuerySet["Message"]):
    def unsent(self) -> "MessageQuerySet":
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self) -> "MessageQuerySet":
        return self.unsent().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def given_up(self) -> "MessageQuerySet":
        return self.filter(given_up_at__isnull=False)

    def managed_by(self, user: User) -> "MessageQuerySet":
        if user.is_coordinator:
            return self
        return self.filter(attendee__event__in=Event.objects.managed_by(user))


class Message(models.Model):
    """One mail to one attendee. Address and words are looked up when it is sent.

    So the outbox itself holds nobody's data, and a mail that waited tells what is true by then.
    """

    attendee = models.ForeignKey(
        Attendee, models.CASCADE, related_name="messages", verbose_name=_("attendee")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind)
    letter = models.ForeignKey(
        Letter,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("letter"),
    )
    # The day of the event that a reminder or a thank-you is about: one of each for that day.
    day = models.DateField(_("about the day"), null=True, blank=True)
    # How the event was before, for who must know what is new: {"start_date": "2027-08-03", …}.
    before = models.JSONField(_("as it was before"), null=True, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("to be sent"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    trouble = models.CharField(_("what went wrong"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-pk"]
        indexes = [
            # what is to be sent, in order
            models.Index(
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="events_message_due",
            ),
            models.Index(
                fields=["-given_up_at"],
                condition=Q(given_up_at__isnull=False),
                name="events_message_given_up",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values), name="events_message_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.LETTER, letter__isnull=False)
                | ~Q(kind=MessageKind.LETTER) & Q(letter__isnull=True),
                name="events_message_of_a_letter_names_it",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="events_message_is_sent_or_given_up",
            ),
            models.UniqueConstraint(
                fields=["attendee", "kind", "day"], name="events_message_is_one_for_a_day"
            ),
            models.UniqueConstraint(
                fields=["attendee", "letter"], name="events_message_is_one_for_a_letter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.attendee_id})"
