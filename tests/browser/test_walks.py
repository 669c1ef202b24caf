"""Whole tasks, by keyboard alone."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser, registry, live_server):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what is called so; it must be visible there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if name in (focused.inner_text() or focused.get_attribute("id") or ""):
            expect(focused).to_be_visible()
            return
    raise AssertionError(f"Tab never reached {name!r}")


def test_resident_finds_the_event_of_their_city(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    tab_to(page, "search-box")
    page.keyboard.type("miami gardens")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Miami Gardens")
    tab_to(page, "National Night Out at Rolling Oaks Park")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "National Night Out at Rolling Oaks Park"
    )
    expect(page.get_by_text("6 p.m. to 9 p.m. (EDT)")).to_be_visible()
    expect(page.get_by_text("Sample: not announced by any agency.").first).to_be_visible()


def test_organizer_signs_in_and_takes_the_list_along(page: Page, tmp_path: Path):
    page.goto("/organize/")
    page.get_by_label("E-mail address").fill("organizer.miamigardens@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse battery staple")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My events")
    tab_to(page, "National Night Out at Rolling Oaks Park")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Registration is open.")).to_be_visible()
    tab_to(page, "Attendees")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Attendees")
    on_screen = page.locator("tbody th").all_inner_texts()
    page.get_by_role("link", name="Columns and files").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lists of attendees")
    with page.expect_download() as download:
        tab_to(page, "Table (.csv)")
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "list.csv")

    text = (tmp_path / "list.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(on_screen) > 20
    assert [row["Name"] for row in rows][: len(on_screen)] == on_screen
    assert {row["Sample"] for row in rows} == {"Sample: not announced by any agency"}
