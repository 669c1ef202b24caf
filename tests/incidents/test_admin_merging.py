"""The pages of the staff room on which two records become one, and two again."""

from datetime import date

import pytest
from django.test import Client

from incidents.merging import merge
from incidents.models import Incident, IncidentLink, Merge, Victim
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_incident,
    make_member,
    make_user,
    make_victim,
)
from tests.incidents.test_admin_incident import ADD, change_of, filled, stored
from tests.readers import soup
from tests.staffroom import errors_of, messages_of, signed_in

pytestmark = pytest.mark.django_db

ROOM = "/admin/incidents/incident/"
PAIRS = f"{ROOM}duplicates/"


@pytest.fixture
def agency():
    return make_agency(name="Police of Here")


@pytest.fixture
def manager(agency):
    return signed_in(make_member(agency=agency, role=Role.MANAGER))


@pytest.fixture
def editor(agency):
    return signed_in(make_member(agency=agency))


@pytest.fixture
def kept(agency):
    return make_incident(agency=agency)


@pytest.fixture
def gone(agency):
    return make_incident(agency=agency)


def choose_of(incident: Incident) -> str:
    return f"{ROOM}{incident.pk}/merge/"


def compare_of(one: Incident, other: Incident) -> str:
    return f"{ROOM}{one.pk}/merge/{other.pk}/"


def undo_of(done: Merge) -> str:
    return f"{ROOM}{done.kept_id}/merges/{done.pk}/undo/"


def merged(kept: Incident, gone: Incident) -> Merge:
    return merge(kept=kept, gone=gone, same={}, because="The chief says so.", by=make_coordinator())


def options(response, name: str) -> list[tuple[str, str, bool]]:
    """What a person can be said to be: value, words, whether it is proposed."""
    page = soup(response)
    radios = page.select(f"input[name={name}]")
    return [
        (
            radio["value"],
            page.select_one(f"label[for={radio['id']}]").get_text(strip=True),
            radio.has_attr("checked"),
        )
        for radio in radios
    ]


# Choosing the other


def test_the_likely_ones_come_first_and_say_why(manager, kept, gone, agency):
    elsewhere = make_incident(agency=agency, city=make_city(name="Hialeah"))

    page = manager.get(choose_of(kept))

    radios = [radio["value"] for radio in soup(page).select("input[name=other]")]
    assert radios == [str(gone.pk)]
    assert "(the same day, the same city)" in page.content.decode()
    assert str(elsewhere.pk) not in radios


def test_any_other_is_found_by_its_number(manager, kept, agency):
    elsewhere = make_incident(agency=agency, day=date(2019, 1, 5))
    strange = make_incident()

    for number, found in ((elsewhere.pk, [str(elsewhere.pk)]), (strange.pk, [])):
        page = manager.get(choose_of(kept), {"q": f"#{number}", "search": "Search"})
        assert [radio["value"] for radio in soup(page).select("input[name=other]")] == found


def test_what_is_picked_is_looked_at(manager, kept, gone):
    response = manager.get(choose_of(kept), {"other": gone.pk, "q": ""})

    assert (response.status_code, response["Location"]) == (302, compare_of(kept, gone))


@pytest.mark.parametrize("other", ["x", "-1", "9" * 30, "0"])
def test_nonsense_is_not_picked(manager, kept, other):
    assert manager.get(choose_of(kept), {"other": other}).status_code == 200


# Looking at both


def test_the_older_number_stays_unless_one_says_otherwise(manager, kept, gone):
    both = [compare_of(kept, gone), compare_of(gone, kept), f"{compare_of(kept, gone)}?keep=x"]

    assert [manager.get(url).context["seen"].kept for url in both] == [kept] * 3
    turned = manager.get(f"{compare_of(kept, gone)}?keep={gone.pk}")
    assert turned.context["seen"].kept == gone


def test_what_holds_merged_records_stays(manager, kept, gone):
    merged(gone, make_incident())

    assert manager.get(compare_of(kept, gone)).context["seen"].kept == gone


