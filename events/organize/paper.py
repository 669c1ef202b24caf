"""The night's sheet of paper, typed in afterwards: one list, ticks, one button, and undo."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.lists.columns import audit
from events.models import Attendee, Event, Mark
from events.presence import note, take_back_batch
from nightout.accounts.models import User
from nightout.audit.models import Verb
from nightout.forms import dressed
from nightout.paging import key_page

from .forms import PresenceForm
from .mine import load_event

ROWS_ON_A_PAGE = 100
LAST_BATCHES = 5


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    on_the_sheet = event.attendees.not_cancelled().remembered().by_surname()
    page = key_page(on_the_sheet, request.GET, size=ROWS_ON_A_PAGE)
    sent = request.POST if request.method == "POST" else None
    rows = [row_of(person, sent) for person in page.rows]
    ticked = [row for row in rows if row["ticked"] and not row["person"].present_at]
    if sent is not None and ticked and all(row["form"].is_valid() for row in ticked):
        people = mark_present(event, ticked, batch=batch_of(sent), by=request.user)
        text = ngettext("%(n)d person is present.", "%(n)d people are present.", people)
        messages.success(request, text % {"n": people})
        return redirect(request.get_full_path())
    audit(request.user, event, Verb.READ, f"sheet of {event.slug}", len(rows))
    context = {
        "event": event,
        "page": page,
        "rows": rows,
        "batch": uuid.uuid4(),
        "batches": last_batches(event),
        "wrong": [row for row in ticked if row["form"].errors],
        "none_ticked": sent is not None and not ticked,
    }
    return render(request, "organize/paper.html", context)


def row_of(person: Attendee, sent: Any) -> dict[str, Any]:
    """One line of the sheet. Who is not ticked needs no numbers."""
    ticked = sent is not None and str(person.pk) in sent.getlist("there")
    form = dressed(PresenceForm(sent if ticked else None, party=person, prefix=str(person.pk)))
    return {"person": person, "ticked": ticked, "form": form}


def batch_of(sent: Any) -> uuid.UUID:
    """Made with the page, so that sending it twice marks once."""
    try:
        return uuid.UUID(sent.get("batch", ""))
    except ValueError:
        return uuid.uuid4()


def mark_present(event: Event, ticked: list[dict[str, Any]], *, batch: uuid.UUID, by: User) -> int:
    """All of them or none; how many people that makes."""
    marks = [
        Mark(
            key=uuid.uuid5(batch, str(row["person"].pk)),
            attendee=row["person"],
            batch=batch,
            by=by,
            at=None,
            **row["form"].there(),
        )
        for row in ticked
    ]
    note(event=event, marks=marks)
    return sum(sum(row["form"].there().values()) for row in ticked)


def last_batches(event: Event) -> QuerySet[Mark]:
    """What was marked from paper lately and is not taken back: by whom, when, how many."""
    undone = Mark.objects.filter(undoes=OuterRef("key"))
    made = Mark.objects.filter(attendee__event=event, batch__isnull=False)
    return (
        made.exclude(Exists(undone))
        .order_by()
        .values("batch", "by__name", "by__email")
        .annotate(at=Max("received_at"), rows=Count("key"), people=Sum("adults") + Sum("children"))
        .order_by("-at")[:LAST_BATCHES]
    )


@login_required
@never_cache
@require_POST
def undo(request: HttpRequest, slug: str, batch: uuid.UUID) -> HttpResponse:
    event = load_event(request.user, slug)
    rows = take_back_batch(event=event, batch=batch, by=request.user)
    text = ngettext(
        "%(n)d line of the sheet is taken back.", "%(n)d lines of the sheet are taken back.", rows
    )
    messages.success(request, text % {"n": rows})
    return redirect("organize-paper", slug)
