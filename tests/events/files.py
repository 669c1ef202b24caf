"""Reading our data files, and what to put into them."""

import csv
import io
import json
from datetime import date, time
from typing import Any

from django.test import Client

from events.models import AgencyRole, Event, EventAgency, EventSource
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_neighborhood,
    make_park,
    make_source,
)

CITY = "/cities/miami-gardens-fl"


def as_json(client: Client, path: str = f"{CITY}.json") -> list[dict[str, Any]]:
    return json.loads(body(client, path))["events"]


def as_csv(client: Client, path: str = f"{CITY}.csv") -> list[dict[str, str]]:
    text = body(client, path).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def features(client: Client, path: str = f"{CITY}.geojson") -> list[dict[str, Any]]:
    return json.loads(body(client, path))["features"]


def body(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue()


def make_many(number: int, description: str = "") -> None:
    city = make_city()
    Event.objects.bulk_create(
        Event(
            title=f"Event {place}",
            slug=f"event-{place}",
            description=description,
            city=city,
            start_date=date(2018, 8, 7),
            end_date=date(2018, 8, 7),
            publication="public",
        )
        for place in range(number)
    )


def full_event() -> Event:
    """Everything is known of it."""
    city = make_city(name="Miami")
    event = make_event(
        title="Cookout, with music",
        slug="cookout",
        description="Bring a chair.\nAnd a friend.",
        city=city,
        neighborhood=make_neighborhood(city=city),
        campaign=make_campaign(),
        park=make_park(
            city=city,
            address="100 Main Street",
            latitude=25.8,
            longitude=-80.2,
            accessibility="Gate",
        ),
        place_as_printed="the square",
        start_time=time(18),
        end_time=time(21, 30),
        status="rescheduled",
        host=make_agency(name="Police"),
        activities=(make_activity(name="Music"), make_activity(name="Cookout")),
        is_free=True,
        wheelchair_access=False,
        languages=["en", "ht"],
        capacity=250,
        rain_plan="In the gym",
        contact="305-555-0101",
        inference="The hour is that of 2017.",
    )
    for name, role in [("City", AgencyRole.CO_HOST), ("Fire Rescue", AgencyRole.ATTENDING)]:
        EventAgency.objects.create(event=event, agency=make_agency(name=name), role=role)
    for publisher, fields, fact in [
        ("A Gazette", {"url": "https://gazette.example.org/a"}, "the place"),
        (
            "B Times",
            {
                "published_on": None,
                "inferred_on": date(2018, 8, 8),
                "inferred_because": "It tells of the evening before.",
            },
            "",
        ),
        ("C Post", {"published_on": None}, ""),
    ]:
        source = make_source(publisher=publisher, title="A story", **fields)
        EventSource.objects.create(event=event, source=source, fact=fact)
    return Event.objects.select_related("listing").get()
