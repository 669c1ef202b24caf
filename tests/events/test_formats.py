from itertools import islice

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory

from events import formats
from events.models import Event, EventSource, ParkKind
from tests.events.files import CITY, body, make_many
from tests.factories import (
    make_activity,
    make_agency,
    make_city,
    make_event,
    make_park,
    make_source,
)

pytestmark = pytest.mark.django_db

SUFFIXES = ["ics", "atom", "geojson", "csv", "json"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_says_what_it_is(client: Client, suffix: str):
    make_event()

    response = client.get(f"{CITY}.{suffix}?lang=ht")

    assert response["Content-Type"].startswith(
        {
            "ics": "text/calendar;",
            "atom": "application/atom+xml;",
            "geojson": "application/geo+json",
            "csv": "text/csv;",
            "json": "application/json",
        }[suffix]
    )
    assert response["Content-Language"] == "ht"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"]


def test_csv_is_saved_under_a_name_that_says_what_it_is(client: Client):
    make_city()

    response = client.get(f"{CITY}.csv")

    assert response["Content-Disposition"] == (
        'attachment; filename="events-in-miami-gardens-fl.csv"'
    )


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_answers_304_until_something_changes(client: Client, suffix: str):
    make_event()
    known = {"if-none-match": client.get(f"{CITY}.{suffix}")["ETag"]}

    assert client.get(f"{CITY}.{suffix}", headers=known).status_code == 304

    Event.objects.update(title="Another title")

    again = client.get(f"{CITY}.{suffix}", headers=known)
    assert again.status_code == 200
    assert b"Another title" in again.getvalue()


@pytest.mark.parametrize("suffix", ["ics", "geojson", "json"])
def test_small_file_is_kept_and_a_large_one_is_sent_as_it_is_read(
    client: Client, suffix: str, monkeypatch
):
    monkeypatch.setattr("events.formats.SMALL", 64 * 1024)
    make_many(1)
    assert not client.get(f"{CITY}.{suffix}").streaming

    Event.objects.all().delete()
    make_many(800, description="It is a long story. " * 40)

    response = client.get(f"{CITY}.{suffix}")
    assert response.streaming
    whole = response.getvalue()
    assert len(whole) > 64 * 1024
    assert whole.count(b"Event 7") == len([n for n in range(800) if str(n).startswith("7")])
    assert whole.rstrip().endswith({"ics": b"END:VCALENDAR"}.get(suffix, b"]}"))


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("number", [1, 800])
def test_head_has_the_headers_and_spoils_nothing(client: Client, suffix: str, number: int):
    make_many(number, description="It is a long story. " * 40)

    head = client.head(f"{CITY}.{suffix}")
    get = client.get(f"{CITY}.{suffix}")

    assert head.status_code == 200
    assert head.getvalue() == b""
    assert head["Content-Type"] == get["Content-Type"]
    assert head["ETag"] == get["ETag"]
    assert b"Event %d" % (number - 1) in get.getvalue()


@pytest.fixture
def connection_kept():
    """The end of a response closes a connection that is in a test's transaction, as any other."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("suffix", ["ics", "geojson", "json", "csv"])
def test_reader_who_leaves_leaves_nothing_behind(suffix: str, connection_kept, monkeypatch):
    monkeypatch.setattr("events.formats.SMALL", 64 * 1024)
    make_many(800, description="It is a long story. " * 40)

    for pieces_read in (0, 1):
        request = RequestFactory().get(f"{CITY}.{suffix}")
        response = formats.city(request, "miami-gardens-fl", suffix)
        for _piece in islice(response.streaming_content, pieces_read):
            pass
        response.close()

        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors")
            assert cursor.fetchone() == (0,)
        assert Event.objects.count() == 800


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_only_reading_is_allowed(client: Client, suffix: str):
    make_city()

    assert client.post(f"{CITY}.{suffix}").status_code == 405


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_home_drafts_and_notes_stay_inside(client: Client, suffix: str):
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
        accessibility="Ring at Smiths",
    )
    make_event(park=home, place_as_printed="the Smiths'", notes="for our eyes only")
    for publication in ("draft", "submitted", "hidden"):
        make_event(title="Secret", publication=publication)

    told = body(client, f"{CITY}.{suffix}").decode().replace("\r\n ", "")

    assert "At a home" in told
    for hidden in ("1412", "Smiths", "eyes", "Secret"):
        assert hidden not in told


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "query",
    ["city=%00", "first=%F0%9F%A6%8A", "q=%FF", "lang=%00", "near=nan,nan", "map=%FF", "=&"],
)
def test_bad_filter_is_no_crash(client: Client, suffix: str, query: str):
    make_event()

    assert client.get(f"/events.{suffix}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("suffix", ["geojson", "json", "csv"])
def test_asks_the_same_number_of_queries(
    client: Client, suffix: str, rows: int, django_assert_num_queries
):
    for number in range(rows):
        event = make_event(
            host=make_agency(),
            park=make_park(),
            activities=(make_activity(name=f"Game {number}"),),
        )
        EventSource.objects.create(event=event, source=make_source())

    with django_assert_num_queries(5):
        body(client, f"{CITY}.{suffix}")
