from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from nightout.places import gazetteer


class Command(BaseCommand):
    help = (
        "Puts in the country's counties, cities, ZIP codes and neighborhoods. What you changed or"
        " deleted stays so: a second run adds only what the files have new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--state", help="only this one, such as FL; the rest can follow later")
        parser.add_argument(
            "--data", type=Path, default=gazetteer.DATA, help="a folder with newer files"
        )

    def handle(self, *, state: str | None, data: Path, **options: Any) -> None:
        try:
            new = gazetteer.load(state=state.upper() if state else None, data=data)
        except gazetteer.GazetteerError as problem:
            raise CommandError(str(problem)) from problem
        except ProgrammingError as problem:
            raise CommandError("The database is not up to date: run migrate first.") from problem
        held = gazetteer.counts()
        self.stdout.write(
            f"Places: {held['cities']:,} cities, {held['counties']:,} counties,"
            f" {held['zipcodes']:,} ZIP codes, {held['neighborhoods']:,} neighborhoods"
            f" ({new:,} new)."
        )
