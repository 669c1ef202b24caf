from datetime import date, time, timedelta

import pytest
import time_machine
from django.http import QueryDict

from events import calendar
from events.models import Event
from nightout.paging import PAGE_SIZE
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
)

pytestmark = pytest.mark.django_db

TUESDAY = date(2018, 8, 7)
NO_QUERY = QueryDict()


@pytest.fixture(autouse=True)
def on_the_eve():
    """Monday, 6 August 2018, noon in Miami."""
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


def august(events=None) -> calendar.Month:
    return calendar.month(Event.objects.public() if events is None else events, 2018, 8)


def squares(month: calendar.Month) -> dict[date, calendar.Square]:
    return {square.date: square for week in month.weeks for square in week}


def held(month: calendar.Month) -> dict[date, list[str]]:
    """The titles in each square that has any."""
    return {
        day: [event.title for event in square.events]
        for day, square in squares(month).items()
        if square.events
    }


def tuesday(query: str = "", events=None) -> calendar.Day:
    public = Event.objects.public() if events is None else events
    return calendar.day(public, TUESDAY, QueryDict(query))


def hours(day: calendar.Day) -> list[tuple[str, list[str]]]:
    return [(hour.words, [event.title for event in hour.events]) for hour in day.hours]


# A month


def test_month_is_whole_weeks_from_sunday_to_saturday():
    weeks = august().weeks

    assert [len(week) for week in weeks] == [7] * 5
    assert (weeks[0][0].date, weeks[-1][-1].date) == (date(2018, 7, 29), date(2018, 9, 1))
    assert [square.date.day for square in weeks[0] if square.in_month] == [1, 2, 3, 4]
    assert [square.date.day for square in weeks[-1] if not square.in_month] == [1]


def test_month_can_begin_its_weeks_on_monday():
    month = calendar.month(Event.objects.public(), 2018, 8, first_weekday=0)

    assert month.weeks[0][0].date == date(2018, 7, 30)


def test_day_holds_its_events_in_order_unknown_hours_last():
    make_event(title="Unknown hour")
    make_event(title="Evening", start_time=time(18))
    make_event(title="Morning", start_time=time(9))
    make_event(title="Another day", start_date=date(2018, 8, 9))

    assert held(august()) == {
        TUESDAY: ["Morning", "Evening", "Unknown hour"],
        date(2018, 8, 9): ["Another day"],
    }


@pytest.mark.parametrize(("events", "shown", "more"), [(4, 4, False), (5, 4, True), (9, 4, True)])
def test_day_shows_four_events_and_says_when_there_are_more(events: int, shown: int, more: bool):
    for number in range(events):
        make_event(title=f"Event {number}", start_time=time(9 + number))

    square = squares(august())[TUESDAY]

    assert [event.title for event in square.events] == [f"Event {n}" for n in range(shown)]
    assert square.more is more


def test_event_of_several_days_stands_first_on_each_of_them():
    make_event(title="Fair", start_date=date(2018, 8, 6), end_date=date(2018, 8, 8))
    make_event(title="Morning", start_time=time(9))

    assert held(august()) == {
        date(2018, 8, 6): ["Fair"],
        TUESDAY: ["Fair", "Morning"],
        date(2018, 8, 8): ["Fair"],
    }


def test_events_that_last_count_for_what_a_day_shows():
    for number in range(3):
        make_event(title=f"Fair {number}", start_date=date(2018, 8, 6), end_date=TUESDAY)
    make_event(title="Morning", start_time=time(9))
    make_event(title="Evening", start_time=time(18))

    square = squares(august())[TUESDAY]

    assert [event.title for event in square.events] == ["Fair 0", "Fair 1", "Fair 2", "Morning"]
    assert square.more


