from .attendee import Attendee, AttendeeStatus, CameFrom, HeadCount, HowCounted
from .campaign import Activity, ActivityCategory, Campaign, DateRule
from .choices import PART_OF_DAY, AgencyRole, EventStatus, Languages, PartOfDay, Publication
from .event import Event, EventActivity, EventOrganizer
from .listing import Listing, Word
from .park import Park, ParkKind
from .queries import EventQuerySet
from .role import EventAgency, EventSource

__all__ = [
    "PART_OF_DAY",
    "Activity",
    "ActivityCategory",
    "AgencyRole",
    "Attendee",
    "AttendeeStatus",
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
    "Listing",
    "Park",
    "ParkKind",
    "PartOfDay",
    "Publication",
    "Word",
]
