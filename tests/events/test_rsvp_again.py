"""One person, one registration, however often the form is sent; and nobody else learns of it."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from events import attendance
from events.models import Attendee, AttendeeStatus, EventStatus, Message, MessageKind, Registration
from events.rsvp.forms import new_key
from events.tokens import token
from tests.events.residents import key_of_a_minute_ago, send, typed
from tests.factories import make_attendee, make_open_event
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

# What differs from page to page whoever asks: keys of forms.
KEYS = re.compile(rb'(name="(?:csrfmiddlewaretoken|form_key)" value=")[^"]+')


def everything(client: Client, event, **values) -> list[object]:
    """All that a browser sees of the sending and of the page after it."""
    answer = send(client, event, **values)
    after = client.get(answer.url) if answer.status_code == 302 else answer
    return [
        answer.status_code,
        answer.headers.get("Location"),
        sorted(answer.headers),
        sorted(answer.cookies),
        after.status_code,
        sorted(after.headers),
        KEYS.sub(rb"\1", after.content),
    ]


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_the_same_form_sent_twice_registers_once(client: Client):
    event = make_open_event(capacity=5)
    form = typed()
    address = reverse("rsvp", args=[event.slug])

    answers = [client.post(address, form) for _ in range(3)]

    assert {answer.url for answer in answers} == {reverse("rsvp-sent", args=[event.slug])}
    assert Attendee.objects.count() == 1
    assert kinds() == [MessageKind.CONFIRMATION]


def test_the_same_form_without_an_address_leads_to_the_same_link(client: Client):
    event = make_open_event()
    form = typed(email="", phone="305-555-0123")
    address = reverse("rsvp", args=[event.slug])

    links = {client.post(address, form).url for _ in range(2)}

    assert links == {reverse("rsvp-mine", args=[token(Attendee.objects.get())])}


def test_back_and_sent_again_corrects_the_address(client: Client):
    event = make_open_event()
    key = key_of_a_minute_ago()
    send(client, event, form_key=key, email="ana@exmaple.org")
    old_link = token(Attendee.objects.get())

    send(client, event, form_key=key, email="ana@example.org", children="1")

    attendee = Attendee.objects.get()
    assert (attendee.email, attendee.children) == ("ana@example.org", 1)
    assert token(attendee) != old_link
    assert kinds() == [MessageKind.CONFIRMATION, MessageKind.CHANGED]


def test_the_page_after_sending_leads_back_to_what_was_typed(client: Client):
    event = make_open_event()
    send(client, event, email="ana@exmaple.org", access_needs="a ramp")
    after = soup(client.get(reverse("rsvp-sent", args=[event.slug])))
    assert "ana@exmaple.org" in after.get_text()

    page = soup(client.get(after.find("a", string="Go back and correct it")["href"]))

    assert page.select_one("#id_name")["value"] == "Ana María López"
    assert page.select_one("#id_children option[selected]")["value"] == "3"
    assert page.select_one("#id_email")["value"] == "ana@exmaple.org"
    assert page.select_one("#id_access_needs")["value"] == "a ramp"
    key = page.select_one("#id_form_key")["value"]
    assert uuid.UUID(key.split(":")[0]) == Attendee.objects.get().form_key


@pytest.mark.parametrize("fields", [{"capacity": 5}, {"capacity": 5, "waiting_list": False}])
def test_a_correction_is_offered_though_the_last_places_are_ones_own(client: Client, fields):
    event = make_open_event(**fields)
    send(client, event, email="ana@exmaple.org")

    page = client.get(reverse("rsvp", args=[event.slug]) + "?correct=1")

    assert "Correct your registration" in words(page)
    assert "All places are taken." not in words(page)
    form = {it["name"]: it.get("value", "") for it in soup(page).select("main input")}
    again = client.post(page.request["PATH_INFO"], typed(form_key=form["form_key"], email="ana@"))
    assert "Send the correction" in words(again)


def test_nothing_is_corrected_once_the_event_is_cancelled(client: Client):
    event = make_open_event()
    key = key_of_a_minute_ago()
    send(client, event, form_key=key)
    event.status = EventStatus.CANCELLED
    event.save()

    page = client.get(reverse("rsvp", args=[event.slug]) + "?correct=1")
    answer = send(client, event, form_key=key, name="Somebody else")

    assert "This event is cancelled" in words(page)
    assert "Registration is not open now." in words(answer)
    assert Attendee.objects.get().name == "Ana María López"


def test_a_new_form_after_that_is_another_party(client: Client):
    event = make_open_event()
    send(client, event)

    page = soup(client.get(reverse("rsvp", args=[event.slug])))

    assert "value" not in page.select_one("#id_name").attrs
    assert page.select_one("#id_form_key")["value"].split(":")[0] != str(
        Attendee.objects.get().form_key
    )


def test_what_was_typed_is_in_no_address_and_only_for_these_pages(client: Client):
    event = make_open_event()

    answer = send(client, event)

    assert answer.url == f"/events/{event.slug}/rsvp/sent/"
    cookie = answer.cookies["registered"]
    assert cookie["path"] == f"/events/{event.slug}/rsvp/"
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (900, True, "Lax")


def test_texts_too_long_for_a_cookie_leave_the_address(client: Client):
    event = make_open_event()
    questions = [event.questions.create(text=f"Question {n}", place=n) for n in range(30)]
    answers = {f"question_{q.pk}": uuid.uuid4().hex * 9 for q in questions}

    answer = send(client, event, **answers)

    assert len(answer.cookies["registered"].value) < 3000
    assert "ana@example.org" in words(client.get(answer.url))


def test_the_page_after_sending_is_no_secret_without_the_cookie(client: Client):
    event = make_open_event()
    send(client, event)
    stranger = Client()

    page = stranger.get(reverse("rsvp-sent", args=[event.slug]))
    stranger.cookies["registered"] = client.cookies["registered"].value[:-1] + "x"
    forged = stranger.get(reverse("rsvp-sent", args=[event.slug]))

    assert page.status_code == forged.status_code == 200
    assert b"ana@example.org" not in page.content + forged.content


def test_a_correction_that_does_not_fit_keeps_the_places(client: Client):
    event = make_open_event(capacity=3)
    key = key_of_a_minute_ago()
    send(client, event, form_key=key, adults="2", children="0")

    response = send(client, event, form_key=key, adults="2", children="3")

    assert "Only 1 place is left. You keep your 2 places." in words(response)
    assert Attendee.objects.get().people == 2


def test_a_correction_is_taken_after_registration_has_closed(client: Client):
    event = make_open_event()
    key = key_of_a_minute_ago()
    send(client, event, form_key=key, email="ana@exmaple.org")
    event.registration = Registration.CLOSED
    event.save()

    send(client, event, form_key=key)

    assert Attendee.objects.get().email == "ana@example.org"


def test_a_form_sent_again_after_cancelling_asks_first(client: Client):
    event = make_open_event()
    key = key_of_a_minute_ago()
    send(client, event, form_key=key)
    attendance.cancel(attendee=Attendee.objects.get())

    response = send(client, event, form_key=key)

    assert "This registration is cancelled. Please register again." in words(response)
    assert list(Attendee.objects.values_list("status", flat=True)) == [AttendeeStatus.CANCELLED]
    assert soup(response).select_one("#id_form_key")["value"] != key
    assert soup(response).select_one("#id_name")["value"] == "Ana María López"


# An address that is registered already


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"capacity": 1},
        {"capacity": 2, "waiting_list": False},
        {"capacity": 8, "waiting_list": False},
        {"registration": Registration.CLOSED},
    ],
)
def test_a_known_address_and_a_new_one_see_the_same(client: Client, fields):
    event = make_open_event(**fields)
    make_attendee(event=event, adults=2, email="ana@example.org")

    known = everything(client, event, email="ana@example.org")
    new = everything(Client(), event, email="ann@example.org")

    hide = (b"ana@example.org", b"ann@example.org")
    assert [known[-1].replace(hide[0], b"X"), new[-1].replace(hide[1], b"X")].count(
        known[-1].replace(hide[0], b"X")
    ) == 2
    assert known[:-1] == new[:-1]


def test_a_known_address_is_told_by_mail_and_changes_nothing(client: Client):
    event = make_open_event()
    mine = make_attendee(event=event, name="Ana", adults=1, email="ana@example.org")

    send(client, event, email="ANA@example.org", name="Somebody else")

    assert [(a.pk, a.name, a.people) for a in Attendee.objects.all()] == [(mine.pk, "Ana", 1)]
    assert [(m.attendee, m.kind) for m in Message.objects.all()] == [(mine, MessageKind.AGAIN)]


def test_each_new_form_to_a_known_address_is_one_more_mail(client: Client):
    event = make_open_event()

    for _ in range(3):
        send(client, event)

    assert Attendee.objects.count() == 1
    assert kinds() == [MessageKind.CONFIRMATION, MessageKind.AGAIN, MessageKind.AGAIN]


@pytest.mark.parametrize("later", [Registration.OPEN, Registration.CLOSED])
def test_a_correction_to_a_known_address_tells_nothing_either(client: Client, later):
    event = make_open_event()
    other = make_attendee(event=event, name="Bea", email="bea@example.org")
    keys = [key_of_a_minute_ago() for _ in range(2)]
    for key, email in zip(keys, ("one@example.org", "two@example.org"), strict=True):
        send(client, event, form_key=key, email=email)
    event.registration = later
    event.save()

    known = everything(client, event, form_key=keys[0], email="bea@example.org")
    new = everything(client, event, form_key=keys[1], email="new@example.org")

    assert known[:-1] == new[:-1]
    assert known[-1].replace(b"bea@", b"X@") == new[-1].replace(b"new@", b"X@")
    assert list(Attendee.objects.order_by("pk").values_list("email", flat=True)) == [
        "bea@example.org",
        "one@example.org",
        "new@example.org",
    ]
    assert [m.kind for m in other.messages.all()] == [MessageKind.AGAIN]


def test_who_has_cancelled_may_register_anew(client: Client):
    event = make_open_event()
    send(client, event)
    attendance.cancel(attendee=Attendee.objects.get())

    send(client, event, adults="1", children="0")

    assert list(Attendee.objects.order_by("pk").values_list("status", "adults")) == [
        (AttendeeStatus.CANCELLED, 2),
        (AttendeeStatus.ATTENDING, 1),
    ]


def test_one_key_at_two_events_is_two_registrations(client: Client):
    key = key_of_a_minute_ago()
    first, second = make_open_event(), make_open_event()

    for event in (first, second):
        send(client, event, form_key=key)

    assert {attendee.event for attendee in Attendee.objects.all()} == {first, second}


def test_a_key_that_is_not_ours_is_replaced_and_nothing_is_lost(client: Client):
    event = make_open_event()

    for forged in ("", str(uuid.uuid4()), new_key() + "x", "x:y:z"):
        response = send(client, event, form_key=forged)

        page = soup(response)
        assert "Nothing is lost: please send it once more." in words(response)
        assert page.select_one("#id_form_key")["value"] not in ("", forged)
        assert page.select_one("#id_name")["value"] == "Ana María López"
    assert Attendee.objects.count() == 0
