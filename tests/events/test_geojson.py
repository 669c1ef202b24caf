import json
from datetime import date, time

import pytest
from django.test import Client

from events import formats
from events.models import Event
from tests.events.files import as_json, body, features, full_event, make_many
from tests.factories import (
    make_city,
    make_event,
    make_park,
)

pytestmark = pytest.mark.django_db


def test_feature_keeps_its_promise_to_the_map(client: Client):
    event = full_event()

    (told,) = features(client, "/cities/miami-fl.geojson?lang=es")

    assert told == {
        "type": "Feature",
        "id": event.pk,
        "geometry": {"type": "Point", "coordinates": [-80.2, 25.8]},
        "properties": {
            "title": "Cookout, with music",
            "url": "/events/cookout/",
            "start": "2018-08-07T18:00",
            "end": "2018-08-07T21:30",
            "place": "Rolling Oaks Park",
            "city": "Miami",
            "state": "FL",
            "status": "rescheduled",
            "sample": False,
            "exact": True,
            "free": True,
            "wheelchair_access": False,
            "lang": "en",
            "time_zone": "America/New_York",
        },
    }


def test_feature_without_a_point_of_its_own_stands_in_its_city(client: Client):
    make_event(park=make_park())

    (told,) = features(client)

    assert told["geometry"]["coordinates"] == [-80.2456, 25.942]
    assert told["properties"]["exact"] is False
    assert told["properties"]["place"] == "Rolling Oaks Park"
    assert (told["properties"]["free"], told["properties"]["wheelchair_access"]) == (None, None)


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({}, "2018-08-07", None),
        ({"start_time": time(18)}, "2018-08-07T18:00", None),
        ({"end_date": date(2018, 8, 9)}, "2018-08-07", "2018-08-09"),
        (
            {"start_time": time(20), "end_time": time(1), "end_date": date(2018, 8, 8)},
            *("2018-08-07T20:00", "2018-08-08T01:00"),
        ),
    ],
)
def test_hours_that_are_not_announced_are_not_made_up(client: Client, fields, start, end):
    make_event(**fields)

    (on_map,) = features(client)
    (in_json,) = as_json(client)

    assert (on_map["properties"]["start"], on_map["properties"]["end"]) == (start, end)
    assert (in_json["startDate"], in_json["endDate"]) == (start, end)


def test_map_gets_no_more_than_it_can_draw(client: Client, monkeypatch):
    monkeypatch.setattr(formats, "MOST_ON_A_MAP", 3)
    make_many(4)

    on_map = json.loads(body(client, "/events.geojson?when=all&map=1"))
    all_of_them = json.loads(body(client, "/events.geojson?when=all"))

    assert on_map["type"] == all_of_them["type"] == "FeatureCollection"
    assert (len(on_map["features"]), on_map["truncated"]) == (3, True)
    assert (len(all_of_them["features"]), all_of_them["truncated"]) == (4, False)

    Event.objects.first().delete()

    just_enough = json.loads(body(client, "/events.geojson?when=all&map=1"))
    assert (len(just_enough["features"]), just_enough["truncated"]) == (3, False)


def test_nearest_come_first(client: Client):
    for name, latitude in [("Far", 26.1), ("Near", 25.95)]:
        make_event(title=name, city=make_city(name=name, latitude=latitude))

    response = client.get("/events.geojson?near=25.94,-80.25&within=25&when=all")

    told = json.loads(response.getvalue())["features"]
    assert [one["properties"]["title"] for one in told] == ["Near", "Far"]
    assert response["Cache-Control"] == "private, no-store"  # it says where somebody is
