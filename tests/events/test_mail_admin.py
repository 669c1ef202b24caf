"""The outbox in the staff room: what could not be delivered, and another try."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from events.models import Event, EventAgency, Message, MessageKind
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.factories import (
    make_agency,
    make_attendee,
    make_coordinator,
    make_member,
    make_open_event,
)
from tests.staffroom import messages_of, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/events/message/"
QUERIES_OF_LIST = 7


@pytest.fixture
def agency():
    return make_agency()


@pytest.fixture
def event(agency) -> Event:
    return make_open_event(title="Night at the Park", host=agency)


def make_mail(event: Event, **fields) -> Message:
    defaults = {"kind": MessageKind.CONFIRMATION, "due_at": timezone.now()}
    guest = fields.pop("attendee", None) or make_attendee(
        event=event, name="Ana María López", email=f"ana{event.attendees.count()}@example.org"
    )
    return Message.objects.create(attendee=guest, **{**defaults, **fields})


def dead(event: Event, trouble: str = "SMTPRecipientsRefused 550") -> Message:
    return make_mail(event, tries=1, given_up_at=timezone.now(), trouble=trouble)


def listed(client, query: str = "") -> list[int]:
    """The numbers of the rows, as their links say them."""
    page = BeautifulSoup(client.get(f"{LIST}{query}").content, "html.parser")
    links = [row.select_one("th a")["href"] for row in page.select("#result_list tbody tr")]
    return sorted(int(link.removeprefix(LIST).split("/")[0]) for link in links)


def test_list_by_state(agency, event):
    waiting = make_mail(event)
    sent = make_mail(event, sent_at=timezone.now())
    given_up = dead(event)
    moot = dead(event, "moot: cancelled")
    client = signed_in(make_member(agency=agency))

    assert listed(client) == [waiting.pk, sent.pk, given_up.pk, moot.pk]
    assert listed(client, "?state=waiting") == [waiting.pk]
    assert listed(client, "?state=sent") == [sent.pk]
    assert listed(client, "?state=given_up") == [given_up.pk]
    assert listed(client, "?state=moot") == [moot.pk]
    assert listed(client, f"?event={event.pk}&kind__exact=confirmation") == [
        *(waiting.pk, sent.pk, given_up.pk, moot.pk)
    ]


def test_neither_list_nor_mail_names_anybody_so_that_reading_is_no_entry_in_the_log(agency, event):
    mail = dead(event, "moot: cancelled")
    client = signed_in(make_member(agency=agency))

    pages = [client.get(LIST).content.decode(), client.get(f"{LIST}{mail.pk}/change/")]
    pages[1] = pages[1].content.decode()

    for page in pages:
        assert "Night at the Park" in page
        assert "not sent: the registration was cancelled meanwhile" in page
        assert "ana0@example.org" not in page
        assert "López" not in page
    assert reverse("admin:events_attendee_change", args=[mail.attendee_id]) in pages[1]
    assert Entry.objects.count() == 0


def test_try_again_begins_anew(agency, event):
    first, second = dead(event), dead(event)
    client = signed_in(make_member(agency=agency))

    response = client.post(
        LIST, {"action": "try_again", "_selected_action": [first.pk]}, follow=True
    )

    assert messages_of(response) == ["1 mail is tried again."]
    first.refresh_from_db()
    assert (first.tries, first.given_up_at, first.trouble) == (0, None, "")
    assert timezone.now() - first.due_at < timedelta(minutes=1)
    second.refresh_from_db()
    assert second.given_up_at is not None


def test_what_was_sent_is_not_sent_again(agency, event):
    sent = make_mail(event, sent_at=timezone.now())
    client = signed_in(make_member(agency=agency))

    response = client.post(
        LIST, {"action": "try_again", "_selected_action": [sent.pk]}, follow=True
    )

    assert messages_of(response) == ["0 mails are tried again."]
    sent.refresh_from_db()
    assert sent.sent_at is not None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGER])
def test_staff_of_another_agency_see_and_do_nothing(role, event):
    mail = dead(event)
    stranger = signed_in(make_member(agency=make_agency(), role=role))

    assert listed(stranger) == []
    assert listed(stranger, f"?event={event.pk}") == []
    assert stranger.get(f"{LIST}{mail.pk}/change/").status_code == 404
    assert "Night at the Park" not in stranger.get(LIST).content.decode()
    stranger.post(LIST, {"action": "try_again", "_selected_action": [mail.pk]})
    mail.refresh_from_db()
    assert mail.given_up_at is not None


def test_agency_that_only_takes_part_sees_none(event):
    visitor = make_agency()
    EventAgency.objects.create(event=event, agency=visitor, role="attending")
    dead(event)

    assert listed(signed_in(make_member(agency=visitor))) == []


def test_coordinator_sees_all(event):
    mail = dead(event)

    assert listed(signed_in(make_coordinator())) == [mail.pk]


def test_nothing_is_written_changed_or_deleted_by_hand(agency, event):
    mail = dead(event)
    client = signed_in(make_member(agency=agency))

    statuses = [
        client.get(f"{LIST}add/").status_code,
        client.post(f"{LIST}{mail.pk}/change/", {"trouble": "none"}).status_code,
        client.post(f"{LIST}{mail.pk}/delete/", {"post": "yes"}).status_code,
        client.get(f"{LIST}{mail.pk}/history/").status_code,
    ]

    assert statuses == [403, 403, 403, 403]
    mail.refresh_from_db()
    assert mail.trouble == "SMTPRecipientsRefused 550"


def test_list_costs_the_same_for_one_and_for_three(agency, event, django_assert_num_queries):
    client = signed_in(make_member(agency=agency))
    dead(event)
    with django_assert_num_queries(QUERIES_OF_LIST):
        assert len(listed(client)) == 1
    dead(event)
    dead(event)

    with django_assert_num_queries(QUERIES_OF_LIST):
        assert len(listed(client)) == 3
