"""What triggers keep of each event: the words it is found by, and how often it changed."""

import pytest
from django.db import connection

from events.models import Activity, Campaign, Event, EventAgency, Listing, Park, Word
from nightout.agencies.models import Agency
from nightout.places.models import City, Neighborhood
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_neighborhood,
    make_park,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    city = make_city(name="Miami")
    return make_event(
        title="Noche de luz",
        description="Bring a chair.",
        city=city,
        neighborhood=make_neighborhood(city=city),
        park=make_park(name="Shenandoah Park", city=city),
        campaign=make_campaign(),
        host=make_agency(name="City of Miami Police", other_names="MPD; Miami PD"),
        activities=(make_activity(name="Cookout", name_es="Asado", name_ht="Manje kominotè"),),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("noche", "NOCHE", "luz noche", "chair", "liberty city", "shenandoah", "cookout"),
        *("asado", "kominote", "kominotè", "mpd", "police", "national night out 2018"),
        *("nigth out", "shenandoa park", "shenendoah", "cookuot", "miami fl", "cook"),
        *("  noche ", "noche!", "“noche”", "noche\0", "noche & luz", "noche | luz", "'noche'"),
    ],
)
def test_event_is_found_by_all_its_words(event: Event, text: str):
    make_event(title="Another", city=make_city(name="Tampa"))

    assert list(Event.objects.matching(text)) == [event]


@pytest.mark.parametrize("text", ["zeppelin", "noche zeppelin", "!", "", "   ", "':*", "xx"])
def test_what_is_not_there_is_not_found(event: Event, text: str):
    assert list(Event.objects.matching(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dj", ["DJ at the pool"]),
        ("dj in a pool", ["DJ at the pool"]),
        ("una noche para el dj", []),
        ("noche con el", ["Noche de luz"]),
        ("the", ["DJ at the pool"]),
    ],
)
def test_small_words_count_only_alone(event: Event, text: str, found: list[str]):
    make_event(title="DJ at the pool")

    assert [it.title for it in Event.objects.matching(text)] == found


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
def test_what_is_not_public_is_found_by_nobody(event: Event, publication: str):
    Event.objects.update(publication=publication)

    assert list(Event.objects.matching("noche")) == []
    assert event.listing.words is None


def test_home_is_not_found_by_its_name():
    make_event(title="Block party", park=make_park(name="House of the Smiths", kind="home"))

    assert list(Event.objects.matching("smiths")) == []
    assert not Word.objects.filter(word="smiths").exists()


def test_common_words_are_found_without_listing_them_all(monkeypatch):
    monkeypatch.setattr("events.models.queries.FEW", 2)
    events = [make_event(title=f"Evening {number}") for number in range(4)]

    assert list(Event.objects.matching("evening").order_by("pk")) == events
    assert Event.objects.matching("evening 3").get() == events[3]


def renamed(model: type, **fields: str) -> None:
    model.objects.update(**fields)


CHANGES = {
    "event": lambda: renamed(Event, title="Zeppelin"),
    "park": lambda: renamed(Park, name="Zeppelin"),
    "city": lambda: renamed(City, name="Zeppelin"),
    "neighborhood": lambda: renamed(Neighborhood, name="Zeppelin"),
    "campaign": lambda: renamed(Campaign, name="Zeppelin"),
    "agency": lambda: renamed(Agency, name="Zeppelin"),
    "activity": lambda: renamed(Activity, name_ht="Zeppelin"),
    "another agency": lambda: EventAgency.objects.create(
        event=Event.objects.get(), agency=make_agency(name="Zeppelin")
    ),
    "another activity": lambda: Event.objects.get().activities.add(make_activity(name="Zeppelin")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_found_at_once_and_counted(event: Event, change: str):
    before = event.listing.revision

    CHANGES[change]()

    assert list(Event.objects.matching("zeppelin")) == [event]
    assert Listing.objects.get().revision == before + 1


@pytest.mark.parametrize("change", ["agency", "activity"])
def test_what_is_taken_away_is_counted_too(event: Event, change: str):
    before = event.listing.revision

    if change == "agency":
        event.agency_roles.all().delete()
    else:
        event.activities.clear()

    assert list(Event.objects.matching("police cookout")) == []
    assert Listing.objects.get().revision == before + 1


def test_same_rows_written_again_count_nothing(event: Event):
    before = event.listing.revision

    Agency.objects.update(name="City of Miami Police")
    City.objects.update(name="Miami")
    Park.objects.update(name="Shenandoah Park")

    assert Listing.objects.get().revision == before


def test_listing_goes_with_its_event(event: Event):
    event.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert Listing.objects.count() == 0


def test_text_without_end_is_listed_by_its_beginning():
    long = make_event(title="Long", description="word " * 50_000 + "end" + "x" * 3000)

    assert list(Event.objects.matching("word")) == [long]
    assert list(Event.objects.matching("end")) == []


def test_search_asks_two_queries_before_the_list(event: Event, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = Event.objects.matching("noche luz")
    with django_assert_num_queries(1):
        list(found)
