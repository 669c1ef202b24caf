"""Who came is forgotten: nothing that names them is left anywhere, and every number stays."""

import threading
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import InternalError, OperationalError, connection, transaction
from django.utils import timezone

from events.attendance import Party, change
from events.forgetting import due_now, forget_due
from events.models import (
    AgencyRole,
    Attendee,
    EventAgency,
    Letter,
    Message,
    Photo,
)
from nightout.audit.models import Entry
from tests import factories as make
from tests.events.canary import (
    CANARY,
    AttendeeVersion,
    days_ago,
    make_canary,
    make_night,
    make_past,
    numbers,
    traces,
)

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("forget", *args, stdout=out)
    return out.getvalue()


# Nothing is left


def test_after_forgetting_no_table_of_the_database_holds_what_named_somebody():
    make_night(make_past(days=500))
    before = numbers()

    assert traces() == {
        "events_attendee": 3,
        "events_attendeehistory": 7,
        "events_letter": 1,
        "events_message": 2,
        "events_photo": 1,
        "events_report": 1,
        "events_reporthistory": 2,
    }
    run()

    assert traces() == {}
    assert numbers() == before
    assert Attendee.objects.remembered().count() == 0


def test_what_postgres_sampled_of_the_tables_is_sampled_anew():
    event = make_past()
    for number in range(3):
        make.make_attendee(event=event, name=f"{CANARY} {number}", note=CANARY)

    def sampled() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tablename FROM pg_stats WHERE concat(most_common_vals, histogram_bounds)"
                " ILIKE %s",
                [f"%{CANARY}%"],
            )
            return {table for (table,) in cursor.fetchall()}

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE events_attendee, events_attendeehistory")
    assert sampled() == {"events_attendee", "events_attendeehistory"}
    run()

    assert sampled() == set()


def test_what_a_deleted_event_leaves_in_its_versions_goes_as_well():
    event = make_past(days=500)
    make_night(event)
    event.delete()

    assert traces() == {"events_attendeehistory": 10, "events_reporthistory": 3}
    said = run()

    assert traces() == {}
    assert "(" + days_ago(500).isoformat() + "), deleted: " in said


def test_notes_for_the_next_night_are_kept_until_it_was_planned():
    make_night(make_past(days=400))

    run()

    assert traces() == {"events_report": 1, "events_reporthistory": 2}


def test_mails_that_were_sent_stay_as_a_number_and_others_are_deleted():
    make_night(make_past())

    run()

    kept = Message.objects.values_list("kind", "trouble")
    assert list(kept) == [("letter", "")]


def test_letters_say_that_they_were_forgotten_and_pictures_are_gone():
    make_night(make_past())

    run()

    assert list(Letter.objects.values_list("subject", "text")) == [("(forgotten)",) * 2]
    assert not Photo.objects.exists()


def test_history_tells_when_somebody_was_forgotten_and_is_protected_again():
    make_past_canary = make_canary(make_past())
    run()

    told = AttendeeVersion.objects.order_by("pgh_id").values_list("pgh_label", "name", "email")
    assert list(told) == [("insert", "", ""), ("update", "", "")]
    assert AttendeeVersion.objects.last().forgotten_at
    with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
        AttendeeVersion.objects.update(name="Ana")
    make_past_canary.refresh_from_db()
    assert str(make_past_canary) == "forgotten"


def test_what_is_not_yet_due_is_not_touched():
    make_night(make_past(days=90))
    make_night(make.make_open_event())
    before = traces()

    said = run()

    assert traces() == before
    assert said == "0 events, forgotten: nothing\n"


# When


def test_the_shortest_of_the_days_that_the_hosts_have_set_counts():
    long, short, guest = (make.make_agency(keep_guests_days=n) for n in (300, 30, 5))
    event = make_past(days=31, host=long)
    EventAgency.objects.create(event=event, agency=short, role=AgencyRole.CO_HOST)
    EventAgency.objects.create(event=event, agency=guest, role=AgencyRole.ATTENDING)
    kept = make_past(days=200, host=long)
    make.make_attendee(event=event)
    make.make_attendee(event=kept)

    run()

    assert list(Attendee.objects.remembered()) == list(kept.attendees.all())


@pytest.mark.parametrize(("days", "gone"), [(30, False), (31, True)])
def test_a_deleted_event_goes_by_the_days_of_those_who_hosted_it(days, gone):
    event = make_past(days=days, host=make.make_agency(keep_guests_days=30))
    make_canary(event)
    event.delete()

    run()

    assert (traces() == {}) is gone


def test_the_last_day_counts_and_not_the_first():
    event = make_past(days=120, end_date=days_ago(90))
    make.make_attendee(event=event)
    run()
    assert Attendee.objects.remembered().count() == 1

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        run()

    assert Attendee.objects.remembered().count() == 0


@pytest.mark.parametrize(
    ("zone", "moment", "gone"),
    [
        # Ninety days after 7 August 2018 is 5 November; that day is over at midnight there.
        ("Pacific/Honolulu", "2018-11-06T09:59+00:00", False),
        ("Pacific/Honolulu", "2018-11-06T10:01+00:00", True),
        ("America/New_York", "2018-11-06T04:59+00:00", False),
        ("America/New_York", "2018-11-06T05:01+00:00", True),
        ("Pacific/Guam", "2018-11-05T13:59+00:00", False),
        ("Pacific/Guam", "2018-11-05T14:01+00:00", True),
    ],
)
def test_the_day_ends_on_the_clock_of_the_city(zone, moment, gone):
    city = make.make_city(name="A city", slug="a-city", time_zone=zone)
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        make_canary(make.make_event(city=city, start_date=date(2018, 8, 7)))

        run()

        assert (traces() == {}) is gone


