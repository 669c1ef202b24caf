from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from events.filters import EventFilter
from events.models import Campaign, Event
from events.statistics import recorded_events
from nightout.forms import chips, dressed
from nightout.pages.middleware import public
from nightout.paging import key_page
from nightout.sources.claims import beside, claims_of_day


@public
def event_list(request: HttpRequest) -> HttpResponse:
    chosen = EventFilter(request.GET, queryset=Event.objects.public().for_cards())
    page = key_page(chosen.qs, request.GET)
    return render(
        request,
        "events/event_list.html",
        {"form": dressed(chosen.form), "page": page, "chips": chips(chosen, request)},
    )


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(
        Event.objects.public().for_cards().select_related("city__county", "park__city"), slug=slug
    )
    citations = shown.citations.select_related("source").order_by("source__publisher", "pk")
    return render(request, "events/event.html", {"event": shown, "citations": citations})


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
