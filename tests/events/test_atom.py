from datetime import UTC, date, datetime, time
from html import unescape
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from events.feeds.atom import MOST
from events.models import AgencyRole, Event, EventAgency, Listing, ParkKind
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_park,
)
from tests.naughty import naughty_strings, needs_naughty_strings

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CITY = "/cities/miami-gardens-fl.atom"


def feed(client: Client, path: str = CITY, **headers: str) -> ElementTree.Element:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def entries(client: Client, path: str = CITY) -> list[ElementTree.Element]:
    return feed(client, path).findall(f"{ATOM}entry")


def said(of: ElementTree.Element, name: str) -> str | None:
    return of.findtext(f"{ATOM}{name}")


def titles(client: Client, path: str = CITY) -> list[str | None]:
    return [said(entry, "title") for entry in entries(client, path)]


def links(of: ElementTree.Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in of.findall(f"{ATOM}link")}


def words(entry: ElementTree.Element) -> str:
    """The content as a reader shows it."""
    html = said(entry, "content")
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_feed_says_what_it_is(client: Client):
    make_event()
    changed = Event.objects.select_related("listing").get().listing.changed_at

    response = client.get(CITY)

    told = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert said(told, "title") == "Events in Miami Gardens, FL"
    assert told.get(LANGUAGE) == "en"
    assert links(told) == {
        "alternate": "http://testserver/cities/miami-gardens-fl/",
        "self": f"http://testserver{CITY}",
    }
    assert datetime.fromisoformat(said(told, "updated")) == changed
    assert told.findtext(f"{ATOM}author/{ATOM}name") == "Nightout"


def test_entry_tells_the_event_in_words(client: Client):
    event = make_event(
        title="Cookout & more",
        slug="cookout",
        description="Bring a <chair>.",
        start_time=time(18),
        end_time=time(21),
        park=make_park(address="18701 NW 17th Avenue"),
        host=make_agency(name="Miami Gardens Police"),
        activities=(make_activity(name="Music"),),
        is_free=True,
        rain_plan="In the gym",
        inference="The hour is that of 2017.",
    )
    EventAgency.objects.create(
        event=event, agency=make_agency(name="Fire Rescue"), role=AgencyRole.ATTENDING
    )

    (entry,) = entries(client)

    assert said(entry, "title") == "Cookout & more"
    assert links(entry) == {"alternate": "http://testserver/events/cookout/"}
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Miami Gardens Police"
    assert [it.get("term") for it in entry.findall(f"{ATOM}category")] == ["Music"]
    assert datetime.fromisoformat(said(entry, "published")) == event.created_at
    assert "Bring a &lt;chair&gt;." in said(entry, "content")
    for fact in (
        "Tuesday, 7 August 2018, 6 p.m. to 9 p.m. (EDT)",
        "Rolling Oaks Park, 18701 NW 17th Avenue, Miami Gardens, FL",
        "Activities: Music",
        "Miami Gardens Police (host)",
        "Fire Rescue (takes part)",
        "Cost: Free",
        "If it rains: In the gym",
        "What we infer: The hour is that of 2017.",
        "http://testserver/events/cookout/",
    ):
        assert fact in words(entry)


def test_newest_change_comes_first_and_moves_its_date(client: Client):
    for number, title in enumerate(["First", "Second"]):
        changed_on(make_event(title=title), day=1 + number)
    assert titles(client) == ["Second", "First"]
    before = {said(entry, "id"): said(entry, "updated") for entry in entries(client)}

    changed_on(Event.objects.get(title="First"), day=3)

    assert titles(client) == ["First", "Second"]
    after = {said(entry, "id"): said(entry, "updated") for entry in entries(client)}
    assert after.keys() == before.keys()
    assert sorted(after.values()) == [f"2018-08-0{day}T12:00:00+00:00" for day in (2, 3)]
    assert said(feed(client), "updated") == "2018-08-03T12:00:00+00:00"


def changed_on(event: Event, day: int) -> None:
    """As the triggers would say it; a test is one moment to the database."""
    at = datetime(2018, 8, day, 12, tzinfo=UTC)
    Event.objects.filter(pk=event.pk).update(updated_at=at)
    Listing.objects.filter(event=event).update(changed_at=at)


