from datetime import date, time

import pytest
import time_machine
from django.test import Client

from events.models import AgencyRole, Event, EventAgency, Park, ParkKind
from nightout.agencies.models import Agency
from nightout.places.models import City
from tests.events.calendars import by_icalendar, by_vobject, entries, fetched, lines, only
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
)

pytestmark = pytest.mark.django_db


# ---------- What must not get out ----------


def test_home_is_never_named_nor_located(client: Client):
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
        accessibility="Ring at Smiths",
    )
    make_event(park=home, place_as_printed="the Smiths'")

    body = fetched(client)

    (entry,) = entries(body)
    assert entry["location"] == "At a home, 1400 block of NW 64th Street, Miami Gardens, FL"
    assert entry["geo"] is None
    assert b"1412" not in body
    assert b"Smiths" not in body


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
def test_what_is_not_public_is_in_no_calendar(client: Client, publication: str):
    event = make_event(
        title="Secret",
        publication=publication,
        campaign=make_campaign(),
        host=make_agency(name="P"),
    )

    for path in (
        "/events.ics?when=all",
        "/cities/miami-gardens-fl.ics",
        "/agencies/p.ics",
        "/campaigns/national-night-out-2018.ics",
    ):
        assert b"Secret" not in fetched(client, path)
    assert client.get(f"/events/{event.slug}.ics").status_code == 404


def test_staff_notes_stay_inside(client: Client):
    make_event(notes="for our eyes only")

    assert b"eyes" not in fetched(client)


# ---------- A calendar over time ----------


def change_event(event: Event) -> None:
    Event.objects.update(title="Another title")


def change_role(event: Event) -> None:
    EventAgency.objects.update(role=AgencyRole.CO_HOST)


def add_role(event: Event) -> None:
    EventAgency.objects.create(event=event, agency=make_agency())


def add_activity(event: Event) -> None:
    event.activities.add(make_activity())


def change_park(event: Event) -> None:
    Park.objects.update(address="2 New Street")


def rename_agency(event: Event) -> None:
    Agency.objects.update(name="New Police")


def rename_city(event: Event) -> None:
    City.objects.update(name="New Gardens")


@pytest.mark.parametrize(
    "change",
    [change_event, change_role, add_role, add_activity, change_park, rename_agency, rename_city],
)
def test_sequence_grows_with_each_change_and_the_name_stays(client: Client, change):
    event = make_event(park=make_park(), host=make_agency())
    before = only(client)

    change(event)

    after = only(client)
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"] >= before["last-modified"]
    assert after["uid"] == before["uid"]
    assert after["created"] == before["created"]


def test_name_of_an_entry_does_not_follow_the_host(client: Client, settings):
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    make_event()

    names = {
        only_at(client.get("/cities/miami-gardens-fl.ics", headers={"host": host}).getvalue())
        for host in settings.ALLOWED_HOSTS
    }

    assert len(names) == 1


def only_at(body: bytes) -> str:
    (entry,) = entries(body)
    return entry["uid"]


def test_cancelled_event_stays_and_a_hidden_one_goes(client: Client):
    event = make_event(status="cancelled")
    assert only(client)["status"] == "CANCELLED"

    Event.objects.filter(pk=event.pk).update(publication="hidden")

    assert entries(fetched(client)) == []


def test_answers_304_until_something_changes(client: Client):
    make_event()
    first = client.get("/cities/miami-gardens-fl.ics")
    known = {"if-none-match": first["ETag"]}

    assert client.get("/cities/miami-gardens-fl.ics", headers=known).status_code == 304

    Event.objects.update(title="Another title")

    again = client.get("/cities/miami-gardens-fl.ics", headers=known)
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


# ---------- The file ----------


