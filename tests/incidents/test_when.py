"""A date as people write it: found in the lists, entered in the form, marked where it is rough."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from incidents.days import edtf_of_row, known_roughly
from incidents.models import Incident, Victim
from nightout.agencies.models import Role
from tests import factories as make
from tests.incidents.test_admin_incident import filled, stored
from tests.readers import soup, words
from tests.staffroom import errors_of, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/incidents/incident/add/"
LIST = "/admin/incidents/incident/"
FATHERS_DAY = date(2018, 6, 17)


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


def worded(*, agency, city=None, **fields):
    """The incident form without a word on when; `fields` say it."""
    return filled(agency=agency, city=city, **{"precision": "", "day": "", **fields})


def one_of_each(**fields):
    """Around Father's Day 2018, one incident of each precision, and one a week later."""
    days = dict.fromkeys(("day", "weekend", "week", "month", "year"), FATHERS_DAY)
    made = {
        precision: make.make_incident(precision=precision, day=day, **fields)
        for precision, day in days.items()
    }
    made["time"] = make.make_incident(
        precision="time", day=FATHERS_DAY, occurred_at=time(21, 30), **fields
    )
    made["range"] = make.make_incident(
        precision="range", day=date(2018, 6, 14), last=date(2018, 6, 20), **fields
    )
    made["later"] = make.make_incident(day=date(2018, 6, 24), **fields)
    return made


def found_in(response) -> set[int]:
    links = soup(response).select(".incident-row__title a")
    return {int(link["href"].strip("/").split("/")[-1]) for link in links}


# The public list


@pytest.mark.parametrize(
    ("when", "missing"),
    [
        ("June 2018", set()),
        ("2018", set()),
        ("Father's Day 2018", {"later"}),
        ("día del padre 2018", {"later"}),
        ("17 June 2018", {"later"}),
        ("6/17/2018", {"later"}),
        ("[2018-06-16..2018-06-17]", {"later"}),
        ("weekend of 16 June 2018", {"later"}),
        ("24 June 2018", {"time", "day", "weekend", "week", "range"}),
        ("July 2018", {"time", "day", "weekend", "week", "range", "month", "later"}),
        ("2019", {"time", "day", "weekend", "week", "range", "month", "year", "later"}),
    ],
)
def test_when_finds_what_may_have_happened_then(client: Client, when: str, missing: set[str]):
    made = one_of_each()

    response = client.get("/incidents/", {"when": when})

    assert found_in(response) == {it.pk for name, it in made.items() if name not in missing}


def test_when_goes_with_the_other_filters(client: Client):
    there = make.make_incident(city=make.make_city(name="Miami"))
    make.make_incident(city=make.make_city())

    response = client.get("/incidents/", {"when": "June 2018", "city": "miami"})
    none = client.get("/incidents/", {"when": "June 2018", "first": "2018-06-18"})

    assert found_in(response) == {there.pk}
    assert found_in(none) == set()


def test_the_chip_says_how_the_words_were_read(client: Client):
    response = client.get("/incidents/", {"when": "fathers day 2018"})

    chip = soup(response).select_one(".chip")
    assert " ".join(chip.get_text().split()) == ("Remove the filter When: Sunday, 17 June 2018")
    assert soup(response).select_one("input[name=when]")["value"] == "fathers day 2018"


@pytest.mark.parametrize(
    ("when", "error"),
    [
        ("Father's Day", "Say the year too, as in “17 June 2018” or “Father’s Day 2018”."),
        ("17/6/2018", "In numbers the month comes first: 6/17/2018. Or write 17 June 2018."),
        ("<b>soon</b>", "We cannot read this date. Write it as 17 June 2018,"),
    ],
)
def test_what_cannot_be_read_says_what_to_write(client: Client, when: str, error: str):
    response = client.get("/incidents/", {"when": when})

    assert response.status_code == 200
    assert error in words(response)
    assert b"<b>soon</b>" not in response.content


def test_claims_beside_the_list_are_of_the_same_days(client: Client):
    make.make_reported_count(value=20)  # July 2018

    june, july = (
        words(client.get("/incidents/", {"when": when})) for when in ("June 2018", "30 July 2018")
    )

    assert "recorded of 20 reported" not in june
    assert "recorded of 20 reported" in july


