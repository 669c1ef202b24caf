import csv
import re
import zoneinfo
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "nightout" / "places" / "data"


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def counties() -> dict[str, dict[str, str]]:
    return {county["fips"]: county for county in read("counties")}


@pytest.fixture(scope="module")
def cities() -> dict[str, dict[str, str]]:
    return {city["slug"]: city for city in read("cities")}


def repeated(values: list) -> list:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("counties", ["fips"]),
        ("counties", ["state", "name"]),
        ("cities", ["slug"]),
        ("cities", ["geonameid"]),
        ("zipcodes", ["code"]),
        ("neighborhoods", ["city_slug", "slug"]),
    ],
)
def test_rows_are_unique(name, columns):
    rows = read(name)

    values = [tuple(row[column] for column in columns) for row in rows]

    assert repeated(values) == []


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("counties", ["state", "name"]),
        ("cities", ["state", "name"]),
        ("zipcodes", ["code"]),
        ("neighborhoods", ["city_slug", "name"]),
    ],
)
def test_rows_are_sorted_so_a_rebuild_shows_only_what_changed(name, columns):
    values = [tuple(row[column] for column in columns) for row in read(name)]

    assert values == sorted(values)


@pytest.mark.parametrize("name", ["counties", "cities", "zipcodes", "neighborhoods"])
def test_lines_end_with_a_line_feed_alone(name):
    raw = (DATA / f"{name}.csv").read_bytes()

    assert raw.count(b"\r") == 0
    assert raw.endswith(b"\n")


def test_the_files_hold_the_whole_country(counties, cities):
    states = {county["state"] for county in counties.values() if county["fips"] < "60"}

    assert len(states) == 51
    assert {city["state"] for city in cities.values()} == states
    assert {zipcode["state"] for zipcode in read("zipcodes")} == states


def test_slugs_are_fit_for_an_address(cities):
    slugs = [*cities, *(row["slug"] for row in read("neighborhoods"))]

    unfit = [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)]

    assert unfit == []


def test_every_city_is_in_a_county_of_its_state(counties, cities):
    strays = [
        slug
        for slug, city in cities.items()
        if city["county_fips"] not in counties
        or counties[city["county_fips"]]["state"] != city["state"]
    ]

    assert strays == []


def test_every_time_zone_is_known(cities):
    zones = {city["time_zone"] for city in cities.values()}

    assert zones - zoneinfo.available_timezones() == set()


def test_every_kind_is_known(cities):
    kinds = {city["kind"] for city in cities.values()}

    assert kinds == {"city", "town", "village", "borough", "census_place", "place"}


@pytest.mark.parametrize("name", ["counties", "cities", "zipcodes"])
def test_points_are_in_the_united_states(name):
    astray = [
        row
        for row in read(name)
        if not (-15 < float(row["lat"]) < 72)
        or not (-180 <= float(row["lon"]) < -64 or 144 < float(row["lon"]) <= 180)
    ]

    assert astray == []


@pytest.mark.parametrize(
    ("slug", "county", "kind"),
    [
        ("florida-city-fl", "Miami-Dade County", "city"),
        ("fort-lauderdale-fl", "Broward County", "city"),
        ("gladeview-fl", "Miami-Dade County", "census_place"),
        ("goulds-fl", "Miami-Dade County", "census_place"),
        ("lauderhill-fl", "Broward County", "city"),
        ("miami-fl", "Miami-Dade County", "city"),
        ("miami-gardens-fl", "Miami-Dade County", "city"),
        ("miramar-fl", "Broward County", "city"),
        ("naranja-fl", "Miami-Dade County", "census_place"),
        ("north-miami-fl", "Miami-Dade County", "city"),
        ("opa-locka-fl", "Miami-Dade County", "city"),
        ("pinewood-fl", "Miami-Dade County", "census_place"),
        ("brownsville-fl", "Miami-Dade County", "census_place"),
        ("west-little-river-fl", "Miami-Dade County", "census_place"),
        ("west-park-fl", "Broward County", "city"),
        ("west-perrine-fl", "Miami-Dade County", "census_place"),
        ("westview-fl", "Miami-Dade County", "census_place"),
    ],
)
def test_florida_places_have_their_county_and_kind(counties, cities, slug, county, kind):
    city = cities[slug]

    assert (counties[city["county_fips"]]["name"], city["kind"]) == (county, kind)


def test_the_larger_miami_gardens_has_the_plain_slug(counties, cities):
    larger = cities["miami-gardens-fl"]
    smaller = cities["miami-gardens-fl-broward"]

    assert (larger["geonameid"], larger["population"]) == ("4164167", "113187")
    assert (smaller["geonameid"], smaller["population"]) == ("4164166", "2706")
    assert counties[smaller["county_fips"]]["name"] == "Broward County"


def test_a_city_on_the_county_line_is_in_the_county_of_its_post_office(counties, cities):
    # Bossier City lies on the river that is the line; the polygons have it on the other bank.
    assert counties[cities["bossier-city-la"]["county_fips"]]["name"] == "Bossier Parish"


def test_a_city_that_is_its_own_county_is_in_it(counties, cities):
    # Falls Church is too small for the polygons.
    assert counties[cities["falls-church-va"]["county_fips"]]["name"] == "Falls Church City"
    assert counties[cities["baltimore-md"]["county_fips"]]["name"] == "Baltimore City"


def test_opa_locka_is_spelled_as_the_city_spells_it(cities):
    post_offices = {row["code"]: row["post_office"] for row in read("zipcodes")}

    assert cities["opa-locka-fl"]["name"] == "Opa-locka"
    assert post_offices["33054"] == "Opa-locka"


def test_saints_are_spelled_as_their_cities_spell_them(cities):
    assert cities["st-petersburg-fl"]["name"] == "St. Petersburg"
    assert cities["port-st-lucie-fl"]["name"] == "Port St. Lucie"
    assert cities["ste-genevieve-mo"]["name"] == "Ste. Genevieve"


def test_zip_code_33056_is_in_miami_gardens():
    (zipcode,) = [row for row in read("zipcodes") if row["code"] == "33056"]

    assert (zipcode["post_office"], zipcode["state"]) == ("Miami Gardens", "FL")
    assert float(zipcode["lat"]) == pytest.approx(25.942, abs=0.001)
    assert float(zipcode["lon"]) == pytest.approx(-80.2456, abs=0.001)


def test_liberty_city_is_a_neighborhood_of_miami():
    neighborhoods = {(row["city_slug"], row["slug"]): row for row in read("neighborhoods")}

    liberty_city = neighborhoods["miami-fl", "liberty-city"]

    assert (liberty_city["name"], liberty_city["other_names"]) == ("Liberty City", "Model City")


def test_every_neighborhood_is_of_a_city_we_have(cities):
    assert {row["city_slug"] for row in read("neighborhoods")} - set(cities) == set()


def test_no_neighborhood_is_a_city_of_the_same_county_as_well(cities):
    named = {(city["name"], city["county_fips"]) for city in cities.values()}

    both = [
        row["name"]
        for row in read("neighborhoods")
        if (row["name"], cities[row["city_slug"]]["county_fips"]) in named
    ]

    assert both == []


def test_the_files_stay_small():
    size = sum(path.stat().st_size for path in DATA.glob("*.csv"))

    assert size < 4_500_000
