"""What may be the same incident: days, places in words and points, names as they are misspelt."""

import itertools
import xml.etree.ElementTree as ET
from datetime import date, time

import pytest

from incidents.crossings import same_block, same_crossing
from incidents.duplicates import Near, Spot, link, near, twins_by_name, twins_by_place
from incidents.models import Incident, IncidentLink, LinkKind, Location
from incidents.naming import alike, read
from incidents.pairs import newest_day, window
from nightout.agencies.models import Role
from tests.events.test_sort_name import LABELLED
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_incident,
    make_member,
    make_neighborhood,
    make_victim,
)

FATHERS_DAY = date(2018, 6, 17)
SHOWN = {"name_rule": "full", "name_basis": "published", "outcome": "killed"}


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thristan Hanson", "Tristian Hanson"),
        ("Thristan Hanson", "HANSON, Tristian"),
        ("Darin Williams Jr.", "Darin Williams"),
        ("Darin Williams, Jr.", "darin wiliams"),
        ("Delma Noel-Pratt", "Delma Noel Pratt"),
        ("Delma Noel-Pratt", "Delma Pratt"),
        ("Delma Noel-Pratt", "Delma Noel"),
        ("Delma Noel-Pratt", "Pratt"),
        ("D. Williams", "Darin Williams"),
        ("José Núñez", "Jose Nunez"),
        ("Stephen Campbell", "Steven Campbell"),
        ("Jon Doe", "John Doe"),
        ("Shay O’Neal", "Shay O Neal"),
        ("Ana María López García", "Ana López"),
    ],
)
def test_names_that_may_be_one_persons(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Darin Williams", "Donald Armstrong"),
        ("Darin Williams", "Marcus Williams"),
        ("Darin Williams", "Darin Armstrong"),
        ("D. Williams", "Darin Willis"),
        ("D. W.", "Darin Williams"),
        ("Dana Lee", "Dean Lowe"),
        ("Darin", "Darin Williams"),
        ("", "Darin Williams"),
        ("Jr.", "Jr."),
        ("", ""),
    ],
)
def test_names_of_two_people(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@pytest.fixture(scope="module")
def real_names() -> list[str]:
    if not LABELLED.exists():
        pytest.skip("the labelled names are not here")
    names = (name for name in ET.parse(LABELLED).getroot() if name.find("Surname") is not None)
    texts = (" ".join("".join(name.itertext()).split()) for name in names)
    return [text for text in dict.fromkeys(texts) if read(text).given][:300]


def test_hardly_any_two_of_real_people_are_taken_for_one(real_names):
    pairs = list(itertools.combinations(real_names, 2))

    false_alarms = [pair for pair in pairs if alike(*pair)]

    assert len(pairs) == 44_850
    assert len(false_alarms) <= 2


def test_real_names_are_known_again_however_they_are_written(real_names):
    names = [name for name in map(read, real_names) if len(name.given) > 1]
    names = [name for name in names if len(name.others[-1]) > 1]
    for given, others in names:
        last = others[-1]
        for written in (
            f"{given} {' '.join(others)} Jr.",
            f"{' '.join(others)}, {given}",
            f"{given} {last}",
            f"{given[0]}. {last}",
            f"{given} Example-{last}",
        ):
            assert alike(f"{given} {' '.join(others)}", written), written


# Places


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("NW 181st Street and 41st Court", "41 Ct & NW 181 St", True),
        ("near NW 181st Street and 41st Court", "N.W. 181 St / NW 41st Ct", True),
        ("5th Street and 5th Avenue", "5 Ave & 5 St", True),
        ("Calle 8 y Avenida 27", "27 Ave / 8 St", False),
        ("NW 181st Street and 41st Court", "NW 181st Street and 42nd Court", False),
        ("NW 181st Street and 41st Court", "SW 181st Street and 41st Court", False),
        ("NW 181st Street", "NW 181st Street", False),
        ("", "", False),
    ],
)
def test_a_crossing_in_any_words_and_order(one, other, same):
    assert same_crossing(one, other) is same
    assert same_crossing(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2300 block of NW 54th Street", "NW 54 St", True),
        ("2300 block of NW 54th Street", "2300 Block NW 54 Street", True),
        ("2300 block of NW 54th Street", "2400 block of NW 54th Street", False),
        ("NW 54th Street", "SW 54th Street", False),
        ("NW 181st Street and 41st Court", "NW 181st Street", True),
    ],
)
def test_a_block_or_a_street_in_any_words(one, other, same):
    assert same_block(one, other) is same
    assert same_block(other, one) is same


