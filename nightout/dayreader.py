"""Dates as people write them, in English, Spanish and Haitian Creole, whatever the page speaks.

Knows no model. Nothing is guessed: a text that may mean two things is refused, and the error says
what to write instead. Numbers alone stand in the order of the United States, 6/17/2018. Days with
a name ("Father's Day 2018", "Día del Padre 2018", "Fèt Papa 2018") have the date of the United
States in every language, also where Haiti keeps another: see nightout.nameddays.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nightout import datespan, edtf
from nightout.datespan import Precision, Span, UnreadableDate
from nightout.nameddays import NAMED_DAYS, NamedDay

LONGEST = edtf.LONGEST  # of a text that is read

EXAMPLES = _("Write it as 17 June 2018, weekend of 16 June 2018, June 2018, or 2018.")
UNREADABLE = format_lazy("{} {}", _("We cannot read this date."), EXAMPLES)
UNKNOWN_WORD = _("We do not know “%(word)s” in a date. %(examples)s")
NO_YEAR = _("Say the year too, as in “17 June 2018” or “Father’s Day 2018”.")
SHORT_YEAR = _("Write the year with four digits, as in 6/17/2018.")
MONTH_FIRST = _("In numbers the month comes first: 6/17/2018. Or write 17 June 2018.")
NO_SUCH_TIME = _("There is no such time. Write it as 9:30 p.m. or 21:30.")
TIME_OF_ONE_DAY = _("A time goes with one day only. Say the day, or leave the time out.")
NOT_THAT_DAY = _("That does not agree: it is %(day)s. Correct one, or leave one out.")
NOT_YET_NAMED = _("Before %(year)d this day had another date, or none. Write day and month.")
NO_WEEKEND = _("That is no weekend. Say its Saturday or Sunday: weekend of 16 June 2018.")
NO_WEEK = _("That is no week from Monday to Sunday. Say one day in it, or its first and last day.")
WHICH_WEEK = _(
    "A Sunday begins a week for some and ends it for others. Say a Monday, or both days:"
    " 11–17 June 2018."
)
NOT_BOTH_ALIKE = _("Say both ends in the same way, as in 16 June – 2 July 2018.")
NOT_NEXT = _("We hold one day, or all the days from one to another. Write it as 16–20 June 2018.")

# Words, folded: no case, no accents, no apostrophes

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan enero ene janvye janv",
            "february feb febrero fevriye fev",
            "march mar marzo mas",
            "april apr abril abr avril avr",
            "may mayo me",
            "june jun junio jen",
            "july jul julio jiye jiy",
            "august aug agosto ago out dawou",
            "september sept sep septiembre setiembre set septanm",
            "october oct octubre oktob okt",
            "november nov noviembre novanm",
            "december dec diciembre dic desanm des",
        ),
        start=1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon lunes lendi",
            "tuesday tue tues martes madi",
            "wednesday wed miercoles mekredi",
            "thursday thu thur thurs jueves jedi",
            "friday fri viernes vandredi",
            "saturday sat sabado samdi",
            "sunday sun domingo dimanch",
        )
    )
    for word in words.split()
}
LINKS = {"of", "the", "de", "del", "la", "el", "los", "las", "en", "on", "in", "nan", "le", "an"}
BEGINNINGS = {"from", "between", "desde", "entre", "soti", "sot", "depi", "ant"}
JOINTS = {"-", "to", "through", "thru", "until", "till", "al", "a", "hasta", "rive", "jiska"}
EITHER = {"and", "or", "&", "y", "e", "o", "u", "ak", "oswa", "oubyen"}
WEEKENDS, WEEKS = {"weekend", "wikenn"}, {"week", "semana", "semen", "semenn"}
FIRST_OF_MONTH = {"primero", "premye"}

APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻ´`′ʹ＇"))
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
OF_TWO_WORDS = re.compile(r"\bfin de semana\b|\bweek-end\b|\bfen semenn?\b")
# "Week 2, June 2018" is a count to one reader and a day to another.
COUNTED = re.compile(
    r"\b(?:week|weekend|semana)\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s*[-/])"
    r"|\b(?:wikenn|semenn?)\s+\d{1,2}\s*,"
)
CLOCK = re.compile(
    r"\b(?:(?:at|a las|a la|a)\s+)?"
    r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)"
    r"|(?P<noon>noon|mediodia|midi)\b|(?P<midnight>midnight|medianoche|minwi)\b)",
    re.ASCII,
)
TOKEN = re.compile(
    r"(?P<ymd>\d{4}([-/])\d{1,2}\2\d{1,2})\b"
    r"|(?P<mdy>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{1,2}-\d{1,2}-\d{4})\b"
    r"|(?P<ym>\d{4}-\d\d)\b|(?P<my>\d{1,2}/\d{4})\b|(?P<md>\d{1,2}/\d{1,2})\b"
    r"|(?P<year>\d{4})\b|(?P<number>\d{1,2})(?:st|nd|rd|th|ro|o|ye)?\b"
    r"|(?P<word>[a-z]+|[-&])|(?P<silent>[\s,.()\"“”]+)",
    re.ASCII,
)
PARTS = {  # what the numbers of a token say, in their order
    "ymd": ("year", "month", "number"),
    "mdy": ("month", "number", "year"),
    "ym": ("year", "month"),
    "my": ("month", "year"),
    "md": ("month", "number"),
    "year": ("year",),
    "number": ("number",),
}
# What is meant for machines: its errors are those of EDTF.
ONE = r"[\dX]{4}(?:-[\dX]{2}){0,2}(?:T[\d:]+)?"
MACHINE = re.compile(rf"[\[{{].*|{ONE}[?~%]?|(?:\.\.|{ONE})?/(?:\.\.|{ONE})?|{ONE}\.\.|\.\.{ONE}")


def read(text: str, today: date) -> Span:
    """The span that a text means; UnreadableDate where that is not sure.

    `today` is for "yesterday", "last month" and the like, and for years of two digits.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise UnreadableDate(UNREADABLE)
    if is_for_machines(text):
        return edtf.read(text.upper())
    folded = OF_TWO_WORDS.sub("weekend", _folded(text))
    if COUNTED.search(folded):
        raise UnreadableDate(UNREADABLE)
    at, folded = _time_apart(folded)
    tokens = [_with_century(*token, today) for token in _tokens(folded)]
    found = _by_today(tokens, today) or _span(tokens)
    if at is not None:
        if found.precision != Precision.DAY:
            raise UnreadableDate(TIME_OF_ONE_DAY)
        found = replace(found, precision=Precision.TIME, at=at)
    return datespan.in_our_time(found)


