"""The calendar of a list of public events: a month of days, or the hours of one day.

A month asks the database twice, whatever it holds: a night with 100,000 events is read as far as
its cell shows them.
"""

import re
from calendar import SUNDAY, Calendar, monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, DateField, F, Func, Q
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext

from events.links import View
from events.models import Event, EventQuerySet
from events.models.choices import LONGEST
from nightout import datespan
from nightout.links import Link, without
from nightout.paging import KeyPage, key_page

MOST_OF_A_DAY = 4  # events in a cell of the month
ROOMY = 12  # events below each other, in all weeks of a month, that a sheet of paper holds well

# Event.ends_in_the_night: to everyone who goes, it is one evening.
NIGHT = Q(end_date=F("start_date") + timedelta(days=1), end_time__lt=time(6))
SEVERAL_DAYS = Q(end_date__gt=F("start_date")) & ~NIGHT

# Names in FIRST_OF_EACH_DAY, for querysets that stand inside it.
THAT_DAY = Func(template="days.day", output_field=DateField())
THE_SEVERAL = Func(template="SELECT id FROM several", output_field=BigIntegerField())

# For each day the first events in order: of those that last since an earlier day, and of those
# that begin. What lasts is found first and filtered afterwards: the planner cannot know how few
# they are. The days come as an array, whose length it does know.
FIRST_OF_EACH_DAY = """
WITH several (id) AS MATERIALIZED ({several}),
lasting (id, start_date, sort_time, end_date) AS MATERIALIZED ({lasting})
SELECT days.day, found.id
FROM unnest(%s::date[]) days (day)
CROSS JOIN LATERAL (
    (
        SELECT id, start_date, sort_time FROM lasting
        WHERE start_date < days.day AND end_date >= days.day
        ORDER BY start_date, sort_time, id LIMIT %s
    )
    UNION ALL
    ({begun})
    ORDER BY start_date, sort_time, id LIMIT %s
) found
ORDER BY days.day, found.start_date, found.sort_time, found.id
"""


@dataclass(frozen=True)
class Square:
    """A day in a month."""

    date: date
    in_month: bool
    is_today: bool
    is_past: bool
    events: list[Event]
    more: bool

    @property
    def in_words(self) -> str:
        return datespan.day_in_words(self.date)


@dataclass(frozen=True)
class Month:
    """Whole weeks; `earlier` and `later` are the nearest days with events of an empty month."""

    template: ClassVar[str] = "events/_calendar_month.html"

    first: date
    last: date
    weeks: list[list[Square]]
    mixes_zones: bool
    has_samples: bool
    is_empty: bool
    earlier: date | None
    later: date | None

    @property
    def is_full(self) -> bool:
        """Whether a sheet of paper holds it in small letters only."""
        return sum(max(len(day.events) or 1 for day in week) for week in self.weeks) > ROOMY


@dataclass(frozen=True)
class Hour:
    """Events of a day that are said together, under words such as "From 6 p.m."."""

    words: str
    events: list[Event]


@dataclass(frozen=True)
class Day:
    """One page of a day; `earlier` and `later` are the nearest days with events of an empty one."""

    template: ClassVar[str] = "events/_calendar_day.html"

    date: date
    is_today: bool
    is_past: bool
    hours: list[Hour]
    page: KeyPage[Event]
    mixes_zones: bool
    has_samples: bool
    earlier: date | None
    later: date | None

    @property
    def in_words(self) -> str:
        return datespan.day_in_words(self.date)

    @property
    def is_empty(self) -> bool:
        return not self.page.rows


@dataclass(frozen=True)
class Links:
    """Query strings that keep the other filters; None, or "", where there is nowhere to go."""

    previous: Link | None
    next: Link | None
    today: Link
    month: Link | None
    earlier: Link | None
    later: Link | None
    days: dict[date, str]


def asked(events: EventQuerySet, query: QueryDict) -> Month | Day:
    """The `day` or the `month` of the query; what cannot be read gives the current month."""
    if chosen := _read(query.get("day", "")):
        return day(events, chosen, query)
    chosen = _read(f"{query.get('month', '')}-01") or timezone.localdate()
    return month(events, chosen.year, chosen.month)


