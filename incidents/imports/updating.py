"""What changed since the last file, three ways: what it said, what it says, what the registry says.

Where the registry still says what the file said last, the file's new word is taken. Where a person
wrote something else in between, the person's stays, and the report says so. Whoever was deleted by
staff does not come back, nor does a name that a family had removed.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from incidents.marks import marks

from .staging import NAMES_AT_ONCE, Stage, facts_said, spooled

FACTS = ("date", "offense", "circumstance", "place")

# One row for each changed incident, with what the registry says of it now.
CHANGED = """
CREATE TEMPORARY TABLE changed AS
SELECT incoming.*, {now} AS now, location.id AS location_id
FROM incoming
JOIN incidents_incident incident ON incident.id = incoming.incident_id
LEFT JOIN incidents_location location ON location.incident_id = incident.id
WHERE status = 'changed'
"""
# A fact that the file says anew: taken where nobody wrote another one in between.
MOVED = """
CREATE TEMPORARY TABLE moved AS
SELECT record_id, incident_id, line, external_id, fact,
    said_before -> fact AS before, said -> fact AS said,
    now -> fact IS NOT DISTINCT FROM said_before -> fact
        AND NOT EXISTS (
            SELECT FROM incidents_factclaim claim
            WHERE claim.incident_id = changed.incident_id AND claim.fact = facts.fact
                AND claim.chosen AND claim.source_id <> %(source)s
        ) AS is_taken
