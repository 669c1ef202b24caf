from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from events.letters import posting
from events.models import Attendee, AttendeeStatus, EventStatus, Letter, Message
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_event,
    make_member,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/organize/events/night-out/letter/"
TYPED = {
    "audience": "attending",
    "written_in": "en",
    "subject": "Bring a chair",
    "text": "Dear neighbors,\r\n\r\nsee https://example.org/map for the way.",
}
PREVIEW, SEND = {**TYPED, "step": "preview"}, {**TYPED, "step": "send"}

HOSTILE = '<b>Come</b> & "see"'


@pytest.fixture
def event():
    day = timezone.localdate() + timedelta(days=3)
    host = make_agency(slug="police", name="Gardens Police")
    return make_event(title="Night Out", slug="night-out", host=host, start_date=day)


def outbox() -> list[tuple[str, str]]:
    rows = Message.objects.order_by("attendee__email")
    return list(rows.values_list("attendee__email", "letter__subject"))


def errors(response) -> str:
    found = soup(response).select_one(".form-errors")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_stranger_is_asked_to_sign_in(client: Client, event):
    for response in (client.get(PAGE), client.post(PAGE, SEND)):
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={PAGE}")


def test_for_those_who_do_not_look_after_it_the_event_does_not_exist(client: Client, event):
    make_attendee(event=event, email="ana@example.org")
    others = [
        make_user(),
        make_member(agency=event.agencies.get(), role=Role.ORGANIZER),  # of other events
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        answers += [client.get(PAGE).status_code, client.post(PAGE, SEND).status_code]

    assert answers == [404] * 8
    assert Letter.objects.count() == 0


def test_those_who_look_after_it_may_write(client: Client, event, organizer):
    agency = event.agencies.get()
    insiders = [organizer, make_member(agency=agency, role=Role.EDITOR), make_coordinator()]

    answers = []
    for user in insiders:
        client.force_login(user)
        answers += [client.get(PAGE).status_code, client.post(PAGE, PREVIEW).status_code]

    assert answers == [200] * 6


def test_nothing_is_sent_without_a_token(event, organizer):
    make_attendee(event=event, email="ana@example.org")
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(organizer)

    assert careful.post(PAGE, SEND).status_code == 403
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_page_knows_no_other_method(desk: Client, method: str):
    assert getattr(desk, method)(PAGE).status_code == 405


def test_preview_counts_who_gets_it_and_who_does_not(desk: Client, event):
    make_attendee(event=event, email="ana@example.org", adults=2, children=3)
    make_attendee(event=event, name="No Address", adults=4)
    make_attendee(event=event, name="Quiet", email="quiet@example.org", wants_news=False)
    make_attendee(event=event, name="", forgotten_at=timezone.now())
    make_attendee(event=event, email="later@example.org", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, email="gone@example.org", status=AttendeeStatus.CANCELLED)

    page = words(desk.post(PAGE, PREVIEW))

    assert "1 mail, for 5 people: everyone who has a place, and can be reached." in page
    assert "1 registration has no e-mail address" in page
    assert "1 wants no letters" in page
    assert "1 is forgotten" in page
    assert "Send it to 1 address" in page
    assert (Letter.objects.count(), Message.objects.count()) == (0, 0)


def test_preview_is_the_mail_itself(desk: Client, event, organizer):
    make_attendee(event=event, email="ana@example.org")

    response = desk.post(
        PAGE, {**PREVIEW, "text": f"{HOSTILE}\nhttps://example.org/", "written_in": "es"}
    )

    page = soup(response)
    mail = page.select_one("iframe")["srcdoc"]
    assert "&lt;b&gt;Come&lt;/b&gt; &amp; &quot;see&quot;" in mail
    assert '<a href="https://example.org/"' in mail
    assert "Gardens Police" in mail
    assert "Olga Organizer" in mail  # the reader's place is taken by who writes
    assert page.select_one("iframe").has_attr("sandbox")
    assert HOSTILE in page.select_one(".letter-plain").get_text()
    assert "style-src 'self' 'sha256-" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_from_the_preview_one_goes_back_with_nothing_lost(desk: Client, event):
    make_attendee(event=event, email="ana@example.org")
    carried = {
        field["name"]: field["value"]
        for field in soup(desk.post(PAGE, PREVIEW)).select("input[type=hidden]")
        if field["name"] in TYPED
    }

    form = soup(desk.post(PAGE, {**carried, "step": "edit"})).select_one("main form")

    typed = TYPED["text"].replace("\r", "")

    assert form.select_one("[name=subject]")["value"] == "Bring a chair"
    assert form.select_one("[name=text]").text.strip().replace("\r", "") == typed
    assert form.select_one("[name=audience][checked]")["value"] == "attending"


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("attending", ["ana@example.org"]),
        ("waitlisted", ["wim@example.org"]),
        ("everyone", ["ana@example.org", "wim@example.org"]),
    ],
)
def test_letter_goes_to_its_audience_only(desk: Client, event, audience: str, readers: list[str]):
    make_attendee(event=event, email="ana@example.org")
    make_attendee(event=event, email="wim@example.org", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, email="gone@example.org", status=AttendeeStatus.CANCELLED)
    make_attendee(event=event, email="quiet@example.org", wants_news=False)
    make_attendee(event=make_event(), email="elsewhere@example.org")

    response = desk.post(PAGE, {**SEND, "audience": audience})

    assert (response.status_code, response.url) == (302, PAGE)
    assert outbox() == [(reader, "Bring a chair") for reader in readers]


