"""The list that a phone at the door holds: the least that finds a party and lets it in.

It goes out whole once, and afterwards only what has changed since (`cursor`). No e-mail address, no
phone number and no answer leaves with it; access needs and notes do, since they help at the door.
"""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import connection
from django.db.models import IntegerField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from events.door.marks import called, milliseconds
from events.models import Attendee, CameFrom, Event
from events.models.attendee import AttendeeQuerySet
from events.presence import standing
from events.tokens import signature
from nightout.accounts.models import User

SALT = "events.door.roster"
CURSOR_LASTS = timedelta(hours=12)  # as long as a session: then the list is read anew, and noted
SHORT = 4  # letters of a token's signature that tell it from an invented one without signal
COLUMNS = (  # with the event, which Django would otherwise ask for once more for each row
    *("event", "name", "sort_name", "email", "adults", "children", "status", "came_from"),
    *("form_key", "access_needs", "note", "adults_present", "children_present", "present_at"),
    *("present_by", "present_by__name", "present_by__email"),
)
ALWAYS = ("adults", "children", "by")  # also where they are nothing


def roster(*, event: Event, user: User, since: str = "") -> dict[str, Any]:
    """What a phone of this person must know; without a good `since` it is everything."""
    reached = _read_cursor(since, event, user)
    people = event.attendees.remembered()
    # Before the rows: what changes between the two statements is told twice, never left out.
    cursor = _oldest_unfinished()
    if reached is not None and reached > cursor:
        reached = None  # the database was restored from an older copy
    changed = people if reached is None else changed_since(people, reached)
    rows = list(changed.by_surname().select_related("present_by").only(*COLUMNS))
    mine = _marks_of(user, event, rows if reached is not None else None)
    return {
        "whole": reached is None,
        "cursor": _write_cursor(cursor, event, user),
        "now": milliseconds(timezone.now()),
        "until": milliseconds(kept_until(event)),
        "count": people.count(),
        "rows": [_row(attendee, user, mine.get(attendee.pk, [])) for attendee in rows],
    }


def kept_until(event: Event) -> datetime:
    """A day after the event is over, phones forget its list."""
    midnight = datetime.combine(event.end_date + timedelta(days=2), time())
    return midnight.replace(tzinfo=ZoneInfo(event.city.time_zone))


def changed_since(people: AttendeeQuerySet, transaction: int) -> AttendeeQuerySet:
    """Rows written by this transaction or by a later one, whoever wrote them.

    Postgres keeps with each row which transaction wrote it. Times and numbers of rows would leave
    out what a slow transaction writes, whose time is older than when it shows. While one lasts
    anywhere in this Postgres, what has changed since it began is told again each time.
    """
    age = RawSQL("age(events_attendee.xmin)", [], output_field=IntegerField())
    since = RawSQL("age((%s)::xid8::xid)", [str(transaction)], output_field=IntegerField())
    return people.annotate(age=age).filter(age__lte=since)


def _oldest_unfinished() -> int:
    """Every transaction before this one is finished, and all that it wrote is seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def _write_cursor(transaction: int, event: Event, user: User) -> str:
    return signing.dumps([transaction, event.pk, user.pk], salt=SALT)


def _read_cursor(text: str, event: Event, user: User) -> int | None:
    """Signed, so that nobody reads the whole list as a change of it, which is not noted."""
    try:
        transaction, *whose = signing.loads(text, salt=SALT, max_age=CURSOR_LASTS)
    except signing.BadSignature:
        return None
    return transaction if whose == [event.pk, user.pk] else None


def is_cursor(text: str, event: Event, user: User) -> bool:
    return _read_cursor(text, event, user) is not None


def _marks_of(user: User, event: Event, rows: list[Attendee] | None) -> dict[int, list[str]]:
    """The keys by which this person can take marks back, on this phone or on another."""
    marks = standing(event).filter(by=user)
    if rows is not None:
        marks = marks.filter(attendee__in=rows)
    found: dict[int, list[str]] = {}
    for attendee, key in marks.values_list("attendee", "key"):
        found.setdefault(attendee, []).append(str(key))
    return found


def _row(attendee: Attendee, user: User, mine: list[str]) -> dict[str, Any]:
    """What is empty is left out: two thousand parties come over one bar of signal."""
    walked_in = attendee.came_from == CameFrom.WALK_IN and attendee.form_key
    row = {
        "pk": attendee.pk,
        "name": attendee.name,
        "key": attendee.sort_name,
        "adults": attendee.adults,
        "children": attendee.children,
        "status": "" if attendee.status == "attending" else attendee.status,
        "needs": attendee.access_needs,
        "note": attendee.note,
        "party": str(attendee.form_key) if walked_in else "",
        "code": short_signatures(attendee),
        "mine": mine,
    }
    if attendee.present_at:
        row |= {
            "adultsHere": attendee.adults_present,
            "childrenHere": attendee.children_present,
            "at": milliseconds(attendee.present_at),
            "by": "" if attendee.present_by_id == user.pk else called(attendee.present_by),
        }
    return {name: value for name, value in row.items() if value or name in ALWAYS}


def short_signatures(attendee: Attendee) -> str:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return " ".join(signature(attendee, key)[-SHORT:] for key in keys)
