from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from incidents.models import Outcome
from nightout.sources.models import Measure
from tests.factories import (
    make_agency,
    make_campaign,
    make_city,
    make_county,
    make_event,
    make_incident,
    make_neighborhood,
    make_reported_count,
    make_tip_line,
    make_victim,
)
from tests.readers import soup, titles, words

pytestmark = pytest.mark.django_db


def test_city_shows_its_events_and_not_those_of_another(client: Client):
    make_event(title="Cookout", city=make_city())
    make_event(title="Elsewhere", city=make_city(name="Miramar"))

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "Cookout" in page
    assert "Elsewhere" not in page


def test_city_hides_a_draft(client: Client):
    make_event(title="Not announced", publication="draft")

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "Not announced" not in page


def test_neighborhood_narrows_events_and_numbers(client: Client):
    miami = make_city(name="Miami")
    liberty_city = make_neighborhood(city=miami)
    make_event(title="In Liberty City", city=miami, neighborhood=liberty_city)
    make_event(title="In Shenandoah", city=miami)

    page = words(client.get("/cities/miami-fl/?neighborhood=liberty-city"))

    assert "In Liberty City" in page
    assert "In Shenandoah" not in page


def test_city_counts_people_and_incidents_apart(client: Client):
    incident = make_incident()
    for outcome in (Outcome.KILLED, Outcome.INJURED, Outcome.SHOT_NOT_STATED, Outcome.UNHARMED):
        make_victim(incident=incident, outcome=outcome)
    make_victim(incident=make_incident(publication="draft"), outcome=Outcome.KILLED)

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert (
        "1 incident is recorded, with 4 people:"
        " 1 killed 1 injured 1 shot; outcome not stated 1 unharmed" in page
    )


def test_city_says_events_and_incidents_side_by_side_in_numbers_that_the_lists_hold(
    client: Client,
):
    this_year = timezone.localdate().year
    for day in (1, 2):
        make_event(start_date=date(this_year, 3, day), city=make_city())
    make_event(start_date=date(this_year - 3, 3, 1), city=make_city())
    for precision, outcome in (("day", Outcome.KILLED), ("year", Outcome.INJURED)):
        make_victim(
            incident=make_incident(precision=precision, day=date(2018, 6, 17)), outcome=outcome
        )
    make_incident(day=date(2017, 6, 17))

    page = client.get("/cities/miami-gardens-fl/")

    events, incidents = (link["href"] for link in soup(page).select(".count-pair__sentence a"))
    assert "2 events this year" in words(page)
    assert "2 incidents recorded in 2018 People: 1 killed; 1 injured." in words(page)
    assert (
        events == f"/events/?city=miami-gardens-fl&first={this_year}-01-01&last={this_year}-12-31"
    )
    assert len(titles(client.get(events))) == 2
    assert len(soup(client.get(incidents)).select(".incident-row")) == 2


def test_neighborhood_says_its_own_numbers(client: Client):
    miami = make_city(name="Miami")
    area = make_neighborhood(city=miami)
    make_event(city=miami, neighborhood=area, start_date=date(2018, 8, 7))
    make_event(city=miami, start_date=date(2018, 8, 7))
    place = {"precision": "neighborhood", "city": miami, "neighborhood": area}
    make_incident(location=place)
    make_incident(city=miami)

    page = client.get("/cities/miami-fl/?neighborhood=liberty-city")

    events, incidents = (link["href"] for link in soup(page).select(".count-pair__sentence a"))
    assert "1 event in 2018" in words(page)
    assert "1 incident recorded in 2018" in words(page)
    assert len(titles(client.get(events))) == 1
    assert len(soup(client.get(incidents)).select(".incident-row")) == 1


def test_city_without_rows_says_numbers_without_alarm(client: Client):
    make_city()

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "0 events this year" in page
    assert "0 incidents recorded this year That does not mean that nothing happened." in page


