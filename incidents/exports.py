"""Incidents for other programs: the columns of all files, said once with what they mean.

The page that explains the columns is made of the same list, so it cannot differ from the files.
CSV and NDJSON have a row for each person, GeoJSON a feature for each incident.
"""

import hashlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.days import edtf_of_row
from incidents.models import (
    GRID,
    AgeGroup,
    CaseState,
    CaseStatus,
    Circumstance,
    Fact,
    FactClaim,
    IncidentQuerySet,
    NameRule,
    Offense,
    Outcome,
    PlacePrecision,
    Victim,
)
from nightout.datespan import Precision
from nightout.streaming import Column, Kind
from nightout.streaming.copying import copied
from nightout.streaming.plain import BARE, named_lines

TYPES = {
    Kind.TEXT: _("text"),
    Kind.INTEGER: _("whole number"),
    Kind.DECIMAL: _("number"),
    Kind.DATE: _("day, YYYY-MM-DD"),
    Kind.LIST: _("list of texts"),
}
CODE = _("code")


class NameGiven(models.TextChoices):
    FULL = "full", _("the whole name")
    INITIALS = "initials", _("initials only")
    WITHHELD = "withheld", _("known to the agency, and not shown")
    NOT_NAMED = "not_named", _("no name is known")


class About(Enum):
    """Whom a column is about, and so in which files it stands."""

    INCIDENT = auto()  # in all
    PERSON = auto()  # in those with a row for each person
    PEOPLE = auto()  # in those with one for each incident


Made = str | Combinable | Callable[[str], Combinable]


@dataclass(frozen=True)
class Field:
    """A column. `value` is a path from the incident, an expression, or made for a site.

    travels: whether it stands in the nightly file, which nobody can call back.
    """

    name: str
    value: Made
    meaning: str
    kind: Kind = Kind.TEXT
    codes: type[models.TextChoices] | None = None
    about: About = About.INCIDENT
    travels: bool = True

    @property
    def type(self) -> str:
        return CODE if self.codes else TYPES[self.kind]

    @property
    def files(self) -> list[str]:
        rows, features = self.about is not About.PEOPLE, self.about is not About.PERSON
        found = [
            ("CSV", rows),
            ("NDJSON", rows),
            ("GeoJSON", features),
            (gettext("nightly file"), rows and self.travels),
        ]
        return [name for name, is_in in found if is_in]

    def column(self, site: str) -> Column:
        value = self.value(site) if callable(self.value) else self.value
        return Column(self.name, value, self.kind, key=self.name)


# What is read of an incident


# The incident's own record and those merged into it: what hangs on any of them is told of it.
RECORDS = """ANY (%(expressions)s || ARRAY(
    SELECT gone.id FROM incidents_incident gone WHERE gone.merged_into_id = %(expressions)s))"""


class Cited(Func):
    """What is told of each source of an incident."""

    template = f"""ARRAY(
        SELECT %(what)s FROM incidents_incidentsource cited
        JOIN sources_source source ON source.id = cited.source_id
        WHERE cited.incident_id = {RECORDS}
        GROUP BY source.id ORDER BY source.publisher, source.id
    )"""  # noqa: S608  (all of it is ours)
    output_field = ArrayField(TextField())

    def __init__(self, what: str) -> None:
        super().__init__(F("pk"), what=what)


class LastStatus(Func):
    """A column of what was last said of the case."""

    template = f"""(
        SELECT status.%(column)s FROM incidents_casestatus status
        WHERE status.incident_id = {RECORDS}
        ORDER BY status.as_of DESC, status.id DESC LIMIT 1
    )"""  # noqa: S608  (all of it is ours)

    def __init__(self, column: str) -> None:
        field = CaseStatus._meta.get_field(column)
        super().__init__(F("pk"), column=column, output_field=type(field)())


class GridSquare(Func):
    """The square of the grid in which a place lies, in GeoJSON; null where there is no point."""

    template = (
        """(SELECT '{"type":"Polygon","coordinates":[[['"""
        """ || west || ',' || south || '],[' || east || ',' || south || '],['"""
        """ || east || ',' || north || '],[' || west || ',' || north || '],['"""
        """ || west || ',' || south || ']]]}'"""
        " FROM (SELECT %(expressions)s) AS middle (latitude, longitude), LATERAL (SELECT"
        " longitude - %(half)s, latitude - %(half)s, longitude + %(half)s, latitude + %(half)s"
        ") AS edge (west, south, east, north))"
    )
    output_field = TextField()


