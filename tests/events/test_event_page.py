from datetime import date, time

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
from tests.readers import words

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

    with django_assert_num_queries(5):
        client.get(event.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("park", 5), ("campaign", 6), ("agency", 7)])
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
