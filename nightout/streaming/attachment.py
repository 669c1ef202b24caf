import logging
import re
from collections.abc import Generator
from contextlib import closing
from unicodedata import normalize
from urllib.parse import quote

from django.http import StreamingHttpResponse

logger = logging.getLogger(__name__)


def attachment(
    pieces: Generator[bytes, None, None],
    *,
    filename: str,
    content_type: str,
    last_words: bytes = b"",
) -> StreamingHttpResponse:
    """A download that is kept in no cache, for it may be about people."""
    return StreamingHttpResponse(
        unless_broken(pieces, filename, last_words),
        headers={
            "Content-Type": content_type,
            "Content-Disposition": disposition(filename),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def disposition(filename: str) -> str:
    """The name for every browser: plain ASCII, and the true one as RFC 5987 has it."""
    name = re.sub(r"[\x00-\x1f\x7f/\\]+", "-", filename)
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", plain).strip("-")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def unless_broken(
    pieces: Generator[bytes, None, None], filename: str, last_words: bytes
) -> Generator[bytes, None, None]:
    """Some servers (granian) end a broken response as if it were whole.

    The status has left long before, so the file itself must say that it is not complete.
    """
    try:
        with closing(pieces):
            for piece in pieces:
                if piece:  # some servers take an empty one for the end
                    yield piece
    except Exception:
        logger.exception("The download %s broke off", filename)
        if last_words:
            yield last_words
        raise
