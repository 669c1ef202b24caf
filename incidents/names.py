"""Whose name is shown, and what a family asks for: who decided, and that it holds everywhere.

A name is known again by its mark, and taken out of texts too: incidents/marks.py, mentions.py.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incidents.marks import is_whole, mark, marks
from incidents.mentions import Mention, find, incidents_saying, says, take_out
from incidents.models import (
    AgeGroup,
    FamilyRequest,
    Hold,
    ImportPiece,
    Incident,
    MergedPerson,
    NameBasis,
    NameRule,
    Outcome,
    Victim,
    Wish,
)
from nightout.accounts.models import User
from nightout.agencies.models import Agency
from nightout.audit.forgetting import carry_out, sample_anew, versions_of
from nightout.audit.models import Verb, record
from nightout.places.models import Fold

NAME = "name"  # the rule of nightout/personal_data.toml that ends with a family's word
SHORT = timedelta(days=31)  # a record of more days is no reason to think of the same person
RUN = re.compile(r"[a-z]+|[^\W\d_]+")
IMPORTS, ENTRIES = 5_410_001, 5_410_002  # lines in which a family's word waits, or is waited for


class Named(NamedTuple):
    """A name, and the first and the last day of the incident in which it stands."""

    name: str
    first: date
    last: date


def held_names(asked: Iterable[Named], *, agency: Agency | None) -> dict[str, Wish]:
    """Those that an open request is about, as given, and what it asks; one query.

    A request counts where it is about a record of the same agency, or about somebody of an
    incident that may have happened on those days, if they are few: nobody is to try names on all
    that ever happened. To remove weighs more than to hold back.
    """
    known_as = {named: set(marks(named.name)) for named in asked}
    every = set().union(*known_as.values())
    about: dict[str, list[tuple]] = {}
    for known_by, *said in FamilyRequest.objects.open().about(every).told():
        about.setdefault(known_by, []).append(said)
    held: dict[str, Wish] = {}
    for named, known in known_as.items():
        said = [each for known_by in known for each in about.get(known_by, ())]
        wishes = {wish for wish, *where in said if _counts(where, agency, named)}
        if wishes:
            wishes.add(held.get(named.name))
            held[named.name] = Wish.REMOVE if Wish.REMOVE in wishes else Wish.HOLD
    return held


def _counts(where: list, agency: Agency | None, named: Named) -> bool:
    asked_at, recorded_at, first, last = where
    if agency and agency.pk in (asked_at, recorded_at):
        return True
    may_be_same = first is not None and first <= named.last and last >= named.first
    return may_be_same and named.last - named.first <= SHORT


def _speak_alone() -> None:
    """Before any row is locked: who enters names or applies a file right now is waited for.

    They have looked whose names are held back, and their rows are seen only when they are done.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s), pg_advisory_xact_lock(%s)", [IMPORTS, ENTRIES]
        )


