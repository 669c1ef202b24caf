"""The page that lists what may be recorded twice."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.duplicates import link
from incidents.merging import Count
from incidents.models import Incident, LinkKind, Outcome, Victim
from incidents.pairs import Window, newest_day, window
from nightout.accounts.models import User
from nightout.datespan import EARLIEST, LATEST
from nightout.places.models import City
from nightout.staffroom.scoped import is_key

MOST_QUIET = 5  # windows without a pair that one page passes over


def in_words(count: Count) -> str:
    people = ngettext("%(n)d person", "%(n)d people", count.people) % {"n": count.people}
    if not count.killed:
        return _("%(people)s, nobody recorded as killed") % {"people": people}
    return _("%(people)s, of whom %(n)d killed") % {"people": people, "n": count.killed}


def possible_duplicates(request: HttpRequest, model_admin: Any) -> HttpResponse:
    if request.method == "POST":
        return _judge(request, model_admin)
    asked = request.GET.get("city", "")
    city = City.objects.filter(pk=asked).first() if is_key(asked) else None
    until = _day(request.GET.get("until", "")) or newest_day(request.user, city)
    own = Incident.objects.managed_by(request.user)
    found = _first_with_pairs(until, request.user, city) if until else None
    pks = [row.pk for pair in found.pairs for row in pair[:2]] if found else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Possible duplicates"),
        "opts": model_admin.opts,
        "city": city,
        "until": until,
        "window": found,
        "people": _people_of(pks),
        "own": set(own.filter(pk__in=pks).values_list("pk", flat=True)),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/incidents/merge/pairs.html", context)


def _people_of(pks: list[int]) -> dict[int, str]:
    """How many people each incident has, in words."""
    each = Victim.objects.filter(incident__in=pks).values_list("incident").order_by()
    killed = models.Count("pk", filter=models.Q(outcome=Outcome.KILLED))
    counts = each.annotate(people=models.Count("pk"), killed=killed)
    return {pk: in_words(Count(people, dead)) for pk, people, dead in counts}


def _first_with_pairs(until: date, user: User, city: City | None) -> Window:
    """Looks on through some quiet months, so that nobody pages through empty pages."""
    found = window(until=until, user=user, city=city)
    for _n in range(MOST_QUIET):
        if found.pairs or not found.earlier:
            break
        found = window(until=found.earlier, user=user, city=city)
    return found


def _day(text: str) -> date | None:
    try:
        day = forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return day if day and EARLIEST < day < LATEST else None


def _judge(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """Somebody says that they are two: they are not told of again."""
    keys = [request.POST.get(name, "") for name in ("one", "other")]
    keys = [int(key) if is_key(key) else 0 for key in keys]
    own = Incident.objects.managed_by(request.user).select_related("agency")
    incident = get_object_or_404(own, pk=keys[0])
    other = get_object_or_404(
        Incident.objects.open_to(request.user).exclude(pk=keys[0]), pk=keys[1]
    )
    link(incident=incident, other=other, kind=LinkKind.TWO)
    text = _("Incidents %(one)d and %(other)d are two. It is noted on both.")
    model_admin.message_user(
        request, text % {"one": incident.pk, "other": other.pk}, messages.SUCCESS
    )
    return redirect(request.get_full_path())
