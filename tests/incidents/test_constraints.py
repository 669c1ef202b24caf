"""Each constraint of the tables about incidents, broken."""

from datetime import date, time
from typing import Any

import pytest

from incidents.models import (
    CaseState,
    CaseStatus,
    Incident,
    IncidentLink,
    IncidentSource,
    LinkKind,
    Location,
    PlacePrecision,
    TipLine,
    Victim,
)
from nightout import datespan
from tests.constraints import Twin, Wrong, check_refused, check_twin_refused, wrong_spans
from tests.factories import (
    make_agency,
    make_city,
    make_county,
    make_incident,
    make_neighborhood,
    make_source,
    make_tip_line,
    number,
)

pytestmark = pytest.mark.django_db

BLOCK = {"precision": PlacePrecision.BLOCK, "latitude": "25.942", "longitude": "-80.246"}
SHOWN = {"name": "Ada Example", "name_rule": "full", "name_basis": "published"}


def incident(**fields: Any) -> Incident:
    day = date(2018, 6, 17)
    values = {"occurred_from": day, "occurred_to": day, "precision": datespan.Precision.DAY}
    if fields.get("precision") == datespan.Precision.TIME:
        values["occurred_at"] = time(22)
    return Incident.objects.create(agency=make_agency(), **{**values, **fields})


def location(**fields: Any) -> Location:
    values = {"incident": incident(), "precision": PlacePrecision.CITY, "city": make_city()}
    return Location.objects.create(**{**values, **fields})


def citation(**fields: Any) -> IncidentSource:
    values = {"incident": incident(), "source": make_source(), "fact": "The day."}
    return IncidentSource.objects.create(**{**values, **fields})


def link(**fields: Any) -> IncidentLink:
    values = {"incident": incident(), "other": incident(), "kind": LinkKind.RELATED}
    return IncidentLink.objects.create(**{**values, "said_by": "The police", **fields})


def link_to_itself() -> IncidentLink:
    same = incident()
    return link(incident=same, other=same)


def case_status(**fields: Any) -> CaseStatus:
    values = {"incident": incident(), "state": CaseState.OPEN, "as_of": date(2018, 8, 7)}
    return CaseStatus.objects.create(**{**values, **fields})


def tip_line(**fields: Any) -> TipLine:
    return make_tip_line(**fields)


def victim(**fields: Any) -> Victim:
    return Victim.objects.create(
        **{"incident": make_incident(), "external_id": f"person-{next(number)}", **fields}
    )


