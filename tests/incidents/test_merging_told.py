"""What the pages of merging say on the way, in the history, and to who deletes instead."""

import pytest
from django.test import Client

from incidents.merging import merge
from incidents.models import Incident
from nightout.agencies.models import Role
from tests.factories import (
    make_agency,
    make_incident,
    make_member,
    make_victim,
)
from tests.incidents.test_admin_incident import change_of
from tests.incidents.test_admin_merging import ROOM, choose_of, compare_of, merged, undo_of
from tests.readers import soup
from tests.staffroom import messages_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make_agency(name="Police of Here")


@pytest.fixture
def manager(agency):
    return signed_in(make_member(agency=agency, role=Role.MANAGER))


@pytest.fixture
def kept(agency):
    return make_incident(agency=agency)


@pytest.fixture
def gone(agency):
    return make_incident(agency=agency)


# What is said on the way


def test_looking_at_both_needs_a_record_to_be_chosen(manager, kept, gone):
    asked = manager.get(choose_of(kept), {"look": "Look at both", "q": ""})
    nonsense = manager.get(choose_of(kept), {"look": "Look at both", "other": "x"})
    chosen = manager.get(choose_of(kept), {"look": "Look at both", "other": gone.pk})

    assert messages_of(asked) == messages_of(nonsense) == ["Choose a record first."]
    assert chosen.url == compare_of(kept, gone)


def test_records_to_choose_from_say_how_many_people_they_have(manager, kept, gone):
    for outcome in ("killed", "injured"):
        make_victim(incident=gone, outcome=outcome)

    likely = manager.get(choose_of(kept)).text
    found = manager.get(choose_of(gone), {"q": str(kept.pk), "search": "Search"}).text

    assert "Miami Gardens: 2 people, of whom 1 killed" in likely
    assert "Miami Gardens: nobody is recorded yet" in found


def test_undoing_says_nothing_of_people_where_none_moved(manager, kept, gone):
    page = soup(manager.get(undo_of(merged(kept, gone))))

    lines = [line.get_text(strip=True) for line in page.select("#content-main li")]
    assert lines == [
        "Both records are counted again, and each has its own address.",
        "What a family asked for meanwhile holds for both.",
    ]


# History


def merges_told(client: Client, incident: Incident) -> list[tuple[str, str]]:
    """Who did it, and what is said of it; in one transaction nothing comes before anything."""
    page = soup(client.get(f"{ROOM}{incident.pk}/history/"))
    told = [
        (step.select_one(".who").get_text(), " ".join(change.get_text(" ").split()))
        for step in page.select(".step")
        for change in step.select(".change")
    ]
    return sorted((who, words) for who, words in told if "erge" in words)


def test_history_tells_a_merge_and_its_end_on_both_records(agency, kept, gone):
    person = make_member(agency=agency, role=Role.MANAGER, name="Bea Torres")
    done = merge(kept=kept, gone=gone, same={}, because="Seen", by=person)
    manager = signed_in(person)
    manager.post(undo_of(done))

    who = f"Bea Torres · {person.email}"
    for record in (kept, gone):
        assert merges_told(manager, record) == [
            (who, f"Merge: incident {gone.pk} was merged into incident {kept.pk}. Why: Seen"),
            (who, f"Merge: taken back; incident {gone.pk} stands for itself again"),
        ]


def test_history_of_another_record_does_not_tell_the_merge(manager, agency, kept, gone):
    merged(kept, gone)

    assert merges_told(manager, make_incident(agency=agency)) == []


# Deleting


def test_a_record_that_was_merged_once_is_to_be_hidden_instead(manager, kept, gone):
    manager.post(undo_of(merged(kept, gone)))
    url = f"{ROOM}{gone.pk}/delete/"

    page = soup(manager.get(url))

    line = page.select_one("#deleted-objects li")
    assert "can hide it instead: then nobody outside sees it." in line.get_text()
    assert line.a["href"] == f"{change_of(gone)}#id_publication"
    assert soup(manager.get(change_of(gone))).select_one("#id_publication")
    assert "merges of incidents" not in page.get_text()
    manager.post(url, {"post": "yes"})
    assert Incident.objects.filter(pk=gone.pk).exists()


def test_a_record_that_is_merged_leads_to_its_page(manager, kept, gone):
    merged(kept, gone)

    page = soup(manager.get(f"{ROOM}{gone.pk}/delete/"))

    line = page.select_one("#deleted-objects li")
    assert "is not seen on its own any more." in line.get_text()
    assert line.a["href"] == change_of(gone)


def test_many_that_are_to_be_deleted_say_which_of_them_stay(manager, kept, gone):
    manager.post(undo_of(merged(kept, gone)))
    chosen = {"action": "delete_selected", "_selected_action": [kept.pk, gone.pk], "index": 0}

    text = soup(manager.post(ROOM, chosen)).get_text()

    assert text.count("can hide it instead") == 2
