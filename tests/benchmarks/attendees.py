"""As many attendees of one event as one likes, always the same ones."""

from django.db.backends.utils import CursorWrapper

from tests.benchmarks import words
from tests.benchmarks.filling import filling, say

EVENT = 1  # of the registry: public, and given to its organizer
IN_ONE_GO = 100_000

ATTENDEES = """
INSERT INTO events_attendee (event_id, name, email, phone, adults, children, status, came_from,
    access_needs, note, registered_at, present_at, present_by_id, adults_present, children_present,
    waiting_since, language, answers, wants_news)
SELECT %(event)s, name,
    CASE WHEN pg_temp.chance(number, 'e-mail') < 0.8 THEN 'person' || number || '@example.org' ELSE '' END,
    CASE WHEN pg_temp.chance(number, 'phone') < 0.6
        THEN '305-555-01' || lpad((number %% 100)::text, 2, '0') ELSE '' END,
    1 + number %% 3, number / 3 %% 4,
    CASE WHEN status < 0.86 THEN 'attending' WHEN status < 0.95 THEN 'waitlisted' ELSE 'cancelled' END,
    pg_temp.pick('{public_form,public_form,public_form,staff,walk_in,import}', number, 'from'),
    CASE WHEN pg_temp.chance(number, 'needs') < 0.1
        THEN pg_temp.pick(%(needs)s, number, 'need') ELSE '' END,
    CASE WHEN pg_temp.chance(number, 'notes') < 0.05
        THEN pg_temp.pick(%(notes)s, number, 'note') ELSE '' END,
    %(registered)s::timestamptz + pg_temp.chance(number, 'when') * interval '30 days',
    CASE WHEN present THEN %(registered)s::timestamptz + interval '60 days' END,
    CASE WHEN present THEN 2 END,
    CASE WHEN present THEN 1 + number %% 3 ELSE 0 END, CASE WHEN present THEN number / 3 %% 4 ELSE 0 END,
    CASE WHEN status >= 0.86 AND status < 0.95 THEN %(registered)s::timestamptz END,
    'en', '{}', true
FROM (
    SELECT number, pg_temp.chance(number, 'status') AS status,
        pg_temp.chance(number, 'presence') < 0.3 AS present,
        CASE WHEN number %% 1000 = 5 THEN pg_temp.pick(%(formulas)s, number, 'formula')
            WHEN number %% 1000 = 9 THEN %(rare)s
            WHEN number %% 20 = 3 THEN surname || ', ' || given
            WHEN number %% 20 = 4 THEN given || ' ' || surname || ' Jr.'
            ELSE given || ' ' || surname END AS name
    FROM generate_series(%(from)s::bigint, %(to)s) number,
        LATERAL (SELECT pg_temp.pick(%(given)s, number, 'given') AS given,
            pg_temp.pick(%(surnames)s, number, 'surname') AS surname) spoken
) people
"""

# As the triggers would count them, which sleep while so much is written.
SEATS = """
UPDATE events_seats SET attending = counted.attending, children = counted.children,
    waiting = counted.waiting, present = counted.present, children_present = counted.children_present
FROM (
    SELECT coalesce(sum(adults + children) FILTER (WHERE status = 'attending'), 0) AS attending,
        coalesce(sum(children) FILTER (WHERE status = 'attending'), 0) AS children,
        coalesce(sum(adults + children) FILTER (WHERE status = 'waitlisted'), 0) AS waiting,
        coalesce(sum(adults_present + children_present), 0) AS present,
        coalesce(sum(children_present), 0) AS children_present
    FROM events_attendee WHERE event_id = %(event)s
) counted
WHERE event_id = %(event)s
"""


def fill(cursor: CursorWrapper, number: int) -> None:
    """The list of the one event, in the place of whatever list it had."""
    facts = {
        "event": EVENT,
        "registered": "2018-06-01 12:00+00",
        "given": words.GIVEN,
        "surnames": words.SURNAMES,
        "rare": words.RARE_NAME,
        "formulas": words.FORMULAS,
        "needs": words.ACCESS_NEEDS,
        "notes": words.NOTES,
    }
    with filling(cursor):
        cursor.execute("TRUNCATE events_attendee RESTART IDENTITY CASCADE")
        for start in range(1, number + 1, IN_ONE_GO):
            part = {**facts, "from": start, "to": min(start + IN_ONE_GO - 1, number)}
            cursor.execute(ATTENDEES, part)
            say(f"{part['to']:,} of {number:,} attendees")
        cursor.execute(SEATS, facts)
