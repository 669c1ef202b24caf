"""A file comes again: nothing twice, what is new is taken, and a person's word stays."""

from datetime import date

import pytest
from django.utils import timezone

from incidents.models import (
    Fact,
    FactClaim,
    ImportedRecord,
    ImportRun,
    Incident,
    IncidentPublication,
    Location,
    Victim,
)
from nightout.audit.forgetting import versions_of
from nightout.sources.models import Source
from tests.factories import make_agency, make_city, make_incident, make_source
from tests.incidents.imported import brought, changes, mapping, police, remarks

pytestmark = pytest.mark.django_db
ROW = "7,06/17/2018,Miami Gardens,Ada Example,31,hit"
OTHER = "8,06/18/2018,Miami Gardens,,,hit"
DEAD = ROW.replace("hit", "dead")


def statuses(report) -> dict[str, int]:
    return {name: number for name, number in report.counts["incidents"].items() if number}


def test_a_dry_run_changes_nothing_and_says_what_it_would(tmp_path):
    police()

    report = brought(tmp_path, ROW, OTHER, apply=False)

    assert statuses(report) == {"new": 2}
    assert report.counts["people"] == {"shot_not_stated": 2}
    for model in (Incident, Victim, ImportRun, ImportedRecord, Source):
        assert not model.objects.exists()


def test_the_same_file_again_changes_nothing(tmp_path):
    police()
    brought(tmp_path, ROW, OTHER)
    before = list(Incident.objects.order_by("pk").values())

    report = brought(tmp_path, OTHER, ROW)

    assert statuses(report) == {"unchanged": 2}
    assert list(Incident.objects.order_by("pk").values()) == before
    assert versions_of(Incident).objects.count() == 2
    assert (Victim.objects.count(), Source.objects.count()) == (2, 1)


def test_what_the_file_says_of_somebody_is_kept_without_the_name(tmp_path):
    police()

    brought(tmp_path, ROW)

    record = ImportedRecord.objects.get()
    assert "Ada" not in str(record.said)
    assert record.people == [Victim.objects.get().pk]
    assert record.said["people"][0]["name"] != ""


def test_what_the_file_says_anew_is_taken_and_the_old_word_stays_with_its_day(tmp_path):
    police()
    brought(tmp_path, ROW, OTHER)

    report = brought(tmp_path, DEAD.replace("06/17", "06/16").replace("31", "32"), OTHER)

    today = timezone.now().date()
    person = Victim.objects.get(name="Ada Example")
    assert statuses(report) == {"changed": 1, "unchanged": 1}
    assert (person.outcome, person.age) == ("killed", 32)
    assert person.incident.occurred_from == date(2018, 6, 16)
    claims = FactClaim.objects.order_by("fact", "chosen").values_list(
        "fact", "value", "as_of", "chosen"
    )
    assert list(claims) == [
        ("age", "31", today, False),
        ("age", "32", today, True),
        ("date", "2018-06-17", today, False),
        ("date", "2018-06-16", today, True),
        ("outcome", "shot_not_stated", today, False),
        ("outcome", "killed", today, True),
    ]


def test_versions_of_what_changed_are_kept_as_with_any_other_change(tmp_path):
    police()
    brought(tmp_path, ROW)

    brought(tmp_path, DEAD)

    kept = versions_of(Victim).objects.order_by("pgh_id").values_list("pgh_label", "outcome")
    assert list(kept) == [("insert", "shot_not_stated"), ("update", "killed")]


