"""Our SVG drawings as polygons."""

import re

import pytest

from nightout import drawings
from nightout.drawings import ICONS, STATIC, icon, mark

IDS = re.findall(r'<symbol id="([^"]+)"', ICONS.read_text())


@pytest.mark.parametrize("name", IDS)
def test_each_icon_can_be_drawn_within_its_square(name: str):
    drawn = icon(name)

    points = [point for shape in drawn.shapes for contour in shape.contours for point in contour]
    assert len(points) > 3
    assert all(-0.01 <= point.real <= drawn.size + 0.01 for point in points)
    assert all(-0.01 <= point.imag <= drawn.size + 0.01 for point in points)


def test_an_arc_is_round():
    """The head of “search” is a circle of radius 6.5 around (9.5, 9.5)."""
    contour = icon("search").shapes[0].contours[0]

    on_circle = [point for point in contour if abs(abs(point - (9.5 + 9.5j)) - 6.5) < 0.02]
    assert len(on_circle) > 30


def test_the_mark_is_that_of_the_site():
    fills = [shape.fill for shape in mark().shapes]

    assert fills == ["#0e4f5c", "#f4e9d0", "#ffbe2e", "#fff6dd", "#f4e9d0"]


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_colors_are_those_of_the_pages():
    css = (STATIC / "nightout.css").read_text()
    light = css[: css.index("@media")]

    for name in ("DUSK", "ON_DUSK", "ON_DUSK_MUTED", "LAMP", "LAMP_SOFT", "ON_LAMP"):
        assert f"--{name.lower().replace('_', '-')}: {getattr(drawings, name)};" in light
    for name in ("FILL", "INK", "MUTED", "LINE", "ERROR"):
        assert f"--{name.lower()}: {getattr(drawings, name)};" in light
