"""A place in words as the public may read it: a block or a crossing, never a front door.

A number is a house's by what stands around it: "1234 NW 5th St", "12 Broadway", "1234, Avenue D",
"NW 5th St 1234"; not "183 Street", "5th St & 27 Ave", "1200 block of Oak Lane", "Highway 441".
"""

import re
from itertools import pairwise
from typing import NamedTuple

STREETS = set(
    re.findall(
        r"\w+",
        "street st avenue ave av road rd drive dr court ct place pl lane ln terrace ter terr way circle"
        " cir boulevard blvd parkway pkwy highway hwy trail trl causeway cswy path manor square sq plaza"
        " loop run row",
    )
)
BEFORE_THE_NAME = {"calle", "avenida", "ri"}
SIDES = {"n", "s", "e", "w", "ne", "nw", "se", "sw"} | {"north", "south", "east", "west"}
SIDES |= {f"{one}{two}" for one in ("north", "south") for two in ("east", "west")}
JOINTS = {"and", "y", "ak", "at", "near", "between", "corner", "&"}
# What follows a number that is no house's, and what stands before one.
COUNTED = {"block", "blocks", "blk", "mile", "miles", "feet", "km"}
NUMBERED = set(
    re.findall(
        r"\w+",
        "highway hwy route rt rte us sr cr i interstate exit precinct district beat zone sector area"
        " mile calle avenida ri ruta carretera",
    )
)
NUMBERED_ROADS = {"road", "rd", "highway", "hwy", "trail", "trl", "parkway", "pkwy"}
BEFORE_A_HOUSE = {"at", "near", "of", "in", "on", "no", "address", "home", "house"}
NEAR_ENOUGH = 5  # words between a number and the kind of its street
LONG = 3  # digits that no name of a place is taken to begin with

NUMBER = r"(?P<number>\d{1,6})(?:\s?[-–/]\s?\d{1,6}(?!\w)|\s?½|-?[a-z](?!\w))?"
WORD = re.compile(rf"(?<![\w.-]){NUMBER}(?![\w½]|-\w)|[^\W_][\w.'’-]*|[&,;/()]", re.IGNORECASE)
GLUED = re.compile(r"(?<![\w.-])(\d{2,6})(?=(?:[ns]\.?[ew]?|[ew])\.?\s)", re.IGNORECASE)
DOOR = re.compile(
    r"(?<![\s,;])[\s,;]*(?:\b(?:apartment|apt|unit|suite|ste|lot|room|rm)\b\.?\s*#?\s*"
    r"(?:[a-z]?-?\d+[a-z]?|[a-z])|#\s*[a-z]?-?\d+[a-z]?)\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A word, a number or a sign, and where it stands."""

    start: int
    end: int
    word: str
    number: int | None

    @property
    def is_name(self) -> bool:
        return self.word[:1].isalpha() and self.word not in JOINTS | COUNTED


def at_block_level(text: str) -> str:
    """ "1234 NW 5th St, apt 4" is "1200 block of NW 5th St"; what names no door stays as it is."""
    text = GLUED.sub(r"\1 ", DOOR.sub("", text))
    parts = _parts(text)
    for place in reversed(range(len(parts))):
        if _is_of_a_house(parts, place):
            text = _without_house(text, parts, place)
    return text


def may_name_a_door(text: str) -> bool:
    """Whether a number is left of which nobody can say that it is no house's."""
    parts = _parts(text)
    return any(
        one.number is not None
        and other.is_name
        and other.word not in STREETS
        and _word(parts, place - 1) not in NUMBERED
        for place, (one, other) in enumerate(pairwise(parts))
    )


def _parts(text: str) -> list[Part]:
    return [
        Part(
            *found.span(),
            found[0].casefold().replace(".", ""),
            int(found["number"]) if found["number"] else None,
        )
        for found in WORD.finditer(text)
    ]


def _word(parts: list[Part], place: int) -> str:
    return parts[place].word if 0 <= place < len(parts) else ""


def _is_of_a_house(parts: list[Part], place: int) -> bool:
    if parts[place].number is None or _word(parts, place - 1) in NUMBERED:
        return False
    if _stands_behind_its_street(parts, place):
        return True
    name = place + 1
    while _word(parts, name) in {",", ")"}:
        name += 1
    after = parts[name] if name < len(parts) else None
    if after is None or not after.is_name:
        return False
    if after.word in STREETS:  # "183 Street" is a street, "1234 Avenue D" and "1234 Street Rd" not
        more = _word(parts, name + 1)
        return more in STREETS or (len(more) == 1 and more.isalpha() and more not in SIDES | JOINTS)
    return (
        _digits(parts[place]) >= LONG
        or after.word in BEFORE_THE_NAME
        or _has_its_street(parts, name)
        or place == 0
        or _word(parts, place - 1) in BEFORE_A_HOUSE | {"("}
    )


def _digits(part: Part) -> int:
    return len(re.match(r"\d+", part.word)[0])


def _has_its_street(parts: list[Part], place: int) -> bool:
    """A kind of street among the next words, before the next street begins."""
    for part in parts[place : place + NEAR_ENOUGH + 1]:
        if part.word in STREETS:
            return True
        if part.word in JOINTS or part.word in {",", ";", "/"}:
            return False
    return False


def _stands_behind_its_street(parts: list[Part], place: int) -> bool:
    """ "NW 5th St 1234"; not "Highway 441", and not the first street of a crossing."""
    before, after = _word(parts, place - 1), _word(parts, place + 1)
    is_long = _digits(parts[place]) >= LONG
    return is_long and before in STREETS - NUMBERED_ROADS and after in {"", ",", ";", ")"}


def _without_house(text: str, parts: list[Part], place: int) -> str:
    house = parts[place]
    block = f"{house.number // 100 * 100 or 'first'} block of "
    if _stands_behind_its_street(parts, place):
        first = place - 1
        while first and _word(parts, first - 1) not in JOINTS | BEFORE_A_HOUSE | {",", ";", "/"}:
            first -= 1
        street = parts[first].start
        return text[:street] + block + text[street : parts[place - 1].end] + text[house.end :]
    name = place + 1
    while _word(parts, name) in {",", ")"}:
        name += 1
    is_bracketed = _word(parts, place - 1) == "(" and _word(parts, place + 1) == ")"
    start = parts[place - 1].start if is_bracketed else house.start
    return text[:start] + block + text[parts[name].start :]
