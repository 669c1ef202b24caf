"""Making lists, and reading the files that they become."""

import csv
import io
from datetime import UTC, date, datetime
from datetime import time as clock
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Value
from django.http import StreamingHttpResponse
from openpyxl import Workbook, load_workbook

from nightout.places.models import City
from nightout.streaming import (
    Column,
    Kind,
    csv_response,
    xlsx_response,
)
from tests.factories import make_city

NASTY = [
    "a,b;c\td|e \"f\" 'g' \\h \\N \\. \\x41 \\\\",
    "two\nlines",
    "two\r\nlines",
    " spaces around ",
    "<b>&amp;</b> ]]> <!-- x --> <c/>",
    "_x0041_ _x000D_ __x0041__ _xyz_",
    "Ana María 😀 Kreyòl ﷽ 田中 \u202eback\u202c \u200b",
    "{cell_0} %s %(a)s $1 '' \" ; DROP TABLE places_city; --",
    "",
    "0",
    "007",
    "NULL",
    "#REF!",
    "1/2",
]

STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]

FORMULAS = [
    *(f"{sign}1+2" for sign in STARTS),
    *(f" {sign}1" for sign in STARTS),
    '=HYPERLINK("http://example.org","click")',
    "-1+2",
    "=cmd|' /C calc'!A0",
    "\t=1",
    "\tx",
    "\rx",
    "\nx",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "\x01=1",
    "\uffff=1",
    "=",
]

TYPED = [
    Column("People", Value(-113_187), Kind.INTEGER),
    Column("Longitude", Value(-80.2456), Kind.DECIMAL),
    Column("Tiny", Value(1e-7), Kind.DECIMAL),
    Column("Day", Value(date(2018, 8, 7)), Kind.DATE),
    Column("Starts", Value(clock(18, 5, 59)), Kind.TIME),
    Column(
        "Registered",
        Value(datetime(2018, 8, 8, 1, 30, 59, tzinfo=UTC)),
        Kind.DATETIME,
        zone="America/New_York",
    ),
]


def texts(*values: str) -> Column:
    """A column that makes a row of each value from a single city."""
    array = Value(list(values), output_field=ArrayField(models.TextField()))
    unnested = Func(array, function="unnest", output_field=models.TextField())
    return Column("Text", unnested, key="text")


def numbers(last: int, template: str = "%s") -> Column:
    """1 to `last`, a row each, from a single city."""
    made = Func(
        template=template.replace("%s", f"generate_series(1, {last})"),
        output_field=models.IntegerField(),
    )
    return Column("Number", made, Kind.INTEGER, key="number")


def one_city() -> models.QuerySet[City]:
    return City.objects.filter(pk=make_city().pk)


def body(response: StreamingHttpResponse) -> bytes:
    return b"".join(response.streaming_content)


def csv_rows(response: StreamingHttpResponse) -> list[list[str]]:
    text = body(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def workbook(response: StreamingHttpResponse) -> Workbook:
    return load_workbook(io.BytesIO(body(response)))


def sheet_rows(response: StreamingHttpResponse) -> list[tuple[Any, ...]]:
    return list(workbook(response).worksheets[0].iter_rows(values_only=True))


def as_csv(*columns: Column) -> list[list[str]]:
    return csv_rows(csv_response(one_city(), columns, filename="list.csv"))


def as_xlsx(*columns: Column) -> list[tuple[Any, ...]]:
    return sheet_rows(xlsx_response(one_city(), columns, filename="list.xlsx", sheet="List"))
