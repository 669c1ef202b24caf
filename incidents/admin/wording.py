"""How we write about people: a short guide, beside the form in which it is needed."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from incidents.models import at_block_level

PAGE = "incidents_incident_wording"


@dataclass(frozen=True)
class Instead:
    """Words that we leave out, and what to write instead, both in the language of the text."""

    avoid: tuple[str, ...]
    write: str


# By the language in which staff write. Not in the catalogs: these are examples of a language, not
# words of ours, and what we say ourselves holds none of them.
WORDS = {
    "en": [
        Instead(("murdered", "slain", "gunned down", "executed"), "killed"),
        Instead(("innocent",), "what the person was doing: “was standing outside”"),
        Instead(
            ("latest", "yet another", "spate", "massacre", "bloodshed", "war zone"),
            "the day and the number",
        ),
        Instead(
            ("suspect", "suspects", "perpetrator", "gunman", "shooter", "gang", "thug", "thugs"),
            "nothing: nobody who is accused is kept here",
        ),
        Instead(
            ("tragic", "tragedy", "senseless", "horrific", "brutal", "shocking"),
            "nothing: the fact is enough",
        ),
        Instead(("crime-ridden", "notorious"), "the name of the place"),
        Instead(
            ("committed suicide", "failed suicide", "successful suicide"),
            "died by suicide; survived an attempt",
        ),
    ],
    "es": [
        Instead(
            ("asesinado", "asesinada", "acribillado", "acribillada", "ejecutado"), "perdió la vida"
        ),
        Instead(("inocente", "inocentes"), "lo que hacía la persona: «estaba afuera»"),
        Instead(
            ("ola de violencia", "masacre", "baño de sangre", "zona de guerra"),
            "el día y el número",
        ),
        Instead(
            (
                "sospechoso",
                "sospechosos",
                "delincuente",
                "pistolero",
                "pandilla",
                "pandillero",
                "matón",
            ),
            "nada: aquí no se guarda a nadie acusado",
        ),
        Instead(
            ("trágico", "tragedia", "sin sentido", "horrible", "brutal", "espantoso"),
            "nada: el hecho basta",
        ),
        Instead(("barrio peligroso", "barrio conflictivo"), "el nombre del lugar"),
        Instead(
            ("cometió suicidio", "suicidio fallido", "suicidio exitoso"),
            "murió por suicidio; sobrevivió a un intento",
        ),
    ],
    "ht": [
        Instead(("asasinen", "masakre", "egzekite"), "mouri anba bal"),
        Instead(("inosan",), "sa moun nan t ap fè: “li te kanpe deyò”"),
        Instead(("masak", "beny san", "zòn lagè"), "jou a ak kantite a"),
        Instead(
            ("sispèk", "kriminèl", "bandi", "vagabon", "gang"),
            "anyen: rejis sa a pa kenbe moun yo akize",
        ),
        Instead(("trajik", "trajedi", "brital", "efreyan"), "anyen: sa ki rive a sifi"),
        Instead(("katye danjere",), "non kote a"),
        Instead(("komèt swisid",), "mouri pa swisid; siviv yon tantativ"),
    ],
}


def left_out(text: str) -> list[str]:
    """Words of the guide that stand in a text, in any of our languages; as they are written."""
    found = []
    for words in WORDS.values():
        for word in (word for each in words for word in each.avoid):
            match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            found += [match[0]] if match else []
    return list(dict.fromkeys(found))


class WordingPage:
    """For IncidentAdmin: the guide, for everybody in the staff room."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.wording)
        return [path("wording/", page, name=PAGE), *super().get_urls()]

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        """It is saved as it was written, and said at once what everybody will read."""
        super().save_related(request, form, formsets, change)
        incident = form.instance
        text = f"{incident.summary}\n{incident.inference}"
        if words := left_out(text):
            told = _("Please look at the summary again. We leave out these words: %s.")
            self.message_user(request, told % ", ".join(words), messages.WARNING)
        if at_block_level(text) != text:
            told = _("The summary may hold a house number. Everybody reads it: name the block.")
            self.message_user(request, told, messages.WARNING)

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        guide = (_("How we write about people"), reverse(f"admin:{PAGE}"))
        return [*super().further_pages(request), guide]

    def wording(self, request: HttpRequest) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("How we write about people"),
            "opts": self.opts,
            "words": WORDS,
        }
        return TemplateResponse(request, "admin/incidents/wording.html", context)
