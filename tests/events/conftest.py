"""Who stands at the desk and at the door of a night out in these tests."""

import pytest
from django.test import Client

from events.models import Event
from nightout.accounts.models import User
from tests.events.doors import organizer_of
from tests.factories import make_agency, make_event


@pytest.fixture
def event() -> Event:
    return make_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


@pytest.fixture
def organizer(event: Event) -> User:
    return organizer_of(event, "Olga Organizer")


@pytest.fixture
def desk(client: Client, organizer: User) -> Client:
    client.force_login(organizer)
    return client


@pytest.fixture
def bea(event: Event) -> User:
    return organizer_of(event, "Bea Torres")


@pytest.fixture
def carl(event: Event) -> User:
    return organizer_of(event, "Carl Joseph")
