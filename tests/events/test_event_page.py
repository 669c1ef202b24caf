import re
from datetime import date, time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from events.models import AgencyRole, EventAgency, EventSource, ParkKind
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
    make_source,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db


def test_says_when_where_who_and_what(client: Client):
    event = make_event(
        title="Cookout at the park",
        start_time=time(18),
        end_time=time(21),
        park=make_park(address="18701 NW 17th Avenue"),
        host=make_agency(name="Miami Gardens Police"),
        activities=(make_activity(),),
        is_free=True,
        languages=["en", "ht"],
        rain_plan="In the gym",
    )
    EventAgency.objects.create(
        event=event, agency=make_agency(name="Fire Rescue"), role=AgencyRole.ATTENDING
    )

    page = words(client.get(event.get_absolute_url()))

    for fact in (
        "Tuesday, 7 August 2018",
        "6 p.m. to 9 p.m. (EDT)",
        "Rolling Oaks Park",
        "18701 NW 17th Avenue",
        "Miami Gardens , Miami-Dade County, FL",
        "Miami Gardens Police (host)",
        "Fire Rescue (takes part)",
        "Cookout",
        "Cost Free",
        "English, Haitian Creole",
        "In the gym",
    ):
        assert fact in page


def test_event_goes_into_the_calendars_people_have(client: Client):
    event = make_event(
        title="Cookout & games",
        start_date=date(2100, 8, 3),
        start_time=time(18),
        end_time=time(21),
        park=make_park(address="18701 NW 17th Avenue"),
    )

    page = soup(client.get(event.get_absolute_url()))

    links = {a.get_text(strip=True): a["href"] for a in page.select(".menu__list a")}
    assert links["Phone or computer (.ics)"] == f"/events/{event.slug}.ics?lang=en"
    google = parse_qs(urlsplit(links["Google"]).query)
    assert google["text"] == ["Cookout & games"]
    assert google["dates"] == ["21000803T180000/21000803T210000"]
    assert google["ctz"] == ["America/New_York"]
    assert google["location"] == ["Rolling Oaks Park, 18701 NW 17th Avenue, Miami Gardens, FL"]
    assert google["details"] == [f"http://testserver{event.get_absolute_url()}"]
    outlook = parse_qs(urlsplit(links["Outlook"]).query)
    assert outlook["startdt"] == ["2100-08-03T18:00:00-04:00"]
    assert outlook["enddt"] == ["2100-08-03T21:00:00-04:00"]


def test_event_without_hours_is_a_whole_day_there(client: Client):
    event = make_event(start_date=date(2100, 8, 3))

    page = soup(client.get(event.get_absolute_url()))

    links = {a.get_text(strip=True): a["href"] for a in page.select(".menu__list a")}
    assert parse_qs(urlsplit(links["Google"]).query)["dates"] == ["21000803/21000804"]
    assert parse_qs(urlsplit(links["Outlook"]).query)["allday"] == ["true"]


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": date(2018, 8, 7)},
        {"start_date": date(2100, 8, 3), "status": "cancelled"},
        {"start_date": date(2100, 8, 3), "status": "postponed"},
    ],
)
def test_event_that_is_not_to_come_goes_into_no_calendar(client: Client, fields: dict):
    page = soup(client.get(make_event(**fields).get_absolute_url()))

    assert page.select(".menu__list a") == []


def test_way_there_is_to_the_point_or_to_the_name(client: Client):
    point = make_event(park=make_park(latitude=25.95, longitude=-80.25))
    name = make_event(park=make_park(address="NW 17th Avenue"))
    home = make_event(park=make_park(kind=ParkKind.HOME, address="1412 NW 64th Street"))

    def way(event) -> list[str]:
        links = soup(client.get(event.get_absolute_url())).select('a[href*="google.com/maps"]')
        return [parse_qs(urlsplit(link["href"]).query)["destination"][0] for link in links]

    assert way(point) == ["25.95,-80.25"]
    assert way(name) == ["Rolling Oaks Park, NW 17th Avenue, Miami Gardens, FL"]
    assert way(home) == []


def test_moved_event_says_when_it_was_to_be(client: Client):
    event = make_event(start_time=time(18))
    event.notes = "Rain."
    event.save()
    event.start_date = event.end_date = date(2018, 8, 9)
    event.status = "rescheduled"
    event.save()

    page = words(client.get(event.get_absolute_url()))

    assert (
        "This event has a new date or time. It was to be on Tuesday, 7 August 2018, 6 p.m." in page
    )


