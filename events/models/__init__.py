from .attendee import Attendee, AttendeeStatus, CameFrom, HeadCount, HowCounted, Mark
from .campaign import Activity, ActivityCategory, Campaign, DateRule
from .choices import PART_OF_DAY, AgencyRole, EventStatus, Languages, PartOfDay, Publication
from .event import Event, EventActivity, EventOrganizer
from .layout import ListLayout
from .listing import Listing, Word
from .message import NEWS, Audience, Letter, Message, MessageKind
from .park import Park, ParkKind
from .queries import EventQuerySet
from .registering import Question, QuestionKind, Registration, RegistrationState, Seats
from .report import Photo, Report
from .role import EventAgency, EventSource

__all__ = [
    "NEWS",
    "PART_OF_DAY",
    "Activity",
    "ActivityCategory",
    "AgencyRole",
    "Attendee",
    "AttendeeStatus",
    "Audience",
    "CameFrom",
    "Campaign",
    "DateRule",
    "Event",
    "EventActivity",
    "EventAgency",
    "EventOrganizer",
    "EventQuerySet",
    "EventSource",
    "EventStatus",
    "HeadCount",
    "HowCounted",
    "Languages",
    "Letter",
    "ListLayout",
    "Listing",
    "Mark",
    "Message",
    "MessageKind",
    "Park",
    "ParkKind",
    "PartOfDay",
    "Photo",
    "Publication",
    "Question",
    "QuestionKind",
    "Registration",
    "RegistrationState",
    "Report",
    "Seats",
    "Word",
]