class InUtc(Func):
    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    output_field = TextField()


def page(site: str) -> Concat:
    """The address of an incident's page, in the language of the moment."""
    before, _number, after = reverse("incident", args=[0]).rpartition("0")
    number = Cast("pk", TextField())
    return Concat(Value(f"{site}{before}"), number, Value(after), output_field=TextField())


def said(path: str) -> NullIf:
    """A text that may be empty: then nothing is said."""
    return NullIf(Cast(path, TextField()), Value(""))


def of_county(column: str) -> Coalesce:
    """Where no city is known, the county stands for itself."""
    return Coalesce(f"location__city__county__{column}", f"location__county__{column}")


def number_of(people: QuerySet[Victim]) -> Coalesce:
    each = people.filter(incident=OuterRef("pk")).order_by().values("incident")
    return Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0)


NAME_GIVEN = Case(
    When(victims__pk__isnull=True, then=None),
    When(victims__name="", then=Value(NameGiven.NOT_NAMED.value)),
    When(victims__name_rule=NameRule.FULL, then=Value(NameGiven.FULL.value)),
    When(victims__name_rule=NameRule.INITIALS, then=Value(NameGiven.INITIALS.value)),
    default=Value(NameGiven.WITHHELD.value),
    output_field=CharField(),
)
OUTCOME_AS_OF = Coalesce(
    Subquery(
        FactClaim.objects.filter(
            victim=OuterRef("victims__pk"), fact=Fact.OUTCOME, chosen=True
        ).values("as_of")[:1]
    ),
    "victims__outcome_source__published_on",
)


# The columns

WHAT = [
    Field("incident", "pk", _("The incident's number. It never changes."), Kind.INTEGER),
    Field("url", page, _("The incident's page.")),
]
WHEN = [
    Field(
        "date_edtf",
        edtf_of_row(),
        _(
            "When, as exactly as it is known, in EDTF (ISO 8601-2, levels 0 to 2): 2018-06-17T21:30 is"
            " a minute in the time of the place, 2018-06-17 a day, 2018-06 a month, 2018 a year,"
            " [2018-06-16..2018-06-17] one of these days."
        ),
    ),
    Field("first_day", "occurred_from", _("The first day on which it may have been."), Kind.DATE),
    Field("last_day", "occurred_to", _("The last day on which it may have been."), Kind.DATE),
    Field("date_precision", "precision", _("How exactly the date is known."), codes=Precision),
    Field("date_as_printed", said("date_as_printed"), _("The date in the source's own words.")),
]
WHERE = [
    Field("place", said("location__public_text"), _("Block or crossing, in words.")),
    Field(
        "place_precision",
        "location__precision",
        _("How exactly the place is known. A home is a block."),
        codes=PlacePrecision,
    ),
    Field("neighborhood", "location__neighborhood__name", _("The neighborhood.")),
    Field("city", "location__city__name", _("The city, town or census place.")),
    Field(
        "city_geonames_id",
        "location__city__geonameid",
        _("The city's number at GeoNames."),
        Kind.INTEGER,
    ),
    Field("county", of_county("name"), _("The county.")),
    Field(
        "county_geoid",
        of_county("fips"),
        _("The county's GEOID of the Census Bureau. Its first two digits are the state's."),
    ),
    Field("state", of_county("state"), _("The state, in two letters.")),
    Field(
        "latitude",
        "location__latitude",
        _(
            "The middle of the square in which the block or crossing lies, in degrees (WGS 84). A"
            " square is 0.002 degrees wide; nobody gets a finer point."
        ),
        Kind.DECIMAL,
    ),
    Field("longitude", "location__longitude", _("Likewise."), Kind.DECIMAL),
]
CASE = [
    Field("offense", said("offense"), _("The offense, by its code of NIBRS."), codes=Offense),
    Field(
        "circumstance",
        said("circumstance"),
        _("The circumstance, by its code of NIBRS (data element 31)."),
        codes=Circumstance,
    ),
    Field("agency", "agency__name", _("The agency that answers for the record.")),
    Field("agency_ori", "agency__ori", _("The agency's number at the FBI.")),
    Field(
        "case_status",
        LastStatus("state"),
        _("How the case stood when a source last said so."),
        codes=CaseState,
    ),
    Field("case_as_of", LastStatus("as_of"), _("The day of which that was said."), Kind.DATE),
]
PEOPLE = [
    Field(
        "people",
        number_of(Victim.objects.all()),
        _("How many people are recorded for the incident."),
        Kind.INTEGER,
    ),
    Field(
        "people_shot",
        number_of(Victim.objects.shot()),
        _("How many of them were shot, by what a source says: killed, injured, or not stated."),
        Kind.INTEGER,
        about=About.PEOPLE,
    ),
    Field(
        "people_killed",
        number_of(Victim.objects.killed()),
        _("How many of them were killed."),
        Kind.INTEGER,
        about=About.PEOPLE,
    ),
    Field(
        "person",
        "victims__pk",
        _("The person's number. It never changes. Empty: nobody is recorded yet."),
        Kind.INTEGER,
        about=About.PERSON,
    ),
    Field(
        "name",
        said("victims__public_name"),
        _("The name as the page shows it, and never more. Empty: withheld, or not known."),
        about=About.PERSON,
        travels=False,
    ),
    Field(
        "name_given",
        NAME_GIVEN,
        _("How much of the name that is."),
        codes=NameGiven,
        about=About.PERSON,
        travels=False,
    ),
    Field(
        "age",
        "victims__age",
        _("In years. Empty: not stated; 0 is a baby."),
        Kind.INTEGER,
        about=About.PERSON,
    ),
    Field(
        "age_group",
        said("victims__age_group"),
        _("Where a source gives no age but a group."),
        codes=AgeGroup,
        about=About.PERSON,
    ),
    Field(
        "outcome",
        "victims__outcome",
        _("What became of the person, by what a source says and no more."),
        codes=Outcome,
        about=About.PERSON,
    ),
    Field(
        "outcome_source",
        "victims__outcome_source__publisher",
        _("Who says so."),
        about=About.PERSON,
    ),
    Field(
        "outcome_as_of",
        OUTCOME_AS_OF,
        _("As of which day; where that is not said, the day on which it was published."),
        Kind.DATE,
        about=About.PERSON,
    ),
]
PROVENANCE = [
    Field(
        "sources",
        Cited("source.publisher"),
        _("Who published what this rests on, each source once."),
        Kind.LIST,
    ),
    Field(
        "source_dates",
        Cited("coalesce(source.published_on::text, source.inferred_on::text || '~', '')"),
        _("When each was published, in the same order: 2018-08-07~ is inferred, empty not stated."),
        Kind.LIST,
    ),
    Field(
        "source_urls",
        Cited("source.url"),
        _("Where each is found, in the same order."),
        Kind.LIST,
        travels=False,
    ),
    Field("updated_at", InUtc("updated_at"), _("When the record was last changed, in UTC.")),
]
FIELDS = [*WHAT, *WHEN, *WHERE, *CASE, *PEOPLE, *PROVENANCE]


