"""Dates in EDTF, the Extended Date/Time Format of ISO 8601-2: how they leave and come in.

Knows no model. What happened once, within a weekend, a week or a range, is written as "one of a
set": `[2018-06-16..2018-06-17]`. A minute is written without seconds, `2018-06-17T21:30`: nothing
of ours is known to the second.
"""

import re
from datetime import date, time

from django.db.models import Case, F, Func, Q, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.datespan import Precision, Span, UnreadableDate

# Out


def written(first: date, last: date, precision: str, at: time | None = None) -> str:
    match precision:
        case Precision.YEAR:
            return f"{first:%Y}"
        case Precision.MONTH:
            return f"{first:%Y-%m}"
        case Precision.TIME if at is not None:
            return f"{first:%Y-%m-%d}T{at:%H:%M}"
    return f"{first:%Y-%m-%d}" if first == last else f"[{first:%Y-%m-%d}..{last:%Y-%m-%d}]"


class _Shown(Func):
    """A date or a time as text; `kind` is the type that Postgres formats without a time zone."""

    template = "to_char((%(expressions)s)::%(kind)s, '%(pattern)s')"
    output_field = TextField()


def written_in_sql(first: str, last: str, precision: str, at: str | None = None) -> Case:
    """What `written` says, for a queryset: the paths of the columns of a span."""

    def day(path: str, pattern: str) -> _Shown:
        return _Shown(F(path), kind="timestamp", pattern=pattern)

    def joined(*parts: str | Func) -> Concat:
        texts = [Value(part) if isinstance(part, str) else part for part in parts]
        return Concat(*texts, output_field=TextField())

    first_day, last_day = day(first, "YYYY-MM-DD"), day(last, "YYYY-MM-DD")
    cases = [
        When(**{precision: Precision.YEAR}, then=day(first, "YYYY")),
        When(**{precision: Precision.MONTH}, then=day(first, "YYYY-MM")),
    ]
    if at:
        minute = _Shown(F(at), kind="interval", pattern="HH24:MI")
        known = Q(**{precision: Precision.TIME, f"{at}__isnull": False})
        cases.append(When(known, then=joined(first_day, "T", minute)))
    return Case(
        *cases,
        When(**{first: F(last)}, then=first_day),
        default=joined("[", first_day, "..", last_day, "]"),
        output_field=TextField(),
    )


# In

LONGEST = 200  # of a text that is read
PLAIN = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?", re.ASCII)
MINUTE = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::\d\d)?", re.ASCII)
QUARTERS = {  # what stands where the month would: the first and the last month
    **{33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)},
    **{37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)},
}
SEASONS = range(21, 33)

UNREADABLE = _(
    "This is no date that we can read. Write 2018-06-17, 2018-06 or 2018; for one of several"
    " days, write [2018-06-16..2018-06-17]."
)
UNCERTAIN = _(
    "A date with ?, ~ or % may be wrong by we do not know how much. Write the days between which"
    " it surely was, as in [2018-06-16..2018-06-17]."
)
OPEN = _("One end is open. Write the first and the last day, as in [2018-06-16..2018-06-17].")
SEASON = _("Seasons begin on other days for other people. Write months: [2018-06..2018-08].")
ALL_OF = _("Curly brackets mean all of these days. For one of them write square ones, [ and ].")
GAP = _("There are days between these that are left out. Write days that follow one another.")
NO_SUCH_DAY = _("There is no such day in the calendar. Check the day and the month.")
NO_SUCH_TIME = _("There is no such time. Write the hours from 00 to 23 and the minutes to 59.")
DAYS_ONLY = _("A time goes with one day only. Leave it out here.")


def read(text: str) -> Span:
    """What a text in EDTF says; UnreadableDate where it is none, or says what no span can hold."""
    text = text.strip()
    if len(text) > LONGEST or not text.isascii():
        raise UnreadableDate(UNREADABLE)
    if re.search(r"[?~%]", text):
        raise UnreadableDate(UNCERTAIN)
    if text.startswith("{"):
        raise UnreadableDate(ALL_OF)
    if text.startswith("[") and text.endswith("]"):
        return datespan.in_our_time(_set(text[1:-1]))
    if "/" in text:
        return datespan.in_our_time(_interval(text))
    return datespan.in_our_time(_minute(text) if "T" in text else _plain(text))


