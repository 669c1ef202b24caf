"""The search page about shootings: asked for by word, found by words, recorded near a ZIP code."""

from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.models import Incident, NameRule, Outcome
from incidents.names import honour
from nightout.pages.middleware import pages
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_county,
    make_event,
    make_incident,
    make_neighborhood,
    make_park,
    make_tip_line,
    make_victim,
    make_zip,
)
from tests.incidents.places import at_block, places
from tests.readers import soup, titles, words

pytestmark = pytest.mark.django_db

HINT = "Shootings are recorded under Incidents"
SHOWN = {"name_rule": NameRule.FULL, "name_basis": "published", "outcome": Outcome.KILLED}
EVERYWHERE = {
    "All incidents": "/incidents/",
    "Incidents in numbers": "/incidents/statistics/",
}


def search(client: Client, text: str) -> HttpResponse:
    return client.get("/search/", {"q": text})


def panel(response: HttpResponse) -> Tag | None:
    return soup(response).select_one("main .panel")


def offered(response: HttpResponse) -> dict[str, str]:
    """Links that are offered to who asked for shootings."""
    if HINT not in words(response):
        return {}
    return {link.get_text(strip=True): link["href"] for link in panel(response).select("a")}


def rows(response: HttpResponse, title: str) -> list[str]:
    for heading in soup(response).select("main section h2"):
        if heading.get_text(strip=True) == title:
            return [it.get_text(strip=True) for it in heading.find_parent("section").select("li a")]
    return []


# Asked for by a word


@pytest.mark.parametrize(
    "text",
    [
        *("shooting", "Shootings", "shot", "killed", "gun", "homicide", "gun violence", "shoot"),
        *("tiroteo", "¡Tiroteos!", "disparos", "baleado", "víctimas de tiroteo", "armas de fuego"),
        *("tire", "bal", "kout zam", "KOUT ZÀM", "tire moun", "touye", "yo touye moun"),
    ],
)
def test_a_word_for_shootings_leads_to_incidents_and_to_no_lookalike(client: Client, text: str):
    for name in ("Cut and Shooting", "Six Shooter Canyon", "Gunnison", "Baltimore", "Tired Creek"):
        make_city(name=name)
    make_agency(name="Killeen Police")

    response = search(client, text)

    assert offered(response) == EVERYWHERE
    assert f"Found for “{text}”" in words(response)
    assert rows(response, "Places") == (["Cut and Shooting"] if text == "shooting" else [])
    assert rows(response, "Agencies") == []


def test_a_place_of_just_such_a_word_is_still_found(client: Client):
    for name in ("Bal Harbour", "Baltimore", "Gun Barrel City", "Gunnison", "Shot"):
        make_city(name=name)

    assert rows(search(client, "bal"), "Places") == ["Bal Harbour"]
    assert rows(search(client, "guns"), "Places") == []
    assert rows(search(client, "gun"), "Places") == ["Gun Barrel City"]
    assert search(client, "bal harbour").url == "/cities/bal-harbour-fl/"
    assert search(client, "shot").url == "/cities/shot-fl/"


@pytest.mark.parametrize(
    ("text", "name", "query"),
    [
        ("shooting miami gardens", "Miami Gardens, FL", "city=miami-gardens-fl"),
        ("Shootings in Miami Gardens, Florida", "Miami Gardens, FL", "city=miami-gardens-fl"),
        ("tiroteo en Miami", "Miami, FL", "city=miami-fl"),
        ("kout zam nan Miami", "Miami, FL", "city=miami-fl"),
        ("shot miami", "Miami, FL", "city=miami-fl"),
        ("miami gun violence", "Miami, FL", "city=miami-fl"),
        ("tiroteo en el paso", "El Paso, FL", "city=el-paso-fl"),
        ("shooting in Bal Harbour", "Bal Harbour, FL", "city=bal-harbour-fl"),
        ("shooting 33056", "33056", "city=33056"),
        ("shooting miami-dade", "Miami-Dade County, FL", "county=miami-dade-county-fl"),
        (
            "tiroteo liberty city",
            "Liberty City, Miami, FL",
            "city=miami-fl&neighborhood=liberty-city",
        ),
    ],
)
def test_a_place_beside_the_word_leads_to_its_incidents(
    client: Client, text: str, name: str, query: str
):
    for city in ("Miami Gardens", "Miami", "Bal Harbour", "El Paso", "Paso", "Harbour"):
        make_city(name=city)
    make_neighborhood()
    make_zip()

    found = offered(search(client, text))

    assert found == {
        f"Incidents in {name}": f"/incidents/?{query}",
        "All incidents": "/incidents/",
        "Incidents in numbers": f"/incidents/statistics/?{query}",
    }
    for address in found.values():
        assert client.get(address).status_code == 200


