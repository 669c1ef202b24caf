from datetime import date, time, timedelta

import pytest

from incidents.days import edtf_of_row
from incidents.models import Incident
from nightout import edtf
from nightout.datespan import Precision, Span, UnreadableDate, span
from tests.factories import make_agency

JUNE_17 = date(2018, 6, 17)
# Ends of years and months in it, a leap day, and every place of a month in the week.
DAYS = [date(2015, 12, 20) + timedelta(days=n) for n in range(3 * 366)]


def spans_of(precision: str) -> list[Span]:
    """One for each day; the ranges are as long as one to forty days."""
    at = time(21, 30) if precision == "time" else None
    return [
        Span(*span(precision, day, day + timedelta(days=n % 40)), precision, at)
        for n, day in enumerate(DAYS)
    ]


def text_of(it: Span) -> str:
    return edtf.written(it.first, it.last, it.precision, it.at)


@pytest.mark.parametrize(
    ("precision", "last", "text"),
    [
        ("time", None, "2018-06-17T21:30"),
        ("day", None, "2018-06-17"),
        ("weekend", None, "[2018-06-16..2018-06-17]"),
        ("week", None, "[2018-06-11..2018-06-17]"),
        ("range", date(2018, 7, 2), "[2018-06-17..2018-07-02]"),
        ("range", JUNE_17, "2018-06-17"),
        ("month", None, "2018-06"),
        ("year", None, "2018"),
    ],
)
def test_each_precision_has_its_form(precision, last, text):
    first, last = span(precision, JUNE_17, last)

    assert edtf.written(first, last, precision, time(21, 30)) == text


def test_a_minute_without_its_time_is_a_day():
    assert edtf.written(JUNE_17, JUNE_17, "time") == "2018-06-17"


@pytest.mark.parametrize("precision", ["time", "day", "weekend", "week", "month", "year"])
def test_what_is_written_is_read_as_it_was(precision):
    for it in spans_of(precision):
        assert edtf.read(text_of(it)) == it


def test_a_range_is_read_as_it_was_or_by_the_name_its_days_have():
    for it in spans_of("range"):
        found = edtf.read(text_of(it))

        assert (found.first, found.last) == (it.first, it.last)
        has_name = it.first == it.last or any(
            (it.first, it.last) == span(precision, it.first) for precision in ("weekend", "week")
        )
        assert (found.precision == "range") is not has_name


@pytest.mark.django_db
@pytest.mark.parametrize("precision", Precision.values)
def test_postgres_writes_what_we_write(precision):
    spans, agency = spans_of(precision), make_agency()
    if precision == "time":
        spans = [
            Span(it.first, it.last, "time", time(n % 24, n % 60, n % 59))
            for n, it in enumerate(spans)
        ]
    Incident.objects.bulk_create(
        Incident(
            agency=agency,
            occurred_from=it.first,
            occurred_to=it.last,
            precision=precision,
            occurred_at=it.at,
        )
        for it in spans
    )

    written = Incident.objects.order_by("pk").annotate(edtf=edtf_of_row())

    assert list(written.values_list("edtf", flat=True)) == [text_of(it) for it in spans]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2018-06-XX", date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("2018-XX", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("2018-XX-XX", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "range"),
        ("201X-XX", date(2010, 1, 1), date(2019, 12, 31), "range"),
        ("20XX", date(2000, 1, 1), date(2099, 12, 31), "range"),
        ("2018-1X", date(2018, 10, 1), date(2018, 12, 31), "range"),
        ("2018-06-1X", date(2018, 6, 10), date(2018, 6, 19), "range"),
        ("2018-06-2X", date(2018, 6, 20), date(2018, 6, 29), "range"),
        ("2018-06-3X", date(2018, 6, 30), date(2018, 6, 30), "day"),
        ("2018-02-2X", date(2018, 2, 20), date(2018, 2, 28), "range"),
        ("2018-34", date(2018, 4, 1), date(2018, 6, 30), "range"),
        ("2018-37", date(2018, 1, 1), date(2018, 4, 30), "range"),
        ("2018-41", date(2018, 7, 1), date(2018, 12, 31), "range"),
        ("[2018-06-17]", JUNE_17, JUNE_17, "day"),
        ("[2018-06]", date(2018, 6, 1), date(2018, 6, 30), "month"),
        ("[2018-06-17,2018-06-16]", date(2018, 6, 16), JUNE_17, "weekend"),
        ("[2018-06-14, 2018-06-15..2018-06-17]", date(2018, 6, 14), JUNE_17, "range"),
        ("[2018-06..2018-07]", date(2018, 6, 1), date(2018, 7, 31), "range"),
        ("[2018, 2019-01-01]", date(2018, 1, 1), date(2019, 1, 1), "range"),
        ("2018-06-16/2018-06-17", date(2018, 6, 16), JUNE_17, "weekend"),
        ("2018-06-11/2018-06-17", date(2018, 6, 11), JUNE_17, "week"),
        ("2018-06-17/2018-06-17", JUNE_17, JUNE_17, "day"),
        ("2018-06/2018-08", date(2018, 6, 1), date(2018, 8, 31), "range"),
        ("2018-06-16/2018-07", date(2018, 6, 16), date(2018, 7, 31), "range"),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31), "range"),
        (" 2018 ", date(2018, 1, 1), date(2018, 12, 31), "year"),
    ],
)
def test_reads_what_others_write(text, first, last, precision):
    assert edtf.read(text) == Span(first, last, precision)


def test_seconds_are_more_than_we_hold():
    assert edtf.read("2018-06-17T21:30:45") == Span(JUNE_17, JUNE_17, "time", time(21, 30))


@pytest.mark.parametrize(
    ("error", "texts"),
    [
        (
            edtf.UNREADABLE,
            [
                *("", "17 June 2018", "2018-6-17", "20180617", "Y12018", "-2018", "XXXX"),
                *("2XXX", "2018-06-17T21", "2018-06-17T21:30Z", "2018-06-17T21:30-04:00"),
                *("[2018-06-17", "2018-W24", "２０１８", "2018" * 60, "[]"),
            ],
        ),
        (edtf.UNCERTAIN, ["2018?", "2018-06~", "2018-06-17%", "?2018", "2018?/2019"]),
        (edtf.OPEN, ["2018/..", "../2018", "2018/", "/2018", "[2018..]", "[..2018-06-17]"]),
        (edtf.SEASON, ["2018-21", "2018-24", "2018-32", "2018-21/2018-22"]),
        (edtf.ALL_OF, ["{2018-06-16..2018-06-17}"]),
        (edtf.GAP, ["[2018-06-16,2018-06-18]", "2018-XX-17", "201X-06", "2018-1X-05", "2018-X1"]),
        (edtf.NO_SUCH_DAY, ["2018-13", "2018-00", "2018-06-31", "2018-02-29", "2018-06-4X"]),
        (edtf.NO_SUCH_TIME, ["2018-06-17T24:00", "2018-06-17T21:60"]),
        (edtf.DAYS_ONLY, ["2018-06-17T21:30/2018-06-17T22:00", "[2018-06-17T21:30..2018-06-18]"]),
        ("The last day must not come before the first.", ["2018-06-17/2018-06-16", "[2019..2018]"]),
        ("The year must lie between 1900 and 2100.", ["1899", "2101", "1899-12-31/1900-01-01"]),
    ],
)
def test_what_no_span_can_hold_is_refused_with_the_reason(error, texts):
    for text in texts:
        with pytest.raises(UnreadableDate) as refusal:
            edtf.read(text)

        assert (text, str(refusal.value)) == (text, str(error))
