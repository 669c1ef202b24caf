"""What the public may know of a place, and the address that is kept from it."""

import sys
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse

from incidents.models import ExactPlace, Incident, Location, at_block_level, may_name_a_door
from nightout.agencies.models import Membership, Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.incidents.test_admin_incident import ADD, LIST, change_of, filled, stored
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "17560 Zanzibar Avenue"
HOME = {"address": ADDRESS, "is_home": True, "latitude": "25.942111", "longitude": "-80.245678"}


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


@pytest.fixture
def incident(agency):
    block = {"precision": "block", "city": make.make_city(), "public_text": "17500 block"}
    incident = make.make_incident(agency=agency, location=block)
    make.make_exact_place(incident=incident, **HOME)
    return incident


def stored_with(incident: Incident, place: dict, exact: dict | None = None) -> dict:
    """The form of an incident that is there, with its place and its exact place so."""
    sent = stored(incident)
    mine = {"incident": incident.pk}
    sent |= rows("location", {**place, **mine, "id": incident.location.pk})
    if exact:
        sent |= rows("exact_place", {**exact, **mine, "id": incident.exact_place.pk})
    return sent


def block(precision: str = "block", **fields):
    return {"precision": precision, "city": make.make_city().pk, **fields}


def point() -> tuple[str, str]:
    place = Location.objects.get()
    return str(place.latitude), str(place.longitude)


# A place in words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1234 NW 5th St", "1200 block of NW 5th St"),
        ("1234 N.W. 5 Street", "1200 block of N.W. 5 Street"),
        ("near 1234 NW 5th St, Miami", "near 1200 block of NW 5th St, Miami"),
        ("17 Oak Lane", "first block of Oak Lane"),
        ("15 E 3 Ave", "first block of E 3 Ave"),
        ("17-B Oak Court", "first block of Oak Court"),
        ("100-102 Oak Lane", "100 block of Oak Lane"),
        ("1234 Broadway", "1200 block of Broadway"),
        ("1234 Calle Ocho, apt 4B", "1200 block of Calle Ocho"),
        ("NW 5th St, unit 12", "NW 5th St"),
        ("NW 5th St #3", "NW 5th St"),
        ("NW 5th St, Unit B", "NW 5th St"),
        ("12 Broadway", "first block of Broadway"),
        ("home at 12 Broadway", "home at first block of Broadway"),
        ("Corner of 1234 Broadway", "Corner of 1200 block of Broadway"),
        ("No. 1234 Collins", "No. 1200 block of Collins"),
        ("1234 AVENUE D", "1200 block of AVENUE D"),
        ("1234 Street Rd", "1200 block of Street Rd"),
        ("18350, NW 7TH AVE", "18300 block of NW 7TH AVE"),
        ("(1234) NW 5th St", "1200 block of NW 5th St"),
        ("1234 – NW 5th St", "1200 block of NW 5th St"),
        ("1234NW 5th St", "1200 block of NW 5th St"),
        ("NW 5th St 1234", "1200 block of NW 5th St"),
        ("near NW 5th St 1234, Miami", "near 1200 block of NW 5th St, Miami"),
    ],
)
def test_a_house_number_becomes_its_block(typed, shown):
    assert at_block_level(typed) == shown
    assert at_block_level(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1200 block of NW 5th St",
        "1200-1300 block of NW 5th St",
        "4500 block NW 5th St",
        "Northwest 183rd Street and 27th Avenue",
        "NW 27 Avenue and 183 Street",
        "183 Street & 27 Ave",
        "US 1 and SW 184 St",
        "I-95 near exit 12A",
        "7-Eleven at NW 7th Ave",
        "2 miles north of Oak Lane",
        "Rolling Oaks Park",
        "Precinct 73",
        "Highway 441 and Sunrise Boulevard",
        "NW 27 Ave",
        "183 Street W",
        "Avenue D and 5 St",
        "Calle 8",
        "Miami, FL 33056",
        "Pier 39 Market",
    ],
)
def test_blocks_crossings_and_parks_stay_as_they_are(text):
    assert at_block_level(text) == text


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Studio 54 Club", True),
        ("Precinct 73", False),
        ("1200 block of NW 5th St", False),
        ("183 Street & 27 Ave", False),
        ("Highway 441 Plaza", False),
        ("", False),
    ],
)
def test_a_number_of_which_nobody_can_say_is_told(text, may):
    assert may_name_a_door(text) is may


@pytest.mark.parametrize("text", [",", "1", "1 ", "a, ", "st 1 ", "unit "])
def test_a_text_of_any_length_is_looked_at_word_by_word(text):
    """Steps, and no seconds: four times the words are four times the steps, and not sixteen."""
    short, long = (steps_of(lambda n=n: at_block_level(text * n)) for n in (500, 2_000))

    assert long < 5 * short


