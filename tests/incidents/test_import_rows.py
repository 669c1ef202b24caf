"""What is made of each row: dates, times, places, people; and what is said of what cannot be read."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection

from incidents.imports import import_file
from incidents.imports.persons import unpacked
from incidents.imports.values import Unreadable
from incidents.models import Incident, Location, Victim
from tests.factories import make_city, make_county, make_neighborhood
from tests.incidents.imported import as_json, brought, mapping, police, remarks
from tests.naughty import naughty_strings, needs_naughty_strings

pytestmark = pytest.mark.django_db
ROW = "7,06/17/2018,Miami Gardens,,31,dead"


def test_a_row_is_an_incident_with_its_place_and_its_person(tmp_path):
    agency = police()

    report = brought(tmp_path, ROW)

    incident = Incident.objects.get()
    person = Victim.objects.get()
    assert report.is_clean
    assert (incident.agency, incident.publication) == (agency, "draft")
    assert (incident.occurred_from, incident.precision) == (date(2018, 6, 17), "day")
    assert (incident.location.precision, incident.location.city.name) == ("city", "Miami Gardens")
    assert (person.incident, person.age, person.outcome) == (incident, 31, "killed")
    assert person.outcome_source.publisher == "The Gazette"
    assert [(c.source, c.fact) for c in incident.citations.all()] == [
        (person.outcome_source, "All of it")
    ]


def test_rows_of_one_reference_are_people_of_one_incident(tmp_path):
    police()

    brought(tmp_path, ROW, "8,06/18/2018,Miami Gardens,,,hit", "7,06/17/2018,Miami Gardens,,,hit")

    people = Victim.objects.order_by("incident__occurred_from", "pk")
    assert [(p.incident.occurred_from.day, p.outcome) for p in people] == [
        (17, "killed"),
        (17, "shot_not_stated"),
        (18, "shot_not_stated"),
    ]


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("06/17/2018", "day", date(2018, 6, 17), date(2018, 6, 17)),
        ("[2018-06-16..2018-06-17]", "weekend", date(2018, 6, 16), date(2018, 6, 17)),
        ("2018-06", "month", date(2018, 6, 1), date(2018, 6, 30)),
        ("2018", "year", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_date_is_as_exact_as_the_file_has_it(tmp_path, text, precision, first, last):
    police()

    brought(tmp_path, f'7,"{text}",Miami Gardens,,,dead')

    incident = Incident.objects.get()
    assert (incident.precision, incident.occurred_from, incident.occurred_to) == (
        precision,
        first,
        last,
    )


def test_a_time_makes_a_day_exact_to_the_minute_and_a_wrong_one_does_not(tmp_path):
    police()
    used = mapping(
        ("[place]", 'time = { column = "age", formats = ["%H:%M:%S"] }\n[place]'),
        ('age = "age"\n', ""),
    )

    report = brought(tmp_path, ROW.replace("31", "21:30:59"), ROW.replace("7,", "8,"), mapping=used)

    found = Incident.objects.order_by("precision").values_list("precision", "occurred_at")
    assert list(found) == [("day", None), ("time", time(21, 30))]
    assert remarks(report) == [("bad_time", 3, "8", "age", "31")]


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (",06/17/2018,Miami Gardens,,,dead", ("no_key", 2, "", "id", "")),
        ("7,,Miami Gardens,,,dead", ("no_date", 2, "7", "day", "")),
        ("7,(null),Miami Gardens,,,dead", ("no_date", 2, "7", "day", "(null)")),
        ("7,2018-13-40,Miami Gardens,,,dead", ("bad_date", 2, "7", "day", "2018-13-40")),
        ("7,06/17/1618,Miami Gardens,,,dead", ("bad_date", 2, "7", "day", "06/17/1618")),
        ("7,2099-01-01,Miami Gardens,,,dead", ("future", 2, "7", "day", "2099-01-01")),
        ("7,06/17/2018,,,,dead", ("no_place", 2, "7", "", "")),
        ("7,06/17/2018,Atlantis,,,dead", ("unknown_place", 2, "7", "", "Atlantis")),
        ("7,06/17/2018,Miami Gardens,dead", ("cells", 2, "", "", "")),
        (f"{'7' * 101},06/17/2018,Miami Gardens,,,dead", ("long_key", 2, "7" * 100, "id", "")),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line_and_why(tmp_path, row, remark):
    police()

    report = brought(tmp_path, row, ROW.replace("7,", "9,"))

    assert remarks(report) == [remark]
    assert (report.counts["rows"], report.counts["refused"]) == (2, 1)
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        ("7,06/17/2018,Miami Gardens,,131,dead", ("bad_age", 2, "7", "age", "131")),
        ("7,06/17/2018,Miami Gardens,,x\0,dead", ("unknown_value", 2, "7", "age", "x")),
        ("7,06/17/2018,Miami Gardens,,,fled", ("unknown_value", 2, "7", "outcome", "fled")),
        (f"7,06/17/2018,Miami Gardens,{'Ada ' * 50},,dead", ("too_long", 2, "7", "name", "")),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_and_its_row_is_not(tmp_path, row, remark):
    police()

    report = brought(tmp_path, row)

    assert remarks(report) == [remark]
    assert report.counts["refused"] == 0
    assert Victim.objects.count() == 1


def test_a_place_that_is_not_found_comes_with_those_near_in_name(tmp_path):
    police()
    row = "7,06/17/2018,Miami Gardns,,,dead"

    report = brought(tmp_path, row, row)

    assert report.places == [{"place": "Miami Gardns", "rows": 2, "near": ["Miami Gardens, FL"]}]
    assert (report.counts["refused"], Incident.objects.count()) == (2, 0)
    assert "  Miami Gardns: 2 rows. Near in name: Miami Gardens, FL" in list(report.lines())


def test_a_place_may_stay_unknown_where_the_mapping_says_so(tmp_path):
    police()
    used = mapping(('city = "city"', 'city = "city"\nunknown = "without_place"'))

    report = brought(tmp_path, "7,06/17/2018,Atlantis,,,dead", mapping=used)

    assert (report.counts["refused"], Incident.objects.count(), Location.objects.count()) == (
        0,
        1,
        0,
    )


@pytest.mark.parametrize(
    ("text", "city", "county"),
    [
        ("Miami Gardens, FL", "Miami Gardens", None),
        ("MIAMI  GARDENS", "Miami Gardens", None),
        ("miami-gardens-fl", "Miami Gardens", None),
        ("Broward County, FL", None, "Broward County"),
        ("Broward County", None, "Broward County"),
        ("Miami Gardens, GA", None, None),
        ("Springfield", None, None),  # two of them, none ten times the other
        ("Springfield, GA", "Springfield", None),
        ("Lakeland", "Lakeland", None),  # the large one
    ],
)
def test_a_place_is_found_by_its_name_and_state(tmp_path, text, city, county):
    police()
    make_county(name="Broward County")
    make_city(name="Springfield", slug="springfield-1")
    make_city(name="Springfield", state="GA", slug="springfield-2", county=make_county(state="GA"))
    make_city(name="Lakeland", slug="lakeland-1", population=100_000)
    make_city(name="Lakeland", state="GA", slug="lakeland-2", population=3_000)

    brought(tmp_path, f'7,06/17/2018,"{text}",,,dead')

    found = [
        (at.city and at.city.name, at.county and at.county.name, at.precision)
        for at in Location.objects.select_related("city", "county")
    ]
    if city or county:
        assert found == [(city, county, "city" if city else "county")]
    else:
        assert found == []


def test_a_county_column_tells_cities_of_one_name_apart(tmp_path):
    police()
    for name in ("Orange County", "Polk County"):
        make_city(name="Eastside", slug=f"eastside-{name[0]}", county=make_county(name=name))
    used = mapping(
        ('city = "city"', 'city = "city"\ncounty = "name"\nstate = { constant = "FL" }'),
        ('name = "name"\n', ""),
    )

    brought(tmp_path, "7,06/17/2018,Eastside,Polk,,dead", mapping=used)

    assert Location.objects.get().city.county.name == "Polk County"


def test_a_neighborhood_is_found_in_its_city_and_an_unknown_one_is_told(tmp_path):
    police()
    hood = make_neighborhood(name="Bunche Park", city=make_city())
    used = mapping(
        ('city = "city"', 'city = "city"\nneighborhood = "name"'), ('name = "name"\n', "")
    )

    report = brought(
        tmp_path,
        "7,06/17/2018,Miami Gardens,bunche park,,dead",
        "8,06/17/2018,Miami Gardens,Elsewhere,,dead",
        mapping=used,
    )

    found = Location.objects.order_by("incident__pk").values_list("precision", "neighborhood")
    assert list(found) == [("neighborhood", hood.pk), ("city", None)]
    assert remarks(report) == [("unknown_hood", 3, "8", "", "Elsewhere")]


POINT = (
    'city = "city"',
    'city = "city"\nlatitude = "name"\nlongitude = "age"\nprecision = "crossing"',
)
NO_PERSON = ('name = "name"\nage = "age"\n', "")


@pytest.mark.parametrize(
    ("latitude", "longitude", "stored", "told"),
    [
        ("25.94187", "-80.24562", ("25.942", "-80.246"), None),
        ("25.943", "-80.241", ("25.944", "-80.240"), None),  # ties go to even lines, as everywhere
        ("", "-80.24562", None, "bad_point"),
        ("0", "-80.24562", None, "bad_point"),
        ("here", "-80.24562", None, "bad_point"),
        ("26.99", "-80.24562", None, "far_point"),
        ("NaN", "-80.24562", None, "bad_point"),
    ],
)
def test_a_point_is_put_on_the_grid_or_refused(tmp_path, latitude, longitude, stored, told):
    police()

    row = f"7,06/17/2018,Miami Gardens,{latitude},{longitude},dead"
    report = brought(tmp_path, row, mapping=mapping(POINT, NO_PERSON))

    place = Location.objects.get()
    assert place.precision == ("crossing" if stored else "city")
    assert (place.latitude, place.longitude) == (
        tuple(map(Decimal, stored)) if stored else (None,) * 2
    )
    assert [kind for kind, *_rest in remarks(report)] == ([told] if told else [])


def test_an_address_is_stored_as_its_block_only(tmp_path):
    police()
    used = mapping(
        ('city = "city"', 'city = "city"\ntext = "name"\ntext_is = "block"'),
        ('name = "name"\n', ""),
    )

    brought(tmp_path, '7,06/17/2018,Miami Gardens,"1834 NW 183rd St, Apt 4",,dead', mapping=used)

    place = Location.objects.get()
    assert (place.public_text, place.precision) == ("1800 block of NW 183rd St", "block")


@pytest.mark.parametrize("text", ["name", "{name}"])
def test_a_place_that_may_name_a_door_is_left_out_and_the_remark_does_not_repeat_it(tmp_path, text):
    police()
    used = mapping(
        ('city = "city"', f'city = "city"\ntext = "{text}"\ntext_is = "block"'),
        ('name = "name"\n', ""),
    )
    rows = (
        "7,06/17/2018,Miami Gardens,Studio 54 Club,,dead",
        "8,06/17/2018,Miami Gardens,12 Elm St,,",
    )

    report = brought(tmp_path, *rows, mapping=used)

    assert remarks(report) == [("door", 2, "7", "name", "")]
    texts = Location.objects.order_by("incident__pk").values_list("public_text", flat=True)
    assert list(texts) == ["", "first block of Elm St"]


def test_a_text_may_be_made_of_columns(tmp_path):
    police()
    used = mapping(
        ('city = "city"', 'city = "city"\ntext = "Precinct {name}"'), ('name = "name"\n', "")
    )

    rows = ("7,06/17/2018,Miami Gardens,12,,dead", "8,06/18/2018,Miami Gardens,(null),,dead")
    brought(tmp_path, *rows, mapping=used)

    texts = Location.objects.order_by("incident__pk").values_list("public_text", "precision")
    assert list(texts) == [("Precinct 12", "city"), ("", "city")]


def test_rows_of_an_incident_that_differ_are_told_and_the_first_is_taken(tmp_path):
    police()

    report = brought(tmp_path, ROW, ROW, "7,06/18/2018,Miami Gardens,,,hit")

    assert Incident.objects.get().occurred_from == date(2018, 6, 17)
    assert Victim.objects.count() == 3
    assert remarks(report) == [("differs", 4, "7", "", "")]


# People in packed lists

PACKED = mapping(
    ('key = "id"', 'key = "id"\npeople = "packed"'),
    ("[person]", '[person]\nonly = { column = "kind", values = ["Victim"] }'),
)
PACKED_HEADER = "id,day,city,kind,name,age,outcome"


def test_a_packed_list_gives_its_victims_and_never_the_others(tmp_path):
    police()

    report = brought(
        tmp_path,
        "7,06/17/2018,Miami Gardens,0::Victim||1::Subject-Suspect||2::Victim"
        ",0::Ada||1::Mallory,0::44||1::31||2::(null),0::dead||1::hurt||2::hit",
        mapping=PACKED,
        header=PACKED_HEADER,
    )

    people = Victim.objects.order_by("pk").values_list("name", "age", "outcome")
    assert sorted(people, key=str) == [("", None, "shot_not_stated"), ("Ada", 44, "killed")]
    assert report.is_clean


def test_an_incident_without_listed_people_is_still_one(tmp_path):
    police()

    brought(tmp_path, "7,06/17/2018,Miami Gardens,,,,", mapping=PACKED, header=PACKED_HEADER)

    assert (Incident.objects.count(), Victim.objects.count()) == (1, 0)


def test_a_list_that_is_none_is_told_without_its_words(tmp_path):
    police()

    row = "7,06/17/2018,Miami Gardens,0::Victim,Ada Example,0::44,0::dead"
    report = brought(tmp_path, row, mapping=PACKED, header=PACKED_HEADER)

    assert remarks(report) == [("bad_list", 2, "7", "name", "")]
    assert Victim.objects.get().name == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {}),
        ("0::44||1::31", {"0": "44", "1": "31"}),
        ("0:44|1:31", {"0": "44", "1": "31"}),
        ("0::Hit: arm||2::", {"0": "Hit: arm", "2": ""}),
    ],
)
def test_lists_have_one_colon_or_two(text, said):
    assert unpacked(text) == said


def test_a_list_without_numbers_is_none():
    with pytest.raises(Unreadable):
        unpacked("Ada, Bea")


def test_rows_of_others_than_victims_are_left_out_and_counted(tmp_path):
    police()
    used = mapping(
        ("[person]", '[person]\nonly = { column = "name", values = ["Victim"] }'),
        ('name = "name"\n', ""),
    )

    report = brought(
        tmp_path,
        "7,06/17/2018,Miami Gardens,victim,31,dead",
        "7,06/17/2018,Miami Gardens,Other,40,hurt",
        mapping=used,
    )

    assert list(Victim.objects.values_list("age", flat=True)) == [31]
    assert report.counts["left_out"] == 1


# Whatever people type


@needs_naughty_strings
def test_naughty_strings_go_into_any_column_without_harm(tmp_path):
    police()
    texts = [text for text in naughty_strings() if text.strip()]
    used = mapping(
        ('city = "city"', 'city = "city"\ntext = "age"\nunknown = "without_place"'),
        ('age = "age"\n', ""),
        ('null = ["(null)"]', 'format = "ndjson"'),
    )
    rows = [
        {"id": text, "day": day, "city": text, "name": text, "age": text, "outcome": text}
        for text in texts
        for day in (text, "2018-06-17")
    ]

    report = import_file(
        path=as_json(tmp_path, rows, lines=True), mapping=used, by=None, apply=True
    )

    assert report.counts["rows"] == len(rows)
    assert report.counts["refused"] >= len(texts)
    assert set(Victim.objects.values_list("name_rule", flat=True)) == {"withheld"}
    again = import_file(path=as_json(tmp_path, rows, lines=True), mapping=used, by=None, apply=True)
    assert again.counts["incidents"]["unchanged"] == report.counts["incidents"]["new"]


def test_half_a_pair_of_signs_and_endless_nests_do_no_harm(tmp_path):
    police()
    file = tmp_path / "file.json"
    half = '{"id": "\\ud800", "day": "2018-06-17", "city": "Miami Gardens", "name": "\\udfff"'
    file.write_text(f'{half}, "age": "", "outcome": ""}}\n{"[" * 100_000}\n')

    report = import_file(
        path=file, mapping=mapping(('null = ["(null)"]', 'format = "ndjson"')), by=None, apply=True
    )

    assert Victim.objects.get().name == "?"
    assert [kind for kind, *_rest in remarks(report)] == ["bad_line"]


def test_a_constant_with_a_tab_in_it_stays_one_value(tmp_path):
    police()
    used = mapping(('city = "city"', 'city = { constant = "Miami\\tGardens" }'))

    report = brought(tmp_path, ROW, mapping=used)

    assert (report.is_clean, Location.objects.get().city.name) == (True, "Miami Gardens")


def test_nothing_of_the_file_stays_in_the_connection(tmp_path):
    police()

    brought(tmp_path, ROW)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'"
            " AND relnamespace = pg_my_temp_schema()"
        )
        assert cursor.fetchone() == (0,)
