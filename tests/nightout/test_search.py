"""The search page: places, parks, agencies, campaigns and events by what somebody typed."""

from datetime import date, timedelta

import pytest
import time_machine
from bs4 import Tag
from django.http import HttpResponse
from django.test import Client

from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_county,
    make_event,
    make_neighborhood,
    make_park,
    make_zip,
)
from tests.readers import soup, titles, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_eve():
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


def search(client: Client, text: str) -> HttpResponse:
    return client.get("/search/", {"q": text})


def section(response: HttpResponse, title: str) -> Tag | None:
    headings = [it for it in soup(response).select("main h2") if it.get_text(strip=True) == title]
    return headings[0].find_parent("section") if headings else None


def names(response: HttpResponse, title: str) -> list[str]:
    found = section(response, title)
    return [link.get_text(strip=True) for link in found.select("li a")] if found else []


@pytest.mark.parametrize(
    "text",
    [
        *("Miami Gardens", "miami gardens, FL", "MIAMI  GARDENS", "miami-gardens-fl"),
        *("Miámi Gardens", "Miami Gardens Florida", "miami gardens, florida"),
    ],
)
def test_a_name_without_doubt_leads_to_the_city(client: Client, text: str):
    make_city()
    make_city(name="Miami")

    response = search(client, text)

    assert response.status_code == 302
    assert response.url == "/cities/miami-gardens-fl/"


def test_the_city_is_shown_in_the_language_one_reads(client: Client):
    make_city()

    assert client.get("/ht/search/?q=miami+gardens").url == "/ht/cities/miami-gardens-fl/"


def test_opa_locka_needs_no_hyphen(client: Client):
    make_city(name="Opa-locka")

    assert search(client, "opa locka").url == "/cities/opa-locka-fl/"


def test_a_dwarf_of_the_same_name_is_named_on_the_page_of_the_city(client: Client):
    make_city()
    make_city(
        slug="miami-gardens-fl-broward",
        population=2_706,
        county=make_county(name="Broward County"),
    )

    response = client.get("/search/", {"q": "Miami Gardens"}, follow=True)

    assert response.redirect_chain[-1][0] == "/cities/miami-gardens-fl/"
    assert "Another place of this name: Miami Gardens, Broward County" in words(response)


def test_two_cities_of_one_name_are_told_apart_by_county(client: Client):
    make_city()
    make_city(
        slug="miami-gardens-fl-broward",
        population=90_000,
        kind="city",
        county=make_county(name="Broward County"),
    )

    page = words(search(client, "Miami Gardens"))

    assert (
        "Miami Gardens Place, Miami-Dade County, FL Miami Gardens City, Broward County, FL" in page
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("opalocka", "Opa-locka"),
        ("miami gardins", "Miami Gardens"),
        ("miami gardins fl", "Miami Gardens"),
        ("Maimi Gardens", "Miami Gardens"),
        ("miami gar", "Miami Gardens"),
        ("gardens miami", "Miami Gardens"),
        ("gardens, florida", "Miami Gardens"),
        ("ft lauderdale", "Fort Lauderdale"),
        ("saint augustine", "St. Augustine"),
        ("libety city", "Liberty City"),
    ],
)
def test_a_place_is_found_however_it_is_typed(client: Client, text: str, name: str):
    for city in ("Miami Gardens", "Opa-locka", "Miramar", "Fort Lauderdale", "St. Augustine"):
        make_city(name=city)
    make_neighborhood()

    assert names(search(client, text), "Places") == [name]


def test_a_misspelt_name_is_said_to_be_none(client: Client):
    make_city()

    assert "Nothing is called just “miami gardins”." in words(search(client, "miami gardins"))
    assert "Nothing is called" not in words(search(client, "miami gar"))


def test_what_is_called_so_comes_first_and_each_kind_has_its_section(client: Client):
    make_city(name="Shenandoah", population=300)
    make_city(name="Shenandoah Farms", population=4_000)
    miami = make_city(name="Miami")
    park = make_park(name="Shenandoah Park", city=miami)
    make_event(title="Cookout", park=park, city=miami)
    make_agency(name="Shenandoah Park Rangers", city=miami, kind="other")

    response = search(client, "shenandoah park")

    assert [it.get_text(strip=True) for it in soup(response).select("main h2")] == [
        *("Parks", "Agencies", "Events"),
    ]
    assert names(response, "Parks") == ["Shenandoah Park"]
    assert "Shenandoah Park Park, Miami, FL" in words(response)
    assert "Shenandoah Park Rangers Other, Miami, FL" in words(response)
    assert names(search(client, "shenandoah pa"), "Parks") == ["Shenandoah Park"]
    assert names(search(client, "shenandoa park"), "Parks") == ["Shenandoah Park"]


def test_the_surest_section_comes_first(client: Client):
    make_city(name="Shenandoah Park Estates")
    park = make_park(name="Shenandoah Park", city=make_city(name="Miami"))
    make_event(park=park, city=park.city)

    page = words(search(client, "shenandoah park"))

    assert page.index("Parks") < page.index("Places")


