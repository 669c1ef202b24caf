import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Generator, Sequence

from django.db import connections
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from nightout.streaming.attachment import attachment
from nightout.streaming.columns import Column, Kind, lines_sql
from nightout.streaming.copying import copied
from nightout.streaming.guard import guarded, guarded_text

WRITTEN: dict[Kind, Callable[[str], str]] = {
    **dict.fromkeys(Kind, str),
    # To the minute; to_char would take three times as long.
    Kind.TIME: "{}::varchar(5)".format,
    Kind.DATETIME: "{}::varchar(16)".format,
}
CSV_CELLS = WRITTEN | {Kind.TEXT: guarded}
JSON_CELLS = WRITTEN | {Kind.DATETIME: "to_char({}, 'YYYY-MM-DD\"T\"HH24:MI')".format}
# JSON has no control characters, so as CSV with these signs it is quoted by nobody.
BARE = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"


def csv_response(
    queryset: QuerySet, columns: Sequence[Column], *, filename: str
) -> StreamingHttpResponse:
    """A header and the rows, nothing else. The mark at the start tells Excel that it is UTF-8."""
    sql = lines_sql(queryset, columns, CSV_CELLS)
    return attachment(
        headed(header(columns), copied(sql, "FORMAT csv", using=queryset.db)),
        filename=filename,
        content_type="text/csv; charset=utf-8; header=present",
        # The quote stays open, so that programs too refuse the file.
        last_words=f'"{incomplete()}'.encode(),
    )


def headed(first: bytes, rest: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
    yield first
    yield from rest


def header(columns: Sequence[Column]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(
        guarded_text(str(column.header)) for column in columns
    )
    return BOM_UTF8 + line.getvalue().encode()


def ndjson_response(
    queryset: QuerySet, columns: Sequence[Column], *, filename: str
) -> StreamingHttpResponse:
    """One JSON object a line, for programs: names instead of headers, and no guard."""
    quote_name = connections[queryset.db].ops.quote_name
    names = ", ".join(quote_name(column.machine_name()) for column in columns)
    lines = lines_sql(queryset, columns, JSON_CELLS)
    sql = f"SELECT row_to_json(line) FROM ({lines}) AS line ({names})"  # noqa: S608  (ours)
    return attachment(
        copied(sql, BARE, using=queryset.db),
        filename=filename,
        content_type="application/x-ndjson; charset=utf-8",
        last_words=incomplete().encode(),
    )


def incomplete() -> str:
    return _("*** This list is incomplete: something went wrong. Please download it again. ***")
