"""An event for search engines: schema.org's Event as JSON-LD, with all that they ask for."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from events.models import Event, EventStatus
from events.models.choices import HOSTING
from nightout.agencies.models import Agency, AgencyKind

SCHEMA = "https://schema.org"
STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.RESCHEDULED: "EventRescheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
NO_OFFICE = (AgencyKind.NONPROFIT, AgencyKind.OTHER)


def event_json_ld(event: Event, *, address: str, picture: str) -> dict[str, Any]:
    """What is not known is left out. Empty for a sample: nobody is to find one by searching.

    `address` is the whole one of the event's page, and `picture` one that may be relative to it.
    """
    if event.is_sample:
        return {}
    told = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": event.title,
        "url": address,
        "description": event.description or _in_words(event),
        "startDate": _moment(event, event.start_date, event.start_time),
        "endDate": _end(event),
        "previousStartDate": _start_before(event),
        "eventStatus": f"{SCHEMA}/{STATUS[EventStatus(event.status)]}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(event),
        "image": [urljoin(address, picture)],
        "organizer": [
            _organization(role.agency, address)
            for role in event.agency_roles.all()
            if role.role in HOSTING
        ],
        "superEvent": _campaign(event, address),
        "inLanguage": event.languages,
        "isAccessibleForFree": event.is_free,
        "offers": _offer(event, address),
        "maximumAttendeeCapacity": event.capacity,
    }
    return _known(told)


def _known(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _in_words(event: Event) -> str:
    return f"{event.title}: {event.days_in_words()}, {event.times_in_words()}, {event.city}."


def _moment(event: Event, day: date, at: time | None) -> str:
    """With the city's distance from UTC; a bare day where the time is not announced."""
    if at is None:
        return day.isoformat()
    return datetime.combine(day, at, ZoneInfo(event.city.time_zone)).isoformat()


def _end(event: Event) -> str | None:
    if event.end_time is None and event.end_date == event.start_date:
        return None
    return _moment(event, event.end_date, event.end_time)


def _start_before(event: Event) -> str | None:
    """Of an event that was moved: when it was to begin, as the public last knew it."""
    before = event.version_before
    return _moment(event, before.start_date, before.start_time) if before else None


def _place(event: Event) -> dict[str, Any]:
    park = event.park
    address = {
        "@type": "PostalAddress",
        "streetAddress": event.public_address,
        "addressLocality": event.city.name,
        "addressRegion": event.city.state,
        "addressCountry": "US",
    }
    point = park is not None and park.latitude is not None
    return _known(
        {
            "@type": "Place",
            "name": event.place_in_words() or _("Place not announced"),
            "address": _known(address),
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": park.latitude,
                "longitude": park.longitude,
            }
            if point
            else None,
        }
    )


def _organization(agency: Agency, address: str) -> dict[str, str]:
    return {
        "@type": "Organization" if agency.kind in NO_OFFICE else "GovernmentOrganization",
        "name": agency.name,
        "url": urljoin(address, agency.get_absolute_url()),
    }


def _campaign(event: Event, address: str) -> dict[str, str] | None:
    if event.campaign is None:
        return None
    return {
        "@type": "EventSeries",
        "name": event.campaign.name,
        "url": urljoin(address, event.campaign.get_absolute_url()),
        "startDate": event.campaign.date.isoformat(),
    }


def _offer(event: Event, address: str) -> dict[str, Any] | None:
    """Search engines read from a price of nothing that no ticket is needed."""
    if not event.is_free or event.status == EventStatus.CANCELLED:
        return None
    return {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "USD",
        "availability": f"{SCHEMA}/InStock",
        "url": address,
    }
