"""Files have no language prefix: their words follow the page they were asked from."""

from django.urls import path

from events.lists import views as lists

urlpatterns = [
    path(
        f"{whose}/<slug:slug>/attendees.{form}",
        view,
        {"form": form},
        name=f"{street}attendees-{form}",
    )
    for whose, view, street, forms in [
        ("events", lists.event_file, "", ["csv", "xlsx", "pdf"]),
        ("campaigns", lists.campaign_file, "campaign-", ["csv", "xlsx"]),
    ]
    for form in forms
]
