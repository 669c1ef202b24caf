"""Each kind of mail, as its reader gets it."""

from datetime import date, time, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail as post
from django.utils import timezone, translation

from events.mailing.delivery import deliver
from events.mailing.mails import compose, preview
from events.models import (
    Attendee,
    AttendeeStatus,
    EventStatus,
    Letter,
    Message,
    MessageKind,
    ParkKind,
    Publication,
)
from events.notifications import as_it_is
from events.tokens import token
from nightout.agencies.models import AgencyKind
from tests.events.calendars import by_icalendar, on_the_wall
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_city,
    make_coordinator,
    make_event,
    make_park,
)

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es", "ht"]
TITLE = "Noche de vecinos en el parque"
SOME_DAYS_BEFORE = "2027-07-20 15:00:00+00:00"


@pytest.fixture(autouse=True)
def some_days_before():
    with time_machine.travel(SOME_DAYS_BEFORE, tick=False):
        yield


def make_night(**fields):
    if "host" not in fields:
        fields["host"] = make_agency(name="Miami Gardens Police", email="police@example.org")
    defaults = {
        "title": TITLE,
        "slug": "noche-de-vecinos",
        "written_in": "es",
        "start_date": date(2027, 8, 3),
        "start_time": time(18),
        "end_time": time(21),
        "registration": "open",
        "park": make_park(name="Rolling Oaks Park", address="17999 NW 27th Ave"),
    }
    return make_event(**{**defaults, **fields})


def make_guest(**fields):
    defaults = {"email": "ana@example.org", "adults": 2, "children": 3}
    event = fields.pop("event", None) or make_night()
    return make_attendee(event=event, **{**defaults, **fields})


def make_letter(event, **fields):
    defaults = {
        "subject": "Bring a chair",
        "text": "Dear neighbors,\nplease bring a chair.\n\nSee you <there> & then.",
        "by": make_coordinator(),
    }
    return Letter.objects.create(event=event, **{**defaults, **fields})


def written(attendee: Attendee, kind: str = MessageKind.CONFIRMATION, **about) -> EmailMessage:
    """The mail as it comes out of the mail server, read by Python's own parser."""
    message = Message.objects.create(attendee=attendee, kind=kind, **about)
    message = Message.objects.select_related("attendee__event__city", "letter").get(pk=message.pk)
    return read(compose(message).message().as_bytes())


