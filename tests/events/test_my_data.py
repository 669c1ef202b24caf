"""What a resident may ask for by their link: all that is kept about them, and to be forgotten."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from events.attendance import Party, cancel, change, promote
from events.forgetting import data_of, forget
from events.models import Attendee, Message, MessageKind
from events.presence import check_in
from events.tokens import attendee_of, token
from nightout.audit.models import Entry
from tests import factories as make
from tests.events.canary import KEY, make_canary, make_past, numbers, traces

pytestmark = pytest.mark.django_db


def test_somebody_is_forgotten_at_once_and_others_are_not():
    event = make.make_open_event(host=make.make_agency())
    ana = make_canary(event, form_key=KEY)
    ben = make.make_attendee(event=event, name="Ben", email="ben@example.org")
    Message.objects.create(attendee=ana, kind=MessageKind.CONFIRMATION)
    link = token(ana)
    before = numbers()

    with translation.override("es"):
        forget(attendee=ana)

    assert traces() == {}
    assert numbers() == before
    assert ana.name == ""
    assert list(Attendee.objects.remembered()) == [ben]
    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(link)
    entry = Entry.objects.get()
    hosts = list(event.agencies.values_list("pk", flat=True))
    assert (entry.who, entry.verb, entry.target, entry.count, entry.agencies) == (
        "the resident",
        "forget",
        f"Attendees: {event}",
        1,
        hosts,
    )


def test_forgetting_somebody_twice_is_noted_once():
    ana = make_canary(make.make_open_event())

    forget(attendee=ana)
    forget(attendee=ana)

    assert Entry.objects.count() == 1


def test_who_cancels_and_is_forgotten_frees_the_places_for_the_next_in_line():
    event = make.make_open_event(capacity=2)
    ana = make_canary(event, adults=2)
    ben = make.make_attendee(event=event, adults=2, status="waitlisted", email="b@example.org")

    cancel(attendee=ana)
    forget(attendee=ana)

    ben.refresh_from_db()
    assert ben.status == "attending"
    assert list(Message.objects.values_list("attendee", "kind")) == [(ben.pk, "promoted")]
    assert traces() == {}


def test_who_has_been_forgotten_is_not_promoted_back_to_life():
    event = make_past(capacity=1)
    make.make_attendee(event=event, status="waitlisted")
    call_command("forget", verbosity=0)

    assert promote(event=event) == []
    assert Attendee.objects.get().status == "waitlisted"


def test_who_was_there_can_be_forgotten_and_counts_as_present():
    event = make.make_open_event()
    ana = make_canary(event, adults=2, children=1)
    check_in(attendee=ana, adults=2, children=1, by=make.make_user())

    forget(attendee=ana)

    assert event.seats.present == 3
    assert traces() == {}


# What is kept of somebody


@pytest.fixture
def ana() -> Attendee:
    event = make.make_open_event(title="Evening", host=make.make_agency(keep_guests_days=30))
    question = make.make_question(event=event, text="What will you bring?")
    ana = make.make_attendee(
        event=event,
        name="Ana López",
        email="ana@example.org",
        answers={str(question.pk): "pie"},
        note="comes late",
    )
    Message.objects.create(
        attendee=ana, kind=MessageKind.CONFIRMATION, sent_at=timezone.now(), trouble="busy"
    )
    return ana


def test_data_of_somebody_is_json_with_all_that_is_kept(ana):
    change(attendee=ana, party=Party(name="Ana López", adults=2, children=1))
    check_in(attendee=ana, adults=1, children=1, by=make.make_user(name="Officer Krupke"))

    told = json.loads(json.dumps(data_of(ana)))

    assert told["event"]["title"] == "Evening"
    assert told["registration"]["name"] == "Ana López"
    assert told["registration"]["note"] == "comes late"
    assert (told["registration"]["adults_present"], told["registration"]["status"]) == (
        1,
        "attending",
    )
    assert told["registration"]["presence_noted_by"] == "staff"
    assert told["answers"] == []
    assert [(mail["kind"], mail["trouble"]) for mail in told["mails"]] == [("confirmation", "busy")]
    assert [mark["noted_by"] for mark in told["seen_at_the_door"]] == ["staff"]
    first, changed, seen = told["earlier_versions"]
    assert (first["what"], first["columns"]["email"]) == ("added", "ana@example.org")
    assert changed["columns"] == {"email": "", "adults": 2, "children": 1, "answers": {}}
    assert seen["columns"]["presence_noted_by"] == "staff"
    goes_on = ana.event.end_date + timedelta(days=31)
    assert told["names_and_contact_go_on"] == goes_on.isoformat()


def test_data_of_somebody_gives_answers_with_their_questions(ana):
    assert data_of(ana)["answers"] == [{"question": "What will you bring?", "answer": "pie"}]


def test_data_of_somebody_names_nobody_else(ana):
    by = make.make_user(name="Officer Krupke", email="krupke@example.org")
    check_in(attendee=ana, adults=1, children=0, by=by)
    make.make_attendee(event=ana.event, name="Ben")

    told = str(data_of(ana))

    assert "Krupke" not in told
    assert "krupke" not in told
    assert "Ben" not in told


def test_data_of_somebody_holds_every_column_about_them(ana):
    told = data_of(ana)

    columns = {field.name for field in Attendee._meta.concrete_fields}
    internal = {"id", "event", "sort_name", "form_key", "forgotten_at", "present_by", "answers"}
    assert set(told["registration"]) == columns - internal | {"presence_noted_by"}
