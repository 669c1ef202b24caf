"""The list of incidents as files, outside the language prefix."""

from django.urls import path

from incidents import formats, views

urlpatterns = [
    path(
        f"incidents.{suffix}", formats.incident_list, {"suffix": suffix}, name=f"incidents-{suffix}"
    )
    for suffix in formats.SUFFIXES
]
urlpatterns += [
    path("incidents/snapshot/<str:name>", formats.snapshot, name="incident-snapshot"),
    path("incidents/areas.geojson", views.incident_areas, name="incident-areas"),
]
