"""What a list's rows have in use, read by steps through an index instead of row by row.

Each step asks an index for the next value beyond the one before, so that a million rows of five
cities cost five steps. (Postgres has no such scan of its own before version 18.) Where a person
sees a few rows of a large table, reading those is quicker: a step would pass by all the others.
"""

from datetime import date, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

MOST_STEPS = 100  # through the years of a list

KEYS = """
WITH RECURSIVE used (value) AS (
    SELECT min({column}) FROM {table}
    UNION ALL
    SELECT (SELECT min({column}) FROM {table} WHERE {column} > used.value)
    FROM used WHERE used.value IS NOT NULL
)
SELECT value FROM used WHERE value IS NOT NULL
"""
# Of one year or month the last day is enough to know that it is there.
PERIODS = """
WITH RECURSIVE told (value) AS (
    (SELECT {column} FROM ({rows}) AS listed WHERE {column} IS NOT NULL ORDER BY 1 DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT {column} FROM ({rows}) AS listed WHERE {column} < {begin} ORDER BY 1 DESC LIMIT 1)
    FROM told WHERE told.value IS NOT NULL
)
SELECT value FROM told WHERE value IS NOT NULL LIMIT {most}
"""


def keys(model: type[Model], path: str) -> RawSQL:
    """The keys to which a column points in any row of its table; `path` ends with that column."""
    *before, last = path.split("__")
    for name in before:
        model = model._meta.get_field(name).related_model
    column, table = model._meta.get_field(last).column, model._meta.db_table
    quoted = {
        "column": connection.ops.quote_name(column),
        "table": connection.ops.quote_name(table),
    }
    return RawSQL(KEYS.format(**quoted), [])  # noqa: S611  (names of our own tables)


def days(listed: QuerySet, column: str, unit: str) -> list[date | datetime]:
    """As `periods`, from the rows themselves."""
    if isinstance(listed.model._meta.get_field(column), DateTimeField):
        return list(listed.datetimes(column, unit, order="DESC"))
    return list(listed.dates(column, unit, order="DESC"))


def periods(listed: QuerySet, column: str, unit: str) -> list[date | datetime]:
    """A day of each year or month (`unit`) in which the list has a row, the latest first."""
    field = listed.model._meta.get_field(column)
    try:
        rows, values = listed.order_by().values(column).query.sql_with_params()
    except EmptyResultSet:  # nobody's rows
        return []
    with_time = isinstance(field, DateTimeField)
    begin = "date_trunc(%s, told.value, %s)" if with_time else "date_trunc(%s, told.value)::date"
    zone = [timezone.get_current_timezone_name()] if with_time else []
    quoted = connection.ops.quote_name(field.column)
    with connection.cursor() as cursor:
        sql = PERIODS.format(column=quoted, rows=rows, begin=begin, most=MOST_STEPS)
        cursor.execute(sql, [*values, *values, unit, *zone])
        found = [value for (value,) in cursor]
    return [timezone.localtime(value) for value in found] if with_time else found
