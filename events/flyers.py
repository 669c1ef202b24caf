"""The flyer of an event: one Letter page to print and hang up.

The page is the event's in small: words that do not fit are cut, and the QR code leads to all.
"""

from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

import segno
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from events.announcements import (
    Announcement,
    Fact,
    Offer,
    announcement,
    in_letters,
    lacks_letters,
)
from events.models import Event, EventStatus
from nightout import drawings, paper
from nightout.fonts import largest, lines, shortened
from nightout.paper import PLAIN_FONT, Letters, Row, beside, one, text_rows, total

# Points, 72 to an inch.
WIDTH, HEIGHT = LETTER
MARGIN, FOOT = 40, 26
ROOM = WIDTH - 2 * MARGIN
HEADER, STATUS = 56, 84
QR = 176  # with the quiet zone around it
BESIDE_QR = ROOM - QR - 24
TITLE_SIZES = (48, 44, 40, 36, 32, 29, 26, 23, 20, 18, 16, 14)
WIDEST_GAP = 24

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Fitting:
    """One way to set the words."""

    scale: float
    title: float  # height that the title may take
    most: int  # lines of a name, of an address
    facts: int  # lines of a fact; 0: as many as fit beside the QR code

    def letters(self, size: float, *, bold: bool = False, color: str = drawings.INK) -> Letters:
        return Letters(size * self.scale, bold=bold, color=color)


# Tried in their order: the title gives way before the rest becomes hard to read. Tight ones cut the
# description too; the last one holds whatever the columns of the database can hold.
ROOMY = [
    Fitting(scale, title, most=2, facts=9)
    for scale, title in [(1.4, 125), (1.25, 125), (1.1, 120), (1, 110), (0.95, 95), (0.9, 80)]
]
TIGHT = [
    Fitting(scale, 80, most, facts=0) for scale, most in [(0.9, 2), (0.8, 2), (0.72, 1), (0.68, 1)]
]


def qr_code(address: str) -> segno.QRCode:
    """Still read with a seventh of it worn off."""
    return segno.make_qr(address, error="m")


def flyer(event: Event, *, address: str) -> bytes:
    """A PDF in the active language; `address` is the whole one of the event's page.

    The same event gives the same bytes.
    """
    said = in_letters(announcement(event))
    written = BytesIO()
    canvas = Canvas(
        written,
        pagesize=LETTER,
        invariant=1,
        lang=get_language(),
        initialFontName=PLAIN_FONT,
    )
    canvas.setTitle(f"{said.title}, {said.days}")
    canvas.setAuthor("Nightout")
    canvas.setCreator("Nightout")
    canvas.setSubject(", ".join(filter(None, [said.status, said.sample, said.campaign, said.city])))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    top = _draw_head(canvas, said, cancelled=event.status == EventStatus.CANCELLED)
    foot = _foot(said, address)
    bottom = FOOT + total(foot)
    upper, lower = _fitted(said, address, top - bottom)
    paper.draw(canvas, paper.spread(upper, top - bottom - lower.height, widest=WIDEST_GAP), top)
    lower.draw(canvas, bottom + lower.height)
    paper.draw(canvas, foot, bottom)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


def _draw_head(canvas: Canvas, said: Announcement, *, cancelled: bool) -> float:
    """What has changed first, then whose page this is; where the rest may begin."""
    top = HEIGHT
    if said.status:
        _draw_status(canvas, said, cancelled=cancelled)
        top -= STATUS
    paper.fill(canvas, 0, top, WIDTH, HEADER, drawings.DUSK)
    paper.draw_shapes(canvas, drawings.mark(), MARGIN, top - 8, 40)
    name = Letters(25, bold=True, color=drawings.WHITE, spacing=HEADER / 25)
    paper.draw(canvas, text_rows(["Nightout"], name, x=MARGIN + 52), top)
    campaign = Letters(13, color=drawings.ON_DUSK, spacing=HEADER / 13)
    for line in lines(said.campaign, ROOM - 190, campaign.measure, most=1):
        x = MARGIN + ROOM - campaign.measure(line)
        paper.draw(canvas, text_rows([line], campaign, x=x), top)
    top -= HEADER
    return top - _draw_sample(canvas, said.sample, top) if said.sample else top


