"""What is withheld is absent: from every page, file, search, log and cache, for every role."""

import logging
from datetime import date

import pytest
from django.db import connection

from events import cards
from incidents import snapshots
from incidents.models import ImportPiece, Victim
from incidents.names import honour
from nightout.audit.forgetting import sample_anew
from nightout.pages.middleware import pages
from tests import factories as make
from tests.events.canary import traces
from tests.incidents.canary import (
    ALL,
    MAY_READ,
    NAMES,
    SEARCHES,
    addresses,
    answer_to,
    body_of,
    found_in,
    log_of_people,
    make_night,
    plant,
    planted,
    walkers,
)
from tests.incidents.test_admin_incident import ADD, filled

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "incidents.Victim.name", "incidents.ExactPlace.address"
ROLES = sorted(ALL)


@pytest.fixture(autouse=True)
def own_snapshots(settings, tmp_path):
    settings.SNAPSHOT_FOLDER = str(tmp_path / "snapshots")


@pytest.fixture
def night(tmp_path):
    night = make_night(tmp_path)
    plant()
    return night


def forbidden_to(role: str) -> dict[str, str]:
    return {
        column: word
        for column, word in planted().items()
        if role not in MAY_READ.get(column, NAMES)
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_one_may_not_read(night, role, caplog):
    caplog.set_level(logging.DEBUG)
    client = walkers(night.agency)[role]
    words = forbidden_to(role)
    leaks, seen, broken = {}, "", []

    for address in addresses(night, languages=role == "anyone"):
        response = client.get(address)
        text = body_of(response)
        seen += text
        if found := found_in(text, words):
            leaks[address] = found
        if response.status_code >= 500:
            broken.append(address)

    assert leaks == {}
    assert broken == []
    assert found_in(caplog.text.lower(), planted()) == set()
    assert found_in(log_of_people(), planted()) == set()
    shelves = "".join(
        str(kept) for shelf in (pages, cards.shelf) for kept in shelf._things.values()
    )
    assert found_in(shelves.lower(), forbidden_to("anyone")) == set()
    # The walk goes where the words are: who may read them came by.
    assert (NAME in found_in(seen, planted())) == (role in NAMES)
    assert (ADDRESS in found_in(seen, planted())) == (role in NAMES)


@pytest.mark.parametrize("role", sorted(ALL - NAMES))
def test_a_search_for_the_name_answers_like_one_for_any_word(night, role):
    client = walkers(night.agency)[role]
    hidden, nobody = planted()[NAME], "zqnobodyzqisz"
    assert len(hidden) == len(nobody) + 1

    told = {search: answer_to(client, search, hidden) for search in SEARCHES}

    assert told == {search: answer_to(client, search, nobody) for search in SEARCHES}


def statistics_say(word: str) -> bool:
    """Whether Postgres keeps the word among a table's most common values."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_stats WHERE pg_stats::text ILIKE %s", [f"%{word}%"]
        )
        return bool(cursor.fetchall())


def test_a_removed_name_is_in_no_table(tmp_path):
    night = make_night(tmp_path)
    snapshots.make()
    word = planted()[NAME]
    where = [word, word.encode().hex()]
    victim = night.incident.victims.get(name="Ben Doe")
    for name in (f"{word} Doe", f"Ben {word}"):
        Victim.objects.filter(pk=victim.pk).update(name=name)
    ImportPiece.objects.update(content=f"1,Ben {word},24".encode())
    manager = walkers(night.agency)["manager"]
    for address in addresses(night):
        if address.startswith("/admin/incidents/"):
            manager.get(address)
    sample_anew([Victim])
    assert statistics_say(word)
    assert set(traces(where)) == {
        "incidents_victim",
        "incidents_victimhistory",
        "incidents_importpiece",
    }

    honour(
        victim=victim,
        wish="remove",
        asked_by="the mother",
        received_on=date(2018, 9, 1),
        note="",
        by=make.make_coordinator(),
    )

    assert traces(where) == {}
    assert not statistics_say(word)
    sent = {"victims": [{"name": f"Ben {word}", "outcome": "killed"}], "agency": night.agency}
    refused = manager.post(ADD, filled(**sent, day="2020-01-01"))
    assert "A family asked us not to keep this name" in refused.content.decode()
    assert traces(where) == {}
