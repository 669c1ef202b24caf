"""The list of incidents: what each filter finds, and what no search may reach."""

from datetime import date

import pytest
from django.test import Client

from incidents.models import CaseStatus, Incident, NameRule, Outcome, PlacePrecision
from tests.factories import (
    make_city,
    make_incident,
    make_neighborhood,
    make_victim,
    make_zip,
)
from tests.incidents.places import at_block, places
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

SHOWN = {"name_rule": NameRule.FULL, "name_basis": "published", "outcome": Outcome.KILLED}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("backyard", True),  # of the summary
        ("BACK backyard", True),  # each word, and what begins so
        ("father's", True),  # of the date as printed
        ("181st", True),  # of the place
        ("Ángela", True),  # of a name that is shown, without its accent
        ("Angella", True),  # with a slip
        ("campbell backyard 181st", True),  # here and there
        ("campbell elsewhere", False),
        ("'zz \\ | & :* <", False),
        ("!!!", False),
    ],
)
def test_words_find_summary_place_and_names_that_are_shown(client: Client, text, found):
    incident = make_incident(
        summary="Shot in a backyard.",
        date_as_printed="Father's Day",
        location=at_block(public_text="near NW 181st Street"),
    )
    make_victim(incident=incident, name="Angela Campbell", **SHOWN)
    make_incident(summary="Elsewhere.", location=at_block(public_text="Other"))

    response = client.get("/incidents/", {"q": text})

    assert response.status_code == 200
    assert places(response) == (["Near NW 181st Street, Miami Gardens"] if found else [])


@pytest.mark.parametrize(
    "withheld",
    [
        {"name_rule": NameRule.WITHHELD},
        {"name_rule": NameRule.INITIALS, "name_basis": "published"},
        {"name_rule": NameRule.WITHHELD, "hold": "held"},
    ],
)
def test_words_never_reach_a_name_that_is_withheld(client: Client, withheld):
    incident = make_incident(notes="Canary Yellowbird was there")
    make_victim(
        incident=incident, name="Canary Yellowbird", notes="Yellowbird", **{**SHOWN, **withheld}
    )

    for text in ("canary", "yellowbird", "canari", "yellow", "Canary Yellowbird"):
        assert places(client.get("/incidents/", {"q": text})) == []


def test_words_find_a_name_no_longer_once_the_family_asks(client: Client):
    victim = make_victim(incident=make_incident(), name="Canary Yellowbird", **SHOWN)
    before = places(client.get("/incidents/?q=yellowbird"))

    victim.name_rule, victim.hold = NameRule.WITHHELD, "held"
    victim.save()

    assert len(before) == 1
    assert places(client.get("/incidents/?q=yellowbird")) == []


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_words_find_nothing_that_is_not_public(client: Client, publication):
    make_victim(
        incident=make_incident(summary="Canary", publication=publication), name="Canary", **SHOWN
    )

    assert places(client.get("/incidents/?q=canary")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("precision=day", ["Day", "Minute"]),
        ("precision=days", ["Weekend"]),
        ("precision=month", ["Month", "Year"]),
        ("offense=09A", ["Day"]),
        ("open=on", ["Weekend"]),
        ("open=on&precision=month", []),
        ("neighborhood=liberty-city", ["Month"]),
        ("neighborhood=Liberty+Citty", ["Month"]),
        ("city=miami&neighborhood=liberty-city", ["Month"]),
        ("city=miami-gardens-fl&neighborhood=liberty-city", []),
        ("precision=nonsense", []),
    ],
)
def test_filters_find(client: Client, query: str, found: list[str]):
    area = make_neighborhood(city=make_city(name="Miami"))
    make_incident(precision="year", day=date(2018, 1, 1), location=at_block(public_text="Year"))
    make_incident(
        precision="month",
        day=date(2018, 6, 1),
        location=at_block(public_text="Month", city=area.city, neighborhood=area),
    )
    weekend = make_incident(
        precision="weekend", day=date(2018, 6, 16), location=at_block(public_text="Weekend")
    )
    minute = make_incident(
        precision="time",
        day=date(2018, 6, 17),
        occurred_at="21:30",
        location=at_block(public_text="Minute"),
    )
    make_incident(offense="09A", day=date(2018, 6, 20), location=at_block(public_text="Day"))
    say(weekend, "cleared_by_arrest", 1)
    say(weekend, "open", 2)  # what was said last counts
    say(minute, "open", 1)
    say(minute, "closed", 2)

    response = client.get(f"/incidents/?{query}")

    assert [title.split(",")[0] for title in places(response)] == found


