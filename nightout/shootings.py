"""Shootings, as the search tells of them: asked for, found by words, recorded in a place."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from incidents.finder import matching
from incidents.models import Incident, PublicVictim, TipLine
from incidents.rows import with_people
from incidents.statistics import people
from nightout.places import finder, naming
from nightout.places.models import City, County, Neighborhood, ZipCode
from nightout.places.postal import Postal
from nightout.places.states import STATES

MOST_INCIDENTS = 5
MOST_PLACES = 3  # of one name: Liberty City is a neighborhood, and a city elsewhere

# Words as the database folds them: small letters, no accents.
SURE = {
    *("shooting", "shootings", "shooter", "shooters", "gunshot", "gunshots", "gunfire"),
    *("gunman", "gunmen", "killed", "killing", "killings", "homicide", "homicides"),
    *("murder", "murders", "murdered", "bullet", "bullets"),
    *("tiroteo", "tiroteos", "balacera", "balaceras", "disparo", "disparos", "balazo", "balazos"),
    *("baleado", "baleada", "baleados", "baleadas", "homicidio", "homicidios", "asesinato"),
    *("asesinatos", "asesinado", "asesinada", "asesinados", "asesinadas", "mataron"),
    *("touye", "zam", "fizyad", "fiziyad", "fiziye", "asasinen"),
}
# Words of other things too: a flu shot, a car's tire, a bal where people dance, Bal Harbour. With
# other words they count only where these name a place.
UNSURE = {
    *("shot", "shots", "shoot", "gun", "guns", "incident", "incidents"),
    *("bala", "balas", "arma", "armas", "incidente", "incidentes"),
    *("bal", "tire", "ensidan"),
}
# Words that stand beside those and ask for nothing more: "kout zam", "tire moun", "gun violence".
BESIDE = {
    *("a", "an", "and", "around", "at", "by", "dead", "for", "from", "in", "near", "of", "on"),
    *("people", "person", "recent", "the", "today", "victim", "victims", "violence", "yesterday"),
    *("ayer", "cerca", "con", "de", "del", "el", "en", "fuego", "hoy", "la", "las", "los"),
    *("personas", "por", "un", "una", "victima", "victimas", "violencia"),
    *("ak", "ki", "kout", "lan", "moun", "nan", "pre", "sou", "te", "viktim", "vyolans", "yo"),
    *("yon",),
}


@dataclass(frozen=True)
class Place:
    """One that was named, and what narrows a list of incidents to it."""

    name: str
    query: dict[str, str]

    @property
    def incidents(self) -> str:
        return f"{reverse('incident-list')}?{urlencode(self.query)}"


@dataclass(frozen=True)
class Asked:
    """Somebody asked for shootings, and with the `rest` of the words perhaps for `places`."""

    rest: naming.Typed
    places: list[Place]
    is_sure: bool

    @property
    def statistics(self) -> str:
        """Of the place, where there is only one."""
        narrowed = f"?{urlencode(self.places[0].query)}" if len(self.places) == 1 else ""
        return f"{reverse('incident-statistics')}{narrowed}"


@dataclass(frozen=True)
class Recorded:
    """What is recorded in a place, and whom to call there."""

    where: str
    number: int
    link: str
    tip_lines: QuerySet[TipLine]


def asked_for(typed: naming.Typed) -> Asked | None:
    """None where no word says so, or only an unsure one among words that name no place."""
    words = re.findall(r"\w+", typed.folded)
    if says_nothing_else(typed):
        return Asked(naming.Typed("", ""), [], is_sure=True)
    if not any(word in SURE or word in UNSURE for word in words):
        return None
    # An unsure word may be a part of the name: "shooting in Bal Harbour".
    with_unsure = [word for word in words if word not in SURE]
    without = [word for word in with_unsure if word not in UNSURE]
    name, places = _named(with_unsure)
    if not places and without != with_unsure:
        name, places = _named(without)
    is_sure = len(with_unsure) < len(words)
    if not (is_sure or places):
        return None
    rest = " ".join(name or _bare(without))
    return Asked(naming.Typed(rest, rest), places, is_sure)


def says_nothing_else(typed: naming.Typed) -> bool:
    """Each word is one for shootings, or one that is only said beside them."""
    words = set(re.findall(r"\w+", typed.folded))
    return bool(words & (SURE | UNSURE)) and words <= SURE | UNSURE | BESIDE


def _bare(words: list[str]) -> list[str]:
    """Without words at either end that ask for nothing."""
    kept = [at for at, word in enumerate(words) if word not in BESIDE]
    return words[kept[0] : kept[-1] + 1] if kept else []


def _named(words: list[str]) -> tuple[list[str], list[Place]]:
    """The words that name places, and these.

    Small words before a name are left out one by one: "en El Paso" is El Paso, not Paso.
    """
    kept = [at for at, word in enumerate(words) if word not in BESIDE]
    if kept:
        for first in range(kept[0] + 1):
            name = words[first : kept[-1] + 1]
            if places := _places(" ".join(name)):
                return name, places
    return [], []


def _places(text: str) -> list[Place]:
    """Places of just that name, the surest first; a state is none: the list has no such filter."""
    found = finder.exactly(text)
    if found.zip_code:
        return [Place(found.zip_code.code, {"city": found.zip_code.code})]
    if found.certain:
        return [_city(found.certain)]
    if text in {name.lower() for name in STATES.values()}:
        return []
    counties = County.objects.filter(name_folded__in=(text, f"{text} county"))
    places = [
        *map(_city, found.cities),
        *map(_neighborhood, found.neighborhoods),
        *(Place(str(county), {"county": county.slug}) for county in counties[:MOST_PLACES]),
    ]
    return places[:MOST_PLACES]


def _city(city: City) -> Place:
    return Place(str(city), {"city": city.slug})


def _neighborhood(neighborhood: Neighborhood) -> Place:
    query = {"city": neighborhood.city.slug, "neighborhood": neighborhood.slug}
    return Place(f"{neighborhood.name}, {neighborhood.city}", query)


def with_words(text: str) -> list[tuple[Incident, list[PublicVictim]]]:
    """The newest public incidents with the words, found as the list of incidents finds them.

    Of no words there are none: each incident is a shooting, and a few would look like all.
    """
    if not text:
        return []
    incidents = matching(Incident.objects.public().for_rows().latest_first(), text)
    return with_people(list(incidents[:MOST_INCIDENTS]))


def recorded_at(zip_code: ZipCode, located: Postal) -> Recorded:
    """Of the city in which it lies, or of those that it is near: the same that the list shows."""
    cities = located.cities
    number = people(Incident.objects.public().in_cities(cities)).incidents if cities else 0
    lines = TipLine.objects.valid_on(timezone.localdate())
    areas = [lines.for_area(city=city.pk, county=city.county_id) for city in cities]
    return Recorded(
        where=", ".join(city.name for city in cities),
        number=number,
        link=Place("", {"city": zip_code.code}).incidents,
        tip_lines=reduce(or_, areas, lines.for_area(city=None, county=None)),
    )