def _read(text: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if datespan.EARLIEST <= found <= datespan.LATEST else None


def month(events: EventQuerySet, year: int, number: int, *, first_weekday: int = SUNDAY) -> Month:
    """The weeks of a month with the first events of each day, in two queries."""
    weeks = Calendar(first_weekday).monthdatescalendar(year, number)
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    numbers = _first_of_each_day(events, [day for week in weeks for day in week])
    cards = Event.objects.public().select_related("city", "campaign")
    shown = cards.in_bulk({pk for pks in numbers.values() for pk in pks})
    today = _today(shown.values())

    def square(day: date) -> Square:
        found = [shown[pk] for pk in numbers.get(day, []) if pk in shown]
        return Square(
            date=day,
            in_month=first <= day <= last,
            is_today=day == today,
            is_past=day < today,
            events=found[:MOST_OF_A_DAY],
            more=len(found) > MOST_OF_A_DAY,
        )

    is_empty = not any(first <= day <= last for day in numbers)
    earlier, later = _nearest(events, first, last) if is_empty else (None, None)
    return Month(
        first=first,
        last=last,
        weeks=[[square(day) for day in week] for week in weeks],
        mixes_zones=_mixes_zones(shown.values()),
        has_samples=any(event.is_sample for event in shown.values()),
        is_empty=is_empty,
        earlier=earlier,
        later=later,
    )


def _first_of_each_day(events: EventQuerySet, days: list[date]) -> dict[date, list[int]]:
    """Numbers of events, one more than a cell shows, of the days that have any."""
    most = MOST_OF_A_DAY + 1
    several = _several(days[0], days[-1])
    lasting = events.filter(pk__in=THE_SEVERAL)
    begun = events.filter(start_date=THAT_DAY)
    columns = ("pk", "start_date", "sort_time")
    try:
        parts = {
            "several": _sql(several.values_list("pk")),
            "lasting": _sql(lasting.order_by().values_list(*columns, "end_date")),
            "begun": _sql(
                begun.order_by("start_date", "sort_time", "pk").values_list(*columns)[:most]
            ),
        }
    except EmptyResultSet:  # the filters exclude each other: there is nothing to ask
        return {}
    sql = FIRST_OF_EACH_DAY.format(**{name: text for name, (text, _params) in parts.items()})
    before, between, after = (params for _text, params in parts.values())
    found: dict[date, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [*before, *between, days, most, *after, most])
        for day, pk in cursor:
            found.setdefault(day, []).append(pk)
    return found


def _several(first: date, last: date) -> EventQuerySet:
    """Public events that last from a day before into one of these."""
    return (
        Event.objects.public()
        .filter(
            SEVERAL_DAYS,
            start_date__gte=first - LONGEST,
            start_date__lt=last,
            end_date__gte=first,
        )
        .order_by()
    )


def _sql(events: EventQuerySet) -> tuple[str, tuple[object, ...]]:
    return events.query.sql_with_params()


def _nearest(events: EventQuerySet, first: date, last: date) -> tuple[date | None, date | None]:
    """Where the last event before these days begins, and the first one after them: one query."""
    before = events.filter(start_date__lt=first).latest_first()
    after = events.filter(start_date__gt=last).in_order()
    either = (found.values_list("start_date")[:1] for found in (before, after))
    found = [day for (day,) in next(either).union(*either, all=True)]
    return (
        next((day for day in found if day < first), None),
        next((day for day in found if day > last), None),
    )


def day(events: EventQuerySet, chosen: date, query: QueryDict) -> Day:
    """A page of the events of one day: first those that began before it, then hour by hour."""
    # As numbers: then the planner knows how few they are, and reads no more of a large day than
    # the page shows.
    lasting = list(_several(chosen, chosen).values_list("pk", flat=True))
    standing = events.filter(
        Q(start_date=chosen) | Q(pk__in=lasting), start_date__range=(chosen - LONGEST, chosen)
    )
    page = key_page(
        standing.select_related(None).prefetch_related(None).for_cards().in_order(), query
    )
    today = _today(page.rows)
    earlier, later = (None, None) if page.rows else _nearest(events, chosen, chosen)
    return Day(
        date=chosen,
        is_today=chosen == today,
        is_past=chosen < today,
        hours=_hours(page.rows, chosen),
        page=page,
        mixes_zones=_mixes_zones(page.rows),
        has_samples=any(event.is_sample for event in page.rows),
        earlier=earlier,
        later=later,
    )


def _hours(events: list[Event], chosen: date) -> list[Hour]:
    def begins(event: Event) -> tuple[date, int | None]:
        hour = event.start_time.hour if event.start_time else None
        return event.start_date, hour if event.start_date == chosen else None

    return [
        Hour(_hour_in_words(start, hour, chosen), list(found))
        for (start, hour), found in groupby(events, begins)
    ]


def _hour_in_words(start: date, hour: int | None, chosen: date) -> str:
    if start < chosen:
        return gettext("Since %(day)s") % {"day": datespan.day_in_words(start)}
    if hour is None:
        return gettext("Time not announced")
    return gettext("From %(time)s") % {"time": formats.time_format(time(hour), "TIME_FORMAT")}


def _today(events: Iterable[Event]) -> date:
    """On the clock of the events' city where they share one; of the site where they do not."""
    zones = {event.city.time_zone for event in events}
    zone = ZoneInfo(zones.pop()) if len(zones) == 1 else None
    return timezone.localdate(timezone=zone)


def _mixes_zones(events: Iterable[Event]) -> bool:
    """Whether an hour alone could be mistaken: their clocks have different names."""
    return len({_names_of_clock(zone) for zone in {it.city.time_zone for it in events}}) > 1


def _names_of_clock(zone: str) -> tuple[str | None, ...]:
    """In winter and in summer: Detroit's are those of New York, Phoenix's not those of Denver."""
    year = timezone.localdate().year
    return tuple(datetime(year, month, 1, tzinfo=ZoneInfo(zone)).tzname() for month in (1, 7))


def links(query: QueryDict, shown: Month | Day) -> Links:
    """Where to go from here, with the same filters otherwise."""
    today = timezone.localdate()
    if isinstance(shown, Day):
        step = timedelta(days=1)
        return Links(
            previous=_to_neighbor(query, shown.date - step),
            next=_to_neighbor(query, shown.date + step),
            today=replace(_to_day(query, today), is_here=shown.is_today),
            month=_to_month(query, shown.date),
            earlier=_to_day(query, shown.earlier),
            later=_to_day(query, shown.later),
            days={},
        )
    this_month = _to_month(query, today)
    return Links(
        previous=_to_month(query, shown.first - timedelta(days=1)),
        next=_to_month(query, shown.last + timedelta(days=1)),
        today=replace(
            this_month,
            address=f"{this_month.address}#on-{today}",
            is_here=shown.first <= today <= shown.last,
        ),
        month=None,
        earlier=_to_month(query, shown.earlier),
        later=_to_month(query, shown.later),
        days={
            square.date: link.address
            for week in shown.weeks
            for square in week
            if (link := _to_day(query, square.date))
        },
    )


def _to_month(query: QueryDict, day: date | None) -> Link | None:
    if day is None or not datespan.EARLIEST <= day <= datespan.LATEST:
        return None
    address = without(query, "day", view=View.CALENDAR, month=f"{day:%Y-%m}")
    return Link(formats.date_format(day, "YEAR_MONTH_FORMAT"), address)


def _to_day(query: QueryDict, day: date | None) -> Link | None:
    if day is None or not datespan.EARLIEST <= day <= datespan.LATEST:
        return None
    address = without(query, "month", view=View.CALENDAR, day=f"{day:%Y-%m-%d}")
    return Link(datespan.day_in_words(day), address)


def _to_neighbor(query: QueryDict, day: date) -> Link | None:
    """The day before or after, whose year needs no words."""
    words = f"{formats.date_format(day, 'l')}, {formats.date_format(day, 'MONTH_DAY_FORMAT')}"
    link = _to_day(query, day)
    return link and replace(link, label=words)
