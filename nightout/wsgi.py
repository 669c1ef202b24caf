import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nightout.settings")
os.environ.setdefault("DEBUG", "0")  # a server that forgot to say so is no laptop

# Where a NUL byte arrives it is meant to break something: Postgres cannot store one, and
# Django looks a cookie or a query up before any form of ours could refuse it.
NUL_CARRIERS = ("PATH_INFO", "QUERY_STRING", "HTTP_COOKIE")


def refuse_malformed(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Answer 400 to what Django itself would answer with a crash, before any middleware."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        carried = "".join(environ.get(name, "") for name in NUL_CARRIERS)
        # `charset*=BOGUS''x` makes Django's header parser raise (Django ticket 36991).
        if (
            "\0" in carried
            or "%00" in carried
            or "\\000" in environ.get("HTTP_COOKIE", "")
            or "*=" in environ.get("CONTENT_TYPE", "")
        ):
            body = b"Bad request: the address or the form has characters that cannot be read.\n"
            headers = [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(body))),
            ]
            start_response("400 Bad Request", headers)
            return [body]
        return application(environ, start_response)

    return wrapped


application = refuse_malformed(get_wsgi_application())
