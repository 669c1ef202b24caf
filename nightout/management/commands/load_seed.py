from argparse import ArgumentParser
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError
from django.utils import timezone

from nightout.datespan import day_in_words
from nightout.localdb import demo_password
from nightout.seed import accounts, facts, sample
from nightout.seed.basis import PlaceMissing


class Command(BaseCommand):
    help = (
        "Puts in the facts of two news stories of 2018 and, on a laptop, a sample edition with"
        " made-up attendees and demo accounts. Each is put in once: a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--facts-only", action="store_true", help="no sample edition, no demo accounts"
        )

    def handle(self, *, facts_only: bool, **options: Any) -> None:
        if not (facts_only or settings.DEBUG):
            raise CommandError(
                "The sample edition and its demo accounts are for a laptop (DEBUG=1)."
                " Here only the facts may be loaded: say load_seed --facts-only."
            )
        try:
            self.load(facts_only)
        except PlaceMissing as place:
            raise CommandError(
                f"The place {place} is not there: run load_gazetteer first."
            ) from place
        except ProgrammingError as problem:
            raise CommandError("The database is not up to date: run migrate first.") from problem

    def load(self, facts_only: bool) -> None:
        with pghistory.context(command="load_seed"):
            self.load_facts()
            if not facts_only:
                self.load_sample()
        if not facts_only:
            self.print_sign_ins()

    def load_facts(self) -> None:
        if facts.are_there():
            self.stdout.write("Facts: there already, left as they are.")
            return
        facts.load()
        self.stdout.write("Facts: six events and six incidents of 2018, with their sources.")

    def load_sample(self) -> None:
        if sample.is_there():
            self.stdout.write("Sample edition: there already, left as it is.")
            return
        original = facts.campaign()
        if original is None:
            self.stdout.write("Sample edition: none, for the campaign of 2018 was removed.")
            return
        campaign = sample.load(original, today=timezone.localdate())
        self.stdout.write(f"Sample edition: {campaign.name}, {day_in_words(campaign.date)}.")

    def print_sign_ins(self) -> None:
        self.stdout.write(f"Demo sign-ins, with the password {demo_password()}:")
        for email, has_demo_password in accounts.sign_ins():
            self.stdout.write(
                f"  {email}" + ("" if has_demo_password else " (password changed by you)")
            )