def test_the_list_that_is_offered_holds_the_place_and_no_other(client: Client):
    make_incident(city=make_city(), location=at_block(public_text="Here"))
    make_incident(city=make_city(name="Miami"), location=None)

    address = offered(search(client, "shooting miami gardens"))["Incidents in Miami Gardens, FL"]

    assert places(client.get(address)) == ["Here, Miami Gardens"]


def test_places_of_one_name_are_each_offered(client: Client):
    make_neighborhood()
    make_city(name="Liberty City", state="TX", county=make_county(name="Gregg County", state="TX"))

    found = offered(search(client, "shooting in liberty city"))

    assert found == {
        "Incidents in Liberty City, TX": "/incidents/?city=liberty-city-tx",
        "Incidents in Liberty City, Miami, FL": (
            "/incidents/?city=miami-fl&neighborhood=liberty-city"
        ),
        **EVERYWHERE,
    }


def test_a_state_is_no_village_of_its_name(client: Client):
    make_city(name="Florida", state="NY")
    make_city(name="Florida", state="MA")

    assert offered(search(client, "shooting florida")) == EVERYWHERE


def test_a_misspelt_place_beside_the_word_is_offered_as_a_place(client: Client):
    make_city()

    response = search(client, "shooting miami gardins")

    assert offered(response) == EVERYWHERE
    assert rows(response, "Places") == ["Miami Gardens"]
    assert "Nothing is called" not in words(response)


@pytest.mark.parametrize(
    "text", ["flu shots", "tire recycling", "bal harbor", "shot put", "gun buyback", "shooter2"]
)
def test_a_word_of_other_things_asks_for_no_shooting(client: Client, text: str):
    make_city(name="Bal Harbour")
    make_event(title="Flu shots and blood pressure", start_date=date(2018, 8, 7))

    response = search(client, text)

    assert HINT not in words(response)
    assert rows(response, "Places") == (["Bal Harbour"] if text == "bal harbor" else [])


def test_what_is_called_so_in_all_its_words_is_found_beside(client: Client):
    park = make_park(name="Trail Glades Shooting Range")
    make_event(title="Open day", park=park, city=park.city)

    response = search(client, "shooting range")

    assert offered(response) == EVERYWHERE
    assert rows(response, "Parks") == ["Trail Glades Shooting Range"]


def test_other_words_beside_it_find_incidents(client: Client):
    make_incident(summary="In a backyard.", location=at_block(public_text="Here"))
    make_incident(summary="Elsewhere.")

    response = search(client, "shooting in a backyard")

    assert rows(response, "Incidents") == ["Sunday, 17 June 2018, Here, Miami Gardens"]
    assert soup(response).select_one("main .section-head a")["href"] == "/incidents/?q=backyard"


def test_a_few_incidents_do_not_stand_for_all_of_them(client: Client):
    make_incident(summary="One person was shot.")

    response = search(client, "shot")

    assert offered(response) == EVERYWHERE
    assert rows(response, "Incidents") == []


# Found by words


@pytest.mark.parametrize("text", ["Darin Williams", "darin", "Willliams", "backyard", "181st"])
def test_words_of_an_incident_and_names_that_are_shown_find_it(client: Client, text: str):
    incident = make_incident(
        summary="In a backyard.", location=at_block(public_text="near NW 181st Street")
    )
    make_victim(incident=incident, name="Darin Williams Jr.", age=27, **SHOWN)
    make_incident(summary="Elsewhere.")

    response = search(client, text)

    assert rows(response, "Incidents") == [
        "Sunday, 17 June 2018, near NW 181st Street, Miami Gardens"
    ]
    assert "Darin Williams Jr., age 27: killed" in words(response)
    assert "Nothing found" not in words(response)
    found = soup(response).select_one("main .found-list a")
    assert found["href"] == f"/incidents/{incident.pk}/"


