"""The benchmarks run and tell what they should; how fast anything is decides no test's colour."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from icalendar import Calendar

from events.cards import shelf as cards
from nightout.pages.middleware import pages as kept_pages
from nightout.places import gazetteer
from tests.benchmarks import (
    attendees,
    bare,
    databases,
    door,
    feeds,
    files,
    growth,
    importing,
    naive,
    pages,
    registering,
    registry,
    staff,
    templated,
)
from tests.benchmarks.__main__ import NAMES
from tests.benchmarks.addresses import all_of_them, city_of_about
from tests.benchmarks.filling import advance_sequences
from tests.benchmarks.plan import Plan
from tests.benchmarks.run import PARTS
from tests.benchmarks.table import Row, exponents, figure, markdown, savings, sizes

pytestmark = pytest.mark.django_db
EVENTS = PEOPLE = 300
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A registry in a copy of the empty test database, so that servers can see it too."""
    test_database = connection.settings_dict["NAME"]
    name = f"{test_database}_bench"
    with django_db_blocker.unblock():
        connection.close()
        databases.create(name, template=test_database)
        with databases.using(name):
            gazetteer.load(state="FL")
        databases.fill(name, EVENTS)
        databases.fill_attendees(name, PEOPLE)
        yield name
        databases.drop(name)


@pytest.fixture
def plan(database, tmp_path) -> Plan:
    return Plan(
        databases={EVENTS: database},
        attendees=PEOPLE,
        rounds=1,
        seconds=0.02,
        pages=tmp_path,
        environment={"DEBUG": "1"},  # static files need no collecting
    )


def all_rows() -> dict[str, list[tuple]]:
    """What was made, without the numbers of rows that nobody calls by them."""
    asked = {
        "parks": "SELECT * FROM events_park ORDER BY id",
        "events": "SELECT * FROM events_event ORDER BY id",
        "agencies": "SELECT event_id, agency_id, role FROM events_eventagency ORDER BY 1, 2",
        "activities": "SELECT event_id, activity_id FROM events_event_activities ORDER BY 1, 2",
        "attendees": "SELECT * FROM events_attendee ORDER BY id",
        "listing": "SELECT event_id, revision, words FROM events_listing ORDER BY 1",
        "words": "SELECT word FROM events_word ORDER BY 1",
        "victims": "SELECT incident_id, outcome FROM incidents_victim ORDER BY 1, 2",
    }
    found = {}
    with connection.cursor() as cursor:
        for what, query in asked.items():
            cursor.execute(query)
            found[what] = cursor.fetchall()
    return found


def one(name: str, query: str) -> tuple:
    with databases.using(name), connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_copy_is_made_though_somebody_still_looks_at_the_template(database):
    with psycopg2.connect(databases.url(database)) as late:
        databases.create(f"{database}_again", template=database)

    databases.drop(f"{database}_again")
    with pytest.raises(psycopg2.OperationalError), late.cursor() as cursor:
        cursor.execute("SELECT 1")
    late.close()


def test_registry_is_the_same_each_time(database):
    with databases.using(database), transaction.atomic(), connection.cursor() as cursor:
        before = all_rows()
        cursor.execute("TRUNCATE agencies_agency, events_activity, events_campaign CASCADE")
        cursor.execute("TRUNCATE accounts_user, incidents_incident CASCADE")
        cursor.execute("TRUNCATE events_listing, events_word")

        registry.fill(cursor, EVENTS)
        attendees.fill(cursor, PEOPLE)

        after = all_rows()
        transaction.set_rollback(True)
    with databases.using(database), connection.cursor() as cursor:
        advance_sequences(cursor)  # nothing rolls them back

    assert after == before
    assert (len(after["events"]), len(after["attendees"])) == (EVENTS, PEOPLE)
    assert min(map(len, after.values())) > 10


