"""A name left wherever one can be left, and a search for it in the whole database."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone

from events.models import Attendee, Event, Letter, Mark, Message, MessageKind, Photo, Report, Seats
from events.notifications import post
from events.presence import check_in
from tests import factories as make

CANARY = "Canarybird"
KEY = uuid.UUID("cafecafe-cafe-4afe-8afe-cafecafecafe")
TRACES = [CANARY.lower(), CANARY.encode().hex(), str(KEY)]

AttendeeVersion = apps.get_model("events", "AttendeeHistory")


def days_ago(days: int) -> date:
    return timezone.now().astimezone(ZoneInfo("America/New_York")).date() - timedelta(days=days)


def make_past(*, days: int = 91, **fields) -> Event:
    return make.make_event(start_date=days_ago(days), **fields)


def make_canary(event: Event, **fields) -> Attendee:
    """Somebody who left their name wherever one can be left."""
    question = make.make_question(event=event)
    return make.make_attendee(
        event=event,
        **{
            "name": f"Ana {CANARY}",
            "email": f"{CANARY}.{next(make.number)}@example.org",
            "phone": f"305-555-0142 {CANARY}",
            "access_needs": f"{CANARY} needs a chair",
            "note": f"{CANARY} comes late",
            "answers": {str(question.pk): f"{CANARY}'s pie"},
            **fields,
        },
    )


def make_night(event: Event) -> None:
    """All that else can name somebody, with earlier versions of it."""
    staff = make.make_coordinator()
    ana = make_canary(event, form_key=KEY, adults=2, children=3)
    ana.note = f"{CANARY} comes early"
    ana.save()
    check_in(attendee=ana, adults=1, children=2, by=staff)
    make_canary(event, status="cancelled", adults=4)
    make_canary(event, status="waitlisted", adults=3)
    make_canary(event).delete()
    letter = Letter.objects.create(event=event, subject=CANARY, text=f"Hi {CANARY}!", by=staff)
    post(letter, [ana])
    Message.objects.filter(letter=letter).update(sent_at=timezone.now(), trouble=f"550 {CANARY}")
    refused = {"given_up_at": timezone.now(), "trouble": f"550 {CANARY}: no such mailbox"}
    Message.objects.create(attendee=ana, kind=MessageKind.REMINDER, **refused)
    Message.objects.create(attendee=ana, kind=MessageKind.THANK_YOU)
    report = Report.objects.create(
        event=event, held=True, visits=CANARY, notes=CANARY, written_by=staff
    )
    report.notes = f"{CANARY} brought the cake"
    report.save()
    Photo.objects.create(
        event=event,
        jpeg=b"\xff\xd8" + CANARY.encode(),
        width=1,
        height=1,
        caption=CANARY,
        added_by=staff,
    )


def traces(of: Iterable[str] = TRACES) -> dict[str, int]:
    """In which tables of the database the canary is found, and in how many rows."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS r WHERE lower(r::text) LIKE ANY (%s)',
                [[f"%{trace}%" for trace in of]],
            )
            (rows,) = cursor.fetchone()
            if rows:
                found[table] = rows
    return found


def numbers() -> dict[str, object]:
    """Every count that is made of people, by event."""
    sums = Attendee.objects.values("event", "status", "came_from").annotate(
        Count("pk"), *map(Sum, ("adults", "children", "adults_present", "children_present"))
    )
    moments = ("registered_at", "waiting_since", "cancelled_at", "present_at", "present_by")
    versions = AttendeeVersion.objects.exclude(forgotten_at__isnull=False)
    return {
        "sums": list(sums.order_by("event", "status", "came_from")),
        "seats": list(Seats.objects.order_by("pk").values()),
        "rows": list(Attendee.objects.order_by("pk").values_list("pk", "language", *moments)),
        "present": Attendee.objects.present().count(),
        "attending": Attendee.objects.attending().people(),
        "versions": list(
            versions.order_by("pgh_id").values_list("pgh_id", "pgh_label", "adults", *moments)
        ),
        "marks": Mark.objects.count(),
        "sent": Message.objects.filter(sent_at__isnull=False).count(),
        "letters": Letter.objects.count(),
        "reports": list(Report.objects.values_list("held", "estimate", "how")),
    }
