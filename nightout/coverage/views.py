"""For who plans the next evening: where it is missed most. Each sees their agencies' places."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from nightout.coverage import counting
from nightout.coverage.counting import MONTHS, SIDES, Question
from nightout.coverage.drawing import drawn
from nightout.staffroom import own_agencies
from nightout.streaming import Column, Kind, csv_of_select
from nightout.streaming.public import refused

GAPS_SHOWN, EVENTS_SHOWN = 40, 25
ALL = 100_000  # areas: more than there are squares with somebody shot in them
USUAL = {"months": 12, "miles": 1}


def months_in_words() -> list[tuple[int, str]]:
    return [
        (n, ngettext("the last %(n)d month", "the last %(n)d months", n) % {"n": n}) for n in MONTHS
    ]


def miles_in_words() -> list[tuple[str, str]]:
    return [
        (f"{n:g}", ngettext("%(n)s mile", "%(n)s miles", 1 if n == 1 else 2) % {"n": f"{n:g}"})
        for n in SIDES
    ]


class QuestionForm(forms.Form):
    months = forms.TypedChoiceField(
        label=gettext_lazy("People shot within"),
        choices=months_in_words,
        coerce=int,
        empty_value=USUAL["months"],
        required=False,
    )
    miles = forms.TypedChoiceField(
        label=gettext_lazy("No event planned within"),
        choices=miles_in_words,
        coerce=float,
        empty_value=USUAL["miles"],
        required=False,
    )


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    form = QuestionForm(USUAL | request.GET.dict())
    context = {**admin.site.each_context(request), "title": _("Coverage"), "form": form}
    if form.is_valid():
        context |= answered(asked(request, form))
    return render(request, "admin/coverage.html", context)


def answered(question: Question) -> dict[str, Any]:
    found = counting.gaps(question, most=ALL)
    sums = counting.sums(question)
    far = sum(gap.people for gap in found), sum(gap.roughly for gap in found)
    shown = found[:GAPS_SHOWN]
    return {
        "question": question,
        "query": f"months={question.months}&miles={question.miles:g}",
        "sums": sums,
        "far": far,
        "near": (sums.people - far[0], sums.roughly - far[1]),
        "gaps": shown,
        "further": len(found) - len(shown),
        "drawing": drawn(shown, counting.planned_around(shown)),
        "served": counting.served(question, most=EVENTS_SHOWN),
    }


@require_safe
def gaps_file(request: HttpRequest) -> HttpResponseBase:
    columns = [
        Column(_("Place"), "place"),
        Column(_("State"), "state"),
        Column(_("Around"), "around"),
        Column(_("People shot, block or crossing known"), "people", Kind.INTEGER),
        Column(_("People shot, known by city only"), "roughly", Kind.INTEGER),
        Column(_("Incidents"), "incidents", Kind.INTEGER),
        Column(_("South"), "south", Kind.DECIMAL),
        Column(_("West"), "west", Kind.DECIMAL),
        Column(_("North"), "north", Kind.DECIMAL),
        Column(_("East"), "east", Kind.DECIMAL),
    ]
    return file(request, counting.gaps_sql, columns, "coverage")


@require_safe
def events_file(request: HttpRequest) -> HttpResponseBase:
    columns = [
        Column(_("Event"), "title"),
        Column(_("Address on the site"), "slug"),
        Column(_("Language"), "written_in"),
        Column(_("First day"), "first_day", Kind.DATE),
        Column(_("Last day"), "last_day", Kind.DATE),
        Column(_("City"), "city"),
        Column(_("Its own point (1), or its city’s middle (0)"), "exact", Kind.INTEGER),
        Column(_("People shot nearby, block or crossing known"), "people", Kind.INTEGER),
        Column(_("People shot nearby, known by city only"), "roughly", Kind.INTEGER),
        Column(_("Latitude"), "latitude", Kind.DECIMAL),
        Column(_("Longitude"), "longitude", Kind.DECIMAL),
    ]
    return file(request, counting.served_sql, columns, "coverage-events")


def file(
    request: HttpRequest, select: Callable[[Question], str], columns: list[Column], name: str
) -> HttpResponseBase:
    form = QuestionForm(USUAL | request.GET.dict())
    if not form.is_valid():
        return refused(form)
    question = asked(request, form)
    filename = f"{name}-{question.today}-{question.months}-months-{question.miles:g}-miles.csv"
    return csv_of_select(select(question), columns, filename=filename)


def asked(request: HttpRequest, form: QuestionForm) -> Question:
    agencies = None if request.user.is_coordinator else tuple(own_agencies(request.user))
    return Question(**form.cleaned_data, today=timezone.localdate(), agencies=agencies)
