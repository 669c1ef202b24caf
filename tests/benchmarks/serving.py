"""The production server over one of the scratch databases, and load on it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import connection

from tests.benchmarks import databases, processes
from tests.benchmarks.plan import BARE, KEPT_IN

# As the Dockerfile starts it.
SERVER = [
    *("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
]
CHECKOUT = Path(__file__).resolve().parents[2]
CONNECTIONS = 2  # that ask at once
PATIENCE = 300  # seconds for one page
Headers = dict[str, str]


@dataclass(frozen=True)
class Burst:
    """What a few seconds of asking for one page gave."""

    requests: int
    seconds: float
    app_ms: float  # CPU, for each request
    postgres_ms: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.app_ms + self.postgres_ms


@dataclass(frozen=True)
class Answer:
    status: int
    tag: str
    body: bytes


@dataclass(frozen=True)
class Site:
    port: int
    server: int  # process id
    pages: Path

    @property
    def workers(self) -> list[int]:
        return processes.children(self.server)

    def ask(self, path: str, headers: Headers | None = None) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as asked:
            asked.request("GET", path, headers=headers or {})
            answer = asked.getresponse()
            return Answer(answer.status, answer.headers.get("ETag", ""), answer.read())

    def get(self, path: str, cookie: str = "") -> bytes:
        answer = self.ask(path, {"Cookie": cookie})
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}: {answer.body[:300]!r}")
        return answer.body

    def keep_bare(self, name: str, body: bytes) -> str:
        """The address of the same bytes without the site."""
        (self.pages / name).write_bytes(body)
        return f"{BARE}{name}"

    def burst(self, path: str, seconds: float, headers: Headers | None = None) -> Burst:
        self.settle()
        app, postgres = self._cpu()
        began = time.monotonic()
        answered, begun = ask_often(self.port, path, seconds, headers or {})
        took = time.monotonic() - began
        self.settle()
        app_after, postgres_after = self._cpu()
        return Burst(
            answered,
            took,
            (app_after - app) * 1000 / begun,
            (postgres_after - postgres) * 1000 / begun,
        )

    def settle(self) -> None:
        """Until what the last burst left unanswered is worked off."""
        before = -1.0
        while sum(self._cpu()) != before:
            before = sum(self._cpu())
            time.sleep(0.1)

    def _cpu(self) -> tuple[float, float]:
        return processes.cpu_seconds(self.workers), processes.cpu_seconds(backends())


@contextmanager
def serve(name: str, pages: Path, **environment: str) -> Iterator[Site]:
    """The site over the database of that name, which becomes this process's database too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("granian"), *SERVER, "--port", str(port)]
    given = {
        "DATABASE_URL": databases.url(name),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "NIGHTOUT_INSECURE_HTTP": "1",
        "DEBUG": "0",
        KEPT_IN: str(pages),
    }
    with databases.using(name):
        server = subprocess.Popen(
            [*command, "--log-level", "warning", "tests.benchmarks.bare:application"],
            cwd=CHECKOUT,
            env=os.environ | given | environment,
        )
        try:
            site = Site(port, server.pid, pages)
            wait_for(site, server)
            yield site
        finally:
            server.terminate()
            server.wait(30)


def wait_for(site: Site, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            site.get("/healthz")
            return
        except ConnectionError as problem:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("The server does not start.") from problem
            time.sleep(0.1)


def backends() -> list[int]:
    """Postgres's processes that work for the site; none where it runs on another machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return [pid for (pid,) in cursor.fetchall() if processes.is_postgres(pid)]


def ask_often(port: int, path: str, seconds: float, headers: Headers) -> tuple[int, int]:
    """How many answers came, and how many the server worked on.

    By wrk where it is installed, since it needs the least CPU itself; it leaves when the time is
    over, and does not wait for the last answer to each of its connections.
    """
    if not shutil.which("wrk") or seconds < 1:
        answered = by_hand(port, path, seconds, headers)
        return answered, answered
    answered = with_wrk(port, path, seconds, headers)
    if not answered:
        raise RuntimeError(f"{path} gave no answer within {seconds} seconds.")
    return answered, answered + CONNECTIONS


def with_wrk(port: int, path: str, seconds: float, headers: Headers) -> int:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{round(seconds)}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(
        [*command, f"--timeout={PATIENCE}s", f"http://127.0.0.1:{port}{path}"],
        check=True,
        capture_output=True,
        text=True,
    )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{path}: {done.stdout}")
    (requests,) = re.findall(r"(\d+) requests in", done.stdout)
    return int(requests)


def by_hand(port: int, path: str, seconds: float, headers: Headers) -> int:
    answers: list[int] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as asked:
            is_first = True  # asked however short the time is
            while is_first or time.monotonic() < until:
                is_first = False
                asked.request("GET", path, headers=headers)
                answer = asked.getresponse()
                answer.read()
                answers.append(answer.status)

    threads = [Thread(target=ask) for _number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong := set(answers) - {200, 304}:
        raise RuntimeError(f"{path} answers {wrong}")
    return len(answers)
