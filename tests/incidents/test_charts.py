"""Where bars stand, and what a chart says beside them."""

from datetime import date

import pytest
from django.utils import translation

from incidents.breakdowns import Breakdown, Part, by_month
from incidents.charted import by_age, by_outcome, by_place, by_time, in_words
from incidents.charts import LONGEST, ROOM, TALLEST, Row, columns, rows_of_bars
from incidents.models import Outcome
from incidents.statistics import Numbers, People


def row(label: str = "June 2018", **fields) -> Row:
    return Row(label=label, **{"cells": ["0"], "wide": 0, "thin": 0, "short": label[:3], **fields})


def sizes(bars, kind: str, of: str) -> list[float]:
    return [float(getattr(bar, of).rstrip("%rem")) for bar in bars if bar.kind == kind]


def test_columns_are_as_high_as_their_numbers():
    drawn = columns([row(wide=10, dark=4, thin=5), row(wide=5, dark=5, thin=0), row()])

    assert sizes(drawn.bars, "shot", "height") == [pytest.approx(TALLEST * 0.6)]
    assert sizes(drawn.bars, "killed", "height") == pytest.approx([TALLEST * 0.4, TALLEST * 0.5])
    assert sizes(drawn.bars, "incidents", "height") == [pytest.approx(TALLEST * 0.5)]
    bottoms = {
        round(float(bar.y[:-3]) + float(bar.height[:-3]), 2)
        for bar in drawn.bars
        if bar.kind != "shot"
    }
    assert len(bottoms) == 1


def test_rows_are_as_long_as_their_numbers():
    drawn = rows_of_bars([row(wide=10, dark=4, thin=20), row(wide=0, thin=1)])

    assert sizes(drawn.bars, "killed", "width") == [pytest.approx(LONGEST * 0.2)]
    assert sizes(drawn.bars, "shot", "x") == [pytest.approx(LONGEST * 0.2)]
    assert sizes(drawn.bars, "shot", "width") == [pytest.approx(LONGEST * 0.3)]
    assert sizes(drawn.bars, "incidents", "width") == pytest.approx([LONGEST, LONGEST / 20])


@pytest.mark.parametrize("draw", [columns, rows_of_bars])
def test_nothing_but_zeros_is_drawn_as_names_and_numbers(draw):
    drawn = draw([row(), row()])

    assert drawn.bars == []
    assert len(drawn.texts) == 4


@pytest.mark.parametrize(
    ("how_many", "people", "scrolls"),
    [(1, 5, False), (7, 5, False), (12, 999, False), (12, 12_345, True), (40, 5, True)],
)
def test_many_or_wide_columns_scroll_in_their_own_box(how_many, people, scrolls):
    drawn = columns([row("Jan", wide=people)] * how_many)

    assert drawn.scrolls is scrolls
    assert (bool(drawn.width) and float(drawn.width[:-3]) > ROOM) is scrolls


def test_sizes_are_written_alike_in_every_language():
    with translation.override("es"):
        drawn = columns([row(wide=3, dark=1, thin=1), row(wide=1000)])

    numbers = [bar.height for bar in drawn.bars] + [bar.x for bar in drawn.bars]
    assert all("," not in number for number in numbers)
    assert [text.words for text in drawn.texts if text.kind == "number"] == ["3", "1,000"]


def test_a_long_name_is_cut_in_the_drawing_alone():
    name = "Saint Somebody-in-the-Fields Township, FL"

    drawn = rows_of_bars([row(name, short="")])

    assert drawn.texts[0].words == "Saint Somebody-in-the-Fields Town…"


def test_newest_bars_carry_a_mark():
    shooting = (date(2026, 11, 20), date(2026, 11, 20))
    found = by_month({shooting: Numbers(1, 2, 1)}, 2026, date(2026, 11, 22))

    chart = by_time("month", found, year="2026")

    assert chart.title == "By month of 2026"
    assert chart.may_change
    assert [bar.kind for bar in chart.drawing.bars if bar.may_change] == [
        "shot",
        "killed",
        "incidents",
    ]
    assert [text.words for text in chart.drawing.texts if "*" in text.words] == ["Nov*"]


def test_a_chart_says_what_is_not_in_it_and_adds_up():
    found = Breakdown(
        [Part("2018", Numbers(3, 5, 2), "2018")], Numbers(9, 12, 1), Numbers(1, 1, 0), 1000
    )

    chart = by_place("city", found, lambda **_filters: "?")

    assert chart.missing == [
        "Not drawn: 1,000 other places, with 1 person shot in 1 incident.",
        "Not in this chart: 12 people shot in 9 incidents. No city is known, but the county.",
    ]
    assert chart.feet == [
        ("1,000 other places", ["1", "0", "1"]),
        ("Not in this chart", ["12", "1", "9"]),
        ("All together", ["18", "3", "13"]),
    ]
    assert chart.told == "Most people: 2018, 5. The table has all numbers."


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (Numbers(1, 1, 1), "1 person shot in 1 incident"),
        (Numbers(2, 0, 0), "0 people shot in 2 incidents"),
        (Numbers(1200, 1500, 3), "1,500 people shot in 1,200 incidents"),
    ],
)
def test_numbers_in_words(numbers, words):
    assert in_words(numbers) == words


def test_outcomes_count_everybody():
    counted = People(
        3, {Outcome.KILLED: 2, Outcome.UNHARMED: 4}, {Outcome.KILLED: 1, Outcome.UNHARMED: 2}
    )

    chart = by_outcome(counted)

    assert [(row.label, row.cells) for row in chart.rows] == [
        ("Killed", ["2", "1"]),
        ("Unharmed", ["4", "2"]),
    ]
    assert chart.feet == [("All together", ["6", "3"])]


def test_small_numbers_of_an_age_are_neither_told_nor_drawn():
    shot = {"under_18": 3, "18_24": 9, "25_44": 20, "45_64": 0, "65_up": 0, "": 30}

    chart = by_age(shot)

    assert [(row.label, *row.cells) for row in chart.rows] == [
        ("Under 18", "not shown"),
        ("18 to 24", "not shown"),
        ("25 to 44", "20"),
        ("45 to 64", "0"),
        ("65 and older", "0"),
        ("Age not stated", "30"),
    ]
    assert len(chart.drawing.bars) == 2
    assert by_age(dict.fromkeys(shot, 0) | {"under_18": 3}) is None
