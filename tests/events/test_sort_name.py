"""A list of people is sorted by surname, as far as a name tells it."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.db import connection

from events.models import Attendee
from tests.factories import make_attendee, make_event

# 2,898 names from public records with their true parts: see README.md beside the file.
LABELLED = Path(__file__).resolve().parents[3] / "shared" / "data" / "names_person_labeled.xml"

pytestmark = pytest.mark.django_db


def sort_name(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nightout_sort_name(%s)", [name])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ana María López", "lopez, ana maria"),
        ("Ana María López Jr.", "lopez, ana maria"),
        ("Martin Luther Example, Jr.", "example, martin luther"),
        ("ANA LÓPEZ III", "lopez, ana"),
        ("López, Ana María", "lopez, ana maria"),
        ("  Ana   López ", "lopez, ana"),
        ("Ana", "ana"),
        ("Marie Jean-Baptiste", "jeanbaptiste, marie"),
        ("Marie Jean‐Baptiste", "jeanbaptiste, marie"),
        ("Shay O'Neal", "oneal, shay"),
        ("Shay O’Neal", "oneal, shay"),
        ("Juan de la Cruz", "de la cruz, juan"),
        ("De La Cruz, Juan", "de la cruz, juan"),
        ("Ludwig van der Berg", "van der berg, ludwig"),
        ("Mr. and Mrs. John Smith", "smith, john"),
        ("Dr. Ana López", "lopez, ana"),
        ("Tran Van Do", "van do, tran"),
        ("", ""),
        (" ", ""),
        (",", ""),
    ],
)
def test_sort_name_begins_with_the_surname(name, key):
    assert sort_name(name) == key


def test_attendees_are_listed_by_surname():
    event = make_event()
    for name in ("Zoe Abbott", "de la Cruz, Juan", "Ana Álvarez", "Bea Álvarez", "Cher"):
        make_attendee(event=event, name=name)

    listed = event.attendees.by_surname().values_list("name", flat=True)

    assert list(listed) == ["Zoe Abbott", "Ana Álvarez", "Bea Álvarez", "Cher", "de la Cruz, Juan"]


def test_the_sort_name_follows_the_name_whoever_writes_it():
    guest = make_attendee(event=make_event(), name="Ana López")

    Attendee.objects.update(name="Ana Zapata")
    guest.refresh_from_db()
    assert guest.sort_name == "zapata, ana"

    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_attendee SET name = 'Ana Abad'")
    guest.refresh_from_db()
    assert guest.sort_name == "abad, ana"


def labelled_names() -> list[tuple[str, str, str]]:
    """How it is written ("First Last" or "Last, First"), the name, and its surname."""
    names = []
    for name in ET.parse(LABELLED).getroot():
        tags = [part.tag for part in name]
        if not {"GivenName", "Surname"} <= set(tags) or {"And", "SuffixOther"} & set(tags):
            continue  # couples and professions ("attorney at law") are not what is measured
        written = " ".join((part.text or "").strip() for part in name)
        surname = " ".join((part.text or "").strip(" ,") for part in name if part.tag == "Surname")
        if tags.index("GivenName") < tags.index("Surname"):
            names.append(("First Last", written, surname))
        elif "," in written:  # "Padron Andrea" cannot be told from "Andrea Padron"
            names.append(("Last, First", written, surname))
    return names


@pytest.mark.skipif(not LABELLED.exists(), reason=f"{LABELLED.name} is not beside the checkout")
@pytest.mark.parametrize(("form", "floor"), [("First Last", 0.973), ("Last, First", 1)])
def test_sort_name_finds_the_surname_of_real_names(form, floor):
    labelled = [(name, surname) for how, name, surname in labelled_names() if how == form]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE starts_with(nightout_sort_name(name),"
            " nightout_fold(translate(surname, '-‐''’‘`', ''))))"
            " FROM unnest(%s::text[], %s::text[]) AS names (name, surname)",
            [list(column) for column in zip(*labelled, strict=True)],
        )
        (found,) = cursor.fetchone()

    assert len(labelled) > 100
    assert found / len(labelled) >= floor, f"{found} of {len(labelled)}"
