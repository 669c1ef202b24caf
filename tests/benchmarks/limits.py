"""The addresses of what the site is held against, see bare.py; and those of the site, for links."""

import os
from functools import cache
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from nightout import urls
from tests.benchmarks import naive, templated
from tests.benchmarks.plan import KEPT_IN


def send(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(kept(name))


@cache
def kept(name: str) -> bytes:
    return Path(os.environ[KEPT_IN], name).read_bytes()


def select(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(str(cursor.fetchone()))


urlpatterns = [
    path("bare/<slug:name>", send),
    path("select/", select),
    path("template/cards", templated.cards, name="template-cards"),
    path("template/form", templated.form, name="template-form"),
    path("naive/<slug:slug>.geojson", naive.geojson),
    path("naive/<slug:slug>.ics", naive.ics),
    *urls.urlpatterns,
]
