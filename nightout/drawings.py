"""The site's own SVG drawings as polygons, for paper and for pictures, which know no SVG.

Reads what our files hold: filled paths, rectangles and circles. Lines without a fill are left out.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

STATIC = Path(__file__).parent / "static"
MARK, ICONS = STATIC / "nightout-mark.svg", STATIC / "uswds" / "icons.svg"

# As in nightout.css, where they are custom properties.
DUSK, FILL, ON_DUSK, ON_DUSK_MUTED = "#0a333d", "#0e4f5c", "#eaf4f5", "#b9d3d8"
LAMP, LAMP_SOFT, ON_LAMP = "#ffbe2e", "#fff3d6", "#2a1c00"
INK, MUTED, LINE, ERROR, WHITE = "#15252b", "#4b5b61", "#ddd7ca", "#a1361f", "#ffffff"

STEPS = 12  # straight pieces of a curve: smooth at the sizes we draw
TOKENS = re.compile(r"[a-zA-Z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
NUMBERS_OF = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}

Point = complex  # x + yi: sums and turns of points are sums and products
Contour = list[Point]


@dataclass(frozen=True)
class Shape:
    """Contours filled together, one inside another being a hole; "" is the colour of the text."""

    fill: str
    contours: list[Contour]


@dataclass(frozen=True)
class Drawing:
    size: float  # of the square that it stands in; y grows downwards
    shapes: list[Shape]


@cache
def mark() -> Drawing:
    """The site's lantern."""
    return _drawing(ElementTree.parse(MARK).getroot())  # noqa: S314 our own file


@cache
def icon(name: str) -> Drawing:
    """One of the icons that pages show; KeyError for a name that the sprite lacks."""
    return _drawing(_icons()[name])


@cache
def _icons() -> dict[str, ElementTree.Element]:
    sprite = ElementTree.parse(ICONS).getroot()  # noqa: S314 our own file
    return {symbol.get("id", ""): symbol for symbol in sprite}


def _drawing(root: ElementTree.Element) -> Drawing:
    _left, _top, width, _height = map(float, root.get("viewBox", "").split())
    shown = [element for element in root if element.get("fill") != "none"]
    return Drawing(width, [Shape(e.get("fill", ""), list(_contours(e))) for e in shown])


def _contours(element: ElementTree.Element) -> Iterator[Contour]:
    def number(name: str) -> float:
        return float(element.get(name, "0"))

    match element.tag.rpartition("}")[2]:
        case "path":
            yield from _path(element.get("d", ""))
        case "circle":
            yield circle(complex(number("cx"), number("cy")), number("r"))
        case "rect":
            corner = complex(number("x"), number("y"))
            yield rounded(corner, number("width"), number("height"), number("rx"))


def circle(center: Point, radius: float) -> Contour:
    return _round(center, radius, 0, 2 * math.pi)


def rounded(corner: Point, width: float, height: float, radius: float) -> Contour:
    """A rectangle with round corners, from its upper left one."""
    quarter = math.pi / 2
    inner = [
        corner + complex(x, y)
        for x, y in [
            (width - radius, radius),
            (width - radius, height - radius),
            (radius, height - radius),
            (radius, radius),
        ]
    ]
    turns = [_round(c, radius, quarter * (n - 1), quarter) for n, c in enumerate(inner)]
    return [point for turn in turns for point in turn]


def _round(center: Point, radius: float, start: float, turn: float) -> Contour:
    """Points of a circle's arc, from an angle on, by an angle."""
    steps = max(2, round(STEPS * abs(turn) / (math.pi / 2)))
    angles = (start + turn * step / steps for step in range(steps + 1))
    return [center + radius * complex(math.cos(a), math.sin(a)) for a in angles]


def _path(d: str) -> Iterator[Contour]:
    """The contours of an SVG path, its curves as many straight pieces."""
    contour: Contour = []
    handle = 0j  # the second handle of the curve before: "s" goes on from its mirror
    for command, numbers in _commands(d):
        here = contour[-1] if contour else 0j
        from_here = here if command.islower() else 0j
        points = [complex(*pair) + from_here for pair in zip(*[iter(numbers)] * 2, strict=False)]
        before, handle = handle, 0j
        match command.lower():
            case "m":
                if len(contour) > 1:
                    yield contour
                contour = points
            case "l":
                contour += points
            case "h":
                contour.append(complex(numbers[0] + from_here.real, here.imag))
            case "v":
                contour.append(complex(here.real, numbers[0] + from_here.imag))
            case "c" | "s":
                first = points[0] if len(points) == 3 else 2 * here - (before or here)
                handle = points[-2]
                contour += _curve(here, first, handle, points[-1])
            case "a":
                end = complex(*numbers[5:]) + from_here
                contour += _arc(here, end, numbers[0], bool(numbers[3]), bool(numbers[4]))
            case "z":
                yield contour
                contour = contour[:1]
    if len(contour) > 1:
        yield contour


def _commands(d: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; one that is repeated need not be written again."""
    tokens = TOKENS.findall(d)
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
        count = NUMBERS_OF[command.lower()]
        yield command, [float(token) for token in tokens[place : place + count]]
        place += count
        if command in "mM":
            command = "l" if command == "m" else "L"


def _curve(start: Point, first: Point, second: Point, end: Point) -> Contour:
    """A cubic Bézier curve, without its start."""
    shares = (step / STEPS for step in range(1, STEPS + 1))
    return [
        (1 - t) ** 3 * start
        + 3 * (1 - t) ** 2 * t * first
        + 3 * (1 - t) * t**2 * second
        + t**3 * end
        for t in shares
    ]


def _arc(start: Point, end: Point, radius: float, large: bool, clockwise: bool) -> Contour:
    """A circle's arc between two points, without its start."""
    half = (end - start) / 2
    radius = max(radius, abs(half))
    away = 1j * half / abs(half) * math.sqrt(radius**2 - abs(half) ** 2)
    center = start + half + (away if large != clockwise else -away)
    angle = math.atan2((start - center).imag, (start - center).real)
    turn = math.atan2((end - center).imag, (end - center).real) - angle
    turn %= 2 * math.pi
    return _round(center, radius, angle, turn if clockwise else turn - 2 * math.pi)[1:]
