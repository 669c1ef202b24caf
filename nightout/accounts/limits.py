"""How often somebody may try: counted in Postgres by one statement, so that no race lets more in."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from nightout.accounts.models import Attempt

COUNT_UP = """
INSERT INTO accounts_attempt AS kept (key, since, number) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN kept.since <= %(stale)s THEN 1 ELSE kept.number + 1 END,
    since = CASE WHEN kept.since <= %(stale)s THEN %(now)s ELSE kept.since END
RETURNING number
"""


def within_limit(what: str, who: str, *, most: int, window: timedelta) -> bool:
    """Count one try of `who` at `what`; False when there were more than `most` in the window.

    `who` is kept as a hash only, so that the table names nobody.
    """
    now = timezone.now()
    values = {"key": _key(what, who), "now": now, "stale": now - window}
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, values)
        return cursor.fetchone()[0] <= most


def forgive(what: str, who: str) -> None:
    """Start counting anew, as after a sign-in that succeeded."""
    Attempt.objects.filter(key=_key(what, who)).delete()


def forget_old(*, older_than: timedelta) -> int:
    """Delete counters that no window can reach any more; says how many."""
    return Attempt.objects.filter(since__lt=timezone.now() - older_than).delete()[0]


def _key(what: str, who: str) -> str:
    secret = f"{settings.SECRET_KEY}:{what}:{who.strip().lower()}"
    return f"{what}:{hashlib.sha256(secret.encode()).hexdigest()}"


def client_address(request: HttpRequest) -> str:
    """The address that our own proxy saw, or that reached us; never what the client claims."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        return forwarded[-1].strip() or request.META.get("REMOTE_ADDR", "")
    return request.META.get("REMOTE_ADDR", "")
