"""An event to hang up and to pass on: flyer, QR code, picture."""

from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.announcements import Announcement, announcement
from events.flyers import QUIET_ZONE, flyer, qr_code
from events.models import Event
from events.pictures import picture
from nightout.fonts import shortened
from nightout.pages.middleware import public
from nightout.streaming.public import in_asked_language

View = Callable[..., HttpResponseBase]

# How much of the words fits on a printed page of HTML, by the size of its type (static/flyer.css).
# Measured with Chromium on A4, the narrower paper, in characters of the description.
TYPE_SIZES = {
    "largest": 600,
    "large": 1300,
    "medium": 1900,
    "small": 2600,
    "smaller": 3400,
    "smallest": 4200,
}
# Of the description: so much is worth smaller type, so little always has its place.
ENOUGH, LEAST = 700, 120


@public
@require_safe
def event_flyer(request: HttpRequest, slug: str) -> HttpResponse:
    """A page to be printed by the browser."""
    event = load_event(slug)
    said = announcement(event)
    others = paper_taken(said)
    taken = others + min(len(said.description), ENOUGH)
    size = next((size for size, room in TYPE_SIZES.items() if taken <= room), "smallest")
    room = max(TYPE_SIZES[size] - others, LEAST)
    return render(
        request,
        "events/flyer.html",
        {
            "event": event,
            "said": said,
            "description": shortened(said.description, lambda text: len(text) <= room),
            "size": size,
            "address": page_address(request, event),
        },
    )


def paper_taken(said: Announcement) -> int:
    """By all but the description: a title is large, a fact stands in a narrow column."""
    values = [value for fact in said.facts for value in fact.values]
    return (
        7 * len(said.title)
        + len(said.place + said.address + said.city)
        + 40 * len(said.offers)
        + sum(3 * len(value) + 36 for value in values)
        + (400 if said.status else 0)
        + (100 if said.sample else 0)
    )


@public
@require_safe
@in_asked_language
def event_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(slug)
    paper = flyer(event, address=page_address(request, event))
    response = HttpResponse(paper, content_type="application/pdf")
    sample = "sample-" if event.is_sample else ""
    name = f"{sample}flyer-{event.slug}-{get_language()}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(False, name)
    return unlisted(response, event)


@public
@require_safe
@in_asked_language
def event_png(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(slug)
    return unlisted(HttpResponse(picture(event), content_type="image/png"), event)


@public
@require_safe
@in_asked_language
def event_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of the event's page."""
    event = get_object_or_404(Event.objects.public(), slug=slug)
    drawn = BytesIO()
    qr_code(page_address(request, event)).save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",  # a camera needs the contrast on a dark page too
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def load_event(slug: str) -> Event:
    return get_object_or_404(Event.objects.public().for_cards(), slug=slug)


def page_address(request: HttpRequest, event: Event) -> str:
    """Of the event's page in the active language, whole."""
    return request.build_absolute_uri(event.get_absolute_url())


def unlisted(response: HttpResponse, event: Event) -> HttpResponse:
    """A sample is not to be found by who searches the web for events."""
    if event.is_sample:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
