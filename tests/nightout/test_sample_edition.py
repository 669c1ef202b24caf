import re
from collections import Counter
from datetime import date

import pytest
from django.db.models import F, Sum
from django.test import Client
from django.utils import timezone

from events.editions import copy_campaign
from events.models import Activity, Attendee, AttendeeStatus, Campaign, Event
from incidents.models import Incident
from nightout.accounts.models import User
from nightout.agencies.models import Agency, Role
from nightout.seed import sample
from nightout.sources.models import ReportedCount
from tests.factories import make_campaign
from tests.readers import soup, words

from .conftest import DEMO_PASSWORD, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_loaded")]

MARK = "Sample: not announced by any agency"
ADDRESSES = [
    "coordinator@example.org",
    "manager.miamigardens@example.org",
    "editor.broward@example.org",
    "organizer.miamigardens@example.org",
]


def edition() -> Campaign:
    return Campaign.objects.get(is_sample=True)


def sample_event(place: str) -> Event:
    return Event.objects.public().get(campaign=edition(), title__endswith=place)


# The edition


def test_edition_is_on_the_next_first_tuesday_of_august():
    campaign, today = edition(), timezone.localdate()

    assert campaign.date > today
    assert campaign.date == campaign.date_in(campaign.date.year)
    assert campaign.date_in(campaign.date.year - 1) <= today
    assert campaign.name == f"National Night Out {campaign.date.year} (sample)"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 22), date(2027, 8, 3)),
        (date(2026, 8, 3), date(2026, 8, 4)),
        (date(2026, 8, 4), date(2027, 8, 3)),
    ],
)
def test_next_date_comes_after_today(today, expected):
    original = Campaign.objects.get(is_sample=False)

    assert sample.next_date(original, today) == expected


def test_sample_stands_beside_a_real_edition_of_the_same_day():
    day = edition().date
    edition().events.all().delete()
    edition().delete()
    real = make_campaign(name=f"National Night Out {day.year}", date=day)

    run("load_seed")

    assert (real.date, edition().date) == (day, day)


def test_all_six_events_are_public_and_coming():
    events = Event.objects.public().upcoming()

    assert sorted(events.values_list("title", flat=True)) == sorted(
        Event.objects.announced().values_list("title", flat=True)
    )
    assert events.count() == 6
    assert Event.objects.announced().count() == 6


def test_events_keep_agency_city_and_park_of_2018():
    def known(event: Event) -> tuple:
        roles = tuple(event.agency_roles.values_list("agency", "role"))
        return (event.title, event.city, event.neighborhood, event.park, roles)

    of_2018 = {known(event) for event in Event.objects.announced()}

    assert {known(event) for event in edition().events.all()} == of_2018
    assert edition().events.filter(park=None).count() == 3


def test_nothing_reported_of_2018_is_said_of_the_sample():
    for event in edition().events.all():
        assert event.description == "Made up to show the program: no agency announced it."
        assert (event.inference, event.notes, event.citations.count()) == ("", "", 0)


def test_events_have_what_a_resident_needs():
    for event in edition().events.all():
        assert event.start_time is not None
        assert event.is_free is True
        assert event.languages != []
        assert "example.org" in event.contact


def test_one_event_has_an_unknown_end(client: Client):
    (unknown,) = edition().events.filter(end_time=None)

    assert unknown.city.name == "West Perrine"
    assert "end not announced" in words(client.get(unknown.get_absolute_url()))


def test_sample_says_so_on_every_page_of_its_own(client: Client):
    pages = [event.get_absolute_url() for event in edition().events.all()]

    for page in [edition().get_absolute_url(), *pages]:
        assert MARK in words(client.get(page))


@pytest.mark.parametrize(
    "page", ["/", "/events/", "/cities/miami-fl/", "/agencies/miami-dade-police/"]
)
def test_sample_says_so_on_every_card_of_a_list(client: Client, page):
    cards = soup(client.get(page)).select(".event-card")

    coming = [card for card in cards if f"{edition().date.year}" in str(card)]
    assert coming != []
    assert [card for card in coming if MARK not in card.get_text()] == []


def test_facts_of_2018_are_not_marked_as_sample(client: Client):
    for event in Event.objects.announced():
        assert MARK not in words(client.get(event.get_absolute_url()))


def test_sample_adds_nothing_to_incidents_and_claims():
    assert Incident.objects.count() == 6
    assert ReportedCount.objects.count() == 7


# The attendees


def people(event: Event, status: AttendeeStatus) -> int:
    rows = Attendee.objects.filter(event=event, status=status)
    return rows.aggregate(n=Sum(F("adults") + F("children"), default=0))["n"]


def test_some_three_hundred_attendees_and_none_in_2018():
    assert Attendee.objects.filter(event__campaign=edition()).count() == 304
    assert Attendee.objects.exclude(event__campaign=edition()).count() == 0


def test_attending_people_never_exceed_the_places():
    full = [
        event.title
        for event in edition().events.exclude(capacity=None)
        if people(event, AttendeeStatus.ATTENDING) > event.capacity
    ]

    assert full == []


def test_one_event_is_full_and_has_a_waiting_list():
    shenandoah = sample_event("Shenandoah Park")

    assert shenandoah.capacity - people(shenandoah, AttendeeStatus.ATTENDING) < 5
    assert people(shenandoah, AttendeeStatus.WAITLISTED) > 10
    waiting = Attendee.objects.filter(status=AttendeeStatus.WAITLISTED)
    assert set(waiting.values_list("event", flat=True)) == {shenandoah.pk}