def test_the_newest_five_are_shown_and_all_are_linked(client: Client):
    for day in range(1, 8):
        make_incident(summary="In a backyard.", day=date(2018, 6, day))
    make_incident(summary="In a backyard.", publication="draft", day=date(2018, 6, 20))

    response = search(client, "in backyard")

    assert rows(response, "Incidents") == [
        f"{weekday}, {day} June 2018, Miami Gardens"
        for weekday, day in [
            *(("Thursday", 7), ("Wednesday", 6), ("Tuesday", 5), ("Monday", 4), ("Sunday", 3)),
        ]
    ]
    link = soup(response).find("a", string="All incidents with these words")
    assert link["href"] == "/incidents/?q=in%20backyard"
    assert len(places(client.get(link["href"]))) == 7


def test_incidents_stand_after_events(client: Client):
    make_event(title="Backyard party", start_date=date(2018, 8, 7))
    make_incident(summary="In a backyard.")

    response = search(client, "backyard")

    assert [it.get_text(strip=True) for it in soup(response).select("main h2")] == [
        *("Events", "Incidents"),
    ]


WITHHELD: dict[str, dict[str, Any]] = {
    "withheld": {"name_rule": NameRule.WITHHELD},
    "initials": {"name_rule": NameRule.INITIALS, "name_basis": "published"},
    "held": {"name_rule": NameRule.WITHHELD, "hold": "held"},
    "never looked at": {"name_rule": NameRule.WITHHELD, "notes": "Canary Yellowbird"},
}


@pytest.mark.parametrize("how", WITHHELD)
@pytest.mark.parametrize("path", ["/search/", "/es/search/"])
def test_a_name_that_is_withheld_is_no_other_than_one_that_does_not_exist(
    client: Client, path: str, how: str
):
    incident = make_incident(summary="In a backyard.", notes="Canary Yellowbird was there")
    row = {**SHOWN, **WITHHELD[how]}
    make_victim(incident=incident, name="Canary Yellowbird", **row)

    assert_same_as_unknown(client, path)


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_public_is_not_found_by_its_words(client: Client, publication: str):
    incident = make_incident(summary="Canary", publication=publication)
    make_victim(incident=incident, name="Yellowbird", **SHOWN)

    for text in ("canary", "yellowbird"):
        assert f"Nothing found for “{text}”" in words(search(client, text))


@pytest.mark.parametrize("wish", ["hold", "remove"])
def test_a_name_that_a_family_took_back_is_found_no_more(client: Client, wish: str):
    incident = make_incident(summary="Canary Yellowbird was in a backyard.")
    victim = make_victim(incident=incident, name="Canary Yellowbird", **SHOWN)
    before = rows(search(client, "Canary Yellowbird"), "Incidents")

    honour(
        victim=victim,
        wish=wish,
        asked_by="the mother",
        received_on=date(2018, 9, 1),
        note="By phone",
        by=make_coordinator(),
    )

    assert len(before) == 1
    assert rows(search(client, "backyard"), "Incidents") != []
    assert_same_as_unknown(client, "/search/")


def assert_same_as_unknown(client: Client, path: str) -> None:
    """The page, and the work for it, of each part of the name, and of a name that nobody has."""
    for name, unknown in [
        ("Canary Yellowbird", "Cxnxrx Yxllxwbxrd"),
        ("yellowbird", "yxllxwbxrd"),
        ("canary", "cxnxrx"),
        ("canari", "cxnxrx"),
    ]:
        asked = []
        for text in (name, unknown):
            pages.clear()
            with CaptureQueriesContext(connection) as work:
                response = client.get(path, {"q": text})
            page = response.content.decode()
            for typed in (text, text.replace(" ", "%20"), text.replace(" ", "+")):
                page = page.replace(typed, "…")
            asked.append((response.status_code, len(work), page))
        assert asked[0] == asked[1]


def test_a_record_that_was_merged_is_not_found_beside_the_other(client: Client):
    kept, gone = make_incident(summary="Backyard"), make_incident(summary="Backyard")
    Incident.objects.filter(pk=gone.pk).update(merged_into=kept)

    assert len(rows(search(client, "backyard"), "Incidents")) == 1


