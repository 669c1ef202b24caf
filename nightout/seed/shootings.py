"""Six shootings of June and July 2018, and nine people. Dates and places as exact as stated."""

from datetime import date
from typing import Any

from incidents import facts
from incidents.models import (
    CaseState,
    Fact,
    Incident,
    IncidentLink,
    IncidentPublication,
    LinkKind,
    Location,
    NameBasis,
    NameRule,
    Outcome,
    PlacePrecision,
    Victim,
)
from nightout.agencies.models import Agency
from nightout.datespan import Precision, span
from nightout.places.models import City
from nightout.seed.basis import Agencies, Places, Sources
from nightout.seed.counts import CROSSING
from nightout.sources.models import Source

PRESS_CONFERENCE = date(2018, 8, 2)
BY_CONTEXT = (
    "That it was in Miami Gardens follows from the context; its police and Miami-Dade County"
    " follow from that. The source prints no year: 2018 rests on CBS Miami's story of 7 August"
    " 2018."
)
NAMED = {
    "name_rule": NameRule.FULL,
    "name_basis": NameBasis.PUBLISHED,
    "reviewed_on": date(2026, 11, 22),  # when the two stories were read for this registry
}


def load_incidents(places: Places, agencies: Agencies, sources: Sources) -> None:
    load_west_perrine(places.west_perrine, agencies.miami_dade, sources.cbs)
    in_miami_gardens = (places.miami_gardens, agencies.miami_gardens, sources.wsvn)
    load_fathers_day_weekend(*in_miami_gardens)
    load_two_in_a_car(*in_miami_gardens)
    load_july(*in_miami_gardens)


def load_west_perrine(west_perrine: City, police: Agency, source: Source) -> None:
    incident = _incident(
        Precision.MONTH,
        date(2018, 6, 1),
        agency=police,
        date_as_printed="back in June",
        summary=(
            "A boy of ten was called a victim of gun violence. That he was hit, and any injury, is"
            " not stated in so many words. He was alive on 7 August 2018. The day and the street"
            " are not stated."
        ),
        inference=(
            "The year follows from the date of the source, 7 August 2018; Miami-Dade County from"
            " the place. That Miami-Dade Police answers for it is inferred: one of the officers at"
            " its event had answered the call."
        ),
    )
    _place(incident, PlacePrecision.CITY, west_perrine)
    _cite(incident, source, "Month, place, age, that he was called a victim")
    _person(
        external_id="seed:V1",
        incident=incident,
        name="Makaih Smith",
        name_rule=NameRule.WITHHELD,
        age=10,
        outcome=Outcome.SURVIVED,
        outcome_source=source,
        notes=(
            "A living child: the name stays withheld though the outlet printed it. It is the name"
            " of the quoted speaker, who is the boy by context, not by an explicit statement."
        ),
    )


def load_fathers_day_weekend(miami_gardens: City, police: Agency, source: Source) -> None:
    three_shot = load_fathers_day(miami_gardens, police, source)
    for incident in (
        load_one_of_the_weekend(miami_gardens, police, source, "seed:V2", "Thristan Hanson", 24),
        load_one_of_the_weekend(miami_gardens, police, source, "seed:V3", "Michael Mathis Jr.", 21),
    ):
        IncidentLink.objects.create(
            incident=incident,
            other=three_shot,
            kind=LinkKind.POSSIBLE_DUPLICATE,
            said_by="This registry",
            because="Same weekend. Whether it is the same shooting is not stated.",
        )


def load_fathers_day(miami_gardens: City, police: Agency, source: Source) -> Incident:
    incident = _incident(
        Precision.DAY,
        date(2018, 6, 17),
        agency=police,
        date_as_printed="Father's Day, the Sunday before June 23",
        summary=(
            "Three people were shot. Their names, their ages and what became of them are not"
            " stated."
        ),
        inference=BY_CONTEXT,
    )
    _place(incident, PlacePrecision.CROSSING, miami_gardens, public_text=CROSSING)
    _cite(incident, source, "Day, crossing, that three people were shot")
    facts.claim(about=incident, fact=Fact.PEOPLE, value="3", source=source, by=None)
    for reference in ("seed:V7", "seed:V8", "seed:V9"):
        _person(
            external_id=reference,
            incident=incident,
            outcome=Outcome.SHOT_NOT_STATED,
            outcome_source=source,
        )
    return incident


