"""Every public page for search engines, in each language, a few thousand to a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import F, Max, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse, translate_url
from django.utils import translation

from events.models import Campaign, Event
from nightout.agencies.models import Agency
from nightout.pages.middleware import public
from nightout.places.models import City
from nightout.views import in_registry

EACH = 2000  # rows of a file, by their numbers: any file costs what the first one costs
XML = "application/xml; charset=utf-8"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
# Without pages on which a victim may be named: who looks for the name should not find them first.
ALONE = (
    "home",
    "event-list",
    "city-list",
    "incident-statistics",
    "corrections",
    "data",
    "accessibility",
)

Page = tuple[str, datetime | None]  # its path in English, and when it last changed


@dataclass(frozen=True)
class Section:
    """Some kind of page; `changed` names the column that says when one last changed, if any."""

    rows: Callable[[], QuerySet]
    changed: str = ""

    def files(self) -> int:
        newest = self.rows().model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0
        return -(-newest // EACH)

    def pages(self, number: int) -> Iterator[Page]:
        rows = self.rows().filter(pk__gt=(number - 1) * EACH, pk__lte=number * EACH)
        if self.changed:
            rows = rows.annotate(changed=F(self.changed))
        row: Model
        for row in rows.order_by("pk").iterator():
            yield row.get_absolute_url(), getattr(row, "changed", None)


SECTIONS = {
    "events": Section(lambda: Event.objects.public().announced(), "listing__changed_at"),
    "cities": Section(lambda: in_registry(City.objects)),
    "parks": Section(lambda: Event.objects.public().announced().parks()),
    "agencies": Section(lambda: Agency.objects.all()),
    "campaigns": Section(lambda: Campaign.objects.filter(is_sample=False)),
}


@public
def index(request: HttpRequest) -> HttpResponse:
    """Which files there are."""
    names = ["pages-1"] + [
        f"{name}-{number}"
        for name, section in SECTIONS.items()
        for number in range(1, section.files() + 1)
    ]
    places = (request.build_absolute_uri(reverse("sitemap-file", args=[name])) for name in names)
    lines = [f"<sitemap><loc>{escape(place)}</loc></sitemap>" for place in places]
    body = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<sitemapindex {NAMESPACES}>"])
    return HttpResponse("\n".join([body, *lines, "</sitemapindex>\n"]), content_type=XML)


@public
def file(request: HttpRequest, name: str) -> StreamingHttpResponse:
    kind, _dash, number = name.rpartition("-")
    if kind == "pages" and number == "1":
        pages: Iterator[Page] = ((reverse(view), None) for view in ALONE)
    elif kind in SECTIONS and number.isdecimal() and 0 < int(number) <= SECTIONS[kind].files():
        pages = SECTIONS[kind].pages(int(number))
    else:
        raise Http404
    host = f"{request.scheme}://{request.get_host()}"
    return StreamingHttpResponse(_lines(pages, host), content_type=XML)


def _lines(pages: Iterator[Page], host: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMESPACES}>\n'
    with translation.override(settings.LANGUAGE_CODE):
        # Every address is that of English behind the language's own: "/es".
        before = {
            code: host + translate_url("/", code).rstrip("/") for code, _name in settings.LANGUAGES
        }
        for path, changed in pages:
            places = {code: start + path for code, start in before.items()}
            yield _in_each_language(places, changed)
    yield "</urlset>\n"


def _in_each_language(places: dict[str, str], changed: datetime | None) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(place)}/>'
        for code, place in [*places.items(), ("x-default", places[settings.LANGUAGE_CODE])]
    )
    told = f"<lastmod>{changed:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed else ""
    return "".join(
        f"<url><loc>{escape(place)}</loc>{told}{alternates}</url>\n" for place in places.values()
    )
