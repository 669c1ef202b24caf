from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events.models import AttendeeStatus, HeadCount
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_coordinator,
    make_event,
    make_member,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_eve():
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False):
        yield


@pytest.fixture
def event():
    return make_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


@pytest.fixture
def organizer(event):
    user = make_member(agency=event.agencies.get(), role=Role.ORGANIZER)
    event.organizers.add(user)
    return user


PAGES = [
    "/organize/events/night-out/",
    "/organize/events/night-out/attendees.csv",
    "/organize/events/night-out/attendees.xlsx",
]


@pytest.mark.parametrize("path", ["/organize/", *PAGES])
def test_stranger_is_asked_to_sign_in(client: Client, event, path: str):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", PAGES)
def test_for_those_who_may_not_see_it_the_event_does_not_exist(client: Client, event, path: str):
    agency = event.agencies.get()
    others = [
        make_user(),
        make_user(is_staff=True),
        make_member(agency=agency, role=Role.ORGANIZER),  # of the agency, but not given this event
        make_member(agency=make_agency(), role=Role.ORGANIZER),
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        answers.append(client.get(path).status_code)

    assert answers == [404] * len(others)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_those_who_look_after_it_see_it(client: Client, event, organizer, path: str):
    agency = event.agencies.get()
    insiders = [
        organizer,
        make_member(agency=agency, role=Role.EDITOR),
        make_member(agency=agency, role=Role.MANAGER),
        make_coordinator(),
    ]

    answers = []
    for user in insiders:
        client.force_login(user)
        answers.append(client.get(path).status_code)

    assert answers == [200] * len(insiders)


def test_organizer_who_left_the_agency_sees_nothing(client: Client, event, organizer):
    organizer.memberships.all().delete()
    client.force_login(organizer)

    assert client.get(PAGES[0]).status_code == 404
    assert "Night Out" not in words(client.get("/organize/"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_only_show(client: Client, event, organizer, path: str, method: str):
    client.force_login(organizer)

    assert getattr(client, method)(path).status_code == 405


def test_desk_shows_my_events_with_people_counted(client: Client, event, organizer):
    make_event(title="Not mine", host=make_agency())
    make_event(title="Night Out before", start_date=date(2017, 8, 1)).organizers.add(organizer)
    make_attendee(event=event, adults=2, children=3)
    make_attendee(event=event, adults=1, status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, adults=9, status=AttendeeStatus.CANCELLED)
    make_attendee(
        event=event, adults=1, children=1, present_at=timezone.now(), present_by=organizer
    )
    client.force_login(organizer)

    page = words(client.get("/organize/"))

    assert "7 coming 1 waiting 2 present" in page
    assert "Not mine" not in page
    assert "Night Out before" not in page  # given, but hosted by no agency of theirs


def test_list_is_sorted_by_surname_and_shows_words(client: Client, event, organizer):
    make_attendee(event=event, name="Zoe Abbott", phone="305-555-0123", access_needs="ramp")
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Bea Ábalos")
    client.force_login(organizer)

    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in soup(client.get(PAGES[0])).select("tbody tr")
    ]

    assert [row[0] for row in rows] == ["Bea Ábalos", "Zoe Abbott", "Ana Zúñiga"]
    assert rows[1][1] == "attending"
    assert rows[1][5:7] == ["305-555-0123", "ramp"]
    assert rows[2][1] == "on the waiting list"
    assert rows[2][-1] == "No"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zuniga", ["Ana Zúñiga"]),
        ("q=ZOE+abb", ["Zoe Abbott"]),
        ("q=zoe@", ["Zoe Abbott"]),
        ("status=waitlisted", ["Ana Zúñiga"]),
        ("status=nonsense", ["Zoe Abbott", "Ana Zúñiga"]),
        ("q=nobody", []),
    ],
)
def test_list_can_be_searched(client: Client, event, organizer, query: str, found: list[str]):
    make_attendee(event=event, name="Zoe Abbott", email="zoe@example.org")
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)
    client.force_login(organizer)

    names = soup(client.get(f"{PAGES[0]}?{query}")).select("tbody th")

    assert [name.get_text(strip=True) for name in names] == found


def test_head_count_stands_beside_the_names(client: Client, event, organizer):
    make_attendee(event=event, adults=2)
    HeadCount.objects.create(event=event, people=300, how="estimated")
    client.force_login(organizer)

    page = words(client.get(PAGES[0]))

    assert "2 coming 0 waiting 0 present" in page
    assert "Head-count: 300 people, estimated." in page


def test_reading_is_recorded_before_the_page(client: Client, event, organizer):
    make_attendee(event=event)
    client.force_login(organizer)

    client.get(PAGES[0])

    entry = Entry.objects.get()
    assert (entry.who, entry.verb, entry.count) == (organizer.email, "read", 1)
    assert entry.target == "page of attendees of night-out"
    assert entry.agencies == [event.agencies.get().pk]


@pytest.mark.parametrize(("path", "form"), [(PAGES[1], "CSV"), (PAGES[2], "XLSX")])
def test_download_is_recorded_before_the_first_byte(
    client: Client, event, organizer, path: str, form: str
):
    make_attendee(event=event)
    make_attendee(event=event, name="Zoe Abbott")
    client.force_login(organizer)

    client.get(path)  # the body is never read: the connection was cut

    entry = Entry.objects.get()
    assert (entry.who, entry.verb, entry.count) == (organizer.email, "export", 2)
    assert entry.target == f"attendees of night-out as {form}"


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(
    client: Client, event, organizer, rows: int, django_assert_num_queries
):
    for number in range(rows):
        make_attendee(event=event, name=f"Person {number}")
        make_event(host=event.agencies.get(), campaign=None).organizers.add(organizer)
        make_event(
            host=event.agencies.get(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
        ).organizers.add(organizer)
    client.force_login(organizer)

    with django_assert_num_queries(7):
        client.get("/organize/")
    with django_assert_num_queries(9):
        client.get(PAGES[0])
