from datetime import date, time, timedelta

import pytest
from django.utils import translation

from nightout import dayreader, edtf
from nightout.datespan import Precision, Span, UnreadableDate, span
from nightout.nameddays import NAMED_DAYS, easter

TODAY = date(2026, 11, 22)


def read(text: str) -> Span:
    return dayreader.read(text, TODAY)


def written(text: str) -> str:
    found = read(text)
    return edtf.written(found.first, found.last, found.precision, found.at)


FATHERS_DAY = Span(date(2018, 6, 17), date(2018, 6, 17), "day")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "17 June 2018",
            "June 17, 2018",
            "june 17 2018",
            "17 Jun. 2018",
            "the 17th of June, 2018",
        ),
        *("6/17/2018", "06/17/2018", "6-17-2018", "6/17/18", "2018-06-17", "2018-6-17"),
        *("2018/06/17", "2018 June 17", "Sunday, 17 June 2018", "Sun June 17th, 2018"),
        *("17 de junio de 2018", "domingo, 17 de junio de 2018", "el 17 de Junio del 2018"),
        *("17 jen 2018", "dimanch, 17 jen 2018", "DIMANCH 17 JEN 2018", "\u00a017 June 2018"),
        *("Father's Day 2018", "father’s day 2018", "Fathers Day, 2018", "Fathers' Day (2018)"),
        *("FATHER´S DAY 2018", "Father`s Day of 2018", "2018 Father‘s Day", "on Father's Day 2018"),
        *("Día del Padre 2018", "dia del padre de 2018", "el Día de los Padres 2018"),
        *("Fèt Papa 2018", "fet papa 2018", "Fèt Papa yo 2018", "Fe\u0300t Papa 2018"),
        *("Sunday, June 17 (Father's Day), 2018", "Father's Day, June 17, 2018"),
    ],
)
def test_one_day_has_many_names(text):
    assert read(text) == FATHERS_DAY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("June 2018", "2018-06"),
        ("June, 2018", "2018-06"),
        ("junio de 2018", "2018-06"),
        ("jen 2018", "2018-06"),
        ("me 2018", "2018-05"),
        ("out 2018", "2018-08"),
        ("6/2018", "2018-06"),
        ("2018-06", "2018-06"),
        ("2018-06-XX", "2018-06"),
        ("2018", "2018"),
        ("201x", "[2010-01-01..2019-12-31]"),
        ("[2018-06-16..2018-06-17]", "[2018-06-16..2018-06-17]"),
        ("2018-06-16/2018-06-20", "[2018-06-16..2018-06-20]"),
        ("weekend of 16 June 2018", "[2018-06-16..2018-06-17]"),
        ("the weekend of June 17, 2018", "[2018-06-16..2018-06-17]"),
        ("weekend of Friday, June 15, 2018", "[2018-06-16..2018-06-17]"),
        ("weekend of June 16–17, 2018", "[2018-06-16..2018-06-17]"),
        ("week-end of 6/16/2018", "[2018-06-16..2018-06-17]"),
        ("weekend of June 15-17, 2018", "[2018-06-15..2018-06-17]"),
        ("fin de semana del 16 de junio de 2018", "[2018-06-16..2018-06-17]"),
        ("wikenn 16–17 jen 2018", "[2018-06-16..2018-06-17]"),
        ("weekend of 30 June – 1 July 2018", "[2018-06-30..2018-07-01]"),
        ("Father's Day weekend 2018", "[2018-06-16..2018-06-17]"),
        ("Memorial Day weekend 2018", "[2018-05-26..2018-05-28]"),
        ("week of June 16 2018", "[2018-06-11..2018-06-17]"),
        ("semana del 11–17 de junio de 2018", "[2018-06-11..2018-06-17]"),
        ("semèn 12 jen 2018", "[2018-06-11..2018-06-17]"),
        ("week of June 17–23, 2018", "[2018-06-17..2018-06-23]"),
        ("Thanksgiving week 2018", "[2018-11-19..2018-11-25]"),
        ("16–17 June 2018", "[2018-06-16..2018-06-17]"),
        ("June 16 to June 23, 2018", "[2018-06-16..2018-06-23]"),
        ("June 16 through 23, 2018", "[2018-06-16..2018-06-23]"),
        ("from 30 June to 2 July 2018", "[2018-06-30..2018-07-02]"),
        ("del 16 al 23 de junio de 2018", "[2018-06-16..2018-06-23]"),
        ("soti 16 jen rive 23 jen 2018", "[2018-06-16..2018-06-23]"),
        ("between 16 and 20 June 2018", "[2018-06-16..2018-06-20]"),
        ("entre el 16 y el 20 de junio de 2018", "[2018-06-16..2018-06-20]"),
        ("June 16 or 17, 2018", "[2018-06-16..2018-06-17]"),
        ("6/16 - 6/23/2018", "[2018-06-16..2018-06-23]"),
        ("2018-06-16 – 2018-06-23", "[2018-06-16..2018-06-23]"),
        ("30 December 2018 – 2 January 2019", "[2018-12-30..2019-01-02]"),
        ("Saturday 16 – Sunday 17 June 2018", "[2018-06-16..2018-06-17]"),
        ("Christmas Eve to Christmas Day 2018", "[2018-12-24..2018-12-25]"),
        ("June–August 2018", "[2018-06-01..2018-08-31]"),
        ("2016–2018", "[2016-01-01..2018-12-31]"),
        ("June 17, 2018 at 9:30 p.m.", "2018-06-17T21:30"),
        ("9:30 PM, Sunday, June 17, 2018", "2018-06-17T21:30"),
        ("Father's Day 2018, 21:30", "2018-06-17T21:30"),
        ("17 de junio de 2018 a las 9:30 p. m.", "2018-06-17T21:30"),
        ("17 jen 2018, a 9:30 PM", "2018-06-17T21:30"),
        ("17 June 2018 at noon", "2018-06-17T12:00"),
        ("17 June 2018 at 12 a.m.", "2018-06-17T00:00"),
        ("2018-06-17T21:30:00", "2018-06-17T21:30"),
        ("today", "2026-11-22"),
        ("ayer", "2026-11-21"),
        ("jodi a", "2026-11-22"),
        ("last month", "2026-10"),
        ("este año", "2026"),
        ("ane pase", "2025"),
    ],
)
def test_reads_what_people_write(text, meant):
    assert written(text) == meant


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("New Year's Day 2018", date(2018, 1, 1)),
        ("Año Nuevo 2018", date(2018, 1, 1)),
        ("Joudlan 2018", date(2018, 1, 1)),
        ("Martin Luther King Jr. Day 2018", date(2018, 1, 15)),
        ("Martin Luther King, Jr., Day 2018", date(2018, 1, 15)),
        ("MLK Day 2018", date(2018, 1, 15)),
        ("Presidents’ Day 2018", date(2018, 2, 19)),
        ("Good Friday 2018", date(2018, 3, 30)),
        ("Easter Sunday 2018", date(2018, 4, 1)),
        ("Domingo de Pascua 2018", date(2018, 4, 1)),
        ("Dimanch Pak 2018", date(2018, 4, 1)),
        ("Easter Monday 2018", date(2018, 4, 2)),
        ("Mother's Day 2018", date(2018, 5, 13)),
        ("Día de las Madres 2018", date(2018, 5, 13)),
        ("Fèt Manman 2018", date(2018, 5, 13)),
        ("Memorial Day 2018", date(2018, 5, 28)),
        ("Memorial Day 2021", date(2021, 5, 31)),
        ("Juneteenth 2018", date(2018, 6, 19)),
        ("Independence Day 2018", date(2018, 7, 4)),
        ("July 4th, 2018", date(2018, 7, 4)),
        ("4th of July 2018", date(2018, 7, 4)),
        ("Fourth of July 2018", date(2018, 7, 4)),
        ("4 jiyè 2018", date(2018, 7, 4)),
        ("National Night Out 2018", date(2018, 8, 7)),
        ("National Night Out 2017", date(2017, 8, 1)),
        ("Labor Day 2018", date(2018, 9, 3)),
        ("Día del Trabajo 2018", date(2018, 9, 3)),
        ("Halloween 2018", date(2018, 10, 31)),
        ("Veterans Day 2018", date(2018, 11, 11)),
        ("Thanksgiving 2018", date(2018, 11, 22)),
        ("Día de Acción de Gracias 2018", date(2018, 11, 22)),
        ("Christmas Eve 2018", date(2018, 12, 24)),
        ("Nochebuena 2018", date(2018, 12, 24)),
        ("Christmas 2018", date(2018, 12, 25)),
        ("Nwèl 2018", date(2018, 12, 25)),
        ("New Year's Eve 2018", date(2018, 12, 31)),
        ("víspera de año nuevo 2018", date(2018, 12, 31)),
    ],
)
def test_days_with_a_name_have_the_date_of_the_united_states(text, day):
    assert read(text) == Span(day, day, "day")


