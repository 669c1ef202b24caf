"""Each breakdown as a chart with its words: what it shows, what is missing, how it is counted."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.breakdowns import Breakdown, Comparison, untold
from incidents.charts import Drawing, Row, columns, number, rows_of_bars
from incidents.models import AgeGroup
from incidents.statistics import AGES, NOT_STATED, Numbers, People
from nightout import datespan
from nightout.links import Link

Key = tuple[str, str | Promise]

NUMBERS = [_("People shot"), _("Of these, killed"), _("Incidents")]
KEYS: list[Key] = [
    ("killed", _("Killed")),
    ("shot", _("Injured, or outcome not stated")),
    ("incidents", _("Incidents")),
]
WHO_IS_SHOT = _(
    "People shot are those who were killed or injured, and those of whom a source says only that"
    " they were shot. Each person counts once, named or not; each incident counts once."
)
NO_RATES = _("Larger places have more people: these are counts, not rates.")
NOT_SUPPRESSED = _(
    "Each incident can be seen in the list, so small numbers are not hidden in this chart."
)


@dataclass(frozen=True)
class Words:
    """What a chart by time or place says."""

    title: str | Promise
    part: str | Promise  # heads the table's first column
    method: str | Promise
    not_placed: str | Promise = ""  # why an incident is not in the chart
    others: tuple[str | Promise, ...] = ()  # of places: after the number of other ones


WORDS = {
    "year": Words(
        _("By year"),
        _("Year"),
        _("An incident is in the chart only where its day surely lies in one year."),
        _("Their days reach from one year into the next."),
    ),
    "month": Words(
        _("By month of %(year)s"),
        _("Month"),
        _(
            "An incident is in the chart only where its day surely lies in one month of this year."
            " All bars and what is not in the chart add up to the bar of the year."
        ),
        _("Only the year is known, or days that reach from one month into the next."),
    ),
    "weekday": Words(
        _("By day of the week"),
        _("Day"),
        _("An incident is in the chart only where its day is known."),
        _("No day is known, but a weekend, a week, a month or a year."),
    ),
    "county": Words(_("By county"), _("County"), NO_RATES),
    "city": Words(_("By city"), _("City"), NO_RATES, _("No city is known, but the county.")),
    "neighborhood": Words(
        _("By neighborhood"), _("Neighborhood"), NO_RATES, _("No neighborhood is recorded.")
    ),
}


@dataclass(frozen=True)
class Chart:
    slug: str
    title: str
    heads: list[str | Promise]
    rows: list[Row]
    drawing: Drawing
    told: str  # the drawing in words
    keys: list[Key]
    method: list[str | Promise]
    feet: list[tuple[str, list[str]]] = field(default_factory=list)  # what no bar shows; the sum
    missing: list[str] = field(default_factory=list)
    pager: list[Link] = field(default_factory=list)

    @property
    def may_change(self) -> bool:
        return any(row.may_change for row in self.rows)


def by_time(slug: str, found: Breakdown, *, pager: list[Link] | None = None, **title: str) -> Chart:
    rows = _rows(found)
    span = {"first": found.parts[0].label, "last": found.parts[-1].label}
    whole = gettext("From %(first)s to %(last)s.") % span
    told = f"{whole} {_most(rows)}"
    return _chart(slug, found, rows, columns(rows), told, pager=pager or [], **title)


def by_place(slug: str, found: Breakdown, address: Callable[..., str]) -> Chart:
    """`address` makes of a place's filters the page with the same numbers of that place alone."""
    rows = _rows(found, address)
    return _chart(slug, found, rows, rows_of_bars(rows), _most(rows))


def _chart(
    slug: str,
    found: Breakdown,
    rows: list[Row],
    drawing: Drawing,
    told: str,
    *,
    pager: list[Link] | None = None,
    **title: str,
) -> Chart:
    words = WORDS[slug]
    return Chart(
        slug=slug,
        title=str(words.title) % title,
        heads=[words.part, *NUMBERS],
        rows=rows,
        drawing=drawing,
        told=told,
        keys=KEYS,
        method=[WHO_IS_SHOT, words.method, NOT_SUPPRESSED],
        feet=_feet(found),
        missing=_missing(found, str(words.not_placed)),
        pager=pager or [],
    )


def _rows(found: Breakdown, address: Callable[..., str] | None = None) -> list[Row]:
    return [
        Row(
            label=part.label,
            cells=cells(part.numbers),
            wide=part.numbers.shot,
            dark=part.numbers.killed,
            thin=part.numbers.incidents,
            short=part.short,
            address=address(**part.filters) if address else "",
            may_change=part.may_change,
        )
        for part in found.parts
    ]


def _in_order(numbers: Numbers) -> tuple[int, int, int]:
    """As the columns of a table stand."""
    return numbers.shot, numbers.killed, numbers.incidents


def cells(numbers: Numbers) -> list[str]:
    return [number(it) for it in _in_order(numbers)]


