"""A list of events as somebody asked for it: what its formats need to know."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.urls import reverse

from events.models import EventQuerySet

OURS = UUID("0c1f7f52-6e0b-5f0e-9d43-2f6e69676874")  # any would do that never changes


@dataclass(frozen=True)
class Listed:
    """All addresses are whole ones."""

    events: EventQuerySet
    name: str
    site: str  # scheme and host, without a slash at the end
    page: str  # for people
    address: str  # of this file
    can_be_followed: bool = True  # a list that changes; not a single event


def event_page(site: str = "") -> tuple[str, str]:
    """What stands before and after the slug in the address of an event's page.

    In the active language.
    """
    before, _slug, after = reverse("event", args=["_"]).rpartition("_")
    return f"{site}{before}", after


def permanent_id(name: str) -> str:
    """An address that leads nowhere and never changes, whatever the site's host is called."""
    return uuid5(OURS, name).urn