def test_larger_cities_come_first(client: Client):
    make_city(name="Miami Springs", population=14_000)
    make_city(name="Miami Beach", population=92_000)
    make_city(name="North Miami", population=1_000_000)

    found = names(search(client, "miami"), "Places")

    assert found == ["Miami Beach", "Miami Springs", "North Miami"]


def test_a_home_and_a_place_of_drafts_are_not_found(client: Client):
    city = make_city()
    home = make_park(name="Casa Pérez", kind="home", city=city)
    secret = make_park(name="Pérez Hall", kind="public_building", city=city)
    only_drafts = make_campaign(name="Pérez Night 2018")
    make_event(title="At home", park=home, city=city)
    make_event(title="Pérez", park=secret, city=city, campaign=only_drafts, publication="submitted")
    make_park(name="Pérez Park", city=city)  # nothing is held there

    page = words(search(client, "perez"))

    assert "Nothing found for “perez”" in page
    for hidden in ("Casa Pérez", "Pérez Hall", "Pérez Night", "Pérez Park"):
        assert hidden not in page


def test_an_agency_and_a_campaign_are_found_by_any_words(client: Client):
    make_agency(name="Miami Gardens Police", city=make_city())
    make_event(campaign=make_campaign())

    assert names(search(client, "police gardens"), "Agencies") == ["Miami Gardens Police"]
    assert names(search(client, "night out 2018"), "Campaigns") == ["National Night Out 2018"]
    assert "National Night Out 2018 Campaign, 7 August 2018" in words(search(client, "night out"))


def test_a_sample_campaign_says_so(client: Client):
    make_event(campaign=make_campaign(is_sample=True))

    page = words(search(client, "national night"))

    assert "National Night Out 2018 Campaign, 7 August 2018, sample" in page


def test_typos_are_forgiven_in_words_of_events_too(client: Client):
    make_event(title="Night Out with the Chief", campaign=make_campaign())
    make_event(title="Rankont kominotè")

    assert titles(search(client, "nigth out")) == ["Night Out with the Chief"]
    assert names(search(client, "nigth out"), "Campaigns") == ["National Night Out 2018"]
    assert titles(search(client, "kominote")) == ["Rankont kominotè"]


def test_a_word_of_events_is_no_misspelt_city(client: Client):
    make_city(name="Lookout Mountain")
    make_event(title="Cookout")

    response = search(client, "cookout")

    assert section(response, "Places") is None
    assert titles(response) == ["Cookout"]


def test_coming_events_are_shown_and_past_ones_counted(client: Client):
    for day in range(12):
        make_event(title=f"Cookout {day}", start_date=date(2018, 8, 20) - timedelta(days=day))
    make_event(title="Old cookout", start_date=date(2018, 8, 1))
    make_event(title="Older cookout", start_date=date(2018, 7, 1))
    make_event(title="Draft cookout", publication="draft")

    response = search(client, "cookout")

    assert titles(response) == [f"Cookout {day}" for day in range(11, 1, -1)]
    link = soup(response).find("a", string=lambda text: text and "past" in text)
    assert link.get_text(strip=True) == "2 past events too"
    assert link["href"] == "/events/?q=cookout&when=past"
    assert titles(client.get(link["href"])) == ["Old cookout", "Older cookout"]


def test_only_past_events_say_that_none_is_coming(client: Client):
    make_event(title="Cookout", start_date=date(2018, 8, 1))

    page = words(search(client, "cookout"))

    assert "No event with these words is announced. 1 past event too" in page


def test_a_long_section_says_that_more_fit(client: Client):
    for number in range(11):
        make_city(name=f"Miami {number}", population=number)

    response = search(client, "miami")

    assert len(names(response, "Places")) == 10
    assert "More names fit." in words(response)


def test_zip_code_shows_what_is_near_with_the_nearest_first(client: Client):
    gardens = make_city(kind="city", population=113_000)
    make_city(name="Opa-locka", kind="city", latitude=25.90, longitude=-80.25, population=16_000)
    miami = make_city(name="Miami", kind="city", latitude=25.774, longitude=-80.194)
    orlando = make_city(name="Orlando", latitude=28.538, longitude=-81.379)
    make_zip()
    make_event(title="In Miami", city=miami)
    make_event(title="In Miami Gardens", city=gardens, start_date=date(2018, 8, 14))
    make_event(title="In Orlando", city=orlando)
    make_event(title="Over", city=gardens, start_date=date(2018, 8, 1))
    make_event(title="Draft", city=gardens, publication="draft")

    response = search(client, "33056")

    assert titles(response) == ["In Miami Gardens", "In Miami"]
    page = words(response)
    assert "33056: postal Opa-locka, in Miami Gardens" in page
    miles = [it.get_text(strip=True) for it in soup(response).select(".event-list__miles")]
    assert miles == ["0.0 miles", "12.0 miles"]
    assert names(response, "Cities nearby") == [
        *("Miami Gardens, FL", "Opa-locka, FL", "Miami, FL"),
    ]
    link = section(response, "Coming up nearby").select_one(".section-head a")
    assert link.get_text(strip=True) == "All near 33056, with filters"
    assert link["href"] == "/events/?city=33056&within=25"  # the usual 10 miles would lose one
    assert titles(client.get(link["href"])) == ["In Miami Gardens", "In Miami"]


