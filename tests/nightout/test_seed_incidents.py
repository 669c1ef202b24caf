"""One test for each fact about the shootings, asked of pages and QuerySets."""

from datetime import date

import pytest
from django.test import Client

from incidents.models import (
    CaseState,
    Incident,
    IncidentLink,
    LinkKind,
    NameBasis,
    NameRule,
    Outcome,
    PlacePrecision,
    Victim,
)
from nightout.datespan import Precision
from nightout.places.models import City, County
from tests.readers import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_loaded")]


def victim(reference: str) -> Victim:
    return Victim.objects.public().select_related("incident").get(external_id=reference)


def incident(reference: str) -> Incident:
    """The incident of the victim with that number."""
    return victim(reference).incident


def page_of(client: Client, reference: str) -> str:
    return words(client.get(incident(reference).get_absolute_url()))


def test_there_are_six_incidents_and_nine_people():
    assert Incident.objects.public().count() == 6
    assert Victim.objects.public().count() == 9


@pytest.mark.parametrize(
    ("reference", "precision", "first", "last", "in_words", "printed"),
    [
        ("seed:V1", "month", date(2018, 6, 1), date(2018, 6, 30), "June 2018", "back in June"),
        (
            "seed:V7",
            "day",
            date(2018, 6, 17),
            date(2018, 6, 17),
            "Sunday, 17 June 2018",
            "Father's Day, the Sunday before June 23",
        ),
        (
            "seed:V2",
            "weekend",
            date(2018, 6, 16),
            date(2018, 6, 17),
            "weekend of 16–17 June 2018",
            "that same weekend",
        ),
        (
            "seed:V3",
            "weekend",
            date(2018, 6, 16),
            date(2018, 6, 17),
            "weekend of 16–17 June 2018",
            "that same weekend",
        ),
        (
            "seed:V4",
            "day",
            date(2018, 6, 23),
            date(2018, 6, 23),
            "Saturday, 23 June 2018",
            "June 23",
        ),
        ("seed:V6", "day", date(2018, 7, 23), date(2018, 7, 23), "Monday, 23 July 2018", "July 23"),
    ],
)
def test_date_is_as_exact_as_stated(
    client: Client, reference, precision, first, last, in_words, printed
):
    found = incident(reference)

    assert (found.precision, found.occurred_from, found.occurred_to) == (precision, first, last)
    assert (found.occurred_at, found.date_as_printed) == (None, printed)
    assert found.when() == in_words
    assert f"{in_words} As printed: “{printed}”" in page_of(client, reference)


@pytest.mark.parametrize(
    ("reference", "place", "agency", "publisher"),
    [
        ("seed:V1", "West Perrine", "Miami-Dade Police", "CBS Miami"),
        ("seed:V2", "Miami Gardens", "Miami Gardens Police", "WSVN 7News"),
        ("seed:V3", "Miami Gardens", "Miami Gardens Police", "WSVN 7News"),
        ("seed:V4", "Miami Gardens", "Miami Gardens Police", "WSVN 7News"),
        ("seed:V6", "Miami Gardens", "Miami Gardens Police", "WSVN 7News"),
        (
            "seed:V7",
            "near NW 181st Street and 41st Court, Miami Gardens",
            "Miami Gardens Police",
            "WSVN 7News",
        ),
    ],
)
def test_incident_has_its_place_agency_and_source(reference, place, agency, publisher):
    found = incident(reference)

    assert (str(found.location), found.agency.name) == (place, agency)
    assert [citation.source.publisher for citation in found.citations.all()] == [publisher]


def test_only_the_crossing_of_fathers_day_is_known():
    crossings = Incident.objects.filter(location__precision=PlacePrecision.CROSSING)

    assert list(crossings) == [incident("seed:V7")]
    assert Incident.objects.filter(location__precision=PlacePrecision.CITY).count() == 5
    assert Incident.objects.exclude(location__latitude=None).count() == 0


def test_all_six_are_in_miami_dade_and_five_in_miami_gardens():
    miami_dade = County.objects.get(name="Miami-Dade County")
    miami_gardens = City.objects.get(slug="miami-gardens-fl")

    assert Incident.objects.public().in_counties([miami_dade]).count() == 6
    assert Incident.objects.public().in_city(miami_gardens).count() == 5


def test_page_says_what_is_inferred_of_place_and_year(client: Client):
    west_perrine = page_of(client, "seed:V1")
    miami_gardens = page_of(client, "seed:V4")

    assert "The year follows from the date of the source" in west_perrine
    assert "That it was in Miami Gardens follows from the context" in miami_gardens
    assert "The source prints no year: 2018 rests on CBS Miami's story" in miami_gardens


@pytest.mark.parametrize(
    ("reference", "name", "age", "outcome"),
    [
        ("seed:V2", "Thristan Hanson", 24, Outcome.SHOT_NOT_STATED),
        ("seed:V3", "Michael Mathis Jr.", 21, Outcome.SHOT_NOT_STATED),
        ("seed:V4", "Stephen Campbell", None, Outcome.KILLED),
        ("seed:V5", "Donald Armstrong", None, Outcome.KILLED),
        ("seed:V6", "Darin Williams Jr.", 27, Outcome.KILLED),
    ],
)
def test_published_name_of_an_adult_is_shown(client: Client, reference, name, age, outcome):
    found = victim(reference)

    assert (found.name_rule, found.name_basis) == (NameRule.FULL, NameBasis.PUBLISHED)
    assert (found.age, found.outcome) == (age, outcome)
    assert found.outcome_source.publisher == "WSVN 7News"
    said = f"{name} Age {age or 'not stated'}. {Outcome(outcome).label.capitalize()}."
    assert said in page_of(client, reference)


