"""Whatever staff do in the staff room frees and takes places as everybody else does."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance import promote
from events.models import Attendee, AttendeeStatus, CameFrom, Event, Message, Question
from nightout.agencies.models import Role
from tests import factories as make
from tests.staffroom import errors_of, messages_of, rows, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/events/attendee/add/"
LIST = "/admin/events/attendee/"


@pytest.fixture
def agency():
    return make.make_agency()


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


@pytest.fixture
def event(agency) -> Event:
    return make.make_open_event(host=agency, capacity=2)


def change_of(row) -> str:
    return reverse(f"admin:events_{row._meta.model_name}_change", args=[row.pk])


def as_sent(person: Attendee, **fields) -> dict:
    columns = ("name", "adults", "children", "email", "phone", "status", "access_needs", "note")
    return {**{name: getattr(person, name) for name in columns}, **fields}


def event_sent(event: Event, *people: dict, questions: tuple[dict, ...] = (), **fields) -> dict:
    role = event.agency_roles.get()
    host = {"id": role.pk, "event": event.pk, "agency": role.agency_id, "role": "host"}
    return {
        "title": event.title,
        "publication": event.publication,
        "written_in": "en",
        "status": event.status,
        "start_date": event.start_date,
        "city": event.city_id,
        "capacity": event.capacity,
        "registration": event.registration,
        "largest_party": 10,
        "waiting_list": "on",
        **rows("agency_roles", host),
        **rows("questions", *questions),
        **rows("citations"),
        **rows("head_counts"),
        **rows("attendees", *people),
        **fields,
    }


def waiting(event: Event, name: str = "Bea", **fields) -> Attendee:
    fields = {"email": f"{name.lower()}@example.org", "status": AttendeeStatus.WAITLISTED} | fields
    return make.make_attendee(event=event, name=name, **fields)


def statuses(event: Event) -> dict[str, str]:
    return dict(event.attendees.values_list("name", "status"))


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("attendee__name", "kind"))


# An event


def test_raised_places_are_given_away_and_a_new_time_is_told(manager, event):
    make.make_attendee(event=event, name="Ana", adults=2, email="ana@example.org")
    bea = waiting(event)
    ana = event.attendees.get(name="Ana")
    kept = [{"id": it.pk, "event": event.pk, **as_sent(it)} for it in (ana, bea)]

    manager.post(change_of(event), event_sent(event, *kept, capacity=3, start_time="19:00"))

    assert statuses(event) == {"Ana": "attending", "Bea": "attending"}
    assert sorted(mails()) == [
        ("Ana", "event_changed"),
        ("Bea", "event_changed"),
        ("Bea", "promoted"),
    ]


def test_calling_off_several_events_tells_who_registered(manager, event):
    make.make_attendee(event=event, name="Ana", email="ana@example.org")
    chosen = {"action": "cancel", "_selected_action": [event.pk], "index": 0}

    manager.post("/admin/events/event/", chosen)

    assert mails() == [("Ana", "event_cancelled")]


def test_within_one_form_a_place_that_one_row_leaves_is_for_the_row_that_takes_it(manager, event):
    ana = make.make_attendee(event=event, name="Ana", adults=2)
    waiting(event, "First")
    last = waiting(event, "Last", adults=2)
    everyone = [
        {"id": ana.pk, "event": event.pk, **as_sent(ana, status="cancelled")},
        {"id": last.pk, "event": event.pk, **as_sent(last, status="attending")},
    ]

    manager.post(change_of(event), event_sent(event, *everyone))

    assert statuses(event) == {"Ana": "cancelled", "First": "waitlisted", "Last": "attending"}
    assert mails() == [("Last", "promoted")]


def test_an_event_with_people_in_it_is_not_deleted(manager, event):
    make.make_attendee(event=event, status=AttendeeStatus.CANCELLED)
    url = reverse("admin:events_event_delete", args=[event.pk])

    asked = manager.get(url)
    manager.post(url, {"post": "yes"})
    assert Event.objects.filter(pk=event.pk).exists()
    chosen = {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}
    manager.post("/admin/events/event/", chosen)

    assert "Cancel it: then they are told." in asked.content.decode()
    assert Event.objects.filter(pk=event.pk).exists()


def test_an_event_whose_people_are_forgotten_is_deleted(manager, event):
    make.make_attendee(event=event, name="", forgotten_at=timezone.now())

    manager.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"})

    assert not Event.objects.exists()


def test_registration_opens_by_the_clock_of_the_city(manager, agency):
    pensacola = make.make_city(name="Pensacola", time_zone="America/Chicago")
    event = make.make_open_event(host=agency, city=pensacola)

    manager.post(change_of(event), event_sent(event, capacity="", opens_at="2026-07-01T09:00"))

    event.refresh_from_db()
    assert event.opens_at == datetime(2026, 7, 1, 14, tzinfo=UTC)
    form = manager.get(change_of(event)).context["adminform"].form
    assert "2026-07-01T09:00" in str(form["opens_at"])


def test_an_event_that_moves_to_another_clock_opens_at_the_same_hour_there(manager, agency):
    event = make.make_open_event(host=agency, opens_at=datetime(2026, 7, 1, 13, tzinfo=UTC))
    pensacola = make.make_city(name="Pensacola", time_zone="America/Chicago")

    sent = event_sent(event, capacity="", city=pensacola.pk, opens_at="2026-07-01T09:00")
    manager.post(change_of(event), sent)

    event.refresh_from_db()
    assert event.opens_at == datetime(2026, 7, 1, 14, tzinfo=UTC)


def test_questions_are_asked_in_the_event_form(manager, event):
    asked = {"text": "Which?", "kind": "choice", "choices": "Salad\nCake", "place": 0}

    manager.post(change_of(event), event_sent(event, questions=(asked,)))

    question = Question.objects.get()
    assert (str(question), question.choices) == ("Which?", ["Salad", "Cake"])


def test_a_question_with_answers_is_not_deleted_there(manager, event):
    question = make.make_question(event=event)
    ana = make.make_attendee(event=event, answers={str(question.pk): "cake"})
    kept = {"id": ana.pk, "event": event.pk, **as_sent(ana)}
    gone = {
        **{"id": question.pk, "event": event.pk, "text": question.text, "kind": "text"},
        **{"choices": "", "place": 0, "DELETE": "on"},
    }

    response = manager.post(change_of(event), event_sent(event, kept, questions=(gone,)))

    assert errors_of(response) == [
        "“What will you bring?” has answers. Tick “no longer asked” instead."
    ]
    assert Question.objects.exists()


# An attendee


def test_who_staff_cancel_frees_places_for_the_next(manager, event):
    ana = make.make_attendee(event=event, name="Ana", adults=2, email="ana@example.org")
    waiting(event)

    manager.post(change_of(ana), as_sent(ana, status="cancelled"))

    assert statuses(event) == {"Ana": "cancelled", "Bea": "attending"}
    assert mails() == [("Ana", "cancelled"), ("Bea", "promoted")]
    ana.refresh_from_db()
    assert ana.cancelled_at


def test_a_smaller_party_frees_places_too(manager, event):
    ana = make.make_attendee(event=event, name="Ana", adults=2, email="ana@example.org")
    waiting(event)

    manager.post(change_of(ana), as_sent(ana, adults=1))

    assert statuses(event) == {"Ana": "attending", "Bea": "attending"}
    assert mails() == [("Ana", "changed"), ("Bea", "promoted")]


def test_whom_staff_let_wait_waits_since_now_and_whom_they_admit_is_told(manager, event):
    ana = make.make_attendee(event=event, name="Ana", status=AttendeeStatus.CANCELLED)
    bea = waiting(event, adults=2)

    manager.post(change_of(bea), as_sent(bea, status="attending"))
    manager.post(change_of(ana), as_sent(ana, status="waitlisted"))

    ana.refresh_from_db()
    assert statuses(event) == {"Ana": "waitlisted", "Bea": "attending"}
    assert (ana.cancelled_at, ana.waiting_since is None) == (None, False)
    assert mails() == [("Bea", "promoted")]


def test_admitting_more_than_fit_is_refused(manager, event):
    make.make_attendee(event=event, name="Ana", adults=2)
    bea = waiting(event)

    response = manager.post(change_of(bea), as_sent(bea, status="attending"))

    assert errors_of(response) == [
        "That makes 3 people for 2 places. Put some on the waiting list."
    ]
    assert statuses(event)["Bea"] == "waitlisted"


def test_a_corrected_name_takes_away_no_place_that_was_given_meanwhile(manager, event):
    ana = make.make_attendee(event=event, name="Ana", adults=2)
    bea = waiting(event)
    page = manager.get(change_of(bea)).content.decode()
    assert 'name="initial-status" value="waitlisted"' in page
    typed = {**as_sent(bea, name="Beatriz"), "initial-status": "waitlisted"}
    Attendee.objects.filter(pk=ana.pk).update(status="cancelled")
    promote(event=event)

    manager.post(change_of(bea), typed)

    assert statuses(event) == {"Ana": "cancelled", "Beatriz": "attending"}


def test_who_is_present_is_not_cancelled(manager, event):
    ana = make.make_attendee(event=event, name="Ana", present_by=make.make_user())

    response = manager.post(change_of(ana), as_sent(ana, status="cancelled"))

    assert errors_of(response) == ["They are marked as present. Take that back first."]
    assert statuses(event) == {"Ana": "attending"}


def test_an_address_of_another_registration_is_an_error(manager, event):
    make.make_attendee(event=event, name="Ana", email="ana@example.org")
    bea = waiting(event)

    response = manager.post(change_of(bea), as_sent(bea, email="ANA@example.org"))

    assert errors_of(response) == ["This e-mail address is registered already."]


def test_whom_staff_enter_is_told_and_waits_where_staff_say_so(manager, event):
    plain = {"event": event.pk, "name": "Ana", "adults": 1, "children": 0, "status": "waitlisted"}

    manager.post(ADD, {**plain, "email": "ana@example.org"})

    ana = Attendee.objects.get()
    assert (ana.came_from, ana.status) == (CameFrom.STAFF, "waitlisted")
    assert mails() == [("Ana", "confirmation")]


def test_note_of_staff_is_told_to_nobody(manager, event):
    ana = make.make_attendee(event=event, name="Ana", email="ana@example.org")

    manager.post(change_of(ana), as_sent(ana, note="a drum"))

    ana.refresh_from_db()
    assert ana.note == "a drum"
    assert mails() == []


@pytest.mark.parametrize("way", ["page", "action"])
def test_deleting_somebody_gives_their_places_to_the_next(manager, event, way: str):
    ana = make.make_attendee(event=event, name="Ana", adults=2)
    waiting(event)

    if way == "page":
        manager.post(reverse("admin:events_attendee_delete", args=[ana.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [ana.pk], "post": "yes"}
        messages_of(manager.post(LIST, chosen, follow=True))

    assert statuses(event) == {"Bea": "attending"}
    assert mails() == [("Bea", "promoted")]
