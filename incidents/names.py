"""Whose name is shown, and what a family asks for: who decided, and that it holds everywhere.

A name is compared by its plain letters, and kept for that by a keyed sum of them only: whoever
reads the database learns no name from a request, and a later entry of the name is known all the
same. The key is the site's SECRET_KEY: after changing it keep the old one in SECRET_KEY_FALLBACKS.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CharField, F, Field, Model, Q, QuerySet, TextField, Value
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

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
from nightout.sources.models import Source

NAME = "name"  # the rule of nightout/personal_data.toml that ends with a family's word
SALT = "incidents.names"
SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd"}
TITLES = {"mr", "mrs", "ms", "miss", "dr", "rev", "sgt", "sr", "sra", "srta", "don", "doña", "dona"}
LONGEST = 6  # words of a name that is looked for in a text
MOST_WORDS = 5_000  # of a text that is looked through
SHORT = timedelta(days=31)  # a record of more days is no reason to think of the same person
ADDED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\"[^\"]*\"|“[^“”]*”|«[^«»]*»")  # "(24)", "“Tito”"
WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")
OF_SOMEBODY = re.compile(r"['’]s\b")
# Letters that no accent can be taken from.
ALONE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


# By which a name is known again


def plain(name: str) -> str:
    """Its letters only: "Núñez-Doe Jr., Ana M." and "Mrs. Ana Nunez Doe (24)" are "ananunezdoe"."""
    name = ADDED.sub(" ", name)
    folded = unicodedata.normalize("NFKD", name.casefold().translate(ALONE))
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    family, _comma, given = APOSTROPHES.sub("", letters).partition(",")
    words = WORD.findall(given) + WORD.findall(family)
    if given and set(WORD.findall(given)) <= SUFFIXES:
        words = WORD.findall(family)
    named = [word for word in words if not word.isdigit() and word not in TITLES]
    first, rest = named[:1], [word for word in named[1:] if word not in SUFFIXES]
    return "".join(first + [word for word in rest[:-1] if len(word) > 1] + rest[-1:])


def mark(name: str) -> str:
    """What a request keeps of a name; empty where there is no letter in it."""
    return next(_marks(name), "")


def _marks(name: str) -> Iterator[str]:
    """By the key of today, then by those of before; then as if nothing stood between the ends."""
    yield from _marks_of(plain(name))
    words = ADDED.sub(" ", name).split()
    if "," not in name and len(words) > 2:
        yield from _marks_of(plain(f"{words[0]} {words[-1]}"))


def _marks_of(letters: str) -> Iterator[str]:
    if letters:
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            yield salted_hmac(SALT, letters, secret=secret, algorithm="sha256").hexdigest()


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
    marks = {named: set(_marks(named.name)) for named in asked}
    about: dict[str, list[tuple]] = {}
    for known_by, *said in FamilyRequest.objects.open().about(set().union(*marks.values())).told():
        about.setdefault(known_by, []).append(said)
    held: dict[str, Wish] = {}
    for named, known in marks.items():
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

    It holds for each row that is this person, other records of a merge included; and, by a request
    of its own, for each record of the same name that may be of the same person: of the agency, or
    of the same days. What belongs to others is held back only, so that they can decide.
    """
    row = (
        Victim.objects.select_for_update(of=("self",)).select_related("incident").get(pk=victim.pk)
    )
    others = _namesakes(row)
    request = _honour(row, wish, asked_by=asked_by, received_on=received_on, note=note, by=by)
    for other in others:
        is_own = other.incident.agency_id == row.incident.agency_id
        word = wish if is_own else Wish.HOLD
        before = other.family_requests.open().first()
        if before is None or (word == Wish.REMOVE != before.wish):
            same = _("The same name as in %(request)s.") % {"request": request}
            _honour(other, word, asked_by="", received_on=received_on, note=same, by=by)
    victim.refresh_from_db()
    return request