def _set(text: str) -> Span:
    """One of several days, months or years, which leave no gap."""
    members = sorted((_member(part.strip()) for part in text.split(",")), key=lambda m: m.first)
    if len(members) == 1:
        return members[0]
    reached = members[0].last
    for member in members[1:]:
        if (member.first - reached).days > 1:
            raise UnreadableDate(GAP)
        reached = max(reached, member.last)
    return datespan.one_of(members[0].first, reached)


def _member(text: str) -> Span:
    first, dots, last = text.partition("..")
    return _between(first, last) if dots else _days(text)


def _interval(text: str) -> Span:
    first, _slash, last = text.partition("/")
    return _between(first.removeprefix(".."), last.removesuffix(".."))


def _between(first: str, last: str) -> Span:
    if not (first and last):
        raise UnreadableDate(OPEN)
    start, end = _days(first), _days(last)
    if start == end:
        return start
    return datespan.in_our_time(datespan.one_of(start.first, end.last))


def _days(text: str) -> Span:
    if MINUTE.fullmatch(text):
        raise UnreadableDate(DAYS_ONLY)
    return _plain(text)


def _minute(text: str) -> Span:
    found = MINUTE.fullmatch(text)
    if not found:
        raise UnreadableDate(UNREADABLE)
    day = _plain(found[1])
    try:
        at = time(int(found[2]), int(found[3]))
    except ValueError as error:
        raise UnreadableDate(NO_SUCH_TIME) from error
    return Span(day.first, day.last, Precision.TIME, at)


def _plain(text: str) -> Span:
    """A year, month or day; an X stands for any digit."""
    found = PLAIN.fullmatch(text)
    if not found:
        raise UnreadableDate(UNREADABLE)
    year, month, day = (part or "XX" for part in found.groups())
    if "X" in year:
        return _years(year, month + day)
    datespan.check_year(int(year))
    if month == "XX":
        return _years(year, day)
    if month.isdigit() and int(month) in SEASONS:
        raise UnreadableDate(SEASON)
    if month.isdigit() and int(month) in QUARTERS and day == "XX":
        return _months(int(year), *QUARTERS[int(month)])
    first_month, last_month = _from_to(month, 12)
    if first_month != last_month:
        if day != "XX":
            raise UnreadableDate(GAP)
        return _months(int(year), first_month, last_month)
    return _in_month(int(year), first_month, day)


def _years(year: str, rest: str) -> Span:
    if rest.strip("X"):
        raise UnreadableDate(GAP)
    lowest, highest = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not re.fullmatch(r"\d+X*", year) or lowest < 1 or highest - lowest > 99:
        raise UnreadableDate(UNREADABLE)
    datespan.check_year(lowest, highest)
    if lowest == highest:
        return datespan.whole(Precision.YEAR, date(lowest, 1, 1))
    return datespan.one_of(date(lowest, 1, 1), date(highest, 12, 31))


def _months(year: int, first: int, last: int) -> Span:
    _start, end = datespan.span(Precision.MONTH, _date(year, last, 1))
    return datespan.one_of(_date(year, first, 1), end)


def _in_month(year: int, month: int, day: str) -> Span:
    found = datespan.whole(Precision.MONTH, _date(year, month, 1))
    if day == "XX":
        return found
    lowest, highest = _from_to(day, found.last.day)
    return datespan.one_of(_date(year, month, lowest), _date(year, month, highest))


def _from_to(pattern: str, most: int) -> tuple[int, int]:
    """The lowest and the highest number, from 1, that fit the two digits, X being any."""
    fitting = [
        n for n in range(1, most + 1) if re.fullmatch(pattern.replace("X", r"\d"), f"{n:02}")
    ]
    if not fitting:
        raise UnreadableDate(NO_SUCH_DAY)
    if fitting[-1] - fitting[0] >= len(fitting):
        raise UnreadableDate(GAP)
    return fitting[0], fitting[-1]


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDate(NO_SUCH_DAY) from error
