"""What hands do at the door, alone and two at a time."""

import base64
import io
import re

import pytest
import segno
from playwright.sync_api import expect

from events.models import AttendeeStatus, Mark
from events.tokens import token
from tests.browser.doors import (
    DOOR,
    find,
    here,
    said,
    sheet,
    stand_at,
    step,
    tap,
    totals,
)
from tests.browser.test_gallery import judged_by_axe
from tests.events.doors import organizer_of
from tests.factories import make_attendee

# What getUserMedia gives: a picture, as from a camera that is held before it.
A_CAMERA = """(() => {
    const see = async () => {
        const image = new Image();
        image.src = "data:image/png;base64,PICTURE";
        await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), {width: 640, height: 480});
        const paper = canvas.getContext("2d");
        setInterval(() => {
            paper.fillStyle = "#888";
            paper.fillRect(0, 0, 640, 480);
            paper.drawImage(image, 120, 60, 360, 360);
        }, 50);
        return canvas.captureStream(20);
    };
    Object.defineProperty(navigator, "mediaDevices", {value: {getUserMedia: see}});
})()"""


def test_two_letters_and_a_tap(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    make_attendee(event=event, name="Bo Abbott")
    page = stand_at(phone(bea))

    find(page, "ZU")
    tap(page, "Ana Zúñiga")

    expect(sheet(page)).to_contain_text("Present: 5 of 5 · 3 children")
    expect(said(page)).to_contain_text(re.compile(r"All sent at \d+:\d\d [ap]\.m\. "))
    expect(sheet(page)).to_contain_text(re.compile(r"Marked by you at \d+:\d\d"))
    assert here(attendee) == (2, 3)
    assert totals(page) == ["5", "3", "1"]

    step(page, "One child fewer")

    expect(sheet(page)).to_contain_text("Present: 4 of 5 · 2 children")
    expect(page.locator("[data-said]")).to_have_text("Ana Zúñiga. Present: 4 of 5 · 2 children")
    expect(said(page)).to_contain_text("All sent at")
    assert here(attendee) == (2, 2)

    step(page, "Undo")

    expect(sheet(page)).to_contain_text("Not here yet")
    expect(said(page)).to_contain_text("All sent at")
    assert here(attendee) == (0, 0)
    assert totals(page) == ["0", "0", "2"]


def test_two_phones_mark_the_same_party(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    carl = organizer_of(event, "Carl Joseph")
    of_bea, of_carl = phone(bea), phone(carl)
    first, second = stand_at(of_bea), stand_at(of_carl)
    of_carl.set_offline(True)

    for page in (first, second):
        find(page, "zu")
        tap(page, "Ana Zúñiga")
        expect(sheet(page)).to_contain_text("Present: 5 of 5")
    expect(said(first)).to_contain_text("All sent at")
    of_carl.set_offline(False)

    expect(second.locator("[data-notices]")).to_contain_text(
        re.compile(r"Ana Zúñiga: Bea Torres marked them too, at \d+:\d\d")
    )
    step(second, "Undo")
    expect(sheet(second)).to_contain_text("Marked by Bea Torres at")
    expect(sheet(second)).to_contain_text("Present: 5 of 5")
    assert here(attendee) == (2, 3)
    assert attendee.present_by == bea


def test_marks_of_another_phone_come_by_themselves(phone, event, bea):
    make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    carl = organizer_of(event, "Carl Joseph")
    first, second = stand_at(phone(bea)), stand_at(phone(carl))

    find(first, "zu")
    tap(first, "Ana Zúñiga")
    expect(said(first)).to_contain_text("All sent at")
    second.evaluate("dispatchEvent(new Event('focus'))")
    find(second, "zu")

    row = second.locator("[data-rows] button")
    expect(row).to_contain_text("Present: 5 of 5 · 3 children. Marked by Bea Torres at")
    row.tap()
    expect(sheet(second)).to_contain_text("Marked by Bea Torres at")
    expect(sheet(second).get_by_role("button", name="Undo")).to_be_hidden()
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "question"),
    [
        (AttendeeStatus.WAITLISTED, "They are on the waiting list. Let them in all the same?"),
        (AttendeeStatus.CANCELLED, "They had cancelled. Let them in all the same?"),
    ],
)
def test_who_has_no_place_is_let_in_by_a_second_tap(phone, event, bea, status, question):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, status=status)
    page = stand_at(phone(bea))

    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(sheet(page)).to_contain_text(question)
    before = here(attendee)
    step(page, "Let in: 2 people")

    expect(sheet(page)).to_contain_text("Present: 2 of 2")
    expect(said(page)).to_contain_text("All sent at")
    assert before == (0, 0)
    assert here(attendee) == (2, 0)
    assert attendee.status == AttendeeStatus.ATTENDING


