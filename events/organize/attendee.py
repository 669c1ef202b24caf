"""One attendee: all they gave, what became of it, and what the organizer does about it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import attendance, presence
from events.lists.columns import audit
from events.models import Attendee, AttendeeStatus, Event, EventStatus
from events.rsvp.opening import answers_in_words
from nightout.audit.models import Verb
from nightout.forms import dressed

from .forms import NoteForm, PersonForm, PresenceForm
from .mine import load_attendee, load_event

CANCEL, PLACE, LINE = "cancel", "place", "line"
VERBS: dict[str, Callable[..., Attendee]] = {
    CANCEL: attendance.cancel,
    PLACE: attendance.admit,
    LINE: attendance.put_in_line,
}


@login_required
@never_cache
@require_safe
def attendee(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = load_event(request.user, slug)
    return page_of(request, load_attendee(event, pk))


def page_of(request: HttpRequest, person: Attendee, **bound: Any) -> HttpResponse:
    """The page, with the forms that were refused in place of fresh ones."""
    event = person.event
    audit(request.user, event, Verb.READ, f"an attendee of {event.slug}", 1)
    marks = list(person.marks.select_related("by"))
    taken_back = {mark.undoes: mark for mark in marks if mark.undoes}
    seen = [mark for mark in marks if not mark.undoes]
    live = [mark for mark in seen if mark.key not in taken_back]
    context = {
        "event": event,
        "attendee": person,
        "answers": answers_in_words(person),
        "marks": [(mark, taken_back.get(mark.key)) for mark in reversed(seen)],
        "last_mark": live[-1] if live else None,
        "offered": offered(event, person),
        "presence": dressed(PresenceForm(party=person)),
        "note": dressed(NoteForm(instance=person)),
        **bound,
    }
    return render(request, "organize/attendee.html", context)


def offered(event: Event, person: Attendee) -> set[str]:
    """What can be done for them now. Nobody waits for an event that is over or called off."""
    if person.forgotten_at or person.present_at:
        return set()
    to_come = not event.is_over and event.status != EventStatus.CANCELLED
    verbs = {
        AttendeeStatus.ATTENDING: {CANCEL, LINE},
        AttendeeStatus.WAITLISTED: {CANCEL, PLACE},
        AttendeeStatus.CANCELLED: {PLACE, LINE},
    }[person.status]
    return verbs if to_come else verbs & {CANCEL}


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, slug: str, pk: int, verb: str) -> HttpResponse:
    """Cancel, give a place, put in line: by the verbs, whose refusals are told as they are."""
    event = load_event(request.user, slug)
    person = load_attendee(event, pk)
    if verb not in VERBS:
        raise Http404
    if verb not in offered(event, person):
        messages.info(request, _("This has changed meanwhile. Here is how it is now."))
        return redirect("organize-attendee", slug, pk)
    try:
        done = VERBS[verb](attendee=person)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, told_of(verb, done))
    return redirect("organize-attendee", slug, pk)


def told_of(verb: str, done: Attendee) -> str:
    if verb == CANCEL:
        return _("Cancelled. The places go to who is next in line.")
    if verb == PLACE:
        return _("They have a place now.")
    if done.status == AttendeeStatus.ATTENDING:
        return _("Nobody else fits in: they keep their place.")
    return _("They wait at the end of the line.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = load_event(request.user, slug)
    person = load_attendee(event, pk)
    if person.forgotten_at or person.is_cancelled:
        raise Http404
    form = PersonForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            attendance.change(attendee=person, party=form.said())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("organize-attendee", slug, pk)
    audit(request.user, event, Verb.READ, f"an attendee of {event.slug}", 1)
    context = {"event": event, "attendee": person, "form": form}
    return render(request, "organize/attendee_change.html", context)


@login_required
@never_cache
@require_POST
def note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = load_attendee(load_event(request.user, slug), pk)
    if person.forgotten_at:
        raise Http404
    form = NoteForm(request.POST, instance=person)
    if not form.is_valid():
        return page_of(request, load_attendee(person.event, pk), note=dressed(form))
    person.save(update_fields=["note"])
    messages.success(request, _("Saved."))
    return redirect("organize-attendee", slug, pk)


@login_required
@never_cache
@require_POST
def present(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    person = load_attendee(load_event(request.user, slug), pk)
    form = PresenceForm(request.POST, party=person)
    if form.is_valid():
        try:
            presence.check_in(attendee=person, by=request.user, **form.there())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            text = _("Present: %(there)d of %(registered)d.")
            told = {"there": person.people_present, "registered": person.people}
            messages.success(request, text % told)
            return redirect("organize-attendee", slug, pk)
    return page_of(request, person, presence=dressed(form))


@login_required
@never_cache
@require_POST
def undo(request: HttpRequest, slug: str, pk: int, mark: uuid.UUID) -> HttpResponse:
    """Take back one mark of theirs; what others have marked stays."""
    person = load_attendee(load_event(request.user, slug), pk)
    if not person.marks.filter(key=mark, undoes__isnull=True).exists():
        raise Http404
    presence.take_back(attendee=person, undoes=mark, by=request.user)
    person.refresh_from_db()
    text = _("Taken back. Somebody else has marked them present, so they stay so.")
    messages.success(request, text if person.present_at else _("Taken back."))
    return redirect("organize-attendee", slug, pk)
