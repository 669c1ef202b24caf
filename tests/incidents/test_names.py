"""The verbs of names: who reviewed a rule, what a family asked for, and that it holds everywhere."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from incidents.marks import mark, plain
from incidents.models import FamilyRequest, Incident, Merge, MergedPerson, Victim, Wish
from incidents.names import (
    Named,
    held_names,
    honour,
    honour_for_twins,
    lift,
    mentions,
    review,
    rule_at_entry,
)
from nightout.audit.models import Entry
from tests import factories as make

pytestmark = pytest.mark.django_db

VictimVersion = apps.get_model("incidents", "VictimHistory")
FATHERS_DAY = date(2018, 6, 17)  # when factories let incidents happen
SHOWN = {"outcome": "killed", "name_rule": "full", "name_basis": "published"}


def shown(name: str = "Darin Williams", **fields) -> Victim:
    incident = fields.pop("incident", None) or make.make_incident()
    return make.make_victim(incident=incident, name=name, **{**SHOWN, **fields})


def ask(victim: Victim, wish: str = "remove", *, by=None, **fields) -> FamilyRequest:
    values = {"asked_by": "the mother", "received_on": date(2018, 9, 1), "note": "", **fields}
    return honour(victim=victim, wish=wish, by=by or make.make_coordinator(), **values)


def held(*names: str, agency=None, days=(FATHERS_DAY, FATHERS_DAY)) -> dict[str, Wish]:
    return held_names((Named(name, *days) for name in names), agency=agency)


def merged(one: Victim, other: Victim) -> Merge:
    merge = Merge.objects.create(kept=one.incident, gone=other.incident, because="the same")
    MergedPerson.objects.create(merge=merge, victim=other, same_as=one)
    return merge


# By which a name is known again


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Darin Williams", "DARIN  WILLIAMS"),
        ("Darin Williams", "Darin Williams Jr."),
        ("Darin Williams III", "Darin L. Williams, Sr"),
        ("Williams, Darin", "Darin Williams"),
        ("Mr. Darin Williams", "Darin Williams"),
        ("Darin Williams (24)", "Darin Williams"),
        ("Darin “Dee” Williams", "Darin Williams"),
        ("Williams Jr., Darin L.", "Darin Williams"),
        ("Ana Núñez-Doe", "Ana Nunez Doe"),
        ("Seán O’Neil", "Sean O'Neil"),
        ("D'Angelo Doe", "DAngelo Doe"),
        ("Søren Łoś", "Soren Los"),
        ("Malcolm X", "malcolm x."),
        ("Junior Désir", "Junior Desir"),
        ("Quill, Jr., Darin", "Darin Quill"),
        ("Don José Núñez", "Jose Nunez"),
        ("Don Williams", "DON WILLIAMS"),
        ("Mrs. Williams", "mrs williams"),
    ],
)
def test_a_name_is_known_again_however_it_is_written(one, other):
    assert plain(one) == plain(other) != ""
    assert mark(one) == mark(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Darin Williams", "Dana Williams"),
        ("Darin Williams", "Darin"),
        ("Malcolm X", "Malcolm Y"),
        ("Junior Desir", "Desir"),
        ("Don Williams", "Williams"),
        ("Mrs. Williams", "Williams"),
        ("Don", "Doe"),
    ],
)
def test_other_names_are_other_names(one, other):
    assert mark(one) != mark(other)


@pytest.mark.parametrize("name", ["", " ", "?", "–", "..."])
def test_what_has_no_letter_has_no_mark(name):
    assert mark(name) == ""
    assert held(name) == {}


def test_the_mark_depends_on_the_key_and_an_old_key_still_knows_its_names(settings):
    ask(shown("Ana Doe"))
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key, at least as long as the first"

    assert held("Ana Doe") == {}

    settings.SECRET_KEY_FALLBACKS = [before]
    assert held("Ana Doe") == {"Ana Doe": Wish.REMOVE}


# The rule of a row


def test_a_review_says_who_and_when():
    victim = make.make_victim(incident=make.make_incident(), name="Ana Doe", outcome="killed")
    by = make.make_coordinator()

    review(victim=victim, rule="initials", basis="published", by=by)

    victim.refresh_from_db()
    assert (victim.public_name, victim.reviewed_by) == ("A. D.", by)
    assert victim.reviewed_on == timezone.localdate()


def test_no_review_overrides_a_family():
    victim = shown()
    ask(victim, "hold")

    with pytest.raises(IntegrityError, match="family_request_is_honoured"), transaction.atomic():
        review(victim=victim, rule="full", basis="published", by=make.make_coordinator())


@pytest.mark.parametrize(
    ("known", "agencys", "begins"),
    [
        ({"age": 24}, "full", ("full", "agency")),
        ({}, "initials", ("initials", "agency")),
        ({"age_group": "18_24"}, "full", ("full", "agency")),
        ({"age": 24}, "withheld", ("withheld", "")),
        ({"age": 17}, "full", ("withheld", "")),
        ({"age_group": "under_18"}, "full", ("withheld", "")),
        ({"outcome": "survived"}, "full", ("withheld", "")),
        ({"outcome": "shot_not_stated"}, "full", ("withheld", "")),
        ({"outcome_source": None}, "full", ("withheld", "")),
        ({"name": ""}, "full", ("withheld", "")),
    ],
)
def test_a_new_row_begins_with_its_agencys_rule_for_adults_killed(known, agencys, begins):
    agency = make.make_agency(victims_names=agencys)
    row = {"name": "Ana Doe", "outcome": "killed", "outcome_source": make.make_source(), **known}

    assert rule_at_entry(Victim(**row), agency) == begins


# A family's word


def test_a_name_held_back_is_on_no_page_at_once(client: Client):
    victim = shown()
    page = victim.incident.get_absolute_url()
    assert "Darin Williams" in client.get(page).content.decode()

    request = ask(victim, "hold", note="By phone")

    assert "Darin" not in client.get(page).content.decode()
    assert (victim.name, victim.hold, victim.name_rule) == ("Darin Williams", "held", "withheld")
    assert (request.agency, request.name_mark) == (victim.incident.agency, mark("Darin Williams"))
    assert (request.asked_by, request.note) == ("the mother", "By phone")


def test_a_name_removed_is_in_no_version_of_the_row_either():
    victim = make.make_victim(incident=make.make_incident(), name="Tristian Hanson")
    Victim.objects.filter(pk=victim.pk).update(name="Thristan Hanson", notes="Called twice")

    ask(victim)

    victim.refresh_from_db()
    assert (victim.name, victim.hold, victim.notes) == ("", "removed", "Called twice")
    assert set(VictimVersion.objects.values_list("name", flat=True)) == {""}
    assert VictimVersion.objects.filter(notes="Called twice").exists()


def test_only_this_persons_versions_lose_their_name():
    victim = make.make_victim(incident=make.make_incident(), name="Ana Doe")
    other = make.make_victim(incident=victim.incident, name="Ben Doe")

    ask(victim)

    other.refresh_from_db()
    assert other.name == "Ben Doe"
    assert set(other.history.values_list("name", flat=True)) == {"Ben Doe"}


@pytest.mark.parametrize(
    ("wish", "words"), [("hold", "name held back"), ("remove", "name removed")]
)
def test_what_was_done_is_in_the_log_without_the_name(wish, words):
    victim = shown()
    by = make.make_coordinator()

    request = ask(victim, wish, by=by)

    entry = Entry.objects.get()
    assert (entry.who, entry.verb, entry.count) == (by.email, "forget", 1)
    assert entry.target == f"Request {request.pk} of a family: {words}, victim {victim.pk}"
    assert entry.agencies == [victim.incident.agency_id]


def test_a_name_held_back_may_be_removed_later_and_stays_known():
    victim = shown()
    first = ask(victim, "hold")

    second = ask(victim)

    first.refresh_from_db()
    assert (first.lifted_at is not None, second.lifted_at) == (True, None)
    assert first.lifted_because == "They ask to remove the name now."
    assert second.name_mark == mark("Darin Williams")
    assert held("Darin Williams") == {"Darin Williams": Wish.REMOVE}


@pytest.mark.parametrize(("first", "then"), [("hold", "hold"), ("remove", "hold"), ("remove",) * 2])
def test_what_is_done_already_is_not_done_again(first, then):
    victim = shown()
    ask(victim, first)

    with pytest.raises(ValidationError, match="done already"):
        ask(victim, then)

    assert FamilyRequest.objects.count() == 1


def test_a_request_for_a_row_without_a_name_holds_for_the_row():
    victim = make.make_victim(incident=make.make_incident())

    request = ask(victim, "hold")

    assert (victim.hold, request.name_mark) == ("held", "")
    assert mentions(request) == []


# Twins of a merge


@pytest.mark.parametrize("wish", ["hold", "remove"])
def test_it_holds_for_the_same_person_in_a_merged_record(wish):
    one, other = shown("Darin Williams"), shown("Darin Wiliams")
    merged(one, other)

    ask(one, wish)

    other.refresh_from_db()
    kept = "Darin Wiliams" if wish == "hold" else ""
    assert (other.name, other.public_name, other.hold) == (kept, "", one.hold)
    assert Entry.objects.get().agencies == sorted(
        [one.incident.agency_id, other.incident.agency_id]
    )


def test_a_merge_that_was_taken_back_made_nobody_the_same():
    one, other = shown("Darin Williams"), shown("Ben Doe")
    merge = merged(one, other)
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())

    ask(one)

    other.refresh_from_db()
    assert other.public_name == "Ben Doe"


def test_records_merged_later_follow_the_request():
    one, other = shown("Darin Williams"), shown("Darin Wiliams")
    ask(one)
    merged(one, other)

    honour_for_twins(victim=other, by=make.make_coordinator())

    other.refresh_from_db()
    assert (other.name, other.hold) == ("", "removed")


def test_without_a_request_a_merge_changes_no_name():
    one, other = shown("Darin Williams"), shown("Darin Wiliams")
    merged(one, other)

    honour_for_twins(victim=other, by=make.make_coordinator())

    other.refresh_from_db()
    assert other.public_name == "Darin Wiliams"


# Lifting


def test_a_lifted_request_leaves_the_name_withheld_until_somebody_shows_it():
    victim = shown()
    by = make.make_coordinator()
    request = ask(victim, "hold")

    lift(request=request, because="The mother called.", by=by)

    victim.refresh_from_db()
    assert (victim.hold, victim.name_rule, victim.public_name) == ("", "withheld", "")
    assert (request.lifted_by, request.lifted_because) == (by, "The mother called.")
    assert "lifted" in Entry.objects.first().target
    assert held("Darin Williams") == {}
    review(victim=victim, rule="full", basis="family", by=by)
    assert Victim.objects.get().public_name == "Darin Williams"


def test_lifting_frees_the_twins_too_also_when_their_merge_was_taken_back():
    one, other = shown("Darin Williams"), shown("Darin Wiliams")
    merge = merged(one, other)
    request = ask(one, "hold")
    Merge.objects.filter(pk=merge.pk).update(undone_at=timezone.now())

    lift(request=request, because="The mother called.", by=make.make_coordinator())

    assert set(Victim.objects.values_list("hold", flat=True)) == {""}


def test_lifting_leaves_a_twin_that_has_a_request_of_its_own():
    one, other = shown("Darin Williams"), shown("Darin Wiliams")
    first = ask(one, "hold")
    ask(other, "hold")
    merged(one, other)

    lift(request=first, because="The mother called.", by=make.make_coordinator())

    assert set(Victim.objects.values_list("hold", flat=True)) == {"held"}


def test_a_request_is_lifted_once():
    request = ask(shown(), "hold")
    lift(request=request, because="The mother called.", by=make.make_coordinator())

    with pytest.raises(ValidationError, match="lifted already"):
        lift(request=request, because="Once more.", by=make.make_coordinator())


def test_a_request_outlives_the_row_and_can_be_lifted():
    victim = shown()
    request, agency = ask(victim), victim.incident.agency
    victim.delete()

    assert held("Darin Williams", agency=agency) == {"Darin Williams": Wish.REMOVE}
    lift(request=request, because="The mother called.", by=make.make_coordinator())
    assert held("Darin Williams", agency=agency) == {}


# A name that comes again


def test_names_of_requests_are_found_in_one_query(django_assert_num_queries):
    ask(shown("Ana Doe"), "hold")
    ask(shown("Ben Doe"), "remove")
    names = ["Doe, Ana", "BEN DOE JR.", "Cleo Doe", ""]

    with django_assert_num_queries(1):
        found = held(*names)

    assert found == {"Doe, Ana": Wish.HOLD, "BEN DOE JR.": Wish.REMOVE}


def test_of_two_families_with_one_name_the_stronger_wish_is_followed():
    ask(shown("Ana Doe"), "remove")
    ask(shown("Ana Doe"), "hold")

    assert held("Ana Doe") == {"Ana Doe": Wish.REMOVE}


@pytest.mark.parametrize(
    ("own", "days", "is_held"),
    [
        (True, (date(2020, 1, 1), date(2020, 1, 1)), True),
        (False, (date(2018, 6, 17), date(2018, 6, 17)), True),
        (False, (date(2018, 6, 1), date(2018, 6, 30)), True),
        (False, (date(1990, 1, 1), date(2026, 1, 1)), False),  # nobody tries names on all there is
        (False, (date(2020, 1, 1), date(2020, 1, 1)), False),
    ],
)
def test_a_request_is_about_its_agency_and_its_days(own, days, is_held):
    victim = shown("Ana Doe")
    ask(victim)
    agency = victim.incident.agency if own else make.make_agency()

    found = held("Ana Doe", agency=agency, days=days)

    assert found == ({"Ana Doe": Wish.REMOVE} if is_held else {})


# Where else the name stands


# Other records of the same name


def test_a_removal_holds_for_each_record_of_the_name_in_the_agency_and_is_told():
    agency = make.make_agency()
    asked, twin = (shown("Ana Doe", incident=make.make_incident(agency=agency)) for _ in range(2))
    beside = shown("Ana Doe", incident=asked.incident)
    other = shown("Ana Roe", incident=twin.incident)

    request = ask(asked)

    for row in (asked, twin, beside, other):
        row.refresh_from_db()
    assert (asked.name, twin.name, twin.hold) == ("", "", "removed")
    assert (beside.name, other.name) == ("Ana Doe", "Ana Roe")
    same = FamilyRequest.objects.exclude(pk=request.pk).get()
    assert (same.victim, same.wish, same.note) == (
        twin,
        "remove",
        f"The same name as in {request}.",
    )


@pytest.mark.parametrize(
    ("day", "kept"), [(FATHERS_DAY, ("Ana Doe", "held", "")), (date(2020, 1, 1), None)]
)
def test_records_of_others_are_held_back_where_the_days_are_the_same(day, kept):
    other = shown("Ana Doe", incident=make.make_incident(day=day))

    ask(shown("Ana Doe"))

    other.refresh_from_db()
    assert (other.name, other.hold, other.public_name) == (kept or ("Ana Doe", "", "Ana Doe"))


def test_a_request_follows_the_record_to_another_agency():
    victim = shown("Ana Doe")
    request = ask(victim, "hold")
    before, after = (make.make_member(agency=make.make_agency()) for _ in range(2))
    Incident.objects.filter(pk=victim.incident_id).update(agency=after.memberships.get().agency)

    seen = [list(FamilyRequest.objects.managed_by(user)) for user in (before, after)]

    assert seen == [[], [request]]


def test_letters_that_the_database_does_not_fold_hide_nobody():
    agency = make.make_agency()
    asked, twin = (
        shown(name, incident=make.make_incident(agency=agency))
        for name in ("Søren Ødegård", "Soren Odegard")
    )

    ask(asked)

    twin.refresh_from_db()
    assert twin.hold == "removed"


def test_a_name_of_one_word_is_many_people_s_and_removes_nobody_else():
    agency = make.make_agency()
    asked, other = (shown("Williams", incident=make.make_incident(agency=agency)) for _ in "ab")

    ask(asked)

    other.refresh_from_db()
    assert (other.name, other.hold) == ("Williams", "held")