def test_city_tells_the_newest_incidents_by_day_and_names_nobody(client: Client):
    for day in range(1, 9):
        incident = make_incident(day=date(2018, 6, day))
    for name in ("Canary Childsname", "Other Canary"):
        make_victim(
            incident=incident,
            name=name,
            outcome=Outcome.KILLED,
            name_rule="full",
            name_basis="published",
        )

    page = client.get("/cities/miami-gardens-fl/")

    listed = [link.get_text() for link in soup(page).select(".sources a")]
    assert len(listed) == 6
    assert listed[0] == "Friday, 8 June 2018, Miami Gardens"
    assert "Friday, 8 June 2018, Miami Gardens 2 killed" in words(page)
    assert b"Canary" not in page.content


def test_claim_stands_beside_what_is_recorded(client: Client):
    make_victim(incident=make_incident(day=date(2018, 7, 23)), outcome=Outcome.KILLED)
    make_reported_count(measure=Measure.KILLED, value=5)

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "People killed: 1 recorded of 5 reported" in page


def test_part_of_a_claim_is_nested_and_never_added(client: Client):
    shot = make_reported_count(measure=Measure.SHOT, value=10)
    make_reported_count(measure=Measure.KILLED, value=4, part_of=shot, source=shot.source)

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "People shot: 0 recorded of 10 reported" in page
    assert "Of these: People killed: 0 recorded of 4 reported" in page
    assert "14" not in page


def test_row_that_may_lie_outside_the_period_is_not_counted(client: Client):
    whole_year = make_incident(day=date(2018, 7, 1), precision="year")
    make_victim(incident=whole_year, outcome=Outcome.KILLED)
    make_reported_count(measure=Measure.KILLED, value=5)

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "People killed: 0 recorded of 5 reported" in page


def test_sample_event_is_no_recorded_event(client: Client):
    sample = make_campaign(is_sample=True)
    make_event(campaign=sample, start_date=date(2018, 7, 3))
    make_event(start_date=date(2018, 7, 3))
    make_reported_count(measure=Measure.EVENTS, value=3)

    page = words(client.get("/cities/miami-gardens-fl/"))

    assert "Events held: 1 recorded of 3 reported" in page


def test_tip_line_can_be_dialled_from_its_county(client: Client):
    make_tip_line(county=make_city().county)

    page = client.get("/cities/miami-gardens-fl/").content.decode()

    assert 'href="tel:305-471-8477"' in page
    assert "305-471-TIPS" in page


def test_tip_line_stands_near_the_top_beside_what_is_recorded(client: Client):
    make_tip_line(county=make_city().county)

    page = soup(client.get("/cities/miami-gardens-fl/"))

    call = page.select_one(".count-pair a[href='tel:305-471-8477']")
    assert call.parent.get_text(strip=True) == "Miami-Dade Crime Stoppers:305-471-TIPS"


def test_unknown_city_is_404_with_a_way_on(client: Client):
    response = client.get("/cities/atlantis-fl/")

    assert response.status_code == 404
    assert "We cannot find this page" in words(response)


def test_who_looks_for_a_name_is_led_on_to_the_search(client: Client):
    response = client.get("/es/cities/", {"q": "Opa-locka & más"})

    assert response.status_code == 302
    assert response.url == "/es/search/?q=Opa-locka+%26+m%C3%A1s"


def test_state_lists_only_cities_that_hold_something_by_county(client: Client):
    make_event(city=make_city())
    make_incident(city=make_city(name="Miami"))
    make_agency(city=make_city(name="Opa-locka"))
    make_city(name="Nowhere")

    page = words(client.get("/cities/?state=FL"))

    assert "Miami-Dade County Miami Miami Gardens Opa-locka" in page
    assert "Nowhere" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_city_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        agency = make_agency(city=make_city())
        make_event(title=f"Event {number}", host=agency)
        make_victim(incident=make_incident(agency=agency), outcome=Outcome.KILLED)
        make_reported_count()
        make_tip_line(county=agency.city.county, number_printed=f"305-{number}")

    with django_assert_num_queries(23):
        client.get("/cities/miami-gardens-fl/")


