import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from nightout.streaming import package, sheets
from nightout.streaming.archive import LARGEST, Archive
from nightout.streaming.attachment import attachment
from nightout.streaming.columns import Column, lines_sql
from nightout.streaming.copying import copied

ROWS = 1_048_575  # of one sheet, below its header
BYTES = LARGEST - (1 << 29)  # of one sheet, with room for the block that goes past
LONGEST_NAME = 31


def xlsx_response(
    queryset: QuerySet,
    columns: Sequence[Column],
    *,
    filename: str,
    sheet: str,
    about: Sequence[str] = (),
    rows_per_sheet: int = ROWS,
    bytes_per_sheet: int = BYTES,
) -> StreamingHttpResponse:
    """The rows on a sheet called `sheet`, and on further ones where one cannot hold them all.

    about: what a reader must know (how to handle the list, who took it, when, which filters), line
    by line on a sheet of its own.
    """
    sql = lines_sql(queryset, columns, sheets.WRITTEN)
    # Everything in words is made now, while the request's language holds.
    book = Workbook(columns, sheet, about, rows_per_sheet, bytes_per_sheet)
    return attachment(
        book.pieces(copied(sql, "FORMAT text, NULL ''", using=queryset.db)),
        filename=filename,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


class Workbook:
    def __init__(
        self,
        columns: Sequence[Column],
        sheet: str,
        about: Sequence[str],
        rows_per_sheet: int,
        bytes_per_sheet: int,
    ) -> None:
        self.kinds = [column.kind for column in columns]
        self.head = sheets.head(columns)
        self.sheet = sheet
        self.about = sheets.page(about) if about else b""
        self.about_name = sheet_name(_("About this list"))
        self.rows_per_sheet = rows_per_sheet
        self.bytes_per_sheet = bytes_per_sheet
        self.archive = Archive()

    def pieces(self, copied: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
        archive = self.archive
        yield (
            archive.whole("[Content_Types].xml", package.CONTENT_TYPES)
            + archive.whole("_rels/.rels", package.START)
            + archive.whole("xl/styles.xml", package.STYLES)
        )
        with closing(copied):
            counts = yield from self.sheets(whole_lines(copied))
        names = [sheet_name(self.sheet, number) for number in range(1, len(counts) + 1)]
        parts = [f"worksheets/sheet{number}.xml" for number in range(1, len(counts) + 1)]
        if self.about:
            yield archive.whole("xl/worksheets/about.xml", self.about)
            names.append(self.about_name)
            parts.append("worksheets/about.xml")
        filters = [sheets.area(len(self.kinds), count) for count in counts]
        yield (
            archive.whole("xl/workbook.xml", package.workbook(names, filters))
            + archive.whole("xl/_rels/workbook.xml.rels", package.contents(parts))
            + archive.close()
        )

    def sheets(self, blocks: Iterator[bytes]) -> Generator[bytes, None, list[int]]:
        """The sheets of rows; returns how many rows are on each."""
        counts = [0]
        yield self.start_sheet(1)
        for block in blocks:
            rest: bytes | None = block
            while rest is not None:
                if self.is_full(counts[-1]):
                    yield self.finish_sheet(counts[-1])
                    counts.append(0)
                    yield self.start_sheet(len(counts))
                lines, rest = first_lines(rest, self.rows_per_sheet - counts[-1])
                counts[-1] += lines.count(b"\n") + 1
                yield self.archive.write(sheets.rows(self.kinds, lines))
        yield self.finish_sheet(counts[-1])
        return counts

    def is_full(self, count: int) -> bool:
        return count == self.rows_per_sheet or self.archive.members[-1].size > self.bytes_per_sheet

    def start_sheet(self, number: int) -> bytes:
        start = self.archive.start(f"xl/worksheets/sheet{number}.xml")
        return start + self.archive.write(self.head)

    def finish_sheet(self, count: int) -> bytes:
        return self.archive.write(sheets.tail(len(self.kinds), count)) + self.archive.finish()


def whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end where a line ends, without its line feed."""
    rest = b""
    for piece in pieces:
        block, line_feed, rest = (rest + piece).rpartition(b"\n")
        if line_feed:
            yield block


def first_lines(block: bytes, count: int) -> tuple[bytes, bytes | None]:
    """The first lines, at most `count`, and what is left, if anything is."""
    if block.count(b"\n") < count:
        return block, None
    *lines, rest = block.split(b"\n", count)
    return b"\n".join(lines), rest


def sheet_name(title: str, number: int = 1) -> str:
    """A name that Excel takes, with a number from the second sheet on."""
    ending = f" {number}" if number > 1 else ""
    name = re.sub(r"[\x00-\x1f\[\]:*?/\\]+", " ", title).strip(" '")
    return name[: LONGEST_NAME - len(ending)] + ending
