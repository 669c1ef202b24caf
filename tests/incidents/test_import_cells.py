"""Cells of a file, one by one: as exact as they are, and nothing hidden in them."""

from datetime import date

import pytest

from incidents.imports import FileError
from incidents.imports.values import Known
from incidents.models import Incident, Location
from tests.incidents.imported import HEADER, brought, mapping, police, remarks

pytestmark = pytest.mark.django_db
ROW = "7,06/17/2018,Miami Gardens,,31,dead"
NO_PERSON = ('name = "name"\nage = "age"\n', "")
PRECINCT = ('city = "city"', 'city = "city"\ntext = "Precinct {precinct}"')


@pytest.mark.parametrize(
    ("precinct", "text", "told"),
    [
        ("47", "Precinct 47", []),
        ("", "", []),
        ("47\0", "", ["unknown_value"]),
        ("12 Main Street", "Precinct first block of Main Street", []),
        ("Home, 12 b", "", ["door"]),
    ],
)
def test_a_column_within_a_text_is_looked_at_as_the_whole_is(tmp_path, precinct, text, told):
    police()

    row = f'7,06/17/2018,Miami Gardens,"{precinct}",dead'
    header = "id,day,city,precinct,outcome"
    report = brought(tmp_path, row, mapping=mapping(PRECINCT, NO_PERSON), header=header)

    assert Location.objects.get().public_text == text
    assert [kind for kind, *_rest in remarks(report)] == told


def test_a_column_that_stands_twice_is_refused(tmp_path):
    police()

    with pytest.raises(FileError, match="“city” stands twice"):
        brought(tmp_path, ROW + ",Miami", header=HEADER + ",city")


@pytest.mark.parametrize(
    ("format_", "text", "precision", "first", "last"),
    [
        ("%m/%Y", "06/2018", "month", date(2018, 6, 1), date(2018, 6, 30)),
        ("%B %Y", "June 2018", "month", date(2018, 6, 1), date(2018, 6, 30)),
        ("%Y", "2018", "year", date(2018, 1, 1), date(2018, 12, 31)),
        ("%d %b %Y", "17 Jun 2018", "day", date(2018, 6, 17), date(2018, 6, 17)),
    ],
)
def test_a_date_is_as_exact_as_its_format(tmp_path, format_, text, precision, first, last):
    police()

    row = ROW.replace("06/17/2018", text)
    brought(tmp_path, row, mapping=mapping(("%m/%d/%Y", format_)))

    incident = Incident.objects.get()
    assert (incident.precision, incident.occurred_from, incident.occurred_to) == (
        precision,
        first,
        last,
    )


@pytest.mark.parametrize("state", ["FL", "fl", "Florida", "FLORIDA"])
def test_a_constant_state_is_read_as_one_of_a_column(tmp_path, state):
    police()
    given = ('city = "city"', f'city = "city"\nstate = {{ constant = "{state}" }}')

    assert remarks(brought(tmp_path, ROW, mapping=mapping(given))) == []
    assert Location.objects.get().city.state == "FL"


def test_a_long_cell_is_not_remembered():
    seen = []
    known = Known(lambda text: seen.append(text) or len(text))

    assert [known[text] for text in ("a", "a", "b" * 501, "b" * 501)] == [1, 1, 501, 501]
    assert len(known) == 1
