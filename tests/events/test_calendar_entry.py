from datetime import date, time

import pytest
from django.test import Client

from events.models import AgencyRole, Event, EventAgency
from tests.events.calendars import (
    entries,
    fetched,
    lines,
    on_the_wall,
    only,
    plain,
)
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_neighborhood,
    make_park,
)

pytestmark = pytest.mark.django_db


# ---------- What it says ----------


def well_known_event() -> Event:
    event = make_event(
        title="Night out, for all; yes",
        slug="night-out",
        description="Food and music.\nBring a chair.",
        campaign=make_campaign(),
        park=make_park(
            address="18701 NW 17th Avenue",
            latitude=25.9441,
            longitude=-80.2372,
            accessibility="By the east gate",
        ),
        start_time=time(18),
        end_time=time(21),
        host=make_agency(name='The "Gardens" Police', email="police@example.org"),
        activities=(make_activity(name="Music"), make_activity(name="Cookout, with beef")),
        is_free=True,
        wheelchair_access=True,
        languages=["en", "ht"],
        capacity=250,
        rain_plan="In the gym",
        contact="305-555-0101",
        inference="The hour is that of 2017.",
    )
    EventAgency.objects.create(
        event=event, agency=make_agency(name="Fire Rescue"), role=AgencyRole.ATTENDING
    )
    return Event.objects.select_related("listing").get()


def test_says_all_that_the_page_says(client: Client):
    event = well_known_event()

    entry = only(client)

    assert entry == {
        "uid": f"event-{event.pk}-{event.created_at:%Y%m%dT%H%M%S%f}@nightout",
        "sequence": event.listing.revision,
        "status": "CONFIRMED",
        "transp": "TRANSPARENT",
        "summary": "Night out, for all; yes",
        "location": "Rolling Oaks Park, 18701 NW 17th Avenue, Miami Gardens, FL",
        "languages": ["en", "en", "en"],
        "description": (
            "Food and music.\n"
            "Bring a chair.\n"
            "\n"
            'Who: The "Gardens" Police (host), Fire Rescue (takes part)\n'
            "Activities: Cookout, with beef, Music\n"
            "Room for: 250\n"
            "Cost: Free\n"
            "Wheelchair access: Yes\n"
            "Wheelchair access: By the east gate\n"
            "Languages spoken: English, Haitian Creole\n"
            "If it rains: In the gym\n"
            "Questions: 305-555-0101\n"
            "What we infer: The hour is that of 2017.\n"
            "\n"
            "http://testserver/events/night-out/"
        ),
        "url": "http://testserver/events/night-out/",
        "start": on_the_wall(date(2018, 8, 7), time(18)),
        "end": on_the_wall(date(2018, 8, 7), time(21)),
        "times": 1,
        "categories": ["National Night Out", "Cookout, with beef", "Music"],
        "geo": (25.9441, -80.2372),
        "organizer": ("mailto:police@example.org", "The 'Gardens' Police"),
        "dtstamp": plain(event.listing.changed_at.replace(microsecond=0)),
        "last-modified": plain(event.listing.changed_at.replace(microsecond=0)),
        "created": plain(event.created_at.replace(microsecond=0)),
    }


def test_says_no_more_than_is_known(client: Client):
    make_event(slug="night-out")

    entry = only(client)

    assert entry["location"] == "Miami Gardens, FL"
    assert entry["description"] == (
        "Time not announced\nPlace not announced\n\nhttp://testserver/events/night-out/"
    )
    assert (entry["start"], entry["end"]) == (date(2018, 8, 7), date(2018, 8, 8))
    assert (entry["categories"], entry["geo"], entry["organizer"]) == ([], None, None)


def test_place_without_a_park_is_the_printed_one_in_its_neighborhood(client: Client):
    city = make_city(name="Miami")
    make_event(city=city, place_as_printed="the square", neighborhood=make_neighborhood(city=city))

    assert only(client, "/cities/miami-fl.ics")["location"] == "the square, Liberty City, Miami, FL"


@pytest.mark.parametrize(
    ("fields", "status", "summary"),
    [
        ({"status": "scheduled"}, "CONFIRMED", "Cookout"),
        ({"status": "rescheduled"}, "CONFIRMED", "Cookout"),
        ({"status": "postponed"}, "TENTATIVE", "Postponed: Cookout"),
        ({"status": "cancelled"}, "CANCELLED", "Cancelled: Cookout"),
    ],
)
def test_status_comes_first(client: Client, fields: dict, status: str, summary: str):
    make_event(title="Cookout", **fields)

    entry = only(client)

    assert (entry["status"], entry["summary"]) == (status, summary)
    assert entry["description"].startswith("New date or time\n") == (
        fields["status"] == "rescheduled"
    )


def test_sample_says_so_first(client: Client):
    make_event(title="Cookout", status="cancelled", campaign=make_campaign(is_sample=True))

    entry = only(client)

    assert entry["summary"] == "Sample: Cancelled: Cookout"
    assert entry["description"].startswith("Sample: not announced by any agency\n")