def _draw_status(canvas: Canvas, said: Announcement, *, cancelled: bool) -> None:
    ground = drawings.ERROR if cancelled else drawings.LAMP
    ink = drawings.WHITE if cancelled else drawings.ON_LAMP
    paper.fill(canvas, 0, HEIGHT, WIDTH, STATUS, ground)
    size, found = largest(
        said.status,
        ROOM,
        lambda size: 1,
        (40, 34, 28, 22),
        lambda size: Letters(size, bold=True).measure,
    )
    letters = Letters(size, bold=True, color=ink)
    notice = Letters(14, color=ink)
    rows = text_rows(found, letters, x=MARGIN)
    rows += text_rows(lines(said.notice, ROOM, notice.measure, most=1), notice, x=MARGIN)
    paper.draw(canvas, rows, HEIGHT - (STATUS - total(rows)) / 2)


def _draw_sample(canvas: Canvas, text: str, top: float) -> float:
    """The site's striped bar: even a grey copy shows that this is no announcement. Its height."""
    letters = Letters(14, bold=True, color=drawings.ON_LAMP, spacing=2.2)
    height = letters.size * letters.spacing
    paper.fill(canvas, 0, top, WIDTH, height, drawings.LAMP_SOFT)
    canvas.setFillColor(HexColor(drawings.LAMP))
    stripes = canvas.beginPath()
    for x in range(0, 30, 10):
        stripes.moveTo(x, top - height)
        stripes.lineTo(x + 5, top - height)
        stripes.lineTo(x + 11, top)
        stripes.lineTo(x + 6, top)
        stripes.close()
    canvas.drawPath(stripes, stroke=0, fill=1)
    found = lines(text, ROOM, letters.measure, most=1)
    paper.draw(canvas, text_rows(found, letters, x=MARGIN), top)
    return height


def _fitted(said: Announcement, address: str, room: float) -> tuple[list[Row], Row]:
    """What stands at the top and at the bottom, as large as it fits; first the description is cut."""
    for fitting in ROOMY:
        upper, lower = _upper(said, fitting), _lower(said, address, fitting)
        if total(upper) + lower.height <= room:
            return upper, lower
    for fitting in TIGHT:
        lower = _lower(said, address, fitting)
        if total(_upper(replace(said, description=""), fitting)) + lower.height <= room:
            break

    def fits(text: str) -> bool:
        return total(_upper(replace(said, description=text), fitting)) + lower.height <= room

    return _upper(replace(said, description=shortened(said.description, fits)), fitting), lower


def _upper(said: Announcement, fitting: Fitting) -> list[Row]:
    size, title = largest(
        said.title,
        ROOM,
        lambda size: int(fitting.title / (size * 1.16)),
        TITLE_SIZES,
        lambda size: Letters(size, bold=True).measure,
    )
    gap = Row(11 * fitting.scale, is_gap=True)
    name = Letters(size, bold=True, color=drawings.DUSK, spacing=1.16)
    rows = [gap, *text_rows(title, name, x=MARGIN)]
    rows += [gap, _panel([*_when(said, fitting), Row(7 * fitting.scale), *_where(said, fitting)])]
    if said.description or said.offers:
        rows += [gap, _heading(_("What there is"), ROOM, fitting)]
    if said.description:
        letters = fitting.letters(12)
        rows += text_rows(lines(said.description, ROOM, letters.measure), letters, x=MARGIN)
    if said.offers:
        rows += [Row(5 * fitting.scale), *_offers(said.offers, fitting)]
    return [*rows, gap]


def _lower(said: Announcement, address: str, fitting: Fitting) -> Row:
    """The facts, and beside them the way to the page."""
    x = MARGIN + ROOM - QR
    square = Row(QR, partial(_draw_qr, x=x, address=address))
    return one([beside(_facts(said.facts, fitting), square), Row(10)])


def _facts(facts: list[Fact], fitting: Fitting) -> Row:
    heading = _heading(_("Good to know"), BESIDE_QR, fitting)
    for most in [fitting.facts] if fitting.facts else range(9, 0, -1):
        found = one([heading, *(_fact(fact, most, fitting) for fact in facts)])
        if found.height <= QR:
            break
    return found


def _when(said: Announcement, fitting: Fitting) -> list[Row]:
    texts = [(said.days, fitting.letters(20, bold=True)), (said.times, fitting.letters(16))]
    return _with_icon("event", texts, fitting)


def _where(said: Announcement, fitting: Fitting) -> list[Row]:
    texts = [
        (said.place, fitting.letters(16, bold=True)),
        (said.address, fitting.letters(13)),
        (said.city, fitting.letters(13)),
    ]
    return _with_icon("location_on", texts, fitting)


