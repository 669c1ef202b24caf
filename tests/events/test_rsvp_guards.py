"""What keeps programs, floods and curious eyes from the public form."""

import logging
from datetime import timedelta
from urllib.parse import urlencode

import pghistory.models
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Attendee
from events.rsvp.forms import new_key
from events.tokens import token
from nightout.accounts.models import Attempt
from tests.events.residents import send, typed
from tests.factories import make_attendee, make_open_event, make_question
from tests.naughty import STRINGS, naughty_strings
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
OWN = ["\x00", "\r\n", "\u202e", "\ufeff", "٣", "1e3", "9" * 400, "a" * 5000, "=1+1", "{{ 7*7 }}"]


def test_a_program_that_fills_in_everything_is_asked_again(client: Client):
    event = make_open_event()

    response = send(client, event, website="https://spam.example")

    page = soup(response)
    assert "It is empty again: please send the form once more." in words(response)
    assert "value" not in page.select_one("#id_website").attrs
    assert page.select_one("#id_name")["value"] == "Ana María López"
    assert Attendee.objects.count() == 0
    again = client.post(
        reverse("rsvp", args=[event.slug]),
        typed(form_key=page.select_one("#id_form_key")["value"]),
    )
    assert again.status_code == 302


def test_people_neither_see_nor_reach_that_field(client: Client):
    event = make_open_event()

    page = soup(client.get(reverse("rsvp", args=[event.slug])))

    trap = page.select_one("#id_website")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert trap.find_parent(class_="rsvp-trap")["aria-hidden"] == "true"


def test_who_is_quicker_than_people_sends_once_more(client: Client):
    event = make_open_event()
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        key = new_key()
    with time_machine.travel(now + timedelta(seconds=2), tick=False):
        quick = send(client, event, form_key=key)
    with time_machine.travel(now + timedelta(seconds=4), tick=False):
        again = send(client, event, form_key=key)

    assert "That was very quick." in words(quick)
    assert soup(quick).select_one("#id_form_key")["value"] == key
    assert soup(quick).select_one("#id_name")["value"] == "Ana María López"
    assert again.status_code == 302
    assert Attendee.objects.count() == 1


def test_an_office_behind_one_address_registers_but_no_flood(client: Client):
    event, other = make_open_event(), make_open_event()
    people = {"email": "", "phone": "305-555-0123", "adults": "1", "children": "0"}
    Attempt.objects.all().delete()

    answers = [send(client, event, **people).status_code for _ in range(60)]
    refused = send(client, event, **people)

    assert set(answers) == {302}
    assert refused.status_code == 429
    assert "Please wait ten minutes." in words(refused)
    assert soup(refused).select_one("#id_phone")["value"] == "305-555-0123"
    assert send(client, other, **people).status_code == 302
    elsewhere = client.post(
        reverse("rsvp", args=[event.slug]), typed(**people), REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert send(client, event, **people).status_code == 302


def test_nobody_is_bombed_with_mail_through_us(client: Client):
    events = [make_open_event() for _ in range(6)]

    answers = [send(client, event, email="victim@example.org").status_code for event in events]

    assert answers == [302, 302, 302, 302, 302, 429]
    assert Attendee.objects.count() == 5
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert send(client, events[5], email="victim@example.org").status_code == 302


def test_the_limits_keep_no_address(client: Client):
    send(client, make_open_event())

    kept = " ".join(Attempt.objects.values_list("key", flat=True))

    assert "rsvp-mail:" in kept
    assert "ana" not in kept
    assert "127.0.0.1" not in kept


def test_a_form_from_elsewhere_is_refused():
    strict = Client(enforce_csrf_checks=True)
    event = make_open_event()
    mine = token(make_attendee(event=event))

    assert send(strict, event).status_code == 403
    for name in ("rsvp-change", "rsvp-cancel", "rsvp-mails", "rsvp-erase"):
        assert strict.post(reverse(name, args=[mine])).status_code == 403
    assert [(a.status, a.forgotten_at) for a in Attendee.objects.all()] == [("attending", None)]


@pytest.mark.parametrize(
    "name", ["name", "adults", "children", "email", "phone", "access_needs", "form_key", "question"]
)
def test_every_field_takes_anything(client: Client, name: str):
    event = make_open_event(contact_needed=False)
    question = make_question(event=event)
    field = f"question_{question.pk}" if name == "question" else name
    few = [*OWN, *(naughty_strings()[::8] if STRINGS.exists() else [])]

    for text in few:
        Attempt.objects.all().delete()
        raw = typed(email="") | {field: text.encode("utf-8", "surrogatepass")}
        response = client.post(
            reverse("rsvp", args=[event.slug]), urlencode(raw), content_type=FORM
        )

        assert response.status_code in (200, 302), text
        assert b"<script>alert" not in response.content, text
        if response.status_code == 302:
            after = client.get(response.url)
            assert after.status_code == 200, text
            assert b"<script>alert" not in after.content, text


@pytest.mark.parametrize("cookie", ["", "x", "eyJrZXkiOiJ4In0:1:x", "." * 4000])
def test_any_cookie_is_no_crash(client: Client, cookie: str):
    event = make_open_event()
    client.cookies["registered"] = cookie

    assert client.get(reverse("rsvp-sent", args=[event.slug])).status_code == 200
    assert client.get(reverse("rsvp", args=[event.slug]) + "?correct=1").status_code == 200


# Links in history and logs


class Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def test_no_version_of_a_row_says_by_whose_link_it_came(client: Client):
    event = make_open_event()
    send(client, event)
    link = token(Attendee.objects.get())

    client.post(reverse("rsvp-change", args=[link]), typed(adults="1"))
    client.post("/es" + reverse("rsvp-cancel", args=[link]))

    urls = set(pghistory.models.Context.objects.values_list("metadata__url", flat=True))
    assert {f"/events/{event.slug}/rsvp/", "/rsvp/…/change/", "/es/rsvp/…/cancel/"} <= urls
    assert link not in str(list(pghistory.models.Context.objects.values_list("metadata")))


def test_no_line_of_the_log_holds_a_link(settings):
    """Wrong ones too: they may be right but for a letter."""
    strict = Client(enforce_csrf_checks=True)
    link = token(make_attendee(event=make_open_event()))
    heard = Heard()
    console = next(h for h in logging.getLogger().handlers if h.name == "console")
    heard.filters = console.filters
    logging.getLogger().addHandler(heard)
    try:
        strict.get(reverse("rsvp-mine", args=[link + "x"]))
        strict.post(reverse("rsvp-cancel", args=[link]))
    finally:
        logging.getLogger().removeHandler(heard)

    assert "Not Found: /rsvp/…/" in heard.lines
    assert "Forbidden (CSRF cookie not set.): /rsvp/…/cancel/" in heard.lines
    assert link not in " ".join(heard.lines)
