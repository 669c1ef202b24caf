"""What is found for what somebody typed: names of many sorts, events and incidents by words."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from events.cards import with_cards
from events.filters import USUAL_REACH
from events.models import Event
from nightout import directory, shootings
from nightout.directory import Match
from nightout.pages.middleware import public
from nightout.places import finder, naming, postal
from nightout.places.models import City, ZipCode

MOST_EVENTS = 10
MOST_ROWS = 10  # of a section
FARTHEST = 25  # miles from a ZIP code's point
MOST_COUNTED = 200  # past events: beyond, a number says nothing
NEXT_EVENTS, NEXT_CITIES, MOST_NEAREST = 3, 12, 3  # where nothing fits
# Names that are less alike are not shown to who found events: "cookout" is no Lookout Mountain.
CLEARLY_ALIKE = 0.55

PLACES = (directory.CITY, directory.NEIGHBORHOOD)
SECTIONS = [
    (_("Places"), PLACES),
    (_("Parks"), (directory.PARK,)),
    (_("Agencies"), (directory.AGENCY,)),
    (_("Campaigns"), (directory.CAMPAIGN,)),
]
NAMED = [kind for _title, kinds in SECTIONS for kind in kinds]


@dataclass(frozen=True)
class Section:
    title: str
    matches: list[Match]
    has_more: bool


@public
def search(request: HttpRequest) -> HttpResponse:
    typed = naming.read(request.GET.get("q", ""))
    if not typed.folded:
        return render(request, "search.html")
    found = finder.exactly(typed.text)
    if found.certain:
        return redirect(found.certain)
    shown = near(found.zip_code, found.cities) if found.zip_code else by_words(typed)
    return render(request, "search.html", {"text": typed.text, **shown})


def near(zip_code: ZipCode, cities: list[City]) -> dict[str, Any]:
    """What is on around the point, what is recorded there, and which cities are, nearest first."""
    located = postal.locate(zip_code)
    point = zip_code.latitude, zip_code.longitude
    nearest = Event.objects.public().upcoming().around(*point, FARTHEST)
    events = with_cards(nearest[:MOST_EVENTS], with_year=True)
    return {
        "zip_code": zip_code,
        "postal": located,
        "recorded": shootings.recorded_at(zip_code, located),
        "events": events,
        "farthest": FARTHEST,
        "beyond": any(event.miles > USUAL_REACH for event in events),
        "cities": cities,
        "next_events": [] if events else next_events(),
    }


def by_words(typed: naming.Typed) -> dict[str, Any]:
    """Rows called so, events and incidents with the words; or what is most like it; or a way on."""
    asked = asked_for_shootings(typed)
    matching = Event.objects.public().matching(typed.text)
    events = with_cards(matching.upcoming().in_order()[:MOST_EVENTS], with_year=True)
    past = matching.past().order_by()[: MOST_COUNTED + 1].count()
    words = asked.rest.text if asked else typed.text
    incidents = shootings.with_words(words)
    if asked:
        named, is_alike = beside_shootings(typed, asked), False
    else:
        with_any = events or past or incidents
        named, is_alike = called(typed, least=CLEARLY_ALIKE if with_any else naming.LEAST_LIKE)
    shown = {
        "asked": asked,
        "sections": sections(named),
        "is_alike": is_alike,
        "events": events,
        "past": past,
        "most_counted": MOST_COUNTED,
        "incidents": incidents,
        "incident_words": words,
    }
    found = asked or named or events or past or incidents
    return shown if found else {"nothing": nothing(typed)}


def called(typed: naming.Typed, *, least: float) -> tuple[list[Match], bool]:
    """Rows called so, or else those spelt at `least` so much like it, and whether it is these."""
    if named := directory.called_so(typed, NAMED, most=MOST_ROWS + 1):
        return named, False
    alike = directory.spelt_alike(typed, NAMED, most=MOST_ROWS + 1, least=least)
    return alike, bool(alike)


def asked_for_shootings(typed: naming.Typed) -> shootings.Asked | None:
    """An unsure word asks for none in what is much like a name: "bal harbor" is Bal Harbour."""
    asked = shootings.asked_for(typed)
    if asked and not asked.is_sure and called(typed, least=CLEARLY_ALIKE)[0]:
        return None
    return asked


def beside_shootings(typed: naming.Typed, asked: shootings.Asked) -> list[Match]:
    """Rows that hold these very words, or that the rest of them names: none only like them."""
    most = MOST_ROWS + 1
    if not asked.rest.words:
        return directory.called_so(typed, NAMED, most=most, whole_words=True)
    named = directory.called_so(typed, NAMED, most=most)
    return named or called(asked.rest, least=CLEARLY_ALIKE)[0]


def sections(matches: list[Match]) -> list[Section]:
    """By sort, that with the surest match first; each with no more rows than one reads."""
    found = []
    for title, kinds in SECTIONS:
        rows = [match for match in matches if match.kind in kinds]
        if rows:
            found.append(Section(str(title), rows[:MOST_ROWS], len(rows) > MOST_ROWS))
    return sorted(found, key=lambda section: section.matches[0].rank)


def nothing(typed: naming.Typed) -> dict[str, Any]:
    """A way on for who typed what we do not know."""
    upcoming = Event.objects.public().upcoming()
    return {
        "is_number": typed.folded.isdigit(),
        "nearest": directory.nearest(typed, PLACES, most=MOST_NEAREST)[:MOST_NEAREST],
        "events": next_events(),
        "cities": directory.busiest(upcoming)[:NEXT_CITIES],
    }


def next_events() -> list[Event]:
    return with_cards(Event.objects.public().upcoming().in_order()[:NEXT_EVENTS], with_year=True)
