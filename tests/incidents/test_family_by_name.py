"""A family's request for somebody without a row: by name, which is known when it comes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from incidents.models import FamilyRequest, Incident, Victim
from incidents.names import honour, honour_by_name, lift
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.incidents.test_admin_incident import ADD, change_of, filled, stored
from tests.incidents.test_family_requests import LIST, page_of
from tests.incidents.test_mentions import tables_with
from tests.staffroom import errors_of, signed_in

pytestmark = pytest.mark.django_db

BY_NAME = "/admin/incidents/familyrequest/by-name/"
NAME = "Zanzibar Doe"
SHOWN = {"outcome": "killed", "name_rule": "full", "name_basis": "published"}


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def asked(agency, wish: str = "remove", name: str = NAME) -> FamilyRequest:
    said = {"asked_by": "the mother", "received_on": date(2018, 9, 1), "note": ""}
    return honour_by_name(name=name, agency=agency, wish=wish, by=make.make_coordinator(), **said)


def sent(agency, wish: str = "remove", **fields):
    first = {"agency": agency.pk, "name": NAME, "wish": wish}
    return {**first, "asked_by": "the mother", "received_on": "2018-09-01", **fields}


def test_the_list_leads_managers_there(manager, agency):
    link = f'<a href="{BY_NAME}">Ask by name…</a>'

    assert link in manager.get(LIST).content.decode()
    assert link not in signed_in(make.make_member(agency=agency)).get(LIST).content.decode()


def test_a_manager_asks_it_reads_it_back_and_sees_what_was_done(manager, agency):
    form = manager.get(BY_NAME)
    assert form.context["form"].initial["agency"] == agency

    read_back = manager.post(BY_NAME, sent(agency))
    assert f"<strong>{NAME}</strong>" in read_back.content.decode()
    assert not FamilyRequest.objects.exists()

    done = manager.post(BY_NAME, sent(agency, confirmed="1"), follow=True)
    request = FamilyRequest.objects.get()
    assert done.redirect_chain == [(page_of(request), 302)]
    page = done.content.decode()
    assert "no row; known by the mark of the name" in page
    assert "The person is counted as before." not in page
    assert (request.agency, request.victim, len(request.name_mark)) == (agency, None, 64)
    assert "name removed" in Entry.objects.filter(verb="forget").get().target


def test_the_name_itself_is_nowhere(manager, agency):
    manager.post(BY_NAME, sent(agency, confirmed="1"))

    assert FamilyRequest.objects.count() == 1
    assert tables_with(NAME) == set()


@pytest.mark.parametrize("name", [NAME, "DOE, ZANZIBAR", "Zanzibar Q. Doe Jr."])
def test_whoever_enters_a_removed_name_later_is_refused(manager, agency, name):
    asked(agency)

    person = {"name": name, "name_rule": "withheld", "name_basis": "", "outcome": "killed"}
    refused = manager.post(ADD, filled(agency=agency, victims=[person]))

    assert "not to keep this name" in errors_of(refused)[0]
    assert not Victim.objects.exists()


def test_nor_does_it_come_in_a_text_of_the_agency(manager, agency):
    asked(agency)
    incident = make.make_incident(agency=agency)

    refused = manager.post(change_of(incident), stored(incident, summary=f"{NAME} was 24."))

    assert "A family asked us not to show a name" in errors_of(refused)[0]


def test_another_agency_is_not_bound():
    asked(make.make_agency())
    agency = make.make_agency()
    manager = signed_in(make.make_member(agency=agency, role=Role.MANAGER))

    person = {"name": NAME, "name_rule": "withheld", "name_basis": "", "outcome": "killed"}
    manager.post(ADD, filled(agency=agency, victims=[person]))

    assert Victim.objects.get().name == NAME


def test_rows_and_texts_that_have_the_name_follow(agency):
    row = make.make_victim(incident=make.make_incident(agency=agency), name=NAME, **SHOWN)
    source = make.make_source(title=f"{NAME}, 24")
    told = make.make_incident(agency=agency, summary=f"A friend of {NAME}.")
    make.make_incident(agency=agency).citations.create(source=source)
    elsewhere = make.make_incident(summary=f"{NAME}, elsewhere")

    request = asked(agency)

    row.refresh_from_db()
    told.refresh_from_db()
    source.refresh_from_db()
    assert (row.name, row.hold) == ("", "removed")
    assert row.family_requests.get().note == f"The same name as in {request}."
    assert (told.summary, source.title) == (
        "A friend of [name withheld].",
        "[name withheld], 24",
    )
    assert tables_with(NAME) == {"incidents_incident", "incidents_incidenthistory"}
    assert Incident.objects.get(summary__contains=NAME) == elsewhere


def test_a_removal_empties_the_versions_of_rows_that_are_gone(agency):
    kept = make.make_incident(agency=agency)
    make.make_victim(incident=kept, name=NAME).delete()
    gone = make.make_incident(agency=agency, summary=f"{NAME} was 24.")
    make.make_victim(incident=gone, name=NAME)
    gone.delete()
    assert tables_with(NAME) == {"incidents_victimhistory", "incidents_incidenthistory"}

    asked(agency)

    assert tables_with(NAME) == set()


def test_to_hold_leaves_them(agency):
    make.make_victim(incident=make.make_incident(agency=agency), name=NAME).delete()

    asked(agency, "hold")

    assert tables_with(NAME) == {"incidents_victimhistory"}


@pytest.mark.parametrize(("first", "then"), [("hold", "hold"), ("remove", "remove")])
def test_what_is_asked_twice_is_done_already(manager, agency, first, then):
    asked(agency, first, "Doe, Zanzibar")

    page = manager.post(BY_NAME, sent(agency, then, confirmed="1")).content.decode()

    assert "This is asked and done already." in page
    assert FamilyRequest.objects.count() == 1


def test_to_remove_goes_further_than_to_hold(agency):
    before = asked(agency, "hold")

    after = asked(agency, "remove")

    before.refresh_from_db()
    assert before.lifted_because == "They ask to remove the name now."
    assert list(FamilyRequest.objects.open()) == [after]


def test_once_lifted_the_name_may_be_entered_again(manager, agency):
    lift(request=asked(agency), because="The mother called.", by=make.make_coordinator())

    person = {"name": NAME, "name_rule": "withheld", "name_basis": "", "outcome": "killed"}
    manager.post(ADD, filled(agency=agency, victims=[person]))

    assert Victim.objects.get().name == NAME


def test_a_row_that_is_deleted_leaves_its_request_in_force(agency):
    victim = make.make_victim(incident=make.make_incident(agency=agency), name=NAME)
    said = {"asked_by": "", "received_on": date(2018, 9, 1), "note": ""}
    honour(victim=victim, wish="hold", by=make.make_coordinator(), **said)
    victim.delete()

    with pytest.raises(ValidationError, match="done already"):
        asked(agency, "hold")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"name": "24"}, "Write given name and surname."),
        ({"name": "Doe"}, "Write given name and surname."),
        ({"name": ""}, "This field is required."),
        ({"received_on": "2999-01-01"}, "This day is still to come."),
        ({"wish": ""}, "This field is required."),
    ],
)
def test_what_is_missing_is_said_and_nothing_done(manager, agency, wrong, error):
    page = manager.post(BY_NAME, {**sent(agency, confirmed="1"), **wrong}).content.decode()

    assert error in page
    assert not FamilyRequest.objects.exists()


def test_only_managers_ask_by_name_and_for_their_agencies_only(agency):
    editor = signed_in(make.make_member(agency=agency))
    other = signed_in(make.make_member(agency=make.make_agency(), role=Role.MANAGER))
    coordinator = signed_in(make.make_coordinator())
    organizer = signed_in(make.make_user())

    assert editor.get(BY_NAME).status_code == 403
    assert organizer.get(BY_NAME).status_code in (302, 403)
    assert "Select a valid choice" in other.post(BY_NAME, sent(agency)).content.decode()
    assert not FamilyRequest.objects.exists()
    coordinator.post(BY_NAME, sent(agency, confirmed="1"))
    assert FamilyRequest.objects.get().agency == agency
