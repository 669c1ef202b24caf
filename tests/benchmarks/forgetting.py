"""What a process of the site has kept, forgotten."""

from events.cards import shelf as cards
from nightout.pages.middleware import pages


def forget_pages() -> None:
    """As after a change of a single event: the cards of the others are still known."""
    pages.clear()


def forget() -> None:
    """As in a process that has just started."""
    pages.clear()
    cards.clear()
