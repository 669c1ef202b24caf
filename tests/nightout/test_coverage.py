import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events.models import Event, EventStatus, Publication
from incidents.models import Incident, Location
from nightout.agencies.models import Role
from nightout.coverage.counting import MILES_PER_DEGREE, Question, gaps, served, sums
from nightout.coverage.drawing import WIDTH, drawn
from tests.factories import (
    make_agency,
    make_campaign,
    make_city,
    make_coordinator,
    make_county,
    make_event,
    make_incident,
    make_member,
    make_park,
    make_user,
    make_victim,
)
from tests.readers import soup, words
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db

PAGE, GAPS, EVENTS = "/admin/coverage/", "/admin/coverage.csv", "/admin/coverage-events.csv"
HERE = (25.942, -80.246)  # on the grid
TODAY = date(2027, 6, 15)


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel("2027-06-15 16:00:00+00:00", tick=False):
        yield


def ask(miles: float = 1, months: int = 12, **fields: Any) -> Question:
    return Question(months=months, miles=miles, today=timezone.localdate(), **fields)


def shot(
    people: int = 1, *, at: tuple[float, float] | None = HERE, outcome: str = "injured", **fields
) -> Incident:
    """So many people shot at a block, or somewhere in the city."""
    city = fields.pop("city", None) or make_city()
    place = {"precision": "block" if at else "city", "city": city}
    if at:
        place |= {"latitude": f"{at[0]:.3f}", "longitude": f"{at[1]:.3f}"}
    incident = make_incident(location=place, **{"day": date(2027, 3, 1), **fields})
    for _ in range(people):
        make_victim(incident=incident, outcome=outcome)
    return incident


def planned(*, miles: float = 0, **fields: Any) -> Event:
    """An event to come, so far north of here."""
    north = HERE[0] + miles / MILES_PER_DEGREE
    park = make_park(latitude=north, longitude=HERE[1], city=fields.get("city"))
    return make_event(park=park, **{"start_date": date(2027, 8, 3), **fields})


# Counting


def test_who_was_shot_far_from_every_event_is_counted():
    shot(2)
    planned(miles=1.5)

    found = {miles: [gap.people for gap in gaps(ask(miles), most=9)] for miles in (0.5, 1, 2, 5)}

    assert found == {0.5: [2], 1: [2], 2: [], 5: []}


@pytest.mark.parametrize("miles", [0.5, 1, 2, 5, 10])
@pytest.mark.parametrize("towards", ["north", "south", "east", "west"])
def test_distance_is_true_in_each_direction(miles: float, towards: str):
    shot()
    degrees = {"north": 1, "south": -1, "east": 1 / 0.8992, "west": -1 / 0.8992}[towards]
    for share, covered in [(0.99, True), (1.01, False)]:
        away = share * miles / MILES_PER_DEGREE * degrees
        latitude = HERE[0] + (away if towards in ("north", "south") else 0)
        longitude = HERE[1] + (away if towards in ("east", "west") else 0)
        Event.objects.all().delete()
        make_event(
            start_date=date(2027, 8, 3), park=make_park(latitude=latitude, longitude=longitude)
        )

        assert (gaps(ask(miles), most=9) == []) is covered


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": date(2027, 6, 14)},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED},
        {"publication": Publication.DRAFT},
        {"publication": Publication.HIDDEN},
    ],
)
def test_event_that_is_not_to_come_covers_nobody(fields):
    shot()
    planned(**fields)

    assert [gap.people for gap in gaps(ask(), most=9)] == [1]


def test_sample_covers_nobody():
    shot()
    planned(campaign=make_campaign(is_sample=True))

    assert [gap.people for gap in gaps(ask(), most=9)] == [1]
    assert served(ask(), most=9) == []


def test_event_today_is_planned():
    shot()
    planned(start_date=TODAY)

    assert gaps(ask(), most=9) == []


