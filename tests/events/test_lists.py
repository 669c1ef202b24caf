"""Choosing columns, and the links to files: whose they are and how long they work."""

import itertools
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from events.models import AttendeeStatus, ListLayout
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.events.taken import LISTS, csv_rows, headers, link, query, read_csv, screen_rows, take
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_event,
    make_member,
    make_question,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

FILES = [f"/organize/events/night-out/attendees.{form}" for form in ("csv", "xlsx", "pdf")]
PAGES = [LISTS, *FILES]
FIRST = [
    *("Name", "Status", "Adults", "Children", "E-mail", "Phone", "Access needs", "Note"),
    *("Came from", "Registered", "Present"),
]


@pytest.fixture
def event():
    return make_event(title="Night Out", slug="night-out", host=make_agency())


@pytest.fixture
def organizer(event, client: Client):
    """Signed in."""
    user = make_member(agency=event.agencies.get(), role=Role.ORGANIZER)
    event.organizers.add(user)
    client.force_login(user)
    return user


def ticked(client: Client) -> list[str]:
    boxes = soup(client.get(LISTS)).select('input[name="shown"][checked]')
    return [box["value"] for box in boxes]


def order(client: Client) -> list[str]:
    return [kept["value"] for kept in soup(client.get(LISTS)).select('input[name="order"]')]


def press(client: Client, button: str = "", key: str = "", **changes: list[str]):
    """As a browser without scripts sends the form."""
    sent = {"order": order(client), "shown": ticked(client), **changes}
    return client.post(LISTS, sent | ({button: key} if button else {}))


@pytest.mark.parametrize("path", PAGES)
def test_stranger_is_asked_to_sign_in(client: Client, event, path: str):
    response = client.get(path)

    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", PAGES)
def test_for_those_who_may_not_see_it_the_event_does_not_exist(client: Client, event, path: str):
    agency = event.agencies.get()
    others = [
        make_user(),
        make_user(is_staff=True),
        make_member(agency=agency, role=Role.ORGANIZER),  # of the agency, but not given this event
        make_member(agency=make_agency(), role=Role.ORGANIZER),
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        answers += [client.get(path).status_code, client.get(f"{path}?ticket=x").status_code]
    client.force_login(others[0])

    assert answers == [404] * 2 * len(others)
    assert client.post(LISTS, {"shown": "name"}).status_code == 404
    assert Entry.objects.count() == 0
    assert ListLayout.objects.count() == 0


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_those_who_look_after_it_take_it(client: Client, event, organizer, form: str):
    agency = event.agencies.get()
    insiders = [
        organizer,
        make_member(agency=agency, role=Role.EDITOR),
        make_member(agency=agency, role=Role.MANAGER),
        make_coordinator(),
    ]

    answers = []
    for user in insiders:
        client.force_login(user)
        answers.append(take(client, form).status_code)

    assert answers == [200] * len(insiders)


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_taken(client: Client, event, organizer, path: str, method: str):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_link_works_for_a_quarter_of_an_hour(client: Client, event, organizer, form: str):
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False) as now:
        address = link(client, form)
        now.shift(timedelta(minutes=15))
        in_time = client.get(address)
        now.shift(timedelta(seconds=1))
        too_late = client.get(address)
        fresh = soup(too_late).select_one(f'main a[href*="attendees.{form}"]')["href"]
        again = client.get(fresh)

    assert (in_time.status_code, too_late.status_code, again.status_code) == (200, 410, 200)
    assert "This link is over" in words(too_late)
    assert Entry.objects.filter(verb="export").count() == 2


def test_link_that_is_over_speaks_the_language_of_its_page(client: Client, event, organizer):
    with time_machine.travel("2018-08-06T16:00:00Z", tick=False) as now:
        address = link(client, "csv", f"/es{LISTS}")
        now.shift(timedelta(hours=1))
        page = soup(client.get(address))

    assert page.html["lang"] == "es"
    assert query(page.select_one('main a[href*="attendees.csv"]')["href"])["language"] == ["es"]


