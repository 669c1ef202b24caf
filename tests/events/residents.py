"""What a resident does at the public form, without reading it first."""

from datetime import timedelta
from typing import Any

import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.rsvp.forms import new_key


def key_of_a_minute_ago() -> str:
    """As the form carries it for who has taken the time to read."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        return new_key()


def typed(**values: Any) -> dict[str, Any]:
    """A family of five with an e-mail address."""
    return {
        "name": "Ana María López",
        "adults": "2",
        "children": "3",
        "email": "ana@example.org",
        "phone": "",
        "access_needs": "",
        "website": "",
        "consent": "on",
        "form_key": key_of_a_minute_ago(),
        **values,
    }


def send(client: Client, event: Event, **values: Any) -> HttpResponse:
    return client.post(reverse("rsvp", args=[event.slug]), typed(**values))
