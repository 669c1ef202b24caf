"""What was wrong and is right now, of all incidents: /incidents/corrections/."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from incidents.models import Correction, Incident
from nightout.pages.middleware import public
from nightout.paging import key_page


@public
def corrections(request: HttpRequest) -> HttpResponse:
    """Of a record that was merged, the one that took its place is named."""
    told = Correction.objects.public().newest_first().select_related("incident")
    page = key_page(told, request.GET)
    owners = [row.incident.merged_into_id or row.incident_id for row in page.rows]
    incidents = Incident.objects.public().for_rows().in_bulk(owners)
    rows = [
        (row, incidents[owner])
        for row, owner in zip(page.rows, owners, strict=True)
        if owner in incidents
    ]
    return render(request, "incidents/corrections.html", {"page": page, "rows": rows})
