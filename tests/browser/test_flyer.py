"""The flyer page on paper, as the browser prints it."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from tests.events.announced import fullest_event, whole_event
from tests.factories import make_event


@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_takes_one_page_however_much_is_on_it(
    browser: Browser, live_server, transactional_db, size: str
):
    events = [make_event(title="Party"), whole_event(), fullest_event("Neighborhood ")]
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()

    for event in events:
        page.goto(f"/es/events/{event.slug}/flyer/")
        (printed,) = PdfReader(BytesIO(page.pdf(format=size))).pages

        words = printed.extract_text().replace("\n", "").replace(" ", "")
        assert f"{live_server.url}/es/events/{event.slug}/" in words
        assert "PDF" not in words
    context.close()


def test_print_button_needs_the_script_and_calls_the_browser(
    browser: Browser, live_server, transactional_db
):
    address = f"{live_server.url}/events/{make_event().slug}/flyer/"
    plain = browser.new_context(java_script_enabled=False)
    with_script = browser.new_context()
    page, bare = with_script.new_page(), plain.new_page()
    page.add_init_script("window.print = () => { window.printed = true; };")

    bare.goto(address)
    page.goto(address)
    page.get_by_role("button", name="Print").click()

    assert page.evaluate("window.printed")
    expect(bare.locator("[data-print]")).to_be_hidden()
    plain.close()
    with_script.close()
