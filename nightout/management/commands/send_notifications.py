import signal
import threading

from django.core.management import CommandError
from django.core.management.base import BaseCommand

from events.mailing.delivery import Round, deliver
from events.notifications import remind, thank


class Command(BaseCommand):
    help = "Sends all mails that are due, then ends. The worker does the same all the time."

    def handle(self, **options: object) -> None:
        told_to_stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
        remind()
        thank()
        done = Round()
        while one := deliver(stop=told_to_stop.is_set):
            done += one
            if one.outage:
                break
        self.stdout.write(in_words(done))
        if outage := one.outage or done.outage:
            raise CommandError(f"The mail server does not answer, so mails wait: {outage}")


def in_words(done: Round) -> str:
    return f"{done.sent} mails sent, {done.failed} failed, {done.moot} no longer needed."
