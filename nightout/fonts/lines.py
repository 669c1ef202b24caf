"""Breaking text into lines that fit, for paper and for pictures alike."""

import re
from collections.abc import Callable, Iterator, Sequence

# How wide a text is, in the unit of the width asked for: as wide as its parts together.
Measure = Callable[[str], float]
Sized = Callable[[float], Measure]  # the same for a size of the letters
MORE = "…"
# Before a small letter no sentence ends: "6 p.m. and later".
SENTENCE_ENDS = re.compile(r"[.!?…][”\"')\]]*(?=\s+[^\sa-zà-öø-ÿ])")
WORD_ENDS = re.compile(r"\S(?=\s)")
# An address may break after its signs, a long word nowhere in particular.
PIECES = re.compile(r"[^ /\-_?&=]*[ /\-_?&=]?")


def lines(text: str, width: float, measure: Measure, *, most: int = 0) -> list[str]:
    """The text in lines of at most this width; beyond `most` lines it is cut and ends in “…”."""
    found = [line for paragraph in text.split("\n") for line in _broken(paragraph, width, measure)]
    if not most or len(found) <= most:
        return found
    return [*found[: most - 1], _cut(found[most - 1], width, measure)]


def _broken(paragraph: str, width: float, measure: Measure) -> Iterator[str]:
    line, taken, space = "", 0.0, measure(" ")
    for word in paragraph.split(" "):
        wide = measure(word)
        if line and taken + space + wide <= width:
            line, taken = f"{line} {word}", taken + space + wide
            continue
        if line:
            yield line
        line, taken = word, wide
        if wide > width:
            *whole, line = _pieces(word, width, measure)
            yield from whole
            taken = measure(line)
    yield line


def _pieces(word: str, width: float, measure: Measure) -> Iterator[str]:
    """A word that is wider than a line, in lines; a piece that is wider breaks anywhere."""
    line, taken = "", 0.0
    for piece in PIECES.findall(word):
        for part in [piece] if measure(piece) <= width else piece:
            wide = measure(part)
            if line and taken + wide > width:
                yield line
                line, taken = "", 0.0
            line, taken = line + part, taken + wide
    yield line


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to the limit that fits, where everything smaller than that fits."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _cut(line: str, width: float, measure: Measure) -> str:
    line = line.rstrip(" .,;:")
    kept = _most(len(line), lambda n: measure(line[:n].rstrip() + MORE) <= width)
    return line[:kept].rstrip() + MORE


def largest(
    text: str, width: float, most: Callable[[float], int], sizes: Sequence[float], sized: Sized
) -> tuple[float, list[str]]:
    """The first of the sizes at which no word breaks and no more than `most(size)` lines are needed,
    and these lines, alike in length; else the last size, with the text cut.
    """
    for size in sizes:
        measure = sized(size)
        widest = max(map(measure, text.split()), default=0)
        found = lines(text, width, measure)
        if widest <= width and len(found) <= most(size):
            return size, _balanced(text, width, widest, len(found), measure)
    return sizes[-1], lines(text, width, sized(sizes[-1]), most=most(sizes[-1]))


def _balanced(text: str, width: float, widest: float, number: int, measure: Measure) -> list[str]:
    """As many lines of whole words as wide as they must be."""
    spared = _most(int(width - widest), lambda n: len(lines(text, width - n, measure)) <= number)
    return lines(text, width - spared, measure)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text if it fits; else as many whole sentences as do, or as many words, and “…”; or "" """
    if fits(text):
        return text
    for cut_after in (SENTENCE_ENDS, WORD_ENDS):
        ends = [match.end() for match in cut_after.finditer(text)]
        kept = _most(len(ends), lambda n, ends=ends: fits(f"{text[: ends[n - 1]]} {MORE}"))
        if kept:
            return f"{text[: ends[kept - 1]]} {MORE}"
    return ""
