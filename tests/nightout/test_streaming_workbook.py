import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from nightout.streaming import (
    Column,
    Kind,
    xlsx_response,
)
from nightout.streaming.archive import Archive
from tests.nightout.streamed import (
    FORMULAS,
    NASTY,
    TYPED,
    as_xlsx,
    body,
    numbers,
    one_city,
    texts,
    workbook,
)

pytestmark = pytest.mark.django_db


def test_xlsx_header_is_bold_stays_in_sight_and_filters():
    columns = [Column("City", "name"), Column("People", "population", Kind.INTEGER)]

    response = xlsx_response(one_city(), columns, filename="list.xlsx", sheet="Cities")

    sheet = workbook(response)["Cities"]
    assert [cell.font.bold for cell in sheet[1]] == [True, True]
    assert [cell.font.bold for cell in sheet[2]] == [False, False]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.column_dimensions["A"].width == 24


def test_xlsx_goes_on_upon_another_sheet():
    def sizes(count: int) -> list[tuple[str, list[Any], str]]:
        response = xlsx_response(
            one_city(), [numbers(count)], filename="a", sheet="Ana's", rows_per_sheet=3
        )
        return [
            (sheet.title, [row[0] for row in sheet.iter_rows(values_only=True)])
            for sheet in workbook(response)
        ]

    assert sizes(3) == [("Ana's", ["Number", 1, 2, 3])]
    assert sizes(7) == [
        ("Ana's", ["Number", 1, 2, 3]),
        ("Ana's 2", ["Number", 4, 5, 6]),
        ("Ana's 3", ["Number", 7]),
    ]


def test_xlsx_sheet_ends_before_a_plain_zip_cannot_count_its_bytes():
    response = xlsx_response(
        one_city(), [numbers(50_000)], filename="a", sheet="A", bytes_per_sheet=1_000_000
    )

    sheets = workbook(response).worksheets
    cells = [row[0] for sheet in sheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(sheets) > 1
    assert cells == list(range(1, 50_001))


def test_zip_larger_than_excel_reads_is_refused():
    archive = Archive()
    archive.start("a")
    archive.members[-1].size = 1 << 32

    with pytest.raises(OverflowError):
        archive.finish()


def test_xlsx_says_what_a_reader_must_know_on_a_sheet_of_its_own():
    about = ["People's data: handle with care.", "Taken by <ana@example.org>", "=1+2"]

    response = xlsx_response(
        one_city(), [Column("City", "name")], filename="a", sheet="Cities", about=about
    )

    book = workbook(response)
    assert book.sheetnames == ["Cities", "About this list"]
    assert [row[0] for row in book["About this list"].iter_rows(values_only=True)] == [
        "People's data: handle with care.",
        "Taken by <ana@example.org>",
        "'=1+2",
    ]


def test_xlsx_sheet_has_a_name_that_excel_takes():
    name = "'Night/Out' [2018]: who is coming to the park?"

    response = xlsx_response(one_city(), [numbers(2)], filename="a", sheet=name, rows_per_sheet=1)

    assert workbook(response).sheetnames == [
        "Night Out'  2018  who is coming",
        "Night Out'  2018  who is comi 2",
    ]


def test_xlsx_cuts_text_that_no_cell_can_hold_and_shows_it():
    rows = as_xlsx(
        texts("é" * 32_767, "x" * 32_768, "😀" * 16_384, "<" * 40_000, "=" * 40_000, "&" * 32_767)
    )

    assert [cell for (cell,) in rows[1:]] == [
        "é" * 32_767,
        "x" * 32_766 + "…",
        "😀" * 16_383 + "…",
        "<" * 32_766 + "…",
        "'" + "=" * 32_765 + "…",
        "&" * 32_767,
    ]


def test_every_part_of_an_xlsx_is_xml():
    columns = [texts(*NASTY, *FORMULAS), *TYPED]
    response = xlsx_response(one_city(), columns, filename="a", sheet="<&\">'", about=["<&>"])

    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
