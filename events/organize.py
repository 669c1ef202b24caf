"""The organizer's desk: my events, who comes, the list as a file."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import F, Q, Sum
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.exports import attendee_columns, handling_notice
from events.models import Attendee, AttendeeStatus, Event
from events.models.attendee import AttendeeQuerySet
from nightout.accounts.models import User
from nightout.audit.models import Verb, record
from nightout.paging import key_page
from nightout.streaming import csv_response, screen_rows, xlsx_response

View = Callable[[HttpRequest, str], StreamingHttpResponse]
PEOPLE_ON_A_PAGE = 50


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    mine = Event.objects.organized_by(request.user).for_cards()
    coming = key_page(mine.upcoming().in_order(), request.GET)
    past = mine.past().latest_first()[:20]
    shown = [*coming.rows, *past]
    return render(
        request,
        "organize/desk.html",
        {"page": coming, "past": past, "figures": figures(shown)},
    )


def figures(events: list[Event]) -> dict[int, dict[str, int]]:
    """People, not rows, by event: coming, waiting, present. One query for all of them."""
    counted = (
        Attendee.objects.filter(event__in=events)
        .order_by()
        .values("event")
        .annotate(
            coming=persons(status=AttendeeStatus.ATTENDING),
            waiting=persons(status=AttendeeStatus.WAITLISTED),
            present=persons(present_at__isnull=False),
        )
    )
    return {row["event"]: row for row in counted}


def persons(**which: object) -> Sum:
    return Sum(F("adults") + F("children"), filter=Q(**which), default=0)


def load_event(user: User, slug: str) -> Event:
    """The event, where this person may see who comes; otherwise it does not exist for them."""
    mine = Event.objects.organized_by(user).select_related("city", "campaign", "park")
    return get_object_or_404(mine, slug=slug)


@login_required
@never_cache
@require_safe
def attendees(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    people = narrowed(event.attendees.by_surname(), request)
    page = key_page(people, request.GET, size=PEOPLE_ON_A_PAGE)
    columns = attendee_columns(event)
    rows = screen_rows(people.filter(pk__in=[row.pk for row in page.rows]), columns)
    audit(request.user, event, Verb.READ, f"page of attendees of {event.slug}", len(rows))
    return render(
        request,
        "organize/attendees.html",
        {
            "event": event,
            "page": page,
            "columns": columns,
            "rows": rows,
            "figures": figures([event]).get(event.pk),
            "head_counts": event.head_counts.all(),
            "statuses": AttendeeStatus.choices,
            "status": request.GET.get("status", ""),
            "q": request.GET.get("q", ""),
        },
    )


def narrowed(people: AttendeeQuerySet, request: HttpRequest) -> AttendeeQuerySet:
    status, text = request.GET.get("status", ""), request.GET.get("q", "").strip()[:100]
    if status in AttendeeStatus.values:
        people = people.filter(status=status)
    return people.named_like(text) if text else people


def in_the_words_of_its_page(view: View) -> View:
    """A file has no language prefix; the link says which language its page was in."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str) -> StreamingHttpResponse:
        language = request.GET.get("language", "")
        known = language in dict(settings.LANGUAGES)
        with translation.override(language if known else settings.LANGUAGE_CODE):
            return view(request, slug)

    return wrapped


@login_required
@require_safe
@in_the_words_of_its_page
def attendees_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    event = load_event(request.user, slug)
    people = recorded_export(request.user, event, "CSV")
    return csv_response(people, attendee_columns(event), filename=file_name(event, "csv"))


@login_required
@require_safe
@in_the_words_of_its_page
def attendees_xlsx(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    event = load_event(request.user, slug)
    people = recorded_export(request.user, event, "XLSX")
    return xlsx_response(
        people,
        attendee_columns(event),
        filename=file_name(event, "xlsx"),
        sheet=_("Attendees"),
        about=handling_notice(event, request.user),
    )


def recorded_export(user: User, event: Event, form: str) -> AttendeeQuerySet:
    """Everyone of the event by surname; who took the list is written down before it leaves."""
    people = event.attendees.by_surname()
    audit(user, event, Verb.EXPORT, f"attendees of {event.slug} as {form}", people.count())
    return people


def audit(user: User, event: Event, verb: Verb, target: str, count: int) -> None:
    agencies = list(event.agency_roles.values_list("agency", flat=True))
    record(by=user, verb=verb, target=target, count=count, agencies=agencies)


def file_name(event: Event, suffix: str) -> str:
    sample = "sample-" if event.is_sample else ""
    return f"{sample}attendees-{event.slug}.{suffix}"
