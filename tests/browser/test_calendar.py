"""The month in a real browser: by keyboard, on a phone, on paper."""

import io
from datetime import date, time

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.test_gallery import judged_by_axe
from tests.factories import make_campaign, make_city, make_event

AUGUST = "/events/?view=calendar&month=2018-08"
LONG = (
    "National Night Out with a cookout, games and officers at the Community Center of West Perrine"
)


@pytest.fixture
def events(transactional_db) -> None:
    make_event(title="Fair", start_date=date(2018, 8, 6), end_date=date(2018, 8, 7))
    make_event(title="Night Out", start_date=date(2018, 8, 7), start_time=time(18))
    make_event(title="Coffee", start_date=date(2018, 8, 22), start_time=time(8))


@pytest.fixture
def page(browser: Browser, events, live_server):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, events, live_server):
    context = browser.new_context(base_url=live_server.url, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def press(page: Page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def test_arrows_go_from_day_to_day(page: Page):
    page.goto(AUGUST)
    page.locator("#on-2018-08-01").focus()

    assert press(page, "ArrowRight") == "on-2018-08-02"
    assert press(page, "ArrowDown") == "on-2018-08-09"
    assert press(page, "ArrowLeft", "ArrowLeft") == "on-2018-08-07"
    assert press(page, "Home") == "on-2018-08-05"
    assert press(page, "End") == "on-2018-08-11"
    assert press(page, "ArrowUp") == "on-2018-08-04"
    expect(page.get_by_text("Arrow keys go from day to day")).to_be_visible()


def test_enter_opens_the_day_that_the_arrows_reached(page: Page):
    page.goto(AUGUST)
    page.locator("#on-2018-08-01").focus()
    press(page, "ArrowDown", "ArrowLeft")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Tuesday, 7 August 2018")).to_be_visible()


def test_keys_turn_to_another_month_and_stay_on_the_day(page: Page):
    page.goto("/events/?view=calendar&month=2018-08&free=")
    page.locator("#on-2018-08-31").focus()

    page.keyboard.press("PageDown")
    expect(page.locator("#on-2018-09-30")).to_be_focused()
    page.keyboard.press("PageUp")
    expect(page.locator("#on-2018-08-30")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#on-2018-09-06")).to_be_focused()

    assert "free=&view=calendar&month=2018-09" in page.url


def test_tab_reaches_one_day_and_every_event_and_is_not_kept(page: Page):
    page.goto(AUGUST)
    page.locator(".calendar__nav a").last.focus()

    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent").split())

    assert [words[-1] for words in reached[:5]] == ["events", "Fair", "Fair", "Out", "Coffee"]
    assert reached[0][:3] == ["1", "Wednesday,", "1"]
    assert page.evaluate("document.activeElement.closest('table')") is None


def test_hint_is_read_to_who_comes_and_not_at_each_step(page: Page):
    page.goto(AUGUST)
    first, second = page.locator("#on-2018-08-01"), page.locator("#on-2018-08-02")
    hint = "Arrow keys go from day to day, Page Up and Page Down from month to month."

    first.focus()
    expect(first).to_have_accessible_description(hint)
    page.keyboard.press("ArrowRight")

    expect(second).to_be_focused()
    expect(second).to_have_accessible_description("")


def test_other_keys_are_left_to_the_browser(page: Page):
    page.goto(AUGUST)
    page.locator("#on-2018-08-08").focus()

    assert press(page, "Shift+ArrowRight", "Control+End", "a") == "on-2018-08-08"


def test_days_are_plain_links_without_script(browser: Browser, events, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(AUGUST)

    expect(page.get_by_text("Arrow keys go from day to day")).to_be_hidden()
    page.get_by_role("link", name="Tuesday, 7 August 2018, 2 events").click()

    expect(page.get_by_role("heading", name="Tuesday, 7 August 2018")).to_be_visible()
    expect(page.get_by_role("heading", name="From 6 p.m.")).to_be_visible()
    context.close()


def test_phone_lists_the_days_that_have_events(phone: Page):
    phone.goto(AUGUST)

    shown = [link.inner_text() for link in phone.locator("td > a").all() if link.is_visible()]
    assert [" ".join(words.split()) for words in shown] == [
        "Monday, 6 August 2018, 1 event",
        "Tuesday, 7 August 2018, 2 events",
        "Wednesday, 22 August 2018, 1 event",
    ]
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_arrows_go_down_the_list_of_a_phone(phone: Page):
    phone.goto(AUGUST)
    phone.locator("#on-2018-08-06").focus()

    assert press(phone, "ArrowDown") == "on-2018-08-07"
    assert press(phone, "ArrowDown") == "on-2018-08-22"
    assert press(phone, "ArrowDown") == "on-2018-08-22"
    assert press(phone, "Home") == "on-2018-08-06"


def test_tab_still_reaches_the_days_when_the_table_becomes_a_list(page: Page):
    page.goto(AUGUST)
    page.set_viewport_size({"width": 320, "height": 640})

    reachable = page.locator("td > a[tabindex='0']")
    expect(reachable).to_have_count(1)
    expect(reachable).to_have_id("on-2018-08-06")


@pytest.mark.parametrize("size", [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(browser: Browser, events, live_server, size: tuple[int, str]):
    width, scheme = size
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    found = []
    for address in (AUGUST, "/events/?view=calendar", "/events/?view=calendar&day=2018-08-07"):
        page.goto(address)
        found += judged_by_axe(page, address)
    context.close()

    assert found == []


def sheets(page: Page, paper: str) -> list[tuple[bool, str]]:
    """For each printed page: whether it lies on its side, and its text."""
    printed = PdfReader(io.BytesIO(page.pdf(format=paper, prefer_css_page_size=True)))
    return [
        (sheet.mediabox.width > sheet.mediabox.height, " ".join(sheet.extract_text().split()))
        for sheet in printed.pages
    ]


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_month_prints_on_one_page(page: Page, paper: str):
    page.goto(AUGUST + "&city=miami-gardens-fl")

    ((lies_on_its_side, text),) = sheets(page, paper)

    assert lies_on_its_side
    assert "August 2018" in text
    assert "6 p.m. Night Out" in text
    assert "miami-gardens-fl" in text
    assert "September 2018" not in text
    assert "Filter events" not in text


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_fullest_month_prints_on_one_page(
    browser: Browser, transactional_db, live_server, paper: str
):
    """September 2018 has six weeks, counted from Sunday, 26 August."""
    sample = make_campaign(is_sample=True)
    cities = make_city(), make_city(name="Pensacola", time_zone="America/Chicago")
    for day in range(42):
        for number in range(5):
            make_event(
                title=LONG,
                start_date=date.fromordinal(date(2018, 8, 26).toordinal() + day),
                start_time=time(18, 30),
                status="rescheduled",
                campaign=sample,
                city=cities[number % 2],
            )
    page = browser.new_page(base_url=live_server.url)
    page.goto("/events/?view=calendar&month=2018-09&county=Miami-Dade+County&q=cookout")

    ((lies_on_its_side, text),) = sheets(page, paper)
    page.close()

    assert lies_on_its_side
    assert text.count("and more") == 42
    assert text.count("New date or time 6:30 p.m.") == 4 * 42
