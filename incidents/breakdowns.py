"""Counts divided by time, place, outcome and age: each part, and what cannot be placed in any.

An incident whose days reach over the edge of a year, a month or a day is placed in none of them:
the parts and `not_placed` always add up to all that was counted.

Rows of people stand public one by one, so the numbers of years, months and places hide nothing and
are not suppressed. Ages are: a table of ages would let a small number be read as a person's.
"""

import calendar
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from django.utils import formats

from incidents.statistics import AGES, Numbers, Parts
from nightout.places.models import City, County, Neighborhood

NEWEST_DAYS = 14  # reports and outcomes still come in
MOST_PLACES = 12
FEW = 5  # a smaller number of people of one age group is not told

NOTHING = Numbers()

Days = tuple[date, date]


@dataclass(frozen=True)
class Part:
    label: str
    numbers: Numbers
    short: str = ""  # as a chart has room for
    may_change: bool = False
    filters: dict[str, str] = field(default_factory=dict)  # by which a list holds this part only


@dataclass(frozen=True)
class Breakdown:
    parts: list[Part] = field(default_factory=list)
    not_placed: Numbers = NOTHING
    # Of places only: those that are not among the parts, together.
    others: Numbers = NOTHING
    how_many_others: int = 0

    @property
    def total(self) -> Numbers:
        return Numbers.sum([*(it.numbers for it in self.parts), self.not_placed, self.others])


def by_year(by_days: dict[Days, Numbers], today: date) -> Breakdown:
    """Every year from the first to the last, also those of which nothing is recorded."""
    found = _grouped(by_days, _year)
    edges = [day.year for days in by_days for day in days]
    years = range(min(edges), max(edges) + 1) if edges else []
    return Breakdown(
        [
            Part(
                str(year),
                found.get(year, NOTHING),
                str(year),
                may_change=_may_change(date(year, 1, 1), date(year, 12, 31), today),
            )
            for year in years
        ],
        not_placed=found.get(None, NOTHING),
    )


def by_month(by_days: dict[Days, Numbers], year: int, today: date) -> Breakdown:
    """The months of one year; its total is that of the year."""
    of_year = {days: numbers for days, numbers in by_days.items() if _year(*days) == year}
    found = _grouped(of_year, _month)
    months = [date(year, month, 1) for month in range(1, 13)]
    return Breakdown(
        [
            Part(
                formats.date_format(first, "YEAR_MONTH_FORMAT"),
                found.get(first.month, NOTHING),
                formats.date_format(first, "M"),
                may_change=_may_change(first, _month_end(first), today),
            )
            for first in months
        ],
        not_placed=found.get(None, NOTHING),
    )


def by_weekday(by_days: dict[Days, Numbers]) -> Breakdown:
    found = _grouped(by_days, lambda first, last: first.weekday() if first == last else None)
    monday = date(2024, 1, 1)
    week = [monday + timedelta(days=number) for number in range(7)]
    return Breakdown(
        [
            Part(
                formats.date_format(day, "l"),
                found.get(day.weekday(), NOTHING),
                formats.date_format(day, "D"),
            )
            for day in week
        ],
        not_placed=found.get(None, NOTHING),
    )


def newest(by_days: dict[Days, Numbers], today: date) -> Numbers:
    """Of the newest days, or perhaps of them."""
    return Numbers.sum(
        numbers for days, numbers in by_days.items() if _may_change(*days, today=today)
    )


def changes_since(today: date) -> date:
    """The first of the newest days."""
    return today - timedelta(days=NEWEST_DAYS - 1)


def _may_change(first: date, last: date, today: date) -> bool:
    return first <= today and last >= changes_since(today)


def _year(first: date, last: date) -> int | None:
    return first.year if first.year == last.year else None


