"""The door: who is there, marked by phones that may have no signal.

The page works by itself with forms; its script (nightout/static/door.js) does the same faster, and
goes on without signal.
"""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.door.marks import (
    LARGEST,
    NotABatch,
    add_walk_in,
    called,
    in_one_line,
    read_batch,
    standing,
    take,
    undo,
)
from events.door.roster import is_cursor, kept_until, roster
from events.door.words import door_files, door_words
from events.lists.columns import audit
from events.models import Attendee, Event
from events.models.attendee import AttendeeQuerySet
from events.organize.mine import load_event
from events.presence import check_in
from events.tokens import attendee_of
from nightout.accounts.models import User
from nightout.audit.models import Verb

MOST_FOUND = 20  # parties; more have to be narrowed by another letter
WITH_CAMERA = "camera=(self), microphone=(), payment=(), geolocation=(self)"


@login_required
@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    if request.method == "POST":
        return _mark(request, event)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "party", "show")}
    found = list(_found(event, asked)[: MOST_FOUND + 1])
    if found:
        _note(request.user, event, len(found[:MOST_FOUND]))
    response = render(
        request,
        "organize/door.html",
        {
            "event": event,
            "seats": event.seats,
            "to_come": event.attendees.attending().filter(present_at=None).count(),
            "asked": any(asked.values()),
            "q": asked["q"],
            "found": _with_my_marks(found[:MOST_FOUND], event, request.user),
            "more": len(found) > MOST_FOUND,
            "new_key": uuid.uuid4(),
            # Once phones have forgotten the list, the page works without keeping anything.
            "is_kept": kept_until(event) > timezone.now(),
            "told": _told(request, event),
            "words": door_words(),
        },
    )
    response["Permissions-Policy"] = WITH_CAMERA
    return response


def _told(request: HttpRequest, event: Event) -> dict[str, Any]:
    """What the script has to know of this page."""
    return {
        "event": event.pk,
        "user": request.user.pk,
        "page": reverse("organize-door", args=[event.slug]),
        "roster": reverse("organize-door-roster", args=[event.slug]),
        "sync": reverse("organize-door-sync", args=[event.slug]),
        "signIn": reverse("login"),
        "worker": reverse("door-worker"),
        "cookie": settings.CSRF_COOKIE_NAME,
        "files": door_files(),
    }


# Without a script


class PresentForm(forms.Form):
    attendee = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    name = forms.CharField(required=False, max_length=150)
    adults = forms.IntegerField(min_value=0, max_value=200)
    children = forms.IntegerField(min_value=0, max_value=200)
    key = forms.UUIDField()


def _found(event: Event, asked: dict[str, str]) -> AttendeeQuerySet:
    people = event.attendees.remembered().select_related("present_by").by_surname()
    if asked["party"]:
        return people.filter(pk=_number_in(asked["party"]))
    if asked["show"]:
        return people.filter(pk=int(asked["show"]) if asked["show"].isdecimal() else None)
    return people.named_like(asked["q"]) if len(asked["q"]) > 1 else people.none()


def _number_in(token: str) -> int | None:
    try:
        return attendee_of(token).pk
    except Attendee.DoesNotExist:
        return None


def _with_my_marks(found: list[Attendee], event: Event, user: User) -> list[Attendee]:
    mine = set(standing(event).filter(by=user, attendee__in=found).values_list("attendee"))
    for attendee in found:
        attendee.has_my_mark = (attendee.pk,) in mine
        attendee.marked_by = called(attendee.present_by) if attendee.present_by else ""
        attendee.new_key, attendee.other_key = uuid.uuid4(), uuid.uuid4()
    return found


def _mark(request: HttpRequest, event: Event) -> HttpResponse:
    attendee = None
    try:
        attendee = _do(request, event)
    except ValidationError as problem:
        for text in problem.messages:
            messages.error(request, text)
    here = reverse("organize-door", args=[event.slug])
    return redirect(f"{here}?show={attendee.pk}" if attendee else here)


def _do(request: HttpRequest, event: Event) -> Attendee:
    if "undo" in request.POST:
        attendee = _one_of(event, request.POST["undo"])
        for mark in standing(event).filter(attendee=attendee, by=request.user):
            undo(attendee=attendee, undoes=mark.key, by=request.user)
        return attendee
    form = PresentForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Write how many adults and children are there, as numbers."))
    adults, children = form.cleaned_data["adults"], form.cleaned_data["children"]
    if not adults + children:
        raise ValidationError(_("At least one person must be there."))
    key = form.cleaned_data["key"]
    if number := form.cleaned_data["attendee"]:
        attendee = _one_of(event, str(number))
    else:
        attendee = add_walk_in(
            event=event,
            name=in_one_line(form.cleaned_data["name"]),
            adults=adults,
            children=children,
            form_key=key,
        )
    check_in(attendee=attendee, adults=adults, children=children, by=request.user, key=key)
    return attendee


def _one_of(event: Event, number: str) -> Attendee:
    people = event.attendees.remembered()
    return get_object_or_404(people, pk=int(number) if number.isdecimal() else None)


# For the script


@login_required
@never_cache
@ensure_csrf_cookie
@gzip_page
@require_safe
def door_roster(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, when a door opens: each opening is written down before it leaves."""
    event = load_event(request.user, slug)
    told = roster(event=event, user=request.user, since=request.GET.get("since", ""))
    _note(request.user, event, told["count"])
    return JsonResponse(told)


@login_required
@never_cache
@gzip_page
@require_POST
def door_sync(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes marks and tells what has changed since; with no marks it only tells."""
    event = load_event(request.user, slug)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return JsonResponse({"refused": _("Too many marks at once.")}, status=413)
    try:
        batch = read_batch(request.body)
    except NotABatch:
        return JsonResponse({"refused": _("These are no marks of the door.")}, status=400)
    if batch.user != str(request.user.pk):
        return JsonResponse({"refused": _("Somebody else has signed in.")}, status=409)
    answers = take(event=event, marks=batch.marks, by=request.user)
    # Without a cursor the whole list would leave, and that is the opening's to note.
    knows = is_cursor(batch.since, event, request.user)
    news = roster(event=event, user=request.user, since=batch.since) if knows else None
    return JsonResponse({"answers": answers, "news": news})


@require_safe
def door_worker(request: HttpRequest) -> FileResponse:
    """At the root of the site, so that the pages of doors lie under it."""
    path = finders.find("door-worker.js")
    response = FileResponse(open(path, "rb"), content_type="text/javascript")  # noqa: SIM115
    response["Cache-Control"] = "no-cache"
    return response


def _note(user: User, event: Event, count: int) -> None:
    audit(user, event, Verb.READ, f"door of {event.slug}", count)
