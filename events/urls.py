from django.urls import include, path

from events import prints, views
from events.afterwards import views as afterwards
from events.door import views as door
from events.letters import views as letters
from events.lists import views as lists
from events.organize import (
    attendee,
    desk,
    editing,
    event,
    paper,
    people,
    questions,
    walk_in,
)
from events.rsvp import views as rsvp

# Below /organize/events/<slug>/
OF_AN_EVENT = [
    path("", event.event, name="organize-event"),
    path("registration/<slug:state>/", event.registration, name="organize-registration"),
    path("settings/", editing.settings, name="organize-settings"),
    path("announcement/", editing.announcement, name="organize-announcement"),
    path("questions/", questions.questions, name="organize-questions"),
    path("questions/<int:pk>/", questions.question, name="organize-question"),
    path("questions/<int:pk>/<slug:verb>/", questions.arrange, name="organize-question-arrange"),
    path("attendees/", people.attendees, name="organize-attendees"),
    path("attendees/<int:pk>/", attendee.attendee, name="organize-attendee"),
    path("attendees/<int:pk>/change/", attendee.change, name="organize-attendee-change"),
    path("attendees/<int:pk>/note/", attendee.note, name="organize-attendee-note"),
    path("attendees/<int:pk>/present/", attendee.present, name="organize-attendee-present"),
    path("attendees/<int:pk>/undo/<uuid:mark>/", attendee.undo, name="organize-attendee-undo"),
    path("attendees/<int:pk>/<slug:verb>/", attendee.decide, name="organize-attendee-decide"),
    path("walk-in/", walk_in.walk_in, name="organize-walk-in"),
    path("paper/", paper.paper, name="organize-paper"),
    path("paper/<uuid:batch>/undo/", paper.undo, name="organize-paper-undo"),
    path("door/", door.door, name="organize-door"),
    path("door/roster.json", door.door_roster, name="organize-door-roster"),
    path("door/sync.json", door.door_sync, name="organize-door-sync"),
    path("lists/", lists.event_lists, name="organize-lists"),
    path("letter/", letters.letter, name="organize-letter"),
    path("head-count/", afterwards.head_count, name="organize-head-count"),
    path(
        "head-count/<int:pk>/delete/",
        afterwards.head_count_delete,
        name="organize-head-count-delete",
    ),
    path("report/", afterwards.report, name="organize-report"),
    path("photos/<int:pk>.jpg", afterwards.photo, name="organize-photo"),
]

urlpatterns = [
    path("events/", views.event_list, name="event-list"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/flyer/", prints.event_flyer, name="event-flyer"),
    path("events/<slug:slug>/rsvp/", rsvp.rsvp, name="rsvp"),
    path("events/<slug:slug>/rsvp/sent/", rsvp.sent, name="rsvp-sent"),
    path("rsvp/<str:token>/", rsvp.mine, name="rsvp-mine"),
    path("rsvp/<str:token>/change/", rsvp.change, name="rsvp-change"),
    path("rsvp/<str:token>/cancel/", rsvp.cancel, name="rsvp-cancel"),
    path("rsvp/<str:token>/mails/", rsvp.mails, name="rsvp-mails"),
    path("rsvp/<str:token>/quiet/", rsvp.quiet, name="rsvp-quiet"),
    path("rsvp/<str:token>/data.json", rsvp.data, name="rsvp-data"),
    path("rsvp/<str:token>/erase/", rsvp.erase, name="rsvp-erase"),
    path("data/", views.data, name="data"),
    path("parks/<slug:slug>/", views.park, name="park"),
    path("campaigns/<slug:slug>/", views.campaign, name="campaign"),
    path("organize/", desk.desk, name="organize"),
    path("organize/campaigns/<slug:slug>/", lists.campaign_desk, name="organize-campaign"),
    path(
        "organize/campaigns/<slug:slug>/lists/",
        lists.campaign_lists,
        name="organize-campaign-lists",
    ),
    path("organize/events/<slug:slug>/", include(OF_AN_EVENT)),
]