def test_claim_of_an_area_that_is_only_printed_has_no_number_of_ours(client: Client):
    make_victim(incident=make_incident(day=date(2018, 7, 23)), outcome=Outcome.KILLED)
    make_reported_count(area_as_printed="South Florida", value=7000)

    page = words(client.get("/incidents/"))

    assert "People killed: 7000 reported" in page
    assert "recorded of 7000" not in page


def test_claim_of_a_neighborhood_counts_only_there(client: Client):
    miami = make_city(name="Miami")
    liberty_city = make_neighborhood(city=miami)
    make_victim(incident=make_incident(city=miami, day=date(2018, 7, 4)), outcome=Outcome.KILLED)
    make_reported_count(city=miami, neighborhood=liberty_city)

    for page in ("/cities/miami-fl/", "/cities/miami-fl/?neighborhood=liberty-city"):
        assert "People killed: 0 recorded of 5 reported" in words(client.get(page))


def test_neighborhood_shows_no_claim_of_its_city(client: Client):
    make_reported_count(city=make_neighborhood(city=make_city(name="Miami")).city)

    assert "recorded of" not in words(client.get("/cities/miami-fl/?neighborhood=liberty-city"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("city=miami+gardens", True),
        ("city=miami", False),
        ("county=miami-dade+county", True),
        ("county=broward+county", False),
        ("first=2018-07-31", True),
        ("first=2018-08-01", False),
        ("last=2018-06-30", False),
    ],
)
def test_claims_beside_a_list_are_about_what_it_shows(client: Client, query: str, shown: bool):
    make_city(name="Miami")
    make_county(name="Broward County")
    make_reported_count(value=5)

    assert ("recorded of 5 reported" in words(client.get(f"/incidents/?{query}"))) is shown


def test_city_says_first_what_is_off_or_moved(client: Client):
    today = timezone.localdate()
    lately, long_ago = today - timedelta(weeks=3), today - timedelta(weeks=9)
    make_event(title="On", start_date=today + timedelta(days=9))
    make_event(title="Off", status="cancelled", start_date=today + timedelta(days=1))
    make_event(title="Moved", status="rescheduled", start_date=today + timedelta(days=8))
    make_event(title="Put off", status="postponed", start_date=lately)
    make_event(title="Forgotten", status="cancelled", start_date=long_ago)

    page = soup(client.get("/cities/miami-gardens-fl/"))

    told = {
        section.h2.get_text(strip=True): [
            title.get_text(strip=True) for title in section.select(".event-card__title")
        ]
        for section in page.select("section")
        if section.select(".event-card__title")
    }
    assert list(told.items()) == [
        ("Changed", ["Put off", "Off", "Moved"]),
        ("Coming up", ["On"]),
        ("Past events", ["Forgotten"]),
    ]


def test_city_offers_its_events_to_other_programs(client: Client):
    make_city()

    page = soup(client.get("/es/cities/miami-gardens-fl/"))

    feed = page.select_one('link[type="application/atom+xml"]')["href"]
    assert feed == "/cities/miami-gardens-fl.atom?lang=es"
    assert "/cities/miami-gardens-fl.ics?lang=es" in [
        link["href"] for link in page.select(".take-along a")
    ]


def test_what_is_in_a_borough_is_in_its_city(client: Client):
    city = make_city(name="New York City", state="NY", slug="new-york-city-ny")
    borough = make_city(name="The Bronx", state="NY", slug="the-bronx-ny")
    make_incident(location={"precision": "city", "city": borough})
    make_event(title="Night in the Bronx", city=borough)

    page = client.get(city.get_absolute_url())

    assert "1 incident" in words(page)
    assert "Night in the Bronx" in words(page)
    assert soup(page).find("a", string="The Bronx")["href"] == "/cities/the-bronx-ny/"
    assert "1 incident is recorded" in words(client.get("/incidents/?city=New York City"))
    assert "1 incident is recorded" in words(client.get("/incidents/?city=the-bronx-ny"))
