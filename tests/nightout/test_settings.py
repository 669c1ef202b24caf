"""The program starts on a laptop with nothing set, and refuses to start unsafe in production."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
OURS = (
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DATABASE_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DEBUG",
    "EMAIL_URL",
    "SITE_URL",
    "PORT",
    "NIGHTOUT_",
    "MAP_TILE_",
)
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
PRODUCTION = {
    "DEBUG": "0",
    "DATABASE_URL": "postgres://nightout:secret@127.0.0.1:1/nightout",  # `check` never connects
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "nightout.example.org",
}


def run(*arguments: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    """Python with production's variables; None takes one away."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    given = {name: value for name, value in (PRODUCTION | variables).items() if value is not None}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env=others | given,
        capture_output=True,
        text=True,
        check=False,
    )


def manage(*arguments: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    return run("manage.py", *arguments, **variables)


@pytest.mark.parametrize(
    ("variables", "cure"),
    [
        ({"DATABASE_URL": None}, "Set it to postgres://user:password@host:5432/name"),
        ({"DATABASE_URL": ""}, "Set it to postgres://user:password@host:5432/name"),
        ({"SECRET_KEY": None}, "secrets.token_urlsafe(50)"),
        ({"SECRET_KEY": ""}, "secrets.token_urlsafe(50)"),
        ({"SECRET_KEY": "too short"}, "use 50 random characters"),
        ({"ALLOWED_HOSTS": None}, "Set it to the site's name"),
        ({"ALLOWED_HOSTS": " , "}, "Set it to the site's name"),
        ({"DEBUG": "maybe"}, "DEBUG=maybe: say 1 or 0."),
        ({"NIGHTOUT_BEHIND_PROXY": "nginx"}, "NIGHTOUT_BEHIND_PROXY=nginx: say 1 or 0."),
        ({"DATABASE_URL": "sqlite:///nightout.db"}, "must be a postgres:// address"),
        ({"DATABASE_URL": "mysql://nightout@127.0.0.1/nightout"}, "must be a postgres:// address"),
        (
            {"MAP_TILE_URL": "tiles.example.org"},
            "such as https://tiles.example.org/{z}/{x}/{y}.png",
        ),
        ({"MAP_TILE_URL": "https://tiles.example.org/{z}/{x}.png"}, "no address of map tiles"),
        ({"MAP_TILE_URL": "https://{s}.example.org/{z}/{x}/{y}.png"}, "no address of map tiles"),
        ({"MAP_TILE_URL": "https://a.org/{z}/{x}/{y}?k={key}"}, "no address of map tiles"),
        ({"MAP_TILE_URL": "https://a.org; script-src */{z}/{x}/{y}"}, "no address of map tiles"),
        ({"MAP_TILE_URL": TILES.replace("https", "http")}, "no address of map tiles"),
        ({"MAP_TILE_ATTRIBUTION": None, "MAP_TILE_URL": TILES}, "say in plain text whose map"),
        ({"MAP_TILE_ATTRIBUTION": "&copy; OSM", "MAP_TILE_URL": TILES}, "in plain text"),
        ({"MAP_TILE_ATTRIBUTION": "<a>OSM</a>", "MAP_TILE_URL": TILES}, "in plain text"),
        ({"SITE_URL": "nightout.example.org"}, "say https:// and the site's name"),
        ({"SITE_URL": "https://nightout.example.org/path"}, "say https:// and the site's name"),
        ({"SITE_URL": None, "ALLOWED_HOSTS": "*"}, "Set it to https://its.name."),
        ({"EMAIL_URL": "mail.example.org:587"}, "no smtp://user:password@host:587"),
        ({"EMAIL_URL": "https://mail.example.org"}, "no smtp://user:password@host:587"),
    ],
)
def test_start_is_refused_with_the_cure(variables, cure):
    done = manage("check", **variables)

    assert done.returncode == 1
    assert cure in done.stderr
    assert next(iter(variables)) in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_secret_means_production():
    done = manage("check", DEBUG=None, DATABASE_URL=None)

    assert (done.returncode, done.stdout) == (1, "")
    assert "DATABASE_URL is not set" in done.stderr


def test_a_database_of_its_own_is_all_a_laptop_says():
    done = manage("check", DEBUG=None, SECRET_KEY=None, ALLOWED_HOSTS=None)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("missing", ["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_server_is_never_taken_for_a_laptop(missing):
    done = run("-c", "import nightout.wsgi", DEBUG=None, **{missing: None})

    assert done.returncode == 1
    assert f"{missing} is not set" in done.stderr.splitlines()[-1]


def test_keys_of_before_are_known():
    said = "import django; django.setup(); from django.conf import settings as s"
    said += "; print(s.SECRET_KEY_FALLBACKS)"

    done = run(
        "-c",
        said,
        DJANGO_SETTINGS_MODULE="nightout.settings",
        SECRET_KEY_FALLBACKS="key-of-june, key-of-may",
    )

    assert done.stdout == "['key-of-june', 'key-of-may']\n", done.stderr


@pytest.mark.parametrize("off", ["0", "false", "No", " 0 "])
def test_debug_is_switched_off_in_the_usual_words(off):
    done = manage("check", DEBUG=off, SECRET_KEY=None)

    assert "SECRET_KEY is not set" in done.stderr


def test_production_has_nothing_to_warn_of():
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (0 silenced).\n"
    assert done.returncode == 0


def test_no_address_of_the_database_is_shown_when_it_is_wrong():
    done = manage("check", DATABASE_URL="sqlite://user:hunter2@host/name")

    assert done.returncode == 1
    assert "hunter2" not in done.stderr


POLICY = "from nightout import settings; print(*settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"


@pytest.mark.parametrize(
    ("variables", "pictures_from"),
    [
        ({}, "'self' data:"),
        ({"MAP_TILE_URL": "", "MAP_TILE_ATTRIBUTION": "OSM"}, "'self' data:"),
        ({"MAP_TILE_URL": TILES}, "'self' data: https://tiles.example.org"),
        (
            {"MAP_TILE_URL": "https://a.example.org:8443/t/{z}/{y}/{x}{r}?key=abc"},
            "'self' data: https://a.example.org:8443",
        ),
        (
            {"MAP_TILE_URL": "http://127.0.0.1:8080/{z}/{x}/{y}.png", "DEBUG": "1"},
            "'self' data: http://127.0.0.1:8080",
        ),
    ],
)
def test_pictures_come_from_the_host_of_the_tiles_only_where_one_is_set(variables, pictures_from):
    done = run("-c", POLICY, **{"MAP_TILE_ATTRIBUTION": "© OpenStreetMap", **variables})

    assert done.stderr == ""
    assert done.stdout.strip() == pictures_from


def test_key_of_a_tile_host_is_not_shown_when_its_address_is_wrong():
    done = manage("check", MAP_TILE_URL="https://tiles.example.org/{z}/{x}?key=hunter2")

    assert done.returncode == 1
    assert "hunter2" not in done.stderr


SITE = "from nightout import settings; print(settings.SITE_URL)"
LAPTOP = {"DEBUG": "1", "ALLOWED_HOSTS": None}


@pytest.mark.parametrize(
    ("variables", "site"),
    [
        ({}, "https://nightout.example.org"),
        ({"ALLOWED_HOSTS": "*, .example.org,b.example.org"}, "https://example.org"),
        ({"NIGHTOUT_INSECURE_HTTP": "1"}, "http://nightout.example.org"),
        ({"SITE_URL": "https://night.example.org/"}, "https://night.example.org"),
        ({"SITE_URL": "http://localhost:8080"}, "http://localhost:8080"),
        (LAPTOP, "http://127.0.0.1:8000"),
        ({**LAPTOP, "PORT": "8001"}, "http://127.0.0.1:8001"),
    ],
)
def test_links_in_mails_begin_with_the_name_of_the_site(variables, site):
    assert run("-c", SITE, **variables).stdout.strip() == site


POST = (
    "from nightout import settings as s;"
    "print(s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL)"
)
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("variables", "backend"),
    [
        ({}, "nightout.mailfolder.Nowhere localhost 25 False False"),
        (LAPTOP, "nightout.mailfolder.Folder localhost 25 False False"),
        (
            {"EMAIL_URL": "smtp://u:p@mail.example.org:587"},
            f"{SMTP} mail.example.org 587 True False",
        ),
        ({"EMAIL_URL": "smtps://u:p@mail.example.org"}, f"{SMTP} mail.example.org 465 False True"),
        ({"EMAIL_URL": "smtp://relay"}, f"{SMTP} relay 25 False False"),
    ],
)
def test_mails_go_where_the_environment_says(variables, backend):
    assert run("-c", POST, **variables).stdout.strip() == backend


def test_no_password_of_the_mail_server_is_shown_when_its_address_is_wrong():
    done = manage("check", EMAIL_URL="http://user:hunter2@mail.example.org")

    assert done.returncode == 1
    assert "hunter2" not in done.stderr
