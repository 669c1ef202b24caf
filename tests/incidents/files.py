"""Reading the files of incidents, and what to put into them."""

import csv
import io
import json
from datetime import date
from typing import Any

from django.test import Client

from incidents.models import CaseStatus, FactClaim, Incident, IncidentSource, NameBasis, NameRule
from nightout import datespan
from tests.factories import (
    make_agency,
    make_city,
    make_incident,
    make_neighborhood,
    make_source,
    make_victim,
)

SHOWN = {"name_rule": NameRule.FULL, "name_basis": NameBasis.PUBLISHED}


def as_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    text = body(client, f"/incidents.csv{query}").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def as_ndjson(client: Client, query: str = "") -> list[dict[str, Any]]:
    return [json.loads(line) for line in body(client, f"/incidents.ndjson{query}").splitlines()]


def features(client: Client, query: str = "") -> list[dict[str, Any]]:
    return json.loads(body(client, f"/incidents.geojson{query}"))["features"]


def body(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue()


def full_incident() -> Incident:
    """Everything is known of it, but the minute."""
    city = make_city(name="Miami", geonameid=4164138)
    incident = make_incident(
        agency=make_agency(name="Police", ori="FL0130000"),
        precision=datespan.Precision.WEEKEND,
        day=date(2018, 6, 16),
        date_as_printed="that weekend",
        offense="13A",
        circumstance="10",
        location={
            "precision": "block",
            "city": city,
            "neighborhood": make_neighborhood(city=city),
            "public_text": "1400 block of NW 64th Street",
            "latitude": "25.834",
            "longitude": "-80.218",
        },
    )
    gazette = make_source(publisher="A Gazette", url="https://gazette.example.org/a")
    inferred = make_source(
        publisher="B Times",
        published_on=None,
        inferred_on=date(2018, 8, 8),
        inferred_because="It tells of the evening before.",
    )
    undated = make_source(publisher="C Post", published_on=None)
    for source, fact in [(undated, ""), (inferred, ""), (gazette, "the day"), (gazette, "age")]:
        IncidentSource.objects.create(incident=incident, source=source, fact=fact)
    for state, day in [("open", date(2018, 7, 1)), ("cleared_by_arrest", date(2018, 9, 1))]:
        CaseStatus.objects.create(incident=incident, state=state, as_of=day)
    killed = make_victim(
        incident=incident, name="Jo Doe", age=24, outcome="killed", outcome_source=gazette, **SHOWN
    )
    FactClaim.objects.create(
        victim=killed,
        fact="outcome",
        value="killed",
        source=gazette,
        as_of=date(2018, 6, 20),
        chosen=True,
    )
    make_victim(incident=incident, name="Canary Child", age_group="under_18", outcome="injured")
    return incident
