from datetime import date

import pytest
import time_machine
from django.test import Client

from incidents.models import Outcome
from tests.factories import (
    make_city,
    make_incident,
    make_neighborhood,
    make_reported_count,
    make_source,
    make_victim,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/incidents/statistics/"
EVERY_CHART = ["year", "month", "weekday", "outcome", "age", "county", "city", "neighborhood"]


def make_shooting(*outcomes: str, **fields):
    incident = make_incident(**fields)
    for outcome in outcomes or (Outcome.KILLED, Outcome.INJURED):
        make_victim(incident=incident, outcome=outcome)
    return incident


def table(response, chart: str) -> dict[str, list[str]]:
    """The numbers of a chart's table, by the name of the line."""
    return {
        " ".join(line.th.get_text(" ").split()): [it.get_text(strip=True) for it in line("td")]
        for line in soup(response).select(f"#by-{chart} tbody tr, #by-{chart} tfoot tr")
    }


def charts(response) -> list[str]:
    return [it["id"].removeprefix("by-") for it in soup(response).select(".chart")]


def test_shows_each_chart_with_its_table_its_words_and_its_method(client: Client):
    area = make_neighborhood()
    for _ in range(5):
        make_shooting(location={"precision": "block", "city": area.city, "neighborhood": area})

    response = client.get(PAGE)

    assert charts(response) == EVERY_CHART
    for chart in soup(response).select(".chart"):
        drawing = chart.select_one("svg[role=img]")
        named = [chart.find(id=name) for name in drawing["aria-labelledby"].split()]
        assert [it.name for it in named] == ["title", "desc"]
        assert all(it.get_text(strip=True) for it in named)
        assert chart.select("table tbody tr")
        assert "How this is counted" in chart.get_text()
        assert chart.select(".chart__method li")


def test_months_of_another_year_are_a_link_away(client: Client):
    make_shooting(day=date(2017, 6, 17))
    make_shooting(Outcome.INJURED, day=date(2018, 6, 17))

    newest, older = client.get(f"{PAGE}?outcome=injured"), client.get(f"{PAGE}?months_of=2017")
    links = [link["href"] for link in soup(newest).select(".chart__pager a")]

    assert table(newest, "month")["June 2018"] == ["1", "0", "1"]
    assert table(older, "month")["June 2017"] == ["2", "1", "1"]
    assert links == ["?outcome=injured&months_of=2017#by-month"]


@pytest.mark.parametrize("asked", ["", "1999", "x", "2018x", "99999999999", "-1"])
def test_a_year_that_has_nothing_to_show_is_the_newest_one(client: Client, asked: str):
    make_shooting(day=date(2018, 6, 17))

    assert "June 2018" in table(client.get(f"{PAGE}?months_of={asked}"), "month")


def test_says_what_it_could_not_place(client: Client):
    make_shooting(day=date(2018, 6, 17))
    make_shooting(precision="month", day=date(2018, 6, 1))
    make_shooting(Outcome.SURVIVED, precision="year", day=date(2018, 1, 1))

    page = client.get(PAGE)

    assert table(page, "year") == {"2018": ["4", "2", "3"], "All together": ["4", "2", "3"]}
    assert table(page, "month")["Not in this chart"] == ["0", "0", "1"]
    assert table(page, "weekday")["Not in this chart"] == ["2", "1", "2"]
    assert "Not in this chart: 2 people shot in 2 incidents. No day is known" in words(page)


def test_takes_the_filters_of_the_list_there_and_back(client: Client):
    make_shooting(city=make_city())
    make_shooting(city=make_city(name="Miami"))

    there = soup(client.get("/incidents/?city=miami-fl&first=2018-01-01"))
    link = there.find("a", string="The same in charts and tables")["href"]
    page = client.get(link)
    back = soup(page).find("a", string="The same incidents as a list")["href"]

    assert link == "/incidents/statistics/?city=miami-fl&first=2018-01-01"
    assert back == "/incidents/?city=miami-fl&first=2018-01-01"
    assert table(page, "city") == {"Miami, FL": ["2", "1", "1"], "All together": ["2", "1", "1"]}


def test_links_bear_no_question_mark_without_filters(client: Client):
    make_shooting()

    assert 'href="/incidents/"' in client.get(PAGE).content.decode()
    assert 'href="/incidents/statistics/"' in client.get("/incidents/").content.decode()


def test_city_and_neighborhood_lead_to_their_numbers(client: Client):
    area = make_neighborhood()
    make_shooting(location={"precision": "block", "city": area.city, "neighborhood": area})

    for path, link in [
        ("/cities/miami-fl/", f"{PAGE}?city=miami-fl"),
        (
            "/cities/miami-fl/?neighborhood=liberty-city",
            f"{PAGE}?city=miami-fl&neighborhood=liberty-city",
        ),
    ]:
        found = soup(client.get(path)).find("a", string="The same in charts and tables")["href"]
        assert found == link
        assert table(client.get(link), "city")["All together"] == ["2", "1", "1"]


# Nothing, one row, few


def test_registry_without_rows_is_sensible(client: Client):
    response = client.get(PAGE)

    assert response.status_code == 200
    assert charts(response) == []
    assert "No incident is recorded here." in words(response)
    assert "How everything here is counted" in words(response)


def test_an_incident_without_people_is_an_incident(client: Client):
    make_incident(day=date(2020, 2, 29))

    response = client.get(PAGE)

    assert charts(response) == ["year", "month", "weekday", "county", "city"]
    assert table(response, "month")["February 2020"] == ["0", "0", "1"]


def test_few_people_are_not_told_apart_by_age(client: Client):
    make_victim(incident=make_incident(), outcome=Outcome.KILLED, age=24)

    response = client.get(PAGE)

    assert "Too few people to tell their ages apart here." in words(response)
    assert "age" not in charts(response)


def test_small_numbers_of_an_age_are_nowhere_on_the_page(client: Client):
    for age in [20] * 3 + [30] * 17 + [50] * 29:
        make_victim(incident=make_incident(), outcome=Outcome.INJURED, age=age)

    response = client.get(PAGE)

    assert table(response, "age") == {
        "Under 18": ["0"],
        "18 to 24": ["not shown"],
        "25 to 44": ["not shown"],
        "45 to 64": ["29"],
        "65 and older": ["0"],
        "Age not stated": ["0"],
        "All together": ["49"],
    }
    drawing = soup(response).select_one("#by-age svg").get_text(" ")
    assert "17" not in drawing
    assert len(soup(response).select("#by-age svg.chart__drawing rect")) == 1


@time_machine.travel("2026-11-22 12:00Z")
def test_newest_numbers_are_marked(client: Client):
    make_shooting(day=date(2026, 11, 20))
    make_shooting(day=date(2026, 6, 20))

    response = client.get(PAGE)

    page = words(response)
    assert "2 people shot in 1 incident may be of the newest 14 days" in page
    assert "The newest 14 days, from 9 November 2026 on, may change" in page
    assert table(response, "month")["November 2026 *"] == ["2", "1", "1"]
    assert table(response, "month")["June 2026"] == ["2", "1", "1"]
    assert len(soup(response).select("#by-month .bar--may-change")) == 3


# The same days one year before


def compared(response) -> list[list[str]]:
    lines = soup(response).select("#compared tr")
    return [[cell.get_text(strip=True) for cell in line(["th", "td"])] for line in lines]


def test_chosen_days_stand_beside_the_same_days_one_year_before(client: Client):
    make_shooting(day=date(2018, 6, 17))
    make_shooting(Outcome.KILLED, precision="weekend", day=date(2018, 6, 30))
    make_shooting(day=date(2017, 6, 17), location={"precision": "city", "city": make_city()})
    for _ in range(3):
        make_shooting(Outcome.INJURED, day=date(2017, 6, 18))
    make_shooting(day=date(2016, 6, 17))
    make_shooting(day=date(2017, 7, 1))

    for query in ("first=2018-06-01&last=2018-06-30", "when=June+2018"):
        assert compared(client.get(f"{PAGE}?{query}")) == [
            ["", "1–30 June 2018", "1–30 June 2017", "Change"],
            ["People shot", "3", "5", "2 fewer"],
            ["Of these, killed", "2", "1", "1 more"],
            ["Incidents", "2", "4", "2 fewer"],
        ]


def test_other_filters_hold_for_both_years(client: Client):
    make_shooting(day=date(2018, 6, 17))
    make_shooting(day=date(2017, 6, 17))
    make_shooting(day=date(2017, 6, 17), city=make_city(name="Miami"))

    page = client.get(f"{PAGE}?first=2018-06-01&last=2018-06-30&city=miami-gardens-fl")

    assert compared(page)[1] == ["People shot", "2", "2", "the same"]


@time_machine.travel("2026-11-22 12:00Z")
@pytest.mark.parametrize(
    "query", ["first=2026-01-01", "first=2026-01-01&last=2026-12-31", "when=2026"]
)
def test_a_running_year_is_compared_up_to_today(client: Client, query: str):
    make_shooting(day=date(2026, 3, 1))
    make_shooting(day=date(2025, 11, 22))
    make_shooting(day=date(2025, 11, 23))

    found = compared(client.get(f"{PAGE}?{query}"))

    assert found[0][1:3] == ["1 January – 22 November 2026", "1 January – 22 November 2025"]
    assert found[3] == ["Incidents", "1", "1", "the same"]


@time_machine.travel("2026-11-22 12:00Z")
@pytest.mark.parametrize(
    "query",
    [
        *("", "last=2018-06-30", "first=2030-01-01", "first=2016-01-01&last=2018-01-01"),
        "first=2022-01-01&last=2023-01-01",  # the first day would stand on both sides
    ],
)
def test_without_days_or_with_more_than_a_year_it_asks_for_days(client: Client, query: str):
    make_shooting(day=date(2018, 6, 17))

    response = client.get(f"{PAGE}?{query}")

    assert compared(response) == []
    assert "Choose days of the past, at most a year of them" in words(response)
    links = [link["href"] for link in soup(response).select("#compared a")]
    assert links[0].endswith("first=2026-01-01&last=2026-11-22#compared")
    assert links[1].endswith("first=2025-01-01&last=2025-12-31#compared")


def test_days_of_which_nothing_is_recorded_are_no_zero(client: Client):
    make_shooting(day=date(2018, 6, 17))

    response = client.get(f"{PAGE}?when=June+2018")

    assert compared(response)[1] == ["People shot", "2", "nothing recorded"]
    assert "Nothing is recorded here for the earlier days." in words(response)


def test_it_says_where_the_records_begin_within_the_earlier_days(client: Client):
    make_shooting(day=date(2018, 6, 17))
    make_shooting(day=date(2017, 6, 17))

    whole = words(client.get(f"{PAGE}?first=2018-06-17&last=2018-06-30"))
    partly = words(client.get(f"{PAGE}?first=2018-06-16&last=2018-06-30"))

    assert "begins on" not in whole
    assert "What is recorded here begins on 17 June 2017" in partly


def test_each_place_leads_to_its_own_numbers_with_the_other_filters_kept(client: Client):
    area = make_neighborhood()
    make_shooting(
        day=date(2018, 6, 17),
        location={"precision": "block", "city": area.city, "neighborhood": area},
    )
    make_shooting(
        day=date(2019, 6, 17),
        location={"precision": "block", "city": area.city, "neighborhood": area},
    )

    response = client.get(f"{PAGE}?when=2018&months_of=2018")

    for slug in ("county", "city", "neighborhood"):
        link = soup(response).select_one(f"#by-{slug} tbody a")["href"]
        assert "when=2018" in link
        assert "months_of" not in link
        there = client.get(f"{PAGE}{link}")
        assert table(there, slug)["All together"] == ["2", "1", "1"]


def test_a_drawing_without_a_bar_says_no_largest_number(client: Client):
    for age in [20] * 3 + [30] * 9:
        make_victim(incident=make_incident(), outcome=Outcome.INJURED, age=age)

    drawing = soup(client.get(PAGE)).select_one("#by-age svg.chart__drawing").get_text(" ")

    assert "No number is large enough to be drawn." in drawing


@pytest.mark.parametrize("query", ["city=Nowhereville", "first=x", "when=2018&city=Nowhereville"])
def test_a_filter_that_cannot_be_read_gives_no_numbers(client: Client, query: str):
    make_shooting(day=date(2018, 6, 17))

    for page in (PAGE, "/incidents/", "/incidents/?view=map&"):
        response = client.get(f"{page}{'' if page.endswith('&') else '?'}{query}")
        assert "A filter cannot be read, so nothing is shown." in words(response)
        assert "1 incident is recorded" not in words(response)
        assert soup(response).select(".sums, .chart, .incident-row") == []


# Claims


@time_machine.travel("2026-11-22 12:00Z")
def test_claims_stand_beside_each_with_its_source_and_date(client: Client):
    make_shooting(day=date(2018, 6, 17))
    source = make_source(
        publisher="WSVN 7News",
        published_on=None,
        inferred_on=date(2018, 8, 7),
        inferred_because="It speaks of Tuesday.",
    )
    week = {
        "period_from": date(2018, 6, 16),
        "period_to": date(2018, 6, 23),
        "period_precision": "range",
        "period_as_printed": "the week after June 16",
        "city": make_city(),
    }
    shot = make_reported_count(measure="shot", value=10, source=source, **week)
    make_reported_count(
        measure="killed", value=4, part_of=shot, source=make_source(publisher="CBS Miami"), **week
    )

    for path in (PAGE, "/incidents/", "/cities/miami-gardens-fl/"):
        page = words(client.get(path))
        assert (
            "People shot: 2 recorded of 10 reported 16–23 June 2018 (“the week after June 16”),"
            " Miami Gardens. Reported by WSVN 7News. Date not stated; about 7 August 2018, inferred."
            " Recorded in this registry for Miami Gardens, FL, as of today, 22 November 2026."
            " Of these: People killed: 1 recorded of 4 reported 16–23 June 2018" in page
        )
        assert "Reported by CBS Miami. Published on 7 August 2018." in page
        assert "Our number may be lower" in page
        assert "14" not in page.partition("What was reported")[2].partition("Our number")[0]


def test_a_part_of_a_part_is_nested_too(client: Client):
    shot = make_reported_count(measure="shot", value=10)
    killed = make_reported_count(measure="killed", value=4, part_of=shot)
    make_reported_count(measure="killed", value=1, part_of=killed)

    found = soup(client.get(PAGE)).select(".count-pair__parts .count-pair__parts")

    assert len(found) == 1
    assert "0 recorded of 1 reported" in " ".join(found[0].get_text(" ").split())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("city=miami", False),
        ("city=miami-gardens-fl", True),
        ("when=July+2018", True),
        ("when=2017", False),
    ],
)
def test_claims_are_those_of_the_places_and_days_asked(client: Client, query: str, shown: bool):
    make_city(name="Miami")
    make_reported_count(value=5)

    assert ("recorded of 5 reported" in words(client.get(f"{PAGE}?{query}"))) is shown