def test_date_that_was_never_public_is_not_told(client: Client):
    event = make_event(publication="draft")
    event.start_date = event.end_date = date(2018, 8, 9)
    event.status, event.publication = "rescheduled", "public"
    event.save()

    page = words(client.get(event.get_absolute_url()))

    assert "This event has a new date or time." in page
    assert "7 August" not in page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("cancelled", "This event is cancelled. It will not take place."),
        ("postponed", "This event is postponed. The date above no longer holds"),
    ],
)
def test_event_that_is_off_says_so_first(client: Client, status: str, said: str):
    page = soup(client.get(make_event(status=status).get_absolute_url()))

    assert said in " ".join(page.select_one(".page-head").get_text(" ").split())


def test_typed_texts_say_their_language(client: Client):
    park = make_park(accessibility="Antre nan sid", written_in="ht")
    event = make_event(title="Una noche", description="Vengan", written_in="es", park=park)

    page = soup(client.get(event.get_absolute_url()))

    assert page.h1["lang"] == "es"
    assert page.select_one(".prose")["lang"] == "es"
    assert page.find(string=re.compile("Antre nan sid")).parent["lang"] == "ht"


def test_says_what_is_not_announced(client: Client):
    page = words(client.get(make_event().get_absolute_url()))

    assert "Time not announced" in page
    assert "Place not announced" in page
    assert "Wheelchair access Not stated" in page


def test_party_past_midnight_is_one_evening(client: Client):
    event = make_event(start_time=time(20), end_time=time(1), end_date=date(2018, 8, 8))

    page = words(client.get(event.get_absolute_url()))

    assert "Tuesday, 7 August 2018, 8 p.m. to 1 a.m." in page


def test_sources_carry_their_dates(client: Client):
    event = make_event()
    undated = make_source(
        publisher="WSVN",
        published_on=None,
        inferred_on=date(2018, 8, 7),
        inferred_because="It tells of the same evening.",
    )
    EventSource.objects.create(event=event, source=undated, fact="the place")

    page = words(client.get(event.get_absolute_url()))

    assert "Date not stated; about 7 August 2018, inferred. It tells of the same evening." in page
    assert "It says: the place." in page


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
def test_is_404_unless_public(client: Client, publication: str):
    event = make_event(publication=publication)

    assert client.get(event.get_absolute_url()).status_code == 404


def test_home_is_never_located_nor_linked(client: Client):
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
    )
    event = make_event(park=home)

    response = client.get(event.get_absolute_url())

    assert "1400 block of NW 64th Street" in words(response)
    assert b"1412" not in response.content
    assert b"Smiths" not in response.content
    assert client.get(home.get_absolute_url()).status_code == 404
    assert b"Smiths" not in client.get("/events/?when=all").content


def test_staff_notes_stay_inside(client: Client):
    event = make_event(notes="for our eyes only")

    assert b"for our eyes only" not in client.get(event.get_absolute_url()).content


def test_sample_is_marked_before_anything_else(client: Client):
    event = make_event(campaign=make_campaign(is_sample=True))

    page = words(client.get(event.get_absolute_url()))

    assert "Sample: not announced by any agency. It is here to show" in page


def test_typed_text_is_shown_inert(client: Client):
    event = make_event(title="<script>alert(1)</script>", description="<b>bold</b>")

    page = client.get(event.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_park_lists_its_events(client: Client):
    park = make_park()
    make_event(title="Here", park=park)
    make_event(title="Elsewhere", city=make_city(name="Miami"))

    page = words(client.get(park.get_absolute_url()))

    assert "Here" in page
    assert "Elsewhere" not in page


def test_campaign_shows_its_events_and_its_rule(client: Client):
    campaign = make_campaign(edition=35)
    make_event(title="Of the campaign", campaign=campaign)
    make_event(title="Of none")

    page = words(client.get(campaign.get_absolute_url()))

    assert "Tuesday, 7 August 2018: first Tuesday of August." in page
    assert "Edition 35." in page
    assert "Of the campaign" in page
    assert "Of none" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    event = make_event(park=make_park(), campaign=make_campaign())
    for number in range(rows):
        EventAgency.objects.create(event=event, agency=make_agency())
        EventSource.objects.create(event=event, source=make_source())
        event.activities.add(make_activity(name=f"Game {number}"))

    with django_assert_num_queries(6):
        client.get(event.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("park", 6), ("campaign", 7), ("agency", 8)])
def test_pages_of_events_ask_the_same_number_of_queries(
    client: Client, page: str, queries: int, rows: int, django_assert_num_queries
):
    holder = {"park": make_park(), "campaign": make_campaign(), "agency": make_agency()}
    for number in range(rows):
        event = make_event(
            host=holder["agency"],
            park=holder["park"],
            campaign=holder["campaign"],
            activities=(make_activity(name=f"Game {number}"),),
        )
        EventAgency.objects.create(event=event, agency=make_agency())

    with django_assert_num_queries(queries):
        client.get(holder[page].get_absolute_url())
