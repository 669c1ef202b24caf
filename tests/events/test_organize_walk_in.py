"""Who comes without having registered: two taps, and they are counted."""

import uuid

import pytest

from events.models import CameFrom, Event
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import make_attendee
from tests.readers import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return my_event()


def test_a_walk_in_needs_no_name_and_is_there_at_once(event):
    client = signed_in(event)
    form = soup(client.get(f"{EVENT}walk-in/"))
    sent = {it["name"]: it.get("value", "") for it in form.select("main [name]")}
    assert (sent["adults"], sent["children"], sent["name"]) == ("1", "0", "")

    response = client.post(f"{EVENT}walk-in/", {**sent, "children": "2"}, follow=True)

    person = event.attendees.get()
    assert (person.name, person.people, person.people_present) == ("Walk-in 1", 3, 3)
    assert (person.status, person.came_from) == ("attending", CameFrom.WALK_IN)
    assert person.present_by == event.organizers.get()
    assert told(response) == ["3 people are in."]


def test_two_taps_on_the_button_are_one_walk_in_and_two_forms_are_two(event):
    client, first, second = signed_in(event), uuid.uuid4(), uuid.uuid4()

    for key in (first, first, second):
        client.post(f"{EVENT}walk-in/", {"adults": 1, "children": 0, "key": key})

    assert list(event.attendees.order_by("pk").values_list("name", flat=True)) == [
        *("Walk-in 1", "Walk-in 2")
    ]
    event.seats.refresh_from_db()
    assert event.seats.present == 2


@pytest.mark.parametrize("waiting_list", [True, False])
def test_a_walk_in_is_counted_though_all_places_are_taken(event, waiting_list: bool):
    Event.objects.update(capacity=1, waiting_list=waiting_list, registration="closed")
    make_attendee(event=event)

    sent = {"adults": 2, "children": 0, "key": uuid.uuid4(), "name": "Wanda Walk"}
    signed_in(event).post(f"{EVENT}walk-in/", sent)

    wanda = event.attendees.get(name="Wanda Walk")
    assert (wanda.status, wanda.people_present) == ("attending", 2)


@pytest.mark.parametrize("sent", [{"adults": 0}, {"adults": 201}, {"adults": ""}, {"key": "x"}])
def test_a_walk_in_of_nobody_is_a_form_error(event, sent: dict):
    plain = {"adults": 1, "children": 0, "key": uuid.uuid4()}

    response = signed_in(event).post(f"{EVENT}walk-in/", {**plain, **sent})

    assert response.context["form"].errors
    assert not event.attendees.exists()