def test_zip_code_with_all_events_close_by_links_to_the_usual_list(client: Client):
    make_zip()
    make_event(city=make_city())

    link = section(search(client, "33056-1234"), "Coming up nearby").select_one("a")

    assert link["href"] == "/events/?city=33056"


def test_zip_code_without_events_nearby_shows_the_next_ones(client: Client):
    make_zip()
    make_event(title="Far", city=make_city(name="Orlando", latitude=28.538, longitude=-81.379))

    response = search(client, "33056")

    assert "No event is announced within 25 miles." in words(response)
    assert titles(response) == ["Far"]


def test_a_zip_code_that_is_none_says_so(client: Client):
    make_zip()

    assert "We know no such ZIP code." in words(search(client, "99999"))
    assert "We know no such ZIP code." in words(search(client, "330"))


def test_nothing_found_says_what_was_looked_for_and_offers_a_way_on(client: Client):
    make_event(title="Cookout", city=make_city())

    response = search(client, "Xyzzy <b>")

    page = words(response)
    assert "Nothing found for “Xyzzy <b>”" in page
    assert titles(response) == ["Cookout"]
    assert names(response, "Cities with events coming up") == ["Miami Gardens"]
    assert "What you can type" in page


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("opa loka", "Opa-locka (Miami-Dade County, FL)"),
        ("Hialeah Garden Towers", "Hialeah (Miami-Dade County, FL)"),
    ],
)
def test_nothing_found_offers_the_nearest_spelling(client: Client, text: str, nearest: str):
    make_city(name="Hialeah")
    make_city(name="Opa-locka")

    response = search(client, text)

    assert f"Did you mean: {nearest}" in words(response)


@pytest.mark.parametrize("text", ["", "   ", "…", "&", "\0"])
def test_an_empty_question_shows_examples_that_work(client: Client, text: str):
    response = search(client, text)

    assert response.status_code == 200
    page = soup(response)
    assert page.h1.get_text(strip=True) == "Search"
    assert [link["href"] for link in page.select(".examples a")][:3] == [
        "/search/?q=Miami+Gardens",
        "/search/?q=Liberty+City",
        "/search/?q=33056",
    ]


def test_every_page_has_one_search_box(client: Client):
    make_event(city=make_city(), campaign=make_campaign())
    paths = ["/", "/events/", "/cities/", "/incidents/", "/search/", "/search/?q=x", "/nope/"]

    for path in [*paths, "/cities/miami-gardens-fl/", "/accounts/login/", "/es/"]:
        boxes = soup(client.get(path)).select("form[role=search]")
        assert len(boxes) == 1, path
        prefix = "/es" if path == "/es/" else ""
        assert boxes[0]["action"] == f"{prefix}/search/", path
        assert boxes[0].select_one("input[name=q]")["id"] == "search-box", path


def test_ids_are_unique_where_a_list_has_a_field_of_its_own(client: Client):
    for path in ("/events/", "/search/?q=miami", "/"):
        ids = [tag["id"] for tag in soup(client.get(path)).select("[id]")]
        assert len(ids) == len(set(ids)), path


def test_search_pages_are_kept_out_of_search_engines(client: Client):
    assert soup(search(client, "x")).select_one('meta[name="robots"]')["content"] == "noindex"


@pytest.mark.parametrize("rows", [1, 3])
def test_search_asks_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        city = make_city(name=f"Oakland {number}")
        make_neighborhood(name=f"Oak {number}", city=city)
        park = make_park(name=f"Oak Park {number}", city=city)
        make_agency(name=f"Oak Police {number}", city=city)
        campaign = make_campaign(name=f"Oak Night {number}", date=date(2018, 8, number + 1))
        make_event(
            title=f"Oak {number}",
            city=city,
            park=park,
            campaign=campaign,
            start_date=date(2018, 8, 7),
            activities=(make_activity(name=f"Oak {number}"),),
        )

    # The stamp; the text folded; three for an exact name; five sorts of names; two for words of
    # events; the events, and three that draw their cards; the past ones counted; two for words of
    # incidents, which none has.
    with django_assert_num_queries(19):
        search(client, "oak")


@pytest.mark.parametrize("rows", [1, 3])
def test_nothing_found_asks_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        make_event(title=f"Event {number}", city=make_city(name=f"Miami {number}"))

    # The stamp; the text folded; three for an exact name; one for the words, which no event has,
    # and two, which no incident has; five sorts of names, begun, then alike; two of places,
    # nearest; the next events, three for their cards; their cities.
    with django_assert_num_queries(25):
        search(client, "xyzzy")


@pytest.mark.parametrize("rows", [1, 3])
def test_zip_code_asks_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    make_zip()
    for number in range(rows):
        make_event(city=make_city(name=f"Miami {number}"), host=make_agency())

    # The stamp; the text folded; the ZIP code and the cities near it; three for its words; the
    # events, three for their cards; the tip lines, for no city is so clear that it is counted.
    with django_assert_num_queries(12):
        search(client, "33056")
