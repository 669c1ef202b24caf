"""The outbox: what is sent, when it is tried again, and what is not sent any more."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail as post
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.mailing.delivery import LONGEST_PAUSE, Round, deliver, pause
from events.models import (
    Attendee,
    AttendeeStatus,
    Event,
    EventStatus,
    Letter,
    Message,
    MessageKind,
    Publication,
)
from events.notifications import as_it_is
from tests.events.mailserver import mail_server, through
from tests.events.outbox import make_mail, make_mails, state
from tests.factories import make_attendee, make_coordinator, make_open_event, make_user

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DAY = date(2027, 8, 3)


# One worker


@pytest.mark.django_db
def test_what_is_due_is_sent_once_over_one_connection():
    messages = make_mails(3)
    later = make_mail(due_at=timezone.now() + HOUR)

    with mail_server() as server, through(server):
        done = deliver()
        again = deliver()

    assert (done, again) == (Round(sent=3), Round())
    assert server.to == [f"guest{n}@example.org" for n in range(3)]
    assert server.connections == 1
    assert {state(message) for message in messages} == {(0, "", True, False)}
    assert state(later) == (0, "", False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_each_mail_costs_the_same_few_queries(number):
    make_mails(number)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        deliver()

    words = Counter(query["sql"].split()[0] for query in asked)
    del words["SAVEPOINT"], words["RELEASE"]
    # the row with attendee and event, the agencies; the calendar; and that nothing more is due
    assert dict(words) == {"SELECT": 2 * number + 1, "DECLARE": number, "UPDATE": number}


@pytest.mark.django_db
def test_who_has_just_registered_does_not_wait_behind_a_letter_to_thousands():
    make_mails(15, due_at=timezone.now() - HOUR)
    newest = make_mail()

    deliver(most=10)

    assert state(newest) == (0, "", True, False)
    assert Message.objects.unsent().count() == 6


@pytest.mark.django_db
def test_worker_that_is_told_to_stop_stops_between_two_mails():
    make_mails(3)

    done = deliver(stop=lambda: len(post.outbox) == 2)

    assert done == Round(sent=2)


# What goes wrong


@pytest.mark.django_db
def test_refused_for_now_is_tried_again_later_and_the_next_mail_is_sent_at_once():
    busy, fine = make_mails(2)

    with time_machine.travel(timezone.now(), tick=False):
        with mail_server() as server, through(server):
            server.answers["RCPT"] = ["451 4.7.1 try later guest0@example.org"]
            done = deliver()
        due = timezone.now() + MINUTE

    assert done == Round(sent=1, failed=1)
    assert state(busy) == (1, "SMTPRecipientsRefused 451", False, False)
    assert busy.due_at == due
    assert state(fine) == (0, "", True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "answer", "trouble"),
    [
        ("RCPT", "550 5.1.1 no guest0@example.org here", "SMTPRecipientsRefused 550"),
        ("DATA", "554 5.7.1 not from you", "SMTPDataError 554"),
    ],
)
def test_refused_for_good_is_given_up_at_once(verb, answer, trouble):
    message = make_mail()

    with mail_server() as server, through(server):
        server.answers[verb] = [answer]
        done = deliver()

    assert done == Round(failed=1)
    assert state(message) == (1, trouble, False, True)
    assert server.received == []


@pytest.mark.django_db
def test_server_that_hangs_up_is_called_again_for_the_next_mail():
    cut, fine = make_mails(2)

    with mail_server() as server, through(server):
        server.answers["DATA"] = ["hang up"]
        done = deliver()

    assert done == Round(sent=1, failed=1)
    assert server.connections == 2
    assert state(cut) == (1, "SMTPServerDisconnected", False, False)
    assert state(fine) == (0, "", True, False)


@pytest.mark.django_db
def test_server_that_does_not_answer_is_the_fault_of_no_mail():
    message = make_mail()
    with mail_server() as server:
        nobody_there = through(server)

    with nobody_there:
        done = deliver()

    assert (bool(done), done.outage.split()[0]) == (False, "ConnectionRefusedError")
    assert state(message) == (0, "", False, False)


@pytest.mark.django_db
def test_without_a_mail_server_mails_wait():
    message = make_mail()

    with override_settings(EMAIL_BACKEND="nightout.mailfolder.Nowhere"):
        done = deliver()

    assert done.outage == "ConnectionError"
    assert state(message) == (0, "", False, False)


@pytest.mark.django_db
def test_broken_template_of_one_kind_stops_no_other(tmp_path, caplog):
    broken, fine = make_mails(2)
    Message.objects.filter(pk=broken.pk).update(kind=MessageKind.CHANGED)
    (tmp_path / "changed.txt").write_text("{% load i18n %}{% nonsense %}")
    templates = [dict(engine) for engine in settings.TEMPLATES]
    templates[1]["DIRS"] = [tmp_path, *templates[1]["DIRS"]]

    with override_settings(TEMPLATES=templates):
        done = deliver()

    assert done == Round(sent=1, failed=1)
    assert state(broken) == (1, "TemplateSyntaxError", False, False)
    assert state(fine) == (0, "", True, False)
    assert f"Mail {broken.pk}, try 1: TemplateSyntaxError" in caplog.text
    assert "guest" not in caplog.text


def test_pauses_grow_to_six_hours():
    pauses = [pause(tries) for tries in range(1, 8)]

    assert pauses == [
        *(MINUTE, 4 * MINUTE, 16 * MINUTE, 64 * MINUTE, 256 * MINUTE),
        *(LONGEST_PAUSE, LONGEST_PAUSE),
    ]


@pytest.mark.django_db
def test_eighth_failure_is_the_last_one():
    message = make_mail()
    outcomes = []

    with mail_server() as server, through(server):
        server.answers["RCPT"] = ["451 later"] * 20
        for _try in range(9):
            Message.objects.update(due_at=timezone.now())
            outcomes.append((deliver().failed, state(message)[3]))

    assert outcomes == [(1, False)] * 7 + [(1, True), (0, True)]
    assert state(message) == (8, "SMTPRecipientsRefused 451", False, True)


# What no longer makes sense


def attendee_is(**values):
    return lambda message: Attendee.objects.filter(pk=message.attendee_id).update(**values)


def event_is(**values):
    return lambda message: Event.objects.filter(pk=message.attendee.event_id).update(**values)


def forgotten(message: Message) -> None:
    attendee_is(name="", email="", forgotten_at=timezone.now())(message)


def nothing(message: Message) -> None:
    pass


def present(message: Message) -> None:
    attendee_is(present_at=timezone.now(), present_by=make_user(), adults_present=1)(message)


TODAY = timezone.localdate()
OVER = {"start_date": TODAY - timedelta(days=3), "end_date": TODAY - timedelta(days=3)}
GONE = {"status": AttendeeStatus.CANCELLED}
WAITS = {"status": AttendeeStatus.WAITLISTED, "waiting_since": timezone.now()}
CALLED_OFF = {"status": EventStatus.CANCELLED}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "meanwhile", "trouble"),
    [
        ("confirmation", forgotten, "moot: forgotten"),
        ("confirmation", attendee_is(email=""), "moot: no address"),
        ("confirmation", attendee_is(**GONE), "moot: cancelled"),
        ("confirmation", event_is(**CALLED_OFF), "moot: event cancelled"),
        ("confirmation", event_is(publication=Publication.HIDDEN), "moot: event hidden"),
        ("confirmation", event_is(**OVER), "moot: over"),
        ("confirmation", attendee_is(wants_news=False), ""),
        ("again", attendee_is(**GONE), "moot: cancelled"),
        ("changed", event_is(**CALLED_OFF), "moot: event cancelled"),
        ("cancelled", nothing, "moot: not cancelled"),
        ("cancelled", attendee_is(**GONE), ""),
        ("promoted", attendee_is(**WAITS), "moot: no place"),
        ("event_changed", nothing, "moot: unchanged"),
        ("event_changed", event_is(start_time=time(19)), ""),
        ("event_changed", event_is(**CALLED_OFF), "moot: event cancelled"),
        ("event_cancelled", nothing, "moot: event on"),
        ("event_cancelled", event_is(**CALLED_OFF), ""),
        ("reminder", nothing, ""),
        ("reminder", attendee_is(**GONE), "moot: cancelled"),
        ("reminder", attendee_is(**WAITS), "moot: no place"),
        ("reminder", event_is(status=EventStatus.POSTPONED), "moot: postponed"),
        ("reminder", event_is(reminder=False), "moot: switched off"),
        ("reminder", event_is(end_date=TODAY + timedelta(days=41)), ""),
        ("reminder", event_is(start_date=TODAY + timedelta(days=29)), "moot: other day"),
        ("reminder", attendee_is(wants_news=False), ""),
        ("thank_you", nothing, "moot: not present"),
        ("thank_you", present, ""),
        ("thank_you", attendee_is(wants_news=False), "moot: unwanted"),
        ("letter", nothing, ""),
        ("letter", event_is(**CALLED_OFF), ""),
        ("letter", event_is(**OVER), ""),
        ("letter", attendee_is(wants_news=False), "moot: unwanted"),
        ("letter", attendee_is(**GONE), "moot: cancelled"),
    ],
)
def test_what_no_longer_makes_sense_is_closed_and_not_sent(kind, meanwhile, trouble):
    event = make_open_event()
    guest = make_attendee(event=event, email="guest@example.org")
    letter = None
    if kind == "letter":
        letter = Letter.objects.create(
            event=event, subject="News", text="News", by=make_coordinator()
        )
    about = {"before": as_it_is(event)} if kind == "event_changed" else {}
    message = Message.objects.create(
        attendee=guest, kind=kind, letter=letter, day=event.start_date, **about
    )
    meanwhile(message)

    deliver()

    sent = trouble == ""
    assert state(message) == (0, trouble, sent, not sent)
    assert len(post.outbox) == sent


@pytest.mark.django_db
def test_reminder_of_what_has_begun_is_not_sent():
    event = make_open_event(start_date=DAY, start_time=time(18))
    guest = make_attendee(event=event, email="guest@example.org")
    message = Message.objects.create(attendee=guest, kind=MessageKind.REMINDER, day=DAY)
    begins = datetime(2027, 8, 3, 18, tzinfo=ZoneInfo("America/New_York"))

    with time_machine.travel(begins, tick=False):
        Message.objects.update(due_at=timezone.now())
        deliver()

    assert state(message) == (0, "moot: over", False, True)


# The command


@pytest.mark.django_db
def test_command_sends_all_that_is_due():
    make_mails(3)
    said = StringIO()

    call_command("send_notifications", stdout=said)

    assert said.getvalue() == "3 mails sent, 0 failed, 0 no longer needed.\n"
    assert len(post.outbox) == 3


@pytest.mark.django_db
def test_command_fails_where_no_mail_can_leave():
    make_mail()

    with (
        override_settings(EMAIL_BACKEND="nightout.mailfolder.Nowhere"),
        pytest.raises(CommandError, match="mails wait: ConnectionError"),
    ):
        call_command("send_notifications", stdout=StringIO())