def test_the_box_offers_nobodys_name(client: Client):
    incident = make_incident(summary="In a backyard.")
    make_victim(incident=incident, name="Darin Williams Jr.", **SHOWN)

    for text in ("darin", "Darin Williams", "williams jr", "backyard"):
        assert client.get("/suggest.json", {"q": text}).json()["suggestions"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_incidents_of_words_take_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        incident = make_incident(summary="In a backyard.", city=make_city(name=f"Miami {number}"))
        make_victim(incident=incident, name=f"Darin {number}", **SHOWN)
        make_victim(incident=incident)

    # The stamp; the text folded; three for an exact name; one for words of events, which none
    # has; the words of incidents folded, and one for each of the two; the incidents, and their
    # people; five sorts of names, begun, then alike.
    with django_assert_num_queries(21):
        search(client, "darin backyard")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_word_for_shootings_takes_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        incident = make_incident(summary="A shooting.", city=make_city(name=f"Bal {number}"))
        make_victim(incident=incident, name=f"Darin {number}", **SHOWN)

    # The stamp; the text folded; three for an exact name; one for words of events; five names.
    with django_assert_num_queries(11):
        search(client, "bal")


# Recorded near a ZIP code


def recorded(response: HttpResponse) -> str:
    box = panel(response)
    return " ".join(box.get_text(" ").split()) if box else ""


def test_a_zip_code_tells_what_is_recorded_and_whom_to_call(client: Client):
    gardens = make_city(kind="city", population=113_000)
    make_city(name="Opa-locka", kind="city", latitude=25.90, longitude=-80.25, population=16_000)
    make_zip()
    for _ in range(3):
        make_victim(incident=make_incident(city=gardens), outcome=Outcome.KILLED)
    make_incident(city=gardens, publication="draft")
    make_incident(city=make_city(name="Opa-locka"))
    make_tip_line(county=gardens.county)
    make_tip_line(name="Of long ago", county=gardens.county, valid_to=date(2018, 1, 1))
    make_tip_line(name="Elsewhere", county=make_county(name="Broward County"))
    make_event(title="Soon", city=gardens, start_date=timezone.localdate())

    response = search(client, "33056")

    assert recorded(response) == (
        "Miami Gardens: 3 incidents recorded Miami-Dade Crime Stoppers"
        " 305-471-TIPS 305-471-8477 You can stay anonymous."
    )
    link, call = panel(response).select("a")
    assert link["href"] == "/incidents/?city=33056"
    assert len(places(client.get(link["href"]))) == 3
    assert call["href"] == "tel:305-471-8477"
    assert titles(response) == ["Soon"]


def test_a_zip_code_between_cities_counts_what_its_list_holds(client: Client):
    south, north = -0.02, 0.02
    for name, shift in (("Opa-locka", south), ("Hialeah", north)):
        city = make_city(
            name=name, kind="city", population=20_000, latitude=25.942 + shift, longitude=-80.2456
        )
        make_incident(city=city)
    make_zip()
    make_tip_line(city=city)

    response = search(client, "33056")

    assert "near Opa-locka and Hialeah" in words(response)
    assert recorded(response).startswith("Opa-locka, Hialeah: 2 incidents recorded Miami-Dade")
    assert len(places(client.get(panel(response).a["href"]))) == 2


def test_where_nothing_is_recorded_only_the_tip_line_is_told(client: Client):
    city = make_city(kind="city", population=113_000)
    make_incident(city=city, publication="draft")
    make_zip()
    make_tip_line(city=city)

    response = search(client, "33056")

    assert "recorded" not in recorded(response)
    assert recorded(response).startswith("Miami-Dade Crime Stoppers 305-471-TIPS")


def test_a_zip_code_of_no_known_city_tells_the_line_for_everyone(client: Client):
    make_zip()
    make_incident(city=make_city(name="Naples", latitude=26.14, longitude=-80.9))
    make_tip_line(name="For all of us")
    make_tip_line(name="Of the county", county=make_county())

    assert recorded(search(client, "33056")).startswith("For all of us 305-471-TIPS")


def test_a_zip_code_with_neither_shows_no_empty_box(client: Client):
    make_city(kind="city", population=113_000)
    make_zip()

    assert panel(search(client, "33056")) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_what_is_recorded_takes_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    city = make_city(kind="city", population=113_000)
    make_zip()
    for number in range(rows):
        make_victim(incident=make_incident(city=city))
        make_tip_line(name=f"Line {number}", county=city.county)

    # The stamp; the text folded; the ZIP code and the cities near it; three for its words; the
    # incidents counted; the tip lines; the events near it, and the next ones, of which are none.
    with django_assert_num_queries(11):
        response = search(client, "33056")

    assert len(panel(response).select("[href^='tel:']")) == rows
