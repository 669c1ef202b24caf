import json
from datetime import date, time

import pytest
from django.test import Client

from incidents.areas import Square
from incidents.exports import FIELDS, About
from incidents.models import (
    CaseStatus,
    Incident,
    IncidentSource,
    Location,
    NameBasis,
    NameRule,
    Victim,
)
from tests.factories import (
    make_agency,
    make_city,
    make_county,
    make_incident,
    make_source,
    make_victim,
)
from tests.incidents.files import as_csv, as_ndjson, body, features, full_incident

pytestmark = pytest.mark.django_db

SUFFIXES = ["csv", "ndjson", "geojson"]
PLACE = {"precision": "block", "latitude": "25.834", "longitude": "-80.218"}


def test_ndjson_has_a_row_for_each_person_with_all_that_is_public():
    incident = full_incident()
    killed, injured = incident.victims.order_by("pk")

    first, second = as_ndjson(Client())

    assert first == {
        "incident": incident.pk,
        "url": f"http://testserver/incidents/{incident.pk}/",
        "date_edtf": "[2018-06-16..2018-06-17]",
        "first_day": "2018-06-16",
        "last_day": "2018-06-17",
        "date_precision": "weekend",
        "date_as_printed": "that weekend",
        "place": "1400 block of NW 64th Street",
        "place_precision": "block",
        "neighborhood": "Liberty City",
        "city": "Miami",
        "city_geonames_id": 4164138,
        "county": "Miami-Dade County",
        "county_geoid": make_county().fips,
        "state": "FL",
        "latitude": 25.834,
        "longitude": -80.218,
        "offense": "13A",
        "circumstance": "10",
        "agency": "Police",
        "agency_ori": "FL0130000",
        "case_status": "cleared_by_arrest",
        "case_as_of": "2018-09-01",
        "people": 2,
        "person": killed.pk,
        "name": "Jo Doe",
        "name_given": "full",
        "age": 24,
        "age_group": None,
        "outcome": "killed",
        "outcome_source": "A Gazette",
        "outcome_as_of": "2018-06-20",
        "sources": ["A Gazette", "B Times", "C Post"],
        "source_dates": ["2018-08-07", "2018-08-08~", ""],
        "source_urls": ["https://gazette.example.org/a", "", ""],
        "updated_at": f"{incident.updated_at:%Y-%m-%dT%H:%M:%SZ}",
    }
    assert second == first | {
        "person": injured.pk,
        "name": None,
        "name_given": "withheld",
        "age": None,
        "age_group": "under_18",
        "outcome": "injured",
        "outcome_source": None,
        "outcome_as_of": None,
    }


def test_csv_says_the_same_in_the_same_columns(client: Client):
    full_incident()

    tables, lines = as_csv(client), as_ndjson(client)

    assert [list(row) for row in tables] == [list(line) for line in lines]
    for row, line in zip(tables, lines, strict=True):
        assert row == {
            name: " | ".join(value) if isinstance(value, list) else _in_a_cell(value)
            for name, value in line.items()
        }


def _in_a_cell(value) -> str:
    return "" if value is None else str(value)


def test_geojson_has_a_feature_for_each_incident_without_names(client: Client):
    incident = full_incident()
    (line, _second) = as_ndjson(client)

    (feature,) = features(client)

    persons = {field.name for field in FIELDS if field.about is About.PERSON}
    assert feature["type"] == "Feature"
    assert feature["id"] == incident.pk
    assert feature["properties"] == {
        **{name: value for name, value in line.items() if name not in persons},
        "people_shot": 2,
        "people_killed": 1,
    }


def test_block_is_the_square_that_the_map_draws(client: Client):
    make_incident(location={**PLACE, "city": make_city()})
    place = Location.objects.get()

    (feature,) = features(client)

    ring = [list(map(float, corner)) for corner in Square(place.latitude, place.longitude).ring()]
    assert feature["geometry"] == {"type": "Polygon", "coordinates": [ring]}


def test_what_is_known_more_roughly_has_no_geometry(client: Client):
    make_incident(city=make_city(name="Miami"))
    make_incident(day=date(2018, 6, 1), location={"precision": "county", "county": make_county()})

    told = [(it["geometry"], it["properties"]) for it in features(client)]

    assert [geometry for geometry, _told in told] == [None, None]
    assert [(it["place_precision"], it["city"], it["county"], it["state"]) for _no, it in told] == [
        ("city", "Miami", "Miami-Dade County", "FL"),
        ("county", None, "Miami-Dade County", "FL"),
    ]


