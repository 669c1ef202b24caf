from datetime import date, time

import pytest
import time_machine
from django.test import Client

from nightout.paging import PAGE_SIZE
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
from tests.readers import offered_instead, soup, titles, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_eve():
    """Monday, 6 August 2018, noon in Miami."""
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


def test_shows_what_is_to_come_by_day_and_hour(client: Client):
    make_event(title="Unknown hour")
    make_event(title="Evening", start_time=time(18))
    make_event(title="Morning", start_time=time(9))
    make_event(title="Next week", start_date=date(2018, 8, 14))
    make_event(title="Yesterday", start_date=date(2018, 8, 5))

    response = client.get("/events/")

    assert titles(response) == ["Morning", "Evening", "Unknown hour", "Next week"]


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
def test_shows_public_events_only(client: Client, publication: str):
    make_event(publication=publication)

    assert titles(client.get("/events/")) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("when=past", ["Past"]),
        ("when=all", ["Past", "Tuesday", "Saturday"]),
        ("when=weekend", ["Saturday"]),
        ("when=today", []),
        ("first=2018-08-08", ["Saturday"]),
        ("first=0001-01-01", ["Past", "Tuesday", "Saturday"]),
        ("last=9999-12-31", ["Past", "Tuesday", "Saturday"]),
        ("last=2018-08-07", ["Past", "Tuesday"]),
        ("first=2018-08-07&last=2018-08-07", ["Tuesday"]),
        ("campaign=national-night-out-2018", ["Tuesday"]),
        ("activity=cookout", ["Saturday"]),
        ("agency=fire-rescue", ["Saturday"]),
        ("agency=Fire+Rescue", ["Saturday"]),
        ("county=Broward+County", ["Saturday"]),
        ("city=west-park-fl", ["Saturday"]),
        ("city=West+Park", ["Saturday"]),
        ("city=liberty+city", ["Tuesday"]),
        ("q=nigth+out", ["Tuesday"]),
        ("q=rolling+oaks", ["Tuesday"]),
        ("q=cookuot", ["Saturday"]),
        ("q=fire+cookout", ["Saturday"]),
        ("q=fire+night", []),
    ],
)
def test_filters(client: Client, query: str, found: list[str]):
    miami = make_city(name="Miami")
    make_event(title="Past", start_date=date(2018, 8, 1), city=miami)
    make_event(
        title="Tuesday",
        city=miami,
        neighborhood=make_neighborhood(city=miami),
        park=make_park(city=miami, name="Night Out at Rolling Oaks"),
        campaign=make_campaign(),
    )
    make_event(
        title="Saturday",
        start_date=date(2018, 8, 11),
        city=make_city(name="West Park", county=make_county(name="Broward County")),
        host=make_agency(name="Fire Rescue"),
        activities=(make_activity(),),
    )

    assert titles(client.get(f"/events/?{query}")) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("part=morning", ["Free morning"]),
        ("part=evening", ["Spanish evening"]),
        ("free=on", ["Free morning"]),
        ("access=on", ["Free morning"]),
        ("speaks=es", ["Spanish evening"]),
        ("speaks=es&free=on", []),
        ("when=campaign", ["Spanish evening"]),
    ],
)
def test_filters_by_what_a_resident_needs(client: Client, query: str, found: list[str]):
    make_event(title="Free morning", start_time=time(11, 59), is_free=True, wheelchair_access=True)
    make_event(
        title="Spanish evening",
        start_time=time(17),
        languages=["en", "es"],
        is_free=False,
        wheelchair_access=False,
        campaign=make_campaign(),
    )
    make_event(title="Nothing stated", campaign=make_campaign(year=2019, date=date(2019, 8, 6)))

    assert titles(client.get(f"/events/?{query}")) == found


