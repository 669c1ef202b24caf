"""One test for each fact of the two stories; events and incidents have files of their own."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from events.models import Activity, Campaign, Event, Park
from incidents.models import TipLine
from nightout.accounts.models import User
from nightout.agencies.models import Agency, AgencyKind
from nightout.places.models import City
from nightout.sources.models import ReportedCount, Source
from tests.readers import words

from .conftest import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts_loaded")]

NIGHT = date(2018, 8, 7)
LIBERTY_SQUARE = "National Night Out at Liberty Square"
ROLLING_OAKS = "National Night Out at Rolling Oaks Park"
WEST_PARK = "National Night Out in West Park"


def page_of(client: Client, found: Event | Agency | Campaign | City | Park) -> str:
    return words(client.get(found.get_absolute_url()))


# Sources


def test_first_source_is_dated():
    source = Source.objects.get(publisher="CBS Miami")

    assert (source.published_on, source.inferred_on) == (NIGHT, None)
    assert source.title == "National Night Out coverage"


def test_second_source_has_no_date_and_its_inferred_one_has_a_reason():
    source = Source.objects.get(publisher="WSVN 7News")

    assert (source.published_on, source.inferred_on) == (None, NIGHT)
    assert "prints no date and no year" in source.inferred_because
    assert "would also fit 2019" in source.inferred_because
    assert "2024 at the foot of the page is the site's" in source.inferred_because


def test_page_says_that_the_second_source_is_not_dated(client: Client):
    page = page_of(client, Event.objects.get(title=ROLLING_OAKS))

    assert "Date not stated; about 7 August 2018, inferred." in page


@pytest.mark.parametrize(
    "derived",
    [
        "2 August 2018 (derived; 26 July 2018 is the looser reading)",
        "17 June 2018, the third Sunday",
        "July 23: a Monday",
        "which day is not stated",
        "its bounds are not stated",
        "without precedent",
        "connected, without saying which",
        "on the first Tuesday of August",
        "Suspects, arrests and motives are not stated",
        "The records do not add up to the claims",
    ],
)
def test_what_was_derived_and_what_has_no_column_is_noted_for_staff(derived):
    assert derived in Source.objects.get(publisher="WSVN 7News").notes


def test_edition_number_says_what_it_rests_on():
    notes = Source.objects.get(publisher="CBS Miami").notes

    assert Campaign.objects.get(date=NIGHT).edition == 35
    assert "“held for 35 years”: that fits a 35th yearly edition" in notes


# Agencies and leaders


def test_there_are_four_agencies():
    assert list(Agency.objects.order_by("name").values_list("name", "kind")) == [
        ("Broward Sheriff's Office", AgencyKind.SHERIFF),
        ("City of Miami Police", AgencyKind.MUNICIPAL_POLICE),
        ("Miami Gardens Police", AgencyKind.MUNICIPAL_POLICE),
        ("Miami-Dade Police", AgencyKind.COUNTY_POLICE),
    ]


def test_agencies_belong_to_their_city_or_county():
    agencies = Agency.objects.order_by("name").values_list("city__name", "county__name")

    assert list(agencies) == [
        (None, "Broward County"),
        ("Miami", None),
        ("Miami Gardens", None),
        (None, "Miami-Dade County"),
    ]


def test_both_spellings_of_the_miami_police_are_kept(client: Client):
    page = page_of(client, Agency.objects.get(name="City of Miami Police"))

    assert "City of Miami Police Department" in page


@pytest.mark.parametrize(
    ("agency", "leader", "title", "publishers"),
    [
        ("City of Miami Police", "Jorge Colina", "Police Chief", ["CBS Miami", "WSVN 7News"]),
        ("Miami-Dade Police", "Juan Perez", "Director", ["CBS Miami"]),
        ("Miami Gardens Police", "Delma Noel-Pratt", "Police Chief", ["WSVN 7News"]),
    ],
)
def test_leader_has_the_exact_title(client: Client, agency, leader, title, publishers):
    found = Agency.objects.get(name=agency)

    (official,) = found.officials.all()

    assert (official.name, official.title, official.as_of) == (leader, title, NIGHT)
    assert [source.publisher for source in official.sources.order_by("publisher")] == publishers
    assert f"{leader} {title}." in page_of(client, found)


def test_leader_of_the_sheriffs_office_is_not_stated():
    assert Agency.objects.get(name="Broward Sheriff's Office").officials.count() == 0


# The tip line


def test_tip_line_has_both_spellings():
    line = TipLine.objects.get()

    assert line.name == "Miami-Dade Crime Stoppers"
    assert (line.number_printed, line.number_dialled) == ("305-471-TIPS", "305-471-8477")
    assert line.source.publisher == "WSVN 7News"


def test_tip_line_is_anonymous_and_its_reward_has_no_amount():
    line = TipLine.objects.get()

    assert (line.anonymous, line.reward, line.reward_amount) == (True, True, None)


def test_tip_line_is_for_miami_dade_and_not_for_broward(client: Client):
    miami_gardens = page_of(client, City.objects.get(slug="miami-gardens-fl"))
    west_park = page_of(client, City.objects.get(slug="west-park-fl"))

    assert "305-471-TIPS" in miami_gardens
    assert "305-471-TIPS" not in west_park


# What the sources claim


def claims(publisher: str) -> list[tuple]:
    counts = ReportedCount.objects.filter(source__publisher=publisher).order_by("pk")
    return [(count.claim(), count.period(), count.area) for count in counts]


def test_claims_of_the_first_source():
    assert claims("CBS Miami") == [
        ("hundreds of people taking part", "Tuesday, 7 August 2018", "South Florida"),
        ("3 events held", "Tuesday, 7 August 2018", "City of Miami"),
    ]


def test_claims_of_the_second_source():
    assert claims("WSVN 7News") == [
        ("nearly 20 people killed", "1 January – 7 August 2018", "Miami Gardens"),
        ("5 people killed", "July 2018", "Miami Gardens"),
        ("10 people shot", "16–23 June 2018", "Miami Gardens"),
        ("4 people killed", "16–23 June 2018", "Miami Gardens"),
        ("3 people shot", "Sunday, 17 June 2018", "near NW 181st Street and 41st Court"),
    ]


def test_parts_are_parts_and_fathers_day_stands_apart():
    parts = ReportedCount.objects.exclude(part_of=None).order_by("pk")

    assert [(part.claim(), part.part_of.claim()) for part in parts] == [
        ("5 people killed", "nearly 20 people killed"),
        ("4 people killed", "10 people shot"),
    ]


def test_claims_say_what_is_inferred():
    by_context = ReportedCount.objects.filter(inference__contains="follows from the context")
    by_bounds = ReportedCount.objects.filter(inference__contains="bounds of the week are not")

    assert sorted(count.value for count in by_context) == [3, 5, 20]
    assert sorted(count.value for count in by_bounds) == [4, 10]
    yearless = ReportedCount.objects.filter(source__publisher="WSVN 7News")
    assert [count for count in yearless if "prints no year" not in count.inference] == []


def test_three_events_of_miami_are_claimed_and_three_recorded(client: Client):
    page = page_of(client, Campaign.objects.get())

    assert "Events held: 3 recorded of 3 reported" in page


def test_hundreds_took_part_and_no_number_stands_beside_it(client: Client):
    page = page_of(client, Campaign.objects.get())

    assert "People taking part: hundreds reported Tuesday, 7 August 2018, South Florida" in page


def test_ten_shot_of_whom_four_killed_never_reads_as_fourteen(client: Client):
    page = page_of(client, City.objects.get(slug="miami-gardens-fl"))

    ten = page.index("People shot: 7 recorded of 10 reported")
    four = page.index("People killed: 2 recorded of 4 reported")
    assert page.index("Of these:", ten) < four
    assert not re.search(r"\b14 people", page)


def test_five_killed_in_july_stand_beside_one_recorded(client: Client):
    page = page_of(client, City.objects.get(slug="miami-gardens-fl"))

    assert "People killed: 1 recorded of 5 reported July 2018" in page


# Loading them


def test_second_run_changes_nothing():
    before = everything()

    said = run("load_seed", "--facts-only")

    assert said == "Facts: there already, left as they are.\n"
    assert everything() == before


def everything() -> list[tuple[int, object]]:
    """How many versions of each row there have been, and when the rows last changed."""
    models = (Source, ReportedCount, Agency, Campaign, Park, Activity, TipLine, Event)
    versions = [(model.pgh_event_model.objects.count(), model.objects.count()) for model in models]
    return [*versions, *Event.objects.order_by("pk").values_list("pk", "updated_at")]


def test_what_staff_changed_or_deleted_is_theirs():
    Event.objects.filter(title=LIBERTY_SQUARE).update(title="Our own title")
    Event.objects.filter(title=WEST_PARK).delete()
    TipLine.objects.all().delete()

    run("load_seed", "--facts-only")

    assert Event.objects.filter(title="Our own title").count() == 1
    assert Event.objects.count() == 5
    assert TipLine.objects.count() == 0


def test_facts_only_brings_no_sample_and_no_accounts(facts_loaded):
    assert facts_loaded == "Facts: six events and six incidents of 2018, with their sources.\n"
    assert Campaign.objects.filter(is_sample=True).count() == 0
    assert User.objects.count() == 0


def test_sample_is_refused_outside_a_laptop(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="load_seed --facts-only"):
        call_command("load_seed", stdout=StringIO())

    assert Campaign.objects.filter(is_sample=True).count() == 0


def test_history_says_where_the_facts_came_from():
    (version,) = Agency.objects.get(name="Miami-Dade Police").history.all()

    assert version.pgh_context.metadata == {"command": "load_seed"}
