"""Each version of each row is kept by the database, whoever writes: forms, bulk, raw SQL."""

from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import InternalError, connection, models, transaction

from events.models import (
    Attendee,
    Event,
    EventActivity,
    EventOrganizer,
    Letter,
    Listing,
    ListLayout,
    Mark,
    Message,
    Photo,
    Seats,
    Word,
)
from incidents.models import ImportedRecord, ImportPiece, ImportRemark, ImportRun, Victim
from nightout.accounts.models import Attempt, User
from nightout.agencies.models import Agency, Official, OfficialSource
from nightout.audit.models import Entry, Verb, record, record_reading
from nightout.pages.models import Stamp
from tests.factories import (
    make_activity,
    make_agency,
    make_attendee,
    make_event,
    make_incident,
    make_source,
    make_user,
    make_victim,
)

pytestmark = pytest.mark.django_db


def versions(model: type[models.Model], *columns: str) -> list[tuple[Any, ...]]:
    """What was done, and the columns as they were then, in order."""
    history = apps.get_model(model._meta.app_label, f"{model.__name__}History")
    return list(history.objects.order_by("pgh_id").values_list("pgh_label", *columns))


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def make_person() -> Victim:
    return make_victim(incident=make_incident(), name="Ada")


def make_guest() -> Attendee:
    return make_attendee(event=make_event(), name="Ada")


def make_party() -> Event:
    return make_event(title="Ada")


# Logs of their own, what is deleted with the people it is about, and what triggers write.
OF_THE_MOMENT = {Mark, Letter, Message, Photo, ListLayout, Seats}
OF_THE_MOMENT |= {ImportRun, ImportPiece, ImportRemark, ImportedRecord}

KINDS = [
    (Event, "title", make_party),
    (Attendee, "name", make_guest),
    (Victim, "name", make_person),
]


@pytest.mark.parametrize(("model", "column", "make"), KINDS)
def test_each_save_leaves_a_version(model, column, make):
    row = make()

    setattr(row, column, "Bea")
    row.save()
    row.delete()

    assert versions(model, column) == [("insert", "Ada"), ("update", "Bea"), ("delete", "Bea")]


@pytest.mark.parametrize(("model", "column", "make"), KINDS)
def test_update_and_delete_of_many_leave_a_version_of_each(model, column, make):
    make()
    make()

    model.objects.update(**{column: "Bea"})
    model.objects.all().delete()

    done = versions(model, column)
    assert (
        sorted(done) == [("delete", "Bea")] * 2 + [("insert", "Ada")] * 2 + [("update", "Bea")] * 2
    )


@pytest.mark.parametrize(("model", "column", "make"), KINDS)
def test_bulk_update_leaves_a_version_of_each(model, column, make):
    rows = [make(), make()]
    for row in rows:
        setattr(row, column, "Bea")

    model.objects.bulk_update(rows, [column])

    assert versions(model, column)[2:] == [("update", "Bea"), ("update", "Bea")]


@pytest.mark.parametrize(("model", "column", "make"), KINDS)
def test_raw_sql_leaves_a_version(model, column, make):
    row = make()
    table = model._meta.db_table

    sql(f"UPDATE {table} SET {column} = 'Bea' WHERE id = %s", row.pk)
    sql(f"DELETE FROM {table} WHERE id = %s", row.pk)

    assert versions(model, column)[1:] == [("update", "Bea"), ("delete", "Bea")]


def test_bulk_create_leaves_a_version_of_each():
    event = make_event()

    Attendee.objects.bulk_create(Attendee(event=event, name=name) for name in ("Ada", "Bea"))

    assert versions(Attendee, "name") == [("insert", "Ada"), ("insert", "Bea")]


def test_a_write_that_changes_nothing_leaves_no_version():
    guest = make_guest()

    Attendee.objects.filter(pk=guest.pk).update(name="Ada")

    assert versions(Attendee, "name") == [("insert", "Ada")]


def test_links_leave_a_version_when_made_and_when_cut():
    event, activity, user = make_event(), make_activity(), make_user()

    event.activities.add(activity)
    event.activities.clear()
    event.organizers.set([user])
    event.organizers.remove(user)

    link = (event.pk, activity.pk)
    assert versions(EventActivity, "event", "activity") == [("insert", *link), ("delete", *link)]
    link = (event.pk, user.pk)
    assert versions(EventOrganizer, "event", "user") == [("insert", *link), ("delete", *link)]


