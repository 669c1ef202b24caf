"""Texts that say a name which its family asked to hold or to remove: found, and worded without it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import CharField, Field, Model, Q, QuerySet, TextField, URLField, Value
from django.utils import translation
from django.utils.translation import gettext as _

from incidents.marks import SUFFIXES, marks_of_letters, plain
from incidents.models import Incident, IncidentSource, Victim
from nightout.agencies.models import Agency
from nightout.audit.forgetting import reword, versions_of
from nightout.places.models import Fold
from nightout.sources.models import Source

KEYS = {"name_mark", "external_id"}
LONGEST = 10  # words of a name that is looked for in a text
MIDDLE = 6  # words of a name of which the first and the last alone may be known
MOST_WORDS = 5_000  # of a text that is looked through
WORD = re.compile(r"[^\W_]+(?:['’‘ʼ`´-][^\W_]+)*")
OF_SOMEBODY = re.compile(r"['’]s$")
NOT_A_LETTER = re.compile(r"[\W_]*")

Rows = dict[tuple[type[Model], int], Model]


class Mention(NamedTuple):
    """A text in which the name was found: whose row, and which column."""

    row: Model
    column: Field


def texts_of(model: type[Model]) -> list[Field]:
    """The columns into which somebody writes words of their own."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, CharField | TextField)
        and not isinstance(column, URLField)
        and not (column.choices or column.generated or column.unique or column.name in KEYS)
    ]


def find(incidents: Iterable[Incident], known_by: Collection[str]) -> list[Mention]:
    """In what is written about the incidents, their people and by the sources that they name.

    By the marks alone, so that the list can be made when the name itself is gone. A surname alone,
    or a nickname, is not found: somebody has to read.
    """
    return [
        Mention(row, column)
        for row in _rows_about(incidents).values()
        for column in texts_of(type(row))
        if says(getattr(row, column.name), known_by)
    ]


def _rows_about(incidents: Iterable[Incident]) -> Rows:
    """The incidents, all that hangs on them and on their people, and the sources these name."""
    found: Rows = {}
    for incident in incidents:
        wholes = [incident, *incident.victims.all()]
        rows = list(wholes)
        for whole in wholes:
            for part, key in _parts_of(type(whole)):
                rows += part._base_manager.filter(**{key: whole.pk})
        found |= {(type(row), row.pk): row for row in rows}
    for source in Source.objects.filter(pk__in=_cited(found.values())):
        found[Source, source.pk] = source
    return found


