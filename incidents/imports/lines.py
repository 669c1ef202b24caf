"""Rows of the file as lines of the stage, in the format of COPY."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from incidents.models import Remark
from nightout.agencies.models import Agency
from nightout.places.states import STATES

from .mapping import Cell, Mapping, placeholders
from .persons import NOBODY, PeopleReader
from .reading import rows
from .values import (
    ESCAPED,
    NULL,
    Reader,
    degrees,
    listed,
    minute,
    plain,
    shortened,
    span,
    without_a_door,
    words,
)

LONGEST_KEY = 100
CODES = {name.casefold(): code for code, name in STATES.items()}


def state(text: str, cell: Cell) -> str:
    text = plain(text, cell)
    return CODES.get(text.casefold(), text.upper())


# In the order of the stage, and what it stores where nothing is said. A time is part of the date.
READ: dict[str, tuple[Callable[[str, Cell], str], str]] = {
    "date": (span, ""),
    "offense": (listed, ""),
    "circumstance": (listed, ""),
    "city": (plain, ""),
    "county": (plain, ""),
    "state": (state, ""),
    "neighborhood": (plain, ""),
    "text": (words, ""),
    "latitude": (degrees, NULL),
    "longitude": (degrees, NULL),
    "time": (minute, ""),
}
PARTS = list(READ)
DATE, CITY, TEXT, LATITUDE, LONGITUDE, TIME = (
    PARTS.index(part) for part in ("date", "city", "text", "latitude", "longitude", "time")
)
BETWEEN = "\x1f"  # of the parts of a place, from the city to the neighborhood: they are one column
ONE_DAY = f"\tday\t{NULL}"  # the end of a date without a time


class Remarks:
    """Kept in a file until the stage is there: there may be as many as rows."""

    def __init__(self) -> None:
        self.file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def __enter__(self) -> "Remarks":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def add(self, line: int, key: str, kind: Remark, column: str = "", value: str = "") -> None:
        cells = (kind.value, str(line), key[:LONGEST_KEY], column[:LONGEST_KEY], shortened(value))
        self.file.write("\t".join(cell.translate(ESCAPED) for cell in cells) + "\n")

    def read(self) -> IO[str]:
        self.file.seek(0)
        return self.file


class Liner:
    """Makes the lines, and counts what it read."""

    def __init__(self, mapping: Mapping, agency: Agency, remarks: Remarks) -> None:
        self.mapping, self.remarks = mapping, remarks
        self.columns = mapping.columns
        self.people = PeopleReader(mapping, agency)
        self.key_at = self.columns.index(mapping.key)
        every = {part: self._reader(mapping.cells.get(part, Cell()), *READ[part]) for part in PARTS}
        self.blank = [reader.nothing for reader in every.values()]
        self.readers = [
            (slot, reader) for slot, reader in enumerate(every.values()) if reader.places
        ]
        self.template = mapping.text_template
        null = frozenset(mapping.null)
        self.holders = {
            name: self._reader(Cell(columns=(name,), null=null), without_a_door, "")
            for name in placeholders(self.template)
        }
        self.filled_in = Reader(Cell(), [], words)
        self.number = 0  # of the lines made
        self.counts: Counter[str] = Counter(rows=0, refused=0, left_out=0)

    def _reader(self, cell: Cell, read: Callable[[str, Cell], str], nothing: str) -> Reader:
        if cell.constant and read is state:  # "Florida" is FL here too
            cell = replace(cell, constant=state(cell.constant, cell))
        return Reader(cell, [self.columns.index(name) for name in cell.columns], read, nothing)

    def lines(self, path: Path) -> Iterator[str]:
        for line, row in rows(path, self.mapping):
            self.counts["rows"] += 1
            if isinstance(row, Remark):
                self._refuse(line, "", row)
            else:
                yield from self._lines(line, row)

    def _lines(self, line: int, row: Sequence[str]) -> Iterator[str]:
        key = row[self.key_at].replace("\0", "").strip()
        if not 0 < len(key) <= LONGEST_KEY:
            self._refuse(line, key, Remark.LONG_KEY if key else Remark.NO_KEY, self.mapping.key)
            return
        said = self._incident(line, key, row)
        if said is None:
            return
        start = f"{line}\t{key.translate(ESCAPED)}\t{said}\t"
        people = self.people(row)
        for note in people.notes:
            self.remarks.add(line, key, *note)
        if not people.lines and self.mapping.only:
            self.counts["left_out"] += 1
            return
        for person in people.lines or (NOBODY,):
            self.number += 1
            yield f"{self.number}\t{start}{person}"

    def _incident(self, line: int, key: str, row: Sequence[str]) -> str | None:
        """All but the people; None where the row is refused."""
        said, refused = self.blank.copy(), set()
        for slot, reader in self.readers:
            text = row[reader.place] if reader.place is not None else reader.text(row)
            said[slot], remark = reader.known[text]
            if remark and slot != DATE:
                refused.add(slot)
                self._remark(line, key, remark, self.columns[reader.places[0]], text)
            elif slot == DATE and not said[slot]:
                column = self.columns[reader.places[0]]
                self._refuse(line, key, remark or Remark.NO_DATE, column, text)
                return None
        if said[TIME] and said[DATE].endswith(ONE_DAY):
            said[DATE] = f"{said[DATE].removesuffix(ONE_DAY)}\ttime\t{said[TIME]}"
        if self.template:
            text, name, remark = self._in_template(row)
            if remark is None:
                said[TEXT], remark = self.filled_in.known[text]
            if remark:
                self._remark(line, key, remark, name or ", ".join(self.holders), "")
        if NULL in (said[LATITUDE], said[LONGITUDE]):
            if not refused & {LATITUDE, LONGITUDE}:
                self._check_half_a_point(line, key, said)
            said[LATITUDE] = said[LONGITUDE] = NULL
        place = BETWEEN.join(said[CITY:TEXT])
        return "\t".join((*said[:CITY], place, *said[TEXT:TIME]))

    def _check_half_a_point(self, line: int, key: str, said: list[str]) -> None:
        lost = {said[LATITUDE], said[LONGITUDE]} - {NULL}
        if lost:
            self._remark(line, key, Remark.BAD_POINT, "", f"{said[LATITUDE]}, {said[LONGITUDE]}")

    def _remark(self, line: int, key: str, kind: Remark, column: str, value: str) -> None:
        """An address is not kept, not even to say what is wrong with it."""
        self.remarks.add(line, key, kind, column, "" if kind == Remark.DOOR else value)

    def _refuse(self, line: int, key: str, kind: Remark, column: str = "", value: str = "") -> None:
        self.counts["refused"] += 1
        self.remarks.add(line, key, kind, column, value)

    def _in_template(self, row: Sequence[str]) -> tuple[str, str, Remark | None]:
        """The text, or the column of which something is wrong; nothing where a column is empty."""
        text = self.template
        for name, reader in self.holders.items():
            value, remark = reader.known[reader.text(row)]
            if remark:
                return "", name, remark
            if not value:
                return "", "", None
            text = text.replace(f"{{{name}}}", value)
        return text, "", None
