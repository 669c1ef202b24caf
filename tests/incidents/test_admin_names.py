"""Names that are withheld: who reads them, who does not, and that nothing overwrites them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from incidents.models import IncidentPublication
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.incidents.test_admin_incident import LIST, change_of, stored
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def test_a_withheld_name_is_in_no_page_of_an_editor(editor, agency):
    incident = make.make_incident(agency=agency)
    victim = make.make_victim(incident=incident, name="Zanzibar Doe", age=10)
    victim.notes = "Called twice"
    victim.save()

    pages = {
        url: editor.get(url).content.decode()
        for url in [
            change_of(incident),
            reverse("admin:incidents_incident_history", args=[incident.pk]),
            LIST,
            f"{LIST}?q=called",
            "/admin/",
        ]
    }
    assert [url for url, page in pages.items() if "Zanzibar" in page] == []
    assert "Name withheld" in pages[change_of(incident)]


def test_a_withheld_name_is_not_on_the_delete_page(editor, agency):
    incident = make.make_incident(agency=agency, publication=IncidentPublication.DRAFT)
    make.make_victim(incident=incident, name="Zanzibar Doe")

    page = editor.get(reverse("admin:incidents_incident_delete", args=[incident.pk]))

    assert page.status_code == 200
    assert "Zanzibar" not in page.content.decode()


def test_a_refused_form_does_not_show_the_name_either(editor, agency):
    incident = make.make_incident(agency=agency)
    make.make_victim(incident=incident, name="Zanzibar Doe")
    victim = {**_kept(incident), "name": "Guess", "age": 300}

    page = editor.post(change_of(incident), stored(incident, victims=[victim], day="never"))

    assert "Zanzibar" not in page.content.decode()


def _kept(incident):
    victim = incident.victims.get()
    return {"id": victim.pk, "incident": incident.pk, "outcome": victim.outcome}


def test_saving_without_the_right_keeps_the_name_and_its_rule(editor, agency):
    incident = make.make_incident(agency=agency)
    victim = make.make_victim(incident=incident, name="Zanzibar Doe", outcome="killed")
    sent = {
        **_kept(incident),
        "name": "Name withheld",
        "name_rule": "full",
        "name_basis": "published",
        "age": 31,
    }

    editor.post(change_of(incident), stored(incident, victims=[sent]))

    victim.refresh_from_db()
    assert (victim.name, victim.name_rule, victim.name_basis, victim.age) == (
        "Zanzibar Doe",
        "withheld",
        "",
        31,
    )


def test_initials_are_all_that_an_editor_sees_of_a_name_shown_as_initials(editor, agency):
    incident = make.make_incident(agency=agency)
    make.make_victim(
        incident=incident,
        name="Zanzibar Doe",
        outcome="killed",
        name_rule="initials",
        name_basis="published",
    )

    page = editor.get(change_of(incident)).content.decode()

    assert "Z. D. (Name withheld)" in page
    assert "Zanzibar" not in page


def test_an_editor_names_a_new_victim_and_someone_found_unnamed(editor, agency):
    incident = make.make_incident(agency=agency)
    unnamed = make.make_victim(incident=incident, outcome="killed")
    known = {**_kept(incident), "name": "Ana Doe", "name_rule": "withheld"}
    new = {"name": "Ben Doe", "name_rule": "withheld", "outcome": "killed"}

    editor.post(change_of(incident), stored(incident, victims=[known, new]))

    unnamed.refresh_from_db()
    assert unnamed.name == "Ana Doe"
    assert incident.victims.exclude(pk=unnamed.pk).get().name == "Ben Doe"


def test_a_manager_reads_the_name_and_that_is_noted(manager, agency):
    incident = make.make_incident(agency=agency)
    make.make_victim(incident=incident, name="Zanzibar Doe")

    page = manager.get(change_of(incident)).content.decode()

    assert "Zanzibar Doe" in page
    entry = Entry.objects.get()
    assert (entry.verb, entry.count, entry.agencies) == ("read", 1, [agency.pk])


def test_reading_the_same_page_again_is_the_same_reading(manager, agency):
    incident = make.make_incident(agency=agency)
    first = make.make_victim(incident=incident, name="Zanzibar Doe")
    second = make.make_victim(incident=incident, name="Cabinda Doe")

    for _ in range(2):
        manager.get(change_of(incident))
        for victim in (first, second):
            manager.get(f"/admin/incidents/familyrequest/of/{victim.pk}/")

    assert set(Entry.objects.values_list("target", "count")) == {
        (f"Withheld names: incident {incident.pk}", 2),
        (f"Withheld name: incident {incident.pk}, victim {first.pk}", 1),
        (f"Withheld name: incident {incident.pk}, victim {second.pk}", 1),
    }
    assert Entry.objects.count() == 3


def test_the_log_is_in_one_language_and_leads_to_the_incident(manager, agency):
    incident = make.make_incident(agency=agency)
    make.make_victim(incident=incident, name="Zanzibar Doe")
    manager.get(change_of(incident), headers={"accept-language": "es"})

    page = BeautifulSoup(manager.get("/admin/audit/entry/").content, "html.parser")

    link = page.select_one(".field-of_what a")
    assert (link.get_text(), link["href"]) == (
        f"Withheld names: incident {incident.pk}",
        change_of(incident),
    )
    assert page.select_one(".paginator .found").get_text().split() == ["1", "entry"]


@pytest.mark.parametrize(
    ("words", "found_by_editor", "found_by_manager"),
    [
        ("zanzibar", 0, 1),  # withheld
        ("darin", 1, 1),  # shown in full
        ("gardens", 2, 2),
        ("nobody", 0, 0),
    ],
)
def test_search_by_name_finds_only_what_one_may_read(
    editor, manager, agency, words, found_by_editor, found_by_manager
):
    for name, rule in (("Zanzibar Doe", "withheld"), ("Darin Williams", "full")):
        incident = make.make_incident(agency=agency)
        basis = "" if rule == "withheld" else "published"
        make.make_victim(
            incident=incident, name=name, name_rule=rule, name_basis=basis, outcome="killed"
        )

    counts = [
        client.get(LIST, {"q": words}).context["cl"].result_count for client in (editor, manager)
    ]

    assert counts == [found_by_editor, found_by_manager]


@pytest.mark.parametrize("word", ["Nunez", "núñez", "NUÑEZ"])
def test_search_finds_a_name_without_its_accents(editor, manager, agency, word):
    incident = make.make_incident(agency=agency)
    make.make_victim(incident=incident, name="José Núñez")

    found = [
        list(client.get(LIST, {"q": word}).context["cl"].result_list)
        for client in (editor, manager)
    ]

    assert found == [[], [incident]]


def test_search_by_number_reads_that_row_only(manager, agency):
    first, second = (make.make_incident(agency=agency) for _ in "ab")
    make.make_victim(incident=second, name=f"Unit {first.pk}")

    found = manager.get(LIST, {"q": f"#{first.pk}"}).context["cl"].result_list

    assert list(found) == [first]
