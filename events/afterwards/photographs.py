"""Pictures that people send: taken apart to their pixels, and made anew.

What a picture is, its decoder says; neither its name nor what a browser claims of it counts. Only
pixels go into the new one, so that nothing else of the file is kept: no place, no time, no camera,
no smaller picture of what was cut off, no comment, no page of a website.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from events.models.report import LARGEST_PHOTO

READ = ("JPEG", "PNG", "WEBP")
LARGEST_UPLOAD = 10 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000  # the finest cameras of phones; some 200 MB once it is unpacked
MOST_SCANS = 50  # cameras and programs make one to a dozen
LONGEST_SIDE = 1600
QUALITIES = (85, 75, 60, 45)
ORIENTATION = 0x0112  # the tag of EXIF that says how the camera was held
# Parts of a JPEG; what stands for itself within a scan is no marker.
MARKER = re.compile(rb"\xff([\x02-\xcf\xd8-\xfe])")
START, SCAN, END = b"\xd8", b"\xda", b"\xd9"
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# All that decoders raise for files that are broken, by accident or on purpose.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    EOFError,
    struct.error,
    zlib.error,
)
TOO_MANY_PIXELS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# Large pictures are unpacked one after the other, so that memory is needed for one of them only.
one_at_a_time = Lock()


@dataclass(frozen=True)
class Picture:
    jpeg: bytes
    width: int
    height: int


def made_anew(upload: UploadedFile) -> Picture:
    """The picture in the file, upright, of 1600 pixels and 1 MB at most, with pixels only.

    Raises ValidationError, in words fit for a page, for what is no picture that we read.
    """
    if not upload.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if upload.size > LARGEST_UPLOAD:
        raise ValidationError(_("It is larger than 10 MB."), code="too_large")
    with one_at_a_time:
        try:
            image = pixels(upload)
        except TOO_MANY_PIXELS:
            raise too_many_pixels() from None
        except BROKEN:
            raise unreadable(upload) from None
        return packed(image)


def pixels(upload: UploadedFile) -> Image.Image:
    """Only RGB, upright, and no larger than is kept."""
    upload.seek(0)
    with Image.open(upload, formats=READ) as image:
        if image.width * image.height > MOST_PIXELS:
            raise too_many_pixels()
        if image.format in ("JPEG", "MPO") and scans(upload) > MOST_SCANS:
            raise unreadable(upload)
        profile, turn = image.info.get("icc_profile"), UPRIGHT.get(orientation(image))
        whole = in_full_colour(image)
        # A JPEG is unpacked at a fraction of its size where that is enough.
        whole.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        clean = Image.new("RGB", whole.size, "white")
        mask = whole.getchannel("A") if "A" in whole.getbands() else None
        clean.paste(in_srgb(whole, profile), mask=mask)
    return clean if turn is None else clean.transpose(turn)


def scans(upload: UploadedFile) -> int:
    """How often a JPEG goes over its picture: each time takes a while, however short it is."""
    place = upload.tell()
    upload.seek(0)
    content = upload.read()
    upload.seek(place)  # the decoder reads on from there
    found, at = 0, 0
    while marker := MARKER.search(content, at):
        kind, at = marker[1], marker.end()
        if kind == END:
            break
        found += kind == SCAN
        if kind != START:
            at += int.from_bytes(content[at : at + 2])
    return found


def in_full_colour(image: Image.Image) -> Image.Image:
    """Palettes, single bits and 16-bit greys cannot be made smaller as they are."""
    if image.mode.startswith("I"):
        return image.point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as a browser shows them that is told nothing of the camera's."""
    plain = image.convert("RGB") if image.mode in ("RGBA", "LA") else image
    if profile:
        try:
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(plain, BytesIO(profile), srgb, outputMode="RGB")
        except ImageCms.PyCMSError:
            return plain.convert("RGB")  # a profile that is none: what any viewer would show
    return plain.convert("RGB")


def orientation(image: Image.Image) -> int:
    """As the camera noted it; upright where the note is broken and the picture is not."""
    try:
        return image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1


def packed(image: Image.Image) -> Picture:
    """As good as fits: first it loses quality, then size."""
    while True:
        for quality in QUALITIES:
            written = BytesIO()
            image.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
            if written.tell() <= LARGEST_PHOTO:
                return Picture(written.getvalue(), image.width, image.height)
        image = image.resize((max(image.width * 3 // 4, 1), max(image.height * 3 // 4, 1)))


def too_many_pixels() -> ValidationError:
    text = _("It has more than 50 million pixels. Send it smaller, as for a mail.")
    return ValidationError(text, code="too_many_pixels")


def unreadable(upload: UploadedFile) -> ValidationError:
    upload.seek(0)
    start = upload.read(32)
    if start[4:8] == b"ftyp" and start[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        text = _(
            "It is a HEIC picture, which we cannot read. Send it as JPEG: on an iPhone, choose "
            "Settings, Camera, Formats, Most Compatible."
        )
        return ValidationError(text, code="heic")
    text = _("It is broken, or no picture that we read: JPEG, PNG or WebP.")
    return ValidationError(text, code="unreadable")
