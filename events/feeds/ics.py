"""Events as a calendar: iCalendar (RFC 5545 and 7986).

Postgres writes the entries: a library takes more than fifteen times as long. The tests read them
back with two libraries.
"""

from collections.abc import Generator
from itertools import chain

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.feeds import facts
from events.feeds.contentlines import text, written
from events.feeds.entries import ENTRY
from events.feeds.listed import Listed, event_page
from events.feeds.vtimezone import vtimezone
from events.models import EventStatus, Languages

REFRESH = "PT1H"  # what is rained out should be known before people leave


def calendar(listed: Listed) -> Generator[bytes, None, None]:
    """The file, piece by piece, in the language that is active at the call."""
    sql = facts.told(listed.events, f"e.time_zone, {ENTRY}", words(listed))
    return _pieces(_head(listed), facts.in_pieces(sql, using=listed.events.db))


def _pieces(
    head: list[str], entries: Generator[list[tuple[str, str]], None, None]
) -> Generator[bytes, None, None]:
    first = next(entries, [])
    time_zone = first[0][0] if first else settings.TIME_ZONE
    known = {time_zone}
    yield written(
        "\r\n".join([*head, f"X-WR-TIMEZONE:{time_zone}", ""]) + vtimezone(time_zone),
    )
    for some in chain([first], entries):
        # A time zone stands before the first entry that names it.
        new = {zone for zone, _entry in some} - known
        known |= new
        yield written("".join([*map(vtimezone, sorted(new)), *(entry for _zone, entry in some)]))
    yield b"END:VCALENDAR\r\n"


def _head(listed: Listed) -> list[str]:
    language = get_language()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Nightout//Events//{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    if not listed.can_be_followed:
        return lines
    return [
        *lines,
        f"NAME;LANGUAGE={language}:{text(listed.name)}",
        f"X-WR-CALNAME:{text(listed.name)}",
        f"URL:{listed.page}",
        f"SOURCE;VALUE=URI:{listed.address}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]


def words(listed: Listed) -> facts.Words:
    """What the entries say in the active language."""
    before, after = event_page(listed.site)
    free, not_free = _("Free,Not free").split(",")
    yes, no, _unknown = _("Yes,No,Not stated").split(",")
    return facts.words() | {
        "page_before": before,
        "page_after": after,
        # Who follows a city's evenings is not busy on each of them.
        "busy": "TRANSPARENT" if listed.can_be_followed else "OPAQUE",
        "made_up": _("Sample: not announced by any agency"),
        "sample": _("Sample"),
        **{f"status_{it.value}": capfirst(str(it.label)) for it in EventStatus},
        "no_time": _("Time not announced"),
        "no_end": capfirst(_("from %(start)s; end not announced") % {"start": "@"}),
        "no_start": capfirst(_("until %(end)s; start not announced") % {"end": "@"}),
        "clock": "FMHH12:MI PM" if get_language() == "ht" else "FMHH12:MI p.m.",
        "no_place": _("Place not announced"),
        "who": _("Who"),
        "what": _("Activities"),
        "room": _("Room for"),
        "cost": _("Cost"),
        "free": free,
        "not_free": not_free,
        "access": _("Wheelchair access"),
        "yes": yes,
        "no": no,
        "spoken": _("Languages spoken"),
        **{f"spoken_{it.value}": str(it.label) for it in Languages},
        "rain": _("If it rains"),
        "questions": _("Questions"),
        "inferred_by_us": _("What we infer:"),
    }
