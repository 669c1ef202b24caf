"""What becomes of the pictures that people send."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageStat

from events.afterwards.photographs import LARGEST_UPLOAD, MOST_PIXELS, Picture, made_anew
from events.models.report import LARGEST_PHOTO
from tests import pictures
from tests.pictures import picture, upload

FORMS = [
    ("JPEG", "RGB"),
    ("JPEG", "L"),
    ("JPEG", "CMYK"),
    ("PNG", "RGB"),
    ("PNG", "RGBA"),
    ("PNG", "LA"),
    ("PNG", "L"),
    ("PNG", "P"),
    ("PNG", "1"),
    ("PNG", "I;16"),
    ("WEBP", "RGB"),
    ("WEBP", "RGBA"),
]


def shown(made: Picture) -> Image.Image:
    return Image.open(BytesIO(made.jpeg))


def segments(jpeg: bytes) -> set[int]:
    """The kinds of segments before the picture itself."""
    found, at = set(), 2
    while jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def refusal(content: bytes, name: str = "night.jpg", kind: str = "image/jpeg") -> str:
    with pytest.raises(ValidationError) as caught:
        made_anew(upload(content, name, kind))
    assert caught.value.message
    return caught.value.code


@pytest.mark.parametrize(("form", "mode"), FORMS)
def test_each_kind_becomes_a_jpeg_with_the_same_picture(form: str, mode: str):
    made = made_anew(upload(picture(form, mode), "any.name", "text/html"))

    image = shown(made)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 30))
    assert (made.width, made.height) == (40, 30)
    left, right = (sum(image.getpixel(at)) // 3 for at in ((5, 15), (35, 15)))
    assert left < right or mode == "I;16"  # of 65,536 greys both are nearly black


def test_sixteen_bits_of_grey_stay_grey():
    drawn, written = Image.new("I;16", (20, 20), 32_768), BytesIO()
    drawn.save(written, "PNG")

    assert shown(made_anew(upload(written.getvalue()))).getpixel((9, 9)) == (128, 128, 128)


def test_what_one_can_see_through_stands_on_white():
    drawn, written = Image.new("RGBA", (20, 20), (0, 0, 0, 0)), BytesIO()
    drawn.save(written, "PNG")

    assert shown(made_anew(upload(written.getvalue()))).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_picture_is_kept(form: str):
    sent = pictures.with_all_that_cameras_write(form=form)
    told = [pictures.CAMERA, pictures.PLACE, pictures.THUMBNAIL]
    assert all(text.encode() in sent for text in told)

    made = made_anew(upload(sent))

    image = shown(made)
    assert not [text for text in told if text.encode() in made.jpeg]
    assert dict(image.getexif()) == {}
    assert not set(image.info) & {"exif", "icc_profile", "xmp", "comment", "photoshop"}
    assert b"script" not in made.jpeg
    assert b"xmpmeta" not in made.jpeg
    # the start of a file, two tables of numbers, the size: no room for anything else
    assert segments(made.jpeg) <= {0xE0, 0xDB, 0xC2, 0xC4}


@pytest.mark.parametrize(
    ("turned", "dark"),
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_picture_stands_upright_however_the_camera_was_held(turned: int, dark: str):
    made = made_anew(upload(pictures.with_all_that_cameras_write(turned=turned)))

    image = shown(made).convert("L")
    width, height = image.size
    sides = {
        "left": (0, 0, width // 2, height),
        "right": (width // 2, 0, width, height),
        "top": (0, 0, width, height // 2),
        "bottom": (0, height // 2, width, height),
    }
    grey = {side: ImageStat.Stat(image.crop(box)).mean[0] for side, box in sides.items()}
    assert (width, height) == ((30, 40) if turned > 4 else (40, 30))
    assert [side for side in sides if grey[side] < 60] == [dark]


def test_colours_of_a_camera_become_those_of_the_web():
    """A profile that calls red what others call blue: its picture is not what its numbers say."""
    swapped = pictures.srgb().replace(b"rXYZ", b"tmp!").replace(b"bXYZ", b"rXYZ")
    drawn, written = Image.new("RGB", (20, 20), (255, 0, 0)), BytesIO()
    drawn.save(written, "PNG", icc_profile=swapped.replace(b"tmp!", b"bXYZ"))

    red, _green, blue = shown(made_anew(upload(written.getvalue()))).getpixel((9, 9))

    assert blue > 200 > 60 > red


def test_broken_profile_leaves_the_picture():
    made = made_anew(upload(picture("PNG", icc_profile=b"no profile at all")))

    assert shown(made).size == (40, 30)


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1600, 1200), (1600, 1200)),
        ((4000, 3000), (1600, 1200)),
        ((3000, 4000), (1200, 1600)),
        ((9000, 10), (1600, 2)),
        ((1, 1), (1, 1)),
    ],
)
def test_large_pictures_become_smaller_and_small_ones_stay(
    size: tuple[int, int], kept: tuple[int, int]
):
    made = made_anew(upload(picture(size=size)))

    assert (made.width, made.height) == shown(made).size == kept


def test_a_picture_full_of_detail_still_fits():
    sent = pictures.noise()
    assert len(sent) > LARGEST_PHOTO

    made = made_anew(upload(sent))

    assert len(made.jpeg) <= LARGEST_PHOTO
    assert shown(made).size == (made.width, made.height)


def test_finest_camera_of_a_phone_is_read():
    made = made_anew(upload(picture(mode="L", size=(8160, 6120))))

    assert (made.width, made.height) == (1600, 1200)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff", "unreadable"),
        (picture()[:-200], "unreadable"),
        (picture("PNG")[:60], "unreadable"),
        (picture("GIF", "P"), "unreadable"),
        (picture("BMP"), "unreadable"),
        (picture("TIFF"), "unreadable"),
        (picture("AVIF"), "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unreadable"),
        (b"<!doctype html><script>alert(1)</script>", "unreadable"),
        (b"%PDF-1.7 " + picture(), "unreadable"),
        (b"MZ" + b"\0" * 100, "unreadable"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "heic"),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 100, "heic"),
        (b"\xff\xd8" + b"x" * LARGEST_UPLOAD, "too_large"),
        (pictures.words_bomb(), "unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:12]),
)
def test_what_is_no_picture_is_refused_whatever_it_calls_itself(content: bytes, code: str):
    assert refusal(content) == code


@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (12_000, 12_000), (10_000, 5_001)])
def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked(width: int, height: int):
    sent = pictures.bomb(width, height)
    assert len(sent) < 100_000
    assert width * height > MOST_PIXELS

    assert refusal(sent, "small.png", "image/png") == "too_many_pixels"


def test_a_picture_that_takes_hours_to_unpack_is_not_unpacked():
    usual, endless = pictures.scans_bomb(30), pictures.scans_bomb(30_000)
    assert len(endless) < LARGEST_UPLOAD

    assert made_anew(upload(usual)).width == 400
    assert refusal(endless) == "unreadable"


def test_a_film_behind_a_picture_is_no_part_of_it():
    """As phones append it: by chance it holds what would be scans of the picture."""
    made = made_anew(upload(picture() + b"\0ftypmp42" + b"\xff\xda" * 500))

    assert (made.width, made.height) == (40, 30)
    assert b"ftyp" not in made.jpeg


def test_a_page_hidden_in_a_picture_is_gone():
    page = b"<html><script>alert(document.cookie)</script>"
    sent = picture(comment=page) + page
    assert sent.count(page) == 2

    made = made_anew(upload(sent, "night.html", "text/html"))

    assert b"script" not in made.jpeg
    assert shown(made).size == (40, 30)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow says that the notes are broken
def test_broken_notes_of_a_camera_leave_the_picture():
    sent = bytearray(pictures.with_all_that_cameras_write(turned=6))
    at = sent.index(b"Exif\0\0") + 10
    sent[at : at + 8] = b"\xff" * 8

    assert shown(made_anew(upload(bytes(sent)))).size == (40, 30)
