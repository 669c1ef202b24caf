"""What is to be forgotten, and how: nightout/personal_data.toml, read and carried out.

Knows tables and columns by that file only. When something is due, the apps know.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pghistory.core
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import CharField, Field, JSONField, Model, Q, QuerySet, TextField

POLICY = Path(settings.BASE_DIR) / "nightout" / "personal_data.toml"
NOT_COLUMNS = ("about_nobody", "goes")


@dataclass(frozen=True)
class Rule:
    """For how long something is kept. `after` is empty where no day ends it."""

    words: str
    days: int | str | None = None
    after: str = ""


@dataclass(frozen=True)
class Column:
    purpose: str
    keep: str
    becomes: Any = None


@dataclass(frozen=True)
class Table:
    """`goes` is the rule by which whole rows are deleted; empty where only columns are."""

    columns: dict[str, Column]
    about_nobody: frozenset[str]
    goes: str = ""


@dataclass(frozen=True)
class Policy:
    rules: dict[str, Rule]
    tables: dict[str, Table]
    about_nobody: frozenset[str]

    def ending_with(self, what: str) -> list[tuple[str, type[Model]]]:
        """Each rule that ends so with each model that it is about."""
        return [
            (name, apps.get_model(label))
            for label, table in self.tables.items()
            for name, rule in self.rules.items()
            if rule.after == what and name in {column.keep for column in table.columns.values()}
        ]


@cache
def policy() -> Policy:
    said = tomllib.loads(POLICY.read_text())
    return Policy(
        rules={name: Rule(**rule) for name, rule in said["keep"].items()},
        tables={label: _table(table) for label, table in said.items() if "." in label},
        about_nobody=frozenset(said["about_nobody"]),
    )


def _table(said: dict[str, Any]) -> Table:
    return Table(
        columns={n: Column(**column) for n, column in said.items() if n not in NOT_COLUMNS},
        about_nobody=frozenset(said.get("about_nobody", ())),
        goes=said.get("goes", ""),
    )


def versions_of(model: type[Model]) -> type[Model] | None:
    """The table of a model's versions; None where it keeps none."""
    return next(iter(pghistory.core.event_models(tracks_model=model)), None)


def emptied(model: type[Model], rule: str) -> dict[str, Any]:
    """What the rule's columns become. A generated column follows from the others by itself."""
    table = policy().tables[model._meta.label]
    fields = {name: model._meta.get_field(name) for name in table.columns}
    return {
        name: _empty(fields[name]) if column.becomes is None else column.becomes
        for name, column in table.columns.items()
        if column.keep == rule and not fields[name].generated
    }


def _empty(field: Field) -> Any:
    if field.null:
        return None
    if isinstance(field, JSONField):
        return {}
    if isinstance(field, CharField | TextField):
        return ""
    raise TypeError(f"{field} has no empty value: it needs `becomes`, or a rule of its own.")


def still_saying(rows: QuerySet, rule: str) -> QuerySet:
    """Those of a model's rows, or of their versions, that the rule has not yet emptied."""
    model = _model_of(rows)
    if policy().tables[model._meta.label].goes == rule:
        return rows
    said = Q()
    for name, value in emptied(model, rule).items():
        said |= Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
    return rows.filter(said)


@transaction.atomic
def carry_out(rows: QuerySet, rule: str, **also: Any) -> int:
    """Empty the columns, or delete the rows; says of how many. `also` is written with it."""
    model = _model_of(rows)
    if policy().tables[model._meta.label].goes == rule:
        return rows.delete()[0]
    with _versions_may_change(rows.model):
        return still_saying(rows, rule).update(**emptied(model, rule), **also)


def reword(
    rows: QuerySet, columns: Iterable[Field], anew: Callable[[str, int | None], str]
) -> None:
    """Texts of rows or of versions as `anew` words them, who is told how long they may be."""
    with _versions_may_change(rows.model):
        for row in rows.iterator():
            said = {column: getattr(row, column.name) or "" for column in columns}
            worded = {column.name: anew(text, column.max_length) for column, text in said.items()}
            if changed := {c.name: worded[c.name] for c in said if worded[c.name] != said[c]}:
                rows.model._base_manager.filter(pk=row.pk).update(**changed)


def sample_anew(models: Iterable[type[Model]]) -> None:
    """What Postgres keeps of a table's values, to plan queries, is of what is there now."""
    tables = [m._meta.db_table for model in models for m in (model, versions_of(model)) if m]
    with connection.cursor() as cursor:
        names = ", ".join(map(connection.ops.quote_name, tables))
        cursor.execute(f"ANALYZE {names}")


def _model_of(rows: QuerySet) -> type[Model]:
    return getattr(rows.model, "pgh_tracked_model", rows.model)


@contextmanager
def _versions_may_change(model: type[Model]) -> Iterator[None]:
    """The one place where a version is ever changed: so that nothing survives in it.

    Only the trigger that protects this one table is passed by, only within the transaction.
    """
    if not hasattr(model, "pgh_tracked_model"):
        yield
        return
    with pgtrigger.ignore(f"{model._meta.label}:append_only"):
        yield
