"""The door on a full evening: phones that were without signal send what they have marked.

Every mark is sent twice, in any order, by several phones at once; afterwards all must be there.
"""

import gzip
import json
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection

from events.models import Attendee, Event, Mark, Seats
from nightout.accounts.models import User
from tests.benchmarks import serving
from tests.benchmarks.crowd import SECRET
from tests.benchmarks.files import sign_in
from tests.benchmarks.filling import say
from tests.benchmarks.plan import Plan
from tests.benchmarks.registry import COORDINATOR
from tests.benchmarks.serving import PATIENCE, Site
from tests.benchmarks.table import Row, figure

PARTIES, PHONES = 2000, 4
IN_A_BATCH = 50  # as many as the page sends at once


def measure(plan: Plan) -> list[Row]:
    say(f"the door, {PARTIES:,} parties")
    with serving.serve(plan.largest, plan.pages, **plan.environment) as site:
        event = crowded_event()
        cookie = f"{sign_in(COORDINATOR)}; csrftoken={SECRET}"
        path = f"/organize/events/{event.slug}/door/"
        began = time.monotonic()
        roster = site.get(f"{path}roster.json", cookie)
        opened = time.monotonic() - began
        marks = taps(json.loads(roster)["rows"])
        began = time.monotonic()
        refused = send_all(site, f"{path}sync.json", cookie, marks)
        took = time.monotonic() - began
        check(event, marks, refused)
    packed = len(gzip.compress(roster, 6)) / 1024
    return [
        Row(
            "door",
            f"the list of {PARTIES:,} parties, once",
            "–",
            f"{figure(opened)} s, {figure(packed)} KB packed",
            *("–", "", "–"),
        ),
        Row(
            "door",
            f"{len(marks):,} marks, each sent twice by {PHONES} phones at once, in any order",
            "–",
            f"{figure(2 * len(marks) / took)} marks a second, none lost",
            *("–", "8: nothing lost", "–"),
        ),
    ]


def crowded_event() -> Event:
    event = Event.objects.public().upcoming().filter(status="scheduled").in_order()[1]
    event.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Guest {n}", adults=1 + n % 3, children=n % 4)
        for n in range(PARTIES)
    )
    return event


def taps(parties: list[dict]) -> list[dict]:
    """Everyone comes; one in ten is corrected to one adult, one in twenty taken back."""
    chance, seen = random.Random(2018), datetime.now(UTC) - timedelta(hours=2)
    marks = []
    for n, party in enumerate(parties):
        mark = tap(party, seen, adults=party["adults"], children=party["children"])
        marks.append(mark)
        if n % 10 == 0:
            marks.append(tap(party, seen + timedelta(minutes=1), adults=1, children=0))
        if n % 20 == 7:
            taken_back = {"adults": 0, "children": 0, "undoes": mark["key"]}
            marks.append(tap(party, seen + timedelta(minutes=2), **taken_back))
    chance.shuffle(marks)
    return marks


def tap(party: dict, at: datetime, **told: object) -> dict:
    return {"key": str(uuid.uuid4()), "attendee": party["pk"], "at": at.isoformat(), **told}


def send_all(site: Site, path: str, cookie: str, marks: list[dict]) -> list[dict]:
    """The answers that refuse a mark."""
    batches = [marks[n : n + IN_A_BATCH] for n in range(0, len(marks), IN_A_BATCH)] * 2
    random.Random(7).shuffle(batches)
    user = User.objects.get(email=COORDINATOR).pk
    with ThreadPoolExecutor(PHONES) as phones:
        answered = list(phones.map(lambda batch: send(site, path, cookie, user, batch), batches))
    return [answer for answers in answered for answer in answers if "refused" in answer]


def send(site: Site, path: str, cookie: str, user: int, batch: list[dict]) -> list[dict]:
    body = json.dumps({"marks": batch, "since": "", "user": user})
    headers = {"Cookie": cookie, "X-CSRFToken": SECRET, "Content-Type": "application/json"}
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)) as asked:
        asked.request("POST", path, body, headers)
        answer = asked.getresponse()
        told = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"The door answers {answer.status}: {told[:300]!r}")
    return json.loads(told)["answers"]


def check(event: Event, marks: list[dict], refused: list[dict]) -> None:
    """What the marks say, counted by hand, is what the database says."""
    undone = {mark.get("undoes") for mark in marks}
    latest: dict[int, dict] = {}
    for mark in sorted(marks, key=lambda mark: mark["at"]):
        if "undoes" not in mark and mark["key"] not in undone:
            latest[mark["attendee"]] = mark
    people = sum(mark["adults"] + mark["children"] for mark in latest.values())
    seats, kept = Seats.objects.get(pk=event.pk), Mark.objects.filter(attendee__event=event).count()
    if refused or kept != len(marks) or seats.present != people:
        raise RuntimeError(
            f"{len(refused)} refused, {kept} of {len(marks)} marks, {seats.present} of {people}"
        )
