"""Attendees in the staff room: places, phone numbers, lists, and who read them."""

import pytest
from django.urls import reverse

from events.models import Attendee, Publication
from nightout.audit.models import Entry
from tests import factories as make
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/events/attendee/add/"
LIST = "/admin/events/attendee/"


@pytest.fixture
def agency():
    return make.make_agency()


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


def filled(event, **fields):
    return {
        "event": event.pk,
        "name": "Ana López",
        "adults": 1,
        "children": 0,
        "status": "attending",
        **fields,
    }


@pytest.mark.parametrize(
    ("phone", "accepted"),
    [
        ("305-555-0142", True),
        ("(305) 555-0142 ext. 7", True),
        ("+1 305.555.0142 x12", True),
        ("5550142", True),
        ("555", False),
        ("call me", False),
        ("305-555-0142; drop table", False),
        ("-------", False),
    ],
)
def test_a_phone_is_kept_as_typed_if_it_can_be_dialled(editor, agency, phone, accepted):
    event = make.make_event(host=agency)

    editor.post(ADD, filled(event, phone=phone))

    assert list(Attendee.objects.values_list("phone", flat=True)) == [phone] * accepted


def test_who_staff_enter_came_from_staff(editor, agency):
    editor.post(ADD, filled(make.make_event(host=agency)))

    assert Attendee.objects.get().came_from == "staff"


def test_more_people_than_places_are_refused_and_may_wait(editor, agency):
    event = make.make_event(host=agency, capacity=4)
    make.make_attendee(event=event, adults=3)

    refused = editor.post(ADD, filled(event, name="Ben Pérez", children=1))
    assert errors_of(refused) == ["That makes 5 people for 4 places. Put some on the waiting list."]

    editor.post(ADD, filled(event, name="Ben Pérez", children=1, status="waitlisted"))
    assert Attendee.objects.attending().people() == 3
    assert Attendee.objects.count() == 2


def test_what_is_over_the_places_already_can_still_be_corrected(editor, agency):
    event = make.make_event(host=agency, capacity=2)
    family = make.make_attendee(event=event, adults=5)

    editor.post(
        reverse("admin:events_attendee_change", args=[family.pk]),
        filled(event, name="Ana María López", adults=5),
    )

    family.refresh_from_db()
    assert family.name == "Ana María López"


def test_an_events_form_counts_its_rows_together(editor, agency):
    event = make.make_event(host=agency, publication=Publication.DRAFT)
    host = event.agency_roles.get()
    two = [
        {"name": name, "adults": 2, "children": 0, "status": "attending"} for name in ("Ana", "Ben")
    ]
    sent = {
        "title": event.title,
        "publication": "draft",
        "written_in": "en",
        "status": "scheduled",
        "start_date": "2018-08-07",
        "city": event.city_id,
        "capacity": 3,
        **rows(
            "agency_roles",
            {"id": host.pk, "event": event.pk, "agency": agency.pk, "role": "host"},
        ),
        **rows("citations"),
        "registration": "none",
        "largest_party": 10,
        **rows("questions"),
        **rows("head_counts"),
        **rows("attendees", *two),
    }
    url = reverse("admin:events_event_change", args=[event.pk])

    refused = editor.post(url, sent)
    assert errors_of(refused) == ["That makes 4 people for 3 places. Put some on the waiting list."]
    assert not Attendee.objects.exists()

    editor.post(url, {**sent, "capacity": 4})
    assert Attendee.objects.attending().people() == 4


def test_an_attendee_does_not_move_to_another_event(editor, agency):
    event, other = make.make_event(host=agency), make.make_event(host=agency)
    ana = make.make_attendee(event=event)

    editor.post(reverse("admin:events_attendee_change", args=[ana.pk]), filled(other))

    ana.refresh_from_db()
    assert ana.event == event


def test_the_list_of_one_event_is_by_surname_and_noted(editor, agency):
    event = make.make_event(title="Evening", host=agency)
    for name in ("Ben Pérez", "Ana López", "Zoe Adams"):
        make.make_attendee(event=event, name=name)

    response = editor.get(f"{LIST}?event={event.pk}")

    names = [row.name for row in response.context["cl"].result_list]
    assert names == ["Zoe Adams", "Ana López", "Ben Pérez"]
    entry = Entry.objects.get()
    assert (entry.verb, entry.target, entry.count, entry.agencies) == (
        "read",
        "Attendees: Evening (2018-08-07)",
        3,
        [agency.pk],
    )


def test_an_empty_list_is_no_reading(editor):
    editor.get(LIST)

    assert not Entry.objects.exists()


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_every_page_that_names_one_attendee_is_noted(editor, agency, page):
    ana = make.make_attendee(event=make.make_event(host=agency))

    editor.get(reverse(f"admin:events_attendee_{page}", args=[ana.pk]))

    assert [entry.count for entry in Entry.objects.all()] == [1]


@pytest.mark.parametrize("words", ["lopez", "LÓPEZ", "mar", "ana@exam"])
def test_search_finds_by_name_and_the_beginning_of_the_address(editor, agency, words):
    event = make.make_event(host=agency)
    make.make_attendee(event=event, name="Ana María López", email="ana@example.org")
    make.make_attendee(event=event, name="Ben Pérez")

    found = editor.get(LIST, {"q": words}).context["cl"].result_list

    assert [row.name for row in found] == ["Ana María López"]


@pytest.mark.parametrize("rows_there", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor, agency, rows_there, django_assert_num_queries
):
    for number in range(rows_there):
        event = make.make_event(title=f"Evening {number}", host=agency)
        make.make_attendee(event=event, name=f"Ana {number}")

    with django_assert_num_queries(9):
        response = editor.get(LIST)

    assert len(response.context["cl"].result_list) == rows_there
