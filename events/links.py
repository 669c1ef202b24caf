"""Where one may go from here: the same list seen otherwise, an event in a calendar, the way there."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, EventStatus, ParkKind
from events.models.choices import COMING_UP, Moment
from nightout.links import Link, without

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
DIRECTIONS = "https://www.google.com/maps/dir/"
NOT_HELD = (EventStatus.CANCELLED, EventStatus.POSTPONED)
OF_A_VIEW = ("view", "month", "day")


class View(TextChoices):
    LIST = "list", _("List")
    CALENDAR = "calendar", _("Calendar")
    MAP = "map", _("Map")

    @classmethod
    def asked(cls, query: QueryDict) -> "View":
        asked = query.get("view", "")
        return cls(asked) if asked in cls.values else cls.LIST


ICONS = {View.LIST: "list", View.CALENDAR: "calendar_today", View.MAP: "map"}


def views(query: QueryDict) -> list[Link]:
    here = View.asked(query)
    return [
        Link(
            str(view.label),
            without(query, *OF_A_VIEW, view="" if view == View.LIST else view.value),
            is_here=view == here,
            icon=ICONS[view],
        )
        for view in View
    ]


def moments(query: QueryDict) -> list[Link]:
    """What people ask for most, in one touch."""
    dated = query.get("first") or query.get("last") or View.asked(query) == View.CALENDAR
    here = None if dated else query.get("when", "")
    asked = [("", COMING_UP), *((it.value, it.label) for it in Moment if it != Moment.ALL)]
    return [
        Link(str(label), without(query, "first", "last", when=when), is_here=when == here)
        for when, label in asked
    ]


def calendars(event: Event, address: str) -> list[Link]:
    """The event for the calendars that people have in their browser; empty when it is over."""
    if event.is_over or event.status in NOT_HELD:
        return []
    place = ", ".join(filter(None, [event.place_in_words(), event.public_address, str(event.city)]))
    google = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": _google_dates(event),
        "ctz": event.city.time_zone,
        "location": place,
        "details": address,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "location": place,
        "body": address,
        **_outlook_dates(event),
    }
    return [
        Link("Google", f"{GOOGLE}?{urlencode(google)}"),
        Link("Outlook", f"{OUTLOOK}?{urlencode(outlook)}"),
    ]


def _google_dates(event: Event) -> str:
    if event.start_time is None:
        return f"{event.start_date:%Y%m%d}/{event.end_date + timedelta(days=1):%Y%m%d}"
    start, end = _start_and_end(event)
    return f"{start:%Y%m%dT%H%M%S}/{end:%Y%m%dT%H%M%S}"


def _outlook_dates(event: Event) -> dict[str, str]:
    if event.start_time is None:
        after = event.end_date + timedelta(days=1)
        return {"allday": "true", "startdt": f"{event.start_date}", "enddt": f"{after}"}
    zone = ZoneInfo(event.city.time_zone)
    start, end = (moment.replace(tzinfo=zone) for moment in _start_and_end(event))
    return {"startdt": start.isoformat(), "enddt": end.isoformat()}


def _start_and_end(event: Event) -> tuple[datetime, datetime]:
    """On the clock of the city. Both calendars want an end: where none is announced, the start."""
    start = datetime.combine(event.start_date, event.start_time or time.min)
    if event.end_time is None:
        return start, start
    return start, datetime.combine(event.end_date, event.end_time)


def directions(event: Event) -> str:
    """The way there on a map service; empty for a home, and where the place is not announced."""
    park = event.park
    if park is None or park.kind == ParkKind.HOME:
        return ""
    point = f"{park.latitude},{park.longitude}" if park.latitude is not None else ""
    named = ", ".join(filter(None, [park.name, park.address, str(event.city)]))
    return f"{DIRECTIONS}?{urlencode({'api': 1, 'destination': point or named})}"


def of_map(query: QueryDict) -> str:
    """The same events as points: as many as a map can draw."""
    return f"/events.geojson{without(query, *OF_A_VIEW, map='1', lang=get_language() or '')}"


def formats(query: QueryDict) -> list[Link]:
    """The same events for other programs."""
    asked = without(query, *OF_A_VIEW, lang=get_language() or "")
    return formats_of("/events", asked, news=True)


def formats_of(path: str, asked: str = "", *, news: bool = False) -> list[Link]:
    """The events of a page in other formats, by suffix; not all pages have news."""
    known = [
        ("ics", gettext("Calendar (.ics)")),
        ("csv", gettext("Table (.csv)")),
        ("json", gettext("JSON")),
        ("geojson", gettext("GeoJSON")),
    ]
    if news:
        known.append(("atom", gettext("News feed (Atom)")))
    asked = asked or f"?lang={get_language()}"
    return [Link(label, f"{path}.{suffix}{asked}") for suffix, label in known]
