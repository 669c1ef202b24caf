"""Reports and letters in the staff room: to read, for the agency of the event."""

import pytest
from django.test import Client

from events.models import Letter, Photo, Report
from nightout.agencies.models import Role
from tests.factories import make_agency, make_coordinator, make_event, make_member
from tests.pictures import picture
from tests.readers import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(event, organizer):
    return Photo.objects.create(
        event=event, jpeg=picture(), width=40, height=30, added_by=organizer
    )


def test_staff_read_reports_and_letters_of_their_agency_and_change_none(
    client: Client, event, organizer, photo
):
    report = Report.objects.create(event=event, notes="More water.", written_by=organizer)
    letter = Letter.objects.create(event=event, subject="Chairs", text="Bring one.", by=organizer)
    pages = [f"/admin/events/report/{report.pk}/", f"/admin/events/letter/{letter.pk}/"]
    client.force_login(make_member(agency=event.agencies.get(), role=Role.EDITOR))

    shown = [words(client.get(f"{page}change/")) for page in pages]
    lists = [words(client.get(f"/admin/events/{name}/")) for name in ("report", "letter")]
    refused = [
        client.post(f"{page}{verb}/", {"post": "yes"}).status_code
        for page in pages
        for verb in ("change", "delete")
    ]

    assert "More water." in shown[0]
    assert "Photos: 1" in shown[0]
    assert "Bring one." in shown[1]
    assert "Olga Organizer" in lists[0]
    assert "Chairs" in lists[1]
    assert refused == [403] * 4
    assert (Report.objects.get().notes, Letter.objects.get().text) == ("More water.", "Bring one.")


def test_staff_of_another_agency_read_none(client: Client, event, organizer):
    report = Report.objects.create(event=event, notes="More water.", written_by=organizer)
    letter = Letter.objects.create(event=event, subject="Chairs", text="Bring one.", by=organizer)
    client.force_login(make_member(agency=make_agency(), role=Role.MANAGER))

    pages = [f"/admin/events/report/{report.pk}/", f"/admin/events/letter/{letter.pk}/"]
    answers = [client.get(f"{page}change/").status_code for page in pages]
    lists = [words(client.get(f"/admin/events/{name}/")) for name in ("report", "letter")]

    assert answers == [404, 404]
    assert not [page for page in lists if "Night Out" in page or "Chairs" in page]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_staff_rooms_list_asks_the_same_number_of_queries(
    client: Client, organizer, rows: int, django_assert_num_queries
):
    for _number in range(rows):
        Report.objects.create(event=make_event(), written_by=organizer)
    client.force_login(make_coordinator())

    with django_assert_num_queries(6):
        client.get("/admin/events/report/")
