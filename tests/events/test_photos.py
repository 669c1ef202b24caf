"""Photos of an event: sent with its report, seen by those who look after it, and by nobody else."""

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import Photo, Report
from tests import pictures
from tests.factories import make_agency, make_coordinator, make_event
from tests.pictures import address_of, make_photo, picture, upload
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

PAGE = "/organize/events/night-out/report/"
TYPED = {"seen": "", "held": "True", "estimate": "300", "how": "estimated", "notes": "More water."}


@pytest.fixture(autouse=True)
def the_day_after():
    with time_machine.travel("2018-08-08T16:00:00Z", tick=False):
        yield


@pytest.fixture
def photo(event, organizer):
    return make_photo(event=event, by=organizer)


def alerts(response: HttpResponse) -> list[str]:
    found = soup(response).select(".messages .usa-alert__text")
    return [" ".join(alert.get_text().split()) for alert in found]


def error_of(response: HttpResponse, name: str) -> str:
    found = soup(response).select_one(f"#id_{name}_error")
    return found.get_text(strip=True) if found else ""


def test_photo_of_one_event_is_not_found_under_another(client: Client, photo, organizer):
    make_event(slug="other", host=make_agency())
    client.force_login(make_coordinator())

    assert client.get(f"/organize/events/other/photos/{photo.pk}.jpg").status_code == 404


def test_several_photos_at_once_are_kept_without_what_cameras_write(desk: Client, event, organizer):
    files = [
        upload(pictures.with_all_that_cameras_write(turned=6), "a.jpg"),
        upload(picture("PNG"), "b.png"),
        upload(picture("WEBP", size=(60, 20)), "c.webp"),
    ]

    response = desk.post(PAGE, {**TYPED, "photos": files}, follow=True)

    kept = list(Photo.objects.all())
    assert [(photo.width, photo.height) for photo in kept] == [(30, 40), (40, 30), (60, 20)]
    assert {(photo.event, photo.added_by) for photo in kept} == {(event, organizer)}
    assert pictures.PLACE.encode() not in bytes(kept[0].jpeg)
    assert "3 photos are added. Say below what they show." in alerts(response)
    assert [image["src"] for image in soup(response).select(".photo img")] == [
        address_of(photo) for photo in kept
    ]
    assert Report.objects.count() == 1


def test_a_bad_file_is_named_and_keeps_out_neither_the_others_nor_the_text(desk: Client):
    files = [
        upload(b"", "empty.jpg"),
        upload(picture("PNG"), "good.png"),
        upload(picture()[:-100], "cut off.jpg"),
        upload(b"<svg onload='alert(1)'/>", "<b>flyer</b>.svg", "image/svg+xml"),
        upload(b"<html><script>alert(1)</script>", "page.jpg"),
        upload(pictures.bomb(20_000, 20_000), "bomb.png", "image/png"),
        upload(b"\0\0\0\x18ftypheic" + b"\0" * 50, "IMG_1.HEIC", "image/heic"),
        upload(picture(), "also good.jpg"),
    ]

    response = desk.post(PAGE, {**TYPED, "photos": files}, follow=True)

    assert Report.objects.get().notes == "More water."
    assert Photo.objects.count() == 2
    refused = [text for text in alerts(response) if "was not added" in text]
    unreadable = "It is broken, or no picture that we read: JPEG, PNG or WebP."
    assert refused[:-1] == [
        "“empty.jpg” was not added. The file is empty.",
        f"“cut off.jpg” was not added. {unreadable}",
        f"“b>.svg” was not added. {unreadable}",  # Django keeps what follows the last slash
        f"“page.jpg” was not added. {unreadable}",
        "“bomb.png” was not added. It has more than 50 million pixels. Send it smaller, as for a mail.",
    ]
    assert "“IMG_1.HEIC” was not added. It is a HEIC picture" in refused[-1]


def test_good_photos_are_kept_where_the_text_is_refused(desk: Client):
    response = desk.post(PAGE, {**TYPED, "how": "", "photos": upload(picture())})

    assert response.status_code == 200
    assert error_of(response, "how") == "Say how they were counted."
    assert (Report.objects.count(), Photo.objects.count()) == (0, 1)
    assert len(soup(response).select(".photo img")) == 1


def test_the_same_photo_twice_is_kept_once(desk: Client):
    desk.post(PAGE, {**TYPED, "photos": upload(picture())}, follow=True)
    response = desk.post(PAGE, {**TYPED, "photos": upload(picture(), "again.jpg")}, follow=True)

    assert Photo.objects.count() == 1
    assert alerts(response) == ["“again.jpg” was not added. It is here already."]


