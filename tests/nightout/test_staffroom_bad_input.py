"""Anything typed or sent in the staff room: never a 5xx, nothing refused is stored, shown inert."""

from itertools import cycle, islice

import pytest
from django.urls import reverse

from events.models import Attendee, Event
from incidents.models import Incident
from tests import factories as make
from tests.nightout.test_bad_input import anything
from tests.staffroom import rows, signed_in

pytestmark = pytest.mark.django_db

LISTS = {
    "events/event": ["q", "when", "campaign", "agency", "city", "publication__exact", "o", "p"],
    "events/park": ["q", "city", "kind__exact", "p", "e"],
    "events/attendee": ["q", "event", "status__exact", "all"],
    "incidents/incident": ["q", "when", "agency", "city", "_popup", "_to_field"],
    "sources/source": ["q", "when", "o"],
    "agencies/agency": ["q", "kind__exact", "_facets"],
    "audit/entry": ["q", "when", "verb__exact"],
    "accounts/user": ["q", "is_staff__exact"],
}
FORMS = {
    "events/event": [
        "title",
        "description",
        "place_as_printed",
        "start_date",
        "start_time",
        "end_date",
        "end_time",
        "city",
        "park",
        "campaign",
        "activities",
        "organizers",
        "languages",
        "capacity",
        "rain_plan",
        "contact",
        "notes",
        "slug",
        "publication",
        "status",
    ],
    "incidents/incident": [
        "precision",
        "day",
        "last_day",
        "occurred_at",
        "date_as_printed",
        "summary",
        "offense",
        "agency",
        "publication",
        "location-0-city",
        "location-0-latitude",
        "victims-0-age",
        "location-0-public_text",
        "victims-0-name",
        "victims-0-name_rule",
        "victims-0-outcome",
    ],
    "events/park": ["name", "kind", "city", "address", "latitude", "longitude", "slug"],
    "agencies/agency": ["name", "slug", "kind", "ori", "website", "email", "phone", "city"],
    "sources/source": ["publisher", "title", "url", "published_on", "inferred_because"],
    "events/attendee": ["event", "name", "email", "phone", "adults", "status", "note"],
}
FORMSETS = {
    "events/event": ["agency_roles", "citations", "head_counts"],
    "incidents/incident": ["location", "victims", "citations", "case_statuses", "rewards", "links"],
    "agencies/agency": ["officials", "memberships"],
}


@pytest.fixture
def client():
    event = make.make_event(host=make.make_agency(), park=make.make_park())
    make.make_attendee(event=event)
    make.make_victim(incident=make.make_incident(), name="Darin Williams")
    make.make_source()
    return signed_in(make.make_coordinator())


def test_lists_take_anything(client):
    """Each text in the search or a filter of some list, all of them in turn."""
    asked = cycle([(path, name) for path, names in LISTS.items() for name in names])
    for text, (path, name) in zip(anything(), asked, strict=False):
        answer = client.get(f"/admin/{path}/", {name: text.encode("utf-8", "surrogatepass")})

        assert answer.status_code in (200, 302, 400), (path, name, text)
        assert b"<img src=x" not in answer.content.lower(), (path, name, text)


def test_search_takes_anything(client):
    for text in anything():
        answer = client.get("/admin/agencies/agency/", {"q": text.encode("utf-8", "replace")})

        assert answer.status_code in (200, 302, 400), text
        assert b"<img src=x" not in answer.content.lower(), text


def test_choices_take_anything(client):
    known = {"app_label": "events", "model_name": "event", "field_name": "park"}

    for text, name in zip(anything(), cycle(["term", "page", *known]), strict=False):
        value = text.encode("utf-8", "surrogatepass")

        answer = client.get(reverse("admin:autocomplete"), {**known, name: value})

        assert answer.status_code in (200, 400, 403, 404), (name, text)


@pytest.mark.parametrize("path", list(FORMS))
def test_forms_take_anything(client, path):
    texts = cycle(anything())
    for _round in range(len(anything()) // len(FORMS[path]) + 1):
        sent = dict(zip(FORMS[path], islice(texts, len(FORMS[path])), strict=True))
        for prefix in FORMSETS.get(path, []):
            full = any(name.startswith(f"{prefix}-0") for name in sent)
            sent = {**rows(prefix, *([{}] if full else [])), **sent}

        sendable = {
            name: str(text).encode("utf-8", "replace").decode() for name, text in sent.items()
        }
        answer = client.post(f"/admin/{path}/add/", sendable)

        assert answer.status_code in (200, 302), sent


@pytest.mark.parametrize("management", ["-1", "abc", "99999999", "", "\x00"])
def test_odd_numbers_of_rows_are_no_crash(client, management):
    sent = {"agency_roles-TOTAL_FORMS": management, "agency_roles-INITIAL_FORMS": management}

    assert client.post("/admin/events/event/add/", sent).status_code in (200, 400)
    assert Event.objects.count() == 1


def test_what_is_stored_is_shown_inert(client):
    event = Event.objects.get()
    text = "<script>alert(1)</script>"
    Event.objects.filter(pk=event.pk).update(title=text, description=text)
    Attendee.objects.update(name=text)
    Incident.objects.update(summary=text)

    for url in [
        "/admin/events/event/",
        reverse("admin:events_event_change", args=[event.pk]),
        reverse("admin:events_event_history", args=[event.pk]),
        reverse("admin:events_event_delete", args=[event.pk]),
        "/admin/events/attendee/",
        reverse("admin:incidents_incident_change", args=[Incident.objects.get().pk]),
    ]:
        assert "<script>alert" not in client.get(url).content.decode()