def test_registry_is_as_life_is(database):
    coming, past, drafts, unknown_times, most_roles = one(
        database,
        """
        SELECT count(*) FILTER (WHERE start_date >= current_date) > 0,
            count(*) FILTER (WHERE start_date < current_date) > 200,
            count(*) FILTER (WHERE publication <> 'public') > 10,
            count(*) FILTER (WHERE start_time IS NULL) > 30,
            (SELECT max(n) FROM (SELECT count(*) n FROM events_eventagency GROUP BY event_id) x)
        FROM events_event
        """,
    )
    longest, other_city = one(
        database,
        """
        SELECT max(length(description)), count(*) FILTER (WHERE park.city_id <> event.city_id)
        FROM events_event event LEFT JOIN events_park park ON park.id = park_id
        """,
    )

    assert (coming, past, drafts, unknown_times, most_roles) == (True, True, True, True, 3)
    assert 250 < longest < 400
    assert other_city == 0


def test_registry_leaves_no_history_and_free_numbers(database):
    versions, next_number = one(
        database,
        """
        SELECT (SELECT count(*) FROM events_eventhistory),
            nextval(pg_get_serial_sequence('events_event', 'id'))
        """,
    )

    assert (versions, next_number) == (0, EVENTS + 1)


def test_some_attendees_have_accents_and_some_begin_like_a_formula(database):
    accents, formulas = one(
        database,
        """
        SELECT count(*) FILTER (WHERE name ~ '[áéíóúñèëç]') > 50,
            count(*) FILTER (WHERE name ~ '^[=+@-]')
        FROM events_attendee
        """,
    )

    assert (accents, formulas) == (True, 1)


@LINUX
def test_pages_over_http(plan):
    found = pages.measure(plan)

    assert [row.name for row in found] == [
        *["home"] * 3,
        *["city"] * 3,
        *["events"] * 7,
        *["events of a city"] * 7,
        *["events, page half way"] * 3,
    ]
    assert {row.events for row in found} == {"300"}


@LINUX
def test_feeds_over_http(plan, database):
    with databases.using(database):
        held = len(naive.of_city(city_of_about(700).slug))

    found = feeds.measure(plan)

    assert [row.name for row in found] == [
        *[f"geojson of a city's {held} events"] * 3,
        *[f"ics of a city's {held} events"] * 3,
    ]
    assert [row.ratio.endswith("less") for row in found] == [True, False, False] * 2


def test_template_pages_show_the_cards_of_the_list(database, django_assert_num_queries):
    asked = RequestFactory().get("/template/form")
    templated.shown.cache_clear()

    with databases.using(database):
        ours = Client().get("/events/").content
        bound_to_the_list = templated.form(asked).content
        with django_assert_num_queries(0, using="default"):
            again = templated.form(asked).content
            without_form = templated.cards(asked).content

    templated.shown.cache_clear()
    titles = [page.count(b"event-card__title") for page in (ours, again, without_form)]
    assert titles == [20, 20, 20]
    assert again == bound_to_the_list
    assert again.count(b"<option") == ours.count(b"<option")


def test_naive_points_say_what_ours_say(database):
    with databases.using(database):
        slug = city_of_about(700).slug
        ours = Client().get(f"/cities/{slug}.geojson")
        by_hand = naive.geojson(RequestFactory().get("/"), slug)

    assert json.loads(by_hand.content) == json.loads(ours.content)


def test_naive_calendar_says_what_ours_says(database):
    with databases.using(database):
        slug = city_of_about(700).slug
        ours = Client().get(f"/cities/{slug}.ics")
        by_hand = naive.ics(RequestFactory().get("/"), slug)

    said = [
        [
            tuple(str(entry[name]) for name in SAME)
            for entry in Calendar.from_ical(it).walk("VEVENT")
        ]
        for it in (by_hand.content, ours.content)
    ]
    assert said[0] == said[1]
    assert len(said[0]) > 3


SAME = ("uid", "summary", "location", "url", "status", "sequence")


@pytest.mark.parametrize(("prefix", "left"), [("cold", None), ("known", "old")])
def test_stale_addresses_forget_what_the_process_kept(database, prefix, left):
    kept_pages.put("some page", "old", size=1)
    cards.put("some card", "old", size=1)
    answers = []

    with databases.using(database):
        asked = RequestFactory().get(f"/{prefix}/events/")
        bare.application(asked.environ, lambda status, _headers: answers.append(status))

    found = (kept_pages.get("some page"), cards.get("some card"))
    kept_pages.clear()
    cards.clear()
    assert answers == ["200 OK"]
    assert found == (None, left)


