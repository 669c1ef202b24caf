"""The mails of a laptop, to be read in the browser: only with DEBUG, and only where none leaves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from functools import wraps
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from events.mailing.delivery import Round, deliver
from events.notifications import remind, thank
from nightout import mailfolder

FOLDER = "nightout.mailfolder.Folder"
IN_A_FRAME = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF],
    "frame-ancestors": [SELF],
}


@dataclass(frozen=True)
class Attachment:
    number: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class Read:
    """A mail of the folder, as a mail program shows it."""

    name: str
    mail: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.mail["Subject"])

    @property
    def to(self) -> str:
        return str(self.mail["To"])

    @property
    def language(self) -> str:
        return str(self.mail.get("Content-Language", ""))

    @property
    def sent(self) -> datetime:
        """Date headers are in UTC, and are taken for a clock without a zone."""
        return self.mail["Date"].datetime.replace(tzinfo=UTC)

    @property
    def headers(self) -> list[tuple[str, str]]:
        kept = ("Content-Type", "Content-Transfer-Encoding", "MIME-Version")
        return [(name, str(value)) for name, value in self.mail.items() if name not in kept]

    @property
    def text(self) -> str:
        body = self.mail.get_body(("plain",))
        return body.get_content() if body else ""

    @property
    def html(self) -> str:
        body = self.mail.get_body(("html",))
        return body.get_content() if body else ""

    @property
    def parts(self) -> list[MIMEPart]:
        """Files and pictures; not the mail's own words."""
        return [part for part in self.mail.walk() if part.get_content_disposition()]

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                number,
                part.get_filename() or "",
                part.get_content_type(),
                len(part.get_payload(decode=True)),
            )
            for number, part in enumerate(self.parts)
        ]


def on_a_laptop(view: Any) -> Any:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEBUG and settings.EMAIL_BACKEND == FOLDER):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@on_a_laptop
@require_http_methods(["GET", "HEAD", "POST"])
def mail_list(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        messages.success(request, in_words(_deliver_all()))
        return redirect("mails")
    files = mailfolder.newest_first()
    return render(request, "mails/list.html", {"mails": [_read(file) for file in files]})


def _deliver_all() -> Round:
    remind()
    thank()
    done = Round()
    while one := deliver():
        done += one
    return done


def in_words(done: Round) -> str:
    text = _("%(sent)d mails sent, %(failed)d failed, %(moot)d no longer needed.")
    return text % {"sent": done.sent, "failed": done.failed, "moot": done.moot}


@on_a_laptop
@require_safe
@csp_update({"frame-src": [SELF]})
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mails/mail.html", {"read": _load(name)})


@on_a_laptop
@require_safe
@xframe_options_sameorigin
@csp_replace(IN_A_FRAME)
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """As a mail program shows it: with its own style, and the pictures that came with it."""
    read = _load(name)
    html = read.html.replace("<head>", '<head><base target="_blank">', 1)
    for number, part in enumerate(read.parts):
        if cid := str(part.get("Content-ID", "")).strip("<> "):
            html = html.replace(f"cid:{cid}", reverse("mail-part", args=[name, number]))
    return HttpResponse(html)


@on_a_laptop
@require_safe
def mail_part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    parts = _load(name).parts
    if number >= len(parts):
        raise Http404
    part = parts[number]
    response = HttpResponse(part.get_payload(decode=True), content_type=part.get_content_type())
    as_file = part.get_content_disposition() == "attachment"
    disposition = content_disposition_header(as_file, part.get_filename() or "attachment")
    response.headers["Content-Disposition"] = disposition
    return response


def _load(name: str) -> Read:
    """`name` is a slug, so that it leads to no other folder."""
    file = mailfolder.folder() / f"{name}.eml"
    if not file.is_file():
        raise Http404
    return _read(file)


def _read(file: Path) -> Read:
    with file.open("rb") as opened:
        return Read(file.stem, BytesParser(policy=policy.default).parse(opened))