def test_longest_event_is_found_on_its_last_day():
    last = date(2018, 7, 29)  # the first square of August
    make_event(title="Exhibition", start_date=last - timedelta(days=60), end_date=last)

    assert held(august()) == {last: ["Exhibition"]}
    assert hours(calendar.day(Event.objects.public(), last, NO_QUERY)) == [
        ("Since Wednesday, 30 May 2018", ["Exhibition"])
    ]


@pytest.mark.parametrize(
    ("end_time", "days"),
    [(time(1), [7]), (time(5, 59), [7]), (time(6), [7, 8]), (None, [7, 8])],
)
def test_party_past_midnight_stands_on_its_evening_only(end_time: time | None, days: list[int]):
    make_event(start_time=time(20), end_date=date(2018, 8, 8), end_time=end_time)

    assert [day.day for day in held(august())] == days
    assert calendar.day(Event.objects.public(), date(2018, 8, 8), NO_QUERY).is_empty is (
        8 not in days
    )


def test_month_shows_public_events_only():
    make_event(title="Draft", publication="draft")
    make_event(
        title="Hidden fair",
        publication="hidden",
        start_date=date(2018, 8, 6),
        end_date=date(2018, 8, 8),
    )

    assert held(august()) == {}
    assert tuesday().is_empty


def test_filters_hold_for_what_begins_and_for_what_lasts():
    miami = make_city(name="Miami")
    for city in (miami, make_city(name="West Park")):
        make_event(title=f"Night in {city.name}", city=city)
        make_event(
            title=f"Fair in {city.name}",
            city=city,
            start_date=date(2018, 8, 6),
            end_date=TUESDAY,
        )

    events = Event.objects.public().in_city(miami)

    assert held(august(events))[TUESDAY] == ["Fair in Miami", "Night in Miami"]
    assert hours(tuesday(events=events)) == [
        ("Since Monday, 6 August 2018", ["Fair in Miami"]),
        ("Time not announced", ["Night in Miami"]),
    ]


def test_any_list_of_events_can_be_a_calendar():
    cookout = make_activity()
    make_event(title="Cookout", host=make_agency(), activities=(cookout,), park=make_park())
    make_event(title="Cookout far away", city=make_city(name="Tampa", latitude=27.9, longitude=-82))
    public = Event.objects.public()

    lists = [
        public.offering(cookout),
        public.around(25.94, -80.25, 10),
        public.matching("cookout").exclude(title__contains="far").for_cards().latest_first(),
        public.filter(activities=cookout).distinct(),
    ]

    assert [held(august(events)) for events in lists] == [{TUESDAY: ["Cookout"]}] * 4
    assert [hours(tuesday(events=events)) for events in lists] == [
        [("Time not announced", ["Cookout"])]
    ] * 4


def test_list_in_which_nothing_can_be_found_is_an_empty_month():
    make_event()

    month = august(Event.objects.public().none())

    assert (month.is_empty, month.earlier, month.later) == (True, None, None)


def test_today_and_the_days_before_it():
    found = squares(august())

    assert [day.day for day, square in found.items() if square.is_today] == [6]
    assert found[date(2018, 8, 5)].is_past
    assert not found[date(2018, 8, 6)].is_past


@pytest.mark.parametrize(
    ("zones", "today"), [(["Pacific/Honolulu"], 6), (["Pacific/Honolulu", "Pacific/Pago_Pago"], 7)]
)
def test_today_is_that_of_the_events_where_they_share_a_clock(zones: list[str], today: int):
    for zone in zones:
        make_event(city=make_city(name=zone, time_zone=zone))

    with time_machine.travel("2018-08-07T05:00:00Z", tick=False):  # Monday evening in Honolulu
        month, day = august(), tuesday()

    assert [day.day for day, square in squares(month).items() if square.is_today] == [today]
    assert day.is_today is (today == 7)


