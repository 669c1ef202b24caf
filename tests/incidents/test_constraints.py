"""Each constraint of the tables about incidents, broken."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from incidents.models import (
    CaseState,
    CaseStatus,
    Correction,
    ExactPlace,
    Fact,
    FactClaim,
    FamilyRequest,
    Incident,
    IncidentLink,
    IncidentSource,
    LinkKind,
    Location,
    Merge,
    MergedPerson,
    PlacePrecision,
    Reward,
    TipLine,
    Victim,
    Wish,
)
from nightout import datespan
from tests.constraints import Twin, Wrong, check_refused, check_twin_refused, wrong_spans
from tests.factories import (
    make_agency,
    make_city,
    make_correction,
    make_county,
    make_incident,
    make_neighborhood,
    make_reward,
    make_source,
    make_support_service,
    make_tip_line,
    number,
)
from tests.incidents.imported import make_piece, make_record, make_remark, make_run

pytestmark = pytest.mark.django_db

BLOCK = {"precision": PlacePrecision.BLOCK, "latitude": "25.942", "longitude": "-80.246"}
SHOWN = {"name": "Ada Example", "name_rule": "full", "name_basis": "published"}
LATER = datetime(2018, 9, 1, tzinfo=UTC)
REVIEWED = {**SHOWN, "reviewed_on": LATER.date()}
EXACTLY = {"latitude": "25.942111", "longitude": "-80.245678"}


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


def its_own_twin() -> None:
    same = incident()
    Incident.objects.filter(pk=same.pk).update(merged_into=same)


def merge(**fields: Any) -> Merge:
    values = {"kept": incident(), "gone": incident(), "because": "The chief says so."}
    return Merge.objects.create(**{**values, **fields})


def merge_with_itself() -> Merge:
    same = incident()
    return merge(kept=same, gone=same)


def merged_person(**fields: Any) -> MergedPerson:
    values = {"merge": merge(), "victim": victim(), "same_as": victim()}
    return MergedPerson.objects.create(**{**values, **fields})


def the_same_as_oneself() -> MergedPerson:
    same = victim()
    return merged_person(victim=same, same_as=same)


def case_status(**fields: Any) -> CaseStatus:
    values = {"incident": incident(), "state": CaseState.OPEN, "as_of": date(2018, 8, 7)}
    return CaseStatus.objects.create(**{**values, **fields})


def tip_line(**fields: Any) -> TipLine:
    return make_tip_line(**fields)


def claim(**fields: Any) -> FactClaim:
    values = {"fact": Fact.PEOPLE, "value": "3", "source": make_source()}
    if "victim" not in fields:
        values["incident"] = incident()
    return FactClaim.objects.create(**{**values, **fields})


def claim_of_age(**fields: Any) -> FactClaim:
    return claim(**{"victim": victim(), "fact": Fact.AGE, "value": "24", **fields})


def chosen_claim(**fields: Any) -> FactClaim:
    return claim(**{"chosen": True, **fields})


def chosen_age(**fields: Any) -> FactClaim:
    return claim_of_age(**{"chosen": True, **fields})


def correction(**fields: Any) -> Correction:
    return make_correction(incident=fields.pop("incident", None) or incident(), **fields)


def reward(**fields: Any) -> Reward:
    return make_reward(incident=fields.pop("incident", None) or incident(), **fields)


def exact_place(**fields: Any) -> ExactPlace:
    return ExactPlace.objects.create(
        **{"incident": incident(), "address": "17560 Example Ave", **fields}
    )


def request_of_a_family(**fields: Any) -> FamilyRequest:
    values = {"agency": make_agency(), "wish": Wish.HOLD, "received_on": date(2018, 8, 7)}
    return FamilyRequest.objects.create(**{"victim": victim(), **values, **fields})


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
    ("incidents_location_point_lies_on_grid", location, {**BLOCK, "latitude": "25.941"}),
    ("incidents_location_point_lies_on_grid", location, {**BLOCK, "longitude": "-80.245"}),
    ("incidents_exactplace_point_is_whole", exact_place, {"latitude": "25.942111"}),
    ("incidents_exactplace_point_is_whole", exact_place, {"longitude": "-80.245678"}),
    ("incidents_exactplace_point_is_whole", exact_place, {**EXACTLY, "latitude": "90.000001"}),
    ("incidents_exactplace_point_is_whole", exact_place, {**EXACTLY, "longitude": "-180.000001"}),
    ("incidents_exactplace_says_something", exact_place, {"address": ""}),
    ("incidents_familyrequest_wish_is_known", request_of_a_family, {"wish": "forget"}),
    ("incidents_familyrequest_holds_no_name", request_of_a_family, {"name_mark": "Ada Example"}),
    ("incidents_familyrequest_lifting_says_why", request_of_a_family, {"lifted_at": LATER}),
    ("incidents_familyrequest_lifting_says_why", request_of_a_family, {"lifted_because": "So."}),
    ("incidents_link_joins_two", link_to_itself, {}),
    ("incidents_link_kind_is_known", link, {"kind": "rumoured"}),
    ("incidents_link_says_who_said_so", link, {"said_by": ""}),
    ("incidents_incident_is_not_its_own_twin", its_own_twin, {}),
    ("incidents_merge_joins_two", merge_with_itself, {}),
    ("incidents_merge_says_why", merge, {"because": ""}),
    ("incidents_mergedperson_is_two_rows", the_same_as_oneself, {}),
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
    (
        "incidents_tipline_reward_amount_check",
        tip_line,
        {"reward_amount": -1, "source": make_source},
    ),
    ("incidents_tipline_area_is_one", tip_line, {"city": make_city, "county": make_county}),
    ("incidents_tipline_amount_needs_source", tip_line, {"reward_amount": 1000}),
    (
        "incidents_supportservice_number_can_be_dialled",
        make_support_service,
        {"number_dialled": "305-HELP"},
    ),
    (
        "incidents_supportservice_days_are_in_order",
        make_support_service,
        {"valid_from": date(2018, 8, 7), "valid_to": date(2018, 8, 6)},
    ),
    (
        "incidents_supportservice_area_is_one",
        make_support_service,
        {"city": make_city, "county": make_county},
    ),
    ("incidents_supportservice_language_is_known", make_support_service, {"written_in": "xx"}),
    ("incidents_supportservice_says_what", make_support_service, {"what": ""}),
    ("incidents_reward_is_something", reward, {"amount": 0}),
    ("incidents_reward_amount_check", reward, {"amount": -1}),
    ("incidents_correction_language_is_known", correction, {"written_in": "xx"}),
    ("incidents_correction_says_what", correction, {"text": ""}),
    ("incidents_factclaim_is_about_one", claim, {"incident": None}),
    ("incidents_factclaim_is_about_one", claim, {"fact": "age", "value": "24"}),
    ("incidents_factclaim_is_about_one", claim_of_age, {"incident": make_incident}),
    ("incidents_factclaim_is_about_one", claim_of_age, {"fact": "people", "value": "3"}),
    ("incidents_factclaim_fact_is_known", claim, {"fact": "motive"}),
    ("incidents_factclaim_value_fits_fact", claim, {"value": ""}),
    ("incidents_factclaim_value_fits_fact", claim, {"value": "several"}),
    ("incidents_factclaim_value_fits_fact", claim, {"fact": "offense", "value": "187"}),
    ("incidents_factclaim_value_fits_fact", claim, {"fact": "date", "value": "Sunday"}),
    ("incidents_factclaim_value_fits_fact", claim_of_age, {"value": "121"}),
    ("incidents_factclaim_value_fits_fact", claim_of_age, {"value": "teen"}),
    ("incidents_factclaim_value_fits_fact", claim_of_age, {"fact": "outcome"}),
    ("incidents_importrun_state_is_known", make_run, {"state": "lost", "source": make_source}),
    ("incidents_importrun_file_has_a_sum", make_run, {"sha256": "file.csv"}),
    ("incidents_importrun_applied_has_source", make_run, {"state": "applied"}),
    ("incidents_importpiece_number_check", make_piece, {"number": -1}),
    ("incidents_importremark_kind_is_known", make_remark, {"kind": "odd"}),
    ("incidents_importremark_line_check", make_remark, {"line": -1}),
    ("incidents_importedrecord_has_reference", make_record, {"external_id": ""}),
    ("incidents_victim_name_rule_is_known", victim, {**SHOWN, "name_rule": "nickname"}),
    ("incidents_victim_shown_name_has_basis", victim, {**SHOWN, "name_basis": ""}),
    ("incidents_victim_shown_name_has_basis", victim, {**SHOWN, "name_basis": "gossip"}),
    ("incidents_victim_minor_or_survivor_is_withheld", victim, {**SHOWN, "age": 17}),
    ("incidents_victim_shown_name_was_reviewed", victim, SHOWN),
    ("incidents_victim_family_request_is_honoured", victim, {**REVIEWED, "hold": "held"}),
    ("incidents_victim_family_request_is_honoured", victim, {"name": "Ada", "hold": "removed"}),
    ("incidents_victim_family_request_is_honoured", victim, {"hold": "forgotten"}),
    ("incidents_victim_age_is_plausible", victim, {"age": 121}),
    ("incidents_victim_age_check", victim, {"age": -1}),
    ("incidents_victim_age_group_is_known", victim, {"age_group": "teen"}),
    ("incidents_victim_outcome_is_known", victim, {"outcome": "wounded"}),
]

TWINS: list[Twin] = [
    ("incidents_location_incident_id_key", location, ["incident"]),
    ("incidents_incidentsource_is_said_once", citation, ["incident", "source", "fact"]),
    ("incidents_link_is_said_once", link, ["incident", "other", "kind"]),
    ("incidents_merge_goes_into_one", merge, ["gone"]),
    ("incidents_mergedperson_is_decided_once", merged_person, ["merge", "victim"]),
    ("incidents_casestatus_is_said_once", case_status, ["incident", "as_of", "state"]),
    (
        "incidents_factclaim_is_said_once",
        claim,
        ["incident", "fact", "value", "source", "as_of"],
    ),
    ("incidents_factclaim_one_is_chosen", chosen_claim, ["incident", "fact"]),
    ("incidents_factclaim_one_is_chosen", chosen_age, ["victim", "fact"]),
    ("incidents_reward_is_said_once", reward, ["incident", "as_of", "source"]),
    ("incidents_importpiece_has_its_place", make_piece, ["run", "number"]),
    ("incidents_importedrecord_is_known_once", make_record, ["source", "external_id"]),
    ("incidents_victim_external_id_key", victim, ["external_id"]),
    ("incidents_exactplace_incident_id_key", exact_place, ["incident"]),
    ("incidents_familyrequest_is_open_once", request_of_a_family, ["victim"]),
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
