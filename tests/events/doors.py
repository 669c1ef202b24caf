"""Somebody at the door, with a phone."""

import uuid

from django.test import Client
from django.utils import timezone

from events.models import Attendee
from nightout.agencies.models import Role
from tests.factories import make_member

DOOR = "/organize/events/night-out/door/"
ROSTER, SYNC = DOOR + "roster.json", DOOR + "sync.json"
NOBODY = (0, 0, None)


def organizer_of(event, name: str):
    user = make_member(agency=event.agencies.get(), role=Role.ORGANIZER, name=name)
    event.organizers.add(user)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_mark(attendee: Attendee | None = None, adults: int = 1, children: int = 0, **told) -> dict:
    mark = {
        "key": str(uuid.uuid4()),
        "adults": adults,
        "children": children,
        "at": timezone.now().isoformat(),
    }
    if attendee:
        mark["attendee"] = attendee.pk
    return {**mark, **told}


def send(user, *marks: dict, since: str = "", path: str = SYNC):
    body = {"marks": marks, "since": since, "user": user.pk}
    return signed_in(user).post(path, body, content_type="application/json")


def answers(user, *marks: dict) -> list[dict]:
    return send(user, *marks).json()["answers"]


def roster(user, since: str = "") -> dict:
    return signed_in(user).get(ROSTER, {"since": since}).json()


def here(attendee: Attendee) -> tuple:
    attendee.refresh_from_db()
    return attendee.adults_present, attendee.children_present, attendee.present_by


def a_walk_in(adults: int = 2, children: int = 1, **told) -> dict:
    return a_mark(None, adults, children, **{"party": str(uuid.uuid4()), "name": "", **told})


def form_of(attendee: Attendee, **told) -> dict:
    return {
        "attendee": attendee.pk,
        "adults": attendee.adults,
        "children": attendee.children,
        "key": str(uuid.uuid4()),
        **told,
    }