def test_three_people_are_not_named_and_count_all_the_same(client: Client):
    (found,) = {incident(reference).pk for reference in ("seed:V7", "seed:V8", "seed:V9")}

    unnamed = Victim.objects.public().filter(incident=found)

    assert (
        list(unnamed.values_list("name", "public_name", "age", "outcome"))
        == [("", "", None, Outcome.SHOT_NOT_STATED)] * 3
    )
    once = "Not named Age not stated. Shot; outcome not stated."
    assert page_of(client, "seed:V7").count(once) == 3


def test_two_were_killed_in_one_car(client: Client):
    assert incident("seed:V4") == incident("seed:V5")
    assert "seated inside an SUV" in page_of(client, "seed:V4")


def test_son_who_stood_there_is_no_victim_of_ours(client: Client):
    assert incident("seed:V6").victims.count() == 1
    assert "Whether the son was hurt is not stated" in page_of(client, "seed:V6")


def test_cousin_is_in_notes_for_staff_and_on_no_page(client: Client):
    assert "Latonia Brown" in victim("seed:V6").notes
    assert "Nothing says that she was at the event" in victim("seed:V6").notes
    assert "Brown" not in page_of(client, "seed:V6")


# The ten-year-old


def test_boy_of_ten_survived_and_how_he_was_hurt_is_not_stated(client: Client):
    boy = victim("seed:V1")

    assert (boy.age, boy.outcome) == (10, Outcome.SURVIVED)
    assert "any injury, is not stated in so many words" in page_of(client, "seed:V1")


def test_boys_name_is_kept_for_staff_with_the_doubt_about_it():
    boy = victim("seed:V1")

    assert (boy.name, boy.name_rule, boy.name_basis) == ("Makaih Smith", NameRule.WITHHELD, "")
    assert "the boy by context, not by an explicit statement" in boy.notes


def test_boys_name_is_in_no_public_row():
    rows = Victim.objects.public().as_published()

    assert len(rows) == 9
    assert [row for row in rows if "Makaih" in repr(row) or "Smith" in repr(row)] == []
    assert victim("seed:V1").public_name == ""


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/cities/west-perrine-fl/",
        "/cities/miami-gardens-fl/",
        "/agencies/miami-dade-police/",
        "/campaigns/national-night-out-2018/",
        "/events/?when=past",
        "/events/?when=past&q=Makaih",
        "/events/national-night-out-in-west-perrine-2018/",
        "/incidents/",
        "/incidents/?city=West+Perrine",
        "/incidents/?outcome=injured",
    ],
)
@pytest.mark.parametrize("language", ["", "/es", "/ht"])
def test_boys_name_is_on_no_page(client: Client, page, language):
    response = client.get(f"{language}{page}")

    assert response.status_code == 200
    assert "Smith" not in response.content.decode()


@pytest.mark.parametrize("language", ["", "/es", "/ht"])
def test_boys_name_is_not_on_the_page_of_the_incident(client: Client, language):
    response = client.get(f"{language}{incident('seed:V1').get_absolute_url()}")

    assert response.status_code == 200
    assert "Makaih" not in response.content.decode()
    assert "Smith" not in response.content.decode()


# What belongs together, and how the case stands


def test_both_of_the_weekend_may_be_the_one_of_fathers_day():
    links = IncidentLink.objects.order_by("pk")

    assert [(link.incident, link.other) for link in links] == [
        (incident("seed:V2"), incident("seed:V7")),
        (incident("seed:V3"), incident("seed:V7")),
    ]
    assert {(link.kind, link.said_by, link.source) for link in links} == {
        (LinkKind.POSSIBLE_DUPLICATE, "This registry", None)
    }


def test_two_of_the_weekend_are_separate(client: Client):
    assert incident("seed:V2") != incident("seed:V3")
    for reference in ("seed:V2", "seed:V3"):
        assert "in which one person is named is a separate one" in page_of(client, reference)


def test_page_says_who_thinks_it_may_be_the_same(client: Client):
    page = page_of(client, "seed:V2")

    assert "May be the same incident. Said by: This registry." in page
    assert "Whether it is the same shooting is not stated." in page


def test_case_of_july_is_open_as_the_chief_said():
    (status,) = incident("seed:V6").case_statuses.all()

    assert (status.state, status.as_of) == (CaseState.OPEN, date(2018, 8, 2))
    assert status.said_by == "Police Chief Delma Noel-Pratt, Miami Gardens Police"
    assert "26 July 2018 is the looser reading" in status.note
    assert status.source.publisher == "WSVN 7News"


def test_no_other_case_has_a_status():
    assert Incident.objects.filter(case_statuses=None).count() == 5


def test_codes_that_no_source_states_are_empty():
    assert set(Incident.objects.values_list("offense", "circumstance")) == {("", "")}


def test_no_summary_holds_a_name():
    named = ("Hanson", "Mathis", "Campbell", "Armstrong", "Williams", "Smith", "Brown")

    texts = " ".join(f"{row.summary} {row.inference}" for row in Incident.objects.all())

    assert [name for name in named if name in texts] == []


def test_weekends_and_months_are_whole():
    spans = set(Incident.objects.values_list("precision", flat=True))

    assert spans == {Precision.MONTH, Precision.DAY, Precision.WEEKEND}
