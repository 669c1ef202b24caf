import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from nightout.accounts.models import User
from nightout.places import gazetteer
from tests.browser.doors import make_night_out, sign_in
from tests.events.doors import organizer_of

# Playwright's loop runs in this thread; Django would mistake its own calls for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGS = [
    "--no-sandbox",  # CI is root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
GALLERY = Path(__file__).parents[2] / ".local" / "gallery"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = [path for path in map(shutil.which, NAMES) if path]
    if not found and os.environ.get("CI"):
        pytest.fail("No Chromium: in CI the browser tests are not left out.")
    if not found:
        pytest.skip("No Chromium here. Install it to run the browser tests.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def registry(transactional_db, settings, monkeypatch):
    """The registry as `make demo` shows it, with a password that the test knows."""
    settings.DEBUG = True  # the sample refuses to load anywhere else
    monkeypatch.setenv("NIGHTOUT_DEMO_PASSWORD", "correct horse battery staple")
    gazetteer.load(state="FL")
    call_command("load_seed")
    settings.DEBUG = False


@pytest.fixture
def event(transactional_db):
    return make_night_out()


@pytest.fixture
def bea(event):
    return organizer_of(event, "Bea Torres")


@pytest.fixture
def phone(browser: Browser, live_server):
    """Makes phones; each is signed in as somebody, and has a memory of its own."""
    made = []

    def make(user: User, *, width: int = 360, **screen: Any) -> BrowserContext:
        size = {"viewport": {"width": width, "height": 640}, "has_touch": True}
        calm = {"base_url": live_server.url, "reduced_motion": "reduce"}
        made.append(browser.new_context(**size, **calm, **screen))
        sign_in(made[-1], user, live_server.url)
        return made[-1]

    yield make
    for context in made:
        context.close()
