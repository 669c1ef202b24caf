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
)
from tests.readers import soup, titles, words

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


def test_filters_in_use_can_be_removed_one_by_one(client: Client):
    make_campaign()

    page = client.get("/events/?campaign=national-night-out-2018&when=all&after=x")

    links = [chip["href"] for chip in soup(page).select("a.chip")]
    assert links == ["?campaign=national-night-out-2018", "?when=all"]


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


def test_empty_list_offers_a_way_on(client: Client):
    response = client.get("/events/?when=past")

    assert "Nothing here fits" in words(response)
    assert "All coming events" in words(response)


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        make_event(
            host=make_agency(),
            activities=(make_activity(name=f"Game {number}"),),
            park=make_park(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
        )

    with django_assert_num_queries(6):
        client.get("/events/")
