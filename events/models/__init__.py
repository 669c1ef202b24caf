from .attendee import Attendee, AttendeeStatus, CameFrom, HeadCount, HowCounted
from .campaign import Activity, ActivityCategory, Campaign, DateRule
from .event import (
    AgencyRole,
    Event,
    EventActivity,
    EventAgency,
    EventOrganizer,
    EventSource,
    EventStatus,
    Publication,
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