def _month(first: date, last: date) -> int | None:
    return first.month if (first.year, first.month) == (last.year, last.month) else None


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _grouped(
    rows: dict[tuple, Numbers], key: Callable[..., Hashable | None]
) -> dict[Hashable | None, Numbers]:
    """Sums by what the key makes of a row; None gathers what cannot be placed."""
    sums: dict[Hashable | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, (incidents, shot, killed) in rows.items():
        found = sums[key(*row)]
        found[0] += incidents
        found[1] += shot
        found[2] += killed
    return {name: Numbers(*found) for name, found in sums.items()}


def by_county(parts: Parts) -> Breakdown:
    return _largest(
        _grouped(parts.by_place, lambda _city, county: county),
        lambda keys: County.objects.in_bulk(keys),
        lambda county: {"county": county.slug},
    )


def by_city(parts: Parts) -> Breakdown:
    return _largest(
        _grouped(parts.by_place, lambda city, _county: city),
        lambda keys: City.objects.in_bulk(keys),
        lambda city: {"city": city.slug},
    )


def by_neighborhood(parts: Parts) -> Breakdown:
    return _largest(
        dict(parts.by_neighborhood),
        lambda keys: Neighborhood.objects.select_related("city").in_bulk(keys),
        lambda hood: {"city": hood.city.slug, "neighborhood": hood.slug},
    )


Place = City | County | Neighborhood


def _largest(
    found: dict[int | None, Numbers],
    named: Callable[[list[int]], dict[int, Place]],
    chosen_by: Callable[[Place], dict[str, str]],
) -> Breakdown:
    """The places with most people shot, and all others together; only the former are looked up."""
    not_placed = found.pop(None, NOTHING)
    order = sorted(found, key=lambda pk: (-found[pk].shot, -found[pk].incidents, pk))
    shown, others = order[:MOST_PLACES], order[MOST_PLACES:]
    places = named(shown) if shown else {}
    return Breakdown(
        [Part(str(it), found[pk], filters=chosen_by(it)) for pk in shown for it in [places[pk]]],
        not_placed=not_placed,
        others=Numbers.sum(found[pk] for pk in others),
        how_many_others=len(others),
    )


def untold(shot: dict[str, int]) -> set[str]:
    """The age groups whose number is kept back, of people by age group.

    The small ones, and the next larger until the sum tells none of them: each of those kept back
    could as well be one more or one less. All groups where nothing less is enough. Nobody is told
    which of them are small.
    """
    small = [age for age, number in shot.items() if 0 < number < FEW]
    larger = sorted((age for age, number in shot.items() if number >= FEW), key=shot.__getitem__)
    if not small:
        return set()
    for more in range(len(larger) + 1):
        kept = [shot[age] for age in (*small, *larger[:more])]
        # Whoever knows this rule knows that none of them is larger than a number that is told.
        most = shot[larger[more]] if more < len(larger) else sum(kept)
        if all(_could_differ(kept, place, most) for place in range(len(kept))):
            return {*small, *larger[:more]}
    return set(AGES)


def _could_differ(kept: list[int], place: int, most: int) -> bool:
    """Whether another number at the place, and one beside it, would give the same sum."""
    for step, other in product((1, -1), range(len(kept))):
        if other != place:
            tried = [*kept]
            tried[place] += step
            tried[other] -= step
            if all(0 < number <= most for number in tried) and min(tried) < FEW:
                return True
    return False


@dataclass(frozen=True)
class Comparison:
    """A period and the same days one year before; `begins` is the first day of all such records."""

    days: Days
    days_before: Days
    now: Numbers
    before: Numbers
    begins: date | None = None

    @property
    def is_covered(self) -> bool:
        """Whether anything is known of the whole year before: no record is not no shooting."""
        return self.begins is not None and self.begins <= self.days_before[0]


def a_year_before(first: date, last: date) -> Days:
    """The same days; 29 February is 28 February, and whole months stay whole."""
    whole = first.day == 1 and last == _month_end(last)
    before = _same_day(last.year - 1, last)
    return _same_day(first.year - 1, first), _month_end(before) if whole else before


def _same_day(year: int, day: date) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
