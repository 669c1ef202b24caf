"""The pages that are measured, as addresses in the database of the moment."""

from urllib.parse import quote, urlencode

from django.db.models import Count
from django.db.models.functions import TruncMonth

from events.models import Event
from nightout.places import finder
from nightout.places.models import City, ZipCode
from tests.benchmarks.attendees import EVENT


def largest_city() -> City:
    return City.objects.annotate(held=Count("events")).order_by("-held", "pk")[0]


def city_of_about(events: int) -> City:
    """The city with nearest to so many public events."""
    held = Event.objects.public().order_by().values_list("city").annotate(held=Count("pk"))
    (nearest, _held) = min(held, key=lambda found: (abs(found[1] - events), found[0]))
    return City.objects.get(pk=nearest)


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


def found_around() -> dict[str, str]:
    """By place, by need, by day."""
    city, month = largest_city(), f"view=calendar&month={busiest_month()}"
    return {
        "near a ZIP code": f"/events/?city={zip_code_of(city)}",
        "within 25 miles": f"/events/?city={city.slug}&within=25",
        "within 25 miles, past": f"/events/?city={city.slug}&within=25&when=past",
        "free, in Spanish": "/events/?free=on&speaks=es",
        "free, in Spanish, of a city": f"/events/?city={city.slug}&free=on&speaks=es",
        "free, in Spanish, an activity, evenings": "/events/?free=on&speaks=es&access=on&activity=dj"
        "&part=evening",
        "calendar": f"/events/?{month}",
        "calendar of a city": f"/events/?city={city.slug}&{month}",
        "calendar, rare word": f"/events/?q=zeppelin&{month}",
        "map": "/events/?view=map",
    }


def searched() -> dict[str, str]:
    """By what somebody typed."""
    city = largest_city()
    texts = {
        "a word": "cookout",
        "two words": "national night",
        "a mistyped word": "nigth",
        "a name of many cities": namesake(),
        "a ZIP code": zip_code_of(city),
        "no such word": "xylophonist",
    }
    suggested = {"3 letters of parks": "par", "3 letters of cities": "san", "3 digits": "330"}
    return {
        **{f"search, {what}": f"/search/?{urlencode({'q': it})}" for what, it in texts.items()},
        **{f"suggestions, {what}": f"/suggest.json?q={it}" for what, it in suggested.items()},
    }


def for_programs() -> dict[str, str]:
    """Files; the largest city's are the longest that anybody follows."""
    city = largest_city()
    return {
        "calendar file of a city": f"/cities/{city.slug}.ics",
        "points of a city": f"/cities/{city.slug}.geojson",
        "news of a city": f"/cities/{city.slug}.atom",
        "points of a map": "/events.geojson?map=1",
        "news": "/events.atom",
        "sitemap": "/sitemap.xml",
        "sitemap, events": "/sitemaps/events-1.xml",
        "sitemap, parks": "/sitemaps/parks-1.xml",
    }


def all_of_them() -> dict[str, str]:
    return listed() | asked_less_often() | found_around() | searched() | for_programs()


def half_way() -> str:
    """The key of the event in the middle of the list."""
    listed = Event.objects.public().in_order().values_list("start_date", "sort_time", "pk")
    day, time, key = listed[listed.count() // 2]
    return quote(f"{day}~{time}~{key}")


def busiest_month() -> str:
    """Of those to come, as 2018-08."""
    months = Event.objects.public().upcoming().order_by().annotate(month=TruncMonth("start_date"))
    (month, _held) = months.values_list("month").annotate(held=Count("pk")).order_by("-held")[0]
    return f"{month:%Y-%m}"


def zip_code_of(city: City) -> str:
    """The ZIP code whose point is nearest to the city's."""
    around = ZipCode.objects.annotate(miles=finder.miles_from(city.latitude, city.longitude))
    return around.order_by("miles", "code")[0].code


def namesake() -> str:
    named = City.objects.values_list("name").annotate(number=Count("pk"))
    return named.order_by("-number", "name")[0][0]


def attendee_lists() -> str:
    """Where the files of the large list are to be had."""
    return f"/organize/events/{Event.objects.get(pk=EVENT).slug}/lists/"
