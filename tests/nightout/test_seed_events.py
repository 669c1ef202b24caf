"""One test for each fact about the six events, asked of pages and QuerySets."""

from datetime import date

import pytest
from django.test import Client

from events.models import Activity, AgencyRole, Attendee, Campaign, Event, Park, ParkKind
from nightout.places.models import City, County, Neighborhood
from tests.readers import titles, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_loaded")]

NIGHT = date(2018, 8, 7)
LIBERTY_SQUARE = "National Night Out at Liberty Square"
SHENANDOAH = "National Night Out at Shenandoah Park"
THIRD_OF_MIAMI = "National Night Out in Miami"
WEST_PERRINE = "National Night Out in West Perrine"
ROLLING_OAKS = "National Night Out at Rolling Oaks Park"
WEST_PARK = "National Night Out in West Park"


def event(title: str) -> Event:
    return Event.objects.public().announced().get(title=title)


def page_of(client: Client, found: Event | City | Park) -> str:
    return words(client.get(found.get_absolute_url()))


def cited(title: str) -> list[str]:
    return [citation.source.publisher for citation in event(title).citations.all()]


def test_campaign_is_the_first_tuesday_of_august():
    campaign = Campaign.objects.get()

    assert (campaign.name, campaign.date) == ("National Night Out 2018", NIGHT)
    assert campaign.date_in(2018) == NIGHT
    assert campaign.is_sample is False


def test_there_are_six_events_on_the_night(client: Client):
    campaign = Campaign.objects.get()

    assert sorted(titles(client.get(campaign.get_absolute_url()))) == sorted(
        [LIBERTY_SQUARE, SHENANDOAH, THIRD_OF_MIAMI, WEST_PERRINE, ROLLING_OAKS, WEST_PARK]
    )
    assert set(Event.objects.values_list("start_date", "end_date")) == {(NIGHT, NIGHT)}


def test_no_event_has_a_time(client: Client):
    assert set(Event.objects.values_list("start_time", "end_time")) == {(None, None)}
    assert "Time not announced" in page_of(client, event(LIBERTY_SQUARE))


@pytest.mark.parametrize(
    ("column", "unknown"),
    [
        ("capacity", None),
        ("is_free", None),
        ("wheelchair_access", None),
        ("languages", []),
        ("rain_plan", ""),
        ("contact", ""),
    ],
)
def test_nothing_that_a_resident_needs_is_made_up(column, unknown):
    assert list(Event.objects.values_list(column, flat=True)) == [unknown] * 6


@pytest.mark.parametrize(
    ("title", "agency", "city", "county", "park", "publisher"),
    [
        (
            LIBERTY_SQUARE,
            "City of Miami Police",
            "Miami",
            "Miami-Dade County",
            "Liberty Square",
            "CBS Miami",
        ),
        (
            SHENANDOAH,
            "City of Miami Police",
            "Miami",
            "Miami-Dade County",
            "Shenandoah Park",
            "WSVN 7News",
        ),
        (THIRD_OF_MIAMI, "City of Miami Police", "Miami", "Miami-Dade County", None, "CBS Miami"),
        (WEST_PERRINE, "Miami-Dade Police", "West Perrine", "Miami-Dade County", None, "CBS Miami"),
        (
            ROLLING_OAKS,
            "Miami Gardens Police",
            "Miami Gardens",
            "Miami-Dade County",
            "Rolling Oaks Park",
            "WSVN 7News",
        ),
        (
            WEST_PARK,
            "Broward Sheriff's Office",
            "West Park",
            "Broward County",
            None,
            "WSVN 7News",
        ),
    ],
)
def test_event_has_its_agency_place_and_source(title, agency, city, county, park, publisher):
    held = event(title)

    (host,) = held.agency_roles.all()

    assert (host.agency.name, host.role) == (agency, AgencyRole.HOST)
    assert (held.city.name, held.city.county.name) == (city, county)
    assert (held.park and held.park.name) == park
    assert cited(title) == [publisher]


@pytest.mark.parametrize(
    ("title", "inferred"),
    [
        (LIBERTY_SQUARE, "are two of the three is inferred"),
        (SHENANDOAH, "are two of the three is inferred"),
        (SHENANDOAH, "The source prints no date"),
        (THIRD_OF_MIAMI, "of which nothing else is stated"),
        (WEST_PERRINE, "The venue is not stated"),
        (WEST_PERRINE, "The county, Miami-Dade, is derived"),
        (ROLLING_OAKS, "The source prints no date"),
        (WEST_PARK, "a park of that name is the other reading"),
        (WEST_PARK, "The county, Broward, is derived"),
    ],
)
def test_what_is_inferred_is_said_on_the_page(client: Client, title, inferred):
    assert inferred in page_of(client, event(title))


