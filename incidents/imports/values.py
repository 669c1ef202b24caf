"""A cell as the registry has it, or why not. Each distinct text is looked at once."""

import re
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from decimal import InvalidOperation
from typing import TypeVar

from django.utils import timezone

from incidents.models import AgeGroup, Remark, at_block_level, may_name_a_door, snapped
from nightout import edtf
from nightout.datespan import Precision, Span, UnreadableDate, in_our_time, whole

from .mapping import EDTF, Cell

MOST_KNOWN = 20_000  # texts of one column: a file may have a new one in each row
LONGEST_KNOWN = 500  # signs of one that is remembered: a cell may hold a novel
LONGEST_VALUE = 80  # of what a remark shows
LONGEST_NAME, LONGEST_TEXT = 150, 200
NULL = r"\N"  # of COPY
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": ""})

Asked = TypeVar("Asked", bound=Hashable)
Made = TypeVar("Made")
Found = tuple[str, Remark | None]


class Known(dict[Asked, Made]):
    """What was made of each text; forgotten as a whole before it grows too large."""

    def __init__(self, make: Callable[[Asked], Made]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, asked: Asked) -> Made:
        if isinstance(asked, str) and len(asked) > LONGEST_KNOWN:
            return self.make(asked)
        if len(self) >= MOST_KNOWN:
            self.clear()
        made = self[asked] = self.make(asked)
        return made


class Unreadable(Exception):
    """A text that is no value of its column."""

    def __init__(self, remark: Remark) -> None:
        super().__init__(remark)
        self.remark = remark


class Reader:
    """Of one cell of the mapping: a text in, what COPY is to store out, and what is wrong with it.

    `places` are those of its columns in a row. Where nothing is said, `nothing` is stored.
    """

    def __init__(
        self,
        cell: Cell,
        places: Sequence[int],
        read: Callable[[str, Cell], str],
        nothing: str = "",
    ) -> None:
        self.cell, self.places, self.read = cell, places, read
        self.place = places[0] if len(places) == 1 else None
        self.null = {"", *(word.strip().casefold() for word in cell.null)}
        self.nothing = cell.constant.translate(ESCAPED) if cell.constant else nothing
        self.known: Known[str, Found] = Known(self._found)

    def text(self, row: Sequence[str]) -> str:
        """The first of its columns that says something."""
        if self.place is not None:
            return row[self.place]
        said = (row[place] for place in self.places)
        return next((text for text in said if self.known[text] != (self.nothing, None)), "")

    def _found(self, text: str) -> Found:
        text = " ".join(text.split())
        if text.casefold() in self.null:
            return self.nothing, None
        try:
            if "\0" in text:
                raise Unreadable(Remark.UNKNOWN_VALUE)
            return self.read(text, self.cell), None
        except Unreadable as unreadable:
            return self.nothing, unreadable.remark


def plain(text: str, cell: Cell) -> str:
    """As it stands, or as the mapping's table says."""
    ours = cell.values.get(text.casefold(), cell.otherwise)
    return (text if ours is None else ours).translate(ESCAPED)


def listed(text: str, cell: Cell) -> str:
    """Only what the mapping's table has, and the registry's own words where it has none."""
    ours = cell.values.get(text.casefold(), cell.otherwise)
    if ours is None:
        raise Unreadable(Remark.UNKNOWN_VALUE)
    return ours


def words(text: str, _cell: Cell) -> str:
    """A place as everybody may read it: what may still name a door is refused."""
    return without_a_door(text, _cell)[:LONGEST_TEXT].translate(ESCAPED)


def without_a_door(text: str, _cell: Cell) -> str:
    """The same for a part of such a text: "Precinct {PRECINCT}" must not hide what stands there."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(Remark.TOO_LONG)
    text = at_block_level(text)
    if may_name_a_door(text):
        raise Unreadable(Remark.DOOR)
    return text


def name(text: str, _cell: Cell) -> str:
    if len(text) > LONGEST_NAME:
        raise Unreadable(Remark.TOO_LONG)
    return text


def span(text: str, cell: Cell) -> str:
    """First and last day, precision and time, with tabs between: four columns of the stage."""
    found = _span(text, cell)
    if found.first > timezone.localdate():
        raise Unreadable(Remark.FUTURE)
    at = found.at.isoformat() if found.at else NULL
    return f"{found.first}\t{found.last}\t{found.precision}\t{at}"


def _span(text: str, cell: Cell) -> Span:
    for format_ in cell.formats:
        try:
            if format_ == EDTF:
                return edtf.read(text)
            return in_our_time(_day(datetime.strptime(text, format_), format_))
        except (ValueError, UnreadableDate):
            continue
    raise Unreadable(Remark.BAD_DATE)


def _day(found: datetime, format_: str) -> Span:
    """As exactly as the format is: with the minute where it has one, or without a day."""
    day = found.date()
    if not re.search(r"%[djxc]", format_):
        is_month = re.search(r"%[mbB]", format_)
        return whole(Precision.MONTH if is_month else Precision.YEAR, day)
    if re.search(r"%[HIMX]", format_):
        at = found.time().replace(second=0, microsecond=0)
        return Span(day, day, Precision.TIME, at)
    return Span(day, day, Precision.DAY)


def minute(text: str, cell: Cell) -> str:
    for format_ in cell.formats:
        try:
            found = datetime.strptime(text, format_).time()
        except ValueError:
            continue
        return found.replace(second=0, microsecond=0).isoformat()
    raise Unreadable(Remark.BAD_TIME)


def age(text: str, _cell: Cell) -> str:
    number = text.removesuffix(".0")
    if not (number.isascii() and number.isdigit() and len(number) < 4 and int(number) <= 120):
        raise Unreadable(Remark.BAD_AGE)
    return str(int(number))


def degrees(text: str, _cell: Cell) -> str:
    """On the grid of the registry: what is more exact is never stored."""
    try:
        found = snapped(text)
        if found and -180 <= found <= 180:
            return str(found)
    except InvalidOperation:
        pass  # no number at all, or none that can be compared
    raise Unreadable(Remark.BAD_POINT)


def shortened(text: str) -> str:
    """For a remark; what Postgres cannot hold is left out."""
    text = " ".join(text.replace("\0", "").split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def is_minor(years: str, group: str) -> bool:
    return group == AgeGroup.UNDER_18 or (years != "" and int(years) < 18)
