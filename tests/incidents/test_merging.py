"""Two records of one incident become one, nobody is counted twice, and all of it can be undone."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from incidents.merging import Count, may_merge, may_undo, merge, preview, undo
from incidents.models import (
    FamilyRequest,
    Incident,
    IncidentLink,
    IncidentSource,
    MergedPerson,
    NameRule,
    Victim,
)
from incidents.names import honour, lift
from incidents.statistics import people
from nightout.agencies.models import Membership, Role
from nightout.staffroom.history import versions_of
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_incident,
    make_member,
    make_source,
    make_victim,
)

pytestmark = pytest.mark.django_db

SHOWN = {"name_rule": "full", "name_basis": "published", "outcome": "killed"}


@pytest.fixture
def anna():
    return make_coordinator()


@pytest.fixture
def kept():
    return make_incident()


@pytest.fixture
def gone():
    return make_incident(precision="weekend", day=date(2018, 6, 16))


def one(kept, gone, *, by, same=None, because="The chief says so."):
    """Merged, with everybody another person unless `same` says who."""
    known = dict.fromkeys(gone.victims.all()) | (same or {})
    numbers = {victim.pk: twin.pk if twin else None for victim, twin in known.items()}
    return merge(kept=kept, gone=gone, same=numbers, because=because, by=by)


def rows():
    """All that a merge may change, but for the moments of the last change."""
    return (
        list(Victim.objects.order_by("pk").values()),
        [{**row, "updated_at": None} for row in Incident.objects.order_by("pk").values()],
    )


# Who is the same person


def test_preview_finds_the_same_people_and_says_what_differs(kept, gone, anna):
    killed = make_victim(incident=kept, name="Thristan Hanson", outcome="shot_not_stated")
    unnamed = make_victim(incident=kept, outcome="injured", age=30)
    tristian = make_victim(incident=gone, name="Hanson, Tristian", outcome="killed", age=24)
    injured = make_victim(incident=gone, outcome="injured", age=30)
    third = make_victim(incident=gone, outcome="injured", age=50)

    seen = preview(kept=kept, gone=gone, by=anna)

    assert seen.proposed == {tristian.pk: killed.pk, injured.pk: unnamed.pk}
    assert [person.victim for person in seen.people] == [tristian, injured, third]
    assert seen.people[0].differs == [
        ("outcome", "shot; outcome not stated", "killed"),
        ("age", "not stated", "24"),
    ]
    assert [said for said in seen.said if said.differs and said.what != "Agency"] == [
        ("When", "Sunday, 17 June 2018", "weekend of 16–17 June 2018")
    ]


def test_preview_counts_before_and_after(kept, gone, anna):
    twin = make_victim(incident=kept, **SHOWN)
    same = make_victim(incident=gone, **SHOWN)
    make_victim(incident=gone, outcome="killed", age=30)

    seen = preview(kept=kept, gone=gone, by=anna)

    assert seen.before == (Count(1, 1), Count(2, 2))
    assert seen.after({}) == Count(3, 3)
    assert seen.after({same.pk: twin.pk}) == Count(2, 2)


def test_preview_says_what_comes_along(kept, gone, anna):
    IncidentSource.objects.create(incident=gone, source=make_source())
    IncidentLink.objects.create(incident=kept, other=gone, kind="same_as", said_by="police")

    assert preview(kept=kept, gone=gone, by=anna).along == ["1 source", "1 link"]


def test_preview_holds_no_name_that_one_may_not_read():
    agency = make_agency()
    kept = make_incident(agency=agency, publication="draft")
    gone = make_incident(agency=agency, publication="draft")
    for incident in (kept, gone):
        make_victim(incident=incident, name="Zanzibar Doe", outcome="killed")

    by_editor = preview(kept=kept, gone=gone, by=make_member(agency=agency))
    by_manager = preview(kept=kept, gone=gone, by=make_member(agency=agency, role=Role.MANAGER))

    assert by_editor.proposed == {}
    assert [person.seen_name for person in by_editor.kept_people] == [""]
    assert "name" not in by_editor.kept_people[0].__dict__
    assert [person.seen_name for person in by_manager.kept_people] == ["Zanzibar Doe"]
    assert len(by_manager.proposed) == 1


# Merging


def test_nobody_is_counted_twice(kept, gone, anna):
    twin = make_victim(incident=kept, **SHOWN)
    same = make_victim(incident=gone, **SHOWN)
    other = make_victim(incident=gone, outcome="injured")

    one(kept, gone, by=anna, same={same: twin})

    counted = people(Incident.objects.all())
    assert (counted.incidents, counted.people) == (1, 2)
    assert counted.outcomes == ["1 killed", "1 injured"]
    assert set(kept.victims.all()) == {twin, other}
    assert list(gone.victims.all()) == [same]


def test_nothing_but_people_is_moved(kept, gone, anna):
    source = IncidentSource.objects.create(incident=gone, source=make_source())

    done = one(kept, gone, by=anna)

    source.refresh_from_db()
    assert source.incident == gone
    assert set(kept.with_merged()) == {kept, gone}
    assert list(gone.with_merged()) == [gone]
    assert (done.done_by, done.because) == (anna, "The chief says so.")


def test_the_rule_of_a_name_goes_with_the_person(kept, gone, anna):
    moved = make_victim(incident=gone, name="Zanzibar Doe", outcome="killed")
    shown = make_victim(incident=gone, name="Ada Example", **SHOWN)

    one(kept, gone, by=anna)

    published = {row.pk: row.public_name for row in Victim.objects.public().as_published()}
    assert published == {moved.pk: "", shown.pk: "Ada Example"}


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("holds", "holds others that were merged into it, so it has to stay"),
        ("gone twice", "was merged into incident"),
        ("kept is gone", "was merged into incident"),
        ("one", "Choose two records."),
        ("why", "Say why the two are one."),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words(kept, gone, anna, case, words):
    third = make_incident()
    asked = {"kept": kept, "gone": gone, "because": "Why not"}
    if case == "holds":
        one(gone, third, by=anna)
    elif case == "gone twice":
        one(third, gone, by=anna)
    elif case == "kept is gone":
        one(third, kept, by=anna)
    asked |= {"one": {"gone": kept}, "why": {"because": " "}}.get(case, {})
    before = rows()

    with pytest.raises(ValidationError) as refused:
        merge(**asked, same={}, by=anna)

    assert words in refused.value.messages[0]
    assert rows() == before


def test_people_who_came_meanwhile_are_looked_at_first(kept, gone, anna):
    seen = make_victim(incident=gone)
    make_victim(incident=gone)

    with pytest.raises(ValidationError, match="were changed meanwhile"):
        merge(kept=kept, gone=gone, same={seen.pk: None}, because="Yes", by=anna)


def test_a_person_of_a_third_record_is_nobodys_twin(kept, gone, anna):
    victim, stranger = make_victim(incident=gone), make_victim(incident=make_incident())

    with pytest.raises(ValidationError, match="were changed meanwhile"):
        merge(kept=kept, gone=gone, same={victim.pk: stranger.pk}, because="Yes", by=anna)


def test_two_people_are_not_one(kept, gone, anna):
    twin = make_victim(incident=kept)
    first, second = make_victim(incident=gone), make_victim(incident=gone)

    with pytest.raises(ValidationError, match="cannot be the same person"):
        one(kept, gone, by=anna, same={first: twin, second: twin})


def test_what_a_family_asked_for_one_row_holds_for_its_twin(kept, gone, anna):
    twin = make_victim(incident=kept, name="Adah Example", **SHOWN)
    same = make_victim(incident=gone, name="Ada Example", **SHOWN)
    ask = {"asked_by": "the mother", "received_on": date(2018, 8, 8), "note": "", "by": anna}
    honour(victim=same, wish="remove", **ask)

    done = one(kept, gone, by=anna, same={same: twin})
    undo(merge=done, by=anna)

    assert set(Victim.objects.values_list("name", "hold")) == {("", "removed")}
    lift(request=FamilyRequest.objects.get(), because="They agreed.", by=anna)
    assert set(Victim.objects.values_list("name", "hold")) == {("", "")}


# Taking it back


def test_undo_puts_everything_back(kept, gone, anna):
    twin = make_victim(incident=kept, **SHOWN)
    same, moved = make_victim(incident=gone, **SHOWN), make_victim(incident=gone)
    before = rows()
    done = one(kept, gone, by=anna, same={same: twin})
    assert rows() != before

    undo(merge=done, by=anna)

    assert rows() == before
    done.refresh_from_db()
    assert done.undone_by == anna
    versions = versions_of(Victim).objects.filter(id=moved.pk).order_by("pgh_id")
    assert [row.incident_id for row in versions] == [gone.pk, kept.pk, gone.pk]
    assert [row.pgh_context and row.pgh_context.metadata["user"] for row in versions] == [
        None,
        anna.pk,
        anna.pk,
    ]


def test_undo_keeps_what_was_learned_meanwhile(kept, gone, anna):
    moved, late = make_victim(incident=gone), make_victim(incident=gone)
    done = one(kept, gone, by=anna)
    Victim.objects.filter(pk=moved.pk).update(age=24)
    late.delete()
    added = make_victim(incident=kept)

    undo(merge=done, by=anna)

    assert [person.age for person in gone.victims.all()] == [24]
    assert list(kept.victims.all()) == [added]


def test_undo_twice_is_refused_and_merging_again_is_not(kept, gone, anna):
    done = one(kept, gone, by=anna)
    undo(merge=done, by=anna)

    with pytest.raises(ValidationError, match="taken back already"):
        undo(merge=done, by=anna)

    assert one(kept, gone, by=anna).pk != done.pk


def test_undo_is_refused_where_somebody_went_on(kept, gone, anna):
    moved = make_victim(incident=gone)
    done = one(kept, gone, by=anna)
    Victim.objects.filter(pk=moved.pk).update(incident=make_incident())

    with pytest.raises(ValidationError, match="in a third record now"):
        undo(merge=done, by=anna)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_at_once_one_wins():
    first, second, third = make_incident(), make_incident(), make_incident()
    anna = make_coordinator()
    start, said = threading.Barrier(2), []

    def try_it(kept, gone):
        start.wait()
        try:
            one(kept, gone, by=anna)
            said.append("done")
        except ValidationError as refused:
            said.append(refused.code)
        finally:
            connection.close()

    pairs = [(second, first), (third, second)]
    threads = [threading.Thread(target=try_it, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) in (["done", "holds"], ["done", "merged"])
    assert Incident.objects.filter(merged_into__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [(("second", "first"), ("third", "second")), (("third", "second"), ("second", "first"))],
)
def test_the_database_keeps_merges_flat_whoever_writes(before, after):
    rows = {name: make_incident() for name in ("first", "second", "third")}
    Incident.objects.filter(pk=rows[before[0]].pk).update(merged_into=rows[before[1]])

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Incident.objects.filter(pk=rows[after[0]].pk).update(merged_into=rows[after[1]])

    assert refused.value.__cause__.diag.constraint_name == "incidents_incident_merge_is_flat"


# Who may


@pytest.mark.parametrize(
    ("who", "draft", "public"),
    [
        ("coordinator", True, True),
        ("manager of both", True, True),
        ("editor of both", True, False),
        ("manager of the kept, editor of the gone", False, False),
        ("manager of the gone, editor of the kept", True, False),
        ("manager of the kept", False, False),
        ("editor of one", False, False),
        ("stranger", False, False),
    ],
)
def test_who_may_merge(who, draft, public):
    kept_by, gone_by = make_agency(), make_agency()
    roles = {
        "manager of both": [(kept_by, Role.MANAGER), (gone_by, Role.MANAGER)],
        "editor of both": [(kept_by, Role.EDITOR), (gone_by, Role.EDITOR)],
        "manager of the kept, editor of the gone": [
            (kept_by, Role.MANAGER),
            (gone_by, Role.EDITOR),
        ],
        "manager of the gone, editor of the kept": [
            (kept_by, Role.EDITOR),
            (gone_by, Role.MANAGER),
        ],
        "manager of the kept": [(kept_by, Role.MANAGER)],
        "editor of one": [(gone_by, Role.EDITOR)],
    }
    person = make_coordinator() if who == "coordinator" else make_member(agency=make_agency())
    for agency, role in roles.get(who, []):
        Membership.objects.create(user=person, agency=agency, role=role)

    allowed = [
        may_merge(
            kept=make_incident(agency=kept_by, publication="draft"),
            gone=make_incident(agency=gone_by, publication=publication),
            by=person,
        )
        for publication in ("draft", "public")
    ]

    assert allowed == [draft, public]


# What the public sees


def test_the_old_address_leads_to_the_record_that_stays(client: Client, kept, gone, anna):
    done = one(kept, gone, by=anna)

    for language in ("", "/es", "/ht"):
        response = client.get(f"{language}/incidents/{gone.pk}/")
        assert response.status_code == 302
        assert response["Location"] == f"{language}/incidents/{kept.pk}/"
        assert response["Cache-Control"] == "no-cache"

    undo(merge=done, by=anna)
    assert client.get(f"/incidents/{gone.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("kept_is", "gone_is"), [("draft", "public"), ("hidden", "public"), ("public", "draft")]
)
def test_the_old_address_tells_nothing_unless_both_are_public(
    client: Client, anna, kept_is, gone_is
):
    kept, gone = make_incident(publication=kept_is), make_incident(publication=gone_is)

    one(kept, gone, by=anna)

    assert client.get(f"/incidents/{gone.pk}/").status_code == 404


def test_a_link_of_either_record_is_shown_with_who_said_so(client: Client, kept, gone, anna):
    city = make_city(name="Opa-locka")
    third = make_incident(agency=gone.agency, day=date(2018, 6, 23), city=city)
    IncidentLink.objects.create(
        incident=gone,
        other=third,
        kind="possible_duplicate",
        said_by="the chief",
        as_of=date(2018, 8, 2),
        source=make_source(publisher="WSVN"),
    )
    IncidentLink.objects.create(incident=kept, other=gone, kind="same_as", said_by="the chief")

    one(kept, gone, by=anna)
    on_kept = client.get(kept.get_absolute_url()).content.decode()
    on_third = client.get(third.get_absolute_url()).content.decode()

    said = "Said by: the chief."
    for page, other in ((on_kept, third), (on_third, kept)):
        assert f'href="{other.get_absolute_url()}"' in page
        assert page.count(said) == 1
        assert "May be the same incident." in page
        assert "As of 2 August 2018." in page
        assert "WSVN" in page


@pytest.mark.parametrize("count", [1, 3])
def test_links_take_as_many_queries_for_three_as_for_one(kept, count, django_assert_num_queries):
    for _ in range(count):
        other = make_incident()
        IncidentLink.objects.create(incident=kept, other=other, kind="related", said_by="police")

    with django_assert_num_queries(2):
        shown = IncidentLink.objects.shown_on(kept)
        assert len([str(other.location) for _link, other in shown]) == count


def test_a_moved_person_is_named_once_on_the_public_page(client: Client, kept, gone, anna):
    make_victim(incident=gone, name="Ada Example", **SHOWN)

    one(kept, gone, by=anna)

    page = client.get(kept.get_absolute_url()).content.decode()
    assert page.count("Ada Example") == 1
    assert MergedPerson.objects.get().same_as is None
    assert Victim.objects.get().name_rule == NameRule.FULL


def test_what_another_agency_says_stands_on_its_own_page_only(client: Client, kept):
    theirs = make_incident(day=date(2018, 6, 23))
    IncidentLink.objects.create(incident=theirs, other=kept, kind="related", said_by="Somebody")

    pages = [client.get(row.get_absolute_url()).content.decode() for row in (theirs, kept)]

    assert ["Somebody" in page for page in pages] == [True, False]


def test_nobody_takes_a_merge_back_who_would_come_to_read_names(kept, gone, anna):
    """Who manages one agency and edits the other."""
    user = make_member(agency=kept.agency)
    elsewhere = make_incident(agency=make_agency(), publication="draft")
    Membership.objects.create(user=user, agency=elsewhere.agency, role=Role.MANAGER)
    Incident.objects.filter(pk=kept.pk).update(publication="draft")
    done = merge(kept=kept, gone=elsewhere, same={}, because="One.", by=make_coordinator())

    assert may_merge(kept=kept, gone=elsewhere, by=user)
    assert not may_undo(done, user)
    assert may_undo(done, make_coordinator())
