"""Incidents that the registry does not have yet: a statement for each table.

The numbers of incidents and people are drawn first, in the order of days and minutes, so that all parts
know them and neighbours lie side by side in every index.
"""

from typing import Any

from .persons import BASIS
from .staging import Stage

FRESH = """
CREATE TEMPORARY TABLE fresh AS
SELECT nextval(pg_get_serial_sequence('incidents_incident', 'id')) AS id, new.*
FROM (
    SELECT line, external_id, occurred_from, occurred_to, date_precision, occurred_at, offense,
        circumstance, place_precision, city_id, county_id, neighborhood_id, public_text, latitude,
        longitude, said
    FROM incoming WHERE status = 'new' ORDER BY occurred_from, occurred_at NULLS FIRST, line
) new
"""
# A name is shown from the beginning only where somebody answers for it: who reviewed it is kept.
FRESH_PERSON = """
CREATE TEMPORARY TABLE fresh_person AS
SELECT nextval(pg_get_serial_sequence('incidents_victim', 'id')) AS id, new.*
FROM (
    SELECT fresh.id AS incident_id, person.place, staged.outcome, staged.age, staged.age_group,
        CASE WHEN hushed.wish = 'remove' THEN '' ELSE staged.name END AS name,
        CASE WHEN hushed.wish IS NULL AND %(by)s IS NOT NULL THEN staged.name_rule
            ELSE 'withheld' END AS name_rule
    FROM fresh JOIN person USING (external_id) JOIN staged USING (number)
    LEFT JOIN hushed USING (name)
    ORDER BY fresh.id, person.place
) new
"""

INCIDENTS = """
INSERT INTO incidents_incident (id, agency_id, occurred_from, occurred_to, precision, occurred_at,
    date_as_printed, offense, circumstance, written_in, summary, inference, notes, publication,
    created_at, updated_at)
SELECT id, %(agency)s, occurred_from, occurred_to, date_precision, occurred_at, '', offense,
    circumstance, 'en', '', '', '', %(publication)s, now(), now()
FROM fresh ORDER BY id
"""
LOCATIONS = """
INSERT INTO incidents_location (incident_id, precision, city_id, county_id, neighborhood_id,
    public_text, latitude, longitude)
SELECT id, place_precision, city_id, county_id, neighborhood_id, public_text, latitude, longitude
FROM fresh WHERE place_precision IS NOT NULL ORDER BY id
"""
VICTIMS = """
INSERT INTO incidents_victim (id, incident_id, name, name_rule, name_basis, hold, reviewed_on,
    reviewed_by_id, age, age_group, outcome, outcome_source_id, notes)
SELECT id, incident_id, name, name_rule,
    CASE WHEN name_rule = 'withheld' THEN '' ELSE %(basis)s END, '', CASE WHEN name_rule <> 'withheld' THEN current_date END,
    CASE WHEN name_rule <> 'withheld' THEN %(by)s::bigint END, age, age_group,
    outcome, %(source)s, ''
FROM fresh_person ORDER BY id
"""
CITATIONS = """
INSERT INTO incidents_incidentsource (incident_id, source_id, fact)
SELECT id, %(source)s, %(says)s FROM fresh ORDER BY id
"""
RECORDS = """
INSERT INTO incidents_importedrecord (source_id, external_id, incident_id, said, people, gone, run_id)
SELECT %(source)s, external_id, fresh.id, said, coalesce(people.ids, '{}'), '[]', %(run)s
FROM fresh LEFT JOIN (
    SELECT incident_id, array_agg(id ORDER BY id) AS ids FROM fresh_person GROUP BY incident_id
) people ON people.incident_id = fresh.id
ORDER BY fresh.id
"""


def add(stage: Stage, **given: Any) -> None:
    """`given`: agency, source, run, by, publication and what the source says, by these names."""
    cursor = stage.cursor
    cursor.execute(FRESH)
    cursor.execute("ANALYZE fresh")
    cursor.execute(FRESH_PERSON, given)
    cursor.execute("ANALYZE fresh_person")
    for statement in (INCIDENTS, LOCATIONS, VICTIMS, CITATIONS, RECORDS):
        cursor.execute(statement, {"basis": BASIS, **given})