def test_every_name_is_read_whatever_its_case_and_signs():
    for named in NAMED_DAYS:
        for name in named.names:
            for text in (name, name.upper(), name.replace("'", "’"), name.replace("'", "")):
                assert read(f"{text} 2019").first == named.on(2019), text


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        *((1913, 3, 23), (1943, 4, 25), (1954, 4, 18), (1981, 4, 19), (2000, 4, 23)),
        *((2008, 3, 23), (2018, 4, 1), (2019, 4, 21), (2038, 4, 25), (2049, 4, 18)),
        *((2076, 4, 19), (2100, 3, 28)),
    ],
)
def test_easter_is_where_the_tables_put_it(year, month, day):
    assert easter(year) == date(year, month, day)


def test_easter_is_always_a_sunday_of_spring():
    for year in range(1900, 2101):
        assert easter(year).weekday() == 6
        assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("precision", Precision.values)
def test_what_our_pages_say_is_read_as_it_was_meant(language, precision):
    """Every day of two years and their ends, in each language, whatever the reader's is."""
    for n in range(760):
        day = date(2017, 12, 20) + timedelta(days=n)
        at = time(n % 24, n % 60) if precision == "time" else None
        meant = Span(*span(precision, day, day + timedelta(days=1 + n % 40)), precision, at)

        with translation.override(language):
            said = str(meant)

        assert read(said) == meant, said


