"""A registry as large as one likes, always the same one: numbers hashed in SQL take dice's place.

Cities get events by Zipf's law over their rank by population; ten seasons of National Night Out
make most of the events, other days the rest. The last season is the next one to come.
The same size in the same season gives the same rows, on any machine.
"""

from datetime import date, timedelta
from typing import Any

from django.db.backends.utils import CursorWrapper

from events.models import DateRule
from events.models.campaign import first_tuesday
from tests.benchmarks import statements, words
from tests.benchmarks.filling import advance_sequences, filling, say

SEASONS = 10
CITIES = 12_000  # of the gazetteer's 21,760, the largest
FLATNESS = 12  # Zipf–Mandelbrot: with it the largest city gets about one event in ninety
AT_ONCE, LISTED_AT_ONCE = 100_000, 25_000  # rows
COORDINATOR, ORGANIZER = "coordinator@example.org", "organizer@example.org"


def fill(cursor: CursorWrapper, events: int) -> None:
    """So many events, and all that they stand on, into a database that has only places."""
    facts = drawn_from(events)
    with filling(cursor):
        cursor.execute(statements.STAGE_CITIES, {"cities": CITIES})
        cursor.execute("SELECT count(*) FROM stage")
        make_zipf(cursor, cities=cursor.fetchone()[0])
        cursor.execute(statements.AGENCIES, facts)
        cursor.execute(statements.ACCOUNTS, facts)
        for number, (slug, name, category) in enumerate(words.ACTIVITIES, start=1):
            cursor.execute(statements.ACTIVITY, [number, slug, name, category])
        for campaign in campaigns(season()):
            cursor.execute(statements.CAMPAIGN, campaign)
        cursor.execute(statements.PARKS, facts)
        cursor.execute("ANALYZE events_park, events_campaign")
        for part in parts_of(events, AT_ONCE):
            for statement in statements.OF_EACH_EVENT:
                cursor.execute(statement, facts | part)
            say(f"{part['to']:,} of {events:,} events")
        make_findable(cursor, events)
        cursor.execute(statements.ORGANIZERS)
        cursor.execute(statements.INCIDENTS, facts)
        cursor.execute(statements.STAMPS)
        cursor.execute("DROP TABLE stage")
        advance_sequences(cursor)


def parts_of(events: int, size: int) -> list[dict[str, int]]:
    """The numbers of the events, some at a time."""
    starts = range(1, events + 1, size)
    return [{"from": start, "to": min(start + size - 1, events)} for start in starts]


def make_findable(cursor: CursorWrapper, events: int) -> None:
    """Their listing and their words, as triggers would; the index of the words comes last."""
    cursor.execute("ANALYZE events_event, events_eventagency, events_event_activities")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = 'events_listing_words'"
    )
    index, made_again = cursor.fetchone()
    cursor.execute(f"DROP INDEX {index}")
    for part in parts_of(events, LISTED_AT_ONCE):
        cursor.execute(statements.RELIST, part)
        say(f"{part['to']:,} of {events:,} events listed")
    cursor.execute(made_again)


def drawn_from(events: int) -> dict[str, Any]:
    """What the statements choose from."""
    first, last = date(season() - SEASONS + 1, 1, 1), date(season(), 12, 31)
    return {
        "coordinator": COORDINATOR,
        "organizer": ORGANIZER,
        "with_fire": 3000,
        "parks": max(events // 8, 20),
        "parks_first": words.PARKS_FIRST,
        "parks_second": words.PARKS_SECOND,
        "kinds": [kind for kind, _called, _upto in words.PARK_KINDS],
        "called": [called for _kind, called, _upto in words.PARK_KINDS],
        "upto": [upto for _kind, _called, upto in words.PARK_KINDS],
        "titles": words.TITLES,
        "rare_title": words.RARE_TITLE,
        "sentences": words.SENTENCES,
        "seasons": SEASONS,
        "activities": len(words.ACTIVITIES),
        "incidents": events // 20,
        "first": first,
        "days": (last - first) // timedelta(days=1) + 1,
    }


def season() -> int:
    """The year of the next August edition that is still to come."""
    today = date.today()
    return today.year + (first_tuesday(today.year, 8) < today)


def campaigns(last: int) -> list[dict[str, Any]]:
    """Ten editions in August, and ten in Texas, which keeps October."""
    years = range(last - SEASONS + 1, last + 1)
    rules = [
        (8, DateRule.FIRST_TUESDAY_OF_AUGUST, ""),
        (10, DateRule.FIRST_TUESDAY_OF_OCTOBER, " Texas"),
    ]
    editions = [(year, *rule) for rule in rules for year in years]
    return [
        {
            "id": number,
            "name": f"National Night Out{where} {year}",
            "slug": f"national-night-out{where.strip().lower()}-{year}",
            "date": first_tuesday(year, month),
            "rule": rule.value,
        }
        for number, (year, month, rule, where) in enumerate(editions, start=1)
    ]


def make_zipf(cursor: CursorWrapper, *, cities: int) -> None:
    """SQL function: a chance from 0 to 1 becomes the rank of a city, 1 the most often."""
    spread = (cities + FLATNESS) / FLATNESS
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION pg_temp.zipf(chance float8) RETURNS int LANGUAGE sql IMMUTABLE RETURN"
        f" least({cities}, 1 + floor({FLATNESS} * power({spread}, chance) - {FLATNESS})::int)"
    )
