"""The map: what its part writes, which files it takes along, and what the outlines hold."""

import csv
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from nightout.places.states import STATES
from nightout.templatetags.maps import map_dates, map_files
from tests.factories import make_event, make_park

NIGHTOUT = Path(__file__).resolve().parents[2] / "nightout"
STATIC = NIGHTOUT / "static"
COUNTIES, LEAFLET = STATIC / "counties", STATIC / "leaflet"
TERRITORIES = {"AS", "GU", "MP", "VI"}  # with Puerto Rico, which is among our states
EVENTS = {"source": "/events.geojson?city=miami-fl&free=on"}
POINT = {"latitude": 25.942, "longitude": -80.2456, "label": "Rolling Oaks Park"}
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def part(**given) -> BeautifulSoup:
    return BeautifulSoup(render_to_string("_map.html", given), "html.parser")


def data(page: BeautifulSoup, name: str) -> dict:
    return json.loads(page.find(id=name).string)


# ---------- The part ----------


def test_map_of_events_says_where_they_come_from():
    page = part(**EVENTS)

    figure = page.find("figure")
    assert figure["data-source"] == "/events.geojson?city=miami-fl&free=on"
    assert figure["data-home"] == "/"
    assert not figure.has_attr("data-latitude")
    assert page.find(role="region")["aria-label"] == "Map of the events"
    assert data(page, "map-words")["several"] == "{number} events"
    assert data(page, "map-dates")["weekdays"][0] == "Sunday"
    assert len(page.find_all("template")) == 2


def test_map_of_one_place_knows_nothing_of_events():
    page = part(**POINT)

    figure = page.find("figure")
    assert (figure["data-latitude"], figure["data-longitude"]) == ("25.942", "-80.2456")
    assert figure["data-label"] == "Rolling Oaks Park"
    assert not figure.has_attr("data-source")
    assert page.find(role="region")["aria-label"] == "Map: Rolling Oaks Park"
    assert page.find(id="map-dates") is None
    assert page.find_all("template") == []


def test_without_script_there_is_nothing_to_see():
    assert part(**EVENTS).find("figure").has_attr("hidden")
    assert part(**POINT).find("figure").has_attr("hidden")
    view = BeautifulSoup(render_to_string("events/_map_view.html", EVENTS), "html.parser")
    assert "The list below has everything that is on it." in view.find("noscript").get_text()


def test_map_describes_itself():
    page = part(**EVENTS)

    described_by = page.find(role="region")["aria-describedby"]
    assert "Tab goes from point to point" in page.find(id=described_by).get_text()


def test_links_of_a_map_stay_in_the_language_of_the_page():
    with translation.override("ht"):
        page = part(**EVENTS)

    assert page.find("figure")["data-home"] == "/ht/"
    assert data(page, "map-dates")["months"][7] == "out"
    assert data(page, "map-dates")["noon"] == "midi"


def test_text_stays_text():
    page = part(**(POINT | {"label": '"><script>alert(1)</script>'}))

    assert page.find("figure")["data-label"] == '"><script>alert(1)</script>'
    assert [script.get("src") or script["type"] for script in page.find_all("script")] == [
        "application/json",
        "application/json",
        "/static/map.js",
    ]


def test_dates_are_written_as_the_pages_write_them():
    with translation.override("es"):
        words = map_dates()

    assert words["day"] == r"j \d\e F \d\e Y"
    assert words["span"] == "de %(start)s a %(end)s"
    assert (words["midnight"], words["noon"]) == ("medianoche", "mediodía")


def test_tiles_of_another_host_are_credited(settings):
    settings.MAP_TILE_URL = TILES
    settings.MAP_TILE_ATTRIBUTION = "© OpenStreetMap, https://www.openstreetmap.org/copyright"

    page = part(**EVENTS)

    assert data(page, "map-files")["tiles"] == TILES
    link = page.find("figcaption").find("a")
    assert link["href"] == "https://www.openstreetmap.org/copyright"


def test_without_tiles_nobody_else_is_named(settings):
    settings.MAP_TILE_URL = ""
    settings.MAP_TILE_ATTRIBUTION = "© OpenStreetMap, https://www.openstreetmap.org/copyright"

    page = part(**EVENTS)

    assert data(page, "map-files")["tiles"] == ""
    assert page.find("figcaption").find("a") is None


# ---------- The pages ----------


@pytest.mark.django_db
def test_event_at_a_known_place_has_a_map(client):
    event = make_event(park=make_park(latitude=25.9733, longitude=-80.2572))

    page = BeautifulSoup(client.get(event.get_absolute_url()).content, "html.parser")

    figure = page.find("figure", attrs={"data-map": True})
    assert (figure["data-latitude"], figure["data-longitude"]) == ("25.9733", "-80.2572")
    assert figure["data-label"] == "Rolling Oaks Park"
    assert page.find("script", src="/static/map.js")["type"] == "module"
    assert page.find("link", href="/static/map.css")


