"""How the tests of each app break what the database promises.

A wrong row is (constraint, make, what is wrong): without the mistake the row is kept, with it the
database names the constraint. A twin is (constraint, make, columns): the second row shares these.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

Make = Callable[..., models.Model]
Wrong = tuple[str, Make, dict[str, Any]]
Twin = tuple[str, Make, list[str]]

# What ends the constraint's name, the two days, and how exactly they are meant.
BROKEN_SPANS = [
    ("is_in_our_time", date(1899, 12, 31), date(1900, 1, 1), "range"),
    ("is_in_our_time", date(2100, 12, 31), date(2101, 1, 1), "range"),
    ("is_in_order", date(2018, 6, 17), date(2018, 6, 16), "range"),
    ("precision_is_known", date(2018, 6, 17), date(2018, 6, 17), "century"),
    ("day_is_whole", date(2018, 6, 16), date(2018, 6, 17), "day"),
    ("time_is_whole", date(2018, 6, 16), date(2018, 6, 17), "time"),
    ("weekend_is_whole", date(2018, 6, 15), date(2018, 6, 16), "weekend"),
    ("weekend_is_whole", date(2018, 6, 16), date(2018, 6, 16), "weekend"),
    ("weekend_is_whole", date(2018, 6, 16), date(2018, 6, 24), "weekend"),
    ("week_is_whole", date(2018, 6, 12), date(2018, 6, 18), "week"),
    ("week_is_whole", date(2018, 6, 11), date(2018, 6, 24), "week"),
    ("month_is_whole", date(2018, 6, 1), date(2018, 6, 29), "month"),
    ("month_is_whole", date(2018, 6, 2), date(2018, 6, 30), "month"),
    ("month_is_whole", date(2020, 2, 1), date(2020, 2, 28), "month"),
    ("year_is_whole", date(2018, 1, 1), date(2018, 12, 30), "year"),
    ("year_is_whole", date(2018, 1, 1), date(2019, 12, 31), "year"),
]


def wrong_spans(name: str, make: Make, columns: tuple[str, str, str]) -> list[Wrong]:
    first, last, precision = columns
    return [
        (f"{name}_{rule}", make, {first: day, last: last_day, precision: meant})
        for rule, day, last_day, meant in BROKEN_SPANS
    ]


def check_refused(constraint: str, make: Make, given: dict[str, Any]) -> None:
    """A value that is a function makes the row it points at."""
    values = {name: value() if callable(value) else value for name, value in given.items()}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make(**values)

    assert refusal.value.__cause__.diag.constraint_name == constraint


def check_twin_refused(constraint: str, make: Make, same: list[str]) -> None:
    first = make()
    check_refused(constraint, make, {name: getattr(first, name) for name in same})
