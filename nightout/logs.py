"""What the log must not hold."""

import logging
import re

POSITION = re.compile(r"(?<![^?&\s\"])near=[^&#\s\"]*")
# Whoever has read somebody's personal link can use it.
LINK = re.compile(r"(/rsvp/)[^/?#\s\"']+")


def without_link(text: str) -> str:
    return LINK.sub(r"\1…", text)


def private_parts_blanked(record: logging.LogRecord) -> bool:
    """A logging filter: blanks where a visitor is ("Near me" puts it into the address), and links.

    They come as arguments of a message, in every line that names what was asked for.
    """
    if isinstance(record.args, tuple):
        record.args = tuple(
            without_link(POSITION.sub("near=…", part)) if isinstance(part, str) else part
            for part in record.args
        )
    return True
