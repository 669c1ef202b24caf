"""Dates as far as they are known: a first and a last day, and how exactly they are meant.

Knows no model. A span is always two dates, so that everything can be compared and filtered;
the precision says what a person may conclude from them, and is said wherever they are shown.
"""

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class Precision(models.TextChoices):
    TIME = "time", _("the minute is known")
    DAY = "day", _("the day is known")
    WEEKEND = "weekend", _("a weekend (Saturday and Sunday)")
    WEEK = "week", _("a week (Monday to Sunday)")
    RANGE = "range", _("from one day to another")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


# What cannot be told from the words of the span alone; a list says it beside them.
ONLY_KNOWN = {
    Precision.WEEK: _("only the week is known"),
    Precision.RANGE: _("on one of these days"),
    Precision.MONTH: _("only the month is known"),
    Precision.YEAR: _("only the year is known"),
}


@dataclass(frozen=True)
class Span:
    """A first and a last day, how exactly they are meant, and the time where it is known."""

    first: date
    last: date
    precision: str
    at: time | None = None

    def __str__(self) -> str:
        return in_words(self.first, self.last, self.precision, self.at)


class UnreadableDate(ValueError):
    """A text that is no date, or not surely one: it says in plain words what to write instead."""


def check_year(*years: int) -> None:
    """Before anything is counted from it: the calendar of the machine has an end too."""
    if not all(EARLIEST.year <= year <= LATEST.year for year in years):
        raise UnreadableDate(_("The year must lie between 1900 and 2100."))


def in_our_time(found: Span) -> Span:
    """The span itself; UnreadableDate where the database would refuse its days."""
    if found.last < found.first:
        raise UnreadableDate(_("The last day must not come before the first."))
    if found.first < EARLIEST or found.last > LATEST:
        raise UnreadableDate(_("The year must lie between 1900 and 2100."))
    return found


def one_of(first: date, last: date) -> Span:
    """Some day from the first to the last. Saturday and Sunday are named a weekend, and Monday to
    Sunday a week.
    """
    for precision in (Precision.DAY, Precision.WEEKEND, Precision.WEEK):
        if (first, last) == span(precision, first):
            return Span(first, last, precision)
    return Span(first, last, Precision.RANGE)


def whole(precision: str, day: date) -> Span:
    """The day, weekend, week, month or year in which `day` lies."""
    return Span(*span(precision, day), precision)


def only_known(precision: str) -> str:
    """What is not known of the day, in words; empty where the span's own words say it all."""
    return str(ONLY_KNOWN.get(precision, ""))


def span(precision: str, day: date, last: date | None = None) -> tuple[date, date]:
    """The first and the last day of the weekend, week, month or year in which `day` lies.

    `last` is read for a range only. A weekday belongs to the weekend that follows it.
    """
    match precision:
        case Precision.WEEKEND:
            saturday = day - timedelta(days=1) if day.weekday() == 6 else _next(day, weekday=5)
            return saturday, saturday + timedelta(days=1)
        case Precision.WEEK:
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case Precision.RANGE:
            return day, last or day
        case Precision.MONTH:
            return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case Precision.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day