def test_each_person_is_asked_for_and_the_likely_answer_is_proposed(manager, kept, gone):
    twin = make_victim(incident=kept, name="Thristan Hanson", outcome="killed")
    same = make_victim(incident=gone, name="Tristian Hanson", age=24, outcome="killed")
    other = make_victim(incident=gone, outcome="injured")

    page = manager.get(compare_of(kept, gone))

    the_twin = "the same person as 1. Thristan Hanson, age not stated: killed"
    moves = "another person, who moves over"
    assert options(page, f"person_{same.pk}") == [
        (str(twin.pk), the_twin, True),
        ("another", moves, False),
    ]
    assert options(page, f"person_{other.pk}") == [
        (str(twin.pk), the_twin, False),
        ("another", moves, False),
    ]
    assert (page.context["before"], page.context["after"]) == (
        ["1 person, of whom 1 killed", "2 people, of whom 1 killed"],
        "2 people, of whom 1 killed",
    )


def test_counting_again_changes_nothing(manager, kept, gone):
    make_victim(incident=kept, outcome="killed")
    victim = make_victim(incident=gone, outcome="killed")
    sent = {f"person_{victim.pk}": "another", "count": "Count again", "keep": kept.pk}

    page = manager.post(compare_of(kept, gone), sent)

    assert page.context["after"] == "2 people, of whom 2 killed"
    assert options(page, f"person_{victim.pk}")[1][2] is True
    assert not Merge.objects.exists()


def test_names_are_shown_to_managers_only_and_reading_them_is_noted(agency):
    kept, gone = (make_incident(agency=agency, publication="draft") for _ in range(2))
    for incident in (kept, gone):
        make_victim(incident=incident, name="Zanzibar Doe", outcome="killed")
    editor = signed_in(make_member(agency=agency))
    manager = signed_in(make_member(agency=agency, role=Role.MANAGER))

    pages = [editor.get(url) for url in (compare_of(kept, gone), choose_of(kept))]
    assert [b"Zanzibar" in page.content for page in pages] == [False, False]
    assert pages[0].content.decode().count("name withheld, age not stated: killed") == 4
    assert not Entry.objects.exists()

    assert b"Zanzibar" in manager.get(compare_of(kept, gone)).content
    assert Entry.objects.filter(verb="read", count=1).count() == 2


# Merging


def test_merge_and_undo_from_the_message(manager, kept, gone):
    victim = make_victim(incident=gone, outcome="killed")
    sent = {
        f"person_{victim.pk}": "another",
        "because": "The chief says so.",
        "keep": kept.pk,
        "merge": "Merge",
    }

    response = manager.post(compare_of(kept, gone), sent, follow=True)

    done = Merge.objects.get()
    assert response.redirect_chain == [(change_of(kept), 302)]
    assert messages_of(response) == [
        f"Incident {gone.pk} is merged into incident {kept.pk}, which has 1 person, of whom 1"
        f' killed now. <a href="{undo_of(done)}">Undo</a>'
    ]
    assert (done.kept, done.gone, done.because) == (kept, gone, "The chief says so.")
    assert list(kept.victims.all()) == [victim]

    assert "1 person who moved over returns" in manager.get(undo_of(done)).content.decode()
    response = manager.post(undo_of(done), follow=True)
    assert messages_of(response) == [f"Incident {gone.pk} stands for itself again."]
    assert list(gone.victims.all()) == [victim]
    again = manager.post(undo_of(done), follow=True)
    assert messages_of(again) == ["This merge was taken back already."]


def test_who_is_who_and_why_must_be_said(manager, kept, gone):
    victim = make_victim(incident=gone)
    make_victim(incident=kept, age=30)

    page = manager.post(compare_of(kept, gone), {"keep": kept.pk, "merge": "Merge"})

    assert page.context["form"].errors == {
        f"person_{victim.pk}": ["Say who this is."],
        "because": ["This field is required."],
    }
    assert not Merge.objects.exists()


def test_what_no_longer_fits_is_told_on_the_page(manager, kept, gone):
    twin = make_victim(incident=kept)
    both = [make_victim(incident=gone) for _ in range(2)]
    sent = {f"person_{victim.pk}": twin.pk for victim in both}

    page = manager.post(
        compare_of(kept, gone), {**sent, "because": "Yes", "keep": kept.pk, "merge": "Merge"}
    )

    assert page.context["form"].non_field_errors() == [
        "Two people of one record cannot be the same person of the other."
    ]


