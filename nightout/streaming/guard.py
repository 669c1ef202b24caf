"""A cell that a spreadsheet would run as a formula gets an apostrophe in front, which stops it."""

import re
from string import ascii_letters, digits

# What may stand before the sign and be skipped by a spreadsheet, or be lost on the way into one.
SKIPPED = r"\u0001-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
SKIPPED += r"\u3000\ufeff\ufffe\uffff"
SIGNS = r"=+@\uff1d\uff0b\uff0d\uff20-"  # the full-width ones too
# Read alike by Postgres and by Python.
RISKY = rf"^[\t\r\n]|^[{SKIPPED}]*[{SIGNS}]"

# Most cells begin with one of these, or are empty (0): they are let through without the regular
# expression, which takes five times as long.
HARMLESS = ",".join(str(code) for code in [0, *map(ord, digits + ascii_letters)])


def guarded(cell: str) -> str:
    """SQL: the text of the SQL expression `cell`, made harmless."""
    return (
        f"CASE WHEN ascii({cell}) = ANY ('{{{HARMLESS}}}') THEN {cell}"
        f" WHEN {cell} ~ '{RISKY}' THEN '''' || {cell} ELSE {cell} END"
    )


def guarded_text(text: str) -> str:
    return f"'{text}" if re.search(RISKY, text) else text
