"""The private database of a laptop: one server for each checkout, when DATABASE_URL is not set.

Nothing here keeps a list of process ids, which goes stale when a process is killed. Three file
locks, which the kernel lets go however their holders end, say who is there:

turn    one process at a time makes, starts or stops things
users   shared by every process that uses the database; the last one out stops the server
server  inherited by Postgres: while it is taken, some part of a server is still alive
"""

import atexit
import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from nightout.localserver import (
    PORT,
    ROLE,
    LocalDatabaseError,
    Server,
    explained,
    find_server,
    say,
    take,
)

DATABASE = "nightout"


def local_dir() -> Path:
    """What belongs to this checkout on this machine; never in git."""
    checkout = Path(__file__).resolve().parent.parent
    folder = Path(os.environ.get("NIGHTOUT_LOCAL_DIR") or checkout / ".local").resolve()
    with explained():
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    return folder


def local_secret_key() -> str:
    return _kept("secret_key", lambda: secrets.token_urlsafe(50))


def demo_password() -> str:
    given = os.environ.get("NIGHTOUT_DEMO_PASSWORD")
    return given or _kept("demo_password", lambda: secrets.token_hex(8))


@cache
def database_url() -> str:
    """The address of a running database, which stays up at least until this process ends."""
    with _turn():
        users = _lock_file("users").open("ab")
        fcntl.flock(users, fcntl.LOCK_SH)
        server = find_server((local_dir() / "postgres").resolve(), _lock_file("server"))
        atexit.register(_leave, server, users, os.getpid())
        server.run()
        server.create_database(DATABASE)
    return f"postgresql://{ROLE}@:{PORT}/{DATABASE}?host={quote(str(server.sockets))}"


def _leave(server: Server, users: BinaryIO, process: int) -> None:
    if os.getpid() != process:
        return  # a fork; only the process that came leaves
    try:
        with _turn(), users:
            if take(users):
                server.stop()
    except LocalDatabaseError as problem:
        say(str(problem))


def _kept(name: str, make: Callable[[], str]) -> str:
    """A secret made once for this checkout, for its owner's eyes only."""
    file = local_dir() / name
    with _turn():
        if not file.exists():
            draft = file.with_name(f"{name}.unfinished")
            draft.touch(mode=0o600)
            draft.write_text(make())
            draft.replace(file)
        return file.read_text()


@contextmanager
def _turn() -> Iterator[None]:
    with explained(), _lock_file("turn").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lock_file(name: str) -> Path:
    folder = local_dir() / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / name
