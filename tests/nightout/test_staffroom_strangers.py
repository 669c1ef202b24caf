"""What belongs to another agency is not there: in no list, page, choice or message."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import HeadCount, ParkKind, Publication
from incidents.models import IncidentPublication
from nightout.agencies.models import Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"  # in every row of the other agency, and nowhere else


def secret_row(kind: str):
    """A row that only its own agency knows, with a name that would be seen if it leaked."""
    agency = make.make_agency(name="Sheriff of Elsewhere")
    if kind == "incidents_incident":
        incident = make.make_incident(
            agency=agency, publication=IncidentPublication.DRAFT, summary=SECRET
        )
        make.make_victim(incident=incident, name=f"{SECRET} Doe")
        return incident
    if kind == "events_park":
        return make.make_park(name=f"{SECRET} home", kind=ParkKind.HOME, maintained_by=agency)
    event = make.make_event(
        title=f"{SECRET} evening", host=agency, publication=Publication.DRAFT, city=make.make_city()
    )
    if kind == "events_attendee":
        return make.make_attendee(event=event, name=f"{SECRET} Doe", email="zanzibar@example.org")
    if kind == "events_headcount":
        return HeadCount.objects.create(event=event, people=7, how="counted", counted_by=SECRET)
    return event


PRIVATE = [
    "events_event",
    "events_park",
    "events_attendee",
    "events_headcount",
    "incidents_incident",
]


@pytest.fixture
def stranger() -> Client:
    """An editor of another agency."""
    return signed_in(make.make_member(agency=make.make_agency(name="Police of Here")))


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_another_agencys_editor_gets_404(stranger, kind, page):
    url = reverse(f"admin:{kind}_{page}", args=[secret_row(kind).pk])

    for query in ("", "?_popup=1", "?_to_field=id", "?version=1"):
        assert stranger.get(url + query).status_code == 404
    assert stranger.post(url, {"post": "yes", "title": "Mine now"}).status_code == 404


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("page", ["change", "delete", "history", "changelist"])
def test_anonymous_and_organizer_are_sent_away(kind, page):
    row = secret_row(kind)
    args = [] if page == "changelist" else [row.pk]
    url = reverse(f"admin:{kind}_{page}", args=args)
    organizer = make.make_member(agency=make.make_agency(), role=Role.ORGANIZER)

    for client in (Client(), signed_in(organizer)):
        response = client.get(url)

        assert (response.status_code, response.url) == (302, f"/admin/login/?next={url}")


@pytest.mark.parametrize("kind", PRIVATE)
@pytest.mark.parametrize("query", ["", "?q=zanzibar", "?q=7", "?o=1", "?event=1", "?city=1"])
def test_another_agencys_row_is_in_no_list(stranger, kind, query):
    row = secret_row(kind)
    query = query.replace("event=1", f"event={getattr(row, 'event_id', 0)}")
    url = reverse(f"admin:{kind}_changelist") + query

    response = stranger.get(url)

    if response.status_code == 200:
        assert SECRET not in response.content.decode().replace("zanzibar", "")
        assert response.context["cl"].result_count == 0
    else:
        assert response.status_code == 400


@pytest.mark.parametrize(
    ("source", "field", "kind"),
    [
        ("events.event", "park", "events_park"),
        ("events.attendee", "event", "events_event"),
        ("events.headcount", "event", "events_event"),
        ("incidents.incidentlink", "other", "incidents_incident"),
    ],
)
def test_another_agencys_row_is_in_no_choice(stranger, source, field, kind):
    secret_row(kind)
    app, model = source.split(".")
    query = {"app_label": app, "model_name": model, "field_name": field}

    for term in ("", "zanzibar", "1"):
        response = stranger.get(reverse("admin:autocomplete"), {**query, "term": term})

        assert response.json()["results"] == []


def test_accounts_are_in_no_choice_of_an_editor(stranger):
    make.make_user(email="zanzibar@example.org")

    for app, model, field in [
        ("events", "event", "organizers"),
        ("agencies", "membership", "user"),
    ]:
        query = {"app_label": app, "model_name": model, "field_name": field, "term": "z"}
        assert stranger.get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.parametrize("kind", PRIVATE)
def test_another_agencys_row_is_deleted_by_no_action(stranger, kind):
    row = secret_row(kind)
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "index": 0}

    response = stranger.post(reverse(f"admin:{kind}_changelist"), chosen)

    assert SECRET not in response.content.decode()
    stranger.post(reverse(f"admin:{kind}_changelist"), {**chosen, "post": "yes"})
    assert type(row).objects.filter(pk=row.pk).exists()


def test_a_source_is_cited_by_all_and_changed_by_who_added_it(stranger):
    owner = make.make_member(agency=make.make_agency())
    source = make.make_source(title="A story", added_by=owner)
    url = reverse("admin:sources_source_change", args=[source.pk])
    new = {"publisher": "The Gazette", "title": "A better title"}

    assert stranger.get(url).status_code == 200
    assert stranger.post(url, new).status_code == 403
    assert stranger.get(reverse("admin:sources_source_delete", args=[source.pk])).status_code == 403
    assert (
        stranger.get(reverse("admin:sources_source_history", args=[source.pk])).status_code == 403
    )
    assert signed_in(owner).post(url, new).status_code == 302
    source.refresh_from_db()
    assert source.title == "A better title"


def test_who_enters_a_source_keeps_it():
    editor = make.make_member(agency=make.make_agency())

    signed_in(editor).post(
        reverse("admin:sources_source_add"), {"publisher": "The Gazette", "title": "New"}
    )

    assert list(editor.sources.values_list("title", flat=True)) == ["New"]


def test_a_claim_is_looked_up_by_staff_and_kept_by_coordinators(stranger):
    count = make.make_reported_count()
    url = reverse("admin:sources_reportedcount_change", args=[count.pk])

    assert stranger.get(url).status_code == 200
    assert stranger.post(url, {}).status_code == 403


def test_delete_page_does_not_name_other_agencies_rows():
    agency = make.make_agency()
    park = make.make_park(maintained_by=agency)
    make.make_event(title="Own evening", host=agency, park=park)
    make.make_event(
        title=f"{SECRET} evening", host=make.make_agency(), park=park, publication="draft"
    )
    editor = signed_in(make.make_member(agency=agency))

    page = editor.get(reverse("admin:events_park_delete", args=[park.pk])).content.decode()

    assert "Own evening" in page
    assert "1 more: events" in page
    assert SECRET not in page


def test_log_of_peoples_data_is_for_managers_of_the_agency_and_coordinators():
    own, other = make.make_agency(), make.make_agency()
    Entry.objects.create(
        who="a@example.org", verb="read", target="Ours", count=1, agencies=[own.pk]
    )
    Entry.objects.create(
        who="b@example.org", verb="read", target=SECRET, count=1, agencies=[other.pk]
    )
    url = reverse("admin:audit_entry_changelist")

    seen = {
        name: [row.target for row in response.context["cl"].result_list]
        if (response := signed_in(user).get(url)).status_code == 200
        else response.status_code
        for name, user in {
            "manager": make.make_member(agency=own, role=Role.MANAGER),
            "coordinator": make.make_coordinator(),
            "editor": make.make_member(agency=own),
        }.items()
    }

    assert seen == {"manager": ["Ours"], "coordinator": [SECRET, "Ours"], "editor": 403}


def test_log_of_peoples_data_cannot_be_changed_even_by_a_coordinator():
    entry = Entry.objects.create(who="a@example.org", verb="read", target="Ours", count=1)
    client = signed_in(make.make_coordinator())

    assert client.get(reverse("admin:audit_entry_add")).status_code == 403
    for page in ("change", "delete"):
        url = reverse(f"admin:audit_entry_{page}", args=[entry.pk])
        assert client.post(url, {"post": "yes", "target": "x"}).status_code == 403


def test_manager_changes_the_contact_of_the_own_agency_and_nothing_else():
    own, other = make.make_agency(name="Ours"), make.make_agency(name="Theirs")
    manager = signed_in(make.make_member(agency=own, role=Role.MANAGER))
    sent = {
        "name": "Renamed",
        "slug": "renamed",
        "kind": "fire",
        "ori": "FL0130000",
        "email": "desk@example.org",
        "keep_guests_days": 30,
        "victims_names": "withheld",
        "officials-TOTAL_FORMS": 0,
        "officials-INITIAL_FORMS": 0,
    }

    manager.post(reverse("admin:agencies_agency_change", args=[own.pk]), sent)

    own.refresh_from_db()
    assert (own.name, own.slug, own.kind, own.ori, own.email, own.keep_guests_days) == (
        "Ours",
        "ours",
        "municipal_police",
        None,
        "desk@example.org",
        30,
    )
    theirs = reverse("admin:agencies_agency_change", args=[other.pk])
    assert manager.post(theirs, sent).status_code == 403
    editor = signed_in(make.make_member(agency=own))
    assert (
        editor.post(reverse("admin:agencies_agency_change", args=[own.pk]), sent).status_code == 403
    )


def test_accounts_are_for_coordinators_only(stranger):
    person = make.make_user(email="someone@example.org")

    for page, args in [("changelist", []), ("change", [person.pk]), ("add", [])]:
        url = reverse(f"admin:accounts_user_{page}", args=args)
        assert stranger.get(url).status_code in (403, 404)
    password = reverse("admin:auth_user_password_change", args=[person.pk])
    assert stranger.get(password).status_code in (403, 404)
