"""A public page is made again when, and only when, something it may show has changed."""

import gzip
import threading
from datetime import date

import psycopg2
import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from events.models import Event, EventAgency
from nightout.agencies.models import Agency
from nightout.pages import stamp
from nightout.pages.kept import Shelf
from nightout.places.models import City
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_event,
    make_incident,
    make_victim,
)
from tests.readers import words

pytestmark = pytest.mark.django_db

# Nobody without an account sees these, so their changes need not make pages new.
NOT_SHOWN = {
    *("accounts.User", "accounts.Attempt", "agencies.Membership"),
    *("events.Attendee", "events.HeadCount", "events.EventOrganizer", "audit.Entry"),
    *("events.Mark", "events.Letter", "events.Message", "events.Report", "events.Photo"),
    *("events.ListLayout", "incidents.ExactPlace", "incidents.FamilyRequest"),
    *("incidents.Merge", "incidents.MergedPerson"),  # the incident that goes says it itself
    *("incidents.ImportRun", "incidents.ImportPiece", "incidents.ImportRemark"),
    "incidents.ImportedRecord",
    # written by triggers, with the rows that they follow
    *("events.Listing", "events.Word", "pages.Stamp"),
}


def revisit(client: Client, path: str, response):
    return client.get(path, headers={"if-none-match": response["ETag"]})


def test_unchanged_page_is_a_304_for_one_query(client: Client, django_assert_num_queries):
    make_event()
    first = client.get("/events/")

    with django_assert_num_queries(1):
        again = revisit(client, "/events/", first)

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"] == "no-cache"


def test_unchanged_page_is_kept_for_the_next_one(client: Client, django_assert_num_queries):
    event = make_event()
    first = client.get(event.get_absolute_url())

    with django_assert_num_queries(1):
        second = client.get(event.get_absolute_url())

    assert second.content == first.content
    assert second["Content-Type"] == "text/html; charset=utf-8"
    for name in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"):
        assert second[name] == first[name]
    assert second["X-Content-Type-Options"] == "nosniff"
    assert second["Content-Length"] == str(len(second.content))


def retitled(event: Event) -> None:
    event.title = "New"
    event.save()


def agency_renamed(event: Event) -> None:
    Agency.objects.filter(event_roles__event=event).update(name="New")


def written_by_hand(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET title = 'New'")


def city_renamed(event: Event) -> None:
    City.objects.update(name="New")


@pytest.mark.parametrize("change", [retitled, agency_renamed, written_by_hand, city_renamed])
@pytest.mark.parametrize("path", ["/", "/events/", "event"])
def test_change_shows_at_once(client: Client, change, path: str):
    event = make_event(host=make_agency(), start_date=date(2100, 1, 1), end_date=date(2100, 1, 1))
    path = event.get_absolute_url() if path == "event" else path
    first = client.get(path)

    change(event)
    second = revisit(client, path, first)

    assert second.status_code == 200
    assert "New" in words(second)
    assert second["ETag"] != first["ETag"]


def test_what_is_taken_back_or_hidden_is_gone_at_once(client: Client):
    event, incident = make_event(), make_incident()
    victim = make_victim(
        incident=incident, name="Ana Bo", name_rule="full", name_basis="published", outcome="killed"
    )
    assert "Ana Bo" in words(client.get(incident.get_absolute_url()))
    client.get(event.get_absolute_url())

    type(victim).objects.update(name_rule="withheld")
    Event.objects.update(publication="hidden")

    assert "Ana Bo" not in words(client.get(incident.get_absolute_url()))
    assert client.get(event.get_absolute_url()).status_code == 404


def test_page_of_another_program_or_hour_is_made_again(client: Client, monkeypatch):
    with time_machine.travel("2018-08-06T16:59:59Z", tick=False):
        first = client.get("/events/")
        monkeypatch.setattr(stamp, "program", lambda: "next version")
        assert revisit(client, "/events/", first).status_code == 200
        monkeypatch.undo()
        assert revisit(client, "/events/", first).status_code == 304
    with time_machine.travel("2018-08-06T17:00:00Z", tick=False):
        assert revisit(client, "/events/", first).status_code == 200


def test_attendee_makes_no_page_new(client: Client):
    event = make_event()
    first = client.get(event.get_absolute_url())

    make_attendee(event=event)

    assert revisit(client, event.get_absolute_url(), first).status_code == 304


def test_page_of_somebody_signed_in_is_nobody_elses(client: Client):
    client.force_login(make_coordinator())

    mine = client.get("/events/")
    others = Client().get("/events/")

    assert "Sign out" in words(mine)
    assert "Sign out" not in words(others)
    assert mine["Cache-Control"] == "private, no-cache"
    assert "ETag" not in mine
    assert "Sign out" in words(client.get("/events/"))


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/organize/", "/admin/", "/nope/", "/healthz"]
)
def test_page_that_is_not_for_everyone_has_no_tag(client: Client, path: str):
    assert "ETag" not in client.get(path)