def spot(words: str = "", *, city: int = 1, hood: int | None = None, point=(None, None)) -> Spot:
    return Spot(city, hood, *point, words)


@pytest.mark.parametrize(
    ("one", "other", "nearness"),
    [
        (spot(), spot(), Near.CITY),
        (spot(), spot(city=2), None),
        (spot("41st Court and 181st Street"), spot("181 St & 41 Ct"), Near.CROSSING),
        (spot("41st Court and 181st Street"), spot("181 St & 41 Ct", city=2), None),
        (spot("41st Court"), spot("12th Avenue"), None),
        (spot("41st Court"), spot("a parking lot"), Near.CITY),
        (spot("41st Court"), spot("1200 block of 41st Ct"), Near.BLOCK),
        (spot(hood=1), spot(hood=1), Near.NEIGHBORHOOD),
        (spot(hood=1), spot(hood=2), None),
        (spot(hood=1), spot(), Near.CITY),
        (spot(point=(25.942, -80.246)), spot(point=(25.948, -80.246)), Near.POINT),
        (spot(point=(25.942, -80.246)), spot(point=(25.952, -80.246)), None),
        (spot(point=(25.942, -80.246)), spot(city=2, point=(25.942, -80.25)), Near.POINT),
    ],
)
def test_how_near_two_places_are(one, other, nearness):
    assert near(one, other) == nearness
    assert near(other, one) == nearness


# While one is entered


def entered(precision: str = "day", first: date = FATHERS_DAY, last: date = FATHERS_DAY):
    return Incident(precision=precision, occurred_from=first, occurred_to=last)


CROSSING = {"precision": "crossing", "public_text": "near NW 181st Street and 41st Court"}


@pytest.mark.django_db
def test_the_nearest_is_told_first_and_why():
    agency, city = make_agency(), make_city()
    user = make_member(agency=agency)
    somewhere = make_incident(agency=agency, city=city, precision="month")
    corner = make_incident(agency=agency, location={**CROSSING, "city": city})
    make_incident(agency=agency, location={**CROSSING, "city": city}, day=date(2018, 6, 18))
    make_incident(
        agency=agency, location={**CROSSING, "city": city, "public_text": "NW 7 Ave & 2 St"}
    )

    twins = twins_by_place(entered(), Location(city=city, public_text="41 Ct & NW 181 St"), user)

    assert [(twin.row, twin.why) for twin in twins] == [
        (corner.pk, ("the same day", "the same crossing")),
        (somewhere.pk, ("days that overlap", "the same city")),
    ]


@pytest.mark.django_db
def test_a_point_across_the_citys_border_is_near():
    there = make_incident(
        location={
            "precision": "block",
            "city": make_city(name="Opa-locka"),
            "latitude": "25.942",
            "longitude": "-80.246",
        }
    )

    place = Location(city=make_city(), latitude="25.946", longitude="-80.246")
    twins = twins_by_place(entered(), place, make_coordinator())

    assert [(twin.row, twin.why[1]) for twin in twins] == [
        (there.pk, "less than a kilometer apart")
    ]


@pytest.mark.django_db
def test_a_county_alone_is_no_place_to_compare():
    make_incident()

    assert twins_by_place(entered(), Location(), make_coordinator()) == []


@pytest.mark.django_db
def test_merged_records_are_told_no_more():
    kept, gone = make_incident(), make_incident()
    Incident.objects.filter(pk=gone.pk).update(merged_into=kept)

    twins = twins_by_place(entered(), kept.location, make_coordinator())

    assert [twin.row for twin in twins] == [kept.pk]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "own", "shown", "told"),
    [
        (Role.MANAGER, True, {}, 1),
        (Role.EDITOR, True, {}, 0),
        (Role.EDITOR, True, SHOWN, 1),
        (Role.MANAGER, False, {}, 0),
        (Role.EDITOR, False, SHOWN, 1),
    ],
)
def test_names_are_compared_only_as_far_as_one_may_read_them(who, own, shown, told):
    agency = make_agency()
    there = make_incident(agency=agency if own else make_agency(), city=make_city(name="Miami"))
    make_victim(incident=there, name="Thristan Hanson", **shown)

    twins = twins_by_name(
        entered(), ["Hanson, Tristian", "Somebody Else"], make_member(agency=agency, role=who)
    )

    assert [(twin.row, twin.why) for twin in twins] == [
        (there.pk, ("the same day", "a similar name"))
    ] * told


