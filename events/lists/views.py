"""Lists of attendees that leave the house: choosing what is in them, and taking them away.

One way out for all of them: the page makes a link for this person and for a quarter of an hour,
the link is checked, the log is written, then the file leaves.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.lists import sheets, tickets
from events.lists.columns import NOT_AT_FIRST
from events.lists.layouts import arranged, forget_layout, layout_of, moved, remember
from events.lists.rolls import Roll, Take, roll_of_campaign, roll_of_event
from events.models import AttendeeStatus, Campaign, Event, Seats
from events.organize import load_event
from nightout.accounts.models import User
from nightout.audit.models import Verb
from nightout.paging import key_page
from nightout.streaming import Column, csv_response, screen_rows, xlsx_response
from nightout.streaming.attachment import disposition

View = Callable[..., HttpResponseBase]
FIRST_ROWS = 5
STEPS = {"up": -1, "down": 1}


def load_campaign(user: User, slug: str) -> Campaign:
    """A campaign reaches over the events of many agencies: only a coordinator sees who comes."""
    if not user.is_coordinator:
        raise Http404
    return get_object_or_404(Campaign, slug=slug)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_lists(request: HttpRequest, slug: str) -> HttpResponse:
    return lists_page(request, roll_of_event(load_event(request.user, slug)))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaign_lists(request: HttpRequest, slug: str) -> HttpResponse:
    return lists_page(request, roll_of_campaign(load_campaign(request.user, slug)))


@login_required
@never_cache
@require_safe
def campaign_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Its events with their figures, and the way to all their lists at once."""
    campaign = load_campaign(request.user, slug)
    events = Event.objects.filter(campaign=campaign).select_related("city", "park", "seats")
    figures = Seats.objects.filter(event__campaign=campaign).aggregate(
        **{name: Sum(name, default=0) for name in ("attending", "children", "waiting", "present")}
    )
    return render(
        request,
        "organize/campaign.html",
        {
            "campaign": campaign,
            "page": key_page(events.in_order(), request.GET),
            "figures": figures,
            "number": events.count(),
        },
    )


def lists_page(request: HttpRequest, roll: Roll) -> HttpResponse:
    asked = asked_for(request, "")
    if request.method == "POST":
        return choose(request, roll, asked)
    layout = layout_of(request.user)
    by_key = {column.key: column for column in roll.every_column}
    shown, hidden = arranged(list(by_key), NOT_AT_FIRST, layout)
    columns, people = roll.columns(layout), roll.people(asked)
    rows = screen_rows(roll.first_people(asked, FIRST_ROWS), columns)
    roll.note(request.user, Verb.READ, f"first attendees of {roll.slug}", rows)
    return render(
        request,
        "organize/lists.html",
        {
            "roll": roll,
            "event": roll.subject if roll.is_of_an_event else None,
            "asked": asked,
            "statuses": AttendeeStatus.choices,
            "columns": columns,
            "rows": rows,
            "number": people.order_by().count(),
            "downloads": downloads(request.user, roll, asked),
            "sheet": sheet_facts(roll, asked, columns) if roll.is_of_an_event else None,
            "minutes": int(tickets.LASTS.total_seconds() / 60),
            "shown": [by_key[key] for key in shown],
            "hidden": [by_key[key] for key in hidden],
            "moved": request.GET.get("moved", ""),
            "way": request.GET.get("way", ""),
        },
    )


def choose(request: HttpRequest, roll: Roll, asked: Take) -> HttpResponse:
    """Every button sends all ticks and the whole order, so that nothing ticked is lost by a move."""
    if "first" in request.POST:
        forget_layout(request.user)
        messages.success(request, _("The columns are as they were at first."))
        return back_to_columns(roll, asked)
    keys = [column.key for column in roll.every_column]
    sent = [key for key in dict.fromkeys(request.POST.getlist("order")) if key in keys]
    order = sent + [key for key in keys if key not in sent]
    ticked = set(request.POST.getlist("shown"))
    shown = [key for key in order if key in ticked]
    if not shown:
        messages.error(request, _("Tick at least one column. Nothing was changed."))
        return back_to_columns(roll, asked)
    way = next((way for way in STEPS if request.POST.get(way) in shown), "")
    key = request.POST.get(way, "")
    if way:
        shown = moved(shown, key, STEPS[way])
    else:
        messages.success(request, _("Your columns are kept, for this list and all others."))
    remember(user=request.user, shown=shown, hidden=[key for key in order if key not in ticked])
    return back_to_columns(roll, asked, **({"moved": key, "way": way} if way else {}))