def test_link_opens_nothing_for_somebody_else(client: Client, event, organizer):
    make_attendee(event=event)
    address = link(client, "csv")
    colleague = make_member(agency=event.agencies.get(), role=Role.MANAGER)
    client.force_login(colleague)

    response = client.get(address)

    assert response.status_code == 403
    assert "López" not in words(response)
    assert not Entry.objects.filter(verb="export").exists()


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        (FILES[1], {}),
        (FILES[2], {}),
        ("/organize/events/other/attendees.csv", {}),
        (FILES[0], {"status": "attending"}),
        (FILES[0], {"contact": "on"}),
        (FILES[0], {"ticket": ""}),
        (FILES[0], {"ticket": "1:2"}),
        (FILES[0], {"ticket": "\x00"}),
        (FILES[0], {"ticket": "é"}),
    ],
)
def test_link_opens_nothing_else(client: Client, event, organizer, path: str, changes: dict):
    other = make_event(title="Other", slug="other", host=event.agencies.get())
    other.organizers.add(organizer)
    asked = {name: value for name, (value,) in query(link(client, "csv")).items()}

    assert client.get(path, asked | changes).status_code == 403
    assert not Entry.objects.filter(verb="export").exists()


def test_link_holds_nothing_about_anybody(client: Client, event, organizer):
    asked = query(link(client, "csv"))

    assert set(asked) == {"language", "ticket"}
    moment, signature = asked["ticket"][0].split(":")
    assert len(moment) < 8
    assert organizer.email not in link(client, "csv")
    assert len(signature) == 43  # 256 bits