@pytest.mark.django_db
def test_a_link_is_made_once_whichever_way_round():
    one, other = make_incident(), make_incident()
    first = link(incident=one, other=other, kind=LinkKind.POSSIBLE_DUPLICATE)

    again = link(incident=other, other=one, kind=LinkKind.POSSIBLE_DUPLICATE)
    assert again == first

    two = link(incident=other, other=one, kind=LinkKind.TWO)
    assert list(IncidentLink.objects.all()) == [two]


# Pairs that are stored


def pairs_of(user, **asked) -> list[tuple[set[int], list[str]]]:
    found = window(until=asked.pop("until", FATHERS_DAY), user=user, **asked)
    return [({pair.newer.pk, pair.older.pk}, pair.why) for pair in found.pairs]


@pytest.mark.django_db
def test_pairs_are_told_newest_first_and_why():
    city, coordinator = make_city(), make_coordinator()
    corner = {**CROSSING, "city": city}
    older = [make_incident(location=corner, day=date(2018, 6, 3)) for _ in range(2)]
    weekend = make_incident(precision="weekend", city=city)
    day = make_incident(city=city)
    for incident in (weekend, day):
        make_victim(incident=incident, outcome="injured")

    assert pairs_of(coordinator) == [
        (
            {weekend.pk, day.pk},
            [
                "days that overlap",
                "the same city",
                "the same number of people, with the same outcomes",
            ],
        ),
        ({row.pk for row in older}, ["the same day", "the same crossing"]),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Ada Example", "Ada Exampel"), 1),
        (("Ada Example", "Ben Other"), 0),
        (("Ada Example", ""), 1),
    ],
)
def test_where_everybody_is_named_otherwise_there_are_two(names, told):
    city = make_city()
    for name in names:
        make_victim(incident=make_incident(city=city), name=name, outcome="killed")

    assert len(pairs_of(make_coordinator())) == told


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "told"), [("two", 0), ("related", 0), ("connected", 0)])
def test_what_somebody_judged_is_not_told_again(kind, told):
    place = {**CROSSING, "city": make_city()}
    one, other = make_incident(location=place), make_incident(location=place)

    IncidentLink.objects.create(incident=other, other=one, kind=kind, said_by="police")

    assert len(pairs_of(make_coordinator())) == told


@pytest.mark.django_db
def test_a_link_that_says_they_may_be_one_is_reason_enough():
    city = make_city()
    one = make_incident(location={**CROSSING, "city": city})
    other = make_incident(location={**CROSSING, "city": city, "public_text": "NW 7 Ave & 2 St"})
    IncidentLink.objects.create(
        incident=one, other=other, kind="possible_duplicate", said_by="police"
    )

    assert pairs_of(make_coordinator()) == [
        ({one.pk, other.pk}, ["may be the same incident", "the same day"])
    ]


@pytest.mark.django_db
def test_pairs_are_bounded_by_weeks_and_city():
    here, there = make_city(), make_city(name="Miami")
    for city, day in ((here, FATHERS_DAY), (there, FATHERS_DAY), (here, date(2018, 4, 1))):
        for _ in range(2):
            make_incident(location={**CROSSING, "city": city}, day=day)
    make_incident(precision="year", city=here)
    coordinator = make_coordinator()

    found = window(until=newest_day(coordinator), user=coordinator)

    assert (len(found.pairs), found.earlier) == (2, date(2018, 4, 1))
    assert len(pairs_of(coordinator, city=here)) == 1
    assert len(pairs_of(coordinator, until=found.earlier)) == 1
    assert window(until=found.earlier, user=coordinator).earlier is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("clock", "name", "told"),
    [
        (time(23, 0), "", True),
        (time(23, 1), "", False),
        (None, "", True),
        (time(23, 1), "Ada Example", True),
    ],
)
def test_minutes_that_are_hours_apart_are_of_two(clock, name, told):
    place, user = {**CROSSING, "city": make_city()}, make_coordinator()
    known = make_incident(location=place, precision="time", occurred_at=time(20, 0))
    other = make_incident(location=place, precision="time" if clock else "day", occurred_at=clock)
    for incident in (known, other):
        make_victim(incident=incident, outcome="killed", name=name)

    assert bool(pairs_of(user)) is told
    if not name:
        assert bool(twins_by_place(known, known.location, user)) is told


@pytest.mark.django_db
def test_two_neighborhoods_are_two_places():
    city = make_city(name="Miami")
    for name in ("Liberty City", "Little Haiti"):
        hood = make_neighborhood(name=name, city=city)
        place = {"precision": "neighborhood", "city": city, "neighborhood": hood}
        make_victim(incident=make_incident(location=place), outcome="killed")

    assert pairs_of(make_coordinator()) == []