def _feet(found: Breakdown) -> list[tuple[str, list[str]]]:
    feet = []
    if found.how_many_others:
        feet.append((_other_places(found.how_many_others), cells(found.others)))
    if found.not_placed.incidents:
        feet.append((gettext("Not in this chart"), cells(found.not_placed)))
    return [*feet, (gettext("All together"), cells(found.total))]


def _missing(found: Breakdown, why: str) -> list[str]:
    said = []
    if found.how_many_others:
        said.append(
            gettext("Not drawn: %(places)s, with %(numbers)s.")
            % {
                "places": _other_places(found.how_many_others),
                "numbers": in_words(found.others),
            }
        )
    if found.not_placed.incidents:
        said.append(
            gettext("Not in this chart: %(numbers)s. %(why)s")
            % {"numbers": in_words(found.not_placed), "why": why}
        )
    return said


def _other_places(how_many: int) -> str:
    return ngettext("%(n)s other place", "%(n)s other places", how_many) % {"n": number(how_many)}


def in_words(numbers: Numbers) -> str:
    """ "12 people shot in 9 incidents"."""
    return gettext("%(people)s in %(incidents)s") % {
        "people": ngettext("%(n)s person shot", "%(n)s people shot", numbers.shot)
        % {"n": number(numbers.shot)},
        "incidents": ngettext("%(n)s incident", "%(n)s incidents", numbers.incidents)
        % {"n": number(numbers.incidents)},
    }


def newest(numbers: Numbers) -> str:
    """What may change, in words; nothing where nothing is recorded of the newest days."""
    if not numbers.incidents:
        return ""
    text = gettext(
        "%(numbers)s may be of the newest 14 days: sources still report, so these may change."
    )
    return text % {"numbers": in_words(numbers)}


def _most(rows: list[Row]) -> str:
    """The longest bar, in words."""
    longest = max(rows, key=lambda row: row.wide)
    if not longest.wide:
        return gettext("No number is large enough to be drawn.")
    return gettext("Most people: %(label)s, %(n)s. The table has all numbers.") % {
        "label": longest.label,
        "n": number(longest.wide),
    }


def by_outcome(counted: People) -> Chart:
    rows = [
        Row(
            label=str(outcome.label).capitalize(),
            cells=[number(people), number(counted.incidents_with[outcome])],
            wide=people,
            thin=counted.incidents_with[outcome],
        )
        for outcome, people in counted.by_outcome.items()
    ]
    return Chart(
        slug="outcome",
        title=gettext("By outcome"),
        heads=[_("Outcome"), _("People"), _("Incidents")],
        rows=rows,
        drawing=rows_of_bars(rows),
        told=_most(rows),
        keys=[("shot", _("People")), ("incidents", _("Incidents with such a person"))],
        method=[
            _("All people who are recorded count here, also those who were not shot."),
            _(
                "Only what a source says: nobody is called killed, injured or shot whom no source"
                " calls so. A newer source may change the outcome."
            ),
            _("An incident with several outcomes stands in several rows."),
            NOT_SUPPRESSED,
        ],
        feet=[(gettext("All together"), [number(counted.people), number(counted.incidents)])],
    )


def by_age(shot: dict[str, int]) -> Chart | None:
    """Nothing where so few people were shot that no age can be told."""
    kept = untold(shot)
    if kept == set(AGES):
        return None
    rows = [
        Row(
            label=_age(age),
            cells=[gettext("not shown") if age in kept else number(shot[age])],
            wide=0 if age in kept else shot[age],
        )
        for age in AGES
    ]
    return Chart(
        slug="age",
        title=gettext("By age"),
        heads=[_("Age"), _("People shot")],
        rows=rows,
        drawing=rows_of_bars(rows),
        told=_most(rows),
        keys=[("shot", _("People shot"))],
        method=[
            WHO_IS_SHOT,
            _("The age is the one that a source states, or else the age group."),
            _(
                "Numbers from 1 to 4 are not shown, so that the table singles nobody out, nor are the"
                " next larger ones by which they could be told from the sum. The list of incidents"
                " says the age of each person as far as a source states it."
            ),
        ],
        feet=[(gettext("All together"), [number(sum(shot.values()))])],
    )


def _age(age: str) -> str:
    return gettext("Age not stated") if age == NOT_STATED else str(AgeGroup(age).label).capitalize()


def compared(found: Comparison) -> dict[str, object]:
    """Both periods and each number of both, with the difference where both are recorded."""
    return {
        "begins": None if found.is_covered else found.begins,
        "is_recorded": found.before.incidents > 0,
        "days": [
            datespan.in_words(*days, datespan.Precision.RANGE)
            for days in (found.days, found.days_before)
        ],
        "rows": [
            (
                head,
                number(now),
                number(before) if found.before.incidents else gettext("nothing recorded"),
                _difference(now, before),
            )
            for head, now, before in zip(
                NUMBERS,
                _in_order(found.now),
                _in_order(found.before),
                strict=True,
            )
        ],
    }


def _difference(now: int, before: int) -> str:
    if now == before:
        return gettext("the same")
    words = gettext("%(n)s more") if now > before else gettext("%(n)s fewer")
    return words % {"n": number(abs(now - before))}
