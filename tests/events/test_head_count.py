from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from events.models import HeadCount
from nightout.agencies.models import Role
from nightout.staffroom.history import versions_of
from tests.factories import (
    make_agency,
    make_attendee,
    make_city,
    make_coordinator,
    make_event,
    make_member,
    make_user,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/organize/events/night-out/head-count/"
TYPED = {"people": "240", "how": "counted", "counted_at": "", "counted_by": "Olga"}
AT_DUSK = "2018-08-08T00:15:30Z"  # a quarter past eight in Miami Gardens


@pytest.fixture(autouse=True)
def at_dusk():
    with time_machine.travel(AT_DUSK, tick=False):
        yield


def of(count: HeadCount) -> str:
    return f"{PAGE}{count.pk}/delete/"


def entered(desk: Client, **typed: str) -> HeadCount:
    desk.post(PAGE, {**TYPED, **typed})
    return HeadCount.objects.latest("pk")


def error_of(response, name: str) -> str:
    found = soup(response).select(f"#id_{name}_error, #id_{name} .errorlist")
    return found[0].get_text(strip=True) if found else ""


def test_stranger_is_asked_to_sign_in(client: Client, event):
    count = HeadCount.objects.create(event=event, people=5, how="counted")

    for path in (PAGE, of(count)):
        response = client.post(path, TYPED)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")

    assert client.get(PAGE).status_code == 302
    assert HeadCount.objects.count() == 1


def test_for_those_who_do_not_look_after_it_the_event_does_not_exist(client: Client, event):
    count = HeadCount.objects.create(event=event, people=5, how="counted")
    others = [
        make_user(),
        make_member(agency=event.agencies.get(), role=Role.ORGANIZER),  # of other events
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        asked = [client.get(PAGE), client.post(PAGE, TYPED), client.post(of(count))]
        answers += [response.status_code for response in asked]

    assert answers == [404] * 12
    assert HeadCount.objects.get() == count


def test_those_who_look_after_it_may_count(client: Client, event, organizer):
    agency = event.agencies.get()
    insiders = [organizer, make_member(agency=agency, role=Role.EDITOR), make_coordinator()]

    for number, user in enumerate(insiders):
        client.force_login(user)
        assert client.get(PAGE).status_code == 200
        client.post(PAGE, {**TYPED, "people": number})

    assert HeadCount.objects.count() == 3


def test_nothing_is_written_without_a_token(event, organizer):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(organizer)
    count = HeadCount.objects.create(event=event, people=5, how="counted")

    assert careful.post(PAGE, TYPED).status_code == 403
    assert careful.post(of(count)).status_code == 403
    assert HeadCount.objects.get() == count


def test_nothing_is_deleted_by_looking(desk: Client):
    count = entered(desk)

    assert desk.get(of(count)).status_code == 405
    assert HeadCount.objects.get() == count


def test_count_is_kept_with_who_how_and_when(desk: Client, event):
    response = desk.post(PAGE, TYPED)

    count = HeadCount.objects.get()
    assert (response.status_code, response.url) == (302, PAGE)
    assert (count.event, count.people, count.how, count.counted_by) == (
        event,
        240,
        "counted",
        "Olga",
    )
    assert count.counted_at == datetime(2018, 8, 8, 0, 15, tzinfo=UTC)  # nothing said: now


def test_form_names_who_is_signed_in(desk: Client):
    assert soup(desk.get(PAGE)).select_one("[name=counted_by]")["value"] == "Olga Organizer"


def test_times_are_those_of_the_events_city(client: Client):
    """Eight in the evening in Texas is nine in Florida."""
    there = make_city(name="Houston", state="TX", time_zone="America/Chicago")
    make_event(slug="houston", city=there, start_date=date(2018, 8, 7))
    client.force_login(make_coordinator())
    page = "/organize/events/houston/head-count/"

    client.post(page, {**TYPED, "counted_at": "2018-08-07T19:10"})

    assert HeadCount.objects.get().counted_at == datetime(2018, 8, 8, 0, 10, tzinfo=UTC)
    assert "7 August 2018, 7:10 p.m." in words(client.get(page))
    assert "On the clock of Houston." in words(client.get(page))
    assert timezone.get_current_timezone_name() == "America/New_York"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("people", "", "This field is required."),
        ("people", "-1", "Ensure this value is greater than or equal to 0."),
        ("people", "1000001", "Ensure this value is less than or equal to 1000000."),
        ("people", "9" * 40, "Ensure this value is less than or equal to 1000000."),
        ("people", "many", "Enter a whole number."),
        ("how", "", "This field is required."),
        ("how", "guessed", "Select a valid choice. guessed is not one of the available choices."),
        ("counted_at", "2018-08-07T20:17", "This moment is yet to come."),
        ("counted_at", "2018-08-06T23:59", "The event had not begun. Count who is there."),
        ("counted_at", "yesterday", "Enter a valid date/time."),
        ("counted_by", "x" * 151, "Ensure this value has at most 150 characters (it has 151)."),
    ],
)
def test_what_is_no_count_is_refused_and_kept_in_the_form(
    desk: Client, name: str, value: str, said: str
):
    response = desk.post(PAGE, {**TYPED, name: value})

    assert response.status_code == 200
    assert error_of(response, name) == said
    assert soup(response).select_one("[name=counted_by]")["value"]
    assert HeadCount.objects.count() == 0


