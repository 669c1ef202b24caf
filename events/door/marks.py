"""What phones at the door have noted, taken in: in any order, and any number of times.

Each mark stands for itself: one that is refused takes no other with it.
"""

import json
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attendance import Party, cancel, register
from events.models import Attendee, CameFrom, Event, Mark
from events.models.attendee import UNPRINTABLE
from events.presence import check_in, standing, take_back
from nightout.accounts.models import User

LARGEST = 64 * 1024  # bytes of one batch
MOST = 50  # marks in it
OLDEST = timedelta(days=30)  # a phone that believes it is 1970 is not believed


class NotABatch(ValueError):
    """The body is none of ours: nothing of it was taken."""


class MarkForm(forms.Form):
    """One mark as a phone sends it.

    It is of a party on the list (`attendee`), or of a walk-in by the key that the phone gave it
    (`party`). With a `name`, even an empty one, the walk-in is added to the list first.
    """

    key = forms.UUIDField()
    attendee = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    party = forms.UUIDField(required=False)
    name = forms.CharField(required=False, max_length=150)
    adults = forms.IntegerField(min_value=0, max_value=200)
    children = forms.IntegerField(min_value=0, max_value=200)
    undoes = forms.UUIDField(required=False)
    at = forms.DateTimeField()

    def clean_name(self) -> str:
        return in_one_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        somebody = told.get("adults", 0) + told.get("children", 0) > 0
        if not (somebody or told.get("undoes")):
            raise ValidationError(_("At least one person must be there."))
        return told


def in_one_line(name: str) -> str:
    return " ".join(re.sub(UNPRINTABLE, " ", name).split())


@dataclass(frozen=True)
class Batch:
    marks: list[dict[str, str]]
    since: str  # how far the phone's list is
    user: str  # whose marks these are, in the phone's belief


def read_batch(body: bytes) -> Batch:
    """Each mark has a key. Raises NotABatch; what is wrong with a mark is told with its answer."""
    try:
        told = json.loads(body)
        marks = [{name: _text(value) for name, value in mark.items()} for mark in told["marks"]]
        keys = {uuid.UUID(mark["key"]) for mark in marks}
        batch = Batch(marks, _text(told.get("since")), _text(told.get("user")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise NotABatch from problem
    if len(keys) > MOST or len(keys) != len(marks):
        raise NotABatch
    return batch


def _text(value: object) -> str:
    """As a form field takes it. JSON can hold halves of letters, which Postgres cannot."""
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def take(*, event: Event, marks: list[dict[str, str]], by: User) -> list[dict[str, Any]]:
    """An answer for each mark, by its key: taken, or refused and why."""
    return [{"key": mark["key"], **_answer(event, mark, by)} for mark in marks]


def _answer(event: Event, told: dict[str, str], by: User) -> dict[str, Any]:
    form = MarkForm(told)
    try:
        if not form.is_valid():
            raise ValidationError(form.errors.as_data())
        with transaction.atomic():
            attendee = _apply(event, form.cleaned_data, "name" in told, by)
    except ValidationError as problem:
        return {"refused": " ".join(problem.messages)}
    return {"attendee": attendee.pk, "others": others(attendee, by)}


def _apply(event: Event, mark: dict[str, Any], is_new: bool, by: User) -> Attendee:
    attendee = _walk_in(event, mark) if is_new and mark["party"] else _party(event, mark)
    now = timezone.now()
    at = min(max(mark["at"], now - OLDEST), now)
    if mark["undoes"]:
        undo(attendee=attendee, undoes=mark["undoes"], by=by, at=at, key=mark["key"])
    else:
        check_in(
            attendee=attendee,
            adults=mark["adults"],
            children=mark["children"],
            by=by,
            at=at,
            key=mark["key"],
        )
    return attendee


def _party(event: Event, mark: dict[str, Any]) -> Attendee:
    which = {"form_key": mark["party"]} if mark["party"] else {"pk": mark["attendee"]}
    found = event.attendees.remembered().filter(**which).first()
    if found is None:
        raise ValidationError(_("This party is not on the list of this event."), code="party")
    return found


def _walk_in(event: Event, mark: dict[str, Any]) -> Attendee:
    return add_walk_in(
        event=event,
        name=mark["name"],
        adults=mark["adults"],
        children=mark["children"],
        form_key=mark["party"],
    )


def add_walk_in(
    *, event: Event, name: str, adults: int, children: int, form_key: uuid.UUID
) -> Attendee:
    """On the list, also where all places are taken; the same key is one party."""
    party = Party(name=name or _("Walk-in"), adults=adults, children=children)
    added = register(event=event, party=party, came_from=CameFrom.WALK_IN, form_key=form_key)
    return added.attendee


@transaction.atomic
def undo(
    *, attendee: Attendee, undoes: uuid.UUID, by: User, at: Any = None, key: uuid.UUID | None = None
) -> None:
    """Take back a mark of one's own. A walk-in of whom nobody is there any more was a mistake."""
    if Mark.objects.filter(key=undoes).exclude(by=by).exists():
        raise ValidationError(_("Only who has made a mark can take it back."), code="not yours")
    take_back(attendee=attendee, undoes=undoes, by=by, at=at, key=key)
    if attendee.came_from == CameFrom.WALK_IN:
        attendee.refresh_from_db()
        if attendee.present_at is None:
            cancel(attendee=attendee)


def others(attendee: Attendee, by: User) -> list[dict[str, Any]]:
    """Who else has seen them, and when: two people marked them, or one family came twice."""
    seen = standing(attendee.event).filter(attendee=attendee).exclude(by=by).select_related("by")
    return [
        {
            "by": called(mark.by),
            "at": milliseconds(mark.at),
            "adults": mark.adults,
            "children": mark.children,
        }
        for mark in seen
    ]


def called(user: User) -> str:
    return user.name or user.email.partition("@")[0]


def milliseconds(at: Any) -> int:
    """As JavaScript counts time."""
    return round(at.timestamp() * 1000)