def test_calendar_says_what_it_is_and_when_to_ask_again(client: Client):
    make_event()

    response = client.get("/cities/miami-gardens-fl.ics")

    body = response.getvalue()
    assert lines(body)[:12] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nightout//Events//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        r"NAME;LANGUAGE=en:Events in Miami Gardens\, FL",
        r"X-WR-CALNAME:Events in Miami Gardens\, FL",
        "URL:http://testserver/cities/miami-gardens-fl/",
        "SOURCE;VALUE=URI:http://testserver/cities/miami-gardens-fl.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:America/New_York",
    ]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"].startswith(
        'inline; filename="events-in-miami-gardens-fl.ics"'
    )
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Language"] == "en"


def test_one_event_is_a_file_for_ones_own_calendar(client: Client):
    event = make_event(title="This one", start_time=time(18))
    make_event(title="Another")

    response = client.get(f"/events/{event.slug}.ics")

    body = response.getvalue()
    (entry,) = entries(body)
    assert entry["summary"] == "This one"
    assert entry["transp"] == "OPAQUE"
    assert b"REFRESH-INTERVAL" not in body
    assert b"X-WR-CALNAME" not in body
    assert f'filename="{event.slug}.ics"' in response["Content-Disposition"]


def test_empty_calendar_is_one(client: Client):
    make_city()

    body = fetched(client)

    assert by_icalendar(body) == by_vobject(body) == []
    assert "TZID:America/New_York" in lines(body)  # the standard asks for one part at least


def test_list_takes_the_filters_of_the_page(client: Client):
    make_event(title="Here", start_date=date(2018, 8, 7))
    make_event(title="There", start_date=date(2018, 8, 7), city=make_city(name="Miami"))
    make_event(title="Long ago", start_date=date(2008, 8, 5))

    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        coming = entries(fetched(client, "/events.ics"))
        here = entries(fetched(client, "/events.ics?city=miami-gardens-fl&when=all"))

    assert [entry["summary"] for entry in coming] == ["Here", "There"]
    assert [entry["summary"] for entry in here] == ["Long ago", "Here"]


def test_filtered_calendar_is_named_by_its_filters(client: Client):
    make_city()

    body = fetched(client, "/events.ics?city=miami-gardens-fl&when=weekend")

    assert any(
        line.startswith("X-WR-CALNAME:Events: ") and line.endswith("This weekend")
        for line in lines(body)
    )
    assert "URL:http://testserver/events/?city=miami-gardens-fl&when=weekend" in lines(body)


def test_agency_and_campaign_have_calendars(client: Client):
    make_event(title="Mine", host=make_agency(name="P"), campaign=make_campaign())
    make_event(title="Other")

    for path in ("/agencies/p.ics", "/campaigns/national-night-out-2018.ics"):
        assert only(client, path)["summary"] == "Mine"


@pytest.mark.parametrize("suffix", ["ics", "atom", "geojson", "csv", "json"])
def test_wrong_filter_is_explained(client: Client, suffix: str):
    response = client.get(f"/events.{suffix}?first=2018-13-45&city=xyzzy")

    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    told = response.content.decode()
    assert "first: Enter a valid date.\n" in told
    assert "city: We do not know this place." in told


@pytest.mark.parametrize("suffix", ["ics", "atom", "geojson", "csv", "json"])
@pytest.mark.parametrize("kind", ["cities", "agencies", "campaigns"])
def test_unknown_name_is_404(client: Client, kind: str, suffix: str):
    assert client.get(f"/{kind}/nowhere.{suffix}").status_code == 404


@pytest.mark.parametrize("events", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/cities/miami-gardens-fl.ics", 5),
        ("/agencies/p.ics", 5),
        ("/campaigns/national-night-out-2018.ics", 5),
        ("/events.ics?when=all", 4),
    ],
)
def test_asks_the_same_number_of_queries(
    client: Client, path: str, queries: int, events: int, django_assert_num_queries
):
    campaign, host = make_campaign(), make_agency(name="P")
    for number in range(events):
        event = make_event(
            host=host,
            campaign=campaign,
            park=make_park(),
            activities=(make_activity(name=f"Game {number}"),),
        )
        EventAgency.objects.create(event=event, agency=make_agency())

    with django_assert_num_queries(queries):
        assert len(entries(fetched(client, path))) == events
