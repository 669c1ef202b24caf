from datetime import date, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from events.models import EventStatus, HeadCount, Photo, Report
from nightout.agencies.models import Role
from nightout.staffroom.history import versions_of
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_member,
    make_user,
)
from tests.pictures import address_of, make_photo, picture, upload
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/organize/events/night-out/report/"
TYPED = {
    "seen": "",
    "held": "True",
    "estimate": "300",
    "how": "estimated",
    "visits": "Fire Rescue\r\n\r\n  City   Council ",
    "notes": "More water.",
}


@pytest.fixture(autouse=True)
def the_day_after():
    with time_machine.travel("2018-08-08T16:00:00Z", tick=False):
        yield


@pytest.fixture
def photo(event, organizer):
    return make_photo(event=event, by=organizer)


def seen(client: Client) -> str:
    return soup(client.get(PAGE)).select_one("[name=seen]")["value"]


def error_of(response: HttpResponse, name: str) -> str:
    found = soup(response).select_one(f"#id_{name}_error")
    return found.get_text(strip=True) if found else ""


# Who may


def test_stranger_is_asked_to_sign_in(client: Client, event, photo):
    for response, path in (
        (client.get(PAGE), PAGE),
        (client.post(PAGE, TYPED), PAGE),
        (client.get(address_of(photo)), address_of(photo)),
    ):
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")
    assert Report.objects.count() == 0


def test_for_those_who_do_not_look_after_it_the_event_does_not_exist(client: Client, event, photo):
    others = [
        make_user(),
        make_member(agency=event.agencies.get(), role=Role.ORGANIZER),  # of other events
        make_member(agency=make_agency(), role=Role.EDITOR),
        make_member(agency=make_agency(), role=Role.MANAGER),
    ]

    answers = []
    for user in others:
        client.force_login(user)
        asked = [client.get(PAGE), client.post(PAGE, TYPED), client.get(address_of(photo))]
        answers += [response.status_code for response in asked]

    assert answers == [404] * 12
    assert Report.objects.count() == 0


def test_those_who_look_after_it_may_report_and_see_the_photos(
    client: Client, event, organizer, photo
):
    agency = event.agencies.get()
    insiders = [organizer, make_member(agency=agency, role=Role.EDITOR), make_coordinator()]

    answers = []
    for user in insiders:
        client.force_login(user)
        answers += [client.get(PAGE).status_code, client.get(address_of(photo)).status_code]

    assert answers == [200] * 6


def test_nothing_is_written_without_a_token(event, organizer, photo):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(organizer)

    answer = careful.post(PAGE, {**TYPED, f"delete_{photo.pk}": "on", "photos": upload(picture())})

    assert answer.status_code == 403
    assert (Report.objects.count(), list(Photo.objects.all())) == (0, [photo])


def test_files_of_who_is_not_signed_in_are_not_read(event):
    """Else anybody could make the site keep 120 MB for a while, and again."""
    nobody = Client(enforce_csrf_checks=True)
    nobody.get("/accounts/login/")  # a cookie, so that Django would look for the token

    answer = nobody.post(PAGE, {"photos": upload(picture()), "csrfmiddlewaretoken": "x" * 32})

    assert answer.status_code == 302
    assert not hasattr(answer.wsgi_request, "_files")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_pages_know_no_other_method(desk: Client, photo, method: str):
    assert getattr(desk, method)(PAGE).status_code == 405
    assert getattr(desk, method)(address_of(photo)).status_code == 405


# The report


def test_report_is_kept_with_who_wrote_it(desk: Client, event, organizer):
    response = desk.post(PAGE, TYPED)

    report = Report.objects.get()
    assert (response.status_code, response.url) == (302, PAGE)
    assert (report.event, report.held, report.estimate, report.how) == (
        event,
        True,
        300,
        "estimated",
    )
    assert report.visits == "Fire Rescue\nCity Council"
    assert (report.notes, report.written_by) == ("More water.", organizer)


@pytest.mark.parametrize(("held", "kept"), [("True", True), ("False", False), ("", None)])
def test_held_or_not_or_not_known(desk: Client, held: str, kept: bool | None):
    desk.post(PAGE, {**TYPED, "held": held})

    assert Report.objects.get().held is kept
    assert soup(desk.get(PAGE)).select_one("[name=held][checked]")["value"] == held


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ({"how": ""}, "how", "Say how they were counted."),
        ({"estimate": ""}, "estimate", "Say how many, or choose “no number”."),
        ({"estimate": "-1"}, "estimate", "Ensure this value is greater than or equal to 0."),
        ({"estimate": "many"}, "estimate", "Enter a whole number."),
        (
            {"estimate": "9" * 20},
            "estimate",
            "Ensure this value is less than or equal to 1000000.",
        ),
        (
            {"visits": "bell \x07"},
            "visits",
            "It holds signs that nobody can read. Type it anew, or paste it as plain text.",
        ),
        (
            {"notes": "x" * 5001},
            "notes",
            "Ensure this value has at most 5000 characters (it has 5001).",
        ),
    ],
)
def test_what_is_no_report_is_refused_and_kept_in_the_form(
    desk: Client, typed: dict[str, str], name: str, said: str
):
    response = desk.post(PAGE, {**TYPED, **typed})

    assert response.status_code == 200
    assert error_of(response, name) == said
    assert Report.objects.count() == 0
    assert (
        soup(response)
        .select_one("[name=visits]")
        .text.strip()
        .startswith(typed.get("visits", "Fire Rescue"))
    )