def around_miami_gardens() -> None:
    """One in its middle, one in a park two miles north of it, one in Miami, one in Jacksonville."""
    gardens = make_city()
    make_event(title="Middle", city=gardens, start_date=date(2018, 8, 14))
    make_event(
        title="Park",
        city=gardens,
        park=make_park(city=gardens, latitude=25.971, longitude=-80.2456),
    )
    make_event(title="Miami", city=make_city(name="Miami", latitude=25.7743, longitude=-80.1937))
    make_event(title="Far", city=make_city(name="Jacksonville", latitude=30.33, longitude=-81.66))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("city=33056", ["Middle 0.0 miles", "Park 2.0 miles"]),
        ("near=25.94,-80.25", ["Middle 0.3 miles", "Park 2.2 miles"]),
        ("city=33056&within=2", ["Middle 0.0 miles", "Park 2.0 miles"]),
        ("city=33056&within=25", ["Middle 0.0 miles", "Park 2.0 miles", "Miami 12.0 miles"]),
        ("city=miami-fl&within=25", ["Miami 0.0 miles", "Middle 12.0 miles", "Park 14.0 miles"]),
        ("near=40.71,-74.00", []),
    ],
)
def test_what_is_near_comes_nearest_first(client: Client, query: str, found: list[str]):
    make_zip()
    around_miami_gardens()

    page = soup(client.get(f"/events/?{query}"))

    told = [
        f"{row.select_one('.event-card__title').get_text(strip=True)}"
        f" {row.select_one('.event-list__miles').get_text(strip=True)}"
        for row in page.select(".list-head ~ .event-list > li")
    ]
    assert told == found


def test_pages_of_what_is_near_follow_each_other(client: Client):
    make_zip()
    for number in range(PAGE_SIZE + 3):
        make_event(title=f"Event {number}", start_time=time(18))

    first = client.get("/events/?city=33056")
    second = client.get(f"/events/{first.context['page'].next}")
    back = client.get(f"/events/{second.context['page'].previous}")

    assert len(set(titles(first) + titles(second))) == PAGE_SIZE + 3
    assert titles(back) == titles(first)


def test_position_is_rounded_and_never_kept(client: Client):
    response = client.get("/events/?near=25.9412345,-80.2456789")

    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response
    assert response.context["chosen"].center == (25.94, -80.25)


@pytest.mark.parametrize("position", ["25.94", "a,b", "95,0", "nan,nan", "1,2,3", "inf,0"])
def test_position_that_is_none_is_told(client: Client, position: str):
    response = client.get(f"/events/?near={position}")

    assert response.status_code == 200
    assert "This position" in words(response)


def choices(response, name: str) -> list[str]:
    options = soup(response).select(f'.filters [name="{name}"] option')[1:]
    return [option.get_text(strip=True) for option in options]


def test_counts_stand_beside_the_choices(client: Client):
    cookout, games = make_activity(), make_activity(name="Games")
    make_activity(name="Nobody offers it")
    make_event(start_time=time(9), activities=(cookout,), is_free=True, languages=["es"])
    make_event(start_time=time(18), activities=(cookout, games), languages=["es", "ht"])
    make_event(start_date=date(2018, 8, 1), activities=(games,))

    everything = client.get("/events/")
    cookouts = client.get("/events/?activity=games&speaks=es")

    assert choices(everything, "activity") == ["Cookout (2)", "Games (1)"]
    assert choices(everything, "speaks") == ["Spanish (2)", "Haitian Creole (1)"]
    assert choices(everything, "part") == [
        "Morning (before noon) (1)",
        "Evening (from 5 p.m.) (1)",
    ]
    assert "Free (1)" in words(everything)
    assert "Wheelchair access (0)" in words(everything)
    assert "2 events" in words(everything)
    # Each choice is counted under the others: without "games", two speak Spanish.
    assert choices(cookouts, "activity") == ["Cookout (2)", "Games (1)"]
    assert choices(cookouts, "speaks") == ["Spanish (1)", "Haitian Creole (1)"]
    assert "1 event" in words(cookouts)


def test_long_list_is_not_counted(client: Client, monkeypatch):
    monkeypatch.setattr("events.facets.MOST", 2)
    for number in range(3):
        make_event(title=f"Event {number}", activities=(make_activity(name=f"Game {number}"),))

    response = client.get("/events/")

    assert "More than 2,000 events" in words(response)
    assert choices(response, "activity") == ["Game 0", "Game 1", "Game 2"]


def test_filters_and_views_are_links_to_share(client: Client):
    page = soup(client.get("/events/?when=weekend&free=on&after=x&city=miami"))

    moments = {link.get_text(strip=True): link for link in page.select(".moments a")}
    views = {link.get_text(strip=True): link["href"] for link in page.select(".views a")}
    formats = {link.get_text(strip=True): link["href"] for link in page.select(".take-along a")}
    assert moments["This weekend"]["aria-current"] == "true"
    assert moments["Today"]["href"] == "?free=on&city=miami&when=today"
    assert moments["Coming up"]["href"] == "?free=on&city=miami"
    assert views["Map"] == "?when=weekend&free=on&city=miami&view=map"
    assert formats["Calendar (.ics)"] == "/events.ics?when=weekend&free=on&city=miami&lang=en"