def test_what_a_person_decided_stays_while_the_file_says_the_same(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(outcome="injured", age=30)
    Incident.objects.update(offense="13A")

    report = brought(tmp_path, ROW)

    person = Victim.objects.get()
    assert statuses(report) == {"unchanged": 1}
    assert (person.outcome, person.age, person.incident.offense) == ("injured", 30, "13A")


def test_where_both_changed_the_person_s_word_stays_and_the_report_says_so(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(outcome="injured")
    Incident.objects.update(occurred_from=date(2018, 6, 15), occurred_to=date(2018, 6, 15))

    report = brought(tmp_path, DEAD.replace("06/17", "06/16"))

    person = Victim.objects.select_related("incident").get()
    assert (person.outcome, person.incident.occurred_from) == ("injured", date(2018, 6, 15))
    assert remarks(report) == [
        ("decided", 2, "7", "date", "2018-06-16 2018-06-16 day"),
        ("decided", 2, "7", "outcome", "killed"),
    ]
    beside = FactClaim.objects.order_by("fact").values_list("fact", "value", "chosen")
    assert list(beside) == [("date", "2018-06-16", False), ("outcome", "killed", False)]
    assert statuses(brought(tmp_path, DEAD.replace("06/17", "06/16"))) == {"unchanged": 1}


def test_a_claim_that_a_person_chose_is_a_decision_too(tmp_path):
    police()
    brought(tmp_path, ROW)
    person = Victim.objects.get()
    FactClaim.objects.create(
        victim=person, fact=Fact.OUTCOME, value="shot_not_stated", source=make_source(), chosen=True
    )

    report = brought(tmp_path, DEAD)

    person.refresh_from_db()
    assert person.outcome == "shot_not_stated"
    assert remarks(report) == [("decided", 2, "7", "outcome", "killed")]


def test_a_dry_run_says_what_would_be_kept(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(outcome="injured")

    report = brought(tmp_path, DEAD, apply=False)

    assert remarks(report) == [("decided", 2, "7", "outcome", "killed")]
    assert not FactClaim.objects.exists()


def test_both_saying_the_same_is_no_conflict(tmp_path):
    police()
    brought(tmp_path, ROW)
    Victim.objects.update(outcome="killed")

    report = brought(tmp_path, DEAD)

    assert remarks(report) == []
    assert statuses(brought(tmp_path, DEAD)) == {"unchanged": 1}


def test_a_place_that_changed_is_taken_and_one_that_a_person_changed_stays(tmp_path):
    police()
    make_city(name="Opa-locka")
    brought(tmp_path, ROW, OTHER)
    miami = make_city(name="Miami")
    Location.objects.filter(incident__imported_as__external_id="8").update(city=miami)

    report = brought(tmp_path, *(r.replace("Miami Gardens", "Opa-locka") for r in (ROW, OTHER)))

    found = Incident.objects.order_by("occurred_from").values_list(
        "location__city__name", flat=True
    )
    assert list(found) == ["Opa-locka", "Miami"]
    assert remarks(report) == [("decided", 3, "8", "place", "")]
    assert changes(report) == [("taken", 2, "7", "place", "")]


def test_a_dry_run_says_what_would_change_and_to_what(tmp_path):
    police()
    brought(tmp_path, ROW, OTHER, ROW.replace("7,", "9,", 1))

    later = "7,06/19/2018,Miami Gardens,Ada Example,32,dead"
    report = brought(tmp_path, later, OTHER, apply=False)

    assert sorted(changes(report)) == [
        ("absent", 0, "9", "", ""),
        ("taken", 2, "7", "age", "32"),
        ("taken", 2, "7", "date", "2018-06-19 2018-06-19 day"),
        ("taken", 2, "7", "outcome", "killed"),
    ]
    assert "    9" in list(report.lines())


def test_an_incident_that_is_no_longer_in_the_file_stays_and_is_counted(tmp_path):
    police()
    brought(tmp_path, ROW, OTHER)

    report = brought(tmp_path, OTHER)

    assert Incident.objects.count() == 2
    assert report.counts["absent"] == 1
    assert "Of earlier files and not in this one: 1 incidents; they stay" in list(report.lines())


# Who was deleted, merged or hidden does not come back


def test_an_incident_that_staff_deleted_does_not_come_back(tmp_path):
    police()
    brought(tmp_path, ROW)
    Incident.objects.all().delete()

    report = brought(tmp_path, DEAD)

    assert not Incident.objects.exists()
    assert (statuses(report), remarks(report)) == ({"deleted": 1}, [("deleted", 2, "7", "", "")])


def test_a_person_whom_staff_deleted_does_not_come_back(tmp_path):
    police()
    brought(tmp_path, ROW, ROW.replace("Ada", "Bea"))
    Victim.objects.get(name="Ada Example").delete()

    again = brought(tmp_path, ROW, ROW.replace("Ada", "Bea"))
    changed = brought(tmp_path, DEAD, ROW.replace("Ada", "Bea"))

    assert [person.name for person in Victim.objects.all()] == ["Bea Example"]
    for report in (again, changed):
        assert remarks(report) == [("person_deleted", 2, "7", "", "1")]


def test_a_hidden_incident_is_left_as_it_is_until_it_is_shown_again(tmp_path):
    police()
    brought(tmp_path, ROW)
    Incident.objects.update(publication=IncidentPublication.HIDDEN)

    report = brought(tmp_path, DEAD)

    assert Victim.objects.get().outcome == "shot_not_stated"
    assert remarks(report) == [("hidden", 2, "7", "", "")]

    Incident.objects.update(publication=IncidentPublication.DRAFT)
    brought(tmp_path, DEAD)

    assert Victim.objects.get().outcome == "killed"


def test_a_merged_incident_is_left_as_it_is(tmp_path):
    agency = police()
    brought(tmp_path, ROW)
    imported = Incident.objects.get()
    imported.merged_into = make_incident(agency=agency)
    imported.save()

    report = brought(tmp_path, DEAD)

    assert Victim.objects.get().outcome == "shot_not_stated"
    assert remarks(report) == [("merged", 2, "7", "", "")]


def test_an_incident_that_went_to_another_agency_is_left_as_it_is(tmp_path):
    police()
    brought(tmp_path, ROW)
    Incident.objects.update(agency=make_agency())

    report = brought(tmp_path, DEAD)

    assert Victim.objects.get().outcome == "shot_not_stated"
    assert remarks(report) == [("other_agency", 2, "7", "", "")]


# People without a reference of their own


def test_people_are_known_again_by_name_whatever_else_changed(tmp_path):
    police()
    brought(tmp_path, ROW, ROW.replace("Ada", "Bea"))
    pks = dict(Victim.objects.values_list("name", "pk"))

    brought(tmp_path, ROW.replace("Ada", "Bea").replace("31", "20"), DEAD)

    found = Victim.objects.order_by("name").values_list("name", "pk", "age", "outcome")
    assert list(found) == [
        ("Ada Example", pks["Ada Example"], 31, "killed"),
        ("Bea Example", pks["Bea Example"], 20, "shot_not_stated"),
    ]


def test_a_name_that_is_spelt_anew_is_the_same_person(tmp_path):
    police()
    brought(tmp_path, ROW)

    brought(tmp_path, ROW.replace("Ada", "Adah"))

    assert [person.name for person in Victim.objects.all()] == ["Adah Example"]


def test_somebody_who_is_named_now_is_the_same_person(tmp_path):
    police()
    brought(tmp_path, ROW.replace("Ada Example", ""))

    brought(tmp_path, DEAD)

    found = Victim.objects.values_list("name", "outcome")
    assert list(found) == [("Ada Example", "killed")]


def test_people_without_names_are_known_again_by_what_was_said(tmp_path):
    police()
    rows = [f"7,06/17/2018,Miami Gardens,,{age},hit" for age in (20, 30, 40)]
    brought(tmp_path, *rows)
    pks = dict(Victim.objects.values_list("age", "pk"))

    brought(tmp_path, rows[2], rows[1].replace("hit", "dead"), rows[0])

    found = Victim.objects.order_by("age").values_list("age", "pk", "outcome")
    assert list(found) == [
        (20, pks[20], "shot_not_stated"),
        (30, pks[30], "killed"),
        (40, pks[40], "shot_not_stated"),
    ]


def test_somebody_new_joins_and_who_is_missing_stays_and_is_told_once(tmp_path):
    police()
    brought(tmp_path, ROW, ROW.replace("Ada", "Bea"))

    cleo = ROW.replace("Ada", "Cleo").replace("31", "50")
    joined = brought(tmp_path, ROW, cleo)
    again = brought(tmp_path, ROW, cleo)

    assert sorted(Victim.objects.values_list("name", flat=True)) == [
        "Ada Example",
        "Bea Example",
        "Cleo Example",
    ]
    assert remarks(joined) == [("person_gone", 2, "7", "", "")]
    assert changes(joined) == [("joined", 2, "7", "", "shot_not_stated")]
    assert (remarks(again), statuses(again)) == ([], {"unchanged": 1})


def test_who_comes_back_into_the_file_is_the_same_person(tmp_path):
    police()
    brought(tmp_path, ROW, ROW.replace("Ada", "Bea"))
    brought(tmp_path, ROW)

    brought(tmp_path, ROW, ROW.replace("Ada", "Bea").replace("hit", "dead"))

    found = Victim.objects.order_by("name").values_list("name", "outcome")
    assert list(found) == [("Ada Example", "shot_not_stated"), ("Bea Example", "killed")]


def test_a_reference_of_a_person_weighs_more_than_all_else(tmp_path):
    police()
    used = mapping(('name = "name"', 'key = "name"'))
    brought(
        tmp_path, ROW.replace("Ada Example", "p1"), ROW.replace("Ada Example", "p2"), mapping=used
    )
    before = list(Victim.objects.order_by("pk").values_list("pk", flat=True))

    brought(
        tmp_path,
        ROW.replace("Ada Example", "p2").replace("31", "60"),
        ROW.replace("Ada Example", "p1"),
        mapping=used,
    )

    assert list(Victim.objects.order_by("pk").values_list("pk", "age")) == [
        (before[0], 31),
        (before[1], 60),
    ]


def test_runs_are_noted_with_who_and_what(tmp_path):
    police()

    report = brought(tmp_path, ROW, "9,,,,,")

    run = ImportRun.objects.get()
    assert report.run == run.pk
    assert (run.file_name, run.state, run.by) == ("file.csv", "applied", None)
    assert run.counts == report.counts
    assert [(r.kind, r.line, r.external_id) for r in run.remarks.all()] == [("no_date", 3, "9")]
    assert ImportedRecord.objects.get().run == run
