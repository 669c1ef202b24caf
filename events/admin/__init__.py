from . import attendee, campaign, event, message, park, report

__all__ = ["attendee", "campaign", "event", "message", "park", "report"]
