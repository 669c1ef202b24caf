"""Letters to everyone of an event: written, looked at as a reader gets it, sent, and listed."""

import re
from base64 import b64encode
from hashlib import sha256

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.letters import posting
from events.letters.forms import LetterForm
from events.mailing import mails
from events.models import Attendee, Event, Letter
from events.organize.mine import load_event

MOST_LISTED = 50
PREVIEW, SEND = "preview", "send"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """First the form, then the preview; from there one sends it, or goes back to the form."""
    event = load_event(request.user, slug)
    if request.method != "POST":
        return form_page(request, event, LetterForm(initial={"written_in": event.written_in}))
    form = LetterForm(request.POST, instance=Letter(event=event, by=request.user))
    step = request.POST.get("step")
    if form.is_valid() and step == PREVIEW:
        return preview_page(request, event, form)
    if form.is_valid() and step == SEND:
        return send(request, event, form)
    return form_page(request, event, form)


def send(request: HttpRequest, event: Event, form: LetterForm) -> HttpResponse:
    try:
        number = posting.send(form.instance, by=request.user)
    except ValidationError as refusal:
        if refusal.code == "sent_already":
            messages.info(request, refusal.message)
            return redirect("organize-letter", slug=event.slug)
        form.add_error(None, refusal)
        return form_page(request, event, form)
    text = ngettext(
        "The letter goes to %(n)d address. It is on its way within minutes.",
        "The letter goes to %(n)d addresses. It is on its way within minutes.",
        number,
    )
    messages.success(request, text % {"n": number})
    return redirect("organize-letter", slug=event.slug)


def form_page(request: HttpRequest, event: Event, form: LetterForm) -> HttpResponse:
    context = {"event": event, "form": form, "letters": letters_of(event)}
    return render(request, "organize/letter.html", context)


def preview_page(request: HttpRequest, event: Event, form: LetterForm) -> HttpResponse:
    """The mail in a frame, with the style that it brings along and no other."""
    letter = form.instance
    reader = Attendee(event=event, name=request.user.name, language=letter.written_in)
    written = mails.preview(letter, reader)
    styles = re.findall(r"<style>(.*?)</style>", written.html, re.DOTALL)
    context = {
        "event": event,
        "form": form,
        "letter": letter,
        "written": written,
        "reach": posting.reach(letter),
    }
    framed = csp_update({"style-src": [hash_source(style) for style in styles]})(render)
    return framed(request, "organize/letter_preview.html", context)


def hash_source(style: str) -> str:
    """As a Content-Security-Policy names one style that it allows."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def letters_of(event: Event) -> QuerySet[Letter]:
    """The latest first, each with its mails: what became of them."""
    sent, given_up = Q(messages__sent_at__isnull=False), Q(messages__given_up_at__isnull=False)
    neither = Q(messages__sent_at__isnull=True, messages__given_up_at__isnull=True)
    no_longer_needed = Q(messages__trouble__startswith="moot:")
    counted = event.letters.select_related("by").annotate(
        delivered=Count("messages", filter=sent),
        waiting=Count("messages", filter=neither),
        given_up=Count("messages", filter=given_up & ~no_longer_needed),
        moot=Count("messages", filter=given_up & no_longer_needed),
    )
    return counted[:MOST_LISTED]
