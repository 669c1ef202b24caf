"""The counts of incidents as charts and tables."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from django.db.models import Min
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from incidents import breakdowns, charted
from incidents.breakdowns import Comparison, a_year_before
from incidents.charted import Chart
from incidents.filters import IncidentFilter
from incidents.links import on_page
from incidents.models import Incident
from incidents.statistics import Parts, parts, people, people_with_ages, recorded_people
from nightout.datespan import EARLIEST
from nightout.forms import chips, dressed
from nightout.links import Link, without
from nightout.pages.middleware import public
from nightout.sources.claims import beside

PERIOD = ("when", "first", "last")  # filters of days


@public
def incident_statistics(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    chosen = IncidentFilter(request.GET, queryset=Incident.objects.public())
    counted, shot_by_age = people_with_ages(chosen.qs)
    divided = parts(chosen.qs)
    by_age = charted.by_age(shot_by_age) if counted.shot else None
    compared = comparison(chosen, today)
    return render(
        request,
        "incidents/statistics.html",
        {
            "form": dressed(chosen.form),
            "chips": chips(chosen, request),
            "incident_list": on_page("incident-list", request.GET),
            "counted": counted,
            "charts": [
                *_of_time(divided, request.GET, today),
                *([charted.by_outcome(counted)] if counted.people else []),
                *([by_age] if by_age else []),
                *_of_places(divided, request.GET),
            ],
            "too_few_for_ages": counted.shot and not by_age,
            "sums": charted.cells(counted.numbers),
            "newest": charted.newest(breakdowns.newest(divided.by_days, today)),
            "changes_since": breakdowns.changes_since(today),
            "compared": charted.compared(compared) if compared else None,
            "periods": _periods(request.GET, today),
            "claims": beside(chosen.claims(), recorded_people),
        },
    )


def _of_time(divided: Parts, query: QueryDict, today: date) -> Iterator[Chart]:
    years = breakdowns.by_year(divided.by_days, today)
    if not years.parts:
        return
    yield charted.by_time("year", years)
    named = {part.label: part for part in years.parts}
    recorded = [label for label, part in named.items() if part.numbers.incidents]
    shown = query.get("months_of", "")
    if shown not in named:
        shown = (recorded or list(named))[-1]
    months = breakdowns.by_month(divided.by_days, int(shown), today)
    pager = [
        Link(year, f"{without(query, months_of=year)}#by-month", icon=icon)
        for year, icon in (
            (str(int(shown) - 1), "navigate_before"),
            (str(int(shown) + 1), "navigate_next"),
        )
        if year in named
    ]
    yield charted.by_time("month", months, pager=pager, year=shown)
    yield charted.by_time("weekday", breakdowns.by_weekday(divided.by_days))


def _of_places(divided: Parts, query: QueryDict) -> Iterator[Chart]:
    """Each place leads to the same numbers of that place alone, all other filters kept."""
    for slug, found in (
        ("county", breakdowns.by_county(divided)),
        ("city", breakdowns.by_city(divided)),
        ("neighborhood", breakdowns.by_neighborhood(divided)),
    ):
        if found.parts:
            yield charted.by_place(slug, found, partial(without, query, "months_of"))


def comparison(chosen: IncidentFilter, today: date) -> Comparison | None:
    """The chosen days, as far as they have come, and the same days of the year before.

    Nothing where no days are chosen, or more than a year of them, which would overlap.
    """
    days = _chosen_days(chosen, today)
    if days is None:
        return None
    before = a_year_before(*days)
    rows = Incident.objects.public()
    for name, value in chosen.form.cleaned_data.items():
        if name not in PERIOD:
            rows = chosen.filters[name].filter(rows, value)
    return Comparison(
        days,
        before,
        people(rows.overlapping(*days)).numbers,
        people(rows.overlapping(*before)).numbers,
        rows.order_by().aggregate(begins=Min("occurred_from"))["begins"],
    )


def _chosen_days(chosen: IncidentFilter, today: date) -> tuple[date, date] | None:
    asked = chosen.form.cleaned_data if chosen.form.is_valid() else {}
    when = asked.get("when")
    firsts = [day for day in (asked.get("first"), when and when.first) if day]
    lasts = [day for day in (asked.get("last"), when and when.last) if day]
    if not firsts:
        return None
    first, last = max(firsts), min([*lasts, today])
    if not EARLIEST < first <= last:
        return None
    _first_before, last_before = a_year_before(first, last)
    return (first, last) if last_before < first else None


def _periods(query: QueryDict, today: date) -> list[Link]:
    """Days that people ask for, each with the other filters kept."""
    january = today.replace(month=1, day=1)
    periods = {
        gettext("1 January to today"): (january, today),
        str(today.year - 1): (january.replace(year=today.year - 1), january - timedelta(days=1)),
    }
    return [
        Link(
            label,
            f"{without(query, *PERIOD, 'months_of', first=str(first), last=str(last))}#compared",
        )
        for label, (first, last) in periods.items()
    ]
