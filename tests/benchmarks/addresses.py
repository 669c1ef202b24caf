"""The pages that are measured, as addresses in the database of the moment."""

from urllib.parse import quote, urlencode

from django.db.models import Count

from events.models import Event
from nightout.places.models import City
from tests.benchmarks.attendees import EVENT


def largest_city() -> City:
    return City.objects.annotate(held=Count("events")).order_by("-held", "pk")[0]


def listed() -> dict[str, str]:
    """What residents open most."""
    city = largest_city()
    return {
        "home": "/",
        "city": city.get_absolute_url(),
        "events": "/events/",
        "events of a city": f"/events/?city={city.slug}",
        "events, page half way": f"/events/?when=all&after={half_way()}",
    }


def asked_less_often() -> dict[str, str]:
    city = largest_city()
    common = {"q": "evening community", "when": "all"}
    return {
        "event": Event.objects.public().order_by("pk")[0].get_absolute_url(),
        "past events": "/events/?when=past",
        "past events of a city": f"/events/?city={city.slug}&when=past",
        "this weekend": "/events/?when=weekend",
        "rare word": "/events/?q=zeppelin&when=all",
        "rare word, to come": "/events/?q=zeppelin",
        "common word": "/events/?q=night&when=all",
        "two words of a city": f"/events/?city={city.slug}&{urlencode(common)}",
        "word of most agencies": "/events/?q=police&when=all",
        "no such word": "/events/?q=xylophonist&when=all",
        "campaign": Event.objects.exclude(campaign=None)
        .order_by("pk")[0]
        .campaign.get_absolute_url(),
        "agency": f"/agencies/{city.slug}-police/",
        "park": Event.objects.exclude(park=None).order_by("pk")[0].park.get_absolute_url(),
        "events of an agency": f"/events/?agency={city.slug}-police",
        "events with an activity": "/events/?activity=dj",
        "events of a county": f"/events/?county={city.county.slug}",
        "cities of a state": f"/cities/?state={city.state}",
    }


def half_way() -> str:
    """The key of the event in the middle of the list."""
    listed = Event.objects.public().in_order().values_list("start_date", "sort_time", "pk")
    day, time, key = listed[listed.count() // 2]
    return quote(f"{day}~{time}~{key}")


def attendee_list() -> str:
    return f"/organize/events/{Event.objects.get(pk=EVENT).slug}/"
