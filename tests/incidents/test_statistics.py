"""How people and incidents are counted, and divided."""

from datetime import date

import pytest

from incidents.breakdowns import (
    MOST_PLACES,
    Breakdown,
    a_year_before,
    by_city,
    by_county,
    by_month,
    by_neighborhood,
    by_weekday,
    by_year,
    changes_since,
    newest,
    untold,
)
from incidents.models import AgeGroup, Incident, Outcome
from incidents.statistics import (
    Numbers,
    parts,
    people,
    people_with_ages,
    recorded_people,
)
from tests.factories import (
    make_city,
    make_county,
    make_incident,
    make_neighborhood,
    make_reported_count,
    make_victim,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
ALL = Incident.objects.all


def make_shooting(*outcomes: str, **fields) -> Incident:
    """An incident with a person of each outcome; two who were shot where none is given."""
    incident = make_incident(**fields)
    for outcome in outcomes or (Outcome.KILLED, Outcome.INJURED):
        make_victim(incident=incident, outcome=outcome)
    return incident


def told(found: Breakdown) -> dict[str, Numbers]:
    """The parts of which anything is recorded."""
    return {part.label: part.numbers for part in found.parts if part.numbers.incidents}


# Who counts


def test_people_and_incidents_are_told_apart():
    make_shooting(*Outcome)
    make_shooting(Outcome.KILLED)
    make_incident()

    counted = people(ALL())

    assert (counted.incidents, counted.people, counted.shot, counted.killed) == (3, 7, 4, 2)
    assert counted.outcomes == [
        "2 killed",
        "1 injured",
        "1 shot; outcome not stated",
        "1 survived; injury not stated",
        "1 unharmed",
        "1 unknown",
    ]
    assert counted.incidents_with[Outcome.KILLED] == 2
    assert counted.incidents_with[Outcome.INJURED] == 1


def test_what_is_not_public_or_was_merged_does_not_count():
    kept = make_shooting()
    make_shooting(publication="draft")
    make_shooting(publication="hidden")
    make_shooting(merged_into=kept)
    nowhere = make_shooting()
    nowhere.location.delete()

    assert people(ALL()).numbers == (1, 2, 1)
    assert told(by_year(parts(ALL()).by_days, TODAY)) == {"2018": (1, 2, 1)}


def test_nothing_is_counted_as_nothing():
    for none in (ALL(), Incident.objects.none()):
        counted, shot_by_age = people_with_ages(none)

        assert counted.numbers == (0, 0, 0)
        assert counted.outcomes == []
        assert set(shot_by_age.values()) == {0}
        assert by_year(parts(none).by_days, TODAY) == Breakdown()
        assert by_city(parts(none)) == by_county(parts(none)) == by_neighborhood(parts(none))


@pytest.mark.parametrize("rows", [1, 3])
def test_counting_takes_one_query_and_dividing_another(rows, django_assert_num_queries):
    for _ in range(rows):
        make_shooting()

    for count in (people, people_with_ages, parts):
        with django_assert_num_queries(1):
            count(ALL())


def test_an_order_or_joined_rows_change_no_number():
    make_shooting()

    assert people(ALL().for_rows().latest_first()).numbers == (1, 2, 1)
    assert Numbers.sum(parts(ALL().latest_first()).by_days.values()) == (1, 2, 1)


# Time


@pytest.mark.parametrize(
    ("precision", "day", "year", "month", "weekday"),
    [
        ("day", date(2018, 6, 17), "2018", "June 2018", "Sunday"),
        ("day", date(2020, 2, 29), "2020", "February 2020", "Saturday"),
        ("weekend", date(2018, 6, 16), "2018", "June 2018", None),
        ("weekend", date(2018, 6, 30), "2018", None, None),
        ("week", date(2018, 12, 31), None, None, None),
        ("month", date(2018, 6, 1), "2018", "June 2018", None),
        ("month", date(2020, 2, 1), "2020", "February 2020", None),
        ("year", date(2018, 1, 1), "2018", None, None),
    ],
)
def test_a_span_wider_than_a_bucket_is_in_none(precision, day, year, month, weekday):
    make_shooting(precision=precision, day=day)
    by_days = parts(ALL()).by_days

    for found, label in [
        (by_year(by_days, TODAY), year),
        (by_month(by_days, day.year, TODAY), month),
        (by_weekday(by_days), weekday),
    ]:
        outside = year is None and label is None and len(found.parts) == 12
        assert told(found) == ({label: (1, 2, 1)} if label else {})
        assert found.not_placed == ((0, 0, 0) if label or outside else (1, 2, 1))


def test_months_add_up_to_their_year():
    make_shooting(day=date(2018, 6, 17))
    make_shooting(precision="year", day=date(2018, 1, 1))
    make_shooting(precision="range", day=date(2018, 12, 31), last=date(2019, 1, 1))
    make_shooting(day=date(2017, 6, 17))
    by_days = parts(ALL()).by_days

    years, months = by_year(by_days, TODAY), by_month(by_days, 2018, TODAY)

    assert months.total == told(years)["2018"] == (2, 4, 2)
    assert months.not_placed == (1, 2, 1)
    assert years.not_placed == (1, 2, 1)
    assert years.total == (4, 8, 4)


def test_years_without_a_record_stand_between_those_with_one():
    make_shooting(day=date(2015, 6, 17))
    make_shooting(day=date(2018, 6, 17))

    found = by_year(parts(ALL()).by_days, TODAY)

    assert [(part.label, part.numbers.shot) for part in found.parts] == [
        ("2015", 2),
        ("2016", 0),
        ("2017", 0),
        ("2018", 2),
    ]


def test_only_an_incident_between_two_years_leaves_both_empty():
    make_shooting(precision="range", day=date(2018, 12, 31), last=date(2019, 1, 1))

    found = by_year(parts(ALL()).by_days, TODAY)

    assert [part.label for part in found.parts] == ["2018", "2019"]
    assert told(found) == {}
    assert found.total == found.not_placed == (1, 2, 1)


@pytest.mark.parametrize(
    ("today", "months", "years"),
    [
        (date(2026, 11, 22), ["Nov"], ["2026"]),
        (date(2026, 11, 13), ["Oct", "Nov"], ["2026"]),
        (date(2026, 11, 14), ["Nov"], ["2026"]),
        (date(2027, 1, 5), ["Dec"], ["2026", "2027"]),
        (date(2028, 3, 1), [], []),
    ],
)
def test_the_newest_fourteen_days_are_marked(today, months, years):
    for day in (date(2026, 10, 31), date(2026, 11, 9), date(2027, 1, 2)):
        make_shooting(day=day)
    by_days = parts(ALL()).by_days

    assert [p.short for p in by_month(by_days, 2026, today).parts if p.may_change] == months
    assert [p.short for p in by_year(by_days, today).parts if p.may_change] == years


def test_the_newest_days_end_a_fortnight_ago():
    assert changes_since(date(2024, 3, 13)) == date(2024, 2, 29)
    make_shooting(day=date(2024, 2, 28))
    make_shooting(day=date(2024, 2, 29))
    make_shooting(day=date(2024, 3, 14))
    make_shooting(precision="month", day=date(2024, 2, 1))

    assert newest(parts(ALL()).by_days, date(2024, 3, 13)) == (2, 4, 2)


# Places


def test_places_are_counted_by_county_city_and_neighborhood():
    miami = make_city(name="Miami")
    liberty_city = make_neighborhood(city=miami)
    block = {"precision": "block", "city": miami, "neighborhood": liberty_city}
    make_shooting(location=block)
    make_shooting(Outcome.SURVIVED, city=miami)
    make_shooting(location={"precision": "county", "county": miami.county})
    make_shooting(city=make_city(name="West Park", county=make_county(name="Broward County")))

    found = parts(ALL())

    assert told(by_county(found)) == {
        "Miami-Dade County, FL": (3, 4, 2),
        "Broward County, FL": (1, 2, 1),
    }
    assert told(by_city(found)) == {"Miami, FL": (2, 2, 1), "West Park, FL": (1, 2, 1)}
    assert told(by_neighborhood(found)) == {"Liberty City, Miami": (1, 2, 1)}
    assert by_city(found).not_placed == (1, 2, 1)
    assert by_neighborhood(found).not_placed == (3, 4, 2)
    assert {by_county(found).total, by_city(found).total, by_neighborhood(found).total} == {
        (4, 6, 3)
    }


def test_smaller_places_are_summed_up():
    for place in range(MOST_PLACES + 2):
        make_shooting(city=make_city(name=f"City {place}"))
    make_shooting(city=make_city(name="City 13"))

    found = by_city(parts(ALL()))

    assert found.parts[0].label == "City 13, FL"
    assert len(found.parts) == MOST_PLACES
    assert (found.how_many_others, found.others) == (2, (2, 4, 2))
    assert found.total == (15, 30, 15)


# Ages


@pytest.mark.parametrize(
    ("age", "entered", "group"),
    [
        (0, "", "under_18"),
        (17, "", "under_18"),
        (18, "", "18_24"),
        (24, "25_44", "18_24"),
        (44, "", "25_44"),
        (64, "", "45_64"),
        (120, "", "65_up"),
        (None, "45_64", "45_64"),
        (None, "", ""),
    ],
)
def test_a_stated_age_says_the_group(age, entered, group):
    make_victim(incident=make_incident(), outcome="injured", age=age, age_group=entered)
    make_victim(incident=make_incident(), outcome="survived", age=age, age_group=entered)

    _counted, shot_by_age = people_with_ages(ALL())

    assert {age: number for age, number in shot_by_age.items() if number} == {group: 1}


A, B, C, D = AgeGroup.UNDER_18, AgeGroup.FROM_18, AgeGroup.FROM_25, AgeGroup.FROM_45
EVERY_AGE = {*AgeGroup, ""}


@pytest.mark.parametrize(
    ("shot", "kept"),
    [
        ({}, set()),
        ({A: 5, B: 9}, set()),
        ({A: 3, B: 9, C: 20}, {A, B}),  # the sum would give the only small one away
        ({A: 3, B: 2, C: 20}, {A, B}),
        ({A: 1, B: 1, C: 20}, {A, B, C}),  # two of 1 to 4 that add up to 2
        ({A: 4, B: 4, C: 20}, {A, B}),  # or 5 and 3: nobody is told which one is small
        ({A: 1, B: 5, C: 7}, {A, B}),
        ({A: 4, B: 10, C: 10}, {A, B, C}),  # the next is no larger than the one that is told
        ({A: 1, B: 1, C: 8}, {A, B, C}),
        ({A: 1, B: 5}, {A, B}),
        ({A: 3}, EVERY_AGE),
        ({A: 1, B: 1}, EVERY_AGE),
        ({A: 4, B: 4}, {A, B}),
    ],
)
def test_small_numbers_of_an_age_are_kept_back(shot, kept):
    assert untold({age: shot.get(age, 0) for age in EVERY_AGE}) == kept


# One year before


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2018, 1, 1), date(2018, 8, 7), (date(2017, 1, 1), date(2017, 8, 7))),
        (date(2024, 2, 29), date(2024, 2, 29), (date(2023, 2, 28), date(2023, 2, 28))),
        (date(2024, 2, 1), date(2024, 2, 29), (date(2023, 2, 1), date(2023, 2, 28))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2025, 2, 10), date(2025, 2, 28), (date(2024, 2, 10), date(2024, 2, 28))),
        (date(2024, 1, 1), date(2024, 12, 31), (date(2023, 1, 1), date(2023, 12, 31))),
    ],
)
def test_the_same_days_one_year_before(first, last, before):
    assert a_year_before(first, last) == before


# Claims


def test_claims_are_counted_each_for_itself_in_one_query(django_assert_num_queries):
    gardens = make_city()
    make_shooting(day=date(2018, 7, 23), city=gardens)
    make_shooting(day=date(2018, 7, 23), city=make_city(name="Miami"))
    make_shooting(day=date(2018, 7, 23), location={"precision": "county", "county": gardens.county})
    claims = [
        make_reported_count(city=gardens, measure="shot"),
        make_reported_count(city=gardens, measure="killed"),
        make_reported_count(county=gardens.county, measure="shot"),
        make_reported_count(area_as_printed="South Florida", measure="shot"),
        make_reported_count(city=gardens, measure="events"),
        make_reported_count(city=make_city(name="Opa-locka"), measure="shot"),
    ]

    with django_assert_num_queries(1):
        counted = recorded_people(claims)

    assert [counted.get(claim.pk) for claim in claims] == [2, 1, 6, None, None, 0]