def _next(day: date, *, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def in_words(first: date, last: date, precision: str, at: time | None = None) -> str:
    """What is known, and no more: "Sunday, 17 June 2018", "weekend of 16–17 June 2018"."""
    match precision:
        case Precision.TIME if at is not None:
            return gettext("%(day)s at %(time)s") % {
                "day": day_in_words(first),
                "time": formats.time_format(at, "TIME_FORMAT"),
            }
        case Precision.WEEKEND:
            return gettext("weekend of %(days)s") % {"days": days_in_words(first, last)}
        case Precision.WEEK:
            return gettext("week of %(days)s") % {"days": days_in_words(first, last)}
        case Precision.MONTH:
            return formats.date_format(first, "YEAR_MONTH_FORMAT")
        case Precision.YEAR:
            return str(first.year)
    return day_in_words(first) if first == last else days_in_words(first, last)


def day_in_words(day: date) -> str:
    """With its weekday: people plan by weekday."""
    return f"{formats.date_format(day, 'l')}, {formats.date_format(day, 'DATE_FORMAT')}"


def days_in_words(first: date, last: date) -> str:
    """Both days, saying month and year once where they are the same."""
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    elif first.year == last.year:
        start = formats.date_format(first, "MONTH_DAY_FORMAT")
    else:
        start = formats.date_format(first, "DATE_FORMAT")
    joint = "–" if start.isdigit() else " – "
    return f"{start}{joint}{formats.date_format(last, 'DATE_FORMAT')}"


def refuse_to_come(**days: date | None) -> None:
    """For a model's `clean`: what a source said or a family agreed lies in the past, or today."""
    today = timezone.localdate()
    wrong = {name: day for name, day in days.items() if day and day > today}
    if wrong:
        raise ValidationError(
            {
                name: ValidationError(_("This day is still to come."), code="future")
                for name in wrong
            }
        )


def weeks_from_now(day: date, today: date) -> str:
    """How far a coming day is, in words a person would use."""
    days = (day - today).days
    if days <= 0:
        return gettext("today") if days == 0 else ""
    if days == 1:
        return gettext("tomorrow")
    if days < 14:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if days < 60:
        return ngettext("in %(n)d week", "in %(n)d weeks", days // 7) % {"n": days // 7}
    return ngettext("in %(n)d month", "in %(n)d months", days // 30) % {"n": days // 30}


class _Whole(Func):
    """`date_trunc(unit, day)` and the last day of that unit, as dates: immutable in Postgres."""

    output_field = models.DateField()

    @classmethod
    def first(cls, unit: str, field: str) -> "_Whole":
        return cls(F(field), template=f"(date_trunc('{unit}', (%(expressions)s)::timestamp)::date)")

    @classmethod
    def last(cls, unit: str, field: str) -> "_Whole":
        return cls(
            F(field),
            template=(
                f"((date_trunc('{unit}', (%(expressions)s)::timestamp)"
                f" + interval '1 {unit}' - interval '1 day')::date)"
            ),
        )


def constraints(
    first: str, last: str, precision: str, *, name: str, at: str | None = None
) -> list[models.CheckConstraint]:
    """What the database promises of a span's columns; `name` begins each constraint's name."""

    def whole(unit: str) -> Q:
        return Q(**{first: _Whole.first(unit, first), last: _Whole.last(unit, first)})

    def means(value: str, condition: Q, message: str) -> models.CheckConstraint:
        return models.CheckConstraint(
            condition=~Q(**{precision: value}) | condition,
            name=f"{name}_{value}_is_whole",
            violation_error_message=message,
        )

    one_day = Q(**{first: F(last)})
    rules = [
        models.CheckConstraint(
            condition=Q(**{f"{first}__gte": EARLIEST, f"{last}__lte": LATEST}),
            name=f"{name}_is_in_our_time",
            violation_error_message=_("The year must lie between 1900 and 2100."),
        ),
        models.CheckConstraint(
            condition=Q(**{f"{last}__gte": F(first)}),
            name=f"{name}_is_in_order",
            violation_error_message=_("The last day must not come before the first."),
        ),
        models.CheckConstraint(
            condition=Q(**{f"{precision}__in": Precision.values}),
            name=f"{name}_precision_is_known",
        ),
        means(Precision.DAY, one_day, _("A known day is one day.")),
        means(Precision.TIME, one_day, _("A known minute lies on one day.")),
        means(
            Precision.WEEKEND,
            Q(**{f"{first}__iso_week_day": 6, last: F(first) + timedelta(days=1)}),
            _("A weekend is a Saturday and the Sunday after it."),
        ),
        means(Precision.WEEK, whole("week"), _("A week goes from Monday to Sunday.")),
        means(Precision.MONTH, whole("month"), _("A month goes from its first to its last day.")),
        means(Precision.YEAR, whole("year"), _("A year goes from 1 January to 31 December.")),
    ]
    if at:
        rules.append(
            models.CheckConstraint(
                condition=Q(**{f"{at}__isnull": True}) & ~Q(**{precision: Precision.TIME})
                | Q(**{f"{at}__isnull": False, precision: Precision.TIME}),
                name=f"{name}_time_and_precision_agree",
                violation_error_message=_("A time is given exactly where the minute is known."),
            )
        )
    return rules
