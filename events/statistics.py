from django.db.models import Count

from events.models import Event
from nightout.sources.claims import can_be_counted, within
from nightout.sources.models import Measure, ReportedCount


def recorded_events(claims: list[ReportedCount]) -> dict[int, int]:
    """How many events we hold for each claim of events held, in one query.

    People taking part are claimed too, but a head-count is no list: there is nothing to compare.
    """
    counts = {
        f"claim_{claim.pk}": Count(
            "pk",
            filter=within(
                claim,
                first="start_date",
                last="end_date",
                city="city",
                county="city__county",
                neighborhood="neighborhood",
            ),
        )
        for claim in claims
        if claim.measure == Measure.EVENTS and can_be_counted(claim)
    }
    if not counts:
        return {}
    counted = Event.objects.public().announced().aggregate(**counts)
    return {int(name.removeprefix("claim_")): number for name, number in counted.items()}
