from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from events import calendar, links
from events.cards import cards_page, with_cards
from events.facets import NOT_COUNTED, facets, say
from events.feeds.tables import FIELDS
from events.filters import COUNTED, EventFilter
from events.links import View
from events.models import Campaign, Event
from events.rsvp.opening import opening_in_words, standing
from events.statistics import recorded_events
from events.structured import event_json_ld
from nightout.forms import chips, dressed
from nightout.pages.middleware import public
from nightout.sources.claims import beside, claims_of_day

FARTHEST, FEW = 50, 5  # miles, and events, where nothing fits the filters


@public
def event_list(request: HttpRequest) -> HttpResponse:
    chosen = EventFilter(request.GET, queryset=Event.objects.public())
    form, view = dressed(chosen.form), View.asked(request.GET)
    counts = NOT_COUNTED if view == View.CALENDAR else facets(chosen)
    shown = {
        "form": form,
        "chips": chips(chosen, request),
        "chosen": chosen,
        "counts": counts,
        "view": view,
        "views": links.views(request.GET),
        "moments": links.moments(request.GET),
        "formats": links.formats(request.GET),
        "feed": links.formats(request.GET)[-1].address,
        **(in_calendar if view == View.CALENDAR else in_list)(chosen, request.GET),
    }
    say(form, counts)
    response = render(request, "events/event_list.html", shown)
    if chosen.chosen.get("near"):
        response["Cache-Control"] = "private, no-store"  # where somebody is, nobody keeps
    return response


def in_list(chosen: EventFilter, query: QueryDict) -> dict[str, object]:
    page = cards_page(chosen.qs, query, with_year=bool(chosen.center))
    return {
        "page": page,
        "instead": [] if page.rows else instead_of(chosen),
        "source": links.of_map(query),
    }


def in_calendar(chosen: EventFilter, query: QueryDict) -> dict[str, object]:
    shown = calendar.asked(chosen.narrowed(chosen.any_time, COUNTED), query)
    return {"calendar": shown, "links": calendar.links(query, shown)}


def instead_of(chosen: EventFilter) -> list[Event]:
    """What is next, near the place that was asked for where there is one: better than nothing."""
    coming = Event.objects.public().upcoming()
    city = chosen.place.cities[0] if chosen.place.cities else None
    point = chosen.center or (city and (city.latitude, city.longitude))
    found = coming.around(*point, FARTHEST) if point else coming.in_order()
    return with_cards(found[:FEW], with_year=True)


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(
        Event.objects.public()
        .for_cards()
        .select_related("city__county", "park__city", "listing", "seats")
        .defer("listing__words"),
        slug=slug,
    )
    address = request.build_absolute_uri(shown.get_absolute_url())
    picture = f"/events/{shown.slug}.png?lang={get_language()}"
    return render(
        request,
        "events/event.html",
        {
            "event": shown,
            "citations": shown.citations.select_related("source").order_by(
                "source__publisher", "pk"
            ),
            "address": address,
            "picture": picture,
            "facts": event_json_ld(shown, address=address, picture=picture),
            "calendars": links.calendars(shown, address),
            "directions": links.directions(shown),
            "moved_from": shown.moved_from(),
            "standing": standing(shown),
            "opens": opening_in_words(shown),
        },
    )


@public
def park(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(
        Event.objects.public().parks().select_related("city__county", "neighborhood"),
        slug=slug,
    )
    held = Event.objects.public().filter(park=shown).latest_first()
    return render(
        request, "events/park.html", {"park": shown, "page": cards_page(held, request.GET)}
    )


@public
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Campaign, slug=slug)
    held = Event.objects.public().filter(campaign=shown).in_order()
    claims = [] if shown.is_sample else beside(claims_of_day(shown.date), recorded_events)
    return render(
        request,
        "events/campaign.html",
        {
            "campaign": shown,
            "page": cards_page(held, request.GET),
            "formats": links.formats_of(f"/campaigns/{shown.slug}"),
            "claims": [claim for claim in claims if claim.reported.is_about_events],
            "is_past": shown.date < timezone.localdate(),
        },
    )


@public
def data(request: HttpRequest) -> HttpResponse:
    """Which formats there are, and what their columns mean."""
    shown = {"formats": links.formats(request.GET), "fields": FIELDS}
    return render(request, "events/data.html", shown)
