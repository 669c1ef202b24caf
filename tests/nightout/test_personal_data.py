"""nightout/personal_data.toml: no column about people without a purpose and a rule."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from nightout.audit import forgetting
from nightout.audit.forgetting import emptied, policy, versions_of

POLICY = policy()
PEOPLE = re.compile(
    r"e?mail|phone|address|birth|(^|_)age(_|$)|notes?$|(^|_)by$|victim|contact|password|attendee"
)


def ours() -> dict[str, type[models.Model]]:
    """Each model of ours but the history, which follows its model."""
    return {
        model._meta.label: model
        for model in apps.get_models()
        if model.__module__.startswith(("nightout.", "events.", "incidents."))
        and not hasattr(model, "pgh_tracked_model")
    }


def columns(label: str) -> set[str]:
    fields = apps.get_model(label)._meta.concrete_fields
    return {field.name for field in fields if field.name != "id"}


def test_each_model_is_about_people_or_about_nobody():
    assert set(POLICY.tables) | POLICY.about_nobody == set(ours())
    assert set(POLICY.tables) & POLICY.about_nobody == set()


@pytest.mark.parametrize("label", sorted(POLICY.tables))
def test_each_column_has_a_purpose_and_a_rule_or_is_about_nobody(label):
    table = POLICY.tables[label]

    assert sorted([*table.columns, *table.about_nobody]) == sorted(columns(label))
    assert table.columns, "a model without a personal column is about nobody"
    for column in table.columns.values():
        assert column.purpose
        assert column.keep in POLICY.rules


@pytest.mark.parametrize("label", sorted(ours()))
def test_what_is_about_nobody_does_not_look_like_a_person(label):
    fields = apps.get_model(label)._meta.concrete_fields
    listed = POLICY.tables[label].columns.keys() if label in POLICY.tables else set()

    suspicious = {
        field.name
        for field in fields
        if PEOPLE.search(field.name)
        or isinstance(field, models.EmailField | models.BinaryField)
        or field.related_model is apps.get_model("accounts.User")
    }

    # An agency keeps a park, registration asks for a contact: these are no persons.
    assert suspicious - listed - {"maintained_by", "contact_needed"} == set()


def test_each_rule_is_in_use():
    in_use = {column.keep for table in POLICY.tables.values() for column in table.columns.values()}

    assert in_use == set(POLICY.rules)


def test_a_history_keeps_no_column_that_its_model_has_not():
    own = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context"}
    for history in apps.get_models():
        tracked = getattr(history, "pgh_tracked_model", None)
        if tracked is not None and tracked._meta.label in ours():
            kept = {field.name for field in history._meta.concrete_fields} - own

            assert kept <= columns(tracked._meta.label) | {"id"}


# Rules that the program carries out

ENDING = POLICY.ending_with("event")
OF_GUESTS = {"guest", "night", "report"}


def test_what_ends_with_an_event_is_carried_out_and_all_else_says_in_words_how_long():
    ending = {name for name, rule in POLICY.rules.items() if rule.after}

    assert ending == {name for name, _model in ENDING} == OF_GUESTS
    for name in ending:
        assert POLICY.rules[name].after == "event"
        days = POLICY.rules[name].days
        assert days == "agency" or days > 0
    assert all(rule.words for rule in POLICY.rules.values())


@pytest.mark.parametrize(("rule", "model"), ENDING, ids=str)
def test_each_column_that_ends_can_become_empty_in_the_row_and_its_versions(rule, model):
    table = POLICY.tables[model._meta.label]
    ending = {name for name, column in table.columns.items() if column.keep == rule}
    if table.goes == rule:
        assert versions_of(model) is None  # versions would outlive the row
        return

    becomes = emptied(model, rule)

    generated = {field.name for field in model._meta.fields if field.generated}
    assert set(becomes) == ending - generated
    if versions := versions_of(model):
        assert set(becomes) <= {field.name for field in versions._meta.concrete_fields}


@pytest.mark.parametrize(("rule", "model"), ENDING, ids=str)
def test_what_ends_with_an_event_is_of_an_event_or_of_an_attendee(rule, model):
    fields = {field.name for field in model._meta.concrete_fields}

    assert fields & {"event", "attendee"}


def test_a_number_under_a_rule_that_empties_is_refused(monkeypatch):
    table = POLICY.tables["events.Attendee"]
    adults = replace(table.columns["adults"], keep="guest")
    wrong = replace(table, columns={**table.columns, "adults": adults})
    changed = replace(POLICY, tables={**POLICY.tables, "events.Attendee": wrong})
    monkeypatch.setattr(forgetting, "policy", lambda: changed)

    with pytest.raises(TypeError, match="adults has no empty value"):
        emptied(apps.get_model("events.Attendee"), "guest")


def test_one_place_only_passes_by_what_protects_the_versions():
    bypass = re.compile(r"pgtrigger\.(ignore|constraints)\(|DISABLE TRIGGER|replication_role")
    house = Path(settings.BASE_DIR)

    found = {
        str(path.relative_to(house))
        for room in ("nightout", "events", "incidents")
        for path in (house / room).rglob("*.py")
        if bypass.search(path.read_text())
    }

    assert found == {"nightout/audit/forgetting.py"}