def steps_of(work: Callable[[], object]) -> int:
    """Calls of functions, those of C included."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("precision", ["block", "crossing", "city"])
def test_a_house_number_is_refused_with_the_words_to_write(editor, agency, precision):
    place = block(precision, public_text="1234 NW 5th St")

    response = editor.post(ADD, filled(agency=agency, place=place))

    assert errors_of(response) == [
        "No house number: everyone reads this. Write: 1200 block of NW 5th St"
    ]
    assert not Incident.objects.exists()


# A point on the grid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("25.94211159", "-80.24567812345"), ("25.942", "-80.246")),
        (("25.943", "-80.247"), ("25.944", "-80.248")),
        (("25.9", "-80.2"), ("25.900", "-80.200")),
    ],
)
def test_a_point_is_kept_on_the_grid_however_exactly_it_is_typed(editor, agency, typed, kept):
    place = block(latitude=typed[0], longitude=typed[1])

    editor.post(ADD, filled(agency=agency, place=place))

    assert point() == kept


@pytest.mark.parametrize("latitude", ["91", "-90.5", "here", "NaN", "1e400"])
def test_a_point_that_is_none_is_refused(editor, agency, latitude):
    place = block(latitude=latitude, longitude="-80.2")

    assert errors_of(editor.post(ADD, filled(agency=agency, place=place))) != []
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("precision", "home", "kept"),
    [
        ("block", True, ("25.942", "-80.246")),
        ("block", False, ("25.942", "-80.246")),
        ("crossing", False, ("25.942", "-80.246")),
        ("city", True, ("None", "None")),
    ],
)
def test_the_public_point_follows_from_the_exact_place(manager, agency, precision, home, kept):
    exact = {**HOME, "is_home": "on"} if home else {**HOME, "is_home": ""}

    manager.post(ADD, filled(agency=agency, place=block(precision), exact_place=[exact]))

    assert point() == kept
    assert ExactPlace.objects.get().latitude == Decimal("25.942111")


def test_a_public_point_that_is_given_stays(manager, agency):
    place = block(latitude="25.95", longitude="-80.25")

    manager.post(ADD, filled(agency=agency, place=place, exact_place=[HOME]))

    assert point() == ("25.950", "-80.250")


def test_a_point_that_was_taken_out_stays_out(manager, incident):
    manager.post(change_of(incident), stored_with(incident, block(), HOME))

    assert point() == ("None", "None")


@pytest.mark.parametrize("latitude", ["25.9421113333333333", "25.942111"])
def test_an_exact_point_is_kept_to_a_tenth_of_a_metre(manager, agency, latitude):
    manager.post(
        ADD, filled(agency=agency, place=block(), exact_place=[{**HOME, "latitude": latitude}])
    )

    assert str(ExactPlace.objects.get().latitude) == "25.942111"


# A home


AT_ITS_BLOCK = "A home is told by its block: choose “the block is known”, or less."


def test_a_home_is_no_crossing(manager, agency):
    response = manager.post(ADD, filled(agency=agency, place=block("crossing"), exact_place=[HOME]))

    assert errors_of(response) == [AT_ITS_BLOCK]
    assert not Incident.objects.exists()


def test_a_home_that_one_does_not_see_is_no_crossing_either(editor, incident):
    response = editor.post(change_of(incident), stored_with(incident, block("crossing")))

    assert errors_of(response) == [AT_ITS_BLOCK]
    assert Location.objects.get().precision == "block"


def test_who_sees_it_says_that_it_is_no_home(manager, incident):
    no_home = {**HOME, "is_home": ""}

    manager.post(change_of(incident), stored_with(incident, block("crossing"), no_home))

    assert Location.objects.get().precision == "crossing"


# Who knows of it


def pages_of(incident: Incident) -> list[str]:
    return [
        change_of(incident),
        reverse("admin:incidents_incident_history", args=[incident.pk]),
        reverse("admin:incidents_incident_delete", args=[incident.pk]),
        LIST,
        f"{LIST}?q=Zanzibar",
    ]


def test_an_editor_does_not_even_see_that_there_is_one(editor, incident):
    Incident.objects.update(publication="draft")
    ExactPlace.objects.update(is_home=False)

    for url in pages_of(incident):
        page = editor.get(url).content.decode()
        assert [word for word in (ADDRESS, "xact place", "25.94211") if word in page] == [], url
    assert editor.get(f"{LIST}?q=Zanzibar").context["cl"].result_count == 0
    assert not Entry.objects.exists()


def test_an_editor_who_sends_one_changes_nothing(editor, agency, incident):
    guess = {**HOME, "address": "Guess"}

    editor.post(change_of(incident), stored_with(incident, block(), guess))
    editor.post(ADD, filled(agency=agency, day="2020-01-01", exact_place=[HOME]))

    assert list(ExactPlace.objects.values_list("incident", "address")) == [(incident.pk, ADDRESS)]


@pytest.mark.parametrize("page", ["change", "history"])
def test_a_manager_reads_it_and_that_is_noted_without_the_address(manager, agency, incident, page):
    url = reverse(f"admin:incidents_incident_{page}", args=[incident.pk])

    assert ADDRESS in manager.get(url).content.decode()

    entry = Entry.objects.get()
    assert (entry.verb, entry.count, entry.agencies) == ("read", 1, [agency.pk])
    assert entry.target == f"Exact place: incident {incident.pk}"


def test_a_manager_elsewhere_keeps_none_where_one_is_editor(agency):
    person = make.make_member(agency=agency)
    Membership.objects.create(user=person, agency=make.make_agency(), role=Role.MANAGER)

    response = signed_in(person).post(ADD, filled(agency=agency, place=block(), exact_place=[HOME]))

    assert errors_of(response) == ["Only a manager of Police of Here keeps its exact places."]
    assert not Incident.objects.exists()


def test_an_address_is_in_no_public_page(client, incident):
    for url in [incident.get_absolute_url(), "/incidents/", "/incidents/?q=17560"]:
        assert "Zanzibar" not in client.get(url).content.decode()
