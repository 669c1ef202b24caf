"""Every page in a real browser: looked at by axe here, and by people in .local/gallery/."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from events.models import Event
from incidents import snapshots
from incidents.models import Incident, Outcome
from tests.browser.conftest import GALLERY
from tests.factories import make_correction

PAGES = {
    "home": "/",
    "events": "/events/",
    "events-near": "/events/?city=33056&when=all&within=25&free=on",
    "events-past": "/events/?when=past",
    "events-none": "/events/?q=zzzzzz",
    "events-wrong": "/events/?campaign=no-such&city=xyzzy&near=moon",
    "calendar-month": "/events/?view=calendar&month=2018-08",
    "calendar-day": "/events/?view=calendar&day=2018-08-07",
    "calendar-empty": "/events/?view=calendar&month=2018-02",
    "map": "/events/?view=map&when=all",
    "search": "/search/",
    "search-zip": "/search/?q=33056",
    "search-words": "/search/?q=shenandoa",
    "search-unknown": "/search/?q=xyzzy",
    "cities": "/cities/",
    "cities-state": "/cities/?state=FL",
    "city": "/cities/miami-gardens-fl/",
    "city-large": "/cities/miami-fl/",
    "neighborhood": "/cities/miami-fl/?neighborhood=liberty-city",
    "agency": "/agencies/miami-gardens-police/",
    "campaign": "/campaigns/national-night-out-2018/",
    "park": "/parks/rolling-oaks-park/",
    "incidents": "/incidents/",
    "incidents-map": "/incidents/?view=map",
    "incidents-none": "/incidents/?q=zzzzzz&precision=day&open=on",
    "incidents-wrong": "/incidents/?neighborhood=xyzzy&area=moon",
    "statistics": "/incidents/statistics/?when=2018",
    "corrections": "/incidents/corrections/",
    "incidents-data": "/incidents/data/",
    "incidents-each-night": "/incidents/snapshot/",
    "data": "/data/",
    "accessibility": "/accessibility/",
    "sign-in": "/accounts/login/",
    "not-found": "/nothing-here/",
}
LANGUAGES = {"en": "", "es": "/es", "ht": "/ht"}
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Colours depend on the scheme and on no language; all other rules on words and on no scheme.
COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS_ONLY = {"runOnly": {"type": "rule", "values": COLOURS}}
ALL_BUT_COLOURS = {**AXE, "rules": {name: {"enabled": False} for name in COLOURS}}
LOOKS = [
    pytest.param("en", "light", AXE, id="en-light"),
    pytest.param("en", "dark", COLOURS_ONLY, id="en-dark"),
    pytest.param("es", "light", ALL_BUT_COLOURS, id="es-light"),
    pytest.param("ht", "light", ALL_BUT_COLOURS, id="ht-light"),
]


@pytest.fixture
def pages(registry) -> dict[str, str]:
    event = Event.objects.upcoming().get(title__contains="Rolling Oaks")
    off = Event.objects.upcoming().get(title__contains="Shenandoah")
    Event.objects.filter(pk=off.pk).update(status="cancelled")
    person = Incident.objects.filter(victims__outcome=Outcome.KILLED).latest_first().first()
    child = Incident.objects.get(victims__age=10)
    make_correction(incident=person)
    snapshots.make()
    return PAGES | {
        "event": event.get_absolute_url(),
        "event-cancelled": off.get_absolute_url(),
        "flyer": f"{event.get_absolute_url()}flyer/",
        "incident": person.get_absolute_url(),
        "incident-child": child.get_absolute_url(),
    }


def look(page: Page, address: str, name: str) -> list[str]:
    """Open the page, and say what it complained of or how it does not fit."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(address)
    if page.locator("script[src*='map'], script[src*='door']").count():
        page.wait_for_load_state("networkidle")  # these fetch what they show
    heard = [
        text for text in heard if "404 (Not Found)" not in text or "nothing-here" not in address
    ]
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        heard.append("wider than the screen")
    return [f"{name}: {text}" for text in heard]


def judged_by_axe(page: Page, name: str, options: dict[str, Any] = AXE) -> list[str]:
    """Violations of WCAG 2.2 AA and of good practice, with every disclosure open."""
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
    found = Axe().run(page, options=options).response["violations"]
    return [f"{name}: axe {rule['id']}: {rule['nodes'][0]['html'][:150]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_public_page_fits_and_complains_of_nothing(
    browser: Browser, live_server, pages, width: int, scheme: str
):
    GALLERY.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    wrong = []

    for name, path in pages.items():
        page = context.new_page()
        wrong += look(page, f"{live_server.url}{path}", name)
        page.screenshot(path=GALLERY / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()
    context.close()

    assert wrong == []


@pytest.mark.parametrize(("language", "scheme", "rules"), LOOKS)
def test_every_public_page_can_be_used_by_everyone(
    browser: Browser, live_server, pages, language: str, scheme: str, rules: dict[str, Any]
):
    """320 px wide: the smallest phone, and a screen of 1,280 px enlarged to 400 %."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, color_scheme=scheme, reduced_motion="reduce"
    )
    wrong = []

    for name, path in pages.items():
        page = context.new_page()
        wrong += look(page, f"{live_server.url}{LANGUAGES[language]}{path}", name)
        wrong += judged_by_axe(page, name, rules)
        page.screenshot(path=GALLERY / f"{name}-320-{scheme}-{language}.png", full_page=True)
        page.close()
    context.close()

    assert wrong == []
