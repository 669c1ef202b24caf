from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents import links, told
from incidents.days import known_roughly
from incidents.feeds import collection
from incidents.filters import IncidentFilter
from incidents.links import View
from incidents.models import Incident, IncidentLink, TipLine, Victim
from incidents.rows import with_people
from incidents.statistics import people, recorded_people
from nightout.forms import chips, dressed
from nightout.pages.middleware import CHECK_EACH_TIME, public
from nightout.paging import key_page
from nightout.sources.claims import beside
from nightout.streaming.public import for_any_program, refused


@public
def incident_list(request: HttpRequest) -> HttpResponse:
    chosen = IncidentFilter(
        request.GET, queryset=Incident.objects.public().for_rows().latest_first()
    )
    page = key_page(chosen.qs, request.GET)
    return render(
        request,
        "incidents/incident_list.html",
        {
            "form": dressed(chosen.form),
            "chips": chips(chosen, request),
            "chosen": chosen,
            "view": View.asked(request.GET),
            "views": links.views(request.GET),
            "source": links.of_map(request.GET),
            "page": page,
            "rows": with_people(page.rows),
            "counted": people(chosen.qs.order_by()),
            "statistics": links.on_page("incident-statistics", request.GET),
            "roughly": known_roughly(chosen.qs),
            "claims": beside(chosen.claims(), recorded_people),
            "tip_lines": _tip_lines(chosen),
        },
    )


def _tip_lines(chosen: IncidentFilter) -> list[TipLine]:
    """Of the one city that is asked for: of many, no line is the right one."""
    if len(chosen.cities) != 1:
        return []
    return list(TipLine.objects.for_city(chosen.cities[0]).valid_on(timezone.localdate()))


@public
@require_safe
def incident_areas(request: HttpRequest) -> HttpResponseBase:
    """What the map draws: the areas of the same list."""
    chosen = IncidentFilter(request.GET, queryset=Incident.objects.public())
    if not chosen.form.is_valid():
        return refused(chosen.form)
    found = collection(chosen.qs, request.GET)
    return for_any_program(JsonResponse(found, content_type="application/geo+json"))


def _where_it_went(pk: int) -> HttpResponse:
    """A merge can be taken back, so no browser is to remember the way."""
    response = redirect(get_object_or_404(Incident.objects.public().in_place_of(pk)))
    response.headers["Cache-Control"] = CHECK_EACH_TIME
    return response


@public
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    shown = Incident.objects.public().for_rows().filter(pk=pk).first()
    if shown is None:
        return _where_it_went(pk)
    today, place = timezone.localdate(), shown.location
    victims = Victim.objects.public().filter(incident=shown).as_published()
    tells = told.of(shown, victims, today=today)
    county = place.city.county_id if place.city else place.county_id
    return render(
        request,
        "incidents/incident.html",
        {
            "incident": shown,
            "victims": victims,
            "withheld": any(victim.is_withheld for victim in victims),
            "citations": told.citations(shown),
            "told": tells,
            "case": next((update.status for update in tells.updates if update.status), None),
            "links": IncidentLink.objects.shown_on(shown),
            "tip_lines": TipLine.objects.valid_on(today).for_area(
                city=place.city_id, county=county
            ),
        },
    )
