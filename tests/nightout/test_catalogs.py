"""Every word of ours is said in every language, and the compiled catalogs hold the same words.

A word is known by its gettext key: "context\\4singular\\0plural", context and plural as needed.
"""

import ast
import re
import struct
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import django
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import formats, translation
from django.utils.translation.template import templatize

from nightout import datespan

LOCALE = settings.BASE_DIR / "nightout" / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
CATALOGS = sorted(LOCALE.rglob("django.po"))
CALLS = {
    name: (context, plural)
    for stem, context, plural in [
        *(("gettext", False, False), ("ngettext", False, True)),
        *(("pgettext", True, False), ("npgettext", True, True)),
    ]
    for name in (stem, f"{stem}_lazy", f"{stem}_noop")
} | {"_": (False, False)}
CALL_IN_TEMPLATE = re.compile(
    r"""\b(n?p?gettext|_)\((\s*u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:\s*,(?=\s*u?["'])|))+"""
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]\b|\{\w*\}|<[^>]+>|&\w+;")
DJANGO_SHOWS = re.compile(
    r"^#: .*\b(forms/|core/validators|template/defaultfilters|password_validation"
    r"|utils/(dates|dateformat|timesince|text)\.py)",
    re.MULTILINE,
)


def key_of(name: str, words: list[str]) -> str:
    context, plural = CALLS[name]
    start = f"{words.pop(0)}\4" if context else ""
    return start + "\0".join(words[: 1 + plural])


def said_in_code(path: Path) -> Iterator[str]:
    """Also what stands in an f-string, where makemessages does not look: take it out of there."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if name in CALLS and words:
                yield key_of(name, words)


def said_in_template(path: Path) -> Iterator[str]:
    for call in CALL_IN_TEMPLATE.finditer(templatize(path.read_text(), origin=str(path))):
        arguments = call[0].partition("(")[2]
        yield key_of(call[1], list(ast.literal_eval(f"({arguments},)")))


def said_by_us() -> set[str]:
    code = [
        path
        for folder in ("nightout", "events", "incidents")
        for path in (settings.BASE_DIR / folder).rglob("*.py")
    ]
    templates = [path for path in (settings.BASE_DIR / "templates").rglob("*.*") if path.is_file()]
    return {word for path in code for word in said_in_code(path)} | {
        word for path in templates for word in said_in_template(path)
    }


def written(po: Path, *, shown_by: re.Pattern[str] = re.compile("")) -> dict[str, str]:
    """Key and translation of each entry but the heading; a fuzzy one counts as not translated.

    shown_by: only entries in which this is found, such as in the line that says where they are.
    """
    found = {}
    for entry in filter(shown_by.search, re.split(r"\n{2,}", po.read_text())[1:]):
        parts: dict[str, str] = {}
        part = ""
        for name, text in re.findall(r'^(?:(msg[a-z_]+(?:\[\d\])?) )?(".*")$', entry, re.MULTILINE):
            part = name or part
            parts[part] = parts.get(part, "") + ast.literal_eval(text)
        context = f"{parts['msgctxt']}\4" if "msgctxt" in parts else ""
        originals = [parts[name] for name in ("msgid", "msgid_plural") if name in parts]
        forms_of_it = [text for name, text in parts.items() if name.startswith("msgstr")]
        fuzzy = re.search(r"^#,.*\bfuzzy\b", entry, re.MULTILINE)
        found[context + "\0".join(originals)] = "" if fuzzy else "\0".join(forms_of_it)
    return found


def compiled(mo: Path) -> dict[str, str]:
    data = mo.read_bytes()
    count, originals, translations = struct.unpack_from("<3I", data, 8)

    def text(table: int, row: int) -> str:
        length, start = struct.unpack_from("<2I", data, table + 8 * row)
        return data[start : start + length].decode()

    return {text(originals, row): text(translations, row) for row in range(count)}


def without_plural(keys: set[str]) -> set[str]:
    return {key.partition("\0")[0] for key in keys}


def catalog_name(po: Path) -> str:
    return str(po.parent.relative_to(LOCALE).parent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_ours_is_translated(language):
    known = compiled(LOCALE / language / "LC_MESSAGES" / "django.mo").keys()
    said = said_by_us()

    missing = without_plural(said) - without_plural(known)
    missing |= {word for word in said if "\0" in word} - known

    assert missing == set(), f"Run makemessages and translate: {sorted(missing)}"


@pytest.mark.parametrize("po", CATALOGS, ids=catalog_name)
def test_no_translation_is_empty_or_fuzzy(po):
    unfinished = [key for key, text in written(po).items() if not all(text.split("\0"))]

    assert unfinished == []


@pytest.mark.parametrize("po", CATALOGS, ids=catalog_name)
def test_compiled_catalog_holds_what_is_written(po):
    held = compiled(po.with_suffix(".mo"))
    del held[""]  # the heading

    assert held == written(po)


@pytest.mark.parametrize("po", CATALOGS, ids=catalog_name)
def test_translations_keep_placeholders_and_markup(po):
    broken = []
    for key, text in written(po).items():
        allowed = [sorted(PLACEHOLDER.findall(form)) for form in key.split("\0")]
        if any(sorted(PLACEHOLDER.findall(form)) not in allowed for form in text.split("\0")):
            broken.append((key, text))

    assert broken == []


def test_django_words_for_forms_and_dates_are_said_in_haitian_creole():
    root = Path(django.__file__).parent
    known = compiled(LOCALE / "django" / "ht" / "LC_MESSAGES" / "django.mo").keys()

    shown = {
        word
        for app in ("conf", "contrib/auth")
        for word in written(root / app / "locale/en/LC_MESSAGES/django.po", shown_by=DJANGO_SHOWS)
    }

    assert len(shown) > 150
    assert sorted(shown - known) == []


@pytest.mark.parametrize(
    ("language", "day", "evening", "noon"),
    [
        ("es", "martes, 7 de agosto de 2018", "6 p.m.", "mediodía"),
        ("ht", "madi, 7 out 2018", "6 PM", "midi"),
    ],
)
def test_days_and_hours_are_said_in_the_language(language, day, evening, noon):
    with translation.override(language):
        assert datespan.day_in_words(date(2018, 8, 7)) == day
        assert formats.time_format(time(18, 0)) == evening
        assert formats.time_format(time(12, 0)) == noon


@pytest.mark.parametrize(
    ("language", "error"),
    [("es", "Introduzca una fecha válida."), ("ht", "Antre yon dat ki bon.")],
)
def test_errors_of_forms_are_said_in_the_language(language, error):
    with pytest.raises(ValidationError) as refused:
        forms.DateField().clean("soon")

    with translation.override(language):
        assert refused.value.messages == [error]


@pytest.mark.parametrize(("n", "words"), [(0, "0 vil"), (1, "1 vil"), (2, "2 vil")])
def test_haitian_creole_counts_without_changing_the_word(n, words):
    with translation.override("ht"):
        said = translation.ngettext("%(number)s city", "%(number)s cities", n) % {"number": n}

    assert said == words


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_speaks_the_language(client, language):
    page = BeautifulSoup(client.get(f"/{language}/").content, "html.parser")

    with translation.override(language):
        heading = translation.gettext("What is on near you?")
    assert page.html["lang"] == language
    assert page.h1.get_text(strip=True) == heading
    assert heading != "What is on near you?"
