"""The state of all that the public sees, as one short text."""

import hashlib
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

SUM = "SELECT coalesce(sum(version), 0) FROM pages_stamp"
# A transaction moves the stamp once; one that reads it between its own changes moves it again.
SUM_WITHIN = (
    "SELECT coalesce(sum(version), 0), set_config('nightout.stamped', '', true) FROM pages_stamp"
)
HOUR = 3600  # seconds: a page that says "today" changes with the hour, as midnights of zones do
WRITTEN = {".py", ".html", ".mo", ".js", ".css", ".svg"}


def read() -> str:
    """What pages are made of at this moment: program, rows and hour. One small query.

    It must be read before the rows that a page shows: then a change in between makes the page
    newer than its stamp, and it is made once more; never older.
    """
    return f"{program()}.{_rows()}.{int(time.time() // HOUR)}"


def _rows() -> int:
    # The query itself shows whether the connection is alive: Django need not ask first.
    connection.health_check_done = True
    try:
        return _sum()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _sum()


def _sum() -> int:
    with connection.cursor() as cursor:
        cursor.execute(SUM_WITHIN if connection.in_atomic_block else SUM)
        return int(cursor.fetchone()[0])


def program() -> str:
    """A short sum of our own files: a new version of the program makes every page new."""
    return _program() if not settings.DEBUG else str(int(_last_written()))


@cache
def _program() -> str:
    sums = hashlib.blake2s(digest_size=6)
    for file in _files():
        sums.update(file.read_bytes())
    return sums.hexdigest()


def _last_written() -> float:
    """On a laptop somebody may be writing a template right now."""
    return max(file.stat().st_mtime for file in _files())


def _files() -> list[Path]:
    folders = [
        settings.BASE_DIR / name for name in ("nightout", "events", "incidents", "templates")
    ]
    return sorted(
        file for folder in folders for file in folder.rglob("*") if file.suffix in WRITTEN
    )
