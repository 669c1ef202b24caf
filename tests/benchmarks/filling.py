"""What both generators stand on: dice made of hashes, and a quiet database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# md5, not Postgres's own hash functions: the same on every version and machine.
DICE = """
CREATE OR REPLACE FUNCTION pg_temp.chance(number bigint, of text) RETURNS float8
LANGUAGE sql IMMUTABLE
RETURN ('x' || left(md5(number::text || of), 8))::bit(32)::bigint / 4294967296::float8;

CREATE OR REPLACE FUNCTION pg_temp.pick(choices text[], number bigint, of text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN choices[1 + floor(pg_temp.chance(number, of) * cardinality(choices))::int];
"""


def say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


@contextmanager
def filling(cursor: CursorWrapper) -> Iterator[None]:
    """One transaction, without history and without foreign keys' checks: all rows are ours."""
    with transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(DICE)
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def advance_sequences(cursor: CursorWrapper) -> None:
    """Rows that came with their numbers leave the sequences behind."""
    models = [m for m in apps.get_models() if m._meta.managed and not m._meta.proxy]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)
