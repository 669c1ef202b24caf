"""Which columns somebody wants in lists, and in which order, by the keys of the columns."""

from collections.abc import Collection, Sequence

from django.db import transaction

from events.models import ListLayout
from nightout.accounts.models import User


def layout_of(user: User) -> ListLayout | None:
    return ListLayout.objects.filter(user=user).first()


def arranged(
    keys: Sequence[str], not_at_first: Collection[str], layout: ListLayout | None
) -> tuple[list[str], list[str]]:
    """The keys that are shown and those that are hidden, each in this person's order.

    A key that the layout does not know is new since then: it is treated as for who never chose,
    and stands behind its neighbour. Something is always shown.
    """
    wanted, unwanted = (layout.shown, layout.hidden) if layout else ([], [])
    shown = [key for key in wanted if key in keys]
    hidden = [key for key in unwanted if key in keys]
    for place, key in enumerate(keys):
        if key in shown or key in hidden:
            continue
        if key in not_at_first:
            hidden.append(key)
        else:
            insert_as_in(keys, place, shown)
    if not shown:
        shown, hidden = [keys[0]], [key for key in hidden if key != keys[0]]
    return shown, hidden


def insert_as_in(order: Sequence[str], place: int, keys: list[str]) -> None:
    """Put the key at `place` of the order where it belongs: behind the nearest one before it."""
    before = [key for key in order[:place] if key in keys]
    keys.insert(keys.index(before[-1]) + 1 if before else 0, order[place])


def moved(keys: Sequence[str], key: str, by: int) -> list[str]:
    """The key one place further up (-1) or down (1); nothing goes beyond an end."""
    others = [other for other in keys if other != key]
    place = min(max(keys.index(key) + by, 0), len(others))
    return [*others[:place], key, *others[place:]]


@transaction.atomic
def remember(*, user: User, shown: Sequence[str], hidden: Sequence[str]) -> None:
    """What was chosen for questions of other events, which these keys do not name, stays."""
    before = ListLayout.objects.select_for_update().filter(user=user).first()
    named, shown, hidden = {*shown, *hidden}, list(shown), list(hidden)
    for known, chosen in [(before.shown, shown), (before.hidden, hidden)] if before else []:
        for place, key in enumerate(known):
            if key not in named:
                insert_as_in(known, place, chosen)
    ListLayout.objects.update_or_create(user=user, defaults={"shown": shown, "hidden": hidden})


def forget_layout(user: User) -> None:
    """As for who never chose."""
    ListLayout.objects.filter(user=user).delete()
