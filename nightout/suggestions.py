"""What the search box offers while somebody types: a file for the program in the page."""

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from nightout import directory, shootings
from nightout.directory import Match
from nightout.pages.middleware import public
from nightout.places import naming
from nightout.places.models import City, Fold, ZipCode

MOST = 8
MOST_OF_A_KIND = 4  # while others wait: "miami" is more than eight cities
SHORTEST = 2  # characters
PLACES = [directory.CITY, directory.NEIGHBORHOOD]
KINDS = [*PLACES, directory.PARK, directory.AGENCY, directory.ACTIVITY, directory.CAMPAIGN]

Suggestion = dict[str, str]


@public
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` the text so far, `?lang=` the language of the words and of the addresses."""
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        found = suggestions(request.GET.get("q", ""))
        answer = JsonResponse({"said": said(found), "suggestions": found})
    answer.headers["Content-Language"] = language
    return answer


def suggestions(text: str) -> list[Suggestion]:
    typed = naming.read(text)
    if len(typed.folded) < SHORTEST:
        return []
    about_shootings = shootings.says_nothing_else(typed)
    zip_codes = beginning(typed.folded)[:MOST] if is_zip(typed.folded) else []
    matches = directory.called_so(typed, KINDS, most=MOST, whole_first=False)
    if about_shootings:
        # Nothing that is only spelled like it; "gun" may still become Gunnison.
        return [*map(of_match, fairly(matches)[: MOST - 1]), of_incidents()]
    if not (matches or zip_codes):
        matches = directory.spelt_alike(typed, KINDS, most=MOST)
    if not (matches or zip_codes):
        matches = directory.nearest(typed, PLACES, most=MOST)
    found = [*map(of_zip_code, zip_codes), *map(of_match, fairly(matches))]
    return found[:MOST]


def said(found: list[Suggestion]) -> str:
    """What a screen reader says when the list appears."""
    if not found:
        return gettext("No suggestions. Press Enter to search.")
    return ngettext(
        "%(number)d suggestion. Use the arrow keys.",
        "%(number)d suggestions. Use the arrow keys.",
        len(found),
    ) % {"number": len(found)}


def fairly(matches: list[Match]) -> list[Match]:
    """The surest that fit into the list; no kind fills it while another waits."""
    first, later = [], []
    for match in matches:
        of_its_kind = sum(other.kind is match.kind for other in first)
        (first if of_its_kind < MOST_OF_A_KIND else later).append(match)
    chosen = [*first, *later][:MOST]
    return sorted(chosen, key=lambda match: (match.rank, KINDS.index(match.kind)))


def of_match(match: Match) -> Suggestion:
    return {
        "label": match.label,
        "kind": match.called,
        "context": match.where,
        "url": match.url,
    }


def of_incidents() -> Suggestion:
    """Where they are recorded: the list as a whole, never what stands in it."""
    return {
        "label": gettext("Incidents"),
        "kind": gettext("shootings"),
        "context": "",
        "url": reverse("incident-list"),
    }


def is_zip(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def beginning(digits: str) -> QuerySet[ZipCode]:
    """ZIP codes that begin so, each with the post office's name as the registry `spelled` it."""
    namesakes = City.objects.filter(
        state=OuterRef("state"), name_folded=Fold(OuterRef("post_office"))
    ).largest_first()
    return (
        ZipCode.objects.filter(code__startswith=digits)
        .annotate(spelled=Coalesce(Subquery(namesakes.values("name")[:1]), "post_office"))
        .order_by("code")
    )


def of_zip_code(zip_code: ZipCode) -> Suggestion:
    words = {"office": zip_code.spelled, "state": zip_code.state}
    return {
        "label": zip_code.code,
        "kind": gettext("ZIP code"),
        "context": gettext("postal %(office)s, %(state)s") % words,
        "url": f"{reverse('search')}?q={zip_code.code}",
    }
