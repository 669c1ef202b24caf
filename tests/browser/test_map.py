"""The map in a real browser: without a network, with the events that a test hands to it."""

import json
import re
from datetime import date, time, timedelta

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from events.models import Event
from nightout import urls
from nightout.templatetags.maps import map_dates
from tests.browser.test_gallery import judged_by_axe
from tests.factories import make_event, make_park

MIAMI_GARDENS = (-80.2456, 25.942)
LIST = "/a-list-with-a-map/"
PAGE = """
{% extends "base.html" %}
{% block title %}Events{% endblock %}
{% block content %}
  <div class="page"><h1>Events</h1>
    {% for number in far %}<p>{{ number }}</p>{% endfor %}
    {% include "events/_map_view.html" with source="/events.geojson?city=all" %}
  </div>
{% endblock %}
"""


def a_list(request: HttpRequest) -> HttpResponse:
    far = range(100) if request.GET.get("far") else []
    return HttpResponse(engines["django"].from_string(PAGE).render({"far": far}, request))


urlpatterns = [
    *urls.urlpatterns,
    *i18n_patterns(path(LIST.strip("/") + "/", a_list), prefix_default_language=False),
]


class Visit:
    """A browser in which other hosts do not answer, with all that it complained of."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context, self.home = context, home
        self.wrong: list[str] = []
        self.asked: list[str] = []
        context.route(re.compile(f"^(?!{re.escape(home)})"), self._refuse)
        context.on("console", lambda message: self.wrong.append(message.text))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("request", lambda request: self.asked.append(request.url.removeprefix(home)))

    def _refuse(self, route: Route) -> None:
        self.wrong.append(f"asked elsewhere: {route.request.url}")
        route.abort()

    def serve(self, *events: dict, truncated: bool = False) -> None:
        body = {"type": "FeatureCollection", "features": events, "truncated": truncated}
        answer = {"body": json.dumps(body), "content_type": "application/geo+json"}
        self.context.route("**/events.geojson*", lambda route: route.fulfill(**answer))

    def open(self, address: str = LIST) -> Page:
        page = self.context.new_page()
        page.goto(self.home + address)
        return page


@pytest.fixture(scope="module")
def no_database():
    """A server for pages that ask no database: nothing has to be emptied after each test."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def visit(browser: Browser, no_database, settings):
    """Makes a visit; the width and the rest of the screen may be told."""
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    contexts = []

    def begin(*, home: str = no_database, width: int = 1280, **options) -> Visit:
        screen = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(**(screen | options)))
        return Visit(contexts[-1], home)

    yield begin
    for context in contexts:
        context.close()


def feature(number: int = 1, at: tuple | None = MIAMI_GARDENS, **properties) -> dict:
    given = {
        "title": f"Night out {number}",
        "url": f"/events/night-out-{number}/",
        "start": "2018-08-07T18:00",
        "end": "2018-08-07T21:00",
        "place": "Rolling Oaks Park",
        "city": "Miami Gardens",
        "status": "scheduled",
        "sample": False,
        "exact": True,
    }
    point = {"type": "Point", "coordinates": at} if at else None
    return {
        "type": "Feature",
        "id": number,
        "geometry": point,
        "properties": given | properties,
    }


def drawn(page: Page) -> int:
    """How many events the points on the map stand for."""
    page.locator(".leaflet-marker-icon[tabindex]").first.wait_for()
    shown = page.locator(".leaflet-marker-icon[tabindex]").all_inner_texts()
    return sum(int(number or 1) for number in shown)


def tab_to_a_point(page: Page) -> None:
    page.locator("[data-area]").focus()
    page.keyboard.press("Tab")


