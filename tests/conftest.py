from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from events import cards
from events.rsvp import opening
from nightout.pages.middleware import pages


@pytest.fixture(autouse=True)
def plain_http() -> None:
    """The test client speaks http: no redirect to https, whatever the environment says."""
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture(autouse=True)
def quick_passwords() -> None:
    """Hashing that is slow on purpose would be most of the suite's time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_shelves() -> None:
    """A page kept for the test before was made with its settings."""
    pages.clear()
    cards.shelf.clear()
    opening.shelf.clear()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A test that switches the language leaves no trace for the next one."""
    with translation.override("en"):
        yield
