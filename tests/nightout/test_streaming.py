import json
from datetime import UTC, date, datetime
from datetime import time as clock

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import DataError, models
from django.db.models import Count, F, Func, Q, Value
from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy

from nightout.places.models import City, CityKind
from nightout.streaming import (
    Column,
    Kind,
    csv_response,
    labelled,
    ndjson_response,
    screen_rows,
    xlsx_response,
    yes_no,
)
from tests.factories import make_city, make_neighborhood
from tests.nightout.streamed import (
    FORMULAS,
    NASTY,
    TYPED,
    as_csv,
    as_xlsx,
    body,
    csv_rows,
    one_city,
    sheet_rows,
    texts,
    workbook,
)

pytestmark = pytest.mark.django_db


def test_csv_is_a_header_and_rows_in_the_order_of_the_queryset():
    make_city(name="Opa-locka", population=16_000)
    make_city(name='"The" City, really', population=None)
    cities = City.objects.order_by("-name")
    columns = [Column("City", "name"), Column("People", "population", Kind.INTEGER)]

    response = csv_response(cities, columns, filename="cities.csv")

    assert body(response) == (
        b'\xef\xbb\xbfCity,People\nOpa-locka,16000\n"""The"" City, really",\n'
    )


def test_csv_starts_before_the_database_is_asked():
    wrong = Column("Wrong", Func(template="no_such_function()", output_field=models.TextField()))
    response = csv_response(one_city(), [wrong], filename="list.csv")

    assert next(iter(response.streaming_content)) == b"\xef\xbb\xbfWrong\n"