def test_speaks_the_language_that_is_asked_for(client: Client):
    make_event(
        title="Fèt kominotè",
        slug="fet",
        written_in="ht",
        status="cancelled",
        host=make_agency(name="Policía"),
        activities=(make_activity(name="Music", name_es="Música"), make_activity(name="Raffle")),
        is_free=True,
    )

    body = fetched(client, "/cities/miami-gardens-fl.ics?lang=es")

    (entry,) = entries(body)
    assert entry["summary"] == "Cancelado: Fèt kominotè"
    assert entry["languages"] == ["ht", "ht", "es"]  # no description: the words are ours
    assert "Actividades: Música, Raffle\nCosto: Gratis" in entry["description"]
    assert entry["url"] == "http://testserver/es/events/fet/"
    assert "PRODID:-//Nightout//Events//ES" in lines(body)
    assert "URL:http://testserver/es/cities/miami-gardens-fl/" in lines(body)


def test_language_that_we_do_not_speak_gives_english(client: Client):
    make_event(status="cancelled", title="Cookout")

    assert only(client, "/cities/miami-gardens-fl.ics?lang=fr")["summary"] == "Cancelled: Cookout"


def test_organizer_is_a_host_with_a_public_address(client: Client):
    event = make_event(host=make_agency(name="Silent Police"))
    for name, role in [("Fire Rescue", AgencyRole.ATTENDING), ("City", AgencyRole.CO_HOST)]:
        agency = make_agency(name=name, email=f"{name[:4].strip().lower()}@example.org")
        EventAgency.objects.create(event=event, agency=agency, role=role)

    assert only(client)["organizer"] == ("mailto:city@example.org", "City")


# ---------- When ----------


@pytest.mark.parametrize(
    ("fields", "start", "end", "times"),
    [
        ({"start_time": time(18)}, (7, 18), None, 1),
        ({"start_time": time(18), "end_time": time(21)}, (7, 18), (7, 21), 1),
        # past midnight: one evening
        ({"start_time": time(20), "end_time": time(1), "end_date": 8}, (7, 20), (8, 1), 1),
        ({"end_time": time(1), "end_date": 8}, 7, 8, 1),
        # the hour is not announced: whole days
        ({}, 7, 8, 1),
        ({"end_date": 9}, 7, 10, 1),
        ({"end_time": time(21)}, 7, 8, 1),
        # several days with hours: each day anew
        (
            {"start_time": time(18), "end_time": time(21), "end_date": 9},
            *((7, 18), (7, 21), 3),
        ),
        ({"start_time": time(18), "end_date": 9}, (7, 18), None, 3),
        ({"start_time": time(20), "end_time": time(1), "end_date": 10}, (7, 20), (8, 1), 3),
        # hours that cannot be those of one day: a block
        ({"start_time": time(18), "end_time": time(14), "end_date": 9}, (7, 18), (9, 14), 1),
    ],
)
def test_when_it_starts_and_ends(client: Client, fields: dict, start, end, times: int):
    last = date(2018, 8, fields.pop("end_date", 7))
    make_event(end_date=last, **fields)

    entry = only(client)

    assert entry["start"] == moment(start)
    assert entry["end"] == moment(end)
    assert entry["times"] == times


def moment(told: int | tuple[int, int] | None) -> object:
    """A day of August 2018, or an hour of one."""
    if told is None:
        return None
    if isinstance(told, int):
        return date(2018, 8, told)
    return on_the_wall(date(2018, 8, told[0]), time(told[1]))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start_time": time(18, 30)}, "From 6:30 p.m.; end not announced\n"),
        ({"end_time": time(9)}, "Until 9:00 a.m.; start not announced\n"),
        ({}, "Time not announced\n"),
    ],
)
def test_says_which_hour_is_not_announced(client: Client, fields: dict, words: str):
    make_event(**fields)

    assert only(client)["description"].startswith(words)


@pytest.mark.parametrize("day", [date(1985, 7, 3), date(2006, 4, 1), date(2006, 4, 2)])
@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York",
        "America/Phoenix",
        "Pacific/Honolulu",
        "America/Puerto_Rico",
        "America/Indiana/Indianapolis",
        "America/Indiana/Knox",
    ],
)
def test_hours_are_those_of_the_city(client: Client, zone: str, day: date):
    city = make_city(name="Elsewhere", time_zone=zone)
    make_event(city=city, start_date=day, start_time=time(18), end_time=time(21))

    body = fetched(client, "/cities/elsewhere-fl.ics")

    (entry,) = entries(body)
    assert entry["start"] == on_the_wall(day, time(18), zone)
    assert entry["end"] == on_the_wall(day, time(21), zone)
    assert lines(body).count(f"TZID:{zone}") == 1
    assert f"X-WR-TIMEZONE:{zone}" in lines(body)


def test_each_zone_in_use_is_defined_once_before_its_entries(client: Client):
    campaign = make_campaign()
    for number, zone in enumerate(["America/Chicago", "America/Phoenix", "America/Chicago"]):
        make_event(
            title=f"Event {number}",
            city=make_city(name=f"City {number}", time_zone=zone),
            start_time=time(18),
            start_date=date(2018, 8, 7 + number),
            campaign=campaign,
        )

    told = lines(fetched(client, "/campaigns/national-night-out-2018.ics"))

    assert [line for line in told if line.startswith("TZID:")] == [
        "TZID:America/Chicago",
        "TZID:America/Phoenix",
    ]
    for zone in ("America/Chicago", "America/Phoenix"):
        used = next(n for n, line in enumerate(told) if line.startswith(f"DTSTART;TZID={zone}"))
        assert told.index(f"TZID:{zone}") < used
