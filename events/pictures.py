"""The picture that social networks and messengers show beside a link to an event."""

import math
from collections.abc import Callable
from functools import cache
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageDraw, ImageFont

from events.announcements import Announcement, announcement, in_letters
from events.models import Event, EventStatus
from nightout import drawings
from nightout.drawings import Drawing
from nightout.fonts import BOLD, REGULAR, Measure, largest, lines

# Pixels, as Open Graph asks; y grows downwards.
WIDTH, HEIGHT = 1200, 630
MARGIN = 64
BAND, HEAD, LIGHTS = 76, 64, 74
TILE_WIDTH, TILE_HEIGHT = 232, 252  # the date block
TITLE_SIZES = (84, 76, 70, 64, 58, 52, 46, 41, 37, 33, 30, 27, 24, 21)
EASY_TO_READ = 33
FINER = 4  # shapes are drawn so much larger, then made smaller, for smooth edges

Line = tuple[str, ImageFont.FreeTypeFont, str, float]  # its words, letters, colour, height


def picture(event: Event) -> bytes:
    """A PNG of 1200 by 630 pixels in the active language; the same event gives the same bytes."""
    said = in_letters(announcement(event))
    image = _evening().copy()
    top = _bands(image, said, cancelled=event.status == EventStatus.CANCELLED) + 44
    _brand(image, MARGIN, top, 60)
    campaign = _font(28)
    beside = WIDTH - 2 * MARGIN - 330
    for line in lines(said.campaign, beside, campaign.getlength, most=1):
        _write(image, (WIDTH - MARGIN, top + 30), line, campaign, drawings.ON_DUSK_MUTED, "rm")
    top += HEAD + 32
    bottom = HEIGHT - LIGHTS - 14
    words = _words(said, WIDTH - 2 * MARGIN - TILE_WIDTH - 44, bottom - top)
    middle = top + (bottom - top) / 2
    _date_block(image, said, MARGIN, middle - TILE_HEIGHT / 2)
    y = middle - _height(words) / 2
    for line, font, color, height in words:
        x = MARGIN + TILE_WIDTH + 44
        _write(image, (x, y + height / 2), line, font, color, "lm")
        y += height
    return _png(image)


def site_picture() -> bytes:
    """The same for pages that are no event; kept as nightout/static/nightout-card.png."""
    image = _evening().copy()
    _shape(image, drawings.mark(), (WIDTH - 210) / 2, 56, 210)
    name = _font(96, bold=True)
    _write(image, (WIDTH / 2, 336), "Nightout", name, drawings.WHITE, "mm")
    text = _(
        "Find National Night Out and other evenings where neighbors and first responders meet."
    )
    small = _font(36)
    for number, line in enumerate(lines(text, WIDTH - 4 * MARGIN, small.getlength)):
        _write(image, (WIDTH / 2, 424 + number * 48), line, small, drawings.ON_DUSK, "mm")
    return _png(image)


def _bands(image: Image.Image, said: Announcement, *, cancelled: bool) -> float:
    """What must be known before all else; where the rest may begin."""
    bands = [
        (said.status, drawings.ERROR if cancelled else drawings.LAMP, 46),
        (said.sample, drawings.LAMP_SOFT, 34),
    ]
    top = 0.0
    for text, ground, size in bands:
        if text:
            ink = drawings.WHITE if ground == drawings.ERROR else drawings.ON_LAMP
            height = BAND if size > 40 else BAND - 20
            ImageDraw.Draw(image).rectangle((0, top, WIDTH, top + height - 1), fill=ground)
            font = _font(size, bold=True)
            for line in lines(text, WIDTH - 2 * MARGIN, font.getlength, most=1):
                _write(image, (MARGIN, top + height / 2), line, font, ink, "lm")
            top += height
    return top


def _brand(image: Image.Image, x: float, top: float, size: float) -> None:
    _shape(image, drawings.mark(), x, top, size)
    name = _font(38, bold=True)
    _write(image, (x + size + 18, top + size / 2), "Nightout", name, drawings.WHITE, "lm")


def _date_block(image: Image.Image, said: Announcement, x: float, top: float) -> None:
    draw = ImageDraw.Draw(image)
    box = (x, top, x + TILE_WIDTH, top + TILE_HEIGHT)
    draw.rounded_rectangle(box, radius=18, fill=drawings.WHITE)
    draw.rounded_rectangle(
        (x, top, x + TILE_WIDTH, top + 62), 18, drawings.LAMP, corners=(True, True, False, False)
    )
    middle = x + TILE_WIDTH / 2
    rows = [
        (said.weekday, top + 32, 32, True, drawings.ON_LAMP),
        (said.day, top + 134, 116, True, drawings.DUSK),
        (said.month, top + 218, 32, False, drawings.INK),
    ]
    for text, y, largest_size, bold, color in rows:
        size, found = largest(
            text, TILE_WIDTH - 24, lambda size: 1, (largest_size, 28, 24, 20), _sized(bold=bold)
        )
        for line in found:
            _write(image, (middle, y), line, _font(size, bold=bold), color, "mm")


