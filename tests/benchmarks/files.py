"""The attendee list as CSV and XLSX over HTTP, beside `psql \\copy` of the same rows."""

import re
import shutil
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from importlib import import_module
from statistics import median

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from nightout.accounts.models import User
from tests.benchmarks import addresses, databases, processes, serving
from tests.benchmarks.attendees import EVENT
from tests.benchmarks.filling import say
from tests.benchmarks.plan import Plan
from tests.benchmarks.registry import ORGANIZER
from tests.benchmarks.serving import PATIENCE, Site
from tests.benchmarks.table import Row, figure

SAME_ROWS = f"""
SELECT name, status, adults, children, email, phone, access_needs, note, came_from,
    registered_at, adults_present + children_present
FROM events_attendee WHERE event_id = {EVENT} ORDER BY sort_name, id
"""
GOALS = {
    "csv": ("6: ≤ 1.3 ×", "6: ≤ 0.2 s", "6: growth ≤ 16 MB"),
    "xlsx": ("7: ≤ 3 ×", "", "7: peak ≤ 64 MB"),
}


@dataclass(frozen=True)
class Download:
    """RSS is that of the worker that sent the file: before it, and at most meanwhile."""

    seconds: float
    first_byte: float
    size: int
    before: float
    peak: float


def measure(plan: Plan) -> list[Row]:
    downloads: dict[str, list[Download]] = {suffix: [] for suffix in GOALS}
    limits: list[float] = []
    with serving.serve(plan.largest, plan.pages, **plan.environment) as site:
        cookie, address = sign_in(), addresses.attendee_lists()
        for _number in range(8):
            site.get(address, cookie)
        for number in range(1, plan.rounds + 1):
            say(f"attendees of one event as files, round {number} of {plan.rounds}")
            for suffix, taken in downloads.items():
                limits.append(copy_out(plan.largest))
                taken.append(download(site, link(site, address, suffix, cookie), cookie))
    return [row for suffix, taken in downloads.items() for row in rows(plan, suffix, taken, limits)]


def sign_in(email: str = ORGANIZER) -> str:
    """The cookie of somebody, the organizer first of all, who needs no password for it here."""
    user = User.objects.get(email=email)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def link(site: Site, page: str, suffix: str, cookie: str) -> str:
    """The address behind the button of the page, which works for a quarter of an hour."""
    address = re.search(
        rf'href="([^"]+/attendees\.{suffix}\?[^"]+)"', site.get(page, cookie).decode()
    )
    if address is None:
        raise RuntimeError(f"{page} has no button for {suffix}")
    return unescape(address[1])


def copy_out(database: str) -> float:
    """Seconds; through the driver where there is no psql, which takes as long."""
    began = time.monotonic()
    if shutil.which("psql"):
        query = " ".join(SAME_ROWS.split())
        command = f"\\copy ({query}) to '/dev/null' (format csv)"
        subprocess.run(
            ["psql", "--quiet", "--no-psqlrc", "--command", command, databases.url(database)],
            check=True,
        )
    else:
        with connection.cursor() as cursor, open("/dev/null", "wb") as nowhere:
            cursor.copy_expert(f"COPY ({SAME_ROWS}) TO STDOUT (FORMAT csv)", nowhere)
    return time.monotonic() - began


def download(site: Site, path: str, cookie: str) -> Download:
    workers = site.workers
    before = {pid: processes.megabytes(pid, "VmRSS") for pid in workers}
    for pid in workers:
        processes.forget_peak(pid)
    with closing(HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)) as asked:
        began = time.monotonic()
        asked.request("GET", path, headers={"Cookie": cookie})
        answer = asked.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}")
        size = len(answer.read(1))
        first_byte = time.monotonic() - began
        buffer = bytearray(1 << 20)
        while read := answer.readinto(buffer):
            size += read
        seconds = time.monotonic() - began
    peaks = {pid: processes.megabytes(pid, "VmHWM") for pid in workers}
    busiest = max(workers, key=lambda pid: peaks[pid] - before[pid])
    return Download(seconds, first_byte, size, before[busiest], peaks[busiest])


def rows(plan: Plan, suffix: str, taken: list[Download], limits: list[float]) -> list[Row]:
    seconds, limit = median(one.seconds for one in taken), median(limits)
    first = median(one.first_byte for one in taken)
    before, peak = median(one.before for one in taken), max(one.peak for one in taken)
    growth = max(one.peak - one.before for one in taken)
    name = f"{suffix.upper()} of {plan.attendees:,} attendees"
    megabytes = taken[0].size / 1024 / 1024
    whole, first_goal, memory = GOALS[suffix]
    events = str(plan.sizes[-1])
    return [
        Row(
            name,
            f"seconds over HTTP, {figure(megabytes)} MB, beside psql \\copy",
            figure(limit),
            figure(seconds),
            f"{figure(seconds / limit)} ×",
            whole,
            events,
        ),
        Row(name, "seconds to the first byte", "0.2", figure(first), "–", first_goal, events),
        Row(
            name,
            "MB held by the worker: before, at most, growth",
            "16 growth" if suffix == "csv" else "64",
            f"{figure(before)}, {figure(peak)}, {figure(growth)}",
            "–",
            memory,
            events,
        ),
    ]