def test_event_whose_place_has_no_point_stands_in_the_middle_of_its_city():
    shot()
    make_event(start_date=date(2027, 8, 3), city=make_city(latitude=HERE[0], longitude=HERE[1]))

    assert gaps(ask(0.5), most=9) == []
    assert [(event.people, event.exact) for event in served(ask(0.5), most=9)] == [(1, 0)]


@pytest.mark.parametrize("outcome", ["survived", "unharmed", "unknown"])
def test_only_who_was_shot_counts(outcome: str):
    shot(outcome=outcome)

    assert gaps(ask(), most=9) == []
    assert sums(ask()) == (0, 0, 0)


def test_only_public_incidents_of_these_months_count():
    shot(day=date(2026, 6, 16))  # the first day of the twelve months
    shot(day=date(2026, 6, 15))
    shot(precision="year", day=date(2026, 1, 1))  # may have been since
    shot(publication="draft")
    shot(merged_into=shot(0))

    assert [gap.people for gap in gaps(ask(), most=9)] == [2]
    assert sums(ask()) == (2, 0, 0)
    assert sums(ask(months=24)) == (3, 0, 0)


def test_months_end_where_a_shorter_month_does():
    assert Question(months=3, miles=1, today=date(2027, 5, 31)).since == date(2027, 3, 1)
    assert Question(months=12, miles=1, today=TODAY).since == date(2026, 6, 16)


def test_what_is_known_by_city_only_is_told_apart():
    miami = make_city(name="Miami", latitude=HERE[0], longitude=HERE[1])
    shot(2, city=miami)
    shot(3, city=miami, at=None)
    county = make_incident(
        day=date(2027, 3, 1), location={"precision": "county", "county": make_county()}
    )
    make_victim(incident=county, outcome="killed")

    (gap,) = gaps(ask(), most=9)

    assert (gap.place, gap.people, gap.roughly, gap.incidents) == ("Miami, FL", 2, 3, 2)
    assert sums(ask()) == (2, 3, 1)


def test_areas_are_ranked_by_people_and_named():
    few, many = (25.8, -80.2), (25.6, -80.4)
    shot(1, at=few, city=make_city(name="Miami"))
    Location.objects.update(public_text="NW 7th Street and 1st Court")
    for _ in range(2):
        shot(2, at=many, city=make_city(name="Goulds"))

    found = gaps(ask(), most=9)

    assert [(gap.place, gap.around, gap.people, gap.incidents) for gap in found] == [
        ("Goulds, FL", "", 4, 2),
        ("Miami, FL", "NW 7th Street and 1st Court", 1, 1),
    ]
    for gap, (north, east) in zip(found, [many, few], strict=True):
        assert gap.south <= north < gap.north
        assert gap.west <= east < gap.east


@pytest.mark.parametrize("miles", [0.5, 10])
def test_event_in_the_middle_of_an_area_reaches_all_of_it(miles: float):
    for step in range(-5, 6):
        shot(at=(HERE[0] + step * 0.004, HERE[1] + step * 0.004))
    (gap, *_others) = gaps(ask(miles), most=9)
    before = sum(it.people for it in gaps(ask(miles), most=99))

    middle = {"latitude": (gap.south + gap.north) / 2, "longitude": (gap.west + gap.east) / 2}
    make_event(start_date=date(2027, 8, 3), park=make_park(**middle))

    assert sum(it.people for it in gaps(ask(miles), most=99)) <= before - gap.people


def test_events_that_serve_most_come_first_also_those_of_last_year():
    shot(3)
    shot(2, at=None, city=make_city(latitude=HERE[0], longitude=HERE[1]))
    near = planned(title="Near", miles=0.3)
    last_year = planned(title="Last year", start_date=date(2026, 8, 4))
    planned(title="Long ago", start_date=date(2025, 8, 5))
    planned(title="Far", miles=3)
    planned(title="Cancelled", status=EventStatus.CANCELLED)

    found = served(ask(), most=9)

    assert [(it.slug, it.people, it.roughly, it.exact) for it in found] == [
        (near.slug, 3, 2, 1),
        (last_year.slug, 3, 2, 1),
    ]
    assert [it.slug for it in served(ask(5), most=9)][:1] == [near.slug]
    assert len(served(ask(5), most=1)) == 1