def _namesakes(victim: Victim) -> list[Victim]:
    """Rows of the same name in other records of the agency, and of the same days."""
    words = sorted(WORD.findall(victim.name), key=len)
    if not words:
        return []
    incident, own = victim.incident, set(_marks(victim.name))
    near = Q(incident__agency=incident.agency_id)
    if incident.occurred_to - incident.occurred_from <= SHORT:
        days = DateRange(incident.occurred_from, incident.occurred_to, "[]")
        near |= Q(
            incident__span__overlap=days,
            incident__occurred_to__lte=F("incident__occurred_from") + SHORT,
        )
    found = (
        Victim.objects.filter(near)
        .exclude(incident=incident)  # who stands beside them there is somebody else
        .exclude(pk__in=same_person(victim))
        .exclude(name="")
        .alias(folded=Fold("name"))
        .filter(folded__contains=Fold(Value(words[-1])))
        .select_related("incident")
    )
    return [row for row in found.order_by("pk") if own & set(_marks(row.name))]


def _honour(
    row: Victim, wish: str, *, asked_by: str, received_on: date, note: str, by: User
) -> FamilyRequest:
    before = row.family_requests.open().first()
    if before and (before.wish == Wish.REMOVE or wish == Wish.HOLD):
        raise ValidationError(_("This is asked and done already."), code="done")
    known_by = mark(row.name)
    with translation.override(settings.LANGUAGE_CODE):  # what is kept is in one language
        if before:
            known_by = known_by or before.name_mark
            _close(before, _("They ask to remove the name now."), by)
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
        _hide(people, Wish(wish), by)
        done = {Wish.HOLD: _("name held back"), Wish.REMOVE: _("name removed")}[Wish(wish)]
        _note(request, done, people, by)
    return request


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


class Mention(NamedTuple):
    """A text in which the name was found: whose row, and which column."""

    row: Model
    column: Field


def mentions(request: FamilyRequest) -> list[Mention]:
    """Texts about the incident, and of its sources, that still say the whole name.

    By the mark alone, so that the list can be made when the name itself is gone. A surname alone,
    or a nickname, is not found: somebody has to read.
    """
    if not (request.name_mark and request.victim):
        return []
    people = same_person(request.victim)
    own = {(Victim, pk) for pk in people.values_list("pk", flat=True)}
    rows: dict[tuple[type[Model], int], Model] = {}
    for incident in Incident.objects.filter(victims__in=people).distinct():
        rows |= {(type(row), row.pk): row for row in _rows_about(incident)}
    return [
        Mention(row, column)
        for key, row in rows.items()
        for column in texts_of(type(row))
        if not (key in own and column.name == "name")
        and says(getattr(row, column.name), request.name_mark)
    ]


def names_held_back(incident: Incident, text: str) -> bool:
    """Whether a text about the incident holds a name that its family asked to hold or to remove."""
    requests = FamilyRequest.objects.open().filter(victim__incident__in=incident.with_merged())
    marks = requests.exclude(name_mark="").values_list("name_mark", flat=True)
    return any(says(text, known_by) for known_by in marks)


def note_attempt(incident: Incident, by: User) -> None:
    """Somebody wrote a name that may not be written: who tries many of them is seen."""
    with translation.override(settings.LANGUAGE_CODE):
        target = _("A name that a family asked to hold or remove was typed: %(incident)s") % {
            "incident": incident if incident.pk else _("a new incident")
        }
    record(by=by, verb=Verb.READ, target=target, count=1, agencies=[incident.agency_id])


def texts_of(model: type[Model]) -> list[Field]:
    """The columns into which somebody writes words of their own."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField)
        and not (column.choices or column.generated or column.name == "name_mark")
    ]


def _rows_about(incident: Incident) -> Iterator[Model]:
    """The incident, all that hangs on it and on its people, and the sources these name."""
    people = incident.victims.all()
    found = [incident, *people]
    for whole in list(found):
        for link in whole._meta.related_objects:
            part = link.related_model
            if not hasattr(part, "pgh_tracked_model"):  # earlier versions are told of as such
                found += part._base_manager.filter(**{link.field.name: whole})
    cited = {
        getattr(row, column.attname)
        for row in found
        for column in row._meta.concrete_fields
        if column.related_model is Source
    }
    yield from found
    yield from Source.objects.filter(pk__in=cited - {None})


def says(text: str | None, name_mark: str) -> bool:
    """Whether the words of the name follow each other in the text, middle names apart."""
    words = OF_SOMEBODY.sub("", text or "").split(maxsplit=MOST_WORDS)[:MOST_WORDS]
    tried = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            tried.add(plain(" ".join(words[start:end])))
            tried.add(plain(f"{words[start]} {words[end - 1]}"))
    return any(name_mark in _marks_of(letters) for letters in tried - {""})
