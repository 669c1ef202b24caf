"""What staff see of incidents in a real browser, as test_gallery does with the public's pages."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from incidents import facts, names
from incidents.models import Fact, Incident, Outcome
from nightout.sources.models import Source
from tests.browser.conftest import GALLERY
from tests.browser.doors import sign_in
from tests.browser.test_gallery import AXE, COLOURS_ONLY, judged_by_axe, look
from tests.factories import make_coordinator, make_incident, make_source, make_user, make_victim

LOOKS = [pytest.param(1280, "light", AXE), pytest.param(360, "dark", COLOURS_ONLY)]
INCIDENTS = "/admin/incidents/incident/"
REQUESTS = "/admin/incidents/familyrequest/"


@pytest.fixture
def pages(registry) -> dict[str, str]:
    """One incident of which sources say different things, twice recorded, with a family's word."""
    clerk = make_user()
    known = Incident.objects.get(victims__name="Thristan Hanson")
    person = known.victims.get()
    source = make_source(publisher="The Gazette", published_on=date(2018, 8, 9))
    facts.claim(about=person, fact=Fact.AGE, value="25", source=source, by=clerk)
    twin = make_incident(agency=known.agency, city=known.location.city, day=known.occurred_from)
    make_victim(incident=twin, name="Tristian Hanson", outcome=Outcome.KILLED)
    unnamed = make_victim(incident=twin, outcome=Outcome.INJURED)
    asked = names.honour(
        victim=unnamed, wish="hold", asked_by="", received_on=date(2018, 8, 9), note="", by=clerk
    )
    claim = person.fact_claims.get(chosen=False)
    here = f"{INCIDENTS}{known.pk}/"
    return {
        "staff-incidents": INCIDENTS,
        "staff-incident": f"{here}change/",
        "staff-incident-history": f"{here}history/",
        "staff-sources": f"{here}sources/",
        "staff-source-says-date": f"{here}sources/date/",
        "staff-source-says-age": f"{here}sources/age/{person.pk}/",
        "staff-show-this-one": f"{here}sources/claims/{claim.pk}/choose/",
        "staff-take-back": f"{here}sources/claims/{claim.pk}/withdraw/",
        "staff-duplicates": f"{INCIDENTS}duplicates/",
        "staff-merge": f"{here}merge/",
        "staff-merge-two": f"{here}merge/{twin.pk}/",
        "staff-wording": f"{INCIDENTS}wording/",
        "staff-import": f"{INCIDENTS}import/",
        "staff-family-asks": f"{REQUESTS}of/{person.pk}/",
        "staff-family-asked": f"{REQUESTS}{asked.pk}/change/",
        "staff-family-lift": f"{REQUESTS}{asked.pk}/lift/",
        "staff-source": f"/admin/sources/source/{Source.objects.first().pk}/change/",
        "staff-coverage": "/admin/coverage/?months=24",
    }


@pytest.mark.parametrize(("width", "scheme", "rules"), LOOKS)
def test_every_page_of_incidents_fits_and_can_be_used_by_everyone(
    browser: Browser, live_server, pages, width: int, scheme: str, rules: dict[str, Any]
):
    GALLERY.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    sign_in(context, make_coordinator(), live_server.url)
    wrong = []

    for name, path in pages.items():
        page = context.new_page()
        wrong += look(page, f"{live_server.url}{path}", name)
        wrong += judged_by_axe(page, name, rules)
        page.screenshot(path=GALLERY / f"{name}-{width}-{scheme}.png", full_page=True)
        page.close()
    context.close()

    assert wrong == []
