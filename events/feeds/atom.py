"""What is new among events, for news readers: Atom (RFC 4287), in words, the newest change first."""

import re
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from events.announcements import announcement
from events.feeds.listed import Listed, event_page, permanent_id
from events.models import Event
from events.models.choices import HOSTING

MOST = 50
# XML cannot hold these, whatever they would mean.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def news(listed: Listed) -> bytes:
    """The file, in the active language."""
    before, after = event_page(listed.site)
    path = listed.address.removeprefix(listed.site)
    feed = _EventFeed(
        title=listed.name,
        link=listed.page,
        description=None,
        language=get_language(),
        author_name="Nightout",
        feed_url=listed.address,
        feed_guid=permanent_id(path),
    )
    newest = listed.events.for_cards().select_related("listing").defer("listing__words")
    for event in newest.order_by("-listing__changed_at", "-listing__event_id")[:MOST]:
        _add(feed, event, f"{before}{event.slug}{after}")
    return feed.writeString("utf-8").encode()


def _add(feed: Atom1Feed, event: Event, page: str) -> None:
    hosts = [role.agency.name for role in event.agency_roles.all() if role.role in HOSTING]
    said = announcement(event)
    first = [_("Sample") if event.is_sample else "", said.status]
    told = render_to_string("events/_news.html", {"said": said, "event": event, "page": page})
    feed.add_item(
        title=_writable(": ".join(filter(None, [*first, event.title]))),
        link=page,
        description=None,
        author_name=_writable(", ".join(hosts)) or None,
        pubdate=event.created_at,
        updateddate=event.listing.changed_at,
        unique_id=permanent_id(f"event {event.pk} {event.created_at.isoformat()}"),
        categories=[_writable(str(activity)) for activity in event.activities.all()],
        content=_writable(told.strip()),
        written_in=event.written_in,
    )


def _writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


class _EventFeed(Atom1Feed):
    """With the whole text, which Django's own has as a summary only, and with its language."""

    def latest_post_date(self) -> datetime:
        """When the list last changed; an empty one says now."""
        return max((it["updateddate"] for it in self.items), default=super().latest_post_date())

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["written_in"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        language = {"xml:lang": self.feed["language"], "type": "html"}
        handler.addQuickElement("content", item["content"], language)
