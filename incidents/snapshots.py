"""The nightly file: the whole public list as it stood, to be cited and checked by its sum.

It carries no names: nobody can call back a file that travels, when a family asks to remove one.
Each snapshot is a folder of its own that appears whole or not at all. The bytes are the same for
the same rows.
"""

import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from incidents import exports
from incidents.models import Incident
from incidents.statistics import people
from nightout.localdb import local_dir
from nightout.streaming.plain import csv_file, ndjson_file

KEPT = timedelta(days=7)
MANIFEST = "manifest.json"
READ_AT_ONCE = 1 << 20  # bytes
UNFINISHED = "unfinished-"


@dataclass(frozen=True)
class File:
    """`sha256` is of the packed file, as `sha256sum --check` wants it."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Snapshot:
    """What was public at that moment (UTC, ISO 8601), and the files that hold it.

    `columns` is a short sum of their names and types: where it differs, the columns do.
    """

    made_at: str
    columns: str
    rows: int
    incidents: int
    people: int
    files: list[File]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def folder() -> Path:
    """Shared by who writes the files and who serves them."""
    found = (
        Path(settings.SNAPSHOT_FOLDER) if settings.SNAPSHOT_FOLDER else local_dir() / "snapshots"
    )
    found.mkdir(parents=True, exist_ok=True)
    return found


def make() -> Snapshot:
    """Both files and their sums, of one state of the database; what is older than a week goes."""
    now = timezone.now().replace(microsecond=0)
    draft = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder()))
    try:
        made = _written(draft, now)
        (draft / MANIFEST).write_text(json.dumps(asdict(made), indent=2) + "\n")
        draft.chmod(0o755)
        _put(draft, folder() / f"{now:%Y-%m-%dT%H%M%SZ}")
    except BaseException:
        shutil.rmtree(draft)
        raise
    _forget_old(now)
    return made


def _written(draft: Path, now: datetime) -> Snapshot:
    columns = exports.of_people(settings.SITE_URL, travelling=True)
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        if is_outermost:  # both files tell of one moment
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        incidents = Incident.objects.public().order_by("pk")
        rows = exports.one_row_each(incidents)
        counted = people(incidents)
        name = f"incidents-{now:%Y-%m-%d}"
        table, _lines = _packed(draft / f"{name}.csv.gz", csv_file(rows, columns))
        records, lines = _packed(draft / f"{name}.ndjson.gz", ndjson_file(rows, columns))
    return Snapshot(
        made_at=now.isoformat(),
        columns=exports.edition(columns),
        rows=lines,
        incidents=counted.incidents,
        people=counted.people,
        files=[table, records],
    )


def _packed(path: Path, pieces: Iterable[bytes]) -> tuple[File, int]:
    """The file and how many lines are in it.

    Without the time and the name that gzip would write into the file.
    """
    lines = 0
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
    ):
        for piece in pieces:
            packed.write(piece)
            lines += piece.count(b"\n")
    with path.open("rb") as written:
        total = hashlib.file_digest(written, "sha256").hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{total}  {path.name}\n")
    return File(path.name, path.stat().st_size, total), lines


def _put(draft: Path, place: Path) -> None:
    """A second one of the same second takes the place of the first."""
    if place.exists():
        shutil.rmtree(place)
    draft.rename(place)


def newest_first() -> list[Snapshot]:
    return [_read(place) for place in _places()]


def _places() -> list[Path]:
    return sorted((path.parent for path in folder().glob(f"*Z/{MANIFEST}")), reverse=True)


def _read(place: Path) -> Snapshot:
    told = json.loads((place / MANIFEST).read_text())
    return Snapshot(**told | {"files": [File(**file) for file in told["files"]]})


def path_of(name: str) -> Path | None:
    """The newest file of that name, or its sum; None for a name that no snapshot has."""
    for place in _places():
        for file in _read(place).files:
            if name in (file.name, f"{file.name}.sha256"):
                return place / name
    return None


def _forget_old(now: datetime) -> None:
    """Also what a run that was killed has left unfinished.

    A second one of a day takes the place of the first, whose files have the same names.
    """
    for place in _places()[1:]:
        made_at = _read(place).moment
        if now - made_at > KEPT or made_at.date() == now.date():
            shutil.rmtree(place)
    for draft in folder().glob(f"{UNFINISHED}*"):
        if now.timestamp() - draft.stat().st_mtime > KEPT.total_seconds() / 7:
            shutil.rmtree(draft)
