"""The facts of two news stories about National Night Out 2018, and nothing else.

What a story does not say stays empty; what follows from something else is said to be inferred.
A row that is there already under the same address is left as it is and built upon.
"""

from django.db import transaction

from events.models import Campaign
from nightout.seed.basis import (
    NIGHT,
    REFERENCES,
    find_places,
    load_agencies,
    load_officials,
    load_sources,
)
from nightout.seed.counts import load_counts, load_tip_line
from nightout.seed.held import load_events
from nightout.seed.shootings import load_incidents
from nightout.sources.models import Source


def are_there() -> bool:
    """Once loaded they belong to the people who keep them, changed or not."""
    return Source.objects.filter(external_id__in=REFERENCES).exists()


def campaign() -> Campaign | None:
    """National Night Out 2018, unless somebody has removed it."""
    return Campaign.objects.filter(date=NIGHT, is_sample=False).order_by("pk").first()


@transaction.atomic
def load() -> None:
    places = find_places()
    sources = load_sources()
    agencies = load_agencies(places)
    load_officials(agencies, sources)
    load_tip_line(places, sources)
    load_events(places, agencies, sources)
    load_incidents(places, agencies, sources)
    load_counts(places, sources)