def back_to_columns(roll: Roll, asked: Take, **said: str) -> HttpResponse:
    # Without a fragment, which would keep the browser from the button that asks for the focus.
    return redirect(roll.page({**asked.query, **said}))


def asked_for(request: HttpRequest, form: str) -> Take:
    """What the address says; a status that there is not means everyone."""
    status = request.GET.get("status", "")
    return Take(
        form,
        status if status in AttendeeStatus.values else "",
        contact="contact" in request.GET,
    )


def downloads(user: User, roll: Roll, asked: Take) -> dict[str, str]:
    """The addresses of the files, by their forms."""
    forms = ["xlsx", "csv"]
    if roll.is_of_an_event and asked.status != AttendeeStatus.CANCELLED:
        forms.append("pdf")
    return {form: roll.address(Take(form, asked.status, asked.contact), user) for form in forms}


def is_too_long(roll: Roll, asked: Take) -> bool:
    """For paper."""
    people = roll.people(Take("pdf", asked.status)).order_by()
    return people[sheets.MOST : sheets.MOST + 1].exists()


def sheet_facts(roll: Roll, asked: Take, columns: list[Column]) -> dict[str, Any]:
    """What the page says of the printed sheet before somebody takes it."""
    printed, left_out = sheets.printable(columns, contact=asked.contact)
    return {
        "printed": [column.header for column in printed],
        "left_out": [column.header for column in left_out],
        "is_too_long": is_too_long(roll, asked),
        "most": sheets.MOST,
        "has_contact": any(column.key in sheets.CONTACT for column in columns),
    }


def in_the_words_of_its_page(view: View) -> View:
    """A file has no language prefix; the link says which language its page was in."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, *, form: str) -> HttpResponseBase:
        language = request.GET.get("language", "")
        known = language in dict(settings.LANGUAGES)
        with translation.override(language if known else settings.LANGUAGE_CODE):
            return view(request, slug, form=form)

    return wrapped


@login_required
@require_safe
@in_the_words_of_its_page
def event_file(request: HttpRequest, slug: str, *, form: str) -> HttpResponseBase:
    return file(request, roll_of_event(load_event(request.user, slug)), form)


@login_required
@require_safe
@in_the_words_of_its_page
def campaign_file(request: HttpRequest, slug: str, *, form: str) -> HttpResponseBase:
    return file(request, roll_of_campaign(load_campaign(request.user, slug)), form)


def file(request: HttpRequest, roll: Roll, form: str) -> HttpResponseBase:
    """The only way out for a list of people, whoever takes it and in whatever form."""
    take = asked_for(request, form)
    try:
        roll.check(request.GET.get("ticket", ""), take, request.user)
    except tickets.SignatureExpired:
        return fresh_link(request, roll, take, status=410)
    except tickets.BadSignature:
        return fresh_link(request, roll, take, status=403)
    columns = roll.columns(layout_of(request.user))
    if form == "pdf":
        return sheet(request, roll, take, columns)
    people, name = roll.leaving(take, request.user), roll.file_name(form)
    if form == "csv":
        return csv_response(people, columns, filename=name)
    about = roll.notice(take, request.user)
    return xlsx_response(people, columns, filename=name, sheet=_("Attendees"), about=about)


def sheet(request: HttpRequest, roll: Roll, take: Take, columns: list[Column]) -> HttpResponse:
    if is_too_long(roll, take):
        messages.error(request, _("This list is too long for paper. Take a table instead."))
        return redirect(roll.page(take.query))
    people = roll.leaving(take, request.user)
    event = Event.objects.for_cards().get(pk=roll.subject.pk)
    printed, _left_out = sheets.printable(columns, contact=take.contact)
    written = sheets.sign_in_sheet(event, people, printed, by=request.user.email)
    headers = {
        "Content-Disposition": disposition(roll.file_name("pdf")),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(written, content_type="application/pdf", headers=headers)


def fresh_link(request: HttpRequest, roll: Roll, take: Take, *, status: int) -> HttpResponse:
    """Why this link opens nothing, and one that does: to press it is a choice made now."""
    minutes = int(tickets.LASTS.total_seconds() / 60)
    return render(
        request,
        "organize/link_over.html",
        {
            "roll": roll,
            "is_over": status == 410,
            "address": roll.address(take, request.user),
            "form": take.form,
            "lasts": ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes},
        },
        status=status,
    )