FROM changed CROSS JOIN unnest(%(facts)s) AS facts (fact)
WHERE said -> fact IS DISTINCT FROM said_before -> fact AND now -> fact IS DISTINCT FROM said -> fact
"""
TAKEN = """
SELECT 'taken', line, external_id, fact,
    left(CASE WHEN fact = 'place' THEN '' ELSE replace(said #>> '{}', '/', ' ') END, 80)
FROM moved WHERE is_taken
"""
DECIDED = """
SELECT 'decided', line, external_id, fact,
    left(CASE WHEN fact = 'place' THEN '' ELSE replace(said #>> '{}', '/', ' ') END, 80)
FROM moved WHERE NOT is_taken
"""

INCIDENTS = """
UPDATE incidents_incident incident SET
    occurred_from = CASE WHEN facts ? 'date' THEN changed.occurred_from ELSE incident.occurred_from END,
    occurred_to = CASE WHEN facts ? 'date' THEN changed.occurred_to ELSE incident.occurred_to END,
    precision = CASE WHEN facts ? 'date' THEN changed.date_precision ELSE incident.precision END,
    occurred_at = CASE WHEN facts ? 'date' THEN changed.occurred_at ELSE incident.occurred_at END,
    offense = CASE WHEN facts ? 'offense' THEN changed.offense ELSE incident.offense END,
    circumstance = CASE WHEN facts ? 'circumstance' THEN changed.circumstance
        ELSE incident.circumstance END,
    updated_at = now()
FROM changed JOIN (
    SELECT incident_id, jsonb_object_agg(fact, true) AS facts
    FROM moved WHERE is_taken AND fact <> 'place' GROUP BY incident_id
) taken USING (incident_id)
WHERE incident.id = changed.incident_id
"""
LOCATIONS = """
UPDATE incidents_location location SET
    precision = place_precision, city_id = changed.city_id, county_id = changed.county_id,
    neighborhood_id = changed.neighborhood_id, public_text = changed.public_text,
    latitude = changed.latitude, longitude = changed.longitude
FROM changed JOIN moved USING (incident_id)
WHERE fact = 'place' AND is_taken AND place_precision IS NOT NULL
    AND location.id = changed.location_id
"""
NEW_LOCATIONS = """
INSERT INTO incidents_location (incident_id, precision, city_id, county_id, neighborhood_id,
    public_text, latitude, longitude)
SELECT incident_id, place_precision, city_id, county_id, neighborhood_id, public_text, latitude,
    longitude
FROM changed JOIN moved USING (incident_id)
WHERE fact = 'place' AND is_taken AND place_precision IS NOT NULL AND location_id IS NULL
"""

# People are the same by their reference; else by saying the same; else by their name; else by all but
# their name, which may have been misspelt; else by their place in the order, where only one of the
# two is named. Each step pairs only whom the steps before it left over.
PAIR = """
CREATE TEMPORARY TABLE pair AS
WITH old AS (
    SELECT record_id, number, id AS victim_id,
        said_before -> 'people' -> (number::int - 1) AS said, false AS was_gone
    FROM changed CROSS JOIN unnest(people_before) WITH ORDINALITY AS people (id, number)
    UNION ALL
    SELECT record_id, 1000000 + number, (gone -> 'id')::bigint, gone -> 'said', true
    FROM changed CROSS JOIN jsonb_array_elements(gone_before)
        WITH ORDINALITY AS people (gone, number)
), new AS (
    SELECT record_id, place AS number, person.said::jsonb AS said
    FROM changed JOIN person USING (external_id)
), {steps}
SELECT coalesce(old.record_id, new.record_id) AS record_id, old.victim_id, old.said AS before,
    old.was_gone, new.number, new.said
FROM matched
FULL JOIN old ON old.record_id = matched.record_id AND old.number = matched.old_number
FULL JOIN new ON new.record_id = matched.record_id AND new.number = matched.new_number
"""
# Each with what it knows people by; what is null is no one's.
STEPS = {
    "referred": "said ->> 'reference'",
    "alike": "CASE WHEN said ->> 'reference' IS NULL THEN said::text END",
    "named": "CASE WHEN said ->> 'reference' IS NULL THEN said ->> 'name' END",
    "respelt": "CASE WHEN said ->> 'reference' IS NULL AND said ? 'name'"
    " THEN (said - 'name')::text END",
    "ordered": "CASE WHEN said ->> 'reference' IS NULL THEN '' END",
}


def _steps() -> str:
    """SQL of the steps, one after the other; the last one holds all that they matched."""
    done, found = "SELECT NULL::bigint, NULL::bigint, NULL::bigint WHERE false", ""
    for name, identity in STEPS.items():
        left = {
            side: f"""{name}_{side} AS (
    SELECT *, row_number() OVER (PARTITION BY record_id, {identity} ORDER BY number) AS twin,
        {identity} AS identity
    FROM {side} WHERE NOT EXISTS (SELECT FROM ({done}) AS done (record_id, old_number, new_number)
        WHERE done.record_id = {side}.record_id AND done.{side}_number = {side}.number)
), """  # noqa: S608  (ours)
            for side in ("old", "new")
        }
        either = "WHERE NOT (o.said ? 'name' AND n.said ? 'name')" if name == "ordered" else ""
        found += f"""{left["old"]}{left["new"]}{name} AS (
    SELECT o.record_id, o.number AS old_number, n.number AS new_number
    FROM {name}_old o JOIN {name}_new n USING (record_id, identity, twin) {either}
), """  # noqa: S608  (ours)
        done = f"{done} UNION ALL SELECT * FROM {name}"  # noqa: S608  (ours)
    return f"{found}matched AS ({done})".replace(
        "SELECT NULL::bigint, NULL::bigint, NULL::bigint WHERE false UNION ALL ", ""
    )


# What the registry says of each person now; a name is compared by its marks, as its key may have
# changed since the last file.
MARKED = "CREATE TEMPORARY TABLE marked (victim_id bigint PRIMARY KEY, marks text[] NOT NULL)"
NAMES = """
SELECT victim.id, victim.name FROM pair JOIN incidents_victim victim ON victim.id = victim_id
WHERE victim.name <> '' AND pair.said ->> 'name' IS DISTINCT FROM before ->> 'name'
"""
PEOPLE = """
CREATE TEMPORARY TABLE changed_person AS
SELECT pair.record_id, pair.victim_id, changed.incident_id, changed.line, changed.external_id,
    person.outcome, person.age, person.age_group, pair.before, pair.said,
    CASE WHEN hushed.wish = 'remove' THEN '' ELSE person.name END AS name,
    hushed.wish, victim.hold,
    {outcome_moved} AS outcome_moved, {age_moved} AS age_moved,
    pair.said ->> 'name' IS DISTINCT FROM before ->> 'name' AND person.name <> ''
        AND victim.name <> person.name AS name_moved,
    victim.outcome = before ->> 'outcome' AND NOT {outcome_elsewhere} AS outcome_taken,
    victim.age IS NOT DISTINCT FROM (before ->> 'age')::smallint
        AND victim.age_group = coalesce(before ->> 'age_group', '') AND NOT {age_elsewhere}
        AS age_taken,
    coalesce(
        victim.name = '' AND before ->> 'name' IS NULL OR before ->> 'name' = ANY (marked.marks), false
    )
        AND victim.hold <> 'removed' AND hushed.wish IS DISTINCT FROM 'remove' AS name_taken
FROM pair JOIN changed USING (record_id)
JOIN incidents_victim victim ON victim.id = pair.victim_id
JOIN person numbered ON numbered.external_id = changed.external_id
    AND numbered.place = pair.number
JOIN staged person ON person.number = numbered.number
LEFT JOIN hushed ON hushed.name = person.name
LEFT JOIN marked ON marked.victim_id = pair.victim_id
WHERE pair.said IS DISTINCT FROM pair.before
"""
MOVED_OF_PERSON = {
    "outcome_moved": "pair.said ->> 'outcome' IS DISTINCT FROM before ->> 'outcome'"
    " AND victim.outcome <> person.outcome",
    "age_moved": "(pair.said -> 'age', pair.said -> 'age_group')"
    " IS DISTINCT FROM (before -> 'age', before -> 'age_group')"
    " AND (victim.age, victim.age_group) IS DISTINCT FROM (person.age, person.age_group::varchar)",
}
ELSEWHERE = """EXISTS (SELECT FROM incidents_factclaim claim WHERE claim.victim_id = pair.victim_id
    AND claim.fact = '{fact}' AND claim.chosen AND claim.source_id <> %(source)s)"""

TAKEN_OF_PEOPLE = """
SELECT 'taken', line, external_id, 'outcome', outcome FROM changed_person
WHERE outcome_moved AND outcome_taken
UNION ALL
SELECT 'taken', line, external_id, 'age', coalesce(age::text, age_group) FROM changed_person
WHERE age_moved AND age_taken
UNION ALL
SELECT 'taken', line, external_id, 'name', '' FROM changed_person WHERE name_moved AND name_taken
UNION ALL
SELECT CASE WHEN EXISTS (
        SELECT FROM incidents_victim victim WHERE victim.incident_id = changed.incident_id
            AND victim.id NOT IN (
                SELECT pair.victim_id FROM pair
                WHERE pair.record_id = changed.record_id AND pair.victim_id IS NOT NULL
            )
    ) THEN 'beside' ELSE 'joined' END,
    line, external_id, '', person.said ->> 'outcome'
FROM pair person JOIN changed USING (record_id) WHERE person.victim_id IS NULL
"""
# What earlier files of the source said of, and this one does not, or not legibly.
ABSENT = """
SELECT 'absent', 0, external_id, '', '' FROM incidents_importedrecord record
WHERE source_id = %(source)s AND incident_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM incoming WHERE record_id = record.id)
"""
DECIDED_OF_PEOPLE = """
SELECT 'decided', line, external_id, 'outcome', outcome FROM changed_person
WHERE outcome_moved AND NOT outcome_taken
UNION ALL
SELECT 'decided', line, external_id, 'age', coalesce(age::text, age_group) FROM changed_person
WHERE age_moved AND NOT age_taken
UNION ALL
SELECT CASE WHEN hold = 'removed' OR wish = 'remove' THEN 'name_removed' ELSE 'decided' END,
    line, external_id, 'name', '' FROM changed_person
WHERE name_moved AND NOT name_taken
UNION ALL
SELECT 'person_gone', line, external_id, '', '' FROM pair JOIN changed USING (record_id)
WHERE pair.number IS NULL AND NOT was_gone AND victim_id IN (SELECT id FROM incidents_victim)
"""

# Who turns out to be a minor or to have survived is named no longer, unless the family agreed; and
# another name than the one that was looked at waits for somebody to look at it.
VICTIMS = """
UPDATE incidents_victim victim SET
    outcome = new.outcome, outcome_source_id = CASE WHEN new.is_outcome THEN %(source)s
        ELSE victim.outcome_source_id END,
    age = new.age, age_group = new.age_group, name = new.name,
    name_rule = CASE WHEN new.is_withheld THEN 'withheld' ELSE victim.name_rule END,
    name_basis = CASE WHEN new.is_withheld THEN '' ELSE victim.name_basis END
FROM (
    SELECT *, name IS DISTINCT FROM name_before OR name_basis <> 'family' AND (
        outcome IN ('survived', 'injured', 'unharmed') OR age_group = 'under_18' OR age < 18
    ) IS TRUE AS is_withheld
    FROM (
        SELECT victim.id, victim.name AS name_before, victim.name_basis,
            outcome_moved AND outcome_taken AS is_outcome,
            CASE WHEN outcome_moved AND outcome_taken THEN person.outcome ELSE victim.outcome END
                AS outcome,
            CASE WHEN age_moved AND age_taken THEN person.age ELSE victim.age END AS age,
            CASE WHEN age_moved AND age_taken THEN person.age_group ELSE victim.age_group END
                AS age_group,
            CASE WHEN name_moved AND name_taken THEN person.name ELSE victim.name END AS name
        FROM changed_person person JOIN incidents_victim victim ON victim.id = person.victim_id
        WHERE outcome_moved AND outcome_taken OR age_moved AND age_taken
            OR name_moved AND name_taken
    ) told
) new
WHERE victim.id = new.id
"""
JOINED = """
CREATE TEMPORARY TABLE joined AS
SELECT nextval(pg_get_serial_sequence('incidents_victim', 'id')) AS id, new.*
FROM (
    SELECT pair.record_id, pair.number, changed.incident_id, person.outcome, person.age,
        person.age_group, CASE WHEN hushed.wish = 'remove' THEN '' ELSE person.name END AS name
    FROM pair JOIN changed USING (record_id)
    JOIN person numbered ON numbered.external_id = changed.external_id
        AND numbered.place = pair.number
    JOIN staged person ON person.number = numbered.number
    LEFT JOIN hushed ON hushed.name = person.name
    WHERE pair.victim_id IS NULL
    ORDER BY changed.incident_id, pair.number
) new
"""
NEW_VICTIMS = """
INSERT INTO incidents_victim (id, incident_id, name, name_rule, name_basis, hold, age, age_group,
    outcome, outcome_source_id, notes)
SELECT id, incident_id, name, 'withheld', '', '', age, age_group, outcome, %(source)s, ''
FROM joined ORDER BY id
"""
TOUCHED = """
UPDATE incidents_incident SET updated_at = now() WHERE id IN (
    SELECT incident_id FROM joined
    UNION SELECT incident_id FROM moved WHERE is_taken AND fact = 'place'
    UNION SELECT incident_id FROM changed_person
    WHERE outcome_moved AND outcome_taken OR age_moved AND age_taken OR name_moved AND name_taken
) AND updated_at < now()
"""
# Who is no longer in the file keeps the row, and is known again where a later file has them.
RECORDS = """
UPDATE incidents_importedrecord record
SET said = changed.said, people = coalesce(known.ids, '{}'), gone = coalesce(known.gone, '[]'),
    run_id = %(run)s
FROM changed LEFT JOIN (
    SELECT pair.record_id,
        array_agg(coalesce(pair.victim_id, joined.id) ORDER BY pair.number)
            FILTER (WHERE pair.number IS NOT NULL) AS ids,
        jsonb_agg(jsonb_build_object('id', pair.victim_id, 'said', pair.before))
            FILTER (WHERE pair.number IS NULL) AS gone
    FROM pair LEFT JOIN joined USING (record_id, number)
    GROUP BY pair.record_id
) known USING (record_id)
WHERE record.id = changed.record_id
"""


def prepare(stage: Stage, **given: Any) -> None:
    """What would change, and what stays because a person decided otherwise; nothing is written."""
    cursor = stage.cursor
    given["facts"] = list(FACTS)
    now = facts_said("incident", "location", "precision", "precision")
    cursor.execute(CHANGED.format(now=f"jsonb_build_object({now})"))
    cursor.execute("ANALYZE changed")
    cursor.execute(MOVED, given)
    cursor.execute(PAIR.format(steps=_steps()))
    cursor.execute("ANALYZE pair")
    cursor.execute(MARKED)
    with spooled(_marks()) as names:
        stage.copy("marked", names)
    elsewhere = {f"{fact}_elsewhere": ELSEWHERE.format(fact=fact) for fact in ("outcome", "age")}
    cursor.execute(PEOPLE.format(**MOVED_OF_PERSON, **elsewhere), given)
    for query in (DECIDED, DECIDED_OF_PEOPLE, TAKEN, TAKEN_OF_PEOPLE):
        stage.remark(query)
    stage.remark(ABSENT, source=given["source"])


def _marks() -> Iterator[str]:
    """Of the names that the registry has where the file has another one than before."""
    with connection.chunked_cursor() as names:
        names.execute(NAMES)
        while some := names.fetchmany(NAMES_AT_ONCE):
            for victim, name in some:
                yield f"{victim}\t{{{','.join(marks(name))}}}\n"


def update(stage: Stage, **given: Any) -> None:
    cursor = stage.cursor
    cursor.execute(JOINED)
    for statement in (INCIDENTS, LOCATIONS, NEW_LOCATIONS, VICTIMS, NEW_VICTIMS, TOUCHED, RECORDS):
        cursor.execute(statement, given)
