"""Whose event it is: every page of the desk starts here."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from events.models import Attendee, Event, Seats
from nightout.accounts.models import User

WITH = ("city", "campaign", "park", "neighborhood", "seats")


def load_event(user: User, slug: str) -> Event:
    """The event, where this person may see who comes; otherwise it does not exist for them."""
    mine = Event.objects.organized_by(user).select_related(*WITH)
    return get_object_or_404(mine, slug=slug)


def load_attendee(event: Event, pk: int) -> Attendee:
    """One attendee of an event that was loaded for this person."""
    attendee = event.attendees.select_related("present_by").filter(pk=pk).first()
    if attendee is None:
        raise Http404
    attendee.event = event
    return attendee


def more_than_places(seats: Seats) -> int:
    """How many people more have a place than there are places."""
    return max(seats.attending - seats.capacity, 0) if seats.capacity is not None else 0