def test_incident_of_which_nobody_is_recorded_has_a_row(client: Client):
    make_incident()

    (row,) = as_ndjson(client)

    persons = {field.name for field in FIELDS if field.about is About.PERSON}
    assert row["people"] == 0
    assert {row[name] for name in persons} == {None}


def test_what_is_not_known_is_null_and_never_0(client: Client):
    incident = make_incident()
    make_victim(incident=incident)

    (row,) = as_ndjson(client)

    assert {name for name, value in row.items() if value is None} == {
        *("date_as_printed", "place", "neighborhood", "city_geonames_id", "latitude", "longitude"),
        *("offense", "circumstance", "agency_ori", "case_status", "case_as_of"),
        *("name", "age", "age_group", "outcome_source", "outcome_as_of"),
    }
    assert (row["sources"], row["outcome"], row["name_given"]) == ([], "unknown", "not_named")


@pytest.mark.parametrize(
    ("precision", "day", "fields", "edtf"),
    [
        ("time", date(2018, 6, 17), {"occurred_at": time(22, 15)}, "2018-06-17T22:15"),
        ("day", date(2018, 6, 17), {}, "2018-06-17"),
        ("month", date(2018, 6, 17), {}, "2018-06"),
        ("year", date(2018, 6, 17), {}, "2018"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(client: Client, precision, day, fields, edtf):
    make_incident(precision=precision, day=day, **fields)

    (row,) = as_csv(client)

    assert row["date_edtf"] == edtf


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_withheld_names_drafts_and_notes_stay_inside(client: Client, suffix: str):
    incident = make_incident(notes="Canary note", summary="Canary summary")
    make_victim(
        incident=incident, name="Canary Child", age=10, notes="Canary", external_id="Canary"
    )
    make_victim(
        incident=incident,
        name="Darin Canary Jr.",
        outcome="killed",
        name_rule=NameRule.INITIALS,
        name_basis=NameBasis.PUBLISHED,
    )
    CaseStatus.objects.create(
        incident=incident, state="open", as_of=date(2018, 8, 2), note="Canary", said_by="Canary"
    )
    IncidentSource.objects.create(
        incident=incident, source=make_source(title="Canary, 10, is mourned", notes="Canary")
    )
    kept = make_incident()
    for fields in ({"publication": "draft"}, {"publication": "hidden"}, {"merged_into": kept}):
        make_incident(date_as_printed="Canary day", **fields)

    told = body(client, f"/incidents.{suffix}").decode()

    assert "Canary" not in told
    assert ("D. C." in told) is (suffix != "geojson")


def test_sources_and_status_of_a_merged_record_are_told_of_the_one_that_stays(client: Client):
    kept = make_incident()
    gone = make_incident(merged_into=kept)
    other = make_incident(day=date(2018, 6, 1))
    for incident, publisher in [(gone, "Gone"), (kept, "Kept"), (other, "Other")]:
        IncidentSource.objects.create(incident=incident, source=make_source(publisher=publisher))
    CaseStatus.objects.create(incident=gone, state="open", as_of=date(2018, 7, 1))

    told = [(it["sources"], it["case_status"]) for it in as_ndjson(client)]

    assert told == [(["Gone", "Kept"], "open"), (["Other"], None)]


def test_list_is_filtered_as_the_page_is_newest_first(client: Client):
    june = make_incident(precision="month", day=date(2018, 6, 1))
    july = make_incident(day=date(2018, 7, 4))
    make_incident(day=date(2018, 8, 1))
    survivor, killed = (make_victim(incident=july, outcome=it) for it in ("injured", "killed"))

    of_summer = as_csv(client, "?first=2018-06-17&last=2018-07-31")
    with_killed = as_csv(client, "?outcome=killed")

    assert [row["incident"] for row in of_summer] == [*[str(july.pk)] * 2, str(june.pk)]
    assert [row["person"] for row in with_killed] == [str(survivor.pk), str(killed.pk)]
    assert [it["id"] for it in features(client, "?outcome=killed")] == [july.pk]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_empty_list_is_a_whole_file(client: Client, suffix: str):
    told = body(client, f"/incidents.{suffix}").decode("utf-8-sig")

    if suffix == "csv":
        names = [field.name for field in FIELDS if field.about is not About.PEOPLE]
        assert told == ",".join(names) + "\n"
    else:
        assert (json.loads(told)["features"] if suffix == "geojson" else told) in ([], "")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_wrong_filter_is_said(client: Client, suffix: str):
    make_incident()

    response = client.get(f"/incidents.{suffix}?first=yesterday&lang=es")

    assert response.status_code == 400
    assert response.content.startswith(b"first: ")
    assert response["Content-Language"] == "es"


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("query", ["city=%00", "first=%F0%9F%A6%8A", "outcome=x", "lang=%00", "=&"])
def test_bad_filter_is_no_crash(client: Client, suffix: str, query: str):
    make_incident()

    assert client.get(f"/incidents.{suffix}?{query}").status_code in (200, 400)


def test_cell_that_a_spreadsheet_would_run_is_stopped(client: Client):
    make_incident(
        agency=make_agency(name="+Police"),
        date_as_printed="=1+1",
        location={**PLACE, "city": make_city(), "public_text": "@home"},
    )
    IncidentSource.objects.create(
        incident=Incident.objects.get(), source=make_source(publisher="-Post")
    )

    (row,) = as_csv(client)
    (line,) = as_ndjson(client)

    columns = ("agency", "date_as_printed", "place", "sources")
    assert [row[name] for name in columns] == ["'+Police", "'=1+1", "'@home", "'-Post"]
    assert [line[name] for name in columns] == ["+Police", "=1+1", "@home", ["-Post"]]
    assert row["longitude"] == "-80.218"


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("ndjson", "application/x-ndjson; charset=utf-8"),
        ("geojson", "application/geo+json"),
    ],
)
def test_says_what_it_is(client: Client, suffix: str, content_type: str):
    make_city(name="Miami")

    response = client.get(f"/incidents.{suffix}?lang=ht&city=miami")

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert f"-miami.{suffix}" in response["Content-Disposition"]
    assert response["Content-Language"] == "ht"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-cache"


def test_url_leads_to_the_page_in_the_asked_language(client: Client):
    incident = make_incident()

    (row,) = as_csv(client, "?lang=es")

    assert row["url"] == f"http://testserver/es/incidents/{incident.pk}/"
    assert client.get(row["url"]).status_code == 200


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_name_that_is_taken_back_is_gone_at_once(client: Client, suffix: str):
    full_incident()
    first = client.get(f"/incidents.{suffix}")
    known = {"if-none-match": first["ETag"]}
    assert (b"Jo Doe" in first.getvalue()) is (suffix != "geojson")
    assert client.get(f"/incidents.{suffix}", headers=known).status_code == 304

    Victim.objects.update(name="", name_rule=NameRule.WITHHELD, name_basis="", hold="removed")

    again = client.get(f"/incidents.{suffix}", headers=known)
    assert again.status_code == 200
    assert b"Jo Doe" not in again.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_head_asks_for_no_rows(client: Client, suffix: str, django_assert_num_queries):
    full_incident()

    with django_assert_num_queries(1):
        head = client.head(f"/incidents.{suffix}")
        assert head.getvalue() == b""

    assert head["ETag"] == client.get(f"/incidents.{suffix}")["ETag"]
    assert client.post(f"/incidents.{suffix}").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_asks_the_same_number_of_queries(
    client: Client, suffix: str, rows: int, django_assert_num_queries
):
    for _ in range(rows):
        incident = make_incident()
        for _ in range(rows):
            make_victim(incident=incident)
            IncidentSource.objects.create(incident=incident, source=make_source())

    with django_assert_num_queries(4):
        body(client, f"/incidents.{suffix}")


def test_page_of_the_list_leads_to_its_files(client: Client):
    make_city(name="Miami")

    page = client.get("/es/incidents/?city=miami&view=map&after=x").content.decode()

    for suffix in SUFFIXES:
        assert f'href="/incidents.{suffix}?city=miami&amp;lang=es"' in page
    assert 'href="/es/incidents/data/"' in page
