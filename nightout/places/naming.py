"""Rows found by their names, however these are typed: only begun, in another order, misspelt.

Every name is compared folded (`Fold`), by the trigram index of its table.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramSimilarity, TrigramStrictWordSimilarity
from django.db import connection
from django.db.models import Case, Model, Q, QuerySet, Value, When

from nightout.places.states import STATES

Row = TypeVar("Row", bound=Model)

LONGEST_NAME = 100
MOST_WORDS = 6  # of those typed: more would only cost time
# Rows whose names fit are put in order, but no more than so many of them: "park" fits half of all
# parks, and which of those come first helps nobody.
MOST = 300
# How alike a name is: from 0 to 1, by the trigrams of whole words. What is less alike than this is
# left out by whoever asked: as a condition, it would be worked out for each row of the table.
LEAST_LIKE = 0.35
SWAPPED = 0.9  # where nothing but two neighboring letters changed places
SWAPPABLE = range(4, 21)  # letters of a word that is tried with two of them swapped
# As some type, and as names have it.
WRITTEN = {"saint": "st", "sainte": "ste", "ft": "fort", "mt": "mount"}


@dataclass(frozen=True)
class Typed:
    """What somebody typed, and the same folded as names are."""

    text: str
    folded: str

    @property
    def words(self) -> list[str]:
        """Without what is no word, such as an emoji: no index could find it."""
        words = [word for word in self.folded.split() if any(map(str.isalnum, word))]
        return words[:MOST_WORDS]

    @property
    def long_words(self) -> list[str]:
        """Without those of one or two letters: one slip of the finger leaves nothing of these."""
        return [word for word in self.words if len(word) > 2]

    @property
    def in_state(self) -> "tuple[Typed, str] | None":
        """What stands before the code or the name of a state, and its code: Miami, fl."""
        for code, name in STATES.items():
            for ending in (f" {code.lower()}", f" {name.lower()}"):
                if self.folded.endswith(ending):
                    before = self.folded.removesuffix(ending)
                    return Typed(before, before), code
        return None


def read(text: str) -> Typed:
    """One small query: the database alone knows how names are folded."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST_NAME]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nightout_fold(%s)", [text])
        return Typed(text, cursor.fetchone()[0])


def begun(
    rows: QuerySet[Row],
    typed: Typed,
    *order: Any,
    by: str = "name_folded",
    state: str = "",
    most: int = MOST,
    whole_first: bool = True,
    whole_words: bool = False,
) -> QuerySet[Row]:
    """Rows with a name in which each word typed begins a word.

    Each has its `rank`: 0 is called so, 1 begins so, 2 holds the words somewhere; they come in
    that order, and then in the `order` given. While somebody still types, a whole name is no
    better than a begun one: without `whole_first` both are 1. With `whole_words` each word typed is
    a word of the name: "gun" is no Gunnison. `by` is the column of folded names. Where there is a
    column of the `state`, the text may end in one.
    """
    if not typed.words:
        return rows.none()
    whole = [When(**{by: typed.folded}, then=Value(0))] if whole_first else []
    begins = When(**{f"{by}__startswith": typed.folded}, then=Value(1))
    holds = _is_word if whole_words else _begins
    fit = _fit(typed, lambda it: _each(it.words, by, holds), state)
    found = _some(rows, fit, most).annotate(rank=Case(*whole, begins, default=Value(2)))
    return found.order_by("rank", *order)


def alike(
    rows: QuerySet[Row],
    typed: Typed,
    *order: Any,
    by: str = "name_folded",
    state: str = "",
    most: int = MOST,
) -> QuerySet[Row]:
    """Rows with a name in which each longer word typed begins a word, or is like one.

    Each has its `likeness`; the most alike come first.
    """
    if not typed.long_words:
        return rows.none()
    swapped = _fit(typed, lambda it: _each(it.long_words, by, _begins_swapped), state)
    fit = _fit(typed, lambda it: _each(it.long_words, by, _like), state)
    likeness = Case(
        When(swapped, then=Value(SWAPPED)), default=TrigramStrictWordSimilarity(typed.folded, by)
    )
    return _some(rows, fit, most).annotate(likeness=likeness).order_by("-likeness", *order)


def nearest(
    rows: QuerySet[Row], typed: Typed, *order: Any, by: str = "name_folded", most: int = MOST
) -> QuerySet[Row]:
    """Rows whose whole name is a little like the whole text, for want of better ones.

    Each has its `likeness`; the most alike come first.
    """
    if not typed.words:
        return rows.none()
    fit = Q(**{f"{by}__trigram_similar": typed.folded})
    likeness = TrigramSimilarity(by, typed.folded)
    return _some(rows, fit, most).annotate(likeness=likeness).order_by("-likeness", *order)


def _some(rows: QuerySet[Row], fit: Q, most: int) -> QuerySet[Row]:
    # Unordered: the search stops at so many rows, instead of finding all to sort them.
    return rows.filter(pk__in=rows.order_by().filter(fit).values("pk")[:most])


def _fit(typed: Typed, of: Callable[[Typed], Q], state: str) -> Q:
    if state and typed.in_state:
        before, code = typed.in_state
        return of(typed) | (of(before) & Q(**{state: code}))
    return of(typed)


def _each(words: list[str], by: str, condition: Callable[[str, str], Q]) -> Q:
    """Of no word at all, nothing."""
    return reduce(and_, (condition(by, word) for word in words), Q()) if words else Q(pk__in=[])


def _begins(by: str, word: str) -> Q:
    return _begins_any(by, [word])


def _is_word(by: str, word: str) -> Q:
    return Q(**{f"{by}__regex": f"(^| ){re.escape(word)}( |$)"})


def _begins_swapped(by: str, word: str) -> Q:
    """The word as typed, or with two neighboring letters in the other order: Maimi."""
    swaps = _swaps(word) if len(word) in SWAPPABLE else []
    return _begins_any(by, [word, *swaps])


def _begins_any(by: str, words: list[str]) -> Q:
    """One regular expression, since the index answers it at once; many conditions it would not."""
    spelt = [*words, *(WRITTEN[word] for word in words if word in WRITTEN)]
    return Q(**{f"{by}__regex": f"(^| )({'|'.join(map(re.escape, spelt))})"})


def _swaps(word: str) -> list[str]:
    pairs = range(len(word) - 1)
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs}
    return sorted(swaps - {word})


def _like(by: str, word: str) -> Q:
    return _begins_swapped(by, word) | Q(**{f"{by}__trigram_word_similar": word})
