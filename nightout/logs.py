"""What the log must not hold."""

import logging
import re

POSITION = re.compile(r"(?<![^?&\s\"])near=[^&#\s\"]*")


def without_position(record: logging.LogRecord) -> bool:
    """A logging filter: blanks where a visitor is, which "Near me" puts into the address."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            POSITION.sub("near=…", part) if isinstance(part, str) else part for part in record.args
        )
    return True
