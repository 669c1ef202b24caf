"""The picture of an event for social networks, and that of the site."""

from io import BytesIO

import pytest
from django.utils import translation
from PIL import Image, ImageChops

from events.announcements import announcement
from events.models import Event, EventStatus, ParkKind
from events.pictures import picture, site_picture
from nightout.drawings import STATIC
from tests.events.announced import (
    fullest_event,
    loaded,
    naughty_texts,
    whole_event,
)
from tests.factories import make_campaign, make_event, make_park
from tests.naughty import needs_naughty_strings

CARD = STATIC / "nightout-card.png"
SIZE = (1200, 630)
RED, LAMP = (161, 54, 31), (255, 190, 46)


def shown(event: Event) -> Image.Image:
    return Image.open(BytesIO(picture(event)))


@pytest.mark.django_db
def test_is_as_large_as_networks_ask_and_light():
    written = picture(whole_event())

    image = Image.open(BytesIO(written))
    assert (image.format, image.size) == ("PNG", SIZE)
    assert len(written) < 100_000


@pytest.mark.django_db
def test_the_same_event_gives_the_same_bytes():
    event = whole_event()

    assert picture(event) == picture(event)


@pytest.mark.django_db
def test_speaks_the_active_language():
    event = whole_event()
    pictures = set()

    for language in ("en", "es", "ht"):
        with translation.override(language):
            pictures.add(picture(event))

    assert len(pictures) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "top"),
    [
        (EventStatus.CANCELLED, RED),
        (EventStatus.POSTPONED, LAMP),
        (EventStatus.RESCHEDULED, LAMP),
    ],
)
def test_a_change_of_plan_comes_first(status: str, top: tuple[int, int, int]):
    image = shown(loaded(make_event(status=status)))

    assert image.getpixel((1190, 5)) == top
    assert image.getpixel((1190, 60)) == top


@pytest.mark.django_db
def test_a_sample_has_a_band_at_the_top():
    sample = loaded(make_event(campaign=make_campaign(is_sample=True)))

    assert shown(sample).getpixel((1190, 5)) == (255, 243, 214)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["W", "Neighborhood ", "ñandú è ò à. "])
def test_the_longest_words_stay_within_their_margins(words: str):
    fullest = fullest_event(words)
    plain = make_event(status=fullest.status, campaign=make_campaign(year=2027, is_sample=True))

    written = picture(fullest)

    full, empty = Image.open(BytesIO(written)), shown(loaded(plain))
    for left, top, right, bottom in [(1142, 0, 1200, 630), (0, 0, 60, 630), (0, 552, 1200, 630)]:
        box = (left, top, right, bottom)
        assert ImageChops.difference(full.crop(box), empty.crop(box)).getbbox() is None, box
    assert len(written) < 100_000


@pytest.mark.django_db
def test_a_home_and_notes_leave_no_trace():
    home = make_park(kind=ParkKind.HOME, name="House of the Smiths", address="1412 NW 64th Street")
    event = loaded(make_event(park=home, place_as_printed="1412 NW 64th Street", notes="secret"))
    before = picture(event)

    event.park.name = event.park.address = event.place_as_printed = event.notes = "another"

    assert announcement(event).place == "At a home"
    assert picture(event) == before


@pytest.mark.django_db
@needs_naughty_strings
def test_odd_text_is_no_crash():
    event = whole_event()

    for texts in naughty_texts(together=5):
        event.title, event.park.name, event.campaign.name, *where = texts
        event.city.name, event.neighborhood.name = where

        assert shown(event).size == SIZE, texts


def test_the_picture_of_the_site_is_kept_beside_the_pages():
    kept = Image.open(CARD)

    assert (kept.format, kept.size) == ("PNG", SIZE)
    assert CARD.stat().st_size < 60_000
    # Made again it looks the same, if not to the last bit: letters are drawn by the machine's own
    # copy of a library.
    made = Image.open(BytesIO(site_picture()))
    difference = ImageChops.difference(kept.convert("L"), made.convert("L"))
    assert sum(value * count for value, count in enumerate(difference.histogram())) < 1_000_000
