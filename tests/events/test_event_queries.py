from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection

from events.models import AgencyRole, Event, EventAgency, Park, ParkKind, Publication
from nightout.accounts.models import User
from nightout.agencies.models import Agency, Membership, Role
from tests.factories import (
    make_agency,
    make_attendee,
    make_city,
    make_coordinator,
    make_event,
    make_member,
    make_park,
    make_user,
)

pytestmark = pytest.mark.django_db

NIGHT_OUT = date(2018, 8, 7)
# The moment at which 7 August 2018 ends on the wall of each city.
MIDNIGHTS = [
    ("America/Puerto_Rico", datetime(2018, 8, 8, 4, tzinfo=UTC)),
    ("America/New_York", datetime(2018, 8, 8, 4, tzinfo=UTC)),
    ("America/Los_Angeles", datetime(2018, 8, 8, 7, tzinfo=UTC)),
    ("America/Adak", datetime(2018, 8, 8, 9, tzinfo=UTC)),
    ("Pacific/Honolulu", datetime(2018, 8, 8, 10, tzinfo=UTC)),
    ("Pacific/Pago_Pago", datetime(2018, 8, 8, 11, tzinfo=UTC)),
    ("Pacific/Guam", datetime(2018, 8, 7, 14, tzinfo=UTC)),
]


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
def test_public_holds_only_what_was_made_public(publication):
    public = make_event()
    make_event(publication=publication)

    assert list(Event.objects.public()) == [public]


def test_a_cancelled_event_stays_public():
    cancelled = make_event(status="cancelled")

    assert list(Event.objects.public()) == [cancelled]


@pytest.mark.parametrize(("zone", "midnight"), MIDNIGHTS)
@pytest.mark.parametrize(
    ("minutes", "upcoming"), [(-24 * 60 - 1, True), (-24 * 60, True), (-1, True), (0, False)]
)
def test_an_event_is_upcoming_until_its_day_ends_in_its_city(zone, midnight, minutes, upcoming):
    event = make_event(start_date=NIGHT_OUT, city=make_city(time_zone=zone))

    with time_machine.travel(midnight + timedelta(minutes=minutes), tick=False):
        assert list(Event.objects.upcoming()) == ([event] if upcoming else [])
        assert list(Event.objects.past()) == ([] if upcoming else [event])
        assert event.is_over is not upcoming


def test_one_moment_is_today_in_the_west_and_yesterday_in_the_east():
    west = make_event(city=make_city(name="Honolulu", state="HI", time_zone="Pacific/Honolulu"))
    east = make_event(city=make_city(name="Miami", time_zone="America/New_York"))

    with time_machine.travel(datetime(2018, 8, 8, 5, tzinfo=UTC), tick=False):
        assert list(Event.objects.upcoming()) == [west]
        assert list(Event.objects.past()) == [east]


@pytest.mark.parametrize("hour", range(0, 72, 3))
def test_no_event_is_both_past_and_upcoming_nor_neither(hour):
    cities = [make_city(name=f"City {zone}", time_zone=zone) for zone, _ in MIDNIGHTS]
    for city in cities:
        for length in (0, 1):
            make_event(city=city, end_date=NIGHT_OUT + timedelta(days=length))

    with time_machine.travel(datetime(2018, 8, 7, tzinfo=UTC) + timedelta(hours=hour), tick=False):
        upcoming, past = set(Event.objects.upcoming()), set(Event.objects.past())

    assert upcoming & past == set()
    assert upcoming | past == set(Event.objects.all())


def test_an_event_of_several_days_is_upcoming_through_its_last():
    fair = make_event(start_date=date(2018, 8, 4), end_date=date(2018, 8, 7))

    with time_machine.travel(datetime(2018, 8, 7, 23, tzinfo=UTC), tick=False):
        assert list(Event.objects.upcoming()) == [fair]
    with time_machine.travel(datetime(2018, 8, 9, 0, tzinfo=UTC), tick=False):
        assert list(Event.objects.past()) == [fair]


def test_an_event_without_a_time_comes_last_of_its_day():
    unknown = make_event(start_date=NIGHT_OUT)
    late = make_event(start_date=NIGHT_OUT, start_time=time(20))
    early = make_event(start_date=NIGHT_OUT, start_time=time(9))
    next_day = make_event(start_date=date(2018, 8, 8), start_time=time(7))

    assert list(Event.objects.in_order()) == [early, late, unknown, next_day]
    assert list(Event.objects.latest_first()) == [next_day, unknown, late, early]


def test_in_city_and_in_county():
    gardens, miami = make_city(name="Miami Gardens"), make_city(name="Miami")
    first, second = make_event(city=gardens), make_event(city=miami)

    assert list(Event.objects.in_city(gardens)) == [first]
    assert set(Event.objects.in_county(gardens.county)) == {first, second}


