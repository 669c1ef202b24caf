"""Who changed what and when, and older versions brought back."""

import pghistory
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.models import EventAgency
from incidents.models import FactClaim
from nightout.agencies.models import Role
from tests import factories as make
from tests.staffroom import rows, signed_in

pytestmark = pytest.mark.django_db


def told(response) -> list[str]:
    """Each step of the page as one line of text."""
    soup = BeautifulSoup(response.content, "html.parser")
    return [" ".join(step.get_text(" ", strip=True).split()) for step in soup.select(".step")]


def history_of(event) -> str:
    return reverse("admin:events_event_history", args=[event.pk])


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


def test_history_tells_who_changed_which_field_from_what_to_what(agency):
    person = make.make_member(agency=agency, name="Ana Clerk", email="ana@example.org")
    client = signed_in(person)
    event = make.make_event(title="Old title", host=agency, publication="draft")
    role = event.agency_roles.get()
    sent = {
        "title": "New title",
        "publication": "submitted",
        "written_in": "en",
        "status": "scheduled",
        "start_date": "2018-08-07",
        "city": event.city_id,
        **rows(
            "agency_roles",
            {"id": role.pk, "event": event.pk, "agency": agency.pk, "role": "co_host"},
        ),
        **rows("citations"),
        "registration": "none",
        "largest_party": 10,
        **rows("questions"),
        **rows("head_counts"),
        **rows("attendees"),
    }
    client.post(reverse("admin:events_event_change", args=[event.pk]), sent)

    newest = told(client.get(history_of(event)))[0]

    assert "Ana Clerk · ana@example.org" in newest
    assert "Title Old title → New title" in newest
    assert "Publication draft → submitted for review" in newest
    assert "Agency of an event: changed Role host → co-host" in newest


def test_history_tells_of_removed_parts(agency):
    event = make.make_event(host=agency)
    other = make.make_agency(name="Fire Department")
    EventAgency.objects.create(event=event, agency=other, role="co_host").delete()
    event.activities.add(make.make_activity(name="Cookout"))
    event.activities.clear()
    client = signed_in(make.make_member(agency=agency))

    page = " ".join(told(client.get(history_of(event))))

    assert "Agency of an event: removed Agency Fire Department" in page
    assert "Activity: removed Activity Cookout" in page


def test_history_names_people_of_other_agencies_without_their_address(agency):
    other = make.make_member(
        agency=make.make_agency(), role=Role.ORGANIZER, name="Far Away", email="far@example.org"
    )
    event = make.make_event(host=agency)
    event.organizers.add(other)

    page = signed_in(make.make_member(agency=agency)).get(history_of(event)).content.decode()

    assert "Far Away" in page
    assert "far@example.org" not in page


def test_an_older_version_fills_the_form_and_saves_nothing(agency):
    event = make.make_event(title="Old title", host=agency, publication="draft")
    event.title, event.publication = "New title", "submitted"
    with pghistory.context(user=None):
        event.save()
    client = signed_in(make.make_member(agency=agency))
    page = BeautifulSoup(client.get(history_of(event)).content, "html.parser")
    [link] = [a["href"] for a in page.select(".step a") if "version=" in a["href"]]

    form = client.get(link).context["adminform"].form

    assert (form["title"].value(), form["publication"].value()) == ("Old title", "submitted")
    event.refresh_from_db()
    assert event.title == "New title"


def test_a_version_of_another_row_is_404(agency):
    event, other = make.make_event(host=agency), make.make_event(host=agency)
    client = signed_in(make.make_member(agency=agency))
    url = reverse("admin:events_event_change", args=[event.pk])

    for version in (other.history.get().pgh_id, "abc", "9" * 30, ""):
        assert client.get(f"{url}?version={version}").status_code == 404


def test_history_of_accounts_tells_no_password():
    coordinator = make.make_coordinator()
    person = make.make_user(email="new@example.org")
    person.set_password("another horse battery")
    person.name = "New name"
    person.save()

    page = signed_in(coordinator).get(reverse("admin:accounts_user_history", args=[person.pk]))

    assert "New name" in page.content.decode()
    assert "pbkdf2" not in page.content.decode()


def test_what_was_added_and_changed_at_once_is_told_as_added():
    agency = make.make_agency()
    editor = make.make_member(agency=agency)
    incident = make.make_incident(agency=agency)
    source = make.make_source()
    with pghistory.context(user=editor.pk):
        claim = FactClaim.objects.create(
            incident=incident, fact="date", value="[2018-06-16..2018-06-17]", source=source
        )
        claim.chosen = True
        claim.save()

    page = signed_in(editor).get(f"/admin/incidents/incident/{incident.pk}/history/")

    said = " ".join(told(page))
    assert "What a source says: added" in said
    assert "What a source says: changed" not in said
    assert "This is what we show yes" in said
    assert "16–17 June 2018" in said
    assert "[2018" not in page.text
