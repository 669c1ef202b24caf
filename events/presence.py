"""Who is there: marks are kept, and presence is what they say together.

It is the latest mark that nobody took back: whatever order marks come in, and however often, it
comes out the same. Who was seen by anybody is there.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attendance import give_place, same_mailbox, seats_in_line
from events.models import Attendee, Event, Mark
from nightout.accounts.models import User

COUNTED = [
    *("adults_present", "children_present", "present_at", "present_by"),
    *("status", "waiting_since", "cancelled_at", "email"),
]


def check_in(
    *,
    attendee: Attendee,
    adults: int,
    children: int,
    by: User,
    at: datetime | None = None,
    key: uuid.UUID | None = None,
) -> Mark:
    """So many of the party are there. The same key twice is one mark.

    `at` is when it was seen, by the phone's clock; later than now it is now.
    """
    mark = Mark(attendee=attendee, adults=adults, children=children, by=by, at=at)
    return _note_one(attendee, mark, key)


def take_back(
    *,
    attendee: Attendee,
    undoes: uuid.UUID,
    by: User,
    at: datetime | None = None,
    key: uuid.UUID | None = None,
) -> Mark:
    """Undo one mark. What others have marked stays."""
    mark = Mark(attendee=attendee, adults=0, children=0, undoes=undoes, by=by, at=at)
    return _note_one(attendee, mark, key)


@transaction.atomic
def note(*, event: Event | int, marks: list[Mark]) -> list[Mark]:
    """Keep each mark once and count who is there; however many they are, it takes a few queries.

    Raises ValidationError ("mark"), with nothing kept, where a key is of somebody else's mark.
    """
    seats_in_line(event)
    now = timezone.now()
    for mark in marks:
        mark.at = min(mark.at or now, now)
    Mark.objects.bulk_create(marks, ignore_conflicts=True)
    kept = Mark.objects.in_bulk([mark.key for mark in marks])
    if any(kept[mark.key].attendee_id != mark.attendee_id for mark in marks):
        raise ValidationError(_("This mark is of somebody else."), code="mark")
    _count({mark.attendee_id for mark in marks})
    return [kept[mark.key] for mark in marks]


@transaction.atomic
def take_back_batch(*, event: Event, batch: uuid.UUID, by: User) -> int:
    """Undo all that was marked in one go; says how many rows that were."""
    seats_in_line(event)
    live = standing(event).filter(batch=batch)
    marks = [
        Mark(attendee_id=mark.attendee_id, adults=0, children=0, undoes=mark.key, by=by, at=None)
        for mark in live
    ]
    return len(note(event=event, marks=marks)) if marks else 0


def standing(event: Event) -> QuerySet[Mark]:
    """Marks of presence that nobody has taken back."""
    of_event = Mark.objects.filter(attendee__event=event)
    undone = of_event.filter(undoes__isnull=False).values("undoes")
    return of_event.filter(undoes__isnull=True).exclude(key__in=undone)


def _note_one(attendee: Attendee, mark: Mark, key: uuid.UUID | None) -> Mark:
    mark.key = key or mark.key
    (kept,) = note(event=attendee.event_id, marks=[mark])
    attendee.refresh_from_db()
    return kept


def _count(pks: Iterable[int]) -> None:
    """Write into the attendees what their marks say together."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(attendee__in=pks).order_by("at", "key"):
        marks[mark.attendee_id].append(mark)
    attendees = list(Attendee.objects.filter(pk__in=pks))
    for attendee in attendees:
        _count_one(attendee, marks[attendee.pk])
    Attendee.objects.bulk_update(attendees, COUNTED)


def _count_one(attendee: Attendee, marks: list[Mark]) -> None:
    undone = {mark.undoes for mark in marks if mark.undoes}
    live = [mark for mark in marks if not mark.undoes and mark.key not in undone]
    if not live:
        attendee.adults_present = attendee.children_present = 0
        attendee.present_at = attendee.present_by_id = None
        return
    last = live[-1]
    attendee.adults_present, attendee.children_present = last.adults, last.children
    attendee.present_at, attendee.present_by_id = last.at, last.by_id
    if attendee.is_cancelled and same_mailbox(attendee.event, attendee.email, but=attendee):
        attendee.email = ""  # it stays with whoever registered with it again
    give_place(attendee)
