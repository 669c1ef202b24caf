from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from events import links
from events.facets import facets, say
from events.filters import EventFilter
from events.links import View
from events.models import Campaign, Event, EventQuerySet
from events.statistics import recorded_events
from nightout.forms import chips, dressed
from nightout.pages.middleware import public
from nightout.paging import key_page
from nightout.sources.claims import beside, claims_of_day

FARTHEST, FEW = 50, 5  # miles, and events, where nothing fits the filters


@public
def event_list(request: HttpRequest) -> HttpResponse:
    chosen = EventFilter(request.GET, queryset=Event.objects.public())
    form, counts = dressed(chosen.form), facets(chosen)
    page = key_page(chosen.qs.for_cards(), request.GET)
    shown = {
        "form": form,
        "chips": chips(chosen, request),
        "chosen": chosen,
        "counts": counts,
        "page": page,
        "view": View.asked(request.GET),
        "views": links.views(request.GET),
        "moments": links.moments(request.GET),
        "formats": links.formats(request.GET),
        "instead": [] if page.rows else instead_of(chosen),
    }
    say(form, counts)
    response = render(request, "events/event_list.html", shown)
    if chosen.chosen.get("near"):
        response["Cache-Control"] = "private, no-store"  # where somebody is, nobody keeps
    return response


def instead_of(chosen: EventFilter) -> EventQuerySet:
    """What is next, near the place that was asked for where there is one: better than nothing."""
    coming = Event.objects.public().upcoming()
    city = chosen.place.cities[0] if chosen.place.cities else None
    point = chosen.center or (city and (city.latitude, city.longitude))
    found = coming.around(*point, FARTHEST) if point else coming.in_order()
    return found.for_cards()[:FEW]


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(
        Event.objects.public().for_cards().select_related("city__county", "park__city", "listing"),
        slug=slug,
    )
    address = request.build_absolute_uri(shown.get_absolute_url())
    return render(
        request,
        "events/event.html",
        {
            "event": shown,
            "citations": shown.citations.select_related("source").order_by(
                "source__publisher", "pk"
            ),
            "address": address,
            "picture": f"/events/{shown.slug}.png?lang={get_language()}",
            "calendars": links.calendars(shown, address),
            "directions": links.directions(shown),
            "moved_from": shown.moved_from(),
        },
    )


@public
def park(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(
        Event.objects.public().parks().select_related("city__county", "neighborhood"),
        slug=slug,
    )
    held = Event.objects.public().filter(park=shown).for_cards().latest_first()
    return render(request, "events/park.html", {"park": shown, "page": key_page(held, request.GET)})


@public
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Campaign, slug=slug)
    held = Event.objects.public().filter(campaign=shown).for_cards().in_order()
    claims = [] if shown.is_sample else beside(claims_of_day(shown.date), recorded_events)
    return render(
        request,
        "events/campaign.html",
        {
            "campaign": shown,
            "page": key_page(held, request.GET),
            "claims": [claim for claim in claims if claim.reported.is_about_events],
            "is_past": shown.date < timezone.localdate(),
        },
    )