WRONG: list[Wrong] = [
    *wrong_spans(
        "incidents_incident_span", incident, ("occurred_from", "occurred_to", "precision")
    ),
    ("incidents_incident_span_time_and_precision_agree", incident, {"occurred_at": time(22)}),
    (
        "incidents_incident_span_time_and_precision_agree",
        incident,
        {"precision": "time", "occurred_at": None},
    ),
    ("incidents_incident_offense_is_known", incident, {"offense": "187"}),
    ("incidents_incident_circumstance_is_known", incident, {"circumstance": "99"}),
    ("incidents_incident_language_is_known", incident, {"written_in": "xx"}),
    ("incidents_incident_publication_is_known", incident, {"publication": "leaked"}),
    ("incidents_location_precision_is_known", location, {"precision": "house"}),
    ("incidents_location_is_city_or_county", location, {"city": None}),
    ("incidents_location_is_city_or_county", location, {"county": make_county}),
    ("incidents_location_is_city_or_county", location, {"precision": "county"}),
    (
        "incidents_location_is_city_or_county",
        location,
        {"precision": "city", "city": None, "county": make_county},
    ),
    ("incidents_location_neighborhood_is_named", location, {"precision": "neighborhood"}),
    ("incidents_location_point_needs_block", location, {**BLOCK, "precision": "city"}),
    ("incidents_location_point_needs_block", location, {**BLOCK, "latitude": None}),
    ("incidents_location_point_needs_block", location, {**BLOCK, "longitude": None}),
    ("incidents_location_point_needs_block", location, {**BLOCK, "latitude": "90.002"}),
    ("incidents_link_joins_two", link_to_itself, {}),
    ("incidents_link_kind_is_known", link, {"kind": "rumoured"}),
    ("incidents_link_says_who_said_so", link, {"said_by": ""}),
    ("incidents_casestatus_is_known", case_status, {"state": "cold"}),
    ("incidents_tipline_number_can_be_dialled", tip_line, {"number_dialled": "305-471-TIPS"}),
    ("incidents_tipline_number_can_be_dialled", tip_line, {"number_dialled": "911"}),
    (
        "incidents_tipline_days_are_in_order",
        tip_line,
        {"valid_from": date(2018, 8, 7), "valid_to": date(2018, 8, 6)},
    ),
    ("incidents_tipline_amount_needs_reward", tip_line, {"reward": None, "reward_amount": 1000}),
    ("incidents_tipline_amount_needs_reward", tip_line, {"reward": False, "reward_amount": 1000}),
    ("incidents_tipline_reward_amount_check", tip_line, {"reward_amount": -1, "source": make_source}),
    ("incidents_tipline_area_is_one", tip_line, {"city": make_city, "county": make_county}),
    ("incidents_victim_name_rule_is_known", victim, {**SHOWN, "name_rule": "nickname"}),
    ("incidents_victim_shown_name_has_basis", victim, {**SHOWN, "name_basis": ""}),
    ("incidents_victim_shown_name_has_basis", victim, {**SHOWN, "name_basis": "gossip"}),
    ("incidents_victim_minor_or_survivor_is_withheld", victim, {**SHOWN, "age": 17}),
    ("incidents_victim_age_is_plausible", victim, {"age": 121}),
    ("incidents_victim_age_check", victim, {"age": -1}),
    ("incidents_victim_age_group_is_known", victim, {"age_group": "teen"}),
    ("incidents_victim_outcome_is_known", victim, {"outcome": "wounded"}),
]

TWINS: list[Twin] = [
    ("incidents_location_incident_id_key", location, ["incident"]),
    ("incidents_incidentsource_is_said_once", citation, ["incident", "source", "fact"]),
    ("incidents_link_is_said_once", link, ["incident", "other", "kind"]),
    ("incidents_casestatus_is_said_once", case_status, ["incident", "as_of", "state"]),
    ("incidents_victim_external_id_key", victim, ["external_id"]),
]


@pytest.mark.parametrize(("constraint", "make", "wrong"), WRONG)
def test_a_wrong_row_is_refused(constraint, make, wrong):
    check_refused(constraint, make, wrong)


@pytest.mark.parametrize("make", dict.fromkeys(make for _, make, wrong in WRONG if wrong))
def test_a_row_without_the_mistake_is_kept(make):
    assert make().pk


@pytest.mark.parametrize(("constraint", "make", "same"), TWINS)
def test_a_second_row_of_the_same_is_refused(constraint, make, same):
    check_twin_refused(constraint, make, same)


def test_a_place_may_be_a_county_a_neighborhood_or_a_block():
    county = location(precision="county", city=None, county=make_county())
    area = make_neighborhood()
    neighborhood = location(precision="neighborhood", city=area.city, neighborhood=area)
    block = location(**BLOCK)

    assert county.area == "Miami-Dade County, FL"
    assert neighborhood.area == "Liberty City, Miami"
    assert block.area == "Miami Gardens"


def test_a_point_is_kept_no_finer_than_some_hundred_metres():
    place = location(**{**BLOCK, "latitude": "25.9"})
    Location.objects.filter(pk=place.pk).update(latitude="25.94214159")

    place.refresh_from_db()

    assert str(place.latitude) == "25.942"


def test_several_people_without_a_reference_are_kept():
    first = victim(external_id=None)

    second = victim(incident=first.incident, external_id=None)

    assert first.incident.victims.count() == 2
    assert second.name == ""


def test_a_minute_is_kept_where_it_is_known():
    shooting = incident(precision="time", occurred_at=time(22, 15))

    assert shooting.occurred_at == time(22, 15)