def test_letter_is_kept_as_written_and_recorded(desk: Client, event, organizer):
    make_attendee(event=event, email="ana@example.org")
    make_attendee(event=event, email="bea@example.org")

    page = words(desk.post(PAGE, SEND, follow=True))

    letter = Letter.objects.get()
    assert letter.text == "Dear neighbors,\n\nsee https://example.org/map for the way."
    assert (letter.by, letter.audience, letter.written_in) == (organizer, "attending", "en")
    assert "The letter goes to 2 addresses." in page
    entry = Entry.objects.get(verb="export")
    assert (entry.who, entry.count) == (organizer.email, 2)
    assert entry.target == "letter to attendees of night-out"
    assert entry.agencies == [event.agencies.get().pk]


def test_double_click_sends_once(desk: Client, event):
    make_attendee(event=event, email="ana@example.org")

    desk.post(PAGE, SEND)
    page = words(desk.post(PAGE, SEND, follow=True))

    assert "It was not sent again." in page
    assert (Letter.objects.count(), Message.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="export").count() == 1


def test_the_same_words_may_be_said_again_later_or_to_others(desk: Client, event):
    make_attendee(event=event, email="ana@example.org")
    make_attendee(event=event, email="wim@example.org", status=AttendeeStatus.WAITLISTED)

    desk.post(PAGE, SEND)
    desk.post(PAGE, {**SEND, "audience": "waitlisted"})
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        desk.post(PAGE, SEND)

    assert Letter.objects.count() == 3


def test_three_letters_a_day_for_an_event_and_then_the_text_is_kept(desk: Client, event):
    make_attendee(event=event, email="ana@example.org")

    for number in range(3):
        desk.post(PAGE, {**SEND, "subject": f"Letter {number}"})
    refused = desk.post(PAGE, {**SEND, "subject": "One too many"})

    assert refused.status_code == 200
    assert "3 letters a day can be sent for an event" in errors(refused)
    assert soup(refused).select_one("[name=subject]")["value"] == "One too many"
    assert Letter.objects.count() == 3
    assert Message.objects.count() == 3
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        desk.force_login(Letter.objects.first().by)
        desk.post(PAGE, {**SEND, "subject": "One too many"})
    assert Letter.objects.count() == 4


def test_ten_letters_a_day_by_one_person(client: Client, event):
    coordinator = make_coordinator()
    client.force_login(coordinator)
    host = event.agencies.get()
    for number in range(4):
        other = make_event(slug=f"other-{number}", host=host, start_date=event.start_date)
        make_attendee(event=other, email="ana@example.org")
        for subject in ("One", "Two", "Three"):
            client.post(f"/organize/events/other-{number}/letter/", {**SEND, "subject": subject})

    refused = client.post("/organize/events/other-3/letter/", {**SEND, "subject": "Four"})

    assert Letter.objects.count() == 10
    assert "you can send 10 letters a day" in errors(refused)


