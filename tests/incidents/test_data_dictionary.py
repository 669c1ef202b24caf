import csv
import io
import json

import pytest
from django.test import Client

from incidents.exports import FIELDS
from incidents.models import Offense, Outcome
from tests.incidents.files import body, full_incident
from tests.readers import soup

pytestmark = pytest.mark.django_db


def explained(client: Client, prefix: str = "") -> dict[str, tuple[str, str, str]]:
    """Type, meaning and files of each column, by its name."""
    rows = soup(client.get(f"{prefix}/incidents/data/")).select("table tbody > tr")
    found = {}
    for row in rows:
        kind, files = (part.extract() for part in row.select(".note"))
        parts = (kind, row.td, files)
        told = [" ".join(part.get_text(" ").split()) for part in parts]
        found[row.th.get_text(strip=True)] = (*told[:2], told[2].removeprefix("Files: "))
    return found


def columns_of(client: Client, suffix: str) -> list[str]:
    told = body(client, f"/incidents.{suffix}").decode("utf-8-sig")
    match suffix:
        case "csv":
            return next(csv.reader(io.StringIO(told)))
        case "ndjson":
            return list(json.loads(told.splitlines()[0]))
    return list(json.loads(told)["features"][0]["properties"])


@pytest.mark.parametrize(
    ("suffix", "name"), [("csv", "CSV"), ("ndjson", "NDJSON"), ("geojson", "GeoJSON")]
)
def test_each_column_of_a_file_is_explained_and_no_other(client: Client, suffix: str, name: str):
    full_incident()

    found = [
        column
        for column, (_type, _meaning, files) in explained(client).items()
        if name in files.split(", ")
    ]

    assert found == columns_of(client, suffix)


def test_each_column_has_a_type_and_a_meaning(client: Client):
    found = explained(client)

    assert len(found) == len(FIELDS) == len({field.name for field in FIELDS})
    assert [name for name, (kind, meaning, _files) in found.items() if not (kind and meaning)] == []


def test_codes_are_explained_one_by_one(client: Client):
    found = explained(client)

    for column, codes in [("offense", Offense), ("outcome", Outcome)]:
        kind, meaning, _files = found[column]
        assert kind == "code"
        for code, label in codes.choices:
            assert f"{code} : {label}" in meaning


def test_no_name_and_no_address_of_a_source_travels(client: Client):
    staying = {
        name for name, (*_told, files) in explained(client).items() if "nightly file" not in files
    }

    assert staying == {
        *("name", "name_given", "source_urls"),
        *("people_shot", "people_killed"),  # counted from the rows of people
    }


@pytest.mark.parametrize("prefix", ["", "/es", "/ht"])
def test_page_stands_in_each_language(client: Client, prefix: str, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(f"{prefix}/incidents/data/")

    assert response.status_code == 200
    assert soup(response).html["lang"] == (prefix.strip("/") or "en")
