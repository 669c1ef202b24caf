"""Incidents of a list, each with what may be known of its people."""

from collections import Counter
from itertools import groupby
from operator import attrgetter

from incidents.models import Incident, Outcome, PublicVictim, Victim
from incidents.statistics import People


def with_people(incidents: list[Incident]) -> list[tuple[Incident, list[PublicVictim]]]:
    """In one query for all of them."""
    known = Victim.objects.public().filter(incident__in=incidents).as_published()
    by_incident = {pk: list(group) for pk, group in groupby(known, attrgetter("incident_id"))}
    return [(incident, by_incident.get(incident.pk, [])) for incident in incidents]


def in_short(incidents: list[Incident]) -> list[tuple[Incident, People]]:
    """With how many people, by what became of them, and without any name."""
    return [
        (incident, People(1, Counter(Outcome(victim.outcome) for victim in victims)))
        for incident, victims in with_people(incidents)
    ]