@pytest.mark.parametrize(
    ("precision", "tag"),
    [
        ("day", None),
        ("weekend", None),
        ("week", "only the week is known"),
        ("month", "only the month is known"),
        ("year", "only the year is known"),
    ],
)
@pytest.mark.parametrize("query", ["", "?when=Father%27s+Day+2018"])
def test_a_rough_row_says_so_filtered_or_not(client: Client, precision: str, tag: str, query: str):
    make.make_incident(precision=precision, day=FATHERS_DAY)

    row = soup(client.get(f"/incidents/{query}")).select_one(".incident-row__when")

    tags = [it.get_text(strip=True) for it in row.select(".tag")]
    assert tags == ([tag] if tag else [])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "3 of the incidents are known by month or year only."),
        ("?when=May+2018", "1 of the incidents is known by month or year only."),
        ("?when=2017", None),
    ],
)
def test_the_list_says_how_many_are_known_only_roughly(client: Client, query: str, sentence: str):
    one_of_each()
    make.make_incident(precision="month", day=date(2018, 7, 1))
    make.make_incident(precision="month", publication="draft")

    page = words(client.get(f"/incidents/{query}"))

    assert ("known by month or year only" in page) is bool(sentence)
    assert sentence is None or sentence in page


@pytest.mark.parametrize("count", [1, 3])
def test_rough_rows_are_counted_in_one_query(count: int, django_assert_num_queries):
    for _ in range(count):
        make.make_incident(precision="year")
        make.make_incident()

    with django_assert_num_queries(1):
        assert known_roughly(Incident.objects.public().latest_first()) == count


def test_a_person_has_the_edtf_of_their_incident():
    victim = make.make_victim(incident=make.make_incident(precision="weekend", day=FATHERS_DAY))

    written = Victim.objects.annotate(edtf=edtf_of_row("incident__"))

    assert list(written.values_list("pk", "edtf")) == [(victim.pk, "[2018-06-16..2018-06-17]")]


# The staff's list


@pytest.mark.parametrize(
    "text", ["Father's Day 2018", "17 June 2018", "6/17/2018", "weekend of June 16, 2018"]
)
def test_staff_find_by_a_date_in_words(editor, agency, text: str):
    made = one_of_each(agency=agency)
    make.make_incident(agency=make.make_agency())

    found = editor.get(LIST, {"q": text}).context["cl"].queryset

    assert set(found) == set(made.values()) - {made["later"]}


def test_a_number_is_a_year_and_a_number(editor, agency):
    of_the_year = make.make_incident(agency=agency)
    of_the_number = make.make_incident(agency=agency, pk=2018, day=date(2020, 1, 1))
    make.make_incident(agency=agency, day=date(2020, 1, 1))

    found = editor.get(LIST, {"q": "2018"}).context["cl"].queryset

    assert set(found) == {of_the_year, of_the_number}


@pytest.mark.parametrize("text", ["Miami Gardens", "June"])
def test_what_is_no_date_is_searched_as_words(editor, agency, text: str):
    incident = make.make_incident(agency=agency)
    response = editor.get(LIST, {"q": text})

    assert response.status_code == 200
    assert (incident in response.context["cl"].queryset) is (text == "Miami Gardens")


# The staff's form


@pytest.mark.parametrize(
    ("when", "precision", "first", "last", "at"),
    [
        ("Father's Day 2018", "day", FATHERS_DAY, FATHERS_DAY, None),
        ("17 June 2018", "day", FATHERS_DAY, FATHERS_DAY, None),
        ("weekend of June 16, 2018", "weekend", date(2018, 6, 16), FATHERS_DAY, None),
        ("semana del 11 de junio de 2018", "week", date(2018, 6, 11), FATHERS_DAY, None),
        ("June 16 to June 23, 2018", "range", date(2018, 6, 16), date(2018, 6, 23), None),
        ("jen 2018", "month", date(2018, 6, 1), date(2018, 6, 30), None),
        ("2018", "year", date(2018, 1, 1), date(2018, 12, 31), None),
        ("17 June 2018 at 9:30 p.m.", "time", FATHERS_DAY, FATHERS_DAY, time(21, 30)),
    ],
)
def test_words_alone_say_when(editor, agency, when, precision, first, last, at):
    response = editor.post(ADD, worded(agency=agency, when=when))

    assert response.status_code == 302
    incident = Incident.objects.get()
    assert (incident.precision, incident.occurred_at) == (precision, at)
    assert (incident.occurred_from, incident.occurred_to) == (first, last)
    assert incident.date_as_printed == ""  # what a clerk types is no source's words


@pytest.mark.parametrize(
    ("typed", "precision", "at"),
    [
        ({"precision": "day"}, "day", None),
        ({"day": "2018-06-17"}, "day", None),
        ({"precision": "day", "day": "2018-06-17"}, "day", None),
        ({"occurred_at": "21:30"}, "time", time(21, 30)),
        ({"precision": "time", "occurred_at": "21:30"}, "time", time(21, 30)),
    ],
)
def test_words_say_what_is_left_empty(editor, agency, typed, precision, at):
    response = editor.post(ADD, worded(agency=agency, when="Father's Day 2018", **typed))

    assert response.status_code == 302
    incident = Incident.objects.get()
    assert (incident.precision, incident.occurred_at) == (precision, at)
    assert (incident.occurred_from, incident.occurred_to) == (FATHERS_DAY, FATHERS_DAY)


