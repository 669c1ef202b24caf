"""The search box by keyboard, mouse and finger, and "Near me"."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.factories import make_agency, make_city, make_event

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HERE = {"latitude": 25.93847, "longitude": -80.24561}
ASKED = """
window.asked = 0;
const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
navigator.geolocation.getCurrentPosition = (...given) => { window.asked += 1; ask(...given); };
"""


@pytest.fixture
def places(transactional_db) -> None:
    gardens = make_city(population=113_000)
    make_city(name="Miami", population=450_000)
    for name in ("Miami Beach", "Miami Lakes", "Miami Shores"):
        make_city(name=name, population=10_000)
    for name in ("Miami Gardens Police", "Miami Gardens Fire Rescue", "Miami Port Police"):
        make_agency(name=name, city=gardens)
    make_event(title="Cookout", city=gardens)


@pytest.fixture
def visit(browser: Browser, places, live_server):
    contexts: list[BrowserContext] = []

    def visit(path: str = "/events/", *, width: int = 1280, height: int = 900, **how) -> Page:
        viewport = {"width": width, "height": height}
        contexts.append(browser.new_context(base_url=live_server.url, viewport=viewport, **how))
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def box(page: Page):
    return page.locator("#search-box")


def options(page: Page):
    return page.locator("#search-choices").get_by_role("option")


def type_in(page: Page, text: str) -> None:
    """As a person does, key by key, and wait for what is offered."""
    box(page).focus()
    page.keyboard.type(text, delay=20)
    expect(options(page).first).to_be_visible()


def chosen(page: Page) -> str:
    """The choice that the keyboard has reached, as a screen reader is told."""
    active = box(page).get_attribute("aria-activedescendant")
    if not active:
        expect(page.locator("[aria-selected=true]")).to_have_count(0)
        return ""
    expect(page.locator("[aria-selected=true]")).to_have_id(active)
    return page.locator(f"#{active} .search__name").inner_text()


def test_a_city_is_chosen_by_keyboard(visit):
    page = visit()
    expect(box(page)).to_have_role("combobox")
    expect(box(page)).to_have_attribute("aria-expanded", "false")

    type_in(page, "miami gar")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-said]").first).to_have_text("3 suggestions. Use the arrow keys.")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Miami Gardens"
    page.keyboard.press("Enter")

    expect(page).to_have_url("/cities/miami-gardens-fl/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Miami Gardens")


def test_arrows_go_round_and_the_text_is_one_of_the_stops(visit):
    page = visit("/es/events/")
    type_in(page, "miami")

    reached = []
    for key in ("ArrowUp", "Home", "ArrowDown", "End", "ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        reached.append(chosen(page))

    last = options(page).last.locator(".search__name").inner_text()
    assert reached == [last, "Miami", "Miami Gardens", last, "", "Miami", ""]
    expect(box(page)).to_have_value("miami")


def test_escape_closes_and_enter_without_a_choice_searches(visit):
    page = visit()
    type_in(page, "miami")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("miami")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.type(" gar")
    page.keyboard.press("Enter")

    expect(page).to_have_url("/search/?q=miami+gar")
    expect(page.get_by_role("heading", level=1)).to_have_text("Found for “miami gar”")
    expect(box(page)).to_have_value("miami gar")


def test_tab_leaves_the_box_and_closes_the_list(visit):
    page = visit()
    type_in(page, "miami")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Find")
    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_choice_is_pressed_by_mouse_and_by_finger(visit):
    for how in ({}, {"has_touch": True, "is_mobile": True}):
        page = visit("/", width=360, height=740, **how)
        type_in(page, "miami lak")
        press = options(page).first.tap if how else options(page).first.click
        press()
        expect(page).to_have_url("/cities/miami-lakes-fl/")


def test_going_back_finds_the_list_closed(visit):
    page = visit()
    type_in(page, "miami lak")
    options(page).first.click()
    expect(page).to_have_url("/cities/miami-lakes-fl/")

    page.go_back()

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_old_answer_never_covers_a_new_one(visit):
    page = visit()

    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    page.route("**/suggest.json?lang=en&q=mi", late)
    box(page).focus()
    page.keyboard.type("mi")
    with page.expect_request("**/suggest.json?lang=en&q=mi"):
        pass
    page.keyboard.type("ami gar")
    expect(options(page)).to_have_count(3)
    page.wait_for_timeout(900)

    expect(options(page)).to_have_count(3)


def test_without_an_answer_the_form_still_searches(visit):
    page = visit()
    page.route("**/suggest.json*", lambda route: route.abort())

    box(page).focus()
    with page.expect_event("requestfailed"):
        page.keyboard.type("miami gar")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")

    expect(page).to_have_url("/search/?q=miami+gar")


def test_without_scripts_it_is_a_plain_form(visit):
    page = visit(java_script_enabled=False)
    assert box(page).get_attribute("role") is None

    box(page).fill("miami gardens")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Miami Gardens")
    page.goto("/")
    expect(page.get_by_role("button", name="Near me")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (360, 740), (320, 256)])
def test_the_list_moves_nothing_and_fits(visit, width: int, height: int):
    page = visit(width=width, height=height)  # 320 by 256 is a screen at 400 %
    before = page.locator("h1").bounding_box()

    type_in(page, "miami")

    assert page.locator("h1").bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") == width
    heights = [option.bounding_box()["height"] for option in options(page).all()]
    assert len(heights) == 8
    assert min(heights) >= 44
    for _ in heights:
        page.keyboard.press("ArrowDown")
    shown, listed = options(page).last.bounding_box(), page.get_by_role("listbox").bounding_box()
    assert shown["y"] + shown["height"] <= listed["y"] + listed["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_accessible(visit, scheme: str):
    page = visit(color_scheme=scheme)
    type_in(page, "miami")
    page.keyboard.press("ArrowDown")

    found = Axe().run(page, options=RULES).response["violations"]

    assert [rule["id"] for rule in found] == []


def test_the_choice_is_seen_in_forced_colours(visit):
    page = visit(forced_colors="active")
    type_in(page, "miami")
    page.keyboard.press("ArrowDown")

    colors = [
        option.evaluate("it => getComputedStyle(it).backgroundColor")
        for option in options(page).all()
    ]

    assert colors[0] != colors[1]


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_near_me_asks_when_pressed_and_takes_a_rounded_position_along(visit, path: str):
    for prefix in ("", "/es"):
        page = visit(f"{prefix}{path}", geolocation=HERE, permissions=["geolocation"])
        page.add_init_script(ASKED)
        page.reload()
        button = page.locator("[data-near-me] button")
        expect(button).to_be_visible()
        assert page.evaluate("window.asked") == 0

        button.click()

        expect(page).to_have_url(f"{prefix}/events/?near=25.94,-80.25")
        assert [it["name"] for it in page.context.cookies()] == []


def test_near_me_says_beforehand_what_it_uses(visit):
    page = visit("/")

    expect(page.get_by_role("button", name="Near me")).to_have_accessible_description(
        "Uses your position once, rounded to about half a mile (a kilometer). It is not stored."
    )


def test_near_me_denied_says_what_to_do_instead(visit):
    page = visit("/")

    page.get_by_role("button", name="Near me").click()

    expect(page.locator(".near-me [role=status]")).to_have_text(
        "Your browser does not tell us where you are. Type a city or a ZIP code instead."
    )
    expect(page).to_have_url("/")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (2, "Your position is not known right now. Type a city or a ZIP code instead."),
        (3, "Finding your position took too long. Try again, or type a city or a ZIP code."),
    ],
)
def test_near_me_without_a_position_says_why(visit, code: int, said: str):
    page = visit("/")
    page.evaluate(
        """code => {
            const error = { code, PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 };
            navigator.geolocation.getCurrentPosition = (_found, failed) => failed(error);
        }""",
        code,
    )

    page.get_by_role("button", name="Near me").click()

    expect(page.locator(".near-me [role=status]")).to_have_text(said)


@pytest.mark.parametrize("width", [1280, 320])
def test_near_me_moves_nothing_when_it_appears(visit, width: int):
    page = visit("/", width=width)
    below = page.locator(".home").bounding_box()["y"]

    page.evaluate("document.querySelector('[data-near-me]').hidden = true")

    assert page.locator(".home").bounding_box()["y"] == below
