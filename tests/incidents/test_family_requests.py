"""A family's request in the staff room: asked beside the person, read back, done; lifted by few."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from incidents.models import FamilyRequest, Victim
from incidents.names import honour
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.incidents.test_admin_incident import ADD, change_of, filled, stored
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/incidents/familyrequest/"


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER, name="Mara Manager"))


@pytest.fixture
def victim(agency):
    incident = make.make_incident(agency=agency)
    shown = {"name_rule": "full", "name_basis": "published", "outcome": "killed"}
    return make.make_victim(incident=incident, name="Zanzibar Doe", **shown)


def of(victim: Victim) -> str:
    return reverse("admin:incidents_familyrequest_of", args=[victim.pk])


def page_of(request: FamilyRequest) -> str:
    return reverse("admin:incidents_familyrequest_change", args=[request.pk])


def lift_of(request: FamilyRequest) -> str:
    return reverse("admin:incidents_familyrequest_lift", args=[request.pk])


def sent(wish: str = "remove", **fields):
    return {"wish": wish, "asked_by": "the mother", "received_on": "2018-09-01", **fields}


def honoured(victim: Victim, wish: str = "hold", **fields) -> FamilyRequest:
    values = {"asked_by": "the mother", "received_on": date(2018, 9, 1), "note": "", **fields}
    return honour(victim=victim, wish=wish, by=make.make_coordinator(), **values)


# Asked, read back, done


def test_the_form_is_one_step_from_the_person(editor, victim):
    page = editor.get(change_of(victim.incident)).content.decode()

    assert f'href="{of(victim)}">Hold or remove the name…</a>' in page
    assert editor.get(of(victim)).status_code == 200


@pytest.mark.parametrize(
    ("wish", "told"), [("hold", "managers of the agency still read it"), ("remove", "is erased")]
)
def test_nothing_happens_before_it_is_read_back_and_confirmed(editor, victim, wish, told):
    page = editor.post(of(victim), sent(wish))

    assert told in page.content.decode()
    assert not FamilyRequest.objects.exists()
    victim.refresh_from_db()
    assert victim.public_name == "Zanzibar Doe"


def test_an_editor_honours_a_request_and_reads_what_was_done(editor, victim):
    response = editor.post(of(victim), sent(confirmed="1"), follow=True)

    request = FamilyRequest.objects.get()
    assert response.redirect_chain == [(page_of(request), 302)]
    page = response.content.decode()
    assert "The name is removed, from earlier versions too." in page
    assert "A manager of the agency sees here which texts still hold the name." in page
    victim.refresh_from_db()
    assert (victim.name, victim.hold) == ("", "removed")
    assert request.entered_by.memberships.get().role == "editor"


def test_texts_that_still_hold_the_name_are_told_with_their_pages(manager, victim):
    victim.incident.summary = "Zanzibar of Doe was 24."  # too unlike the name to be taken out
    victim.incident.save()
    source = make.make_source(title="zanzibar de la doe, 24")
    victim.incident.citations.create(source=source)

    page = manager.post(of(victim), sent(confirmed="1"), follow=True).content.decode()

    assert f'<a href="{change_of(victim.incident)}">Incident</a>: summary' in page
    assert f'<a href="/admin/sources/source/{source.pk}/change/">Source</a>: title' in page
    victim.incident.summary = "A man was killed."
    victim.incident.save()
    again = manager.get(page_of(FamilyRequest.objects.get()))
    assert [mention["row"] for mention in again.context["mentions"]] == [source]


def test_of_names_and_addresses_only_who_reads_them_is_told(editor, manager, victim):
    make.make_victim(incident=victim.incident, name="Zanzibar Doe")
    make.make_exact_place(incident=victim.incident, address="House of Zanzibar the Doe")
    request = honoured(victim)

    told = {
        name: client.get(page_of(request)).context["mentions"]
        for name, client in (("editor", editor), ("manager", manager))
    }

    assert told["editor"] == []
    assert sorted(str(mention["column"]) for mention in told["manager"]) == [
        "exact address",
        "name",
    ]


def test_a_name_held_back_can_still_be_removed(editor, victim):
    first = honoured(victim)

    page = editor.get(of(victim)).content.decode()
    assert page_of(first) in page
    assert 'value="hold"' not in page
    editor.post(of(victim), sent(confirmed="1"))

    assert FamilyRequest.objects.open().get().wish == "remove"


def test_a_name_removed_leads_to_its_request(editor, victim):
    request = honoured(victim, "remove")

    response = editor.get(of(victim))

    assert (response.status_code, response.url) == (302, page_of(request))


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"wish": ""}, "This field is required."),
        ({"wish": "shout"}, "Select a valid choice."),
        ({"received_on": ""}, "This field is required."),
        (
            {"received_on": (timezone.localdate() + timedelta(days=1)).isoformat()},
            "This day is still to come.",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_done(editor, victim, wrong, error):
    page = editor.post(of(victim), sent(confirmed="1", **wrong) | wrong).content.decode()

    assert error in page
    assert not FamilyRequest.objects.exists()


def test_the_name_is_on_the_form_for_who_reads_it_and_that_is_noted(editor, manager, victim):
    Victim.objects.update(name_rule="withheld")

    assert "Zanzibar" not in editor.get(of(victim)).content.decode()
    assert not Entry.objects.exists()
    assert "Zanzibar Doe" in manager.get(of(victim)).content.decode()
    assert Entry.objects.get().verb == "read"


def test_note_and_who_asked_can_be_put_right_and_nothing_else(editor, victim):
    request = honoured(victim)

    editor.post(page_of(request), {"asked_by": "the sister", "note": "By phone", "wish": "remove"})

    request.refresh_from_db()
    assert (request.asked_by, request.note, request.wish) == ("the sister", "By phone", "hold")


# Lifting


def test_a_manager_lifts_a_request_and_says_why(manager, victim):
    request = honoured(victim)

    assert lift_of(request) in manager.get(page_of(request)).content.decode()
    assert manager.get(lift_of(request)).status_code == 200
    refused = manager.post(lift_of(request), {"because": ""})
    assert "This field is required." in refused.content.decode()
    page = manager.post(lift_of(request), {"because": "She called."}, follow=True).content.decode()

    request.refresh_from_db()
    assert request.lifted_because == "She called."
    assert "She called." in page
    assert "Mara Manager" in page
    assert lift_of(request) not in page
    assert manager.get(lift_of(request)).url == page_of(request)


def test_an_editor_does_not_lift(editor, victim):
    request = honoured(victim)

    assert lift_of(request) not in editor.get(page_of(request)).content.decode()
    assert editor.get(lift_of(request)).status_code == 403
    assert editor.post(lift_of(request), {"because": "Mine"}).status_code == 403
    assert FamilyRequest.objects.open().exists()


# Whose


def test_what_is_not_yours_is_not_there(victim):
    request = honoured(victim)
    elsewhere = make.make_agency()
    pages = [of(victim), page_of(request), lift_of(request)]
    for role in (Role.EDITOR, Role.MANAGER):
        stranger = signed_in(make.make_member(agency=elsewhere, role=role))
        for page in pages:
            assert stranger.get(page).status_code == 404
            assert stranger.post(page, sent(confirmed="1", because="x")).status_code == 404
        assert stranger.get(LIST).context["cl"].result_count == 0

    organizer = make.make_member(agency=victim.incident.agency, role=Role.ORGANIZER)
    for client in (Client(), signed_in(make.make_user()), signed_in(organizer)):
        for page in [*pages, LIST]:
            assert client.get(page).url == f"/admin/login/?next={page}"
            assert client.post(page, sent(confirmed="1")).status_code == 302
    assert FamilyRequest.objects.count() == 1


def test_no_request_is_added_elsewhere_or_deleted(manager, victim):
    request = honoured(victim)

    assert manager.get(f"{LIST}add/").status_code == 403
    delete = reverse("admin:incidents_familyrequest_delete", args=[request.pk])
    assert manager.post(delete, {"post": "yes"}).status_code == 403
    assert FamilyRequest.objects.exists()


@pytest.mark.parametrize("rows_there", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor, agency, rows_there, django_assert_num_queries
):
    for number in range(rows_there):
        incident = make.make_incident(agency=agency)
        honoured(make.make_victim(incident=incident, name=f"Ana Doe {number}"))

    with django_assert_num_queries(8):
        response = editor.get(LIST)

    assert len(response.context["cl"].result_list) == rows_there
    assert "Ana" not in response.content.decode()


@pytest.mark.parametrize(("query", "found"), [("?state=open", 1), ("?state=lifted", 1), ("", 2)])
def test_the_list_tells_what_is_in_force(editor, agency, query, found):
    for wish in ("hold", "remove"):
        honoured(make.make_victim(incident=make.make_incident(agency=agency), name=wish), wish)
    FamilyRequest.objects.filter(wish="hold").update(lifted_at=timezone.now(), lifted_because="x")

    page = editor.get(LIST + query)

    assert page.context["cl"].result_count == found
    number = FamilyRequest.objects.earliest("pk").pk
    assert editor.get(LIST, {"q": f"#{number}"}).context["cl"].result_count == 1
    assert editor.get(LIST, {"q": "remove"}).context["cl"].result_count == 0


# The form of the person


def kept(victim: Victim, **changed):
    return {"id": victim.pk, "incident": victim.incident_id, "outcome": victim.outcome, **changed}


def new(name: str = "Zanzibar Doe", **fields):
    return {"name": name, "outcome": "killed", **fields}


@pytest.mark.parametrize("wish", ["hold", "remove"])
def test_no_form_changes_the_name_or_rule_of_who_is_held(manager, victim, wish):
    honoured(victim, wish)
    changed = {"name": "Zanzibar Doe", "name_rule": "full", "name_basis": "published", "age": 31}

    manager.post(
        change_of(victim.incident), stored(victim.incident, victims=[kept(victim, **changed)])
    )

    before = victim.name
    victim.refresh_from_db()
    assert (victim.name, victim.name_rule, victim.age) == (before, "withheld", 31)


@pytest.mark.parametrize("name", ["Zanzibar Doe", "DOE, ZANZIBAR", "Zanzibar Doe Jr."])
def test_a_removed_name_is_not_taken_again(manager, agency, victim, name):
    honoured(victim, "remove")

    response = manager.post(
        ADD, filled(agency=agency, day="2020-01-01", victims=[new(name, name_rule="withheld")])
    )

    assert errors_of(response) == [
        "A family asked us not to keep this name. Leave it empty: the person counts."
    ]
    assert Victim.objects.count() == 1


def test_a_name_held_back_is_taken_withheld_and_not_shown(manager, agency, victim):
    honoured(victim, "hold")
    shown = new(name_rule="full", name_basis="published")
    days = {"agency": agency, "day": "2020-01-01"}

    refused = manager.post(ADD, filled(victims=[shown], **days))
    manager.post(ADD, filled(victims=[new(name_rule="withheld")], **days))

    assert errors_of(refused) == ["A family asked us not to show this name. Choose “withheld”."]
    assert Victim.objects.latest("pk").name_rule == "withheld"


def test_the_agencys_rule_does_not_show_a_name_that_is_held(manager, agency, victim):
    honoured(victim, "hold")
    agency.victims_names = "full"
    agency.save()
    person = new(outcome_source=make.make_source().pk)

    manager.post(ADD, filled(agency=agency, day="2020-01-01", victims=[person]))

    assert Victim.objects.latest("pk").name_rule == "withheld"


def test_another_agency_on_other_days_may_enter_the_name(victim):
    honoured(victim, "remove")
    elsewhere = make.make_agency()
    client = signed_in(make.make_member(agency=elsewhere))

    client.post(ADD, filled(agency=elsewhere, day="2020-01-01", victims=[new()]))

    assert Victim.objects.latest("pk").name == "Zanzibar Doe"


# Who reviewed the rule


def test_whoever_changes_name_or_rule_has_reviewed_it(manager, victim):
    Victim.objects.update(name_rule="withheld", name_basis="", reviewed_on=None)
    shown = kept(victim, name=victim.name, name_rule="initials", name_basis="family")

    manager.post(change_of(victim.incident), stored(victim.incident, victims=[shown]))

    victim.refresh_from_db()
    assert (victim.public_name, victim.reviewed_on) == ("Z. D.", timezone.localdate())
    assert victim.reviewed_by.name == "Mara Manager"
    assert "Mara Manager" in manager.get(change_of(victim.incident)).content.decode()


def test_a_change_of_the_age_is_no_review(manager, victim):
    shown = kept(victim, name=victim.name, name_rule="full", name_basis="published", age=31)

    manager.post(change_of(victim.incident), stored(victim.incident, victims=[shown]))

    victim.refresh_from_db()
    assert (victim.age, victim.reviewed_on, victim.reviewed_by) == (31, date(2018, 8, 8), None)


@pytest.mark.parametrize(
    ("person", "rule"),
    [
        ({}, "initials"),
        ({"age": 30}, "initials"),
        ({"age": 17}, "withheld"),
        ({"age_group": "under_18"}, "withheld"),
        ({"outcome": "injured"}, "withheld"),
        ({"outcome_source": ""}, "withheld"),
        ({"name_rule": "withheld"}, "withheld"),
    ],
)
def test_a_new_person_begins_with_the_agencys_rule(editor, agency, person, rule):
    agency.victims_names = "initials"
    agency.save()
    person = new(**{"outcome_source": make.make_source().pk, **person})

    editor.post(ADD, filled(agency=agency, victims=[person]))

    found = Victim.objects.get()
    basis = "agency" if rule == "initials" else ""
    assert (found.name_rule, found.name_basis, found.reviewed_on) == (
        rule,
        basis,
        timezone.localdate(),
    )


def test_an_untouched_row_is_no_person_whatever_its_rule_says(editor, agency):
    editor.post(ADD, filled(agency=agency, victims=[{"outcome": "", "name_rule": "full"}]))

    assert not Victim.objects.exists()


def test_a_request_leaves_the_form_of_the_incident_usable(editor, victim):
    honoured(victim)

    response = editor.post(
        change_of(victim.incident),
        stored(victim.incident, victims=[kept(victim, age=30)]) | rows("links"),
    )

    assert response.status_code == 302
    victim.refresh_from_db()
    assert (victim.age, victim.hold) == (30, "held")


# No way to try a guess


def test_an_editor_is_told_of_no_text_and_nobody_of_the_mark(editor, manager, victim):
    victim.incident.notes = "Zanzibar the Doe"
    victim.incident.save()
    request = honoured(victim)
    history = reverse("admin:incidents_familyrequest_history", args=[request.pk])

    assert editor.get(page_of(request)).context["mentions"] == []
    assert len(manager.get(page_of(request)).context["mentions"]) == 1
    for client in (editor, manager):
        page = client.get(history).content.decode()
        assert request.name_mark not in page
        assert "ame mark" not in page


@pytest.mark.parametrize("column", ["summary", "inference", "date_as_printed"])
def test_a_name_does_not_come_back_in_a_text_and_the_attempt_is_noted(editor, victim, column):
    honoured(victim, "remove")
    incident = victim.incident

    refused = editor.post(change_of(incident), stored(incident, **{column: "Zanzibar Doe was 24."}))

    assert errors_of(refused) == [
        "A family asked us not to show a name that stands here. Leave it out."
    ]
    assert "hold or remove was typed" in Entry.objects.first().target
    editor.post(change_of(incident), stored(incident, **{column: "A man of 24."}))
    incident.refresh_from_db()
    assert getattr(incident, column) == "A man of 24."


def test_nor_in_a_correction_or_in_what_a_source_says(editor, victim):
    honoured(victim, "remove")
    incident, source = victim.incident, make.make_source()
    sources = reverse("admin:incidents_incident_sources", args=[incident.pk])
    say = reverse("admin:incidents_incident_say", args=[incident.pk, "people"])
    correction = {"text": "Zanzibar Doe was 24.", "made_on": "2018-09-01", "written_in": "en"}

    for page, sent_there in (
        (sources, correction),
        (say, {"value": 1, "source": source.pk, "as_printed": "Zanzibar Doe, 24"}),
    ):
        assert "not to show a name" in editor.post(page, sent_there).content.decode()
    assert not incident.corrections.exists()
    assert not incident.fact_claims.exists()
