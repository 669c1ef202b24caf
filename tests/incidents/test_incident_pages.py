from datetime import date

import pytest
from django.test import Client

from incidents.models import (
    CaseStatus,
    IncidentLink,
    IncidentSource,
    NameBasis,
    NameRule,
    Outcome,
    PlacePrecision,
)
from nightout.sources.models import Measure
from tests.factories import (
    make_agency,
    make_city,
    make_incident,
    make_neighborhood,
    make_reported_count,
    make_source,
    make_victim,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

SHOWN = {"name_rule": NameRule.FULL, "name_basis": NameBasis.PUBLISHED}


def places(response) -> list[str]:
    return [title.get_text(strip=True) for title in soup(response).select(".incident-row__title")]


def test_says_when_where_and_what_became_of_whom(client: Client):
    incident = make_incident(
        precision="weekend",
        day=date(2018, 6, 16),
        date_as_printed="that same weekend",
        summary="Two people were shot.",
        inference="Miami Gardens by context.",
    )
    make_victim(incident=incident, name="Jo Doe", age=24, outcome=Outcome.KILLED, **SHOWN)
    make_victim(incident=incident, outcome=Outcome.SHOT_NOT_STATED)

    page = words(client.get(incident.get_absolute_url()))

    for fact in (
        "weekend of 16–17 June 2018",
        "As printed: “that same weekend”",
        "Jo Doe Age 24. Killed.",
        "Not named Age not stated. Shot; outcome not stated.",
        "Two people were shot.",
        "What we infer: Miami Gardens by context.",
    ):
        assert fact in page


def test_withheld_name_is_not_in_the_page(client: Client):
    incident = make_incident()
    make_victim(incident=incident, name="Canary Childsname", age=10, outcome=Outcome.SURVIVED)

    for path in (incident.get_absolute_url(), "/incidents/", "/cities/miami-gardens-fl/"):
        assert b"Canary" not in client.get(path).content
    assert "Name withheld Age 10. Survived; injury not stated." in words(
        client.get(incident.get_absolute_url())
    )


def test_initials_are_all_there_is(client: Client):
    incident = make_incident()
    make_victim(
        incident=incident,
        name="Darin Canary Jr.",
        outcome=Outcome.KILLED,
        name_rule=NameRule.INITIALS,
        name_basis=NameBasis.PUBLISHED,
    )

    response = client.get(incident.get_absolute_url())

    assert "D. C." in words(response)
    assert b"Canary" not in response.content


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_is_404_unless_public(client: Client, publication: str):
    incident = make_incident(publication=publication)

    assert client.get(incident.get_absolute_url()).status_code == 404
    assert places(client.get("/incidents/")) == []


def test_links_to_incidents_that_are_not_public_stay_inside(client: Client):
    incident, hidden = make_incident(), make_incident(publication="hidden", day=date(2018, 7, 4))
    other = make_incident(day=date(2018, 6, 23))
    for to in (hidden, other):
        IncidentLink.objects.create(
            incident=incident, other=to, kind="connected", said_by="the chief"
        )

    page = words(client.get(incident.get_absolute_url()))

    assert "Saturday, 23 June 2018 Police say they are connected. Said by: the chief." in page
    assert "4 July 2018" not in page


def test_case_history_is_dated_newest_first(client: Client):
    incident = make_incident()
    CaseStatus.objects.create(incident=incident, state="open", as_of=date(2018, 8, 2))
    CaseStatus.objects.create(
        incident=incident, state="cleared_by_arrest", as_of=date(2018, 9, 1), said_by="police"
    )

    page = words(client.get(incident.get_absolute_url()))

    assert (
        "Cleared by arrest. As of 1 September 2018. Said by: police. Open. As of 2 August 2018."
        in page
    )


def test_staff_notes_stay_inside(client: Client):
    incident = make_incident(notes="for our eyes only")
    make_victim(incident=incident, notes="nor this")

    page = client.get(incident.get_absolute_url()).content

    assert b"for our eyes only" not in page
    assert b"nor this" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["July", "June 23", "Weekend", "Month"]),
        ("first=2018-06-17&last=2018-06-17", ["Weekend", "Month"]),
        ("first=2018-06-20", ["July", "June 23", "Month"]),
        ("last=2018-06-16", ["Weekend", "Month"]),
        ("outcome=killed", ["July"]),
        ("outcome=injured", ["Month"]),
        ("city=miami", ["Month"]),
        ("city=liberty+city", ["Month"]),
        ("county=miami-dade+county", ["July", "June 23", "Weekend", "Month"]),
    ],
)
def test_filters_find_every_day_a_span_may_lie_on(client: Client, query: str, found: list[str]):
    gardens, miami = make_city(), make_city(name="Miami")

    def place(text: str, **fields) -> dict:
        return {"precision": PlacePrecision.CITY, "city": gardens, "public_text": text, **fields}

    month = make_incident(
        precision="month",
        day=date(2018, 6, 5),
        location=place("Month", city=miami, neighborhood=make_neighborhood(city=miami)),
    )
    make_victim(incident=month, outcome=Outcome.SURVIVED)
    make_incident(precision="weekend", day=date(2018, 6, 16), location=place("Weekend"))
    make_incident(day=date(2018, 6, 23), location=place("June 23"))
    july = make_incident(day=date(2018, 7, 23), location=place("July"))
    make_victim(incident=july, outcome=Outcome.KILLED)

    response = client.get(f"/incidents/?{query}")

    assert [title.split(",")[0] for title in places(response)] == found


def test_claims_stand_beside_the_list(client: Client):
    make_reported_count(measure=Measure.KILLED, qualifier="nearly", value=20)

    assert "0 recorded of nearly 20 people killed reported" in words(client.get("/incidents/"))


def test_registry_without_rows_is_sensible(client: Client):
    page = words(client.get("/incidents/"))

    assert "No incident is recorded here." in page
    assert "That does not mean that nothing happened." in page


@pytest.mark.parametrize("pk", ["0", "999999999", "99999999999999999999999"])
def test_unknown_incident_is_404(client: Client, pk: str):
    assert client.get(f"/incidents/{pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    agency = make_agency(city=make_city())
    for _ in range(rows):
        incident = make_incident(agency=agency)
        for _ in range(rows):
            make_victim(incident=incident, outcome=Outcome.KILLED)
            IncidentSource.objects.create(incident=incident, source=make_source())
        make_reported_count()
    other = make_incident()
    IncidentLink.objects.create(incident=incident, other=other, kind="related", said_by="police")

    with django_assert_num_queries(6):
        client.get("/incidents/")
    with django_assert_num_queries(7):
        client.get(incident.get_absolute_url())