def test_before_its_first_day_nobody_is_counted(desk: Client, event):
    event.start_date = event.end_date = date(2018, 9, 1)
    event.save()

    response = desk.post(PAGE, TYPED)

    assert error_of(response, "counted_at") == "The event had not begun. Count who is there."


def test_sent_twice_it_is_one_count(desk: Client):
    desk.post(PAGE, TYPED)
    with time_machine.travel("2018-08-08T00:16:05Z", tick=False):  # the next minute has begun
        desk.post(PAGE, TYPED)

    assert HeadCount.objects.count() == 1


def test_a_better_number_is_another_count(desk: Client):
    desk.post(PAGE, TYPED)
    desk.post(PAGE, {**TYPED, "people": "245"})
    desk.post(PAGE, {**TYPED, "how": "estimated"})

    assert sorted(HeadCount.objects.values_list("people", "how")) == [
        (240, "counted"),
        (240, "estimated"),
        (245, "counted"),
    ]


def test_counts_stand_beside_the_other_numbers_and_are_not_added(desk: Client, event, organizer):
    make_attendee(event=event, adults=2, children=3)
    make_attendee(event=event, adults=4, present_by=organizer, present_at=timezone.now())
    desk.post(PAGE, TYPED)
    desk.post(PAGE, {**TYPED, "people": "100"})

    page = words(desk.get(PAGE))

    assert "9 registered with a place" in page
    assert "4 of those checked in at the door" in page
    assert "240 counted one by one, 7 August 2018, 8:15 p.m., Olga" in page
    assert "never added together" in page
    assert not {"340", "349", "353"} & set(page.split())


def test_own_wrong_number_goes_and_the_history_keeps_it(desk: Client):
    count = entered(desk, people="2400")

    response = desk.post(of(count))

    assert (response.status_code, response.url) == (302, PAGE)
    assert HeadCount.objects.count() == 0
    kept = versions_of(HeadCount).objects.order_by("pgh_id")
    assert list(kept.values_list("pgh_label", "people")) == [("insert", 2400), ("delete", 2400)]


def test_anothers_number_stays(desk: Client, client: Client, event):
    count = entered(desk)
    colleague = make_member(agency=event.agencies.get(), role=Role.EDITOR)
    client.force_login(colleague)

    page, answer = client.get(PAGE), client.post(of(count))

    assert soup(page).select(f'form[action="{of(count)}"]') == []
    assert answer.status_code == 403
    assert HeadCount.objects.get() == count


def test_a_number_that_somebody_corrected_stays_with_who_entered_it(
    desk: Client, client: Client, event
):
    """Who changes a row in the staff room has not entered it."""
    count = entered(desk)
    with_history = make_coordinator()
    client.force_login(with_history)
    HeadCount.objects.filter(pk=count.pk).update(people=241)

    assert client.post(of(count)).status_code == 403


def test_count_of_another_event_is_not_found(desk: Client, organizer):
    other = make_event(slug="other", host=make_agency())
    count = HeadCount.objects.create(event=other, people=7, how="counted")

    assert desk.post(of(count)).status_code == 404
    assert HeadCount.objects.get() == count


def test_markup_in_a_name_is_text(desk: Client):
    desk.post(PAGE, {**TYPED, "counted_by": "<script>alert(1)</script>"})

    page = desk.get(PAGE)

    assert "<script>alert(1)</script>" in words(page)
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(desk: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        desk.post(PAGE, {**TYPED, "people": number})

    with django_assert_num_queries(5):
        desk.get(PAGE)
