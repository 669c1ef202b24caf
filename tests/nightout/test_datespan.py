from datetime import date, time, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from incidents.models import Incident
from nightout.datespan import (
    Precision,
    Span,
    UnreadableDate,
    day_in_words,
    days_in_words,
    in_our_time,
    in_words,
    one_of,
    only_known,
    span,
    weeks_from_now,
    whole,
)
from nightout.sources.models import ReportedCount
from tests.factories import make_agency, make_city, make_source

FIRST_DAY = date(1900, 1, 8)
DAYS = 73_000  # up to the year 2099, so that no span of ours leaves what is allowed


def some_dates(count: int) -> list[date]:
    """The same on every run; the ends of years and months are always among them."""
    chance = Random(1984)  # the year of the first National Night Out
    ends = [date(year, *end) for year in (1904, 2000, 2016, 2099) for end in [(1, 1), (12, 31)]]
    leaps = [date(2016, 2, 29), date(2000, 2, 29), date(1900, 2, 28), date(2099, 2, 28)]
    drawn = [FIRST_DAY + timedelta(days=chance.randrange(DAYS)) for _ in range(count)]
    return [*ends, *leaps, *drawn]


@pytest.mark.parametrize(
    ("precision", "day", "first", "last"),
    [
        ("time", date(2018, 6, 17), date(2018, 6, 17), date(2018, 6, 17)),
        ("day", date(2018, 6, 17), date(2018, 6, 17), date(2018, 6, 17)),
        ("weekend", date(2018, 6, 16), date(2018, 6, 16), date(2018, 6, 17)),
        ("weekend", date(2018, 6, 17), date(2018, 6, 16), date(2018, 6, 17)),
        ("weekend", date(2018, 6, 11), date(2018, 6, 16), date(2018, 6, 17)),
        ("weekend", date(2018, 6, 15), date(2018, 6, 16), date(2018, 6, 17)),
        ("weekend", date(2018, 6, 30), date(2018, 6, 30), date(2018, 7, 1)),
        ("weekend", date(2022, 12, 30), date(2022, 12, 31), date(2023, 1, 1)),
        ("weekend", date(2023, 1, 1), date(2022, 12, 31), date(2023, 1, 1)),
        ("week", date(2018, 6, 16), date(2018, 6, 11), date(2018, 6, 17)),
        ("week", date(2018, 6, 11), date(2018, 6, 11), date(2018, 6, 17)),
        ("week", date(2025, 1, 1), date(2024, 12, 30), date(2025, 1, 5)),
        ("month", date(2018, 6, 17), date(2018, 6, 1), date(2018, 6, 30)),
        ("month", date(2018, 12, 31), date(2018, 12, 1), date(2018, 12, 31)),
        ("month", date(2020, 2, 10), date(2020, 2, 1), date(2020, 2, 29)),
        ("month", date(2019, 2, 10), date(2019, 2, 1), date(2019, 2, 28)),
        ("month", date(1900, 2, 10), date(1900, 2, 1), date(1900, 2, 28)),
        ("year", date(2018, 6, 17), date(2018, 1, 1), date(2018, 12, 31)),
        ("year", date(2020, 2, 29), date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_span_holds_the_whole_of_what_is_known(precision, day, first, last):
    assert span(precision, day) == (first, last)


def test_span_of_a_range_ends_where_it_is_said_to_end():
    assert span("range", date(2018, 6, 16), date(2018, 7, 2)) == (
        date(2018, 6, 16),
        date(2018, 7, 2),
    )
    assert span("range", date(2018, 6, 16)) == (date(2018, 6, 16), date(2018, 6, 16))


def test_span_reads_the_last_day_of_a_range_only():
    assert span("day", date(2018, 6, 16), date(2018, 7, 2)) == (
        date(2018, 6, 16),
        date(2018, 6, 16),
    )


@pytest.mark.parametrize("precision", [*Precision.values])
def test_span_of_a_span_is_itself(precision):
    for day in some_dates(200):
        first, last = span(precision, day)

        assert span(precision, first, last) == (first, last)


@pytest.mark.parametrize("precision", ["time", "day", "week", "month", "year"])
def test_span_holds_its_day(precision):
    for day in some_dates(200):
        first, last = span(precision, day)

        assert first <= day <= last


def test_weekend_of_a_day_is_at_most_five_days_ahead():
    for day in some_dates(200):
        first, last = span("weekend", day)

        assert (first.weekday(), last.weekday()) == (5, 6)
        assert timedelta(days=-1) <= first - day <= timedelta(days=5)


@pytest.mark.django_db
@pytest.mark.parametrize("precision", [*Precision.values])
def test_the_database_keeps_every_span(precision):
    agency, source, city = make_agency(), make_source(), make_city()
    spans = [span(precision, day, day + timedelta(days=3)) for day in some_dates(200)]

    incidents = Incident.objects.bulk_create(
        Incident(
            agency=agency,
            precision=precision,
            occurred_from=first,
            occurred_to=last,
            occurred_at=time(22) if precision == "time" else None,
        )
        for first, last in spans
    )
    counts = ReportedCount.objects.bulk_create(
        ReportedCount(
            source=source,
            measure="killed",
            qualifier="several",
            period_from=first,
            period_to=last,
            period_precision=precision,
            city=city,
        )
        for first, last in spans
    )

    assert len(incidents) == len(counts) == len(spans)


@pytest.mark.django_db
@pytest.mark.parametrize("precision", ["weekend", "week", "month", "year"])
def test_the_database_refuses_every_span_that_is_a_day_too_long(precision):
    agency = make_agency()
    for day in some_dates(10):
        first, last = span(precision, day)

        days = {"occurred_from": first, "occurred_to": last + timedelta(days=1)}
        refusal = pytest.raises(IntegrityError, match=f"span_{precision}_is_whole")

        with refusal, transaction.atomic():
            Incident.objects.create(agency=agency, precision=precision, **days)


@pytest.mark.parametrize(
    ("precision", "first", "last", "words"),
    [
        ("day", date(2018, 6, 17), date(2018, 6, 17), "Sunday, 17 June 2018"),
        ("time", date(2018, 6, 17), date(2018, 6, 17), "Sunday, 17 June 2018"),
        ("weekend", date(2018, 6, 16), date(2018, 6, 17), "weekend of 16–17 June 2018"),
        ("weekend", date(2018, 6, 30), date(2018, 7, 1), "weekend of 30 June – 1 July 2018"),
        (
            "weekend",
            date(2022, 12, 31),
            date(2023, 1, 1),
            "weekend of 31 December 2022 – 1 January 2023",
        ),
        ("week", date(2018, 6, 11), date(2018, 6, 17), "week of 11–17 June 2018"),
        ("week", date(2018, 6, 25), date(2018, 7, 1), "week of 25 June – 1 July 2018"),
        ("range", date(2018, 6, 16), date(2018, 6, 23), "16–23 June 2018"),
        ("range", date(2018, 6, 16), date(2018, 7, 2), "16 June – 2 July 2018"),
        ("range", date(2018, 12, 30), date(2019, 1, 2), "30 December 2018 – 2 January 2019"),
        ("range", date(2018, 6, 16), date(2019, 6, 16), "16 June 2018 – 16 June 2019"),
        ("range", date(2018, 6, 17), date(2018, 6, 17), "Sunday, 17 June 2018"),
        ("month", date(2018, 6, 1), date(2018, 6, 30), "June 2018"),
        ("year", date(2018, 1, 1), date(2018, 12, 31), "2018"),
    ],
)
def test_in_words_says_what_is_known_and_no_more(precision, first, last, words):
    assert in_words(first, last, precision) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(22, 15), "Sunday, 17 June 2018 at 10:15 p.m."),
        (time(12), "Sunday, 17 June 2018 at noon"),
        (time(0), "Sunday, 17 June 2018 at midnight"),
    ],
)
def test_in_words_says_the_minute_where_it_is_known(at, words):
    day = date(2018, 6, 17)

    assert in_words(day, day, "time", at) == words
    assert in_words(day, day, "day", at) == "Sunday, 17 June 2018"


