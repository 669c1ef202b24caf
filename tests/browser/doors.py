"""Phones at the door, and the hands that hold them."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from events.models import Attendee, Event
from nightout.accounts.models import User
from tests.factories import make_agency, make_open_event

DOOR = "/organize/events/night-out/door/"

# What the phone keeps: lists, marks, names of caches, workers.
KEPT = """async () => {
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open("nightout-door");
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const count = (name) => new Promise((resolve) => {
        const request = database.transaction(name).objectStore(name).count();
        request.onsuccess = () => resolve(request.result);
    });
    const [lists, marks] = [await count("rosters"), await count("marks")];
    database.close();
    const workers = await navigator.serviceWorker.getRegistrations();
    return {lists, marks, caches: await caches.keys(), workers: workers.map((one) => one.scope)};
}"""


def make_night_out() -> Event:
    return make_open_event(title="Night Out", slug="night-out", host=make_agency(slug="police"))


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def sign_in(phone: BrowserContext, user: User, site: str) -> None:
    """As if they had typed their password."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": site}
    phone.add_cookies([cookie])


def stand_at(phone: BrowserContext, path: str = DOOR) -> Page:
    """The door, when all that it needs without signal is there."""
    page = phone.new_page()
    page.goto(path)
    expect(said(page)).to_contain_text("Works without signal.", timeout=20_000)
    return page


def said(page: Page) -> Locator:
    return page.locator("[data-signal]")


def sheet(page: Page) -> Locator:
    return page.locator("[data-sheet]")


def find(page: Page, text: str) -> None:
    """In the box of the script, not in the one of the plain page that it replaces."""
    page.locator("[data-find] input").fill(text)


def tap(page: Page, name: str) -> None:
    page.locator("[data-rows] button", has_text=name).tap()


def step(page: Page, name: str) -> None:
    sheet(page).get_by_role("button", name=name).tap()


def totals(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".door-totals dd").all_inner_texts()]


def here(attendee: Attendee) -> tuple[int, int]:
    attendee.refresh_from_db()
    return attendee.adults_present, attendee.children_present
