import json
from datetime import datetime, time
from typing import Any

import pytest
from django.test import Client

from events.feeds.tables import FIELDS
from tests.events.files import CITY, as_csv, as_json, body, features, full_event
from tests.factories import (
    make_agency,
    make_campaign,
    make_city,
    make_event,
)
from tests.naughty import naughty_strings, needs_naughty_strings

pytestmark = pytest.mark.django_db


def test_json_says_all_that_the_page_says(client: Client):
    event = full_event()

    (told,) = as_json(client, "/cities/miami-fl.json")

    assert told == {
        "identifier": event.pk,
        "url": "http://testserver/events/cookout/",
        "name": "Cookout, with music",
        "description": "Bring a chair.\nAnd a friend.",
        "inLanguage": "en",
        "startDate": "2018-08-07T18:00",
        "endDate": "2018-08-07T21:30",
        "timeZone": "America/New_York",
        "eventStatus": "rescheduled",
        "sample": False,
        "superEvent": "National Night Out 2018",
        "location": "Rolling Oaks Park",
        "locationAsPrinted": "the square",
        "streetAddress": "100 Main Street",
        "neighborhood": "Liberty City",
        "addressLocality": "Miami",
        "county": "Miami-Dade County",
        "addressRegion": "FL",
        "latitude": 25.8,
        "longitude": -80.2,
        "pointIsExact": True,
        "accessibility": "Gate",
        "organizer": ["Police", "City"],
        "attending": ["Fire Rescue"],
        "activities": ["Cookout", "Music"],
        "isAccessibleForFree": True,
        "wheelchairAccess": False,
        "spokenLanguages": ["en", "ht"],
        "maximumAttendeeCapacity": 250,
        "rainPlan": "In the gym",
        "contact": "305-555-0101",
        "inference": "The hour is that of 2017.",
        "citation": [
            "A Gazette: A story (2018-08-07): the place",
            "B Times: A story (2018-08-08, inferred)",
            "C Post: A story",
        ],
        "citationUrl": ["https://gazette.example.org/a", "", ""],
        "dateCreated": f"{event.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "dateModified": f"{event.listing.changed_at:%Y-%m-%dT%H:%M:%SZ}",
        "version": event.listing.revision,
    }


def test_what_is_not_known_is_empty(client: Client):
    make_event()

    (told,) = as_json(client)
    (row,) = as_csv(client)

    unknown = [
        *("description", "endDate", "superEvent", "location", "locationAsPrinted"),
        *("streetAddress", "neighborhood", "accessibility", "isAccessibleForFree"),
        *("wheelchairAccess", "maximumAttendeeCapacity", "rainPlan", "contact", "inference"),
    ]
    none = ["organizer", "attending", "activities", "spokenLanguages", "citation", "citationUrl"]
    assert {name: value for name, value in told.items() if value in (None, [])} == {
        **dict.fromkeys(unknown),
        **{name: [] for name in none},
    }
    assert {name for name, value in row.items() if value == ""} == {*unknown, *none}
    assert (told["startDate"], told["pointIsExact"]) == ("2018-08-07", False)


def test_csv_and_json_hold_the_same(client: Client):
    full_event()

    (row,) = as_csv(client, "/cities/miami-fl.csv")

    (told,) = as_json(client, "/cities/miami-fl.json")
    assert row == {name: in_a_cell(value) for name, value in told.items()}


def in_a_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " | ".join(value)
    return str(value)


def test_json_says_where_it_comes_from_and_what_its_fields_mean(client: Client):
    make_event()

    told = json.loads(body(client, f"{CITY}.json?lang=es"))

    assert list(told) == ["name", "generated", "url", "credit", "fields", "events"]
    assert datetime.fromisoformat(told["generated"]).tzinfo is not None
    assert told["url"] == "http://testserver/es/cities/miami-gardens-fl/"
    assert list(told["fields"]) == list(told["events"][0]) == [field.name for field in FIELDS]
    assert all(told["fields"].values())


def test_empty_list_is_a_file_too(client: Client):
    make_city()

    assert as_json(client) == []
    assert as_csv(client) == []
    assert features(client) == []


def test_sample_is_marked_in_every_row(client: Client):
    make_event(campaign=make_campaign(is_sample=True))

    assert as_json(client)[0]["sample"] is True
    assert as_csv(client)[0]["sample"] == "true"
    assert features(client)[0]["properties"]["sample"] is True


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝"])
def test_formula_is_stopped_in_csv_and_left_alone_in_json(client: Client, start: str):
    text = f"{start}HYPERLINK(1)"
    make_event(title=text, description=text, contact=text, host=make_agency(name=text))

    (row,) = as_csv(client)

    for name in ("name", "description", "contact", "organizer"):
        assert row[name] == f"'{text}"
    assert as_json(client)[0]["name"] == text


def test_each_column_that_holds_typed_text_is_guarded():
    from_program = {
        *("identifier", "url", "inLanguage", "startDate", "endDate", "timeZone", "eventStatus"),
        *("sample", "addressRegion", "latitude", "longitude", "pointIsExact"),
        *("isAccessibleForFree", "wheelchairAccess", "maximumAttendeeCapacity"),
        *("dateCreated", "dateModified", "version"),
    }

    assert {field.name for field in FIELDS if not field.is_typed} == from_program


@needs_naughty_strings
def test_naughty_titles_come_back_as_they_are(client: Client):
    titles = [kept[:200] for text in naughty_strings() if (kept := text.replace("\0", ""))]
    for number, title in enumerate(titles):
        make_event(title=title, slug=f"event-{number}", start_time=time(number % 24))

    in_json = {told["url"]: told["name"] for told in as_json(client)}
    on_map = {told["properties"]["url"]: told["properties"]["title"] for told in features(client)}
    in_csv = {row["url"]: row["name"] for row in as_csv(client)}

    assert on_map == {f"/events/event-{place}/": title for place, title in enumerate(titles)}
    assert in_json == {f"http://testserver{path}": title for path, title in on_map.items()}
    assert {url: name.removeprefix("'") for url, name in in_csv.items()} == {
        url: name.removeprefix("'") for url, name in in_json.items()
    }
