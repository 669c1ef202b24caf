"""One settings file, from the environment: works on a laptop, refuses to start unsafe.

| variable                | meaning                                                            |
|-------------------------|--------------------------------------------------------------------|
| DEBUG                   | 1 on a laptop (the default without SECRET_KEY), 0 in production    |
| DATABASE_URL            | postgres://user:password@host:5432/name; needed when DEBUG is off  |
| SECRET_KEY              | 50 random characters; needed when DEBUG is off                     |
| SECRET_KEY_FALLBACKS    | keys of before, separated by commas: personal links, and names     |
|                         | that families had removed, are known by the key of their day       |
| ALLOWED_HOSTS           | names of the site, separated by commas; needed when DEBUG is off   |
| NIGHTOUT_BEHIND_PROXY   | 1 when a proxy of ours sets X-Forwarded-For and X-Forwarded-Proto  |
| NIGHTOUT_INSECURE_HTTP  | 1 serves plain http outside DEBUG, for a trial on one machine      |
| SITE_URL                | https://host, which links in mails begin with; without it the      |
|                         | first of ALLOWED_HOSTS, on a laptop http://127.0.0.1:8000          |
| EMAIL_URL               | smtp://user:password@host:587, or smtps://…:465; without it mails  |
|                         | wait, and on a laptop they go to a folder that /mails/ shows       |
| DEFAULT_FROM_EMAIL      | the address that our mails come from                               |
| CONTACT_EMAIL           | where residents write about the site; shown on the page about      |
|                         | accessibility, which without it names the agencies                 |
| SNAPSHOT_FOLDER         | where the worker writes the nightly list of incidents and the site |
|                         | finds it; without it .local/snapshots                              |
| MAP_TILE_URL            | https://host/{z}/{x}/{y}.png: streets; without it maps show        |
|                         | outlines of states and counties, and nothing is asked of others    |
| MAP_TILE_ATTRIBUTION    | whose map that is, in plain text; an address in it becomes a link  |
"""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlparse

import dj_database_url
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from nightout.logs import private_parts_blanked

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise ImproperlyConfigured(f"{name}={value}: say 1 or 0.")
    return default if value == "" else value in {"1", "true", "yes"}


def listed(name: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, "").split(",") if item.strip()]


def required(name: str, cure: str) -> str:
    """The variable's value; on a laptop (DEBUG) it may be missing, elsewhere we do not start."""
    value = os.environ.get(name, "")
    if not value and not DEBUG:
        raise ImproperlyConfigured(f"{name} is not set. {cure}")
    return value


def tile_hosts(address: str) -> list[str]:
    """From where pages may show pictures for the sake of the map: one host, or none."""
    if not address:
        return []
    found = re.fullmatch(r"(https?://[\w.-]+(?::\d+)?)/([!-~]+)", address, re.ASCII)
    named = set(re.findall(r"{[^{}]*}", address)) - {"{r}"}  # r: twice as fine, where it is offered
    secure = DEBUG or address.startswith("https:")
    if not (found and secure and named == {"{z}", "{x}", "{y}"}):
        # The address may hold a key, so it is not repeated here.
        raise ImproperlyConfigured(
            "MAP_TILE_URL is no address of map tiles. "
            "Set it to one such as https://tiles.example.org/{z}/{x}/{y}.png, or leave it empty."
        )
    return [found[1]]


def site_url() -> str:
    """Where the site is reached, for links that no page asked for; without a slash at the end."""
    given = os.environ.get("SITE_URL", "").strip().rstrip("/")
    if given:
        if not re.fullmatch(r"https?://([\w.-]+|\[[\da-fA-F:]+\])(:\d+)?", given, re.ASCII):
            raise ImproperlyConfigured(f"SITE_URL={given}: say https:// and the site's name.")
        return given
    names = [host.removeprefix(".") for host in ALLOWED_HOSTS if host != "*"]
    if DEBUG:
        return f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    if not names:
        raise ImproperlyConfigured(
            "SITE_URL is not set, and ALLOWED_HOSTS names no site. Set it to https://its.name."
        )
    return f"{'http' if INSECURE_HTTP else 'https'}://{names[0]}"


# On a laptop no secret is set and everything works. Whoever sets one means a real server, and the
# WSGI entry (nightout/wsgi.py) never takes a missing secret for a laptop.
DEBUG = flag("DEBUG", default="SECRET_KEY" not in os.environ)

DATABASE_URL = required(
    "DATABASE_URL", "Set it to postgres://user:password@host:5432/name, or DEBUG=1 on a laptop."
)
SECRET_KEY = required(
    "SECRET_KEY",
    'Make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"',
)
if SECRET_KEY and not DEBUG and len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is too short to be secret: use 50 random characters.")
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
if not (DEBUG or ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Set it to the site's name.")

if not (DATABASE_URL and SECRET_KEY):
    from nightout import localdb  # only a laptop has the embedded Postgres

    DATABASE_URL = DATABASE_URL or localdb.database_url()
    SECRET_KEY = SECRET_KEY or localdb.local_secret_key()

DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL, conn_max_age=None if not DEBUG else 0, conn_health_checks=True
    )
}
# How alike a word must be to be found: "nigth" finds "night" at a half, Postgres asks for 0.6.
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["options"] = " ".join(
    [
        DATABASES["default"]["OPTIONS"].get("options", ""),
        "-c pg_trgm.word_similarity_threshold=0.5",
        "-c jit=off",  # it compiles for seconds what then runs for milliseconds
    ]
).strip()
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must be a postgres:// address: nightout needs it.")

