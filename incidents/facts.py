"""What sources say of an incident and its people, and which of them the registry follows.

    claim      a source says something of a fact
    choose     follow this source
    withdraw   no source says so: it was entered by mistake
    restate    somebody types another value into a person's own row

All of them keep the chosen claim and the column of the row the same, in one transaction. What says
more than what we show, and is not older, is shown at once: "killed" after "shot; outcome not
stated". Where sources contradict each other nothing changes until somebody says why.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import Enum

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.models import (
    OF_A_PERSON,
    Fact,
    FactClaim,
    Incident,
    Location,
    NameBasis,
    NameRule,
    Outcome,
    Victim,
    at_block_level,
)
from incidents.models.saying import UNSAID, agree, says_more
from incidents.models.victim import SURVIVORS
from nightout import edtf
from nightout.accounts.models import User
from nightout.datespan import UnreadableDate
from nightout.sources.models import Source

Row = Incident | Victim


def claim(
    *,
    about: Row,
    fact: str,
    value: str,
    source: Source,
    as_of: date | None = None,
    as_printed: str = "",
    by: User | None,
    choose: bool = False,
    because: str = "",
) -> FactClaim:
    """What was entered before is not entered twice. Raises ValidationError, by field."""
    with transaction.atomic(), _as(by):
        row = _locked(about)
        _refuse_future(fact, value)
        _keep_what_is_known(row)
        said = FactClaim(
            **_about(row), fact=fact, value=value, source=source, as_of=as_of, as_printed=as_printed
        )
        said.entered_by = by
        said = _kept(said)
        _cite(row, source)
        if choose:
            _follow(row, said, because)
        elif _is_shown_at_once(row, said):
            _show(row, said, because)
        return said


def _refuse_future(fact: str, value: str) -> None:
    try:
        is_to_come = fact == Fact.DATE and edtf.read(value).first > timezone.localdate()
    except UnreadableDate:
        return  # told where the claim is checked
    if is_to_come:
        raise ValidationError({"day": _("This day is still to come.")}, code="future")


def choose(*, claim: FactClaim, because: str, by: User | None) -> None:
    """Raises ValidationError where it contradicts what is shown and nobody says why."""
    with transaction.atomic(), _as(by):
        _follow(_locked(claim.victim or claim.incident), claim, because)


def withdraw(*, claim: FactClaim, by: User | None) -> None:
    """What is left is shown where it agrees; where nothing is left, the fact is not stated."""
    with transaction.atomic(), _as(by):
        row = _locked(claim.victim or claim.incident)
        left = list(_claims(row, claim.fact).exclude(pk=claim.pk).select_related("source"))
        was_chosen = _claims(row, claim.fact).filter(pk=claim.pk, chosen=True).exists()
        if was_chosen and len(left) > 1 and not _all_agree(left):
            raise ValidationError(
                _("The other sources disagree. Choose the one to show first, then take this back.")
            )
        claim.delete()
        if was_chosen and left:
            _show(row, _newest(left), because="")
        elif was_chosen:
            _write(row, claim.fact, UNSAID, None)


def shown(row: Row, fact: str) -> str:
    """The value of a fact as the registry shows it, in the form that claims have."""
    match fact:
        case Fact.OUTCOME:
            return UNSAID if row.outcome == Outcome.UNKNOWN else row.outcome
        case Fact.AGE:
            return row.age_group if row.age is None else str(row.age)
        case Fact.OFFENSE:
            return row.offense
        case Fact.PLACE:
            return row.location.public_text if hasattr(row, "location") else UNSAID
        case Fact.DATE:
            return edtf.written(row.occurred_from, row.occurred_to, row.precision, row.occurred_at)
    chosen = _chosen(row, fact)
    return chosen.value if chosen else UNSAID


def needs_reason(row: Row, fact: str, value: str) -> bool:
    """Whether showing this value contradicts, or says less than, what is shown now."""
    now = shown(row, fact)
    return now != UNSAID and not agree(fact, value, now) and not says_more(fact, value, now)


# Somebody types another value into a person's own row


class Typed(Enum):
    """What a value typed into a person's form means for what sources say."""

    NOTHING = "nothing"
    CORRECTS = "corrects"  # the same source was misread
    ADDS = "adds"  # another source says more
    CONTRADICTS = "contradicts"  # belongs where one says why


