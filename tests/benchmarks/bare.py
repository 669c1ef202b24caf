"""The site, and beside it on the same server the limit: Django that sends the same bytes.

Under /bare/ the bytes of a page, kept in a file, go through Django's handler and one address,
and through nothing else: no middleware, no database, no template.
"""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path

from nightout.wsgi import application as site
from tests.benchmarks.plan import BARE, KEPT_IN


def send(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(kept(name))


@cache
def kept(name: str) -> bytes:
    return Path(os.environ[KEPT_IN], name).read_bytes()


urlpatterns = [path("bare/<slug:name>", send)]


def our_addresses(get_response: Callable) -> Callable:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return get_response(request)

    return middleware


with override_settings(MIDDLEWARE=[f"{__name__}.our_addresses"]):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    handler = bare if environ["PATH_INFO"].startswith(BARE) else site
    return handler(environ, start_response)