def test_a_person_of_neither_record_is_no_choice(manager, kept, gone):
    victim, stranger = make_victim(incident=gone), make_victim(incident=make_incident())
    sent = {f"person_{victim.pk}": stranger.pk, "because": "Yes", "merge": "Merge"}

    page = manager.post(compare_of(kept, gone), sent)

    assert f"person_{victim.pk}" in page.context["form"].errors


# A record that is gone


def test_a_record_that_is_gone_says_so_and_cannot_be_changed(manager, kept, gone):
    make_victim(incident=kept, outcome="killed", age=30)
    done = merged(kept, gone)

    page = manager.get(change_of(gone))

    words = " ".join(soup(page).select_one("#content").get_text(" ", strip=True).split())
    assert f"This record was merged into incident {kept.pk}." in words
    assert "The chief says so." in words
    assert undo_of(done) in page.content.decode()
    assert not soup(page).select("form[method=post] textarea, #content input")
    assert manager.post(change_of(gone), stored(gone)).status_code == 403
    assert manager.get(f"{ROOM}{gone.pk}/history/").status_code == 200
    assert manager.get(choose_of(gone)).status_code == 302
    assert f"merged into #{kept.pk}" in manager.get(ROOM).content.decode()


def test_a_withheld_name_is_not_on_the_page_of_a_record_that_is_gone(agency, editor):
    kept, gone = (make_incident(agency=agency, publication="draft") for _ in range(2))
    twin = make_victim(incident=kept, name="Zanzibar Doe", outcome="killed")
    same = make_victim(incident=gone, name="Zanzibar Doe", outcome="killed")
    merge(kept=kept, gone=gone, same={same.pk: twin.pk}, because="Yes", by=make_coordinator())

    page = editor.get(change_of(gone)).content.decode()

    assert "name withheld, age not stated: killed" in page
    assert "Zanzibar" not in page


def test_merges_are_listed_on_the_page_of_the_record_that_stays(manager, kept, gone):
    done = merged(kept, gone)

    page = soup(manager.get(change_of(kept))).select_one(".merge__done")

    words = " ".join(page.get_text(" ", strip=True).split())
    assert f"merged incident {gone.pk} into incident {kept.pk}." in words
    assert "Why: The chief says so." in words
    assert page.select_one("a")["href"] == undo_of(done)


def test_merging_with_what_is_gone_already_says_so(manager, kept, gone, agency):
    merged(kept, gone)
    third = make_incident(agency=agency)

    response = manager.get(compare_of(third, gone), follow=True)

    assert messages_of(response) == [f"Incident {gone.pk} was merged into another already."]


# Who may


@pytest.mark.parametrize(
    ("who", "drafts", "public"),
    [
        ("nobody", 302, 302),
        ("resident", 403, 403),
        ("organizer", 403, 403),
        ("editor elsewhere", 404, 404),
        ("editor", 200, 403),
        ("manager", 200, 200),
        ("coordinator", 200, 200),
    ],
)
def test_strangers_stay_out(agency, who, drafts, public):
    people = {
        "resident": lambda: make_user(),
        "organizer": lambda: make_member(agency=agency, role=Role.ORGANIZER),
        "editor elsewhere": lambda: make_member(agency=make_agency()),
        "editor": lambda: make_member(agency=agency),
        "manager": lambda: make_member(agency=agency, role=Role.MANAGER),
        "coordinator": make_coordinator,
    }
    client = signed_in(people[who]()) if who in people else Client()
    asks = {"follow": who in ("resident", "organizer")}  # the way in tells them that it is none
    for publication, expected in (("draft", drafts), ("public", public)):
        one, other, gone = (make_incident(agency=agency, publication=publication) for _ in range(3))
        done = merged(one, gone)
        urls = [compare_of(one, other), undo_of(done)]
        answers = [client.get(url, **asks) for url in urls]
        assert [each.status_code for each in answers] == [expected] * 2
        if expected != 200:
            sent = {"because": "Yes", "keep": one.pk, "merge": "Merge"}
            assert [client.post(url, sent, **asks).status_code for url in urls] == [expected] * 2
    assert Merge.objects.filter(undone_at__isnull=True).count() == Merge.objects.count() == 2


