"""The lines that calendars are written in (RFC 5545, part 3)."""

import re

# Forbidden, or taken for the end of a line by some reader. What is left of a text stays readable.
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\r\n"))
MORE_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
SEPARATORS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")

# Of at most 75 octets, the sign of a folded line included; each ends where a character ends.
PIECE = re.compile(rb"(?s).{1,74}(?![\x80-\xbf])")
LONG_LINE = re.compile(rb"\n([^\r]{76,})")


def text(value: str) -> str:
    """A value of type TEXT."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def written(lines: str) -> bytes:
    """Lines that end with CRLF each, as bytes: without control characters, and folded."""
    octets = lines.encode().translate(None, CONTROLS)
    octets = MORE_CONTROLS.sub(b"", octets)
    for separator in SEPARATORS:
        octets = octets.replace(separator, b" ")
    return LONG_LINE.sub(_folded, octets)


def _folded(line: re.Match[bytes]) -> bytes:
    return b"\n" + b"\r\n ".join(PIECE.findall(line[1]))
