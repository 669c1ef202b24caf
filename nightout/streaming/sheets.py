"""The XML of a sheet, made from what Postgres sends for COPY in its text format.

A million rows go through here, so whole blocks of lines are worked on by a few calls that run at
the speed of C; nothing loops over cells unless one of them is out of the ordinary.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from string import ascii_uppercase

from nightout.streaming.columns import Column, Kind, in_one_cell
from nightout.streaming.guard import guarded, guarded_text

LONGEST = 32_767  # what a cell holds, counted in UTF-16

# A sheet keeps time as days since the end of 1899, and thinks that 1900 was a leap year. What it
# cannot keep so is written as text, which `tags` finds out.
WRITTEN: dict[Kind, Callable[[str], str]] = {
    Kind.TEXT: guarded,
    Kind.LIST: lambda cell: guarded(in_one_cell(cell)),
    Kind.INTEGER: str,
    Kind.DECIMAL: str,
    Kind.DATE: (
        "CASE WHEN {0} BETWEEN '1900-03-01' AND '9999-12-31'"
        " THEN ({0} - date '1899-12-30')::text ELSE {0}::text END"
    ).format,
    Kind.TIME: "floor(date_part('epoch', {0}) / 60) / 1440".format,
    Kind.DATETIME: (
        "CASE WHEN {0} >= '1900-03-01' AND {0} < '10000-01-01'"
        " THEN (floor(date_part('epoch', {0}) / 60) / 1440 + 25569)::text ELSE {0}::text END"
    ).format,
}
# The order of the styles in styles.xml.
GENERAL, BOLD, DATE, TIME, DATETIME = range(5)
STYLES = {Kind.DATE: DATE, Kind.TIME: TIME, Kind.DATETIME: DATETIME}
WIDTHS = {
    Kind.TEXT: 24,
    Kind.LIST: 24,
    Kind.DATE: 12,
    Kind.DATETIME: 18,
}  # in digits of the usual font

SHEET = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
TEXT = (b'<c t="inlineStr"><is><t xml:space="preserve">', b"</t></is></c>")
TEXTS = {Kind.TEXT, Kind.LIST}
TAGS = {kind: (b'<c s="%d"><v>' % STYLES.get(kind, GENERAL), b"</v></c>") for kind in Kind} | {
    Kind.TEXT: TEXT,
    Kind.LIST: TEXT,
}
# What a number is made of. In its place may stand what a sheet cannot count (NaN, the year 1850).
PLAIN = dict.fromkeys(Kind, b"0123456789.") | {
    Kind.INTEGER: b"0123456789-",
    Kind.DECIMAL: b"0123456789.-+e",
}

ILLEGAL = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
LOOKS_LIKE_AN_ESCAPE = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
SIGN = re.compile("&[^;]+;|_x005F_|.")  # of escaped text
COPY_ESCAPE = re.compile(rb"\\r\\n|\\.")
UNESCAPED = {
    rb"\\": b"\\",
    rb"\t": b"&#9;",
    rb"\n": b"&#10;",
    rb"\r": b"&#10;",
    rb"\r\n": b"&#10;",
}


def legal(block: bytes) -> bytes:
    """Text as XML may hold it; lines and cells are still parted by line feeds and tabs."""
    block = block.translate(None, ILLEGAL)
    block = block.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    if b"\\" in block:
        block = COPY_ESCAPE.sub(lambda found: UNESCAPED.get(found[0], b""), block)
    if b"\xef" in block:  # U+FFFE and U+FFFF are no characters
        block = block.replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")
    if b"_" in block:  # Excel would read _x0041_ as A
        block = LOOKS_LIKE_AN_ESCAPE.sub(b"_x005F_", block)
    return block


def literal(text: str) -> bytes:
    """Text of our own, in the form in which `legal` expects it."""
    for sign, escaped in {"\\": r"\\", "\t": r"\t", "\r": r"\r", "\n": r"\n"}.items():
        text = text.replace(sign, escaped)
    return legal(text.encode())


def rows(kinds: Sequence[Kind], lines: bytes) -> bytes:
    """`lines` has no line feed at its end."""
    cells = legal(lines).replace(b"\n", b"\t").split(b"\t")
    width = len(kinds)
    count = len(cells) // width
    stride = 3 * width + 2  # for each cell a tag, the value and a tag; for each row a tag around
    woven = [b""] * (stride * count)
    woven[0::stride] = [b"<row>"] * count
    woven[stride - 1 :: stride] = [b"</row>"] * count
    for place, kind in enumerate(kinds):
        values = cells[place::width]
        if kind in TEXTS and max(map(len, values)) > LONGEST:
            values = [fitting(value) for value in values]
        first = 1 + 3 * place
        woven[first::stride], woven[first + 2 :: stride] = tags(kind, values)
        woven[first + 1 :: stride] = values
    return b"".join(woven)


def fitting(value: bytes) -> bytes:
    """Escaped text, cut where a cell ends, with a mark that shows it."""
    signs = SIGN.findall(value.decode())
    ends = list(accumulate(2 if sign > "\uffff" else 1 for sign in signs))
    if not ends or ends[-1] <= LONGEST:
        return value
    kept = signs[: bisect_right(ends, LONGEST - 1)]
    return "".join([*kept, "…"]).encode()


def tags(kind: Kind, values: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    """What stands before each value, and what after it."""
    before, after = TAGS[kind]
    if is_odd(kind, b"".join(values)):
        chosen = [TEXT if is_odd(kind, value) else TAGS[kind] for value in values]
        befores, afters = [pair[0] for pair in chosen], [pair[1] for pair in chosen]
    else:
        befores, afters = [before] * len(values), [after] * len(values)
    if b"" in values:
        befores = [tag if value else b"<c/>" for tag, value in zip(befores, values, strict=True)]
        afters = [tag if value else b"" for tag, value in zip(afters, values, strict=True)]
    return befores, afters


def is_odd(kind: Kind, values: bytes) -> bool:
    return kind not in TEXTS and bool(values.translate(None, PLAIN[kind]))


def head(columns: Sequence[Column]) -> bytes:
    """All that stands before the rows; the names of the columns stay in sight."""
    return (
        SHEET + b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        b' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        + widths([max(WIDTHS.get(c.kind, 10), len(str(c.header)) + 4) for c in columns])
        + b"<sheetData>"
        + row([guarded_text(str(column.header)) for column in columns], style=BOLD)
    )


def tail(width: int, count: int) -> bytes:
    filtered = area(width, count).replace("$", "").encode()
    return b'</sheetData><autoFilter ref="%b"/></worksheet>' % filtered


def area(width: int, count: int) -> str:
    """The header and `count` rows, as a formula would name them."""
    return f"$A$1:${letters(width)}${count + 1}"


def page(lines: Sequence[str]) -> bytes:
    """A sheet that is read, not sorted."""
    rows = [row([guarded_text(line)], style=GENERAL) for line in lines]
    return SHEET + widths([100]) + b"<sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"


def row(texts: Sequence[str], *, style: int) -> bytes:
    before, after = TEXT
    before = before.replace(b"<c", b'<c s="%d"' % style)
    return b"<row>%b</row>" % b"".join(before + literal(text) + after for text in texts)


def widths(numbers: Sequence[int]) -> bytes:
    return b"<cols>%b</cols>" % b"".join(
        b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (place, place, number)
        for place, number in enumerate(numbers, start=1)
    )


def letters(place: int) -> str:
    """1 is A, 27 is AA."""
    name = ""
    while place:
        place, letter = divmod(place - 1, 26)
        name = ascii_uppercase[letter] + name
    return name
