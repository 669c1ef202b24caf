"""Places in words: whether two ways of writing a crossing or a block mean the same."""

import re
import unicodedata
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

KINDS = {
    "st": ("street", "str", "calle", "ri"),
    "ave": ("avenue", "av", "avenida"),
    "rd": ("road",),
    "dr": ("drive",),
    "ct": ("court",),
    "pl": ("place",),
    "ln": ("lane",),
    "ter": ("terrace", "terr"),
    "way": (),
    "cir": ("circle",),
    "blvd": ("boulevard",),
    "pkwy": ("parkway",),
    "hwy": ("highway",),
    "trl": ("trail",),
}
KIND = {word: kind for kind, words in KINDS.items() for word in (kind, *words)}
SIDES = {"north": "n", "south": "s", "east": "e", "west": "w"}
SIDES |= {f"{one}{two}": f"{one[0]}{two[0]}" for one in SIDES for two in SIDES}
SIDE = {word: side for side, words in ((v, (k, v)) for k, v in SIDES.items()) for word in words}
BETWEEN = re.compile(r"\s(?:and|at|y|con|ak|near|corner of)\s|[&/@,;+]")
BLOCK = re.compile(r"(\d+)(?:\s?-\s?\d+)?\s(?:block|blk)(?:\sof)?\s")
NEARBY = re.compile(r"^(?:near|the|corner of|intersection of|off)\s")


class Street(NamedTuple):
    name: str
    kind: str
    side: str

    def may_be(self, other: "Street") -> bool:
        """What one of the two does not say stands against nothing."""
        return self.name == other.name and all(
            not one or not two or one == two for one, two in zip(self[1:], other[1:], strict=True)
        )


class Words(NamedTuple):
    """ "2300 block of NW 54th Street" is one street, and the hundred."""

    streets: tuple[Street, ...]
    block: str


@lru_cache(maxsize=4096)
def read(text: str) -> Words:
    """ "NW 181st Street and 41st Court" is 181 st nw and 41 ct."""
    letters = unicodedata.normalize("NFKD", text).casefold().replace(".", "")
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    block = BLOCK.search(letters)
    parts = BETWEEN.split(BLOCK.sub("", NEARBY.sub("", letters.strip())))
    streets = [street for street in map(_street, parts) if street]
    return Words(tuple(streets), block[1] if block else "")


def _street(text: str) -> Street | None:
    words = [re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word) for word in text.split()]
    side = next((SIDE[word] for word in words if word in SIDE), "")
    words = [word for word in words if word not in SIDE]
    kind = KIND.get(words[-1], "") if len(words) > 1 else ""
    name = " ".join(words[:-1] if kind else words)
    return Street(name, kind, side) if name else None


def same_crossing(one: str, other: str) -> bool:
    """In any order: "NW 181st Street and 41st Court", "41 Ct & NW 181 St"."""
    first, second = read(one).streets[:2], read(other).streets[:2]
    if len(first) < 2 or len(second) < 2:
        return False
    return any(
        all(street.may_be(found) for street, found in zip(first, order, strict=True))
        for order in permutations(second)
    )


def same_block(one: str, other: str) -> bool:
    """A street in common; of two blocks or two crossings of it, the same."""
    first, second = read(one), read(other)
    if first.block and second.block and first.block != second.block:
        return False
    if len(first.streets) > 1 and len(second.streets) > 1:
        return same_crossing(one, other)
    return any(street.may_be(found) for street in first.streets for found in second.streets)


def names_streets(text: str) -> bool:
    return any(street.kind for street in read(text).streets)