def typed(before: Victim, now: Victim, fact: str) -> Typed:
    old, new = shown(before, fact), shown(now, fact)
    chosen = _chosen(before, fact)
    source, old_source = now.outcome_source_id, before.outcome_source_id
    if chosen is None and (old == UNSAID or old_source in (None, source)):
        return Typed.NOTHING
    if old == new:
        moved = fact == Fact.OUTCOME and chosen and source != chosen.source_id
        return Typed.NOTHING if not moved else Typed.ADDS if source else Typed.CONTRADICTS
    if new == UNSAID or source is None:
        return Typed.CONTRADICTS
    if source == (chosen.source_id if chosen else old_source):
        return Typed.CORRECTS
    is_new_word = source != old_source and says_more(fact, new, old)
    return Typed.ADDS if is_new_word else Typed.CONTRADICTS


def restate(*, victim: Victim, by: User | None) -> None:
    """Called before the typed row is saved, so that what the sources say goes with it."""
    with transaction.atomic(), _as(by):
        before = _locked(victim)
        meant = {fact: typed(before, victim, fact) for fact in OF_A_PERSON}
        if Typed.ADDS in meant.values():
            _keep_what_is_known(before)
        for fact, meaning in meant.items():
            value = shown(victim, fact)
            if meaning is Typed.CORRECTS:
                _correct(before, fact, value)
            elif meaning is Typed.ADDS:
                said = FactClaim(victim=before, fact=fact, value=value, entered_by=by)
                said.source = victim.outcome_source
                _mark(before, _kept(said), because="")
                _cite(before, said.source)


def _correct(row: Victim, fact: str, value: str) -> None:
    """The chosen claim's own value; where the source is on record with the right one, that one."""
    chosen = _claims(row, fact).select_related("source").get(chosen=True)
    same = _claims(row, fact).filter(value=value, source=chosen.source)
    right = next((said for said in same if said.as_of == chosen.as_of), None)
    if right:
        chosen.delete()
        _mark(row, right, because=chosen.because)
    else:
        chosen.value = value
        chosen.save(update_fields=["value"])


# How it is done


def _as(by: User | None) -> AbstractContextManager:
    """The versions of all rows name who it was, also outside a request."""
    return pghistory.context(user=by.pk) if by else nullcontext()


def _locked(about: Row) -> Row:
    """The incident's row is the line in which changes of its facts wait."""
    is_person = isinstance(about, Victim)
    incidents = Incident.objects.select_for_update(of=("self",)).select_related("location")
    incident = incidents.get(pk=about.incident_id if is_person else about.pk)
    return Victim.objects.select_for_update().get(pk=about.pk) if is_person else incident


def _about(row: Row) -> dict[str, Row]:
    return {"victim": row} if isinstance(row, Victim) else {"incident": row}


def _claims(row: Row, fact: str) -> QuerySet[FactClaim]:
    return FactClaim.objects.about(row).filter(fact=fact)


def _chosen(row: Row, fact: str) -> FactClaim | None:
    return _claims(row, fact).filter(chosen=True).select_related("source").first()


def _kept(said: FactClaim) -> FactClaim:
    """The claim as stored, also where it was entered before."""
    same = _claims(said.victim or said.incident, said.fact).filter(
        value=said.value, source=said.source
    )
    for there in same:
        if there.as_of == said.as_of:
            return there
    _check(said)
    said.save()
    return said


def _check(said: FactClaim) -> None:
    said.full_clean(validate_unique=False)
    for column in ("value", "as_printed"):
        text = getattr(said, column)
        if said.fact == Fact.PLACE and at_block_level(text) != text:
            error = _("No house number: everyone reads this. Write: %(block)s")
            raise ValidationError({column: error % {"block": at_block_level(text)}})
    if said.fact == Fact.DATE:
        try:
            edtf.read(said.value)
        except UnreadableDate as unreadable:
            raise ValidationError({"value": str(unreadable)}) from unreadable