# Who they are to the agency that hosts the event: what they may edit, and whose guests they see.
ROLES = [
    ("resident", False, False),
    ("resident given the event", False, False),
    ("organizer", False, False),
    ("organizer given the event", False, True),
    ("organizer given the event, role taken away", False, False),
    ("organizer given the event, now inactive", False, False),
    ("organizer of another agency given the event", False, False),
    ("organizer of an agency that takes part", False, False),
    ("organizer of an agency that takes part, given the event", False, True),
    ("editor", True, True),
    ("editor, role taken away", False, False),
    ("editor, now inactive", False, False),
    ("editor of another agency", False, False),
    ("editor of the co-host", True, True),
    ("editor of an agency that takes part", False, False),
    ("manager", True, True),
    ("manager, now inactive", False, False),
    ("manager of another agency", False, False),
    ("coordinator", True, True),
    ("coordinator, now inactive", False, False),
]


def somebody(who: str, *, event: Event, host: Agency) -> User:
    if who.startswith("coordinator"):
        user = make_coordinator()
    elif who.startswith("resident"):
        user = make_user()
    else:
        agency = host
        if "another" in who or "co-host" in who or "takes part" in who:
            agency = make_agency()
        if "co-host" in who:
            EventAgency.objects.create(event=event, agency=agency, role=AgencyRole.CO_HOST)
        if "takes part" in who:
            EventAgency.objects.create(event=event, agency=agency, role=AgencyRole.ATTENDING)
        user = make_member(agency=agency, role=Role(who.split()[0].strip(",")))
    if "given" in who:
        event.organizers.add(user)
    if "taken away" in who:
        Membership.objects.filter(user=user).delete()
    if "inactive" in who:
        user.is_active = False
        user.save()
    return user


@pytest.mark.parametrize(("who", "edits", "sees_guests"), ROLES)
def test_who_may_edit_an_event_and_see_its_guests(who, edits, sees_guests):
    host = make_agency()
    event = make_event(host=host, publication=Publication.DRAFT)
    make_event(host=make_agency())  # somebody else's: only the coordinator's
    guest = make_attendee(event=event)

    user = somebody(who, event=event, host=host)

    theirs = Event.objects.all() if who == "coordinator" else [event]
    assert set(Event.objects.managed_by(user)) == set(theirs if edits else [])
    assert set(Event.objects.organized_by(user)) == set(theirs if sees_guests else [])
    assert list(event.attendees.managed_by(user)) == ([guest] if edits else [])


@pytest.mark.parametrize("role", ["organizer", "editor", "manager"])
def test_who_manages_an_agency(role):
    agency = make_agency()
    make_agency()
    user = make_member(agency=agency, role=Role(role))

    assert list(Agency.objects.managed_by(user)) == ([] if role == "organizer" else [agency])
    assert list(Agency.objects.managed_by(user, (Role(role),))) == [agency]
    assert Agency.objects.managed_by(make_coordinator()).count() == 2


def test_an_event_is_listed_once_for_the_editor_of_both_its_agencies():
    host, partner = make_agency(), make_agency()
    event = make_event(host=host)
    EventAgency.objects.create(event=event, agency=partner, role=AgencyRole.CO_HOST)
    editor = make_member(agency=host)
    Membership.objects.create(user=editor, agency=partner, role=Role.MANAGER)
    event.organizers.add(editor)

    assert list(Event.objects.managed_by(editor)) == [event]
    assert list(Event.objects.organized_by(editor)) == [event]


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_three_queries(count, django_assert_num_queries):
    for _ in range(count):
        make_event(host=make_agency(), park=make_park())

    with django_assert_num_queries(3):
        for event in Event.objects.for_cards():
            assert event.city.name
            assert event.park.name
            assert [role.agency.name for role in event.agency_roles.all()]
            assert list(event.activities.all()) == []


def test_a_home_is_known_to_its_own_agency_only():
    agency = make_agency()
    park, home = make_park(), make_park(kind=ParkKind.HOME, maintained_by=agency)

    assert list(Park.objects.public()) == [park]
    assert set(Park.objects.seen_by(make_member(agency=agency))) == {park, home}
    assert set(Park.objects.seen_by(make_member(agency=make_agency()))) == {park}
    assert set(Park.objects.seen_by(make_coordinator())) == {park, home}
    assert set(Park.objects.seen_by(make_member(agency=agency, is_active=False))) == {park}
    assert list(Park.objects.managed_by(make_member(agency=agency))) == [home]


def test_a_home_shows_the_block_and_no_name():
    home = make_park(
        name="The Examples' house",
        kind=ParkKind.HOME,
        address="12 Any Street",
        public_block="10 block of Any Street",
    )

    assert (home.public_name, home.public_address) == ("At a home", "10 block of Any Street")


def test_the_coming_list_of_a_city_walks_its_index():
    city = make_city()
    with connection.cursor() as cursor:
        # In a small table other indexes cost the same: of those in this order one is left.
        cursor.execute("DROP INDEX events_public_by_day, events_by_date")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")

    plan = Event.objects.public().in_city(city).upcoming().in_order().explain()

    assert "Index Scan using events_public_by_city_day" in plan
    assert "Sort" not in plan
