"""One event at the desk: its figures, and registration open or closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.attendance import announcing_changes
from events.models import Event, Registration
from events.rsvp.opening import moment_in_words, standing

from .mine import load_event, more_than_places


@login_required
@never_cache
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    context = {
        "event": event,
        "head_counts": event.head_counts.all(),
        "questions": event.questions.filter(retired=False).count(),
        "over": more_than_places(event.seats),
        "standing": standing(event),
        "opens": moment_in_words(event, event.opens_at) if event.opens_at else "",
        "closes": moment_in_words(event, event.closes_at) if event.closes_at else "",
    }
    return render(request, "organize/event.html", context)


@login_required
@never_cache
@require_POST
def registration(request: HttpRequest, slug: str, state: str) -> HttpResponse:
    """Open or close it now. A time that would say otherwise is taken away, and that is told."""
    event = load_event(request.user, slug)
    if state not in (Registration.OPEN, Registration.CLOSED):
        raise Http404
    with announcing_changes([event]):
        event.refresh_from_db()
        dropped = set_registration(event, Registration(state))
    opened = state == Registration.OPEN
    words = [_("Registration is open.") if opened else _("Registration is closed.")]
    if dropped:
        words.append(_("The time that was set for it is taken away."))
    messages.success(request, " ".join(words))
    return redirect("organize-event", slug)


def set_registration(event: Event, state: Registration) -> bool:
    """Whether a time had to go so that it is open now."""
    now, dropped = timezone.now(), False
    event.registration = state
    if state == Registration.OPEN and event.opens_at and event.opens_at > now:
        event.opens_at, dropped = None, True
    if state == Registration.OPEN and event.closes_at and event.closes_at <= now:
        event.closes_at, dropped = None, True
    event.save(update_fields=["registration", "opens_at", "closes_at", "updated_at"])
    return dropped
