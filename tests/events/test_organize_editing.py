"""What an organizer changes of an event: at once, with a review, and never over somebody else."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from events.models import AttendeeStatus, Event, Message, MessageKind, ParkKind, Publication
from nightout.agencies.models import Role
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import make_attendee, make_city, make_member, make_park
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

SETTINGS, ANNOUNCEMENT = f"{EVENT}settings/", f"{EVENT}announcement/"


@pytest.fixture
def event() -> Event:
    return my_event(capacity=10, city=make_city(time_zone="America/Chicago"))


def sent_by(response) -> dict:
    """What the browser sends when nothing in the form is touched."""
    form = soup(response).select_one("main form[method=post]")
    sent = {}
    for it in form.select("[name]:not([type=checkbox]), [name][checked]"):
        if it.name == "select":
            chosen = it.select_one("[selected]")
            value = chosen["value"] if chosen else ""
        elif it.name == "textarea":
            value = it.get_text().strip("\n")
        else:
            value = it.get("value", "on" if it["type"] == "checkbox" else "")
        sent.setdefault(it["name"], []).append(value)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def save(client: Client, path: str, **fields):
    return client.post(path, {**sent_by(client.get(path)), **fields}, follow=True)


# At once


def test_settings_are_saved_and_the_event_stays_public(event):
    response = save(
        signed_in(event),
        SETTINGS,
        registration="closed",
        largest_party=4,
        rain_plan="In the gym",
        contact="305-555-0101",
        languages=["en", "ht"],
        wheelchair_access="true",
    )

    event.refresh_from_db()
    assert (event.registration, event.largest_party) == ("closed", 4)
    assert (event.rain_plan, event.contact) == ("In the gym", "305-555-0101")
    assert (event.languages, event.wheelchair_access) == (["en", "ht"], True)
    assert event.publication == Publication.PUBLIC
    assert told(response) == ["Saved."]


def test_saved_untouched_nothing_changes(event):
    before = Event.objects.values().get()

    for path in (SETTINGS, ANNOUNCEMENT):
        save(signed_in(event), path)

    assert {**Event.objects.values().get(), "updated_at": None} == {**before, "updated_at": None}


def test_a_box_that_is_not_ticked_is_off(event):
    client = signed_in(event)
    sent = sent_by(client.get(SETTINGS))
    for name in ("contact_needed", "waiting_list", "reminder", "thank_you"):
        assert sent.pop(name) == ["on"]

    client.post(SETTINGS, sent)

    event.refresh_from_db()
    off = (event.contact_needed, event.waiting_list, event.reminder, event.thank_you)
    assert off == (False, False, False, False)


def test_times_of_registration_are_typed_by_the_clock_of_the_city(event):
    client = signed_in(event)

    save(client, SETTINGS, opens_at="2026-07-01T09:00", closes_at="2026-12-01T18:30")

    event.refresh_from_db()
    assert event.opens_at == datetime(2026, 7, 1, 14, tzinfo=UTC)
    assert event.closes_at == datetime(2026, 12, 2, 0, 30, tzinfo=UTC)
    page = soup(client.get(SETTINGS))
    assert page.select_one("[name=opens_at]")["value"] == "2026-07-01T09:00"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (
            {"opens_at": "2026-07-02T09:00", "closes_at": "2026-07-01T09:00"},
            "Registration closes before it opens.",
        ),
        ({"largest_party": 0}, "One registration brings between 1 and 200 people."),
        ({"capacity": 0}, "Places: one or more, or empty for no limit."),
        ({"opens_at": "2026-03-08T02:30"}, "America/Chicago"),  # the clock skips that hour
        ({"registration": "maybe"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_a_form_error(event, fields: dict, says: str):
    before = Event.objects.values().get()

    response = save(signed_in(event), SETTINGS, **fields)

    assert says in words(response)
    assert Event.objects.values().get() == before


def test_raised_places_are_given_away_and_it_says_to_how_many(event):
    make_attendee(event=event, adults=9)
    for adults in (2, 1, 3):
        make_attendee(
            event=event,
            adults=adults,
            status=AttendeeStatus.WAITLISTED,
            email=f"wait{adults}@example.org",
        )

    response = save(signed_in(event), SETTINGS, capacity=13)

    event.seats.refresh_from_db()
    assert (event.seats.attending, event.seats.waiting) == (12, 3)
    assert Message.objects.filter(kind=MessageKind.PROMOTED).count() == 2
    assert told(response) == ["Saved.", "3 people who waited have a place now."]


def test_fewer_places_than_people_is_allowed_and_said(event):
    make_attendee(event=event, adults=9)

    response = save(signed_in(event), SETTINGS, capacity=4)

    event.seats.refresh_from_db()
    assert (event.seats.capacity, event.seats.attending) == (4, 9)
    assert told(response) == [
        "Saved.",
        "9 people have a place: 5 more than places. Nobody is turned away.",
    ]


# What is announced


def test_what_an_organizer_announces_anew_goes_back_to_review(event):
    client = signed_in(event)
    asked = words(client.get(ANNOUNCEMENT))
    assert "It goes back to review This event is public." in asked
    assert "Save and send to review" in asked

    response = save(client, ANNOUNCEMENT, title="Night Out, later", start_time="19:00")

    event.refresh_from_db()
    assert (event.title, event.start_time) == ("Night Out, later", time(19))
    assert event.publication == Publication.SUBMITTED
    assert told(response) == [
        "Saved.",
        "It is in review: a manager of the agency makes it public.",
    ]
    assert "In review: not on the site now" in words(client.get(EVENT))


def test_a_draft_of_an_organizer_stays_a_draft(event):
    Event.objects.update(publication=Publication.DRAFT)
    client = signed_in(event)

    response = save(client, ANNOUNCEMENT, title="Renamed")

    event.refresh_from_db()
    assert (event.title, event.publication) == ("Renamed", Publication.DRAFT)
    assert told(response) == ["Saved."]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGER])
def test_staff_of_the_host_change_it_and_it_stays_public(event, role: Role):
    client = Client()
    client.force_login(make_member(agency=event.agencies.get(), role=role))
    assert "goes back to review" not in words(client.get(ANNOUNCEMENT))

    save(client, ANNOUNCEMENT, title="Renamed")

    event.refresh_from_db()
    assert (event.title, event.publication) == ("Renamed", Publication.PUBLIC)


def test_who_registered_is_told_of_a_new_time_once_it_is_public_again(event):
    make_attendee(event=event, email="ana@example.org")

    save(signed_in(event), ANNOUNCEMENT, start_time="19:00")
    in_review = Message.objects.filter(kind=MessageKind.EVENT_CHANGED).count()
    manager = Client()
    manager.force_login(make_member(agency=event.agencies.get(), role=Role.MANAGER))
    chosen = {"action": "publish", "_selected_action": [event.pk], "index": 0}
    manager.post("/admin/events/event/", chosen)

    assert in_review == 0
    mail = Message.objects.get()
    assert (mail.kind, mail.before["start_time"]) == (MessageKind.EVENT_CHANGED, None)


def test_an_end_after_midnight_is_the_next_day(event):
    client = signed_in(event)

    response = save(client, ANNOUNCEMENT, start_time="20:00", end_time="01:00", end_date="")

    event.refresh_from_db()
    assert event.end_date == event.start_date + timedelta(days=1)
    assert "It ends after midnight: the last day is the next day." in told(response)


def test_a_moved_day_moves_the_last_day(event):
    save(signed_in(event), ANNOUNCEMENT, start_date="2027-08-03")

    event.refresh_from_db()
    assert (event.start_date, event.end_date) == (date(2027, 8, 3), date(2027, 8, 3))


def test_another_park_of_the_city_may_be_chosen_and_no_home(event):
    park = make_park(name="Oak Park", city=event.city)
    home = make_park(name="Zanzibar home", kind=ParkKind.HOME, city=event.city)
    away = make_park(name="Far Park", city=make_city(name="Miami"))
    client = signed_in(event)

    page = client.get(ANNOUNCEMENT)
    options = [it.get_text() for it in soup(page).select("[name=park] option[value]")]
    for refused in (home, away):
        save(client, ANNOUNCEMENT, park=refused.pk)
    event.refresh_from_db()
    assert event.park is None
    save(client, ANNOUNCEMENT, park=park.pk)

    event.refresh_from_db()
    assert options == ["---------", "Oak Park"]
    assert event.park == park


def test_a_home_stays_as_it_is_and_unnamed(event):
    home = make_park(name="Zanzibar home", kind=ParkKind.HOME, city=event.city)
    Event.objects.update(park=home)
    client = signed_in(event)

    assert "Zanzibar" not in client.get(ANNOUNCEMENT).content.decode()
    save(client, ANNOUNCEMENT, title="Renamed")

    event.refresh_from_db()
    assert (event.title, event.park) == ("Renamed", home)


# Two at once


@pytest.mark.parametrize(
    ("path", "field", "theirs", "mine"),
    [(SETTINGS, "capacity", 20, 30), (ANNOUNCEMENT, "title", "Theirs", "Mine")],
)
def test_whoever_comes_second_is_told_and_loses_nothing(event, path, field, theirs, mine):
    first, second = signed_in(event), signed_in(event)
    typed = {**sent_by(second.get(path)), field: mine}
    save(first, path, **{field: theirs})

    refused = second.post(path, typed)

    event.refresh_from_db()
    assert getattr(event, field) == theirs
    assert "Somebody has changed this event meanwhile." in words(refused)
    assert f": {theirs}" in words(refused)
    again = sent_by(refused)
    assert again[field] == [str(mine)]

    second.post(path, again)

    event.refresh_from_db()
    assert getattr(event, field) == mine


def test_a_tap_on_close_is_not_undone_by_an_older_form(event):
    client = signed_in(event)
    typed = sent_by(client.get(SETTINGS))
    client.post(f"{EVENT}registration/closed/")

    client.post(SETTINGS, {**typed, "rain_plan": "In the gym"})

    event.refresh_from_db()
    assert (event.registration, event.rain_plan) == ("closed", "")


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_revision_that_is_none_saves_nothing(event, revision: str):
    response = save(signed_in(event), SETTINGS, capacity=99, revision=revision)

    event.refresh_from_db()
    assert response.status_code == 200
    assert event.capacity == 10
