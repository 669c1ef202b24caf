"""Who comes: the list of attendees."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.lists.columns import attendee_columns, audit
from events.lists.layouts import layout_of
from events.models import Attendee, AttendeeStatus
from events.models.attendee import AttendeeQuerySet
from nightout.audit.models import Verb
from nightout.paging import key_page
from nightout.streaming import Column, Kind, screen_rows

from .mine import load_event

PEOPLE_ON_A_PAGE = 50

# What is listed, by the word in the address. Who waits stands in the order of the line.
Narrowed = Callable[[AttendeeQuerySet], QuerySet[Attendee]]
LISTED: dict[str, tuple[Any, Narrowed]] = {
    "": (_("All"), lambda people: people.by_surname()),
    "attending": (_("Have a place"), lambda people: people.attending().by_surname()),
    "waitlisted": (_("Waiting, in line"), lambda people: people.in_line()),
    "present": (_("Present"), lambda people: people.present().by_surname()),
    "absent": (
        _("Not yet present"),
        lambda people: people.attending().filter(present_at__isnull=True).by_surname(),
    ),
    "cancelled": (
        _("Cancelled"),
        lambda people: people.filter(status=AttendeeStatus.CANCELLED).by_surname(),
    ),
}


@login_required
@never_cache
@require_safe
def attendees(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    status, text = request.GET.get("status", ""), request.GET.get("q", "").strip()[:100]
    status = status if status in LISTED else ""
    _label, narrowed = LISTED[status]
    people = narrowed(event.attendees.named_like(text) if text else event.attendees.all())
    page = key_page(people, request.GET, size=PEOPLE_ON_A_PAGE)
    columns = attendee_columns(event, layout_of(request.user))
    rows = rows_of(people, page.rows, columns)
    audit(request.user, event, Verb.READ, f"page of attendees of {event.slug}", len(rows))
    context = {
        "event": event,
        "page": page,
        "columns": columns,
        "rows": rows,
        "listed": views_of(request, status),
        "status": status,
        "q": text,
        "is_waiting_list": status == AttendeeStatus.WAITLISTED,
    }
    return render(request, "organize/attendees.html", context)


def rows_of(
    people: QuerySet[Attendee], shown: list[Attendee], columns: list[Column]
) -> list[dict[str, Any]]:
    """The cells of each row as the files have them, each with its header, and whose they are."""
    number = Column("", "pk", Kind.INTEGER, key="pk")
    there = {row.pk: row for row in shown}
    return [
        {
            "person": there[pk],
            "cells": [(of.header, cell) for of, cell in zip(columns, cells, strict=True)],
        }
        for pk, *cells in screen_rows(people.filter(pk__in=there), [number, *columns])
    ]


def views_of(request: HttpRequest, chosen: str) -> list[dict[str, Any]]:
    """One link for each thing that can be listed; what is searched for stays."""
    found = []
    for status, (label, _narrowed) in LISTED.items():
        query = request.GET.copy()
        for name in ("status", "after", "before"):
            query.pop(name, None)
        if status:
            query["status"] = status
        found.append({"label": label, "url": f"?{query.urlencode()}", "here": status == chosen})
    return found
