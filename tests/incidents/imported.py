"""Files and mappings for the tests of imports, as small as can be."""

import json
from pathlib import Path
from typing import Any

from incidents.imports import Mapping, Report, import_file, read_mapping
from incidents.models import CHANGES, ImportedRecord, ImportPiece, ImportRemark, ImportRun
from nightout.agencies.models import Agency
from tests.factories import make_agency, make_city, make_source

HEADER = "id,day,city,name,age,outcome"
MAPPING = """
null = ["(null)"]
refuse = ["PERP_*"]
[source]
reference = "gazette"
publisher = "The Gazette"
title = "Shootings"
says = "All of it"
[agency]
slug = "police"
[incident]
key = "id"
date = { column = "day", formats = ["%m/%d/%Y", "edtf"] }
[place]
city = "city"
[person]
name = "name"
age = "age"
outcome = { column = "outcome", values = { "dead" = "killed", "hit" = "shot_not_stated", "hurt" = "injured" } }
"""


def police(**fields: Any) -> Agency:
    """The agency of the mapping, with the one city that its files speak of."""
    make_city()
    return make_agency(name="Police", slug="police", **fields)


def mapping(*changes: tuple[str, str]) -> Mapping:
    """The mapping above with some words replaced by others."""
    text = MAPPING
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_mapping(text)


def csv_of(path: Path, *rows: str, header: str = HEADER) -> Path:
    file = path / "file.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    return file


def brought(path: Path, *rows: str, by: Any = None, **options: Any) -> Report:
    """The file of these rows, applied."""
    used = options.pop("mapping", None) or mapping()
    header = options.pop("header", HEADER)
    options = {"apply": True, **options}
    return import_file(path=csv_of(path, *rows, header=header), mapping=used, by=by, **options)


Told = list[tuple[str, int, str, str, str]]


def remarks(report: Report) -> Told:
    """Of what was refused or left as it was."""
    return [told for told in _told(report) if told[0] not in CHANGES]


def changes(report: Report) -> Told:
    return [told for told in _told(report) if told[0] in CHANGES]


def _told(report: Report) -> Told:
    names = ("kind", "line", "external_id", "column", "value")
    return [tuple(remark[name] for name in names) for remark in report.remarks]


def as_json(path: Path, rows: list[dict[str, Any]], *, lines: bool) -> Path:
    file = path / "file.json"
    text = "\n".join(map(json.dumps, rows)) if lines else json.dumps(rows, indent=1)
    file.write_text(text)
    return file


# Rows, for the tests of what the database promises


def make_run(**fields: Any) -> ImportRun:
    values = {"file_name": "file.csv", "sha256": "0" * 64, "mapping": MAPPING, "state": "tried"}
    if "agency" not in fields:
        fields["agency"] = make_agency()
    return ImportRun.objects.create(**{**values, **fields})


def make_piece(**fields: Any) -> ImportPiece:
    return ImportPiece.objects.create(**{"run": make_run(), "number": 0, "content": b"", **fields})


def make_remark(**fields: Any) -> ImportRemark:
    return ImportRemark.objects.create(**{"run": make_run(), "kind": "no_key", "line": 2, **fields})


def make_record(**fields: Any) -> ImportedRecord:
    values = {"source": make_source(), "external_id": "7", "said": {}, "people": []}
    return ImportedRecord.objects.create(**{**values, "run": make_run(), **fields})
