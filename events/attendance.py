"""Who has a place: register, change, cancel, wait, promote. Who is there stands in presence.

Every verb waits in line for the event's row of Seats, so that of two for the last place one comes
second. What a seat is freed by does not matter: `promote` gives it to the next.

The rules, as residents and organizers may read them:
- Places are for people, children included. Who does not fit as a whole party waits as a whole.
- First come, first served, among those whose party fits: where two places are free, a couple gets
  them though a family of five has waited longer. The family keeps its place in line.
- Who has a place keeps it: a party that grows beyond what is free keeps its places as they were.
- Who stands at the door is there. Walk-ins, and who waits or had cancelled and comes all the same,
  count as attending even where that makes more people than places.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from psycopg2.extras import Json

from events.models import (
    Attendee,
    AttendeeStatus,
    CameFrom,
    Event,
    EventStatus,
    MessageKind,
    Seats,
)
from events.notifications import as_last_announced, tell, tell_all, tell_of_changes


@dataclass(frozen=True, kw_only=True)
class Party:
    """What a form says about who comes."""

    name: str
    adults: int
    children: int = 0
    email: str = ""
    phone: str = ""
    language: str = "en"
    access_needs: str = ""
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True)
class Registered:
    attendee: Attendee
    is_new: bool


def seats_in_line(event: Event | int) -> Seats:
    """The event's seats, for us alone until the transaction ends."""
    pk = event if isinstance(event, int) else event.pk
    return Seats.objects.select_for_update(no_key=True).get(pk=pk)


# One statement, so that the line for one event moves as fast as the disk lets it: the row of the
# seats is locked, and read as it is by then; a place or one in line is taken, unless the form was
# sent before or the mailbox is registered; the mail is written. Triggers count the seats.
TAKE_SEATS = """
WITH seats AS (
    SELECT capacity, attending,
        %(always)s OR capacity IS NULL OR attending + %(adults)s + %(children)s <= capacity AS fits
    FROM events_seats WHERE event_id = %(event)s FOR NO KEY UPDATE
), made AS (
    INSERT INTO events_attendee (
        event_id, name, email, phone, language, adults, children, status, waiting_since,
        came_from, access_needs, answers, note, wants_news, consented_at, form_key, registered_at,
        adults_present, children_present
    )
    SELECT %(event)s, %(name)s, %(email)s, %(phone)s, %(language)s, %(adults)s, %(children)s,
        CASE WHEN fits THEN 'attending' ELSE 'waitlisted' END,
        CASE WHEN fits THEN NULL ELSE clock_timestamp() END,
        %(came_from)s, %(access_needs)s, %(answers)s, '', true, %(consented_at)s, %(form_key)s,
        clock_timestamp(), 0, 0
    FROM seats WHERE fits OR %(waiting_list)s
    ON CONFLICT DO NOTHING
    RETURNING id, status, waiting_since, registered_at
), told AS (
    INSERT INTO events_message (attendee_id, kind, created_at, due_at, tries, trouble)
    SELECT id, 'confirmation', now(), now(), 0, '' FROM made WHERE %(email)s <> ''
)
SELECT id, status, waiting_since, registered_at FROM made
"""


TRIES = 3  # what stood in the way may be gone when it is looked at


def register(
    *,
    event: Event,
    party: Party,
    came_from: CameFrom,
    form_key: uuid.UUID | None = None,
    consented: bool = False,
) -> Registered:
    """A place, or one in line. The same form, or the same mailbox, registers once.

    An e-mail address that is registered already is told so by mail, and its row comes back as not
    new: whoever asked must be shown nothing of it. Raises ValidationError where the event takes
    nobody now ("closed"), or where it is full and keeps no waiting list ("full").
    """
    if came_from == CameFrom.PUBLIC_FORM and not event.takes_registrations:
        known = _sent_before(event, form_key)
        if known:
            return Registered(known, is_new=False)
        raise ValidationError(_("Registration is not open now."), code="closed")
    given = {
        **_columns(party),
        "came_from": came_from.value,
        "form_key": form_key,
        "consented_at": timezone.now() if consented else None,
    }
    also = {
        "event": event.pk,
        "always": came_from == CameFrom.WALK_IN,
        "waiting_list": event.waiting_list,
        "answers": Json(party.answers),
    }
    for _try in range(TRIES):
        if made := _take_seats(given | also):
            pk, status, waiting_since, registered_at = made
            moments = {"waiting_since": waiting_since, "registered_at": registered_at}
            attendee = Attendee(pk=pk, event=event, status=status, **given, **moments)
            attendee._state.adding = False
            return Registered(attendee, is_new=True)
        if known := _known(event, party, form_key):
            return Registered(known, is_new=False)
    raise RuntimeError("Neither a place was taken nor a registration found.")


