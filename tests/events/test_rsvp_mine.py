"""The pages of a personal link: see, change, cancel, take along, erase."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events import presence
from events.models import (
    Attendee,
    AttendeeStatus,
    EventAgency,
    EventStatus,
    Message,
    MessageKind,
    Publication,
    QuestionKind,
)
from events.tokens import token
from nightout.accounts.models import Attempt
from tests.events.residents import typed
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_member,
    make_open_event,
    make_question,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGES = ["mine", "change", "cancel", "mails", "quiet", "data", "erase"]
CHANGING = ["change", "cancel", "mails", "quiet", "erase"]


def at(attendee: Attendee, name: str = "mine") -> str:
    return reverse(f"rsvp-{name}", args=[token(attendee)])


@pytest.fixture
def event():
    return make_open_event(title="Night Out", capacity=10)


@pytest.fixture
def ana(event):
    return make_attendee(
        event=event, name="Ana", adults=2, children=3, email="ana@example.org", phone="305-555-0188"
    )


# Links


@pytest.mark.parametrize("name", PAGES)
def test_the_link_opens_the_page_in_each_language(client: Client, ana, name: str):
    address = at(ana, name)

    for prefix in ("", "/es", "/ht"):
        response = client.get(prefix + address)

        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "data"])
def test_no_title_names_anybody(client: Client, ana, name: str):
    page = soup(client.get(at(ana, name)))

    assert "Ana" not in page.title.get_text()
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert page.select("meta[property^='og:']") == []


@pytest.mark.parametrize("name", PAGES)
def test_a_wrong_link_says_what_may_have_happened(client: Client, event, ana, name: str):
    bea = make_attendee(event=event, name="Bea")
    number, signature = token(ana).split("-")
    wrong = [
        "x",
        number,
        f"{number}-",
        f"{number}-{signature[:-1]}",
        f"{number}-{signature}.",
        f"{token(bea).split('-')[0]}-{signature}",
        f"{number}-{'é' * 22}",
        "9" * 40,
    ]

    for text in wrong:
        address = reverse(f"rsvp-{name}", args=[text])
        asked, sent = client.get(address), client.post(address, typed())

        assert asked.status_code == 404, text
        assert "This link does not work" in words(asked)
        assert asked["X-Robots-Tag"] == "noindex, nofollow"
        assert b"Ana" not in asked.content
        assert sent.status_code == (404 if name in CHANGING else 405), text
    assert list(Attendee.objects.values_list("status", flat=True)) == ["attending", "attending"]


def test_who_tries_many_links_is_slowed_down_and_right_ones_still_open(client: Client, ana):
    Attempt.objects.all().delete()

    answers = [client.get(reverse("rsvp-mine", args=[f"1-{n}"])).status_code for n in range(62)]

    assert answers == [404] * 60 + [429] * 2
    assert client.get(at(ana)).status_code == 200


def test_a_get_changes_nothing(client: Client, ana):
    before = Attendee.objects.values().get()

    for name in PAGES:
        client.get(at(ana, name))

    assert Attendee.objects.values().get() == before
    assert Message.objects.count() == 0


# What it shows


def test_says_what_one_has_and_when_and_where(client: Client, event, ana):
    question = make_question(event=event, text="Shirt?", retired=True)
    ana.answers = {str(question.pk): "M"}
    ana.save()

    page = words(client.get(at(ana)))

    for fact in (
        "You have 5 places.",
        "Night Out",
        event.days_in_words(),
        "Name Ana",
        "Adults 2",
        "Children 3",
        "E-mail ana@example.org",
        "Phone 305-555-0188",
        "Shirt? M",
        "We write to you in English.",
        f"http://testserver{at(ana)}",
    ):
        assert fact in page


def test_the_code_for_the_door_is_the_link(client: Client, ana):
    """Its picture is in the page, so that it is there without signal, once opened."""
    page = soup(client.get(at(ana)))

    source = page.select_one(".rsvp-code")["src"]
    assert source.startswith("data:image/svg+xml")
    assert page.select_one(".rsvp-code")["alt"] == "QR code of your registration"
    other = soup(client.get(at(make_attendee(event=ana.event)))).select_one(".rsvp-code")["src"]
    assert source != other


def test_who_keeps_the_door_goes_on_to_it_and_nobody_else(client: Client, event, ana):
    agency = make_agency()
    EventAgency.objects.create(event=event, agency=agency, role="host")
    door = f"{reverse('organize-door', args=[event.slug])}?party={token(ana)}"

    def leads_to_the_door(person=None) -> bool:
        client.logout()
        if person:
            client.force_login(person)
        return any(link["href"] == door for link in soup(client.get(at(ana))).select("a[href]"))

    assert leads_to_the_door(make_member(agency=agency))
    assert not leads_to_the_door(make_member(agency=make_agency()))
    assert not leads_to_the_door()
    assert client.get(door).status_code == 302  # to the sign-in


def test_who_waits_is_told_how_many_are_before_them(client: Client, event, ana):
    make_attendee(event=event, adults=5)
    now = timezone.now()
    line = [
        make_attendee(
            event=event,
            status=AttendeeStatus.WAITLISTED,
            waiting_since=now + timedelta(minutes=n),
        )
        for n in range(3)
    ]

    pages = [words(client.get(at(attendee))) for attendee in line]

    assert "You are on the waiting list. You are next." in pages[0]
    assert "You are on the waiting list. 1 party is before you." in pages[1]
    assert "You are on the waiting list. 2 parties are before you." in pages[2]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": EventStatus.CANCELLED}, "This event is cancelled."),
        ({"start_date": timezone.localdate() - timedelta(days=3)}, "You had 1 place."),
    ],
)
def test_when_nothing_can_change_any_more_nothing_is_offered(client: Client, fields, said: str):
    attendee = make_attendee(event=make_open_event(**fields))

    page = client.get(at(attendee))
    answers = [client.post(at(attendee, name), typed()) for name in ("change", "cancel")]

    assert said in words(page)
    assert soup(page).select("a[href$='/change/'], a[href$='/cancel/']") == []
    assert [answer.url for answer in answers] == [at(attendee)] * 2
    attendee.refresh_from_db()
    assert (attendee.status, attendee.name) == (AttendeeStatus.ATTENDING, "Ana María López")


def test_the_pages_of_a_sample_say_so(client: Client):
    event = make_open_event(campaign=make_campaign(year=2027, is_sample=True))
    attendee = make_attendee(event=event)

    assert "Sample: not announced by any agency." in words(client.get(at(attendee)))
    assert "Sample: not announced by any agency." in words(client.get(at(attendee, "change")))


@pytest.mark.parametrize("questions", [1, 3])
def test_the_page_takes_few_queries(client: Client, ana, django_assert_num_queries, questions: int):
    ana.answers = {}
    for n in range(questions):
        ana.answers[str(make_question(event=ana.event, text=f"Question {n}").pk)] = "yes"
    ana.save()

    with django_assert_num_queries(2):  # the registration with its event, the questions
        client.get(at(ana))
    with django_assert_num_queries(2):
        client.get(at(ana, "change"))
    with django_assert_num_queries(1):
        client.get(at(ana, "cancel"))


# Change


def test_a_party_changes(client: Client, ana):
    page = soup(client.get(at(ana, "change")))
    assert page.select_one("#id_name")["value"] == "Ana"
    assert page.select_one("#id_children option[selected]")["value"] == "3"

    response = client.post(at(ana, "change"), typed(name="Ana", adults="1", phone="305-555-0188"))

    ana.refresh_from_db()
    assert response.url == at(ana)
    assert (ana.adults, ana.children, ana.phone) == (1, 3, "305-555-0188")
    assert "Your change is kept." in words(client.get(response.url))
    assert [m.kind for m in Message.objects.all()] == [MessageKind.CHANGED]


def test_a_party_that_does_not_fit_keeps_its_places_and_what_was_typed(client: Client, event, ana):
    make_attendee(event=event, adults=4)

    response = client.post(at(ana, "change"), typed(adults="4"))

    assert "Only 1 place is left. You keep your 5 places." in words(response)
    page = soup(response)
    assert page.select_one(".form-errors a")["href"] == "#id_adults"
    assert page.select_one("#id_adults option[selected]")["value"] == "4"
    ana.refresh_from_db()
    assert (ana.adults, ana.children) == (2, 3)


def test_a_smaller_party_gives_its_place_to_the_next(client: Client, event, ana):
    make_attendee(event=event, adults=5)
    waiting = make_attendee(event=event, status=AttendeeStatus.WAITLISTED)

    client.post(at(ana, "change"), typed(children="2"))

    waiting.refresh_from_db()
    assert waiting.status == AttendeeStatus.ATTENDING


def test_with_another_address_the_old_link_ends(client: Client, ana):
    old = at(ana)

    response = client.post(at(ana, "change"), typed(name="Ana", email="ana@example.com"))

    ana.refresh_from_db()
    assert ana.email == "ana@example.com"
    assert response.url == at(ana)
    assert response.url != old
    assert "The old one has ended." in words(client.get(response.url))
    assert client.get(old).status_code == 404


def test_another_person_s_address_is_refused(client: Client, event, ana):
    make_attendee(event=event, email="bea@example.org")

    response = client.post(at(ana, "change"), typed(email="Bea@example.org"))

    assert soup(response).select_one(".form-errors a")["href"] == "#id_email"
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"


def test_changes_mail_nobody_more_than_a_few_times(client: Client, ana):
    answers = [
        client.post(at(ana, "change"), typed(adults=str(1 + n % 2))).status_code for n in range(6)
    ]

    assert answers == [302, 302, 302, 302, 302, 429]


def test_answers_to_retired_questions_stay(client: Client, event, ana):
    old = make_question(event=event, text="Dog?", retired=True)
    new = make_question(event=event, text="Chairs?", kind=QuestionKind.NUMBER)
    ana.answers = {str(old.pk): "no", str(new.pk): 2}
    ana.save()

    client.post(at(ana, "change"), typed(**{f"question_{new.pk}": "3"}))

    ana.refresh_from_db()
    assert ana.answers == {str(old.pk): "no", str(new.pk): 3}


def test_a_party_larger_than_allowed_by_now_may_stay(client: Client, event, ana):
    event.largest_party = 2
    event.save()

    stays = client.post(at(ana, "change"), typed(name="Ana María"))
    grows = client.post(at(ana, "change"), typed(name="Ana María", adults="3"))

    assert stays.status_code == 302
    assert "One registration brings at most 5 people." in words(grows)


# Cancel


def test_cancelling_asks_first_and_frees_the_places(client: Client, event, ana):
    make_attendee(event=event, adults=5)
    waiting = make_attendee(event=event, adults=4, status=AttendeeStatus.WAITLISTED)
    assert "Your 5 places go to who is next." in words(client.get(at(ana, "cancel")))

    response = client.post(at(ana, "cancel"))

    ana.refresh_from_db()
    waiting.refresh_from_db()
    assert (ana.status, waiting.status) == (AttendeeStatus.CANCELLED, AttendeeStatus.ATTENDING)
    page = client.get(response.url)
    assert "This registration is cancelled." in words(page)
    assert soup(page).select(f"a[href='{reverse('rsvp', args=[event.slug])}']")


def test_cancelling_twice_is_no_error(client: Client, ana):
    answers = [client.post(at(ana, "cancel")) for _ in range(2)]

    assert [answer.url for answer in answers] == [at(ana)] * 2
    assert Message.objects.filter(kind=MessageKind.CANCELLED).count() == 1


def test_who_is_there_does_not_cancel(client: Client, ana):
    presence.check_in(attendee=ana, adults=1, children=0, by=make_user())

    response = client.post(at(ana, "cancel"), follow=True)

    assert "marked as present" in words(response)
    ana.refresh_from_db()
    assert ana.status == AttendeeStatus.ATTENDING


# Mails


def test_language_and_letters_are_chosen(client: Client, ana):
    client.post(at(ana, "mails"), {"language": "ht"})

    ana.refresh_from_db()
    assert (ana.language, ana.wants_news) == ("ht", False)
    client.post(at(ana, "mails"), {"language": "es", "wants_news": "on"})
    ana.refresh_from_db()
    assert (ana.language, ana.wants_news) == ("es", True)
    assert f"http://testserver/es{at(ana)}" in words(client.get(at(ana)))


def test_a_mail_program_stops_letters_by_itself(ana):
    """As RFC 8058 has it: without cookies or CSRF token, and answered without a redirect."""
    program = Client(enforce_csrf_checks=True)

    response = program.post(at(ana, "quiet"), {"List-Unsubscribe": "One-Click"})

    ana.refresh_from_db()
    assert response.status_code == 200
    assert (ana.wants_news, ana.status) == (False, AttendeeStatus.ATTENDING)


def test_people_stop_letters_by_a_button(client: Client, ana):
    assert soup(client.get(at(ana, "quiet"))).select_one("main form button")

    response = client.post(at(ana, "quiet"), follow=True)

    assert response.redirect_chain == [(at(ana, "quiet"), 302)]
    assert "You get no more letters" in words(response)
    ana.refresh_from_db()
    assert ana.wants_news is False


# Data


def test_all_that_is_kept_is_taken_along(client: Client, ana):
    response = client.get(at(ana, "data"))

    told = json.loads(response.content)
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="my-registration.json"'
    assert told["registration"]["name"] == "Ana"
    assert told["registration"]["email"] == "ana@example.org"


def test_erasing_asks_first_gives_the_places_back_and_ends_the_link(client: Client, event, ana):
    make_attendee(event=event, adults=5)
    waiting = make_attendee(event=event, adults=4, status=AttendeeStatus.WAITLISTED)
    link = at(ana)
    assert "It cannot be undone." in words(client.get(at(ana, "erase")))

    response = client.post(at(ana, "erase"), follow=True)

    assert response.redirect_chain == [(event.get_absolute_url(), 302)]
    assert "Your data is erased." in words(response)
    ana.refresh_from_db()
    waiting.refresh_from_db()
    assert (ana.name, ana.email, ana.status) == ("", "", AttendeeStatus.CANCELLED)
    assert waiting.status == AttendeeStatus.ATTENDING
    assert client.get(link).status_code == 404
    assert list(Message.objects.filter(attendee=ana, sent_at=None)) == []
    assert "ana@example.org" not in str(list(Attendee.history.rel.related_model.objects.values()))


def test_who_was_there_is_erased_and_stays_counted(client: Client, event, ana):
    presence.check_in(attendee=ana, adults=2, children=1, by=make_user())

    client.post(at(ana, "erase"))

    ana.refresh_from_db()
    event.seats.refresh_from_db()
    assert (ana.name, ana.people_present) == ("", 3)
    assert (event.seats.present, event.seats.children_present) == (3, 1)


def test_an_event_that_is_hidden_later_is_no_longer_linked(client: Client, event, ana):
    event.publication = Publication.HIDDEN
    event.save()

    page = soup(client.get(at(ana)))
    erased = client.post(at(ana, "erase"))

    assert "You have 5 places." in page.get_text(" ", strip=True)
    assert page.select(f"a[href*='{event.slug}']") == []
    assert erased.url == reverse("event-list")