def test_both_records_must_be_ones_own(manager, kept):
    strange = make_incident()

    assert manager.get(compare_of(kept, strange)).status_code == 404
    assert manager.get(compare_of(strange, kept)).status_code == 404
    assert manager.get(compare_of(kept, kept)).status_code == 404
    done = merged(kept, strange)
    assert manager.get(undo_of(done)).status_code == 404


# Linked while it is entered


def test_one_tick_saves_and_links_the_two(editor, agency):
    there = make_incident(agency=agency)
    sent = filled(agency=agency)
    warned = editor.post(ADD, sent)
    assert f'name="link_as_twin" value="{there.pk}"' in " ".join(warned.content.decode().split())

    editor.post(ADD, {**sent, "link_as_twin": there.pk})

    link = IncidentLink.objects.get()
    assert link.incident == Incident.objects.exclude(pk=there.pk).get()
    assert (link.other, link.kind, link.said_by) == (there, "possible_duplicate", "This registry")


def test_a_public_one_of_another_agency_can_be_linked_and_the_link_removed(editor, agency):
    there, draft = make_incident(), make_incident(publication="draft")

    editor.post(ADD, {**filled(agency=agency), "link_as_twin": [there.pk, draft.pk, "x"]})

    link = IncidentLink.objects.get()
    assert link.other == there
    row = {"id": link.pk, "incident": link.incident_id, "other": there.pk, "kind": link.kind}
    sent = stored(link.incident, links=[{**row, "said_by": "me", "DELETE": "on"}])
    response = editor.post(change_of(link.incident), {**sent, "save_all_the_same": "1"})
    assert response.status_code == 302, errors_of(response)
    assert not IncidentLink.objects.exists()


# What may be recorded twice


def test_pairs_say_why_and_are_told_no_more_once_somebody_says_they_are_two(manager, kept, gone):
    for incident in (kept, gone):
        make_victim(incident=incident, name="Ada Example", outcome="killed")

    page = soup(manager.get(PAIRS)).select(".merge__pair")

    assert len(page) == 1
    words = " ".join(page[0].get_text(" ", strip=True).split())
    assert "The same day, the same city, a similar name." in words
    response = manager.post(PAIRS, {"one": gone.pk, "other": kept.pk}, follow=True)
    assert messages_of(response) == [
        f"Incidents {gone.pk} and {kept.pk} are two. It is noted on both."
    ]
    assert not soup(response).select(".merge__pair")
    assert IncidentLink.objects.get().kind == "two"


def test_pairs_are_those_of_ones_own_agencies(manager, kept):
    for incident in (kept, make_incident(publication="draft"), make_incident()):
        make_victim(incident=incident, name="Ada Example", outcome="killed")
    public = Incident.objects.public().exclude(pk=kept.pk).get()
    stranger = signed_in(make_member(agency=make_agency()))
    Victim.objects.filter(incident=public).update(
        name_rule="full", name_basis="published", reviewed_on=date(2018, 8, 8)
    )

    pairs = manager.get(PAIRS).context["window"].pairs

    assert [{pair.newer, pair.older} for pair in pairs] == [{kept, public}]
    assert stranger.get(PAIRS).context["window"] is None
    assert stranger.post(PAIRS, {"one": kept.pk, "other": public.pk}).status_code == 404
    assert Client().get(PAIRS).status_code == 302


@pytest.mark.parametrize(
    "asked", [{"until": "soon"}, {"city": "x"}, {"city": "9" * 30}, {"until": "9999-12-31"}]
)
def test_the_page_of_pairs_takes_any_question(manager, kept, asked):
    assert manager.get(PAIRS, asked).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_pairs_take_as_many_queries_for_three_as_for_one(
    manager, agency, count, django_assert_num_queries
):
    for number in range(count):
        for _ in range(2):
            incident = make_incident(agency=agency, city=make_city(name=f"City {number}"))
            make_victim(incident=incident, name="Ada Example", outcome="killed")

    with django_assert_num_queries(12):
        page = manager.get(PAIRS)

    assert len(page.context["window"].pairs) == count
    assert page.text.count("1 person, of whom 1 killed") == 2 * count


def test_the_pages_stand_on_the_first_page_of_the_staff_room(editor):
    assert f'href="{PAIRS}"' in editor.get("/admin/").content.decode()
