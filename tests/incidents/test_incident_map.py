"""The map's data: areas as large as what is known, and never more exact than that."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from incidents import areas, feeds
from incidents.models import Incident, Location, NameRule, Outcome, PlacePrecision, snapped
from tests.factories import make_city, make_county, make_incident, make_neighborhood, make_victim
from tests.incidents.places import at_block, places
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

FEED = "/incidents/areas.geojson"


def at_point(latitude: str, longitude: str, **fields) -> dict:
    return at_block(latitude=latitude, longitude=longitude, public_text="A block", **fields)


def drawn(client: Client, query: str = "") -> list[dict]:
    response = client.get(f"{FEED}?{query}")
    assert response["Content-Type"] == "application/geo+json"
    return response.json()["features"]


def counted(client: Client, query: str = "") -> list[tuple]:
    return [
        (it["properties"]["kind"], it["properties"]["name"], it["properties"]["incidents"])
        for it in drawn(client, query)
    ]


def test_each_incident_lies_in_one_area_as_large_as_its_place_is_known(client: Client):
    miami = make_city(name="Miami")
    area = make_neighborhood(city=miami)
    for place in (
        at_point("25.942", "-80.262"),
        at_point("25.942", "-80.262"),
        at_point("25.946", "-80.240"),
        at_block(public_text="A crossing without a point"),
        {"precision": PlacePrecision.CITY, "city": miami},
        {"precision": PlacePrecision.NEIGHBORHOOD, "city": miami, "neighborhood": area},
        {"precision": PlacePrecision.COUNTY, "county": make_county()},
    ):
        make_incident(location=place)

    assert counted(client) == [
        ("county", "Miami-Dade County, FL", 1),
        ("city", "Miami, FL", 1),
        ("city", "Miami Gardens, FL", 1),
        ("neighborhood", "Liberty City, Miami", 1),
        ("square", None, 1),
        ("square", None, 2),
    ]


def test_block_is_a_square_of_the_grid_and_city_a_circle_as_large_as_its_people_need(
    client: Client,
):
    make_incident(location=at_point("25.942", "-80.262"))
    make_incident(
        city=make_city(name="Miami", latitude=25.774, longitude=-80.194, population=400_000)
    )

    circle, square = drawn(client)

    assert square["geometry"] == {
        "type": "Polygon",
        "coordinates": [
            [
                [-80.263, 25.941],
                [-80.261, 25.941],
                [-80.261, 25.943],
                [-80.263, 25.943],
                [-80.263, 25.941],
            ]
        ],
    }
    (ring,) = circle["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    north = max(latitude for _longitude, latitude in ring)
    assert north - 25.774 == pytest.approx(5.64 / 69, abs=0.001)  # miles, of 400,000 people
    assert circle["properties"]["middle"] == [-80.194, 25.774]


def test_link_of_an_area_finds_just_its_incidents(client: Client):
    area = make_neighborhood(city=make_city())
    for place in (
        at_point("25.942", "-80.262"),
        at_point("25.944", "-80.262"),
        {"precision": PlacePrecision.CITY, "city": make_city()},
        {"precision": PlacePrecision.NEIGHBORHOOD, "city": make_city(), "neighborhood": area},
        {"precision": PlacePrecision.COUNTY, "county": make_county()},
    ):
        make_incident(location=place, day=date(2018, 6, 17))
        make_incident(location=place, day=date(2019, 6, 17))

    found = drawn(client, "last=2018-12-31")

    assert len(found) == 5
    for feature in found:
        assert len(places(client.get(feature["properties"]["url"]))) == 1
        assert "last=2018-12-31" in feature["properties"]["url"]


def test_all_that_is_drawn_is_the_list(client: Client):
    for number in range(3):
        make_incident(location=at_point("25.942", f"-80.26{number * 2}"))
        make_incident(publication="draft", location=at_point("25.942", "-80.262"))

    assert sum(number for _kind, _name, number in counted(client)) == 3
    assert len(places(client.get("/incidents/?view=map"))) == 3


def test_no_degree_is_finer_than_the_grid_however_narrowly_one_asks(client: Client):
    """The same front door gives the same square, alone, among others, and in coarser squares."""
    door = Decimal("25.942777"), Decimal("-80.261234")
    home = make_incident(location=at_point(*map(snapped, door)))
    for number in range(5):
        make_incident(location=at_point("25.942", f"-80.2{number}0"))
    asked = [
        f"area={snapped(door[0])},{snapped(door[1])}",
        "precision=day",
        "",
        "city=miami-gardens-fl",
    ]

    squares = [
        feature["properties"]["middle"]
        for query in asked
        for feature in drawn(client, query)
        if feature["properties"]["middle"][0] == -80.262
    ]
    every = str([client.get(f"{FEED}?{query}").content for query in asked])

    assert squares == [[-80.262, 25.942]] * len(asked)
    assert max(len(number.partition(".")[2]) for number in _numbers(every)) == 3
    assert home.location.longitude == Decimal("-80.262")


def _numbers(text: str) -> list[str]:
    return [
        part
        for part in text.replace("[", " ").replace("]", " ").replace(",", " ").split()
        if part.count(".") == 1 and part.strip("-.0123456789") == ""
    ]


def test_many_squares_are_drawn_as_fewer_larger_ones():
    for number in range(6):
        make_incident(location=at_point("25.942", f"-80.2{number}2"))
    every = Incident.objects.public()

    (fine, coarse) = (areas.areas_of(every, most=most) for most in (6, 5))

    assert {counted.area.side for counted in fine} == {areas.GRID}
    assert {counted.area.side for counted in coarse} == {Decimal("0.05")}
    assert [counted.incidents for counted in coarse] == [3, 3]
    for found in (*fine, *coarse):
        assert every.filter(found.area.holds()).count() == found.incidents
        assert areas.named(found.area.code) == found.area


@pytest.mark.parametrize("longitude", ["-80.265", "-80.255", "80.265", "0.005", "-0.005"])
def test_point_on_the_edge_of_a_coarser_square_lies_in_one(longitude):
    """A database may hold none there; the rule must not depend on it."""
    square = areas._middle(Decimal(longitude), Decimal("0.01"))
    other = areas._middle(Decimal(longitude) - Decimal("0.001"), Decimal("0.01"))

    assert square - other == Decimal("0.01")


@pytest.mark.parametrize(
    "code",
    ["", "NaN,1", "91,0", "25.942", "25.942,-80.262,0.5", "1e9,1", "city:nowhere", "planet:earth"],
)
def test_area_that_is_none_is_said_to_be_wrong(client: Client, code: str):
    make_incident()

    assert areas.named(code) is None
    if code:
        assert "The map has no such place." in words(client.get("/incidents/", {"area": code}))
        assert client.get(FEED, {"area": code}).status_code == 400


def test_map_holds_no_name_and_no_word_of_anybody(client: Client):
    incident = make_incident(
        summary="Canary summary", location=at_point("25.942", "-80.262"), notes="Canary"
    )
    make_victim(
        incident=incident,
        name="Canary",
        outcome=Outcome.KILLED,
        name_rule=NameRule.FULL,
        name_basis="published",
    )

    content = client.get(FEED).content

    assert b"Canary" not in content
    assert b"block" not in content


def test_page_works_without_script_and_names_its_data(client: Client):
    make_incident()

    response = client.get("/es/incidents/?view=map&first=2018-01-01")

    figure = soup(response).find("figure", attrs={"data-map": True})
    assert figure["data-source"] == f"{FEED}?first=2018-01-01"
    assert figure["data-draws"] == "areas"
    assert figure["data-home"] == "/es/"
    assert figure.has_attr("hidden")
    assert len(places(response)) == 1
    assert soup(response).find(id="map-dates") is None


def test_map_of_nothing_is_an_empty_list(client: Client):
    page = client.get("/incidents/?view=map")

    assert b"data-map" not in page.content
    assert drawn(client) == []
    assert "Nothing is recorded yet" in words(page)


@pytest.mark.parametrize("rows", [1, 3])
def test_map_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        make_incident(location=at_point("25.942", f"-80.26{number * 2}"))
        make_incident(city=make_city(name=f"City {number}"))

    with django_assert_num_queries(7):
        client.get(FEED)


def test_grid_of_the_feed_is_that_of_the_places():
    point = Location(latitude=snapped("25.9427"), longitude=snapped("-80.2613"))

    square = areas.Square(point.latitude, point.longitude)

    assert square.middle == (Decimal("-80.262"), Decimal("25.942"))
    assert feeds.MOST == 2000
