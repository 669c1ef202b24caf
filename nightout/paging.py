"""Pages by key: page 5,000 costs what page 1 costs, and a new row shifts nothing."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 20


@dataclass(frozen=True)
class KeyPage(Generic[Row]):
    """One page of a list; `previous` and `next` are query strings, empty where the list ends."""

    rows: list[Row]
    previous: str
    next: str


def key_page(queryset: QuerySet[Row], query: QueryDict, *, size: int = PAGE_SIZE) -> KeyPage[Row]:
    """The page of an ordered queryset that the query's `after` or `before` asks for.

    The queryset's order must end in a unique column, and no column in it may be null. A key that
    cannot be read, as from a shortened link, gives the first page.
    """
    order = list(queryset.query.order_by)
    after, before = (_read(queryset, order, query.get(name, "")) for name in ("after", "before"))
    if before:
        upside_down = queryset.order_by(*(_flipped(name) for name in order))
        rows = list(upside_down.filter(_beyond(upside_down, before))[: size + 1])
        more_before, more_after = len(rows) > size, True
        rows = rows[:size][::-1]
        if not rows:
            return key_page(queryset, QueryDict(), size=size)
    else:
        found = queryset.filter(_beyond(queryset, after)) if after else queryset
        rows = list(found[: size + 1])
        more_before, more_after = bool(after), len(rows) > size
        rows = rows[:size]
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    return KeyPage(
        rows,
        previous=_link(query, "before", order, first) if more_before and first else "",
        next=_link(query, "after", order, last) if more_after and last else "",
    )


def _flipped(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(queryset: QuerySet[Row], values: list[Any]) -> Q:
    """(a, b, c) after (x, y, z) in the queryset's order, so that one index serves it."""
    order = queryset.query.order_by
    condition = Q()
    for depth, name in enumerate(order):
        field, lookup = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        equal = {n.lstrip("-"): v for n, v in zip(order[:depth], values[:depth], strict=True)}
        condition |= Q(**equal, **{f"{field}__{lookup}": values[depth]})
    bound = f"{order[0].lstrip('-')}__{'lte' if order[0].startswith('-') else 'gte'}"
    return condition & Q(**{bound: values[0]})


def _read(queryset: QuerySet[Row], order: list[str], text: str) -> list[Any] | None:
    parts = text.rsplit("~", len(order) - 1)  # a name, which stands first, may hold one too
    if len(parts) != len(order):
        return None
    meta = queryset.model._meta
    values = []
    for name, part in zip(order, parts, strict=True):
        column = name.lstrip("-")
        computed = queryset.query.annotations.get(column)
        field = computed or (meta.pk if column == "pk" else meta.get_field(column))
        field = getattr(field, "output_field", field)  # a computed column reads as its type
        try:
            values.append(field.clean(part, None))
        except ValidationError:
            return None
    return values


def _link(query: QueryDict, key: str, order: list[str], row: Row) -> str:
    link = query.copy()
    for name in ("after", "before"):
        link.pop(name, None)
    link[key] = "~".join(str(getattr(row, name.lstrip("-"))) for name in order)
    return f"?{link.urlencode()}"
