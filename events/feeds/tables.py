"""Events as rows: CSV for spreadsheets, JSON for programs, of the same columns."""

from codecs import BOM_UTF8
from collections.abc import Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.feeds import facts
from events.feeds.listed import Listed, event_page
from nightout.streaming.columns import BETWEEN
from nightout.streaming.copying import copied
from nightout.streaming.guard import guarded
from nightout.streaming.plain import headed

MOMENT = """'YYYY-MM-DD"T"HH24:MI:SS"Z"'"""


@dataclass(frozen=True)
class Field:
    """A column. The name is schema.org's where that has one; the meaning is for people."""

    name: str
    sql: str
    meaning: str
    is_typed: bool = False  # text that somebody typed: it may look like a formula
    is_list: bool = False


def typed(name: str, sql: str, meaning: str) -> Field:
    return Field(name, sql, meaning, is_typed=True)


def many(name: str, sql: str, meaning: str) -> Field:
    return Field(name, sql, meaning, is_typed=True, is_list=True)


FIELDS = [
    Field("identifier", "e.pk", _("The event's number. It never changes.")),
    Field("url", "%(page_before)s || e.slug || %(page_after)s", _("The event's page.")),
    typed("name", "e.title", _("The title.")),
    typed("description", "nullif(e.description, '')", _("What there is, in staff's own words.")),
    Field("inLanguage", "e.written_in", _("The language of these words: en, es or ht.")),
    Field(
        "startDate",
        "e.start",
        _("On the clock of the city. A day without a time: the time is not announced."),
    ),
    Field("endDate", "e.finish", _("Likewise. Empty: the end is not announced.")),
    Field("timeZone", "e.time_zone", _("Whose clock that is.")),
    Field(
        "eventStatus", "e.status", _("scheduled, rescheduled (a new date), postponed or cancelled.")
    ),
    Field("sample", "e.is_sample", _("true: made up to show the program, announced by no agency.")),
    typed("superEvent", "e.campaign", _("The campaign it belongs to.")),
    typed(
        "location",
        "e.place",
        _("The park or place. A home is not named. Empty: the place is not announced."),
    ),
    typed("locationAsPrinted", "e.as_printed", _("The place as a source prints it.")),
    typed("streetAddress", "e.street", _("Address or crossing; for a home its block.")),
    typed("neighborhood", "e.neighborhood", _("The neighborhood.")),
    typed("addressLocality", "e.city", _("The city.")),
    typed("county", "e.county", _("The county.")),
    Field("addressRegion", "e.state", _("The state, in two letters.")),
    Field("latitude", "coalesce(e.latitude, e.city_latitude)", _("In degrees, WGS 84.")),
    Field("longitude", "coalesce(e.longitude, e.city_longitude)", _("In degrees, WGS 84.")),
    Field(
        "pointIsExact",
        "e.latitude IS NOT NULL",
        _("false: the point is the middle of the city, not the place."),
    ),
    typed("accessibility", "e.way_in", _("Getting in with a wheelchair or a stroller.")),
    many("organizer", "e.hosts", _("The agencies that host it.")),
    many("attending", "e.attending", _("Further agencies that take part.")),
    many("activities", "e.activities", _("What there is to do.")),
    Field("isAccessibleForFree", "e.is_free", _("true or false. Empty: not stated.")),
    Field("wheelchairAccess", "e.wheelchair_access", _("true or false. Empty: not stated.")),
    many("spokenLanguages", "e.languages", _("Languages spoken there; ase is sign language.")),
    Field("maximumAttendeeCapacity", "e.capacity", _("Room for so many. Empty: no limit.")),
    typed("rainPlan", "nullif(e.rain_plan, '')", _("What happens if it rains.")),
    typed("contact", "nullif(e.contact, '')", _("Whom residents may ask.")),
    typed("inference", "nullif(e.inference, '')", _("What we infer, and no source says itself.")),
    many("citation", "e.sources", _("What this rests on: publisher, title, day, what it says.")),
    many("citationUrl", "e.source_addresses", _("The addresses of these sources.")),
    Field("dateCreated", f"to_char(e.created_at, {MOMENT})", _("Entered, in UTC.")),
    Field("dateModified", f"to_char(e.changed_at, {MOMENT})", _("Last changed, in UTC.")),
    Field("version", "e.revision", _("Grows with each change.")),
]


def csv(listed: Listed) -> Generator[bytes, None, None]:
    """Comma-separated, with a line of names; the mark at the start tells Excel it is UTF-8.

    Cells that a spreadsheet would run as a formula begin with an apostrophe.
    """
    cells = ", ".join(f"{_in_one_cell(field)} AS {_quoted(field)}" for field in FIELDS)
    rows = facts.told(listed.events, cells, words(listed))
    guards = ", ".join(
        guarded(_quoted(field)) if field.is_typed else _quoted(field) for field in FIELDS
    )
    sql = f"SELECT {guards} FROM ({rows}) AS listed"  # noqa: S608  (the driver composed it)
    names = ",".join(field.name for field in FIELDS)
    return headed(
        BOM_UTF8 + f"{names}\n".encode(), copied(sql, "FORMAT csv", using=listed.events.db)
    )


def json(listed: Listed) -> Generator[bytes, None, None]:
    """One object: where it comes from, what its fields mean, and the events."""
    columns = ", ".join(f"{field.sql} AS {_quoted(field)}" for field in FIELDS)
    row = f"(SELECT row_to_json(told) FROM (SELECT {columns}) told)::text"  # noqa: S608  (ours)
    about = {
        "name": listed.name,
        "generated": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "url": listed.page,
        "credit": gettext(
            "Nightout. Each event names its sources: where you pass facts on, name them too."
        ),
        "fields": {field.name: str(field.meaning) for field in FIELDS},
    }
    opened = dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}")
    sql = facts.told(listed.events, row, words(listed))
    return _in_object(opened, facts.json_rows(sql, using=listed.events.db))


def words(listed: Listed) -> facts.Words:
    before, after = event_page(listed.site)
    return facts.words() | {"page_before": before, "page_after": after}


def _in_one_cell(field: Field) -> str:
    if field.is_list:
        return f"nullif(array_to_string({field.sql}, '{BETWEEN}'), '')"
    return f"({field.sql})::text"


def _quoted(field: Field) -> str:
    return f'"{field.name}"'


def _in_object(opened: str, rows: Generator[bytes, None, None]) -> Generator[bytes, None, None]:
    yield f'{opened},\n "events": [\n'.encode()
    yield from rows
    yield b"\n]}\n"