def test_sources_of_an_official_leave_a_version():
    official = Official.objects.create(
        agency=make_agency(), name="Juan Perez", title="Director", as_of="2018-08-07"
    )

    official.sources.add(make_source())
    official.delete()

    assert [done for (done,) in versions(OfficialSource)] == ["insert", "delete"]


def test_rows_that_fall_with_their_event_leave_a_version():
    guest = make_guest()

    guest.event.delete()

    assert versions(Attendee, "name") == [("insert", "Ada"), ("delete", "Ada")]


def test_history_of_a_deleted_row_can_still_be_read():
    guest = make_guest()
    number = guest.pk

    guest.delete()

    history = apps.get_model("events", "AttendeeHistory")
    assert history.objects.filter(pgh_obj_id=number).count() == 2


@pytest.mark.parametrize(("model", "column", "make"), KINDS)
def test_history_cannot_be_rewritten(model, column, make):
    make()
    history = apps.get_model(model._meta.app_label, f"{model.__name__}History")
    table = history._meta.db_table

    for rewrite in (
        lambda: history.objects.update(**{column: "Bea"}),
        lambda: history.objects.all().delete(),
        lambda: sql(f"UPDATE {table} SET pgh_label = 'update'"),
        lambda: sql(f"DELETE FROM {table}"),
    ):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rewrite()

    assert versions(model, column) == [("insert", "Ada")]


def test_every_model_of_ours_has_a_history():
    ours = {
        model
        for model in apps.get_models()
        if model.__module__.startswith(("nightout.", "events.", "incidents."))
        and not hasattr(model, "pgh_tracked_model")
    }
    tracked = {
        model.pgh_tracked_model
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    }

    # The log is append-only, each entry its own history; a counter of tries names nobody. The
    # others are written by triggers, after rows that have a history.
    assert ours - tracked == {Entry, Attempt, Listing, Word, Stamp, *OF_THE_MOMENT}


def test_no_password_is_kept_twice():
    user = make_user()
    user.set_password("another long secret")
    user.save()

    history = apps.get_model("accounts", "UserHistory")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(row) FROM {history._meta.db_table} AS row")
        kept = [row for (row,) in cursor.fetchall()]

    assert "password" not in {field.name for field in history._meta.fields}
    assert len(kept) == 1  # a new password alone leaves no version
    assert User.objects.get().password not in str(kept)


def test_the_log_of_peoples_data_cannot_be_rewritten():
    record(by=make_user(email="ana@example.org"), verb=Verb.EXPORT, target="list", count=3)

    for rewrite in (
        lambda: Entry.objects.update(count=0),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.get().delete(),
        lambda: sql("UPDATE audit_entry SET who = 'nobody'"),
        lambda: sql("DELETE FROM audit_entry"),
    ):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rewrite()

    assert list(Entry.objects.values_list("who", "verb", "target", "count")) == [
        ("ana@example.org", "export", "list", 3)
    ]


def test_the_log_outlives_the_person_and_the_target():
    user, agency = make_user(email="ana@example.org"), make_agency(name="Miami Gardens Police")
    record(by=user, verb=Verb.READ, target=str(agency), count=1, agencies=[agency.pk])
    number_of_agency = agency.pk

    user.delete()
    Agency.objects.all().delete()

    entry = Entry.objects.get()
    assert (entry.who, entry.target) == ("ana@example.org", "Miami Gardens Police")
    assert entry.agencies == [number_of_agency]


def test_a_long_target_is_cut_and_not_lost():
    entry = record(by=make_user(), verb=Verb.EXPORT, target="x" * 400, count=0)

    assert entry.target == "x" * 300


def test_the_same_reading_is_noted_once_in_ten_minutes():
    ana, ben = make_user(email="ana@example.org"), make_user(email="ben@example.org")
    told = {"by": ana, "target": "Withheld names: incident 5", "count": 2, "agencies": [1]}

    with time_machine.travel("2026-01-01 12:00", tick=False) as clock:
        for minutes in (0, 4, 9):  # from the first on, not from the last
            clock.move_to(f"2026-01-01 12:{minutes:02}")
            record_reading(**told)
        assert Entry.objects.count() == 1
        for other in ({"by": ben}, {"target": "another"}, {"count": 3}, {"agencies": [2]}):
            record_reading(**{**told, **other})
        assert Entry.objects.count() == 5
        record(by=ana, verb=Verb.EXPORT, target=told["target"], count=2, agencies=[1])
        clock.move_to("2026-01-01 12:11")
        record_reading(**told)

    assert Entry.objects.filter(who=ana.email, verb="read", count=2, agencies=[1]).count() == 3
    assert Entry.objects.count() == 7
