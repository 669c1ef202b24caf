"""What the filters of the staff room's lists offer: all that is in use, and nothing else."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from incidents.models import Incident, Location
from nightout.agencies.models import Role
from nightout.audit.models import Verb, record
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db
INCIDENTS = "/admin/incidents/incident/"


def offered(client: Client, by: str, page: str = INCIDENTS) -> list[str]:
    """The choices of a filter, as they read, without "All"."""
    soup = BeautifulSoup(client.get(page).content, "html.parser")
    choices = soup.select(f'[data-filter-title="{by}"] li')
    return [choice.get_text(strip=True) for choice in choices][1:]


def many_incidents(number: int, **fields) -> None:
    day = date(2022, 6, 1)
    rows = Incident.objects.bulk_create(
        Incident(occurred_from=day, occurred_to=day, precision="day", agency=fields["agency"])
        for _ in range(number)
    )
    Location.objects.bulk_create(
        Location(incident=row, precision="city", city=fields["city"]) for row in rows
    )


def test_agencies_and_cities_are_offered_however_old_their_incidents_are():
    old = make.make_agency(name="Old Police")
    make.make_incident(agency=old, city=make.make_city(name="Opa-locka"))
    many_incidents(
        210, agency=make.make_agency(name="New Police"), city=make.make_city(name="Miami")
    )
    make.make_agency(name="Idle Police")
    make.make_city(name="Hialeah")
    coordinator = signed_in(make.make_coordinator())

    assert offered(coordinator, "agency") == ["New Police", "Old Police"]
    assert sorted(offered(coordinator, "city")) == ["Miami, FL", "Opa-locka, FL"]


def test_an_editor_is_offered_what_the_own_incidents_use():
    own, other = make.make_agency(name="Ours"), make.make_agency(name="Theirs")
    make.make_incident(agency=own, city=make.make_city(name="Miami"), day=date(2016, 6, 1))
    make.make_incident(agency=other, city=make.make_city(name="Hialeah"), day=date(2018, 6, 1))
    editor = signed_in(make.make_member(agency=own))

    assert offered(editor, "agency") == ["Ours"]
    assert offered(editor, "city") == ["Miami, FL"]
    assert offered(editor, "when") == ["2016"]


def test_years_and_months_are_offered_in_which_something_is_recorded():
    for day in (date(2012, 3, 1), date(2018, 6, 17), date(2018, 6, 18), date(2018, 1, 2)):
        make.make_incident(day=day)
    coordinator = signed_in(make.make_coordinator())

    assert offered(coordinator, "when") == ["2018", "2012"]
    assert offered(coordinator, "when", f"{INCIDENTS}?when=2018") == ["2018", "January", "June"]


def test_a_chosen_month_without_rows_stays_to_be_taken_back():
    make.make_incident(day=date(2018, 6, 17))
    coordinator = signed_in(make.make_coordinator())

    assert offered(coordinator, "when", f"{INCIDENTS}?when=2018-12") == ["2018", "June", "December"]


def test_years_of_moments_are_those_of_the_readers_clock():
    with time_machine.travel(datetime(2019, 1, 1, 2, tzinfo=UTC)):
        record(by="somebody", verb=Verb.READ, target="a list", count=1)
    coordinator = signed_in(make.make_coordinator())
    page = "/admin/audit/entry/"

    assert offered(coordinator, "when", page) == ["2018"]
    assert offered(coordinator, "when", f"{page}?when=2018") == ["2018", "December"]
    assert coordinator.get(f"{page}?when=2018-12").context["cl"].result_count == 1


def test_events_are_filtered_by_agencies_whatever_their_role():
    host = make.make_agency(name="Host")
    make.make_event(host=host)
    make.make_agency(name="Idle")

    assert offered(signed_in(make.make_coordinator()), "agency", "/admin/events/event/") == ["Host"]


def test_beyond_a_number_the_list_says_so_and_keeps_what_is_chosen(monkeypatch):
    monkeypatch.setattr("nightout.staffroom.lists.InUse.most", 1)
    agencies = [make.make_agency(name=name) for name in ("Alpha", "Beta")]
    for agency in agencies:
        make.make_incident(agency=agency)
    coordinator = signed_in(make.make_coordinator())

    assert offered(coordinator, "agency") == ["Alpha"]
    assert offered(coordinator, "agency", f"{INCIDENTS}?agency={agencies[1].pk}") == [
        "Alpha",
        "Beta",
    ]
    assert "Only the first 1 are listed." in " ".join(coordinator.get(INCIDENTS).text.split())


def test_who_holds_no_agency_is_offered_nothing_of_the_log():
    record(by="somebody", verb=Verb.READ, target="a list", count=1)
    manager = signed_in(make.make_member(agency=make.make_agency(), role=Role.MANAGER))

    assert offered(manager, "when", "/admin/audit/entry/") == []


def test_who_sees_more_rows_than_are_read_one_by_one_is_offered_the_same(monkeypatch):
    monkeypatch.setattr("nightout.staffroom.lists.MOST_ROWS", 1)
    own, other = make.make_agency(name="Ours"), make.make_agency(name="Theirs")
    for year, name in ((2012, "Miami"), (2018, "Opa-locka")):
        make.make_incident(agency=own, city=make.make_city(name=name), day=date(year, 6, 1))
    make.make_incident(agency=other, city=make.make_city(name="Hialeah"), day=date(2016, 6, 1))
    editor = signed_in(make.make_member(agency=own))

    assert offered(editor, "agency") == ["Ours"]
    assert sorted(offered(editor, "city")) == ["Miami, FL", "Opa-locka, FL"]
    assert offered(editor, "when") == ["2018", "2012"]
    assert offered(editor, "when", f"{INCIDENTS}?when=2018") == ["2018", "June"]
