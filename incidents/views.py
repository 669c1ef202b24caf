from itertools import groupby
from operator import attrgetter

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from incidents.filters import IncidentFilter
from incidents.models import Incident, IncidentLink, PublicVictim, TipLine, Victim
from incidents.statistics import people, recorded_people
from nightout.forms import chips, dressed
from nightout.pages.middleware import public
from nightout.paging import key_page
from nightout.sources.claims import beside


@public
def incident_list(request: HttpRequest) -> HttpResponse:
    chosen = IncidentFilter(
        request.GET, queryset=Incident.objects.public().for_rows().latest_first()
    )
    page = key_page(chosen.qs, request.GET)
    claims = beside(chosen.claims(), recorded_people)
    return render(
        request,
        "incidents/incident_list.html",
        {
            "form": dressed(chosen.form),
            "chips": chips(chosen, request),
            "page": page,
            "rows": with_people(page.rows),
            "counted": people(chosen.qs.order_by()),
            "claims": claims,
        },
    )


def with_people(incidents: list[Incident]) -> list[tuple[Incident, list[PublicVictim]]]:
    """Each incident with what may be known of its people, in one query for all of them."""
    known = Victim.objects.public().filter(incident__in=incidents).as_published()
    by_incident = {pk: list(group) for pk, group in groupby(known, attrgetter("incident_id"))}
    return [(incident, by_incident.get(incident.pk, [])) for incident in incidents]


@public
def incident(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Incident.objects.public().for_rows(), pk=pk)
    city = shown.location.city
    public = Incident.objects.public()
    links = (
        IncidentLink.objects.filter(Q(incident=shown) | Q(other=shown))
        .filter(incident__in=public, other__in=public)
        .select_related("incident", "other", "source")
        .order_by("pk")
    )
    tip_lines = TipLine.objects.valid_on(timezone.localdate())
    return render(
        request,
        "incidents/incident.html",
        {
            "incident": shown,
            "victims": Victim.objects.public().filter(incident=shown).as_published(),
            "citations": shown.citations.select_related("source").order_by("pk"),
            "case_statuses": shown.case_statuses.select_related("source"),
            "links": [
                (link, link.other if link.incident_id == shown.pk else link.incident)
                for link in links
            ],
            "tip_lines": tip_lines.for_city(city) if city else tip_lines.none(),
        },
    )
