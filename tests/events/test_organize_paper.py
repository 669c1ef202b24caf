"""The night's sheet of paper, typed in afterwards, and taken back."""

import uuid

import pytest

from events.models import Attendee, AttendeeStatus, Event, Mark
from events.presence import check_in, note
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import make_attendee, make_open_event, make_user
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAPER = f"{EVENT}paper/"


@pytest.fixture
def event() -> Event:
    return my_event()


def ticks(*people: Attendee, batch: uuid.UUID | None = None, **numbers: int) -> dict:
    """What the sheet sends: every row's numbers, and a tick for some."""
    sent = {"batch": str(batch or uuid.uuid4()), "there": [person.pk for person in people]}
    for person in people:
        sent |= {f"{person.pk}-adults": person.adults, f"{person.pk}-children": person.children}
    return sent | numbers


def present(event: Event) -> dict[str, int]:
    return {person.name: person.people_present for person in event.attendees.present()}


def test_sheet_is_by_surname_with_the_registered_numbers(event):
    make_attendee(event=event, name="Zoe Zúñiga", adults=2, children=1)
    make_attendee(event=event, name="Ana Abbott")
    make_attendee(event=event, name="Wim Moro", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Gone", status=AttendeeStatus.CANCELLED)

    page = soup(signed_in(event).get(PAPER))

    rows = [label.get_text(" ", strip=True) for label in page.select("label:has([name=there])")]
    assert rows == ["Ana Abbott", "Wim Moro waiting", "Zoe Zúñiga"]
    numbers = [it["value"] for it in page.select("main input[type=number]")]
    assert numbers == ["1", "0", "1", "0", "2", "1"]


def test_all_who_are_ticked_are_present_by_one_post(event):
    ana = make_attendee(event=event, name="Ana", adults=2, children=3)
    bea = make_attendee(event=event, name="Bea")
    make_attendee(event=event, name="Cleo")
    batch = uuid.uuid4()

    sent = ticks(ana, bea, batch=batch, **{f"{ana.pk}-children": 2})
    response = signed_in(event).post(PAPER, sent, follow=True)

    assert present(event) == {"Ana": 4, "Bea": 1}
    assert set(Mark.objects.values_list("batch", "by")) == {(batch, event.organizers.get().pk)}
    assert told(response) == ["5 people are present."]
    assert "5 people" in words(response)


def test_the_same_sheet_sent_twice_marks_once(event):
    ana = make_attendee(event=event, name="Ana")
    client, sent = signed_in(event), ticks(ana)

    client.post(PAPER, sent)
    client.post(PAPER, sent)

    assert Mark.objects.count() == 1


def test_who_waited_and_came_has_a_place(event):
    Event.objects.update(capacity=1)
    make_attendee(event=event)
    wim = make_attendee(event=event, name="Wim", status=AttendeeStatus.WAITLISTED)

    signed_in(event).post(PAPER, ticks(wim))

    wim.refresh_from_db()
    assert (wim.status, wim.people_present) == ("attending", 1)


def test_whom_the_door_has_marked_is_told_and_has_no_box(event):
    ana = make_attendee(event=event, name="Ana", adults=3)
    check_in(attendee=ana, adults=2, children=0, by=make_user())
    client = signed_in(event)

    page = client.get(PAPER)
    client.post(PAPER, ticks(ana))

    assert "Ana Present: 2 of 3" in words(page)
    assert soup(page).select("[name=there]") == []
    assert present(event) == {"Ana": 2}


def test_a_wrong_number_saves_nothing_and_keeps_the_ticks(event):
    ana = make_attendee(event=event, name="Ana")
    bea = make_attendee(event=event, name="Bea")

    response = signed_in(event).post(PAPER, ticks(ana, bea, **{f"{bea.pk}-adults": 0}))

    assert present(event) == {}
    page = soup(response)
    assert len(page.select("[name=there][checked]")) == 2
    assert "Nothing is saved yet Bea : * At least one person must be there." in words(response)


def test_nobody_ticked_is_said(event):
    make_attendee(event=event)

    assert "Nobody is ticked. Nothing was saved." in words(signed_in(event).post(PAPER, {}))


def test_somebody_of_another_event_is_not_marked(event):
    stranger = make_attendee(event=make_open_event())

    signed_in(event).post(PAPER, ticks(stranger))

    assert Mark.objects.count() == 0


def test_a_batch_is_taken_back_and_what_the_door_saw_stays(event):
    ana, bea, cleo = (make_attendee(event=event, name=name) for name in ("Ana", "Bea", "Cleo"))
    client, first, second = signed_in(event), uuid.uuid4(), uuid.uuid4()
    client.post(PAPER, ticks(ana, bea, batch=first))
    client.post(PAPER, ticks(cleo, batch=second))
    check_in(attendee=bea, adults=1, children=0, by=make_user())
    undo = soup(client.get(PAPER)).select("form[action*=undo]")
    assert [form["action"] for form in undo] == [
        f"{PAPER}{second}/undo/",
        f"{PAPER}{first}/undo/",
    ]

    response = client.post(f"{PAPER}{first}/undo/", follow=True)

    assert present(event) == {"Bea": 1, "Cleo": 1}
    assert told(response) == ["2 lines of the sheet are taken back."]
    assert len(soup(response).select("form[action*=undo]")) == 1


def test_taking_back_twice_takes_back_nothing_more(event):
    ana, batch = make_attendee(event=event, name="Ana"), uuid.uuid4()
    client = signed_in(event)
    client.post(PAPER, ticks(ana, batch=batch))

    client.post(f"{PAPER}{batch}/undo/")
    response = client.post(f"{PAPER}{batch}/undo/", follow=True)

    assert told(response)[-1] == "0 lines of the sheet are taken back."


def test_a_batch_of_another_event_stays(event):
    other = my_event(slug="another")
    ana, batch = make_attendee(event=other, name="Ana"), uuid.uuid4()
    mark = Mark(attendee=ana, adults=1, children=0, by=make_user(), at=None, batch=batch)
    note(event=ana.event, marks=[mark])

    signed_in(event).post(f"{PAPER}{batch}/undo/")

    assert present(other) == {"Ana": 1}


def test_a_long_sheet_is_saved_page_by_page(event):
    people = [make_attendee(event=event, name=f"Person {number:03}") for number in range(103)]
    client = signed_in(event)
    further = soup(client.get(PAPER)).select_one("[rel=next]")["href"]

    response = client.post(f"{PAPER}{further}", ticks(*people[100:]), follow=True)

    assert present(event) == {"Person 100": 1, "Person 101": 1, "Person 102": 1}
    assert response.redirect_chain[0][0] == f"{PAPER}{further}"
