from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from events.feeds.vtimezone import vtimezone
from nightout.places.zones import ZONES


@pytest.mark.parametrize("zone", ZONES)
def test_time_zones_are_those_of_the_system(zone: str):
    ours = icalendar.Timezone.from_ical(vtimezone(zone)).to_tz(lookup_tzid=False)
    theirs = ZoneInfo(zone)

    wrong = [
        at
        for days in range(0, 60 * 366, 3)
        if told(ours, at := datetime(1984, 1, 1, 12) + timedelta(days=days)) != told(theirs, at)
    ]

    assert wrong == []


@pytest.mark.parametrize("zone", ["America/New_York", "America/Boise", "America/Adak"])
@pytest.mark.parametrize("year", [1986, 1987, 2006, 2007, 2026, 2045])
def test_clocks_are_moved_at_the_right_hour(zone: str, year: int):
    ours = icalendar.Timezone.from_ical(vtimezone(zone)).to_tz(lookup_tzid=False)
    theirs = ZoneInfo(zone)
    hours = [datetime(year, 1, 1, 0, 30) + timedelta(hours=n) for n in range(366 * 24)]
    moved = [
        hour
        for hour, before in zip(hours[1:], hours, strict=False)
        if told(theirs, hour) != told(theirs, before)
    ]

    assert len(moved) == 2
    for hour in moved:
        around = [hour + timedelta(hours=n) for n in (-3, -2, 2, 3)]
        assert [told(ours, at) for at in around] == [told(theirs, at) for at in around]


def told(zone, at: datetime) -> tuple:
    there = at.replace(tzinfo=zone)
    return there.utcoffset(), there.tzname()
