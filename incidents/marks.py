"""By which a name is known again: its plain letters, and a keyed sum of them.

Only the sum is kept: whoever reads the database learns no name from a request, and a later entry of
the name is known all the same. The key is the site's SECRET_KEY: after changing it keep the old one
in SECRET_KEY_FALLBACKS.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "incidents.names"
SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd"}
TITLES = {"mr", "mrs", "ms", "miss", "dr", "rev", "sgt", "sr", "sra", "srta", "don", "doña", "dona"}
ADDED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^“”]*”|«[^«»]*»")  # "(24)", "“Tito”"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")
# Letters that no accent can be taken from.
ALONE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def plain(name: str) -> str:
    """Its letters only: "Núñez-Doe Jr., Ana M." and "Mrs. Ana Nunez Doe (24)" are "ananunezdoe"."""
    name = ADDED.sub(" ", name)
    folded = unicodedata.normalize("NFKD", name.casefold().translate(ALONE))
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    family, _comma, given = APOSTROPHES.sub("", letters).partition(",")
    words = WORD.findall(given) + WORD.findall(family)
    if given and set(WORD.findall(given)) <= SUFFIXES:
        words = WORD.findall(family)
    named = [word for word in words if not word.isdigit()]
    # "Don Williams" is no Mr. Williams, and "Sr. Ana" has no other name.
    named = _if_two_are_left([word for word in named if word not in SUFFIXES], named)
    while named and named[0] in TITLES and len(named) > 2:
        named = named[1:]
    return "".join(named[:1] + [word for word in named[1:-1] if len(word) > 1] + named[1:][-1:])


def _if_two_are_left(few: list[str], all_of_them: list[str]) -> list[str]:
    return few if len(few) > 1 else all_of_them


def is_whole(name: str) -> bool:
    """Whether it has a given name and a surname: one word alone is many people's."""
    return len(WORD.findall(ADDED.sub(" ", name))) > 1


def mark(name: str) -> str:
    """What a request keeps of a name; empty where there is no letter in it."""
    return next(marks(name), "")


def marks(name: str) -> Iterator[str]:
    """By the key of today, then by those of before; then as if nothing stood between the ends."""
    yield from marks_of_letters(plain(name))
    words = ADDED.sub(" ", name).split()
    if "," not in name and len(words) > 2:
        yield from marks_of_letters(plain(f"{words[0]} {words[-1]}"))


def marks_of_letters(letters: str) -> Iterator[str]:
    if letters:
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            yield salted_hmac(SALT, letters, secret=secret, algorithm="sha256").hexdigest()
