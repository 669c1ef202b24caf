"""Events that answer incidents: only where the family agreed, and only between public pages."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from events.models import Publication
from incidents.models import IncidentPublication
from nightout.agencies.models import Role
from nightout.answers.models import Answer, AnswerKind
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_event,
    make_incident,
    make_member,
    make_victim,
)
from tests.readers import soup
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db

WORD = {"kind": AnswerKind.VIGIL, "agreed_on": date(2018, 8, 1), "agreed_by": "the mother"}


@pytest.fixture
def police():
    return make_agency(name="Gardens Police")


@pytest.fixture
def event(police):
    return make_event(title="Evening of candles", host=police)


@pytest.fixture
def incident(police):
    return make_incident(agency=police, city=make_city(name="Miami Gardens"))


def section(client: Client, page, heading: str):
    found = soup(client.get(page.get_absolute_url())).find("h2", string=heading)
    return found.parent if found else None


def told_on_both(client: Client, event, incident) -> tuple[bool, bool]:
    return (
        section(client, event, "What this event answers") is not None,
        section(client, incident, "Events") is not None,
    )


def test_is_told_on_both_pages_without_a_name(client: Client, event, incident):
    make_victim(incident=incident, name="Ana Zúñiga", outcome="killed")
    Answer.objects.create(event=event, incident=incident, **WORD)

    of_event = section(client, event, "What this event answers")
    of_incident = section(client, incident, "Events")

    assert of_event.a["href"] == incident.get_absolute_url()
    assert of_event.a.get_text() == "Sunday, 17 June 2018, Miami Gardens"
    assert of_event.span.get_text() == "Vigil. The family agreed that it is told here."
    assert of_incident.a["href"] == event.get_absolute_url()
    assert of_incident.span.get_text() == "Vigil, Tuesday, 7 August 2018"
    assert "Zúñiga" not in client.get(event.get_absolute_url()).content.decode()
    assert "the mother" not in client.get(incident.get_absolute_url()).content.decode()


def test_nothing_is_told_without_the_familys_word(client: Client, event, incident):
    assert told_on_both(client, event, incident) == (False, False)


def test_is_gone_at_once_when_the_family_takes_it_back(client: Client, event, incident):
    answer = Answer.objects.create(event=event, incident=incident, **WORD)
    before = told_on_both(client, event, incident)

    answer.delete()

    assert (before, told_on_both(client, event, incident)) == ((True, True), (False, False))


def test_draft_of_an_event_is_not_told(client: Client, event, incident):
    Answer.objects.create(event=event, incident=incident, **WORD)
    type(event).objects.filter(pk=event.pk).update(publication=Publication.DRAFT)

    assert section(client, incident, "Events") is None


def test_hidden_incident_is_not_told(client: Client, event, incident):
    Answer.objects.create(event=event, incident=incident, **WORD)
    type(incident).objects.update(publication=IncidentPublication.HIDDEN)

    assert section(client, event, "What this event answers") is None


def test_merged_record_is_told_where_it_went(client: Client, police, event, incident):
    gone = make_incident(agency=police)
    Answer.objects.create(event=event, incident=gone, **WORD)
    type(gone).objects.filter(pk=gone.pk).update(merged_into=incident)

    assert told_on_both(client, event, incident) == (True, True)
    assert (
        section(client, event, "What this event answers").a["href"] == incident.get_absolute_url()
    )


def sent(event, incident) -> dict[str, object]:
    return {
        "event": event.pk,
        "incident": incident.pk,
        "kind": "vigil",
        "agreed_on": "2018-08-01",
        "agreed_by": "the mother",
    }


def test_editor_of_both_agencies_adds_one(police, event, incident):
    editor = make_member(agency=police)

    signed_in(editor).post(reverse("admin:answers_answer_add"), sent(event, incident))

    answer = Answer.objects.get()
    assert (answer.event, answer.incident, answer.added_by) == (event, incident, editor)


def test_family_word_is_asked_for(police, event, incident):
    page = signed_in(make_member(agency=police)).post(
        reverse("admin:answers_answer_add"),
        sent(event, incident) | {"agreed_on": "", "agreed_by": ""},
    )

    assert page.context["adminform"].form.errors.keys() == {"agreed_on", "agreed_by"}
    assert not Answer.objects.exists()


def test_incident_of_another_agency_cannot_be_chosen(police, event):
    theirs = make_incident(agency=make_agency(name="Sheriff"))

    page = signed_in(make_member(agency=police)).post(
        reverse("admin:answers_answer_add"), sent(event, theirs)
    )

    assert page.context["adminform"].form.errors.keys() == {"incident"}


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_strangers_get_no_page_of_it(client: Client, event, incident, page):
    answer = Answer.objects.create(event=event, incident=incident, **WORD)
    address = reverse(f"admin:answers_answer_{page}", args=[answer.pk])
    other = make_agency(name="Sheriff")
    organizer = make_member(agency=event.agencies.get(), role=Role.ORGANIZER)
    event.organizers.add(organizer)

    statuses = [
        client.get(address).status_code,
        signed_in(organizer).get(address).status_code,
        signed_in(make_member(agency=other)).get(address).status_code,
        signed_in(make_coordinator()).get(address).status_code,
    ]

    assert statuses == [302, 302, 404, 200]


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_one_query_on_each_page(
    client: Client, police, event, incident, rows: int, django_assert_num_queries
):
    for _row in range(rows):
        Answer.objects.create(event=make_event(host=police), incident=incident, **WORD)
        Answer.objects.create(event=event, incident=make_incident(agency=police), **WORD)
    answers = 'FROM "answers_answer"'

    with django_assert_num_queries(13) as asked:
        client.get(incident.get_absolute_url())
    of_incident = sum(answers in query["sql"] for query in asked.captured_queries)
    with django_assert_num_queries(6) as asked:
        client.get(event.get_absolute_url())
    of_event = sum(answers in query["sql"] for query in asked.captured_queries)

    assert (of_incident, of_event) == (1, 1)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2018, 6, 16), "This day lies before the incident."),
        (date(2099, 1, 1), "This day is still to come."),
        (date(2018, 6, 17), None),
    ],
)
def test_a_family_agrees_after_what_happened_and_before_today(event, incident, day, told):
    form = Answer(event=event, incident=incident, **{**WORD, "agreed_on": day})

    with nullcontext() if told is None else pytest.raises(ValidationError, match=told):
        form.full_clean()