def _words(said: Announcement, width: float, room: float) -> list[Line]:
    """Title, day and time, place: the title takes what the others leave."""
    for below in (_below(said, width, 1), _below(said, width, 0.8)):
        left = room - _height(below)
        size, title = largest(
            said.title,
            width,
            lambda size, left=left: int(left / (size * 1.14)),
            TITLE_SIZES,
            _sized(bold=True),
        )
        if size >= EASY_TO_READ:
            break
    heading = [(line, _font(size, bold=True), drawings.WHITE, size * 1.14) for line in title]
    return [*heading, *below]


def _below(said: Announcement, width: float, scale: float) -> list[Line]:
    place = ", ".join([said.place, said.city])
    return [
        ("", _font(8), drawings.WHITE, 14 * scale),
        *_lines_of(said.days, width, 44 * scale, bold=True, color=drawings.LAMP),
        *_lines_of(said.times, width, 38 * scale, color=drawings.WHITE),
        *_lines_of(place, width, 34 * scale, most=2 if scale == 1 else 1),
    ]


def _height(found: list[Line]) -> float:
    return sum(height for _line, _font, _color, height in found)


def _lines_of(
    text: str,
    width: float,
    size: float,
    *,
    bold: bool = False,
    color: str = drawings.ON_DUSK_MUTED,
    most: int = 1,
) -> list[Line]:
    sizes = [round(size * share) for share in (1, 0.9, 0.8)]
    size, found = largest(text, width, lambda size: most, sizes, _sized(bold=bold))
    return [(line, _font(size, bold=bold), color, size * 1.36) for line in found]


@cache
def _evening() -> Image.Image:
    """Dusk, and a string of lights along the bottom."""
    column = Image.new("RGB", (1, HEIGHT))
    dark, light = (_rgb(color) for color in (drawings.DUSK, drawings.FILL))
    for y in range(HEIGHT):
        share = y / HEIGHT
        column.putpixel(
            (0, y),
            tuple(round(a + (b - a) * share) for a, b in zip(dark, light, strict=True)),
        )
    image = column.resize((WIDTH, HEIGHT))
    _lights(image)
    return image


def _lights(image: Image.Image) -> None:
    spans, sag = 4, 34

    def down(x: float) -> float:
        """Of the wire at this place, from the top of the strip that the lights take."""
        within = x * spans / WIDTH % 1
        return 8 + 4 * sag * within * (1 - within)

    top = HEIGHT - LIGHTS
    wire = Image.new("L", (WIDTH * FINER, LIGHTS * FINER))
    points = [(x * FINER, down(x) * FINER) for x in range(0, WIDTH + 1, 4)]
    ImageDraw.Draw(wire).line(points, 255, 2 * FINER)
    image.paste(drawings.ON_DUSK_MUTED, (0, top), wire.reduce(FINER))
    lamp = Drawing(24, [drawings.Shape(drawings.LAMP, [drawings.circle(12 + 12j, 9)])])
    for number in range(spans * 6):
        x = (number + 0.5) * WIDTH / spans / 6
        _shape(image, lamp, x - 12, top + down(x) - 4, 24)


def _shape(image: Image.Image, drawing: Drawing, x: float, top: float, size: float) -> None:
    corner = (round(x), round(top))
    wide = math.ceil(size)
    scale = wide * FINER / drawing.size
    for shape in drawing.shapes:
        mask = Image.new("1", (wide * FINER, wide * FINER))
        for contour in shape.contours:
            part = Image.new("1", mask.size)
            points = [(point.real * scale, point.imag * scale) for point in contour]
            ImageDraw.Draw(part).polygon(points, fill=1)
            mask = ImageChops.logical_xor(mask, part)  # a contour inside another is a hole
        image.paste(shape.fill, corner, mask.convert("L").reduce(FINER))


def _write(
    image: Image.Image,
    at: tuple[float, float],
    text: str,
    font: ImageFont.FreeTypeFont,
    color: str,
    anchor: str,
) -> None:
    """`anchor`: Pillow's, such as "lm": `at` is the left end, in the middle of the height."""
    ImageDraw.Draw(image).text(at, text, fill=color, font=font, anchor=anchor)


def _font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    # The plain layout is in every build of Pillow, so pictures are the same everywhere.
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(str(BOLD if bold else REGULAR), size, layout_engine=layout)


def _sized(*, bold: bool) -> Callable[[float], Measure]:
    return lambda size: _font(size, bold=bold).getlength


def _rgb(color: str) -> tuple[int, int, int]:
    return tuple(bytes.fromhex(color.removeprefix("#")))


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
