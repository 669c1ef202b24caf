import json
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from events.models import AgencyRole, Event, EventAgency, ParkKind
from events.structured import event_json_ld
from nightout.agencies.models import AgencyKind
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
)

pytestmark = pytest.mark.django_db

ADDRESS = "https://nightout.example.org/events/cookout/"
NASTY = "</script><script>alert(1)</script><!-- & \u2028 \u2029 ]]>"


def told(**fields: Any) -> dict[str, Any]:
    made = make_event(**{"title": "Cookout", **fields})
    event = Event.objects.public().for_cards().get(pk=made.pk)
    return event_json_ld(event, address=ADDRESS, picture="/events/cookout.png?lang=en")


def written(data: dict[str, Any]) -> str:
    return Template("{% load nightout %}{% json_ld data %}").render(Context({"data": data}))


def well_known_event() -> Event:
    event = make_event(
        title="Cookout",
        description="Bring a chair.",
        campaign=make_campaign(),
        park=make_park(address="18701 NW 17th Avenue", latitude=25.9441, longitude=-80.2372),
        start_time=time(18),
        end_time=time(21),
        host=make_agency(name="Miami Gardens Police"),
        activities=(make_activity(),),
        is_free=True,
        languages=["en", "ht"],
        capacity=250,
        notes="for our eyes only",
    )
    for name, kind, role in [
        ("Friends", AgencyKind.NONPROFIT, AgencyRole.CO_HOST),
        ("Fire Rescue", AgencyKind.FIRE, AgencyRole.ATTENDING),
    ]:
        agency = make_agency(name=name, kind=kind)
        EventAgency.objects.create(event=event, agency=agency, role=role)
    return Event.objects.for_cards().get()


def test_tells_all_that_is_known():
    event = well_known_event()

    data = event_json_ld(event, address=ADDRESS, picture="/events/cookout.png?lang=en")

    organizers = sorted(data.pop("organizer"), key=lambda one: one["name"])
    assert organizers == [
        {
            "@type": "Organization",
            "name": "Friends",
            "url": "https://nightout.example.org/agencies/friends/",
        },
        {
            "@type": "GovernmentOrganization",
            "name": "Miami Gardens Police",
            "url": "https://nightout.example.org/agencies/miami-gardens-police/",
        },
    ]
    assert data == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Cookout",
        "url": ADDRESS,
        "description": "Bring a chair.",
        "startDate": "2018-08-07T18:00:00-04:00",
        "endDate": "2018-08-07T21:00:00-04:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Rolling Oaks Park",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "18701 NW 17th Avenue",
                "addressLocality": "Miami Gardens",
                "addressRegion": "FL",
                "addressCountry": "US",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 25.9441, "longitude": -80.2372},
        },
        "image": ["https://nightout.example.org/events/cookout.png?lang=en"],
        "superEvent": {
            "@type": "EventSeries",
            "name": "National Night Out 2018",
            "url": "https://nightout.example.org/campaigns/national-night-out-2018/",
            "startDate": "2018-08-07",
        },
        "inLanguage": ["en", "ht"],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "USD",
            "availability": "https://schema.org/InStock",
            "url": ADDRESS,
        },
        "maximumAttendeeCapacity": 250,
    }


def test_leaves_out_what_is_not_known():
    assert told() == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Cookout",
        "url": ADDRESS,
        "description": ("Cookout: Tuesday, 7 August 2018, Time not announced, Miami Gardens, FL."),
        "startDate": "2018-08-07",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Place not announced",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Miami Gardens",
                "addressRegion": "FL",
                "addressCountry": "US",
            },
        },
        "image": ["https://nightout.example.org/events/cookout.png?lang=en"],
    }