@pytest.mark.parametrize(
    ("form", "count", "target"),
    [
        ("csv", 3, "attendees of night-out as CSV"),
        ("xlsx", 3, "attendees of night-out as XLSX"),
        ("pdf", 2, "attendees of night-out as PDF"),  # nobody who cancelled
    ],
)
def test_download_is_recorded_before_the_first_byte(
    client: Client, event, organizer, form: str, count: int, target: str
):
    make_attendee(event=event)
    make_attendee(event=event, name="Zoe Abbott", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Bea Brown", status=AttendeeStatus.CANCELLED)

    take(client, form)  # the body is never read: the connection was cut

    entry = Entry.objects.get(verb="export")
    assert (entry.who, entry.count, entry.target) == (organizer.email, count, target)
    assert entry.agencies == [event.agencies.get().pk]


def test_record_says_who_was_asked_for(client: Client, event, organizer):
    make_attendee(event=event)

    take(client, "csv", f"{LISTS}?status=waitlisted")

    entry = Entry.objects.get(verb="export")
    assert (entry.target, entry.count) == ("attendees of night-out as CSV (waitlisted)", 0)


def test_page_shows_the_first_rows_and_records_it(client: Client, event, organizer):
    for number in range(7):
        make_attendee(event=event, name=f"Person {number}")

    page = client.get(LISTS)

    assert [cell.get_text() for cell in soup(page).select("tbody td:first-child")] == [
        f"Person {number}" for number in range(5)
    ]
    assert "7 rows, one for each party." in words(page)
    entry = Entry.objects.get()
    assert (entry.verb, entry.count) == ("read", 5)
    assert entry.target == "first attendees of night-out"


def test_page_says_how_to_handle_a_list_before_it_is_taken(client: Client, event, organizer):
    said = words(client.get(LISTS))

    assert "use them to run this event, and for nothing else." in said
    assert "Each download is recorded with your name." in said
    assert "The buttons work for you alone, and for 15 minutes." in said


def test_columns_at_first(client: Client, event, organizer):
    assert headers(client) == FIRST
    assert csv_rows(client)[0] == FIRST


def test_columns_are_chosen_ordered_and_remembered(client: Client, event, organizer):
    make_attendee(event=event, adults=2, children=3)

    press(client, shown=["people", "name"], order=["people", "name"])

    assert headers(client) == ["People", "Name"]
    assert csv_rows(client) == [["People", "Name"], ["5", "Ana María López"]]
    other = make_event(title="Other", slug="other", host=event.agencies.get())
    other.organizers.add(organizer)
    assert headers(client, "/organize/events/other/lists/") == ["People", "Name"]


def test_choice_is_ones_own(client: Client, event, organizer):
    press(client, shown=["name"])
    client.force_login(make_member(agency=event.agencies.get(), role=Role.EDITOR))

    assert headers(client) == FIRST


def test_move_keeps_every_tick_and_the_rest_of_the_order(client: Client, event, organizer):
    kept = ["name", "status", "phone", "note", "language"]

    response = press(client, "up", "note", shown=kept)

    assert ticked(client) == ["name", "status", "note", "phone", "language"]
    assert response.url == f"{LISTS}?moved=note&way=up"
    button = soup(client.get(response.url)).select_one("button[autofocus]")
    assert (button["name"], button["value"]) == ("up", "note")
    assert "Note, 3 of 5: further to the front" in button.get_text(" ", strip=True)


def test_move_at_the_end_leaves_the_other_button_in_focus(client: Client, event, organizer):
    press(client, shown=["name", "phone"])

    response = press(client, "up", "phone")

    assert ticked(client) == ["phone", "name"]
    page = soup(client.get(response.url))
    assert page.select_one("button[autofocus]")["name"] == "down"
    assert [b["name"] for b in page.select("button[disabled]")] == ["up", "down"]


def test_moving_beyond_an_end_changes_nothing(client: Client, event, organizer):
    press(client, shown=["name", "phone"])

    press(client, "up", "name")
    press(client, "down", "phone")

    assert ticked(client) == ["name", "phone"]


def test_every_order_is_reached_by_moves(client: Client, event, organizer):
    press(client, shown=["name", "phone", "note"])

    seen = set()
    for button, key in itertools.cycle([("down", "name"), ("up", "note")]):
        seen.add(tuple(ticked(client)))
        if len(seen) == 3:
            break
        press(client, button, key)

    assert seen == {
        ("name", "phone", "note"),
        ("phone", "name", "note"),
        ("phone", "note", "name"),
    }


def test_list_without_a_column_is_refused(client: Client, event, organizer):
    response = client.post(LISTS, {"order": ["name"]}, follow=True)

    assert "Tick at least one column. Nothing was changed." in words(response)
    assert headers(client) == FIRST


def test_unknown_columns_are_left_out(client: Client, event, organizer):
    press(client, "up", "no-such", shown=["no-such", "note", "q999999"], order=["\x00", "x" * 999])

    assert ticked(client) == ["note"]
    assert ListLayout.objects.get().shown == ["note"]


def test_columns_can_be_as_at_first(client: Client, event, organizer):
    press(client, shown=["note"])

    press(client, "first")

    assert headers(client) == FIRST
    assert not ListLayout.objects.exists()


def test_column_new_since_then_is_shown_behind_its_neighbour(client: Client, event, organizer):
    press(client, shown=["name", "note", "adults"], order=["name", "note", "adults"])

    make_question(event=event, text="How many chairs?")

    assert headers(client) == ["Name", "Note", "How many chairs?", "Adults"]


def test_choice_for_one_events_questions_survives_that_for_another(
    client: Client, event, organizer
):
    mine = make_question(event=event, text="Mine?")
    other = make_event(title="Other", slug="other", host=event.agencies.get())
    other.organizers.add(organizer)
    theirs = make_question(event=other, text="Theirs?")
    press(client, shown=[f"q{mine.pk}", "name"], order=[f"q{mine.pk}", "name"])

    client.post(
        "/organize/events/other/lists/",
        {"order": ["name", f"q{theirs.pk}", "note"], "shown": ["name", "note"]},
    )

    assert headers(client, "/organize/events/other/lists/") == ["Name", "Note"]
    assert headers(client) == ["Mine?", "Name", "Note"]


def test_page_keeps_who_is_shown_while_columns_change(client: Client, event, organizer):
    response = client.post(f"{LISTS}?status=attending", {"order": ["name"], "shown": ["name"]})

    assert response.url == f"{LISTS}?status=attending"


def test_buttons_take_who_is_shown(client: Client, event, organizer):
    make_attendee(event=event, name="Coming")
    make_attendee(event=event, name="Waiting", status=AttendeeStatus.WAITLISTED)
    page = f"{LISTS}?status=waitlisted"

    rows = read_csv(client.get(link(client, "csv", page)))

    assert [row[0] for row in screen_rows(client, page)] == [row[0] for row in rows[1:]]
    assert [row[0] for row in rows[1:]] == ["Waiting"]


def test_page_leads_to_the_list_that_can_be_read_aloud(client: Client, event, organizer):
    page = soup(client.get(LISTS))

    assert page.select('main a[href="/organize/events/night-out/attendees/"]')


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(
    client: Client, event, organizer, rows: int, django_assert_num_queries
):
    for number in range(rows):
        make_question(event=event, text=f"Question {number}?")
        make_attendee(event=event, name=f"Person {number}")
        make_attendee(event=event, name=f"Waits {number}", status=AttendeeStatus.WAITLISTED)
        event.agency_roles.create(agency=make_agency())
    addresses = [link(client, form) for form in ("csv", "xlsx", "pdf")]

    with django_assert_num_queries(10):
        client.get(LISTS)
    with django_assert_num_queries(8):
        client.get(addresses[0])
    with django_assert_num_queries(8):
        client.get(addresses[1])
    with django_assert_num_queries(15):
        client.get(addresses[2])