def _take_seats(values: dict[str, Any]) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_SEATS, values)
        return cursor.fetchone()


def _known(event: Event, party: Party, form_key: uuid.UUID | None) -> Attendee | None:
    """Whose registration stood in the way; None where it was cancelled just now.

    Raises ValidationError ("full") where nothing but the seats did.
    """
    if sent := _sent_before(event, form_key):
        return sent
    known = same_mailbox(event, party.email)
    if known:
        tell(known, MessageKind.AGAIN)
    seats = Seats.objects.get(pk=event.pk)
    # Whoever is told "full" is told so whether they are registered or not.
    if event.waiting_list or seats.fits(party.people):
        return known
    raise ValidationError(_full(seats), code="full")


@transaction.atomic
def change(*, attendee: Attendee, party: Party) -> Attendee:
    """Other people, another address. Who waits keeps their place in line, who has a place keeps it.

    Raises ValidationError, with nothing changed, where a larger party does not fit ("full"), and
    where another registration of the event has that address ("address").
    """
    seats = seats_in_line(attendee.event_id)
    attendee = _fresh(attendee)
    if attendee.is_cancelled or attendee.forgotten_at:
        raise ValidationError(_("This registration is cancelled. Please register again."), "gone")
    grown = party.people - attendee.people
    if attendee.status == AttendeeStatus.ATTENDING and grown > 0 and not seats.fits(grown):
        raise ValidationError(_does_not_grow(seats, attendee), code="full")
    others = same_mailbox(attendee.event, party.email, but=attendee)
    if others:
        text = _("This address cannot be used here. Give another one, or ask the organizer.")
        raise ValidationError({"email": ValidationError(text, code="address")})
    before = {name: getattr(attendee, name) for name in _columns(party)}
    if before == _columns(party):
        return attendee
    for name, value in _columns(party).items():
        setattr(attendee, name, value)
    attendee.save()
    tell(attendee, MessageKind.CHANGED)
    promote(event=attendee.event)
    attendee.refresh_from_db()
    return attendee


@transaction.atomic
def cancel(*, attendee: Attendee) -> Attendee:
    """Their places go to the next in line. Twice is no error.

    Raises ValidationError for who is marked present ("present").
    """
    seats_in_line(attendee.event_id)
    attendee = _fresh(attendee)
    if attendee.is_cancelled:
        return attendee
    _check_absent(attendee)
    attendee.status = AttendeeStatus.CANCELLED
    attendee.waiting_since, attendee.cancelled_at = None, timezone.now()
    attendee.save()
    tell(attendee, MessageKind.CANCELLED)
    promote(event=attendee.event)
    return attendee


@transaction.atomic
def admit(*, attendee: Attendee) -> Attendee:
    """A place for who waits or had cancelled, out of turn: staff decide, and there must be room.

    Raises ValidationError where the party does not fit ("full"), and where the same address has
    registered again since ("address").
    """
    seats = seats_in_line(attendee.event_id)
    attendee = _fresh(attendee)
    if attendee.status == AttendeeStatus.ATTENDING:
        return attendee
    _check_mailbox(attendee)
    if not seats.fits(attendee.people):
        raise ValidationError(_full(seats), code="full")
    give_place(attendee)
    attendee.save()
    tell(attendee, MessageKind.PROMOTED)
    return attendee


