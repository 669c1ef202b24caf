"""The facts that sources speak of; how two values of one stand to each other, and how they read."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import edtf
from nightout.datespan import Span

from .incident import Offense
from .victim import AgeGroup, Outcome


class Fact(models.TextChoices):
    DATE = "date", _("date")
    PLACE = "place", _("place")
    PEOPLE = "people", _("number of people shot")
    OFFENSE = "offense", _("offense (NIBRS)")
    OUTCOME = "outcome", _("outcome")
    AGE = "age", _("age")


OF_A_PERSON = [Fact.OUTCOME.value, Fact.AGE.value]
UNSAID = ""  # where nothing is said of a fact
GROUPS = {
    AgeGroup.UNDER_18: range(18),
    AgeGroup.FROM_18: range(18, 25),
    AgeGroup.FROM_25: range(25, 45),
    AgeGroup.FROM_45: range(45, 65),
    AgeGroup.FROM_65: range(65, 121),
}
# "Survived" and "shot" say nothing of each other: together they are "injured", in either order.
LESS_THAN = {
    Outcome.SHOT_NOT_STATED: [Outcome.UNKNOWN],
    Outcome.SURVIVED: [Outcome.UNKNOWN],
    Outcome.KILLED: [Outcome.UNKNOWN, Outcome.SHOT_NOT_STATED],
    Outcome.INJURED: [Outcome.UNKNOWN, Outcome.SHOT_NOT_STATED, Outcome.SURVIVED],
    Outcome.UNHARMED: [Outcome.UNKNOWN, Outcome.SURVIVED],
}


def agree(fact: str, one: str, other: str) -> bool:
    if fact == Fact.DATE and one and other:
        first, second = edtf.read(one), edtf.read(other)
        return (first.first, first.last, first.at) == (second.first, second.last, second.at)
    if fact == Fact.PLACE:
        return one.casefold().split() == other.casefold().split()
    return one == other


def says_more(fact: str, new: str, old: str) -> bool:
    """Whether the new value says all that the old one says, and more: no contradiction."""
    if old == UNSAID or new == UNSAID:
        return new != old
    match fact:
        case Fact.OUTCOME:
            return old in LESS_THAN.get(Outcome(new), [])
        case Fact.AGE:
            return new.isdecimal() and not old.isdecimal() and int(new) in GROUPS[AgeGroup(old)]
        case Fact.DATE:
            return _lies_inside(edtf.read(new), edtf.read(old))
    return False


def _lies_inside(new: Span, old: Span) -> bool:
    if (new.first, new.last) == (old.first, old.last):
        return old.at is None and new.at is not None
    return old.first <= new.first and new.last <= old.last


def in_words(fact: str, value: str) -> str:
    if value == UNSAID:
        return gettext("not stated")
    match fact:
        case Fact.OUTCOME:
            return str(Outcome(value).label)
        case Fact.OFFENSE:
            return str(Offense(value).label)
        case Fact.AGE:
            return value if value.isdecimal() else str(AgeGroup(value).label)
        case Fact.DATE:
            return str(edtf.read(value))
    return value