def test_west_park_is_kept_as_printed(client: Client):
    assert event(WEST_PARK).place_as_printed == "West Park"
    assert "As printed: “West Park”" in page_of(client, event(WEST_PARK))


def test_liberty_square_is_a_housing_site_of_liberty_city(client: Client):
    site = Park.objects.public().get(name="Liberty Square")

    assert (site.kind, site.city.name) == (ParkKind.HOUSING, "Miami")
    assert site.neighborhood.name == "Liberty City"
    assert "off NW 64th Street and 14th Avenue" in page_of(client, site)


def test_liberty_square_is_found_under_miami_and_under_liberty_city(client: Client):
    miami = City.objects.get(slug="miami-fl")
    liberty_city = Neighborhood.objects.get(city=miami, slug="liberty-city")

    assert event(LIBERTY_SQUARE) in Event.objects.public().in_city(miami)
    assert event(LIBERTY_SQUARE) in Event.objects.public().in_neighborhood(liberty_city)
    assert LIBERTY_SQUARE in titles(client.get(miami.get_absolute_url()))
    assert titles(client.get(liberty_city.get_absolute_url())) == [LIBERTY_SQUARE]


def test_list_finds_liberty_square_by_its_neighborhood(client: Client):
    response = client.get("/events/?when=past&city=Liberty+City")

    assert titles(response) == [LIBERTY_SQUARE]


def test_parks_without_a_stated_neighborhood_have_none():
    for name in ("Shenandoah Park", "Rolling Oaks Park"):
        park = Park.objects.get(name=name)

        assert (park.kind, park.neighborhood, park.address) == (ParkKind.PARK, None, "")


def test_no_coordinates_are_made_up():
    assert set(Park.objects.values_list("latitude", "longitude")) == {(None, None)}


def test_west_perrine_is_a_place_of_miami_dade(client: Client):
    miami_dade = County.objects.get(name="Miami-Dade County")

    assert event(WEST_PERRINE) in Event.objects.public().in_county(miami_dade)
    assert WEST_PERRINE in titles(client.get("/events/?when=past&county=Miami-Dade"))
    page = page_of(client, City.objects.get(slug="west-perrine-fl"))
    assert "Census place, Miami-Dade County, FL" in page


def test_west_park_is_the_only_event_of_broward(client: Client):
    assert titles(client.get("/events/?when=past&county=Broward")) == [WEST_PARK]


def test_event_in_miami_gardens_is_in_the_larger_of_the_two():
    assert event(ROLLING_OAKS).city.population == 113187


def test_activities_of_liberty_square_and_of_no_other():
    assert {activity.name for activity in event(LIBERTY_SQUARE).activities.all()} == {
        "Bounce house",
        "Cookout",
        "Games",
        "Giveaways",
        "Crime-safety tips",
        "Meet the officers who answer emergencies",
    }
    others = Event.objects.exclude(title=LIBERTY_SQUARE)
    assert [activity for other in others for activity in other.activities.all()] == []


def test_activities_are_named_in_three_languages():
    assert Activity.objects.filter(name_es="").count() == 0
    assert Activity.objects.filter(name_ht="").count() == 0
    assert len(set(Activity.objects.values_list("name", "name_es", "name_ht"))) == 6


@pytest.mark.parametrize(
    ("title", "stated"),
    [
        (LIBERTY_SQUARE, "Residents met the officers who answer emergencies."),
        (SHENANDOAH, "Members of the department met residents."),
        (ROLLING_OAKS, "local city leaders, who are not named"),
        (ROLLING_OAKS, "Families of victims of gun violence"),
        (ROLLING_OAKS, "bonded with officers"),
        (WEST_PARK, "Deputies took part."),
    ],
)
def test_what_is_stated_of_the_event_is_on_its_page(client: Client, title, stated):
    assert stated in page_of(client, event(title))


def test_private_persons_are_in_notes_for_staff_and_on_no_page(client: Client):
    notes = event(LIBERTY_SQUARE).notes

    assert "Tavares Collins and Terrance Jackson" in notes
    page = page_of(client, event(LIBERTY_SQUARE))
    assert "Collins" not in page
    assert "Jackson" not in page


def test_boy_who_met_an_officer_is_in_notes_for_staff_and_on_no_page(client: Client):
    assert "met one of the officers" in event(WEST_PERRINE).notes
    assert "boy" not in page_of(client, event(WEST_PERRINE))


def test_nobody_is_said_to_have_registered():
    assert Attendee.objects.count() == 0
