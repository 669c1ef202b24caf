"""The guide for staff, and our own words, which hold none of those that it leaves out."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from incidents.admin.wording import WORDS
from incidents.models import Incident
from nightout.agencies.models import Role
from tests.factories import make_agency, make_coordinator, make_member, make_user
from tests.incidents.test_admin_incident import ADD, filled
from tests.readers import words
from tests.staffroom import messages_of

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "/admin/incidents/incident/wording/"
TRANSLATED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)

# What the FBI calls it: a number, then the name of the offense or circumstance in its own words.
NIBRS = re.compile(r"^\d\d[0-9A-Z]? ")
# Told to staff, so that they leave it out.
SAYS_NOT = {
    "What is known, in plain words. Shown to everyone. No names, no suspects.",
    "“%s” looks like a column about suspects: these are never stored.",
}


def left_out(language: str) -> re.Pattern[str]:
    avoided = [word for row in WORDS[language] for word in row.avoid]
    return re.compile(rf"\b({'|'.join(map(re.escape, avoided))})\b", re.IGNORECASE)


def of_templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield path.name, COMMENT.sub("", path.read_text())


def of_programs() -> Iterator[tuple[str, str]]:
    """What is handed to gettext in Python, whether it is in a catalog yet or not."""
    for folder in ("nightout", "events", "incidents"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                for text in _translated(ast.parse(path.read_text())):
                    yield path.name, text


def _translated(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATED:
            for given in call.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def of_catalog(language: str) -> Iterator[tuple[str, str]]:
    """Each text that is translated with its translation, as msgfmt would join their lines."""
    path = ROOT / "nightout" / "locale" / language / "LC_MESSAGES" / "django.po"
    source, lines, into = "", {"msgid": "", "msgstr": ""}, ""
    for line in [*path.read_text().splitlines(), 'msgid ""']:
        if line.startswith("msgid "):
            source = lines["msgid"]
            yield source, lines["msgstr"]
            lines = {"msgid": "", "msgstr": ""}
        if line.startswith(("msgid", "msgstr")):
            into = "msgid" if line.startswith("msgid") else "msgstr"
        if line.startswith(("msgid", "msgstr", '"')):
            lines[into] += " " * line.startswith("msg") + line[line.index('"') + 1 : -1]


def is_excused(source: str) -> bool:
    return bool(NIBRS.match(source.strip())) or source.strip() in SAYS_NOT


def test_our_templates_and_programs_hold_none_of_the_words_that_staff_leave_out():
    pattern = left_out("en")
    said = [*of_templates(), *of_programs()]

    found = [
        (name, word[0])
        for name, text in said
        for word in [pattern.search(text)]
        if word and not is_excused(text)
    ]

    assert len(said) > 1000
    assert found == []


@pytest.mark.parametrize("language", ["es", "ht"])
def test_our_catalogs_hold_none_of_them_either(language: str):
    english, own = left_out("en"), left_out(language)
    said = [(source, text) for source, text in of_catalog(language) if not is_excused(source)]

    found = [
        word[0]
        for source, text in said
        for word in (english.search(source), own.search(text))
        if word
    ]

    assert len(said) > 1000
    assert found == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The latest shooting"),
        ("en", "Suspects fled"),
        ("es", "Una víctima inocente"),
        ("ht", "De gang"),
    ],
)
def test_such_a_word_would_be_found(language: str, text: str):
    assert left_out(language).search(text)


def test_catalog_is_read_with_its_translations():
    found = {source.strip(): text.strip() for source, text in of_catalog("es")}

    assert found["killed"] == "perdió la vida"
    assert is_excused("05 juvenile gang")
    assert "05 juvenile gang" in found


# ---------- The guide ----------


@pytest.mark.django_db
def test_guide_is_linked_from_the_form_and_the_first_page(client: Client):
    client.force_login(make_coordinator())

    for page in (reverse("admin:incidents_incident_add"), reverse("admin:index")):
        assert f'href="{GUIDE}"' in client.get(page).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ht"])
def test_guide_says_what_to_write_instead_in_each_language(client: Client, language: str):
    client.force_login(make_member(agency=make_agency(), role=Role.EDITOR))

    page = words(client.get(GUIDE))

    for row in WORDS[language]:
        assert ", ".join(row.avoid) in page
        assert row.write in page


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["nobody", "resident", "organizer"])
def test_strangers_do_not_read_it(client: Client, who: str):
    if who == "resident":
        client.force_login(make_user())
    if who == "organizer":
        client.force_login(make_member(agency=make_agency(), role=Role.ORGANIZER))

    at_the_door = client.get(client.get(GUIDE)["Location"])

    if who == "nobody":
        assert at_the_door["Location"] == f"/accounts/login/?next={GUIDE}"
    else:
        assert at_the_door.status_code == 403


@pytest.mark.django_db
def test_who_saves_such_a_word_or_a_house_number_is_told_at_once(client: Client):
    agency = make_agency()
    client.force_login(make_member(agency=agency, role=Role.EDITOR))
    text = "Two men were gunned down at 1234 NW 183rd Street."

    told = messages_of(client.post(ADD, filled(agency=agency, summary=text), follow=True))

    assert "Please look at the summary again. We leave out these words: gunned down." in told
    assert "The summary may hold a house number. Everybody reads it: name the block." in told
    assert Incident.objects.get().summary == text