@pytest.mark.parametrize(
    ("error", "texts"),
    [
        (
            dayreader.UNREADABLE,
            [
                *("", "   ", "weekend", "2nd weekend of June 2018", "week 2, June 2018"),
                *("week 2 June 2018", "semèn 2, jen 2018", "Sunday June 2018", "17 2018"),
                *("17 June 18 June 2018", "from 16 June 2018", "16 June 2018 –", "20180617"),
                *(
                    "16 - 17 - 18 June 2018",
                    "June July 2018",
                    "17 June 2018!",
                    "2018 2019",
                    "x" * 201,
                ),
            ],
        ),
        (
            dayreader.NO_YEAR,
            ["17 June", "June", "Father's Day", "weekend of 16 June", "June '18", "6/17"],
        ),
        (dayreader.SHORT_YEAR, ["6/17/55", "6/17/27"]),
        (dayreader.MONTH_FIRST, ["17/6/2018", "17-6-2018", "16/17 June 2018"]),
        (
            edtf.NO_SUCH_DAY,
            ["31 June 2018", "29 February 2018", "6/0/2018", "0 June 2018", "2018-13-01"],
        ),
        (dayreader.NO_SUCH_TIME, ["17 June 2018 at 13 pm", "17 June 2018 25:00"]),
        (dayreader.TIME_OF_ONE_DAY, ["June 2018 at noon", "16–17 June 2018 at 9 pm"]),
        (
            dayreader.NO_WEEKEND,
            [
                *("weekend of 14 June 2018", "weekend of 18 June 2018", "weekend of June 2018"),
                *("Thanksgiving weekend 2018", "weekend of June 16–23, 2018"),
            ],
        ),
        (dayreader.NO_WEEK, ["week of June 2018", "week of 11–18 June 2018"]),
        (dayreader.WHICH_WEEK, ["week of 17 June 2018", "Father's Day week 2018"]),
        (dayreader.NOT_BOTH_ALIKE, ["June 2018 – 8 July 2018", "2018 – June 2018"]),
        (dayreader.NOT_NEXT, ["16 and 19 June 2018", "June 16 or 23, 2018"]),
        (dayreader.NOT_YET_NAMED % {"year": 1971}, ["Memorial Day 1960"]),
        ("The last day must not come before the first.", ["30 December – 2 January 2019"]),
        ("The year must lie between 1900 and 2100.", ["1899", "17 June 2101"]),
        (edtf.UNCERTAIN, ["2018-06?"]),
        (edtf.SEASON, ["2018-21"]),
        (edtf.OPEN, ["2018-06-17/.."]),
    ],
)
def test_nothing_is_guessed(error, texts):
    for text in texts:
        with pytest.raises(UnreadableDate) as refusal:
            read(text)

        assert (text, str(refusal.value)) == (text, str(error))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("that weekend in June 2018", "that"),
        ("mid-June 2018", "mid"),
        ("summer 2018", "summer"),
        ("since June 2018", "since"),
        ("primer fin de semana de junio de 2018", "primer"),
        ("Fèt Endepandans 2018", "fet"),
    ],
)
def test_a_word_that_is_not_known_is_named(text, word):
    with pytest.raises(UnreadableDate, match=f"^We do not know “{word}” in a date. Write it as"):
        read(text)


@pytest.mark.parametrize(
    "text", ["Saturday, 17 June 2018", "Father's Day, June 18, 2018", "Monday, Father's Day 2018"]
)
def test_two_things_that_do_not_agree_are_told(text):
    with pytest.raises(
        UnreadableDate, match=r"^That does not agree: it is Sunday, 17 June 2018\. "
    ):
        read(text)
