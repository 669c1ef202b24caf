"""The sign-in sheet: who may come, on US Letter paper, for the table at the entrance.

Made whole in memory, 10 kB for each party: `MOST` of them take some 50 MB for a few seconds, and
make a PDF below 1 MB. Rows are measured first, so that each page knows how many there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from events.lists.columns import handling_rules, now_in_words
from events.models import AgencyRole, AttendeeStatus, Event, EventStatus
from events.models.attendee import AttendeeQuerySet
from nightout import drawings, paper
from nightout.drawings import MUTED
from nightout.fonts import LEFT_OUT, in_our_letters, lines
from nightout.paper import PLAIN_FONT, Letters, Row, beside, one, text_rows, total
from nightout.streaming import Column, Kind, screen_rows
from nightout.streaming.guard import guarded_text

MOST = 5000  # parties; who has more needs a table on a screen
BLANK_ROWS = 20

# Points, 72 to an inch.
WIDTH, HEIGHT = LETTER
MARGIN, FOOT, HEAD = 36, 28, 32
ROOM = WIDTH - 2 * MARGIN
TICK, NAME, PEOPLE, PARTY, CAME, GAP = 24, 146, 44, 56, 40, 8
EXTRA, NUMBER, EMAIL = 68, 48, 124  # at least; what is left over is shared out
BOX = 12
PADDING = 5
LOWEST, BLANK = 24, 26  # rows
FIRST_LINE = 11.4  # from the top of a cell to what its first letters stand on

# On the sheet these stand anyway, or say nothing at the door.
ON_PAPER = frozenset({"email", "phone", "access_needs", "note", "language"})
CONTACT = frozenset({"email", "phone"})
# A name is never cut: smaller letters first, then more lines.
NAME_SIZES = [(11.5, 1), (10, 2), (9, 99)]
MOST_LINES = 4  # of any other cell


@dataclass(frozen=True)
class Guest:
    """A row of the sheet, in letters of our font."""

    number: int
    name: str
    surname: str
    adults: int
    children: int
    extras: list[str]


@dataclass(frozen=True)
class Slot:
    """Where a column stands."""

    header: str
    x: float
    width: float
    middle: bool = False


@dataclass(frozen=True)
class Part:
    """Rows under one heading, torn off perhaps and given to somebody."""

    title: str
    note: str
    rows: list[Row]
    letters: list[str]  # the first of each row's surname
    begins_page: bool = False
    is_together: bool = False  # begins a page where the rest of one is too short for all of it


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    letters: list[str]


def printable(columns: Sequence[Column], *, contact: bool) -> tuple[list[Column], list[Column]]:
    """Of the chosen columns those that the sheet shows, and those for which there is no room.

    E-mail and phone only where they are asked for: the sheet lies open on a table.
    """
    wanted = [
        column
        for column in columns
        if column.key.startswith("q")
        or (column.key in ON_PAPER and (contact or column.key not in CONTACT))
    ]
    left = ROOM - TICK - NAME - PEOPLE - PARTY - CAME
    fitting, left_out = [], []
    for column in wanted:
        needed = _narrowest(column) + GAP
        if needed <= left:
            fitting.append(column)
            left -= needed
        else:
            left_out.append(column)
    return fitting, left_out


def sign_in_sheet(
    event: Event, people: AttendeeQuerySet, columns: Sequence[Column], *, by: str
) -> bytes:
    """A PDF in the active language. `columns` are those that `printable` lets through.

    `people` are of this event, by surname; the event comes with `for_cards()`. Who waits for a
    place has a part of their own, which is the last.
    """
    slots = _slots(columns)
    coming = _guests(people.filter(status=AttendeeStatus.ATTENDING), columns)
    waiting = _guests(people.filter(status=AttendeeStatus.WAITLISTED), columns)
    line = {pk: n for n, pk in enumerate(event.attendees.in_line().values_list("pk", flat=True), 1)}
    parts = [_coming(coming, slots), _walk_ins(slots)]
    if waiting:
        parts.append(_waiting(waiting, slots, line))
    lost = any(LEFT_OUT in guest.name for guest in [*coming, *waiting])
    head, foot = _head(event), _foot(by, lost=lost)
    pages = list(_pages(parts, slots, room=HEIGHT - HEAD - total(head) - FOOT - total(foot) - 14))
    written = BytesIO()
    canvas = Canvas(
        written, pagesize=LETTER, invariant=1, lang=get_language(), initialFontName=PLAIN_FONT
    )
    canvas.setTitle(_("Sign-in sheet"))  # a title is seen by others, in tabs and lists of files
    canvas.setAuthor("Nightout")
    canvas.setCreator("Nightout")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for number, page in enumerate(pages, start=1):
        paper.draw(canvas, head, HEIGHT - HEAD)
        _draw_letters(canvas, page.letters)
        paper.draw(canvas, page.rows, HEIGHT - HEAD - total(head))
        paper.draw(canvas, foot, FOOT + total(foot))
        _draw_number(canvas, number, len(pages))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _narrowest(column: Column) -> float:
    if column.key == "email":
        return EMAIL
    return NUMBER if column.kind is Kind.INTEGER else EXTRA


def _slots(columns: Sequence[Column]) -> list[Slot]:
    """Name, figures, what was chosen, and a field to write in how many came."""
    spare = ROOM - TICK - NAME - PEOPLE - PARTY - CAME
    spare -= sum(_narrowest(column) + GAP for column in columns)
    texts = [column for column in columns if column.kind is not Kind.INTEGER]
    more = spare / (len(texts) + 1)
    widths = [NAME + more - GAP, PEOPLE, PARTY]
    widths += [_narrowest(column) + (more if column in texts else 0) for column in columns]
    headers = [_("Name"), _("People"), _("Adults + children")]
    headers += [in_our_letters(str(column.header)) for column in columns]
    slots, x = [], MARGIN + TICK
    for place, (header, width) in enumerate(zip(headers, widths, strict=True)):
        middle = place in (1, 2)
        slots.append(Slot(header, x, width, middle))
        x += width + (0 if middle else GAP)
    return [*slots, Slot(_("Came"), MARGIN + ROOM - CAME, CAME, middle=True)]


def _guests(people: AttendeeQuerySet, columns: Sequence[Column]) -> list[Guest]:
    known = [
        Column("", "pk", Kind.INTEGER, key="pk"),
        Column("", "name"),
        Column("", "sort_name"),
        Column("", "adults", Kind.INTEGER),
        Column("", "children", Kind.INTEGER),
    ]
    return [
        Guest(number, _safe(name), _safe(surname), adults, children, [_safe(it) for it in extras])
        for number, name, surname, adults, children, *extras in screen_rows(
            people, [*known, *columns]
        )
    ]


def _safe(value: Any) -> str:
    """Text that may be copied from the PDF into a spreadsheet."""
    return guarded_text(in_our_letters(value)) if isinstance(value, str) else str(value)


def _coming(guests: list[Guest], slots: list[Slot]) -> Part:
    people = sum(guest.adults + guest.children for guest in guests)
    children = sum(guest.children for guest in guests)
    parties = ngettext("%(n)s party", "%(n)s parties", len(guests)) % {"n": len(guests)}
    note = _("%(parties)s, %(people)s people, %(children)s of them children") % {
        "parties": parties,
        "people": people,
        "children": children,
    }
    return Part(
        _("Who has registered"),
        note if guests else _("Nobody has registered yet."),
        [_guest(guest, slots) for guest in guests],
        [guest.surname[:1].upper() for guest in guests],
    )


def _walk_ins(slots: list[Slot]) -> Part:
    return Part(
        _("Walk-ins"),
        _("Who comes without having registered."),
        [_blank(slots)] * BLANK_ROWS,
        [""] * BLANK_ROWS,
        is_together=True,
    )


def _waiting(guests: list[Guest], slots: list[Slot], line: dict[int, int]) -> Part:
    """By surname too, as people are looked for; each says which place in line it has."""
    rows = [
        _guest(guest, slots, _("Number %(place)s in line") % {"place": line.get(guest.number, "–")})
        for guest in guests
    ]
    return Part(
        _("Waiting list"),
        _("No place is kept for these people."),
        rows,
        [guest.surname[:1].upper() for guest in guests],
        begins_page=True,
    )


def _guest(guest: Guest, slots: list[Slot], more: str = "") -> Row:
    name, people, party, *extras, came = slots
    below = [more] if more else []
    if LEFT_OUT in guest.name:
        below.append(_("Registration %(number)s") % {"number": guest.number})
    cells = [
        one([*_name(guest.name, name), *text_rows(below, Letters(8, color=MUTED), x=name.x)]),
        one(_cell([str(guest.adults + guest.children)], Letters(11.5, bold=True), people)),
        one(_cell([f"{guest.adults} + {guest.children}"], Letters(10), party)),
    ]
    for text, slot in zip(guest.extras, extras, strict=True):
        letters = Letters(8.5)
        found = lines(text, slot.width, letters.measure, most=MOST_LINES) if text else []
        cells.append(one(_cell(found, letters, slot)))
    return _lined(cells, came, LOWEST)


def _blank(slots: list[Slot]) -> Row:
    """The line for a name goes as far as the first figures."""
    return _lined([], slots[-1], BLANK)


def _lined(cells: list[Row], came: Slot, lowest: float) -> Row:
    """The cells side by side, a box to tick, a field to write in, and a line below."""
    inside = beside(*cells) if cells else Row(0)
    height = max(inside.height + 2 * PADDING, lowest)

    def draw(canvas: Canvas, top: float) -> None:
        canvas.setStrokeColor(HexColor(drawings.INK))
        canvas.setLineWidth(0.9)
        canvas.rect(MARGIN + 2, top - PADDING - BOX - 1, BOX, BOX)
        canvas.setStrokeColor(HexColor(MUTED))
        canvas.setLineWidth(0.5)
        canvas.rect(came.x + 4, top - LOWEST + 3, came.width - 4, LOWEST - 6)
        canvas.setStrokeColor(HexColor(drawings.LINE))
        canvas.setLineWidth(0.7)
        canvas.line(MARGIN, top - height, MARGIN + ROOM, top - height)
        inside.draw(canvas, top - PADDING)

    return Row(height, draw)


def _name(name: str, slot: Slot) -> list[Row]:
    for size, most in NAME_SIZES:
        letters = Letters(size, bold=True, spacing=1.22)
        found = lines(name, slot.width, letters.measure)
        if len(found) <= most:
            break
    return _cell(found, letters, slot)


def _cell(found: Sequence[str], letters: Letters, slot: Slot) -> list[Row]:
    """Lines whose first stands as low as those of the cells beside it, whatever their sizes."""
    rows = [Row(FIRST_LINE - letters.size * (letters.spacing / 2 + 0.36))]
    for line in found:
        inside = (slot.width - letters.measure(line)) / 2 if slot.middle else 0
        rows += text_rows([line], letters, x=slot.x + inside)
    return rows


def _headings(slots: list[Slot]) -> Row:
    letters = Letters(7.5, bold=True, color=MUTED)
    cells = [
        one(_cell(lines(slot.header, slot.width, letters.measure, most=3), letters, slot))
        for slot in slots
    ]
    height = max(cell.height for cell in cells) + 4

    def draw(canvas: Canvas, top: float) -> None:
        for cell in cells:  # they stand on the line
            cell.draw(canvas, top - (height - 3 - cell.height))
        canvas.setStrokeColor(HexColor(drawings.INK))
        canvas.setLineWidth(1)
        canvas.line(MARGIN, top - height, MARGIN + ROOM, top - height)

    return Row(height, draw)


def _title(title: str, note: str) -> Row:
    big, small = Letters(13, bold=True, color=drawings.DUSK), Letters(9, color=MUTED)
    x = MARGIN + big.measure(title) + 10
    return one([Row(8), beside(*text_rows([title], big, x=MARGIN), *text_rows([note], small, x=x))])


def _pages(parts: list[Part], slots: list[Slot], *, room: float) -> Iterator[Page]:
    """Each page names its part and its columns; no heading stands at the foot without a row."""
    headings, rows, letters = _headings(slots), [], []
    for part in parts:
        title = _title(part.title, part.note)
        together = part.rows if part.is_together else part.rows[:1]
        needed = title.height + headings.height + total(together)
        if rows and (part.begins_page or total(rows) + needed > room):
            yield Page(rows, letters)
            rows, letters = [], []
        rows = [*rows, title, *([headings] if part.rows else [])]
        taken = total(rows)
        for row, letter in zip(part.rows, part.letters, strict=True):
            if taken + row.height > room:
                yield Page(rows, letters)
                rows, letters = [_title(part.title, _("continued")), headings], []
                taken = total(rows)
            rows.append(row)
            letters = [*letters, letter] if letter else letters
            taken += row.height
    yield Page(rows, letters)


def _head(event: Event) -> list[Row]:
    """On each page, since pages come apart."""
    width = ROOM - 70  # the letters of the page stand on the right
    title, facts = Letters(15, bold=True, color=drawings.DUSK, spacing=1.2), Letters(9.5)
    loud = Letters(11, bold=True, color=drawings.ERROR)
    hosts = [
        str(role.agency) for role in event.agency_roles.all() if role.role == AgencyRole.HOST
    ] or [str(role.agency) for role in event.agency_roles.all()][:1]
    when = f"{capfirst(event.days_in_words())}, {event.times_in_words()}"
    place = [event.place_in_words(), event.public_address, str(event.city)]
    said = [
        (_("Sample: not announced by any agency") if event.is_sample else "", loud, 1),
        ("" if event.status == EventStatus.SCHEDULED else event.get_status_display(), loud, 1),
        (event.title, title, 2),
        (when, facts, 1),
        (" · ".join(filter(None, place)), facts, 2),
        (", ".join(hosts), facts, 1),
    ]
    return [
        row
        for text, letters, most in said
        if text
        for row in text_rows(
            lines(in_our_letters(text), width, letters.measure, most=most), letters, x=MARGIN
        )
    ]


def _foot(by: str, *, lost: bool) -> list[Row]:
    letters = Letters(7.5, color=MUTED)
    downloaded = _("Downloaded by %(who)s on %(when)s") % {"who": by, "when": now_in_words()}
    texts = [" · ".join([downloaded, *handling_rules(), _("Do not leave it lying about.")])]
    if lost:
        texts.append(
            _("[…] stands for letters that cannot be printed here: see the list on the screen.")
        )
    return [
        Row(6),
        *(
            row
            for text in texts
            for row in text_rows(
                lines(in_our_letters(text), ROOM - 90, letters.measure), letters, x=MARGIN
            )
        ),
    ]


def _draw_letters(canvas: Canvas, letters: list[str]) -> None:
    """A – C: which table of several has whom."""
    named = [letter for letter in letters if letter.isalpha()]
    if not named:
        return
    text = named[0] if named[0] == named[-1] else f"{named[0]} – {named[-1]}"
    large = Letters(20, bold=True, color=drawings.DUSK)
    x = MARGIN + ROOM - large.measure(text)
    paper.draw(canvas, text_rows([text], large, x=x), HEIGHT - HEAD)


def _draw_number(canvas: Canvas, number: int, last: int) -> None:
    letters = Letters(8.5, bold=True)
    text = _("Page %(number)s of %(last)s") % {"number": number, "last": last}
    x = MARGIN + ROOM - letters.measure(text)
    paper.draw(canvas, text_rows([text], letters, x=x), FOOT + letters.size * letters.spacing)
