"""What sources say of a fact: which word is followed, and that none is lost."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from incidents import facts
from incidents.models import Fact, FactClaim, Incident, IncidentSource, Victim
from incidents.models.saying import says_more
from tests import factories as make

pytestmark = pytest.mark.django_db

STORY, RELEASE = date(2018, 6, 18), date(2018, 6, 20)


@pytest.fixture
def clerk():
    return make.make_user()


@pytest.fixture
def story():
    return make.make_source(publisher="The Gazette", published_on=STORY)


@pytest.fixture
def release():
    return make.make_source(publisher="The Police", published_on=RELEASE)


@pytest.fixture
def incident():
    return make.make_incident(precision="weekend", day=date(2018, 6, 16))


@pytest.fixture
def person(incident, story) -> Victim:
    return make.make_victim(incident=incident, outcome="shot_not_stated", outcome_source=story)


@pytest.fixture
def claim(clerk):
    def said(about, fact, value, source, **more):
        made = facts.claim(about=about, fact=fact, value=value, source=source, by=clerk, **more)
        about.refresh_from_db()
        return made

    return said


def told(about) -> list[tuple[str, str, bool]]:
    """Value, publisher, chosen; as they were entered."""
    claims = FactClaim.objects.about(about).order_by("pk")
    return list(claims.values_list("value", "source__publisher", "chosen"))


# A newer source says more


def test_a_newer_source_upgrades_shot_to_killed_and_the_old_word_stays(
    person, story, release, claim
):
    claim(person, Fact.OUTCOME, "killed", release)

    assert (person.outcome, person.outcome_source) == ("killed", release)
    assert told(person) == [
        ("shot_not_stated", "The Gazette", False),
        ("killed", "The Police", True),
    ]


def test_the_day_of_which_a_source_speaks_weighs_more_than_the_day_it_appeared(
    person, story, claim
):
    late = make.make_source(publisher="The Yearbook", published_on=date(2019, 1, 1))

    claim(person, Fact.OUTCOME, "killed", late, as_of=date(2018, 6, 17))

    assert person.outcome == "shot_not_stated"
    assert told(person)[1] == ("killed", "The Yearbook", False)


@pytest.mark.parametrize("published", [date(2018, 6, 17), None])
def test_an_older_or_undated_source_changes_nothing_by_itself(person, claim, published):
    source = make.make_source(publisher="Somebody", published_on=published)

    claim(person, Fact.OUTCOME, "killed", source)

    assert person.outcome == "shot_not_stated"


def test_an_inferred_date_counts_as_the_sources(person, story, claim):
    copy = make.make_source(
        publisher="Copy", published_on=None, inferred_on=RELEASE, inferred_because="The weekday."
    )

    claim(person, Fact.OUTCOME, "killed", copy)

    assert person.outcome == "killed"


@pytest.mark.parametrize(
    ("fact", "new", "old", "more"),
    [
        ("outcome", "killed", "shot_not_stated", True),
        ("outcome", "injured", "shot_not_stated", True),
        ("outcome", "injured", "survived", True),
        ("outcome", "survived", "unknown", True),
        ("outcome", "survived", "shot_not_stated", False),
        ("outcome", "shot_not_stated", "killed", False),
        ("outcome", "killed", "injured", False),
        ("age", "24", "18_24", True),
        ("age", "24", "", True),
        ("age", "25", "18_24", False),
        ("age", "18_24", "24", False),
        ("age", "24", "25", False),
        ("date", "2018-06-17", "[2018-06-16..2018-06-17]", True),
        ("date", "2018-06-17T21:30", "2018-06-17", True),
        ("date", "[2018-06-16..2018-06-17]", "2018-06", True),
        ("date", "2018-06-18", "[2018-06-16..2018-06-17]", False),
        ("date", "2018-06", "2018-06-17", False),
        ("date", "2018-06-17T21:30", "2018-06-17T22:30", False),
        ("people", "4", "3", False),
        ("offense", "09A", "13A", False),
        ("place", "near NW 181st Street", "", True),
    ],
)
def test_what_says_more(fact, new, old, more):
    assert says_more(fact, new, old) is more


def test_a_finer_date_inside_a_coarser_one_is_shown_with_its_words(incident, story, release, claim):
    claim(incident, Fact.DATE, "[2018-06-16..2018-06-17]", story, as_printed="that same weekend")
    claim(incident, Fact.DATE, "2018-06-17T21:30", release, as_printed="Father's Day, 9:30 pm")

    assert (incident.occurred_from, incident.occurred_to) == (date(2018, 6, 17),) * 2
    assert (incident.precision, incident.occurred_at) == ("time", time(21, 30))
    assert incident.date_as_printed == "Father's Day, 9:30 pm"
    assert [chosen for _value, _who, chosen in told(incident)] == [False, True]


# Contradictions


def test_a_contradiction_stands_beside_what_is_shown(incident, story, release, claim):
    claim(incident, Fact.DATE, "2018-06-17", story)
    claim(incident, Fact.DATE, "2018-06-23", release)

    assert incident.occurred_from == date(2018, 6, 17)
    assert told(incident) == [
        ("2018-06-17", "The Gazette", True),
        ("2018-06-23", "The Police", False),
    ]


def test_a_contradiction_is_chosen_only_with_a_reason(incident, story, release, claim, clerk):
    claim(incident, Fact.OFFENSE, "13A", story)
    other = claim(incident, Fact.OFFENSE, "09A", release)

    with pytest.raises(ValidationError) as refused:
        facts.choose(claim=other, because="  ", by=clerk)
    facts.choose(claim=other, because="The police withdrew it.", by=clerk)

    incident.refresh_from_db()
    assert list(refused.value.message_dict) == ["because"]
    assert incident.offense == "09A"
    assert list(FactClaim.objects.filter(chosen=True).values_list("value", "because")) == [
        ("09A", "The police withdrew it.")
    ]


def test_choosing_at_entry_needs_the_reason_too_and_leaves_nothing_behind(
    person, release, claim, clerk
):
    make.make_victim(incident=person.incident)
    with pytest.raises(ValidationError):
        claim(person, Fact.OUTCOME, "survived", release, choose=True)

    assert told(person) == []
    claim(person, Fact.OUTCOME, "survived", release, choose=True, because="He was at the event.")
    assert person.outcome == "survived"


def test_what_no_source_gave_is_not_contradicted_silently(incident, story, claim):
    claim(incident, Fact.DATE, "2018-06-23", story)

    assert incident.occurred_from == date(2018, 6, 16)
    assert told(incident) == [("2018-06-23", "The Gazette", False)]


def test_the_same_in_other_words_gives_a_value_its_source(incident, story, claim):
    claim(incident, Fact.DATE, "2018-06-16/2018-06-17", story)

    assert told(incident) == [("2018-06-16/2018-06-17", "The Gazette", True)]
    assert incident.precision == "weekend"


# Which column


def test_each_fact_of_an_incident_goes_into_its_own_column(incident, story, claim):
    claim(incident, Fact.PLACE, "near NW 181st Street and 41st Court", story)
    claim(incident, Fact.OFFENSE, "13A", story)
    claim(incident, Fact.PEOPLE, "3", story)

    incident = Incident.objects.get()
    assert incident.location.public_text == "near NW 181st Street and 41st Court"
    assert incident.offense == "13A"
    assert facts.shown(incident, Fact.PEOPLE) == "3"
    assert incident.victims.count() == 0


def test_an_age_takes_the_place_of_a_group(person, story, release, claim):
    claim(person, Fact.AGE, "18_24", story)
    assert (person.age, person.age_group) == (None, "18_24")

    claim(person, Fact.AGE, "24", release)

    assert (person.age, person.age_group) == (24, "")
    assert person.outcome_source == story


def test_an_age_known_before_keeps_the_source_it_had(incident, story, release, claim):
    person = make.make_victim(
        incident=incident, outcome="shot_not_stated", age=24, outcome_source=story
    )

    claim(person, Fact.OUTCOME, "killed", release)

    assert ("24", "The Gazette", True) in told(person)


def test_a_source_that_says_something_is_among_the_incidents_sources(person, release, claim):
    claim(person, Fact.OUTCOME, "killed", release)
    claim(person, Fact.AGE, "24", release)

    assert list(IncidentSource.objects.values_list("source__publisher", "fact")) == [
        ("The Police", "")
    ]


def test_the_same_word_is_kept_once(incident, story, claim):
    first = claim(incident, Fact.PEOPLE, "3", story)
    second = claim(incident, Fact.PEOPLE, "3", story)

    assert first == second
    assert FactClaim.objects.count() == 1


def test_it_is_known_who_entered_it(incident, story, claim, clerk):
    assert claim(incident, Fact.PEOPLE, "3", story).entered_by == clerk


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("date", "soon"),
        ("date", "2018-13-01"),
        ("date", "2018-06-17?"),
        ("offense", "187"),
        ("people", "three"),
        ("people", "-3"),
        ("people", ""),
        ("outcome", "killed"),
    ],
)
def test_what_is_no_value_of_the_fact_is_refused(incident, story, claim, fact, value):
    with pytest.raises(ValidationError):
        claim(incident, fact, value, story)

    assert not FactClaim.objects.exists()


@pytest.mark.parametrize("value", ["121", "teen", "-1", "007"])
def test_what_is_no_age_is_refused(person, story, claim, value):
    with pytest.raises(ValidationError):
        claim(person, Fact.AGE, value, story)


# Names


@pytest.mark.parametrize(
    ("fact", "value"), [("outcome", "injured"), ("age", "17"), ("age", "under_18")]
)
def test_who_turns_out_to_be_a_survivor_or_a_minor_is_named_no_longer(
    incident, release, claim, fact, value
):
    person = make.make_victim(
        incident=incident,
        name="Ada Example",
        name_rule="full",
        name_basis="published",
        outcome="shot_not_stated",
    )

    claim(person, fact, value, release)

    assert (person.name, person.public_name) == ("Ada Example", "")
    assert (person.name_rule, person.name_basis) == ("withheld", "")


def test_where_the_family_agreed_the_name_stays(incident, release, claim):
    person = make.make_victim(
        incident=incident,
        name="Ada Example",
        name_rule="full",
        name_basis="family",
        outcome="shot_not_stated",
    )

    claim(person, Fact.OUTCOME, "injured", release)

    assert person.public_name == "Ada Example"


# Taken back


def test_taken_back_the_other_word_is_shown_again(person, story, release, claim, clerk):
    wrong = claim(person, Fact.OUTCOME, "killed", release)

    facts.withdraw(claim=wrong, by=clerk)

    person.refresh_from_db()
    assert (person.outcome, person.outcome_source) == ("shot_not_stated", story)
    assert told(person) == [("shot_not_stated", "The Gazette", True)]


def test_the_last_word_taken_back_leaves_the_fact_unknown(incident, story, claim, clerk):
    person = make.make_victim(incident=incident)
    outcome = claim(person, Fact.OUTCOME, "killed", story)
    age = claim(person, Fact.AGE, "24", story)

    facts.withdraw(claim=outcome, by=clerk)
    facts.withdraw(claim=age, by=clerk)

    person.refresh_from_db()
    assert (person.outcome, person.outcome_source, person.age) == ("unknown", None, None)


def test_a_day_stays_though_its_only_word_is_taken_back(incident, story, claim, clerk):
    said = claim(incident, Fact.DATE, "2018-06-17", story)

    facts.withdraw(claim=said, by=clerk)

    incident.refresh_from_db()
    assert incident.occurred_from == date(2018, 6, 17)
    assert not FactClaim.objects.exists()


def test_what_is_followed_is_not_taken_back_while_the_rest_disagree(
    incident, story, release, claim, clerk
):
    followed = claim(incident, Fact.PEOPLE, "3", story)
    claim(incident, Fact.PEOPLE, "4", release)
    claim(incident, Fact.PEOPLE, "5", make.make_source())

    with pytest.raises(ValidationError):
        facts.withdraw(claim=followed, by=clerk)

    assert FactClaim.objects.count() == 3


# Typed into the person's own row


def typed(person: Victim, clerk, **columns) -> None:
    for name, value in columns.items():
        setattr(person, name, value)
    facts.restate(victim=person, by=clerk)
    person.save()
    person.refresh_from_db()


def test_typed_with_a_new_source_the_old_word_stays(person, release, clerk):
    typed(person, clerk, outcome="killed", outcome_source=release)

    assert told(person) == [
        ("shot_not_stated", "The Gazette", False),
        ("killed", "The Police", True),
    ]
    assert person.outcome == "killed"


def test_typed_with_the_same_source_the_word_is_corrected(person, story, claim, clerk):
    claim(person, Fact.AGE, "42", story)

    typed(person, clerk, age=24)

    assert told(person)[-1] == ("24", "The Gazette", True)
    assert FactClaim.objects.filter(fact="age").count() == 1


def test_a_corrected_word_that_is_there_already_is_not_there_twice(person, story, claim, clerk):
    claim(person, Fact.AGE, "42", story)
    claim(person, Fact.AGE, "24", story)

    typed(person, clerk, age=24)

    assert list(FactClaim.objects.filter(fact="age").values_list("value", "chosen")) == [
        ("24", True)
    ]


def test_a_new_source_for_the_same_outcome_takes_over(person, story, release, claim, clerk):
    claim(person, Fact.OUTCOME, "shot_not_stated", story)

    typed(person, clerk, outcome_source=release)

    assert told(person) == [
        ("shot_not_stated", "The Gazette", False),
        ("shot_not_stated", "The Police", True),
    ]


def test_what_no_source_speaks_of_is_typed_freely(incident, clerk):
    person = make.make_victim(incident=incident, outcome="killed")

    typed(person, clerk, outcome="injured", age=24)

    assert told(person) == []


@pytest.mark.parametrize(
    ("columns", "meaning"),
    [
        ({}, "nothing"),
        ({"notes": "A note."}, "nothing"),
        ({"outcome": "killed"}, "corrects"),
        ({"outcome": "killed", "outcome_source": "release"}, "adds"),
        ({"outcome": "survived", "outcome_source": "release"}, "contradicts"),
        ({"outcome": "killed", "outcome_source": None}, "contradicts"),
        ({"outcome": "unknown"}, "contradicts"),
        ({"outcome_source": None}, "contradicts"),
    ],
)
def test_what_a_typed_value_means_for_a_sourced_fact(
    person, story, release, claim, columns, meaning
):
    claim(person, Fact.OUTCOME, "shot_not_stated", story)
    now = Victim.objects.get()
    for name, value in columns.items():
        setattr(now, name, release if value == "release" else value)

    assert facts.typed(person, now, Fact.OUTCOME).value == meaning


def test_each_version_says_who_chose(person, release, claim, clerk):
    claim(person, Fact.OUTCOME, "killed", release)

    versions = person.history.filter(outcome="killed")
    assert {version.pgh_context.metadata["user"] for version in versions} == {clerk.pk}
