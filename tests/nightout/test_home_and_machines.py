from datetime import date

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_agency, make_campaign, make_city, make_event
from tests.readers import soup, titles, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_eve():
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


def test_home_shows_the_next_campaign_and_how_far_it_is(client: Client):
    make_event(campaign=make_campaign())
    last_year = make_campaign(year=2017, date=date(2017, 8, 1))
    make_event(start_date=date(2017, 8, 1), campaign=last_year)
    make_event(campaign=make_campaign(name="Sample 2018", is_sample=True))
    make_event(publication="draft", campaign=make_campaign(name="In draft", date=date(2018, 8, 6)))

    page = words(client.get("/"))

    assert "National Night Out 2018 Tuesday, 7 August 2018: tomorrow." in page
    assert "2017" not in page


def test_home_shows_what_comes_next_and_its_cities(client: Client):
    make_event(title="Tuesday")
    make_event(title="Next week", start_date=date(2018, 8, 14))
    make_event(title="Over", start_date=date(2018, 8, 1), city=make_city(name="Miramar"))

    response = client.get("/")

    assert titles(response) == ["Tuesday", "Next week"]
    assert "Miami Gardens 2 events" in words(response)
    assert "Miramar" not in words(response)


def test_home_leads_to_incidents_and_tip_lines_below_its_events(client: Client):
    make_event(title="Tuesday")

    page = soup(client.get("/"))

    link = page.find("a", string="Incidents recorded in your city, and its tip line")
    assert link["href"] == "/cities/"
    text = page.get_text(" ")
    assert text.index("Tuesday") < text.index("Incidents recorded in your city")


def test_home_without_rows_says_so(client: Client):
    assert "No event is announced yet." in words(client.get("/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_home_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for _ in range(rows):
        make_event(host=make_agency())

    with django_assert_num_queries(7):
        client.get("/")


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/search/", "/cities/", "/incidents/", "/accounts/login/"]
)
@pytest.mark.parametrize("language", ["es", "ht"])
def test_language_menu_keeps_one_on_the_page(client: Client, path: str, language: str):
    page = soup(client.get(f"{path}?when=past"))

    link = page.select_one(f'.languages a[hreflang="{language}"]')["href"]
    there = soup(client.get(link))

    assert link == f"/{language}{path}?when=past"
    assert there.html["lang"] == language
    assert there.select_one('.languages a[aria-current="true"]')["hreflang"] == language


def test_machines_are_answered(client: Client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}
    assert "Disallow: /organize/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/search/", "/incidents/", "/accounts/login/", "/nope/"]
)
def test_nothing_inline_and_nothing_from_elsewhere(client: Client, path: str):
    response = client.get(path)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = soup(response)
    assert page.select("script:not([src]), style, [style], [onclick], [onload]") == []
    assert {script["src"].split("/")[1] for script in page.select("script")} <= {"static"}
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


def test_500_page_needs_no_database_and_tells_nothing():
    page = render_to_string("500.html")

    assert "Something broke on our side" in page
    assert "Traceback" not in page