def test_nothing_recorded_is_no_crash():
    planned()

    assert (gaps(ask(), most=9), served(ask(), most=9), sums(ask())) == ([], [], (0, 0, 0))


# Drawing


def test_areas_are_drawn_in_their_true_size_on_their_county():
    shot(2)
    shot(at=None, city=make_city(name="Goulds", latitude=25.56, longitude=-80.38))
    found = gaps(ask(10), most=9)

    drawing = drawn(found, [(HERE[1], HERE[0])])

    first, second = drawing.squares
    assert (first.rank, first.is_rough, second.is_rough) == (1, False, True)
    degrees = (found[0].north - found[0].south, second.height / first.height)
    assert degrees == pytest.approx((10 * 2**0.5 / MILES_PER_DEGREE, 1), rel=0.01)
    assert first.width == pytest.approx(first.height, rel=0.01)  # a mile is a mile
    assert 0 < first.x < first.x + first.width < drawing.width <= WIDTH
    assert drawing.land.startswith("M")
    assert drawing.borders.startswith("M")
    assert drawing.events.startswith("M")


def test_nothing_to_draw_is_no_map():
    assert drawn([], []) is None


def test_state_without_outlines_is_drawn_without_them():
    shot(city=make_city(name="Elsewhere", state="ZZ"))

    drawing = drawn(gaps(ask(), most=9), [])

    assert (drawing.land, drawing.borders, len(drawing.squares)) == ("", "", 1)


# The page


@pytest.fixture
def staff() -> Client:
    return signed_in(make_coordinator())


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    response = client.get(path)
    assert response.status_code == 200
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_page_says_where_how_many_and_how_it_is_counted(staff):
    shot(2, city=make_city(name="Goulds"))
    shot(at=None, city=make_city(name="Naranja", latitude=25.5, longitude=-80.4))
    planned(miles=3, title="Evening at the park")

    page = words(staff.get(f"{PAGE}?months=24&miles=5"))

    assert "Of all places in the registry." in page
    assert "No event is planned nearby 0 1" in page
    assert "An event is planned nearby 2 0" in page
    assert "1 Naranja, FL somewhere in the city 0 1 1" in page
    assert "Evening at the park 3 August 2027 Miami Gardens, FL 2 0" in page
    assert "People of public incidents of 16 June 2025 to 15 June 2027" in page


def test_page_asks_about_a_year_and_a_mile_at_first(staff):
    shot(2)
    planned(miles=1.2)

    page = words(staff.get(PAGE))

    assert "No event is planned nearby 2 0" in page
    assert "16 June 2026 to 15 June 2027" in page


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", "months=12&miles=1"),
        ("?months=3", "months=3&miles=1"),
        ("?months=&miles=0.5", "months=12&miles=0.5"),
    ],
)
def test_files_of_the_page_answer_the_same_question(staff, query: str, asked: str):
    links = soup(staff.get(PAGE + query)).select("#content-main a[href*=csv]")

    assert [link["href"] for link in links] == [f"{GAPS}?{asked}", f"{EVENTS}?{asked}"]
    assert [staff.get(link["href"]).status_code for link in links] == [200, 200]


def test_page_is_sensible_on_nothing(staff):
    assert "Nobody is recorded as shot there in these months." in words(staff.get(PAGE))

    shot()
    planned()

    assert "An event is planned near every place" in words(staff.get(PAGE))


