"""Two records of one incident become one, without counting anybody twice; and back again.

    preview   what would move, who looks like the same person, what differs
    merge     the record that goes points to the one that stays, and its people find their place
    undo      everything as it was

Nothing is deleted or copied. Who is in both records stays behind in the one that goes, which is
neither shown nor counted; who is in that one only moves over. What else hangs on it stays there,
and is shown through `Incident.with_merged`. A merge is flat: what holds merged records cannot go.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.models import (
    Incident,
    IncidentPublication,
    Merge,
    MergedPerson,
    Outcome,
    Victim,
)
from incidents.models.saying import Fact, agree, in_words
from incidents.names import honour_for_twins
from incidents.naming import alike, with_seen_names
from nightout.accounts.models import User

Same = Mapping[int, int | None]


class Count(NamedTuple):
    people: int
    killed: int


class Said(NamedTuple):
    """What the two records say of one thing, in words."""

    what: str
    kept: str
    gone: str

    @property
    def differs(self) -> bool:
        return self.kept != self.gone


@dataclass(frozen=True)
class Person:
    """A person of the record that goes, and who in the other record it may be."""

    victim: Victim
    likely: Victim | None
    differs: list[Said]


@dataclass(frozen=True)
class Preview:
    kept: Incident
    gone: Incident
    kept_people: list[Victim]
    people: list[Person]
    said: list[Said]
    along: list[str]  # what hangs on the record that goes, and is shown with the other

    @property
    def before(self) -> tuple[Count, Count]:
        return counted(self.kept_people), counted(each.victim for each in self.people)

    @property
    def proposed(self) -> dict[int, int | None]:
        """Who is surely or probably the same person; of the others somebody has to say."""
        return {each.victim.pk: each.likely.pk for each in self.people if each.likely}

    def after(self, same: Same) -> Count:
        """Of whom nothing is said, it is taken that they are another person."""
        moving = [each.victim for each in self.people if same.get(each.victim.pk) is None]
        return counted([*self.kept_people, *moving])

    @property
    def becomes_public(self) -> bool:
        public = IncidentPublication.PUBLIC
        return self.kept.publication == public and self.gone.publication != public


def counted(people: Iterable[Victim]) -> Count:
    outcomes = [person.outcome for person in people]
    return Count(len(outcomes), outcomes.count(Outcome.KILLED))


# Who may


def may_merge(*, kept: Incident, gone: Incident, by: User) -> bool:
    """Editors of both agencies merge drafts; what was public is for managers, as publishing is.

    Nobody merges who would come to read withheld names: those of people who move over are read
    by the managers of the record that stays.
    """
    both = Incident.objects.filter(pk__in=[kept.pk, gone.pk])
    if both.managed_by(by).count() < 2:
        return False
    reads = set(both.names_seen_by(by).values_list("pk", flat=True))
    if len(reads) == 2:
        return True
    drafts = both.filter(publication=IncidentPublication.DRAFT).count() == 2
    return drafts and kept.pk not in reads


def may_undo(done: Merge, by: User) -> bool:
    """As to merge; and nobody whom it would give names to read, whichever way people went."""
    both = Incident.objects.filter(pk__in=[done.kept_id, done.gone_id])
    reads = both.names_seen_by(by).count()
    return reads != 1 and may_merge(kept=done.kept, gone=done.gone, by=by)


# Before


def preview(*, kept: Incident, gone: Incident, by: User) -> Preview:
    """With the names that `by` may read, and no others."""
    stay = list(with_seen_names(kept.victims.order_by("pk"), by))
    go = list(with_seen_names(gone.victims.order_by("pk"), by))
    likely = _likely_pairs(go, stay)
    return Preview(
        kept=kept,
        gone=gone,
        kept_people=stay,
        people=[
            Person(
                victim, likely.get(victim.pk), list(_people_differ(likely.get(victim.pk), victim))
            )
            for victim in go
        ],
        said=list(_said_by_both(kept, gone)),
        along=list(_comes_along(gone)),
    )


def _likely_pairs(go: list[Victim], stay: list[Victim]) -> dict[int, Victim]:
    """By name first; then people without a name of whom both records say the same."""
    found: dict[int, Victim] = {}
    for fits in (_named_alike, _unnamed_alike):
        for victim in go:
            free = [person for person in stay if person not in found.values()]
            if victim.pk not in found:
                match = next((person for person in free if fits(victim, person)), None)
                found |= {victim.pk: match} if match else {}
    return found


def _named_alike(one: Victim, other: Victim) -> bool:
    return bool(one.seen_name and other.seen_name) and alike(one.seen_name, other.seen_name)


def _unnamed_alike(one: Victim, other: Victim) -> bool:
    """A name that this person may not read is in the way: it may be anybody's."""
    if one.is_named or other.is_named:
        return False
    return not any(_people_differ(one, other))


def _people_differ(kept: Victim | None, gone: Victim) -> Iterator[Said]:
    if kept is None:
        return
    pairs = [
        (Fact.OUTCOME, kept.outcome, gone.outcome),
        (Fact.AGE, *(str(p.age) if p.age is not None else p.age_group for p in (kept, gone))),
    ]
    for fact, one, other in pairs:
        if not agree(fact, one, other):
            yield Said(str(fact.label), in_words(fact, one), in_words(fact, other))


