"""Events for flyers and pictures: one as people announce them, one as full as it may be."""

from collections.abc import Iterator
from datetime import date, time
from itertools import islice

from events.models import (
    Activity,
    AgencyRole,
    Campaign,
    Event,
    EventAgency,
    EventStatus,
    Park,
)
from nightout.agencies.models import Agency
from nightout.places.models import City, Neighborhood
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_neighborhood,
    make_park,
)
from tests.naughty import naughty_strings


def naughty_texts(together: int) -> Iterator[list[str]]:
    """So many at a time, and last as many as are left, filled up with nothing."""
    strings = iter(naughty_strings())
    while some := list(islice(strings, together)):
        yield [*some, *[""] * (together - len(some))]


def loaded(event: Event) -> Event:
    """As the views read it."""
    return Event.objects.public().for_cards().get(pk=event.pk)


def whole_event(**fields: object) -> Event:
    """With everything that an announcement usually says."""
    city = make_city()
    event = make_event(
        **{
            "title": "Neighbors meet",
            "start_date": date(2027, 8, 3),
            "start_time": time(18),
            "end_time": time(21),
            "city": city,
            "neighborhood": make_neighborhood(name="Carol City", city=city),
            "park": make_park(
                address="18701 NW 17th Avenue", accessibility="Paved path from the gate."
            ),
            "campaign": make_campaign(year=2027),
            "host": make_agency(name="Miami Gardens Police"),
            "activities": (make_activity(name_es="Parrillada", name_ht="Babekyou"),),
            "is_free": True,
            "wheelchair_access": True,
            "languages": ["en", "ht"],
            "rain_plan": "In the gym",
            "contact": "Officer Nguyễn, 305-555-0101",
            "description": "Bring a chair. Meet your officers.",
            **fields,
        }
    )
    fire = make_agency(name="Fire Rescue")
    EventAgency.objects.create(event=event, agency=fire, role=AgencyRole.ATTENDING)
    return loaded(event)


def fullest_event(words: str) -> Event:
    """Every column as long as it may be, of these words; thirty activities, twenty agencies."""

    def most(model: type, name: str) -> str:
        length = model._meta.get_field(name).max_length or 20_000
        return (words * length)[:length].strip()

    city = make_city(name=most(City, "name"), slug="full-fl")
    event = make_event(
        title=most(Event, "title"),
        slug="s" * Event._meta.get_field("slug").max_length,
        start_date=date(2027, 8, 30),
        end_date=date(2027, 9, 30),
        start_time=time(18, 45),
        end_time=time(23, 45),
        status=EventStatus.RESCHEDULED,
        city=city,
        neighborhood=make_neighborhood(name=most(Neighborhood, "name")[:100], city=city),
        park=make_park(
            name=most(Park, "name"),
            slug="full",
            address=most(Park, "address"),
            accessibility=most(Park, "accessibility"),
        ),
        campaign=make_campaign(name=most(Campaign, "name"), slug="full", is_sample=True),
        activities=tuple(
            make_activity(name=most(Activity, "name"), slug=f"full-{number}")
            for number in range(30)
        ),
        description=most(Event, "description"),
        is_free=False,
        languages=["en", "es", "ht", "pt", "fr", "ase"],
        rain_plan=most(Event, "rain_plan"),
        contact=most(Event, "contact"),
    )
    for number in range(20):
        agency = make_agency(name=most(Agency, "name"), slug=f"full-{number}")
        EventAgency.objects.create(event=event, agency=agency, role=AgencyRole.ATTENDING)
    return loaded(event)
