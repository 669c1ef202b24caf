"""Public facts as files: what the answers of all machine formats share.

They stand outside the language prefix, so that an address that somebody subscribed to is the same
whatever language a menu says: `?lang=es` chooses the words.
"""

from collections.abc import Callable, Generator
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import translation
from django.utils.translation import get_language

from nightout.streaming.attachment import unless_broken
from nightout.streaming.plain import headed

View = Callable[..., HttpResponseBase]


def in_asked_language(view: View) -> View:
    """Without a language that we know, English."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        known = asked in dict(settings.LANGUAGES)
        with translation.override(asked if known else settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
            response.headers["Content-Language"] = get_language()
        return response

    return wrapped


def refused(form: forms.BaseForm) -> HttpResponse:
    """A program's filter is wrong: what of it, and why."""
    wrong = [f"{name}: {' '.join(reasons)}" for name, reasons in form.errors.items()]
    return HttpResponseBadRequest("\n".join([*wrong, ""]), content_type="text/plain; charset=utf-8")


def streamed(
    request: HttpRequest,
    pieces: Generator[bytes, None, None],
    name: str,
    *,
    first: bytes = b"",
    last_words: bytes = b"",
) -> StreamingHttpResponse:
    if request.method == "HEAD":
        pieces.close()
        return StreamingHttpResponse()
    return StreamingHttpResponse(unless_broken(headed(first, pieces), name, last_words))


def for_any_program(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"  # public facts, for any page's script
    response.headers["X-Robots-Tag"] = "noindex"  # people look for the page
    return response


def for_anyone(request: HttpRequest, download: StreamingHttpResponse) -> HttpResponseBase:
    """A download of which nothing is private: whoever has it may ask whether it has changed."""
    del download.headers["Cache-Control"]
    if request.method == "HEAD":
        download.streaming_content = ()
    return for_any_program(download)
