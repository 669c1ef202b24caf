"""When two ways of writing a name may mean the same person: a hint for people, never a proof."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    TextField,
    When,
)
from django.db.models.functions import Cast

from incidents.models import Incident, VictimQuerySet
from nightout.accounts.models import User

NOT_A_NAME = {"jr", "sr", "ii", "iii", "iv", "mr", "mrs", "ms", "miss", "dr", "rev", "sgt"}
SLIPS_COUNT_FROM = 5  # letters of the longer: shorter names differ by one letter too often
SOUNDS_COUNT_FROM = 3  # consonants
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(kn|gn)", "n"),
        (r"^wr", "r"),
        (r"ph|v", "f"),
        (r"th", "t"),
        (r"sch|sh|ch", "x"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"c", "k"),
        (r"dg|g(?=[eiy])", "j"),
        (r"(?<=.)[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    )
]


class Name(NamedTuple):
    """Folded words: the first of them the given name, unless there is only one."""

    given: str
    others: tuple[str, ...]


@lru_cache(maxsize=4096)
def read(name: str) -> Name:
    """ "Noel-Pratt, Délma Jr." is delma, noel and pratt."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(each for each in letters if not unicodedata.combining(each))
    last, comma, first = letters.partition(",")
    if comma and set(_words(first)) - NOT_A_NAME:
        letters = f"{first} {last}"
    words = [word for word in _words(letters) if word not in NOT_A_NAME]
    return Name(words[0], tuple(words[1:])) if len(words) > 1 else Name("", tuple(words))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", re.sub(r"(?<=\w)['’‘](?=\w)", "", text))


def alike(one: str, other: str) -> bool:
    """ "Thristan Hanson" and "Hansen, Tristian"; "D. Williams Jr." and "Darin Williams"."""
    first, second = read(one), read(other)
    if not (first.others and second.others):
        return False
    if not (first.given and second.given):
        return _surname_alone(first, second)
    if _is_initial(first.given) or _is_initial(second.given):
        return first.given[0] == second.given[0] and _surnames(first, second, exactly=True)
    if same_word(first.given, second.given) and _surnames(first, second):
        return True
    if same_word(first.given, second.given, slips_from=4):  # "Jon" and "John", with one surname
        return _surnames(first, second, exactly=True)
    ways = [(name.given, *name.others) for name in (first, second)]
    return sorted(ways[0]) == sorted(ways[1]) or "".join(ways[0]) == "".join(ways[1])


def _surname_alone(first: Name, second: Name) -> bool:
    alone, whole = (second, first) if first.given else (first, second)
    return len(alone.others[0]) > 1 and alone.others[0] in whole.others


def _surnames(first: Name, second: Name, *, exactly: bool = False) -> bool:
    """Of a double surname, a source may print either half."""
    pairs = [(first.others[-1], word) for word in second.others]
    pairs += [(second.others[-1], word) for word in first.others]
    return any(
        one == other or (not exactly and same_word(one, other))
        for one, other in pairs
        if not _is_initial(one)
    )


def _is_initial(word: str) -> bool:
    return len(word) == 1


def same_word(one: str, other: str, *, slips_from: int = SLIPS_COUNT_FROM) -> bool:
    """Written alike but for one slip, or sounding alike: "Thristan" and "Tristian"."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 2:
        return False
    if len(longer) >= slips_from and _one_slip(shorter, longer):
        return True
    sound = _sound(one)
    return len(sound) >= SOUNDS_COUNT_FROM and sound == _sound(other)


def _one_slip(shorter: str, longer: str) -> bool:
    """One letter added or changed, or two neighbours swapped."""
    place = next(
        (n for n, letter in enumerate(shorter) if letter != longer[n]),
        len(shorter),
    )
    rest, rest_of_longer = shorter[place:], longer[place:]
    if len(shorter) != len(longer):
        return rest == rest_of_longer[1:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == rest_of_longer[1:] or swapped == rest_of_longer


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """The consonants that one hears, with the first letter: "trstn"."""
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def with_seen_names(victims: VictimQuerySet, user: User) -> VictimQuerySet:
    """With `seen_name`, what this person may read of a name, and whether there is one.

    The name itself is not fetched.
    """
    whole = Cast(F("name"), TextField())
    reads = Incident.objects.names_seen_by(user).filter(pk=OuterRef("incident"))
    seen = Case(When(Exists(reads), then=whole), default=F("public_name"), output_field=TextField())
    return victims.annotate(
        seen_name=whole if user.is_coordinator else seen,
        is_named=ExpressionWrapper(~Q(name=""), output_field=BooleanField()),
    ).defer("name")
