import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.db import connection

from events.models import Event, Message, MessageKind
from nightout.places.models import City
from tests.factories import make_attendee, make_open_event

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def database_of_this_test(monkeypatch, transactional_db, tmp_path) -> None:
    """Its tables are there already, and it is emptied afterwards."""
    its = connection.settings_dict
    host = its["OPTIONS"].get("host") or its["HOST"]
    who = f"{quote(its['USER'])}:{quote(its['PASSWORD'])}"
    url = f"postgres://{who}@/{its['NAME']}?host={quote(host)}&port={its['PORT'] or 5432}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", str(tmp_path))


@pytest.fixture
def no_database(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", str(tmp_path))


@contextmanager
def demo(port: int) -> Iterator[subprocess.Popen]:
    with subprocess.Popen(
        [sys.executable, "manage.py", "demo", f"--port={port}"],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            yield run
        finally:
            run.kill()


def wait_for_address(run: subprocess.Popen) -> str:
    for line in run.stdout:
        if "http://" in line:
            return line.split()[4]
    return pytest.fail(run.stderr.read())


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.usefixtures("database_of_this_test")
def test_demo_fills_the_site_once_and_stops_in_good_order(port):
    with demo(port) as first:
        address = wait_for_address(first)
        page = urlopen(address).read().decode()
        style = urlopen(f"{address}static/nightout.css").status
        first.send_signal(signal.SIGTERM)
        first_said = first.communicate()[0]
    filled = (City.objects.count(), Event.objects.count())

    with demo(port) as second:
        wait_for_address(second)
        second.send_signal(signal.SIGINT)
        second.communicate()

    assert address == f"http://127.0.0.1:{port}/"
    assert 'lang="en"' in page
    assert style == 200
    assert first_said == "\nStopping the site and its database\n"
    assert (first.returncode, second.returncode) == (0, 0)
    assert filled[0] > 20_000
    assert filled == (City.objects.count(), Event.objects.count())


@pytest.mark.usefixtures("database_of_this_test")
def test_demo_delivers_mails_to_a_page_of_its_own(port):
    with demo(port) as run:
        address = wait_for_address(run)
        guest = make_attendee(event=make_open_event(), email="ana@example.org")
        message = Message.objects.create(attendee=guest, kind=MessageKind.CONFIRMATION)
        wait_until(lambda: Message.objects.filter(pk=message.pk, sent_at__isnull=False).exists())
        page = urlopen(f"{address}mails/").read().decode()
        run.send_signal(signal.SIGTERM)
        run.communicate()

    assert "ana@example.org" in page
    assert run.returncode == 0


@pytest.mark.usefixtures("no_database")
def test_demo_on_a_taken_port_names_another_one_before_it_does_anything(port):
    with socket.create_server(("127.0.0.1", port)), demo(port) as run:
        said = run.communicate()

    assert said == (
        "",
        f"CommandError: Port {port} is taken. Try another: PORT={port + 1} make demo\n",
    )
    assert run.returncode == 1


@pytest.mark.usefixtures("no_database")
@pytest.mark.parametrize("wrong", ["0", "65536", "http"])
def test_demo_on_a_port_that_is_none(wrong):
    with demo(wrong) as run:
        said = run.communicate()[1]

    assert f"“{wrong}” is no port: give a number up to 65535" in said
    assert run.returncode == 2


@pytest.mark.usefixtures("no_database")
def test_demo_is_not_for_production(monkeypatch, port):
    for name, value in {
        "DEBUG": "0",
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "example.org",
    }.items():
        monkeypatch.setenv(name, value)

    with demo(port) as run:
        said = run.communicate()

    assert said == ("", "CommandError: The demo prints passwords: it runs only with DEBUG=1.\n")
    assert run.returncode == 1