@pytest.mark.parametrize(
    ("zones", "mixed"),
    [
        (["America/New_York"], False),
        (["America/New_York", "America/Detroit"], False),
        (["America/Denver", "America/Phoenix"], True),
        (["America/New_York", "America/Chicago"], True),
    ],
)
def test_zones_are_said_only_where_an_hour_could_be_mistaken(zones: list[str], mixed: bool):
    for zone in zones:
        make_event(start_time=time(18), city=make_city(name=zone, time_zone=zone))

    assert august().mixes_zones is mixed
    assert tuesday().mixes_zones is mixed


def test_empty_month_knows_the_nearest_days_with_events():
    for day in (date(2018, 5, 1), date(2018, 6, 30), date(2018, 9, 2), date(2018, 10, 2)):
        make_event(start_date=day)

    month = august()

    assert (month.is_empty, month.earlier, month.later) == (
        True,
        date(2018, 6, 30),
        date(2018, 9, 2),
    )


def test_month_with_events_beside_it_only_is_empty():
    make_event(start_date=date(2018, 9, 1))

    month = august()

    assert month.is_empty
    assert month.later == date(2018, 9, 1)
    assert held(month) == {date(2018, 9, 1): ["National Night Out at Rolling Oaks Park"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_month_asks_two_queries(rows: int, django_assert_num_queries):
    for number in range(rows):
        day = date(2018, 8, number + 1)
        campaign = make_campaign(name=f"Campaign {number}", date=day, is_sample=True)
        make_event(campaign=campaign, city=make_city(name=f"City {number}"))

    with django_assert_num_queries(2):
        august()


def test_empty_month_asks_two_queries(django_assert_num_queries):
    make_event(start_date=date(2018, 10, 2))

    with django_assert_num_queries(2):
        august()


# A day


def test_day_goes_by_the_hour_with_what_began_before_it_first():
    make_event(title="Unknown hour")
    make_event(title="Ends at nine", end_time=time(21))
    make_event(title="Half past six", start_time=time(18, 30))
    make_event(title="Six", start_time=time(18))
    make_event(title="Noon", start_time=time(12))
    make_event(title="Fair", start_date=date(2018, 8, 6), end_date=date(2018, 8, 8))
    make_event(title="Exhibition", start_date=date(2018, 7, 1), end_date=TUESDAY)
    make_event(title="Over", start_date=date(2018, 8, 5), end_date=date(2018, 8, 6))

    assert hours(tuesday()) == [
        ("Since Sunday, 1 July 2018", ["Exhibition"]),
        ("Since Monday, 6 August 2018", ["Fair"]),
        ("From noon", ["Noon"]),
        ("From 6 p.m.", ["Six", "Half past six"]),
        ("Time not announced", ["Unknown hour", "Ends at nine"]),
    ]


def test_pages_of_a_day_follow_each_other_without_gap_or_repeat():
    for number in range(PAGE_SIZE + 2):
        make_event(title=f"Event {number:02}", start_time=time(18 + number % 2))
        make_event(title=f"Fair {number:02}", start_date=date(2018, 8, 6), end_date=TUESDAY)

    day, seen = tuesday("city=x&day=2018-08-07"), []
    while True:
        seen.append([event.title for event in day.page.rows])
        onward = day.page.next
        if not onward:
            break
        assert onward.startswith("?city=x&day=2018-08-07&after=")
        day = tuesday(onward[1:])
    back = tuesday(day.page.previous[1:])

    assert [len(page) for page in seen] == [PAGE_SIZE, PAGE_SIZE, 4]
    assert len({title for page in seen for title in page}) == 2 * PAGE_SIZE + 4
    assert [event.title for event in back.page.rows] == seen[1]


def test_empty_day_knows_the_nearest_days_with_events():
    make_event(start_date=date(2018, 8, 1))
    make_event(start_date=date(2018, 8, 14))

    day = tuesday()

    assert (day.is_empty, day.earlier, day.later) == (True, date(2018, 8, 1), date(2018, 8, 14))


@pytest.mark.parametrize("rows", [1, 3])
def test_day_asks_four_queries(rows: int, django_assert_num_queries):
    for number in range(rows):
        make_event(
            host=make_agency(),
            activities=(make_activity(name=f"Game {number}"),),
            park=make_park(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
        )
        make_event(start_date=date(2018, 8, 6), end_date=TUESDAY)

    with django_assert_num_queries(4):
        tuesday()


# What is asked for, and where one can go from there


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", date(2018, 8, 1)),
        ("month=2027-02", date(2027, 2, 1)),
        ("month=1900-01", date(1900, 1, 1)),
        ("month=2100-12", date(2100, 12, 1)),
        ("month=1899-12", date(2018, 8, 1)),
        ("month=2101-01", date(2018, 8, 1)),
        ("month=2018-13", date(2018, 8, 1)),
        ("month=2027-2", date(2018, 8, 1)),
        ("month=2027-02-01", date(2018, 8, 1)),
        ("month=%D9%A2%D9%A0%D9%A2%D9%A7-%D9%A0%D9%A2", date(2018, 8, 1)),
        ("month=%00", date(2018, 8, 1)),
        ("month=99999-01", date(2018, 8, 1)),
        ("day=2027-02-30", date(2018, 8, 1)),
        ("day=2027-02-30&month=2027-03", date(2027, 3, 1)),
        ("day=20270203", date(2018, 8, 1)),
    ],
)
def test_month_that_cannot_be_read_is_the_present_one(query: str, first: date):
    shown = calendar.asked(Event.objects.public(), QueryDict(query))

    assert isinstance(shown, calendar.Month)
    assert shown.first == first


@pytest.mark.parametrize("query", ["day=2018-08-07", "day=2018-08-07&month=2027-01"])
def test_day_goes_before_the_month(query: str):
    shown = calendar.asked(Event.objects.public(), QueryDict(query))

    assert isinstance(shown, calendar.Day)
    assert shown.date == TUESDAY


def test_links_of_a_month_keep_the_filters_and_nothing_of_a_page():
    query = QueryDict("city=miami-fl&month=2018-08&day=x&after=1~2&view=list&speaks=es")

    links = calendar.links(query, august())

    assert (links.previous.address, links.previous.label) == (
        "?city=miami-fl&speaks=es&view=calendar&month=2018-07",
        "July 2018",
    )
    assert links.next.address == "?city=miami-fl&speaks=es&view=calendar&month=2018-09"
    assert links.today.address == (
        "?city=miami-fl&speaks=es&view=calendar&month=2018-08#on-2018-08-06"
    )
    assert links.today.is_here
    assert len(links.days) == 35
    assert links.days[TUESDAY] == "?city=miami-fl&speaks=es&view=calendar&day=2018-08-07"
    assert (links.month, links.earlier, links.later) == (None, None, None)


def test_links_of_a_day():
    links = calendar.links(QueryDict("city=miami-fl&month=2018-01&day=2018-08-07"), tuesday())

    assert (links.previous.address, links.previous.label) == (
        "?city=miami-fl&view=calendar&day=2018-08-06",
        "Monday, 6 August",
    )
    assert links.next.address == "?city=miami-fl&view=calendar&day=2018-08-08"
    assert links.today.address == "?city=miami-fl&view=calendar&day=2018-08-06"
    assert not links.today.is_here
    assert (links.month.address, links.month.label) == (
        "?city=miami-fl&view=calendar&month=2018-08",
        "August 2018",
    )


def test_calendar_ends_where_our_time_does():
    public = Event.objects.public()

    first = calendar.links(NO_QUERY, calendar.month(public, 1900, 1))
    last = calendar.links(NO_QUERY, calendar.month(public, 2100, 12))
    last_day = calendar.links(NO_QUERY, calendar.day(public, date(2100, 12, 31), NO_QUERY))

    assert first.previous is None
    assert min(first.days) == date(1900, 1, 1)
    assert last.next is None
    assert max(last.days) == date(2100, 12, 31)
    assert last_day.next is None
    assert last_day.previous.label == "Thursday, 30 December"
