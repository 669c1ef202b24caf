"""The map of the gaps: drawn by the server, so that it prints and needs no script.

Outlines are those of the other maps (static/counties). One unit of the drawing is a pixel at its
widest; degrees are laid out flat, true to scale in the middle of the drawing.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from nightout.coverage.counting import Gap

OUTLINES = Path(settings.BASE_DIR) / "nightout" / "static" / "counties"
WIDTH, TALLEST = 960, 760
MARGIN = 0.12  # of the drawing's span, around what is drawn
LEAST = 0.35  # degrees: closer would show no outline to go by
DOT = 2.5  # half of an event's dot
Point = tuple[float, float]


@dataclass(frozen=True)
class Square:
    """A gap, by its place in the table."""

    rank: int
    x: float
    y: float
    width: float
    height: float
    is_rough: bool  # only the city is known

    @property
    def middle(self) -> Point:
        return round(self.x + self.width / 2, 1), round(self.y + self.height / 2, 1)


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    land: str
    borders: str
    events: str
    squares: list[Square]


@dataclass(frozen=True)
class View:
    """Which part of the earth is drawn, and how."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, gaps: Sequence[Gap]) -> "View":
        south, north = min(gap.south for gap in gaps), max(gap.north for gap in gaps)
        west, east = min(gap.west for gap in gaps), max(gap.east for gap in gaps)
        up = max((north - south) * MARGIN, (LEAST - (north - south)) / 2)
        along = max((east - west) * MARGIN, (LEAST - (east - west)) / 2)
        return cls(south - up, west - along, north + up, east + along)

    @property
    def narrowed(self) -> float:
        """How much shorter a degree is from west to east than from south to north."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        """Units for a degree from south to north."""
        across = WIDTH / ((self.east - self.west) * self.narrowed)
        return min(across, TALLEST / (self.north - self.south))

    @property
    def size(self) -> tuple[int, int]:
        width = (self.east - self.west) * self.narrowed * self.scale
        return math.ceil(width), math.ceil((self.north - self.south) * self.scale)

    def point(self, longitude: float, latitude: float) -> Point:
        x = (longitude - self.west) * self.narrowed * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def shows(self, line: Sequence[Sequence[float]]) -> bool:
        """Whether any of the line may be seen."""
        longitudes, latitudes = zip(*line, strict=True)
        return (
            min(longitudes) <= self.east
            and max(longitudes) >= self.west
            and min(latitudes) <= self.north
            and max(latitudes) >= self.south
        )


def drawn(gaps: Sequence[Gap], events: Iterable[Point]) -> Drawing | None:
    """The gaps in their order; `events` are longitude and latitude. None where nothing is to see."""
    if not gaps:
        return None
    view = View.around(gaps)
    width, height = view.size
    states = sorted({gap.state for gap in gaps})
    return Drawing(
        width=width,
        height=height,
        land=_lines(view, "land", states),
        borders=_lines(view, "borders", states),
        events="".join(f"M{x:g} {y:g}h0" for x, y in _apart(view.point(*it) for it in events)),
        squares=[_square(view, rank, gap) for rank, gap in enumerate(gaps, start=1)],
    )


def _square(view: View, rank: int, gap: Gap) -> Square:
    x, y = view.point(gap.west, gap.north)
    right, bottom = view.point(gap.east, gap.south)
    return Square(rank, x, y, round(right - x, 1), round(bottom - y, 1), is_rough=not gap.people)


def _apart(points: Iterable[Point]) -> list[Point]:
    """So many that none hides another: thousands of events may be planned in one city."""
    return sorted({(round(x / DOT) * DOT, round(y / DOT) * DOT) for x, y in points})


def _lines(view: View, kind: str, states: Iterable[str]) -> str:
    lines = (line for state in states for line in _outlines(state).get(kind, ()))
    return "".join(_path(view, line) for line in lines if view.shows(line))


def _path(view: View, line: Sequence[Sequence[float]]) -> str:
    points = dict.fromkeys(view.point(x, y) for x, y in line)  # what falls together is drawn once
    closed = "Z" if tuple(line[0]) == tuple(line[-1]) else ""
    return "M" + "L".join(f"{x} {y}" for x, y in points) + closed


@lru_cache(maxsize=4)
def _outlines(state: str) -> dict[str, list[Any]]:
    """The state's land and the borders of its counties, as lines of points."""
    file = OUTLINES / f"{state}.json"
    if not file.exists():
        return {}
    features = json.loads(file.read_text())["features"]
    shapes = {it["properties"]["kind"]: it["geometry"]["coordinates"] for it in features}
    rings = [ring for polygon in shapes["land"] for ring in polygon]
    return {"land": rings, "borders": shapes["borders"]}
