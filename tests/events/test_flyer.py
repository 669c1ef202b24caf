"""The flyer on paper: one page, all that is needed, nothing that is not for the street."""

from datetime import date, time
from io import BytesIO
from itertools import combinations

import pytest
import segno
from django.utils import translation
from pypdf import PageObject, PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from events.flyers import QR, flyer
from events.models import Event, EventStatus, ParkKind
from nightout.paper import BOLD_FONT, PLAIN_FONT
from tests.events.announced import (
    fullest_event,
    loaded,
    naughty_texts,
    whole_event,
)
from tests.factories import make_activity, make_campaign, make_event, make_park
from tests.naughty import needs_naughty_strings
from tests.nightout.test_fonts import NAMES

pytestmark = pytest.mark.django_db

ADDRESS = "https://nightout.example.gov/events/neighbors-meet/"
LETTER = (612, 792)


def read(event: Event, *, address: str = ADDRESS) -> PdfReader:
    return PdfReader(BytesIO(flyer(event, address=address)))


def the_page(event: Event, *, address: str = ADDRESS) -> PageObject:
    (page,) = read(event, address=address).pages
    return page


def words_on(event: Event) -> str:
    return " ".join(the_page(event).extract_text().split())


def test_says_what_the_page_says():
    page = words_on(whole_event())

    for fact in (
        "Nightout National Night Out 2027",
        "Neighbors meet",
        "Tuesday, 3 August 2027 6 p.m. to 9 p.m. (EDT)",
        "Rolling Oaks Park 18701 NW 17th Avenue Carol City, Miami Gardens, FL",
        "What there is Bring a chair. Meet your officers. Cookout",
        "Miami Gardens Police (host) Fire Rescue (takes part)",
        "Cost Free",
        "Wheelchair access Yes. Paved path from the gate.",
        "Languages spoken English, Haitian Creole",
        "If it rains In the gym",
        "Questions Officer Nguyễn, 305-555-0101",
        "English · Español · Kreyòl ayisyen",
        ADDRESS,
    ):
        assert fact in page
    assert "[…]" not in page


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("es", ["Martes, 3 de agosto de 2027 De 6 p.m. a 9 p.m. (EDT)", "Parrillada", "Gratis"]),
        ("ht", ["Madi, 3 out 2027 De 6 PM a 9 PM (EDT)", "Babekyou", "ajans prensipal", "Gratis"]),
    ],
)
def test_speaks_the_active_language(language: str, facts: list[str]):
    event = whole_event()

    with translation.override(language):
        page = words_on(event)

    for fact in facts:
        assert fact in page


def test_says_what_is_not_announced():
    page = words_on(loaded(make_event()))

    assert "Time not announced" in page
    assert "Place not announced" in page
    assert "Who Not stated Wheelchair access Not stated" in page
    assert "What there is" not in page


def test_what_a_source_printed_stands_for_a_place_we_do_not_know():
    page = words_on(loaded(make_event(place_as_printed="the corner of 5th and Main")))

    assert "“the corner of 5th and Main”" in page


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (EventStatus.CANCELLED, "Cancelled It will not take place."),
        (EventStatus.POSTPONED, "Postponed The date below no longer holds"),
        (EventStatus.RESCHEDULED, "New date or time"),
    ],
)
def test_a_change_of_plan_comes_first(status: str, said: str):
    assert words_on(loaded(make_event(status=status))).startswith(said)


def test_a_moved_event_says_when_it_was_to_be():
    event = make_event(start_time=time(18))
    event.start_date, event.end_date, event.status = (
        date(2018, 8, 14),
        date(2018, 8, 14),
        EventStatus.RESCHEDULED,
    )
    event.save()

    page = words_on(loaded(event))

    assert page.startswith("New date or time It was to be on Tuesday, 7 August 2018, 6 p.m.")
    assert "Tuesday, 14 August 2018 From 6 p.m.; end not announced (EDT)" in page


def test_a_sample_says_so():
    sample = loaded(make_event(campaign=make_campaign(is_sample=True)))

    assert "Sample: not announced by any agency" in words_on(sample)


def test_names_are_read_back_as_typed():
    page = words_on(loaded(make_event(title=NAMES[2], description="\n".join(NAMES))))

    for name in NAMES:
        assert " ".join(name.split()) in page


def test_letters_that_cannot_be_printed_are_marked_and_explained():
    page = words_on(loaded(make_event(title="🎉 مرحبا بكم at the park")))

    assert "[…] at the park" in page
    assert "[…] stands for letters that cannot be printed here: see the page." in page


def test_a_title_of_which_nothing_can_be_printed_is_still_a_title():
    assert "Event Tuesday, 7 August 2018" in words_on(loaded(make_event(title="🎉🎈")))


def test_of_many_agencies_and_activities_the_rest_is_counted():
    event = make_event(activities=tuple(make_activity(name=f"Game {n}") for n in range(15)))

    page = words_on(loaded(event))

    assert "Game 11" in page
    assert "and 3 more" in page


