"""Names that a file gives: withheld, and gone for good where a family asked for it."""

from datetime import date

import pytest

from incidents.imports import MappingError
from incidents.models import Incident, Victim, Wish
from incidents.names import honour
from nightout.agencies.models import NameRule, Role
from nightout.audit.forgetting import versions_of
from nightout.audit.models import Entry
from tests.factories import make_coordinator, make_incident, make_member, make_victim
from tests.incidents.imported import brought, changes, mapping, police, remarks

pytestmark = pytest.mark.django_db
ROW = "7,06/17/2018,Miami Gardens,Ada Example,31,dead"


def asked(person: Victim, wish: Wish) -> None:
    honour(
        victim=person,
        wish=wish,
        asked_by="the mother",
        received_on=date(2018, 8, 8),
        note="",
        by=make_coordinator(),
    )


def test_a_name_is_withheld_at_first(tmp_path):
    agency = police()

    brought(tmp_path, ROW, by=make_member(agency=agency, role=Role.MANAGER))

    person = Victim.objects.get()
    assert (person.name, person.public_name) == ("Ada Example", "")
    assert (person.name_rule, person.reviewed_on) == ("withheld", None)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (ROW, "Ada Example"),
        (ROW.replace("31", ""), "Ada Example"),  # as when somebody enters the row by hand
        (ROW.replace("31", "17"), ""),
        (ROW.replace("dead", "hurt"), ""),
        (ROW.replace("dead", "hit"), ""),
    ],
)
def test_an_agency_s_rule_shows_names_of_adults_who_were_killed_only(tmp_path, row, shown):
    agency = police(victims_names=NameRule.FULL)
    manager = make_member(agency=agency, role=Role.MANAGER)

    brought(tmp_path, row, by=manager)

    person = Victim.objects.get()
    assert person.public_name == shown
    assert person.reviewed_by == (manager if shown else None)


def test_without_somebody_who_answers_for_it_no_name_is_shown(tmp_path):
    police(victims_names=NameRule.FULL)

    brought(tmp_path, ROW)

    assert Victim.objects.get().public_name == ""


@pytest.mark.parametrize("row", [ROW, ROW.replace("hit", "dead").replace("31", "32")])
def test_a_removed_name_does_not_come_back_with_the_file(tmp_path, row):
    police()
    brought(tmp_path, ROW)
    asked(Victim.objects.get(), Wish.REMOVE)

    brought(tmp_path, row)

    person = Victim.objects.get()
    assert (person.name, person.hold) == ("", "removed")
    assert set(versions_of(Victim).objects.values_list("name", flat=True)) == {""}


def test_a_removed_name_that_the_file_spells_anew_is_told_and_not_taken(tmp_path):
    police()
    brought(tmp_path, ROW)
    asked(Victim.objects.get(), Wish.REMOVE)

    report = brought(tmp_path, ROW.replace("Ada Example", "Ada B. Exampel"))

    assert Victim.objects.get().name == ""
    assert remarks(report) == [("name_removed", 2, "7", "name", "")]


@pytest.mark.parametrize("wish", list(Wish))
def test_a_request_holds_for_another_file_and_for_a_row_that_was_deleted(tmp_path, wish):
    police(victims_names=NameRule.FULL)
    manager = make_coordinator()
    brought(tmp_path, ROW, by=manager)
    asked(Victim.objects.get(), wish)
    Incident.objects.all().delete()
    other = mapping(('reference = "gazette"', 'reference = "other"'))

    report = brought(
        tmp_path, ROW.replace("Ada Example", '"Example, Ada"'), by=manager, mapping=other
    )

    person = Victim.objects.get()
    assert person.public_name == ""
    assert person.name == ("" if wish == Wish.REMOVE else "Example, Ada")
    kind = "name_removed" if wish == Wish.REMOVE else "name_held"
    assert remarks(report) == [(kind, 2, "7", "name", "")]
    assert "Ada" not in str(report.as_json())


