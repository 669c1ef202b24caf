"""Several workers at once: real transactions, real processes, a mail server that takes its time."""

import os
import signal
import subprocess
import sys
import threading
from datetime import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from events.attendance import announcing_changes
from events.mailing.delivery import Round, deliver
from events.models import Event, Message, MessageKind
from events.notifications import as_it_is
from tests.events.mailserver import mail_server, through
from tests.events.outbox import make_mails, state
from tests.factories import make_attendee, make_open_event

pytestmark = pytest.mark.django_db(transaction=True)

CHECKOUT = Path(__file__).resolve().parents[2]


def test_two_workers_at_once_send_nothing_twice():
    messages = make_mails(40)

    with mail_server(slowness=0.01) as server, through(server):
        rounds = in_threads(deliver, deliver)

    assert sum(done.sent for done in rounds) == 40
    assert min(done.sent for done in rounds) > 0
    assert set(server.by_message_id.values()) == {1}
    assert len(server.received) == 40
    assert {state(message) for message in messages} == {(0, "", True, False)}


def test_killed_worker_leaves_its_mail_to_the_others(monkeypatch):
    make_mails(30)
    monkeypatch.setenv("DATABASE_URL", address_of_database())
    monkeypatch.setenv("DEBUG", "1")

    with mail_server(slowness=0.1) as server:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.port}")
        with started("send_notifications") as doomed, started("send_notifications") as other:
            server.wait_for(6, seconds=15)
            doomed.send_signal(signal.SIGKILL)
            doomed.communicate()
            said = other.communicate(timeout=60)
        # a kill between the server's "OK" and the commit is the one way to a second copy
        number = Message.objects.unsent().count()

    assert doomed.returncode == -signal.SIGKILL
    assert other.returncode == 0, said
    assert number == 0
    assert len(server.by_message_id) == 30
    assert len(server.received) - 30 in {0, 1}


def test_worker_delivers_within_seconds_and_ends_between_two_mails_when_told(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", address_of_database())
    monkeypatch.setenv("DEBUG", "1")

    with mail_server(slowness=0.2) as server:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{server.port}")
        with started("worker") as worker:
            make_mails(1)
            server.wait_for(1)
            make_mails(50)
            server.wait_for(2)
            worker.send_signal(signal.SIGTERM)
            said = worker.communicate(timeout=10)

    sent = Message.objects.filter(sent_at__isnull=False).count()
    assert worker.returncode == 0, said
    assert 2 <= sent < 51
    assert len(server.received) == sent


def test_change_of_an_event_does_not_wait_for_the_mail_server():
    """A mail on its way tells what was true before, so its reader is told of what is new."""
    event = make_open_event(start_time=time(18))
    guest = make_attendee(event=event, email="guest@example.org")
    Message.objects.create(
        attendee=guest,
        kind=MessageKind.EVENT_CHANGED,
        before={**as_it_is(event), "start_time": "17:00:00"},
    )

    with mail_server(slowness=1) as server, through(server):
        sending = threading.Thread(target=in_own_connection, args=(deliver, []))
        sending.start()
        assert server.busy.wait(30)
        with announcing_changes([event]):
            Event.objects.update(start_time=time(19))
        server_was_busy = server.received == []
        sending.join()

    assert server_was_busy
    assert [(m.kind, m.sent_at is None) for m in Message.objects.order_by("pk")] == [
        ("event_changed", False),
        ("event_changed", True),
    ]


def in_threads(*jobs) -> list[Round]:
    results: list[Round] = []
    threads = [threading.Thread(target=in_own_connection, args=(job, results)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def in_own_connection(job, results: list) -> None:
    try:
        results.append(job())
    finally:
        connection.close()


def address_of_database() -> str:
    its = connection.settings_dict
    host = its["OPTIONS"].get("host") or its["HOST"]
    port = its["OPTIONS"].get("port") or its["PORT"] or 5432
    who = f"{quote(its['USER'])}:{quote(its['PASSWORD'])}"
    return f"postgres://{who}@/{its['NAME']}?host={quote(host)}&port={port}"


def started(command: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", command],
        cwd=CHECKOUT,
        env=os.environ.copy(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
