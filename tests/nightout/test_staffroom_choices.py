"""What a field of the staff room offers while one types the name of a city."""

import pytest
from django.urls import reverse

from nightout.places.models import City
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db
FIELD = {"app_label": "incidents", "model_name": "location", "field_name": "city"}


@pytest.fixture
def cities() -> None:
    broward = make.make_county(name="Broward County")
    placer = make.make_county(name="Placer County", state="CA")
    make.make_city(name="Westpark", state="CA", county=placer, population=22_993)
    make.make_city(name="West Park", state="CA", county=placer, population=50_000)
    make.make_city(name="West Park", county=broward, population=15_097, kind="city")
    make.make_city(kind="city")
    make.make_city(slug="miami-gardens-broward-fl", county=broward, population=2_706)


@pytest.fixture
def editor(cities):
    """Of an agency in Florida."""
    return signed_in(make.make_member(agency=make.make_agency(city=make.make_city())))


def offered(client, term: str) -> list[str]:
    found = client.get(reverse("admin:autocomplete"), {**FIELD, "term": term}).json()["results"]
    return [choice["text"] for choice in found]


@pytest.mark.parametrize("term", ["West Park", "west park"])
def test_exact_names_come_first_then_the_own_state_then_the_largest(editor, term):
    assert offered(editor, term) == [
        "West Park, FL (city, Broward County)",
        "West Park, CA (Placer County)",
        "Westpark, CA (Placer County)",
    ]


def test_the_state_may_be_typed_too(editor):
    assert offered(editor, "West Park, FL")[0] == "West Park, FL (city, Broward County)"
    assert offered(editor, "west park ca")[0] == "West Park, CA (Placer County)"


def test_two_places_of_one_name_are_told_apart(editor):
    assert offered(editor, "miami gardens") == [
        "Miami Gardens, FL (city, Miami-Dade County)",
        "Miami Gardens, FL (Broward County)",
    ]


def test_to_a_coordinator_no_state_is_nearer(cities):
    assert offered(signed_in(make.make_coordinator()), "west park")[:2] == [
        "West Park, CA (Placer County)",
        "West Park, FL (city, Broward County)",
    ]


def test_the_form_calls_the_chosen_city_the_same(cities):
    incident = make.make_incident(city=City.objects.get(slug="miami-gardens-broward-fl"))
    coordinator = signed_in(make.make_coordinator())

    page = coordinator.get(reverse("admin:incidents_incident_change", args=[incident.pk])).text

    assert "Miami Gardens, FL (Broward County)" in page


@pytest.mark.parametrize("number", [1, 3])
def test_choices_take_the_same_queries_for_three_as_for_one(
    editor, number, django_assert_num_queries
):
    for each in range(number):
        make.make_city(name=f"Sunny {each}")

    with django_assert_num_queries(6):
        assert len(offered(editor, "sunny")) == number
