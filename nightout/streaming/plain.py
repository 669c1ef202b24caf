import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Generator, Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from nightout.streaming.attachment import attachment
from nightout.streaming.columns import Column, Kind, in_one_cell, lines_sql, written_sql
from nightout.streaming.copying import copied
from nightout.streaming.guard import guarded, guarded_text

WRITTEN: dict[Kind, Callable[[str], str]] = {
    **dict.fromkeys(Kind, str),
    # To the minute; to_char would take three times as long.
    Kind.TIME: "{}::varchar(5)".format,
    Kind.DATETIME: "{}::varchar(16)".format,
}
CSV_CELLS = WRITTEN | {
    Kind.TEXT: guarded,
    Kind.LIST: lambda cell: guarded(in_one_cell(cell)),
}
JSON_CELLS = WRITTEN | {Kind.DATETIME: "to_char({}, 'YYYY-MM-DD\"T\"HH24:MI')".format}
# JSON has no control characters, so as CSV with these signs it is quoted by nobody.
BARE = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"


def csv_response(
    queryset: QuerySet, columns: Sequence[Column], *, filename: str
) -> StreamingHttpResponse:
    return _csv_download(csv_file(queryset, columns), filename)


def csv_of_select(
    select: str, columns: Sequence[Column], *, filename: str, using: str = DEFAULT_DB_ALIAS
) -> StreamingHttpResponse:
    """Of SQL that no queryset can say; the columns' paths and expressions are not asked for."""
    sql = written_sql(select, columns, CSV_CELLS)
    return _csv_download(_headed_copy(sql, columns, using), filename)


def _csv_download(pieces: Generator[bytes, None, None], filename: str) -> StreamingHttpResponse:
    return attachment(
        pieces,
        filename=filename,
        content_type="text/csv; charset=utf-8; header=present",
        # The quote stays open, so that programs too refuse the file.
        last_words=f'"{incomplete()}'.encode(),
    )


def csv_file(queryset: QuerySet, columns: Sequence[Column]) -> Generator[bytes, None, None]:
    """A header and the rows, nothing else."""
    return _headed_copy(lines_sql(queryset, columns, CSV_CELLS), columns, queryset.db)


def _headed_copy(sql: str, columns: Sequence[Column], using: str) -> Generator[bytes, None, None]:
    """The mark at the start of the header tells Excel that it is UTF-8."""
    return headed(header(columns), copied(sql, "FORMAT csv", using=using))


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
    return attachment(
        ndjson_file(queryset, columns),
        filename=filename,
        content_type="application/x-ndjson; charset=utf-8",
        last_words=incomplete().encode(),
    )


def ndjson_file(queryset: QuerySet, columns: Sequence[Column]) -> Generator[bytes, None, None]:
    """One JSON object a line, for programs: names instead of headers, and no guard."""
    sql = f"SELECT row_to_json(line) FROM {named_lines(queryset, columns)}"  # noqa: S608  (ours)
    return copied(sql, BARE, using=queryset.db)


def named_lines(queryset: QuerySet, columns: Sequence[Column]) -> str:
    """SQL: what to select from, `line` with a column of each machine's name, as JSON wants them."""
    quote_name = connections[queryset.db].ops.quote_name
    names = ", ".join(quote_name(column.machine_name()) for column in columns)
    return f"({lines_sql(queryset, columns, JSON_CELLS)}) AS line ({names})"


def incomplete() -> str:
    return _("*** This list is incomplete: something went wrong. Please download it again. ***")