# How


def test_dry_run_says_what_would_go_and_changes_nothing():
    event = make_past(days=500, title="Evening")
    make_night(event)
    make.make_attendee(event=make_past(title="Morning"))
    before, found = numbers(), traces()

    said = run("--dry-run")

    assert (numbers(), traces()) == (before, found)
    assert Message.objects.count() == 3
    assert Entry.objects.count() == 0
    assert said == (
        f"Evening ({days_ago(500)}): attendees 3, earlier versions of attendees 7, mails 3,"
        " letters 1, photos 1, reports 1, earlier versions of reports 2\n"
        f"Morning ({days_ago(91)}): attendees 1, earlier versions of attendees 1\n"
        "2 events, would be forgotten: attendees 4, earlier versions of attendees 8, mails 3,"
        " letters 1, photos 1, reports 1, earlier versions of reports 2\n"
    )


def test_dry_run_tells_exactly_what_the_run_then_does():
    make_night(make_past(days=500))
    would = run("--dry-run")

    did = run()

    assert sorted(did.replace("would be ", "").split()) == sorted(
        would.replace("would be ", "").split()
    )


def test_a_second_run_changes_nothing():
    make_night(make_past(days=500))
    run()
    entries, versions = Entry.objects.count(), AttendeeVersion.objects.count()
    forgotten = list(Attendee.objects.values_list("forgotten_at", flat=True))

    said = run()

    assert said == "0 events, forgotten: nothing\n"
    assert (Entry.objects.count(), AttendeeVersion.objects.count()) == (entries, versions)
    assert list(Attendee.objects.values_list("forgotten_at", flat=True)) == forgotten


def test_one_event_only_if_asked_and_only_if_due():
    first, second, young = make_past(), make_past(), make_past(days=9)
    for event in (first, second, young):
        make.make_attendee(event=event)

    run("--event", first.slug)
    run("--event", young.slug)

    assert [a.event for a in Attendee.objects.remembered().order_by("pk")] == [second, young]
    with pytest.raises(CommandError, match="no event nowhere"):
        run("--event", "nowhere")


def test_the_log_says_how_many_of_which_event_and_names_nobody():
    host = make.make_agency()
    event = make_past(title="Evening", host=host)
    make_night(event)

    run()

    told = Entry.objects.order_by("pk").values_list("who", "verb", "target", "count", "agencies")
    evening = f"Evening ({days_ago(91)})"
    assert list(told) == [
        ("the program", "forget", f"Attendees: {evening}", 3, [host.pk]),
        ("the program", "forget", f"Earlier versions of attendees (2): {evening}", 1, [host.pk]),
        ("the program", "forget", f"Letters (1): {evening}", 0, [host.pk]),
        ("the program", "forget", f"Photos (1): {evening}", 0, [host.pk]),
    ]


def test_many_rows_go_in_batches_each_with_its_entry():
    event = make_past()
    for number in range(7):
        make_canary(event, name=f"Ana {CANARY} {number}")
    Attendee.objects.last().delete()

    for due in due_now():
        forget_due(due, batch=2)

    assert traces() == {}
    counts = list(Entry.objects.order_by("pk").values_list("count", flat=True))
    assert counts == [2, 2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_where_the_connection_is_killed_the_next_run_goes_on():
    event = make_past(title="Evening")
    for number in range(6):
        make_canary(event, name=f"Ana {CANARY} {number}")
    before = numbers()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION kill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
            "CREATE TRIGGER kill BEFORE UPDATE ON events_attendee FOR EACH ROW"
            " WHEN (OLD.name LIKE '% 3') EXECUTE FUNCTION kill()"
        )
    try:
        with pytest.raises(OperationalError):
            forget_due(due_now()[0], batch=2)
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION kill() CASCADE")

    # The first batch stands; of the second nothing was done, and nothing was noted.
    assert Attendee.objects.remembered().count() == 4
    assert traces() == {"events_attendee": 4, "events_attendeehistory": 4}
    assert sum(Entry.objects.values_list("count", flat=True)) == 2
    run()

    assert traces() == {}
    assert numbers() == before
    assert sum(Entry.objects.values_list("count", flat=True)) == 6


@pytest.mark.django_db(transaction=True)
def test_who_is_changed_at_the_same_moment_is_forgotten_as_changed():
    event = make_past(capacity=9)
    ana = make_canary(event)
    holds, forgot = threading.Event(), threading.Event()

    def forget_all() -> None:
        try:
            holds.wait(10)
            run()
            forgot.set()
        finally:
            connection.close()

    thread = threading.Thread(target=forget_all)
    thread.start()
    with transaction.atomic():
        change(attendee=ana, party=Party(name=f"Bea {CANARY}", adults=2))
        holds.set()
        waited = not forgot.wait(0.5)
    thread.join(10)

    assert waited
    assert traces() == {}
    assert Attendee.objects.get().adults == 2
    assert event.seats.attending == 2


def test_as_many_queries_for_three_events_as_for_one_to_see_what_is_due(
    django_assert_num_queries,
):
    counts = []
    for _number in range(2):
        make_night(make_past(days=500))
        with django_assert_num_queries(13):
            counts.append(len(due_now()))

    assert counts == [1, 2]
