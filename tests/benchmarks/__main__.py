"""How fast it is, beside what is possible: a table on the screen and in .local/bench.md.

The databases that it makes (nightout_bench_…) stay for the next time; --clean drops them.
Processor time and memory are read from /proc, so it runs on Linux, on the database's machine.
"""

import argparse
import os
import secrets
import tempfile
from pathlib import Path

import django

from nightout import localdb

LOCAL = Path(__file__).resolve().parents[2] / ".local"
NAMES = ("pages", "feeds", "queries", "files", "staff", "rsvp", "door", "import")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--events", default="10000,100000,1000000", help="sizes, by commas")
    parser.add_argument("--attendees", type=int, default=1_000_000, help="of one event")
    parser.add_argument("--only", choices=NAMES, help="one part of the table")
    parser.add_argument("--rounds", type=int, default=3, help="how often limit and ours take turns")
    parser.add_argument("--quick", action="store_true", help="one short round: a look, no figure")
    parser.add_argument("--clean", action="store_true", help="drop the databases, measure nothing")
    return parser.parse_args()


def production() -> None:
    """The settings of a server, for this process and for the ones that it starts."""
    os.environ |= {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or localdb.database_url(),
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "NIGHTOUT_INSECURE_HTTP": "1",
        "STATIC_ROOT": str(LOCAL / "bench" / "static"),
        "DJANGO_SETTINGS_MODULE": "nightout.settings",
    }
    django.setup()


def main() -> None:
    chosen = arguments()
    production()
    from tests.benchmarks import run  # models exist only now

    if chosen.clean:
        run.clean()
        return
    with tempfile.TemporaryDirectory() as pages:
        table = run.everything(
            sizes=sorted(int(size) for size in chosen.events.split(",")),
            attendees=chosen.attendees,
            only=chosen.only,
            rounds=1 if chosen.quick else chosen.rounds,
            seconds=1 if chosen.quick else 3,
            pages=Path(pages),
        )
    (LOCAL / "bench.md").write_text(table)
    print(table)


if __name__ == "__main__":
    main()
