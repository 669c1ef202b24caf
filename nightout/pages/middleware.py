"""Public pages that have not changed are not made again, and not sent again."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from nightout.pages import stamp
from nightout.pages.kept import Shelf

View = Callable[..., HttpResponseBase]
GetResponse = Callable[[HttpRequest], HttpResponseBase]

WORTH_PACKING = 800  # bytes: a shorter answer fits into one packet anyway
# Whoever has one of these may see a page that nobody else sees.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
CHECK_EACH_TIME = "no-cache"  # keep it, and ask whether it is still good


@dataclass(frozen=True)
class Kept:
    stamp: str
    headers: dict[str, str]
    body: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


pages: Shelf[Kept] = Shelf(most_bytes=16 * 1024 * 1024)


def public(view: View) -> View:
    """The view's answer is the same for everyone without an account, until a row changes."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        read_at = stamp.read() if _is_for_anyone(request) else ""
        response = view(request, *args, **kwargs)
        may_be_kept = "no-store" not in response.get("Cache-Control", "")
        if read_at and may_be_kept and response.status_code == 200:
            response.stamp = read_at
        return response

    return wrapped


def unchanged(get_response: GetResponse) -> GetResponse:
    """Answers 304, or from the shelf, with one small query where nothing has changed.

    Stands before all that a public page needs only once: headers of safety are kept with it,
    sessions and accounts are not asked for at all.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_for_anyone(request):
            response = get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response
        key = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        kept = pages.get(key)
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if kept or known:
            now = stamp.read()
            if known and tag(now, key) in parse_etags(known):
                return _not_modified(now, key)
            if kept and kept.stamp == now:
                return _answer(request, kept, key)
        response = get_response(request)
        if not hasattr(response, "stamp"):
            return response
        if response.streaming or response.cookies:
            return _with_tag(response, response.stamp, key)
        kept = _keep(key, response)
        return _answer(request, kept, key)

    return middleware


def _is_for_anyone(request: HttpRequest) -> bool:
    cookies = request.META.get("HTTP_COOKIE", "")
    return request.method in ("GET", "HEAD") and not any(n in cookies for n in PERSONAL_COOKIES)


def tag(read_at: str, key: str) -> str:
    """Weak, since the same page may be sent packed or not."""
    return f'W/"{hashlib.blake2s(f"{read_at} {key}".encode(), digest_size=12).hexdigest()}"'


def _not_modified(read_at: str, key: str) -> HttpResponseNotModified:
    return _with_tag(HttpResponseNotModified(), read_at, key)


def _with_tag(response: HttpResponseBase, read_at: str, key: str) -> Any:
    response.headers["ETag"] = tag(read_at, key)
    response.headers.setdefault("Cache-Control", CHECK_EACH_TIME)
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response


def _keep(key: str, response: HttpResponse) -> Kept:
    body = response.content
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_PACKING else None
    if packed and len(packed) > 0.9 * len(body):
        packed = None  # a picture is packed already
    kept = Kept(response.stamp, dict(response.headers), body, packed)
    pages.put(key, kept, size=kept.size)
    return kept


def _answer(request: HttpRequest, kept: Kept, key: str) -> HttpResponse:
    # Nothing secret stands on such a page, so packing it tells nothing to who measures lengths.
    packs = kept.packed is not None and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(kept.packed if packs else kept.body, headers=kept.headers)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    return _with_tag(response, kept.stamp, key)
