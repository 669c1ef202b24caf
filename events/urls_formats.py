"""The same resources in other formats, by suffix, outside the language prefix."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from events import formats, prints


def in_each_format(
    route: str, view: Callable[..., HttpResponseBase], name: str
) -> list[URLPattern]:
    """Named for reverse() as "city-ics", "city-atom" and so on."""
    return [
        path(f"{route}.{suffix}", view, {"suffix": suffix}, name=f"{name}-{suffix}")
        for suffix in formats.TYPES
    ]


urlpatterns = [
    path("events/<slug:slug>.pdf", prints.event_pdf, name="event-pdf"),
    path("events/<slug:slug>.png", prints.event_png, name="event-png"),
    path("events/<slug:slug>.svg", prints.event_svg, name="event-svg"),
    path("events/<slug:slug>.ics", formats.event, name="event-ics"),
    *in_each_format("events", formats.event_list, name="events"),
    *in_each_format("cities/<slug:slug>", formats.city, name="city"),
    *in_each_format("agencies/<slug:slug>", formats.agency, name="agency"),
    *in_each_format("campaigns/<slug:slug>", formats.campaign, name="campaign"),
]
