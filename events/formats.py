"""Events for other programs, by suffix: calendars, news readers, maps, spreadsheets, scripts."""

from collections.abc import Generator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.feeds import atom, geojson, ics, tables
from events.feeds.listed import Listed
from events.filters import EventFilter
from events.models import Campaign, Event, EventQuerySet
from nightout.agencies.models import Agency
from nightout.forms import chips
from nightout.links import without
from nightout.pages.middleware import public
from nightout.places.models import City
from nightout.streaming.plain import incomplete
from nightout.streaming.public import for_any_program, in_asked_language, refused, streamed

TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
}
MOST_ON_A_MAP = 2000  # events; a phone draws no more
SMALL = 1024 * 1024  # bytes, a large city's calendar; a longer file is not held in memory
NOT_OF_THE_LIST = ("lang", "map")  # how it is written, not what is in it


@public
@require_safe
@in_asked_language
def event_list(request: HttpRequest, suffix: str) -> HttpResponseBase:
    chosen = EventFilter(request.GET, queryset=Event.objects.public())
    if not chosen.form.is_valid():
        return refused(chosen.form)
    filters = ", ".join(chip["value"] for chip in chips(chosen, request) if chip["value"])
    name = _("Events: %(filters)s") % {"filters": filters} if filters else _("Events")
    page = reverse("event-list") + without(request.GET, *NOT_OF_THE_LIST).removesuffix("?")
    response = written(request, suffix, listed(request, chosen.qs, name, page))
    if chosen.chosen.get("near"):
        response.headers["Cache-Control"] = "private, no-store"  # where somebody is, nobody keeps
    return response


@public
@require_safe
@in_asked_language
def city(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    shown = get_object_or_404(City, slug=slug)
    events = Event.objects.public().in_city(shown).in_order()
    name = _("Events in %(city)s") % {"city": shown}
    return written(request, suffix, listed(request, events, name, shown.get_absolute_url()))


@public
@require_safe
@in_asked_language
def agency(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    shown = get_object_or_404(Agency, slug=slug)
    events = Event.objects.public().of_agencies([shown]).in_order()
    name = _("Events of %(agency)s") % {"agency": shown}
    return written(request, suffix, listed(request, events, name, shown.get_absolute_url()))


@public
@require_safe
@in_asked_language
def campaign(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    shown = get_object_or_404(Campaign, slug=slug)
    events = Event.objects.public().filter(campaign=shown).in_order()
    return written(request, suffix, listed(request, events, shown.name, shown.get_absolute_url()))


@public
@require_safe
@in_asked_language
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event for one's own calendar."""
    shown = get_object_or_404(Event.objects.public(), slug=slug)
    events = Event.objects.public().filter(pk=shown.pk)
    only = listed(request, events, shown.slug, shown.get_absolute_url(), can_be_followed=False)
    return written(request, "ics", only)


def listed(
    request: HttpRequest,
    events: EventQuerySet,
    name: str,
    page: str,
    *,
    can_be_followed: bool = True,
) -> Listed:
    return Listed(
        events=events,
        name=name,
        site=f"{request.scheme}://{request.get_host()}",
        page=request.build_absolute_uri(page),
        address=request.build_absolute_uri(),
        can_be_followed=can_be_followed,
    )


def written(request: HttpRequest, suffix: str, of: Listed) -> HttpResponseBase:
    name = f"{slugify(of.name) or 'events'}.{suffix}"
    match suffix:
        case "ics":
            response = gathered(request, ics.calendar(of), name)
            # A phone offers to add it, where it would only save an attachment.
            response.headers["Content-Disposition"] = content_disposition_header(False, name)
        case "atom":
            response = HttpResponse(atom.news(of))
        case "geojson":
            most = MOST_ON_A_MAP if request.GET.get("map") == "1" else None
            response = gathered(request, geojson.collection(of.events, most=most), name)
        case "csv":
            # The quote stays open, so that programs too refuse a file that broke off.
            last_words = f'"{incomplete()}'.encode()
            response = streamed(request, tables.csv(of), name, last_words=last_words)
            response.headers["Content-Disposition"] = content_disposition_header(True, name)
        case "json":
            response = gathered(request, tables.json(of), name)
    response.headers["Content-Type"] = TYPES[suffix]
    return for_any_program(response)


def gathered(
    request: HttpRequest, pieces: Generator[bytes, None, None], name: str
) -> HttpResponseBase:
    """A small file whole, so that it is kept; a large one as it is read."""
    first = b""
    for piece in pieces:
        first += piece
        if len(first) > SMALL:
            return streamed(request, pieces, name, first=first)
    return HttpResponse(first)
