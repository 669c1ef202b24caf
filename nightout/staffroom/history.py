"""Who changed what and when: the versions that the triggers keep, told as changes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import pghistory.core
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Field, ForeignKey, Model, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from nightout.accounts.models import User
from nightout.agencies.models import Agency, Membership

MOST_VERSIONS = 300  # of each table, newest first
NOT_TOLD = {"id", "updated_at", "created_at", "pgh_id", "pgh_created_at", "pgh_label"}
NOT_TOLD |= {"pgh_obj", "pgh_context"}


@dataclass
class Told:
    """One column: what it said before and after."""

    name: str
    before: str
    after: str


@dataclass
class Change:
    """One row of one table: added, changed or removed."""

    what: str
    verb: str
    columns: list[Told] = field(default_factory=list)


@dataclass
class Step:
    """All that one person saved at once. `version` is the number to bring back."""

    at: datetime
    who: str
    changes: list[Change] = field(default_factory=list)
    version: int | None = None


def versions_of(model: type[Model]) -> type[Model]:
    """The table of a model's versions."""
    return pghistory.core.event_models(tracks_model=model, include_missing_pgh_obj=True)[0]


class HistoryPages:
    """For a ModelAdmin: its history page, and older versions brought back into the form."""

    history_parts: tuple[type[Model], ...] = ()  # models whose first key to ours makes them parts
    never_brought_back: tuple[str, ...] = ("publication", "slug")

    def parts_in_history(self, request: HttpRequest, obj: Model) -> tuple[type[Model], ...]:
        """Those of whose versions this person may know that they are there."""
        return self.history_parts

    never_told: tuple[str, ...] = ()  # columns that no history shows, whoever reads it

    def hidden_in_history(self, request: HttpRequest, obj: Model) -> set[tuple[type[Model], str]]:
        """Columns whose values this person must not read."""
        return set()

    def value_in_words(self, row: Model, column: Field, value: Any) -> str | None:
        """A value that is a code for the program, as people say it; None where it is none."""
        return None

    def told_apart(self, request: HttpRequest, obj: Model) -> list[tuple[Model, "Change"]]:
        """Versions of rows that are no parts, each with what it says about this one."""
        return []

    def rewording(self, request: HttpRequest, obj: Model) -> Callable[[str], str]:
        """How a text of an older version reads for this person."""
        return str

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied  # an old version may tell what the row no longer shows
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %s") % obj,
            "subtitle": None,
            "steps": self.steps_of(request, obj),
            "most": MOST_VERSIONS,
            "can_bring_back": self.has_change_permission(request, obj),
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": obj,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def steps_of(self, request: HttpRequest, obj: Model) -> list[Step]:
        """Newest first, as this person may read them."""
        return _Telling(self, request, obj).steps()

    def bring_back(self, request: HttpRequest, obj: Model) -> None:
        """Put an older version's values on the object in memory, where this person may edit."""
        number = request.GET["version"]
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Http404
        version = versions_of(self.model).objects.filter(pgh_id=number, id=obj.pk).first()
        if version is None or not self.has_change_permission(request, obj):
            raise Http404
        kept = {*NOT_TOLD, *self.never_brought_back, *self.get_readonly_fields(request, obj)}
        kept |= {
            name for model, name in self.hidden_in_history(request, obj) if model is self.model
        }
        reworded = self.rewording(request, obj)
        for column in version._meta.fields:
            if column.name not in kept and hasattr(obj, column.attname):
                value = getattr(version, column.attname)
                is_text = isinstance(value, str) and not column.choices
                setattr(obj, column.attname, reworded(value) if is_text else value)


