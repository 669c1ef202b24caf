"""Whose name is shown: withheld, unless a rule with its reason shows it; the database decides."""

import pytest
from django.db import IntegrityError, connection, transaction

from incidents.models import NameBasis, NameRule, Outcome, PublicVictim, Victim
from tests.factories import make_incident, make_victim

pytestmark = pytest.mark.django_db

ADULT, MINOR = {"age": 24}, {"age": 10}
CONFLICT = "incidents_victim_minor_or_survivor_is_withheld"
NO_BASIS = "incidents_victim_shown_name_has_basis"

# What is known of the person, the outcome, the rule and its reason; what the public reads, or the
# constraint that refuses the row.
RULES = [
    (ADULT, "killed", "withheld", "", ""),
    (ADULT, "killed", "withheld", "published", ""),
    (ADULT, "killed", "full", "published", "Ada Example Jr."),
    (ADULT, "killed", "full", "family", "Ada Example Jr."),
    (ADULT, "killed", "full", "agency", "Ada Example Jr."),
    (ADULT, "killed", "initials", "agency", "A. E."),
    (ADULT, "killed", "full", "", NO_BASIS),
    (ADULT, "killed", "initials", "", NO_BASIS),
    ({"age": 18}, "killed", "full", "published", "Ada Example Jr."),
    ({}, "killed", "full", "published", "Ada Example Jr."),
    ({"age_group": "18_24"}, "killed", "full", "published", "Ada Example Jr."),
    (ADULT, "shot_not_stated", "full", "published", "Ada Example Jr."),
    (ADULT, "unknown", "full", "published", "Ada Example Jr."),
    (MINOR, "killed", "withheld", "", ""),
    (MINOR, "killed", "full", "published", CONFLICT),
    (MINOR, "killed", "full", "agency", CONFLICT),
    (MINOR, "killed", "initials", "published", CONFLICT),
    (MINOR, "killed", "full", "family", "Ada Example Jr."),
    (MINOR, "survived", "initials", "family", "A. E."),
    ({"age": 0}, "killed", "full", "published", CONFLICT),
    ({"age": 17}, "unknown", "full", "published", CONFLICT),
    ({"age_group": "under_18"}, "killed", "full", "published", CONFLICT),
    ({"age_group": "under_18"}, "killed", "full", "family", "Ada Example Jr."),
    ({"age": 24, "age_group": "under_18"}, "killed", "full", "published", CONFLICT),
    (ADULT, "survived", "full", "published", CONFLICT),
    (ADULT, "injured", "full", "agency", CONFLICT),
    (ADULT, "unharmed", "initials", "published", CONFLICT),
    (ADULT, "survived", "full", "family", "Ada Example Jr."),
    ({}, "injured", "full", "published", CONFLICT),
]


@pytest.mark.parametrize(("known", "outcome", "rule", "basis", "result"), RULES)
def test_a_name_is_shown_by_its_rule_or_the_row_is_refused(known, outcome, rule, basis, result):
    row = {
        **known,
        "name": "Ada Example Jr.",
        "outcome": outcome,
        "name_rule": rule,
        "name_basis": basis,
    }

    if result.startswith("incidents_"):
        with pytest.raises(IntegrityError, match=result), transaction.atomic():
            make_victim(incident=make_incident(), **row)
    else:
        victim = make_victim(incident=make_incident(), **row)
        assert victim.public_name == result
        assert [person.public_name for person in Victim.objects.public().as_published()] == [result]


def test_a_new_row_is_withheld():
    victim = make_victim(incident=make_incident(), name="Ada Example")

    assert (victim.name_rule, victim.public_name) == (NameRule.WITHHELD, "")


def test_no_withheld_name_is_published():
    incident = make_incident()
    make_victim(incident=incident, name="Withheld Zebra", age=10)
    make_victim(
        incident=incident,
        name="Initials Zebra",
        outcome=Outcome.KILLED,
        name_rule=NameRule.INITIALS,
        name_basis=NameBasis.AGENCY,
    )

    published = Victim.objects.public().as_published()

    assert "Zebra" not in str(published)
    assert sorted(person.public_name for person in published) == ["", "I. Z."]


def test_a_withheld_name_is_not_even_fetched(django_assert_num_queries):
    make_victim(incident=make_incident(), name="Withheld Zebra")

    with django_assert_num_queries(1) as queries:
        Victim.objects.public().as_published()

    columns = queries[0]["sql"].partition("FROM")[0]
    assert '"incidents_victim"."public_name"' in columns
    assert '"incidents_victim"."name",' not in columns
    assert '"incidents_victim"."notes"' not in columns


def test_what_is_published_of_a_person_is_a_short_list():
    assert "name" not in PublicVictim._fields
    assert set(PublicVictim._fields) <= {
        "pk",
        "incident_id",
        "public_name",
        "age",
        "age_group",
        "outcome",
        "is_named",
    }


def hidden_by_update(victim: Victim) -> None:
    Victim.objects.filter(pk=victim.pk).update(name_rule=NameRule.WITHHELD)


def hidden_by_sql(victim: Victim) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE incidents_victim SET name_rule = 'withheld' WHERE id = %s", [victim.pk]
        )


@pytest.mark.parametrize("hide", [hidden_by_update, hidden_by_sql])
def test_a_name_withdrawn_is_gone_at_once(hide):
    victim = make_victim(
        incident=make_incident(),
        name="Ada Example",
        outcome=Outcome.KILLED,
        name_rule=NameRule.FULL,
        name_basis=NameBasis.PUBLISHED,
    )
    assert victim.public_name == "Ada Example"

    hide(victim)

    victim.refresh_from_db()
    assert victim.public_name == ""
    assert "Ada" not in str(Victim.objects.as_published())


def test_a_name_shown_by_update_needs_its_reason():
    victim = make_victim(incident=make_incident(), name="Ada Example", outcome=Outcome.KILLED)

    with pytest.raises(IntegrityError, match=NO_BASIS), transaction.atomic():
        Victim.objects.update(name_rule=NameRule.FULL)

    victim.refresh_from_db()
    assert victim.public_name == ""


def test_a_person_who_turns_out_to_live_cannot_stay_named():
    make_victim(
        incident=make_incident(),
        name="Ada Example",
        outcome=Outcome.SHOT_NOT_STATED,
        name_rule=NameRule.FULL,
        name_basis=NameBasis.PUBLISHED,
    )

    with pytest.raises(IntegrityError, match=CONFLICT), transaction.atomic():
        Victim.objects.update(outcome=Outcome.SURVIVED)


def test_a_corrected_name_is_shown_corrected():
    victim = make_victim(
        incident=make_incident(),
        name="Ada Exmaple",
        outcome=Outcome.KILLED,
        name_rule=NameRule.INITIALS,
        name_basis=NameBasis.AGENCY,
    )

    Victim.objects.update(name="Bea Corrected")

    victim.refresh_from_db()
    assert victim.public_name == "B. C."


def test_a_person_without_a_name_counts():
    make_victim(incident=make_incident(), outcome=Outcome.SHOT_NOT_STATED)

    assert [person.public_name for person in Victim.objects.public().as_published()] == [""]
    assert Victim.objects.shot().count() == 1


@pytest.mark.parametrize(
    ("known", "words"), [({"age": 0}, "0"), ({"age_group": "25_44"}, "25 to 44"), ({}, "")]
)
def test_an_age_is_said_as_far_as_it_is_known(known, words):
    make_victim(incident=make_incident(), **known)

    (person,) = Victim.objects.public().as_published()

    assert person.age_in_words == words