def is_for_machines(text: str) -> bool:
    """Whether a text is EDTF, right or wrong, rather than words."""
    return bool(MACHINE.fullmatch(text.upper()))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).translate(DASHES))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _time_apart(folded: str) -> tuple[time | None, str]:
    """The time of the clock and what is left of the text without it."""
    found = CLOCK.search(folded)
    if not found:
        return None, folded
    rest = f"{folded[: found.start()]} {folded[found.end() :]}"
    if found["noon"] or found["midnight"]:  # midnight begins the day, as it does on our pages
        return time(12 if found["noon"] else 0), rest
    hour = int(found["hour"] or found["hour24"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise UnreadableDate(NO_SUCH_TIME)
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    minute = int(found["minute"] or found["minute24"] or 0)
    if hour > 23 or minute > 59:
        raise UnreadableDate(NO_SUCH_TIME)
    return time(hour, minute), rest


# Tokens: (kind, text) with the links between words left out

Token = tuple[str, str]


def _tokens(folded: str) -> list[Token]:
    found, place = [], 0
    while place < len(folded):
        match = TOKEN.match(folded, place)
        if not match:
            raise UnreadableDate(UNREADABLE)
        kind = str(match.lastgroup)
        if kind != "silent" and match[kind] not in LINKS:
            found.append((kind, match[kind]))
        place = match.end()
    return found


def _said(text: str) -> tuple[str, ...]:
    return tuple(word for _kind, word in _tokens(_folded(text)))


NAMES = {_said(name): day for day in NAMED_DAYS for name in day.names}
LONGEST_NAME = max(map(len, NAMES))


def _day_of(days: int) -> Callable[[date], Span]:
    return lambda today: datespan.whole(Precision.DAY, today + timedelta(days=days))


def _this(precision: str) -> Callable[[date], Span]:
    return lambda today: datespan.whole(precision, today)


def _last(precision: str) -> Callable[[date], Span]:
    def before(today: date) -> Span:
        first, _end = datespan.span(precision, today)
        return datespan.whole(precision, first - timedelta(days=1))

    return before


BY_TODAY = {
    _said(text): meant
    for meant, texts in (
        (_day_of(0), ("today", "hoy", "jodi a")),
        (_day_of(-1), ("yesterday", "ayer", "yè")),
        (_this(Precision.MONTH), ("this month", "este mes", "mwa sa a")),
        (_last(Precision.MONTH), ("last month", "el mes pasado", "mwa pase")),
        (_this(Precision.YEAR), ("this year", "este año", "ane sa a")),
        (_last(Precision.YEAR), ("last year", "el año pasado", "ane pase")),
    )
    for text in texts
}


def _by_today(tokens: list[Token], today: date) -> Span | None:
    meant = BY_TODAY.get(tuple(word for _kind, word in tokens))
    return meant(today) if meant else None


@dataclass(frozen=True)
class _Told:
    """What one end of a span, or the whole, says of its day."""

    year: int | None = None
    month: int | None = None
    number: int | None = None  # the day of the month
    weekday: int | None = None
    named: NamedDay | None = None

    def day(self) -> date | None:
        """Its day, where it tells one; all that it tells of the day must agree."""
        if self.year is None:
            raise UnreadableDate(NO_YEAR)
        found = self._named_day() if self.named else self._numbered_day()
        if found is None:
            if self.number is not None or self.weekday is not None:
                raise UnreadableDate(UNREADABLE)
            return None
        told = (self.month or found.month, self.number or found.day)
        if told != (found.month, found.day) or self.weekday not in (None, found.weekday()):
            raise UnreadableDate(NOT_THAT_DAY % {"day": datespan.day_in_words(found)})
        return found

    def _named_day(self) -> date:
        if self.year < self.named.since:
            raise UnreadableDate(NOT_YET_NAMED % {"year": self.named.since})
        return self.named.on(self.year)

    def _numbered_day(self) -> date | None:
        if self.month is None or self.number is None:
            return None
        try:
            return date(self.year, self.month, self.number)
        except ValueError as error:
            raise UnreadableDate(edtf.NO_SUCH_DAY) from error

    def span(self) -> Span:
        day = self.day()
        if day:
            return datespan.whole(Precision.DAY, day)
        if self.month:
            return datespan.whole(Precision.MONTH, date(self.year, self.month, 1))
        return datespan.whole(Precision.YEAR, date(self.year, 1, 1))


def _span(tokens: Sequence[Token]) -> Span:
    for words, whole in ((WEEKENDS, _weekend), (WEEKS, _week)):
        places = [n for n, (_kind, word) in enumerate(tokens) if word in words]
        if places:
            return whole(_span(_without(tokens, places[0])))
    return _days(tokens)


def _without(tokens: Sequence[Token], place: int) -> list[Token]:
    """The tokens without "weekend" or "week", which must not be counted: "2nd weekend of June"."""
    if place and (tokens[place - 1][0] == "number" or tokens[place - 1][1] in FIRST_OF_MONTH):
        raise UnreadableDate(UNREADABLE)
    return [*tokens[:place], *tokens[place + 1 :]]


def _days(tokens: Sequence[Token]) -> Span:
    begun = bool(tokens) and tokens[0][1] in BEGINNINGS
    tokens = tokens[1:] if begun else tokens
    places = [n for n, (_kind, word) in enumerate(tokens) if word in JOINTS | EITHER]
    if not places and not begun:
        return _told(tokens).span()
    if len(places) != 1:
        raise UnreadableDate(UNREADABLE)
    (place,) = places
    found = _from_to(_told(tokens[:place]), _told(tokens[place + 1 :]))
    one_or_other = tokens[place][1] in EITHER and not begun
    if one_or_other and found.last - found.first != timedelta(days=1):
        raise UnreadableDate(NOT_NEXT)
    return found


def _from_to(first: _Told, last: _Told) -> Span:
    """What one end leaves out is as at the other: "16–17 June 2018", "June 16–17, 2018"."""
    if first.year is None:
        first = replace(first, year=last.year)
    if first.number and last.number and first.year == last.year:
        first = replace(first, month=first.month or last.month)
        last = replace(last, month=last.month or first.month)
    start, end = first.span(), last.span()
    if start.precision != end.precision:
        raise UnreadableDate(NOT_BOTH_ALIKE)
    if start == end:
        return start
    return datespan.in_our_time(Span(start.first, end.last, Precision.RANGE))


def _told(tokens: Sequence[Token]) -> _Told:
    told: dict[str, int | NamedDay] = {}
    place = 0
    while place < len(tokens):
        named, length = _name_at(tokens, place)
        each = {"named": named} if named else _meaning(*tokens[place])
        if each.keys() & told.keys():
            raise UnreadableDate(UNREADABLE)
        told.update(each)
        place += length
    if not told:
        raise UnreadableDate(UNREADABLE)
    if "year" in told:
        datespan.check_year(told["year"])
    return _Told(**told)


def _meaning(kind: str, text: str) -> dict[str, int]:
    if kind == "word":
        return _meaning_of_word(text)
    found = dict(zip(PARTS[kind], map(int, re.split(r"[-/]", text)), strict=True))
    if found.get("month", 1) > 12:
        raise UnreadableDate(MONTH_FIRST)
    if 0 in (found.get("month"), found.get("number")):
        raise UnreadableDate(edtf.NO_SUCH_DAY)
    return found


def _with_century(kind: str, text: str, today: date) -> Token:
    """A year of two digits is one of this century that has come."""
    months_and_days, _slash, year = text.rpartition("/")
    if kind != "mdy" or len(year) != 2:
        return kind, text
    full = today.year // 100 * 100 + int(year)
    if full > today.year:
        raise UnreadableDate(SHORT_YEAR)
    return kind, f"{months_and_days}/{full}"


def _name_at(tokens: Sequence[Token], place: int) -> tuple[NamedDay | None, int]:
    """The day whose name begins at that place, the longest if several do, and how long it is."""
    words = [word for _kind, word in tokens[place : place + LONGEST_NAME]]
    for length in range(len(words), 0, -1):
        named = NAMES.get(tuple(words[:length]))
        if named:
            return named, length
    return None, 1


def _meaning_of_word(word: str) -> dict[str, int]:
    if word in MONTHS:
        return {"month": MONTHS[word]}
    if word in WEEKDAYS:
        return {"weekday": WEEKDAYS[word]}
    if word in FIRST_OF_MONTH:
        return {"number": 1}
    raise UnreadableDate(UNKNOWN_WORD % {"word": word, "examples": EXAMPLES})


def _weekend(meant: Span) -> Span:
    """A day from Friday to Sunday tells its weekend, a holiday on Monday makes it longer.

    Several days must be its Saturday and Sunday, with the Friday or the Monday at most.
    """
    first, last = meant.first, meant.last
    if meant.precision == Precision.DAY and first.weekday() >= 4:
        return datespan.whole(Precision.WEEKEND, first)
    if meant.precision == Precision.DAY and first.weekday() == 0 and _has_a_name(first):
        return Span(first - timedelta(days=2), first, Precision.RANGE)
    if meant.precision == Precision.RANGE and first.weekday() in (4, 5):
        saturday, sunday = datespan.span(Precision.WEEKEND, first)
        if sunday <= last <= saturday + timedelta(days=2):
            return datespan.one_of(first, last)
    raise UnreadableDate(NO_WEEKEND)


def _has_a_name(day: date) -> bool:
    return any(named.since <= day.year and named.on(day.year) == day for named in NAMED_DAYS)


def _week(meant: Span) -> Span:
    first, last = meant.first, meant.last
    if meant.precision == Precision.DAY:
        if first.weekday() == 6:
            raise UnreadableDate(WHICH_WEEK)
        return datespan.whole(Precision.WEEK, first)
    if meant.precision == Precision.RANGE and last - first == timedelta(days=6):
        return datespan.one_of(first, last)
    raise UnreadableDate(NO_WEEK)
