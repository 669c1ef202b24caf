from . import attendee, campaign, event, park

__all__ = ["attendee", "campaign", "event", "park"]
