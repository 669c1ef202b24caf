"""What is wrong with a mapping is said at once, with the names that come nearest."""

import pytest

from incidents.imports import MappingError, read_mapping, running, shipped
from incidents.models import ImportRemark
from tests.factories import make_agency
from tests.incidents.imported import MAPPING, brought, mapping, police


def wrong(*changes: tuple[str, str]) -> list[str]:
    with pytest.raises(MappingError) as problem:
        mapping(*changes)
    return problem.value.wrong


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_mapping_that_is_shipped_can_be_read(name: str):
    assert read_mapping(shipped()[name], name=name).name == name


def test_a_mapping_knows_the_columns_that_it_reads():
    assert mapping().columns == ["id", "day", "city", "name", "age", "outcome"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "refuse =",
            "refuze =",
            "“refuze” is nothing that a mapping can say. Did you mean “refuse”?",
        ),
        (
            'age = "age"',
            'agee = "age"',
            "“person.agee” is nothing that a mapping can say. Did you mean “age”?",
        ),
        ('"killed"', '"kiled"', "person.outcome: “kiled” is none of killed, injured,"),
        ('name = "name"', 'name = "PERP_NAME"', "“PERP_NAME” is refused by this mapping"),
        ('city = "city"', 'city = "Suspect City"', "“Suspect City” looks like a column about"),
        (
            'city = "city"',
            'city = " the_suspect_name"',
            "“ the_suspect_name” looks like a column about",
        ),
        (
            "[person]",
            '[person]\nonly = { column = "kind", values = ["Subject-Suspect"] }',
            "person.only: “subject-suspect” is no victim",
        ),
        (
            'title = "Shootings"',
            'title = "Shootings"\nurl = "javascript:alert(1)"',
            "source.url begins with https:// or http://.",
        ),
        ('"%m/%d/%Y"', '"%d %d"', "incident.date: “%d %d” is no format of dates or times."),
        ('"%m/%d/%Y"', '"%Q"', "incident.date: “%Q” is no format of dates or times."),
        (
            "[person]",
            "a." * 101 + "b = 1\n[person]",
            "A line of the mapping has more than 100 dots.",
        ),
        ('slug = "police"', "", "[agency] names one agency: by “slug” or by “ori”."),
        ('publisher = "The Gazette"', "", "source.publisher is missing, or no text."),
        ('city = "city"', 'state = "city"', "[place] needs “city” or “county”."),
        ('city = "city"', 'city = "city"\nlatitude = "y"', "[place] needs “latitude” and"),
        ("date =", "time =", "[incident] needs “date”: the column that says when."),
        (', formats = ["%m/%d/%Y", "edtf"]', "", "incident.date needs “formats”"),
        ('"%m/%d/%Y"', '"%m/%d"', "incident.date: “%m/%d” has no year."),
        ('"%m/%d/%Y"', '"%Y-%m-%dT%H:%M%z"', "incident.date: “%Y-%m-%dT%H:%M%z” has a time zone."),
        ('key = "id"', "key = 3", "incident.key is missing, or no text."),
        ("[person]", "[persons]", "“persons” is nothing that a mapping can say. Did you mean"),
        ('null = ["(null)"]', 'null = "(null)"', "null is a list of texts."),
        ('null = ["(null)"]', 'format = "xlsx"', "format is one of csv, json, ndjson."),
        ('null = ["(null)"]', 'encoding = "utf-9"', "There is no encoding “utf-9”."),
        ('null = ["(null)"]', 'delimiter = ";;"', "delimiter is one sign, such as , or ;."),
        ('key = "id"', 'key = "id"\npeople = "packed"', 'With people = "packed" say who of'),
        ('null = ["(null)"]', 'encoding = "undefined"', "There is no encoding “undefined”."),
        ('age = "age"', "age = { column = [] }", "person.age names no column."),
        ('city = "city"', "city = { constant = 3 }", "place.city.constant is missing, or no text."),
        ('slug = "police"', 'slug = "\\u0000"', "A mapping holds no NUL sign."),
        ('age = "age"', "age = {}", "person.age has a column or a constant, one of them."),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str):
    found = wrong((old, new))

    assert any(line.startswith(said) for line in found), found


def test_all_that_is_wrong_is_said_at_once():
    found = wrong(
        ('"killed"', '"kiled"'), ('publisher = "The Gazette"', ""), ('key = "id"', "key = 3")
    )

    assert len(found) == 3


def test_a_mapping_that_nests_without_end_is_no_toml():
    with pytest.raises(MappingError, match="This is not TOML"):
        read_mapping("x = " + "[" * 50_000)


def test_what_is_no_toml_is_said_with_its_line():
    with pytest.raises(MappingError, match=r"This is not TOML: .*line 1"):
        read_mapping("publication = public")


def test_a_file_without_a_column_is_refused_with_the_nearest_names():
    with pytest.raises(MappingError) as problem:
        mapping().check_columns(["id", "DAY", "city", "names", "age", "outcome"])

    assert problem.value.wrong == [
        "The file has no column “day”. Did you mean “DAY”?",
        "The file has no column “name”. Did you mean “names”?",
    ]


def test_an_empty_mapping_names_its_missing_tables():
    with pytest.raises(MappingError) as problem:
        read_mapping("")

    assert [line for line in problem.value.wrong if "is missing" in line] == [
        f"The table [{name}] is missing."
        for name in ("source", "agency", "incident", "place", "person")
    ]
    assert MAPPING


@pytest.mark.django_db
def test_the_files_of_one_source_are_of_one_agency(tmp_path):
    police()
    make_agency(slug="others")
    brought(tmp_path, "7,06/17/2018,Miami Gardens,,,dead", apply=True)
    theirs = mapping(('slug = "police"', 'slug = "others"'))

    with pytest.raises(MappingError, match=r"Choose another one: source\.reference"):
        brought(tmp_path, "7,06/17/2018,Miami Gardens,,,dead", mapping=theirs)


@pytest.mark.django_db
def test_of_many_remarks_the_first_are_kept_and_all_are_counted(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "MOST_REMARKS", 2)
    police()

    report = brought(tmp_path, *(f"{n},,Miami Gardens,,,dead" for n in range(4)), apply=True)

    assert report.counts["remarks"] == {"no_date": 4}
    assert ImportRemark.objects.count() == 2
