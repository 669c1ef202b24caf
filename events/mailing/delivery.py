"""The outbox is sent: each mail in a transaction of its own, which holds its row while we speak.

Another worker passes such a row by, so that no mail is sent by two. What a worker had in hand when
it was killed is free again at once; if the server had taken the mail by then, it comes once more,
with the same Message-ID.
"""

import logging
import smtplib
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any

from django.core.mail import get_connection
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.mailing.mails import compose, has_begun
from events.models import (
    AttendeeStatus,
    Event,
    EventStatus,
    Message,
    MessageKind,
    Publication,
)
from events.models.message import NEWS
from events.notifications import as_it_is

log = logging.getLogger(__name__)

ROUND = 100  # mails over one connection; some servers cut longer ones off
NEWEST_EVERY = 10  # who has just registered does not wait behind a letter to thousands
MOST_TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)

NEEDED = [
    "letter",
    "attendee__event__city",
    "attendee__event__park",
    "attendee__event__campaign",
]


class Moot(models.TextChoices):
    """Why a mail is no longer sent. It was right when it was written."""

    FORGOTTEN = "forgotten", _("not sent: the person is forgotten")
    NO_ADDRESS = "no address", _("not sent: there is no e-mail address any more")
    UNWANTED = "unwanted", _("not sent: letters and thanks are not wanted any more")
    CANCELLED = "cancelled", _("not sent: the registration was cancelled meanwhile")
    NOT_CANCELLED = "not cancelled", _("not sent: the registration is good again")
    NO_PLACE = "no place", _("not sent: there is no place any more")
    NOT_PRESENT = "not present", _("not sent: the person is no longer marked as present")
    EVENT_HIDDEN = "event hidden", _("not sent: the event is not public")
    EVENT_CANCELLED = "event cancelled", _("not sent: the event was cancelled meanwhile")
    EVENT_ON = "event on", _("not sent: the event takes place after all")
    POSTPONED = "postponed", _("not sent: the event was postponed meanwhile")
    OVER = "over", _("not sent: the event has begun or is over")
    OTHER_DAY = "other day", _("not sent: the event was moved to another day")
    UNCHANGED = "unchanged", _("not sent: all is as it was before")
    SWITCHED_OFF = "switched off", _("not sent: the organizer has switched such mails off")


class Outcome(Enum):
    SENT = auto()
    MOOT = auto()
    FAILED = auto()


@dataclass
class Round:
    """What became of the mails that were due; `outage` says why none can leave now."""

    sent: int = 0
    moot: int = 0
    failed: int = 0
    outage: str = ""

    def __bool__(self) -> bool:
        return bool(self.sent or self.moot or self.failed)

    def __add__(self, other: "Round") -> "Round":
        return Round(
            self.sent + other.sent,
            self.moot + other.moot,
            self.failed + other.failed,
            other.outage,
        )

    def note(self, outcome: Outcome) -> None:
        name = outcome.name.lower()
        setattr(self, name, getattr(self, name) + 1)


class Outage(Exception):
    """No mail can leave now, which is the fault of none of them."""


def never() -> bool:
    return False


def deliver(*, most: int = ROUND, stop: Callable[[], bool] = never) -> Round:
    """Send what is due, over one connection, until `stop` says so between two mails."""
    done = Round()
    connection = get_connection()
    try:
        for each in range(most):
            if stop():
                break
            outcome = _deliver_next(connection, newest=each % NEWEST_EVERY == NEWEST_EVERY - 1)
            if outcome is None:
                break
            done.note(outcome)
    except Outage as problem:
        done.outage = str(problem)
    finally:
        _hang_up(connection)
    return done


def _deliver_next(connection: Any, *, newest: bool = False) -> Outcome | None:
    """One mail; None when nothing is due that nobody else has in hand."""
    with transaction.atomic():
        due = Message.objects.due().select_related(*NEEDED)
        due = due.reverse() if newest else due
        message = due.select_for_update(skip_locked=True, of=("self",)).first()
        if message is None:
            return None
        if moot := why_not(message):
            return _close(message, f"moot: {moot}", Outcome.MOOT)
        try:
            with transaction.atomic():
                mail = compose(message)
            _call(connection)
            connection.send_messages([mail])
        except Outage:
            raise
        except Exception as problem:  # whatever one mail is broken by, the next one is sent
            _hang_up(connection)
            return _failed(message, problem)
        message.sent_at, message.trouble = timezone.now(), ""
        message.save(update_fields=["sent_at", "trouble"])
        return Outcome.SENT


