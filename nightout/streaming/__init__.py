"""Rows of a queryset as a CSV, XLSX or NDJSON download, and the same rows for a page.

Postgres writes the lines (`COPY`), Python passes them on: a million rows take seconds and no
memory. This package knows no model. Who may see what, and the audit row that says who took it,
are the caller's; that row belongs before the response, where no cut connection can skip it.
"""

from nightout.streaming.columns import Column, Kind, labelled, screen_rows, yes_no
from nightout.streaming.plain import csv_of_select, csv_response, ndjson_response
from nightout.streaming.workbook import xlsx_response

__all__ = [
    "Column",
    "Kind",
    "csv_of_select",
    "csv_response",
    "labelled",
    "ndjson_response",
    "screen_rows",
    "xlsx_response",
    "yes_no",
]