def read(octets: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parse(BytesIO(octets))


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def html_of(mail: EmailMessage) -> BeautifulSoup:
    return BeautifulSoup(mail.get_body(("html",)).get_content(), "html.parser")


def words_of(mail: EmailMessage) -> str:
    return " ".join(html_of(mail).body.get_text(" ").split())


def attached(mail: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in mail.walk() if part.get_content_disposition()]


def about(kind: str, attendee: Attendee) -> dict:
    """What a message of that kind says besides, and the state that it tells of."""
    event = attendee.event
    match kind:
        case MessageKind.CANCELLED:
            Attendee.objects.filter(pk=attendee.pk).update(
                status=AttendeeStatus.CANCELLED, cancelled_at=timezone.now()
            )
        case MessageKind.EVENT_CHANGED:
            return {"before": {**as_it_is(event), "start_time": "17:00:00"}}
        case MessageKind.EVENT_CANCELLED:
            type(event).objects.filter(pk=event.pk).update(status=EventStatus.CANCELLED)
        case MessageKind.REMINDER | MessageKind.THANK_YOU:
            return {"day": event.start_date}
        case MessageKind.LETTER:
            return {"letter": make_letter(event)}
    return {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MessageKind.values)
def test_each_kind_says_the_same_as_text_and_as_html_in_each_language(kind, language):
    ana = make_guest(language=language)

    mail = written(ana, kind, **about(kind, ana))

    prefix = "" if language == "en" else f"/{language}"
    link = f"{settings.SITE_URL}{prefix}/rsvp/{token(ana)}/"
    text, html = text_of(mail), html_of(mail)
    assert link in text
    assert link in [a["href"] for a in html.select("a")]
    assert html.html["lang"] == mail["Content-Language"] == language
    headline = html.h1.get_text()
    assert text.startswith(f"{headline}\n")
    said = [line for p in html.select("p:not([class])") for line in p.stripped_strings]
    assert [line for line in said if line not in text] == []
    assert TITLE in text
    assert html.select_one("p.event span")["lang"] == "es"
    assert {"{{", "{%", "None", "&#x27;"}.isdisjoint(text.split())
    assert "&" not in text.replace("<there> & then", "")
    assert mail["Subject"].strip() == (
        "Bring a chair" if kind == "letter" else f"{headline}: {TITLE}"
    )


def test_confirmation_of_a_place():
    ana = make_guest()

    mail = written(ana)

    assert mail["Subject"] == f"You are registered: {TITLE}"
    assert mail["To"] == "ana@example.org"
    assert mail["From"] == f"Miami Gardens Police <{settings.DEFAULT_FROM_EMAIL}>"
    assert mail["Reply-To"] == "police@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] is None
    assert attached(mail) == ["image/png", "text/calendar"]
    text = text_of(mail)
    assert "Hello Ana María López,\n\nPlaces are kept for 5 people." in text
    assert "When:\n  Tuesday, 3 August 2027\n  6 p.m. to 9 p.m. (EDT)\n" in text
    assert "Where:\n  Rolling Oaks Park\n  17999 NW 27th Ave\n  Miami Gardens, FL\n" in text
    assert "Who comes:\n  2 adults, 3 children\n" in text
    assert f"{settings.SITE_URL}/events/noche-de-vecinos/" in text


def test_dates_and_links_follow_the_language():
    event = make_night()

    mails = {
        language: text_of(
            written(make_guest(event=event, email=f"{language}@example.org", language=language))
        )
        for language in LANGUAGES
    }

    assert "martes, 3 de agosto de 2027" in mails["es"].lower()
    assert "madi 3 out 2027" in mails["ht"].lower().replace(",", "")
    assert f"{settings.SITE_URL}/es/events/noche-de-vecinos/" in mails["es"]
    assert translation.get_language() == "en"


def test_calendar_of_a_mail_is_that_of_the_event():
    mail = written(make_guest(language="es"))

    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (entry,) = by_icalendar(part.get_payload(decode=True))
    assert entry["summary"] == TITLE
    assert entry["start"] == on_the_wall(date(2027, 8, 3), time(18))
    assert entry["url"] == f"{settings.SITE_URL}/es/events/noche-de-vecinos/"
    assert part.get_filename() == "noche-de-vecinos.ics"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    assert part["Content-Type"].params["charset"] == "utf-8"


def test_code_for_the_door_travels_with_the_html():
    mail = written(make_guest())

    (related,) = [part for part in mail.walk() if part.get_content_type() == "multipart/related"]
    page, picture = related.iter_parts()
    assert page.get_content_type() == "text/html"
    assert picture["Content-ID"] == "<door>"
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    image = html_of(mail).img
    assert image["src"] == "cid:door"
    assert image["alt"] == "Your code for the door"


def test_nothing_in_a_mail_is_fetched_from_elsewhere():
    for kind in MessageKind.values:
        ana = make_guest(event=make_night(slug=kind, host=None))

        html = written(ana, kind, **about(kind, ana)).get_body(("html",)).get_content()

        page = BeautifulSoup(html, "html.parser")
        assert [tag["src"] for tag in page.select("[src]") if tag["src"] != "cid:door"] == []
        assert page.select("link, script, iframe, form") == []
        assert "url(" not in html


def test_who_waits_learns_how_many_have_waited_longer():
    event = make_night(capacity=1)
    now = timezone.now()
    for minutes, email in ((30, "bea@example.org"), (20, "carl@example.org")):
        make_guest(
            event=event,
            email=email,
            status=AttendeeStatus.WAITLISTED,
            waiting_since=now - timedelta(minutes=minutes),
        )
    ana = make_guest(event=event, status=AttendeeStatus.WAITLISTED)

    mail = written(ana)

    assert mail["Subject"] == f"You are on the waiting list: {TITLE}"
    assert "2 other parties have waited longer than you." in text_of(mail)
    assert attached(mail) == []
    first = Attendee.objects.get(email="bea@example.org")
    assert "You are first in line." in text_of(written(first))


def test_only_a_place_comes_with_the_code_and_the_calendar():
    event = make_night()
    found = {}

    for kind in MessageKind.values:
        ana = make_guest(event=event, email=f"{kind}@example.org")
        found[kind] = attached(written(ana, kind, **about(kind, ana)))
        event.refresh_from_db()

    both, code = ["image/png", "text/calendar"], ["image/png"]
    assert found == {
        "confirmation": both,
        "again": code,
        "changed": code,
        "cancelled": [],
        "promoted": both,
        "event_changed": both,
        "event_cancelled": [],
        "reminder": code,
        "thank_you": [],
        "letter": [],
    }


def test_change_of_an_event_says_what_was_and_what_is_now():
    event = make_night()
    old_park = make_park(name="Bunche Park")
    before = {
        **as_it_is(event),
        "start_date": "2027-08-02",
        "end_date": "2027-08-02",
        "start_time": None,
        "end_time": None,
        "park_id": old_park.pk,
    }

    mail = written(make_guest(event=event), MessageKind.EVENT_CHANGED, before=before)

    text = text_of(mail)
    assert mail["Subject"] == f"The event has changed: {TITLE}"
    assert (
        "When:\n  Tuesday, 3 August 2027\n  6 p.m. to 9 p.m. (EDT)\n"
        "  Before: Monday, 2 August 2027, Time not announced\n"
    ) in text
    assert "  Before: Bunche Park, Miami Gardens, FL\n" in text
    assert [s.get_text() for s in html_of(mail).select("s")] == [
        "Monday, 2 August 2027, Time not announced",
        "Bunche Park, Miami Gardens, FL",
    ]


@pytest.mark.parametrize(
    ("status", "before", "headline"),
    [
        (EventStatus.POSTPONED, EventStatus.SCHEDULED, "The event is postponed"),
        (EventStatus.SCHEDULED, EventStatus.CANCELLED, "The event takes place after all"),
        (EventStatus.RESCHEDULED, EventStatus.POSTPONED, "The event takes place after all"),
        (EventStatus.RESCHEDULED, EventStatus.SCHEDULED, "The event has changed"),
    ],
)
def test_change_of_status_is_the_headline(status, before, headline):
    ana = make_guest(event=make_night(status=status))

    mail = written(ana, MessageKind.EVENT_CHANGED, before={**as_it_is(ana.event), "status": before})

    assert html_of(mail).h1.get_text() == headline


def test_home_is_told_by_its_block_only():
    home = make_park(
        name="The Smith family",
        address="123 Elm St",
        public_block="100 block of Elm St",
        kind=ParkKind.HOME,
    )

    mail = written(make_guest(event=make_night(park=home, place_as_printed="")))

    whole = text_of(mail) + str(html_of(mail))
    assert "100 block of Elm St" in whole
    assert "Smith" not in whole
    assert "123 Elm" not in whole


@pytest.mark.parametrize(
    ("day", "headline"),
    [("2027-08-02 13:00:00+00:00", "Tomorrow"), ("2027-08-03 10:00:00+00:00", "Today")],
)
def test_reminder_says_when_it_is_by_the_day_on_which_it_is_sent(day, headline):
    ana = make_guest()

    with time_machine.travel(day, tick=False):
        mail = written(ana, MessageKind.REMINDER, day=ana.event.start_date)

    assert mail["Subject"] == f"{headline}: {TITLE}"


def test_letter_says_what_the_organizer_wrote_in_their_language():
    ana = make_guest(language="ht")
    letter = make_letter(ana.event, written_in="es", subject="Traigan una silla")

    mail = written(ana, MessageKind.LETTER, letter=letter)

    html = html_of(mail)
    assert mail["Subject"] == "Traigan una silla"
    assert html.html["lang"] == "ht"
    assert [p.get_text("\n", strip=True) for p in html.select("p[lang=es]")] == [
        "Dear neighbors,\nplease bring a chair.",
        "See you <there> & then.",
    ]
    assert "Dear neighbors,\nplease bring a chair.\n\nSee you <there> & then." in text_of(mail)


@pytest.mark.parametrize("kind", [MessageKind.LETTER, MessageKind.THANK_YOU])
def test_news_can_be_stopped_with_one_click(kind):
    ana = make_guest()

    mail = written(ana, kind, **about(kind, ana))

    quiet = f"{settings.SITE_URL}/rsvp/{token(ana)}/quiet/"
    assert mail["List-Unsubscribe"].strip() == f"<{quiet}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert quiet in text_of(mail)
    assert quiet in [a["href"] for a in html_of(mail).select("a")]


def test_preview_is_the_letter_without_anybodys_link():
    ana = make_guest(language="es")
    letter = make_letter(ana.event)
    letter.pk = None

    shown = preview(letter, ana)

    assert shown.subject == "Bring a chair"
    assert shown.language == "es"
    for form in (shown.text, shown.html):
        assert "please bring a chair." in form
        assert token(ana) not in form
        assert f"{settings.SITE_URL}/es/rsvp/…/" in form


def test_answers_go_to_the_events_contact_if_that_is_an_address():
    host = make_agency(name="Police", email="police@example.org")
    night = make_night(host=host, contact="nights@example.org")
    by_phone = make_night(host=None, slug="by-phone", contact="Officer Díaz, 305-555-0100")

    assert written(make_guest(event=night))["Reply-To"] == "nights@example.org"
    assert written(make_guest(event=by_phone))["Reply-To"] is None


def test_no_header_can_be_made_by_what_people_typed():
    nasty = 'Pól\r\nBcc: all@example.org\x0b, "City", Dept.; Ōpa-locka' + " x" * 20
    agency = make_agency(name="Police", kind=AgencyKind.MUNICIPAL_POLICE)
    type(agency).objects.filter(pk=agency.pk).update(name=nasty)
    ana = make_guest(event=make_night(host=agency, title="Night\r\nBcc: evil@example.org\u2028!"))

    mail = written(ana)

    assert mail["Bcc"] is None
    assert mail["Subject"] == "You are registered: Night Bcc: evil@example.org !"
    (sender,) = mail["From"].addresses
    assert sender.addr_spec == settings.DEFAULT_FROM_EMAIL
    assert sender.display_name == " ".join(nasty.replace("\x0b", " ").split())[:70]
    assert [address.addr_spec for address in mail["To"].addresses] == ["ana@example.org"]


def test_what_people_typed_is_no_markup():
    ana = make_guest(name="<b>Ana & “Bea” O'Neil")

    mail = written(ana)

    assert "Hello <b>Ana & “Bea” O'Neil," in text_of(mail)
    assert "Hello <b>Ana & “Bea” O'Neil," in words_of(mail)
    assert html_of(mail).select("b") == []


@pytest.mark.parametrize(
    "name", ["Win at http://evil.example", "www.evil.example", "evil.example", "a@evil.example"]
)
def test_name_that_advertises_is_not_repeated(name):
    mail = written(make_guest(name=name))

    assert "evil" not in text_of(mail)
    assert "evil" not in str(html_of(mail))
    assert "\nHello,\n" in text_of(mail)


def test_sample_says_that_it_is_one():
    ana = make_guest(event=make_night(campaign=make_campaign(is_sample=True)))

    mail = written(ana)

    assert mail["Subject"] == f"Sample: You are registered: {TITLE}"
    assert "Sample: not announced by any agency" in text_of(mail)
    assert "Sample: not announced by any agency" in words_of(mail)


def test_hidden_event_has_no_page_to_lead_to():
    ana = make_guest(event=make_night(publication=Publication.HIDDEN))

    mail = written(ana, MessageKind.LETTER, letter=make_letter(ana.event))

    assert "/events/" not in text_of(mail)
    assert "/events/" not in str(html_of(mail))


def test_same_mail_has_the_same_name_each_time():
    ana = make_guest()
    message = Message.objects.create(attendee=ana, kind=MessageKind.CONFIRMATION)
    other = Message.objects.create(attendee=ana, kind=MessageKind.CONFIRMATION)

    first, again, another = (compose(m).message()["Message-ID"] for m in (message, message, other))

    assert first == again != another
    assert "ana" not in first


def test_unknown_times_and_places_are_said_to_be_unknown():
    ana = make_guest(event=make_night(start_time=None, end_time=None, park=None, host=None))

    text = text_of(written(ana))

    assert "When:\n  Tuesday, 3 August 2027\n  Time not announced\n" in text
    assert "Where:\n  Place not announced\n  Miami Gardens, FL\n" in text


def test_zone_is_that_of_the_city():
    city = make_city(name="Denver", state="CO", time_zone="America/Denver")

    text = text_of(written(make_guest(event=make_night(city=city))))

    assert "6 p.m. to 9 p.m. (MDT)" in text


def test_mail_goes_out_as_it_was_composed():
    ana = make_guest()
    Message.objects.create(attendee=ana, kind=MessageKind.CONFIRMATION)

    deliver()

    (sent,) = post.outbox
    assert sent.recipients() == ["ana@example.org"]
    assert text_of(read(sent.message().as_bytes())).startswith("You are registered\n")
