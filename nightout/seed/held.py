"""Six events of National Night Out 2018, their sites and what there was to do."""

from typing import Any

from events.models import (
    Activity,
    ActivityCategory,
    AgencyRole,
    Campaign,
    DateRule,
    Event,
    EventAgency,
    Park,
    ParkKind,
    Publication,
)
from nightout.agencies.models import Agency
from nightout.places.models import City
from nightout.seed.basis import NIGHT, Agencies, Places, Sources
from nightout.slugs import unique_slug
from nightout.sources.models import Source

MIAMI_DADE = "The county, Miami-Dade, is derived from the city."
TWO_OF_THREE = (
    "CBS Miami counts three City of Miami events. That the ones at Liberty Square and at"
    " Shenandoah Park are two of the three is inferred."
)
UNDATED = (
    "The source prints no date: Tuesday, 7 August 2018 is inferred from CBS Miami's story about"
    " the same night."
)
# slug: English, Spanish, Haitian Creole, category
ACTIVITIES = {
    "bounce-house": (
        "Bounce house",
        "Castillo inflable",
        "Chato gonflab",
        ActivityCategory.GAMES,
    ),
    "cookout": ("Cookout", "Comida a la parrilla", "Manje griye", ActivityCategory.FOOD),
    "games": ("Games", "Juegos", "Jwèt", ActivityCategory.GAMES),
    "giveaways": ("Giveaways", "Regalos", "Kado", ActivityCategory.GIVEAWAYS),
    "crime-safety-tips": (
        "Crime-safety tips",
        "Consejos para protegerse del delito",
        "Konsèy pou pwoteje tèt ou kont krim",
        ActivityCategory.SAFETY,
    ),
    "meet-officers": (
        "Meet the officers who answer emergencies",
        "Conozca a los agentes que responden a las emergencias",
        "Rankontre polisye ki reponn lè gen ijans",
        ActivityCategory.MEET,
    ),
}


def load_events(places: Places, agencies: Agencies, sources: Sources) -> None:
    campaign = load_campaign()
    load_city_of_miami(campaign, places, agencies.miami, sources)
    load_miami_dade(campaign, places, agencies.miami_dade, sources.cbs)
    load_miami_gardens(campaign, places, agencies.miami_gardens, sources.wsvn)
    load_broward(campaign, places, agencies.broward, sources.wsvn)


def load_campaign() -> Campaign:
    campaign, _made = Campaign.objects.get_or_create(
        programme="National Night Out",
        date=NIGHT,
        rule=DateRule.FIRST_TUESDAY_OF_AUGUST,
        defaults={
            "name": "National Night Out 2018",
            "slug": "national-night-out-2018",
            "edition": 35,
            "inference": "That 2018 is the 35th edition is inferred: CBS Miami says that it has been"
            " held for 35 years. The first year is not stated.",
        },
    )
    return campaign


def load_city_of_miami(
    campaign: Campaign, places: Places, police: Agency, sources: Sources
) -> None:
    liberty_square = _event(
        campaign,
        title="National Night Out at Liberty Square",
        description=(
            "Residents met the officers who answer emergencies. There were a bounce house, a"
            " cookout, games, giveaways and tips on safety from crime."
        ),
        city=places.miami,
        neighborhood=places.liberty_city,
        park=_park(
            "Liberty Square",
            places.miami,
            kind=ParkKind.HOUSING,
            neighborhood=places.liberty_city,
            address="off NW 64th Street and 14th Avenue",
        ),
        host=police,
        inference=f"{TWO_OF_THREE} {MIAMI_DADE}",
        notes="Tavares Collins and Terrance Jackson took part (ages not stated). Private persons.",
    )
    liberty_square.activities.set(_activities())
    _cite(liberty_square, sources.cbs, "Place, activities, who took part")
    shenandoah = _event(
        campaign,
        title="National Night Out at Shenandoah Park",
        description="Members of the department met residents.",
        city=places.miami,
        park=_park("Shenandoah Park", places.miami),
        host=police,
        inference=f"{TWO_OF_THREE} {UNDATED} {MIAMI_DADE}",
    )
    _cite(shenandoah, sources.wsvn, "Place; that members of the department met residents")
    counted_only = _event(
        campaign,
        title="National Night Out in Miami",
        city=places.miami,
        host=police,
        inference=(
            f"{TWO_OF_THREE} This record stands for the third, of which nothing else is stated."
        ),
    )
    _cite(counted_only, sources.cbs, "That there were three City of Miami events")


def load_miami_dade(campaign: Campaign, places: Places, police: Agency, source: Source) -> None:
    event = _event(
        campaign,
        title="National Night Out in West Perrine",
        city=places.west_perrine,
        host=police,
        inference=f"The venue is not stated. {MIAMI_DADE}",
        notes=(
            "The boy of the West Perrine shooting of June was there, and met one of the officers"
            " who had answered that call."
        ),
    )
    _cite(event, source, "The place, and who came")


def load_miami_gardens(campaign: Campaign, places: Places, police: Agency, source: Source) -> None:
    event = _event(
        campaign,
        title="National Night Out at Rolling Oaks Park",
        description=(
            "Held with local city leaders, who are not named. Families of victims of gun violence"
            " took part and bonded with officers. Activities are not listed."
        ),
        city=places.miami_gardens,
        park=_park("Rolling Oaks Park", places.miami_gardens),
        host=police,
        inference=f"{UNDATED} {MIAMI_DADE}",
    )
    _cite(event, source, "Place, city leaders, families of victims, bonding with officers")


def load_broward(campaign: Campaign, places: Places, sheriff: Agency, source: Source) -> None:
    event = _event(
        campaign,
        title="National Night Out in West Park",
        description="Deputies took part. Activities are not listed.",
        city=places.west_park,
        place_as_printed="West Park",
        host=sheriff,
        inference=(
            "“West Park” is read as the city; a park of that name is the other reading. The"
            " county, Broward, is derived from the city. That the deputies' office was the host is"
            f" inferred from their taking part. {UNDATED}"
        ),
    )
    _cite(event, source, "Place; that deputies took part")


def _event(campaign: Campaign, *, title: str, host: Agency, **fields: Any) -> Event:
    """Start and end are not stated for any of them."""
    event = Event.objects.create(
        campaign=campaign,
        title=title,
        slug=unique_slug(Event, f"{title} {NIGHT.year}"),
        start_date=NIGHT,
        end_date=NIGHT,
        publication=Publication.PUBLIC,
        **fields,
    )
    EventAgency.objects.create(event=event, agency=host, role=AgencyRole.HOST)
    return event


def _park(name: str, city: City, **fields: Any) -> Park:
    return Park.objects.filter(name=name, city=city).first() or Park.objects.create(
        name=name, city=city, slug=unique_slug(Park, name), **fields
    )


def _activities() -> list[Activity]:
    return [
        Activity.objects.get_or_create(
            slug=slug,
            defaults={"name": name, "name_es": es, "name_ht": ht, "category": category},
        )[0]
        for slug, (name, es, ht, category) in ACTIVITIES.items()
    ]


def _cite(event: Event, source: Source, fact: str) -> None:
    event.citations.create(source=source, fact=fact)
