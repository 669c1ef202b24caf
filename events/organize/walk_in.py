"""Who comes without having registered: two taps, and they are counted."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.attendance import Party, register, seats_in_line
from events.models import Attendee, CameFrom, Event
from events.presence import check_in
from nightout.accounts.models import User
from nightout.forms import dressed

from .forms import WalkInForm
from .mine import load_event


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    form = WalkInForm(request.POST or None)
    if form.is_valid():
        try:
            came = count_in(
                event=event,
                name=form.cleaned_data["name"],
                key=form.cleaned_data["key"],
                by=request.user,
                **form.there(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            text = ngettext("%(n)d person is in.", "%(n)d people are in.", came.people)
            messages.success(request, text % {"n": came.people})
            return redirect("organize-walk-in", slug)
    return render(request, "organize/walk_in.html", {"event": event, "form": dressed(form)})


@transaction.atomic
def count_in(
    *, event: Event, name: str, adults: int, children: int, key: uuid.UUID, by: User
) -> Attendee:
    """Registered and present at once, full or not. The same key twice is one walk-in."""
    seats_in_line(event)  # so that of two at once each gets a number of their own
    name = name or _("Walk-in %(n)d") % {
        "n": event.attendees.filter(came_from=CameFrom.WALK_IN).count() + 1
    }
    party = Party(name=name, adults=adults, children=children)
    done = register(event=event, party=party, came_from=CameFrom.WALK_IN, form_key=key)
    check_in(attendee=done.attendee, adults=adults, children=children, by=by, key=key)
    return done.attendee
