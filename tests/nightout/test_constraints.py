"""Each constraint of the ground floor, broken; and that none of any app is forgotten."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from nightout.accounts.models import Attempt, User
from nightout.agencies.models import Agency, AgencyKind, Membership, Official, OfficialSource, Role
from nightout.answers.models import Answer, AnswerKind
from nightout.audit.models import Entry, Verb
from nightout.pages.models import Stamp
from nightout.places.models import City, County, Neighborhood, ZipCode
from nightout.sources.models import ReportedCount
from tests.constraints import Twin, Wrong, check_refused, check_twin_refused, wrong_spans
from tests.events import test_constraints as of_events
from tests.factories import (
    make_agency,
    make_event,
    make_incident,
    make_reported_count,
    make_source,
    make_user,
    number,
)
from tests.incidents import test_constraints as of_incidents

pytestmark = pytest.mark.django_db

ON_EARTH = {"latitude": 25.9, "longitude": -80.2}
NATIONAL_NIGHT_OUT = date(2018, 8, 7)
INFERRED = {"published_on": None, "inferred_on": NATIONAL_NIGHT_OUT, "inferred_because": "Why."}


def entry(**fields: Any) -> Entry:
    values = {"who": "ana@example.org", "verb": Verb.EXPORT, "target": "list", "count": 3}
    return Entry.objects.create(**{**values, **fields})


def attempt(**fields: Any) -> Attempt:
    values = {"key": f"try-{next(number)}", "since": timezone.now(), "number": 1}
    return Attempt.objects.create(**{**values, **fields})


def answer(**fields: Any) -> Answer:
    values = {"kind": AnswerKind.VIGIL, "agreed_on": NATIONAL_NIGHT_OUT, "agreed_by": "the mother"}
    for name, make in (("event", make_event), ("incident", make_incident)):
        values[name] = fields.get(name) or make()
    return Answer.objects.create(**{**values, **fields})


def user_with_the_same_mailbox() -> User:
    make_user(email="Ana@example.org")
    return make_user(email="ana@example.org")


def county(**fields: Any) -> County:
    n = next(number)
    values = {"fips": f"{n:05}", "slug": f"county-{n}", "state": "FL", "name": "Dade", **ON_EARTH}
    return County.objects.create(**{**values, **fields})


def city(**fields: Any) -> City:
    n = next(number)
    values = {"name": "Miami", "state": "FL", "slug": f"miami-{n}", "geonameid": n, **ON_EARTH}
    return City.objects.create(county=county(), **{**values, **fields})


def neighborhood(**fields: Any) -> Neighborhood:
    values = {"city": city(), "name": "Overtown", "slug": "overtown"}
    return Neighborhood.objects.create(**{**values, **fields})


def zip_code(**fields: Any) -> ZipCode:
    values = {"code": f"{next(number):05}", "post_office": "Miami", "state": "FL", **ON_EARTH}
    return ZipCode.objects.create(**{**values, **fields})


def source(**fields: Any) -> Any:
    return make_source(**{"external_id": f"story-{next(number)}", **fields})


def agency(**fields: Any) -> Agency:
    n = next(number)
    values = {"name": "Fire Rescue", "slug": f"fire-{n}", "kind": AgencyKind.FIRE}
    return Agency.objects.create(**{**values, "ori": f"FL{n:07}", **fields})


def official(**fields: Any) -> Official:
    values = {"name": "Juan Perez", "title": "Director", "as_of": NATIONAL_NIGHT_OUT}
    return Official.objects.create(**{**values, "agency": make_agency(), **fields})


def cited_official(**fields: Any) -> OfficialSource:
    values = {"official": official(), "source": make_source()}
    return OfficialSource.objects.create(**{**values, **fields})


def membership(**fields: Any) -> Membership:
    values = {"user": make_user(), "agency": make_agency(), "role": Role.EDITOR}
    return Membership.objects.create(**{**values, **fields})


def part_of_itself() -> ReportedCount:
    return make_reported_count(pk=1_000_000, part_of_id=1_000_000)


def stamp(**fields: Any) -> Stamp:
    return Stamp.objects.create(**{"slot": 900 + next(number), "version": 1, **fields})


WRONG: list[Wrong] = [
    ("answers_answer_kind_is_known", answer, {"kind": "party"}),
    ("answers_answer_says_who_agreed", answer, {"agreed_by": ""}),
    ("pages_stamp_version_is_counted", stamp, {"version": 0}),
    ("pages_stamp_slot_check", stamp, {"slot": -1}),
    ("audit_entry_who_is_said", entry, {"who": ""}),
    ("audit_entry_verb_is_known", entry, {"verb": "peeked"}),
    ("audit_entry_count_check", entry, {"count": -1}),
    ("accounts_attempt_number_check", attempt, {"number": -1}),
    ("accounts_user_coordinator_is_staff", make_user, {"is_superuser": True}),
    ("accounts_user_email_is_unique", user_with_the_same_mailbox, {}),
    ("places_county_fips_is_five_digits", county, {"fips": "1208"}),
    ("places_county_fips_is_five_digits", county, {"fips": "12O86"}),
    ("places_city_kind_is_known", city, {"kind": "hamlet"}),
    ("places_city_time_zone_is_known", city, {"time_zone": "America/Atlantis"}),
    ("places_city_is_on_earth", city, {"latitude": 90.1}),
    ("places_city_is_on_earth", city, {"longitude": -180.1}),
    ("places_city_geonameid_check", city, {"geonameid": -1}),
    ("places_city_population_check", city, {"population": -1}),
    ("places_zipcode_is_five_digits", zip_code, {"code": "3305"}),
    ("places_zipcode_is_five_digits", zip_code, {"code": "3305\n"}),
    ("sources_source_publisher_is_said", source, {"publisher": ""}),
    ("sources_source_url_is_of_the_web", source, {"url": "javascript:alert(1)"}),
    (
        "sources_source_date_is_stated_or_inferred",
        source,
        {**INFERRED, "published_on": NATIONAL_NIGHT_OUT},
    ),
    ("sources_source_inferred_date_has_reason", source, {**INFERRED, "inferred_because": ""}),
    ("sources_source_inferred_date_has_reason", source, {**INFERRED, "inferred_on": None}),
    *wrong_spans(
        "sources_count_period",
        make_reported_count,
        ("period_from", "period_to", "period_precision"),
    ),
    ("sources_count_has_figure_or_word", make_reported_count, {"value": None}),
    ("sources_count_has_figure_or_word", make_reported_count, {"qualifier": "hundreds"}),
    ("sources_count_measure_is_known", make_reported_count, {"measure": "arrests"}),
    ("sources_count_qualifier_is_known", make_reported_count, {"qualifier": "roughly"}),
    ("sources_reportedcount_value_check", make_reported_count, {"value": -1}),
    ("sources_count_is_no_part_of_itself", part_of_itself, {}),
    ("sources_count_area_is_said", make_reported_count, {"city": None}),
    ("agencies_agency_name_is_said", agency, {"name": ""}),
    ("agencies_agency_has_an_address", agency, {"slug": ""}),
    ("agencies_official_has_name_and_title", official, {"name": ""}),
    ("agencies_official_has_name_and_title", official, {"title": ""}),
    ("agencies_agency_kind_is_known", agency, {"kind": "militia"}),
    ("agencies_agency_keeps_guests_for_a_while", agency, {"keep_guests_days": 0}),
    ("agencies_agency_keeps_guests_for_a_while", agency, {"keep_guests_days": 731}),
    ("agencies_agency_keep_guests_days_check", agency, {"keep_guests_days": -1}),
    ("agencies_agency_rule_of_names_is_known", agency, {"victims_names": "nickname"}),
    ("agencies_agency_ori_is_nine_characters", agency, {"ori": "FL013000"}),
    ("agencies_agency_ori_is_nine_characters", agency, {"ori": "fl0130000"}),
    ("agencies_membership_role_is_known", membership, {"role": "chief"}),
]

TWINS: list[Twin] = [
    ("answers_answer_joins_them_once", answer, ["event", "incident"]),
    ("accounts_user_email_key", make_user, ["email"]),
    ("places_county_fips_key", county, ["fips"]),
    ("places_county_slug_key", county, ["slug"]),
    ("places_city_geonameid_key", city, ["geonameid"]),
    ("places_city_slug_key", city, ["slug"]),
    ("places_neighborhood_slug_is_unique_in_city", neighborhood, ["city", "slug"]),
    ("places_zipcode_code_key", zip_code, ["code"]),
    ("sources_source_external_id_key", source, ["external_id"]),
    ("agencies_agency_slug_key", agency, ["slug"]),
    ("agencies_agency_ori_key", agency, ["ori"]),
    ("agencies_official_is_said_once", official, ["agency"]),
    ("agencies_membership_is_one_role", membership, ["user", "agency"]),
    (
        "agencies_official_sources_official_id_source_id_b6417559_uniq",
        cited_official,
        ["official", "source"],
    ),
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


def test_each_constraint_of_our_tables_is_broken_by_a_test():
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith(("nightout.", "events.", "incidents."))
        and not hasattr(model, "pgh_tracked_model")  # history: only triggers write there
    }
    with connection.cursor() as cursor:
        kept = {
            name
            for table in tables
            for name, rule in connection.introspection.get_constraints(cursor, table).items()
            if (rule["check"] or rule["unique"]) and not rule["primary_key"]
        }

    broken = {
        constraint
        for module in (of_events, of_incidents)
        for constraint, *_ in [*module.WRONG, *module.TWINS]
    } | {constraint for constraint, *_ in [*WRONG, *TWINS]}

    assert broken == kept


def test_each_constraint_of_our_models_is_in_the_database():
    declared = {
        constraint.name
        for model in apps.get_models()
        if model.__module__.startswith(("nightout.", "events.", "incidents."))
        for constraint in model._meta.constraints
    }

    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class")
        found = {name for (name,) in cursor.fetchall()}

    assert declared <= found


def test_two_neighborhoods_of_two_cities_may_share_a_name():
    assert neighborhood(slug="downtown").pk
    assert neighborhood(slug="downtown").pk


def test_agencies_without_ori_and_sources_without_reference_are_many():
    assert [agency(ori=None).ori, agency(ori=None).ori] == [None, None]
    assert [source(external_id=None).external_id, source(external_id=None).external_id] == [
        None,
        None,
    ]
