import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from events.attendance import promote_everywhere
from events.mailing.delivery import deliver
from events.models import Word
from events.notifications import remind, thank
from incidents.imports import forget_uploads
from nightout.accounts.limits import forget_old

from .send_notifications import in_words

log = logging.getLogger(__name__)

SECONDS = 3  # between two looks into the outbox
LONGEST_SILENCE = 300  # seconds, while the mail server does not answer


@dataclass
class Duty:
    do: Callable[[], None]
    every: timedelta
    due: float = 0  # by the clock that only runs forward


class Command(BaseCommand):
    help = "Sends mails as they are due, and does the house's chores: each hour, and each day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do all of it once and end.")

    def handle(self, *, once: bool, **options: object) -> None:
        self.told_to_stop = threading.Event()
        self.silence = SECONDS
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.told_to_stop.set())
        self.duties = {
            "post": Duty(self.post, timedelta(seconds=SECONDS)),
            "reminders": Duty(self.reminders, timedelta(minutes=5)),
            "chores": Duty(self.chores, timedelta(hours=1)),
            "forgetting": Duty(self.forgetting, timedelta(days=1)),
            "snapshot": Duty(self.snapshot, timedelta(days=1)),
        }
        if once:
            for name in ("reminders", "post", "chores", "forgetting", "snapshot"):
                self.duties[name].do()
            return
        while not self.told_to_stop.is_set():
            self.look_around()
            self.told_to_stop.wait(1)

    def look_around(self) -> None:
        """What fails is logged and tried again at its next hour; the other duties go on."""
        for name, duty in self.duties.items():
            if self.told_to_stop.is_set() or time.monotonic() < duty.due:
                continue
            duty.due = time.monotonic() + duty.every.total_seconds()
            try:
                duty.do()
            except Exception:
                log.exception("The worker's %s failed", name)
            close_old_connections()  # the database may have been restarted meanwhile

    def post(self) -> None:
        """Rounds, until nothing is due. Where no mail can leave, it is asked more and more seldom."""
        while one := deliver(stop=self.told_to_stop.is_set):
            self.stdout.write(in_words(one))
            if one.outage:
                break
        if not one.outage:
            self.silence = SECONDS
            return
        self.silence = min(self.silence * 2, LONGEST_SILENCE)
        self.duties["post"].due = time.monotonic() + self.silence
        log.warning("Mails wait, asked again in %d seconds: %s", self.silence, one.outage)

    def reminders(self) -> None:
        remind()
        thank()

    def chores(self) -> None:
        call_command("clearsessions")
        forgotten = forget_old(older_than=timedelta(days=1))
        unused = Word.objects.forget_unused()
        uploads = forget_uploads()
        promoted = promote_everywhere()
        self.stdout.write(
            f"Chores done: {forgotten} old counters and {unused} unused words deleted,"
            f" {uploads} uploads forgotten, {promoted} parties given a place."
        )

    def forgetting(self) -> None:
        call_command("forget", stdout=self.stdout)

    def snapshot(self) -> None:
        call_command("snapshot_incidents", stdout=self.stdout)
