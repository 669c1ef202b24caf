import gzip
import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from events.door.words import door_files
from events.models import Attendee, AttendeeStatus, Mark
from events.tokens import token
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.events.doors import (
    DOOR,
    ROSTER,
    SYNC,
    a_mark,
    form_of,
    here,
    roster,
    send,
    signed_in,
)
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_member,
    make_open_event,
    make_user,
)
from tests.readers import soup

pytestmark = pytest.mark.django_db

PAGES = [DOOR, ROSTER]


@pytest.fixture
def event():
    return make_open_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


# Who may


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_asked_to_sign_in(client: Client, event, path: str):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={path}"
    assert client.post(SYNC, {}, content_type="application/json").status_code == 302


def test_for_those_who_may_not_see_it_the_door_does_not_exist(event, bea):
    attendee = make_attendee(event=event)
    agency = event.agencies.get()
    others = [
        make_user(),
        make_user(is_staff=True),
        make_member(agency=agency, role=Role.ORGANIZER),  # of the agency, but not given this event
        make_member(agency=make_agency(), role=Role.ORGANIZER),
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    read = [signed_in(user).get(path).status_code for user in others for path in PAGES]
    sent = [send(user, a_mark(attendee)).status_code for user in others]
    typed = [signed_in(user).post(DOOR, form_of(attendee)).status_code for user in others]

    assert {*read, *sent, *typed} == {404}
    assert Mark.objects.count() == 0
    assert Entry.objects.count() == 0


def test_those_who_look_after_it_stand_at_the_door(event, bea):
    agency = event.agencies.get()
    insiders = [
        bea,
        make_member(agency=agency, role=Role.EDITOR),
        make_member(agency=agency, role=Role.MANAGER),
        make_coordinator(),
    ]

    read = [signed_in(user).get(path).status_code for user in insiders for path in PAGES]
    sent = [send(user).status_code for user in insiders]

    assert {*read, *sent} == {200}


def test_sync_asks_for_the_token_of_our_pages(event, bea):
    attendee = make_attendee(event=event)
    client = Client(enforce_csrf_checks=True)
    client.force_login(bea)
    body = {"marks": [a_mark(attendee)], "user": bea.pk}

    refused = client.post(SYNC, body, content_type="application/json")
    client.get(ROSTER)
    key = client.cookies["csrftoken"].value
    taken = client.post(SYNC, body, content_type="application/json", headers={"X-CSRFToken": key})

    assert (refused.status_code, taken.status_code) == (403, 200)
    assert here(attendee) == (1, 0, bea)


def test_marks_of_somebody_who_was_signed_in_before_wait_for_them(event, bea, carl):
    attendee = make_attendee(event=event)
    body = {"marks": [a_mark(attendee)], "user": bea.pk}

    response = signed_in(carl).post(SYNC, body, content_type="application/json")

    assert response.status_code == 409
    assert Mark.objects.count() == 0


# The list


def test_list_holds_what_a_door_needs_and_nothing_else(event, bea, carl):
    attendee = make_attendee(
        event=event,
        name="Ana Zúñiga",
        adults=2,
        children=3,
        email="ana@example.org",
        phone="305-555-0123",
        access_needs="ramp",
        note="brings the tent",
        answers={"1": "vegetarian"},
    )
    send(carl, a_mark(attendee, 2, 2))

    response = signed_in(bea).get(ROSTER)
    row = response.json()["rows"][0]

    attendee.refresh_from_db()
    assert row == {
        "pk": attendee.pk,
        "name": "Ana Zúñiga",
        "key": "zuniga, ana",
        "adults": 2,
        "children": 3,
        "needs": "ramp",
        "note": "brings the tent",
        "code": token(attendee)[-4:],
        "adultsHere": 2,
        "childrenHere": 2,
        "at": round(attendee.present_at.timestamp() * 1000),
        "by": "Carl Joseph",
    }
    assert "no-store" in response["Cache-Control"]


def test_only_who_is_kept_is_on_the_list(event, bea):
    make_attendee(event=event, name="Ana Waits", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Bo Cancelled", status=AttendeeStatus.CANCELLED)
    make_attendee(event=event, name="", forgotten_at=timezone.now())
    make_attendee(event=make_open_event(), name="Elsewhere")

    told = roster(bea)

    assert [(row["name"], row["status"]) for row in told["rows"]] == [
        ("Bo Cancelled", "cancelled"),
        ("Ana Waits", "waitlisted"),
    ]
    assert told["count"] == 2


def test_own_marks_can_be_taken_back_from_another_phone(event, bea, carl):
    attendee = make_attendee(event=event, adults=2)
    first, second, other = a_mark(attendee), a_mark(attendee), a_mark(attendee)
    send(bea, first, second)
    send(carl, other)
    send(bea, a_mark(attendee, 0, 0, undoes=first["key"]))

    assert roster(bea)["rows"][0]["mine"] == [second["key"]]
    assert roster(carl)["rows"][0]["mine"] == [other["key"]]


def test_opening_is_noted_once_and_asking_for_news_is_not(event, bea):
    make_attendee(event=event)
    make_attendee(event=event)

    signed_in(bea).get(DOOR)
    told = roster(bea)
    for _poll in range(3):
        send(bea, since=told["cursor"])

    entry = Entry.objects.get()
    assert (entry.who, entry.verb, entry.count) == (bea.email, "read", 2)
    assert entry.target == "door of night-out"
    assert entry.agencies == [event.agencies.get().pk]


def test_list_never_leaves_by_the_way_that_is_not_noted(event, bea, carl):
    make_attendee(event=event)
    other = make_open_event(slug="other")
    other.organizers.add(bea)
    cursors = ["", "1", "nonsense", roster(carl)["cursor"]]

    told = [send(bea, since=cursor).json()["news"] for cursor in cursors]

    assert told == [None] * 4


def test_cursor_dies_with_the_session(event, bea):
    make_attendee(event=event)
    cursor = roster(bea)["cursor"]

    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert send(bea, since=cursor).json()["news"] is None
        assert roster(bea, since=cursor)["whole"] is True


@pytest.mark.django_db(transaction=True)
def test_news_are_what_has_changed_since_whoever_changed_it(event, bea, carl):
    first, second = (make_attendee(event=event, name=name) for name in ("Ana One", "Bo Two"))
    told = roster(bea)

    send(carl, a_mark(first))
    Attendee.objects.filter(pk=second.pk).update(note="late")
    third = make_attendee(event=event, name="Cy Three")
    news = send(bea, since=told["cursor"]).json()["news"]

    assert {row["pk"] for row in news["rows"]} == {first.pk, second.pk, third.pk}
    assert (news["whole"], news["count"]) == (False, 3)


@pytest.mark.django_db(transaction=True)
def test_what_has_not_changed_is_not_told_again(event, bea):
    quiet = make_attendee(event=event, name="Ana One")
    loud = make_attendee(event=event, name="Bo Two")
    cursor = when_all_others_are_done(bea)

    send(bea, a_mark(loud))
    news = send(bea, since=cursor).json()["news"]

    assert [row["pk"] for row in news["rows"]] == [loud.pk]
    assert quiet.pk in [row["pk"] for row in roster(bea)["rows"]]


def when_all_others_are_done(user) -> str:
    """A cursor behind which all is told: tests that run beside this one hold it back for a while."""
    end = timezone.now() + timedelta(seconds=60)
    while timezone.now() < end:
        told = roster(user)
        if not send(user, since=told["cursor"]).json()["news"]["rows"]:
            return told["cursor"]
    return pytest.fail("A transaction elsewhere in this Postgres does not end.")


def test_two_thousand_parties_come_over_one_bar_of_signal(event, bea):
    Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Person{n * 7919 % 2000} Family{n}", adults=2, children=n % 5)
        for n in range(2000)
    )

    response = signed_in(bea).get(ROSTER, headers={"Accept-Encoding": "gzip"})

    assert len(response.content) < 50_000
    assert len(json.loads(gzip.decompress(response.content))["rows"]) == 2000


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_queries(event, bea, carl, rows, django_assert_num_queries):
    for number in range(rows):
        attendee = make_attendee(event=event, name=f"Person {number}")
        send(bea if number else carl, a_mark(attendee))
    client = signed_in(bea)

    with django_assert_num_queries(9):
        client.get(ROSTER)


@pytest.mark.parametrize(("count", "queries"), [(1, 21), (3, 49)])
def test_each_mark_asks_the_same_number_of_queries(
    event, bea, count: int, queries: int, django_assert_num_queries
):
    marks = [a_mark(make_attendee(event=event, name=f"Person {n}")) for n in range(count)]
    since = roster(bea)["cursor"]
    client = signed_in(bea)
    body = {"marks": marks, "since": since, "user": bea.pk}

    with django_assert_num_queries(queries):
        client.post(SYNC, body, content_type="application/json")


# What stands around it


def test_page_may_use_the_camera_and_no_other_page_may(event, bea):
    client = signed_in(bea)

    assert "camera=(self)" in client.get(DOOR)["Permissions-Policy"]
    assert "camera=()" in client.get("/organize/")["Permissions-Policy"]
    assert "worker-src 'self'" in client.get(DOOR)["Content-Security-Policy"]
    assert "no-store" in client.get(DOOR)["Cache-Control"]


def test_phone_keeps_nothing_of_an_event_that_was_over_a_day_ago(event, bea):
    client = signed_in(bea)

    with time_machine.travel(event.end_date + timedelta(days=1), tick=False):
        there = soup(signed_in(bea).get(DOOR)).select("#door-told")
    with time_machine.travel(event.end_date + timedelta(days=3), tick=False):
        client = signed_in(bea)
        gone = soup(client.get(DOOR)).select("#door-told")
        attendee = make_attendee(event=event)
        client.post(DOOR, form_of(attendee))

    assert (len(there), len(gone)) == (1, 0)
    assert here(attendee) == (1, 0, bea)


def test_all_that_the_phone_keeps_is_there():
    files = door_files()

    addresses = [*files["kept"], *files["modules"].values(), *files["decoder"]]

    assert [it for it in addresses if not finders.find(it.removeprefix("/static/"))] == []


def test_worker_stands_at_the_root_and_is_asked_for_each_time(client: Client):
    response = client.get("/door-worker.js")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    assert b"addEventListener" in b"".join(response.streaming_content)