def load_one_of_the_weekend(
    miami_gardens: City, police: Agency, source: Source, reference: str, name: str, age: int
) -> Incident:
    """Two people are named for that weekend, in two shootings; the source keeps them apart."""
    incident = _incident(
        Precision.WEEKEND,
        date(2018, 6, 16),
        agency=police,
        date_as_printed="that same weekend",
        summary=(
            "One person was shot. The day, the street and what became of the person are not stated."
            " The other shooting of that weekend in which one person is named is a separate one."
        ),
        inference=BY_CONTEXT,
    )
    _place(incident, PlacePrecision.CITY, miami_gardens)
    _cite(incident, source, "Weekend, name and age")
    _person(
        external_id=reference,
        incident=incident,
        name=name,
        age=age,
        outcome=Outcome.SHOT_NOT_STATED,
        outcome_source=source,
        **NAMED,
    )
    return incident


def load_two_in_a_car(miami_gardens: City, police: Agency, source: Source) -> None:
    incident = _incident(
        Precision.DAY,
        date(2018, 6, 23),
        agency=police,
        date_as_printed="June 23",
        summary=(
            "Two people were killed, seated inside an SUV. The street and their ages are not"
            " stated."
        ),
        inference=BY_CONTEXT,
    )
    _place(incident, PlacePrecision.CITY, miami_gardens)
    _cite(incident, source, "Day, names, that both were killed inside an SUV")
    for reference, name in (("seed:V4", "Stephen Campbell"), ("seed:V5", "Donald Armstrong")):
        _person(
            external_id=reference,
            incident=incident,
            name=name,
            outcome=Outcome.KILLED,
            outcome_source=source,
            **NAMED,
        )


def load_july(miami_gardens: City, police: Agency, source: Source) -> None:
    incident = _incident(
        Precision.DAY,
        date(2018, 7, 23),
        agency=police,
        date_as_printed="July 23",
        summary=(
            "A man of 27 was killed, standing outside with his son. Whether the son was hurt is"
            " not stated, nor is the address."
        ),
        inference=BY_CONTEXT,
    )
    _place(incident, PlacePrecision.CITY, miami_gardens)
    _cite(incident, source, "Day, name, age, that he was killed outside, with his son there")
    _person(
        external_id="seed:V6",
        incident=incident,
        name="Darin Williams Jr.",
        age=27,
        outcome=Outcome.KILLED,
        outcome_source=source,
        notes=(
            "Latonia Brown, a cousin, spoke at the press conference. Nothing says that she was at"
            " the event at Rolling Oaks Park."
        ),
        **NAMED,
    )
    incident.case_statuses.create(
        state=CaseState.OPEN,
        as_of=PRESS_CONFERENCE,
        said_by="Police Chief Delma Noel-Pratt, Miami Gardens Police",
        note=(
            "Still being worked on. The day is derived: the press conference of “last Thursday”."
            " 26 July 2018 is the looser reading."
        ),
        source=source,
    )


def _incident(precision: Precision, day: date, **fields: Any) -> Incident:
    """Suspects, arrests and motives are not stated for any of them."""
    first, last = span(precision, day)
    return Incident.objects.create(
        precision=precision,
        occurred_from=first,
        occurred_to=last,
        publication=IncidentPublication.PUBLIC,
        **fields,
    )


def _place(
    incident: Incident, precision: PlacePrecision, city: City, *, public_text: str = ""
) -> None:
    Location.objects.create(
        incident=incident, precision=precision, city=city, public_text=public_text
    )


def _cite(incident: Incident, source: Source, fact: str) -> None:
    """The day and, where it is told, the crossing stand as the word of the source."""
    incident.citations.create(source=source, fact=fact)
    _say(incident, source, Fact.DATE, as_printed=incident.date_as_printed)
    _say(incident, source, Fact.PLACE)


def _person(**fields: Any) -> None:
    person = Victim.objects.create(**fields)
    _say(person, person.outcome_source, Fact.OUTCOME)
    _say(person, person.outcome_source, Fact.AGE)


def _say(row: Incident | Victim, source: Source, fact: str, **printed: str) -> None:
    """What the row holds of the fact, if anything, is what the source says."""
    value = facts.shown(row, fact)
    if value:
        facts.claim(about=row, fact=fact, value=value, source=source, by=None, **printed)
