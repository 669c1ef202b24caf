from django.urls import path

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
    path("organize/events/<slug:slug>/", event.event, name="organize-event"),
    path(
        "organize/events/<slug:slug>/registration/<slug:state>/",
        event.registration,
        name="organize-registration",
    ),
    path("organize/events/<slug:slug>/settings/", editing.settings, name="organize-settings"),
    path(
        "organize/events/<slug:slug>/announcement/",
        editing.announcement,
        name="organize-announcement",
    ),
    path("organize/events/<slug:slug>/questions/", questions.questions, name="organize-questions"),
    path(
        "organize/events/<slug:slug>/questions/<int:pk>/",
        questions.question,
        name="organize-question",
    ),
    path(
        "organize/events/<slug:slug>/questions/<int:pk>/<slug:verb>/",
        questions.arrange,
        name="organize-question-arrange",
    ),
    path("organize/events/<slug:slug>/attendees/", people.attendees, name="organize-attendees"),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/",
        attendee.attendee,
        name="organize-attendee",
    ),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/change/",
        attendee.change,
        name="organize-attendee-change",
    ),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/note/",
        attendee.note,
        name="organize-attendee-note",
    ),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/present/",
        attendee.present,
        name="organize-attendee-present",
    ),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/undo/<uuid:mark>/",
        attendee.undo,
        name="organize-attendee-undo",
    ),
    path(
        "organize/events/<slug:slug>/attendees/<int:pk>/<slug:verb>/",
        attendee.decide,
        name="organize-attendee-decide",
    ),
    path("organize/events/<slug:slug>/walk-in/", walk_in.walk_in, name="organize-walk-in"),
    path("organize/events/<slug:slug>/paper/", paper.paper, name="organize-paper"),
    path(
        "organize/events/<slug:slug>/paper/<uuid:batch>/undo/",
        paper.undo,
        name="organize-paper-undo",
    ),
    path("organize/events/<slug:slug>/door/", door.door, name="organize-door"),
    path(
        "organize/events/<slug:slug>/door/roster.json",
        door.door_roster,
        name="organize-door-roster",
    ),
    path("organize/events/<slug:slug>/door/sync.json", door.door_sync, name="organize-door-sync"),
    path("organize/events/<slug:slug>/lists/", lists.event_lists, name="organize-lists"),
    path("organize/campaigns/<slug:slug>/", lists.campaign_desk, name="organize-campaign"),
    path(
        "organize/campaigns/<slug:slug>/lists/",
        lists.campaign_lists,
        name="organize-campaign-lists",
    ),
    path("organize/events/<slug:slug>/letter/", letters.letter, name="organize-letter"),
    path(
        "organize/events/<slug:slug>/head-count/",
        afterwards.head_count,
        name="organize-head-count",
    ),
    path(
        "organize/events/<slug:slug>/head-count/<int:pk>/delete/",
        afterwards.head_count_delete,
        name="organize-head-count-delete",
    ),
    path("organize/events/<slug:slug>/report/", afterwards.report, name="organize-report"),
    path(
        "organize/events/<slug:slug>/photos/<int:pk>.jpg", afterwards.photo, name="organize-photo"
    ),
]
