"""A made-up edition to look around in: nobody announced it, and nobody in it exists.

The events are those of 2018, copied as staff would copy them, with what a coming event needs.
"""

import datetime
from itertools import count
from typing import Any

from django.db import transaction

from events.editions import copy_campaign
from events.models import Activity, Attendee, Campaign, Event, Publication, Registration
from nightout.seed.accounts import load_accounts
from nightout.seed.attendees import make_attendees

MADE_UP = "Made up to show the program: no agency announced it."
EVERYONE = ["en", "es", "ht"]
# How many rows of attendees each event gets, and what staff would have typed, by title.
DETAILS: dict[str, tuple[int, dict[str, Any]]] = {
    "National Night Out at Liberty Square": (
        70,
        {
            "start_time": datetime.time(18),
            "end_time": datetime.time(21),
            "capacity": 250,
            "wheelchair_access": True,
            "languages": EVERYONE,
            "rain_plan": "Under the roof of the community room",
            "contact": "liberty.square@example.org, 305-555-0101",
        },
    ),
    "National Night Out at Shenandoah Park": (
        38,
        {
            "start_time": datetime.time(17, 30),
            "end_time": datetime.time(20, 30),
            "capacity": 60,
            "wheelchair_access": True,
            "languages": ["en", "es"],
            "rain_plan": "One week later, same time",
            "contact": "shenandoah@example.org, 305-555-0102",
        },
    ),
    "National Night Out in Miami": (
        24,
        {
            "start_time": datetime.time(19),
            "end_time": datetime.time(21),
            "languages": ["en", "es"],
            "contact": "miami@example.org, 305-555-0103",
        },
    ),
    # People often know when to come and not how long it lasts.
    "National Night Out in West Perrine": (
        28,
        {
            "start_time": datetime.time(18, 30),
            "languages": ["en", "es"],
            "contact": "west.perrine@example.org, 305-555-0104",
        },
    ),
    "National Night Out at Rolling Oaks Park": (
        110,
        {
            "start_time": datetime.time(18),
            "end_time": datetime.time(21),
            "capacity": 400,
            "wheelchair_access": True,
            "languages": EVERYONE,
            "rain_plan": "In the gymnasium beside the park",
            "contact": "rolling.oaks@example.org, 305-555-0105",
        },
    ),
    "National Night Out in West Park": (
        34,
        {
            "start_time": datetime.time(18),
            "end_time": datetime.time(20),
            "capacity": 120,
            "wheelchair_access": False,
            "languages": ["en", "ht"],
            "rain_plan": "Cancelled if it storms",
            "contact": "west.park@example.org, 954-555-0106",
        },
    ),
}
MORE_TO_DO = {
    "National Night Out at Shenandoah Park": ["games", "meet-officers"],
    "National Night Out at Rolling Oaks Park": ["cookout", "games", "giveaways", "meet-officers"],
    "National Night Out in West Park": ["crime-safety-tips", "giveaways"],
}


def is_there() -> bool:
    return Campaign.objects.filter(is_sample=True).exists()


@transaction.atomic
def load(original: Campaign, *, today: datetime.date) -> Campaign:
    date = next_date(original, today)
    campaign = copy_campaign(
        campaign=original,
        date=date,
        by=None,
        name=f"{original.programme} {date.year} (sample)",
        is_sample=True,
    )
    for event in campaign.events.order_by("pk"):
        fill_in(event)
    load_accounts(campaign)
    return campaign


def next_date(original: Campaign, today: datetime.date) -> datetime.date:
    """The next day after today by the campaign's rule; a real edition may be on it as well."""
    dates = (original.date_in(year) for year in count(today.year))
    return next(date for date in dates if date and date > today)


def fill_in(event: Event) -> None:
    rows, details = DETAILS.get(event.title, (0, {}))
    for field, value in details.items():
        setattr(event, field, value)
    event.description = MADE_UP
    event.is_free = True
    event.registration = Registration.OPEN if rows else Registration.NONE
    event.publication = Publication.PUBLIC
    event.save()
    event.activities.add(*Activity.objects.filter(slug__in=MORE_TO_DO.get(event.title, [])))
    Attendee.objects.bulk_create(make_attendees(event, rows))
