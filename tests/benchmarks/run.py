from pathlib import Path

from django.core.management import call_command

from tests.benchmarks import (
    databases,
    door,
    feeds,
    files,
    growth,
    importing,
    pages,
    registering,
    staff,
)
from tests.benchmarks.filling import say
from tests.benchmarks.plan import Plan
from tests.benchmarks.table import machine, markdown

PARTS = {
    "pages": pages.measure,
    "feeds": feeds.measure,
    "queries": growth.measure,
    "files": files.measure,
    "staff": staff.measure,
    "rsvp": registering.measure,
    "door": door.measure,
    "import": importing.measure,
}


def everything(
    *,
    sizes: list[int],
    attendees: int,
    only: str | None,
    rounds: int,
    seconds: float,
    pages: Path,
) -> str:
    """The table; the largest of the databases holds the attendees."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with_people = {size: attendees if size == sizes[-1] else 0 for size in sizes}
    made = {size: databases.prepare(events=size, people=n) for size, n in with_people.items()}
    plan = Plan(made, attendees, rounds, seconds, pages, {})
    rows = []
    for name, measure in PARTS.items():
        if only in (None, name):
            rows += measure(plan)
    with databases.using(plan.largest):
        return markdown(rows, machine())


def clean() -> None:
    for name in databases.drop_all():
        say(f"{name} is dropped")
