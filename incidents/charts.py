"""Where the bars of a chart stand.

A drawing has no size in pixels: widths are shares of the room there is, heights and letters are
measured in rem. So it fits a phone, grows with the reader's letters, and needs no style.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import formats

ROOM = 19.0  # rem: what a phone of 360 px has for a chart
SLOT, WIDEST_SLOT = 1.5, 6.0  # rem: the least that a column needs, and the most that it is given
LETTER, BETWEEN = 0.44, 0.2  # rem: what a letter or digit takes, and the space between two names
TALLEST, HEAD, FOOT = 9.0, 1.5, 1.75  # rem: a column, the number above it, the name below it
LINE, THICK, THIN, GAP = 1.5, 0.875, 0.375, 1.0  # rem: of a row, its name and its two bars
LONGEST = 78.0  # per cent of the room: behind it stands the number
LONGEST_NAME = 34  # letters of a row's name; the table has all of it
LEAST = 0.8  # of a bar that is not nothing, in per cent or in tenths of a rem

Share = str  # "37.50%"
Rem = str  # "1.250rem"


@dataclass(frozen=True)
class Bar:
    """A rectangle; `kind` says what it counts: shot, killed, people or incidents."""

    kind: str
    x: Share
    y: Rem
    width: Share
    height: Rem
    may_change: bool = False


@dataclass(frozen=True)
class Text:
    words: str
    x: Share
    y: Rem
    kind: str


@dataclass(frozen=True)
class Drawing:
    height: Rem
    bars: list[Bar]
    texts: list[Text]
    width: Rem = ""  # of a drawing that does not take just the room there is
    scrolls: bool = False  # it is wider than a phone


@dataclass(frozen=True)
class Row:
    """One part of a chart: a line of its table, a column or a row of its drawing."""

    label: str
    cells: list[str]
    wide: int  # length of the wide bar: people
    dark: int = 0  # of which killed
    thin: int | None = None  # length of the thin bar: incidents
    short: str = ""
    address: str = ""
    may_change: bool = False


def number(value: int) -> str:
    return formats.number_format(value, force_grouping=True)


def columns(rows: list[Row]) -> Drawing:
    """Side by side, for time."""
    most = _most(rows)
    letters = max(max(len(_marked(row)), len(number(row.wide))) for row in rows)
    least = len(rows) * max(SLOT, letters * LETTER + BETWEEN)
    widest = len(rows) * WIDEST_SLOT
    slot = 100 / len(rows)
    bars, texts = [], []
    for place, row in enumerate(rows):
        left = place * slot
        wide, dark, thin = (_high(value, most) for value in (row.wide, row.dark, row.thin or 0))
        bars += [
            _column("shot", left + slot * 0.14, slot * 0.46, wide, row, below=dark),
            _column("killed", left + slot * 0.14, slot * 0.46, dark, row),
            _column("incidents", left + slot * 0.66, slot * 0.2, thin, row),
        ]
        middle = _share(left + slot / 2)
        above = HEAD + TALLEST - max(wide, thin) - 0.35
        texts += [
            Text(number(row.wide), middle, _rem(above), "number"),
            Text(_marked(row), middle, _rem(HEAD + TALLEST + FOOT - 0.5), "name"),
        ]
    return Drawing(
        height=_rem(HEAD + TALLEST + FOOT),
        bars=[bar for bar in bars if bar],
        texts=texts,
        width=_rem(least) if least > ROOM else _rem(widest) if widest < ROOM else "",
        scrolls=least > ROOM,
    )


def rows_of_bars(rows: list[Row], *, number_at: int = 0) -> Drawing:
    """One below the other, for names."""
    most = _most(rows)
    two = any(row.thin is not None for row in rows)
    height = LINE + THICK + (THIN if two else 0) + GAP
    bars, texts = [], []
    for place, row in enumerate(rows):
        top = place * height
        wide, dark, thin = (_long(value, most) for value in (row.wide, row.dark, row.thin or 0))
        bars += [
            _row("shot", wide, top + LINE, THICK, behind=dark),
            _row("killed", dark, top + LINE, THICK),
            _row("incidents", thin, top + LINE + THICK, THIN),
        ]
        texts += [
            Text(_shortened(_marked(row)), "0", _rem(top + LINE - 0.4), "label"),
            Text(row.cells[number_at], _share(wide + 1.5), _rem(top + LINE + 0.75), "figure"),
        ]
    return Drawing(_rem(len(rows) * height), [bar for bar in bars if bar], texts)


def _most(rows: Iterable[Row]) -> int:
    return max((max(row.wide, row.thin or 0) for row in rows), default=0) or 1


def _high(value: int, most: int) -> float:
    return max(value / most * TALLEST, LEAST / 10) if value else 0.0


def _long(value: int, most: int) -> float:
    return max(value / most * LONGEST, LEAST) if value else 0.0


def _column(
    kind: str, x: float, width: float, height: float, row: Row, below: float = 0.0
) -> Bar | None:
    """A column that stands on another, which is a part of it."""
    if height <= below:
        return None
    y, height = HEAD + TALLEST - height, height - below
    return Bar(kind, _share(x), _rem(y), _share(width), _rem(height), row.may_change)


def _row(kind: str, length: float, y: float, height: float, behind: float = 0.0) -> Bar | None:
    if length <= behind:
        return None
    return Bar(kind, _share(behind), _rem(y), _share(length - behind), _rem(height))


def _share(value: float) -> Share:
    return f"{value:.2f}%"


def _rem(value: float) -> Rem:
    return f"{value:.3f}rem"


def _marked(row: Row) -> str:
    name = row.short or row.label
    return f"{name}*" if row.may_change else name


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