def test_page_is_sent_packed_where_it_can_be_read(client: Client):
    plain = client.get("/events/")
    packed = client.get("/events/", headers={"accept-encoding": "gzip, br"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]
    assert packed["ETag"] == plain["ETag"]


def test_languages_and_queries_are_kept_apart(client: Client):
    tags = {client.get(path)["ETag"] for path in ("/events/", "/es/events/", "/events/?when=past")}

    assert len(tags) == 3


def test_head_is_answered_like_get(client: Client):
    first = client.get("/events/")

    head = client.head("/events/")

    assert (head["ETag"], head["Content-Length"]) == (first["ETag"], first["Content-Length"])
    assert head.content == b""


@pytest.mark.django_db(transaction=True)
def test_change_that_is_committed_late_is_seen(client: Client):
    """The page is made while the change waits for its commit; the tag must not outlive that."""
    event = make_event(title="Old")
    path, between = event.get_absolute_url(), {}

    def look() -> None:
        between["first"] = Client().get(path)
        connection.close()

    with transaction.atomic():
        Event.objects.update(title="New")
        reader = threading.Thread(target=look)
        reader.start()
        reader.join()

    assert "Old" in words(between["first"])
    assert "New" in words(revisit(client, path, between["first"]))


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_slot_of_a_long_transaction(make_stamps):
    make_stamps()
    before = stamp.read()

    with psycopg2.connect(**connection.get_connection_params()) as long, long.cursor() as cursor:
        cursor.execute("SELECT slot FROM pages_stamp FOR UPDATE")
        assert len(cursor.fetchall()) == 64
        cursor.execute("ROLLBACK")
        cursor.execute("SELECT 1 FROM pages_stamp WHERE slot <> 5 FOR UPDATE")
        with connection.cursor() as ours:
            ours.execute("SET statement_timeout = '5s'")
        make_agency()  # its own slot is taken, whichever it is: one is free
    long.close()

    assert stamp.read() != before


@pytest.fixture
def make_stamps():
    """Tests that empty all tables take the slots of the migration along."""

    def make() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO pages_stamp SELECT slot, nextval('pages_stamp_version')"
                " FROM generate_series(0, 63) slot ON CONFLICT DO NOTHING"
            )

    return make


@pytest.mark.django_db(transaction=True)
def test_two_states_never_share_a_stamp():
    seen = [stamp.read()]
    for number in range(3):
        with transaction.atomic():
            make_agency(name=f"Agency {number}")
            seen.append(stamp.read())
            transaction.set_rollback(number == 0)
        with transaction.atomic():
            EventAgency.objects.all().delete()
            seen.append(stamp.read())

    assert len(set(seen)) == len(seen)


@pytest.mark.django_db(transaction=True)
def test_stamp_is_read_over_a_connection_that_broke():
    before = stamp.read()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        connection.connection.close()

    assert stamp.read() == before


def test_each_table_is_shown_or_known_to_be_private():
    ours = {
        model._meta.label: model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith(("nightout.", "events.", "incidents."))
        and not hasattr(model, "pgh_tracked_model")
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_pages_grow%'"
        )
        stamped = {table for (table,) in cursor.fetchall()}

    assert {label for label, table in ours.items() if table not in stamped} == NOT_SHOWN


def test_shelf_keeps_what_was_asked_for_last():
    shelf: Shelf[str] = Shelf(most_bytes=40)
    for name in "abcd":
        shelf.put(name, name, size=10)

    shelf.get("a")
    shelf.put("e", "e", size=10)
    shelf.put("huge", "huge", size=11)

    assert [shelf.get(name) for name in ("a", "b", "c", "d", "e", "huge")] == [
        *("a", None, "c", "d", "e", None),
    ]
    assert shelf.bytes == 40