INSTALLED_APPS = [
    "nightout.pages",
    "nightout.audit",
    "nightout.accounts",
    "nightout.places",
    "nightout.sources",
    "nightout.agencies",
    "events",
    "incidents",
    "nightout.answers",
    "nightout",
    "nightout.adminsite.NightoutAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_filters",
    "csp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nightout.pages.middleware.unchanged",
    "csp.middleware.CSPMiddleware",
    "nightout.middleware.permissions_policy",
    "nightout.middleware.form_charset",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nightout.audit.middleware.PagesWithoutLinks",
]

ROOT_URLCONF = "nightout.urls"
WSGI_APPLICATION = "nightout.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "nightout.context.site",
            ],
        },
    },
    {
        # The words of mails, as plain text: the page of a mail escapes them as any other.
        "NAME": "text",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "emails"],
        "OPTIONS": {"autoescape": False},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "organize"
LOGOUT_REDIRECT_URL = "home"

# Haitian Creole is in Django's list of neither languages nor formats: we bring both.
LANG_INFO["ht"] = {
    "bidi": False,
    "code": "ht",
    "name": "Haitian Creole",
    "name_local": "Kreyòl ayisyen",
}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ht", _("Haitian Creole"))]
LOCALE_PATHS = [
    BASE_DIR / "nightout" / "locale",
    BASE_DIR / "nightout" / "locale" / "django",  # Django's own words, where it lacks them: ht
]
FORMAT_MODULE_PATH = ["nightout.formats"]
TIME_ZONE = "America/New_York"
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".local" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SNAPSHOT_FOLDER = os.environ.get("SNAPSHOT_FOLDER", "").strip()
MAP_TILE_URL = os.environ.get("MAP_TILE_URL", "").strip()
MAP_TILE_HOSTS = tile_hosts(MAP_TILE_URL)
MAP_TILE_ATTRIBUTION = os.environ.get("MAP_TILE_ATTRIBUTION", "").strip()
if MAP_TILE_URL and (not MAP_TILE_ATTRIBUTION or re.search(r"[<>]|&\w+;", MAP_TILE_ATTRIBUTION)):
    raise ImproperlyConfigured(
        "MAP_TILE_ATTRIBUTION must say in plain text whose map MAP_TILE_URL shows, such as: "
        "© OpenStreetMap contributors, https://www.openstreetmap.org/copyright"
    )

# Nothing inline, nothing from elsewhere. data: is for pictures that a page makes itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MAP_TILE_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12  # a working day: phones get lost in parks
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
INSECURE_HTTP = flag("NIGHTOUT_INSECURE_HTTP", default=DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the machine itself, over http
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE_HTTP
CSRF_TRUSTED_ORIGINS = [
    f"{'http' if INSECURE_HTTP else 'https'}://{host}" for host in ALLOWED_HOSTS if host != "*"
]
BEHIND_PROXY = flag("NIGHTOUT_BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A form of ours is small; more is refused before it is read. Files do not count: what a photo may
# have is said in events/photographs.py, and how much a request in the proxy's configuration.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a record with hundreds of people is one form

email = urlparse(os.environ.get("EMAIL_URL", ""))
if email.scheme not in {"", "smtp", "smtps"} or bool(email.scheme) != bool(email.hostname):
    # The address may hold a password, so it is not repeated here.
    raise ImproperlyConfigured("EMAIL_URL is no smtp://user:password@host:587.")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if email.hostname
    else f"nightout.mailfolder.{'Folder' if DEBUG else 'Nowhere'}"
)
EMAIL_HOST = email.hostname or "localhost"
EMAIL_PORT = email.port or (465 if email.scheme == "smtps" else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(email.username or ""), unquote(email.password or "")
EMAIL_USE_TLS = email.port == 587
EMAIL_USE_SSL = email.scheme == "smtps"
EMAIL_TIMEOUT = 20  # seconds: the row of a mail is locked as long as we speak of it
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "").strip()
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "nightout@localhost")
SITE_URL = site_url()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"private_parts_blanked": {"()": lambda: private_parts_blanked}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["private_parts_blanked"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # The laptop's server names each request with its query; the proxy of a real one leaves it out.
    "loggers": {
        # Its lines go to the root's handler only, not to one of Django's own that filters nothing.
        "django": {"level": "INFO"},
        "django.server": {
            "handlers": ["console"],
            "level": "INFO",
            "propagate": False,
            "filters": ["private_parts_blanked"],
        },
    },
}
