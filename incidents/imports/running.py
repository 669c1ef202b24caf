"""The verb: read a file by a mapping and say what it would change, or change it."""

import hashlib
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pghistory
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incidents.models import ImportRun, Remark, RunState
from incidents.names import IMPORTS, families_wait
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS, Agency
from nightout.audit.models import Verb, record
from nightout.sources.models import Source

from .adding import add
from .claiming import claim
from .lines import Liner, Remarks
from .mapping import Mapping, MappingError, NoAgency, nearest
from .staging import Stage
from .telling import Report, told
from .updating import prepare, update

MOST_REMARKS = 10_000  # of each kind that are kept; all are counted
MANY = 5_000  # new incidents, from which on the planner is told at once

REMARKS = """
INSERT INTO incidents_importremark (run_id, kind, line, external_id, "column", value)
SELECT %s, kind, line, external_id, "column", value FROM (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY line) AS place FROM remarked
) AS numbered WHERE place <= %s ORDER BY line, kind
"""
GROWN = "ANALYZE incidents_incident, incidents_location, incidents_victim, incidents_importedrecord"


def import_file(
    *,
    path: Path,
    mapping: Mapping,
    by: User | None,
    apply: bool = False,
    file_name: str = "",
    run: ImportRun | None = None,
) -> Report:
    """One transaction. Without `apply` nothing of it stays but the report.

    `run` is the one whose upload is read: it keeps the remarks, of a dry run too. Raises
    MappingError or FileError, with what to do in its message.
    """
    agency = agency_of(mapping, by)
    given: dict[str, Any] = {
        "agency": agency.pk,
        "by": by.pk if by else None,
        "precision": mapping.precision,
        "text_is": mapping.text_is,
        "without_place": mapping.unknown_place == "without_place",
    }
    with transaction.atomic(), _as(by), Remarks() as remarks, connection.cursor() as cursor:
        source = _source(mapping, agency, by, is_needed=apply)
        given["source"] = source.pk if source else None
        liner = Liner(mapping, agency, remarks)
        stage = Stage(cursor)
        stage.fill(liner.lines(path))
        if apply:
            families_wait(IMPORTS)  # whose names are held back is read now, and true until the end
        asked_at = stage.hush(agency)
        stage.look_up(remarks.read())
        stage.compare(**given)
        if apply:
            stage.take()
        prepare(stage, **given)
        report = told(
            stage,
            liner.counts,
            mapping,
            file_name=file_name or path.name,
            sha256=sum_of(path),
            applied=apply,
        )
        _note_names(report, agency, asked_at, by)
        if apply or run:
            run = _noted(report, mapping, agency, source, by, run)
            cursor.execute(REMARKS, [run.pk, MOST_REMARKS])
            report.run = run.pk
        if apply:
            _write(stage, mapping, report, {**given, "run": run.pk})
            run.pieces.all().delete()
        stage.drop()
    return report


def _note_names(report: Report, agency: Agency, asked_at: set[int], by: User | None) -> None:
    """Whoever tries names, in dry runs too, is seen by all whom families asked."""
    number = sum(
        report.counts["remarks"].get(kind.value, 0)
        for kind in (Remark.NAME_HELD, Remark.NAME_REMOVED)
    )
    if number and by:
        with translation.override(settings.LANGUAGE_CODE):
            target = _("Names that families asked to hold or remove stood in a file: %(file)s") % {
                "file": report.file_name
            }
        agencies = sorted(asked_at | {agency.pk})
        record(by=by, verb=Verb.READ, target=target, count=number, agencies=agencies)


def agency_of(mapping: Mapping, by: User | None) -> Agency:
    """Files name people, and may publish: the agency's managers answer for what they bring."""
    agency = Agency.objects.filter(**mapping.agency).first()
    mine = Agency.objects.managed_by(by, MANAGERS) if by else Agency.objects.all()
    if agency is None or not mine.filter(pk=agency.pk).exists():
        (name, value), *_rest = mapping.agency.items()
        hint = nearest(value, list(mine.exclude(**{name: None}).values_list(name, flat=True)))
        said = {"name": "ORI" if name == "ori" else name, "value": value, "hint": hint}
        if agency:
            text = _("You manage no agency with the %(name)s “%(value)s”.%(hint)s")
            raise MappingError([text % said])
        text = _(
            "There is no agency with the %(name)s “%(value)s”.%(hint)s Enter it under Agencies first:"
            " it answers for the records."
        )
        if by and not by.is_coordinator:
            text = _(
                "There is no agency with the %(name)s “%(value)s”.%(hint)s Ask a coordinator to enter"
                " it first: it answers for the records."
            )
        raise NoAgency(text % said, name=name, value=value)
    return agency


def _as(by: User | None) -> AbstractContextManager:
    """The versions of all rows name who it was, also outside a request."""
    return pghistory.context(user=by.pk) if by else nullcontext()


def _source(mapping: Mapping, agency: Agency, by: User | None, *, is_needed: bool) -> Source | None:
    """Its row is the line in which runs of one source wait for each other; it is one agency's."""
    said = mapping.source
    applied = ImportRun.objects.filter(source__external_id=said.reference, state=RunState.APPLIED)
    if applied.exclude(agency=agency).exists():
        text = _(
            "Files of another agency have the source reference “%s” already. Choose another one:"
            " source.reference in the mapping."
        )
        raise MappingError([text % said.reference])
    if is_needed:
        Source.objects.get_or_create(
            external_id=said.reference,
            defaults={
                "publisher": said.publisher,
                "title": said.title,
                "url": said.url,
                "accessed_on": timezone.localdate(),
                "added_by": by,
            },
        )
    rows = Source.objects.filter(external_id=said.reference)
    return (rows.select_for_update(no_key=True) if is_needed else rows).first()


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _noted(
    report: Report,
    mapping: Mapping,
    agency: Agency,
    source: Source | None,
    by: User | None,
    run: ImportRun | None,
) -> ImportRun:
    run = run or ImportRun(file_name=report.file_name[:200], sha256=report.sha256, by=by)
    run.agency, run.source, run.mapping, run.by = agency, source, mapping.text, by or run.by
    run.state = RunState.APPLIED if report.applied else RunState.TRIED
    run.counts, run.places = report.counts, report.places
    run.save()
    run.remarks.all().delete()
    return run


def _write(stage: Stage, mapping: Mapping, report: Report, given: dict[str, Any]) -> None:
    # A row's own triggers walk the list of postponed checks: it must stay empty.
    stage.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if report.counts["incidents"]["changed"]:
        claim(stage, source=given["source"], by=given["by"], today=timezone.localdate())
        update(stage, **given)
    if report.counts["incidents"]["new"]:
        add(stage, publication=mapping.publication, says=mapping.source.says, **given)
    stage.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    if report.counts["incidents"]["new"] >= MANY:
        stage.cursor.execute(GROWN)
