"""The site, and beside it on the same server what it is held against.

/bare/…      the bytes of a page, kept in a file: they go through Django's handler and one address,
             and through nothing else, no middleware, no database, no template
/template/…  the cards of a list by Django's templates, without a database (templated.py)
/naive/…     files of a city as one writes them by hand (naive.py)
/select/     one row of Postgres, and nothing made of it
/cold/…      the site's own page, by a process that has just started
/known/…     the site's own page, made anew from cards that the process has kept
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings

from nightout.wsgi import application as site
from tests.benchmarks.forgetting import forget, forget_pages
from tests.benchmarks.plan import BARE, COLD, KNOWN, NAIVE, SELECT, TEMPLATE

FORGETTING = {COLD: forget, KNOWN: forget_pages}
alone = Lock()  # or one request would keep what another is to find forgotten


def our_addresses(get_response: Callable) -> Callable:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.urlconf = "tests.benchmarks.limits"
        return get_response(request)

    return middleware


with override_settings(MIDDLEWARE=[f"{__name__}.our_addresses"]):
    bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
    asked = environ["PATH_INFO"]
    if asked.startswith((BARE, TEMPLATE, NAIVE, SELECT)):
        return bare(environ, start_response)
    for prefix, forget_some in FORGETTING.items():
        if asked.startswith(prefix):
            there = environ | {"PATH_INFO": f"/{asked.removeprefix(prefix)}"}
            with alone:
                forget_some()
                return site(there, start_response)
    return site(environ, start_response)