def test_long_description_is_cut_after_a_sentence():
    event = make_event(description="Come and stay until it is dark. " * 400)

    page = words_on(loaded(event))

    assert "until it is dark. … Good to know" in page


def test_home_is_never_located():
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
        accessibility="Ring at the Smiths",
    )
    event = make_event(park=home, place_as_printed="at 1412 NW 64th Street", notes="our eyes only")

    paper = read(loaded(event))

    page = " ".join(paper.pages[0].extract_text().split())
    assert "At a home 1400 block of NW 64th Street" in page
    for secret in ("1412", "Smith", "our eyes only"):
        assert secret not in page + str(paper.metadata)


def test_names_itself_to_programs_that_show_it():
    with translation.override("ht"):
        paper = read(whole_event(status=EventStatus.POSTPONED))

    assert paper.metadata.title == "Neighbors meet, Madi, 3 out 2027"
    assert paper.metadata.author == "Nightout"
    assert (
        paper.metadata.subject == "Ranvwaye, National Night Out 2027, Carol City, Miami Gardens, FL"
    )
    assert paper.root_object["/Lang"] == "ht"
    assert paper.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_carries_its_letters_along():
    fonts = the_page(whole_event())["/Resources"]["/Font"]

    embedded = [font["/FontDescriptor"]["/FontFile2"].get_data() for font in fonts.values()]
    assert len(embedded) == 2


def test_the_same_event_gives_the_same_bytes():
    event = whole_event()

    assert flyer(event, address=ADDRESS) == flyer(event, address=ADDRESS)


def test_qr_code_holds_the_address():
    squares = squares_of(the_page(whole_event()))

    size = min(width for _x, _y, width in squares) / 1.02
    left = min(x for x, _y, _width in squares)
    top = max(y for _x, y, _width in squares)
    drawn = {(round((x - left) / size), round((top - y) / size)) for x, y, _width in squares}
    expected = segno.make_qr(ADDRESS, error="m")
    dark = {
        (x, y) for y, row in enumerate(expected.matrix) for x, is_dark in enumerate(row) if is_dark
    }
    assert drawn == dark
    assert expected.error in "MQH"
    # Light all around, as wide as four modules.
    assert size * expected.symbol_size()[0] == pytest.approx(QR, abs=0.5)


def squares_of(page: PageObject) -> list[tuple[float, float, float]]:
    """The corners of all rectangles that are as high as wide, and their size."""
    found = []
    for operands, operator in page.get_contents().operations:
        if operator == b"re":
            x, y, width, height = map(float, operands)
            if width == pytest.approx(height):
                found.append((x, y, width))
    return found


def test_address_and_code_are_links():
    links = [note.get_object()["/A"]["/URI"] for note in the_page(whole_event())["/Annots"]]

    assert links == [ADDRESS, ADDRESS]


@pytest.mark.parametrize("language", ["en", "es", "ht"])
@pytest.mark.parametrize("words", ["W", "Neighborhood ", "ñandú è ò à. ", "a-b/c "])
def test_the_longest_words_stay_on_one_page_and_apart(words: str, language: str):
    event = fullest_event(words)

    with translation.override(language):
        page = the_page(event, address=f"https://nightout.example.gov{event.get_absolute_url()}")

    assert (page.mediabox.width, page.mediabox.height) == LETTER
    assert too_close(page) == []


def too_close(page: PageObject) -> list[str]:
    """Texts that leave the page or lie upon each other."""
    boxes = boxes_on(page)
    outside = [
        text
        for text, (left, bottom, right, top) in boxes
        if left < 30 or right > LETTER[0] - 30 or bottom < 18 or top > LETTER[1] - 5
    ]
    upon = [
        f"{text} | {other}"
        for (text, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert len(boxes) > 8
    return outside + upon


def boxes_on(page: PageObject) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each text, and the QR code, with its left, its lowest, its right and its highest."""
    squares = squares_of(page)
    left, low = (min(square[axis] for square in squares) for axis in (0, 1))
    right, high = (max(square[axis] for square in squares) for axis in (0, 1))
    found = [("the QR code", (left, low, right, high))]

    def visit(text: str, _cm: object, matrix: list[float], font: dict | None, size: float) -> None:
        if text.strip():
            (x, y), name = matrix[4:], BOLD_FONT if "Bold" in font["/BaseFont"] else PLAIN_FONT
            width = stringWidth(text.strip(), name, size)
            found.append((text, (x, y - 0.22 * size, x + width, y + 0.75 * size)))

    page.extract_text(visitor_text=visit)
    return found


def test_short_and_long_stay_apart():
    assert too_close(the_page(whole_event())) == []
    assert too_close(the_page(loaded(make_event(title="Party", start_time=time(18))))) == []


@needs_naughty_strings
def test_odd_text_is_no_crash():
    event = whole_event()

    for texts in naughty_texts(together=5):
        event.title, event.description, event.contact, *place = texts
        event.park.name, event.park.accessibility = place

        assert len(read(event).pages) == 1, texts
