import signal
import threading
from datetime import timedelta

from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from events.models import Word
from nightout.accounts.limits import forget_old

EVERY = timedelta(hours=1)


class Command(BaseCommand):
    help = "Does the house's chores, once an hour: what has ended or is not used is deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do the chores once and end.")

    def handle(self, *, once: bool, **options: object) -> None:
        told_to_stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: told_to_stop.set())
        while True:
            self.chores()
            if once or told_to_stop.wait(EVERY.total_seconds()):
                return
            close_old_connections()  # the database may have been restarted meanwhile

    def chores(self) -> None:
        call_command("clearsessions")
        forgotten = forget_old(older_than=timedelta(days=1))
        unused = Word.objects.forget_unused()
        self.stdout.write(
            f"Chores done: {forgotten} old counters and {unused} unused words deleted."
        )