def families_wait(line: int) -> None:
    """Until this transaction ends no request is honoured: for ENTRIES by hand, and for IMPORTS."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [line])


# The rule of a row


def rule_at_entry(victim: Victim, agency: Agency) -> tuple[NameRule, str]:
    """With which rule, and for which reason, a new row begins: the agency's own for an adult killed.

    Nobody's age need be known for it; a source must be named, and minors and survivors are withheld.
    """
    is_minor = victim.age_group == AgeGroup.UNDER_18 or (victim.age is not None and victim.age < 18)
    is_given = bool(victim.name and victim.outcome_source_id)
    rule = NameRule(agency.victims_names)
    if is_minor or victim.outcome != Outcome.KILLED or not is_given or rule == NameRule.WITHHELD:
        return NameRule.WITHHELD, ""
    return rule, NameBasis.AGENCY


def set_reviewed(victim: Victim, by: User) -> None:
    """On the row in memory, for who saves it with all else that a form or a file says."""
    victim.reviewed_by, victim.reviewed_on = by, timezone.localdate()


@transaction.atomic
def review(*, victim: Victim, rule: str, basis: str, by: User) -> None:
    """Somebody looked at the rule. The database refuses one that law or family stand against."""
    victim.name_rule, victim.name_basis = rule, basis
    set_reviewed(victim, by)
    victim.save(update_fields=["name_rule", "name_basis", "reviewed_by", "reviewed_on"])


# A family's word


@transaction.atomic
def honour(
    *, victim: Victim, wish: str, asked_by: str, received_on: date, note: str, by: User
) -> FamilyRequest:
    """At once: the name is held back, or gone from the row and from each earlier version of it.

    It is taken out of the texts about the incident and of its sources' titles as well. It holds for
    each row that is this person, other records of a merge included; and, by a request of its own,
    for each record of the same name that may be of the same person: of the agency, or of the same
    days. What belongs to others is held back only, so that they can decide.
    """
    _speak_alone()
    Incident.objects.select_for_update().get(victims=victim.pk)  # first, as the staff's form does
    row = (
        Victim.objects.select_for_update(of=("self",)).select_related("incident").get(pk=victim.pk)
    )
    others = _namesakes(row)
    request = _honour(row, wish, asked_by=asked_by, received_on=received_on, note=note, by=by)
    for other in others:
        is_sure = other.incident.agency_id == row.incident.agency_id and is_whole(row.name)
        _honour_too(request, other, wish if is_sure else Wish.HOLD, by)
    victim.refresh_from_db()
    return request


@transaction.atomic
def honour_by_name(
    *,
    name: str,
    agency: Agency,
    wish: str,
    asked_by: str,
    received_on: date,
    note: str,
    by: User,
) -> FamilyRequest:
    """For somebody who has no row here, or none any longer: whoever enters the name is refused.

    Rows of the agency that have the name follow, as do its texts. To remove it also empties the
    versions of rows that were deleted. Raises ValidationError where it is asked already.
    """
    known_by = set(marks(name))
    if not (known_by and is_whole(name)):
        raise ValidationError(_("Write given name and surname."), code="name")
    _speak_alone()
    before = FamilyRequest.objects.open().filter(victim=None, agency=agency).about(known_by)
    for asked in before.select_for_update():
        _refuse_twice(asked, wish)
        _close_for_removal(asked, by)
    with translation.override(settings.LANGUAGE_CODE):
        request = FamilyRequest.objects.create(
            agency=agency,
            wish=wish,
            asked_by=asked_by,
            received_on=received_on,
            note=note,
            name_mark=mark(name),
            entered_by=by,
        )
        _note(request, _done(wish), Victim.objects.none(), by)
    for row in _rows_named(name, Q(incident__agency=agency)):
        _honour_too(request, row, Wish(wish), by)
    is_removal = wish == Wish.REMOVE
    said = incidents_saying(name, known_by, agency, in_versions=is_removal)
    take_out(said, known_by, from_versions=is_removal)
    if is_removal:
        _forget_gone(name, known_by, agency)
    return request


def _honour_too(request: FamilyRequest, row: Victim, wish: str, by: User) -> None:
    """By a request of its own, unless as much is asked for the row already."""
    before = row.family_requests.open().first()
    if before is None or (wish == Wish.REMOVE != before.wish):
        with translation.override(settings.LANGUAGE_CODE):
            same = _("The same name as in %(request)s.") % {"request": request}
        _honour(row, wish, asked_by="", received_on=request.received_on, note=same, by=by)


def _namesakes(victim: Victim) -> list[Victim]:
    """Rows of the same name in other records of the agency, and of the same days."""
    incident = victim.incident
    near = Q(incident__agency=incident.agency_id)
    if incident.occurred_to - incident.occurred_from <= SHORT:
        days = DateRange(incident.occurred_from, incident.occurred_to, "[]")
        near |= Q(
            incident__span__overlap=days,
            incident__occurred_to__lte=F("incident__occurred_from") + SHORT,
        )
    others = ~Q(incident=incident)  # who stands beside them there is somebody else
    return _rows_named(victim.name, near & others & ~Q(pk__in=same_person(victim)))


def _rows_named(name: str, where: Q) -> list[Victim]:
    named = _with_name(Victim.objects.filter(where), name, set(marks(name)))
    return list(Victim.objects.filter(pk__in=named).select_related("incident").order_by("pk"))


def _with_name(rows: QuerySet, name: str, known_by: set[str]) -> list[int]:
    """Keys of rows, or of versions, whose name has one of the marks."""
    runs = RUN.findall(unicodedata.normalize("NFKD", name.casefold()))  # "ødegård" is "degard"
    if not runs:
        return []
    longest = max(runs, key=lambda run: (run.isascii(), len(run)))
    alike = rows.alias(folded=Fold("name")).filter(folded__contains=Fold(Value(longest)))
    found = alike.order_by("pk").values_list("pk", "name")
    return [pk for pk, called in found.iterator() if known_by & set(marks(called))]


def _forget_gone(name: str, known_by: set[str], agency: Agency) -> None:
    """The name in versions of rows that were deleted, also with their incidents."""
    versions = versions_of(Victim).objects
    of_agency = versions_of(Incident).objects.filter(agency=agency).values("id")
    gone = versions.filter(incident_id__in=of_agency).exclude(id__in=Victim.objects.values("pk"))
    found = _with_name(gone, name, known_by)
    carry_out(versions.filter(pk__in=found), NAME)
    sample_anew([Victim])


def _honour(
    row: Victim, wish: str, *, asked_by: str, received_on: date, note: str, by: User
) -> FamilyRequest:
    before = row.family_requests.open().first()
    known_by = mark(row.name)
    if before:
        _refuse_twice(before, wish)
        known_by = known_by or before.name_mark
        _close_for_removal(before, by)
    with translation.override(settings.LANGUAGE_CODE):  # what is kept is in one language
        request = FamilyRequest.objects.create(
            agency_id=row.incident.agency_id,
            victim=row,
            wish=wish,
            asked_by=asked_by,
            received_on=received_on,
            note=note,
            name_mark=known_by,
            entered_by=by,
        )
        people = same_person(row)
        _note(request, _done(wish), people, by)
    _hide(people, Wish(wish), by)
    return request


def _done(wish: str) -> str:
    return {Wish.HOLD: _("name held back"), Wish.REMOVE: _("name removed")}[Wish(wish)]


def _refuse_twice(before: FamilyRequest, wish: str) -> None:
    if before.wish == Wish.REMOVE or wish == Wish.HOLD:
        raise ValidationError(_("This is asked and done already."), code="done")


def _close_for_removal(before: FamilyRequest, by: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        _close(before, _("They ask to remove the name now."), by)


def same_person(victim: Victim) -> QuerySet[Victim]:
    """The row, and those of other records that a merge found to be the same person."""
    merges = MergedPerson.objects.filter(merge__undone_at__isnull=True, same_as__isnull=False)
    known, added = set(), {victim.pk}
    while added:
        known |= added
        pairs = merges.filter(Q(victim__in=added) | Q(same_as__in=added))
        added = {pk for pair in pairs.values_list("victim", "same_as") for pk in pair} - known
    return Victim.objects.filter(pk__in=known)


def _hide(people: QuerySet[Victim], wish: Wish, by: User) -> None:
    names = people.values_list("name", flat=True)
    known_by = {each for name in names if is_whole(name) for each in marks(name)}
    if known_by:
        about = people.values_list("incident", flat=True)
        take_out(set(about), known_by, from_versions=wish == Wish.REMOVE)
    held = {"name_rule": NameRule.WITHHELD, "name_basis": ""}
    held |= {"reviewed_by": by, "reviewed_on": timezone.localdate()}
    if wish == Wish.HOLD:
        people.exclude(hold=Hold.REMOVED).update(hold=Hold.HELD, **held)
        return
    pks = list(people.values_list("pk", flat=True))
    people.update(hold=Hold.REMOVED, name="", **held)
    carry_out(versions_of(Victim).objects.filter(id__in=pks), NAME)
    # A file that waits to be applied may hold it too: it is to be uploaded again, and then refused.
    ImportPiece.objects.filter(run__agency__incidents__victims__in=pks).delete()
    sample_anew([Victim])


@transaction.atomic
def lift(*, request: FamilyRequest, because: str, by: User) -> None:
    """The name may be entered and shown again, by somebody who then says the reason for it."""
    _speak_alone()
    row = FamilyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.lifted_at:
        raise ValidationError(_("This request is lifted already."), code="done")
    _close(row, because, by)
    people = _ever_same_person(row.victim) if row.victim else Victim.objects.none()
    free = [person.pk for person in people if not _requests_about(person).exists()]
    Victim.objects.filter(pk__in=free).update(hold=Hold.NONE)
    with translation.override(settings.LANGUAGE_CODE):
        _note(row, _("lifted"), people, by)
    request.refresh_from_db()


@transaction.atomic
def honour_for_twins(*, victim: Victim, by: User) -> None:
    """After two records were found to be one: what is asked for one row holds for the other."""
    asked = _requests_about(victim).order_by("-wish").first()
    if asked:
        _hide(same_person(victim), Wish(asked.wish), by)


def _requests_about(victim: Victim) -> QuerySet[FamilyRequest]:
    return FamilyRequest.objects.open().filter(victim__in=same_person(victim))


def _ever_same_person(victim: Victim) -> QuerySet[Victim]:
    """Also where the merge was taken back since: the request was honoured there too."""
    pairs = MergedPerson.objects.filter(Q(victim=victim) | Q(same_as=victim))
    twins = {pk for pair in pairs.values_list("victim", "same_as") for pk in pair}
    known = same_person(victim).values_list("pk", flat=True)
    return Victim.objects.filter(pk__in={*known, *twins} - {None})


def _close(request: FamilyRequest, because: str, by: User) -> None:
    request.lifted_at, request.lifted_by, request.lifted_because = timezone.now(), by, because
    request.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])


def _note(request: FamilyRequest, what: str, people: QuerySet[Victim], by: User) -> None:
    """In the people's data log, for each agency that has a row of the person; without the name."""
    target = _("%(request)s of a family: %(what)s, victim %(victim)s") % {
        "request": request,
        "what": what,
        "victim": request.victim_id or "–",
    }
    agencies = {request.agency_id, *people.values_list("incident__agency", flat=True)}
    record(by=by, verb=Verb.FORGET, target=target, count=1, agencies=sorted(agencies))


