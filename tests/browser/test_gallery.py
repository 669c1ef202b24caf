"""Every page in a real browser: looked at by axe here, and by people in .local/gallery/."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from events.models import Event
from incidents.models import Incident, Outcome
from tests.browser.conftest import GALLERY

PAGES = {
    "home": "/",
    "events": "/events/",
    "events-past": "/events/?when=past",
    "events-none": "/events/?q=zzzzzz",
    "events-wrong": "/events/?campaign=no-such&city=xyzzy",
    "cities": "/cities/",
    "cities-state": "/cities/?state=FL",
    "cities-zip": "/cities/?q=33056",
    "cities-unknown": "/cities/?q=xyzzy",
    "city": "/cities/miami-gardens-fl/",
    "neighborhood": "/cities/miami-fl/?neighborhood=liberty-city",
    "agency": "/agencies/miami-gardens-police/",
    "campaign": "/campaigns/national-night-out-2018/",
    "park": "/parks/rolling-oaks-park/",
    "incidents": "/incidents/",
    "sign-in": "/accounts/login/",
    "not-found": "/nothing-here/",
}
# Width, scheme, and whether axe looks too: its rules depend on width and on scheme, not on both.
SIGHTS = [
    (1280, "light", True),
    (1280, "dark", False),
    (360, "light", False),
    (360, "dark", True),
    (320, "light", True),
]


@pytest.fixture
def pages(registry) -> dict[str, str]:
    event = Event.objects.upcoming().get(title__contains="Rolling Oaks")
    person = Incident.objects.filter(victims__outcome=Outcome.KILLED).latest_first().first()
    return PAGES | {
        "event": event.get_absolute_url(),
        "incident": person.get_absolute_url(),
        "event-es": f"/es{event.get_absolute_url()}",
        "home-ht": "/ht/",
    }


def look(page: Page, address: str, name: str, *, by_axe: bool) -> list[str]:
    """Open the page, save its picture, and say all that is wrong with it."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(address)
    heard = [text for text in heard if "404 (Not Found)" not in text]
    width = page.viewport_size["width"]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        heard.append("wider than the screen")
    page.screenshot(path=GALLERY / f"{name}.png", full_page=True)
    if by_axe:
        heard += judged_by_axe(page)
    return [f"{name}: {text}" for text in heard]


def judged_by_axe(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and of good practice, with every disclosure open."""
    for disclosure in page.locator("details").all():
        disclosure.evaluate("it => it.open = true")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"axe {rule['id']}: {rule['nodes'][0]['html'][:150]}" for rule in found]


def test_every_public_page_is_sound(browser: Browser, live_server, pages):
    GALLERY.mkdir(parents=True, exist_ok=True)
    wrong = []

    for width, scheme, by_axe in SIGHTS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        for name, path in pages.items():
            page = context.new_page()
            picture = f"{name}-{width}-{scheme}"
            wrong += look(page, f"{live_server.url}{path}", picture, by_axe=by_axe)
            page.close()
        context.close()

    assert wrong == []
