"""Registering without an account, and everything that the personal link opens.

The page after sending must not tell whether an address was registered before, so nothing of the
registration can be on it. What was typed comes back for a quarter of an hour in a signed cookie
that only these pages of this event get: it is in no address, and the site keeps no copy of it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import attendance, links
from events.flyers import QUIET_ZONE, qr_code
from events.forgetting import data_of
from events.models import Attendee, Event, Publication, Seats
from events.rsvp.forms import MailsForm, RegistrationForm, form_to_change, new_key
from events.rsvp.opening import (
    answers_in_words,
    load_open_to_all,
    opening_in_words,
    parties_before,
    standing,
)
from events.rsvp.registration import (
    check_limits,
    check_mails,
    erase_registration,
    is_to_come,
    may_change,
    take,
)
from events.tokens import attendee_of, token
from nightout.accounts.limits import client_address, within_limit
from nightout.accounts.models import User
from nightout.forms import dressed

View = Callable[[HttpRequest, Attendee], HttpResponse]

COOKIE, COOKIE_AGE, COOKIE_SIZE = "registered", timedelta(minutes=15), 3_000
NOT_TYPED = ("csrfmiddlewaretoken", "form_key", "consent", "website")
OPEN = ("OPEN", "WAITING_LIST")
# A link has 130 bits that nobody guesses: the limit is there for the work it makes to look.
MOST_WRONG_LINKS, IN_MINUTES = 60, timedelta(minutes=10)


# The form


@require_http_methods(["GET", "HEAD", "POST"])
# Kept by the browser, so that its Back button finds what was typed; asked for anew otherwise.
@cache_control(private=True, no_cache=True)
def rsvp(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(slug)
    if request.method == "POST":
        return receive(request, event)
    sent = what_was_sent(request) if "correct" in request.GET else {}
    if standing(event) not in OPEN and not (sent and is_to_come(event)):
        return show(request, event, "rsvp/not_open.html", opens=opening_in_words(event))
    key = new_key(sent.get("key"))
    typed = {**sent["typed"], "consent": True} if sent else {}
    form = RegistrationForm(event=event, initial={**typed, "form_key": key})
    return show(request, event, "rsvp/form.html", form=form, corrects=bool(sent))


def receive(request: HttpRequest, event: Event) -> HttpResponse:
    form = RegistrationForm(request.POST, event=event)
    status = 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            check_limits(event=event, client=client_address(request), email=given["email"])
            attendee = take(form=form, key=given["form_key"])
        except ValidationError as refused:
            form.refuse(refused)
            status = 429 if is_too_many(refused) else 200
        else:
            return sent_to(request, event, attendee, form)
    corrects = str(form.cleaned_data.get("form_key")) == what_was_sent(request).get("key")
    return show(request, event, "rsvp/form.html", form=form, corrects=corrects, status=status)


def sent_to(
    request: HttpRequest, event: Event, attendee: Attendee, form: RegistrationForm
) -> HttpResponse:
    """Who gave an address finds all else in their mailbox; others get their link here."""
    if not form.cleaned_data["email"]:
        messages.success(request, _("Thank you, it is noted. Keep the link of this page."))
        return redirect("rsvp-mine", token(attendee))
    response = redirect("rsvp-sent", event.slug)
    response.set_cookie(
        COOKIE,
        in_cookie(form),
        max_age=COOKIE_AGE,
        path=reverse("rsvp", args=[event.slug]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_safe
@never_cache
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(slug)
    email = what_was_sent(request).get("typed", {}).get("email", "")
    return show(request, event, "rsvp/sent.html", email=email)


def in_cookie(form: RegistrationForm) -> str:
    """What was typed; where that is too long for a cookie, the address alone."""
    typed = {name: text for name, text in form.data.items() if name in form.fields}
    typed = {name: text for name, text in typed.items() if name not in NOT_TYPED}
    key = str(form.cleaned_data["form_key"])
    whole, short = ({"key": key, "typed": it} for it in (typed, {"email": typed["email"]}))
    value = signing.dumps(whole, salt=COOKIE, compress=True)
    return value if len(value) < COOKIE_SIZE else signing.dumps(short, salt=COOKIE)


def what_was_sent(request: HttpRequest) -> dict[str, Any]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return {}


def load_event(slug: str) -> Event:
    try:
        return load_open_to_all(slug)
    except Event.DoesNotExist as error:
        raise Http404 from error


def show(
    request: HttpRequest, event: Event, template: str, status: int = 200, **shown: Any
) -> HttpResponse:
    event.seats = Seats.objects.get(pk=event.pk)  # by now; what is kept of the event may be older
    facts = {"event": event, "standing": standing(event), "event_is_public": True}
    return render(request, template, {**facts, **shown}, status=status)


def is_too_many(refused: ValidationError) -> bool:
    about = getattr(refused, "error_dict", {}).get("email", [refused])
    return any(getattr(error, "code", "") == "too_many" for error in about)


# The personal link


def own(view: View) -> Callable[..., HttpResponse]:
    """For whoever has the link; nothing of the page is kept or found by others."""

    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        try:
            attendee = attendee_of(token)
        except Attendee.DoesNotExist:
            response = unknown(request)
        else:
            response = view(request, attendee)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


def unknown(request: HttpRequest) -> HttpResponse:
    client = client_address(request)
    few = within_limit("rsvp-link", client, most=MOST_WRONG_LINKS, window=IN_MINUTES)
    return render(request, "rsvp/unknown.html", status=404 if few else 429)


@require_safe
@own
def mine(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    event, address = attendee.event, own_address(request, attendee)
    shown = {
        "answers": answers_in_words(attendee),
        "before": parties_before(attendee) if attendee.is_waiting else 0,
        "address": address,
        "code": qr_code(address).svg_data_uri(border=QUIET_ZONE, light="#fff", omitsize=True),
        "calendars": links.calendars(event, request.build_absolute_uri(event.get_absolute_url())),
        "directions": links.directions(event),
        "moved_from": event.moved_from(),
        "at_the_door": keeps_the_door(request.user, event),
    }
    return show_own(request, attendee, "rsvp/mine.html", **shown)


def keeps_the_door(user: User | AnonymousUser, event: Event) -> bool:
    """Who reads the code of a mail with their phone's own camera gets here, and wants to go on."""
    if not user.is_authenticated:
        return False
    return Event.objects.organized_by(user).filter(pk=event.pk).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@own