@pytest.mark.django_db
@pytest.mark.parametrize("place", [None, {}, {"kind": "home", "public_block": "1400 block"}])
def test_event_without_a_point_loads_nothing_of_a_map(client, place):
    park = None if place is None else make_park(**place)
    event = make_event(park=park)

    page = client.get(event.get_absolute_url())

    assert page.status_code == 200
    assert b"data-map" not in page.content
    assert b"map.js" not in page.content
    assert b"map.css" not in page.content


@pytest.mark.django_db
def test_list_without_a_map_loads_nothing_of_it(client):
    make_event(park=make_park(latitude=25.9733, longitude=-80.2572))

    page = client.get("/events/?when=past")

    assert b"data-map" not in page.content
    assert b"map.js" not in page.content


# ---------- The files ----------


def test_each_file_that_a_map_names_is_there():
    files = map_files()
    named = [*files.pop("counties").values(), *filter(None, files.values())]

    missing = [name for name in named if not finders.find(name.removeprefix("/static/"))]

    assert missing == []


def test_vendored_files_name_no_others():
    """A file that is named and missing would stop `collectstatic` in production."""
    scripts, styles = sorted(LEAFLET.glob("*.js")), sorted(LEAFLET.glob("*.css"))

    assert len(scripts) == len(styles) == 2
    assert [path.name for path in scripts if "sourceMappingURL" in path.read_text()] == []
    assert [path.name for path in styles if "url(" in path.read_text()] == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (LEAFLET / "LICENSE-leaflet.txt", "BSD 2-Clause License"),
        (LEAFLET / "LICENSE-markercluster.txt", "Permission is hereby granted, free of charge"),
        (COUNTIES / "LICENSE-us-atlas.txt", "Permission to use, copy, modify, and/or distribute"),
    ],
)
def test_terms_are_kept(path, words):
    assert words in path.read_text()
    assert "Copyright" in path.read_text()


def test_our_scripts_never_take_data_for_markup():
    scripts = [STATIC / "map.js", *sorted((STATIC / "map").glob("*.js"))]
    unsafe = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")

    assert len(scripts) == 6
    assert [path.name for path in scripts if unsafe.search(path.read_text())] == []


# ---------- The outlines ----------


def outline(state: str) -> dict[str, dict]:
    found = json.loads((COUNTIES / f"{state}.json").read_text())
    return {feature["properties"]["kind"]: feature for feature in found["features"]}


def counties_of(state: str) -> list[dict[str, str]]:
    with (NIGHTOUT / "places" / "data" / "counties.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["state"] == state]


def is_inside(point: list[float], land: list) -> bool:
    """By the number of edges that a line to the east crosses."""
    x, y = point
    crossed = 0
    for ring in (ring for polygon in land for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise(ring):
            crossed += (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return crossed % 2 == 1


def test_each_state_and_territory_has_its_outline():
    light = json.loads((COUNTIES / "states.json").read_text())

    assert set(map_files()["counties"]) == set(STATES) | TERRITORIES
    assert {feature["id"] for feature in light["features"]} == set(STATES) | TERRITORIES
    assert all(feature["geometry"]["coordinates"] for feature in light["features"])


@pytest.mark.parametrize("state", sorted(set(STATES) | TERRITORIES))
def test_outline_holds_its_counties(state):
    named = outline(state)
    land = named["land"]["geometry"]["coordinates"]
    points = named["counties"]["geometry"]["coordinates"]
    names = named["counties"]["properties"]["names"]

    assert len(points) == len(names) == len(counties_of(state))
    assert [point for point in points if not is_inside(point, land)] == []
    assert all(ring[0] == ring[-1] and len(ring) > 3 for polygon in land for ring in polygon)
    assert all(len(line) > 1 for line in named["borders"]["geometry"]["coordinates"])


def test_names_of_places_come_largest_first():
    named = outline("FL")

    assert named["places"]["properties"]["names"][:3] == ["Jacksonville", "Miami", "Tampa"]
    assert len(named["places"]["geometry"]["coordinates"]) == 400
    assert "Miami-Dade" in named["counties"]["properties"]["names"]


def test_alaska_stays_in_one_piece():
    named = outline("AK")

    longitudes = [x for polygon in named["land"]["geometry"]["coordinates"] for x, _y in polygon[0]]
    assert max(longitudes) < -129
    assert min(longitudes) > -188


def test_outlines_are_small():
    sizes = {path.stem: path.stat().st_size for path in COUNTIES.glob("*.json")}

    assert sizes["FL"] < 40_000
    assert sizes["states"] < 80_000
    assert max(sizes.values()) < 100_000
