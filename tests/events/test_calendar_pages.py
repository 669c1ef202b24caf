"""What people see of the calendar; what it counts is in test_calendar_view.py."""

from datetime import date, time

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_eve():
    """Monday, 6 August 2018, noon in Miami."""
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


def day_link(page: BeautifulSoup, day: str) -> str:
    """What a screen reader says of the day's link."""
    link = page.select_one(f"#on-{day}")
    for unsaid in link.select("[aria-hidden]"):
        unsaid.extract()
    return " ".join(link.get_text().split())


def test_month_is_a_table_with_a_name_and_days_of_the_week(client: Client):
    page = soup(client.get("/events/?view=calendar&month=2018-08"))

    table = page.select_one("table")
    heads = table.select("thead th")
    assert table.caption.get_text(strip=True) == "August 2018"
    assert [head["scope"] for head in heads] == ["col"] * 7
    assert [head["abbr"] for head in heads][:2] == ["Sunday", "Monday"]
    assert [head.select_one(".usa-sr-only").get_text() for head in heads][-1] == "Saturday"
    assert len(table.select("tbody td")) == 35


def test_each_day_is_a_link_that_says_its_date_and_how_much_there_is(client: Client):
    for number in range(5):
        make_event(title=f"Event {number}")
    for _number in range(3):
        make_event(start_date=date(2018, 8, 9))
    make_event(start_date=date(2018, 8, 10))

    page = soup(client.get("/events/?view=calendar&month=2018-08&activity="))

    assert day_link(page, "2018-08-07") == "Tuesday, 7 August 2018, more than 4 events"
    assert day_link(page, "2018-08-09") == "Thursday, 9 August 2018, 3 events"
    assert day_link(page, "2018-08-10") == "Friday, 10 August 2018, 1 event"
    assert day_link(page, "2018-08-11") == "Saturday, 11 August 2018, no events"
    assert page.select_one("#on-2018-08-07")["href"] == "?activity=&view=calendar&day=2018-08-07"
    assert page.select_one(".calendar__more")["href"] == "?activity=&view=calendar&day=2018-08-07"


def test_today_is_said_in_words(client: Client):
    page = soup(client.get("/events/?view=calendar"))

    today = page.select("[aria-current=date]")
    assert [link["id"] for link in today] == ["on-2018-08-06"]
    assert day_link(page, "2018-08-06") == "Today Monday, 6 August 2018, no events"


def test_event_in_a_month_says_its_state_before_its_hour_and_title(client: Client):
    make_event(
        title="Noche Nacional",
        written_in="es",
        start_time=time(18, 30),
        status="cancelled",
        campaign=make_campaign(is_sample=True),
    )
    make_event(title="Moved", start_date=date(2018, 8, 8), status="rescheduled")
    make_event(title="Fair", start_date=date(2018, 8, 9), end_date=date(2018, 8, 10))

    response = client.get("/events/?view=calendar&month=2018-08")

    said = [" ".join(link.get_text().split()) for link in soup(response).select(".calendar__event")]
    assert said == [
        "Cancelled 6:30 p.m. Noche Nacional Sample",
        "New date or time Time not announced Moved",
        "Time not announced Fair",
        "Since 9 August Fair",
    ]
    assert soup(response).select_one(".calendar__title")["lang"] == "es"
    assert "Sample: not announced by any agency." in words(response)


@pytest.mark.parametrize("query", ["month=2018-08", "day=2018-08-07"])
def test_zone_stands_beside_the_hour_where_zones_are_mixed(client: Client, query: str):
    make_event(start_time=time(18))
    make_event(start_time=time(18), city=make_city(name="Nome", time_zone="America/Nome"))

    mixed = words(client.get(f"/events/?view=calendar&{query}"))
    alone = words(client.get(f"/events/?view=calendar&{query}&city=nome-fl"))

    assert ("EDT" in mixed, "AKDT" in mixed) == (True, True)
    assert "AKDT" not in alone


def test_empty_month_says_so_and_shows_the_way(client: Client):
    make_event(start_date=date(2018, 10, 2))
    make_event(start_date=date(2018, 6, 12))

    response = client.get("/events/?view=calendar&month=2018-08&free=")

    ways = {link.get_text(): link["href"] for link in soup(response).select(".calendar__none a")}
    assert "No events in this month." in words(response)
    assert ways == {
        "October 2018": "?free=&view=calendar&month=2018-10",
        "June 2018": "?free=&view=calendar&month=2018-06",
    }


@pytest.mark.parametrize("query", ["month=2018-08", "day=2018-08-07"])
def test_filter_that_never_fits_says_so(client: Client, query: str):
    response = client.get(f"/events/?view=calendar&{query}&free=on")

    assert "Nothing fits. Try fewer filters." in words(response)


def test_day_shows_what_one_needs_to_go_there(client: Client):
    make_event(
        title="Night Out",
        start_time=time(18),
        end_time=time(21),
        park=make_park(),
        host=make_agency(name="Miami Gardens Police"),
        activities=(make_activity(),),
        campaign=make_campaign(is_sample=True),
        status="cancelled",
    )
    make_event(title="Fair", start_date=date(2018, 8, 6), end_date=date(2018, 8, 8))

    response = client.get("/events/?view=calendar&day=2018-08-07")

    said = words(response)
    assert "Tuesday, 7 August 2018" in said
    assert "Since Monday, 6 August 2018 Fair 6–8 August 2018" in said
    assert "From 6 p.m. Cancelled Sample: not announced by any agency Night Out" in said
    assert "6 p.m. to 9 p.m. Rolling Oaks Park, Miami Gardens Miami Gardens Police Cookout" in said


@pytest.mark.parametrize(
    ("language", "month", "day"),
    [
        ("es", "Agosto de 2018", "Martes, 7 de agosto de 2018"),
        ("ht", "Out 2018", "Madi, 7 out 2018"),
    ],
)
def test_months_and_days_speak_the_language_of_the_page(
    client: Client, language: str, month: str, day: str
):
    shown = soup(client.get(f"/{language}/events/?view=calendar&month=2018-08"))
    translation.activate("en")
    of_day = words(client.get(f"/{language}/events/?view=calendar&day=2018-08-07"))

    assert shown.select_one("#calendar-heading").get_text(strip=True).lower() == month.lower()
    assert day_link(shown, "2018-08-07").lower().startswith(day.lower())
    assert day.lower() in of_day.lower()


@pytest.mark.parametrize("query", ["month=2018-08", "day=2018-08-07"])
@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_number_of_queries(
    client: Client, query: str, rows: int, django_assert_num_queries
):
    for number in range(rows):
        make_event(
            host=make_agency(),
            activities=(make_activity(name=f"Game {number}"),),
            park=make_park(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
        )

    expected = {"month=2018-08": 5, "day=2018-08-07": 7}[query]
    with django_assert_num_queries(expected):
        client.get(f"/events/?view=calendar&{query}")
