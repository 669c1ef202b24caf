"""The SQL of a calendar's entry: a VEVENT (RFC 5545, 3.6.1) made of the columns of `e`.

UID, the name of an event in other people's calendars, is its number and the moment it was entered.
Neither ever changes; the moment tells our event 5 from that of another registry, as a host's name
would do only until the host is renamed.
"""

from events.feeds.facts import worded
from events.models import EventStatus, Languages

MOMENT = """'YYYYMMDD"T"HH24MISS"Z"'"""  # in UTC, in which our connections speak
WALL = """'YYYYMMDD"T"HH24MISS'"""
DAY = "'YYYYMMDD'"


def escaped(sql: str) -> str:
    """SQL: a value of type TEXT; null where there is none."""
    signs = rf"replace(replace(replace({sql}, '\', '\\'), ';', '\;'), ',', '\,')"
    return rf"replace(replace({signs}, E'\r', ''), E'\n', '\n')"


PAGE = "%(page_before)s || e.slug || %(page_after)s"
TITLE = f"""concat(
    CASE WHEN e.is_sample THEN %(sample)s || ': ' END,
    CASE WHEN e.status IN ('cancelled', 'postponed')
        THEN {worded("e.status", EventStatus.values, "status")} || ': ' END,
    e.title)"""
PLACE = "concat_ws(', ', e.place, coalesce(e.street, e.neighborhood), e.city, e.state)"
CATEGORIES = "nullif(array_to_string(e.programme || e.activities, chr(31)), '')"

# What the event's page says and no other line can. Whatever is null is left out.
DESCRIPTION = rf"""concat_ws(E'\n',
    CASE WHEN e.is_sample THEN %(made_up)s END,
    CASE e.status WHEN 'rescheduled' THEN %(status_rescheduled)s END,
    nullif(e.description, '') || E'\n',
    CASE WHEN e.start_time IS NULL AND e.end_time IS NULL THEN %(no_time)s
        WHEN e.start_time IS NULL
            THEN replace(%(no_start)s, '@', to_char(e.end_time, %(clock)s))
        WHEN e.end_time IS NULL
            THEN replace(%(no_end)s, '@', to_char(e.start_time, %(clock)s)) END,
    CASE WHEN e.place IS NULL THEN %(no_place)s END,
    %(who)s || ': ' || nullif(array_to_string(e.agencies, ', '), ''),
    %(what)s || ': ' || nullif(array_to_string(e.activities, ', '), ''),
    %(room)s || ': ' || e.capacity,
    %(cost)s || ': ' || CASE e.is_free WHEN true THEN %(free)s WHEN false THEN %(not_free)s END,
    %(access)s || ': '
        || CASE e.wheelchair_access WHEN true THEN %(yes)s WHEN false THEN %(no)s END,
    %(access)s || ': ' || e.way_in,
    %(spoken)s || ': ' || (
        SELECT string_agg({worded("code", Languages.values, "spoken")}, ', ')
        FROM unnest(e.languages) code),
    %(rain)s || ': ' || nullif(e.rain_plan, ''),
    %(questions)s || ': ' || nullif(e.contact, ''),
    %(inferred_by_us)s || ' ' || nullif(e.inference, ''),
    E'\n' || {PAGE})"""  # noqa: S608  (all of it is ours)

ENTRY = rf"""concat_ws(E'\r\n',
    'BEGIN:VEVENT',
    'UID:event-' || e.pk || '-' || to_char(e.created_at, 'YYYYMMDD"T"HH24MISSUS') || '@nightout',
    'DTSTAMP:' || to_char(e.changed_at, {MOMENT}),
    'LAST-MODIFIED:' || to_char(e.changed_at, {MOMENT}),
    'CREATED:' || to_char(e.created_at, {MOMENT}),
    'SEQUENCE:' || e.revision,
    'STATUS:' || CASE e.status WHEN 'cancelled' THEN 'CANCELLED'
        WHEN 'postponed' THEN 'TENTATIVE' ELSE 'CONFIRMED' END,
    'TRANSP:' || %(busy)s,
    'DTSTART' || CASE WHEN e.start_time IS NULL
        THEN ';VALUE=DATE:' || to_char(e.start_date, {DAY})
        ELSE ';TZID=' || e.time_zone || ':' || to_char(e.start_date + e.start_time, {WALL}) END,
    'DTEND' || CASE WHEN e.start_time IS NULL
        THEN ';VALUE=DATE:' || to_char(e.first_end + 1, {DAY})
        ELSE ';TZID=' || e.time_zone || ':' || to_char(e.first_end + e.end_time, {WALL}) END,
    'RRULE:FREQ=DAILY;COUNT=' || nullif(e.times, 1),
    'SUMMARY;LANGUAGE=' || e.written_in || ':' || {escaped(TITLE)},
    'LOCATION;LANGUAGE=' || e.place_written_in || ':' || {escaped(PLACE)},
    'GEO:' || e.latitude || ';' || e.longitude,
    'DESCRIPTION;LANGUAGE=' || CASE e.description WHEN '' THEN %(language)s ELSE e.written_in END
        || ':' || {escaped(DESCRIPTION)},
    'URL:' || {PAGE},
    'CATEGORIES;LANGUAGE=' || %(language)s || ':' || replace({escaped(CATEGORIES)}, chr(31), ','),
    'ORGANIZER;CN="' || translate(e.organizer[1], E'"\r\n', '''  ') || '":mailto:'
        || translate(e.organizer[2], E'\r\n', ''),
    'END:VEVENT',
    '')"""
