"""Text in letters that our font has: an empty box on paper helps nobody."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace

FOLDER = Path(__file__).parent
REGULAR, BOLD = FOLDER / "NotoSans-Regular.ttf", FOLDER / "NotoSans-Bold.ttf"

LEFT_OUT = "[…]"
LOST = "\ufffc"  # stands for a letter that we cannot write, until whole runs become LEFT_OUT
RUNS_OF_LOST = re.compile(rf"{LOST}(?:[\s.,:/+–-]*{LOST})*")
MARKS_PILED_UP = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
SPACES = re.compile(r"[^\S\n\u00a0\u202f]+")
ALIKE = str.maketrans(
    {
        **dict.fromkeys("●▪■◆▶►➤➔★☆✓✔☑◦∙", "•"),
        **{"→": "->", "←": "<-", "⇒": "=>", "≤": "<=", "≥": ">=", "\u2028": "\n", "\u2029": "\n"},
    }
)


@cache
def letters() -> frozenset[str]:
    """Regular and bold have the same ones."""
    return frozenset(chr(code) for code in TTFontFace(str(REGULAR)).charToGlyph)


def in_our_letters(text: str) -> str:
    """The same text as far as the font can write it; line breaks stay.

    Another form of a letter becomes the plain one (𝐓 or Ｔ is T), a digit of another script our
    digit, an odd bullet or arrow a plain one. Emoji, signs of control and what steers the direction
    of writing are dropped, since the words say the same. A run of letters of another script would be
    missed, so it becomes LEFT_OUT.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    written = "".join(map(_nearest, text.translate(ALIKE)))
    written = MARKS_PILED_UP.sub(r"\1", RUNS_OF_LOST.sub(LEFT_OUT, written))
    return "\n".join(line.strip() for line in SPACES.sub(" ", written).split("\n")).strip()


def _nearest(sign: str) -> str:
    if sign in letters() or sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category == "Zs" or sign.isspace():
        return " "
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    plain = [c for c in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(c)]
    if "".join(plain).strip() and letters().issuperset(plain):
        return unicodedata.normalize("NFC", "".join(plain))
    return LOST if category[0] in "LN" else ""
