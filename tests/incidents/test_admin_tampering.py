"""Forms of the staff room that were made by hand, or filled with what cannot be."""

from datetime import date

import pytest
from django.test import Client

from incidents.models import Incident, NameRule, Outcome
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.factories import (
    make_agency,
    make_city,
    make_incident,
    make_member,
    make_victim,
)

pytestmark = pytest.mark.django_db

ADD = "/admin/incidents/incident/add/"
PARTS = ["exact_place", "victims", "citations", "case_statuses", "rewards", "links"]


@pytest.fixture
def agency():
    return make_agency(city=make_city())


@pytest.fixture(autouse=True)
def manager(client: Client, agency):
    user = make_member(agency=agency, role=Role.MANAGER)
    client.force_login(user)
    return user


def sent(agency, **changes: str) -> dict[str, str]:
    form = {
        "agency": agency.pk,
        "publication": "public",
        "written_in": "en",
        "precision": "day",
        "day": "2018-06-17",
        "location-TOTAL_FORMS": "1",
        "location-INITIAL_FORMS": "0",
        "location-0-precision": "city",
        "location-0-city": agency.city_id,
        **{f"{part}-{count}_FORMS": "0" for part in PARTS for count in ("TOTAL", "INITIAL")},
    }
    return {**form, **changes}


def test_incident_with_its_place_is_stored(client: Client, agency):
    assert client.post(ADD, sent(agency)).status_code == 302
    assert Incident.objects.public().count() == 1


@pytest.mark.parametrize("number", ["0", "2"])
def test_incident_without_one_place_is_refused(client: Client, agency, number: str):
    more = {"location-1-precision": "city", "location-1-city": agency.city_id}
    response = client.post(ADD, sent(agency, **{"location-TOTAL_FORMS": number}, **more))

    assert response.status_code == 200
    assert Incident.objects.count() == 0


def test_incident_that_lost_its_place_is_not_shown(client: Client):
    incident = make_incident()
    incident.location.delete()

    assert client.get(f"/incidents/{incident.pk}/").status_code == 404
    assert client.get("/incidents/").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "0218-06-17", "1899-12-31", "2101-01-01"])
@pytest.mark.parametrize("precision", ["day", "weekend", "week", "month", "year"])
def test_day_beyond_our_time_is_a_plain_error(client: Client, agency, day: str, precision: str):
    response = client.post(ADD, sent(agency, day=day, precision=precision))

    assert "The year must lie between 1900 and 2100." in response.content.decode()
    assert Incident.objects.count() == 0


def test_last_day_of_time_is_a_plain_error(client: Client, agency):
    response = client.post(ADD, sent(agency, day="9999-12-31", precision="weekend"))

    assert "The year must lie between 1900 and 2100." in response.content.decode()


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "9" * 30])
@pytest.mark.parametrize("count", ["TOTAL", "INITIAL"])
def test_number_of_rows_that_is_none_is_refused(client: Client, agency, count: str, number: str):
    response = client.post(ADD, sent(agency, **{f"victims-{count}_FORMS": number}))

    assert response.status_code == 400


@pytest.mark.parametrize("when", ["2018-00113", "02018999", "2018-13", "2018-6-1", "٢٠١٨", "9999"])
def test_date_filter_takes_anything(client: Client, when: str):
    make_incident(day=date(2018, 6, 17))

    assert client.get("/admin/incidents/incident/", {"when": when}).status_code == 200


@pytest.mark.parametrize("order", ["1", "-2", "5.1", "99", "x", "-"])
def test_list_takes_any_order_that_is_asked(client: Client, agency, order: str):
    make_incident(agency=agency)

    assert client.get("/admin/incidents/incident/", {"o": order}).status_code == 200


def test_reading_withheld_names_in_the_history_is_noted(client: Client, agency, manager):
    incident = make_incident(agency=agency)
    make_victim(incident=incident, name="Canary", outcome=Outcome.SURVIVED)
    gone = make_victim(incident=incident, name="Canary Gone", name_rule=NameRule.WITHHELD)
    gone.delete()

    page = client.get(f"/admin/incidents/incident/{incident.pk}/history/")

    assert b"Canary" in page.content
    entry = Entry.objects.get()
    assert (entry.who, entry.verb, entry.count) == (manager.email, "read", 2)
