"""The same question has the same answer on every page, whatever lies beside what is counted."""

import re
from datetime import date

import pytest
from bs4 import Tag
from django.http import QueryDict
from django.test import Client

from incidents.breakdowns import by_city, by_county, by_month, by_neighborhood, by_weekday, by_year
from incidents.filters import IncidentFilter
from incidents.models import AgeGroup, Incident, NameBasis, NameRule, Outcome
from incidents.statistics import Numbers, parts, people, people_with_ages
from nightout.agencies.models import Agency
from tests.factories import (
    make_agency,
    make_city,
    make_incident,
    make_neighborhood,
    make_victim,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

TODAY = date(2018, 12, 1)
KNOWN = {"name_rule": NameRule.FULL, "name_basis": NameBasis.PUBLISHED}


@pytest.fixture
def agency() -> Agency:
    """Its incidents: of each precision, with people named and not, some not to be counted."""
    miami, gardens = make_city(name="Miami"), make_city()
    liberty_city = make_neighborhood(city=miami)
    agency = make_agency(name="Miami Police")
    block = {"precision": "block", "city": miami, "neighborhood": liberty_city}
    shootings = [
        make_incident(agency=agency, location={**block}, day=date(2018, 6, 17)),
        make_incident(agency=agency, city=miami, precision="weekend", day=date(2018, 6, 30)),
        make_incident(agency=agency, location={**block}, precision="month", day=date(2018, 6, 1)),
        make_incident(agency=agency, city=miami, precision="year", day=date(2018, 1, 1)),
        make_incident(
            agency=agency,
            city=miami,
            precision="range",
            day=date(2017, 12, 31),
            last=date(2018, 1, 1),
        ),
        make_incident(agency=agency, city=gardens, day=date(2016, 2, 29)),
        make_incident(
            agency=agency,
            location={"precision": "county", "county": miami.county},
            day=date(2018, 7, 4),
        ),
        make_incident(city=gardens, day=date(2018, 7, 4)),
    ]
    for incident in shootings:
        make_victim(incident=incident, name="Jo Doe", outcome=Outcome.KILLED, age=30, **KNOWN)
        make_victim(incident=incident, outcome=Outcome.SHOT_NOT_STATED)
        make_victim(incident=incident, name="Ann Roe", outcome=Outcome.SURVIVED, age=10)
    kept = make_incident(agency=agency, location={**block}, day=date(2018, 7, 4))
    left_out = [
        make_incident(agency=agency, location={**block}, publication="draft"),
        make_incident(agency=agency, location={**block}, publication="hidden"),
        make_incident(agency=agency, location={**block}, merged_into=kept),
    ]
    for incident in [kept, *left_out]:
        make_victim(incident=incident, outcome=Outcome.INJURED, age_group=AgeGroup.FROM_18)
    return agency


def said(response) -> tuple[int, int]:
    """Incidents and people, as a page says them."""
    found = re.search(r"(\d+) incidents? (?:is|are) recorded, with (\d+)", words(response))
    return int(found[1]), int(found[2])


def sums(response) -> Numbers:
    """As the statistics say first."""
    shot, killed, incidents = (
        int(it.get_text(strip=True)) for it in soup(response).select(".sums dd")
    )
    return Numbers(incidents, shot, killed)


SAME = [
    ("/incidents/", "", (9, 25)),
    ("/cities/miami-fl/", "city=miami-fl", (6, 16)),
    ("/cities/miami-gardens-fl/", "city=miami-gardens-fl", (2, 6)),
    ("/cities/miami-fl/?neighborhood=liberty-city", "neighborhood=liberty-city", (3, 7)),
    ("/cities/miami-fl/?neighborhood=liberty-city", "city=liberty+city", (3, 7)),
]


def test_pages_of_places_say_what_list_and_statistics_say(client: Client, agency):
    for page, query, numbers in SAME:
        for path in (page, f"/incidents/?{query}", f"/incidents/statistics/?{query}"):
            assert said(client.get(path)) == numbers, path


def test_the_agencys_page_says_what_is_counted(client: Client, agency):
    counted = people(Incident.objects.filter(agency=agency))

    assert said(client.get(agency.get_absolute_url())) == (counted.incidents, counted.people)
    assert (counted.incidents, counted.people) == (8, 22)


QUERIES = [
    "",
    "city=miami-fl",
    "county=miami-dade+county",
    "neighborhood=liberty-city",
    "first=2018-06-01&last=2018-06-30",
    "when=June+2018",
    "when=2018",
    "outcome=killed",
    "outcome=injured",
    "precision=day",
    "precision=month",
    "city=miami-fl&when=2018&outcome=killed",
    "when=1999",
]


def test_list_statistics_and_each_table_count_the_rows_that_the_list_shows(client: Client, agency):
    for query in QUERIES:
        listed = client.get(f"/incidents/?{query}")
        statistics = client.get(f"/incidents/statistics/?{query}")
        rows = soup(listed).select(".incident-row")
        persons = [it.get_text() for it in soup(listed).select(".incident-row__outcome li")]
        total = sums(statistics)

        assert total.incidents == len(rows), query
        assert total.killed == sum("killed" in person for person in persons), query
        if rows:
            assert said(listed) == said(statistics) == (len(rows), len(persons)), query
        for chart in soup(statistics).select(".chart"):
            assert_adds_up(chart, total)


def assert_adds_up(chart: Tag, total: Numbers) -> None:
    """The last line of a table by time or place is the sum of all others, and that of the page."""
    if chart["id"] in ("by-age", "by-outcome"):
        return
    *others, last = (
        [int(cell.get_text(strip=True)) for cell in line("td")]
        for line in chart.select("tbody tr, tfoot tr")
    )
    assert [sum(column) for column in zip(*others, strict=True)] == last
    if chart["id"] != "by-month":
        assert last == [total.shot, total.killed, total.incidents]


def test_each_way_of_dividing_adds_up(agency):
    for query in QUERIES:
        chosen = IncidentFilter(QueryDict(query), queryset=Incident.objects.public()).qs
        counted, shot_by_age = people_with_ages(chosen)
        found = parts(chosen)
        years = by_year(found.by_days, TODAY)

        for divided in (
            years,
            by_weekday(found.by_days),
            by_county(found),
            by_city(found),
            by_neighborhood(found),
        ):
            assert divided.total == counted.numbers, query
        for year in years.parts:
            assert by_month(found.by_days, int(year.label), TODAY).total == year.numbers, query
        assert sum(shot_by_age.values()) == counted.shot
        assert counted == people(chosen)
