"""The people of a row: one in each row, or those of packed lists; victims only."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from incidents.marks import mark
from incidents.models import NameBasis, NameRule, Outcome, Remark, Victim
from incidents.names import rule_at_entry
from nightout.agencies.models import Agency

from .mapping import Cell, Mapping
from .values import ESCAPED, NULL, Known, Reader, Unreadable, age, is_minor, listed, name, plain

READ: dict[str, Callable[[str, Cell], str]] = {
    "key": plain,
    "outcome": listed,
    "age": age,
    "age_group": listed,
    "name": name,
}
PAIR = re.compile(r"\s*(\d{1,4})::?(.*)", re.DOTALL)
BASIS = NameBasis.AGENCY.value  # of a name that is shown from the beginning
WITHHELD = NameRule.WITHHELD.value
NOBODY = "\t".join(("f", "", "", NULL, "", "", WITHHELD)) + "\n"


class People(NamedTuple):
    """What the stage is told of each, and what is wrong: kind, column and value."""

    lines: tuple[str, ...]
    notes: tuple[tuple[Remark, str, str], ...]


class PeopleReader:
    """Reads those of one row, whichever way the file has them.

    Most rows say what a row before has said: the same few words are looked at once.
    """

    def __init__(self, mapping: Mapping, agency: Agency) -> None:
        cells = {part: mapping.cells[part] for part in READ if part in mapping.cells}
        self.only = mapping.packed or mapping.only
        self.columns = list(
            dict.fromkeys(
                [
                    *(column for cell in cells.values() for column in cell.columns),
                    *(self.only.columns if self.only else ()),
                ]
            )
        )
        places = {column: place for place, column in enumerate(self.columns)}
        self.readers = {
            part: Reader(cell, [places[column] for column in cell.columns], READ[part])
            for part, cell in cells.items()
        }
        self.only_at = [places[column] for column in (self.only.columns if self.only else ())]
        self.is_packed = mapping.packed is not None
        self.rule = _rules_of(agency)
        at = [mapping.columns.index(column) for column in self.columns]
        self.pick = itemgetter(*at) if len(at) > 1 else lambda row: tuple(row[one] for one in at)
        self.known: Known[tuple[str, ...], People] = Known(self._people)

    def __call__(self, row: list[str]) -> People:
        return self.known[self.pick(row)]

    def _people(self, texts: tuple[str, ...]) -> People:
        notes: list[tuple[Remark, str, str]] = []
        each = self._unpacked(texts, notes) if self.is_packed else self._one(texts)
        lines = tuple(self._line(said, notes) for said in each)
        return People(lines, tuple(notes))

    def _one(self, texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
        kinds = [texts[place].strip().casefold() for place in self.only_at]
        if not self.only or not self.only.values.keys().isdisjoint(kinds):
            yield {part: reader.text(texts) for part, reader in self.readers.items()}

    def _unpacked(
        self, texts: tuple[str, ...], notes: list[tuple[Remark, str, str]]
    ) -> Iterator[dict[str, str]]:
        """`0::44||1::31`, `0:44|1:31`: what stands at each number of a victim."""
        lists: dict[int, dict[str, str]] = {}
        for place, text in enumerate(texts):
            try:
                lists[place] = unpacked(text)
            except Unreadable as unreadable:
                lists[place] = {}
                notes.append((unreadable.remark, self.columns[place], ""))  # names, perhaps
        for number, kind in lists[self.only_at[0]].items():
            if kind.strip().casefold() in self.only.values:
                row = [lists[place].get(number, "") for place in range(len(texts))]
                yield {part: reader.text(row) for part, reader in self.readers.items()}

    def _line(self, texts: dict[str, str], notes: list[tuple[Remark, str, str]]) -> str:
        said = dict.fromkeys(READ, "")
        for part, text in texts.items():
            reader = self.readers[part]
            said[part], remark = reader.known[text]
            if remark:
                column = self.columns[reader.places[0]]
                notes.append((remark, column, "" if part == "name" else text))
        outcome = said["outcome"] or Outcome.UNKNOWN.value
        years, called = said["age"], said["name"]
        group = "" if years else said["age_group"]  # the age itself says more
        rule = self.rule(outcome, is_minor(years, group)) if called else WITHHELD
        known = {
            "reference": said["key"],
            "outcome": outcome,
            "age": int(years) if years else None,
            "age_group": group,
            "name": mark(called) if called else "",
        }
        kept = json.dumps({part: value for part, value in known.items() if value not in ("", None)})
        cells = ("t", kept.translate(ESCAPED), outcome, years or NULL, group)
        return "\t".join((*cells, called.translate(ESCAPED), rule)) + "\n"


def unpacked(text: str) -> dict[str, str]:
    between = "||" if "||" in text else "|"
    pieces = [PAIR.fullmatch(piece) for piece in text.split(between) if piece.strip()]
    if None in pieces:
        raise Unreadable(Remark.BAD_LIST)
    return {found[1]: found[2] for found in pieces}


def _rules_of(agency: Agency) -> Callable[[str, bool], str]:
    """The rule with which a name begins: as for a row that somebody types."""

    @cache
    def rule(outcome: str, minor: bool) -> str:
        victim = Victim(name="x", outcome=outcome, age=1 if minor else None, outcome_source_id=1)
        begins, _basis = rule_at_entry(victim, agency)
        return begins.value

    return rule
