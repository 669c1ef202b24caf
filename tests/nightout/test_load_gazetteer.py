from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.text import slugify

from nightout.places import gazetteer
from nightout.places.models import City, County, Neighborhood, ZipCode
from nightout.sources.models import Source

from .conftest import run

SMALL = {
    "counties": [
        "fips,state,name,lat,lon",
        "12011,FL,Broward County,26.1,-80.4",
        "12086,FL,Miami-Dade County,25.6,-80.5",
        "24037,MD,St. Mary's County,38.2,-76.5",
    ],
    "cities": [
        "geonameid,name,state,county_fips,kind,lat,lon,population,time_zone,slug",
        "1,Miami,FL,12086,city,25.77427,-80.19366,487014,America/New_York,miami-fl",
        "2,Leonardtown,MD,24037,town,38.29,-76.63,0,America/New_York,leonardtown-md",
    ],
    "zipcodes": ["code,post_office,state,lat,lon", "00501,Holtsville,NY,40.8154,-73.0451"],
    "neighborhoods": [
        "city_slug,name,slug,other_names",
        "miami-fl,Liberty City,liberty-city,Model City",
        "miami-fl,Wynwood,wynwood,",
    ],
}


@pytest.fixture
def files(tmp_path: Path, db) -> Path:
    for name, lines in SMALL.items():
        write(tmp_path, name, lines)
    return tmp_path


def write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def versions(model: type) -> int:
    return model.pgh_event_model.objects.count()


@pytest.mark.django_db
def test_loads_the_whole_country_and_then_has_nothing_to_do():
    first, second = run("load_gazetteer"), run("load_gazetteer")

    places = "21,760 cities, 3,231 counties, 40,977 ZIP codes, 70 neighborhoods"
    assert first == f"Places: {places} (66,038 new).\n"
    assert second == f"Places: {places} (0 new).\n"
    assert versions(City) == City.objects.count()
    assert [c for c in County.objects.all() if c.slug != slugify(f"{c}")] == []


def test_keeps_every_column(files):
    gazetteer.load(data=files)

    miami = City.objects.select_related("county").get(slug="miami-fl")
    assert (miami.geonameid, miami.name, miami.state, miami.kind) == (1, "Miami", "FL", "city")
    assert (miami.latitude, miami.longitude) == (25.77427, -80.19366)
    assert (miami.population, miami.time_zone) == (487014, "America/New_York")
    assert (miami.county.fips, miami.county.slug) == ("12086", "miami-dade-county-fl")
    holtsville = ZipCode.objects.get()
    assert (holtsville.code, holtsville.post_office) == ("00501", "Holtsville")
    assert list(miami.neighborhoods.values_list("name", "slug", "other_names")) == [
        ("Liberty City", "liberty-city", "Model City"),
        ("Wynwood", "wynwood", ""),
    ]


def test_population_0_is_not_known(files):
    gazetteer.load(data=files)

    assert City.objects.get(slug="leonardtown-md").population is None


def test_second_run_changes_nothing(files):
    gazetteer.load(data=files)
    before = [versions(model) for model in gazetteer.MODELS.values()]

    new = gazetteer.load(data=files)

    assert new == 0
    assert [versions(model) for model in gazetteer.MODELS.values()] == before


def test_what_staff_changed_stays_changed(files):
    gazetteer.load(data=files)
    City.objects.filter(slug="miami-fl").update(name="Greater Miami", kind="place", population=5)
    County.objects.filter(fips="12086").update(name="Dade County", slug="dade-county-fl")

    gazetteer.load(data=files)

    miami = City.objects.select_related("county").get(slug="miami-fl")
    assert (miami.name, miami.kind, miami.population) == ("Greater Miami", "place", 5)
    assert (miami.county.name, miami.county.slug) == ("Dade County", "dade-county-fl")


