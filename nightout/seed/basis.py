"""What the facts stand on: the places they need, the two stories, the agencies and who led them."""

from datetime import date
from typing import Any, NamedTuple

from nightout.agencies.models import Agency, AgencyKind, Official
from nightout.places.models import City, Neighborhood
from nightout.slugs import unique_slug
from nightout.sources.models import Source

NIGHT = date(2018, 8, 7)
REFERENCES = ["seed:S1", "seed:S2"]


class Places(NamedTuple):
    miami: City
    miami_gardens: City
    west_perrine: City
    west_park: City
    liberty_city: Neighborhood


class Sources(NamedTuple):
    cbs: Source
    wsvn: Source


class Agencies(NamedTuple):
    miami: Agency
    miami_dade: Agency
    miami_gardens: Agency
    broward: Agency


class PlaceMissing(LookupError):
    """The gazetteer has not been loaded, or lost a place that the facts need."""


def find_places() -> Places:
    cities = [
        _city(slug) for slug in ("miami-fl", "miami-gardens-fl", "west-perrine-fl", "west-park-fl")
    ]
    liberty_city = Neighborhood.objects.filter(city=cities[0], slug="liberty-city").first()
    if liberty_city is None:
        raise PlaceMissing("liberty-city")
    return Places(*cities, liberty_city)


def _city(slug: str) -> City:
    city = City.objects.select_related("county").filter(slug=slug).first()
    if city is None:
        raise PlaceMissing(slug)
    return city


def load_sources() -> Sources:
    cbs = Source.objects.create(
        external_id="seed:S1",
        publisher="CBS Miami",
        title="National Night Out coverage",
        published_on=NIGHT,
        notes=CBS_NOTES,
    )
    wsvn = Source.objects.create(
        external_id="seed:S2",
        publisher="WSVN 7News",
        title="National Night Out and gun violence",
        inferred_on=NIGHT,
        inferred_because=WSVN_DATE,
        notes=WSVN_NOTES,
    )
    return Sources(cbs, wsvn)


CBS_NOTES = """\
Citation: CBS Miami, Miami, 2018-08-07, National Night Out coverage. Its text has a date line; that \
day is a Tuesday.
National Night Out was “held for 35 years”: that fits a 35th yearly edition in 2018, which is why \
the campaign has that number. The first year is not stated.
“Back in June” (West Perrine): the month only, the day is not stated.
It counts three City of Miami events and describes one of them."""

WSVN_DATE = """\
Our copy prints no date and no year. It speaks of National Night Out, held on the first Tuesday of \
August, and of “Tuesday”; CBS Miami's story of Tuesday, 7 August 2018 is about the same night and \
the same Miami chief. The June dates alone would also fit 2019. The year 2024 at the foot of the \
page is the site's, not the story's."""

WSVN_NOTES = """\
Citation: WSVN, Miami Gardens, undated copy, about Tuesday 2018-08-07 (derived), National Night Out \
and gun violence. Its year rests on CBS Miami's story, and with it the weekdays below and the day \
as of which its titles of officials are kept.
National Night Out: every year, on the first Tuesday of August.
Press conference “last Thursday”: 2 August 2018 (derived; 26 July 2018 is the looser reading).
June 16: a Saturday. Father's Day, the Sunday before June 23: 17 June 2018, the third Sunday. \
“That same weekend”: 16 and 17 June; which day is not stated. June 23: a Saturday. July 23: a Monday.
“The week after June 16”: about 16 to 23 June; its bounds are not stated.
Police call the recent run of fatal shootings in South Florida without precedent; no number is given.
Chief Noel-Pratt says that many of the June shootings were connected, without saying which: so no \
two records are linked as connected.
Suspects, arrests and motives are not stated.
The city leaders of Miami Gardens and whoever leads the Broward Sheriff's Office are not named.
The tip line is printed 305-471-TIPS; the digits 305-471-8477 are derived. The amount of the reward \
is not stated.
The records do not add up to the claims (two deaths recorded of the June week against four claimed, \
one of July against five). That is expected: add none to make the sums match."""


def load_agencies(places: Places) -> Agencies:
    return Agencies(
        miami=_agency(
            name="City of Miami Police",
            other_names="City of Miami Police Department",
            kind=AgencyKind.MUNICIPAL_POLICE,
            city=places.miami,
        ),
        miami_dade=_agency(
            name="Miami-Dade Police",
            kind=AgencyKind.COUNTY_POLICE,
            county=places.miami.county,
        ),
        miami_gardens=_agency(
            name="Miami Gardens Police",
            kind=AgencyKind.MUNICIPAL_POLICE,
            city=places.miami_gardens,
        ),
        broward=_agency(
            name="Broward Sheriff's Office",
            kind=AgencyKind.SHERIFF,
            county=places.west_park.county,
        ),
    )


def _agency(*, name: str, **fields: Any) -> Agency:
    return Agency.objects.filter(name=name).first() or Agency.objects.create(
        name=name, slug=unique_slug(Agency, name), **fields
    )


def load_officials(agencies: Agencies, sources: Sources) -> None:
    """Who leads the Broward Sheriff's Office is not stated."""
    cited = {
        (agencies.miami, "Jorge Colina", "Police Chief"): [sources.cbs, sources.wsvn],
        (agencies.miami_dade, "Juan Perez", "Director"): [sources.cbs],
        (agencies.miami_gardens, "Delma Noel-Pratt", "Police Chief"): [sources.wsvn],
    }
    for (agency, name, title), said_by in cited.items():
        official, _made = Official.objects.get_or_create(
            agency=agency, name=name, title=title, as_of=NIGHT
        )
        official.sources.add(*said_by)
