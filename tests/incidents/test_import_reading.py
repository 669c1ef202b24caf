"""Files as they come: encodings, quotes, line ends, JSON in pieces; each row with its number."""

import json
from itertools import count

import pytest

from incidents.imports import FileError, MappingError
from incidents.imports.reading import rows
from incidents.models import Remark
from tests.incidents.imported import HEADER, as_json, csv_of, mapping

ROW = "7,06/17/2018,Miami Gardens,Ada Example,31,dead"
CELLS = ROW.split(",")
OBJECT = dict(zip(HEADER.split(","), CELLS, strict=True))
NDJSON = ('null = ["(null)"]', 'null = ["(null)"]\nformat = "ndjson"')
JSON = ('null = ["(null)"]', 'null = ["(null)"]\nformat = "json"')


def test_each_row_has_its_line_also_after_a_cell_of_several_lines(tmp_path):
    file = csv_of(tmp_path, '7,06/17/2018,"Miami\nGardens",Ada,31,dead', "", ROW)

    assert [line for line, _cells in rows(file, mapping())] == [2, 5]


def test_columns_come_in_the_order_of_the_mapping_whatever_the_file_has(tmp_path):
    header = ",".join(reversed(HEADER.split(",")))
    file = csv_of(tmp_path, ",".join(reversed(CELLS)), header=header + ",more")

    assert list(rows(file, mapping())) == [(2, Remark.CELLS)]

    file = csv_of(tmp_path, ",".join(reversed(CELLS)) + ",x", header=header + ",more")

    assert list(rows(file, mapping())) == [(2, CELLS)]


def test_the_mark_of_excel_is_no_part_of_the_first_column(tmp_path):
    file = tmp_path / "file.csv"
    file.write_text(f"{HEADER}\r\n{ROW}\r\n", encoding="utf-8-sig")

    assert list(rows(file, mapping())) == [(2, CELLS)]


def test_another_encoding_and_delimiter_are_read_as_the_mapping_says(tmp_path):
    file = tmp_path / "file.csv"
    text = f"{HEADER}\n{ROW}\n".replace("Ada", "Añá").replace(",", ";")
    file.write_text(text, encoding="cp1252")
    used = mapping(('null = ["(null)"]', 'encoding = "cp1252"\ndelimiter = ";"'))

    assert next(rows(file, used))[1][3] == "Añá Example"


def test_a_file_in_another_encoding_is_refused_with_what_to_do(tmp_path):
    file = tmp_path / "file.csv"
    file.write_text(f"{HEADER}\n{ROW}\n".replace("Ada", "Añá"), encoding="cp1252")

    with pytest.raises(FileError, match=r"it is not utf-8 .* say its encoding in the mapping"):
        list(rows(file, mapping()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        (f'{HEADER}\n7,"06/17', "Line 2 cannot be read as CSV: unexpected end of data"),
    ],
)
def test_a_broken_csv_is_refused(tmp_path, text, said):
    file = tmp_path / "file.csv"
    file.write_text(text)

    with pytest.raises(FileError, match=said):
        list(rows(file, mapping()))


def test_a_file_without_a_column_is_refused(tmp_path):
    with pytest.raises(MappingError, match="no column “outcome”"):
        list(rows(csv_of(tmp_path, "x", header="id,day,city,name,age"), mapping()))


def test_objects_in_lines_have_the_line_s_number_and_a_broken_one_is_refused(tmp_path):
    file = as_json(tmp_path, [OBJECT, OBJECT], lines=True)
    file.write_text(file.read_text() + "\n\n{broken\n3\n")

    assert list(rows(file, mapping(NDJSON))) == [
        (1, CELLS),
        (2, CELLS),
        (4, Remark.BAD_LINE),
        (5, Remark.BAD_LINE),
    ]


def test_values_of_json_are_texts(tmp_path):
    said = {"id": 7, "day": None, "city": True, "name": "Ada", "age": 31.0, "outcome": ["dead"]}
    file = as_json(tmp_path, [said], lines=True)

    assert list(rows(file, mapping(NDJSON))) == [(1, ["7", "", "true", "Ada", "31.0", '["dead"]'])]


def test_a_key_that_some_objects_leave_out_says_nothing(tmp_path):
    less = {name: value for name, value in OBJECT.items() if name != "age"}
    file = as_json(tmp_path, [less, OBJECT], lines=False)

    assert [cells[4] for _n, cells in rows(file, mapping(JSON))] == ["", "31"]


def test_an_array_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("incidents.imports.reading.PIECE", 16)
    number = count(1)
    file = as_json(tmp_path, [{**OBJECT, "id": next(number)} for _ in range(50)], lines=False)

    assert [(n, cells[0]) for n, cells in rows(file, mapping(JSON))] == [
        (n, str(n)) for n in range(1, 51)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "no JSON array"),
        (json.dumps([OBJECT, OBJECT])[:-20], "after its object 1"),
        ("[]", "There is no object"),
        ("[1, 2]", "There is no object"),
    ],
)
def test_a_broken_array_is_refused(tmp_path, text, said):
    file = tmp_path / "file.json"
    file.write_text(text)

    with pytest.raises(FileError, match=said):
        list(rows(file, mapping(JSON)))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FileError, match="No such file"):
        list(rows(tmp_path / "nothing.csv", mapping()))
