import argparse
import errno
import os
import signal
import sys
import threading

from django.conf import settings
from django.core.management import CommandError, CommandParser, call_command
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import (
    ThreadedWSGIServer,
    WSGIRequestHandler,
    get_internal_wsgi_application,
)
from django.db import Error, connection

from events.mailing.delivery import deliver
from events.notifications import remind, thank

MAIL_EVERY = 2  # seconds


class DemoServer(ThreadedWSGIServer):
    terminal = os.isatty(0)

    def service_actions(self) -> None:
        """Looks now and then: make does not pass the signal on when its terminal is closed."""
        if self.terminal and not os.isatty(0):
            leave_terminal()


class Postman(threading.Thread):
    """Delivers into the folder of mails while the demo runs, over a connection of its own."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self.told_to_stop = threading.Event()

    def run(self) -> None:
        while not self.told_to_stop.wait(MAIL_EVERY):
            try:
                remind()
                thank()
                deliver(stop=self.told_to_stop.is_set)
            except Error as problem:
                sys.stderr.write(f"Mails wait, for the database said: {problem}")
            finally:
                connection.close()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.told_to_stop.set()
        self.join(timeout=5)


class Command(BaseCommand):
    help = "Prepares the database, fills it with sample data and serves the site on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT") or "8000")

    def handle(self, *, port: int, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo prints passwords: it runs only with DEBUG=1.")
        sys.stdout.reconfigure(line_buffering=True)  # every line is seen, in a file as well
        stop_on_signals()
        try:
            with listen(port) as server:
                self.prepare()
                server.set_app(get_internal_wsgi_application())
                site = settings.SITE_URL = f"http://127.0.0.1:{port}"
                self.stdout.write(
                    f"\nThe site is at {site}/ and its mails at {site}/mails/ (Ctrl-C stops it)"
                )
                with Postman():
                    server.serve_forever()
        except KeyboardInterrupt:
            ignore_signals()
            self.stdout.write("\nStopping the site and its database")

    def prepare(self) -> None:
        """What an earlier run has done stays as it is."""
        self.stdout.write("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_gazetteer", stdout=self.stdout)
        call_command("load_seed", stdout=self.stdout)


def listen(port: int) -> DemoServer:
    """Takes the port before the work begins; a browser that is early waits for its page."""
    try:
        return DemoServer(("127.0.0.1", port), WSGIRequestHandler)
    except OSError as problem:
        taken = problem.errno == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used ({problem.strerror})"
        other = port + 1 if 1024 <= port < 65535 else 8000
        raise CommandError(f"Port {port} {why}. Try another: PORT={other} make demo") from None


def stop_on_signals() -> None:
    """Ctrl-C, kill and a closed terminal all end the demo in good order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # ignored by nohup, on purpose
        signal.signal(signal.SIGHUP, leave_terminal)


def leave_terminal(*_: object) -> None:
    """What is still said must go somewhere, or saying it fails."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (sys.stdout, sys.stderr):
        os.dup2(nowhere, output.fileno())
    raise KeyboardInterrupt


def ignore_signals() -> None:
    """An impatient second Ctrl-C does not cut the database off while it stops."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise argparse.ArgumentTypeError(f"“{text}” is no port: give a number up to 65535")
    return int(text)
