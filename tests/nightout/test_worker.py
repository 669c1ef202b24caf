import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail as post
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from events.models import AttendeeStatus, Message, MessageKind, Word
from nightout.accounts.limits import within_limit
from nightout.accounts.models import Attempt
from nightout.management.commands.worker import SECONDS, Command, Duty
from tests.factories import make_attendee, make_city, make_event, make_open_event

pytestmark = pytest.mark.django_db


def test_worker_deletes_what_has_ended_and_nothing_else(capsys):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        within_limit("sign-in", "old@example.org", most=1, window=timedelta(minutes=15))
    within_limit("sign-in", "new@example.org", most=1, window=timedelta(minutes=15))
    for name, days in (("ended", -1), ("open", 1)):
        Session.objects.create(
            session_key=name, session_data="", expire_date=timezone.now() + timedelta(days=days)
        )

    event = make_event(title="Vigil", city=make_city(name="Miami"))
    event.title = "Evening"
    event.save()

    call_command("worker", "--once")

    assert set(Word.objects.values_list("word", flat=True)) == {"evening", "miami", "fl"}
    assert Attempt.objects.count() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert "1 old counters and 1 unused words deleted" in capsys.readouterr().out


def test_worker_gives_places_that_somebody_freed_by_hand():
    event = make_open_event(capacity=2)
    waits = make_attendee(event=event, status=AttendeeStatus.WAITLISTED)

    call_command("worker", "--once")

    waits.refresh_from_db()
    assert waits.status == AttendeeStatus.ATTENDING


def test_worker_reminds_and_delivers():
    day = date(2027, 8, 3)
    with time_machine.travel("2027-07-20"):
        make_attendee(event=make_open_event(start_date=day), email="ana@example.org")

    with time_machine.travel("2027-08-02 17:00:00+00:00", tick=False):
        call_command("worker", "--once")

    assert [mail.subject.partition(":")[0] for mail in post.outbox] == ["Tomorrow"]


def test_duty_that_fails_is_logged_and_stops_no_other(caplog):
    done = []
    worker = Command()
    worker.told_to_stop = threading.Event()

    def broken() -> None:
        raise RuntimeError("broken")

    worker.duties = {
        "chores": Duty(broken, timedelta(hours=1)),
        "post": Duty(lambda: done.append("post"), timedelta(seconds=0)),
    }
    worker.look_around()
    worker.look_around()

    assert done == ["post", "post"]
    assert [record.message for record in caplog.records] == ["The worker's chores failed"]


def test_worker_asks_a_silent_mail_server_more_and_more_seldom(caplog):
    guest = make_attendee(event=make_open_event(), email="ana@example.org")
    message = Message.objects.create(attendee=guest, kind=MessageKind.CONFIRMATION)
    worker = Command()
    worker.told_to_stop = threading.Event()
    worker.silence = SECONDS
    worker.duties = {"post": Duty(worker.post, timedelta(seconds=SECONDS))}

    pauses = []
    with override_settings(EMAIL_BACKEND="nightout.mailfolder.Nowhere"):
        for _time in range(8):
            worker.post()
            pauses.append(worker.silence)

    message.refresh_from_db()
    assert pauses == [6, 12, 24, 48, 96, 192, 300, 300]
    assert (message.tries, message.sent_at) == (0, None)
    assert "Mails wait, asked again in 300 seconds: ConnectionError" in caplog.text
