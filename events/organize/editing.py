"""What an organizer may change of an event: some at once, what is announced with a review."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.attendance import announcing_changes, seats_in_line
from events.models import Event, Listing, Publication, Seats
from nightout.accounts.models import User
from nightout.forms import dressed

from .forms import AnnouncementForm, RevisedForm, SettingsForm
from .mine import load_event, more_than_places


class ChangedMeanwhile(Exception):
    """Somebody else has saved the event since the form's page was shown."""


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    form = SettingsForm(request.POST or None, instance=event, revision=revision_of(event))
    if form.is_valid() and (saved := save(form, lambda kept: None)):
        tell(request, form, saved)
        return redirect("organize-event", slug)
    return render(request, "organize/settings.html", {"event": event, "form": dressed(form)})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def announcement(request: HttpRequest, slug: str) -> HttpResponse:
    event = load_event(request.user, slug)
    reviewed = goes_back_to_review(request.user, event)

    def submit(kept: Event) -> None:
        if reviewed and form.has_changed():
            kept.publication = Publication.SUBMITTED

    form = AnnouncementForm(request.POST or None, instance=event, revision=revision_of(event))
    if form.is_valid() and (saved := save(form, submit)):
        tell(request, form, saved)
        if form.instance.publication == Publication.SUBMITTED:
            text = _("It is in review: a manager of the agency makes it public.")
            messages.warning(request, text)
        return redirect("organize-event", slug)
    context = {"event": event, "form": dressed(form), "reviewed": reviewed}
    return render(request, "organize/announcement.html", context)


def goes_back_to_review(user: User, event: Event) -> bool:
    """What an organizer announces anew is looked at again; the agency's own staff just change it."""
    public = event.publication == Publication.PUBLIC
    return public and not Event.objects.managed_by(user).filter(pk=event.pk).exists()


def revision_of(event: Event) -> int:
    return Listing.objects.values_list("revision", flat=True).get(pk=event.pk)


def save(form: RevisedForm, change: Callable[[Event], None]) -> tuple[Seats, Seats] | None:
    """The seats before and after; None where it was refused, and the form says why."""
    event = form.instance
    try:
        with transaction.atomic():
            before = seats_in_line(event)
            if revision_of(event) != form.cleaned_data["revision"]:
                raise ChangedMeanwhile
            with announcing_changes([event]):
                change(event)
                form.save()
            return before, seats_in_line(event)
    except ChangedMeanwhile:
        stored = Event.objects.select_related("city", "park").get(pk=event.pk)
        form.refuse_as_changed(stored, revision_of(event))
        return None


def tell(request: HttpRequest, form: RevisedForm, saved: tuple[Seats, Seats]) -> None:
    """What became of it: saved, who got a place by it, and whether there are more than places."""
    before, after = saved
    messages.success(request, _("Saved."))
    for hint in form.hints:
        messages.info(request, hint)
    if (promoted := before.waiting - after.waiting) > 0:
        text = ngettext(
            "%(n)d person who waited has a place now.",
            "%(n)d people who waited have a place now.",
            promoted,
        )
        messages.success(request, text % {"n": promoted})
    if "capacity" in form.changed_data and (over := more_than_places(after)):
        text = ngettext(
            "%(people)d people have a place: %(n)d more than places. Nobody is turned away.",
            "%(people)d people have a place: %(n)d more than places. Nobody is turned away.",
            over,
        )
        messages.warning(request, text % {"people": after.attending, "n": over})
