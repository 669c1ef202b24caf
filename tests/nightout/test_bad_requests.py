"""What no browser sends: answered with 400 before it can break anything."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from nightout.wsgi import refuse_malformed

SIGN_IN = "/accounts/login/"
FORM = "application/x-www-form-urlencoded"
CSRF = "a" * 32

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """A request ends by closing connections; the test's own transaction must outlive it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def status_of(path: str = SIGN_IN, *, body: bytes = b"", **environ: str) -> int:
    """The status that the server would send, through our wrapper and all middleware."""
    answered: list[str] = []

    def start_response(status: str, headers: list[Any], exc_info: Any = None) -> None:
        answered.append(status)

    request = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    response = refuse_malformed(WSGIHandler())({**request, **environ}, start_response)
    b"".join(response)
    getattr(response, "close", lambda: None)()
    return int(answered[0].split()[0])


def post(content_type: str, body: bytes = b"csrfmiddlewaretoken=" + CSRF.encode()) -> int:
    return status_of(body=body, CONTENT_TYPE=content_type, HTTP_COOKIE=f"csrftoken={CSRF}")


def test_a_plain_request_is_answered():
    assert status_of() == 200
    assert post(FORM) == 200


@pytest.mark.parametrize(
    ("path", "environ"),
    [
        ("/admin/\0", {}),
        (SIGN_IN, {"QUERY_STRING": "next=%00"}),
        (SIGN_IN, {"QUERY_STRING": "next=\0"}),
        ("/admin/", {"HTTP_COOKIE": "sessionid=aaaaaaaa\0"}),
        ("/admin/", {"HTTP_COOKIE": "sessionid=aaaaaaaa%00"}),
        ("/admin/", {"HTTP_COOKIE": 'sessionid="aaaaaaaa\\000"'}),
    ],
)
def test_a_nul_byte_is_refused_wherever_it_comes(path, environ):
    assert status_of(path, **environ) == 400


@pytest.mark.parametrize(
    "content_type",
    [
        f"{FORM}; charset=iso-8859-1",
        f"{FORM}; charset=utf-16",
        f"{FORM}; charset=utf8",  # Django wants the hyphen
        f"{FORM}; charset=bogus",
        f"{FORM}; charset=",
        f"{FORM}; charset*=BOGUS''x",
        f"{FORM}; charset*=utf-8''%ff",
        "multipart/form-data; boundary=b; charset=utf-16",
        "multipart/form-data; boundary=b; charset*=BOGUS''x",
        "multipart/form-data",
    ],
)
def test_a_form_that_cannot_be_read_is_refused(content_type):
    assert post(content_type) == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_in_utf8_is_read_however_that_is_written(charset):
    assert post(f"{FORM}; charset={charset}") == 200


@pytest.mark.parametrize(
    "disposition",
    [
        b"name=\"username\"; filename*=BOGUS''x",
        b"name*=BOGUS''x",
        b'name="username"; filename="a\0b"',
        b'name="user\0name"',
    ],
)
def test_a_malformed_part_does_not_break_the_page(disposition):
    token = b'--b\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
    part = b"\r\n--b\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\nx\r\n--b--\r\n"

    assert post("multipart/form-data; boundary=b", token + CSRF.encode() + part) in {200, 400}


def test_a_nul_byte_in_a_form_is_a_form_error():
    body = b"username=%00&password=%00&csrfmiddlewaretoken=" + CSRF.encode()

    assert post(FORM, body) == 200


def test_what_is_too_much_is_refused():
    assert post(FORM, b"a=" + b"x" * 3 * 1024 * 1024) == 400
    assert post(FORM, b"&".join([b"a=1"] * 11_000)) == 400


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "next=%ed%a0%80"},
        {"QUERY_STRING": "next=%ff%fe"},
        {"HTTP_COOKIE": "sessionid=\xff\xfe\xff\xfe\xff\xfe\xff\xfe"},
        {"HTTP_COOKIE": "django_language=" + "x" * 5000},
        {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
        {"HTTP_ACCEPT_LANGUAGE": "en;q=\xff"},
    ],
)
def test_bytes_that_are_no_text_do_not_break_the_page(environ):
    assert status_of(**environ) == 200


def test_a_path_that_is_no_text_is_not_found():
    assert status_of("/admin/\xff\xfe/") in {302, 404}


def test_a_host_that_is_not_ours_is_refused():
    assert status_of(HTTP_HOST="evil.example.org") == 400
    assert status_of(HTTP_HOST="a b") == 400
