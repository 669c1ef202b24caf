from datetime import date

import pytest

from incidents.models import Incident, Outcome, TipLine, Victim
from nightout.agencies.models import Membership, Role
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_county,
    make_incident,
    make_member,
    make_neighborhood,
    make_tip_line,
    make_user,
    make_victim,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_public_holds_only_what_was_made_public(publication):
    public = make_incident()
    victim = make_victim(incident=public)
    make_victim(incident=make_incident(publication=publication))

    assert list(Incident.objects.public()) == [public]
    assert list(Victim.objects.public()) == [victim]


# A weekend, Saturday 16 and Sunday 17 June 2018.
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, True),
        (date(2018, 6, 16), None, True),
        (date(2018, 6, 17), None, True),
        (date(2018, 6, 18), None, False),
        (None, date(2018, 6, 15), False),
        (None, date(2018, 6, 16), True),
        (date(2018, 6, 17), date(2018, 6, 17), True),
        (date(2018, 6, 1), date(2018, 6, 30), True),
        (date(2018, 6, 1), date(2018, 6, 16), True),
        (date(2018, 6, 18), date(2018, 6, 30), False),
        (date(2018, 6, 18), date(2018, 6, 15), False),
    ],
)
def test_overlapping_holds_what_may_have_happened_then(first, last, found):
    weekend = make_incident(precision="weekend", day=date(2018, 6, 16))

    assert list(Incident.objects.overlapping(first, last)) == ([weekend] if found else [])


@pytest.mark.parametrize(
    ("precision", "day"), [("month", date(2018, 6, 30)), ("year", date(2018, 1, 1))]
)
def test_overlapping_holds_a_month_or_a_year_that_touches_the_days(precision, day):
    incident = make_incident(precision=precision, day=day)

    found = Incident.objects.overlapping(date(2018, 6, 10), date(2018, 6, 11))

    assert list(found) == [incident]


def test_latest_first_puts_the_newest_row_of_a_day_first():
    older, newer = make_incident(), make_incident()
    before = make_incident(day=date(2018, 6, 16))

    assert list(Incident.objects.latest_first()) == [newer, older, before]


def test_an_incident_is_found_by_city_and_neighborhood():
    area = make_neighborhood()
    there = make_incident(
        location={"precision": "neighborhood", "city": area.city, "neighborhood": area}
    )
    make_incident(city=make_city(name="Miami Gardens"))

    assert list(Incident.objects.in_city(area.city)) == [there]
    assert list(Incident.objects.in_neighborhood(area)) == [there]


# Who they are to the agency of the incident: may they edit it, and read its withheld names?
ROLES = [
    ("resident", False, False),
    ("organizer", False, False),
    ("editor", True, False),
    ("editor of another agency", False, False),
    ("editor, role taken away", False, False),
    ("editor, now inactive", False, False),
    ("manager", True, True),
    ("manager of another agency", False, False),
    ("manager of another agency, editor of this", True, False),
    ("manager, role taken away", False, False),
    ("manager, now inactive", False, False),
    ("coordinator", True, True),
    ("coordinator, now inactive", False, False),
]


@pytest.mark.parametrize(("who", "edits", "reads_names"), ROLES)
def test_who_may_edit_an_incident_and_read_its_names(who, edits, reads_names):
    ours, other = make_agency(), make_agency()
    incident = make_incident(agency=ours, publication="draft")
    victim = make_victim(incident=incident)
    theirs = make_incident(agency=other)
    if who.startswith("coordinator"):
        user = make_coordinator(is_active="inactive" not in who)
    elif who == "resident":
        user = make_user()
    else:
        agency = other if "another" in who else ours
        role = Role(who.split()[0].strip(","))
        user = make_member(agency=agency, role=role, is_active="inactive" not in who)
    if "taken away" in who:
        Membership.objects.filter(user=user).delete()
    if who.endswith("editor of this"):
        Membership.objects.create(user=user, agency=ours, role=Role.EDITOR)

    managed, named = Incident.objects.managed_by(user), Incident.objects.names_seen_by(user)

    assert (incident in managed, incident in named) == (edits, reads_names)
    assert (victim in Victim.objects.managed_by(user)) is edits
    assert (theirs in managed) is ("another" in who or who == "coordinator")
    assert (theirs in named) is (who.startswith("manager of another") or who == "coordinator")


def test_shot_and_killed_count_only_what_is_stated():
    incident = make_incident()
    for outcome in Outcome:
        make_victim(incident=incident, outcome=outcome)

    assert sorted(Victim.objects.shot().values_list("outcome", flat=True)) == [
        "injured",
        "killed",
        "shot_not_stated",
    ]
    assert Victim.objects.killed().count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_rows_take_one_query(count, django_assert_num_queries):
    for _ in range(count):
        make_incident()

    with django_assert_num_queries(1):
        for incident in Incident.objects.for_rows():
            assert incident.agency.name
            assert str(incident.location) == "Miami Gardens"


def test_an_incident_says_when_and_never_who():
    incident = make_incident(precision="weekend", day=date(2018, 6, 16))
    victim = make_victim(incident=incident, name="Ada Example")

    assert incident.when() == "weekend of 16–17 June 2018"
    assert "Ada" not in f"{incident} {victim!r} {victim}"


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "valid"),
    [
        (None, None, True),
        (date(2018, 8, 7), None, True),
        (None, date(2018, 8, 7), True),
        (date(2018, 8, 8), None, False),
        (None, date(2018, 8, 6), False),
    ],
)
def test_a_tip_line_is_valid_on_its_days(valid_from, valid_to, valid):
    line = make_tip_line(valid_from=valid_from, valid_to=valid_to)

    assert list(TipLine.objects.valid_on(date(2018, 8, 7))) == ([line] if valid else [])


def test_a_city_has_its_own_tip_line_and_its_countys():
    city = make_city(name="Miami Gardens")
    broward = make_county(name="Broward County")
    own, of_county = make_tip_line(city=city), make_tip_line(county=city.county)
    make_tip_line(city=make_city(name="Miami"))
    make_tip_line(county=broward)

    assert set(TipLine.objects.for_city(city)) == {own, of_county}