# Where else the name stands


def mentions(request: FamilyRequest) -> list[Mention]:
    """What is left to read: texts about the person's incidents that still say the whole name."""
    if not (request.name_mark and request.victim):
        return []
    people = same_person(request.victim)
    own = set(people.values_list("pk", flat=True))
    found = find(Incident.objects.filter(victims__in=people).distinct(), {request.name_mark})
    return [
        mention
        for mention in found
        if not (isinstance(mention.row, Victim) and mention.row.pk in own)
        or mention.column.name != "name"
    ]


def marks_held_back(incident: Incident) -> set[str]:
    """Of the names that families asked to hold or to remove, here or in the whole agency."""
    said = Q(agency=incident.agency_id) | Q(victim__incident__agency=incident.agency_id)
    if incident.pk:
        said |= Q(victim__incident__in=incident.with_merged())
    requests = FamilyRequest.objects.open().filter(said).exclude(name_mark="")
    return set(requests.values_list("name_mark", flat=True))


def names_held_back(incident: Incident, text: str) -> bool:
    """Whether a text about the incident holds a name that its family asked to hold or to remove."""
    return says(text, marks_held_back(incident))


def note_attempt(incident: Incident, by: User) -> None:
    """Somebody wrote a name that may not be written: who tries many of them is seen."""
    with translation.override(settings.LANGUAGE_CODE):
        target = _("A name that a family asked to hold or remove was typed: %(incident)s") % {
            "incident": incident if incident.pk else _("a new incident")
        }
    record(by=by, verb=Verb.READ, target=target, count=1, agencies=[incident.agency_id])
