"""Files have no language prefix: their words follow the page they were asked from."""

from django.urls import path

from events import organize

urlpatterns = [
    path("events/<slug:slug>/attendees.csv", organize.attendees_csv, name="attendees-csv"),
    path("events/<slug:slug>/attendees.xlsx", organize.attendees_xlsx, name="attendees-xlsx"),
]
