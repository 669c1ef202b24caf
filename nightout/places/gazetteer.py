"""The country's places, from the committed files into the database.

A row is put in where this database has never had it: the history of the tables knows. So what
people changed stays as they left it, and what they deleted does not come back.
"""

from dataclasses import dataclass
from pathlib import Path

from django.db import DataError, IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from nightout.places.models import City, County, Neighborhood, ZipCode

DATA = Path(__file__).parent / "data"
MODELS = {
    "cities": City,
    "counties": County,
    "zipcodes": ZipCode,
    "neighborhoods": Neighborhood,
}


class GazetteerError(Exception):
    """A data file is missing or broken; the message is one line for the person at the shell."""


@dataclass(frozen=True)
class File:
    """`columns` are those of the file, in its order; `insert` reads them from `staged`."""

    name: str
    columns: str
    insert: str


FILES = [
    File(
        "counties",
        "fips text, state text, name text, lat float8, lon float8",
        """
        INSERT INTO places_county (fips, state, name, slug, latitude, longitude)
        SELECT fips, state, name,
            replace(nightout_fold(regexp_replace(name, '[''.]', '', 'g') || ', ' || state), ' ', '-'),
            lat, lon
        FROM staged
        WHERE state LIKE %(state)s
            AND NOT EXISTS (SELECT FROM places_countyhistory had WHERE had.fips = staged.fips)
        ON CONFLICT DO NOTHING
        """,
    ),
    # A county that is not there breaks the load by its NOT NULL, instead of losing the city.
    File(
        "cities",
        "geonameid integer, name text, state text, county_fips text, kind text, lat float8,"
        " lon float8, population integer, time_zone text, slug text",
        """
        INSERT INTO places_city
            (geonameid, name, state, county_id, slug, kind, latitude, longitude, population, time_zone)
        SELECT geonameid, staged.name, staged.state, county.id, staged.slug, kind, lat, lon,
            nullif(population, 0), -- GeoNames' 0 is "not known"
            time_zone
        FROM staged LEFT JOIN places_county county ON county.fips = county_fips
        WHERE staged.state LIKE %(state)s
            AND NOT EXISTS (
                SELECT FROM places_cityhistory had WHERE had.geonameid = staged.geonameid
            )
        ON CONFLICT DO NOTHING
        """,
    ),
    File(
        "zipcodes",
        "code text, post_office text, state text, lat float8, lon float8",
        """
        INSERT INTO places_zipcode (code, post_office, state, latitude, longitude)
        SELECT code, post_office, state, lat, lon FROM staged
        WHERE state LIKE %(state)s
            AND NOT EXISTS (SELECT FROM places_zipcodehistory had WHERE had.code = staged.code)
        ON CONFLICT DO NOTHING
        """,
    ),
    # By the city's first address: neither a renamed city nor a renamed neighborhood gets a twin.
    File(
        "neighborhoods",
        "city_slug text, name text, slug text, other_names text",
        """
        INSERT INTO places_neighborhood (city_id, name, slug, other_names)
        SELECT city.id, staged.name, staged.slug, coalesce(staged.other_names, '')
        FROM staged JOIN places_city city ON city.slug = staged.city_slug
        WHERE city.state LIKE %(state)s
            AND NOT EXISTS (
                SELECT FROM places_neighborhoodhistory had
                WHERE had.city_id = city.id AND had.slug = staged.slug
            )
        ON CONFLICT DO NOTHING
        """,
    ),
]


@transaction.atomic
def load(*, state: str | None = None, data: Path = DATA) -> int:
    """Put in what is missing, of one state or of all; returns how many rows were new."""
    with connection.cursor() as cursor:
        # The history triggers walk the list of postponed checks once per row: keep it empty.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        new = sum(_load_file(cursor, file, data / f"{file.name}.csv", state) for file in FILES)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        if new:
            cursor.execute(
                "ANALYZE places_county, places_city, places_zipcode, places_neighborhood"
            )
    return new


def counts() -> dict[str, int]:
    return {name: model.objects.count() for name, model in MODELS.items()}


def _load_file(cursor: CursorWrapper, file: File, path: Path, state: str | None) -> int:
    try:
        with path.open("rb") as rows, connection.wrap_database_errors:
            cursor.execute(f"CREATE TEMPORARY TABLE staged ({file.columns})")
            cursor.copy_expert("COPY staged FROM STDIN WITH (FORMAT csv, HEADER match)", rows)
            cursor.execute(file.insert, {"state": state or "%"})
            new = cursor.rowcount
            cursor.execute("DROP TABLE staged")
    except OSError as problem:
        raise GazetteerError(f"{path}: {problem.strerror}.") from problem
    except (DataError, IntegrityError) as problem:
        raise GazetteerError(f"{path}: {' '.join(str(problem).split())}") from problem
    return new
