"""Numbers that the two stories claim, each as a claim of its own; and the number to call.

Our records do not add up to the claims, and are not meant to.
"""

from datetime import date
from typing import Any

from incidents.models import TipLine
from nightout.datespan import Precision
from nightout.places.models import City
from nightout.seed.basis import NIGHT, Places, Sources
from nightout.sources.models import Measure, Qualifier, ReportedCount, Source

CROSSING = "near NW 181st Street and 41st Court"
YEAR_INFERRED = "The source prints no year: 2018 rests on CBS Miami's dated story."
CITY_INFERRED = "That Miami Gardens is meant follows from the context."


def load_tip_line(places: Places, sources: Sources) -> None:
    """The amount of the reward is not stated."""
    TipLine.objects.create(
        name="Miami-Dade Crime Stoppers",
        number_printed="305-471-TIPS",
        number_dialled="305-471-8477",
        anonymous=True,
        reward=True,
        county=places.miami.county,
        source=sources.wsvn,
    )


def load_counts(places: Places, sources: Sources) -> None:
    load_counts_of_the_night(places.miami, sources.cbs)
    load_counts_of_the_year(places.miami_gardens, sources.wsvn)
    load_counts_of_june(places.miami_gardens, sources.wsvn)


def load_counts_of_the_night(miami: City, source: Source) -> None:
    night = {"period_from": NIGHT, "period_to": NIGHT, "period_precision": Precision.DAY}
    ReportedCount.objects.create(
        source=source,
        measure=Measure.PARTICIPANTS,
        qualifier=Qualifier.HUNDREDS,
        area_as_printed="South Florida",
        **night,
    )
    ReportedCount.objects.create(
        source=source,
        measure=Measure.EVENTS,
        qualifier=Qualifier.EXACT,
        value=3,
        city=miami,
        area_as_printed="City of Miami",
        **night,
    )


def load_counts_of_the_year(miami_gardens: City, source: Source) -> None:
    lives_taken = ReportedCount.objects.create(
        source=source,
        measure=Measure.KILLED,
        qualifier=Qualifier.NEARLY,
        value=20,
        city=miami_gardens,
        period_from=date(2018, 1, 1),
        period_to=NIGHT,
        period_precision=Precision.RANGE,
        period_as_printed="from January 1 to the story",
        inference=f"{CITY_INFERRED} {YEAR_INFERRED} The last day is taken to be that story's.",
    )
    ReportedCount.objects.create(
        source=source,
        measure=Measure.KILLED,
        qualifier=Qualifier.EXACT,
        value=5,
        part_of=lives_taken,
        city=miami_gardens,
        period_from=date(2018, 7, 1),
        period_to=date(2018, 7, 31),
        period_precision=Precision.MONTH,
        inference=f"{CITY_INFERRED} {YEAR_INFERRED}",
    )


def load_counts_of_june(miami_gardens: City, source: Source) -> None:
    """Whether the three of Father's Day are among the ten is not stated: they stand apart."""
    week: dict[str, Any] = {
        "city": miami_gardens,
        "period_from": date(2018, 6, 16),
        "period_to": date(2018, 6, 23),
        "period_precision": Precision.RANGE,
        "period_as_printed": "the week after June 16",
        "inference": f"The bounds of the week are not stated. {YEAR_INFERRED}",
    }
    shot = ReportedCount.objects.create(
        source=source, measure=Measure.SHOT, qualifier=Qualifier.EXACT, value=10, **week
    )
    ReportedCount.objects.create(
        source=source,
        measure=Measure.KILLED,
        qualifier=Qualifier.EXACT,
        value=4,
        part_of=shot,
        **week,
    )
    ReportedCount.objects.create(
        source=source,
        measure=Measure.SHOT,
        qualifier=Qualifier.EXACT,
        value=3,
        city=miami_gardens,
        area_as_printed=CROSSING,
        period_from=date(2018, 6, 17),
        period_to=date(2018, 6, 17),
        period_precision=Precision.DAY,
        period_as_printed="Father's Day",
        inference=f"{CITY_INFERRED} {YEAR_INFERRED}",
    )
