"""After the night: people counted, the report, and the photos."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.afterwards import reporting
from events.afterwards.forms import HeadCountForm, ReportForm
from events.afterwards.reporting import MOST_PHOTOS, ChangedMeanwhile
from events.models import Event, HeadCount, Photo, Report
from events.organize.mine import load_event

View = Callable[..., HttpResponse]


def on_its_clock(view: View) -> View:
    """A page of an event tells and takes times on the clock of the event's city."""

    @wraps(view)
    def wrapped(request: HttpRequest, event: Event) -> HttpResponse:
        with timezone.override(ZoneInfo(event.city.time_zone)):
            return view(request, event)

    return wrapped


# Head-counts


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def head_count(request: HttpRequest, slug: str) -> HttpResponse:
    return count_heads(request, load_event(request.user, slug))


@on_its_clock
def count_heads(request: HttpRequest, event: Event) -> HttpResponse:
    count = HeadCount(event=event, counted_by=request.user.name)
    form = HeadCountForm(request.POST if request.method == "POST" else None, instance=count)
    if form.is_valid():
        reporting.add_head_count(form.instance)
        messages.success(request, _("Saved. It stands beside the other numbers."))
        return redirect("organize-head-count", slug=event.slug)
    mine = set(reporting.entered_by(request.user, event).values_list("pk", flat=True))
    context = {"event": event, "form": form, "counts": event.head_counts.all(), "mine": mine}
    return render(request, "organize/head_count.html", context)


@login_required
@never_cache
@require_POST
def head_count_delete(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    event = load_event(request.user, slug)
    count = get_object_or_404(event.head_counts.select_related("event"), pk=pk)
    reporting.delete_head_count(count, by=request.user)
    messages.success(request, _("The head-count is deleted."))
    return redirect("organize-head-count", slug=event.slug)


# The report


@csrf_exempt  # checked by write_report
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is not signed in is turned away before a form with 120 MB of photos is read."""
    return write_report(request, load_event(request.user, slug))


@csrf_protect
@on_its_clock
def write_report(request: HttpRequest, event: Event) -> HttpResponse:
    if event.start_date > event.today_there():
        if request.method == "POST":
            raise PermissionDenied
        return render(request, "organize/report_early.html", {"event": event})
    if request.method != "POST":
        return report_page(request, event, report_form(event))
    add_photos(request, event)
    form = report_form(event, request)
    if not form.is_valid():
        return report_page(request, event, form)
    keep_photos(request, form)
    try:
        seen = request.POST.get("seen", "")
        saved = reporting.save_report(form.instance, seen=seen, by=request.user)
    except ChangedMeanwhile as changed:
        form = report_form(event, request)  # without the photos just deleted
        form.add_error(None, who_changed_it(changed.now))
        return report_page(request, event, form, theirs=changed.now)
    if saved:
        messages.success(request, _("The report is saved."))
    return redirect("organize-report", slug=event.slug)


def report_form(event: Event, request: HttpRequest | None = None) -> ReportForm:
    stored = Report.objects.filter(event=event).first()
    photos = event.photos.defer("jpeg")
    return ReportForm(
        request.POST if request else None,
        instance=stored or Report(event=event),
        photos=list(photos),
    )


def report_page(
    request: HttpRequest, event: Event, form: ReportForm, theirs: Report | None = None
) -> HttpResponse:
    """What was typed is kept; `theirs` is what somebody else has saved meanwhile."""
    stored = Report.objects.select_related("written_by").filter(event=event).first()
    context = {
        "event": event,
        "form": form,
        "stored": stored,
        "theirs": theirs,
        # Whoever was told of another version has seen that one; else what they opened counts.
        "seen": reporting.stamp(stored)
        if theirs or not form.is_bound
        else request.POST.get("seen", ""),
        "counts": event.head_counts.all(),
        "photos_left": MOST_PHOTOS - len(form.photos),
        "most_photos": MOST_PHOTOS,
    }
    return render(request, "organize/report.html", context)


def who_changed_it(now: Report) -> str:
    if now.pk is None:
        return _("Somebody has deleted this report meanwhile. Save again to write it anew.")
    text = _(
        "%(who)s has saved this report since you opened it. What stands there now is shown "
        "first; what you typed is below it. Save again to put yours in its place."
    )
    return text % {"who": now.written_by}


def add_photos(request: HttpRequest, event: Event) -> None:
    """Each for itself: a broken file does not keep out the others."""
    uploads = request.FILES.getlist("photos")
    added = 0
    for number, upload in enumerate(uploads):
        try:
            reporting.add_photo(event=event, upload=upload, by=request.user)
            added += 1
        except ValidationError as refusal:
            if refusal.code == "full":
                left = len(uploads) - number
                text = ngettext(
                    "%(n)d file was not added. %(why)s", "%(n)d files were not added. %(why)s", left
                )
                messages.error(request, text % {"n": left, "why": refusal.message})
                break
            text = _("“%(file)s” was not added. %(why)s")
            name = Truncator(upload.name).chars(60)
            messages.error(request, text % {"file": name, "why": refusal.message})
    if added:
        text = ngettext(
            "%(n)d photo is added. Say below what it shows.",
            "%(n)d photos are added. Say below what they show.",
            added,
        )
        messages.success(request, text % {"n": added})


def keep_photos(request: HttpRequest, form: ReportForm) -> None:
    """What photos show, and which go."""
    for photo, caption, before in form.new_captions():
        if not reporting.say_what_it_shows(photo, caption=caption, before=before):
            text = _("Somebody else has said meanwhile what a photo shows. Yours was: “%(text)s”")
            messages.error(request, text % {"text": caption})
    gone = form.to_delete()
    Photo.objects.filter(pk__in=[photo.pk for photo in gone]).delete()
    if gone:
        text = ngettext("%(n)d photo is deleted.", "%(n)d photos are deleted.", len(gone))
        messages.success(request, text % {"n": len(gone)})


@login_required
@cache_control(private=True, no_store=True)
@require_safe
def photo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Only for those who see the desk; nothing on the way keeps it."""
    event = load_event(request.user, slug)
    found = get_object_or_404(event.photos, pk=pk)
    response = HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="photo-{found.pk}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Length"] = str(len(found.jpeg))
    return response