def test_queries_of_pages(plan, database):
    with databases.using(database):
        names = list(all_of_them())

    found = growth.measure(plan)

    assert [row.name for row in found] == names
    assert all("in one query" in row.bound for row in found)


@LINUX
def test_files_over_http(plan, database):
    found = files.measure(plan)

    name, *exports = one(
        database,
        "SELECT verb, count(*), min(count) FROM audit_entry WHERE verb = 'export' GROUP BY 1",
    )
    assert [row.name for row in found] == [
        *["CSV of 300 attendees"] * 3,
        *["XLSX of 300 attendees"] * 3,
    ]
    assert (name, *exports) == ("export", 2, PEOPLE)


def test_lists_of_the_staff_room(plan):
    found = staff.measure(plan)

    assert [row.name for row in found] == [
        *["staff room, events"] * 4,
        *["staff room, attendees"] * 6,
    ]


@LINUX
@pytest.mark.skipif(
    not (shutil.which("wrk") and shutil.which("pgbench")), reason="needs wrk and pgbench"
)
def test_registrations_over_http(plan, monkeypatch):
    monkeypatch.setattr(registering, "PEOPLE", 30)
    monkeypatch.setattr(registering, "PLACES", 12)
    own = f"{plan.largest}_rsvp"  # what it writes stays out of the registry of the other tests
    databases.create(own, template=plan.largest)

    found = registering.measure(replace(plan, databases={EVENTS: own}))
    databases.drop(own)

    assert [row.goal for row in found] == [
        *("8: ≥ 0.7 ×", "8: ≥ 0.3 ×", "8: ≥ 0.9 ×", "8: ≤ 2.0 ×"),
        "8: no oversell, nothing lost",
    ]
    assert found[-1].ours.endswith(" people, 0 lost")


@LINUX
def test_the_door_over_http(plan, monkeypatch):
    monkeypatch.setattr(door, "PARTIES", 60)
    own = f"{plan.largest}_door"
    databases.create(own, template=plan.largest)

    found = door.measure(replace(plan, databases={EVENTS: own}))
    databases.drop(own)

    assert [row.name for row in found] == ["door", "door"]
    assert found[1].ours.endswith("none lost")


@LINUX
def test_the_import_of_a_file(plan, tmp_path):
    own, file = f"{plan.largest}_import", tmp_path / "shootings.csv"
    databases.create(own, template=plan.largest)
    with databases.using(own):
        importing.write(file, 300)
        taken = {way: [one] for way, one in importing.ways(file).items()}
    databases.drop(own)

    rows = importing.table(300, taken)

    counts = taken["apply"][0].report.counts
    assert counts["remarks"] == {"bad_date": 3, "unknown_value": 3}
    assert taken["again, nothing new"][0].report.counts["incidents"]["new"] == 0
    assert [row.name.rpartition(": ")[2] for row in rows] == [
        *("dry run", "dry run", "apply", "apply", "apply", "apply"),
        *("again, nothing new", "again, nothing new", "import of 300 rows"),
    ]
    assert "3 rows and 3 values refused" in rows[0].bound


def test_table_is_markdown():
    row = Row("home", "ms | s", "1", "2", "2 ×", "4", "1e4", bound="a scan")

    table = markdown([row], ["A machine."])

    assert "| home | ms \\| s | 1 | 2 | 2 × | 4 | 1e4 |" in table
    assert table.endswith("- home, ms | s: a scan\n")


def test_figures_are_rounded_for_people():
    assert [figure(n) for n in (0, 0.01234, 1.234, 123.4, 12345.6)] == [
        *("0", "0.012", "1.23", "123", "12,346"),
    ]
    assert savings([2, 1], [10, 3]) == "5.00 / 3.00 × less"
    assert sizes([300, 10_000, 1_000_000]) == "300 / 1e4 / 1e6"


def test_growth_is_told_by_decade():
    assert exponents([10, 100, 1000], [1, 10, 10]) == "exponent 1.00, 0.00"
    assert exponents([10], [1]) == "–"


def test_each_part_can_be_asked_for_alone():
    assert list(PARTS) == list(NAMES)
