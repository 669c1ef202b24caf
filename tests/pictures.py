"""Files that a camera, a careless or a hostile person might send."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from events.models import Event, Photo
from nightout.accounts.models import User

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
CAMERA, THUMBNAIL = "Kamera of Ana", "thumbnail-of-what-was-cut-off"
PLACE, WORDS = "25.942N 80.246W", "a comment, <script>alert(1)</script>"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Ana's house</x:xmpmeta>"


def upload(content: bytes, name: str = "night.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def picture(form: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **how: Any):
    """Its left half is dark, its right half light."""
    drawn = Image.new("L", size, 30)
    drawn.paste(220, (size[0] // 2, 0, *size))
    written = BytesIO()
    drawn.convert(mode).save(written, form, **how)
    return written.getvalue()


def noise(size: tuple[int, int] = (1600, 1600)) -> bytes:
    """Nothing is harder to make small."""
    written = BytesIO()
    bands = [Image.effect_noise(size, 200) for _ in range(3)]
    Image.merge("RGB", bands).save(written, "JPEG", quality=90)
    return written.getvalue()


def with_all_that_cameras_write(*, turned: int = 1, form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = turned, CAMERA
    exif.get_ifd(GPS).update({1: "N", 2: (25.0, 56.0, 31.2), 3: "W", 29: PLACE})
    exif.get_ifd(0x8769)[0x9286] = THUMBNAIL
    how: dict[str, Any] = {"exif": exif, "icc_profile": srgb(), "xmp": XMP}
    if form == "JPEG":
        how["comment"] = WORDS
    if form == "PNG":
        how.pop("xmp")
    return picture(form, **how)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def bomb(width: int, height: int) -> bytes:
    """A PNG of some bytes that says to be that large, and is."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    packed = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND")


def scans_bomb(scans: int) -> bytes:
    """A JPEG that has its last scan so many times again: each takes as long as the whole picture."""
    whole = picture(progressive=True, size=(400, 300))
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * scans + whole[-2:]


def words_bomb() -> bytes:
    """A small PNG with a comment that unpacks to a hundred megabytes."""
    whole = picture("PNG")
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000_000, 9))
    return whole[:33] + text + whole[33:]


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def make_photo(*, event: Event, by: User, caption: str = "", grey: int = 0) -> Photo:
    written = BytesIO()
    Image.new("L", (40, 30), grey).save(written, "JPEG")
    jpeg = written.getvalue()
    return Photo.objects.create(
        event=event, jpeg=jpeg, width=40, height=30, caption=caption, added_by=by
    )


def address_of(photo: Photo) -> str:
    return f"/organize/events/{photo.event.slug}/photos/{photo.pk}.jpg"