@pytest.mark.parametrize(
    ("make", "content_type"),
    [
        (csv_response, "text/csv; charset=utf-8; header=present"),
        (ndjson_response, "application/x-ndjson; charset=utf-8"),
        (
            xlsx_response,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_download_is_saved_and_kept_in_no_cache(make, content_type):
    sheet = {"sheet": "List"} if make is xlsx_response else {}

    response = make(City.objects.all(), [Column("City", "name")], filename="list", **sheet)

    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith('attachment; filename="list"')
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_filename_is_safe_in_ascii_and_true_in_unicode():
    name = 'Fèt/"2018"\r\nX: y.csv'

    response = csv_response(City.objects.all(), [Column("City", "name")], filename=name)

    assert response["Content-Disposition"] == (
        'attachment; filename="Fet-2018-X-y.csv";'
        " filename*=UTF-8''F%C3%A8t-%222018%22-X%3A%20y.csv"
    )


def test_csv_keeps_every_text():
    assert as_csv(texts(*NASTY)) == [["Text"], *([text] for text in NASTY)]


def test_xlsx_keeps_every_text_with_line_ends_as_excel_has_them():
    rows = as_xlsx(Column("City", "name"), texts(*NASTY))

    # openpyxl, unlike Excel, leaves the escape that keeps _x0041_ from being read as A.
    cells = [row[1] and row[1].replace("_x005F_", "_") for row in rows]
    assert cells == ["Text", *(text.replace("\r\n", "\n") or None for text in NASTY)]


def test_xlsx_drops_what_xml_cannot_hold():
    assert as_xlsx(texts("a\x01\x08\x0b\x0c\x1fb", "c\ufffe\uffffd", "ok\x7f")) == [
        ("Text",),
        ("ab",),
        ("cd",),
        ("ok\x7f",),
    ]


def test_ndjson_keeps_every_text_and_has_names_for_machines():
    columns = [Column("City", "county__name"), texts(*NASTY, *FORMULAS)]

    response = ndjson_response(one_city(), columns, filename="list.ndjson")

    assert [json.loads(line) for line in body(response).decode().split("\n")[:-1]] == [
        {"county_name": "Miami-Dade County", "text": text} for text in [*NASTY, *FORMULAS]
    ]


def test_ndjson_writes_times_on_the_wall_and_nothing_as_null():
    moment = Value(datetime(2018, 8, 8, 1, 30, tzinfo=UTC))
    city = make_city(population=None)
    columns = [
        Column("When", moment, Kind.DATETIME, zone="America/New_York", key="when"),
        Column("People", "population", Kind.INTEGER),
    ]

    response = ndjson_response(City.objects.filter(pk=city.pk), columns, filename="list.ndjson")

    assert body(response) == b'{"when":"2018-08-07T21:30","population":null}\n'


def test_ndjson_asks_for_the_name_of_an_expression():
    with pytest.raises(ValueError, match="key="):
        ndjson_response(City.objects.all(), [Column("A", F("name"))], filename="list.ndjson")


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_gets_an_apostrophe_in_csv(formula):
    assert as_csv(texts(formula, "after")) == [["Text"], [f"'{formula}"], ["after"]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_gets_an_apostrophe_in_xlsx(formula):
    ((_header,), (cell,), (after,)) = as_xlsx(texts(formula, "after"))

    assert cell.startswith("'")
    assert after == "after"


@pytest.mark.parametrize("text", ["a=1", "1-2", "person@example.org", "'", "Ω=1", "(=1)", "é"])
def test_text_that_is_no_formula_stays_as_it_is(text):
    assert as_csv(texts(text)) == [["Text"], [text]]


def test_header_is_guarded_and_quoted_like_a_cell():
    column = Column('=1+2, "a"', "name")

    assert as_csv(column)[0] == ['\'=1+2, "a"']
    assert as_xlsx(column)[0] == ('\'=1+2, "a"',)


def test_text_cannot_pass_as_a_number():
    city = make_city(name="=1+2")
    response = csv_response(
        City.objects.filter(pk=city.pk), [Column("A", "name", Kind.INTEGER)], filename="list.csv"
    )

    with pytest.raises(DataError):
        body(response)


def test_csv_writes_days_and_times_as_iso_and_leaves_numbers_alone():
    assert as_csv(*TYPED)[1] == [
        "-113187",
        "-80.2456",
        "1e-07",
        "2018-08-07",
        "18:05",
        "2018-08-07 21:30",
    ]


def test_xlsx_has_real_numbers_days_and_times():
    assert as_xlsx(*TYPED)[1] == (
        -113_187,
        -80.2456,
        1e-7,
        datetime(2018, 8, 7),
        clock(18, 5),
        datetime(2018, 8, 7, 21, 30),
    )


def test_xlsx_shows_days_and_times_as_iso():
    response = xlsx_response(one_city(), TYPED, filename="list.xlsx", sheet="List")

    row = list(workbook(response).active)[1]
    assert [cell.number_format for cell in row[3:]] == [
        r"yyyy\-mm\-dd",
        "hh:mm",
        r"yyyy\-mm\-dd\ hh:mm",
    ]


def test_xlsx_writes_as_text_what_a_sheet_cannot_count():
    odd_days = Value(
        [date(1850, 1, 2), date(2018, 8, 7), date(1900, 2, 28), date(1900, 3, 1), None],
        output_field=ArrayField(models.DateField()),
    )
    unnested = Func(odd_days, function="unnest", output_field=models.DateField())
    nan = Column("NaN", Value(float("nan")), Kind.DECIMAL)

    assert as_xlsx(Column("Day", unnested, Kind.DATE), nan)[1:] == [
        ("1850-01-02", "NaN"),
        (datetime(2018, 8, 7), "NaN"),
        ("1900-02-28", "NaN"),
        (datetime(1900, 3, 1), "NaN"),
        (None, "NaN"),
    ]


def test_empty_cells_are_blank_everywhere():
    city = make_city(population=None, geonameid=None, name="")
    cities = City.objects.filter(pk=city.pk)
    columns = [
        Column("City", "name"),
        Column("People", "population", Kind.INTEGER),
        Column("Number as text", "geonameid"),
        Column("State", "state"),
    ]

    assert screen_rows(cities, columns) == [("", "", "", "FL")]
    assert csv_rows(csv_response(cities, columns, filename="a"))[1] == ["", "", "", "FL"]
    assert sheet_rows(xlsx_response(cities, columns, filename="a", sheet="A"))[1] == (
        None,
        None,
        None,
        "FL",
    )


@pytest.mark.parametrize("cities", [City.objects.none(), City.objects.filter(name="Nowhere")])
def test_empty_list_still_has_its_header(cities):
    columns = [Column("City", "name"), Column("People", "population", Kind.INTEGER)]

    assert screen_rows(cities, columns) == []
    assert csv_rows(csv_response(cities, columns, filename="a")) == [["City", "People"]]
    assert body(ndjson_response(cities, columns, filename="a")) == b""
    assert sheet_rows(xlsx_response(cities, columns, filename="a", sheet="A")) == [
        ("City", "People")
    ]


def test_screen_and_files_have_the_same_cells():
    make_city(name="Miami", kind=CityKind.CITY, population=442_241)
    make_city(name="West Perrine", kind=CityKind.CENSUS_PLACE, population=None)
    cities = City.objects.order_by("name")
    columns = [
        Column("City", "name"),
        Column("County", "county__name"),
        Column("Kind", labelled("kind", CityKind.choices)),
        Column("Large", yes_no(Q(population__gt=100_000))),
        Column("People", "population", Kind.INTEGER),
        Column("Latitude", "latitude", Kind.DECIMAL),
    ]

    rows = screen_rows(cities, columns)

    assert rows == [
        ("Miami", "Miami-Dade County", "city", "Yes", 442_241, 25.942),
        ("West Perrine", "Miami-Dade County", "census place", "No", "", 25.942),
    ]
    assert csv_rows(csv_response(cities, columns, filename="a"))[1:] == [
        [str(cell) for cell in row] for row in rows
    ]
    assert sheet_rows(xlsx_response(cities, columns, filename="a", sheet="A"))[1:] == [
        tuple(None if cell == "" else cell for cell in row) for row in rows
    ]


def test_a_page_of_the_list_is_a_slice():
    for name in "ABCDE":
        make_city(name=name)
    cities = City.objects.order_by("name")[1:3]

    assert screen_rows(cities, [Column("City", "name")]) == [("B",), ("C",)]
    assert as_lines(csv_response(cities, [Column("City", "name")], filename="a")) == ["B", "C"]


def as_lines(response: StreamingHttpResponse) -> list[str]:
    return [row[0] for row in csv_rows(response)[1:]]


def test_counted_list():
    make_neighborhood(city=make_city(name="Miami"))
    make_city(name="West Park")
    cities = City.objects.annotate(counted=Count("neighborhoods")).order_by("-counted")
    columns = [
        Column("City", "name"),
        Column("Counted before", "counted", Kind.INTEGER),
        Column("Counted here", Count("neighborhoods"), Kind.INTEGER),
    ]

    assert csv_rows(csv_response(cities, columns, filename="a"))[1:] == [
        ["Miami", "1", "1"],
        ["West Park", "0", "0"],
    ]


def test_distinct_list_ordered_by_another_column():
    for name in "BA":
        make_city(name=name)
    cities = City.objects.order_by("-name").distinct()

    response = csv_response(cities, [Column("State", "state")], filename="a")

    assert as_lines(response) == ["FL", "FL"]


def test_labels_are_in_the_language_of_the_request():
    make_city(kind="city")
    choices = [("city", gettext_lazy("Monday"))]

    with translation.override("es"):
        columns = [Column("Kind", labelled("kind", choices))]
        response = csv_response(City.objects.all(), columns, filename="a")

    assert as_lines(response) == ["lunes"]


def test_value_without_a_label_is_shown_as_it_is():
    make_city(kind=CityKind.TOWN)

    assert screen_rows(City.objects.all(), [Column("Kind", labelled("kind", []))]) == [("town",)]


def test_unknown_is_neither_yes_nor_no():
    make_city()
    known = City.objects.annotate(
        yes=Value(True), no=Value(False), unknown=Value(None, output_field=models.BooleanField())
    )
    columns = [Column(path, yes_no(path)) for path in ("yes", "no", "unknown")]

    assert screen_rows(known, columns) == [("Yes", "No", "")]


def test_moment_is_told_by_the_clock_of_each_row():
    make_city(name="Miami", time_zone="America/New_York")
    make_city(name="Pensacola", time_zone="America/Chicago")
    moment = Value(datetime(2018, 8, 8, 4, 30, tzinfo=UTC))
    columns = [
        Column("Registered", moment, Kind.DATETIME, zone=F("time_zone")),
        Column("Day", moment, Kind.DATE, zone=F("time_zone")),
        Column("Time", moment, Kind.TIME, zone=F("time_zone")),
    ]
    cities = City.objects.order_by("name")

    assert screen_rows(cities, columns) == [
        (datetime(2018, 8, 8, 0, 30), date(2018, 8, 8), clock(0, 30)),
        (datetime(2018, 8, 7, 23, 30), date(2018, 8, 7), clock(23, 30)),
    ]
    assert csv_rows(csv_response(cities, columns, filename="a"))[1:] == [
        ["2018-08-08 00:30", "2018-08-08", "00:30"],
        ["2018-08-07 23:30", "2018-08-07", "23:30"],
    ]


def test_moment_without_a_clock_is_refused():
    moment = Value(datetime(2018, 8, 8, 4, 30, tzinfo=UTC))

    with pytest.raises(ValueError, match="zone="):
        Column("Registered", moment, Kind.DATETIME)


@pytest.mark.parametrize("kind", [Kind.DATE, Kind.TIME])
def test_day_or_time_of_a_moment_without_a_clock_is_refused(kind):
    moment = Value(datetime(2018, 8, 8, 4, 30, tzinfo=UTC))

    with pytest.raises(ValueError, match="zone="):
        screen_rows(City.objects.all(), [Column("Registered", moment, kind)])
