import uuid

import pytest

from events.models import CameFrom, Mark
from events.tokens import token
from nightout.audit.models import Entry
from tests.events.doors import DOOR, NOBODY, a_mark, form_of, here, send, signed_in
from tests.factories import (
    make_agency,
    make_attendee,
    make_open_event,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_open_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


# Without a script


def test_page_shows_no_name_before_it_is_asked(event, bea):
    make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    client = signed_in(bea)

    page = client.get(DOOR)

    assert "Zúñiga" not in words(page)
    assert "0 Children 0 Parties to come 1" in words(page)
    assert Entry.objects.count() == 0


def test_search_forgives_accents_and_is_noted(event, bea):
    make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3, access_needs="ramp")
    make_attendee(event=event, name="Bo Abbott")

    page = words(signed_in(bea).get(DOOR, {"q": "zuni"}))

    assert "Ana Zúñiga 2 adults , 3 children" in page.replace("adults,", "adults ,")
    assert "Present: 5 of 5" in page
    assert "ramp" in page
    assert "Abbott" not in page
    assert Entry.objects.get().count == 1


def test_one_letter_finds_nobody(event, bea):
    make_attendee(event=event, name="Ana Zúñiga")

    assert "Nobody like that" in words(signed_in(bea).get(DOOR, {"q": "z"}))


def test_buttons_mark_correct_and_undo(event, bea):
    attendee = make_attendee(event=event, adults=2, children=3)
    client = signed_in(bea)

    client.post(DOOR, form_of(attendee))
    all_of_them = here(attendee)
    page = client.post(DOOR, form_of(attendee, children=2), follow=True)
    fewer = here(attendee)
    client.post(DOOR, {"undo": attendee.pk})

    assert all_of_them == (2, 3, bea)
    assert fewer == (2, 2, bea)
    assert "Present: 4 of 5, 2 of them children" in words(page)
    assert "Marked by Bea Torres at" in words(page)
    assert page.redirect_chain == [(f"{DOOR}?show={attendee.pk}", 302)]
    assert here(attendee) == NOBODY


def test_button_pressed_twice_is_one_mark(event, bea):
    attendee = make_attendee(event=event)
    client, form = signed_in(bea), form_of(attendee)

    client.post(DOOR, form)
    client.post(DOOR, form)

    assert Mark.objects.count() == 1


def test_mark_of_another_cannot_be_undone_by_button(event, bea, carl):
    attendee = make_attendee(event=event)
    send(carl, a_mark(attendee))
    client = signed_in(bea)

    page = words(client.get(DOOR, {"show": attendee.pk}))
    client.post(DOOR, {"undo": attendee.pk})

    assert "Marked by Carl Joseph" in page
    assert "Undo my mark" not in page
    assert here(attendee) == (1, 0, carl)


def test_walk_in_by_form(event, bea):
    form = {"name": "Zoe\x07 ", "adults": 1, "children": 2, "key": str(uuid.uuid4())}

    page = words(signed_in(bea).post(DOOR, form, follow=True))

    attendee = event.attendees.get()
    assert (attendee.name, attendee.came_from) == ("Zoe", CameFrom.WALK_IN)
    assert here(attendee) == (1, 2, bea)
    assert "Present: 3 of 3, 2 of them children" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"adults": "x"},
        {"adults": 0, "children": 0},
        {"key": ""},
        {"attendee": "x"},
        {"children": 999},
        {"attendee": "", "name": "\x00"},
    ],
)
def test_form_that_makes_no_sense_says_so(event, bea, wrong: dict):
    attendee = make_attendee(event=event)

    response = signed_in(bea).post(DOOR, form_of(attendee) | wrong, follow=True)

    assert response.status_code == 200
    assert soup(response).select_one(".usa-alert--error")
    assert Mark.objects.count() == 0


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "²"])
def test_number_that_nobody_has_is_nobody(event, bea, number: str):
    client = signed_in(bea)

    assert client.get(DOOR, {"show": number}).status_code == 200
    assert client.post(DOOR, {"undo": number}).status_code == 404


def test_party_of_another_event_is_not_found_by_form(event, bea):
    foreign = make_attendee(event=make_open_event(), name="Secret Name")
    client = signed_in(bea)

    assert client.post(DOOR, form_of(foreign)).status_code == 404
    assert client.post(DOOR, {"undo": foreign.pk}).status_code == 404
    assert "Secret" not in words(client.get(DOOR, {"show": foreign.pk}))
    assert "Secret" not in words(client.get(DOOR, {"party": token(foreign)}))
    assert here(foreign) == NOBODY


def test_code_of_the_mail_leads_to_the_party(event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", email="ana@example.org")
    make_attendee(event=event, name="Bo Abbott")
    client = signed_in(bea)

    page = words(client.get(DOOR, {"party": token(attendee)}))
    forged = words(client.get(DOOR, {"party": token(attendee)[:-1] + "!"}))

    assert "Ana Zúñiga" in page
    assert "Abbott" not in page
    assert "Nobody like that" in forged


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_same_number_of_queries(event, bea, rows, django_assert_num_queries):
    for number in range(rows):
        attendee = make_attendee(event=event, name=f"Person {number}")
        send(bea, a_mark(attendee))
    client = signed_in(bea)

    with django_assert_num_queries(8):
        client.get(DOOR, {"q": "person"})
