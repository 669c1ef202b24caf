from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import gettext as _


class Kind(Enum):
    TEXT = auto()
    INTEGER = auto()
    DECIMAL = auto()
    DATE = auto()
    TIME = auto()
    DATETIME = auto()
    LIST = auto()  # of texts: an array for programs, one cell for people


FIELDS = {
    Kind.TEXT: models.TextField,
    Kind.INTEGER: models.BigIntegerField,
    Kind.DECIMAL: models.FloatField,
    Kind.DATE: models.DateField,
    Kind.TIME: models.TimeField,
    Kind.LIST: partial(ArrayField, models.TextField()),
}
BETWEEN = " | "  # of several values in one cell


class WallClock(Func):
    """A moment as the clock on a wall there shows it; it has lost its zone, so nothing moves it."""

    template = "(%(expressions)s)"
    arg_joiner = " AT TIME ZONE "
    output_field = models.DateTimeField()


@dataclass(frozen=True)
class Column:
    """One column of a list, on the page and in every file.

    header: for people, so it comes translated.
    expression: a field path, or an expression, that is valid on the queryset.
    zone: whose clock tells a moment: a name such as `America/New_York`, or an expression where
        each row has its own, such as `F("city__time_zone")`.
    key: the name for machines (NDJSON); without it the field path serves.
    """

    header: str
    expression: str | Combinable
    kind: Kind = Kind.TEXT
    zone: str | Combinable = ""
    key: str = ""

    def __post_init__(self) -> None:
        if self.kind is Kind.DATETIME and not self.zone:
            raise ValueError(f"Column {self.header}: say whose clock, with zone=")

    def cell(self) -> Func:
        """The value, in the type its kind promises: text cannot pass unguarded as a number."""
        value = F(self.expression) if isinstance(self.expression, str) else self.expression
        if self.zone:
            zone = Value(self.zone) if isinstance(self.zone, str) else self.zone
            value = WallClock(value, zone)
        return value if self.kind is Kind.DATETIME else Cast(value, FIELDS[self.kind]())

    def machine_name(self) -> str:
        if not (self.key or isinstance(self.expression, str)):
            raise ValueError(f"Column {self.header}: an expression needs a name, with key=")
        return self.key or str(self.expression).replace("__", "_")


def labelled(path: str, choices: Iterable[tuple[Any, Any]]) -> Case:
    """The label of the value stored in `path`, in the language of the moment: one per request."""
    return Case(
        *(When(**{path: value}, then=Value(str(label))) for value, label in choices),
        default=Cast(path, models.TextField()),
        output_field=models.TextField(),
    )


def yes_no(condition: str | Q) -> Case:
    """Yes or No. A field path can also be unknown, which leaves the cell empty; a Q cannot."""
    yes, no = Value(_("Yes")), Value(_("No"))
    if isinstance(condition, Q):
        return Case(When(condition, then=yes), default=no)
    return Case(When(**{condition: True}, then=yes), When(**{condition: False}, then=no))


def screen_rows(queryset: QuerySet, columns: Sequence[Column]) -> list[tuple[Any, ...]]:
    """The values that the files are made of, for a page; a cell without a value is empty text."""
    return [
        tuple("" if value is None else value for value in row) for row in cells(queryset, columns)
    ]


def cells(queryset: QuerySet, columns: Sequence[Column]) -> QuerySet:
    named = {f"cell_{place}": column.cell() for place, column in enumerate(columns)}
    listed = queryset.annotate(**named).values_list(*named)
    for name, column in zip(named, columns, strict=True):
        if column.kind in {Kind.DATE, Kind.TIME} and not column.zone:
            refuse_moment(listed.query.annotations[name], column)
    return listed


def refuse_moment(cell: Any, column: Column) -> None:
    """Which day a moment is on depends on the clock; the database's own would pick silently."""
    (value,) = cell.get_source_expressions()
    if isinstance(value.output_field, models.DateTimeField):
        raise ValueError(f"Column {column.header}: say whose clock, with zone=")


def in_one_cell(several: str) -> str:
    """SQL: the texts of the SQL expression `several` as one, empty where there are none."""
    return f"nullif(array_to_string({several}, '{BETWEEN}', ''), '')"


def lines_sql(
    queryset: QuerySet,
    columns: Sequence[Column],
    written: Mapping[Kind, Callable[[str], str]],
) -> str:
    """SELECT of the cells as a file wants them; `written` makes the SQL for a cell of each kind."""
    compiler = cells(queryset, columns).query.get_compiler(queryset.db, elide_empty=False)
    listed = connections[queryset.db].ops.compose_sql(*compiler.as_sql())
    return written_sql(listed, columns, written)


def written_sql(
    select: str,
    columns: Sequence[Column],
    written: Mapping[Kind, Callable[[str], str]],
) -> str:
    """The same of a SELECT that was made elsewhere; its columns are these, in their order.

    The inner query computes a cell once, the outer one may look at it often. The outer one needs
    no order of its own: Postgres passes the rows of a subquery on as they come.
    """
    names = [f"cell_{place}" for place in range(len(columns))]
    outer = (written[column.kind](name) for name, column in zip(names, columns, strict=True))
    return f"SELECT {', '.join(outer)} FROM ({select}) AS listed ({', '.join(names)})"  # noqa: S608  (the driver composed it)
