"""Rows of a file, one by one: whatever its size, one piece of it is in memory.

A row is its line number and its cells, in the order of the columns that were asked for; instead of
the cells of a row that cannot be read stands the remark that says why.
"""

import csv
import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from incidents.models import Remark

from .mapping import Mapping

PIECE = 1 << 16  # signs of a JSON file that are read at once
LONGEST_ROW = 1 << 20  # signs; longer is a broken file
# Workbooks, documents and archives; pictures.
NO_TEXTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
LOOKED_AT_BYTES = 4096  # of a file that may be no text
LOOKED_AT = 200  # rows of a JSON file in which each column must turn up: an empty one is left out
BETWEEN = re.compile(r"[\s,]*")
csv.field_size_limit(LONGEST_ROW)

Row = tuple[int, Sequence[str] | Remark]


class FileError(Exception):
    """The file cannot be read at all; the message says where, and what to do."""


def rows(path: Path, mapping: Mapping) -> Iterator[Row]:
    """Raises FileError where the file is broken, MappingError where it lacks a column."""
    with _opened(path, mapping.encoding) as file:
        if mapping.format == "csv":
            yield from _csv(file, mapping)
        else:
            objects = _lines(file) if mapping.format == "ndjson" else _array(file)
            yield from _picked(objects, mapping)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    """A mark at the beginning, as Excel writes it, is no part of the first column's name."""
    plain = encoding.casefold().replace("_", "-") in ("utf-8", "utf8")
    try:
        if _is_no_text(path, encoding):
            raise FileError(
                _(
                    "This is no text file such as CSV. A picture, a PDF or a workbook of Excel cannot"
                    " be read: open it in its program, save the table as CSV, and choose that file."
                )
            )
        with path.open(encoding="utf-8-sig" if plain else encoding, newline="") as file:
            yield file
    except UnicodeError as problem:
        text = _(
            "Some letters of the file cannot be read: it is not %(encoding)s (%(why)s). Save it as"
            " UTF-8, or say its encoding in the mapping, such as cp1252."
        )
        raise FileError(
            text % {"encoding": encoding, "why": getattr(problem, "reason", problem)}
        ) from problem
    except OSError as problem:
        raise FileError(f"{path}: {problem.strerror}.") from problem


def _is_no_text(path: Path, encoding: str) -> bool:
    """By the mark with which such files begin, or by many bytes that stand for no letter.

    In UTF-16 every second byte is empty, whether the mapping says so or the file's mark does.
    """
    with path.open("rb") as file:
        head = file.read(LOOKED_AT_BYTES)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in "a".encode(encoding):
        return False
    return head.startswith(NO_TEXTS) or head.count(b"\0") > len(head) // 20


def _csv(file: TextIO, mapping: Mapping) -> Iterator[Row]:
    reader = csv.reader(file, delimiter=mapping.delimiter, strict=True)
    line = 1
    try:
        header = next(reader, None)
        if not header:
            raise FileError(_("The file is empty: it needs a first line with the columns' names."))
        mapping.check_columns(header)
        for name in mapping.columns:
            if header.count(name) > 1:
                text = _("The column “%s” stands twice in the first line. Rename or delete one.")
                raise FileError(text % name)
        places = [header.index(name) for name in mapping.columns]
        cells, line = len(header), reader.line_num + 1
        for row in reader:
            if len(row) == cells:
                yield line, [row[place] for place in places]
            elif row:
                yield line, Remark.CELLS
            line = reader.line_num + 1  # the next row begins here; a quoted cell may hold lines
    except csv.Error as problem:
        text = _("Line %(line)d cannot be read as CSV: %(why)s.")
        raise FileError(text % {"line": line, "why": problem}) from problem


def _lines(file: TextIO) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_ROW), ""), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _array(file: TextIO) -> Iterator[tuple[int, Any]]:
    """The objects of a JSON array, by their number: the file is never read whole."""
    decode, text, number = json.JSONDecoder().raw_decode, file.read(PIECE).lstrip(), 0
    if not text.startswith("["):
        raise FileError(_("The file is no JSON array of objects. Is it ndjson?"))
    at = 1
    while True:
        at = BETWEEN.match(text, at).end()
        if text.startswith("]", at):
            return
        try:
            found, end = decode(text, at)
            is_whole = end < len(text)  # a number at the end of a piece may go on
        except (ValueError, RecursionError):
            is_whole = False
        if is_whole:
            number, at = number + 1, end
            yield number, found
            continue
        text, at = text[at:], 0
        more = file.read(max(PIECE, len(text)))
        if not more or len(text) > LONGEST_ROW:
            where = _("The JSON array breaks off, or is broken, after its object %d.")
            raise FileError(where % number)
        text += more


def _picked(objects: Iterator[tuple[int, Any]], mapping: Mapping) -> Iterator[Row]:
    first = []
    for pair in objects:
        first.append(pair)
        if len(first) == LOOKED_AT:
            break
    there = {name for _n, found in first if isinstance(found, dict) for name in found}
    if not there:
        raise FileError(_("There is no object in the file's first rows. Is its format right?"))
    mapping.check_columns(there)
    for each in (first, objects):
        for number, found in each:
            yield number, _cells(found, mapping.columns)


def _cells(found: Any, columns: Collection[str]) -> Sequence[str] | Remark:
    if not isinstance(found, dict):
        return Remark.BAD_LINE
    return [_text(found.get(name)) for name in columns]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return json.dumps(value)
    return value.encode(errors="replace").decode()  # half of a pair of signs is no text
