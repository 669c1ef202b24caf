"""What still names somebody, and when it goes: a page for those who answer for it."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.forgetting import GUEST, with_last_day
from events.models import Attendee, Event, EventAgency, Letter, Photo
from events.models.choices import HOSTING
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS, Agency
from nightout.audit.forgetting import policy, still_saying
from nightout.audit.models import Entry, Verb
from nightout.paging import key_page
from nightout.staffroom import holds
from nightout.staffroom.scoped import is_key

PAGE = 50  # events
LATELY = 20  # entries of the log
NIGHT = "night"  # the rule of letters and pictures


def forgetting(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not holds(request.user, *MANAGERS):
        raise PermissionDenied
    agencies = Agency.objects.managed_by(request.user, MANAGERS)
    asked = request.GET.get("agency", "")
    chosen = agencies.filter(pk=asked).first() if is_key(asked) else None
    events = hosted_by(request.user, agencies, chosen)
    page = key_page(still_naming(events), request.GET, size=PAGE)
    for event in page.rows:
        event.is_due = event.goes_on <= event.today_there()
    context = {
        **site.each_context(request),
        "title": _("Forgetting"),
        "opts": Attendee._meta,
        "page": page,
        "chosen": chosen,
        "total": totals(events),
        "lately": lately(site, request.user, chosen),
        "reports_days": policy().rules["report"].days,
    }
    return render(request, "admin/events/forgetting.html", context)


def hosted_by(user: User, agencies: QuerySet[Agency], chosen: Agency | None) -> QuerySet[Event]:
    """Events of the chosen agency; else of all that this person manages."""
    if user.is_coordinator and chosen is None:
        return Event.objects.all()
    hosts = EventAgency.objects.filter(event=OuterRef("pk"), role__in=HOSTING)
    which = {"agency": chosen} if chosen else {"agency__in": agencies}
    return Event.objects.filter(Exists(hosts.filter(**which)))


def still_naming(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those with somebody's name, a letter or a picture; what goes first stands first."""
    of_event = {"event": OuterRef("pk")}
    people = Attendee.objects.remembered().filter(**of_event).order_by()
    letters = still_saying(Letter.objects.filter(**of_event).order_by(), NIGHT)
    photos = still_saying(Photo.objects.filter(**of_event).order_by(), NIGHT)
    hosts = EventAgency.objects.filter(role__in=HOSTING).select_related("agency").order_by("pk")
    return (
        with_last_day(events, GUEST)
        .filter(Exists(people) | Exists(letters) | Exists(photos))
        .annotate(
            since=Subquery(people.values("event").annotate(n=Min("registered_at")).values("n")),
            people=_number(people),
            letters_left=_number(letters),
            photos_left=_number(photos),
        )
        .select_related("city")
        .prefetch_related(Prefetch("agency_roles", hosts, to_attr="hosts"))
        .order_by("goes_on", "pk")
    )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("event").annotate(n=Count("pk")).values("n")), 0)


def totals(events: QuerySet[Event]) -> dict[str, object]:
    named = Attendee.objects.filter(event__in=events.order_by().values("pk"))
    still = Q(forgotten_at__isnull=True)
    return named.aggregate(
        rows=Count("pk", filter=still),
        people=Coalesce(Sum(F("adults") + F("children"), filter=still), 0),
        events=Count("event", filter=still, distinct=True),
        since=Min("registered_at", filter=still),
        forgotten=Count("pk", filter=~still),
    )


def lately(site: AdminSite, user: User, chosen: Agency | None) -> list[Entry]:
    entries = site.get_model_admin(Entry).managed_by(user).filter(verb=Verb.FORGET)
    if chosen:
        entries = entries.filter(agencies__contains=[chosen.pk])
    return list(entries[:LATELY])
