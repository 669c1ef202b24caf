"""A mail to one attendee: subject, text, HTML and what is attached, in the language they chose.

The words of each kind stand once, in templates/emails/<kind>.txt: the first line is the headline,
then come paragraphs. Text and HTML are both made of them, so that they say the same.
"""

import copy
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import SafeMIMEMultipart
from django.core.validators import validate_email
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from events.feeds import ics
from events.feeds.listed import Listed
from events.models import (
    Attendee,
    AttendeeStatus,
    Event,
    EventStatus,
    Letter,
    Message,
    MessageKind,
    Park,
    Publication,
)
from events.models.choices import HOSTING
from events.models.message import NEWS
from events.models.queries import HOSTS_FIRST
from events.tokens import token
from nightout.agencies.models import Agency

# They say how a registration stands: with the party, and the code for the door.
OF_A_REGISTRATION = (
    MessageKind.CONFIRMATION,
    MessageKind.AGAIN,
    MessageKind.CHANGED,
    MessageKind.PROMOTED,
    MessageKind.EVENT_CHANGED,
    MessageKind.REMINDER,
)
FOR_THE_CALENDAR = (MessageKind.CONFIRMATION, MessageKind.PROMOTED, MessageKind.EVENT_CHANGED)

# Whoever types somebody else's address must not make us deliver an advertisement as a name.
LEADS_ELSEWHERE = re.compile(r"[/\\@]|\.\w{2}")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
CODE_FOR_THE_DOOR = "door"


@dataclass(frozen=True)
class Fact:
    """`before` is what it said until now, where that has changed."""

    label: str
    values: list[str]
    before: list[str] = field(default_factory=list)
    language: str = ""  # of what staff typed


@dataclass(frozen=True)
class Written:
    subject: str
    text: str
    html: str
    language: str


class Mail(EmailMultiAlternatives):
    """Its HTML may show a picture that travels with it."""

    picture: MIMEImage | None = None

    def _create_mime_attachment(self, content: Any, mimetype: str) -> MIMEBase:
        part = super()._create_mime_attachment(content, mimetype)
        if self.picture is None or mimetype != "text/html":
            return part
        both = SafeMIMEMultipart(_subtype="related", encoding="utf-8")
        both.attach(part)
        both.attach(self.picture)
        return both


def compose(message: Message) -> Mail:
    """As it is to be sent now; raises whatever a broken template raises."""
    attendee = message.attendee
    event = attendee.event
    hosts = hosts_of(event)
    with translation.override(attendee.language):
        link, quiet = whole("rsvp-mine", token(attendee)), whole("rsvp-quiet", token(attendee))
        at_door = has_place(message) and message.kind in OF_A_REGISTRATION
        written = _written(
            MessageKind(message.kind),
            attendee,
            hosts,
            letter=message.letter,
            before=message.before,
            link=link,
            quiet=quiet if message.kind in NEWS else "",
            code=CODE_FOR_THE_DOOR if at_door else "",
        )
        mail = Mail(
            subject=written.subject,
            body=written.text,
            from_email=sender(hosts),
            to=[attendee.email],
            reply_to=reply_to(event, hosts),
            headers=_headers(message, quiet if message.kind in NEWS else ""),
        )
        if message.kind in FOR_THE_CALENDAR and has_place(message):
            mail.attach(calendar(event))
    mail.attach_alternative(written.html, "text/html")
    if at_door:
        mail.picture = code_for_the_door(attendee)
    return mail


def preview(letter: Letter, attendee: Attendee) -> Written:
    """How this reader gets the letter, which need not be saved; without their own link."""
    with translation.override(attendee.language):
        site = whole("home")
        return _written(
            MessageKind.LETTER,
            attendee,
            hosts_of(attendee.event),
            letter=letter,
            link=f"{site}rsvp/…/",
            quiet=f"{site}rsvp/…/quiet/",
        )


