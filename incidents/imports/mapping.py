"""A mapping: TOML that says which column of a file is what. incidents/mappings/ has examples.

Whatever is wrong in it is said at once, with the names that come nearest; nothing is guessed.
"""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from incidents.models import (
    AgeGroup,
    Circumstance,
    IncidentPublication,
    Offense,
    Outcome,
    PlacePrecision,
)

SHIPPED = Path(__file__).resolve().parent.parent / "mappings"
# Suspects are never stored, whatever a mapping says.
NEVER = (
    *("perp", "suspect", "susp_", "offender", "arrest", "defendant", "subject", "shooter"),
    *("accused", "assailant", "gunman", "sospech", "agresor", "acusad", "sispè", "akize"),
)
MOST_DOTS = 100  # in a line: names of names of names, whose reading takes for ever
FORMATS = ("csv", "json", "ndjson")
EDTF = "edtf"


class MappingError(Exception):
    """All that is wrong with a mapping, one line for each."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__("\n".join(wrong))
        self.wrong = wrong


class NoAgency(MappingError):
    """The agency that it names is not in the registry: `name` is the column, `value` what it says."""

    def __init__(self, wrong: str, *, name: str, value: str) -> None:
        super().__init__([wrong])
        self.name, self.value = name, value


@dataclass(frozen=True)
class Cell:
    """Where a value comes from: the first of the columns that says something, or a constant.

    `values` turns the file's words into ours, however they are capitalised; `otherwise` is for
    those that it does not list.
    """

    columns: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    null: frozenset[str] = frozenset()
    otherwise: str | None = None
    constant: str | None = None
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceSaid:
    reference: str
    publisher: str
    title: str
    url: str = ""
    says: str = ""


@dataclass(frozen=True)
class Packed:
    """Several people in each cell: `0::44||1::31`, with one colon or two, one stroke or two."""

    columns: tuple[str, ...]  # the one that tells victims from others
    values: dict[str, str]


@dataclass(frozen=True)
class Mapping:
    text: str
    name: str
    source: SourceSaid
    agency: dict[str, str]  # by slug or by ORI
    key: str
    cells: dict[str, Cell]  # by the names of CELLS
    packed: Packed | None = None
    only: Cell | None = None
    format: str = "csv"
    encoding: str = "utf-8"
    delimiter: str = ","
    refuse: tuple[str, ...] = ()
    publication: str = IncidentPublication.DRAFT.value
    state: str = ""
    null: tuple[str, ...] = ()
    text_template: str = ""
    precision: str = PlacePrecision.BLOCK.value
    text_is: str = ""
    unknown_place: str = "refuse"

    @property
    def columns(self) -> list[str]:
        """All that it reads, each once."""
        read = [self.key, *(name for cell in self.cells.values() for name in cell.columns)]
        for only in (self.packed, self.only):
            read += only.columns if only else ()
        return list(dict.fromkeys([*read, *placeholders(self.text_template)]))

    def check_columns(self, there: Collection[str]) -> None:
        """Raises MappingError where the file lacks a column."""
        lacking = [
            _("The file has no column “%(name)s”.%(hint)s")
            % {"name": name, "hint": nearest(name, there)}
            for name in self.columns
            if name not in there
        ]
        if lacking:
            raise MappingError(lacking)


# The parts of a mapping, by the table and the name that they have in it.
CELLS = {
    ("incident", "date"): {"formats"},
    ("incident", "time"): {"formats"},
    ("incident", "offense"): {"values", "otherwise", "constant"},
    ("incident", "circumstance"): {"values", "otherwise", "constant"},
    ("place", "city"): {"values", "otherwise", "constant"},
    ("place", "county"): {"values", "otherwise", "constant"},
    ("place", "neighborhood"): {"values", "otherwise", "constant"},
    ("place", "state"): {"values", "otherwise", "constant"},
    ("place", "text"): set(),
    ("place", "latitude"): set(),
    ("place", "longitude"): set(),
    ("person", "key"): set(),
    ("person", "name"): set(),
    ("person", "age"): set(),
    ("person", "age_group"): {"values", "otherwise", "constant"},
    ("person", "outcome"): {"values", "otherwise", "constant"},
}
CODES = {
    "offense": Offense.values,
    "circumstance": Circumstance.values,
    "age_group": AgeGroup.values,
    "outcome": Outcome.values,
}
TABLES = {
    "": {"format", "encoding", "delimiter", "null", "refuse", "publication"},
    "source": {"reference", "publisher", "title", "url", "says"},
    "agency": {"slug", "ori"},
    "incident": {"key", "people"},
    "place": {"precision", "text_is", "unknown"},
    "person": {"only"},
}


def shipped() -> dict[str, str]:
    """The text of each mapping that comes with the program, by its name."""
    return {file.stem: file.read_text() for file in sorted(SHIPPED.glob("*.toml"))}


def read_mapping(text: str, *, name: str = "") -> Mapping:
    """Raises MappingError with all that is wrong."""
    if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
        raise MappingError([_("A line of the mapping has more than %d dots.") % MOST_DOTS])
    try:
        said = tomllib.loads(text)
        has_nul = "\0" in str(said).replace(r"\x00", "\0")
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise MappingError([_("This is not TOML: %s") % problem]) from problem
    if has_nul:
        raise MappingError([_("A mapping holds no NUL sign.")])
    wrong = list(_unknown(said))
    if wrong:
        raise MappingError(wrong)
    reader = _Reader(said)
    mapping = reader.mapping(text, name)
    if reader.wrong:
        raise MappingError(reader.wrong)
    return mapping


def nearest(name: str, known: Collection[str]) -> str:
    """ " Did you mean “OCCUR_DATE”?", or nothing."""
    folded = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(name.casefold(), folded, n=3, cutoff=0.6)
    if not found:
        return ""
    names = ", ".join(f"“{folded[each]}”" for each in found)
    return " " + _("Did you mean %s?") % names


def placeholders(template: str) -> list[str]:
    """ "Precinct {PRECINCT}" reads the column PRECINCT."""
    parts = [part.partition("}") for part in template.split("{")[1:]]
    return [name for name, brace, _rest in parts if brace]


def _can_be_read(format_: str) -> bool:
    if format_ == EDTF:
        return True
    some = datetime(2018, 6, 17, 21, 30, tzinfo=UTC)
    try:
        datetime.strptime(some.strftime(format_), format_)
    except (ValueError, re.error):
        return False
    return True


def _is_about_suspects(text: str) -> bool:
    return any(word in text.casefold() for word in NEVER)


def _unknown(said: dict[str, Any]) -> Iterator[str]:
    """Names that no mapping has: a mistyped one would silently do nothing."""
    tables = {name for name in TABLES if name}
    for name, value in said.items():
        if name not in TABLES[""] | tables:
            yield _unknown_name(name, TABLES[""] | tables)
        elif name in tables and not isinstance(value, dict):
            yield _("“%s” is a table: write its name in square brackets.") % name
        elif name in tables:
            known = TABLES[name] | {cell for table, cell in CELLS if table == name}
            yield from (_unknown_name(f"{name}.{k}", known) for k in value if k not in known)
    for name in ("source", "agency", "incident", "place", "person"):
        if name not in said:
            yield _("The table [%s] is missing.") % name


def _unknown_name(name: str, known: Collection[str]) -> str:
    hint = nearest(name.rpartition(".")[2], known)
    return _("“%(name)s” is nothing that a mapping can say.%(hint)s") % {"name": name, "hint": hint}


class _Reader:
    """Gathers all that is wrong, so that somebody mends it in one go."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said
        self.wrong: list[str] = []
        self.null = self._texts("null", said.get("null", []))
        self.refuse = self._texts("refuse", said.get("refuse", []))

    def mapping(self, text: str, name: str) -> Mapping:
        place, incident = self.said["place"], self.said["incident"]
        template = ""
        if isinstance(place.get("text"), str) and "{" in place["text"]:
            template, place = place["text"], {k: v for k, v in place.items() if k != "text"}
        tables = {**self.said, "place": place}
        cells = {
            cell: self._cell(f"{table}.{cell}", tables[table][cell], may)
            for (table, cell), may in CELLS.items()
            if cell in tables[table]
        }
        people = self._one_of("incident.people", incident.get("people", "rows"), ["rows", "packed"])
        only = self.said["person"].get("only")
        mapping = Mapping(
            text=text,
            name=name,
            source=self._source(),
            agency=self._agency(),
            key=self._text("incident.key", incident.get("key")),
            cells=cells,
            packed=self._packed(only) if people == "packed" else None,
            only=self._only(only) if people == "rows" and only is not None else None,
            format=self._one_of("format", self.said.get("format", "csv"), FORMATS),
            encoding=self._encoding(),
            delimiter=self._delimiter(),
            refuse=tuple(self.refuse),
            publication=self._one_of(
                "publication", self.said.get("publication", "draft"), ["draft", "public"]
            ),
            null=tuple(self.null),
            text_template=template,
            precision=self._one_of(
                "place.precision", place.get("precision", "block"), ["block", "crossing"]
            ),
            text_is=self._one_of(
                "place.text_is", place.get("text_is", ""), ["", "block", "crossing"]
            ),
            unknown_place=self._one_of(
                "place.unknown", place.get("unknown", "refuse"), ["refuse", "without_place"]
            ),
        )
        self._whole(mapping)
        return mapping

    def _whole(self, mapping: Mapping) -> None:
        if "date" not in mapping.cells:
            self.wrong.append(_("[incident] needs “date”: the column that says when."))
        if not {"city", "county"} & set(mapping.cells):
            self.wrong.append(_("[place] needs “city” or “county”."))
        if ("latitude" in mapping.cells) != ("longitude" in mapping.cells):
            self.wrong.append(_("[place] needs “latitude” and “longitude”, or neither."))
        for name in ("date", "time"):
            if name in mapping.cells and not mapping.cells[name].formats:
                self.wrong.append(_('incident.%s needs “formats”, such as ["%%m/%%d/%%Y"].') % name)
        self._refused(mapping)

    def _refused(self, mapping: Mapping) -> None:
        for name in mapping.columns:
            if any(fnmatchcase(name.casefold(), one.casefold()) for one in mapping.refuse):
                self.wrong.append(
                    _("“%s” is refused by this mapping, so it may not read it.") % name
                )
            elif _is_about_suspects(name):
                self.wrong.append(
                    _("“%s” looks like a column about suspects: these are never stored.") % name
                )
        only = mapping.packed or mapping.only
        for value in only.values if only else ():
            if _is_about_suspects(value):
                self.wrong.append(
                    _("person.only: “%s” is no victim: people who are accused are never stored.")
                    % value
                )

    def _source(self) -> SourceSaid:
        said = self.said["source"]
        needed = {
            name: self._text(f"source.{name}", said.get(name))
            for name in ("reference", "publisher", "title")
        }
        free = {
            name: self._text(f"source.{name}", said.get(name, ""), empty=True)
            for name in ("url", "says")
        }
        longest = {"reference": 93, "publisher": 150, "title": 300, "url": 500, "says": 200}
        for name, value in {**needed, **free}.items():
            if len(value) > longest[name]:
                self.wrong.append(
                    _("source.%(name)s is longer than %(n)d signs.")
                    % {"name": name, "n": longest[name]}
                )
        if free["url"] and not free["url"].startswith(("https://", "http://")):
            self.wrong.append(_("source.url begins with https:// or http://."))
        return SourceSaid(**needed, **free)

    def _agency(self) -> dict[str, str]:
        said = self.said["agency"]
        if len(said) != 1:
            self.wrong.append(_("[agency] names one agency: by “slug” or by “ori”."))
        return {name: self._text(f"agency.{name}", value) for name, value in said.items()}

    def _packed(self, said: Any) -> Packed:
        """A list of people may hold suspects: without saying who is a victim nobody is read."""
        if not isinstance(said, dict) or set(said) != {"column", "values"}:
            self.wrong.append(
                _(
                    'With people = "packed" say who of the listed people are victims:'
                    " person.only = { column = …, values = […] }."
                )
            )
            return Packed((), {})
        only = self._only(said)
        return Packed(only.columns, only.values) if only else Packed((), {})

    def _only(self, said: Any) -> Cell | None:
        if not isinstance(said, dict) or set(said) != {"column", "values"}:
            self.wrong.append(_("person.only has a column and values, and nothing else."))
            return None
        values = self._texts("person.only", said["values"])
        return Cell(
            columns=(self._text("person.only", said["column"]),),
            values={value.casefold(): value for value in values},
        )

    def _cell(self, name: str, said: Any, may: set[str]) -> Cell:
        """A column's name alone, or a table that says more."""
        if isinstance(said, str):
            said = {"column": said}
        if not isinstance(said, dict):
            self.wrong.append(_("%s is a column's name, or a table.") % name)
            return Cell()
        known = {"column", "null"} | may
        self.wrong += [_unknown_name(f"{name}.{each}", known) for each in said if each not in known]
        if ("column" in said) == ("constant" in said):
            self.wrong.append(_("%s has a column or a constant, one of them.") % name)
        columns = said.get("column", [])
        columns = [columns] if isinstance(columns, str) else self._texts(name, columns)
        if "column" in said and not columns:
            self.wrong.append(_("%s names no column.") % name)
        for part in ("otherwise", "constant"):
            if not isinstance(said.get(part, ""), str):
                self.wrong.append(_("%s is missing, or no text.") % f"{name}.{part}")
        formats = said.get("formats", [])
        formats = [formats] if isinstance(formats, str) else self._texts(name, formats)
        self.wrong += [
            _("%(name)s: “%(format)s” is no format of dates or times.")
            % {"name": name, "format": one}
            for one in formats
            if not _can_be_read(one)
        ]
        if name == "incident.date":
            self.wrong += [
                _("%(name)s: “%(format)s” has no year. A day without its year is never guessed.")
                % {"name": name, "format": one}
                for one in formats
                if one != EDTF and not re.search(r"%[YyGxc]", one)
            ]
        self.wrong += [
            _(
                "%(name)s: “%(format)s” has a time zone. Times here are those of the place: bring them"
                " into its time first."
            )
            % {"name": name, "format": one}
            for one in formats
            if re.search(r"%[zZ]", one)
        ]
        cell = Cell(
            columns=tuple(columns),
            values=self._values(name, said.get("values", {})),
            null=frozenset(self.null) | frozenset(self._texts(name, said.get("null", []))),
            otherwise=said.get("otherwise"),
            constant=said.get("constant"),
            formats=tuple(formats),
        )
        self._codes(name, cell)
        return cell

    def _values(self, name: str, said: Any) -> dict[str, str]:
        if not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
            self.wrong.append(_("%s.values is a table of the file's words and ours.") % name)
            return {}
        return {word.strip().casefold(): ours for word, ours in said.items()}

    def _codes(self, name: str, cell: Cell) -> None:
        """Words that the registry does not have are said now, and not for each row."""
        known = CODES.get(name.rpartition(".")[2])
        if known is None:
            return
        ours = [*cell.values.values(), cell.otherwise, cell.constant]
        for value in dict.fromkeys(value for value in ours if isinstance(value, str) and value):
            if value not in known:
                self.wrong.append(
                    _("%(name)s: “%(value)s” is none of %(known)s.%(hint)s")
                    % {
                        "name": name,
                        "value": value,
                        "known": ", ".join(known),
                        "hint": nearest(value, known),
                    }
                )

    def _encoding(self) -> str:
        name = self._text("encoding", self.said.get("encoding", "utf-8"))
        try:
            "".encode(name)
        except (LookupError, ValueError):  # the latter for names such as "undefined"
            self.wrong.append(
                _("There is no encoding “%s”. Most files are utf-8 or cp1252.") % name
            )
        return name

    def _delimiter(self) -> str:
        said = self.said.get("delimiter", ",")
        if not isinstance(said, str) or len(said) != 1 or said in '"\r\n':
            self.wrong.append(_("delimiter is one sign, such as , or ;."))
            return ","
        return said

    def _text(self, name: str, said: Any, *, empty: bool = False) -> str:
        if not isinstance(said, str) or not (said.strip() or empty):
            self.wrong.append(_("%s is missing, or no text.") % name)
            return ""
        return said.strip()

    def _texts(self, name: str, said: Any) -> list[str]:
        if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
            self.wrong.append(_("%s is a list of texts.") % name)
            return []
        return said

    def _one_of(self, name: str, said: Any, known: Collection[str]) -> str:
        if said not in known:
            self.wrong.append(
                _("%(name)s is one of %(known)s.") % {"name": name, "known": ", ".join(known)}
            )
        return said