def test_before_its_first_day_nothing_is_reported(desk: Client, event):
    event.start_date = event.end_date = date(2018, 8, 9)
    event.save()

    page, answer = desk.get(PAGE), desk.post(PAGE, {**TYPED, "photos": upload(picture())})

    assert "You can write it from 9 August 2018 on" in words(page)
    assert soup(page).select("main form") == []
    assert answer.status_code == 403
    assert (Report.objects.count(), Photo.objects.count()) == (0, 0)


def test_on_its_first_day_by_the_clock_of_its_city_it_can_be_written(desk: Client):
    with time_machine.travel("2018-08-07T04:01:00Z", tick=False):  # a minute past midnight
        desk.post(PAGE, TYPED)

    assert Report.objects.count() == 1


def test_a_cancelled_event_has_a_report_too(desk: Client, event):
    event.status = EventStatus.CANCELLED
    event.save()

    desk.post(PAGE, {"seen": "", "held": "False", "notes": "Lightning."})

    assert (Report.objects.get().held, Report.objects.get().estimate) == (False, None)


def test_numbers_stand_beside_each_other_and_are_not_added(desk: Client, event, organizer):
    make_attendee(event=event, adults=2, children=3)
    make_attendee(event=event, adults=4, present_by=organizer, present_at=timezone.now())
    HeadCount.objects.create(event=event, people=240, how="counted")
    desk.post(PAGE, TYPED)

    page = words(desk.get(PAGE))

    assert "9 registered with a place" in page
    assert "4 of those checked in at the door" in page
    assert "240 seen at a head-count, counted one by one" in page
    assert "never added together" in page
    assert not {"249", "244", "253", "540", "549", "553"} & set(page.split())


def test_nothing_new_is_no_new_version(desk: Client):
    desk.post(PAGE, TYPED)
    desk.post(PAGE, {**TYPED, "seen": seen(desk)})
    desk.post(PAGE, TYPED)  # the same once more, as after "reload"

    assert versions_of(Report).objects.count() == 1


def test_what_somebody_else_saved_meanwhile_is_not_written_over(
    desk: Client, client: Client, event, organizer
):
    colleague = make_member(agency=event.agencies.get(), role=Role.EDITOR, name="Ed Editor")
    desk.post(PAGE, TYPED)
    opened = seen(desk)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        client.force_login(colleague)
        client.post(PAGE, {**TYPED, "seen": opened, "notes": "Ed's notes."})

        client.force_login(organizer)
        refused = client.post(PAGE, {**TYPED, "seen": opened, "notes": "Olga's notes."})

    page = soup(refused)
    assert "Ed Editor has saved this report since you opened it." in words(refused)
    assert "Ed's notes." in page.select_one(".theirs").get_text()
    assert page.select_one("[name=notes]").text.strip() == "Olga's notes."
    assert Report.objects.get().notes == "Ed's notes."
    # whoever has seen it may put theirs in its place
    again = page.select_one("[name=seen]")["value"]
    client.post(PAGE, {**TYPED, "seen": again, "notes": "Ed's notes. Olga's notes."})
    assert Report.objects.get().notes == "Ed's notes. Olga's notes."
    assert Report.objects.get().written_by == organizer


def test_first_reports_of_two_do_not_write_over_each_other(desk: Client):
    desk.post(PAGE, TYPED)
    refused = desk.post(PAGE, {**TYPED, "notes": "Another."})

    assert "has saved this report since you opened it" in words(refused)
    assert Report.objects.get().notes == "More water."


@pytest.mark.parametrize("forged", ["nonsense", "\x00", "2018-08-08T16:00:00+00:00"])
def test_a_version_that_nobody_has_seen_writes_over_nothing(desk: Client, forged: str):
    with time_machine.travel("2018-08-08T15:00:00Z", tick=False):
        desk.post(PAGE, TYPED)

    desk.post(PAGE, {**TYPED, "seen": forged, "notes": "Another."})

    assert Report.objects.get().notes == "More water."


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(
    desk: Client, event, organizer, rows: int, django_assert_num_queries
):
    desk.post(PAGE, TYPED)
    for number in range(rows):
        make_photo(event=event, by=organizer, grey=number * 20)
        HeadCount.objects.create(event=event, people=number, how="counted")
    address = address_of(Photo.objects.first())

    with django_assert_num_queries(7):
        desk.get(PAGE)
    with django_assert_num_queries(4):
        desk.get(address)