def _written(
    kind: MessageKind,
    attendee: Attendee,
    hosts: list[Agency],
    *,
    link: str,
    letter: Letter | None = None,
    before: dict[str, Any] | None = None,
    quiet: str = "",
    code: str = "",
) -> Written:
    """In the active language."""
    event = attendee.event
    was = as_it_was(event, before)
    context = {
        "kind": kind.value,
        "event": event,
        "was": was,
        "attendee": attendee,
        "name": greeted(attendee.name),
        "letter": letter,
        "link": link,
        "quiet": quiet,
        "code": code,
        "language": translation.get_language(),
        "days_left": (event.start_date - event.today_there()).days,
        "earlier": _earlier_in_line(kind, attendee),
        "facts": facts(kind, attendee, was),
        "sender": one_line(hosts[0].name) if hosts else "Nightout",
        "page": whole("event", event.slug) if event.publication == Publication.PUBLIC else "",
        "can_answer": bool(reply_to(event, hosts)),
    }
    words = render_to_string(f"{kind}.txt", context, using="text").strip()
    headline, _newline, paragraphs = words.partition("\n")
    title = one_line(event.title)
    subject = headline if letter else f"{headline}: {title}"
    if event.is_sample:
        subject = f"{gettext('Sample')}: {subject}"
    parts = [part.strip() for part in re.split(r"\n\s*\n", paragraphs)]
    context |= {
        "headline": headline,
        "title": title,
        "subject": subject,
        # An organizer's line ends are meant; those of our templates are not.
        "paragraphs": [part if letter else " ".join(part.split()) for part in parts if part],
    }
    text = render_to_string("_mail.txt", context, using="text")
    html = render_to_string("emails/_mail.html", context)
    return Written(one_line(subject), _tidy(text), html, context["language"])


def facts(kind: MessageKind, attendee: Attendee, was: Event) -> list[Fact]:
    if kind == MessageKind.THANK_YOU:
        return []
    event = attendee.event
    told = [
        _fact(gettext("When"), when(event), when(was)),
        _fact(gettext("Where"), where(event), where(was)),
    ]
    if event.status == EventStatus.POSTPONED:
        told.append(Fact(gettext("Status"), [capfirst(event.get_status_display())]))
    if kind in OF_A_REGISTRATION:
        told.append(Fact(gettext("Who comes"), [party_in_words(attendee)]))
        told.append(Fact(gettext("If it rains"), [event.rain_plan], language=event.written_in))
    told.append(Fact(gettext("Questions"), [event.contact], language=event.written_in))
    return [fact for fact in told if any(fact.values)]


def _fact(label: str, values: list[str], before: list[str]) -> Fact:
    return Fact(label, values, [] if before == values else before)


def when(event: Event) -> list[str]:
    times = event.times_in_words()
    if event.start_time or event.end_time:
        times = f"{times} ({event.zone_in_words()})"
    return [capfirst(event.days_in_words()), times]


def where(event: Event) -> list[str]:
    place = event.place_in_words() or gettext("Place not announced")
    city = f"{event.city.name}, {event.city.state}"
    return [line for line in (place, event.public_address, city) if line]


def party_in_words(attendee: Attendee) -> str:
    adults = ngettext("%(n)d adult", "%(n)d adults", attendee.adults) % {"n": attendee.adults}
    children = ngettext("%(n)d child", "%(n)d children", attendee.children)
    parts = [adults] if attendee.adults else []
    parts += [children % {"n": attendee.children}] if attendee.children else []
    return ", ".join(parts)


def as_it_was(event: Event, before: dict[str, Any] | None) -> Event:
    """The event with the columns of a message's `before`; never to be saved."""
    was = copy.copy(event)
    kinds = {"start_date": date, "end_date": date, "start_time": time, "end_time": time}
    for name, value in (before or {}).items():
        read = kinds[name].fromisoformat(value) if name in kinds and value else value
        if name == "park_id":
            if value != event.park_id:
                was.park = Park.objects.filter(pk=value).first()
        else:
            setattr(was, name, read)
    return was