class _Telling:
    def __init__(self, pages: HistoryPages, request: HttpRequest, obj: Model) -> None:
        self.pages, self.request, self.obj = pages, request, obj
        self.hidden = pages.hidden_in_history(request, obj)
        self.reworded = pages.rewording(request, obj)
        self.names: dict[tuple[type[Model], Any], str] = {}

    def steps(self) -> list[Step]:
        rows = self._versions(self.pages.model, {"id": self.obj.pk})
        for model in self.pages.parts_in_history(self.request, self.obj):
            rows += self._versions(model, {_key_to(model, self.pages.model): self.obj.pk})
        self._name_related(row for _model, row, _before in rows)
        # Of one moment the row's own versions come first: numbers of two tables tell no order.
        rows.sort(
            key=lambda told: (told[1].pgh_created_at, told[0] is self.pages.model, told[1].pgh_id),
            reverse=True,
        )
        apart = self.pages.told_apart(self.request, self.obj)
        everyone = [row for _model, row, _before in rows] + [row for row, _change in apart]
        people = self._people({_who(row) for row in everyone} - {None})
        found: dict[Any, Step] = {}

        def step_of(row: Model) -> Step:
            who = people.get(_who(row), _("the program"))
            return found.setdefault(_moment(row), Step(at=row.pgh_created_at, who=who))

        for model, row, before, is_new in _at_once(rows):
            change = self._change(model, row, before, is_new)
            if change is None:
                continue
            step = step_of(row)
            step.changes.append(change)
            if model is self.pages.model and row.pgh_label != "delete":
                step.version = step.version or row.pgh_id
        for step in found.values():
            step.changes.sort(key=lambda change: change.what != "")  # the row itself, then parts
        for row, change in apart:
            step_of(row).changes.insert(0, change)
        return sorted(found.values(), key=lambda step: step.at, reverse=True)

    def _versions(
        self, model: type[Model], where: dict[str, Any]
    ) -> list[tuple[type[Model], Model, Model | None]]:
        """Each version with the one before it."""
        table = versions_of(model).objects.filter(**where).select_related("pgh_context")
        newest = list(table.order_by("-pgh_id")[:MOST_VERSIONS])
        told, last = [], {}
        for row in reversed(newest):
            told.append((model, row, last.get(row.id)))
            last[row.id] = row
        return told

    def _change(
        self, model: type[Model], row: Model, before: Model | None, is_new: bool
    ) -> Change | None:
        label = "insert" if is_new else row.pgh_label
        columns = []
        to_whole = "" if model is self.pages.model else _key_to(model, self.pages.model)
        for column in row._meta.fields:
            if column.name in {*NOT_TOLD, *self.pages.never_told} or column.attname == to_whole:
                continue
            new = getattr(row, column.attname)
            old = getattr(before, column.attname) if before else None
            if label == "delete":
                new, old = None, getattr(row, column.attname)
            if new == old or (label != "update" and new in EMPTY and old in EMPTY):
                continue
            columns.append(self._told(model, column, (before, old), (row, new)))
        verbs = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}
        if not columns and label == "update":
            return None
        what = "" if model is self.pages.model else capfirst(_called(model))
        return Change(what, verbs[label], columns)

    def _told(self, model: type[Model], column: Field, *sides: tuple[Model | None, Any]) -> Told:
        name = capfirst(str(column.verbose_name))
        if (model, column.name) in self.hidden:
            return Told(name, *(_("not shown") if value else "–" for _row, value in sides))
        return Told(name, *(self._words(row, column, value) for row, value in sides))

    def _words(self, row: Model | None, column: Field, value: Any) -> str:
        if value in EMPTY:
            return "–"
        said = self.pages.value_in_words(row, column, value) if row else None
        if said is not None:
            return self.reworded(said)
        if isinstance(column, ForeignKey):
            return self.names.get((column.related_model, value), _("not yours to see"))
        is_text = isinstance(value, str) and not column.choices
        return _plain(column, self.reworded(value) if is_text else value)

    def _name_related(self, rows: Iterable[Model]) -> None:
        """Rows that other columns point to, named only where this person may see them."""
        wanted: dict[type[Model], set[Any]] = {}
        for row in rows:
            for column in row._meta.fields:
                if isinstance(column, ForeignKey) and not column.name.startswith("pgh_"):
                    value = getattr(row, column.attname)
                    wanted.setdefault(column.related_model, set()).add(value)
        for model, keys in wanted.items():
            if model is User:
                named = self._people(keys - {None})
            elif self.pages.admin_site.is_registered(model):
                seen = self.pages.admin_site.get_model_admin(model).get_queryset(self.request)
                named = {row.pk: str(row) for row in seen.filter(pk__in=keys)}
            else:
                named = {}
            self.names |= {(model, key): name for key, name in named.items()}

    def _people(self, keys: set[Any]) -> dict[Any, str]:
        """Colleagues by name and address; people of other agencies without their address."""
        if not keys:
            return {}
        reader = self.request.user
        known = Q(pk=reader.pk) | Q(
            pk__in=Membership.objects.filter(agency__in=Agency.objects.managed_by(reader)).values(
                "user"
            )
        )
        colleagues = User.objects.all() if reader.is_coordinator else User.objects.filter(known)
        addresses = dict(colleagues.filter(pk__in=keys).values_list("pk", "email"))
        names = dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))
        return {
            key: " · ".join(filter(None, [name, addresses.get(key)]))
            or _("somebody of another agency")
            for key, name in names.items()
        } | {key: _("an account that is gone") for key in keys - names.keys()}


EMPTY = (None, "", [])


def _moment(row: Model) -> Any:
    """What is the same for all that one person saved at once."""
    return row.pgh_context_id or row.pgh_created_at


def _at_once(
    rows: list[tuple[type[Model], Model, Model | None]],
) -> Iterator[tuple[type[Model], Model, Model | None, bool]]:
    """Of a row that one save wrote several times its last version, beside what was before all.

    `rows` come newest first. Says whether the row is new.
    """
    together: dict[Any, list[tuple[type[Model], Model, Model | None]]] = {}
    for model, row, before in rows:
        together.setdefault((_moment(row), model, row.id), []).append((model, row, before))
    for versions in together.values():
        model, last, _before = versions[0]
        _model, first, before = versions[-1]
        if last.pgh_label == "delete":
            yield from (
                (model, row, before, row.pgh_label == "insert") for _m, row, before in versions
            )
        else:
            yield model, last, before, first.pgh_label == "insert"


def _who(row: Model) -> int | None:
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def _key_to(model: type[Model], whole: type[Model]) -> str:
    keys = [f for f in model._meta.fields if isinstance(f, ForeignKey) and f.related_model is whole]
    return keys[0].attname


def _called(model: type[Model]) -> str:
    """The name of a part; of a plain link, the name of what it links to."""
    if model._meta.proxy:
        return str(
            [f for f in model._meta.fields if f.is_relation][-1].related_model._meta.verbose_name
        )
    return str(model._meta.verbose_name)


def _plain(column: Field, value: Any) -> str:
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    match value:
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return formats.date_format(value, "DATE_FORMAT")
        case time():
            return formats.time_format(value, "TIME_FORMAT")
        case list():
            return ", ".join(str(item) for item in value)
    return Truncator(str(value)).chars(300)
