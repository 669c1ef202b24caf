"""What an incident's page tells beside the facts themselves: who says otherwise, what was
corrected, how the case went on, what is offered, and who helps.

What hangs on records that were merged into the incident is told with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Case, Q, When
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from incidents.models import (
    OF_A_PERSON,
    SHOT,
    CaseStatus,
    Correction,
    Fact,
    FactClaim,
    Incident,
    IncidentSource,
    MergedPerson,
    PublicVictim,
    Reward,
    SupportService,
    TipLine,
)
from incidents.models.saying import agree, says_more


@dataclass(frozen=True)
class Word:
    """One source's word; `is_shown` where the registry follows it."""

    claim: FactClaim
    is_shown: bool


@dataclass(frozen=True)
class Compared:
    """A fact of which sources say different things: first what we show, then the newest.

    `recorded` is our own number where the fact is one that we count and never copy from a source.
    """

    title: str
    words: list[Word]
    is_disputed: bool
    recorded: int | None = None

    @property
    def is_followed(self) -> bool:
        return any(word.is_shown for word in self.words)


@dataclass(frozen=True)
class Update:
    """A correction, or how the case stood, with its day."""

    day: date
    correction: Correction | None = None
    status: CaseStatus | None = None


@dataclass(frozen=True)
class Offer:
    """What is offered for information, newest word first, and whom to call."""

    line: TipLine | None
    rewards: list[Reward]

    @property
    def newest(self) -> Reward:
        return self.rewards[0]


@dataclass(frozen=True)
class Told:
    compared: list[Compared]
    updates: list[Update]
    offers: list[Offer]
    support: list[SupportService]


def of(incident: Incident, people: list[PublicVictim], *, today: date) -> Told:
    """All of it, for an incident read with its place and its people as published."""
    return Told(
        compared=compared(incident, people),
        updates=updates(incident),
        offers=offers(incident),
        support=support(incident, today),
    )


def citations(incident: Incident) -> list[IncidentSource]:
    """Its own sources first; what two records cite alike stands once."""
    cited = IncidentSource.objects.filter(incident__in=incident.with_merged().values("pk"))
    cited = cited.select_related("source").order_by(
        Case(When(incident=incident, then=0), default=1), "pk"
    )
    told: dict[tuple[int, str], IncidentSource] = {}
    for each in cited:
        told.setdefault((each.source_id, each.fact), each)
    return list(told.values())


def compared(incident: Incident, people: list[PublicVictim]) -> list[Compared]:
    merged = incident.with_merged().values("pk")
    same = dict(
        MergedPerson.objects.filter(
            merge__kept=incident, merge__undone_at__isnull=True, same_as__isnull=False
        ).values_list("victim", "same_as")
    )
    known = {person.pk for person in people}
    claims = FactClaim.objects.filter(
        Q(incident__in=merged) | Q(victim__in=[*known, *same])
    ).select_related("source")
    words: dict[tuple[str, int], list[Word]] = {}
    for claim in claims:
        person = same.get(claim.victim_id, claim.victim_id) or 0
        is_shown = claim.chosen and (claim.incident_id == incident.pk or claim.victim_id in known)
        words.setdefault((claim.fact, person), []).append(Word(claim, is_shown))
    order = [(fact, 0) for fact in Fact.values if fact not in OF_A_PERSON]
    order += [(fact, person.pk) for person in people for fact in OF_A_PERSON]
    counted = {Fact.PEOPLE.value: sum(person.outcome in SHOT for person in people)}
    told = {key: (words[key], counted.get(key[0])) for key in order if key in words}
    return [
        Compared(_title(key, people), _in_order(said), _is_disputed(said), recorded)
        for key, (said, recorded) in told.items()
        if _differ(said, recorded)
    ]


def _differ(words: list[Word], recorded: int | None) -> bool:
    """What no word is followed of is shown without a source, and another source says otherwise."""
    if recorded is not None:
        return any(word.claim.value != str(recorded) for word in words)
    is_followed = any(word.is_shown for word in words)
    first = words[0].claim
    same = all(agree(first.fact, word.claim.value, first.value) for word in words)
    return not (is_followed and same)


def _is_disputed(words: list[Word]) -> bool:
    """Whether two contradict each other; else one says more than another."""
    return any(
        not agree(one.fact, one.value, other.value)
        and not says_more(one.fact, one.value, other.value)
        and not says_more(one.fact, other.value, one.value)
        for one, other in combinations([word.claim for word in words], 2)
    )


def _in_order(words: list[Word]) -> list[Word]:
    return sorted(
        words,
        key=lambda word: (word.is_shown, word.claim.day() or date.min, word.claim.pk),
        reverse=True,
    )


def _title(key: tuple[str, int], people: list[PublicVictim]) -> str:
    """People are told apart by the names that are shown, else by their place on the page."""
    fact, pk = key
    label = capfirst(str(Fact(fact).label))
    if not pk or len(people) < 2:
        return label
    number = next(n for n, person in enumerate(people, 1) if person.pk == pk)
    name = people[number - 1].public_name
    if name:
        return _("%(fact)s: %(name)s") % {"fact": label, "name": name}
    person = {"fact": label, "number": number, "all": len(people)}
    return _("%(fact)s: person %(number)d of %(all)d") % person


def updates(incident: Incident) -> list[Update]:
    """Newest first; of one day, what was corrected comes before the case."""
    merged = incident.with_merged().values("pk")
    corrections = Correction.objects.filter(incident__in=merged).newest_first()
    statuses = CaseStatus.objects.filter(incident__in=merged).select_related("source")
    told = [Update(row.made_on, correction=row) for row in corrections]
    told += [Update(row.as_of, status=row) for row in _once(statuses, "state", "as_of", "note")]
    return sorted(told, key=lambda update: update.day, reverse=True)


def offers(incident: Incident) -> list[Offer]:
    """By who pays: what one line offers is never added to what another does."""
    merged = incident.with_merged().values("pk")
    rewards = Reward.objects.filter(incident__in=merged).select_related("source", "tip_line")
    by_line: dict[int | None, list[Reward]] = {}
    for reward in _once(rewards, "tip_line_id", "amount", "as_of", "source_id"):
        by_line.setdefault(reward.tip_line_id, []).append(reward)
    return [Offer(rewards[0].tip_line, rewards) for rewards in by_line.values()]


def _once(rows: Iterable, *columns: str) -> list:
    """Two records that were merged may say the same."""
    found = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, column) for column in columns), row)
    return list(found.values())


def support(incident: Incident, today: date) -> list[SupportService]:
    place = incident.location
    county = place.city.county_id if place.city else place.county_id
    services = SupportService.objects.valid_on(today)
    return list(services.for_area(city=place.city_id, county=county))