def change(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    if not may_change(attendee):
        return redirect("rsvp-mine", token(attendee))
    form = form_to_change(attendee, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        party = form.party(language=attendee.language, answers_before=attendee.answers)
        old_link = token(attendee)
        try:
            check_mails(party.email)
            attendance.change(attendee=attendee, party=party)
        except ValidationError as refused:
            form.refuse(refused)
            status = 429 if is_too_many(refused) else 200
        else:
            say_changed(request, is_new_link=token(attendee) != old_link)
            return redirect("rsvp-mine", token(attendee))
    return show_own(request, attendee, "rsvp/change.html", form=form, status=status)


def say_changed(request: HttpRequest, *, is_new_link: bool) -> None:
    messages.success(request, _("Your change is kept."))
    if is_new_link:
        text = _("With the new address you have a new link, on this page. The old one has ended.")
        messages.info(request, text)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def cancel(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    if not may_change(attendee):
        return redirect("rsvp-mine", token(attendee))
    if request.method != "POST":
        return show_own(request, attendee, "rsvp/cancel.html")
    try:
        attendance.cancel(attendee=attendee)
    except ValidationError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Your registration is cancelled. Thank you for saying so."))
    return redirect("rsvp-mine", token(attendee))


@require_http_methods(["GET", "HEAD", "POST"])
@own
def mails(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    now = {"language": attendee.language, "wants_news": attendee.wants_news}
    form = dressed(MailsForm(request.POST if request.method == "POST" else None, initial=now))
    if form.is_valid():
        attendee.language = form.cleaned_data["language"]
        attendee.wants_news = form.cleaned_data["wants_news"]
        attendee.save(update_fields=["language", "wants_news"])
        messages.success(request, _("Your choice is kept."))
        return redirect("rsvp-mine", token(attendee))
    return show_own(request, attendee, "rsvp/mails.html", form=form)


# A mail program asks for this by itself (RFC 8058), without our cookie: no more than letters and
# thanks can be stopped by it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@own
def quiet(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    if request.method == "POST":
        attendee.wants_news = False
        attendee.save(update_fields=["wants_news"])
        if request.POST.get("List-Unsubscribe") != "One-Click":
            return redirect("rsvp-quiet", token(attendee))
    return show_own(request, attendee, "rsvp/quiet.html")


@require_safe
@own
def data(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    response = JsonResponse(
        data_of(attendee), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response.headers["Content-Disposition"] = 'attachment; filename="my-registration.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@own
def erase(request: HttpRequest, attendee: Attendee) -> HttpResponse:
    if request.method != "POST":
        return show_own(request, attendee, "rsvp/erase.html")
    erase_registration(attendee=attendee)
    messages.success(request, _("Your data is erased. The link to it has ended."))
    if attendee.event.publication == Publication.PUBLIC:
        return redirect(attendee.event)
    return redirect("event-list")


def show_own(
    request: HttpRequest, attendee: Attendee, template: str, status: int = 200, **shown: Any
) -> HttpResponse:
    facts = {
        "attendee": attendee,
        "event": attendee.event,
        "event_is_public": attendee.event.publication == Publication.PUBLIC,
        "token": token(attendee),
        "may_change": may_change(attendee),
    }
    return render(request, template, {**facts, **shown}, status=status)


def own_address(request: HttpRequest, attendee: Attendee) -> str:
    """The whole link in the language that its owner reads; short, so that the code is coarse."""
    with translation.override(attendee.language):
        return request.build_absolute_uri(reverse("rsvp-mine", args=[token(attendee)]))