def _parts_of(whole: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Models that point to it, with the key by which they do; no versions."""
    for link in whole._meta.related_objects:
        if not hasattr(link.related_model, "pgh_tracked_model"):
            yield link.related_model, link.field.attname


def _cited(rows: Iterable[Model]) -> set[int]:
    return {
        getattr(row, column.attname)
        for row in rows
        for column in row._meta.concrete_fields
        if column.related_model is Source
    } - {None}


def says(text: str | None, known_by: Collection[str]) -> bool:
    """Whether the words of a name follow each other in the text, middle names apart."""
    words = _words(text or "")
    tried = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            whole = text[words[start].start : words[end - 1].end]
            tried.add(plain(whole))
            if end - start <= MIDDLE:
                tried.add(plain(f"{words[start].text} {words[end - 1].text}"))
    return any(mark in known_by for letters in tried for mark in marks_of_letters(letters))


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def _words(text: str) -> list[_Word]:
    """ "Doe’s" is "Doe"."""
    found = []
    for word in islice(WORD.finditer(text), MOST_WORDS):
        bare = OF_SOMEBODY.sub("", word[0])
        found.append(_Word(bare, word.start(), word.start() + len(bare)))
    return found


# The name taken out


def without_name(text: str, known_by: Collection[str], instead: str) -> str:
    """The text with something else in each place where it says a name; the rest as it was."""
    if not says(text, known_by):
        return text
    for start, end in sorted(_places(text, known_by), reverse=True):
        text = f"{text[:start]}{instead}{text[end:]}"
    return text


def _places(text: str, known_by: Collection[str]) -> list[tuple[int, int]]:
    """The shortest first, so that no neighbour of a name is taken for a part of it."""
    words = _words(text)
    taken: set[int] = set()
    places = []
    for length in range(1, LONGEST + 1):
        for first in range(len(words) - length + 1):
            about = range(first, first + length)
            if taken.isdisjoint(about) and _is_name(text, words[first : first + length], known_by):
                last = _with_suffix(text, words, first + length - 1)
                taken |= set(range(first, last + 1))
                places.append((words[first].start, words[last].end))
    return places


def _is_name(text: str, words: list[_Word], known_by: Collection[str]) -> bool:
    """As it stands, or with middle names, which are written large; "Ana met Jo Doe" is no Ana Doe."""
    ways = [plain(text[words[0].start : words[-1].end])]
    if len(words) <= MIDDLE and all(word.text[0].isupper() for word in words):
        ways.append(plain(f"{words[0].text} {words[-1].text}"))
    return any(mark in known_by for letters in ways for mark in marks_of_letters(letters))


def _with_suffix(text: str, words: list[_Word], last: int) -> int:
    after = last + 1
    if after < len(words) and words[after].text.casefold() in SUFFIXES:
        between = text[words[last].end : words[after].start]
        return after if NOT_A_LETTER.fullmatch(between) else last
    return last


def take_out(incidents: Collection[int], known_by: Collection[str], *, from_versions: bool) -> None:
    """Out of all that is written about the incidents; out of earlier versions only if asked to.

    What cannot be worded without it, as an address of a page, stays: `find` tells of it. The name
    of a row is the row's own matter.
    """
    rows = _rows_about(Incident.objects.filter(pk__in=incidents))
    for row in rows.values():
        _reword(type(row)._base_manager.filter(pk=row.pk), type(row), _language(row), known_by)
    if from_versions:
        sources = [pk for model, pk in rows if model is Source]
        for versions in _versions_about(incidents, sources):
            model = versions.model.pgh_tracked_model
            _reword(versions, model, settings.LANGUAGE_CODE, known_by)


def _reword(rows: QuerySet, model: type[Model], language: str, known_by: Collection[str]) -> None:
    columns = [column for column in texts_of(model) if (model, column.name) != (Victim, "name")]
    try:
        with transaction.atomic():
            reword(rows, columns, _wording(known_by, language))
    except IntegrityError:
        return  # two rows would say the same then: somebody has to read them


def _wording(known_by: Collection[str], language: str) -> Callable[[str, int | None], str]:
    with translation.override(language):
        instead = _("[name withheld]")

    def anew(text: str, most: int | None) -> str:
        worded = without_name(text, known_by, instead)
        if most and len(worded) > most:
            worded = without_name(text, known_by, "…")
        return worded

    return anew


def _language(row: Model) -> str:
    whole = row if hasattr(row, "written_in") else getattr(row, "incident", None)
    return getattr(whole, "written_in", settings.LANGUAGE_CODE)


def _versions_about(incidents: Collection[int], sources: Collection[int]) -> Iterator[QuerySet]:
    """Also of incidents, people and parts that are gone."""
    people = versions_of(Victim).objects.filter(incident_id__in=incidents)
    keys = {Incident: incidents, Victim: set(people.values_list("id", flat=True))}
    yield versions_of(Source).objects.filter(id__in=sources)
    for whole, pks in keys.items():
        yield versions_of(whole).objects.filter(id__in=pks)
        for part, key in _parts_of(whole):
            if versions := versions_of(part):
                yield versions.objects.filter(**{f"{key}__in": pks})


def incidents_saying(
    name: str, known_by: Collection[str], agency: Agency, *, in_versions: bool
) -> set[int]:
    """Keys of an agency's records whose texts or sources say the name, or whose versions do.

    Also of records that are gone. All texts of all agencies are looked through: seconds in a large
    registry.
    """
    word = max(WORD.findall(name), key=len)
    found: dict[type[Model], set[int]] = {Incident: set(), Victim: set(), Source: set()}
    for whole, table, key in _tables_with_texts():
        for model in (table, versions_of(table) if in_versions else None):
            if model:
                found[whole] |= set(_saying(model._base_manager.all(), word, known_by, key))
    people = versions_of(Victim).objects.filter(id__in=found[Victim])
    cited = IncidentSource.objects.filter(source__in=found[Source])
    told = found[Incident] | {
        *people.values_list("incident_id", flat=True),
        *cited.values_list("incident_id", flat=True),
    }
    own = versions_of(Incident).objects.filter(id__in=told, agency=agency)
    return set(own.values_list("id", flat=True))


def _tables_with_texts() -> Iterator[tuple[type[Model], type[Model], str]]:
    """Whole, table, and the table's key of the whole."""
    yield Source, Source, "id"
    for whole in (Incident, Victim):
        yield whole, whole, "id"
        for part, key in _parts_of(whole):
            yield whole, part, key


def _saying(rows: QuerySet, word: str, known_by: Collection[str], key: str) -> Iterator[int]:
    """What `key` holds of the rows whose texts say the name; only those with its word are read."""
    model = getattr(rows.model, "pgh_tracked_model", rows.model)
    names = [column.name for column in texts_of(model)]
    if not names:
        return
    folded = {f"folded_{name}": Fold(name) for name in names}
    has_word = [Q(**{f"{each}__contains": Fold(Value(word))}) for each in folded]
    found = rows.alias(**folded).filter(reduce(or_, has_word)).values_list(key, *names)
    for told, *texts in found.iterator():
        if told is not None and any(says(text, known_by) for text in texts):
            yield told
