"""What phones at the door keep, without signal and afterwards, and what they forget."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.models import CameFrom, Mark
from tests.browser.doors import (
    DOOR,
    KEPT,
    find,
    here,
    said,
    sheet,
    sign_in,
    stand_at,
    step,
    tap,
    totals,
)
from tests.events.doors import organizer_of
from tests.factories import PASSWORD, make_attendee


def test_nothing_is_lost_without_signal(phone, event, bea):
    names = ["Ana Zúñiga", "Bo Abbott", "Cy Dorvil", "Di Etienne"]
    ana, bo, cy, di = [
        make_attendee(event=event, name=name, adults=2, children=3) for name in names
    ]
    phone = phone(bea)
    page = stand_at(phone)
    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(said(page)).to_contain_text("All sent at")

    phone.set_offline(True)
    page.reload()
    for text, name in [("abb", "Bo Abbott"), ("dor", "Cy Dorvil"), ("eti", "Di Etienne")]:
        find(page, text)
        expect(page.locator("[data-rows] button")).to_have_count(1)  # no row is made anew any more
        tap(page, name)
        expect(sheet(page)).to_contain_text(name)
        expect(sheet(page)).to_contain_text("Present: 5 of 5")
    step(page, "Undo")
    expect(sheet(page)).to_contain_text("Not here yet")
    find(page, "abb")
    tap(page, "Bo Abbott")
    step(page, "One adult fewer")
    expect(sheet(page)).to_contain_text("Present: 4 of 5 · 3 children")
    find(page, "Zoe Bruno")
    expect(page.locator("[data-about]")).to_contain_text("Add them as a walk-in?")
    page.get_by_role("button", name="Walk-in").tap()
    step(page, "One child more")
    step(page, "Add: 2 people are here")
    expect(sheet(page)).to_contain_text("Present: 2 of 2 · 1 child")
    expect(said(page)).to_contain_text(
        "No signal: 6 marks wait on this phone. They are sent when there is signal."
    )
    assert totals(page) == ["16", "10", "1"]

    page.close()
    page = phone.new_page()
    page.goto(DOOR)
    expect(said(page)).to_contain_text("6 marks wait on this phone")
    assert totals(page) == ["16", "10", "1"]
    assert here(bo) == (0, 0)

    phone.set_offline(False)
    expect(said(page)).to_contain_text("All sent at", timeout=20_000)
    walk_in = event.attendees.get(came_from=CameFrom.WALK_IN)
    assert (walk_in.name, walk_in.adults, walk_in.children) == ("Zoe Bruno", 1, 1)
    assert [here(one) for one in (ana, bo, cy, di, walk_in)] == [
        (2, 3),
        (1, 3),
        (2, 3),
        (0, 0),
        (1, 1),
    ]
    assert Mark.objects.count() == 7
    assert page.evaluate(KEPT)["marks"] == 0
    assert totals(page) == ["16", "10", "1"]


def test_letters_typed_before_the_page_is_ready_are_kept(phone, event, bea):
    make_attendee(event=event, name="Ana Zúñiga")
    page = phone(bea).new_page()
    held = []
    page.route(re.compile(r"/door(\.\w+)?\.js$"), lambda route: held.append(route))
    page.goto(DOOR, wait_until="commit")
    page.get_by_role("searchbox").fill("zu")

    held[0].continue_()

    expect(page.locator("[data-rows] button")).to_have_text(re.compile("Ana Zúñiga"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("zu")


def test_answer_that_is_lost_marks_nobody_twice(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2)
    phone = phone(bea)
    page = stand_at(phone)
    lost = []

    def lose_the_answer(route) -> None:
        route.fetch()
        lost.append(route.request.post_data)
        route.abort()

    phone.route("**/sync.json", lose_the_answer)
    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(said(page)).to_contain_text("No signal: 1 mark waits on this phone.")
    phone.unroute("**/sync.json")
    page.reload()

    expect(said(page)).to_contain_text("All sent at")
    assert len(lost) >= 1
    assert here(attendee) == (2, 0)
    assert Mark.objects.count() == 1


def test_session_that_has_ended_loses_nothing(phone, event, bea):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2)
    phone = phone(bea)
    page = stand_at(phone)

    phone.clear_cookies()
    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(said(page)).to_contain_text("Sign in again to send 1 mark.")
    page.get_by_role("link", name="Sign in again to send 1 mark.").tap()
    page.get_by_label("E-mail address").fill(bea.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()

    expect(said(page)).to_contain_text("All sent at")
    assert here(attendee) == (2, 0)


def test_signing_out_leaves_nothing_on_the_phone(phone, event, bea, live_server):
    make_attendee(event=event, name="Ana Zúñiga")
    page = stand_at(phone(bea))
    before = page.evaluate(KEPT)

    page.get_by_role("button", name="Sign out").tap()
    page.wait_for_url(f"{live_server.url}/")

    page_of_door = f"{live_server.url}{DOOR}"
    assert before == {
        "lists": 1,
        "marks": 0,
        "caches": [f"nightout-door:{DOOR}"],
        "workers": [page_of_door],
    }
    assert page.evaluate(KEPT) == {"lists": 0, "marks": 0, "caches": [], "workers": []}


def test_signing_out_elsewhere_sends_what_waits_and_leaves_nothing(phone, event, bea, live_server):
    attendee = make_attendee(event=event, name="Ana Zúñiga", adults=2)
    phone = phone(bea)
    page = stand_at(phone)
    phone.set_offline(True)
    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(said(page)).to_contain_text("1 mark waits")
    page.close()
    phone.set_offline(False)

    page = phone.new_page()
    page.goto("/organize/")
    page.get_by_role("button", name="Sign out").tap()
    page.wait_for_url(f"{live_server.url}/")

    assert page.evaluate(KEPT) == {"lists": 0, "marks": 0, "caches": [], "workers": []}
    assert here(attendee) == (2, 0)


def test_list_goes_when_somebody_else_signs_in(phone, event, bea, live_server):
    make_attendee(event=event, name="Ana Zúñiga", adults=2)
    phone = phone(bea)
    page = stand_at(phone)
    phone.set_offline(True)
    find(page, "zu")
    tap(page, "Ana Zúñiga")
    expect(said(page)).to_contain_text("1 mark waits")
    page.close()
    phone.set_offline(False)
    phone.clear_cookies()
    sign_in(phone, organizer_of(event, "Carl Joseph"), live_server.url)

    page = stand_at(phone)

    expect(said(page)).to_contain_text("Marks of somebody else wait on this phone.")
    find(page, "zu")
    expect(page.locator("[data-rows] button")).not_to_contain_text("Present")
    assert Mark.objects.count() == 0
    assert page.evaluate(KEPT)["marks"] == 1


def test_who_is_deleted_leaves_the_list(phone, event, bea):
    gone = make_attendee(event=event, name="Ana Zúñiga")
    make_attendee(event=event, name="Bo Zuazo")
    page = stand_at(phone(bea))
    find(page, "zu")
    expect(page.locator("[data-rows] button")).to_have_count(2)

    gone.delete()
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.locator("[data-rows] [data-name]")).to_have_text(["Bo Zuazo"])


def test_list_goes_a_day_after_the_event(phone, event, bea):
    make_attendee(event=event, name="Ana Zúñiga")
    phone = phone(bea)
    page = stand_at(phone)

    page.close()
    page = phone.new_page()
    page.clock.set_fixed_time(timezone.now() + timedelta(days=33))
    page.goto("/organize/")
    page.wait_for_load_state("networkidle")

    assert page.evaluate(KEPT) == {"lists": 0, "marks": 0, "caches": [], "workers": []}


def test_worker_answers_for_no_other_page(phone, event, bea):
    phone = phone(bea)
    page = stand_at(phone)
    names = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map((it) => it.url)"
    kept = [address.partition("://")[2].partition("/")[2] for address in page.evaluate(names)]
    phone.set_offline(True)

    other = phone.new_page()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        other.goto("/organize/")

    assert [path for path in kept if not path.startswith("static/")] == [DOOR.strip("/") + "/"]