def test_two_thousand_events_are_few_numbers(visit):
    visit = visit()
    spots = [(-82 + number % 50 / 25, 26 + number // 50 / 20) for number in range(2000)]
    visit.serve(*[feature(n, spot) for n, spot in enumerate(spots)], truncated=True)

    page = visit.open()

    assert drawn(page) == 2000
    assert page.locator(".map-cluster[tabindex]").count() in range(5, 100)
    expect(page.locator("[data-status]")).to_have_text(
        "On the map: 2,000 events. Only the first 2,000 are drawn. Use the filters to see others."
    )
    expect(page.locator("path.map-land").first).to_be_attached()
    assert visit.wrong == []


def test_number_opens_by_keyboard_until_an_event_is_there(visit):
    visit = visit()
    spots = [(-81 + column / 10, 26 + row / 10) for column in range(8) for row in range(8)]
    visit.serve(*[feature(n, spot) for n, spot in enumerate(spots)])
    page = visit.open("/es" + LIST)
    drawn(page)

    tab_to_a_point(page)
    dialog = page.get_by_role("dialog")
    names = []
    while not dialog.count() and len(names) < 8:
        names.append(page.locator(":focus").get_attribute("aria-label"))
        page.keyboard.press("Enter")

    assert len(names) > 1
    found = re.fullmatch(
        r"Night out (\d+), martes, 7 de agosto de 2018, de 6 p.m. a 9 p.m.", names[-1]
    )
    expect(dialog).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(f"Night out {found[1]}")
    address = page.locator(":focus").get_attribute("href")
    assert address == f"{visit.home}/es/events/night-out-{found[1]}/"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.locator(":focus").get_attribute("aria-label") == names[-1]
    assert visit.wrong == []


def test_events_at_one_place_are_one_list(visit):
    visit = visit(width=320, color_scheme="dark")
    visit.serve(
        feature(1, status="cancelled"),
        feature(2, title="<img src=x onerror=alert(1)>", status="postponed", end=None),
        feature(3, start="2018-08-07", end=None, sample=True, place=None, lang="ht"),
    )
    page = visit.open()
    page.get_by_role("button", name="3 events: Miami Gardens").click()

    dialog = page.get_by_role("dialog", name="3 events")
    said = [item.inner_text().split("\n") for item in dialog.get_by_role("listitem").all()]
    assert [[line.strip() for line in lines if line.strip()] for lines in said] == [
        [
            "Cancelled",
            "Night out 1",
            "Tuesday, 7 August 2018, 6 p.m. to 9 p.m.",
            "Rolling Oaks Park, Miami Gardens",
        ],
        [
            "Postponed",
            "<img src=x onerror=alert(1)>",
            "Tuesday, 7 August 2018, from 6 p.m.; end not announced",
            "Rolling Oaks Park, Miami Gardens",
        ],
        [
            "Sample: not announced by any agency",
            "Night out 3",
            "Tuesday, 7 August 2018, Time not announced",
            "Place not announced, Miami Gardens",
        ],
    ]
    assert dialog.get_by_role("link", name="Night out 3").get_attribute("lang") == "ht"
    assert judged_by_axe(page, "map") == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert visit.wrong == []


def test_close_together_is_a_list_and_not_an_endless_way_down(visit):
    visit = visit()
    west, north = MIAMI_GARDENS
    visit.serve(*[feature(n, (west + n / 10_000, north)) for n in range(3)])
    page = visit.open()

    page.get_by_role("button", name="3 events: Miami Gardens").click()

    assert page.get_by_role("dialog").get_by_role("link").count() == 3


def test_point_in_the_middle_of_a_city_is_called_approximate(visit):
    visit = visit()
    cancelled = [feature(n, at=(-80.5, 25.6), status="cancelled") for n in (2, 3)]
    visit.serve(feature(1, exact=False), *cancelled)
    page = visit.open()

    nowhere = page.get_by_role("button", name=re.compile("^Night out 1,"))
    assert "Approximate place: somewhere in this city." in nowhere.get_attribute("aria-label")
    assert "map-point--approximate" in nowhere.get_attribute("class")
    cancelled = page.get_by_role("button", name="Cancelled: 2 events: Miami Gardens")
    assert "map-point--cancelled" in cancelled.get_attribute("class")
    nowhere.click()
    expect(page.get_by_role("dialog")).to_contain_text("Approximate place: somewhere in this city.")
    assert judged_by_axe(page, "map") == []


def test_what_has_no_place_is_said_to_be_in_the_list(visit):
    visit = visit()
    visit.serve(feature(1), feature(2, at=None))

    page = visit.open()

    expect(page.locator("[data-status]")).to_have_text(
        "On the map: 1 event. Only in the list, because their place is not known: 1 event."
    )


def test_map_that_cannot_load_says_so(visit):
    visit = visit()
    visit.context.route("**/events.geojson*", lambda route: route.fulfill(status=500))

    page = visit.open()

    expect(page.locator("[data-status]")).to_have_text(
        "The map could not be loaded. The page says the same in words."
    )


def test_without_script_no_map_is_seen(visit):
    visit = visit(java_script_enabled=False)

    page = visit.open()

    expect(page.locator("figure")).to_be_hidden()
    assert visit.wrong == []


def test_map_loads_when_it_comes_near(visit):
    visit = visit()
    visit.serve(feature())
    page = visit.open(f"{LIST}?far=1")
    page.wait_for_load_state("networkidle")
    before = [address for address in visit.asked if "leaflet" in address or "geojson" in address]

    page.get_by_role("region", name="Map of the events").scroll_into_view_if_needed()
    page.locator("path.map-border").first.wait_for(state="attached")

    assert before == []
    assert "/static/leaflet/leaflet.js" in visit.asked
    assert "/static/counties/states.json" in visit.asked
    assert "/static/counties/FL.json" in visit.asked
    assert "/static/counties/TX.json" not in visit.asked


def test_names_of_places_are_on_the_ground(visit):
    visit = visit()
    visit.serve(feature())
    page = visit.open()

    expect(page.locator(".map-name span", has_text="Miami Gardens")).to_be_visible()
    expect(page.locator("path.map-border").first).to_be_attached()


def test_buttons_are_large_cover_nothing_and_answer_to_each_key(visit):
    visit = visit(width=360)
    visit.serve(feature(1), feature(2, at=(-80.3, 25.7)))
    page = visit.open()
    drawn(page)

    closer, farther = (page.get_by_role("button", name=f"Zoom {way}") for way in ("in", "out"))
    size, area = closer.bounding_box(), page.locator("[data-area]").bounding_box()
    in_sight = page.locator("[data-area] [tabindex='0']")
    closer.focus()
    page.keyboard.press("Space")

    expect(in_sight).to_have_count(0)
    expect(closer).to_be_focused()
    farther.focus()
    page.keyboard.press("Enter")
    expect(in_sight).to_have_count(2)
    assert min(size["width"], size["height"]) >= 44
    assert size["y"] >= area["y"] + area["height"]


def test_one_finger_moves_the_page_and_two_the_map(visit):
    visit = visit(width=360, has_touch=True, is_mobile=True)
    visit.serve(feature())
    page = visit.open()
    drawn(page)

    area = page.get_by_role("region", name="Map of the events")
    assert area.evaluate("it => getComputedStyle(it).touchAction") == "pan-x pan-y"
    expect(page.get_by_text("Two fingers move the map.")).to_be_visible()


def test_event_page_shows_its_place(visit, live_server):
    park = make_park(latitude=25.9733, longitude=-80.2572)
    event = make_event(park=park)
    visit = visit(home=live_server.url, width=360)
    page = visit.open(event.get_absolute_url())

    page.get_by_role("region", name="Map: Rolling Oaks Park").scroll_into_view_if_needed()

    expect(page.locator(".map-label")).to_have_text("Rolling Oaks Park")
    expect(page.locator(".map-name span", has_text="Miami Gardens")).to_be_visible()
    assert "/static/leaflet/leaflet.markercluster.js" not in visit.asked
    assert judged_by_axe(page, "map") == []
    assert visit.wrong == []


@pytest.fixture
def tiles(settings):
    host = "https://tiles.example.org"
    settings.MAP_TILE_URL = host + "/{z}/{x}/{y}.png"
    settings.MAP_TILE_ATTRIBUTION = "© Example"
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    pictures = {"img-src": [*policy["img-src"], host]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": policy | pictures}
    return host


def test_tiles_of_another_host_cover_the_outlines(visit, tiles):
    visit = visit()
    visit.serve(feature())
    said_by = set()

    def answer(route: Route) -> None:
        said_by.add(route.request.headers.get("referer"))
        picture = '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"/>'
        route.fulfill(body=picture, content_type="image/svg+xml")

    visit.context.route(f"{tiles}/**", answer)
    page = visit.open()

    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    expect(page.get_by_text("© Example")).to_be_visible()
    assert said_by == {f"{visit.home}/"}
    assert "/static/counties/states.json" not in visit.asked
    assert visit.wrong == []


def test_where_no_tile_comes_the_outlines_are_seen(visit, tiles):
    visit = visit()
    visit.serve(feature())
    visit.context.route(f"{tiles}/**", lambda route: route.abort())

    page = visit.open()

    expect(page.locator("path.map-land").first).to_be_attached()


MOMENTS = [
    (time(18), 0, time(21)),
    (time(18, 30), 0, None),
    (None, 0, time(12)),
    (None, 0, None),
    (time(0), 0, time(0, 5)),
    (time(20), 1, time(1)),
    (time(20), 1, time(6)),
    (time(9), 3, time(12, 45)),
    (None, 30, None),
    (time(9), 200, time(17)),
]


def test_dates_are_those_of_the_pages(visit):
    page = visit().open("/healthz")
    days = [date(2018, 8, 7), date(2027, 8, 31), date(2026, 2, 1), date(2024, 12, 1)]
    events = [
        Event(start_date=day, start_time=start, end_date=day + timedelta(days=length), end_time=end)
        for day in days
        for start, length, end in MOMENTS
    ]

    moments = [
        (written(event.start_date, event.start_time), written(event.end_date, event.end_time))
        for event in events
    ]
    script = """async ([words, moments]) => {
        const when = (await import("/static/map/dates.js")).speaking(words);
        return moments.map(([start, end]) => when(start, end));
    }"""

    for language in ("en", "es", "ht"):
        with translation.override(language):
            words = map_dates()
            expected = [f"{event.days_in_words()}, {event.times_in_words()}" for event in events]
        assert page.evaluate(script, [words, moments]) == expected


def written(day: date, at: time | None) -> str:
    return f"{day}T{at:%H:%M}" if at else str(day)
