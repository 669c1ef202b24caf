"""Where mails go without a mail server: into a folder on a laptop, nowhere in production."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from nightout.localdb import local_dir

MOST_KEPT = 200  # mails; they hold addresses

number = count()


def folder() -> Path:
    """Of this checkout, for its owner's eyes only."""
    found = local_dir() / "mails"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def newest_first() -> list[Path]:
    return sorted(folder().glob("*.eml"), reverse=True)


class Folder(BaseEmailBackend):
    """Each mail a file of its own, as a mail program would save it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            # In the order of sending; two processes never choose the same name.
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}-{next(number)}"
            draft = folder() / f"{name}.unfinished"
            draft.touch(mode=0o600)
            draft.write_bytes(message.message().as_bytes())
            draft.rename(draft.with_suffix(".eml"))
        for old in newest_first()[MOST_KEPT:]:
            old.unlink(missing_ok=True)
        return len(email_messages)


class Nowhere(BaseEmailBackend):
    """Says so, so that mails wait rather than being lost."""

    def open(self) -> bool:
        raise ConnectionError("EMAIL_URL is not set.")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.open()
        return 0