def test_code_of_the_mail_is_read_by_the_camera(phone, event, bea, live_server):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, email="ana@example.org")
    make_attendee(event=event, name="Bo Abbott")
    phone = phone(bea)
    phone.add_init_script(a_camera_that_sees(f"{live_server.url}/rsvp/{token(attendee)}/"))
    page = stand_at(phone)
    phone.set_offline(True)

    page.get_by_role("button", name="Scan").tap()
    expect(sheet(page).get_by_role("heading")).to_have_text("Ana Zúñiga", timeout=15_000)
    expect(page.locator("[data-scan]")).to_be_hidden()
    step(page, "All 2 are here")

    expect(sheet(page)).to_contain_text("Present: 2 of 2")


def a_camera_that_sees(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", scale=6, border=4)
    picture = base64.b64encode(drawn.getvalue()).decode()
    return A_CAMERA.replace("PICTURE", picture)


def test_phone_without_a_camera_says_what_to_do(phone, event, bea):
    page = stand_at(phone(bea))

    page.get_by_role("button", name="Scan").tap()

    expect(page.locator("[data-scan-said]")).to_contain_text("The camera cannot be used here.")


def test_link_of_the_mail_opens_the_party_and_leaves_the_address(phone, event, bea, live_server):
    attendee = make_attendee(event=event, name="Ana Zúñiga", email="ana@example.org")
    forged = token(attendee)[:-1] + ("1" if token(attendee)[-1] == "0" else "0")
    phone = phone(bea)

    page = phone.new_page()
    page.goto(f"{DOOR}?party={token(attendee)}")
    expect(sheet(page).get_by_role("heading")).to_have_text("Ana Zúñiga")
    address = page.url
    page.get_by_role("searchbox").fill(f"{live_server.url}/rsvp/{forged}/")

    expect(page.locator("[data-about]")).not_to_have_text("")
    expect(sheet(page)).to_be_hidden()
    assert address == f"{live_server.url}{DOOR}"
    assert here(attendee) == (0, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zuni", ["Ana Zúñiga"]),
        ("ANA Z", ["Ana Zúñiga"]),
        ("úñi", ["Ana Zúñiga"]),
        ("obr", ["Bo O’Brien"]),
        ("o'br", ["Bo O’Brien"]),
        ("jean", ["Jean Abbott", "Cy Jean-Baptiste"]),
        ("baptiste", ["Cy Jean-Baptiste"]),
        ("cy abb", []),
    ],
)
def test_names_are_found_as_the_site_finds_them(phone, event, bea, text: str, found: list[str]):
    for name in ("Ana Zúñiga", "Bo O’Brien", "Cy Jean-Baptiste", "Jean Abbott"):
        make_attendee(event=event, name=name)
    page = phone(bea).new_page()
    page.goto(DOOR)
    expect(said(page)).to_contain_text("up to date")

    find(page, text)

    names = page.locator("[data-rows] [data-name]").all_inner_texts()
    assert sorted(names) == sorted(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_thumb_reaches_everything(phone, event, bea, width: int, scheme: str):
    make_attendee(
        event=event, name="Ana María de la Concepción Zúñiga-Etienne", adults=2, children=3
    )
    make_attendee(event=event, name="Bo Zu", status=AttendeeStatus.WAITLISTED, note="x" * 190)
    page = stand_at(phone(bea, width=width, color_scheme=scheme))

    find(page, "zu")
    tap(page, "Ana María")
    expect(said(page)).to_contain_text("All sent at")

    targets = [it.bounding_box() for it in page.locator(".door-dock button:visible").all()]
    steppers = [it.bounding_box() for it in page.locator("[data-step]").all()]
    assert min(min(box["width"], box["height"]) for box in targets) >= 48
    assert min(box["y"] for box in steppers) >= 320
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.scrollHeight") == 640
    assert judged_by_axe(page, "door") == []


def test_keyboard_is_enough(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    page = stand_at(phone(bea))

    page.get_by_role("searchbox").focus()
    page.keyboard.type("zuni")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Ana Zúñiga")
    for _way in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_contain_text("Present: 4 of 5")
    page.keyboard.press("Escape")

    expect(sheet(page)).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(said(page)).to_contain_text("All sent at")
    assert here(attendee) in {(1, 3), (2, 2)}


def test_without_script_it_is_a_page_of_forms(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2, children=3)
    page = phone(bea, java_script_enabled=False, width=320).new_page()
    page.goto(DOOR)

    page.get_by_role("searchbox").fill("zuni")
    page.get_by_role("button", name="Find").tap()
    page.get_by_role("button", name="Present: 5 of 5").tap()

    expect(page.get_by_text("Present: 5 of 5, 3 of them children")).to_be_visible()
    assert here(attendee) == (2, 3)