def test_each_sees_the_places_of_their_agencies():
    gardens, miami = make_city(), make_city(name="Miami")
    broward = make_county(name="Broward County")
    lauderhill = make_city(name="Lauderhill", county=broward)
    shot(1, city=gardens)
    shot(2, city=miami, at=(25.8, -80.2))
    shot(4, city=lauderhill, at=(26.14, -80.22))

    found = {
        name: sorted(row["Place"] for row in rows_of(signed_in(user), GAPS))
        for name, user in {
            "of a city": make_member(agency=make_agency(city=miami)),
            "of a county": make_member(agency=make_agency(county=broward), role=Role.MANAGER),
            "of no place": make_member(agency=make_agency()),
            "coordinator": make_coordinator(),
        }.items()
    }

    assert found == {
        "of a city": ["Miami, FL"],
        "of a county": ["Lauderhill, FL"],
        "of no place": [],
        "coordinator": ["Lauderhill, FL", "Miami Gardens, FL", "Miami, FL"],
    }


def test_page_and_both_files_show_a_stranger_nothing_of_other_places():
    shot(2, city=make_city(name="Zanzibar"))
    planned(title="Zanzibar evening", city=make_city(name="Zanzibar"))
    stranger = signed_in(make_member(agency=make_agency(city=make_city(name="Miami"))))

    for path in (PAGE, f"{PAGE}?miles=10", GAPS, EVENTS):
        response = stranger.get(path)

        assert response.status_code == 200
        assert b"Zanzibar" not in response.getvalue()


@pytest.mark.parametrize("path", [PAGE, GAPS, EVENTS])
def test_anonymous_resident_and_organizer_are_sent_away(path: str):
    organizer = make_member(agency=make_agency(), role=Role.ORGANIZER)

    for client in (Client(), signed_in(make_user()), signed_in(organizer)):
        response = client.get(path)

        assert (response.status_code, response.url) == (302, f"/admin/login/?next={path}")
    assert signed_in(organizer).get(f"/admin/login/?next={path}").status_code == 403


@pytest.mark.parametrize("path", [PAGE, GAPS, EVENTS])
def test_only_reading_is_allowed(staff, path: str):
    assert staff.post(path).status_code == 405


def test_files_have_what_the_page_has(staff):
    shot(2, city=make_city(name="Goulds"))
    planned(title="=Evening", miles=0.8)

    (gap,) = rows_of(staff, f"{GAPS}?miles=0.5&months=6")
    (event,) = rows_of(staff, f"{EVENTS}?miles=1&months=12")

    assert (gap["Place"], gap["State"], gap["People shot, block or crossing known"]) == (
        *("Goulds, FL", "FL"),
        "2",
    )
    assert float(gap["South"]) < HERE[0] < float(gap["North"])
    assert (event["Event"], event["First day"]) == ("'=Evening", "2027-08-03")
    assert event["People shot nearby, block or crossing known"] == "2"


@pytest.mark.parametrize("query", ["?months=7", "?miles=1000", "?months=x&miles=%00"])
def test_wrong_question_is_an_error_and_no_crash(staff, query: str):
    assert staff.get(PAGE + query).status_code in (200, 400)
    assert staff.get(GAPS + query).status_code == 400


def test_first_page_of_the_staff_room_leads_there():
    editor = signed_in(make_member(agency=make_agency()))

    assert 'href="/admin/coverage/"' in editor.get("/admin/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(staff, rows: int, django_assert_num_queries):
    for number in range(rows):
        shot(at=(HERE[0] + number, HERE[1]), city=make_city(name=f"City {number}"))
        planned(miles=6 + number)
    staff.get(PAGE)

    with django_assert_num_queries(6):
        staff.get(f"{PAGE}?miles=5")
    with django_assert_num_queries(5):
        rows_of(staff, GAPS)


def test_who_was_shot_longer_ago_counts_no_more():
    shot(day=TODAY - timedelta(days=364))
    assert sums(ask()).people == 1

    with time_machine.travel("2027-06-17 16:00:00+00:00", tick=False):
        assert sums(ask()).people == 0
