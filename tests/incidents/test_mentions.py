"""Texts that say a name which its family asked to hold or to remove: worded without it, at once."""

from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.db import connection

from incidents.marks import mark, marks
from incidents.mentions import find, says, without_name
from incidents.models import Incident, Victim
from incidents.names import honour, mentions
from nightout.agencies.models import Role
from nightout.sources.models import Source
from tests import factories as make
from tests.incidents.test_admin_incident import change_of, stored
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db

WITHHELD = "[name withheld]"


def ask(victim: Victim, wish: str) -> None:
    said = {"asked_by": "", "received_on": date(2018, 9, 1), "note": ""}
    honour(victim=victim, wish=wish, by=make.make_coordinator(), **said)


def tables_with(word: str) -> set[str]:
    """Every table of the database with a row in which the word stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT 1 FROM {name} r WHERE r::text ILIKE %s LIMIT 1", [f"%{word}%"])
            if cursor.fetchone():
                found.add(table)
    return found


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Darin Williams was 24.", True),
        ("The family of Darin L. Williams’s cousin.", True),
        ("WILLIAMS, DARIN (24)", True),
        ("darin lamar williams", True),
        ("police—Darin Williams—said", True),
        ("x " * 4_000 + "Darin Williams", True),
        ("Darin was there. So was Mr. Williams.", False),
        ("Williams Avenue", False),
        ("", False),
        (None, False),
    ],
)
def test_the_whole_name_is_found_in_a_text_by_its_mark(text, is_said):
    assert says(text, {mark("Darin Williams Jr.")}) == is_said


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        ("Darin Williams was 24.", f"{WITHHELD} was 24."),
        ("Mr. Darin L. Williams’s cousin, a cook", f"Mr. {WITHHELD}’s cousin, a cook"),
        ("They shot Darin Williams, Jr., and left.", f"They shot {WITHHELD}., and left."),
        ("WILLIAMS, DARIN (24)", f"{WITHHELD} (24)"),
        ("(Darin\nWilliams), Darin Williams!", f"({WITHHELD}), {WITHHELD}!"),
        ("police—Darin Williams—said", f"police—{WITHHELD}—said"),
        ("Darin “Dee” Williams, 24", f"{WITHHELD}, 24"),
        ("DARÍN WILLIAMS", WITHHELD),
        ("Darin met Eve Williams", "Darin met Eve Williams"),
        ("Darin and Eve Williams", "Darin and Eve Williams"),
        ("darin lamar williams", "darin lamar williams"),
        ("Nobody is named.", "Nobody is named."),
        ("", ""),
    ],
)
def test_a_name_is_taken_out_and_the_rest_stays_as_it_was(text, worded):
    assert without_name(text, set(marks("Darin Williams")), WITHHELD) == worded


def everywhere() -> Victim:
    """Somebody whose name stands in texts of each kind, in two versions of one."""
    agency = make.make_agency()
    with pghistory.context(step=1):
        incident = make.make_incident(agency=agency, summary="Darin Williams was killed.")
    with pghistory.context(step=2):
        incident.summary = "Darin Williams, 24, was killed."
        incident.save()
    shown = {"outcome": "killed", "name_rule": "full", "name_basis": "published"}
    notes = {"notes": "Darin Williams, a cook"}
    victim = make.make_victim(incident=incident, name="Darin Williams", **shown, **notes)
    source = make.make_source(title="Darin Williams, 24, killed")
    incident.citations.create(source=source, fact="Age of Darin Williams")
    victim.fact_claims.create(
        fact="age", value="24", source=source, as_printed="Darin Williams, 24"
    )
    gone = incident.corrections.create(
        text="We wrote Darin Williams.", made_on=date(2018, 9, 1), written_in="es"
    )
    gone.delete()
    incident.corrections.create(text="Era Darin Williams.", made_on="2018-09-01", written_in="es")
    make.make_exact_place(incident=incident, address="House of Darin Williams")
    return victim


def test_a_removed_name_is_in_no_row_and_no_version_of_any_table():
    victim = everywhere()
    assert len(tables_with("darin williams")) > 10

    ask(victim, "remove")

    assert tables_with("darin williams") == set()
    incident = Incident.objects.get()
    assert incident.summary == f"{WITHHELD}, 24, was killed."
    assert incident.corrections.get().text == "Era [nombre reservado]."
    assert Source.objects.get().title == f"{WITHHELD}, 24, killed"


def test_a_name_held_back_leaves_texts_and_stays_in_their_earlier_versions():
    victim = everywhere()

    ask(victim, "hold")

    assert {table for table in tables_with("darin williams") if "history" not in table} == {
        "incidents_victim"
    }
    versions = apps.get_model("incidents", "IncidentHistory").objects.order_by("pgh_id")
    assert [version.summary for version in versions] == [
        "Darin Williams was killed.",
        "Darin Williams, 24, was killed.",
        f"{WITHHELD}, 24, was killed.",
    ]


def test_texts_of_another_incident_are_not_touched():
    make.make_incident(summary="Darin Williams, elsewhere")

    ask(everywhere(), "remove")

    assert tables_with("darin williams") == {"incidents_incident", "incidents_incidenthistory"}


def test_who_stands_beside_under_the_same_name_keeps_it_and_is_told():
    victim = everywhere()
    beside = make.make_victim(incident=victim.incident, name="Darin Williams")

    ask(victim, "remove")

    beside.refresh_from_db()
    assert beside.name == "Darin Williams"
    request = victim.family_requests.get()
    assert [(row, column.name) for row, column in mentions(request)] == [(beside, "name")]


def test_a_text_without_room_for_the_words_gets_a_dot_of_three():
    room = "Darin Williams " + "x" * 185
    victim = everywhere()
    Incident.objects.update(date_as_printed=room)

    ask(victim, "hold")

    assert Incident.objects.get().date_as_printed == "… " + "x" * 185


def test_twins_of_a_merge_are_written_of_in_two_spellings():
    victim = everywhere()
    Incident.objects.update(summary="Darin Williams, or Darrin Wiliams.")
    victim.name = "Darrin Wiliams"
    victim.save()

    ask(victim, "remove")

    assert tables_with("darrin wiliams") == set()
    assert Incident.objects.get().summary == f"Darin Williams, or {WITHHELD}."


# Of texts that were there before, only those who may read the name read it


@pytest.mark.parametrize(("role", "reads"), [(Role.EDITOR, False), (Role.MANAGER, True)])
def test_history_says_a_name_held_back_to_managers_only(role, reads):
    victim = everywhere()
    client = signed_in(make.make_member(agency=victim.incident.agency, role=role))
    with pghistory.context(step=3):
        ask(victim, "hold")
    history = change_of(victim.incident).replace("change", "history")

    page = client.get(history).content.decode()

    assert ("Darin Williams, 24" in page) == reads
    assert f"{WITHHELD}, 24, was killed." in page


def test_an_older_text_comes_back_without_the_name_for_who_may_not_read_it():
    victim = everywhere()
    ask(victim, "hold")
    client = signed_in(make.make_member(agency=victim.incident.agency))
    first = apps.get_model("incidents", "IncidentHistory").objects.earliest("pgh_id")

    page = client.get(f"{change_of(victim.incident)}?version={first.pgh_id}")

    assert "Darin" not in page.content.decode()
    form = page.context["adminform"].form
    assert form.instance.summary == f"{WITHHELD} was killed."


def test_what_a_file_or_an_old_row_still_says_is_found():
    victim = everywhere()
    ask(victim, "hold")
    Incident.objects.update(summary="darin lamar williams")

    found = find([victim.incident], {mark("Darin Williams")})

    assert [(row, column.name) for row, column in found] == [
        (victim.incident, "summary"),
        (victim, "name"),
    ]


def test_a_name_of_many_words_is_found_whole():
    name = "María de los Ángeles de la Cruz"
    text = f"The victim was {name}, 24."

    assert says(text, {mark(name)})
    assert without_name(text, {mark(name)}, "…") == "The victim was …, 24."


# Nor is the name written into any other text


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("case_statuses", {"state": "open", "as_of": "2018-07-01", "note": "Of Darin Williams."}),
        ("case_statuses", {"state": "open", "as_of": "2018-07-01", "said_by": "Darin Williams’s"}),
        ("citations", {"fact": "That Darin Williams died"}),
        ("links", {"kind": "related", "said_by": "a friend of Darin Williams"}),
        ("location", {"precision": "city", "public_text": "home of Darin Williams"}),
    ],
)
def test_no_part_of_an_incident_takes_the_name_in_a_text(part, row):
    victim = everywhere()
    ask(victim, "remove")
    incident = make.make_incident(agency=victim.incident.agency)
    other = make.make_incident(agency=incident.agency)
    more = {
        "citations": {"source": Source.objects.get().pk},
        "links": {"other": other.pk},
        "location": {"id": incident.location.pk, "city": incident.location.city_id},
    }
    client = signed_in(make.make_member(agency=incident.agency, role=Role.MANAGER))

    form = stored(incident) | rows(part, {"incident": incident.pk, **row, **more.get(part, {})})
    refused = client.post(change_of(incident), form)

    assert errors_of(refused) == [
        "A family asked us not to show a name that stands here. Leave it out."
    ]
    assert tables_with("darin williams") == set()