def test_in_words_speaks_spanish():
    weekend = date(2018, 6, 16), date(2018, 6, 17)

    with translation.override("es"):
        assert day_in_words(weekend[1]).lower() == "domingo, 17 de junio de 2018"
        assert days_in_words(*weekend) == "16–17 de junio de 2018"
        assert in_words(date(2018, 6, 1), date(2018, 6, 30), "month").lower() == "junio de 2018"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 8, 6), ""),
        (date(2018, 8, 7), "today"),
        (date(2018, 8, 8), "tomorrow"),
        (date(2018, 8, 9), "in 2 days"),
        (date(2018, 8, 20), "in 13 days"),
        (date(2018, 8, 21), "in 2 weeks"),
        (date(2018, 10, 5), "in 8 weeks"),
        (date(2018, 10, 6), "in 2 months"),
        (date(2019, 8, 6), "in 12 months"),
    ],
)
def test_weeks_from_now_speaks_as_people_do(day, words):
    assert weeks_from_now(day, date(2018, 8, 7)) == words


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        ("time", ""),
        ("day", ""),
        ("weekend", ""),
        ("week", "only the week is known"),
        ("range", "on one of these days"),
        ("month", "only the month is known"),
        ("year", "only the year is known"),
    ],
)
def test_what_is_not_known_is_said(precision, words):
    assert only_known(precision) == words


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        (date(2018, 6, 17), date(2018, 6, 17), "day"),
        (date(2018, 6, 16), date(2018, 6, 17), "weekend"),
        (date(2018, 6, 17), date(2018, 6, 18), "range"),
        (date(2018, 6, 11), date(2018, 6, 17), "week"),
        (date(2018, 6, 10), date(2018, 6, 16), "range"),
        (date(2018, 6, 1), date(2018, 6, 30), "range"),
    ],
)
def test_one_of_several_days_has_the_name_of_its_days(first, last, precision):
    assert one_of(first, last) == Span(first, last, precision)


def test_a_span_says_itself_in_words():
    assert str(whole("weekend", date(2018, 6, 16))) == "weekend of 16–17 June 2018"
    assert str(Span(date(2018, 6, 17), date(2018, 6, 17), "time", time(21, 30))) == (
        "Sunday, 17 June 2018 at 9:30 p.m."
    )


def test_a_span_of_our_time_is_itself():
    ends = Span(date(1900, 1, 1), date(2100, 12, 31), "range")

    assert in_our_time(ends) == ends


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        (date(1899, 12, 31), date(1900, 1, 1), "The year must lie between 1900 and 2100."),
        (date(2100, 12, 31), date(2101, 1, 1), "The year must lie between 1900 and 2100."),
        (date(2018, 6, 2), date(2018, 6, 1), "The last day must not come before the first."),
    ],
)
def test_a_span_that_the_database_would_refuse_is_refused(first, last, error):
    with pytest.raises(UnreadableDate, match=error):
        in_our_time(Span(first, last, "range"))
