from datetime import time

import pytest
from django.test import Client

from events.feeds import contentlines
from tests.events.calendars import (
    entries,
    fetched,
    only,
)
from tests.factories import (
    make_activity,
    make_agency,
    make_event,
    make_park,
)
from tests.naughty import naughty_strings, needs_naughty_strings

pytestmark = pytest.mark.django_db


ODD = {
    "accents": "Fèt kominotè: ñandú, çedilla, Übergrößenträger",
    "emoji": "Cook-out 🎉 👨‍👩‍👧‍👦 🇭🇹",
    "signs": r"a,b;c:d\e \n \N \, \; ^n ^' %s %(a)s 'x' " + '"quoted"',
    "lines": "first\n\n  second\n\tthird",
    "long word": "é" * 190,
    "right to left": "ليلة وطنية עברית",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_arrives_as_it_was_typed(client: Client, text: str):
    agency = make_agency(name="A; B, C: D", email="a+b@example.org")
    make_event(
        title=text,
        slug="odd",
        description=text * 9,
        park=make_park(name=text[:140].replace("\n", " "), address="1; Main\\Street, rear"),
        host=agency,
        activities=(make_activity(name="One, two; three"),),
        contact="a,b",
    )

    entry = only(client)

    assert entry["summary"] == text
    assert entry["description"].startswith(text * 9 + "\n\nTime not announced\nWho: A; B, C: D (")
    assert entry["location"] == (
        text[:140].replace("\n", " ") + ", 1; Main\\Street, rear, Miami Gardens, FL"
    )
    assert entry["categories"] == ["One, two; three"]
    assert entry["organizer"] == ("mailto:a+b@example.org", "A; B, C: D")


def test_control_characters_and_odd_ends_of_lines_are_taken_out(client: Client):
    make_event(
        title="a\x07b\x85c\u2028d\u2029e\x0bf\x0cg\x1ch\x7fi",
        description="one\r\ntwo\rthree\x1b[31m",
        host=make_agency(name="X\r\nBEGIN:VALARM", email="a@example.org"),
    )

    entry = only(client)

    assert entry["summary"] == "abc d efghi"
    assert entry["description"].startswith("one\ntwothree[31m\n")
    assert entry["organizer"] == ("mailto:a@example.org", "X  BEGIN:VALARM")


@pytest.mark.parametrize("text", ["x" * 400, "é" * 400, "日本語" * 150, "🎉" * 200, "aé日🎉" * 99])
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(client: Client, text: str):
    make_event(title=text[:190], description=text)

    body = fetched(client)

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert only(client)["summary"] == text[:190]


def test_folding_leaves_short_lines_alone():
    short = f"BEGIN:VCALENDAR\r\n{'x' * 75}\r\n"

    assert contentlines.written(short) == short.encode()
    assert contentlines.written(f"\r\n{'x' * 76}\r\n") == (
        f"\r\n{'x' * 74}\r\n {'x' * 2}\r\n".encode()
    )


@needs_naughty_strings
def test_naughty_titles_are_read_by_both(client: Client):
    titles = [kept for text in naughty_strings() if (kept := text.replace("\0", "")[:200])]
    for number, title in enumerate(titles):
        make_event(title=title, slug=f"event-{number}", start_time=time(number % 24))

    body = fetched(client)

    read = {entry["url"]: entry["summary"] for entry in entries(body)}
    assert len(titles) > 500
    assert read == {
        f"http://testserver/events/event-{number}/": cleaned(title)
        for number, title in enumerate(titles)
    }


def cleaned(text: str) -> str:
    """Without what a calendar cannot hold."""
    controls = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
    return text.translate({**controls, 0x2028: " ", 0x2029: " "})
