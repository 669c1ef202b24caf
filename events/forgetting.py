"""Who came is forgotten some time after the event: names and contacts go, the numbers stay.

What goes, and after how many days, says nightout/personal_data.toml; here it is said when that is
for an event. Days are counted on the clock of the event's city. Those who cancelled or waited in
vain are forgotten with the others, and so is what the versions kept of deleted rows and events.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import (
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.attendance import seats_in_line
from events.models import Attendee, Event, EventAgency, Message
from events.models.choices import HOSTING
from events.models.queries import LocalDate
from nightout.agencies.models import Agency
from nightout.audit.forgetting import carry_out, policy, still_saying, versions_of
from nightout.audit.models import Verb, record
from nightout.places.models import City

BATCH = 1_000  # rows in one transaction: nobody waits long for it
GUEST = "guest"  # the rule that ends what names somebody
DAYS = Agency._meta.get_field("keep_guests_days").default  # where no agency hosts
# Who did it, in the people's data log.
THE_PROGRAM, THE_RESIDENT = "the program", "the resident"

EventVersion, RoleVersion = versions_of(Event), versions_of(EventAgency)


@dataclass(frozen=True)
class Piece:
    """Rows of one table, or their versions, that a rule has not emptied yet."""

    model: type[Model]
    rule: str
    rows: QuerySet
    of_event: str  # the column that leads to the event

    @property
    def name(self) -> str:
        return (_versions_of if self.is_of_versions else _plural)(self.model)

    @property
    def is_of_versions(self) -> bool:
        return self.rows.model is not self.model


@dataclass
class Due:
    """An event of which something is to be forgotten, and how many rows of which piece."""

    event: int
    words: str
    agencies: list[int]
    rows: Counter[str] = field(default_factory=Counter)


# When


def with_last_day(events: QuerySet, rule: str) -> QuerySet:
    """Events, or their versions, with `kept_days` and with the day `goes_on` that something goes.

    They are kept on the last of the days, and gone on the next.
    """
    set_by_hosts = Coalesce(Subquery(_least_days(events.model)), DAYS)
    days = policy().rules[rule].days
    return events.annotate(
        kept_days=set_by_hosts if days == "agency" else Value(days),
        goes_on=ExpressionWrapper(F("end_date") + F("kept_days") + 1, DateField()),
    )


def _least_days(model: type[Model]) -> QuerySet:
    """Of the hosts the least; of a deleted event those who ever were its hosts."""
    if model is Event:
        roles = EventAgency.objects.filter(event=OuterRef("pk"))
    else:
        roles = RoleVersion.objects.filter(event=OuterRef("pgh_obj_id"))
    least = roles.filter(role__in=HOSTING).order_by().values("event")
    return least.annotate(least=Min("agency__keep_guests_days")).values("least")


def goes_today(events: QuerySet) -> QuerySet:
    """Those with `goes_on` whose day has come where they are."""
    now = timezone.now()
    zones = City.objects.filter(pk=OuterRef("city_id")).values("time_zone")
    zone = Coalesce(Subquery(zones), Value(settings.TIME_ZONE))
    # The easternmost US clock bounds the index scan; the city's own clock decides.
    bound = now.astimezone(ZoneInfo("Pacific/Guam")).date() - timedelta(days=1)
    return events.filter(
        LessThanOrEqual(F("goes_on"), LocalDate(Value(now), zone)), end_date__lt=bound
    )


def deleted_events() -> QuerySet:
    """The last version of each event that is no more."""
    gone = EventVersion.objects.filter(~Exists(Event.objects.filter(pk=OuterRef("pgh_obj_id"))))
    last = gone.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return EventVersion.objects.filter(pk__in=last.values("pk"))


# What


def pieces(rule: str) -> list[Piece]:
    """All that the rule is about and that is still said somewhere."""
    found = []
    for name, model in policy().ending_with("event"):
        if name == rule:
            way = "event" if hasattr(model, "event") else "attendee__event"
            found.append(Piece(model, name, _rows(model, name), way))
            if versions := versions_of(model):
                rows = still_saying(versions.objects.order_by(), name)
                found.append(Piece(model, name, rows, way))
    return found


def _rows(model: type[Model], rule: str) -> QuerySet:
    rows = model._default_manager.order_by()
    if model is Attendee:
        return rows.remembered()
    if model is Message:
        return still_saying(rows, rule) | _never_sent(rows)
    return still_saying(rows, rule)


def _never_sent(mails: QuerySet) -> QuerySet:
    return mails.filter(sent_at__isnull=True)


def due_now(*, slug: str = "") -> list[Due]:
    """Events of which something goes today or should have gone, in the order of their numbers.

    With a slug that event only, if anything of it is due.
    """
    found: dict[int, Due] = {}
    for rule in sorted({name for name, _model in policy().ending_with("event")}):
        live, gone = (
            goes_today(with_last_day(events.filter(slug=slug) if slug else events, rule))
            for events in (Event.objects.order_by(), deleted_events())
        )
        for keys in (live.values("pk"), list(gone.values_list("pgh_obj_id", flat=True))):
            for piece in pieces(rule):
                of_these = piece.rows.filter(**{f"{piece.of_event}__in": keys})
                counted = of_these.values_list(piece.of_event).annotate(Count("pk"))
                for event, rows in counted:
                    due = found.setdefault(event, Due(event, "", []))
                    due.rows[piece.name] += rows
    _name(found)
    return [found[event] for event in sorted(found)]


def _name(found: dict[int, Due]) -> None:
    gone = {
        version.pgh_obj_id: version for version in deleted_events().filter(pgh_obj_id__in=found)
    }
    for event in Event.objects.filter(pk__in=found.keys() - gone.keys()):
        found[event.pk].words = str(event)
    for event, version in gone.items():
        called = f"{version.title} ({version.start_date:%Y-%m-%d})"
        found[event].words = _("%(event)s, deleted") % {"event": called}
    for roles, events in ((EventAgency, found.keys() - gone.keys()), (RoleVersion, gone.keys())):
        hosts = roles.objects.filter(event__in=events, role__in=HOSTING)
        for event, agency in sorted(set(hosts.values_list("event", "agency"))):
            found[event].agencies.append(agency)


# The deed


@transaction.atomic
def forget(*, attendee: Attendee) -> None:
    """At once, as somebody asks for it by their link: all that names them. The numbers stay.

    Before the event the caller cancels first, so that the place goes to the next in line.
    """
    due = Due(attendee.event_id, str(attendee.event), [])
    hosts = EventAgency.objects.filter(event=attendee.event_id, role__in=HOSTING)
    due.agencies.extend(hosts.order_by("agency").values_list("agency", flat=True))
    with translation.override(settings.LANGUAGE_CODE):  # the log is in one language
        _forget_people(due, [attendee.pk], by=THE_RESIDENT)
    attendee.refresh_from_db()


def forget_due(due: Due, *, batch: int = BATCH) -> Counter[str]:
    """What is due of one event, batch by batch; says of how many rows.

    Each batch stands by itself, with its entry in the log: where it breaks off, the next run goes
    on.
    """
    done: Counter[str] = Counter()
    for rule in policy().rules:
        for piece in pieces(rule):
            if due.rows[piece.name]:
                rows = piece.rows.filter(**{piece.of_event: due.event})
                for pks in _batches(rows, batch):
                    done += _forget_batch(due, piece, pks)
    return done


def _batches(rows: QuerySet, size: int) -> Iterator[list[int]]:
    after = 0
    while pks := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:size]):
        yield pks
        after = pks[-1]


@transaction.atomic
def _forget_batch(due: Due, piece: Piece, pks: list[int]) -> Counter[str]:
    if piece.rows.model is Attendee:
        return _forget_people(due, pks, by=THE_PROGRAM)
    rows = piece.rows.model._default_manager.filter(pk__in=pks)
    people = 0
    if piece.model is Attendee:  # versions of rows that were deleted
        people = rows.aggregate(people=Count("pgh_obj_id", distinct=True))["people"]
    gone = _never_sent(rows).delete()[0] if piece.model is Message else 0
    done = Counter({piece.name: gone + carry_out(rows, piece.rule)})
    _note(due, THE_PROGRAM, f"{piece.name} ({done[piece.name]})", people)
    return done


def _forget_people(due: Due, pks: list[int], *, by: str) -> Counter[str]:
    """In line with whoever registers, changes or marks: none of them writes a name back."""
    seats_in_line(due.event)
    people = Attendee.objects.filter(pk__in=pks).remembered()
    if not people.exists():
        return Counter()
    mails = Message.objects.filter(attendee__in=pks)
    gone = _never_sent(mails).delete()[0]
    versions = versions_of(Attendee).objects.filter(pgh_obj_id__in=pks)
    done = Counter(
        {
            _plural(Message): gone + carry_out(mails, GUEST),
            _plural(Attendee): carry_out(people, GUEST, forgotten_at=timezone.now()),
            _versions_of(Attendee): carry_out(versions, GUEST),
        }
    )
    _note(due, by, _plural(Attendee), done[_plural(Attendee)])
    return done


def _note(due: Due, by: str, what: str, people: int) -> None:
    target = f"{capfirst(what)}: {due.words}"
    record(by=by, verb=Verb.FORGET, target=target, count=people, agencies=due.agencies)


def _plural(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural)


def _versions_of(model: type[Model]) -> str:
    return _("earlier versions of %s") % _plural(model)


# What is kept of somebody

# Said of the registration in words of their own; the rest of the columns are given as they are.
NOT_GIVEN = {"id", "event", "sort_name", "form_key", "answers", "forgotten_at", "present_by"}
DID = {"insert": "added", "update": "changed", "delete": "deleted"}


def data_of(attendee: Attendee) -> dict[str, Any]:
    """All that is kept about them, fit for JSON, for themselves: no other person is named in it."""
    event = attendee.event
    going = with_last_day(Event.objects.filter(pk=event.pk), GUEST).get()
    marks = attendee.marks.order_by("received_at", "key")
    return {
        "event": {
            "title": event.title,
            "first_day": event.start_date.isoformat(),
            "last_day": event.end_date.isoformat(),
            "city": str(event.city),
            "page": event.get_absolute_url(),
        },
        "registration": _columns_of(attendee),
        "answers": _answers_of(attendee),
        "mails": [_mail(mail) for mail in attendee.messages.select_related("letter")],
        "seen_at_the_door": [
            {
                "at": _plain(mark.at),
                "adults": mark.adults,
                "children": mark.children,
                "takes_back_an_earlier_one": mark.undoes is not None,
                "noted_by": "staff",
            }
            for mark in marks
        ],
        "earlier_versions": _versions_in_words(attendee),
        "names_and_contact_go_on": going.goes_on.isoformat(),
        "why": {
            name: {"purpose": column.purpose, "kept": policy().rules[column.keep].words}
            for name, column in policy().tables[Attendee._meta.label].columns.items()
        },
    }


def _columns_of(row: Model) -> dict[str, Any]:
    """Of an attendee or one of their versions."""
    own = {f.name for f in Attendee._meta.concrete_fields} - NOT_GIVEN
    told = {f.name: _plain(getattr(row, f.name)) for f in row._meta.fields if f.name in own}
    return {**told, "presence_noted_by": "staff" if row.present_by_id else None}


def _answers_of(attendee: Attendee) -> list[dict[str, Any]]:
    questions = {str(question.pk): question.text for question in attendee.event.questions.all()}
    return [
        {"question": questions.get(key, ""), "answer": answer}
        for key, answer in attendee.answers.items()
    ]


def _mail(mail: Message) -> dict[str, Any]:
    return {
        "kind": mail.get_kind_display(),
        "subject": mail.letter.subject if mail.letter else None,
        "written_at": _plain(mail.created_at),
        "sent_at": _plain(mail.sent_at),
        "given_up_at": _plain(mail.given_up_at),
        "trouble": mail.trouble,
    }


def _versions_in_words(attendee: Attendee) -> list[dict[str, Any]]:
    """Each with the columns that were new in it."""
    told, before = [], {}
    for version in attendee.history.order_by("pgh_id").select_related("pgh_context"):
        now = {**_columns_of(version), "answers": version.answers}
        new = {name: value for name, value in now.items() if before.get(name) != value}
        by_staff = version.pgh_context and (version.pgh_context.metadata or {}).get("user")
        told.append(
            {
                "at": _plain(version.pgh_created_at),
                "what": DID[version.pgh_label],
                "by": "staff" if by_staff else "without an account",
                "columns": new,
            }
        )
        before = now
    return told


def _plain(value: Any) -> Any:
    """Moments and days as ISO 8601; all else of an attendee is fit for JSON as it is."""
    return value.isoformat() if isinstance(value, date) else value
