from datetime import date, time
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import formats
from django.utils.dateformat import time_format
from django.utils.translation import gettext

register = template.Library()

COUNTIES = Path(__file__).resolve().parents[1] / "static" / "counties"
OUTLINED = sorted(path.stem for path in COUNTIES.glob("[A-Z][A-Z].json"))


@register.simple_tag
def map_files() -> dict[str, object]:
    """Addresses of what a map loads once it comes near the screen."""
    return {
        "leaflet": static("leaflet/leaflet.js"),
        "leafletStyle": static("leaflet/leaflet.css"),
        "clusters": static("leaflet/leaflet.markercluster.js"),
        "clustersStyle": static("leaflet/leaflet.markercluster.css"),
        "base": static("map/base.js"),
        "events": static("map/events.js"),
        "areas": static("map/areas.js"),
        "dates": static("map/dates.js"),
        "states": static("counties/states.json"),
        "counties": {state: static(f"counties/{state}.json") for state in OUTLINED},
        "tiles": settings.MAP_TILE_URL,
    }


@register.simple_tag
def map_credit() -> str:
    """Whose tiles the map shows, if any; the site's footer says whose the outlines are."""
    return settings.MAP_TILE_ATTRIBUTION if settings.MAP_TILE_URL else ""


@register.simple_tag
def map_words(draws: str = "events") -> dict[str, str]:
    """What the script says; {number}, {events} and {incidents} are filled in by it."""
    return {
        "loading": gettext("The map is loading."),
        "failed": gettext("The map could not be loaded. The page says the same in words."),
        "zoomIn": gettext("Zoom in"),
        "zoomOut": gettext("Zoom out"),
        **(_words_of_areas() if draws == "areas" else _words_of_events()),
    }


def _words_of_events() -> dict[str, str]:
    return {
        "one": gettext("1 event"),
        "several": gettext("{number} events"),
        "onMap": gettext("On the map: {events}."),
        "nothing": gettext("None of these events has a place on the map."),
        "truncated": gettext("Only the first {number} are drawn. Use the filters to see others."),
        "noPlace": gettext("Place not announced"),
        "onlyListed": gettext("Only in the list, because their place is not known: {events}."),
    }


def _words_of_areas() -> dict[str, str]:
    return {
        "one": gettext("1 incident"),
        "several": gettext("{number} incidents"),
        "onMap": gettext("On the map: {incidents}. All of them are in the list too."),
        "nothing": gettext("There is nothing to draw."),
    }


@register.simple_tag
def map_dates() -> dict[str, object]:
    """The words and formats of nightout.datespan and of Event, for what the browser writes."""
    days = [date(2023, 1, day) for day in range(1, 8)]  # Sunday first, as JavaScript counts
    months = [date(2023, month, 1) for month in range(1, 13)]
    return {
        "weekdays": [formats.date_format(day, "l") for day in days],
        "months": [formats.date_format(day, "F") for day in months],
        "day": formats.get_format("DATE_FORMAT"),
        "dayOfYear": formats.get_format("MONTH_DAY_FORMAT"),
        "midnight": formats.time_format(time(0)),
        "noon": formats.time_format(time(12)),
        "morning": time_format(time(1), "a"),
        "afternoon": time_format(time(13), "a"),
        "span": gettext("%(start)s to %(end)s"),
        "from": gettext("from %(start)s; end not announced"),
        "until": gettext("until %(end)s; start not announced"),
        "unknown": gettext("Time not announced"),
    }
