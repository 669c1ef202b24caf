"""Pages that read both apps, and the machine's own: everything else lives in its app."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from events import links
from events.cards import cards_page, with_cards
from events.models import Event, EventQuerySet
from events.statistics import recorded_events
from incidents.models import Incident, Location, TipLine
from incidents.models.incident import IncidentQuerySet
from incidents.rows import in_short
from incidents.statistics import people, recorded_people
from nightout import directory
from nightout.agencies.models import Agency
from nightout.datespan import weeks_from_now
from nightout.pages.middleware import public
from nightout.places.models import City, Neighborhood
from nightout.places.states import STATES
from nightout.sources.claims import beside, claims_of_city, claims_of_neighborhood
from nightout.sources.models import ReportedCount

Rows = TypeVar("Rows", EventQuerySet, IncidentQuerySet)

EVENTS_AT_HOME = 6
CITIES_AT_HOME = 12
ROWS_ON_A_CITY = 6


@dataclass(frozen=True)
class InYear(Generic[Rows]):
    """Rows of this year, or of the newest year that has any."""

    year: int
    rows: Rows

    @property
    def is_this_year(self) -> bool:
        return self.year == timezone.localdate().year

    @property
    def query(self) -> str:
        """What narrows a list to it."""
        return f"first={self.year}-01-01&last={self.year}-12-31"


@public
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    upcoming = Event.objects.public().upcoming().in_order()
    campaign = upcoming.next_campaign()
    return render(
        request,
        "home.html",
        {
            "campaign": campaign,
            "until_then": weeks_from_now(campaign.date, today) if campaign else "",
            "events": with_cards(upcoming[:EVENTS_AT_HOME]),
            "cities": directory.busiest(upcoming)[:CITIES_AT_HOME],
        },
    )


@public
def cities(request: HttpRequest) -> HttpResponse:
    """A walk down from the states; who typed a name or a ZIP code is led on to the search."""
    if "q" in request.GET:
        return redirect(f"{reverse('search')}?{urlencode({'q': request.GET['q']})}")
    state = request.GET.get("state", "").upper()
    return render(
        request,
        "cities.html",
        {
            "state": STATES.get(state),
            "states": [
                (code, STATES.get(code, code), number)
                for code, number in in_registry(City.objects)
                .order_by("state")
                .values_list("state")
                .annotate(Count("pk"))
            ],
            "cities": in_registry(City.objects.filter(state=state))
            .select_related("county")
            .order_by("county__name", "name", "pk"),
        },
    )


def in_registry(cities: QuerySet[City]) -> QuerySet[City]:
    """Cities of which the registry holds anything."""
    return cities.filter(
        Exists(Agency.objects.filter(city=OuterRef("pk")))  # the quickest to be found
        | Exists(Event.objects.public().filter(city=OuterRef("pk")))
        | Exists(
            Location.objects.filter(city=OuterRef("pk"), incident__in=Incident.objects.public())
        )
    )


@public
def city(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(City.objects.select_related("county"), slug=slug)
    neighborhoods = list(shown.neighborhoods.order_by("name"))
    within = next((n for n in neighborhoods if n.slug == request.GET.get("neighborhood")), None)
    events = narrowed(Event.objects.public(), shown, within)
    changed = first_of(events.changed_lately().in_order())
    others = events.exclude(pk__in=[event.pk for event in changed])
    coming, past = first_of(others.upcoming().in_order()), first_of(others.past().latest_first())
    with_cards([*changed, *coming, *past], with_year=True)
    incidents = narrowed(Incident.objects.public(), shown, within)
    held = newest_year(events.between, events.latest_first().values_list("start_date", flat=True))
    recorded_in = newest_year(
        incidents.overlapping, incidents.latest_first().values_list("occurred_from", flat=True)
    )
    return render(
        request,
        "city.html",
        {
            "city": shown,
            "namesakes": City.objects.filter(name=shown.name, state=shown.state)
            .exclude(pk=shown.pk)
            .select_related("county"),
            "boroughs": shown.and_its_boroughs()[1:],
            "neighborhoods": neighborhoods,
            "neighborhood": within,
            "changed": changed,
            "formats": links.formats_of(f"/cities/{shown.slug}", news=True),
            "feed": f"/cities/{shown.slug}.atom?lang={get_language()}",
            "coming": coming,
            "past": past,
            "held": held,
            "held_number": held.rows.count(),
            "recorded_in": recorded_in,
            "recorded_then": people(recorded_in.rows),
            "counted": people(incidents),
            "newest": in_short(list(incidents.for_rows().latest_first()[:ROWS_ON_A_CITY])),
            "claims": beside(
                claims_of_neighborhood(within) if within else claims_of_city(shown), recorded
            ),
            "agencies": Agency.objects.filter(city=shown)
            | Agency.objects.filter(county=shown.county),
            "tip_lines": TipLine.objects.for_city(shown).valid_on(timezone.localdate()),
        },
    )


def newest_year(
    between: Callable[[date, date], Rows], newest_first: QuerySet[Event | Incident, date]
) -> InYear[Rows]:
    year = timezone.localdate().year
    rows = between(date(year, 1, 1), date(year, 12, 31))
    if not rows.exists() and (newest := newest_first.first()):
        year = newest.year
        rows = between(date(year, 1, 1), date(year, 12, 31))
    return InYear(year, rows)


def first_of(events: EventQuerySet) -> list[Event]:
    return list(events.with_revision()[:ROWS_ON_A_CITY])


def narrowed(rows: Rows, city: City, neighborhood: Neighborhood | None) -> Rows:
    return rows.in_neighborhood(neighborhood) if neighborhood else rows.in_city(city)


def recorded(claims: list[ReportedCount]) -> dict[int, int]:
    """Our own numbers beside claims of either kind."""
    return recorded_people(claims) | recorded_events(claims)


@public
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Agency.objects.select_related("city", "county"), slug=slug)
    events = Event.objects.public().of_agencies([shown]).latest_first()
    return render(
        request,
        "agency.html",
        {
            "agency": shown,
            "officials": shown.officials.prefetch_related("sources"),
            "page": cards_page(events, request.GET),
            "formats": links.formats_of(f"/agencies/{shown.slug}"),
            "counted": people(Incident.objects.public().filter(agency=shown)),
        },
    )


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process answers, its database too, and every migration is applied."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations are waiting"}, status=503)
    return JsonResponse({"status": "ok"})


@public
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /organize/",
        "Disallow: /accounts/",
        "Disallow: /*near=",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html", {"contact": settings.CONTACT_EMAIL})
