"""All people of a campaign, for its coordinator."""

from datetime import date

import pytest
from django.test import Client

from events.models import Attendee, AttendeeStatus, QuestionKind
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.events.taken import CAMPAIGN, csv_rows, headers, notice, screen_rows, take, xlsx_rows
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_city,
    make_coordinator,
    make_event,
    make_member,
    make_question,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

DESK = "/organize/campaigns/night-out-2018/"
PAGES = [DESK, CAMPAIGN, f"{DESK}attendees.csv", f"{DESK}attendees.xlsx"]


@pytest.fixture
def campaign():
    return make_campaign(name="Night Out 2018", slug="night-out-2018")


@pytest.fixture
def coordinator(client: Client):
    user = make_coordinator()
    client.force_login(user)
    return user


@pytest.fixture
def events(campaign):
    """Two of it, a day apart, and one that is not of it."""
    miami = make_city(name="Miami", time_zone="America/Chicago")
    later = make_event(title="In Miami", host=make_agency(), campaign=campaign, city=miami)
    sooner = make_event(
        title="In Opa-locka",
        host=make_agency(),
        campaign=campaign,
        city=make_city(name="Opa-locka"),
        start_date=date(2018, 8, 6),
    )
    make_attendee(event=make_event(host=make_agency()), name="Somebody Else")
    return sooner, later


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_asked_to_sign_in(client: Client, campaign, path: str):
    response = client.get(path)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_for_all_but_a_coordinator_it_does_not_exist(client: Client, events, path: str):
    agency = events[0].agencies.get()
    organizer = make_member(agency=agency, role=Role.ORGANIZER)
    events[0].organizers.add(organizer)
    others = [
        organizer,
        make_user(is_staff=True),
        make_member(agency=agency, role=Role.EDITOR),
        make_member(agency=agency, role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        answers.append(client.get(path).status_code)

    assert answers == [404] * len(others)


def test_campaign_that_is_not_there(client: Client, coordinator):
    assert [client.get(path).status_code for path in PAGES] == [404] * len(PAGES)


def test_holds_all_its_people_event_by_event_the_same_everywhere(
    client: Client, events, coordinator
):
    sooner, later = events
    make_attendee(event=later, name="Ana Abbott")
    make_attendee(event=sooner, name="Zoe Zanders")
    make_attendee(event=sooner, name="Bea Brown", status=AttendeeStatus.WAITLISTED)

    table, book = csv_rows(client, CAMPAIGN), xlsx_rows(client, CAMPAIGN)

    assert headers(client, CAMPAIGN) == table[0] == book[0]
    assert table[0][:5] == ["Event", "Day", "City", "Name", "Status"]
    assert [row[:4] for row in table[1:]] == [
        ["In Opa-locka", "2018-08-06", "Opa-locka", "Bea Brown"],
        ["In Opa-locka", "2018-08-06", "Opa-locka", "Zoe Zanders"],
        ["In Miami", "2018-08-07", "Miami", "Ana Abbott"],
    ]
    assert [row[3] for row in book[1:]] == ["Bea Brown", "Zoe Zanders", "Ana Abbott"]
    first_event = [row[3] for row in screen_rows(client, CAMPAIGN)]
    assert first_event == ["Bea Brown", "Zoe Zanders"]
    assert book[1][1].date() == date(2018, 8, 6)


def test_each_event_has_its_own_clock(client: Client, events, coordinator):
    for event in events:
        make_attendee(event=event)
    Attendee.objects.update(registered_at="2018-08-01T22:30:00Z")

    table = csv_rows(client, CAMPAIGN)

    at = table[0].index("Registered")
    assert [row[at] for row in table[1:]] == ["2018-08-01 18:30", "2018-08-01 17:30"]


def test_answers_stand_in_one_cell_with_their_questions(client: Client, events, coordinator):
    bring = make_question(event=events[0], text="What will you bring?", place=1)
    chairs = make_question(
        event=events[0], text="How many chairs?", kind=QuestionKind.NUMBER, place=0
    )
    answers = {str(bring.pk): "=1+1", str(chairs.pk): 4}
    make_attendee(event=events[0], answers=answers)
    make_attendee(event=events[1], answers={str(bring.pk): "not asked there"})

    for table in (csv_rows(client, CAMPAIGN), xlsx_rows(client, CAMPAIGN)):
        at = table[0].index("Answers")
        assert [row[at] for row in table[1:]] == [
            "How many chairs?: 4; What will you bring?: =1+1",
            "",
        ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_formula_is_neutralised(client: Client, events, coordinator, text: str):
    event = events[0]
    event.title = text
    event.save()
    question = make_question(event=event, text=text)
    make_attendee(event=event, name=text, answers={str(question.pk): "A cake"})

    for table in (csv_rows(client, CAMPAIGN), xlsx_rows(client, CAMPAIGN)):
        row = table[1]
        assert (row[0], row[3]) == (f"'{text}", f"'{text}")
        assert row[table[0].index("Answers")] == f"'{text}: A cake"


def test_is_recorded_with_all_agencies(client: Client, events, coordinator):
    for event in events:
        make_attendee(event=event)

    response = take(client, "csv", CAMPAIGN)

    entry = Entry.objects.get(verb="export")
    assert (entry.who, entry.count) == (coordinator.email, 2)
    assert entry.target == "attendees of night-out-2018 as CSV"
    assert entry.agencies == sorted(event.agencies.get().pk for event in events)
    name = 'filename="attendees-night-out-2018-personal-data.csv"'
    assert name in response["Content-Disposition"]


def test_link_opens_nothing_for_another_coordinator(client: Client, events, coordinator):
    page = soup(client.get(CAMPAIGN))
    address = page.select_one('main a[href*="attendees.xlsx"]')["href"]
    client.force_login(make_coordinator())

    assert client.get(address).status_code == 403


def test_first_rows_are_of_who_is_shown(client: Client, events, coordinator):
    sooner, later = events
    make_attendee(event=sooner, name="Coming")
    make_attendee(event=later, name="Waiting", status=AttendeeStatus.WAITLISTED)

    assert [row[3] for row in screen_rows(client, f"{CAMPAIGN}?status=waitlisted")] == ["Waiting"]


def test_campaign_without_people_has_a_list_of_nobody(client: Client, events, coordinator):
    assert "Nobody here yet." in words(client.get(CAMPAIGN))
    assert len(csv_rows(client, CAMPAIGN)) == 1


def test_has_no_sheet_for_paper(client: Client, campaign, coordinator):
    assert soup(client.get(CAMPAIGN)).select('a[href*=".pdf"]') == []


def test_sample_says_so(client: Client, events, campaign, coordinator):
    campaign.is_sample = True
    campaign.save()
    make_attendee(event=events[0])

    assert csv_rows(client, CAMPAIGN)[1][-1] == "Sample: not announced by any agency"
    assert "Sample: not announced by any agency" in notice(client, CAMPAIGN)
    assert "Sample: not announced by any agency." in words(client.get(DESK))


def test_desk_shows_its_events_with_figures_and_their_sums(client: Client, events, coordinator):
    sooner, later = events
    make_attendee(event=sooner, adults=2, children=3)
    make_attendee(event=sooner, adults=1, status=AttendeeStatus.WAITLISTED)
    make_attendee(event=later, adults=1, children=1, present_by=coordinator)

    page = soup(client.get(DESK))

    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in page.select("tr")
    ]
    assert rows[1][0] == "In Opa-locka"
    assert rows[1][3:] == ["5", "3", "–", "1", "0"]
    assert rows[2][3:] == ["2", "1", "–", "0", "2"]
    assert rows[3][1:] == ["7", "4", "", "1", "2"]


def test_ways_there_are_shown_to_a_coordinator_alone(client: Client, events, campaign, coordinator):
    event = events[0]
    agency = event.agencies.get()
    of_the_event = f"/organize/events/{event.slug}/lists/"
    in_the_staff_room = f"/admin/events/campaign/{campaign.pk}/change/"
    pages = [of_the_event, in_the_staff_room]

    seen = [bool(soup(client.get(page)).select(f'a[href="{DESK}"]')) for page in pages]
    client.force_login(make_member(agency=agency, role=Role.MANAGER))
    of_others = [bool(soup(client.get(page)).select(f'a[href="{DESK}"]')) for page in pages]

    assert (seen, of_others) == ([True, True], [False, False])


def test_desk_without_events(client: Client, campaign, coordinator):
    assert "No events yet." in words(client.get(DESK))


@pytest.mark.parametrize("number", [1, 3])
def test_asks_the_same_number_of_queries(
    client: Client, campaign, coordinator, number: int, django_assert_num_queries
):
    for place in range(number):
        event = make_event(host=make_agency(), campaign=campaign)
        make_attendee(event=event, name=f"Person {place}")

    with django_assert_num_queries(6):
        client.get(DESK)
    with django_assert_num_queries(9):
        client.get(CAMPAIGN)
