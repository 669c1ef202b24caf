"""What becomes of a form that was sent.

Nothing that the page answers tells whether an e-mail address has registered before: that is told by
mail alone.
"""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.attendance import Party, cancel, change, register, seats_in_line
from events.forgetting import forget
from events.models import (
    Attendee,
    CameFrom,
    Event,
    EventStatus,
    MessageKind,
    Seats,
)
from events.notifications import tell
from events.rsvp.forms import RegistrationForm
from nightout.accounts.limits import within_limit

# An office, a library or a whole mobile network may stand behind one address.
MOST_FROM_AN_ADDRESS, IN_MINUTES = 60, timedelta(minutes=10)
# Nobody's mailbox is to be filled by others through us.
MOST_MAILS, IN_AN_HOUR = 5, timedelta(hours=1)


def take(*, form: RegistrationForm, key: uuid.UUID) -> Attendee:
    """Register who sent the form, or correct what the same form has registered before.

    Whose mailbox is registered already is told so by mail, and comes back as found: a page must
    show nothing of it. So what is refused is refused before anybody looks for that address.
    Raises ValidationError as the verbs do.
    """
    event, party = form.event, form.party(language=get_language())
    obstacle = _obstacle(event, party)
    corrects = obstacle and event.attendees.filter(form_key=key).exists()
    if obstacle and not (corrects and is_to_come(event)):
        raise obstacle
    made = register(
        event=event, party=party, came_from=CameFrom.PUBLIC_FORM, form_key=key, consented=True
    )
    if not made.is_new and made.attendee.form_key == key:
        _correct(form, made.attendee)
    return made.attendee


def _correct(form: RegistrationForm, sent: Attendee) -> None:
    party = form.party(language=get_language(), answers_before=sent.answers)
    try:
        change(attendee=sent, party=party)
    except ValidationError as refused:
        about = getattr(refused, "error_dict", {}).get("email", [])
        if not any(error.code == "address" for error in about):
            raise
        # That address has a registration of its own. It is told there, and here nothing of it.
        others = form.event.attendees.not_cancelled().exclude(pk=sent.pk)
        for other in others.filter(email__iexact=party.email)[:1]:
            tell(other, MessageKind.AGAIN)


def _obstacle(event: Event, party: Party) -> ValidationError | None:
    """Why the event takes no new party like this now."""
    if not event.takes_registrations:
        return ValidationError(_("Registration is not open now."), code="closed")
    if event.waiting_list:
        return None
    seats = Seats.objects.get(pk=event.pk)
    if seats.fits(party.people):
        return None
    if not seats.left:
        return ValidationError(_("All places are taken."), code="full")
    text = ngettext("Only %(left)d place is left.", "Only %(left)d places are left.", seats.left)
    return ValidationError(text % {"left": seats.left}, code="full")


def may_change(attendee: Attendee) -> bool:
    """As long as it makes a difference to anybody."""
    return is_to_come(attendee.event) and not attendee.is_cancelled


def is_to_come(event: Event) -> bool:
    return not event.is_over and event.status != EventStatus.CANCELLED


@transaction.atomic
def erase_registration(*, attendee: Attendee) -> None:
    """Forget them now. Who was to come gives the places back; who is there stays counted."""
    seats_in_line(attendee.event_id)
    attendee.refresh_from_db()
    if may_change(attendee) and not attendee.present_at:
        cancel(attendee=attendee)
    forget(attendee=attendee)


# Limits


def check_limits(*, event: Event, client: str, email: str) -> None:
    """Raises ValidationError ("too_many") for who registers more often than people do."""
    who = f"{event.pk} {client}"
    if not within_limit("rsvp-from", who, most=MOST_FROM_AN_ADDRESS, window=IN_MINUTES):
        text = _("Many people have registered from where you are. Please wait ten minutes.")
        raise ValidationError(text, code="too_many")
    check_mails(email)


def check_mails(email: str) -> None:
    if email and not within_limit("rsvp-mail", email, most=MOST_MAILS, window=IN_AN_HOUR):
        text = _("This address was used very often. Please wait an hour, then try again.")
        raise ValidationError({"email": ValidationError(text, code="too_many")})