def test_what_was_refused_does_not_count(desk: Client, event):
    for number in range(3):
        desk.post(PAGE, {**SEND, "subject": f"To nobody {number}"})
    make_attendee(event=event, email="ana@example.org")

    desk.post(PAGE, SEND)

    assert Letter.objects.count() == 1


def test_letter_to_nobody_is_not_sent(desk: Client, event):
    make_attendee(event=event, name="No Address")

    preview, sent = desk.post(PAGE, PREVIEW), desk.post(PAGE, SEND)

    assert "Nobody would get this letter" in words(preview)
    assert soup(preview).select("[value=send]") == []
    assert "Nobody would get this letter" in errors(sent)
    assert Letter.objects.count() == 0


def test_people_of_a_cancelled_event_can_be_told(desk: Client, event):
    event.status = EventStatus.CANCELLED
    event.save()
    make_attendee(event=event, email="ana@example.org")

    desk.post(PAGE, SEND)

    assert outbox() == [("ana@example.org", "Bring a chair")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("subject", ""),
        ("subject", " \t "),
        ("subject", "Hello\r\nBcc: everyone@example.org"),
        ("subject", "Hello\nBcc: everyone@example.org"),
        ("subject", "Hello\x1b[2J"),
        ("subject", "Hello\u2028you"),
        ("subject", "x" * 121),
        ("text", ""),
        ("text", "\n\n"),
        ("text", "bell \x07"),
        ("text", "nothing \x00"),
        ("text", "x" * 5001),
        ("audience", "everybody"),
        ("written_in", "fr"),
    ],
)
def test_letter_that_is_none_is_refused(desk: Client, event, name: str, value: str):
    make_attendee(event=event, email="ana@example.org")

    for step in (PREVIEW, SEND):
        response = desk.post(PAGE, {**step, name: value})
        assert response.status_code == 200
        assert errors(response) != ""

    assert Letter.objects.count() == 0


def test_line_breaks_of_a_browser_count_once(desk: Client, event):
    make_attendee(event=event, email="ana@example.org")

    desk.post(PAGE, {**SEND, "text": "x" * 4000 + "\r\n" * 999 + "y"})

    assert len(Letter.objects.get().text) == 5000


def test_letters_sent_are_listed_with_what_became_of_their_mails(desk: Client, event, organizer):
    letter = Letter.objects.create(
        event=event, subject="<i>Chairs</i>", text="See https://example.org/", by=organizer
    )
    for number in range(7):
        make_attendee(event=event, email=f"{number}@example.org")
    posting.notifications.post(letter, Attendee.objects.all())
    mails = list(Message.objects.values_list("pk", flat=True))
    Message.objects.filter(pk__in=mails[:3]).update(sent_at=timezone.now())
    Message.objects.filter(pk__in=mails[3:5]).update(given_up_at=timezone.now())
    Message.objects.filter(pk=mails[4]).update(trouble="moot: unwanted")

    response = desk.get(PAGE)

    assert "3 delivered to mail servers, 2 waiting, 1 given up." in words(response)
    assert "1 no longer needed" in words(response)
    assert "<i>Chairs</i>" in words(response)
    links = [link["href"] for link in soup(response).select(".letter-text a")]
    assert links == ["https://example.org/"]


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(
    desk: Client, event, organizer, rows: int, django_assert_num_queries
):
    for number in range(rows):
        letter = Letter.objects.create(
            event=event, subject=f"Letter {number}", text="Hello", by=organizer
        )
        make_attendee(event=event, email=f"{number}@example.org")
        posting.notifications.post(letter, Attendee.objects.all())

    with django_assert_num_queries(4):
        desk.get(PAGE)
    with django_assert_num_queries(14):  # three of them, each in a savepoint, check constraints
        desk.post(PAGE, PREVIEW)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_send_once():
    event = make_event(start_date=timezone.localdate())
    organizer = make_coordinator()
    make_attendee(event=event, email="ana@example.org")
    both_ready = Barrier(2)

    def click() -> str:
        letter = Letter(event=event, subject="Hello", text="Hello", audience="attending")
        try:
            both_ready.wait()
            posting.send(letter, by=organizer)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "sent"

    with ThreadPoolExecutor(2) as clicks:
        answers = sorted(each.result() for each in [clicks.submit(click) for _ in range(2)])

    assert answers == ["sent", "sent_already"]
    assert (Letter.objects.count(), Message.objects.count()) == (1, 1)
