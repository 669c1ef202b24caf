"""All my events: those to come, in order, and those that are over."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.models import Event
from nightout.paging import key_page

from .mine import WITH

MOST_PAST = 20


@login_required
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    mine = Event.objects.organized_by(request.user).select_related(*WITH)
    is_past = request.GET.get("when") == "past"
    if is_past:
        page = key_page(mine.past().latest_first(), request.GET)
        return render(request, "organize/desk.html", {"page": page, "is_past": True})
    page = key_page(mine.upcoming().in_order(), request.GET)
    past = list(mine.past().latest_first()[: MOST_PAST + 1])
    return render(
        request,
        "organize/desk.html",
        {"page": page, "past": past[:MOST_PAST], "more_past": len(past) > MOST_PAST},
    )
