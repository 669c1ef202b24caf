"""The organizer's desk: who may see it, my events, one event."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events.models import AttendeeStatus, Event, HeadCount, Registration
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_coordinator,
    make_event,
    make_member,
    make_open_event,
    make_question,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGES = [
    *("", "settings/", "announcement/", "questions/", "questions/{question}/", "attendees/"),
    *("attendees/{attendee}/", "attendees/{attendee}/change/", "walk-in/", "paper/"),
]
DEEDS = [
    *("registration/closed/", "questions/{question}/retire/", "attendees/{attendee}/note/"),
    *("attendees/{attendee}/cancel/", "attendees/{attendee}/present/"),
    *("attendees/{attendee}/undo/{mark}/", "paper/{mark}/undo/"),
]
SENT = ["settings/", "announcement/", "questions/", "questions/{question}/"]
SENT += ["attendees/{attendee}/change/", "walk-in/", "paper/"]


@pytest.fixture
def event() -> Event:
    event = my_event()
    make_attendee(event=event, name="Zanzibar Doe")
    make_question(event=event)
    return event


def address(event: Event, path: str) -> str:
    return EVENT + path.format(
        attendee=event.attendees.get().pk, question=event.questions.get().pk, mark=uuid.uuid4()
    )


# Who may


@pytest.mark.parametrize("path", [*PAGES, *DEEDS])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_is_asked_to(client: Client, event, path: str, method: str):
    path = address(event, path)

    response = getattr(client, method)(path)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize(
    ("method", "path"),
    [*(("get", path) for path in PAGES), *(("post", path) for path in [*DEEDS, *SENT])],
)
def test_for_those_who_may_not_see_it_the_event_does_not_exist(event, method: str, path: str):
    agency, path = event.agencies.get(), address(event, path)
    other = make_open_event(host=make_agency())
    other_organizer = make_member(agency=other.agencies.get(), role=Role.ORGANIZER)
    other.organizers.add(other_organizer)
    strangers = [
        make_user(),
        make_user(is_staff=True),
        make_member(agency=agency, role=Role.ORGANIZER),  # of the agency, but not given this event
        other_organizer,
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in strangers:
        client = Client()
        client.force_login(user)
        answers.append(getattr(client, method)(path))

    assert [answer.status_code for answer in answers] == [404] * len(strangers)
    assert not any("Zanzibar" in answer.content.decode() for answer in answers)
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_those_who_look_after_it_see_it(client: Client, event, path: str):
    agency = event.agencies.get()
    insiders = [
        event.organizers.get(),
        make_member(agency=agency, role=Role.EDITOR),
        make_member(agency=agency, role=Role.MANAGER),
        make_coordinator(),
    ]

    answers = []
    for user in insiders:
        client.force_login(user)
        answers.append(client.get(address(event, path)).status_code)

    assert answers == [200] * len(insiders)


def test_organizer_who_left_the_agency_sees_nothing(event):
    client = signed_in(event)
    event.organizers.get().memberships.all().delete()

    assert client.get(EVENT).status_code == 404
    assert "Night Out" not in words(client.get("/organize/"))


@pytest.mark.parametrize("path", DEEDS)
def test_nothing_is_done_by_looking(event, path: str):
    assert signed_in(event).get(address(event, path)).status_code == 405


@pytest.mark.parametrize("path", ["", "attendees/", "attendees/{attendee}/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_to_read_only_show(event, path: str, method: str):
    client = signed_in(event)

    assert getattr(client, method)(address(event, path)).status_code == 405


@pytest.mark.parametrize("path", [*DEEDS, *SENT])
def test_a_form_of_another_site_is_refused(event, path: str):
    client = Client(enforce_csrf_checks=True)
    client.force_login(event.organizers.get())

    assert client.post(address(event, path)).status_code == 403


def test_looking_changes_nothing(event):
    client = signed_in(event)
    before = Event.objects.values().get(), event.attendees.values().get()

    for path in PAGES:
        client.get(address(event, path))

    assert (Event.objects.values().get(), event.attendees.values().get()) == before


def test_somebody_of_another_event_is_not_found_under_this_one(event):
    stranger = make_attendee(event=make_open_event())

    for path in ("", "change/"):
        assert signed_in(event).get(f"{EVENT}attendees/{stranger.pk}/{path}").status_code == 404
    assert signed_in(event).post(f"{EVENT}attendees/{stranger.pk}/cancel/").status_code == 404


# My events


def test_desk_shows_my_events_with_people_counted(event):
    make_event(title="Not mine", host=make_agency())
    make_event(title="Given, hosted by another").organizers.add(event.organizers.get())
    event.attendees.all().delete()
    make_attendee(event=event, adults=2, children=3)
    make_attendee(event=event, adults=1, status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, adults=9, status=AttendeeStatus.CANCELLED)
    make_attendee(event=event, adults=1, children=1, present_by=make_user())

    page = words(signed_in(event).get("/organize/"))

    assert "7 registered with a place 1 waiting 2 present Registration is open." in page
    assert "Not mine" not in page
    assert "Given" not in page


def test_desk_says_for_how_many_there_are_places(event):
    Event.objects.update(capacity=40)

    assert "1 registered with a place 0 waiting 0 present 40 places in all" in words(
        signed_in(event).get("/organize/")
    )


def test_desk_shows_events_to_come_first_and_all_that_are_over_by_page(event):
    agency, organizer = event.agencies.get(), event.organizers.get()
    for year in range(1990, 2013):
        past = make_event(title=f"Evening of {year}", host=agency, start_date=date(year, 8, 1))
        past.organizers.add(organizer)
    client = signed_in(event)

    page = soup(client.get("/organize/"))
    over = soup(client.get("/organize/?when=past"))

    titles = [it.get_text(strip=True) for it in page.select("h3")]
    assert titles == ["Night Out", *(f"Evening of {year}" for year in range(2012, 1992, -1))]
    assert page.find("a", string="All past events")["href"] == "?when=past"
    older = soup(client.get(f"/organize/{over.select_one('[rel=next]')['href']}"))
    assert [it.get_text(strip=True) for it in older.select("h3")] == [
        *("Evening of 1992", "Evening of 1991", "Evening of 1990")
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_every_page_asks_the_same_number_of_queries(rows: int, django_assert_num_queries):
    event = my_event(capacity=100)
    organizer = event.organizers.get()
    for number in range(rows):
        make_attendee(event=event, name=f"Person {number}")
        make_question(event=event, text=f"Question {number}")
        HeadCount.objects.create(event=event, people=number, how="counted")
        for day in (date(2017, 8, number + 1), timezone.localdate() + timedelta(days=number)):
            campaign = make_campaign(name=f"Campaign {day}", date=day)
            held = make_event(host=event.agencies.get(), campaign=campaign, start_date=day)
            held.organizers.add(organizer)
    client = signed_in(event)
    person = event.attendees.earliest("pk")

    for path, queries in {
        "/organize/": 4,
        EVENT: 5,
        f"{EVENT}settings/": 4,
        f"{EVENT}announcement/": 6,
        f"{EVENT}questions/": 5,
        f"{EVENT}attendees/": 9,
        f"{EVENT}attendees/{person.pk}/": 7,
        f"{EVENT}attendees/{person.pk}/change/": 7,
        f"{EVENT}walk-in/": 3,
        f"{EVENT}paper/": 7,
    }.items():
        with django_assert_num_queries(queries):
            client.get(path)


# One event


def test_event_says_how_many_more_than_places():
    event = my_event(capacity=4)
    make_attendee(event=event, adults=4, children=5)

    page = words(signed_in(event).get(EVENT))

    assert "9 registered with a place 5 of them children 0 waiting 0 present" in page
    assert "0 places left of 4 5 more than places" in page


def test_head_count_stands_beside_the_names(event):
    HeadCount.objects.create(event=event, people=300, how="estimated")

    page = words(signed_in(event).get(EVENT))

    assert "1 registered" in page
    assert "Head-count: 300 people, estimated. It stands beside the names" in page


def test_times_of_registration_are_told_by_the_clock_of_the_city(event):
    event.city.time_zone = "America/Chicago"
    event.city.save()
    Event.objects.update(opens_at=datetime(2030, 7, 1, 14, tzinfo=UTC))

    page = words(signed_in(event).get(EVENT))

    assert "Opens Monday, 1 July 2030, 9 a.m. (CDT)" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Registration is open."),
        ({"registration": "closed"}, "Registration is closed."),
        ({"registration": "none"}, "No registration: people just come."),
        ({"opens_at": datetime(2090, 1, 1, tzinfo=UTC)}, "Registration is not open yet."),
        ({"capacity": 1}, "Registration is open, for the waiting list"),
        ({"capacity": 1, "waiting_list": False}, "All places are taken, and there is no waiting"),
        ({"status": "cancelled"}, "The event is cancelled: nobody can register."),
        ({"status": "postponed"}, "The event is postponed: nobody can register now."),
    ],
)
def test_event_says_how_registration_stands(event, fields: dict, says: str):
    Event.objects.update(**fields)

    assert says in words(signed_in(event).get(EVENT))


def test_registration_is_closed_and_opened_by_a_tap(event):
    client = signed_in(event)

    closed = client.post(f"{EVENT}registration/closed/", follow=True)
    event.refresh_from_db()
    assert event.registration == Registration.CLOSED
    assert told(closed) == ["Registration is closed."]

    opened = client.post(f"{EVENT}registration/open/", follow=True)
    event.refresh_from_db()
    assert event.takes_registrations
    assert told(opened) == ["Registration is open."]


def test_opened_now_it_is_open_whatever_times_were_set(event):
    tomorrow = timezone.now() + timedelta(days=1)
    Event.objects.update(registration="closed", opens_at=tomorrow)

    response = signed_in(event).post(f"{EVENT}registration/open/", follow=True)

    event.refresh_from_db()
    assert event.takes_registrations
    assert event.opens_at is None
    assert told(response) == ["Registration is open. The time that was set for it is taken away."]


def test_opened_again_after_the_time_to_close(event):
    Event.objects.update(closes_at=timezone.now() - timedelta(days=1))

    signed_in(event).post(f"{EVENT}registration/open/")

    event.refresh_from_db()
    assert event.takes_registrations


def test_registration_knows_no_third_state(event):
    assert signed_in(event).post(f"{EVENT}registration/none/").status_code == 404


def test_an_event_that_is_over_has_no_button_for_registration(event):
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        page = soup(signed_in(event).get(EVENT))

    assert page.select("form[action*=registration]") == []
