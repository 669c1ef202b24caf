"""What an event asks besides: added, put in order, retired, and never robbed of its answers."""

import pytest

from events.models import Event, Question
from tests.events.at_the_desk import EVENT, my_event, signed_in, told
from tests.factories import make_attendee, make_open_event, make_question
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

QUESTIONS = f"{EVENT}questions/"


@pytest.fixture
def event() -> Event:
    return my_event()


def in_order(event: Event) -> list[str]:
    return [str(question) for question in event.questions.filter(retired=False)]


def arrange(event: Event, question: Question, verb: str):
    return signed_in(event).post(f"{QUESTIONS}{question.pk}/{verb}/", follow=True)


def test_a_question_is_added_at_the_end(event):
    make_question(event=event, text="First?", place=7)
    sent = {
        "text": "Which?",
        "kind": "choice",
        "choices": " Salad \n\nCake\nCake",
        "required": "on",
    }

    response = signed_in(event).post(QUESTIONS, sent, follow=True)

    assert in_order(event) == ["First?", "Which?"]
    added = event.questions.get(text="Which?")
    assert (added.kind, added.choices, added.required) == ("choice", ["Salad", "Cake"], True)
    assert told(response) == ["The form asks it from now on."]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "This field is required."),
        ({"kind": "choice", "choices": "Cake"}, "Give at least two choices."),
        ({"kind": "choice", "choices": f"Cake\n{'x' * 81}"}, "At most 80 letters in one choice."),
        ({"kind": "choice", "choices": "\n".join(map(str, range(21)))}, "At most 20 choices."),
        ({"kind": "essay"}, "Select a valid choice."),
    ],
)
def test_a_question_that_cannot_be_answered_is_a_form_error(event, fields: dict, says: str):
    plain = {"text": "Which?", "kind": "text", "choices": ""}

    response = signed_in(event).post(QUESTIONS, {**plain, **fields})

    assert says in words(response)
    assert not Question.objects.exists()


def test_choices_of_another_kind_are_dropped(event):
    sent = {"text": "Which?", "kind": "number", "choices": "Salad\nCake"}

    signed_in(event).post(QUESTIONS, sent)

    assert Question.objects.get().choices == []


def test_more_than_twenty_are_not_asked_at_once(event):
    for number in range(20):
        make_question(event=event, text=f"Question {number}")

    response = signed_in(event).post(QUESTIONS, {"text": "One more?", "kind": "text"})

    assert "At most 20 questions. Retire one first." in words(response)
    assert event.questions.count() == 20


def test_questions_are_put_in_order(event):
    first, second, third = (
        make_question(event=event, text=text) for text in ("First?", "Second?", "Third?")
    )

    arrange(event, third, "up")
    assert in_order(event) == ["First?", "Third?", "Second?"]
    arrange(event, first, "down")
    assert in_order(event) == ["Third?", "First?", "Second?"]
    arrange(event, third, "up")
    arrange(event, second, "down")
    assert in_order(event) == ["Third?", "First?", "Second?"]


def test_a_retired_question_keeps_its_answers_and_can_be_asked_again(event):
    question = make_question(event=event)
    person = make_attendee(event=event, answers={str(question.pk): "cake"})

    response = arrange(event, question, "retire")

    assert in_order(event) == []
    assert told(response) == ["It is no longer asked. Its answers stay in the lists."]
    person.refresh_from_db()
    assert person.answers == {str(question.pk): "cake"}
    arrange(event, question, "ask")
    assert in_order(event) == ["What will you bring?"]


def test_what_has_answers_is_not_deleted(event):
    answered, idle = make_question(event=event), make_question(event=event, text="Idle?")
    make_attendee(event=event, answers={str(answered.pk): "cake"})
    page = soup(signed_in(event).get(QUESTIONS))
    assert [form["action"] for form in page.select("form[action$='/delete/']")] == [
        f"{QUESTIONS}{idle.pk}/delete/"
    ]

    refused = arrange(event, answered, "delete")
    arrange(event, idle, "delete")

    assert list(event.questions.all()) == [answered]
    assert told(refused) == [
        "It has answers, and they would lose their question. Retire it instead."
    ]


def test_what_has_answers_keeps_its_kind(event):
    question = make_question(event=event)
    make_attendee(event=event, answers={str(question.pk): "cake"})
    sent = {"text": "What do you bring?", "kind": "number", "required": "on"}

    signed_in(event).post(f"{QUESTIONS}{question.pk}/", sent)

    question.refresh_from_db()
    assert (question.text, question.kind, question.required) == ("What do you bring?", "text", True)


def test_without_answers_the_kind_may_change(event):
    question = make_question(event=event)

    signed_in(event).post(f"{QUESTIONS}{question.pk}/", {"text": "How many?", "kind": "number"})

    question.refresh_from_db()
    assert question.kind == "number"


def test_a_choice_that_somebody_gave_stays(event):
    question = make_question(event=event, kind="choice", choices=["Salad", "Cake", "Drinks"])
    make_attendee(event=event, answers={str(question.pk): "Cake"})
    client, path = signed_in(event), f"{QUESTIONS}{question.pk}/"
    sent = {"text": question.text, "kind": "choice"}

    refused = client.post(path, {**sent, "choices": "Salad\nDrinks"})
    question.refresh_from_db()
    assert "Somebody answered “Cake”: that choice stays." in words(refused)
    assert question.choices == ["Salad", "Cake", "Drinks"]

    client.post(path, {**sent, "choices": "Cake\nFruit"})
    question.refresh_from_db()
    assert question.choices == ["Cake", "Fruit"]


def test_a_question_of_another_event_is_not_found(event):
    other = make_question(event=make_open_event())
    client = signed_in(event)

    assert client.get(f"{QUESTIONS}{other.pk}/").status_code == 404
    assert client.post(f"{QUESTIONS}{other.pk}/delete/").status_code == 404
    assert client.post(f"{QUESTIONS}{make_question(event=event).pk}/fly/").status_code == 404
