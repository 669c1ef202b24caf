"""The organizer's desk on a phone: one walk by keyboard, and every page looked at by axe."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from events.models import Event
from tests.browser.conftest import GALLERY
from tests.browser.test_gallery import ALL_BUT_COLOURS, AXE, COLOURS_ONLY, judged_by_axe, look
from tests.browser.test_walks import tab_to
from tests.factories import make_question

ORGANIZER, PASSWORD = "organizer.miamigardens@example.org", "correct horse battery staple"
PAGES = [
    *("", "settings/", "announcement/", "questions/", "attendees/", "attendees/?status=waitlisted"),
    *("attendees/{person}/", "attendees/{person}/change/", "walk-in/", "paper/"),
]


@pytest.fixture
def event(registry) -> Event:
    return Event.objects.upcoming().get(title__contains="Rolling Oaks")


def sign_in(page: Page) -> None:
    page.goto("/accounts/login/?next=/organize/")
    page.get_by_label("E-mail address").fill(ORGANIZER)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My events")


def press(page: Page, name: str) -> None:
    """What is called so and no more: a box that holds it can have the focus too."""
    tab_to(page, name)
    while not page.locator(":focus").inner_text().strip().startswith(name):
        tab_to(page, name)
    page.keyboard.press("Enter")


def test_an_organizer_finds_marks_and_counts_by_keyboard(browser: Browser, live_server, event):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page)
    person = event.attendees.attending().by_surname().filter(children__gt=0)[0]

    press(page, "Attendees")
    expect(page.get_by_role("heading", level=1)).to_have_text("Attendees")
    tab_to(page, "q")
    page.keyboard.type(person.name)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find a name")).to_have_value(person.name)
    page.wait_for_url("**/attendees/?q=*")
    press(page, person.name)
    expect(page.get_by_role("heading", level=1)).to_have_text(person.name)

    tab_to(page, "id_children")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_accessible_name("Children: one more")
    page.keyboard.press("Space")
    press(page, "Mark as present")
    there = f"{person.people + 1} of {person.people}"
    expect(page.get_by_text(f"Present: {there}.")).to_be_visible()

    press(page, "Undo the last mark")
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    person.refresh_from_db()
    assert person.present_at is None

    page.goto(f"/organize/events/{event.slug}/")
    press(page, "Walk-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Walk-in")
    press(page, "They are here")
    expect(page.get_by_text("1 person is in.")).to_be_visible()
    event.seats.refresh_from_db()
    assert event.seats.present == 1
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(1280, "light", AXE), (360, "dark", COLOURS_ONLY), (320, "light", ALL_BUT_COLOURS)],
)
def test_every_page_of_the_desk_fits_and_is_accessible(
    browser: Browser, live_server, event, width: int, scheme: str, rules: dict[str, Any]
):
    make_question(event=event, text="What will you bring?")
    make_question(event=event, text="How many chairs?", retired=True)
    person = event.attendees.attending().first()
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    sign_in(page)
    GALLERY.mkdir(parents=True, exist_ok=True)

    found = look(page, "/organize/", "desk") + judged_by_axe(page, "desk", rules)
    for path in PAGES:
        name = "desk-" + (path.format(person="one").strip("/").replace("/", "-") or "event")
        found += look(page, f"/organize/events/{event.slug}/{path.format(person=person.pk)}", name)
        found += judged_by_axe(page, name, rules)
        page.screenshot(path=GALLERY / f"{name.split('?')[0]}-{width}-{scheme}.png", full_page=True)

    assert found == []
    context.close()


def test_what_is_tapped_is_large_enough_for_a_thumb(browser: Browser, live_server, event):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page)
    small = """[...document.querySelectorAll(
        'main :is(.usa-button, .stepper__button, input:not([type=hidden]), tbody a, .views a)'
    )].filter(it => it.getBoundingClientRect().height < 44 && it.type !== 'checkbox'
        && it.getBoundingClientRect().height > 0).map(it => it.outerHTML.slice(0, 120))"""

    for path in ("", "attendees/", "walk-in/", "paper/"):
        page.goto(f"/organize/events/{event.slug}/{path}")

        assert page.evaluate(small) == []
    context.close()
