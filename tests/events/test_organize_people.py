"""Who comes: the list, and one attendee."""

import pytest
from django.utils import timezone

from events.models import Attendee, AttendeeStatus, Event, ListLayout, MessageKind
from events.presence import check_in
from nightout.audit.models import Entry
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import make_attendee, make_question, make_user
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

LIST = f"{EVENT}attendees/"


@pytest.fixture
def event() -> Event:
    return my_event()


def names(response) -> list[str]:
    return [cell.get_text(strip=True) for cell in soup(response).select("tbody th")]


def page_of(person: Attendee, deed: str = "") -> str:
    return f"{LIST}{person.pk}/{deed}"


def filled(person: Attendee, **fields) -> dict:
    """What the form to change a registration sends."""
    columns = ("name", "adults", "children", "email", "phone", "access_needs", "language")
    return {**{name: getattr(person, name) for name in columns}, **fields}


def mails(event: Event) -> list[str]:
    from_first = event.attendees.order_by("messages__pk")
    return [kind for kind in from_first.values_list("messages__kind", flat=True) if kind]


# The list


def test_list_is_sorted_by_surname_and_leads_to_each(event):
    zoe = make_attendee(event=event, name="Zoe Abbott", phone="305-555-0123", access_needs="ramp")
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Bea Ábalos")

    page = soup(signed_in(event).get(LIST))

    rows = [
        [cell.get_text(strip=True) for cell in row] for row in map(_cells, page.select("tbody tr"))
    ]
    assert [row[0] for row in rows] == ["Bea Ábalos", "Zoe Abbott", "Ana Zúñiga"]
    assert {"attending", "305-555-0123", "ramp"} < set(rows[1])
    assert "on the waiting list" in rows[2]
    assert page.find("a", string="Zoe Abbott")["href"] == page_of(zoe)


def _cells(row):
    return row.select("th, td")


def test_a_card_on_a_phone_names_each_cell(event):
    make_attendee(event=event, phone="305-555-0123")

    page = soup(signed_in(event).get(LIST))

    heads = [cell.get_text(strip=True) for cell in page.select("thead th")]
    assert heads[1:] == [cell["data-label"] for cell in page.select("tbody td")]


def test_search_stands_before_all_else_of_the_page(event):
    first = soup(signed_in(event).get(LIST)).select("main :is(a, button, input, select)")[0]

    assert (first["type"], first["name"]) == ("search", "q")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zu", ["Ana Zúñiga"]),
        ("q=ZOE+abb", ["Zoe Abbott"]),
        ("q=zoe@", ["Zoe Abbott"]),
        ("q=nobody", []),
        ("status=attending", ["Zoe Abbott", "Pia Present"]),
        ("status=cancelled", ["Cleo Ochoa"]),
        ("status=present", ["Pia Present"]),
        ("status=absent", ["Zoe Abbott"]),
        ("status=absent&q=pia", []),
        ("status=nonsense", ["Zoe Abbott", "Cleo Ochoa", "Pia Present", "Wim Wait", "Ana Zúñiga"]),
    ],
)
def test_list_can_be_searched_and_narrowed(event, query: str, found: list[str]):
    make_attendee(event=event, name="Zoe Abbott", email="zoe@example.org")
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Wim Wait", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Cleo Ochoa", status=AttendeeStatus.CANCELLED)
    make_attendee(event=event, name="Pia Present", present_by=make_user())

    assert names(signed_in(event).get(f"{LIST}?{query}")) == found


def test_who_waits_stands_in_the_order_of_the_line(event):
    for name in ("Zoe Last", "Ana First", "Mia Middle"):
        make_attendee(event=event, name=name, status=AttendeeStatus.WAITLISTED)

    page = signed_in(event).get(f"{LIST}?status=waitlisted")

    assert names(page) == ["Zoe Last", "Ana First", "Mia Middle"]
    assert "In the order of the line" in words(page)