@transaction.atomic
def put_in_line(*, attendee: Attendee) -> Attendee:
    """To the end of the waiting list; who waited before and fits gets the places.

    Raises ValidationError for who is marked present ("present"), and where the same address has
    registered again since ("address").
    """
    seats_in_line(attendee.event_id)
    attendee = _fresh(attendee)
    if attendee.is_waiting:
        return attendee
    _check_absent(attendee)
    _check_mailbox(attendee)
    attendee.status, attendee.cancelled_at = AttendeeStatus.WAITLISTED, None
    attendee.waiting_since = timezone.now()
    attendee.save()
    tell(attendee, MessageKind.CHANGED)
    promote(event=attendee.event, but=attendee)
    return attendee


@transaction.atomic
def promote(*, event: Event, but: Attendee | None = None) -> list[Attendee]:
    """The one way in which a free place is given to who waits; says who got one, in order.

    `but` goes on waiting for now: who was just put in line is not given the same place again.
    """
    seats = seats_in_line(event)
    event.refresh_from_db()
    if not seats.waiting or event.is_over or event.status == EventStatus.CANCELLED:
        return []
    left = seats.capacity - seats.attending if seats.capacity is not None else seats.waiting
    promoted = []
    for attendee in event.attendees.in_line().iterator(chunk_size=200) if left > 0 else ():
        if attendee.people <= left and attendee != but:
            left -= attendee.people
            promoted.append(attendee)
        if left <= 0:
            break
    for attendee in promoted:
        give_place(attendee)
    Attendee.objects.bulk_update(promoted, ["status", "waiting_since", "cancelled_at"], 500)
    tell_all(promoted, MessageKind.PROMOTED)
    return promoted


def promote_everywhere() -> int:
    """Whatever freed a place without telling us, as SQL by hand does, is made good."""
    waiting = Event.objects.upcoming().filter(seats__waiting__gt=0, seats__is_full=False)
    return sum(len(promote(event=event)) for event in waiting)


@contextmanager
def announcing_changes(events: Iterable[Event]) -> Iterator[None]:
    """Around whatever writes events: who has registered is told, and new places are given away."""
    pks = sorted(event.pk for event in events)
    with transaction.atomic():
        for pk in pks:
            seats_in_line(pk)
        events = Event.objects.filter(pk__in=pks)
        before = {event.pk: as_last_announced(event) for event in events}
        yield
        after = Event.objects.filter(pk__in=pks).select_related("city").order_by("pk")
        for event in after:
            tell_of_changes(event, before[event.pk])
            promote(event=event)


# What they share


def _fresh(attendee: Attendee) -> Attendee:
    """As it is now that nobody else can change it, on the object that the caller holds."""
    attendee.refresh_from_db()
    return attendee


def _columns(party: Party) -> dict[str, Any]:
    return {name: getattr(party, name) for name in party.__dataclass_fields__}


def _sent_before(event: Event, form_key: uuid.UUID | None) -> Attendee | None:
    if form_key is None:
        return None
    return Attendee.objects.filter(event=event, form_key=form_key).first()


def same_mailbox(event: Event, email: str, but: Attendee | None = None) -> Attendee | None:
    if not email:
        return None
    there = event.attendees.not_cancelled().filter(Exact(Lower("email"), Lower(Value(email))))
    return there.exclude(pk=but.pk).first() if but else there.first()


def _check_absent(attendee: Attendee) -> None:
    if attendee.present_at:
        text = _("%(name)s is marked as present. Take that back first.")
        raise ValidationError(text % {"name": attendee}, code="present")


def _check_mailbox(attendee: Attendee) -> None:
    """Who had cancelled may have registered anew since."""
    if same_mailbox(attendee.event, attendee.email, but=attendee):
        text = _("%(name)s has registered anew with the same address.")
        raise ValidationError(text % {"name": attendee}, code="address")


def give_place(attendee: Attendee) -> None:
    attendee.status = AttendeeStatus.ATTENDING
    attendee.waiting_since = attendee.cancelled_at = None


def _full(seats: Seats) -> str:
    if not seats.left:
        return _("All places are taken.")
    text = ngettext("Only %(left)d place is left.", "Only %(left)d places are left.", seats.left)
    return text % {"left": seats.left}


def _does_not_grow(seats: Seats, attendee: Attendee) -> str:
    kept = ngettext(
        "You keep your %(n)d place.", "You keep your %(n)d places.", attendee.people
    ) % {"n": attendee.people}
    return f"{_full(seats)} {kept}"
