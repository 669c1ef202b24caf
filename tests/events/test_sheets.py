import re
import time
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from events.lists import sheets
from events.models import Attendee, AttendeeStatus, EventStatus, ListLayout, QuestionKind
from nightout.agencies.models import Role
from tests.events.taken import LISTS, link, pdf_pages, take
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_event,
    make_member,
    make_park,
    make_question,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(client: Client):
    """An event, with its organizer signed in."""
    agency = make_agency(name="Miami Gardens Police Department")
    event = make_event(
        title="Night Out", slug="night-out", host=agency, park=make_park(name="Rolling Oaks Park")
    )
    organizer = make_member(agency=agency, role=Role.ORGANIZER)
    event.organizers.add(organizer)
    client.force_login(organizer)
    return event


def make_many(event, number: int, **fields) -> None:
    Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Person{n} Surname{n:04}", **fields) for n in range(number)
    )


def surnames(pages: list[str]) -> list[str]:
    return re.findall(r"Surname\d+", "\n".join(pages))


def squares(client: Client) -> int:
    """Rectangles drawn as large as a box to tick, on all pages."""
    found = 0
    for page in PdfReader(BytesIO(take(client, "pdf").content)).pages:
        drawn = page.get_contents().get_data().decode("latin-1")
        found += len(re.findall(rf" {sheets.BOX} {sheets.BOX} re", drawn))
    return found


def test_each_page_says_what_it_is_of_and_which_page_it_is(client: Client, event):
    make_many(event, 500)

    pages = pdf_pages(client)

    assert len(pages) > 15
    for number, page in enumerate(pages, start=1):
        assert "Night Out" in page
        assert "Tuesday" in page
        assert "Time not announced" in page
        assert "Rolling Oaks Park" in page
        assert "Miami Gardens, FL" in page
        assert "Miami Gardens Police Department" in page
        assert f"Page {number} of {len(pages)}" in page
        assert f"Downloaded by {event.organizers.get().email}" in page
        assert "use them to run this event, and for nothing else" in " ".join(page.split())
    assert surnames(pages) == [f"Surname{n:04}" for n in range(500)]


def test_each_party_has_its_size_and_a_box_and_walk_ins_have_twenty(client: Client, event):
    make_attendee(event=event, name="Zoe Abbott", adults=2, children=3)
    make_attendee(event=event, name="Ana Zúñiga", adults=1)

    lines = "\n".join(pdf_pages(client)).splitlines()

    at = lines.index("Zoe Abbott")
    assert lines[at : at + 3] == ["Zoe Abbott", "5", "2 + 3"]
    assert lines.index("Ana Zúñiga") > at
    assert "2 parties, 6 people, 3 of them children" in lines
    assert "Walk-ins" in lines
    assert squares(client) == 2 + 20


def test_event_without_anybody_has_rows_for_walk_ins(client: Client, event):
    (page,) = pdf_pages(client)

    assert "Nobody has registered yet." in page
    assert squares(client) == 20


def test_who_waits_stands_on_a_last_part_with_the_place_in_line(client: Client, event):
    first, second = timezone.now() - timezone.timedelta(days=1), timezone.now()
    waits = AttendeeStatus.WAITLISTED
    make_attendee(event=event, name="Bea Brown", status=waits, waiting_since=second)
    make_attendee(event=event, name="Cem Cohen", status=waits, waiting_since=first)
    make_attendee(event=event, name="Zoe Zanders")
    make_attendee(event=event, name="Not Coming", status=AttendeeStatus.CANCELLED)

    pages = pdf_pages(client)

    assert "Zoe Zanders" in pages[0]
    assert "Waiting list" not in pages[0]
    last = [line for line in pages[-1].splitlines() if line in {"Bea Brown", "Cem Cohen"}]
    assert last == ["Bea Brown", "Cem Cohen"]
    assert pages[-1].index("Number 2 in line") < pages[-1].index("Number 1 in line")
    assert not any("Not Coming" in page for page in pages)


def test_status_asked_for_narrows_the_sheet(client: Client, event):
    make_attendee(event=event, name="Zoe Zanders")
    make_attendee(event=event, name="Bea Brown", status=AttendeeStatus.WAITLISTED)

    attending = "".join(pdf_pages(client, f"{LISTS}?status=attending"))
    waiting = "".join(pdf_pages(client, f"{LISTS}?status=waitlisted"))

    assert ("Zoe Zanders" in attending, "Bea Brown" in attending) == (True, False)
    assert ("Zoe Zanders" in waiting, "Bea Brown" in waiting) == (False, True)


def test_cancelled_people_have_no_sheet(client: Client, event):
    page = soup(client.get(f"{LISTS}?status=cancelled"))

    assert page.select('a[href*="attendees.pdf"]') == []


def test_forgotten_people_are_not_on_paper(client: Client, event):
    make_attendee(event=event, name="", forgotten_at=timezone.now())

    assert squares(client) == 20


def test_has_no_email_and_no_phone_unless_asked_for(client: Client, event):
    make_attendee(event=event, email="zoe@example.org", phone="305-555-0123")

    plain = "".join(pdf_pages(client))
    asked = "".join(pdf_pages(client, f"{LISTS}?contact=on"))

    assert ("zoe@example.org" in plain, "305-555-0123" in plain) == (False, False)
    assert ("zoe@example.org" in asked, "305-555-0123" in asked) == (True, True)


