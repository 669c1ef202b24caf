"""The columns of the lists that leave the house: the same on screen and in every file.

Each has a key that never changes, by which people choose (`ListLayout`). How a list is taken away
is told in `rolls` (whose list), `layouts` (which columns), `tickets` (links that expire).
"""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.lists.layouts import arranged
from events.models import AttendeeStatus, CameFrom, Event, ListLayout, Question, QuestionKind
from nightout.accounts.models import User
from nightout.audit.models import Verb, record
from nightout.streaming import Column, Kind, labelled, yes_no
from nightout.writing import Writing

# Shown only to who asks for them.
NOT_AT_FIRST = frozenset(
    {"people", "waiting_since", "children_present", "present_since", "language", "wants_news"}
)
WHOLE_NUMBER = r"^-?[0-9]{1,18}$"
History = Question.history.rel.related_model


def attendee_columns(event: Event, layout: ListLayout | None = None) -> list[Column]:
    """The columns that somebody chose, in their order; without a layout those that all see first."""
    return chosen(every_column(event), layout) + marks(is_sample=event.is_sample)


def every_column(event: Event) -> list[Column]:
    """All that there are to choose from for one event, with a column for each of its questions."""
    answers = [answer_column(question) for question in questions(event)]
    return person_columns(answers, zone=event.city.time_zone)


def every_column_of_a_campaign() -> list[Column]:
    """Each event has its own questions and its own clock: answers stand together in one cell."""
    answers = Column(_("Answers"), answers_in_words(), key="answers")
    return person_columns([answers], zone=F("event__city__time_zone"))


def event_columns() -> list[Column]:
    """Of which event each row is, where there are several."""
    return [
        Column(_("Event"), "event__title", key="event"),
        Column(_("Day"), "event__start_date", Kind.DATE, key="day"),
        Column(_("City"), "event__city__name", key="city"),
    ]


def person_columns(answers: list[Column], *, zone: str | Combinable) -> list[Column]:
    return [
        Column(_("Name"), "name", key="name"),
        Column(_("Status"), labelled("status", AttendeeStatus.choices), key="status"),
        Column(_("Adults"), "adults", Kind.INTEGER, key="adults"),
        Column(_("Children"), "children", Kind.INTEGER, key="children"),
        Column(_("People"), F("adults") + F("children"), Kind.INTEGER, key="people"),
        Column(_("E-mail"), "email", key="email"),
        Column(_("Phone"), "phone", key="phone"),
        Column(_("Access needs"), "access_needs", key="access_needs"),
        Column(_("Note"), "note", key="note"),
        *answers,
        Column(_("Came from"), labelled("came_from", CameFrom.choices), key="came_from"),
        Column(_("Registered"), "registered_at", Kind.DATETIME, zone=zone, key="registered"),
        Column(_("Waiting since"), "waiting_since", Kind.DATETIME, zone=zone, key="waiting_since"),
        Column(
            _("Present"),
            F("adults_present") + F("children_present"),
            Kind.INTEGER,
            key="present",
        ),
        Column(_("Children present"), "children_present", Kind.INTEGER, key="children_present"),
        Column(_("Present since"), "present_at", Kind.DATETIME, zone=zone, key="present_since"),
        Column(_("Language"), labelled("language", Writing.choices), key="language"),
        Column(_("Wants letters"), yes_no("wants_news"), key="wants_news"),
    ]


def marks(*, is_sample: bool) -> list[Column]:
    """What nobody can leave out."""
    if not is_sample:
        return []
    return [Column(_("Sample"), Value(_("Sample: not announced by any agency")), key="sample")]


def chosen(columns: list[Column], layout: ListLayout | None) -> list[Column]:
    by_key = {column.key: column for column in columns}
    shown, _hidden = arranged(list(by_key), NOT_AT_FIRST, layout)
    return [by_key[key] for key in shown]


def questions(event: Event) -> Iterable[Question]:
    """Retired ones too: their answers stay. Each says whether all its answers are numbers."""
    was_another_kind = History.objects.filter(pgh_obj=OuterRef("pk")).exclude(
        kind=QuestionKind.NUMBER
    )
    return event.questions.annotate(
        is_number=Case(
            When(Q(kind=QuestionKind.NUMBER) & ~Exists(was_another_kind), then=True), default=False
        )
    )


def answer_column(question: Question) -> Column:
    """An answer from the row's JSON, as Postgres reads it."""
    key, answer = f"q{question.pk}", Answer(F("answers"), Value(str(question.pk)))
    if not question.is_number:
        return Column(question.text, answer, key=key)
    # What is no number after all would break the file off: a cell without a value does not.
    number = Case(When(Matches(answer), then=answer), output_field=TextField())
    return Column(question.text, number, Kind.INTEGER, key=key)


class Matches(Func):
    template = f"(%(expressions)s ~ '{WHOLE_NUMBER}')"
    conditional = True


class Answer(Func):
    """The answer under a key, as text. Django's own transform takes a number for a place in a list."""

    template = "(%(expressions)s)"
    arg_joiner = " ->> "
    output_field = TextField()


def answers_in_words() -> Case:
    """ "What will you bring?: A cake; How many chairs?: 4", in the order of the questions."""
    answer = Answer(OuterRef("answers"), Cast("pk", TextField()))
    asked = Question.objects.filter(event=OuterRef("event")).annotate(answer=answer)
    told = asked.exclude(answer=None).exclude(answer="").order_by().values("event")
    said = Concat("text", Value(": "), "answer", output_field=TextField())
    joined = StringAgg(said, "; ", order_by=("place", "pk"))
    # Most events ask nothing, and where nothing is answered nothing is looked up.
    return Case(When(~Q(answers={}), then=Subquery(told.annotate(told=joined).values("told"))))


def handling_notice(title: str, by: User, *, is_sample: bool, which: str = "") -> list[str]:
    """What stands beside a list of people, so that nobody can say they did not know."""
    lines = [
        _("Sample: not announced by any agency") if is_sample else "",
        _("People who registered for %(event)s") % {"event": title},
        which,
        _("Downloaded by %(who)s on %(when)s") % {"who": by.email, "when": now_in_words()},
        *handling_rules(),
        _("This download is recorded."),
    ]
    return [line for line in lines if line]


def handling_rules() -> list[str]:
    return [
        _("These are people's data: use them to run this event, and for nothing else."),
        _("Do not pass the file on. Delete it when the event is over."),
    ]


def now_in_words() -> str:
    return date_format(timezone.localtime(), "DATETIME_FORMAT")


def audit(user: User, event: Event, verb: Verb, target: str, count: int) -> None:
    agencies = list(event.agency_roles.values_list("agency", flat=True))
    record(by=user, verb=verb, target=target, count=count, agencies=agencies)
