"""What tests of the organizer's desk share."""

from django.test import Client

from events.models import Event
from nightout.agencies.models import Role
from tests.factories import make_agency, make_member, make_open_event

EVENT = "/organize/events/night-out/"


def my_event(**fields) -> Event:
    """An open event with its organizer."""
    agency = make_agency()
    event = make_open_event(**{"title": "Night Out", "slug": "night-out", "host": agency, **fields})
    event.organizers.add(make_member(agency=agency, role=Role.ORGANIZER, name="Olga Organizer"))
    return event


def signed_in(event: Event) -> Client:
    client = Client()
    client.force_login(event.organizers.get())
    return client


def told(response) -> list[str]:
    """The messages of the page that a sent form leads to."""
    return [str(message) for message in response.context["messages"]]
