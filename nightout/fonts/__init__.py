"""The letters of what the server draws itself: flyers (PDF) and pictures (PNG).

Knows no model. A text goes through `in_our_letters` first, then into lines.
"""

from nightout.fonts.letters import BOLD, LEFT_OUT, REGULAR, in_our_letters
from nightout.fonts.lines import Measure, largest, lines, shortened

__all__ = [
    "BOLD",
    "LEFT_OUT",
    "REGULAR",
    "Measure",
    "in_our_letters",
    "largest",
    "lines",
    "shortened",
]
