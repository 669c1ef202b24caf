"""nightout/personal_data.toml: no column about people without a purpose and a rule."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

POLICY = tomllib.loads((Path(settings.BASE_DIR) / "nightout/personal_data.toml").read_text())
ABOUT_NOBODY = set(POLICY["about_nobody"])
RULES = POLICY["keep"]
TABLES = {label: table for label, table in POLICY.items() if "." in label}
PEOPLE = re.compile(
    r"e?mail|phone|address|birth|(^|_)age(_|$)|notes?$|_by$|victim|contact|password"
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
    assert set(TABLES) | ABOUT_NOBODY == set(ours())
    assert set(TABLES) & ABOUT_NOBODY == set()


@pytest.mark.parametrize("label", sorted(TABLES))
def test_each_column_has_a_purpose_and_a_rule_or_is_about_nobody(label):
    table = dict(TABLES[label])
    about_nobody = table.pop("about_nobody", [])

    assert sorted([*table, *about_nobody]) == sorted(columns(label))
    assert table, "a model without a personal column is about nobody"
    for rule in table.values():
        assert set(rule) == {"purpose", "keep"}
        assert rule["purpose"]
        assert rule["keep"] in RULES


@pytest.mark.parametrize("label", sorted(ours()))
def test_what_is_about_nobody_does_not_look_like_a_person(label):
    fields = apps.get_model(label)._meta.concrete_fields
    listed = TABLES.get(label, {}).keys() - {"about_nobody"}

    suspicious = {
        field.name
        for field in fields
        if PEOPLE.search(field.name)
        or isinstance(field, models.EmailField)
        or field.related_model is apps.get_model("accounts.User")
    }

    # The agency that keeps a park is no person.
    assert suspicious - listed - {"maintained_by"} == set()


def test_each_rule_is_in_use():
    in_use = {
        rule["keep"]
        for table in TABLES.values()
        for name, rule in table.items()
        if name != "about_nobody"
    }

    assert in_use == set(RULES)


def test_a_history_keeps_no_column_that_its_model_has_not():
    own = {"pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context"}
    for history in apps.get_models():
        tracked = getattr(history, "pgh_tracked_model", None)
        if tracked is not None and tracked._meta.label in ours():
            kept = {field.name for field in history._meta.concrete_fields} - own

            assert kept <= columns(tracked._meta.label) | {"id"}
