"""The page that tells what still names somebody, and when it goes."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import formats, timezone

from events.models import Letter, Photo
from nightout.agencies.models import Role
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db

PAGE = "/admin/events/attendee/forgetting/"


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here", keep_guests_days=30)


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def make_night(agency, *, days=10, title="Evening", rows=2):
    day = timezone.localdate() - timedelta(days=days)
    event = make.make_event(title=title, host=agency, start_date=day)
    for number in range(rows):
        make.make_attendee(event=event, name=f"Ana {number}", children=1)
    return event


def told(response, table=0):
    """The cells of each row of a table."""
    found = BeautifulSoup(response.content, "html.parser").select("#content table")[table]
    rows = [row.find_all(["td", "th"]) for row in found.tbody.find_all("tr")]
    return [[" ".join(cell.get_text(" ").split()) for cell in row] for row in rows]


def in_words(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def test_a_row_tells_how_many_are_named_since_when_and_when_they_go(manager, agency):
    event = make_night(agency)
    by = make.make_user()
    Letter.objects.create(event=event, subject="Hi", text="Come!", by=by)
    for _number in range(2):
        Photo.objects.create(event=event, jpeg=b"x", width=1, height=1, added_by=by)

    response = manager.get(PAGE)

    goes_on = in_words(event.end_date + timedelta(days=31))
    today = in_words(timezone.localdate())
    assert told(response) == [
        [f"{goes_on} 30 days after the event", str(event), "Police of Here", "2", today, "1", "2"]
    ]
    text = " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())
    assert "2 registrations still name somebody, for 4 people." in text
    assert "Ana" not in text


def test_what_goes_first_stands_first_and_what_is_due_says_so(manager, agency):
    make_night(agency, title="Young")
    make_night(agency, title="Old", days=40)
    make_night(agency, title="Empty", rows=0)

    rows = told(manager.get(PAGE))

    assert [row[1].split(" (")[0] for row in rows] == ["Old", "Young"]
    assert ["due" in row[0] for row in rows] == [True, False]


def test_what_was_forgotten_stands_in_the_list_of_what_was_forgotten_lately(manager, agency):
    event = make_night(agency, days=40)

    call_command("forget", verbosity=0)

    response = manager.get(PAGE)
    assert told(response) == [["Nothing: all is forgotten, or nobody has registered yet."]]
    assert [row[1:] for row in told(response, 1)] == [["the program", f"Attendees: {event}", "2"]]
    assert "2 registrations are forgotten" in response.content.decode()


def test_managers_see_their_own_agencies_and_coordinators_all(manager, agency):
    other = make.make_agency()
    mine, theirs = make_night(agency, title="Mine"), make_night(other, title="Theirs")
    make_night(other, title="Gone", days=100)
    call_command("forget", verbosity=0)

    assert [row[1] for row in told(manager.get(PAGE))] == [str(mine)]
    assert told(manager.get(PAGE), 1) == [["Nothing yet."]]
    everything = signed_in(make.make_coordinator()).get(PAGE)
    assert {row[1] for row in told(everything)} == {str(mine), str(theirs)}
    assert len(told(everything, 1)) == 1


def test_a_coordinator_narrows_to_one_agency_and_a_manager_to_their_own_only(manager, agency):
    other = make.make_agency()
    mine, theirs = make_night(agency, title="Mine"), make_night(other, title="Theirs")

    narrowed = signed_in(make.make_coordinator()).get(PAGE, {"agency": other.pk})
    tried = manager.get(PAGE, {"agency": other.pk})

    assert [row[1] for row in told(narrowed)] == [str(theirs)]
    assert [row[1] for row in told(tried)] == [str(mine)]


def test_an_editor_of_one_agency_does_not_see_what_they_only_edit(agency):
    other = make.make_agency()
    both = make.make_member(agency=agency, role=Role.MANAGER)
    both.memberships.create(agency=other, role=Role.EDITOR)
    mine = make_night(agency, title="Mine")
    make_night(other, title="Theirs")

    assert [row[1] for row in told(signed_in(both).get(PAGE))] == [str(mine)]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ORGANIZER])
def test_who_manages_nothing_is_refused(agency, role):
    client = signed_in(make.make_member(agency=agency, role=role))

    assert client.get(PAGE).status_code == {Role.EDITOR: 403, Role.ORGANIZER: 302}[role]


def test_strangers_are_asked_to_sign_in():
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize("query", ["agency=x", "agency=99", "after=x~y", "after=2018-08-07~x"])
def test_an_address_that_says_nothing_shows_the_first_page(manager, agency, query):
    make_night(agency)

    assert len(told(manager.get(f"{PAGE}?{query}"))) == 1


def test_the_list_goes_on_over_pages(manager, agency, monkeypatch):
    monkeypatch.setattr("events.admin.forgetting.PAGE", 2)
    for days in (1, 2, 3):
        make_night(agency, days=days, title=f"Night {days}", rows=1)

    first = manager.get(PAGE)
    later = BeautifulSoup(first.content, "html.parser").find("a", rel="next")["href"]
    second = manager.get(f"{PAGE}{later}")

    titles = [row[1].split(" (")[0] for row in told(first) + told(second)]
    assert titles == ["Night 3", "Night 2", "Night 1"]


@pytest.mark.parametrize("events", [1, 3])
def test_page_takes_as_many_queries_for_three_events_as_for_one(
    manager, agency, events, django_assert_num_queries
):
    for number in range(events):
        make_night(agency, title=f"Night {number}")

    # session, account, roles; events with their numbers, hosts; totals; own agencies, the log
    with django_assert_num_queries(8):
        response = manager.get(PAGE)

    assert len(told(response)) == events


def test_managers_find_the_page_from_the_first_one_and_from_the_list(manager, agency):
    editor = signed_in(make.make_member(agency=agency))

    for page in ("/admin/", "/admin/events/attendee/"):
        assert PAGE in manager.get(page).content.decode()
        assert PAGE not in editor.get(page).content.decode()


# Who is forgotten, in the staff room


def test_who_is_forgotten_is_listed_as_such_and_can_no_longer_be_changed(manager, agency):
    event = make_night(agency, days=40, rows=1)
    call_command("forget", verbosity=0)
    (row,) = event.attendees.all()

    listed = manager.get(f"/admin/events/attendee/?event={event.pk}")
    page = manager.get(f"/admin/events/attendee/{row.pk}/change/")
    sent = {"name": "Ana", "adults": 1, "children": 0, "status": "attending"}
    refused = manager.post(f"/admin/events/attendee/{row.pk}/change/", sent)

    assert "forgotten" in listed.content.decode()
    assert page.status_code == 200
    assert 'name="name"' not in page.content.decode()
    assert refused.status_code == 403


def filled_in(response):
    """What a browser would send of the page's form as it is."""
    form = BeautifulSoup(response.content, "html.parser").select_one("#content-main form")
    sent = {}
    for field in form.select("input[name]:not([type=submit]), textarea[name]"):
        if field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value") or field.get_text())
    for field in form.select("select[name]"):
        chosen = field.select("option[selected]") or field.select("option")[:1]
        sent[field["name"]] = [option.get("value", "") for option in chosen]
    return sent


def test_an_event_of_which_all_are_forgotten_can_still_be_saved(manager, agency):
    event = make_night(agency, days=40, rows=1)
    call_command("forget", verbosity=0)
    url = f"/admin/events/event/{event.pk}/change/"

    response = manager.post(url, {**filled_in(manager.get(url)), "rain_plan": "In the hall"})

    event.refresh_from_db()
    assert response.status_code == 302
    assert event.rain_plan == "In the hall"
    assert event.attendees.get().adults == 1
