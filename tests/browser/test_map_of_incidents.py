"""The map of incidents in a real browser: areas, numbers, and a way to the list by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_gallery import judged_by_axe
from tests.factories import make_city, make_incident, make_neighborhood
from tests.incidents.places import at_block


@pytest.fixture
def incidents(transactional_db):
    miami = make_city(name="Miami", latitude=25.774, longitude=-80.194, population=400_000)
    area = make_neighborhood(city=miami)
    far = make_city(name="Jacksonville")
    block = at_block(city=far, public_text="A block", latitude="30.332", longitude="-81.656")
    for place in (
        *[block] * 3,
        {"precision": "city", "city": miami},
        {"precision": "neighborhood", "city": miami, "neighborhood": area},
    ):
        make_incident(location=place)


def test_areas_carry_numbers_that_lead_to_the_list(browser: Browser, live_server, incidents):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", base_url=live_server.url
    )
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto("/incidents/?view=map&first=2018-01-01")
    area = page.get_by_role("region", name="Map of the incidents")

    expect(page.locator("[data-status]")).to_contain_text("On the map: 5 incidents.")
    assert page.locator("path.map-shape--square").count() == 1
    assert page.locator("path.map-shape--city").count() == 1  # its neighborhood lies in it
    page.get_by_role("button", name="3 incidents: Somewhere in this square").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_focused()
    assert judged_by_axe(page, "map of incidents") == []
    dialog.get_by_role("link").click()

    assert page.url.startswith(f"{live_server.url}/incidents/?first=2018-01-01&area=30.332")
    expect(page.locator(".incident-row")).to_have_count(3)
    assert heard == []
    assert area.count() == 0
    context.close()