@pytest.mark.parametrize("status", ["", "waitlisted"])
def test_a_long_list_is_read_page_by_page(event, status: str):
    waits = {"status": AttendeeStatus.WAITLISTED} if status else {}
    for number in range(53):
        make_attendee(event=event, name=f"Person {number:02}", **waits)
    client = signed_in(event)

    first = client.get(f"{LIST}?status={status}&q=person")
    second = client.get(LIST + soup(first).select_one("[rel=next]")["href"])

    assert (len(names(first)), len(names(second))) == (50, 3)
    assert names(first) + names(second) == [f"Person {number:02}" for number in range(53)]


def test_a_name_with_a_tilde_does_not_stop_the_pages(event):
    for number in range(53):
        make_attendee(event=event, name=f"Ana~{number:02}~")
    client = signed_in(event)

    second = client.get(LIST + soup(client.get(LIST)).select_one("[rel=next]")["href"])

    assert names(second) == ["Ana~50~", "Ana~51~", "Ana~52~"]


def test_list_shows_the_columns_that_the_person_chose(event):
    make_attendee(event=event, name="Zoe Abbott")
    ListLayout.objects.create(user=event.organizers.get(), shown=["children", "email", "name"])

    heads = soup(signed_in(event).get(LIST)).select("thead th")

    shown = [cell.get_text(strip=True) for cell in heads]
    assert shown[0] == "Children"
    assert shown.index("Name") > shown.index("E-mail")


def test_whoever_is_forgotten_is_a_row_without_a_name(event):
    make_attendee(event=event, name="", forgotten_at=timezone.now())

    assert names(signed_in(event).get(LIST)) == ["forgotten"]


def test_reading_is_recorded_before_the_page(event):
    person = make_attendee(event=event)
    client = signed_in(event)

    client.get(LIST)
    client.get(page_of(person))
    client.get(page_of(person, "change/"))
    client.get(f"{EVENT}paper/")

    entries = Entry.objects.order_by("pk")
    assert [(entry.verb, entry.target, entry.count) for entry in entries] == [
        ("read", "page of attendees of night-out", 1),
        ("read", "an attendee of night-out", 1),
        ("read", "an attendee of night-out", 1),
        ("read", "sheet of night-out", 1),
    ]
    assert {tuple(entry.agencies) for entry in entries} == {(event.agencies.get().pk,)}


# One of them


def test_page_shows_all_they_gave_and_never_in_its_title(event):
    bring = make_question(event=event, text="What will you bring?", retired=True)
    person = make_attendee(
        event=event,
        name="Zoe Abbott",
        adults=2,
        children=3,
        email="zoe@example.org",
        phone="305-555-0123",
        access_needs="a ramp",
        note="brings the drum",
        answers={str(bring.pk): "cake"},
    )

    response = signed_in(event).get(page_of(person))

    page = words(response)
    for text in ("Adults 2, children 3", "zoe@example.org", "305-555-0123", "a ramp", "cake"):
        assert text in page
    assert 'value="brings the drum"' in response.content.decode()
    assert "Zoe" not in soup(response).title.get_text()


def test_marks_tell_who_saw_them_and_who_took_it_back(event):
    person = make_attendee(event=event, adults=2)
    mark = check_in(attendee=person, adults=2, children=0, by=make_user(name="Dora Door"))
    client = signed_in(event)

    response = client.post(page_of(person, f"undo/{mark.key}/"), follow=True)

    person.refresh_from_db()
    assert person.present_at is None
    assert told(response) == ["Taken back."]
    page = words(response)
    assert page.index("Dora Door") < page.index("Taken back: ") < page.index("Olga Organizer")


def test_who_was_seen_by_another_too_stays_present(event):
    person = make_attendee(event=event)
    check_in(attendee=person, adults=1, children=0, by=make_user())
    mark = check_in(attendee=person, adults=1, children=0, by=make_user())

    response = signed_in(event).post(page_of(person, f"undo/{mark.key}/"), follow=True)

    person.refresh_from_db()
    assert person.present_at
    assert told(response) == ["Taken back. Somebody else has marked them present, so they stay so."]


def test_a_mark_of_somebody_else_is_not_taken_back(event):
    person, other = make_attendee(event=event), make_attendee(event=event)
    mark = check_in(attendee=other, adults=1, children=0, by=make_user())

    response = signed_in(event).post(page_of(person, f"undo/{mark.key}/"))

    other.refresh_from_db()
    assert response.status_code == 404
    assert other.present_at


