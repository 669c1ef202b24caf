"""Cards of events, drawn once for each state of an event and kept: they are most of every list."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.models import Event, EventQuerySet
from nightout.pages import stamp
from nightout.pages.kept import Shelf
from nightout.paging import KeyPage, key_page

shelf: Shelf[SafeString] = Shelf(most_bytes=8 * 1024 * 1024)


def with_cards(events: EventQuerySet | Iterable[Event], *, with_year: bool = False) -> list[Event]:
    """The events, each with its `card`.

    Nothing on a card changes without the event's revision (see Listing) nor with the hour. A list
    whose cards are all known costs one query; cards that are not known cost three more.
    """
    rows = list(events.with_revision() if isinstance(events, EventQuerySet) else events)
    known = {row.pk: shelf.get(_key(row, with_year)) for row in rows}
    missing = [pk for pk, card in known.items() if card is None]
    for event in Event.objects.filter(pk__in=missing).for_cards() if missing else ():
        drawn = render_to_string("events/_card.html", {"event": event, "show_year": with_year})
        known[event.pk] = drawn
    for row in rows:
        row.card = known[row.pk]
        if row.pk in missing and row.card is not None:
            shelf.put(_key(row, with_year), row.card, size=len(row.card.encode()))
    return [row for row in rows if row.card is not None]


def cards_page(
    events: EventQuerySet, query: QueryDict, *, with_year: bool = True
) -> KeyPage[Event]:
    page = key_page(events.with_revision(), query)
    return replace(page, rows=with_cards(page.rows, with_year=with_year))


def _key(row: Event, with_year: bool) -> tuple[int, int, bool, str | None, str]:
    return row.pk, row.revision, with_year, get_language(), stamp.program()
