"""Events as points on a map: GeoJSON (RFC 7946).

The properties are a promise to whoever draws them, our own map included:

title, url (a path, without a language), start and end (on the clock of the city: with a time, or
a bare day where the time is not announced; end may be null), place, city, state, status, sample,
exact (the point is the place's own, not the middle of its city), free and wheelchair_access (null
where it is not stated), lang (of the title), time_zone.
"""

from collections.abc import Generator

from django.conf import settings
from django.utils.translation import override

from events.feeds import facts
from events.feeds.listed import event_page
from events.models import EventQuerySet

PROPERTIES = """
    e.title,
    %(before)s || e.slug || %(after)s AS url,
    e.start,
    e.finish AS "end",
    e.place,
    e.city,
    e.state,
    e.status,
    e.is_sample AS sample,
    e.latitude IS NOT NULL AS exact,
    e.is_free AS free,
    e.wheelchair_access,
    e.written_in AS lang,
    e.time_zone
"""
FEATURE = f"""concat(
    '{{"type":"Feature","id":', e.pk, ',"geometry":{{"type":"Point","coordinates":[',
    coalesce(e.longitude, e.city_longitude), ',', coalesce(e.latitude, e.city_latitude),
    ']}},"properties":', (SELECT row_to_json(told) FROM (SELECT {PROPERTIES}) told), '}}')"""  # noqa: S608


def collection(events: EventQuerySet, *, most: int | None = None) -> Generator[bytes, None, None]:
    """The file, piece by piece; of more than `most` events it holds the first, and says so."""
    is_cut = most is not None and events[most : most + 1].exists()
    with override(settings.LANGUAGE_CODE):
        before, after = event_page()
    words = facts.words() | {"before": before, "after": after}
    sql = facts.told(events[:most], FEATURE, words)
    return _pieces(sql, events.db, is_cut)


def _pieces(sql: str, using: str, is_cut: bool) -> Generator[bytes, None, None]:
    flag = "true" if is_cut else "false"
    yield f'{{"type":"FeatureCollection","truncated":{flag},"features":['.encode()
    yield from facts.json_rows(sql, using=using)
    yield b"]}\n"