def test_part_of_a_party_is_marked_present(event):
    person = make_attendee(event=event, adults=2, children=3)
    client = signed_in(event)
    proposed = soup(client.get(page_of(person)))
    assert [proposed.select_one(f"[name={it}]")["value"] for it in ("adults", "children")] == [
        *("2", "3")
    ]

    response = client.post(page_of(person, "present/"), {"adults": 2, "children": 2}, follow=True)

    person.refresh_from_db()
    assert (person.adults_present, person.children_present) == (2, 2)
    assert person.present_by == event.organizers.get()
    assert told(response) == ["Present: 4 of 5."]


@pytest.mark.parametrize("sent", [{"adults": 0, "children": 0}, {"adults": "x"}, {"adults": 201}])
def test_a_presence_of_nobody_is_a_form_error(event, sent: dict):
    person = make_attendee(event=event)

    response = signed_in(event).post(page_of(person, "present/"), {"children": 0, **sent})

    person.refresh_from_db()
    assert response.status_code == 200
    assert response.context["presence"].errors
    assert person.present_at is None


def test_cancelling_gives_the_place_to_the_next(event):
    Event.objects.update(capacity=2)
    ana = make_attendee(event=event, name="Ana", adults=2, email="ana@example.org")
    bea = make_attendee(
        event=event, name="Bea", status=AttendeeStatus.WAITLISTED, email="bea@example.org"
    )

    response = signed_in(event).post(page_of(ana, "cancel/"), follow=True)

    ana.refresh_from_db()
    bea.refresh_from_db()
    assert (ana.status, bea.status) == ("cancelled", "attending")
    assert mails(event) == [MessageKind.CANCELLED, MessageKind.PROMOTED]
    assert told(response) == ["Cancelled. The places go to who is next in line."]


def test_a_place_is_given_out_of_turn_where_there_is_room(event):
    Event.objects.update(capacity=3)
    make_attendee(event=event, adults=2)
    big, small = (
        make_attendee(event=event, adults=adults, status=AttendeeStatus.WAITLISTED)
        for adults in (2, 1)
    )
    client = signed_in(event)

    refused = client.post(page_of(big, "place/"), follow=True)
    given = client.post(page_of(small, "place/"), follow=True)

    big.refresh_from_db()
    small.refresh_from_db()
    assert (big.status, small.status) == ("waitlisted", "attending")
    assert told(refused) == ["Only 1 place is left."]
    assert told(given) == ["They have a place now."]


def test_to_the_end_of_the_line_and_who_waited_gets_the_place(event):
    Event.objects.update(capacity=2)
    ana = make_attendee(event=event, name="Ana", adults=2)
    bea = make_attendee(event=event, name="Bea", adults=2, status=AttendeeStatus.WAITLISTED)

    response = signed_in(event).post(page_of(ana, "line/"), follow=True)

    assert list(event.attendees.in_line()) == [ana]
    bea.refresh_from_db()
    assert bea.status == "attending"
    assert told(response) == ["They wait at the end of the line."]


def test_who_had_cancelled_and_registered_anew_is_not_admitted_twice(event):
    old = make_attendee(event=event, email="ana@example.org", status=AttendeeStatus.CANCELLED)
    make_attendee(event=event, email="Ana@example.org")
    client = signed_in(event)

    for deed in ("place/", "line/"):
        response = client.post(page_of(old, deed), follow=True)

        old.refresh_from_db()
        assert old.status == "cancelled"
        assert told(response) == ["Ana María López has registered anew with the same address."]


def test_what_no_longer_fits_is_told_and_not_done(event):
    present = make_attendee(event=event, present_by=make_user())

    response = signed_in(event).post(page_of(present, "cancel/"), follow=True)

    present.refresh_from_db()
    assert present.status == "attending"
    assert told(response) == ["This has changed meanwhile. Here is how it is now."]