def _with_icon(name: str, texts: list[tuple[str, Letters]], fitting: Fitting) -> list[Row]:
    left = MARGIN + 16
    x = left + 34 * fitting.scale
    first, *others = [
        row
        for text, letters in texts
        if text
        for row in text_rows(
            lines(text, MARGIN + ROOM - 16 - x, letters.measure, most=fitting.most), letters, x=x
        )
    ]
    size = 25 * fitting.scale
    return [beside(paper.picture(drawings.icon(name), left, size), first), *others]


def _panel(rows: list[Row]) -> Row:
    inside = one([Row(10), *rows, Row(10)])

    def draw(canvas: Canvas, top: float) -> None:
        paper.fill(canvas, MARGIN, top, ROOM, inside.height, drawings.LAMP_SOFT)
        paper.fill(canvas, MARGIN, top, 5, inside.height, drawings.LAMP)
        inside.draw(canvas, top)

    return Row(inside.height, draw)


def _heading(text: str, width: float, fitting: Fitting) -> Row:
    letters = fitting.letters(14, bold=True, color=drawings.DUSK)

    def underline(canvas: Canvas, top: float) -> None:
        paper.fill(canvas, MARGIN, top - 20 * fitting.scale, width, 2, drawings.LAMP)

    words = text_rows([text], letters, x=MARGIN)
    return one([beside(Row(0, underline), *words), Row(9 * fitting.scale)])


def _offers(offers: list[Offer], fitting: Fitting) -> list[Row]:
    """Two beside each other."""
    cells = [_offer(offer, MARGIN + n % 2 * ROOM / 2, fitting) for n, offer in enumerate(offers)]
    return [beside(*cells[n : n + 2]) for n in range(0, len(cells), 2)]


def _offer(offer: Offer, x: float, fitting: Fitting) -> Row:
    letters = fitting.letters(12.5)
    indent = 23 * fitting.scale
    found = lines(offer.name, ROOM / 2 - indent - 10, letters.measure, most=fitting.most)
    words = one([*text_rows(found, letters, x=x + indent), Row(3 * fitting.scale)])
    if not offer.icon:
        return words
    return beside(paper.picture(drawings.icon(offer.icon), x, 16 * fitting.scale), words)


def _fact(fact: Fact, most: int, fitting: Fitting) -> Row:
    letters, label = fitting.letters(12), fitting.letters(12, bold=True, color=drawings.MUTED)
    indent = 124 * fitting.scale
    names = lines(fact.label, indent - 10, label.measure, most=most)
    values = lines("\n".join(fact.values), BESIDE_QR - indent, letters.measure, most=most)
    columns = [
        one(text_rows(names, label, x=MARGIN)),
        one(text_rows(values, letters, x=MARGIN + indent)),
    ]
    return one([beside(*columns), Row(3 * fitting.scale)])


def _foot(said: Announcement, address: str) -> list[Row]:
    """What the QR code is for; the address for who has no camera."""
    call, more = Letters(14, bold=True, color=drawings.DUSK), Letters(12, color=drawings.MUTED)
    sizes = [Letters(size, bold=True) for size in (13, 12, 11)]
    typed = next((letters for letters in sizes if letters.measure(address) <= ROOM), sizes[1])
    texts = [
        (_("On your phone: this event, and any change of plan"), call),
        (" · ".join(_languages()), more),
    ]
    if lacks_letters(said):
        texts.append((_("[…] stands for letters that cannot be printed here: see the page."), more))
    words = [
        row
        for text, letters in texts
        for row in text_rows(lines(text, ROOM, letters.measure), letters, x=MARGIN)
    ]
    below = text_rows(lines(address, ROOM, typed.measure), typed, x=MARGIN)
    rule = Row(6, lambda canvas, top: paper.fill(canvas, MARGIN, top, ROOM, 2, drawings.LAMP))
    return [rule, *words, Row(3), *paper.linked(below, address, x=MARGIN, width=ROOM)]


def _languages() -> list[str]:
    names = [get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES]
    return [capfirst(name) for name in names]


def _draw_qr(canvas: Canvas, top: float, *, x: float, address: str) -> None:
    code = qr_code(address)
    module = QR / code.symbol_size(border=QUIET_ZONE)[0]
    larger = module * 1.02  # or a screen shows white hairs between the modules
    path = canvas.beginPath()
    for down, row in enumerate(code.matrix_iter(border=QUIET_ZONE), start=1):
        for right, is_dark in enumerate(row):
            if is_dark:
                path.rect(x + right * module, top - down * module, larger, larger)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
    canvas.setStrokeColor(HexColor(drawings.LINE))
    canvas.roundRect(x, top - QR, QR, QR, 6)
    canvas.linkURL(address, (x, top - QR, x + QR, top))