# The files


def of_people(site: str, *, travelling: bool = False) -> list[Column]:
    """The columns of a file with a row for each person; travelling, without names."""
    rows = (field for field in FIELDS if field.about is not About.PEOPLE)
    return [field.column(site) for field in rows if field.travels or not travelling]


def edition(columns: Sequence[Column]) -> str:
    """A short sum of names and types: whoever reads a file sees that it has other columns."""
    named = "\n".join(f"{column.machine_name()} {column.kind.name}" for column in columns)
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def one_row_each(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """A row for each person; an incident of which nobody is recorded has one, too."""
    return incidents.order_by(*incidents.query.order_by, "victims__pk")


def geojson_file(incidents: IncidentQuerySet, site: str) -> Generator[bytes, None, None]:
    """A feature for each incident (RFC 7946).

    What is known by city, county or neighborhood only has no geometry: a point would be a guess.
    """
    told = [field.column(site) for field in FIELDS if field.about is not About.PERSON]
    return _collection(_features(incidents, told), incidents.db)


def _features(incidents: IncidentQuerySet, told: Sequence[Column]) -> str:
    square = GridSquare("location__latitude", "location__longitude", half=GRID / 2)
    names = ", ".join(column.key for column in told)
    lines = named_lines(incidents, [*told, Column("geometry", square, key="geometry")])
    return f"""SELECT concat(
        CASE WHEN row_number() OVER () > 1 THEN ',' END,
        '{{"type":"Feature","id":', line.incident, ',"geometry":', coalesce(geometry, 'null'),
        ',"properties":', (SELECT row_to_json(told) FROM (SELECT {names}) AS told), '}}')
    FROM {lines}"""  # noqa: S608  (all of it is ours)


def _collection(features: str, using: str) -> Generator[bytes, None, None]:
    yield b'{"type":"FeatureCollection","features":[\n'
    yield from copied(features, BARE, using=using)
    yield b"]}\n"