def test_names_do_not_follow_the_host(client: Client, settings):
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    make_event()

    one, two = (feed(client, CITY, host=host) for host in settings.ALLOWED_HOSTS)

    assert said(one, "id") == said(two, "id")
    assert said(one.find(f"{ATOM}entry"), "id") == said(two.find(f"{ATOM}entry"), "id")
    assert links(one) != links(two)
    assert said(one, "id").startswith("urn:uuid:")


def test_each_list_has_a_name_of_its_own(client: Client):
    make_event(host=make_agency(name="P"))

    names = [
        said(feed(client, path), "id")
        for path in (CITY, f"{CITY}?lang=es", "/agencies/p.atom", "/events.atom?when=all")
    ]

    assert len(set(names)) == 4


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"status": "cancelled"}, "Cancelled: Cookout"),
        ({"status": "postponed"}, "Postponed: Cookout"),
        ({"status": "rescheduled"}, "New date or time: Cookout"),
    ],
)
def test_status_comes_first(client: Client, fields: dict, title: str):
    make_event(title="Cookout", **fields)

    assert titles(client) == [title]


def test_sample_says_so_first(client: Client):
    make_event(title="Cookout", campaign=make_campaign(is_sample=True))

    (entry,) = entries(client)

    assert said(entry, "title") == "Sample: Cookout"
    assert words(entry).startswith("Sample: not announced by any agency")


def test_speaks_the_language_that_is_asked_for(client: Client):
    make_event(title="Fèt", slug="fet", written_in="ht", status="cancelled")

    told = feed(client, f"{CITY}?lang=es")

    entry = told.find(f"{ATOM}entry")
    assert told.get(LANGUAGE) == "es"
    assert entry.get(LANGUAGE) == "ht"
    assert entry.find(f"{ATOM}content").get(LANGUAGE) == "es"
    assert said(entry, "title") == "Cancelado: Fèt"
    assert "martes, 7 de agosto de 2018" in words(entry).lower()
    assert links(entry)["alternate"] == "http://testserver/es/events/fet/"


def test_holds_the_newest_only(client: Client):
    city = make_city()
    Event.objects.bulk_create(
        Event(
            title=f"Event {number}",
            slug=f"event-{number}",
            city=city,
            start_date="2018-08-07",
            end_date="2018-08-07",
            publication="public",
        )
        for number in range(MOST + 3)
    )

    assert titles(client) == [f"Event {number}" for number in range(MOST + 2, 2, -1)]


def test_list_takes_the_filters_of_the_page(client: Client):
    make_event(title="Here")
    make_event(title="There", city=make_city(name="Miami"))

    assert titles(client, "/events.atom?when=all&city=miami-fl") == ["There"]


def test_home_drafts_and_notes_stay_inside(client: Client):
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
    )
    make_event(park=home, notes="for our eyes only")
    make_event(title="Secret", publication="draft")

    body = client.get(CITY).content.decode()

    assert "At a home, 1400 block of NW 64th Street" in unescape(body)
    for hidden in ("1412", "Smiths", "eyes", "Secret"):
        assert hidden not in body


def test_what_xml_cannot_hold_is_left_out(client: Client):
    make_event(title="a\x07b\ufffec\uffffd\x85e", description="f\x0bg\x1bh")

    (entry,) = entries(client)

    assert said(entry, "title") == "abcde"
    assert "fgh" in words(entry)


@needs_naughty_strings
def test_naughty_titles_leave_a_feed_that_can_be_read(client: Client):
    titles_of_all = [kept for text in naughty_strings() if (kept := text.replace("\0", ""))]
    for start in range(0, len(titles_of_all), MOST):
        Event.objects.all().delete()
        for title in titles_of_all[start : start + MOST]:
            make_event(title=title[:200], description=title)

        told = entries(client)

        assert len(told) == len(titles_of_all[start : start + MOST])
        assert not any("<script" in (said(entry, "content") or "") for entry in told)


def test_answers_304_until_something_changes(client: Client):
    make_event()
    known = {"if-none-match": client.get(CITY)["ETag"]}

    assert client.get(CITY, headers=known).status_code == 304

    Event.objects.update(title="Another title")

    assert client.get(CITY, headers=known).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for number in range(rows):
        event = make_event(
            host=make_agency(),
            park=make_park(),
            campaign=make_campaign(name=f"Campaign {number}", date=date(2018, 8, number + 1)),
            activities=(make_activity(name=f"Game {number}"),),
        )
        EventAgency.objects.create(event=event, agency=make_agency())

    with django_assert_num_queries(5):
        assert len(entries(client)) == rows
