"""Files that come through the staff room: tried at once, kept until they are applied or for a day."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.models import ImportPiece, ImportRun, RunState
from nightout.accounts.models import User

from .mapping import Mapping, read_mapping
from .reading import FileError
from .running import agency_of, import_file, sum_of

KEPT = timedelta(days=1)


@transaction.atomic
def try_upload(*, pieces: Iterable[bytes], file_name: str, mapping: Mapping, by: User) -> ImportRun:
    """A dry run, with its report; the file waits beside it. Raises MappingError or FileError."""
    agency = agency_of(mapping, by)
    with tempfile.NamedTemporaryFile() as file:
        kept = []
        for content in pieces:
            file.write(content)
            kept.append(len(content))
        file.flush()
        path = Path(file.name)
        run = ImportRun.objects.create(
            agency=agency,
            file_name=file_name[-200:],
            sha256=sum_of(path),
            mapping=mapping.text,
            state=RunState.TRIED,
            by=by,
        )
        _keep(path, kept, run)
        import_file(path=path, mapping=mapping, by=by, file_name=run.file_name, run=run)
    return run


def _keep(path: Path, sizes: list[int], run: ImportRun) -> None:
    with path.open("rb") as file:
        for number, size in enumerate(sizes):
            ImportPiece.objects.create(run=run, number=number, content=file.read(size))


@transaction.atomic
def apply_upload(*, run: ImportRun, by: User) -> ImportRun:
    """The very file that was tried: by its sum. Raises MappingError or FileError."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state == RunState.APPLIED:
        raise FileError(_("This file is applied already."))
    with _upload_of(locked) as path:
        if sum_of(path) != locked.sha256:
            raise FileError(_("The file is kept for a day only, and is gone. Upload it again."))
        mapping = read_mapping(locked.mapping)
        import_file(
            path=path, mapping=mapping, by=by, file_name=locked.file_name, run=locked, apply=True
        )
    return locked


@contextmanager
def _upload_of(run: ImportRun) -> Iterator[Path]:
    """On the disk only while it is read."""
    pieces = run.pieces.order_by("number").values_list("content", flat=True)
    with tempfile.NamedTemporaryFile() as file:
        for content in pieces.iterator(chunk_size=1):
            file.write(content)
        file.flush()
        yield Path(file.name)


@transaction.atomic
def forget_uploads() -> int:
    """Files of a day ago that nobody applied, with their reports; says of how many runs."""
    stale = ImportRun.objects.filter(state=RunState.TRIED, at__lt=timezone.now() - KEPT)
    number = stale.count()
    stale.delete()  # with their pieces and remarks
    return number
