"""Where a visitor is does not get into the log, nor does anybody's personal link."""

import logging
import re
from pathlib import Path

import pytest

PROXY = Path(__file__).resolve().parents[2] / ".docker" / "proxy.conf.template"


class Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def heard():
    server, handler = logging.getLogger("django.server"), Heard()
    server.addHandler(handler)
    yield handler.lines
    server.removeHandler(handler)


@pytest.mark.parametrize(
    ("asked", "logged"),
    [
        ("/events/?near=25.94,-80.25", "/events/?near=…"),
        ("/es/events/?when=all&near=25.94%2C-80.25&free=on", "/es/events/?when=all&near=…&free=on"),
        ("/events/?q=near&near=25.94,-80.25", "/events/?q=near&near=…"),
        ("/events/?near=&near=25.94,-80.25", "/events/?near=…&near=…"),
        ("/events/?q=dinner+near+us", "/events/?q=dinner+near+us"),
        ("/search/?q=33056", "/search/?q=33056"),
        ("/rsvp/1aB-0123456789abcdefghijAB/", "/rsvp/…/"),
        ("/es/rsvp/1aB-0123456789abcdefghijAB/change/?x=1", "/es/rsvp/…/change/?x=1"),
        ("/rsvp/1aB-0123456789abcdefghijAB", "/rsvp/…"),
        ("/events/night-out/rsvp/", "/events/night-out/rsvp/"),
    ],
)
def test_the_laptops_server_blanks_a_position_and_a_link(heard: list[str], asked: str, logged: str):
    line = f"GET {asked} HTTP/1.1"

    # As django.core.servers.basehttp says it: the line, the status and the size.
    logging.getLogger("django.server").info('"%s" %s %s', line, "200", "18113")

    assert heard == [f'"GET {logged} HTTP/1.1" 200 18113']


def test_a_message_without_parts_passes_unchanged(heard: list[str]):
    logging.getLogger("django.server").info("Watching for file changes")

    assert heard == ["Watching for file changes"]


@pytest.mark.parametrize("referer", ["https://site.example/rsvp/1aB-xyz/", "/ht/rsvp/1aB-xyz/"])
def test_whatever_reaches_the_console_says_no_link(referer: str):
    """As Django tells of a form from elsewhere: it names the page from which it came."""
    (console,) = (h for h in logging.getLogger().handlers if h.name == "console")
    record = logging.LogRecord(
        "django.security.csrf",
        logging.WARNING,
        "",
        0,
        "Forbidden (%s): %s",
        (f"Referer checking failed - {referer} does not match any trusted origins.", "/rsvp/1-x/"),
        None,
    )

    console.filter(record)

    assert "1aB" not in record.getMessage()
    assert record.getMessage().endswith("does not match any trusted origins.): /rsvp/…/")


def test_nothing_of_django_s_own_prints_past_that():
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django").propagate


def test_the_proxy_logs_no_query_and_no_referring_page():
    written = PROXY.read_text()

    (fields,) = re.findall(r"log_format without_query ([^;]+);", written)
    used = set(re.findall(r"\$\w+", fields))

    assert used == {
        *("$remote_addr", "$time_iso8601", "$request_method", "$page", "$server_protocol"),
        *("$status", "$body_bytes_sent", "$request_time", "$http_user_agent"),
    }
    assert re.findall(r"access_log ([^;]+);", written) == [
        "/var/log/nginx/access.log without_query",
        "off",  # the health check's own
    ]
    assert re.findall(r"error_log ([^;]+);", written) == ["/var/log/nginx/error.log crit"]


@pytest.mark.parametrize(
    ("uri", "page"),
    [
        ("/rsvp/1aB-xyz/", "/rsvp/.../"),
        ("/es/rsvp/1aB-xyz/change/", "/es/rsvp/.../change/"),
        ("/rsvp/1aB-xyz", "/rsvp/..."),
        ("/rsvp/1aB-xyz/\n", "/rsvp/.../\n"),
        ("/events/night-out/rsvp/", None),
        ("/events/", None),
    ],
)
def test_the_proxy_logs_no_link(uri: str, page: str | None):
    """nginx reads the same kind of expression; only the names of its groups are written otherwise."""
    pattern, replacement, default = re.search(
        r'map \$uri \$page \{\s+"~([^"]+)" "([^"]+)";\s+default ([^;]+);\s+\}', PROXY.read_text()
    ).groups()
    assert default == "$uri"

    found = re.search(pattern.replace("(?<", "(?P<"), uri)

    assert bool(found) == bool(page)
    if found:
        assert re.sub(r"\$(\w+)", lambda name: found[name[1]], replacement) == page
