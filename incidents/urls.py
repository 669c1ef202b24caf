from django.urls import path

from incidents import corrections, counting_views, formats, views

urlpatterns = [
    path("", views.incident_list, name="incident-list"),
    path("statistics/", counting_views.incident_statistics, name="incident-statistics"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("data/", formats.data, name="incident-data"),
    path("snapshot/", formats.snapshots, name="incident-snapshots"),
    path("<int:pk>/", views.incident, name="incident"),
]
