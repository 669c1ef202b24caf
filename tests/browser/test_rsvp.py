"""A resident registers, changes their mind twice, and somebody else gets the place."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from events.models import Attendee, AttendeeStatus, Message
from events.rsvp import forms as registration
from events.tokens import token
from tests.browser.conftest import GALLERY
from tests.factories import make_open_event, make_question

WIDTHS = (360, 1280)


@pytest.fixture
def event(transactional_db, monkeypatch):
    # The walk types as fast as a program.
    monkeypatch.setattr(registration, "LEAST_TIME", timedelta(0))
    event = make_open_event(title="Night Out at the Park", capacity=5, contact="305-555-0105")
    make_question(event=event, text="What will you bring?")
    return event


@pytest.fixture(params=WIDTHS)
def page(request, browser: Browser, event, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": request.param, "height": 800},
        color_scheme="dark" if request.param == 360 else "light",
    )
    page = context.new_page()
    page.problems = []
    page.on("console", lambda line: page.problems.append(line.text))
    yield page
    context.close()


IS_FIELD = "label => [...(document.activeElement.labels ?? [])].some(it => it.innerText.trim().startsWith(label))"
IS_PRESSED = "label => document.activeElement.innerText.trim().startsWith(label)"


def tab_to(page: Page, label: str, asked: str = IS_FIELD) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(asked, label):
            return
    raise AssertionError(f"Tab never reached {label!r}")


def fill(page: Page, **typed: str) -> None:
    """By keyboard alone; from a list one chooses by typing, too."""
    for label, text in typed.items():
        tab_to(page, label.replace("_", " "))
        page.keyboard.type(text)


def press(page: Page, label: str) -> None:
    tab_to(page, label, IS_PRESSED)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def look(page: Page, name: str) -> None:
    """Fits its width, breaks no rule of accessibility, and leaves a picture."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    GALLERY.mkdir(parents=True, exist_ok=True)
    scheme = "dark" if width == 360 else "light"
    page.screenshot(path=GALLERY / f"rsvp-{name}-{width}-{scheme}.png", full_page=True)


def register(page: Page, button: str, **typed: str) -> None:
    fill(page, **typed)
    tab_to(page, "I have read what is kept")
    page.keyboard.press("Space")
    press(page, button)


def test_register_change_cancel_and_another_is_promoted(page: Page, event):
    page.goto(event.get_absolute_url())
    press(page, "Register")
    look(page, "form")
    family = {"Your_name": "Marie-Thérèse Jean-Baptiste", "Adults": "2", "Children": "3"}
    more = {"E-mail": "marie@example.org", "What_will_you_bring": "Griot"}
    register(page, "Register", **family, **more)
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have sent you a mail")
    look(page, "sent")
    marie = Attendee.objects.get()
    assert (marie.people, marie.status) == (5, AttendeeStatus.ATTENDING)

    page.goto(event.get_absolute_url())
    press(page, "Join the waiting list")
    register(page, "Join the waiting list", Your_name="Bea", Phone="305-555-0123")
    expect(page.get_by_text("You are on the waiting list. You are next.")).to_be_visible()
    look(page, "waiting")
    link_of_bea = page.url

    page.goto(f"/rsvp/{token(marie)}/")
    expect(page.get_by_text("You have 5 places.")).to_be_visible()
    look(page, "mine")
    press(page, "Change")
    look(page, "change")
    fill(page, Children="2")
    press(page, "Keep the change")
    expect(page.get_by_text("You have 4 places.")).to_be_visible()
    page.goto(link_of_bea)
    expect(page.get_by_text("You have 1 place.")).to_be_visible()

    page.goto(f"/rsvp/{token(marie)}/")
    press(page, "Cancel my registration")
    look(page, "cancel")
    press(page, "Yes, cancel it")
    expect(page.get_by_text("This registration is cancelled.")).to_be_visible()
    look(page, "cancelled")
    kinds = [kind for (kind,) in Message.objects.order_by("pk").values_list("kind")]
    assert kinds == ["confirmation", "changed", "cancelled"]
    assert page.problems == []


def test_a_mistake_and_a_wrong_address_are_corrected(page: Page, event):
    page.goto(f"/events/{event.slug}/rsvp/")
    press(page, "Register")
    expect(page.get_by_role("heading", name="There are 3 problems")).to_be_visible()
    look(page, "errors")
    page.get_by_role("link", name="Your name: Write your name.").press("Enter")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("Marie")
    register(page, "Register", **{"E-mail": "marie@exmaple.org"})
    expect(page.get_by_text("marie@exmaple.org")).to_be_visible()

    press(page, "Go back and correct it")
    tab_to(page, "E-mail")
    page.keyboard.press("Control+A")
    page.keyboard.type("marie@example.org")
    press(page, "Send the correction")

    expect(page.get_by_text("marie@example.org")).to_be_visible()
    marie = Attendee.objects.get()
    assert (marie.name, marie.email) == ("Marie", "marie@example.org")
    assert page.problems == []


def test_the_link_is_copied(page: Page, event):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share")
    mine = Attendee.objects.create(event=event, name="Bea", phone="305-555-0123")
    page.goto(f"/rsvp/{token(mine)}/")

    tab_to(page, "Send or copy the link", IS_PRESSED)
    page.keyboard.press("Enter")

    expect(page.get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_everything_else_looks_right(page: Page, event):
    mine = token(Attendee.objects.create(event=event, name="Bea", email="bea@example.org"))
    for name in ("mails", "quiet", "erase"):
        page.goto(f"/rsvp/{mine}/{name}/")
        look(page, name)
    event.opens_at = timezone.now() + timedelta(days=3)
    event.save()
    page.goto(f"/ht/events/{event.slug}/rsvp/")
    look(page, "not-yet")
    assert page.problems == []
    page.goto("/rsvp/1-x/")
    look(page, "unknown")


def test_without_script_the_form_and_the_link_work(browser: Browser, event, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/events/{event.slug}/rsvp/")
    page.get_by_label("Your name").fill("Bea")
    page.get_by_label("Phone").fill("305-555-0123")
    page.locator("label[for=id_consent]").click()
    page.locator("main").get_by_role("button", name="Register").click()

    expect(page.get_by_text("You have 1 place.")).to_be_visible()
    assert re.fullmatch(rf"{live_server.url}/rsvp/[\w-]+/", page.url)
    expect(page.locator(".rsvp-address a")).to_have_attribute("href", page.url)
    expect(page.get_by_role("button", name="Send or copy the link")).to_be_hidden()
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in context.cookies()}
    context.close()