def test_twelve_photos_and_no_more(desk: Client, event, organizer):
    for number in range(11):
        make_photo(event=event, by=organizer, grey=number * 20)
    files = [
        upload(picture(), "twelfth.jpg"),
        upload(picture(size=(9, 9)), "next.jpg"),
        upload(b""),
    ]

    response = desk.post(PAGE, {**TYPED, "photos": files}, follow=True)

    assert Photo.objects.count() == 12
    assert "2 files were not added. There are 12 photos already. Delete one first." in alerts(
        response
    )
    assert soup(response).select("[type=file]") == []
    assert "There are 12 photos, and no room for more." in words(response)


def test_form_says_what_may_be_sent(desk: Client, photo):
    page = desk.get(PAGE)

    assert "JPEG, PNG or WebP, at most 10 MB each. Room for 11 more, 12 in all." in words(page)
    assert soup(page).select_one("main form")["enctype"] == "multipart/form-data"


def test_what_a_photo_shows_is_said_to_who_cannot_see_it(desk: Client, photo):
    assert soup(desk.get(PAGE)).select_one(".photo img")["alt"] == "Photo 1"

    desk.post(PAGE, {**TYPED, f"caption_{photo.pk}": 'Kids & "cops"', **before(photo)})

    photo.refresh_from_db()
    assert photo.caption == 'Kids & "cops"'
    assert soup(desk.get(PAGE)).select_one(".photo img")["alt"] == 'Kids & "cops"'


def test_what_somebody_else_said_of_a_photo_stays(desk: Client, photo):
    as_opened = before(photo)
    Photo.objects.filter(pk=photo.pk).update(caption="Said by Ed")

    response = desk.post(
        PAGE, {**TYPED, f"caption_{photo.pk}": "Said by Olga", **as_opened}, follow=True
    )

    photo.refresh_from_db()
    assert photo.caption == "Said by Ed"
    assert any("Yours was: “Said by Olga”" in text for text in alerts(response))


def test_a_form_opened_before_a_photo_was_described_leaves_its_words(desk: Client, photo):
    as_opened = before(photo)
    Photo.objects.filter(pk=photo.pk).update(caption="Said by Ed")

    desk.post(PAGE, {**TYPED, f"caption_{photo.pk}": "", **as_opened})

    photo.refresh_from_db()
    assert photo.caption == "Said by Ed"


def before(photo: Photo) -> dict[str, str]:
    return {f"initial-caption_{photo.pk}": photo.caption}


def test_photo_is_deleted_with_the_save(desk: Client, event, organizer, photo):
    stays = make_photo(event=event, by=organizer, grey=200)

    response = desk.post(PAGE, {**TYPED, f"delete_{photo.pk}": "on"}, follow=True)

    assert list(Photo.objects.all()) == [stays]
    assert "1 photo is deleted." in alerts(response)
    assert Report.objects.count() == 1
    assert desk.get(address_of(photo)).status_code == 404


def test_photo_of_another_event_cannot_be_deleted_from_here(desk: Client, organizer):
    other = make_photo(event=make_event(), by=organizer)

    desk.post(PAGE, {**TYPED, f"delete_{other.pk}": "on", f"caption_{other.pk}": "Mine now"})

    assert Photo.objects.get().caption == ""


def test_photo_is_served_as_a_picture_that_nothing_keeps(desk: Client, photo):
    response = desk.get(address_of(photo))

    assert response.content == bytes(photo.jpeg)
    told = {name: response[name] for name in response.headers}
    assert told["Content-Type"] == "image/jpeg"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Length"] == str(len(photo.jpeg))
    assert told["Content-Disposition"] == f'inline; filename="photo-{photo.pk}.jpg"'
    assert set(told["Cache-Control"].split(", ")) == {"private", "no-store"}


def test_reports_and_photos_are_on_no_public_page(client: Client, desk: Client, event, photo):
    desk.post(PAGE, {**TYPED, "notes": "Secret notes", f"caption_{photo.pk}": "Secret photo"})
    anybody = Client()

    for path in ("/", "/events/", event.get_absolute_url(), f"/cities/{event.city.slug}/"):
        page = anybody.get(path)
        assert page.status_code == 200
        assert "Secret" not in words(page)
        assert "/photos/" not in page.content.decode()


def test_page_does_not_fetch_the_pictures_themselves(desk: Client, photo):
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(PAGE)

    assert len(soup(page).select(".photo img")) == 1
    assert [query["sql"] for query in asked if '"jpeg"' in query["sql"]] == []