# Languages, bad input, cost


@pytest.mark.parametrize("prefix", ["/es", "/ht"])
def test_is_there_in_other_languages(client: Client, prefix: str):
    for _ in range(5):
        make_shooting()

    response = client.get(f"{prefix}{PAGE}?first=2018-01-01&last=2018-12-31")

    assert response.status_code == 200
    assert len(charts(response)) == 7


@pytest.mark.parametrize(
    "query", ["city=xyzzy", "first=2018-99-99", "county=%00", "when=yesteryear"]
)
def test_filters_that_cannot_be_read_are_named(client: Client, query: str):
    make_shooting()

    response = client.get(f"{PAGE}?{query}")

    assert response.status_code == 200
    assert soup(response).select(".usa-error-message, .usa-alert--error")


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        area = make_neighborhood(name=f"Area {number}", city=make_city(name=f"City {number}"))
        make_shooting(location={"precision": "block", "city": area.city, "neighborhood": area})
        make_reported_count(city=area.city)

    # Stamp; people, parts; county, city, neighborhood; claims, ours beside them.
    with django_assert_num_queries(1 + 2 + 3 + 2):
        client.get(PAGE)
    with django_assert_num_queries(1 + 2 + 3 + 2 + 3):
        client.get(f"{PAGE}?first=2018-01-01&last=2018-12-31")