def _cite(row: Row, source: Source) -> None:
    """A source that says something of the incident is among the incident's sources."""
    incident = row.incident if isinstance(row, Victim) else row
    if not incident.citations.filter(source=source).exists():
        incident.citations.create(source=source)


def _keep_what_is_known(row: Row) -> None:
    """What a person's row says already stays as the word of its source."""
    if not isinstance(row, Victim) or row.outcome_source_id is None:
        return
    for fact in OF_A_PERSON:
        value = shown(row, fact)
        if value != UNSAID and not _claims(row, fact).exists():
            FactClaim.objects.create(
                victim=row, fact=fact, value=value, source_id=row.outcome_source_id, chosen=True
            )


def _is_shown_at_once(row: Row, said: FactClaim) -> bool:
    now = shown(row, said.fact)
    chosen = _chosen(row, said.fact)
    if now == UNSAID:
        return True
    if agree(said.fact, said.value, now):
        return chosen is None
    return says_more(said.fact, said.value, now) and (chosen is None or _is_newer(said, chosen))


def _is_newer(said: FactClaim, than: FactClaim) -> bool:
    """An undated source may be older than any other."""
    day, other = said.day(), than.day()
    return day is not None and (other is None or day >= other)


def _newest(claims: list[FactClaim]) -> FactClaim:
    return max(claims, key=lambda said: (said.day() or date.min, said.pk))


def _all_agree(claims: list[FactClaim]) -> bool:
    return all(agree(said.fact, said.value, claims[0].value) for said in claims)


def _follow(row: Row, said: FactClaim, because: str) -> None:
    if needs_reason(row, said.fact, said.value) and not because.strip():
        raise ValidationError(
            {"because": _("It contradicts what we show now. Say why this one is right.")}
        )
    _show(row, said, because)


def _show(row: Row, said: FactClaim, because: str) -> None:
    _mark(row, said, because)
    _write(row, said.fact, said.value, said)


def _mark(row: Row, said: FactClaim, because: str) -> None:
    _claims(row, said.fact).filter(chosen=True).exclude(pk=said.pk).update(chosen=False)
    said.chosen, said.because = True, because.strip()
    said.save(update_fields=["chosen", "because"])


def _write(row: Row, fact: str, value: str, said: FactClaim | None) -> None:
    """Into the row's own column, if it has one. A day there must be: it stays without a source."""
    match fact:
        case Fact.OUTCOME:
            row.outcome = value or Outcome.UNKNOWN
            row.outcome_source = said.source if said else None
            _save_person(row, "outcome", "outcome_source")
        case Fact.AGE:
            row.age = int(value) if value.isdecimal() else None
            row.age_group = UNSAID if value.isdecimal() else value
            _save_person(row, "age", "age_group")
        case Fact.OFFENSE:
            row.offense = value
            row.save(update_fields=["offense", "updated_at"])
        case Fact.PLACE:
            _save_place(row, value)
        case Fact.DATE if said:
            _save_date(row, said)


def _save_person(victim: Victim, *columns: str) -> None:
    """Who turns out to be a minor or a survivor is named no longer, unless the family agreed."""
    is_minor = victim.age_group == "under_18" or (victim.age is not None and victim.age < 18)
    protected = is_minor or victim.outcome in SURVIVORS
    if protected and victim.name_basis != NameBasis.FAMILY:
        victim.name_rule, victim.name_basis = NameRule.WITHHELD, ""
        columns += ("name_rule", "name_basis")
    victim.save(update_fields=columns)


def _save_place(incident: Incident, text: str) -> None:
    if not hasattr(incident, "location"):
        raise ValidationError(_("Enter the city or county on the incident’s own page first."))
    Location.objects.filter(incident=incident).update(public_text=text)
    incident.location.public_text = text


def _save_date(incident: Incident, said: FactClaim) -> None:
    span = edtf.read(said.value)
    incident.occurred_from, incident.occurred_to = span.first, span.last
    incident.precision, incident.occurred_at = span.precision, span.at
    columns = ["occurred_from", "occurred_to", "precision", "occurred_at", "updated_at"]
    if said.as_printed:
        incident.date_as_printed = said.as_printed
        columns.append("date_as_printed")
    incident.save(update_fields=columns)
