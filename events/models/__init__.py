from .attendee import Attendee, AttendeeStatus, CameFrom, HeadCount, HowCounted
from .campaign import Activity, ActivityCategory, Campaign, DateRule
from .choices import AgencyRole, EventStatus, Publication
from .event import (
    Event,
    EventActivity,
    EventAgency,
    EventOrganizer,
    EventSource,
)
from .park import Park, ParkKind

__all__ = [
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
    "EventSource",
    "EventStatus",
    "HeadCount",
    "HowCounted",
    "Park",
    "ParkKind",
    "Publication",
]
