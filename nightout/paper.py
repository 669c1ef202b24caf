"""Rows of text and drawings on a PDF page: measured first, drawn when they are known to fit.

Knows no model. Lengths are points, 72 to an inch; y grows upwards, as PDF has it. Text comes in
letters of our font (`nightout.fonts.in_our_letters`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from nightout import drawings
from nightout.drawings import Drawing
from nightout.fonts import BOLD, REGULAR, Measure

PLAIN_FONT, BOLD_FONT = "Nightout", "Nightout-Bold"
pdfmetrics.registerFont(TTFont(PLAIN_FONT, str(REGULAR)))
pdfmetrics.registerFont(TTFont(BOLD_FONT, str(BOLD)))


@dataclass(frozen=True)
class Letters:
    size: float
    bold: bool = False
    color: str = drawings.INK
    spacing: float = 1.28  # from line to line, in sizes

    @property
    def font(self) -> str:
        return BOLD_FONT if self.bold else PLAIN_FONT

    @property
    def measure(self) -> Measure:
        return partial(pdfmetrics.stringWidth, fontName=self.font, fontSize=self.size)


@dataclass(frozen=True)
class Row:
    """Something as wide as the page; `draw` is told where its top is. A gap may grow."""

    height: float
    draw: Callable[[Canvas, float], None] = lambda canvas, top: None
    is_gap: bool = False


def total(rows: list[Row]) -> float:
    return sum(row.height for row in rows)


def draw(canvas: Canvas, rows: list[Row], top: float) -> None:
    """The rows below each other, in the order in which they are read aloud."""
    for row in rows:
        row.draw(canvas, top)
        top -= row.height


def spread(rows: list[Row], room: float, *, widest: float) -> list[Row]:
    """What room is left makes the gaps higher, each by so much at most."""
    gaps = sum(row.is_gap for row in rows)
    more = min(max(room - total(rows), 0) / max(gaps, 1), widest)
    return [replace(row, height=row.height + more) if row.is_gap else row for row in rows]


def text_rows(found: list[str], letters: Letters, *, x: float) -> list[Row]:
    height = letters.size * letters.spacing

    def write(canvas: Canvas, top: float, *, line: str) -> None:
        canvas.setFillColor(HexColor(letters.color))
        canvas.setFont(letters.font, letters.size)
        # Capitals stand in the middle of their row: they are 0.71 of the size high.
        canvas.drawString(x, top - height / 2 - 0.36 * letters.size, line)

    return [Row(height, partial(write, line=line)) for line in found]


def one(rows: list[Row]) -> Row:
    return Row(total(rows), lambda canvas, top: draw(canvas, rows, top))


def beside(*columns: Row) -> Row:
    """Each column knows its own x."""

    def draw_all(canvas: Canvas, top: float) -> None:
        for column in columns:
            column.draw(canvas, top)

    return Row(max(column.height for column in columns), draw_all)


def picture(drawing: Drawing, x: float, size: float, *, down: float = 0) -> Row:
    """As high as nothing: it stands beside the text that says the same."""
    return Row(0, lambda canvas, top: draw_shapes(canvas, drawing, x, top - down, size))


def draw_shapes(canvas: Canvas, drawing: Drawing, x: float, top: float, size: float) -> None:
    scale = size / drawing.size
    for shape in drawing.shapes:
        canvas.setFillColor(HexColor(shape.fill or drawings.DUSK))
        path = canvas.beginPath()
        for first, *others in shape.contours:
            path.moveTo(x + first.real * scale, top - first.imag * scale)
            for point in others:
                path.lineTo(x + point.real * scale, top - point.imag * scale)
            path.close()
        canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)


def fill(canvas: Canvas, x: float, top: float, width: float, height: float, color: str) -> None:
    canvas.setFillColor(HexColor(color))
    canvas.rect(x, top - height, width, height, stroke=0, fill=1)


def linked(rows: list[Row], address: str, *, x: float, width: float) -> list[Row]:
    """The rows, and all of them one link where the paper is a screen."""

    def link(canvas: Canvas, top: float) -> None:
        canvas.linkURL(address, (x, top - total(rows), x + width, top))

    return [Row(0, link), *rows]
