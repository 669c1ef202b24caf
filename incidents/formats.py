"""Incidents for other programs, by suffix: spreadsheets, scripts, maps; and what it all means."""

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incidents import exports
from incidents.filters import IncidentFilter
from incidents.models import Incident, IncidentQuerySet
from incidents.snapshots import newest_first, path_of
from nightout.forms import chips
from nightout.pages.middleware import public
from nightout.streaming import csv_response, ndjson_response
from nightout.streaming.attachment import attachment
from nightout.streaming.public import (
    for_any_program,
    for_anyone,
    in_asked_language,
    refused,
)

SUFFIXES = ("csv", "ndjson", "geojson")


@public
@require_safe
@in_asked_language
def incident_list(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The list that somebody has filtered, whole."""
    chosen = IncidentFilter(request.GET, queryset=Incident.objects.public())
    if not chosen.form.is_valid():
        return refused(chosen.form)
    filters = (chip["value"] for chip in chips(chosen, request))
    name = slugify(" ".join([_("Incidents"), *filters]))
    site = f"{request.scheme}://{request.get_host()}"
    return for_anyone(request, file(chosen.qs, suffix, f"{name}.{suffix}", site))


def file(
    incidents: IncidentQuerySet, suffix: str, filename: str, site: str
) -> StreamingHttpResponse:
    newest_first = incidents.latest_first()
    if suffix == "geojson":
        features = exports.geojson_file(newest_first, site)
        return attachment(features, filename=filename, content_type="application/geo+json")
    make = csv_response if suffix == "csv" else ndjson_response
    rows, columns = exports.one_row_each(newest_first), exports.of_people(site)
    return make(rows, columns, filename=filename)


@public
def data(request: HttpRequest) -> HttpResponse:
    """What the columns of the files mean."""
    return render(request, "incidents/data.html", {"fields": exports.FIELDS})


@never_cache
def snapshots(request: HttpRequest) -> HttpResponse:
    """The nightly files, the newest first."""
    return render(request, "incidents/snapshots.html", {"snapshots": newest_first()})


@require_safe
def snapshot(request: HttpRequest, name: str) -> HttpResponseBase:
    """One of the files, or its sum. Each night's has a name of its own."""
    found = path_of(name)
    if found is None:
        raise Http404
    content_type = "text/plain; charset=utf-8" if found.suffix == ".sha256" else "application/gzip"
    response = FileResponse(found.open("rb"), content_type=content_type, as_attachment=True)
    return for_any_program(response)
