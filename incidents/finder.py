"""Incidents by words: of the summary, of the place, and of names as they are shown."""

import re
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from incidents.models import Location, Victim
from incidents.models.incident import Incident, IncidentQuerySet
from nightout.places import naming
from nightout.places.models import Fold

MOST_WORDS = 6  # more would only cost time
FEW = 2000  # incidents: so many are named by their numbers; of more, each row is asked


def matching(incidents: IncidentQuerySet, text: str) -> IncidentQuerySet:
    """Those in which each word is found; a word finds what begins so, a name also what is like it.

    A name that is withheld is in no column that is looked at, whoever asks. A small query is made
    at once for each word, so that the large ones need no guess about how rare it is.
    """
    words = folded_words(text)[:MOST_WORDS]
    if not words:
        return incidents.none()
    rare, common = None, []
    for columns in map(_holding, words):
        first, *others = columns
        found = {pk for (pk,) in first.union(*others, all=True)[: FEW + 1]}
        if len(found) > FEW:
            common.append(columns)
        else:
            rare = found if rare is None else rare & found
    if rare is not None:
        incidents = incidents.filter(pk__in=rare)
    for told, placed, named in common:
        incidents = incidents.filter(Q(pk__in=told) | Q(pk__in=placed) | Q(pk__in=named))
    return incidents


def folded_words(text: str) -> list[str]:
    return re.findall(r"\w+", naming.read(text).folded)


def beginning(words: Iterable[str]) -> SearchQuery:
    """For columns of words: each of these folded words begins one of them."""
    begun = " & ".join(f"'{word}':*" for word in words) or "''"
    return SearchQuery(begun, search_type="raw", config="simple")


def _holding(word: str) -> list[QuerySet]:
    """Numbers of incidents, by three indexes: one condition over three tables would use none."""
    begins = beginning([word])
    told, placed = (model.objects.filter(words=begins) for model in (Incident, Location))
    named = Victim.objects.alias(shown=Fold("public_name")).filter(
        ~Q(public_name=""), shown__trigram_word_similar=word
    )
    return [
        told.order_by().values_list("pk"),
        placed.order_by().values_list("incident"),
        named.order_by().values_list("incident"),
    ]
