"""The organizer's pages after the night: letters, head-count, report."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from events.models import Event, HeadCount, Letter, Photo, Report
from tests.browser.test_gallery import judged_by_axe
from tests.factories import make_attendee, make_coordinator, make_event
from tests.pictures import noise, picture

DESK = "/organize/events/night-out"


@pytest.fixture
def event(transactional_db) -> Event:
    event = make_event(title="Night Out", slug="night-out", start_date=timezone.localdate())
    make_attendee(event=event, email="ana@example.org")
    return event


@pytest.fixture
def phone(browser: Browser, live_server, event, client: Client) -> Iterator[BrowserContext]:
    """Of a coordinator who is signed in."""
    client.force_login(make_coordinator(name="Olga Organizer"))
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    key = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    yield context
    context.close()


def tap(page: Page, step: int, times: int = 1) -> None:
    for _each in range(times):
        page.click(f"[data-step='{step}']")


def complaints(page: Page) -> list[str]:
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_each_tap_is_kept_without_signal_and_over_a_reload(phone: BrowserContext):
    page = phone.new_page()
    heard = complaints(page)
    page.goto(f"{DESK}/head-count/")

    tap(page, 1, times=3)
    phone.set_offline(True)
    tap(page, 1, times=4)
    tap(page, -1)
    phone.set_offline(False)
    page.reload()

    assert page.inner_text("output") == page.input_value("[name=people]") == "6"
    page.click("text=Save this head-count")
    page.wait_for_selector(".messages")
    count = HeadCount.objects.get()
    assert (count.people, count.how, count.counted_by) == (6, "counted", "Olga Organizer")
    assert page.inner_text("output") == "6"  # who goes on counting goes on from there
    assert heard == []


def test_counting_starts_again_only_when_asked_twice(phone: BrowserContext):
    page = phone.new_page()
    page.goto(f"{DESK}/head-count/")
    tap(page, 1, times=2)
    tap(page, -1, times=5)
    assert page.inner_text("output") == "0"

    page.fill("[name=people]", "41")
    tap(page, 1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("[data-zero]")
    assert page.inner_text("output") == "42"
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("[data-zero]")

    assert page.inner_text("output") == "0"
    page.reload()
    assert page.inner_text("output") == "0"


def test_letter_is_looked_at_in_its_own_style_and_sent(phone: BrowserContext):
    page = phone.new_page()
    heard = complaints(page)
    page.goto(f"{DESK}/letter/")

    page.fill("[name=subject]", "Bring a chair")
    page.fill("[name=text]", "Dear neighbors,\n\nsee https://example.org/")
    page.click("text=Look at it before it goes")
    mail = page.frame_locator("iframe")
    assert "see https://example.org/" in mail.locator(".card").inner_text()
    card = mail.locator(".card")
    assert card.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"
    page.click("text=Send it to 1 address")

    page.wait_for_selector(".messages")
    assert Letter.objects.get().text == "Dear neighbors,\n\nsee https://example.org/"
    assert heard == []


def test_photo_is_sent_shown_described_and_deleted(phone: BrowserContext):
    page = phone.new_page()
    heard = complaints(page)
    page.goto(f"{DESK}/report/")

    large = {"name": "large.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (10 * 1024 * 1024 + 1)}
    page.set_input_files("[name=photos]", large)
    trouble = page.eval_on_selector("[name=photos]", "it => it.validationMessage")
    assert trouble == "Larger than 10 MB, leave it out or make it smaller: large.jpg"
    sent = {"name": "night.jpg", "mimeType": "image/jpeg", "buffer": noise((1800, 1400))}
    page.set_input_files("[name=photos]", sent)
    page.click("label:has-text('Yes')")
    page.click("text=Save the report")
    page.get_by_label("What it shows").fill("The fire engine")
    page.click("text=Save the report")

    photo = page.get_by_alt_text("The fire engine")
    photo.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.photo img').naturalWidth > 0")
    assert Report.objects.get().held is True
    page.click("label:has-text('Delete this photo')")
    page.click("text=Save the report")
    page.wait_for_selector("text=1 photo is deleted.")
    assert Photo.objects.count() == 0
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everyone(phone: BrowserContext, event, scheme: str):
    olga = make_coordinator()
    Letter.objects.create(event=event, subject="Chairs", text="Bring one.", by=olga)
    HeadCount.objects.create(event=event, people=240, how="counted")
    jpeg = picture()
    Photo.objects.create(event=event, jpeg=jpeg, width=40, height=30, added_by=olga)
    page = phone.new_page()
    page.emulate_media(color_scheme=scheme)
    wrong = []

    def judge(name: str) -> None:
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append(f"{name}: wider than the screen")
        wrong.extend(judged_by_axe(page, name))

    for name in ("letter", "head-count", "report"):
        page.goto(f"{DESK}/{name}/")
        judge(name)
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        if name == "report":
            page.select_option("[name=how]", "counted")
        page.locator("main form .form-actions .usa-button").first.click()
        page.wait_for_selector(".form-errors")
        judge(f"{name} with errors")
    page.goto(f"{DESK}/letter/")
    page.fill("[name=subject]", "Bring a chair")
    page.fill("[name=text]", "Dear neighbors")
    page.click("text=Look at it before it goes")
    page.wait_for_selector("iframe")
    judge("letter's preview")

    assert wrong == []
