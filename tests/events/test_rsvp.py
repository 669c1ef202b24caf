"""The public form: who may register, and what is asked."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import (
    Attendee,
    AttendeeStatus,
    CameFrom,
    Event,
    EventStatus,
    Message,
    Publication,
    Question,
    QuestionKind,
    Registration,
)
from events.tokens import token
from tests.events.residents import send, typed
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_city,
    make_event,
    make_open_event,
    make_question,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def page_of(client: Client, event) -> str:
    response = client.get(reverse("rsvp", args=[event.slug]))

    assert response.status_code == 200
    return words(response)


def errors(response) -> dict[str, list[str]]:
    """By the id of the field that the summary links to; "" for what is about none."""
    found: dict[str, list[str]] = {}
    for item in soup(response).select(".form-errors li"):
        link = item.find("a")
        found.setdefault(link["href"][1:] if link else "", []).append(item.get_text(strip=True))
    return found


# States


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"start_date": TODAY - timedelta(days=2)}, "This event is over"),
        ({"status": EventStatus.CANCELLED}, "This event is cancelled"),
        ({"status": EventStatus.POSTPONED}, "This event is postponed"),
        ({"registration": Registration.NONE}, "You need not register: just come"),
        ({"registration": Registration.CLOSED}, "Registration is closed"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "Registration is closed"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "Registration is not open yet"),
        ({"capacity": 1, "waiting_list": False}, "All places are taken"),
    ],
)
def test_who_cannot_register_is_told_why_and_what_to_do(client: Client, fields, said: str):
    event = make_open_event(contact="305-555-0105", **fields)
    make_attendee(event=event)

    response = client.get(reverse("rsvp", args=[event.slug]))

    page = soup(response)
    assert response.status_code == 200
    assert page.h1.get_text(strip=True) == said
    assert page.select("main form") == []
    assert [link.get_text(strip=True) for link in page.select("main .actions a")] == [
        "To the event",
        "What else is on in Miami Gardens",
    ]


def test_not_yet_says_when_with_weekday_time_and_zone(client: Client):
    city = make_city(name="Austin", state="TX", time_zone="America/Chicago")
    opens = datetime(2100, 7, 6, 9, 30, tzinfo=ZoneInfo("America/Chicago"))
    day = opens.date() + timedelta(days=9)
    event = make_open_event(city=city, start_date=day, opens_at=opens)

    assert "It opens: Tuesday, 6 July 2100, 9:30 a.m. (CDT)" in page_of(client, event)
    page = words(client.get(event.get_absolute_url()))
    assert "Registration opens Tuesday, 6 July 2100, 9:30 a.m. (CDT)." in page


@pytest.mark.parametrize("publication", [Publication.DRAFT, Publication.HIDDEN])
def test_an_event_that_is_not_public_takes_nobody(client: Client, publication: Publication):
    event = make_open_event(publication=publication)

    asked = client.get(reverse("rsvp", args=[event.slug]))
    sent = send(client, event)

    assert [asked.status_code, sent.status_code] == [404, 404]
    assert Attendee.objects.count() == 0


def test_the_form_of_a_sample_says_so(client: Client):
    event = make_open_event(campaign=make_campaign(year=2027, is_sample=True))

    assert "Sample: not announced by any agency." in page_of(client, event)
    assert send(client, event).status_code == 302


def test_few_places_are_said_but_not_counted_and_full_offers_to_wait(client: Client):
    event = make_open_event(capacity=12)
    make_attendee(event=event, adults=2)
    assert "Few places are left." not in page_of(client, event)

    make_attendee(event=event, adults=1)
    page = page_of(client, event)
    assert "Few places are left. A party that does not fit goes on the waiting list" in page
    assert "9 places" not in page

    make_attendee(event=event, adults=9)

    page = page_of(client, event)
    assert "Join the waiting list" in page
    assert "All places are taken." in page


@pytest.mark.parametrize(
    ("fields", "button"),
    [
        ({}, "Register"),
        ({"capacity": 1}, "Join the waiting list"),
        ({"registration": Registration.CLOSED}, None),
        ({"registration": Registration.NONE}, None),
        ({"capacity": 1, "waiting_list": False}, None),
    ],
)
def test_the_page_of_an_event_leads_here(client: Client, fields, button):
    event = make_open_event(**fields)
    make_attendee(event=event)

    page = soup(client.get(event.get_absolute_url()))

    links = page.select(f'.actions a[href="{reverse("rsvp", args=[event.slug])}"]')
    assert [link.get_text(strip=True) for link in links] == ([button] if button else [])


def test_the_kept_page_of_an_event_changes_when_it_is_full(client: Client):
    event = make_open_event(capacity=5)
    assert "Please register" in words(client.get(event.get_absolute_url()))

    send(client, event)

    page = words(Client().get(event.get_absolute_url()))
    assert "All places are taken. You can wait for one that becomes free." in page


# Registering


def test_a_family_with_an_address_registers(client: Client):
    event = make_open_event(capacity=5)

    response = send(client, event, access_needs="a ramp")

    attendee = Attendee.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("rsvp-sent", args=[event.slug])
    assert (attendee.name, attendee.adults, attendee.children) == ("Ana María López", 2, 3)
    assert (attendee.email, attendee.phone) == ("ana@example.org", "")
    assert attendee.access_needs == "a ramp"
    assert attendee.status == AttendeeStatus.ATTENDING
    assert attendee.came_from == CameFrom.PUBLIC_FORM
    assert attendee.language == "en"
    assert attendee.consented_at
    assert [(m.attendee, m.kind) for m in Message.objects.all()] == [(attendee, "confirmation")]


@pytest.mark.parametrize("language", ["es", "ht"])
def test_mails_come_in_the_language_of_the_page(client: Client, language: str):
    event = make_open_event()
    address = f"/{language}/events/{event.slug}/rsvp/"

    asked, sent = client.get(address), client.post(address, typed())

    assert asked.status_code == 200
    assert sent.url == f"{address}sent/"
    assert client.get(sent.url).status_code == 200
    assert Attendee.objects.get().language == language


def test_who_gives_a_phone_gets_the_link_at_once(client: Client):
    event = make_open_event()

    response = send(client, event, email="", phone="305-555-0123")

    attendee = Attendee.objects.get()
    assert response.url == reverse("rsvp-mine", args=[token(attendee)])
    assert Message.objects.count() == 0
    page = words(client.get(response.url))
    assert "You have 5 places." in page
    assert f"http://testserver{response.url}" in page


def test_neither_address_nor_phone_where_the_organizer_allows_it(client: Client):
    needed, free = make_open_event(), make_open_event(contact_needed=False)

    refused = send(client, needed, email="")
    taken = send(client, free, email="")

    assert list(errors(refused)) == ["id_email"]
    assert taken.status_code == 302
    assert [attendee.event for attendee in Attendee.objects.all()] == [free]


def test_places_are_counted_by_people(client: Client):
    event = make_open_event(capacity=6)

    send(client, event, email="five@example.org")
    send(client, event, email="two@example.org", adults="2", children="0")
    send(client, event, email="one@example.org", adults="1", children="0")

    assert [(a.email, a.people, a.status) for a in Attendee.objects.order_by("pk")] == [
        ("five@example.org", 5, AttendeeStatus.ATTENDING),
        ("two@example.org", 2, AttendeeStatus.WAITLISTED),
        ("one@example.org", 1, AttendeeStatus.ATTENDING),
    ]


def test_without_a_waiting_list_who_does_not_fit_is_refused_with_nothing_lost(client: Client):
    event = make_open_event(capacity=4, waiting_list=False)

    response = send(client, event, access_needs="a ramp")

    assert errors(response) == {"id_adults": ["Adults: Only 4 places are left."]}
    page = soup(response)
    assert page.select_one("#id_name")["value"] == "Ana María López"
    assert page.select_one("#id_adults option[selected]")["value"] == "2"
    assert page.select_one("#id_children option[selected]")["value"] == "3"
    assert page.select_one("#id_email")["value"] == "ana@example.org"
    assert page.select_one("#id_access_needs")["value"] == "a ramp"
    assert page.select_one("#id_consent").has_attr("checked")
    assert Attendee.objects.count() == 0


def test_a_form_sent_after_closing_says_so_and_loses_nothing(client: Client):
    event = make_open_event(registration=Registration.CLOSED)

    response = send(client, event)

    assert errors(response) == {"": ["Registration is not open now."]}
    assert soup(response).select_one("#id_name")["value"] == "Ana María López"
    assert Attendee.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "id_name"),
        ({"name": "\x00\x07"}, "id_name"),
        ({"name": "x" * 151}, "id_name"),
        ({"adults": "0", "children": "0"}, "id_adults"),
        ({"adults": "", "children": ""}, "id_adults"),
        ({"adults": "8", "children": "3"}, "id_adults"),
        ({"adults": "-1"}, "id_adults"),
        ({"children": "a few"}, "id_children"),
        ({"email": "ana@"}, "id_email"),
        ({"email": "", "phone": "later"}, "id_phone"),
        ({"consent": ""}, "id_consent"),
    ],
)
def test_a_mistake_is_shown_at_its_field(client: Client, values, field: str):
    response = send(client, make_open_event(), **values)

    assert response.status_code == 200
    assert list(errors(response)) == [field]
    assert soup(response).select_one(f"#{field}")["aria-invalid"] == "true"
    assert Attendee.objects.count() == 0


def test_a_party_too_large_is_told_how_many_may_come(client: Client):
    response = send(client, make_open_event(largest_party=4))

    assert errors(response) == {
        "id_adults": [
            "Adults: One registration brings at most 4 people. For more, ask the organizer."
        ]
    }


def test_a_large_party_may_come_where_the_organizer_allows_it(client: Client):
    event = make_open_event(largest_party=60)

    assert soup(client.get(reverse("rsvp", args=[event.slug]))).select_one("#id_adults").name == (
        "input"
    )
    assert send(client, event, adults="20", children="40").status_code == 302
    assert Attendee.objects.get().people == 60


def test_texts_become_one_line_that_can_be_printed(client: Client):
    event = make_open_event()

    send(client, event, name=" Ana\t María\u2028López\x07 ", access_needs="a\r\nramp")

    attendee = Attendee.objects.get()
    assert (attendee.name, attendee.access_needs) == ("Ana María López", "a ramp")


# Questions


@pytest.fixture
def asking():
    event = make_open_event(written_in="es")
    make_question(event=event, text="¿Qué trae?", required=True)
    make_question(
        event=event, text="¿Camiseta?", kind=QuestionKind.CHOICE, choices=["S", "M"], place=1
    )
    make_question(event=event, text="¿Cuántas sillas?", kind=QuestionKind.NUMBER, place=2)
    make_question(event=event, text="¿Perro?", required=True, retired=True, place=3)
    return event


def test_questions_are_asked_in_order_and_in_their_language(client: Client, asking):
    labels = soup(client.get(reverse("rsvp", args=[asking.slug]))).select("label [lang=es]")

    assert [it.get_text(strip=True) for it in labels] == [
        "¿Qué trae?",
        "¿Camiseta?",
        "¿Cuántas sillas?",
    ]


def test_answers_are_kept_by_the_number_of_the_question(client: Client, asking):
    text, choice, number, _retired = asking.questions.all()
    answers = {f"question_{text.pk}": "Pastelitos", f"question_{number.pk}": "4"}

    send(client, asking, **answers, **{f"question_{choice.pk}": ""})

    assert Attendee.objects.get().answers == {str(text.pk): "Pastelitos", str(number.pk): 4}


@pytest.mark.parametrize(
    ("place", "answer"), [(0, ""), (0, "x" * 301), (1, "XL"), (2, "four"), (2, "-1"), (2, "1" * 30)]
)
def test_a_wrong_answer_is_shown_at_its_question(client: Client, asking, place: int, answer: str):
    text, wrong = asking.questions.all()[0], asking.questions.all()[place]
    values = {f"question_{text.pk}": "Pastelitos", f"question_{wrong.pk}": answer}

    response = send(client, asking, **values)

    assert list(errors(response)) == [f"id_question_{wrong.pk}"]
    assert Attendee.objects.count() == 0


# The notice


def test_says_how_long_the_strictest_host_keeps_guests(client: Client):
    event = make_open_event(host=make_agency(keep_guests_days=30))
    event.agency_roles.create(agency=make_agency(keep_guests_days=60), role="co_host")
    nobody_hosts = make_open_event()

    assert "30 days after the event your name and contact are erased." in page_of(client, event)
    assert "90 days after the event" in page_of(client, nobody_hosts)


def test_says_that_mail_to_a_florida_agency_may_be_a_public_record(client: Client):
    florida, georgia = make_open_event(), make_open_event(city=make_city(name="Macon", state="GA"))

    assert "Fla. Stat. 668.6076" in page_of(client, florida)
    assert "Fla. Stat." not in page_of(client, georgia)


# Costs


def test_the_form_takes_two_queries_once_its_event_is_known(
    client: Client, django_assert_num_queries, asking
):
    for _round in range(2):
        with django_assert_num_queries(4):  # the stamp, the event, its questions, its seats
            client.get(reverse("rsvp", args=[asking.slug]))
        with django_assert_num_queries(2):  # the stamp, the seats
            client.get(reverse("rsvp", args=[asking.slug]))
        Question.objects.all().delete()


def test_the_form_is_of_the_event_as_it_is_now(client: Client, asking):
    page = reverse("rsvp", args=[asking.slug])
    assert "Ana" not in words(client.get(page))

    Question.objects.update(text="Does Ana sing?")
    assert "Does Ana sing?" in words(client.get(page))
    Event.objects.filter(pk=asking.pk).update(registration="closed")
    assert "Does Ana sing?" not in words(client.get(page))


def test_the_form_is_never_a_kept_page(client: Client):
    event = make_open_event()
    keys = {
        soup(client.get(reverse("rsvp", args=[event.slug]))).select_one("#id_form_key")["value"]
        for _ in range(2)
    }

    response = client.get(reverse("rsvp", args=[event.slug]))

    assert len(keys) == 2
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response


def test_an_event_of_long_ago_is_over_whatever_it_says(client: Client):
    event = make_event(registration=Registration.OPEN)

    response = send(client, event)

    assert errors(response) == {"": ["Registration is not open now."]}
    assert not re.search("Please register", words(client.get(event.get_absolute_url())))


def test_registering_takes_four_queries_once_its_event_is_known(
    client: Client, django_assert_num_queries, asking
):
    text = asking.questions.first()
    form = typed(**{f"question_{text.pk}": "Pastelitos"})

    client.get(reverse("rsvp", args=[asking.slug]))
    with django_assert_num_queries(4):  # the stamp, two limits, the registration
        client.post(reverse("rsvp", args=[asking.slug]), form)
