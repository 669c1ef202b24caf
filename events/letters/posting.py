"""Letters of an organizer to everyone of their event: who gets one, and how many may be sent."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from events import notifications
from events.lists.columns import audit
from events.models import Audience, Event, Letter
from events.models.attendee import AttendeeQuerySet
from nightout.accounts.limits import within_limit
from nightout.accounts.models import User
from nightout.audit.models import Verb

DAY = timedelta(days=1)
MOST_FOR_AN_EVENT = 3  # letters a day
MOST_BY_A_PERSON = 10  # letters a day, for all of their events
SENT_TWICE = timedelta(minutes=10)  # the same letter again within this time is one sent twice

REACHED = Q(forgotten_at__isnull=True, wants_news=True) & ~Q(email="")


def audience_of(event: Event, audience: str) -> AttendeeQuerySet:
    people = event.attendees.order_by()
    if audience == Audience.ATTENDING:
        return people.attending()
    if audience == Audience.WAITLISTED:
        return people.in_line()
    return people.not_cancelled()


def reach(letter: Letter) -> dict[str, int]:
    """How many mails it would be by now, and for how many people; who gets none, and why."""
    known = Q(forgotten_at__isnull=True)
    return audience_of(letter.event, letter.audience).aggregate(
        mails=Count("pk", filter=REACHED),
        people=Sum(F("adults") + F("children"), filter=REACHED, default=0),
        without_address=Count("pk", filter=known & Q(email="")),
        unwilling=Count("pk", filter=known & Q(wants_news=False) & ~Q(email="")),
        forgotten=Count("pk", filter=~known),
    )


def send(letter: Letter, *, by: User) -> int:
    """Keep the letter, and its mails in the outbox; says how many mails that makes.

    Raises ValidationError, in words fit for a page: `sent_already`, `too_many`, `nobody`. Then
    nothing is kept, and the try does not count.
    """
    with transaction.atomic():
        # Of two at once the second comes after the first, and finds its letter.
        event = Event.objects.select_for_update(no_key=True).get(pk=letter.event_id)
        _check_sent_already(letter)
        _check_limits(event, by)
        letter.by = by
        letter.save(force_insert=True)
        readers = audience_of(event, letter.audience).filter(REACHED)
        number = notifications.post(letter, readers.only("email", "wants_news"))
        if not number:
            raise ValidationError(_("Nobody would get this letter."), code="nobody")
        audit(by, event, Verb.EXPORT, f"letter to attendees of {event.slug}", number)
    return number


def _check_sent_already(letter: Letter) -> None:
    same = {name: getattr(letter, name) for name in ("audience", "subject", "text")}
    lately = letter.event.letters.filter(at__gte=timezone.now() - SENT_TWICE)
    if lately.filter(**same).exists():
        text = _("This letter has been sent already, a few minutes ago. It was not sent again.")
        raise ValidationError(text, code="sent_already")


def _check_limits(event: Event, by: User) -> None:
    if not within_limit("letter-event", str(event.pk), most=MOST_FOR_AN_EVENT, window=DAY):
        text = _(
            "Nothing was sent: %(most)d letters a day can be sent for an event, and that many "
            "were. Your text is kept below. Copy it, and send it tomorrow."
        )
        raise ValidationError(text % {"most": MOST_FOR_AN_EVENT}, code="too_many")
    if not within_limit("letter-person", str(by.pk), most=MOST_BY_A_PERSON, window=DAY):
        text = _(
            "Nothing was sent: you can send %(most)d letters a day, and have sent that many. "
            "Your text is kept below. Copy it, and send it tomorrow."
        )
        raise ValidationError(text % {"most": MOST_BY_A_PERSON}, code="too_many")
