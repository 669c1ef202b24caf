"""What staff do with several events at once: submit, publish, cancel, copy."""

from datetime import date

import pytest
from django.test import Client

from events.models import Event, EventStatus, Publication
from nightout.agencies.models import Role
from tests import factories as make
from tests.staffroom import messages_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency) -> Client:
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency) -> Client:
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def act(client: Client, action: str, *events: Event, **more):
    chosen = {"action": action, "_selected_action": [event.pk for event in events]}
    return client.post("/admin/events/event/", {**chosen, **more}, follow=True)


def test_submit_takes_drafts_and_leaves_the_rest(editor, agency):
    draft, seen = (
        make.make_event(host=agency, publication=publication) for publication in ("draft", "public")
    )

    response = act(editor, "submit", draft, seen, index=0)

    draft.refresh_from_db()
    seen.refresh_from_db()
    assert (draft.publication, seen.publication) == ("submitted", "public")
    assert messages_of(response) == [
        "1 event changed.",
        "1 left as it was: it is so already, or only a manager may do it.",
    ]


def test_publish_is_for_managers(editor, manager, agency):
    event = make.make_event(host=agency, publication=Publication.SUBMITTED)

    act(editor, "publish", event, index=0)
    event.refresh_from_db()
    assert event.publication == "submitted"

    act(manager, "publish", event, index=0)
    event.refresh_from_db()
    assert event.publication == "public"


def test_cancel_keeps_the_event_public(editor, agency):
    event = make.make_event(host=agency)

    act(editor, "cancel", event, index=0)

    event.refresh_from_db()
    assert (event.status, event.publication) == (EventStatus.CANCELLED, "public")


def test_copies_are_drafts_on_the_campaigns_date(editor, agency):
    event = make.make_event(title="National Night Out 2018", host=agency)
    campaign = make.make_campaign(year=2019)

    asked = act(editor, "copy_to_new_edition", event, index=0)
    assert "Copy to a new edition" in asked.content.decode()
    act(editor, "copy_to_new_edition", event, campaign=campaign.pk, apply="Copy")

    copy = Event.objects.exclude(pk=event.pk).get()
    assert (copy.title, copy.start_date, copy.publication, copy.campaign) == (
        "National Night Out 2019",
        campaign.date,
        "draft",
        campaign,
    )


def test_the_campaigns_rule_proposes_the_date_or_the_edition_that_is_there(editor, agency):
    event = make.make_event(host=agency, campaign=make.make_campaign(year=2018))

    form = act(editor, "copy_to_new_edition", event, index=0).context["form"]
    assert (form["campaign"].value(), form["date"].value()) == (None, date(2019, 8, 6))

    following = make.make_campaign(year=2019, date=date(2019, 8, 6))
    form = act(editor, "copy_to_new_edition", event, index=0).context["form"]
    assert (form["campaign"].value(), form["date"].value()) == (following.pk, None)


def test_copying_twice_warns_first(editor, agency):
    event = make.make_event(title="National Night Out", host=agency)
    sent = {"date": "2019-08-06", "apply": "Copy"}

    act(editor, "copy_to_new_edition", event, **sent)
    again = act(editor, "copy_to_new_edition", event, **sent)
    assert "Some seem to be copied already" in again.content.decode()
    assert Event.objects.count() == 2

    act(editor, "copy_to_new_edition", event, **sent, save_all_the_same="on")
    assert Event.objects.count() == 3


def test_copying_needs_a_campaign_or_a_date(editor, agency):
    event = make.make_event(host=agency)

    response = act(editor, "copy_to_new_edition", event, apply="Copy")

    assert "Choose a campaign, or say the date." in response.content.decode()


def test_another_agencys_event_is_not_copied(editor):
    event = make.make_event(host=make.make_agency())

    act(editor, "copy_to_new_edition", event, date="2019-08-06", apply="Copy")

    assert Event.objects.count() == 1


def test_a_number_that_is_none_is_refused(editor):
    chosen = {"action": "cancel", "_selected_action": "\x00", "index": 0}

    assert editor.post("/admin/events/event/", chosen).status_code == 400


def test_a_campaign_is_copied_with_its_events_by_coordinators_only(editor, agency):
    campaign = make.make_campaign(year=2018)
    make.make_event(host=agency, campaign=campaign)
    sent = {
        "action": "copy_to_new_edition",
        "_selected_action": campaign.pk,
        "date": "2019-08-06",
        "apply": "Copy",
    }

    editor.post("/admin/events/campaign/", sent)
    assert Event.objects.count() == 1

    coordinator = signed_in(make.make_coordinator())
    coordinator.post("/admin/events/campaign/", sent)
    assert [str(event.campaign) for event in Event.objects.order_by("pk")] == [
        "National Night Out 2018",
        "National Night Out 2019",
    ]
