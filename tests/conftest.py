from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from events import cards
from events.rsvp import opening
from nightout.pages.middleware import pages
from tests.benchmarks import databases


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A browser that asked once more as its test ended may hold a session, and with it the database."""
    yield
    with django_db_blocker.unblock():
        connection.close()
        databases.end_other_sessions(connection.settings_dict["NAME"])


@pytest.fixture(scope="session")
def snapshots_of_tests(tmp_path_factory) -> str:
    return str(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture(autouse=True)
def snapshots_elsewhere(snapshots_of_tests: str) -> None:
    """Those of a laptop's own site stay as they are, and show nothing of a test."""
    settings.SNAPSHOT_FOLDER = snapshots_of_tests


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
