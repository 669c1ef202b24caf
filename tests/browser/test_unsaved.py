"""A form of the staff room that was changed asks before it is left, and only then."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import factories as make

LIST = "/admin/events/event/"


@pytest.fixture
def page(phone) -> Page:
    agency = make.make_agency(name="Police of Here")
    event = make.make_event(title="Cookout", host=agency)
    page = phone(make.make_member(agency=agency), width=1280).new_page()
    page.goto(f"{LIST}{event.pk}/change/")
    return page


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the browser asks; each time the person leaves all the same."""
    questions: list[str] = []

    def leave(dialog) -> None:
        questions.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    return questions


def write(page: Page, text: str = " at night") -> None:
    page.locator("#id_title").click()
    page.keyboard.press("End")
    page.keyboard.type(text)


def leave(page: Page) -> None:
    page.locator(".breadcrumbs a").first.click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def test_what_was_typed_is_asked_about(page, asked):
    write(page)

    leave(page)

    assert asked == ["beforeunload"]


def test_a_chosen_city_is_asked_about_too(page, asked):
    make.make_city(name="Opa-locka")
    page.locator("#id_city + .select2 .select2-selection").click()
    page.keyboard.type("opa")
    page.get_by_role("option", name="Opa-locka").click()

    leave(page)

    assert asked == ["beforeunload"]


def test_saving_asks_nothing(page, asked):
    write(page)

    page.locator("[name=_save]").last.click()

    expect(page.locator(".messagelist")).to_contain_text("Cookout at night")
    assert asked == []


def test_a_form_that_came_back_with_errors_asks(page, asked):
    page.locator("#id_title").fill("")
    page.locator("[name=_save]").last.click()
    expect(page.locator(".slips")).to_be_visible()
    page.locator("#id_title").click()

    leave(page)

    assert asked == ["beforeunload"]


def test_what_is_as_it_was_asks_nothing(page, asked):
    write(page, "x")
    page.keyboard.press("Backspace")

    leave(page)

    assert asked == []


def test_searching_and_filtering_ask_nothing(page, asked):
    page.goto(LIST)
    page.locator("#searchbar").click()
    page.keyboard.type("cook")

    page.locator("#changelist-filter a").last.click()

    expect(page).to_have_url(re.compile(r"\?"))
    assert asked == []
