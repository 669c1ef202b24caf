"""Two people at one record, a family's request among them: who comes second waits, and sees."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from incidents import facts
from incidents.imports import import_file
from incidents.merging import merge
from incidents.models import Incident, Victim
from incidents.names import honour
from nightout.agencies.models import Role
from tests import factories as make
from tests.incidents.imported import csv_of, mapping, police
from tests.incidents.test_admin_incident import change_of, stored
from tests.staffroom import errors_of, rows, signed_in

NAME = "Zanzibar Doe"
SHOWN = {"outcome": "killed", "name_rule": "full", "name_basis": "published"}
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
PATIENCE = 5  # seconds, in a test that will fail


@contextmanager
def in_flight(work: Callable[..., Any], **given: Any) -> Iterator[None]:
    """Within it the work is done and not committed: it is once somebody waits for it."""
    begun, over, broken = threading.Event(), threading.Event(), []

    def run() -> None:
        try:
            with transaction.atomic():
                work(**given)
                begun.set()
                until = time.monotonic() + PATIENCE
                while time.monotonic() < until and not over.is_set() and not somebody_waits():
                    time.sleep(0.01)
        except Exception as problem:  # told in the test's own thread
            broken.append(problem)
        finally:
            begun.set()
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    begun.wait()
    yield
    over.set()
    thread.join()
    assert broken == []


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def asked(victim: Victim, wish: str = "remove") -> dict[str, Any]:
    said = {"asked_by": "", "received_on": date(2018, 9, 1), "note": ""}
    return {"victim": victim, "wish": wish, "by": make.make_coordinator(), **said}


@pytest.fixture
def agency(transactional_db):
    return make.make_agency()


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


@pytest.fixture
def victim(agency):
    return make.make_victim(incident=make.make_incident(agency=agency), name=NAME, **SHOWN)


def form_of(victim: Victim, **fields: Any) -> dict[str, Any]:
    """As it stood open in a tab."""
    row = {"id": victim.pk, "incident": victim.incident_id, "name": victim.name, **SHOWN, **fields}
    return stored(victim.incident, **rows("victims", row))


def test_an_edit_does_not_bring_back_a_name_that_is_being_removed(manager, victim):
    with in_flight(honour, **asked(victim)):
        manager.post(change_of(victim.incident), form_of(victim, age="24"))

    victim.refresh_from_db()
    assert (victim.name, victim.hold, victim.public_name) == ("", "removed", "")


def test_an_edit_does_not_undo_a_merge_that_is_being_made(manager, victim, agency):
    kept, gone = make.make_incident(agency=agency), victim.incident
    by = make.make_coordinator()

    with in_flight(
        merge, kept=kept, gone=gone, same={victim.pk: None}, because="One shooting.", by=by
    ):
        response = manager.post(change_of(gone), form_of(victim, age="24"))

    gone.refresh_from_db()
    victim.refresh_from_db()
    assert response.status_code == 403
    assert (gone.merged_into, victim.incident) == (kept, kept)


def test_a_request_reaches_who_is_found_to_be_the_same_person_right_now(victim, agency):
    kept = make.make_incident(agency=agency)
    twin = make.make_victim(incident=kept, name="Zanzebar Doh", **SHOWN)
    same, by = {victim.pk: twin.pk}, make.make_coordinator()

    with in_flight(merge, kept=kept, gone=victim.incident, same=same, because="One.", by=by):
        honour(**asked(victim))

    twin.refresh_from_db()
    assert (twin.name, twin.hold) == ("", "removed")


def test_an_edit_does_not_part_a_row_from_what_its_source_says(manager, agency):
    story, later = (make.make_source(published_on=date(2018, 6, day)) for day in (18, 20))
    victim = make.make_victim(
        incident=make.make_incident(agency=agency),
        outcome="shot_not_stated",
        outcome_source=story,
    )
    typed = {"name_rule": "withheld", "name_basis": "", "outcome_source": story.pk}
    form = form_of(victim, outcome="shot_not_stated", notes="A cook.", **typed)

    with in_flight(
        facts.claim, about=victim, fact="outcome", value="killed", source=later, by=None
    ):
        response = manager.post(change_of(victim.incident), form)

    victim.refresh_from_db()
    assert "What sources say" in errors_of(response)[0]
    assert (victim.outcome, victim.fact_claims.get(chosen=True).value) == ("killed", "killed")


def test_of_two_who_honour_at_once_the_second_is_told(manager, victim):
    page = f"/admin/incidents/familyrequest/of/{victim.pk}/"
    sent = {"wish": "remove", "asked_by": "", "received_on": "2018-09-01", "confirmed": "1"}

    with in_flight(honour, **asked(victim)):
        response = manager.post(page, sent)

    assert "This is asked and done already." in response.content.decode()


ROW = f"7,06/17/2018,Miami Gardens,{NAME},31,dead"


@pytest.fixture
def ours(transactional_db):
    return police(victims_names="full")


@pytest.fixture
def named(ours):
    return make.make_victim(incident=make.make_incident(agency=ours), name=NAME, **SHOWN)


def test_a_file_that_is_being_applied_is_waited_for_and_obeys(tmp_path, ours, named):
    by = make.make_member(agency=ours, role=Role.MANAGER)
    file = csv_of(tmp_path, ROW)

    with in_flight(import_file, path=file, mapping=mapping(), by=by, apply=True):
        honour(**asked(named))

    assert set(Victim.objects.values_list("name", "hold")) == {("", "removed")}
    assert Victim.objects.count() == 2


def test_a_file_waits_for_a_request_that_is_being_honoured(tmp_path, ours, named):
    by = make.make_member(agency=ours, role=Role.MANAGER)
    file = csv_of(tmp_path, ROW)

    with in_flight(honour, **asked(named)):
        import_file(path=file, mapping=mapping(), by=by, apply=True)

    assert set(Victim.objects.values_list("name", flat=True)) == {""}
    assert Victim.objects.count() == 2


# A tab that stood open


def test_what_a_colleague_changed_meanwhile_is_told_before_it_is_undone(manager, victim, agency):
    other = signed_in(make.make_member(agency=agency, role=Role.MANAGER, name="Mara Manager"))
    page = manager.get(change_of(victim.incident))
    token = {"seen_version": page.context["version"]}
    withheld = form_of(victim, name_rule="withheld", name_basis="")
    assert other.post(change_of(victim.incident), withheld).status_code == 302

    refused = manager.post(
        change_of(victim.incident), {**form_of(victim, notes="A cook."), **token}
    )

    victim.refresh_from_db()
    assert victim.public_name == ""
    (told,) = errors_of(refused)
    assert "Mara Manager" in told
    assert "withheld" in told
    token = {"seen_version": refused.context["version"]}
    assert (
        manager.post(
            change_of(victim.incident), {**form_of(victim, notes="A cook."), **token}
        ).status_code
        == 302
    )
    victim.refresh_from_db()
    assert (victim.public_name, victim.notes) == (NAME, "A cook.")


def test_a_form_of_the_newest_version_is_saved_at_once(manager, victim):
    page = manager.get(change_of(victim.incident))
    assert 'name="seen_version"' in page.content.decode()
    form = {**form_of(victim, notes="A cook."), "seen_version": page.context["version"]}

    assert manager.post(change_of(victim.incident), form).status_code == 302
    assert Incident.objects.count() == 1