@pytest.mark.parametrize(
    ("zone", "day", "start"),
    [
        ("America/Phoenix", date(2018, 8, 7), "2018-08-07T18:00:00-07:00"),
        ("Pacific/Honolulu", date(2018, 8, 7), "2018-08-07T18:00:00-10:00"),
        ("America/Puerto_Rico", date(2018, 8, 7), "2018-08-07T18:00:00-04:00"),
        ("America/Chicago", date(2018, 10, 2), "2018-10-02T18:00:00-05:00"),
        ("America/Chicago", date(2018, 12, 4), "2018-12-04T18:00:00-06:00"),
    ],
)
def test_hours_are_those_of_the_city(zone: str, day: date, start: str):
    city = make_city(name="Elsewhere", time_zone=zone)

    assert told(city=city, start_date=day, start_time=time(18))["startDate"] == start


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({"start_time": time(18)}, None),
        ({"end_date": date(2018, 8, 9)}, "2018-08-09"),
        (
            {"start_time": time(20), "end_time": time(1), "end_date": date(2018, 8, 8)},
            "2018-08-08T01:00:00-04:00",
        ),
    ],
)
def test_end_is_told_as_far_as_it_is_known(fields: dict, end: str | None):
    assert told(**fields).get("endDate") == end


@pytest.mark.parametrize(
    ("status", "schema"),
    [
        ("rescheduled", "EventRescheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_status_is_one_of_schema_org(status: str, schema: str):
    data = told(status=status, is_free=True)

    assert data["eventStatus"] == f"https://schema.org/{schema}"
    assert ("offers" in data) == (status != "cancelled")


def test_moved_event_tells_when_it_was_to_be():
    event = make_event(start_time=time(18), publication="draft")
    for fields in (
        {"start_date": date(2018, 8, 1), "end_date": date(2018, 8, 1), "publication": "public"},
        {"start_date": date(2018, 8, 8), "end_date": date(2018, 8, 8), "publication": "hidden"},
        {"start_date": date(2018, 8, 14), "end_date": date(2018, 8, 14), "publication": "public"},
        {"status": "rescheduled"},
        {"title": "Changed since"},
    ):
        Event.objects.filter(pk=event.pk).update(**fields)
    event = Event.objects.for_cards().get()

    data = event_json_ld(event, address=ADDRESS, picture="")

    assert data["startDate"] == "2018-08-14T18:00:00-04:00"
    assert data["previousStartDate"] == "2018-08-01T18:00:00-04:00"


def test_moved_event_whose_first_date_was_never_public_tells_none():
    event = make_event(publication="draft", status="rescheduled")
    Event.objects.filter(pk=event.pk).update(publication="public", start_date=date(2018, 8, 6))
    event = Event.objects.for_cards().get()

    assert "previousStartDate" not in event_json_ld(event, address=ADDRESS, picture="")


def test_price_is_told_only_where_there_is_none():
    assert "offers" not in told()

    data = told(is_free=False)

    assert "offers" not in data
    assert data["isAccessibleForFree"] is False


def test_home_is_never_named_nor_located():
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
    )

    data = told(park=home, place_as_printed="the Smiths'")

    assert data["location"]["name"] == "At a home"
    assert data["location"]["address"]["streetAddress"] == "1400 block of NW 64th Street"
    assert "geo" not in data["location"]
    assert "Smiths" not in json.dumps(data)
    assert "1412" not in json.dumps(data)


def test_sample_is_not_told_to_search_engines():
    data = told(campaign=make_campaign(is_sample=True))

    assert data == {}
    assert written(data) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_database_nothing_more(rows: int, django_assert_num_queries):
    event = make_event(park=make_park(), campaign=make_campaign())
    for _row in range(rows):
        EventAgency.objects.create(event=event, agency=make_agency())
    event = Event.objects.for_cards().get()

    with django_assert_num_queries(0):
        event_json_ld(event, address=ADDRESS, picture="")


# ---------- On the page ----------


def test_typed_text_cannot_end_the_script():
    data = told(title=NASTY, description=NASTY)

    page = written(data)

    assert page.count("<") == page.count(">") == 2
    assert not {"&", "\u2028", "\u2029"} & set(page)
    (script,) = BeautifulSoup(page, "html.parser").find_all("script")
    assert script["type"] == "application/ld+json"
    assert json.loads(script.string) == data
