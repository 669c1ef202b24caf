"""Places and facts are loaded once for the tests of a module, which undo what they change."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from nightout.places import gazetteer

DEMO_PASSWORD = "a password for the tests"


@pytest.fixture(scope="module")
def florida(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        gazetteer.load(state="FL")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def facts_loaded(florida) -> str:
    return run("load_seed", "--facts-only")


@pytest.fixture(scope="module")
def sample_loaded(florida) -> Iterator[str]:
    """With the facts, and with DEBUG as on a laptop for all tests of the module."""
    with pytest.MonkeyPatch.context() as patch, override_settings(**ON_A_LAPTOP):
        patch.setenv("NIGHTOUT_DEMO_PASSWORD", DEMO_PASSWORD)
        yield run("load_seed")


ON_A_LAPTOP = {
    "DEBUG": True,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],  # the fastest
}


def run(command: str, *arguments: str) -> str:
    said = StringIO()
    call_command(command, *arguments, stdout=said)
    return said.getvalue()
