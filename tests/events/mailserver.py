"""A mail server for tests: it speaks enough SMTP, keeps what it gets, and refuses when told to."""

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from django.test import override_settings

Answers = dict[str, list[str]]  # what is answered to the next RCPT or DATA, instead of "250 OK"


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, slowness: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.slowness = slowness  # seconds for each mail
        self.received: list[Message] = []
        self.to: list[str] = []
        self.connections = 0
        self.answers: Answers = {}
        self.busy = threading.Event()  # a mail is on its way, or was

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def by_message_id(self) -> Counter[str]:
        return Counter(mail["Message-ID"] for mail in self.received)

    def wait_for(self, number: int, *, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while len(self.received) < number:
            assert time.monotonic() < end, f"{len(self.received)} mails of {number} came"
            time.sleep(0.01)


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 mail.example.org")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            match verb:
                case "QUIT":
                    return self.say("221 Bye")
                case "RCPT":
                    self.recipient = line.partition("<")[2].partition(">")[0]
                    self.say(self.answer("RCPT"))
                case "DATA":
                    answer = self.answer("DATA")
                    if answer == "hang up":
                        return None
                    self.say("354 Go on")
                    self.take(answer)
                case _:
                    self.say("250 OK")
        return None

    def take(self, answer: str) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not line:
            return
        self.server.busy.set()
        time.sleep(self.server.slowness)
        if answer.startswith("250"):
            self.server.received.append(message_from_bytes(b"".join(lines)))
            self.server.to.append(self.recipient)
        self.say(answer)

    def answer(self, verb: str) -> str:
        waiting = self.server.answers.get(verb, [])
        return waiting.pop(0) if waiting else "250 OK"

    def say(self, line: str) -> Any:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(**how: Any) -> Iterator[MailServer]:
    with MailServer(**how) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def through(server: MailServer):
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=server.port,
        EMAIL_USE_TLS=False,
        EMAIL_USE_SSL=False,
        EMAIL_HOST_USER="",
        EMAIL_HOST_PASSWORD="",
    )