def test_what_staff_deleted_does_not_come_back(files):
    gazetteer.load(data=files)
    Neighborhood.objects.filter(slug="wynwood").delete()
    City.objects.filter(slug="leonardtown-md").delete()
    ZipCode.objects.all().delete()

    new = gazetteer.load(data=files)

    assert new == 0
    assert list(City.objects.values_list("slug", flat=True)) == ["miami-fl"]


def test_renamed_address_gets_no_twin(files):
    gazetteer.load(data=files)
    Neighborhood.objects.filter(slug="liberty-city").update(slug="model-city")
    City.objects.filter(slug="miami-fl").update(slug="city-of-miami-fl")

    new = gazetteer.load(data=files)

    assert new == 0


def test_place_that_staff_added_by_hand_stays(files):
    county = County.objects.create(
        fips="12011", state="FL", name="Broward", slug="broward-fl", latitude=26, longitude=-80
    )
    own = City.objects.create(
        name="Our Miami", state="FL", slug="miami-fl", county=county, latitude=26, longitude=-80
    )

    gazetteer.load(data=files)

    assert City.objects.get(slug="miami-fl") == own
    assert County.objects.get(fips="12011").name == "Broward"
    own.refresh_from_db()
    assert (own.name, own.geonameid) == ("Our Miami", None)


def test_one_state_first_and_the_rest_later(files):
    run("load_gazetteer", "--state", "fl", "--data", str(files))
    florida_only = set(City.objects.values_list("state", flat=True))

    said = run("load_gazetteer", "--data", str(files))

    assert florida_only == {"FL"}
    assert said == "Places: 2 cities, 3 counties, 1 ZIP codes, 2 neighborhoods (3 new).\n"


def test_checks_are_postponed_again_for_who_comes_after(files):
    gazetteer.load(data=files)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_city SET county_id = -1 WHERE slug = 'miami-fl'")
        cursor.execute(
            "UPDATE places_city SET county_id = (SELECT id FROM places_county WHERE fips = '12086')"
            " WHERE slug = 'miami-fl'"
        )

    assert City.objects.get(slug="miami-fl").county.fips == "12086"


def refusal(files: Path) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("load_gazetteer", data=files)
    return str(refused.value)


def test_missing_file_is_one_line(files):
    (files / "zipcodes.csv").unlink()

    said = refusal(files)

    assert said == f"{files / 'zipcodes.csv'}: No such file or directory."
    assert County.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "lines", "complaint"),
    [
        ("counties", ["fips,state,title,lat,lon"], "column name mismatch in header line field 3"),
        ("counties", [*SMALL["counties"], "12087,FL,Dade"], 'missing data for column "lat"'),
        ("counties", [*SMALL["counties"], "1208,FL,Dade County,1,1"], "fips_is_five_digits"),
        ("cities", [SMALL["cities"][0], "x,A,FL,12086,city,1,1,1,UTC,a-fl"], "integer"),
        ("cities", [SMALL["cities"][0], "9,A,FL,99999,city,1,1,1,UTC,a-fl"], '"county_id"'),
        ("cities", [SMALL["cities"][0], "9,A,FL,12086,hamlet,1,1,1,UTC,a-fl"], "kind_is_known"),
        ("zipcodes", [], "COPY staged, line 1"),
    ],
)
def test_broken_file_is_one_line_and_nothing_is_loaded(files, name, lines, complaint):
    write(files, name, lines)

    said = refusal(files)

    assert said.startswith(f"{files / name}.csv: ")
    assert complaint in said
    assert "\n" not in said
    assert [model.objects.count() for model in gazetteer.MODELS.values()] == [0, 0, 0, 0]


def test_file_that_is_no_text_is_one_line(files):
    (files / "cities.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")

    said = refusal(files)

    assert said.startswith(f"{files / 'cities.csv'}: ")
    assert "\n" not in said


@pytest.mark.django_db
def test_seed_without_places_says_what_to_run_first():
    with pytest.raises(CommandError) as refused:
        run("load_seed", "--facts-only")

    assert str(refused.value) == "The place miami-fl is not there: run load_gazetteer first."
    assert Source.objects.count() == 0