def say(incident: Incident, state: str, day: int) -> None:
    CaseStatus.objects.create(incident=incident, state=state, as_of=date(2018, 8, day))


def test_case_of_a_record_that_was_merged_is_the_case_of_the_other(client: Client):
    kept, gone = make_incident(), make_incident()
    say(kept, "closed", 1)
    say(gone, "open", 2)
    Incident.objects.filter(pk=gone.pk).update(merged_into=kept)

    assert len(places(client.get("/incidents/?open=on"))) == 1


def test_zip_code_finds_the_city_in_which_it_lies_and_says_so(client: Client):
    gardens = make_city(kind="city", population=113000, latitude=25.942, longitude=-80.2456)
    make_city(name="Opa-locka", kind="city", population=16000, latitude=25.9023, longitude=-80.2503)
    make_zip(code="33056", post_office="Opa Locka", latitude=25.945, longitude=-80.247)
    make_incident(city=gardens)
    make_incident(city=make_city(name="Hialeah", kind="city", latitude=25.8576, longitude=-80.2781))

    response = client.get("/incidents/?city=33056")

    assert places(response) == ["Miami Gardens"]
    assert "33056: postal Opa-locka, in Miami Gardens." in words(response)


def test_filters_in_use_are_chips_and_stay_in_the_form(client: Client):
    make_incident()

    response = client.get("/incidents/?precision=day&open=on&view=map&area=city:miami-gardens-fl")

    chips = [chip.get_text(" ", strip=True) for chip in soup(response).select("a.chip")]
    assert chips == [
        "Remove the filter How exactly the date is known: The day is known",
        "Remove the filter The case is open",
        "Remove the filter On the map: Miami Gardens, FL, no closer known",
    ]
    kept = {field["name"]: field["value"] for field in soup(response).select("[type=hidden]")}
    assert kept == {"view": "map", "area": "city:miami-gardens-fl"}


def test_month_only_rows_say_so(client: Client):
    make_incident(precision="month", day=date(2018, 6, 1))

    row = soup(client.get("/incidents/?first=2018-06-16&last=2018-06-17")).select_one(
        ".incident-row"
    )

    assert "only the month is known" in row.get_text(" ", strip=True)


def test_list_is_kept_out_of_search_engines(client: Client):
    """A row may name a victim."""
    page = soup(client.get("/incidents/"))

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_pages_go_by_key_under_each_filter(client: Client):
    for day in range(1, 31):
        make_incident(summary="Same", day=date(2018, 6, day))

    first = client.get("/incidents/?q=same")
    more = soup(first).select_one(".pager__link--later")["href"]
    second = client.get(f"/incidents/{more}")

    assert (len(places(first)), len(places(second))) == (20, 10)


@pytest.mark.parametrize("rows", [1, 3])
def test_every_filter_at_once_takes_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    city = make_city()
    area = make_neighborhood(city=city)
    for number in range(rows):
        incident = make_incident(
            summary="Same",
            offense="09A",
            location={
                "precision": PlacePrecision.NEIGHBORHOOD,
                "city": city,
                "neighborhood": area,
            },
        )
        make_victim(incident=incident, age=30 + number, **SHOWN)
        say(incident, "open", 1)
    query = (
        "city=miami-gardens-fl&neighborhood=liberty-city&county=miami-dade+county&first=2018-06-01"
        "&last=2018-06-30&outcome=killed&offense=09A&precision=day&open=on&q=same"
        "&area=neighborhood:miami-gardens-fl/liberty-city"
    )

    with django_assert_num_queries(13):
        response = client.get(f"/incidents/?{query}")

    assert len(places(response)) == rows