def test_filters_in_use_can_be_removed_one_by_one(client: Client):
    make_campaign()

    page = client.get("/events/?campaign=national-night-out-2018&when=all&after=x")

    links = [chip["href"] for chip in soup(page).select("a.chip")]
    assert links == ["?campaign=national-night-out-2018", "?when=all"]


def test_a_box_and_a_position_are_chips_without_a_value(client: Client):
    page = client.get("/events/?near=25.94,-80.25&free=on&access=")

    chips = [chip.get_text(" ", strip=True) for chip in soup(page).select("a.chip")]
    assert chips == ["Remove the filter Near you", "Remove the filter Free"]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("first=2018-13-45", "Enter a valid date."),
        ("first=%F0%9F%A6%8A", "Enter a valid date."),
        ("when=tomorrow", "Select a valid choice."),
        ("campaign=no-such", "Select a valid choice."),
        ("city=xyzzy", "We do not know this place."),
        ("agency=xyzzy", "We do not know this agency."),
        ("q=" + "a" * 101, "at most 100 characters"),
    ],
)
def test_wrong_filter_says_so_and_keeps_the_page(client: Client, query: str, complaint: str):
    make_event(title="Tuesday")

    response = client.get(f"/events/?{query}")

    assert response.status_code == 200
    assert complaint in words(response)


def test_pages_follow_each_other_without_gap_or_repeat(client: Client):
    for number in range(2 * PAGE_SIZE + 3):
        make_event(title=f"Event {number:02}", start_time=time(18 + number % 2))

    response, seen = client.get("/events/"), []
    while True:
        seen.append(titles(response))
        onward = response.context["page"].next
        if not onward:
            break
        response = client.get(f"/events/{onward}")
    back = client.get(f"/events/{response.context['page'].previous}")

    assert [len(page) for page in seen] == [PAGE_SIZE, PAGE_SIZE, 3]
    assert len({title for page in seen for title in page}) == 2 * PAGE_SIZE + 3
    assert titles(back) == seen[1]


@pytest.mark.parametrize(
    "key",
    ["after=-1", "after=a~b~c", "after=2018-08-07~18:00:00~99999999999999999999", "before=~~"],
)
def test_unreadable_key_gives_the_first_page(client: Client, key: str):
    make_event(title="Tuesday")

    assert titles(client.get(f"/events/?{key}")) == ["Tuesday"]


def test_cancelled_event_stays_and_says_so_first(client: Client):
    make_event(status="cancelled")

    assert "Cancelled National Night Out" in words(client.get("/events/"))


def test_sample_says_so_on_its_card(client: Client):
    make_event(campaign=make_campaign(is_sample=True))

    assert "Sample: not announced by any agency" in words(client.get("/events/"))


def test_empty_list_offers_a_way_on_and_what_is_nearest(client: Client):
    around_miami_gardens()

    response = client.get("/events/?city=miami-gardens-fl&q=xyzzy")

    assert "Nothing here fits" in words(response)
    assert "All coming events" in words(response)
    assert offered_instead(response) == ["Middle", "Park", "Miami"]


def test_empty_list_of_no_place_offers_what_comes_next(client: Client):
    around_miami_gardens()

    nothing = client.get("/events/?q=xyzzy")

    assert offered_instead(nothing) == ["Park", "Miami", "Far", "Middle"]


def test_typed_words_say_their_language(client: Client):
    make_event(title="Una noche", written_in="es")

    link = soup(client.get("/events/")).select_one(".event-card__title a")

    assert (link.get_text(), link["lang"]) == ("Una noche", "es")


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        make_event(
            host=make_agency(),
            activities=(make_activity(name=f"Game {number}"),),
            park=make_park(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
        )

    with django_assert_num_queries(9):
        client.get("/events/")
    with django_assert_num_queries(6):  # the cards are known, so the page asks for none of them
        client.get("/events/?when=all")


def test_data_page_says_what_each_column_means(client: Client, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = soup(client.get("/data/"))

    names = [cell.get_text(strip=True) for cell in page.select("tbody th")]
    header = client.get("/events.csv").getvalue().decode("utf-8-sig").splitlines()[0]
    assert names == header.split(",")
    assert all(cell.get_text(strip=True) for cell in page.select("tbody td"))
    assert "/events.json?lang=en" in [link["href"] for link in page.select("a")]