def _earlier_in_line(kind: MessageKind, attendee: Attendee) -> int | None:
    """How many parties wait longer; None for who does not wait, and where it is not told."""
    if not attendee.is_waiting or kind not in OF_A_REGISTRATION:
        return None
    since, pk = attendee.waiting_since, attendee.pk
    earlier = Q(waiting_since__lt=since) | Q(waiting_since=since, pk__lt=pk)
    return attendee.event.attendees.in_line().filter(earlier).count()


# Who writes, and where it leads


def hosts_of(event: Event) -> list[Agency]:
    roles = event.agency_roles.filter(role__in=HOSTING).order_by(HOSTS_FIRST, "pk")
    return [role.agency for role in roles.select_related("agency")]


def sender(hosts: list[Agency]) -> str:
    """Our address with the name of the agency, which people know."""
    named, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((one_line(hosts[0].name)[:70] if hosts else named or "Nightout", address))


def reply_to(event: Event, hosts: list[Agency]) -> list[str]:
    contact = event.contact.strip()
    known = [contact] if is_address(contact) else []
    return (known + [host.email for host in hosts if host.email])[:1]


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def greeted(name: str) -> str:
    """The name, if it is nothing that a mail program would make a link of."""
    return "" if LEADS_ELSEWHERE.search(name) else one_line(name)


def one_line(text: str) -> str:
    """Fit for a header: without line ends and other control characters."""
    return " ".join(CONTROLS.sub(" ", text).split())


def whole(name: str, *arguments: str) -> str:
    """The whole address of a page, in the active language."""
    return settings.SITE_URL + reverse(name, args=arguments)


def _headers(message: Message, quiet: str) -> dict[str, str]:
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",  # nobody's absence answers it
        "Content-Language": message.attendee.language,
    }
    if quiet:
        headers["List-Unsubscribe"] = f"<{quiet}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def message_id(message: Message) -> str:
    """The same for each try: what is sent again after a crash is known for a repeat."""
    entered = f"{message.created_at.astimezone(ZoneInfo('UTC')):%Y%m%d%H%M%S%f}"
    return f"<mail-{message.pk}-{entered}@{urlsplit(settings.SITE_URL).hostname}>"


# What is attached


def has_place(message: Message) -> bool:
    return message.attendee.status == AttendeeStatus.ATTENDING


def calendar(event: Event) -> MIMEBase:
    """The event as a calendar's entry: the one that its page gives, with the same name in it."""
    page = whole("event", event.slug)
    entry = Listed(
        events=Event.objects.public().filter(pk=event.pk),
        name=event.slug,
        site=settings.SITE_URL,
        page=page,
        address=page,
        can_be_followed=False,
    )
    part = MIMEText(b"".join(ics.calendar(entry)).decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename=f"{event.slug[:80]}.ics")
    return part


def code_for_the_door(attendee: Attendee) -> MIMEImage:
    """The link in its shortest form, as a QR code."""
    with translation.override(settings.LANGUAGE_CODE):
        code = segno.make_qr(whole("rsvp-mine", token(attendee)), error="m")
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=5, border=4)
    part = MIMEImage(drawn.getvalue(), "png")
    part.add_header("Content-ID", f"<{CODE_FOR_THE_DOOR}>")
    part.add_header("Content-Disposition", "inline", filename=f"{CODE_FOR_THE_DOOR}.png")
    return part


def has_begun(event: Event) -> bool:
    """By the clock of its city; a day without a time begins with the day."""
    zone = ZoneInfo(event.city.time_zone)
    start = datetime.combine(event.start_date, event.start_time or time.min, zone)
    return timezone.now() >= start


def _tidy(text: str) -> str:
    """One empty line at most between two others."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
