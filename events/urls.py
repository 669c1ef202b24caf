from django.urls import path

from events import organize, prints, views

urlpatterns = [
    path("events/", views.event_list, name="event-list"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/flyer/", prints.event_flyer, name="event-flyer"),
    path("data/", views.data, name="data"),
    path("parks/<slug:slug>/", views.park, name="park"),
    path("campaigns/<slug:slug>/", views.campaign, name="campaign"),
    path("organize/", organize.desk, name="organize"),
    path("organize/events/<slug:slug>/", organize.attendees, name="organize-event"),
]