def test_shows_the_chosen_columns_in_their_order(client: Client, event):
    question = make_question(event=event, text="How many chairs?", kind=QuestionKind.NUMBER)
    answers = {str(question.pk): 4}
    make_attendee(
        event=event, name="Zoe", access_needs="a ramp", note="brings ice", answers=answers
    )
    ListLayout.objects.create(
        user=event.organizers.get(), shown=[f"q{question.pk}", "access_needs"], hidden=["note"]
    )

    page = pdf_pages(client)[0]

    at = page.splitlines().index("Zoe")
    assert page.splitlines()[at : at + 5] == ["Zoe", "1", "1 + 0", "4", "a ramp"]
    assert "brings ice" not in page


def test_columns_for_which_there_is_no_room_are_named_before(client: Client, event):
    for number in range(5):
        make_question(event=event, text=f"Question {number}?", place=number)

    said = words(client.get(LISTS))

    assert "Also: Access needs, Note, Question 0?" in said
    assert "No room for: Question 1?, Question 2?, Question 3?, Question 4?" in said


@pytest.mark.parametrize(
    "name",
    [
        "Ana María Ñúñez-Güell",
        "Nadège Kouté Pèsòn",
        "Nguyễn Thị Minh Khai",
        "Łukasz Żółć",
        "Νίκος Καζαντζάκης",
        "Владимир Сорокин",
    ],
)
def test_names_are_written_as_they_are(client: Client, event, name: str):
    make_attendee(event=event, name=name)

    assert name in "".join(pdf_pages(client)).replace("\n", " ")


def test_letters_that_cannot_be_printed_leave_a_number_to_look_up(client: Client, event):
    attendee = make_attendee(event=event, name="王小明")

    page = pdf_pages(client)[0]

    assert f"[…]\nRegistration {attendee.pk}" in page
    assert "stands for letters that cannot be printed here" in page


def test_long_name_is_never_cut(client: Client, event):
    name = " ".join(f"Name{number:02}" for number in range(21))
    make_attendee(event=event, name=name)
    make_attendee(event=event, name="W" * 150)

    text = "".join(pdf_pages(client)).replace("\n", " ")

    assert name in text
    assert sum(map(len, re.findall("W{5,}", text))) == 150


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_what_is_copied_from_it_is_no_formula(client: Client, event, text: str):
    question = make_question(event=event)
    make_attendee(event=event, name=text, note=text, answers={str(question.pk): text})

    lines = "".join(pdf_pages(client)).splitlines()

    assert lines.count(f"'{text}") == 3
    assert text not in lines


@pytest.mark.parametrize("sign", ["\t", "\r", "\n"])
def test_answer_that_begins_with_a_sign_of_control_is_one_line_of_words(
    client: Client, event, sign: str
):
    question = make_question(event=event)
    make_attendee(event=event, answers={str(question.pk): f"{sign}=1+1"})

    lines = "".join(pdf_pages(client)).splitlines()

    assert "'=1+1" in lines


def test_says_that_an_event_is_cancelled_or_a_sample(client: Client, event):
    event.status = EventStatus.CANCELLED
    event.campaign = make_campaign(is_sample=True)
    event.save()

    response = take(client, "pdf")

    page = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert page.startswith("Sample: not announced by any agency\ncancelled\nNight Out")
    name = 'filename="sample-sign-in-sheet-night-out-personal-data.pdf"'
    assert name in response["Content-Disposition"]


def test_is_us_letter_in_the_language_of_its_page_and_names_nobody_outside(client: Client, event):
    make_attendee(event=event, name="Zoe Abbott")

    response = client.get(link(client, "pdf", f"/es{LISTS}"))

    paper = PdfReader(BytesIO(response.content))
    assert [float(length) for length in paper.pages[0].mediabox[2:]] == [612, 792]
    assert paper.trailer["/Root"]["/Lang"] == "es"
    assert "Nombre" in paper.pages[0].extract_text()
    assert not [value for value in paper.metadata.values() if "Zoe" in value or "@" in value]
    assert response["Cache-Control"] == "no-store"


def test_page_says_which_surnames_it_has(client: Client, event):
    for name in ["Ada Álvarez", "Bo Brown", "Cem Cohen"]:
        make_attendee(event=event, name=name)

    assert "A – C" in pdf_pages(client)[0].splitlines()


def test_two_thousand_parties_take_seconds(client: Client, event):
    make_many(event, 2000, adults=2, children=1)
    address = link(client, "pdf")
    began = time.monotonic()

    response = client.get(address)

    assert time.monotonic() - began < 10
    assert len(response.content) < 1_000_000


def test_list_too_long_for_paper_says_so(client: Client, event, monkeypatch):
    monkeypatch.setattr(sheets, "MOST", 3)
    make_many(event, 3)
    address = link(client, "pdf")
    make_many(event, 1)

    page, late = client.get(LISTS), client.get(address)

    assert "A sheet holds 3 parties at most: take a table instead." in words(page)
    assert soup(page).select('a[href*="attendees.pdf"]') == []
    assert (late.status_code, late.url) == (302, LISTS)