def test_who_turns_out_to_have_survived_is_named_no_longer(tmp_path):
    agency = police(victims_names=NameRule.FULL)
    manager = make_member(agency=agency, role=Role.MANAGER)
    brought(tmp_path, ROW, by=manager)

    brought(tmp_path, ROW.replace("dead", "hurt"), by=manager)

    person = Victim.objects.get()
    assert (person.outcome, person.public_name, person.name) == ("injured", "", "Ada Example")


def test_another_name_waits_for_somebody_to_look_at_it(tmp_path):
    agency = police(victims_names=NameRule.FULL)
    manager = make_member(agency=agency, role=Role.MANAGER)
    brought(tmp_path, ROW, by=manager)

    brought(tmp_path, ROW.replace("Ada", "Adah"), by=manager)

    person = Victim.objects.get()
    assert (person.name, person.public_name) == ("Adah Example", "")


def test_a_name_that_a_person_corrected_stays(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(name="Ada M. Exemplar")

    report = brought(tmp_path, ROW.replace("Ada", "Adah"))

    assert Victim.objects.get().name == "Ada M. Exemplar"
    assert remarks(report) == [("decided", 2, "7", "name", "")]


def test_no_report_has_a_name_in_it(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(name="Ada M. Exemplar", outcome="injured")

    report = brought(
        tmp_path, ROW.replace("Ada", "Canary").replace("dead", "hit"), "8,x,,Canary,Canary,"
    )

    assert "Canary" not in str([r for r in report.remarks if r["column"] == "name"]) + "\n".join(
        line for line in report.lines() if "name" in line
    )
    assert "Exemplar" not in "\n".join(report.lines())


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.EDITOR])
def test_only_a_manager_of_the_agency_may_bring_a_file(tmp_path, role):
    agency = police()

    with pytest.raises(MappingError, match="You manage no agency with the slug “police”"):
        brought(tmp_path, ROW, by=make_member(agency=agency, role=role))


def test_a_public_mapping_publishes(tmp_path):
    agency = police()
    used = mapping(('null = ["(null)"]', 'publication = "public"'))

    brought(tmp_path, ROW, by=make_member(agency=agency, role=Role.MANAGER), mapping=used)

    assert Incident.objects.public().count() == 1


def test_a_name_corrected_in_the_file_is_taken_after_the_key_was_changed(tmp_path, settings):
    agency = police()
    by = make_member(agency=agency, role=Role.MANAGER)
    brought(tmp_path, ROW, by=by)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key, at least as long as the first"
    settings.SECRET_KEY_FALLBACKS = [before]

    report = brought(tmp_path, ROW.replace("Ada", "Adah"), by=by)

    assert remarks(report) == []
    assert Victim.objects.get().name == "Adah Example"


def test_a_name_that_a_clerk_emptied_stays_so_and_the_report_says_it(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(name="")

    report = brought(tmp_path, ROW.replace("Ada", "Adah"))

    assert remarks(report) == [("decided", 2, "7", "name", "")]
    assert Victim.objects.get().name == ""


def test_somebody_whom_staff_entered_may_be_the_one_the_file_adds(tmp_path):
    police()
    brought(tmp_path, ROW)
    Incident.objects.get().victims.create(name="Ben Poe", outcome="killed")

    report = brought(tmp_path, ROW, ROW.replace("Ada Example", "Ben Poe"))

    assert changes(report) == [("beside", 2, "7", "", "killed")]


@pytest.mark.parametrize("apply", [True, False])
def test_who_tries_names_in_files_is_seen_by_those_whom_the_family_asked(tmp_path, apply):
    agency = police()
    other = make_victim(incident=make_incident(), name="Ada Example")
    asked(other, Wish.HOLD)
    by = make_member(agency=agency, role=Role.MANAGER)

    brought(tmp_path, ROW, by=by, apply=apply)

    entry = Entry.objects.get(verb="read")
    assert (entry.count, entry.agencies) == (1, sorted([agency.pk, other.incident.agency_id]))
    assert "Ada" not in entry.target