def _call(connection: Any) -> None:
    try:
        connection.open()
    except OSError as problem:  # which smtplib's errors are, too
        raise Outage(_in_short(problem)) from problem


def _hang_up(connection: Any) -> None:
    with suppress(OSError):  # all mails are sent or not by now: nothing is lost by a bad goodbye
        connection.close()


def _failed(message: Message, problem: Exception) -> Outcome:
    message.tries += 1
    # Neither an address nor words of a mail: an error's own text may hold both.
    where = traceback.extract_tb(problem.__traceback__)[-1]
    log.warning(
        "Mail %s, try %s: %s (%s:%s)",
        *(message.pk, message.tries, _in_short(problem), where.filename, where.lineno),
    )
    if message.tries >= MOST_TRIES or is_refused(problem):
        return _close(message, _in_short(problem), Outcome.FAILED)
    message.due_at = timezone.now() + pause(message.tries)
    message.trouble = _in_short(problem)
    message.save(update_fields=["tries", "due_at", "trouble"])
    return Outcome.FAILED


def _close(message: Message, trouble: str, outcome: Outcome) -> Outcome:
    message.given_up_at, message.trouble = timezone.now(), trouble[:200]
    message.save(update_fields=["tries", "given_up_at", "trouble"])
    return outcome


def pause(tries: int) -> timedelta:
    """Before the next try: a minute, then four times as long as before, six hours at most."""
    return min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE)


def is_refused(problem: Exception) -> bool:
    """Whether the server said of this mail, or of its reader, that it never will be taken."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            return all(500 <= code < 600 for code, _text in problem.recipients.values())
        case smtplib.SMTPDataError():
            return 500 <= problem.smtp_code < 600
    return isinstance(problem, smtplib.SMTPNotSupportedError)


def _in_short(problem: Exception) -> str:
    """Which error, and the server's code; no more, for its text may hold an address."""
    codes = []
    match problem:
        case smtplib.SMTPRecipientsRefused():
            codes = sorted({code for code, _text in problem.recipients.values()})
        case smtplib.SMTPResponseException():
            codes = [problem.smtp_code]
        case OSError() if problem.errno:
            codes = [problem.errno]
    return " ".join([type(problem).__name__, *map(str, codes)])


# What no longer makes sense is not sent


def why_not(message: Message) -> Moot | None:
    """Why this mail would be wrong by now; None where it is right."""
    attendee = message.attendee
    if attendee.forgotten_at:
        return Moot.FORGOTTEN
    if not attendee.email:
        return Moot.NO_ADDRESS
    if message.kind in NEWS and not attendee.wants_news:
        return Moot.UNWANTED
    if message.kind == MessageKind.CANCELLED:
        return None if attendee.is_cancelled else Moot.NOT_CANCELLED
    if attendee.is_cancelled:
        return Moot.CANCELLED
    if message.kind == MessageKind.LETTER:
        return None  # an organizer may write when it is over, or when it was called off
    return _why_not_of_event(message.kind, attendee.event) or _why_not_of_kind(message)


def _why_not_of_event(kind: str, event: Event) -> Moot | None:
    if kind != MessageKind.THANK_YOU and event.is_over:
        return Moot.OVER
    if kind == MessageKind.EVENT_CANCELLED:
        return None if event.status == EventStatus.CANCELLED else Moot.EVENT_ON
    if event.publication != Publication.PUBLIC:
        return Moot.EVENT_HIDDEN
    return Moot.EVENT_CANCELLED if event.status == EventStatus.CANCELLED else None


def _why_not_of_kind(message: Message) -> Moot | None:
    attendee, event = message.attendee, message.attendee.event
    has_place = attendee.status == AttendeeStatus.ATTENDING
    match message.kind:
        case MessageKind.PROMOTED if not has_place:
            return Moot.NO_PLACE
        case MessageKind.EVENT_CHANGED if message.before == as_it_is(event):
            return Moot.UNCHANGED
        case MessageKind.REMINDER:
            return _why_no_reminder(message, event, has_place=has_place)
        case MessageKind.THANK_YOU if not attendee.present_at:
            return Moot.NOT_PRESENT
        case MessageKind.THANK_YOU if not event.thank_you:
            return Moot.SWITCHED_OFF
    return None


def _why_no_reminder(message: Message, event: Event, *, has_place: bool) -> Moot | None:
    if not has_place:
        return Moot.NO_PLACE
    if not event.reminder:
        return Moot.SWITCHED_OFF
    if event.status == EventStatus.POSTPONED:
        return Moot.POSTPONED
    if message.day != event.start_date:
        return Moot.OTHER_DAY
    return Moot.OVER if has_begun(event) else None