def _said_by_both(kept: Incident, gone: Incident) -> Iterator[Said]:
    pairs = {
        _("When"): [each.when() for each in (kept, gone)],
        _("Where"): [str(getattr(each, "location", "–")) for each in (kept, gone)],
        _("Agency"): [str(each.agency) for each in (kept, gone)],
        _("Offense"): [each.get_offense_display() for each in (kept, gone)],
        _("Circumstance"): [each.get_circumstance_display() for each in (kept, gone)],
        _("Publication"): [each.get_publication_display() for each in (kept, gone)],
    }
    for what, (one, other) in pairs.items():
        if one or other:
            yield Said(what, one or "–", other or "–")


def _comes_along(gone: Incident) -> Iterator[str]:
    links = gone.links.count() + gone.linked_from.count()
    claims = gone.fact_claims.count()
    for n, words in (
        (gone.citations.count(), ngettext("%(n)d source", "%(n)d sources", gone.citations.count())),
        (claims, ngettext("%(n)d word of a source", "%(n)d words of sources", claims)),
        (links, ngettext("%(n)d link", "%(n)d links", links)),
    ):
        if n:
            yield words % {"n": n}


# The verbs


@transaction.atomic
def merge(*, kept: Incident, gone: Incident, same: Same, because: str, by: User) -> Merge:
    """`same` says of each person of `gone` whom of `kept` they are, or None: another person.

    Raises ValidationError, with words for the page, where it cannot be done or no longer fits.
    """
    with pghistory.context(user=by.pk):
        kept, gone = _locked(kept, gone)
        _check_flat(kept, gone)
        _check_people(kept, gone, same)
        if not because.strip():
            raise ValidationError(_("Say why the two are one."), code="why")
        done = Merge.objects.create(kept=kept, gone=gone, because=because.strip(), done_by=by)
        MergedPerson.objects.bulk_create(
            MergedPerson(merge=done, victim_id=victim, same_as_id=same_as)
            for victim, same_as in same.items()
        )
        moving = [victim for victim, same_as in same.items() if same_as is None]
        Victim.objects.filter(pk__in=moving).update(incident=kept)
        _point(gone, kept)
        for victim in Victim.objects.filter(pk__in=set(same) - set(moving)):
            honour_for_twins(victim=victim, by=by)
        kept.save(update_fields=["updated_at"])
    return done


@transaction.atomic
def undo(*, merge: Merge, by: User) -> None:
    """Who moved over returns as they are now. What a family asked for since still holds."""
    with pghistory.context(user=by.pk):
        kept, gone = _locked(merge.kept, merge.gone)
        merge.refresh_from_db()
        if merge.undone_at:
            raise ValidationError(_("This merge was taken back already."), code="done")
        moved = merge.people.filter(same_as__isnull=True).values("victim")
        people = Victim.objects.filter(pk__in=moved)
        if people.exclude(incident=kept).exists():
            raise ValidationError(
                _("Somebody who moved over is in a third record now. Bring them back first."),
                code="elsewhere",
            )
        _point(gone, None)
        people.update(incident=gone)
        merge.undone_at, merge.undone_by = timezone.now(), by
        merge.save(update_fields=["undone_at", "undone_by"])
        kept.save(update_fields=["updated_at"])


def _point(gone: Incident, to: Incident | None) -> None:
    gone.merged_into = to
    gone.save(update_fields=["merged_into", "updated_at"])


def _locked(kept: Incident, gone: Incident) -> tuple[Incident, Incident]:
    """Both rows, the older first, whichever stays: two who merge the same wait for each other."""
    pks = (kept.pk, gone.pk)
    rows = {
        row.pk: row
        for row in Incident.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }
    if len(rows) < len(set(pks)):
        raise ValidationError(_("One of the two records is no longer there."), code="gone")
    return rows[kept.pk], rows[gone.pk]


def _check_flat(kept: Incident, gone: Incident) -> None:
    if kept.pk == gone.pk:
        raise ValidationError(_("Choose two records."), code="one")
    for row in (gone, kept):
        if row.merged_into_id:
            text = _("Incident %(number)d was merged into incident %(into)d meanwhile.")
            numbers = {"number": row.pk, "into": row.merged_into_id}
            raise ValidationError(text % numbers, code="merged")
    if gone.merged.exists() and kept.merged.exists():
        raise ValidationError(
            _("Both records hold others that were merged into them. Take one of those back first."),
            code="both_hold",
        )
    if gone.merged.exists():
        text = _(
            "Incident %(number)d holds others that were merged into it, so it has to stay. Merge"
            " the other way round."
        )
        raise ValidationError(text % {"number": gone.pk}, code="holds")


def _check_people(kept: Incident, gone: Incident, same: Same) -> None:
    """As the page showed them: somebody may have been added or removed since."""
    there = {row.pk: set(row.victims.values_list("pk", flat=True)) for row in (kept, gone)}
    chosen = [pk for pk in same.values() if pk is not None]
    if set(same) != there[gone.pk] or not set(chosen) <= there[kept.pk]:
        raise ValidationError(
            _("The people of one of the two were changed meanwhile. Look at them again."),
            code="people",
        )
    if len(chosen) != len(set(chosen)):
        raise ValidationError(
            _("Two people of one record cannot be the same person of the other."), code="twice"
        )


def merges_of(incident: Incident) -> list[Merge]:
    """All that were ever done with this record, newest first."""
    either = Q(kept=incident) | Q(gone=incident)
    return list(Merge.objects.filter(either).select_related("kept", "gone", "done_by", "undone_by"))
