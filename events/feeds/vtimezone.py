"""A time zone in the words of iCalendar: when its clocks are moved, as rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

FIRST_YEAR = 1984  # of the first National Night Out; for what is older, winter time is told
LAST_YEAR = 2040  # what is still done in this year is done for ever
STEP = timedelta(days=7)  # nowhere in the United States were clocks moved twice within it
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


class Clock(NamedTuple):
    offset: timedelta
    name: str
    saves_daylight: bool


@dataclass(frozen=True)
class Move:
    """A moment (in UTC) at which the clocks there are moved, or are called by another name."""

    at: datetime
    before: Clock
    after: Clock

    @property
    def on_the_wall(self) -> datetime:
        """What the clocks showed that were about to be moved."""
        return (self.at + self.before.offset).replace(tzinfo=None)

    @property
    def day_of_year(self) -> str:
        """ "BYMONTH=3;BYDAY=2SU": the second Sunday of March."""
        wall = self.on_the_wall
        is_last = (wall + timedelta(days=7)).month != wall.month
        which = -1 if is_last else (wall.day - 1) // 7 + 1
        return f"BYMONTH={wall.month};BYDAY={which}{DAYS[wall.weekday()]}"

    @property
    def rule(self) -> tuple:
        return self.before, self.after, self.day_of_year, self.on_the_wall.time()


@cache
def vtimezone(name: str) -> str:
    """The VTIMEZONE component, right from FIRST_YEAR on; each line ends with CRLF."""
    zone = ZoneInfo(name)
    first = _clock(zone, datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
    always = Move(datetime(1900, 1, 1, tzinfo=UTC) - first.offset, first, first)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *_observance([always])]
    for years in _runs(_moves(zone)):
        lines += _observance(years)
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _observance(years: list[Move]) -> list[str]:
    """One rule, from the first of its years to the last."""
    first, last = years[0], years[-1]
    kind = "DAYLIGHT" if first.after.saves_daylight else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{first.on_the_wall:%Y%m%dT%H%M%S}"]
    if len(years) > 1:
        end = "" if last.at.year == LAST_YEAR else f";UNTIL={last.at:%Y%m%dT%H%M%SZ}"
        lines.append(f"RRULE:FREQ=YEARLY;{first.day_of_year}{end}")
    return [
        *lines,
        f"TZOFFSETFROM:{_offset(first.before)}",
        f"TZOFFSETTO:{_offset(first.after)}",
        f"TZNAME:{first.after.name}",
        f"END:{kind}",
    ]


def _offset(clock: Clock) -> str:
    hours, minutes = divmod(abs(clock.offset) // timedelta(minutes=1), 60)
    return f"{'-' if clock.offset < timedelta(0) else '+'}{hours:02}{minutes:02}"


def _runs(moves: Iterator[Move]) -> list[list[Move]]:
    """Moves by the same rule in consecutive years belong together."""
    runs: list[list[Move]] = []
    for move in moves:
        year_before = [
            run for run in runs if run[-1].rule == move.rule and run[-1].at.year == move.at.year - 1
        ]
        if year_before:
            year_before[0].append(move)
        else:
            runs.append([move])
    return runs


def _moves(zone: ZoneInfo) -> Iterator[Move]:
    early = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    while early.year <= LAST_YEAR:
        late = early + STEP
        if _clock(zone, early) != _clock(zone, late):
            yield _move_between(zone, early, late)
        early = late


def _move_between(zone: ZoneInfo, early: datetime, late: datetime) -> Move:
    before, after = _clock(zone, early), _clock(zone, late)
    minutes = (late - early) // timedelta(minutes=1)
    while minutes > 1:
        half = minutes // 2
        if _clock(zone, early + timedelta(minutes=half)) == before:
            early, minutes = early + timedelta(minutes=half), minutes - half
        else:
            minutes = half
    return Move(early + timedelta(minutes=1), before, after)


def _clock(zone: ZoneInfo, at: datetime) -> Clock:
    there = at.astimezone(zone)
    return Clock(there.utcoffset() or timedelta(0), str(there.tzname()), bool(there.dst()))
