"""A city's events as files, as one writes them by hand: the ORM, json and the icalendar library."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, vGeo
from icalendar import Event as Entry

from events.models import Event, EventQuerySet, EventStatus, ParkKind

STATES = {EventStatus.CANCELLED: "CANCELLED", EventStatus.POSTPONED: "TENTATIVE"}


def geojson(request: HttpRequest, slug: str) -> HttpResponse:
    features = [
        feature(event) for event in of_city(slug).select_related("city", "park", "campaign")
    ]
    collection = {"type": "FeatureCollection", "truncated": False, "features": features}
    return HttpResponse(json.dumps(collection), content_type="application/geo+json")


def ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Without the rules of its time zone: the library needs long to find them out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nightout//Naive//EN")
    calendar.add("version", "2.0")
    site = f"{request.scheme}://{request.get_host()}"
    for event in of_city(slug).for_cards().select_related("listing"):
        calendar.add_component(entry(event, site))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def of_city(slug: str) -> EventQuerySet:
    return Event.objects.public().filter(city__slug=slug).in_order()


def feature(event: Event) -> dict[str, object]:
    is_exact = event.park is not None and event.park.latitude is not None
    point = event.park if is_exact else event.city
    return {
        "type": "Feature",
        "id": event.pk,
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]},
        "properties": {
            "title": event.title,
            "url": event.get_absolute_url(),
            "start": wall(event, event.start_date, event.start_time),
            "end": last_moment(event),
            "place": event.place_in_words() or None,
            "city": event.city.name,
            "state": event.city.state,
            "status": event.status,
            "sample": event.is_sample,
            "exact": is_exact,
            "free": event.is_free,
            "wheelchair_access": event.wheelchair_access,
            "lang": event.written_in,
            "time_zone": event.city.time_zone,
        },
    }


def wall(event: Event, day: date, time: object) -> str:
    return f"{day}T{time:%H:%M}" if time else str(day)


def last_moment(event: Event) -> str | None:
    if event.end_time or event.end_date > event.start_date:
        return wall(event, event.end_date, event.end_time)
    return None


def entry(event: Event, site: str) -> Entry:
    page = f"{site}{event.get_absolute_url()}"
    activities = [str(activity) for activity in event.activities.all()]
    found = Entry()
    found.add("uid", f"event-{event.pk}-{event.created_at:%Y%m%dT%H%M%S%f}@nightout")
    found.add("dtstamp", event.listing.changed_at)
    found.add("last-modified", event.listing.changed_at)
    found.add("created", event.created_at)
    found.add("sequence", event.listing.revision)
    found.add("status", STATES.get(event.status, "CONFIRMED"))
    found.add("transp", "TRANSPARENT")
    add_span(found, event)
    found.add("summary", title(event))
    found.add("location", place(event))
    if event.park and event.park.latitude is not None:
        found.add("geo", vGeo((event.park.latitude, event.park.longitude)))
    found.add("description", description(event, activities, page))
    found.add("url", page)
    if activities:
        found.add("categories", activities)
    return found


def add_span(found: Entry, event: Event) -> None:
    if event.start_time is None:
        found.add("dtstart", event.start_date)
        found.add("dtend", event.end_date + timedelta(days=1))
        return
    zone = ZoneInfo(event.city.time_zone)
    found.add("dtstart", datetime.combine(event.start_date, event.start_time, zone))
    if event.end_time:
        found.add("dtend", datetime.combine(event.end_date, event.end_time, zone))


def title(event: Event) -> str:
    is_off = event.status in STATES
    return f"{event.get_status_display().capitalize()}: {event.title}" if is_off else event.title


def place(event: Event) -> str:
    near = event.public_address or (event.neighborhood.name if event.neighborhood else "")
    named = [event.place_in_words(), near, event.city.name, event.city.state]
    return ", ".join(filter(None, named))


def description(event: Event, activities: list[str], page: str) -> str:
    roles = event.agency_roles.all()
    agencies = [f"{role.agency.name} ({role.get_role_display()})" for role in roles]
    answers = {True: "yes", False: "no"}
    is_home = event.park is not None and event.park.kind == ParkKind.HOME
    told = {
        "Who": ", ".join(agencies),
        "Activities": ", ".join(activities),
        "Room for": event.capacity,
        "Cost": {True: "free", False: "not free"}.get(event.is_free),
        "Wheelchair access": answers.get(event.wheelchair_access),
        "Getting in": event.park.accessibility if event.park and not is_home else "",
        "Languages spoken": event.languages_in_words(),
        "If it rains": event.rain_plan,
        "Questions": event.contact,
        "What we infer": event.inference,
    }
    lines = [f"{what}: {said}" for what, said in told.items() if said]
    times = "" if event.start_time and event.end_time else event.times_in_words()
    return "\n".join(filter(None, [event.description, times, *lines, page]))