def test_words_as_printed_are_those_of_their_own_field(editor, agency):
    printed = {"date_as_printed": "that same weekend"}

    editor.post(ADD, worded(agency=agency, when="weekend of 16 June 2018", **printed))

    incident = Incident.objects.get()
    assert (incident.precision, incident.date_as_printed) == ("weekend", "that same weekend")


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2018-06-13", "Wednesday, 13 June 2018 is no day of a weekend."),
        ("2018-06-18", "Monday, 18 June 2018 is no day of a weekend."),
        ("2018-06-15", None),
        ("2018-06-16", None),
        ("2018-06-17", None),
    ],
)
def test_no_weekend_is_guessed_from_a_weekday(editor, agency, day, error):
    response = editor.post(ADD, filled(agency=agency, precision="weekend", day=day))

    assert Incident.objects.exists() == (error is None)
    if error:
        assert errors_of(response) == [f"{error} Choose its Saturday or Sunday."]


@pytest.mark.parametrize(
    ("typed", "below"),
    [
        ({"day": "2018-06-18"}, "Monday, 18 June 2018"),
        ({"precision": "weekend"}, "weekend of 16–17 June 2018"),
        ({"precision": "month", "day": "2018-06-17"}, "June 2018"),
        (
            {"precision": "range", "day": "2018-06-17", "last_day": "2018-06-20"},
            "17–20 June 2018",
        ),
        (
            {"precision": "time", "day": "2018-06-18", "occurred_at": "21:30"},
            "Monday, 18 June 2018 at 9:30 p.m.",
        ),
    ],
)
def test_words_and_days_that_disagree_are_both_told(editor, agency, typed, below):
    response = editor.post(ADD, worded(agency=agency, when="Father's Day 2018", **typed))

    assert errors_of(response) == [
        f"“Father's Day 2018” means: Sunday, 17 June 2018. Below it says: {below}."
        " Correct one of them, or leave it empty."
    ]
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, ["This field is required.", "This field is required."]),
        ({"when": "that weekend"}, ["We do not know “that” in a date."]),
        ({"when": "17 June"}, ["Say the year too, as in “17 June 2018”"]),
        ({"when": "June 2018", "day": "soon"}, ["Enter a valid date."]),
        (
            {"when": "June 2018", "last_day": "2018-06-30"},
            ["A last day goes only with “from one day to another”. Remove it."],
        ),
    ],
)
def test_what_lacks_or_cannot_be_read_is_said_once(editor, agency, sent, errors):
    response = editor.post(ADD, worded(agency=agency, **sent))

    told = errors_of(response)
    assert len(told) == len(errors)
    assert all(text.startswith(start) for text, start in zip(told, errors, strict=True))
    assert not Incident.objects.exists()


def test_new_words_replace_days_that_were_left_as_they_stood(editor, agency):
    incident = make.make_incident(
        agency=agency, precision="weekend", day=date(2018, 6, 16), publication="draft"
    )
    url = reverse("admin:incidents_incident_change", args=[incident.pk])
    stood = {"precision": "weekend", "day": "2018-06-16"}

    response = editor.post(url, stored(incident, when="June 2018", **stood))

    assert response.status_code == 302
    incident.refresh_from_db()
    assert (incident.precision, incident.occurred_from) == ("month", date(2018, 6, 1))
    assert incident.date_as_printed == ""


def test_the_field_is_there_with_its_examples(editor):
    page = soup(editor.get(ADD))

    assert page.select_one("label[for=id_when]").get_text(strip=True) == "When, in words:"
    assert "weekend of 16 June 2018" in page.select_one("#id_when_helptext").get_text()


@pytest.mark.parametrize(
    ("stored", "entered"),
    [("Father's Day 2018", "17 June 2018"), ("17 June 2018", "Fèt Papa 2018")],
)
def test_two_people_with_other_words_for_a_day_find_each_other(agency, stored, entered):
    city = make.make_city()
    one, other = (
        signed_in(make.make_member(agency=agency, role=role))
        for role in (Role.EDITOR, Role.MANAGER)
    )
    one.post(ADD, worded(agency=agency, city=city, when=stored))
    incident = Incident.objects.get()

    warned = other.post(ADD, worded(agency=agency, city=city, when=entered))
    found = other.get(LIST, {"q": entered}).context["cl"].queryset

    assert Incident.objects.count() == 1
    assert reverse("admin:incidents_incident_change", args=[incident.pk]) in (
        warned.content.decode()
    )
    assert list(found) == [incident]
