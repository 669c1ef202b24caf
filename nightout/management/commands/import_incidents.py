import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.imports import FileError, MappingError, import_file, read_mapping, shipped
from nightout.accounts.models import User

NOT_ALL_READ = 2  # the exit code where rows or values were refused


class Command(BaseCommand):
    help = (
        "Reads a file of incidents (CSV, JSON or NDJSON) by a mapping, and says what it would"
        " change; with --apply it is changed, in one transaction. A second run changes only what"
        " the file says anew, and nothing that a person decided. incidents/mappings/ has examples"
        " of mappings, with comments. Exit code 0: all was read; 2: some rows or values were"
        " refused; 1: the mapping or the file cannot be used."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--map",
            required=True,
            metavar="MAPPING.toml",
            help=f"a file, or the name of one that comes with the program: {', '.join(shipped())}",
        )
        parser.add_argument("--apply", action="store_true", help="write it into the registry")
        parser.add_argument(
            "--by", metavar="EMAIL", help="who answers for it: a manager of the mapping's agency"
        )
        parser.add_argument("--json", action="store_true", help="the report for a program")

    def handle(
        self,
        *,
        file: Path,
        map: str,
        apply: bool,
        by: str | None,
        **options: Any,
    ) -> None:
        try:
            report = import_file(
                path=file,
                mapping=read_mapping(text_of(map), name=Path(map).stem),
                by=account(by) if by else None,
                apply=apply,
            )
        except (MappingError, FileError) as problem:
            raise CommandError(str(problem)) from problem
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(report.lines()))
        if not report.is_clean:
            sys.exit(NOT_ALL_READ)


def text_of(mapping: str) -> str:
    try:
        return shipped().get(mapping) or Path(mapping).read_text()
    except OSError as problem:
        raise CommandError(f"{mapping}: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise CommandError(f"{mapping} is no text in UTF-8.") from problem


def account(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no account {email}.")
    return found
