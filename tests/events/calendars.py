"""Reading our calendars with two programs that are not ours, and that know nothing of each other."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import vobject
from django.test import Client

CITY = "/cities/miami-gardens-fl.ics"


def only(client: Client, path: str = CITY) -> dict[str, Any]:
    """The one entry of a calendar."""
    (entry,) = entries(fetched(client, path))
    return entry


def fetched(client: Client, path: str = CITY) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue()


def lines(body: bytes) -> list[str]:
    """The content lines, unfolded."""
    return body.decode().replace("\r\n ", "").split("\r\n")


def entries(body: bytes) -> list[dict[str, Any]]:
    """What the events of a calendar say, where both readers agree on all of it."""
    first, second = by_icalendar(body), by_vobject(body)
    assert first == second
    return first


def by_icalendar(body: bytes) -> list[dict[str, Any]]:
    return [_by_icalendar(event) for event in icalendar.Calendar.from_ical(body).walk("VEVENT")]


def _by_icalendar(event: icalendar.Event) -> dict[str, Any]:
    assert event.errors == []
    organizer = event.get("organizer")
    repeated = event.get("rrule", {}).get("COUNT", [1])[0]
    return {
        "uid": str(event["uid"]),
        "sequence": int(event["sequence"]),
        "status": str(event["status"]),
        "transp": str(event["transp"]),
        "summary": str(event["summary"]),
        "location": str(event["location"]),
        "description": str(event["description"]),
        "languages": [
            event[name].params["LANGUAGE"] for name in ("summary", "location", "description")
        ],
        "url": str(event["url"]),
        "start": plain(event.decoded("dtstart")),
        "end": plain(event.decoded("dtend")) if "dtend" in event else None,
        "times": repeated,
        "categories": [str(it) for it in event["categories"].cats] if "categories" in event else [],
        "geo": (event["geo"].latitude, event["geo"].longitude) if "geo" in event else None,
        "organizer": (str(organizer), organizer.params["CN"]) if organizer else None,
        **{name: plain(event.decoded(name)) for name in ("dtstamp", "created", "last-modified")},
    }


def by_vobject(body: bytes) -> list[dict[str, Any]]:
    calendar = vobject.readOne(body.decode())
    return [_by_vobject(event) for event in calendar.contents.get("vevent", [])]


def _by_vobject(event: vobject.base.Component) -> dict[str, Any]:
    def said(name: str) -> Any:
        (line,) = event.contents[name]
        return line.value

    def language(name: str) -> str:
        return event.contents[name][0].params["LANGUAGE"][0]

    organizer = event.contents.get("organizer")
    rule = said("rrule") if "rrule" in event.contents else "COUNT=1"
    return {
        "uid": said("uid"),
        "sequence": int(said("sequence")),
        "status": said("status"),
        "transp": said("transp"),
        "summary": said("summary"),
        "location": said("location"),
        "description": said("description"),
        "languages": [language(name) for name in ("summary", "location", "description")],
        "url": said("url"),
        "start": plain(said("dtstart")),
        "end": plain(said("dtend")) if "dtend" in event.contents else None,
        "times": int(rule.rpartition("COUNT=")[2]),
        "categories": said("categories") if "categories" in event.contents else [],
        "geo": tuple(map(float, said("geo").split(";"))) if "geo" in event.contents else None,
        "organizer": (organizer[0].value, organizer[0].params["CN"][0]) if organizer else None,
        **{name: plain(said(name)) for name in ("dtstamp", "created", "last-modified")},
    }


def plain(moment: date | datetime) -> Any:
    """A moment as the wall shows it and in UTC: then it needs no time zone of the reader's."""
    if not isinstance(moment, datetime):
        return moment
    assert moment.tzinfo is not None
    return moment.replace(tzinfo=None), moment.astimezone(UTC).replace(tzinfo=None)


def on_the_wall(day: date, at: time, zone: str = "America/New_York") -> tuple[datetime, datetime]:
    return plain(datetime.combine(day, at, ZoneInfo(zone)))
