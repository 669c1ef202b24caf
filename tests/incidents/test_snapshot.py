"""The nightly file: whole, without names, the same bytes for the same rows, and checked by its sum."""

import gzip
import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from incidents import exports, snapshots
from tests.factories import make_incident, make_victim
from tests.readers import words

pytestmark = pytest.mark.django_db

NIGHT = "2026-11-22T03:00:00+00:00"
NAMED = {"name": "Ada Example", "name_rule": "full", "name_basis": "published"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.SNAPSHOT_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def incident():
    incident = make_incident()
    make_victim(incident=incident, outcome="killed", **NAMED)
    make_victim(incident=incident, outcome="shot_not_stated")
    make_incident(publication="draft")
    return incident


@time_machine.travel(NIGHT, tick=False)
def test_holds_every_public_person_and_no_name(incident, folder):
    made = snapshots.make()

    place = folder / "2026-11-22T030000Z"
    lines = gzip.decompress((place / "incidents-2026-11-22.ndjson.gz").read_bytes()).splitlines()
    told = [json.loads(line) for line in lines]
    as_csv = gzip.decompress((place / "incidents-2026-11-22.csv.gz").read_bytes()).decode()
    assert (made.incidents, made.people, made.rows) == (1, 2, 2)
    assert made.columns == exports.edition(exports.of_people("", travelling=True))
    assert made.columns != exports.edition(exports.of_people(""))
    assert [(row["incident"], row["outcome"]) for row in told] == [
        (incident.pk, "killed"),
        (incident.pk, "shot_not_stated"),
    ]
    assert "name" not in told[0]
    assert len(as_csv.splitlines()) == 3
    assert "Ada" not in as_csv + json.dumps(told)


@time_machine.travel(NIGHT, tick=False)
def test_same_rows_are_the_same_bytes(incident):
    assert snapshots.make() == snapshots.make()
    assert len(snapshots.newest_first()) == 1


def test_second_one_of_a_day_takes_the_place_of_the_first(client: Client, incident):
    with time_machine.travel(NIGHT, tick=False) as clock:
        snapshots.make()
        make_incident()
        clock.shift(timedelta(hours=2))
        made = snapshots.make()

    (listed,) = snapshots.newest_first()
    assert (listed, listed.incidents) == (made, 2)
    assert made.files[0].sha256 in words(client.get("/incidents/snapshot/"))


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_sums_are_those_of_the_files(incident):
    made = snapshots.make()

    for file in made.files:
        packed = snapshots.path_of(file.name)
        checked = subprocess.run(
            ["sha256sum", "--check", f"{file.name}.sha256"],
            cwd=packed.parent,
            capture_output=True,
            check=False,
        )
        assert (checked.returncode, packed.stat().st_size) == (0, file.bytes)


def test_week_old_ones_go_and_unfinished_ones_are_not_shown(incident, folder):
    (folder / "unfinished-x").mkdir()
    with time_machine.travel(NIGHT, tick=False) as clock:
        snapshots.make()
        clock.shift(timedelta(days=4))
        snapshots.make()
        clock.shift(timedelta(days=4))
        snapshots.make()

    assert [snapshot.made_at[:10] for snapshot in snapshots.newest_first()] == [
        "2026-11-30",
        "2026-11-26",
    ]


def test_failure_leaves_what_was_there(incident, folder, monkeypatch):
    snapshots.make()
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr(snapshots, "MANIFEST", "no/such/folder.json")

    with pytest.raises(FileNotFoundError):
        snapshots.make()

    assert sorted(path.name for path in folder.iterdir()) == before


@time_machine.travel(NIGHT, tick=False)
def test_page_lists_them_and_serves_the_files(client: Client, incident):
    call_command("snapshot_incidents")
    packed = snapshots.newest_first()[0].files[0]

    page = client.get("/incidents/snapshot/")
    file = client.get(f"/incidents/snapshot/{packed.name}")
    total = client.get(f"/incidents/snapshot/{packed.name}.sha256")

    assert "Incidents: 1. People: 2." in words(page)
    assert packed.sha256 in words(page)
    assert file["Content-Type"] == "application/gzip"
    assert len(b"".join(file.streaming_content)) == packed.bytes
    assert b"".join(total.streaming_content).decode() == f"{packed.sha256}  {packed.name}\n"


def test_page_without_any_says_so(client: Client):
    assert "No file yet" in words(client.get("/incidents/snapshot/"))


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fsettings.py", "incidents.csv.gz"])
def test_no_other_file_is_served(client: Client, incident, name):
    snapshots.make()

    assert client.get(f"/incidents/snapshot/{name}").status_code == 404