@pytest.mark.parametrize(
    ("fields", "buttons"),
    [
        ({}, {"cancel", "line"}),
        ({"status": "waitlisted"}, {"cancel", "place"}),
        ({"status": "cancelled"}, {"place", "line"}),
        ({"name": "", "forgotten_at": timezone.now()}, set()),
    ],
)
def test_page_offers_what_can_be_done(event, fields: dict, buttons: set[str]):
    person = make_attendee(event=event, **fields)

    page = soup(signed_in(event).get(page_of(person)))

    deeds = {form["action"].split("/")[-2] for form in page.select("main form[method=post]")}
    assert deeds & {"cancel", "place", "line"} == buttons


def test_nobody_is_put_in_line_for_an_event_that_is_called_off(event):
    Event.objects.update(status="cancelled")
    person = make_attendee(event=event, status=AttendeeStatus.CANCELLED)

    signed_in(event).post(page_of(person, "line/"))

    person.refresh_from_db()
    assert person.status == "cancelled"


def test_an_unknown_deed_is_not_found(event):
    assert signed_in(event).post(page_of(make_attendee(event=event), "fly/")).status_code == 404


def test_note_is_kept_and_tells_nobody(event):
    person = make_attendee(event=event, email="ana@example.org")

    response = signed_in(event).post(page_of(person, "note/"), {"note": "a drum"}, follow=True)

    person.refresh_from_db()
    assert person.note == "a drum"
    assert told(response) == ["Saved."]
    assert mails(event) == []


def test_note_is_one_line(event):
    person = make_attendee(event=event)

    response = signed_in(event).post(page_of(person, "note/"), {"note": "x" * 201})

    assert response.context["note"].errors
    person.refresh_from_db()
    assert person.note == ""


# Changing what they gave


def test_change_keeps_answers_to_what_is_no_longer_asked(event):
    asked = make_question(event=event, text="Chairs?", kind="number", required=True)
    retired = make_question(event=event, retired=True)
    person = make_attendee(
        event=event, answers={str(asked.pk): 2, str(retired.pk): "cake"}, email="a@example.org"
    )
    sent = filled(person, name="Ana Lopez", adults=3, **{f"question_{asked.pk}": "4"})

    response = signed_in(event).post(page_of(person, "change/"), sent, follow=True)

    person.refresh_from_db()
    assert (person.name, person.adults) == ("Ana Lopez", 3)
    assert person.answers == {str(asked.pk): 4, str(retired.pk): "cake"}
    assert told(response) == ["Saved."]
    assert mails(event) == [MessageKind.CHANGED]


def test_staff_may_leave_empty_what_the_public_must_answer(event):
    asked = make_question(event=event, required=True)
    person = make_attendee(event=event)  # neither e-mail nor phone
    sent = filled(person, name="Ana Lopez", **{f"question_{asked.pk}": ""})

    signed_in(event).post(page_of(person, "change/"), sent)

    person.refresh_from_db()
    assert (person.name, person.answers) == ("Ana Lopez", {})


def test_a_party_that_grows_beyond_the_places_is_refused_with_the_number(event):
    Event.objects.update(capacity=3)
    person = make_attendee(event=event, adults=2)

    response = signed_in(event).post(page_of(person, "change/"), filled(person, adults=4))

    person.refresh_from_db()
    assert person.adults == 2
    assert "Only 1 place is left. You keep your 2 places." in words(response)
    assert 'value="4"' in response.content.decode()


def test_an_address_that_is_registered_already_is_a_form_error(event):
    make_attendee(event=event, email="bea@example.org")
    person = make_attendee(event=event, email="ana@example.org")

    sent = filled(person, email="BEA@example.org")
    response = signed_in(event).post(page_of(person, "change/"), sent)

    person.refresh_from_db()
    assert person.email == "ana@example.org"
    assert response.context["form"].has_error("email", "address")


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"forgotten_at": timezone.now()}])
def test_who_cancelled_or_is_forgotten_is_not_changed(event, fields: dict):
    person = make_attendee(
        event=event, **{"name": "", **fields} if "forgotten_at" in fields else fields
    )

    assert signed_in(event).get(page_of(person, "change/")).status_code == 404
