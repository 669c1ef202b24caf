"""What the file says now, beside what it said before and what a person decided.

A fact that changed in the file keeps its old value as the source's word of that day; a new value
that a person's decision stands against is kept beside it, as one of several claims.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import islice
from typing import Any

from django.db import connection

from incidents.models import Fact, FactClaim
from incidents.models.saying import UNSAID
from nightout import edtf

from .staging import Stage

BATCH = 1_000  # claims that are written at once

CHANGED = """
SELECT changed.*, run.at::date FROM (
    SELECT 'outcome' AS fact, NULL::bigint, victim_id, before, said, outcome_taken, record_id
    FROM changed_person WHERE outcome_moved
    UNION ALL
    SELECT 'age', NULL, victim_id, before, said, age_taken, record_id
    FROM changed_person WHERE age_moved
    UNION ALL
    SELECT fact, incident_id, NULL, before, said, is_taken, record_id
    FROM moved WHERE fact IN ('date', 'offense')
) AS changed
JOIN incidents_importedrecord record ON record.id = record_id
JOIN incidents_importrun run ON run.id = record.run_id
"""
NO_LONGER_CHOSEN = """
UPDATE incidents_factclaim SET chosen = false
WHERE chosen AND (
    victim_id IN (SELECT victim_id FROM changed_person WHERE outcome_moved AND outcome_taken)
        AND fact = 'outcome'
    OR victim_id IN (SELECT victim_id FROM changed_person WHERE age_moved AND age_taken)
        AND fact = 'age'
    OR (incident_id, fact) IN (SELECT incident_id, fact FROM moved WHERE is_taken)
)
"""


def claim(stage: Stage, *, source: int, by: int | None, today: date) -> None:
    """Before the rows themselves are changed; the record still knows the run that wrote it last."""
    stage.cursor.execute(NO_LONGER_CHOSEN)
    with connection.chunked_cursor() as changed:
        changed.execute(CHANGED)
        claims = _claims(iter(changed.fetchone, None), source=source, by=by, today=today)
        while some := list(islice(claims, BATCH)):
            FactClaim.objects.bulk_create(
                some,
                update_conflicts=True,
                unique_fields=["incident", "victim", "fact", "value", "source", "as_of"],
                update_fields=["chosen"],
            )


def _claims(
    rows: Iterable[tuple[Any, ...]], *, source: int, by: int | None, today: date
) -> Iterator[FactClaim]:
    for fact, incident, victim, before, said, taken, _record, day in rows:
        about = {"fact": fact, "incident_id": incident, "victim_id": victim, "source_id": source}
        old, new = value(fact, json.loads(before)), value(fact, json.loads(said))
        if taken and old != UNSAID:
            yield FactClaim(**about, value=old, as_of=day, entered_by_id=by)
        if new != UNSAID and not (taken and (old, day) == (new, today)):
            yield FactClaim(**about, value=new, as_of=today, chosen=taken, entered_by_id=by)


def value(fact: str, said: Any) -> str:
    """In the form that claims have."""
    match fact:
        case Fact.OUTCOME:
            return UNSAID if said["outcome"] == "unknown" else said["outcome"]
        case Fact.AGE:
            return str(said["age"]) if "age" in said else said.get("age_group", UNSAID)
        case Fact.DATE:
            first, last, precision, *at = said.split("/")
            minute = time.fromisoformat(at[0]) if at else None
            return edtf.written(
                date.fromisoformat(first), date.fromisoformat(last), precision, minute
            )
    return said
