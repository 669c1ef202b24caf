"""The organizer's pages and a guest's own in a real browser, as test_gallery does with the public."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext

from events.models import Attendee, AttendeeStatus, Event
from events.tokens import token
from nightout.accounts.models import User
from tests.browser.conftest import GALLERY
from tests.browser.test_gallery import ALL_BUT_COLOURS, AXE, COLOURS_ONLY, judged_by_axe, look

DESK = (
    "",
    "attendees/",
    "settings/",
    "announcement/",
    "questions/",
    "lists/",
    "walk-in/",
    "paper/",
)
AFTER = ("letter/", "head-count/", "report/", "door/")


@pytest.fixture
def pages(registry) -> dict[str, str]:
    event = Event.objects.upcoming().get(title__contains="Rolling Oaks")
    full = Event.objects.upcoming().get(title__contains="Shenandoah")
    desk = f"/organize/events/{event.slug}/"
    guest = event.attendees.attending().exclude(email="").first()
    waiting = Attendee.objects.filter(status=AttendeeStatus.WAITLISTED).first()
    named = {path.strip("/") or "event": f"{desk}{path}" for path in DESK + AFTER}
    return {
        "desk": "/organize/",
        **{f"desk-{name}": path for name, path in named.items()},
        "desk-attendee": f"{desk}attendees/{guest.pk}/",
        "rsvp": f"/events/{event.slug}/rsvp/",
        "rsvp-full": f"/events/{full.slug}/rsvp/",
        "rsvp-mine": f"/rsvp/{token(guest)}/",
        "rsvp-waiting": f"/rsvp/{token(waiting)}/",
        "rsvp-cancel": f"/rsvp/{token(guest)}/cancel/",
        "rsvp-unknown": "/rsvp/1-wrong/",
    }


def sign_in(context: BrowserContext, address: str) -> None:
    client = Client()
    client.force_login(User.objects.get(email="organizer.miamigardens@example.org"))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


@pytest.mark.parametrize(
    ("width", "scheme", "language", "rules"),
    [
        (1280, "light", "", AXE),
        (1280, "dark", "/es", AXE),
        (360, "light", "/ht", ALL_BUT_COLOURS),
        (360, "dark", "", COLOURS_ONLY),
    ],
)
def test_every_page_of_the_desk_fits_and_can_be_used_by_everyone(
    browser: Browser,
    live_server,
    pages,
    width: int,
    scheme: str,
    language: str,
    rules: dict[str, Any],
):
    GALLERY.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    sign_in(context, live_server.url)
    wrong = []

    for name, path in pages.items():
        page = context.new_page()
        found = look(page, f"{live_server.url}{language}{path}", name)
        wrong += [text for text in found if "404 (Not Found)" not in text or "unknown" not in name]
        wrong += judged_by_axe(page, name, rules)
        page.screenshot(path=GALLERY / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()
    context.close()

    assert wrong == []
