"""How many events each choice of a filter would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from events.filters import COUNTED, EventFilter
from events.models import PART_OF_DAY, Event, PartOfDay

MOST = 2000  # events that are counted; in a longer list a number would say nothing


@dataclass(frozen=True)
class Facets:
    """`total` is the length of the list, None above 2,000; `choices` counts by filter and value."""

    total: int | None
    choices: dict[str, dict[str, int]]


NOT_COUNTED = Facets(None, {})


def facets(chosen: EventFilter) -> Facets:
    """Two queries. A choice is counted under all the other filters, as if its own were not set."""
    columns = ("pk", "start_time", "is_free", "wheelchair_access", "languages")
    rows = list(chosen.broad.order_by().values_list(*columns)[: MOST + 1])
    if len(rows) > MOST:
        return NOT_COUNTED
    offered = defaultdict(list)
    offers = Event.activities.through.objects.filter(event__in=[pk for pk, *_ in rows])
    for pk, activity in offers.values_list("event", "activity__slug"):
        offered[pk].append(activity)
    asked = {name: _asked(chosen.chosen.get(name)) for name in COUNTED}
    counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    total = 0
    for row in rows:
        values = _values(offered[row[0]], *row[1:])
        missed = [name for name in COUNTED if asked[name] and asked[name] not in values[name]]
        total += not missed
        for name in COUNTED:
            if not missed or missed == [name]:
                counts[name].update(values[name])
    return Facets(total, {name: dict(found) for name, found in counts.items()})


def say(form: BaseForm, counts: Facets) -> None:
    """Write the counts beside the choices, and leave out the choices that would find nothing."""
    if counts.total is None:
        return
    for name in COUNTED:
        field, found = form.fields[name], counts.choices[name]
        if not hasattr(field, "choices"):
            form[name].label = f"{field.label} ({found.get('on', 0)})"
            continue
        (nothing, any_of_them), *choices = field.choices
        asked = form.data.get(name)
        field.widget.choices = [
            (nothing, any_of_them),
            *(
                (value, f"{label} ({found.get(str(value), 0)})")
                for value, label in choices
                if str(value) in found or str(value) == asked
            ),
        ]


def _asked(value: Any) -> str:
    """A choice as its value in the address; empty where there is none."""
    if not value:
        return ""
    return "on" if value is True else str(getattr(value, "slug", value))


def _values(
    activities: list[str], start: Any, free: bool | None, access: bool | None, spoken: list[str]
) -> dict[str, Iterable[str]]:
    parts = [
        part.value
        for part in PartOfDay
        if start and PART_OF_DAY[part][0] <= start <= PART_OF_DAY[part][1]
    ]
    return {
        "part": parts,
        "activity": activities,
        "free": ["on"] if free else [],
        "access": ["on"] if access else [],
        "speaks": spoken,
    }
