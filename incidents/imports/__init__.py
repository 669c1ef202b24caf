"""Files of others, read by a mapping: dry run first, then one transaction for each file.

mapping   what the TOML file says: which column is what; refused with a reason where it is wrong
reading   rows of CSV, JSON or NDJSON, one by one, with their line numbers
values    a cell as the registry has it, or why not
persons   the people of a row: one, or those of packed lists
lines     rows as lines of the stage
staging   the stage in Postgres: filled by COPY, compared with the registry
places    the places of the stage, found in the gazetteer
adding    incidents that are new, written set-wise
updating  what changed since the last file, three-way, and never over a person's decision
claiming  what the file says now, beside what it said and what a person decided
telling   the report, for a person and for a program
running   the verb: import a file
uploads   files that come through the staff room: tried, applied, forgotten
"""

from .mapping import Mapping, MappingError, NoAgency, read_mapping, shipped
from .reading import FileError
from .running import import_file
from .telling import Report
from .uploads import apply_upload, forget_uploads, try_upload

__all__ = [
    "FileError",
    "Mapping",
    "MappingError",
    "NoAgency",
    "Report",
    "apply_upload",
    "forget_uploads",
    "import_file",
    "read_mapping",
    "shipped",
    "try_upload",
]