def test_attendees_show_what_lists_must_cope_with():
    names = list(Attendee.objects.values_list("name", flat=True))

    for pattern in (r"Jr\.$", " and ", "ñ|í|é|è|ó", "-", "'", ",", "de la "):
        assert [name for name in names if re.search(pattern, name)] != [], pattern
    assert Attendee.objects.filter(children__gt=2).exists()
    assert Attendee.objects.filter(status=AttendeeStatus.CANCELLED).exists()
    assert Attendee.objects.filter(email="").exists()
    assert Attendee.objects.filter(phone="").exists()
    assert Attendee.objects.exclude(access_needs="").exists()


def test_nobody_can_be_reached():
    rows = Attendee.objects.values_list("email", "phone")

    emails = [email for email, _phone in rows if email and not email.endswith("@example.org")]
    phones = [p for _email, p in rows if p and not re.fullmatch(r"(305|954)-555-01\d\d", p)]

    assert (emails, phones) == ([], [])


def test_sample_is_the_same_on_every_machine():
    event = sample_event("Rolling Oaks Park")

    names = event.attendees.order_by("pk").values_list("name", flat=True)[:3]

    assert list(names) == ["Camilo Ejemplo", "Íñigo Ficticio", "Lucía Prueba"]


# The demo accounts


def test_accounts_hold_the_four_roles():
    def roles(email: str) -> list[tuple[str, Role]]:
        user = User.objects.get(email=email)
        return list(user.memberships.values_list("agency__name", "role"))

    assert [roles(email) for email in ADDRESSES] == [
        [],
        [("Miami Gardens Police", Role.MANAGER)],
        [("Broward Sheriff's Office", Role.EDITOR)],
        [("Miami Gardens Police", Role.ORGANIZER)],
    ]
    rights = [User.objects.get(email=email) for email in ADDRESSES]
    assert [(user.is_staff, user.is_superuser) for user in rights] == [
        (True, True),
        (True, False),
        (True, False),
        (False, False),
    ]


def test_organizer_sees_who_comes_to_rolling_oaks_only():
    organizer = User.objects.get(email="organizer.miamigardens@example.org")

    assert list(Event.objects.organized_by(organizer)) == [sample_event("Rolling Oaks Park")]


def test_editor_of_broward_edits_west_park_only():
    editor = User.objects.get(email="editor.broward@example.org")

    found = Event.objects.managed_by(editor).values_list("city__name", flat=True)
    assert Counter(found) == {"West Park": 2}
    assert list(Agency.objects.managed_by(editor)) == [Agency.objects.get(kind="sheriff")]


@pytest.mark.parametrize("email", ADDRESSES)
def test_printed_password_opens_the_account(client: Client, sample_loaded, email):
    assert f"with the password {DEMO_PASSWORD}:" in sample_loaded
    assert f"\n  {email}\n" in sample_loaded
    assert client.login(email=email, password=DEMO_PASSWORD)


def test_password_changed_by_hand_is_not_printed_as_the_demo_one():
    coordinator = User.objects.get(email="coordinator@example.org")
    coordinator.set_password("my own words, not yours")
    coordinator.save()

    said = run("load_seed")

    assert "  coordinator@example.org (password changed by you)\n" in said
    assert "  editor.broward@example.org\n" in said
    coordinator.refresh_from_db()
    assert coordinator.check_password("my own words, not yours")


def test_account_that_was_removed_stays_away():
    User.objects.filter(email="editor.broward@example.org").delete()

    said = run("load_seed")

    assert "editor.broward@example.org" not in said


# A second run


def versions() -> list[int]:
    models = (Campaign, Event, Attendee, User, Activity)
    return [model.pgh_event_model.objects.count() for model in models]


def test_second_run_changes_nothing(sample_loaded):
    before = versions()

    said = run("load_seed")

    assert said.splitlines()[:2] == [
        "Facts: there already, left as they are.",
        "Sample edition: there already, left as it is.",
    ]
    assert said.splitlines()[2:] == sample_loaded.splitlines()[2:]
    assert versions() == before


def test_what_people_changed_in_the_sample_is_theirs():
    Event.objects.filter(campaign=edition()).update(title="Ours now")
    Attendee.objects.all().delete()

    run("load_seed")

    assert edition().events.filter(title="Ours now").count() == 6
    assert Attendee.objects.count() == 0


def test_sample_follows_facts_that_were_changed_before():
    edition().events.all().delete()
    edition().delete()
    Event.objects.filter(city__name="West Park").update(title="Our night")

    run("load_seed")

    ours = edition().events.get(title="Our night")
    assert (edition().events.count(), ours.attendees.count()) == (6, 0)


def test_account_that_was_there_before_keeps_its_password():
    User.objects.all().delete()
    edition().events.all().delete()
    edition().delete()
    mine = User.objects.create_user("Coordinator@Example.org", "my own words, not yours")

    said = run("load_seed")

    mine.refresh_from_db()
    assert mine.check_password("my own words, not yours")
    assert (mine.is_staff, User.objects.count()) == (False, 4)
    assert f"  {mine.email} (password changed by you)\n" in said


def test_without_the_campaign_of_2018_there_is_no_sample():
    Event.objects.all().delete()
    Campaign.objects.all().delete()

    said = run("load_seed")

    assert "Sample edition: none, for the campaign of 2018 was removed.\n" in said
    assert Campaign.objects.count() == 0


def test_copy_of_the_sample_is_a_sample():
    copy = copy_campaign(campaign=edition(), date=date(2050, 8, 2), by=None)

    assert copy.is_sample is True
