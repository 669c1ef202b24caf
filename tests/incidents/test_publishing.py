"""Many incidents made public, taken back or hidden: by whom, which, and what is said before."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.models import Incident, PlacePrecision
from incidents.publishing import Left, outlook, publish
from nightout.agencies.models import Membership, Role
from tests import factories as make
from tests.incidents.imported import brought, make_run, mapping, police
from tests.staffroom import messages_of, signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/incidents/incident/"


@pytest.fixture
def agency():
    return police()


@pytest.fixture
def person(agency):
    return make.make_member(agency=agency, role=Role.MANAGER)


@pytest.fixture
def manager(person) -> Client:
    return signed_in(person)


def draft(agency, **fields) -> Incident:
    return make.make_incident(agency=agency, **{"publication": "draft", **fields})


def act(client: Client, action: str, *incidents: Incident, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in incidents]}
    return client.post(LIST, {**chosen, **more}, follow=True)


def states() -> list[str]:
    return list(Incident.objects.order_by("pk").values_list("publication", flat=True))


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


# What would change


def test_the_outlook_says_what_would_be_seen_and_why_the_rest_stays(agency, person):
    shown, home = draft(agency), draft(agency, location=at_crossing())
    make.make_victim(
        incident=shown, name="Ada Example", name_rule="full", name_basis="family", outcome="killed"
    )
    make.make_victim(incident=shown, name="Zanzibar Doe", outcome="injured")
    make.make_exact_place(incident=home, is_home=True)
    draft(agency, day=timezone.localdate() + timedelta(days=1))
    draft(agency, location={"precision": "block", "city": city(), "public_text": "12 Oak St"})
    Incident.objects.filter(pk=draft(agency).pk).first().location.delete()
    draft(agency, merged_into=shown)
    draft(make.make_agency())
    make.make_incident(agency=agency)
    draft(agency, publication="hidden")

    seen = outlook(incidents=Incident.objects.all(), by=person)

    assert (seen.incidents, seen.hidden_now, seen.people, seen.killed) == (2, 1, 2, 1)
    assert (seen.named, seen.names) == (1, ["Ada Example"])
    assert seen.left == [(str(each.label), 1) for each in Left]


def city():
    return make.make_city()


def at_crossing() -> dict:
    return {"precision": PlacePrecision.CROSSING, "city": city(), "public_text": "5th St & 2nd Ave"}


def test_publishing_changes_just_what_the_outlook_says(agency, person):
    ready, merged = draft(agency), draft(agency)
    Incident.objects.filter(pk=merged.pk).update(merged_into=ready)
    rest = [
        draft(agency, day=timezone.localdate() + timedelta(days=1)),
        draft(
            agency, location={"precision": "block", "city": city(), "public_text": "Oak St, apt B"}
        ),
        draft(make.make_agency()),
        merged,
    ]
    before = ready.updated_at

    assert publish(incidents=Incident.objects.all(), by=person) == 1

    ready.refresh_from_db()
    assert ready.publication == "public"
    assert ready.updated_at > before
    assert {Incident.objects.get(pk=row.pk).publication for row in rest} == {"draft"}


def test_history_says_who_it_was(agency, person):
    incident = draft(agency)

    publish(incidents=Incident.objects.all(), by=person)

    version = incident.history.select_related("pgh_context").latest("pgh_id")
    assert (version.publication, version.pgh_context.metadata["user"]) == ("public", person.pk)


def test_public_pages_show_it_at_once(client, agency, person):
    incident = draft(agency)
    assert client.get(incident.get_absolute_url()).status_code == 404

    publish(incidents=Incident.objects.all(), by=person)
    assert client.get(incident.get_absolute_url()).status_code == 200

    publish(incidents=Incident.objects.all(), by=person, to="hidden")
    assert client.get(incident.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_takes_the_same_statements(agency, person, number):
    for _ in range(number):
        draft(agency)

    with CaptureQueriesContext(connection) as asked:
        publish(incidents=Incident.objects.all(), by=person)

    assert len(asked) == 6  # savepoint, texts of places, two of postponed checks, the change


# From the list


def test_making_public_asks_first_and_says_what_will_be_seen(manager, agency):
    incident = draft(agency)
    make.make_victim(
        incident=incident,
        name="Ada Example",
        name_rule="full",
        name_basis="family",
        outcome="killed",
    )

    page = text_of(act(manager, "make_public", incident, index=0))

    assert "1 incident becomes public at once" in page
    assert "1 person is recorded in them. 1 of them was killed." in page
    assert "1 name would be shown Ada Example" in page
    assert states() == ["draft"]


def test_what_was_confirmed_becomes_public_and_the_rest_is_told(manager, agency):
    drafts = [draft(agency, day=date(2018, 6, day)) for day in (1, 2)]
    future = draft(agency, day=timezone.localdate() + timedelta(days=1))

    response = act(manager, "make_public", *drafts, future, apply="yes")

    assert states() == ["public", "public", "draft"]
    assert messages_of(response) == [
        "2 incidents are public now.",
        "1 was left as it was: the day is still to come: 1.",
    ]


def test_what_was_confirmed_may_be_all_that_the_list_finds(manager, agency):
    first, _second = draft(agency), draft(agency)
    make.make_incident(agency=agency, publication="hidden")
    here = f"{LIST}?publication__exact=draft"
    sent = {"action": "make_public", "_selected_action": first.pk, "select_across": "1"}

    page = BeautifulSoup(manager.post(here, {**sent, "index": 0}).content, "html.parser")
    fields = {i["name"]: i["value"] for i in page.select("#content-main form input[name]")}
    manager.post(here, {**fields, "apply": "yes"})

    assert states() == ["public", "public", "hidden"]


@pytest.mark.parametrize(("action", "state"), [("back_to_draft", "draft"), ("hide", "hidden")])
def test_what_is_public_is_taken_back_or_hidden(manager, agency, action, state):
    incident = make.make_incident(agency=agency)

    act(manager, action, incident, index=0)

    assert states() == [state]


def test_more_than_a_thousand_are_refused(manager, agency, monkeypatch):
    monkeypatch.setattr("nightout.staffroom.scoped.MOST_AT_ONCE", 1)
    first, _second = draft(agency), draft(agency)

    response = act(manager, "make_public", first, index=0, select_across="1", apply="yes")

    assert messages_of(response) == ["More than 1 rows are selected. Narrow the list first."]
    assert states() == ["draft", "draft"]


def test_actions_are_for_managers_of_the_record(agency):
    incident, other = draft(agency), make.make_incident(agency=agency)
    of_both = make.make_member(agency=agency)
    Membership.objects.create(user=of_both, agency=make.make_agency(), role=Role.MANAGER)
    strangers = {
        "organizer": make.make_member(agency=agency, role=Role.ORGANIZER),
        "editor": make.make_member(agency=agency),
        "manager of another agency": make.make_member(agency=make.make_agency(), role=Role.MANAGER),
        "manager elsewhere, editor here": of_both,
    }
    resident = Client()

    for who in (resident, *map(signed_in, strangers.values())):
        act(who, "make_public", incident, apply="yes")
        for action in ("back_to_draft", "hide"):
            act(who, action, other, index=0)

    assert states() == ["draft", "public"]


def test_editors_are_not_offered_what_they_may_not_do(agency, manager):
    draft(agency)
    editor = signed_in(make.make_member(agency=agency))

    offered = [
        [option["value"] for option in soup(client).select("select[name=action] option")]
        for client in (editor, manager)
    ]

    assert offered == [
        ["", "delete_selected"],
        ["", "delete_selected", "make_public", "back_to_draft", "hide"],
    ]


def soup(client: Client, page: str = LIST) -> BeautifulSoup:
    return BeautifulSoup(client.get(page).content, "html.parser")


# All drafts of a file


@pytest.fixture
def run(tmp_path, agency, person):
    """Three incidents of a file, and one that somebody entered."""
    rows = [f"{n},06/1{n}/2018,Miami Gardens,,31,hurt" for n in range(3)]
    draft(agency)
    return brought(tmp_path, *rows, by=person).run


def page_of(run: int, more: str = "") -> str:
    return f"{LIST}import/{run}/{more}"


def test_the_report_says_that_they_are_drafts_and_leads_to_them(manager, run):
    page = soup(manager, page_of(run))

    told = " ".join(page.select_one(".notice").get_text(" ").split())
    assert told.startswith("3 of these incidents are drafts; nobody outside sees them yet.")
    assert "Incidents: new, as drafts 3" in " ".join(page.get_text(" ").split())
    link = page.select_one(".notice a")["href"]
    assert manager.get(link).context["cl"].result_count == 3


def test_all_drafts_of_a_file_become_public_at_once(manager, run):
    hidden = Incident.objects.filter(imported_as__run=run).order_by("pk").first()
    Incident.objects.filter(pk=hidden.pk).update(publication="hidden")

    asked = text_of(manager.get(page_of(run, "publish/")))
    response = manager.post(page_of(run, "publish/"), follow=True)

    assert "2 incidents become public at once" in asked
    assert "2 people are recorded in them." in asked
    assert "No name would be shown." in asked
    assert response.redirect_chain == [(page_of(run), 302)]
    assert messages_of(response) == ["2 incidents are public now."]
    assert states() == ["draft", "hidden", "public", "public"]
    assert "drafts" not in text_of(response).replace("as drafts", "")


def test_a_file_that_was_public_from_the_beginning_needs_no_button(tmp_path, manager, person):
    public = mapping(('refuse = ["PERP_*"]', 'refuse = ["PERP_*"]\npublication = "public"'))
    row = "1,06/17/2018,Miami Gardens,,31,hurt"

    run = brought(tmp_path, row, by=person, mapping=public).run

    page = soup(manager, page_of(run))
    assert page.select_one(".notice") is None
    assert "as drafts" not in page.get_text()


@pytest.mark.parametrize("number", [1, 3])
def test_asking_takes_the_same_queries_for_three_as_for_one(
    tmp_path, manager, person, number, django_assert_num_queries
):
    rows = [f"{n},06/1{n}/2018,Miami Gardens,Ada Example,31,dead" for n in range(number)]
    run = brought(tmp_path, *rows, by=person).run

    with django_assert_num_queries(8):
        manager.get(page_of(run, "publish/"))


def test_a_file_is_made_public_by_managers_of_its_agency_only(agency, run):
    other = make.make_agency()
    strangers = {
        "organizer": (make.make_member(agency=agency, role=Role.ORGANIZER), 302),
        "editor": (make.make_member(agency=agency), 403),
        "editor of another agency": (make.make_member(agency=other), 403),
        "manager of another agency": (make.make_member(agency=other, role=Role.MANAGER), 404),
    }
    url = page_of(run, "publish/")

    for who, (user, code) in strangers.items():
        client = signed_in(user)
        assert (client.get(url).status_code, client.post(url).status_code) == (code, code), who
    assert Client().post(url).url == f"/admin/login/?next={url}"
    assert set(states()) == {"draft"}


def test_a_file_that_is_only_tried_has_nothing_to_publish(tmp_path, manager, person):
    tried = make_run(agency=person.memberships.get().agency)

    assert manager.get(page_of(tried.pk, "publish/")).status_code == 404


# The list of one file


def test_the_list_is_narrowed_to_a_file_for_who_may_see_the_file(agency, manager, run):
    editor = signed_in(make.make_member(agency=agency))
    stranger = signed_in(make.make_member(agency=make.make_agency(), role=Role.MANAGER))

    found = [
        client.get(f"{LIST}?file={run}").context["cl"].result_count
        for client in (manager, editor, stranger)
    ]

    assert found == [3, 0, 0]
    assert f"?file={run}" in str(soup(manager))
    assert f"?file={run}" not in str(soup(editor))
