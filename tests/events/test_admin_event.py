"""The event form of the staff room: dates, places, hosts, publication, duplicates."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from events.models import AgencyRole, Event, EventAgency, Publication
from nightout.agencies.models import Membership, Role
from nightout.audit.models import Entry
from tests import factories as make
from tests.staffroom import errors_of, messages_of, rows, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/events/event/add/"


def filled(*, host=None, hosts=None, attendees=None, **fields) -> dict:
    """What a clerk sends: the fields of a plain event, hosted by `host`."""
    hosts = hosts if hosts is not None else [{"agency": host.pk, "role": "host"}] if host else []
    return {
        "title": "National Night Out",
        "publication": "draft",
        "written_in": "en",
        "status": "scheduled",
        "start_date": "2018-08-07",
        "start_time": "",
        "end_date": "",
        "end_time": "",
        **rows("agency_roles", *hosts),
        **rows("citations"),
        "registration": "none",
        "largest_party": 10,
        **rows("questions"),
        **rows("head_counts"),
        **(attendees if attendees is not None else {}),
        **fields,
    }


def change_of(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency) -> Client:
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency) -> Client:
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


# Days and times


def test_empty_last_day_is_the_same_day_and_the_address_is_made(editor, agency):
    editor.post(ADD, filled(host=agency, city=make.make_city().pk, start_time="18:00"))

    event = Event.objects.get()
    assert (event.start_date, event.end_date) == (date(2018, 8, 7), date(2018, 8, 7))
    assert event.slug == "national-night-out-miami-gardens-2018-08-07"


def test_an_end_after_midnight_is_the_next_day_and_says_so(editor, agency):
    sent = filled(host=agency, city=make.make_city().pk, start_time="19:00", end_time="01:00")

    response = editor.post(ADD, sent, follow=True)

    event = Event.objects.get()
    assert (event.end_date, event.end_time) == (date(2018, 8, 8), time(1))
    assert "It ends after midnight: the last day is the next day." in messages_of(response)


def test_an_end_before_the_start_on_a_stated_day_is_an_error(editor, agency):
    sent = filled(
        host=agency,
        city=make.make_city().pk,
        start_time="19:00",
        end_time="01:00",
        end_date="2018-08-07",
    )

    response = editor.post(ADD, sent)

    assert errors_of(response) == [
        "It ends before it starts. After midnight, the last day is the next day."
    ]
    assert not Event.objects.exists()


def test_moving_the_date_of_one_day_moves_the_event(editor, agency):
    event = make.make_event(host=agency, publication=Publication.DRAFT)
    role = event.agency_roles.get()
    page = editor.get(change_of(event))
    assert page.context["adminform"].form["end_date"].value() is None

    kept = {"id": role.pk, "event": event.pk, "agency": agency.pk, "role": "host"}
    sent = filled(
        hosts=[kept], city=event.city_id, start_date="2018-10-02", attendees=rows("attendees")
    )
    editor.post(change_of(event), sent)

    event.refresh_from_db()
    assert (event.start_date, event.end_date) == (date(2018, 10, 2), date(2018, 10, 2))


# Places


def test_a_park_fills_in_city_and_neighborhood(editor, agency):
    liberty = make.make_neighborhood(name="Liberty City")
    park = make.make_park(name="Liberty Square", city=liberty.city, neighborhood=liberty)

    editor.post(ADD, filled(host=agency, park=park.pk))

    event = Event.objects.get()
    assert (event.city, event.neighborhood) == (liberty.city, liberty)


def test_a_park_of_another_city_is_an_error(editor, agency):
    park = make.make_park(name="Rolling Oaks Park", city=make.make_city())

    response = editor.post(
        ADD, filled(host=agency, park=park.pk, city=make.make_city(name="Miami").pk)
    )

    assert errors_of(response) == [
        "Rolling Oaks Park lies in Miami Gardens, FL. Change the park or the city."
    ]


def test_neither_city_nor_park_is_an_error(editor, agency):
    assert errors_of(editor.post(ADD, filled(host=agency))) == ["Name the city, or choose a park."]


def test_a_home_of_another_host_stays_and_is_not_named(editor, agency):
    home = make.make_park(name="Zanzibar home", kind="home", maintained_by=make.make_agency())
    event = make.make_event(host=agency, park=home, city=home.city, publication=Publication.DRAFT)
    role = event.agency_roles.get()

    page = editor.get(change_of(event)).content.decode()
    kept = {"id": role.pk, "event": event.pk, "agency": agency.pk, "role": "host"}
    editor.post(
        change_of(event), filled(hosts=[kept], city=home.city_id, attendees=rows("attendees"))
    )

    event.refresh_from_db()
    assert "Zanzibar" not in page
    assert event.park == home


# Hosts


def test_a_form_proposes_ones_only_agency_and_keeps_it_untouched(editor, agency):
    page = editor.get(ADD)
    proposed = page.context["inline_admin_formsets"][0].formset.forms[0]
    assert proposed["agency"].value() == agency.pk

    editor.post(ADD, filled(host=agency, city=make.make_city().pk))

    assert list(EventAgency.objects.values_list("agency", "role")) == [(agency.pk, "host")]


@pytest.mark.parametrize("role", [None, AgencyRole.ATTENDING])
def test_a_new_event_without_an_own_host_is_refused(editor, agency, role):
    hosts = [{"agency": agency.pk, "role": role}] if role else []

    response = editor.post(ADD, filled(hosts=hosts, city=make.make_city().pk))

    assert errors_of(response) == [
        "Name at least one agency of yours as host or co-host: it keeps this event."
    ]
    assert not Event.objects.exists()


def test_another_agency_cannot_be_made_host(editor, agency):
    other = make.make_agency()
    hosts = [{"agency": agency.pk, "role": "host"}, {"agency": other.pk, "role": "co_host"}]

    response = editor.post(ADD, filled(hosts=hosts, city=make.make_city().pk))

    assert errors_of(response) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


def test_the_last_own_host_cannot_be_removed(editor, agency):
    event = make.make_event(host=agency)
    EventAgency.objects.create(event=event, agency=make.make_agency(), role=AgencyRole.CO_HOST)
    own = event.agency_roles.get(agency=agency)
    gone = {"id": own.pk, "event": event.pk, "agency": agency.pk, "role": "host", "DELETE": "on"}

    response = editor.post(
        change_of(event),
        filled(hosts=[gone], city=event.city_id, attendees=rows("attendees")),
    )

    assert errors_of(response) == [
        "Name at least one agency of yours as host or co-host: it keeps this event."
    ]


def test_hosts_of_other_agencies_are_told_and_stay(editor, agency):
    other = make.make_agency(name="Sheriff of Elsewhere")
    event = make.make_event(host=agency, publication=Publication.DRAFT)
    theirs = EventAgency.objects.create(event=event, agency=other, role=AgencyRole.CO_HOST)
    own = event.agency_roles.get(agency=agency)

    page = editor.get(change_of(event)).content.decode()
    stolen = {"id": theirs.pk, "event": event.pk, "agency": agency.pk, "role": "attending"}
    kept = {"id": own.pk, "event": event.pk, "agency": agency.pk, "role": "host"}
    sent = filled(hosts=[kept, stolen], city=event.city_id, attendees=rows("attendees"))
    editor.post(change_of(event), sent)

    assert "Sheriff of Elsewhere: co-host" in page
    theirs.refresh_from_db()
    assert (theirs.agency, theirs.role) == (other, "co_host")


# Publication


@pytest.mark.parametrize("publication", ["public", "hidden"])
def test_an_editor_cannot_publish(editor, agency, publication):
    sent = filled(host=agency, city=make.make_city().pk, publication=publication)

    response = editor.post(ADD, sent)

    assert "is not one of the available choices" in errors_of(response)[0]
    assert not Event.objects.exists()


def test_a_manager_publishes(manager, agency):
    manager.post(ADD, filled(host=agency, city=make.make_city().pk, publication="public"))

    assert Event.objects.get().publication == "public"


def test_a_manager_elsewhere_cannot_publish_for_the_agency_of_which_one_is_editor(agency):
    person = make.make_member(agency=agency)
    Membership.objects.create(user=person, agency=make.make_agency(), role=Role.MANAGER)

    response = signed_in(person).post(
        ADD, filled(host=agency, city=make.make_city().pk, publication="public")
    )

    assert errors_of(response) == [
        "Only a manager of a hosting agency makes it public or hides it."
    ]


def test_an_editors_change_keeps_what_is_public_public(editor, agency):
    event = make.make_event(host=agency)
    own = event.agency_roles.get()
    kept = {"id": own.pk, "event": event.pk, "agency": agency.pk, "role": "host"}
    sent = filled(
        hosts=[kept], city=event.city_id, title="Renamed", publication="draft", slug="moved"
    )

    response = editor.post(change_of(event), {**sent, **rows("attendees")})

    before, event = event, Event.objects.get()
    assert response.status_code == 302
    assert (event.title, event.publication, event.slug) == ("Renamed", "public", before.slug)


def test_an_editor_does_not_delete_what_the_public_has_seen(editor, manager, agency):
    event = make.make_event(host=agency)
    url = reverse("admin:events_event_delete", args=[event.pk])

    assert editor.post(url, {"post": "yes"}).status_code == 403
    assert manager.post(url, {"post": "yes"}).status_code == 302
    assert not Event.objects.exists()


def test_public_page_is_linked_only_from_what_is_public(editor, agency):
    seen, draft = (
        make.make_event(host=agency, publication=publication) for publication in ("public", "draft")
    )

    assert seen.get_absolute_url() in editor.get(change_of(seen)).content.decode()
    assert draft.get_absolute_url() not in editor.get(change_of(draft)).content.decode()


# Organizers


def test_an_editor_chooses_organizers_among_colleagues_and_keeps_the_others(editor, agency):
    other = make.make_agency()
    colleague = make.make_member(agency=agency, role=Role.ORGANIZER, email="near@example.org")
    stranger = make.make_member(agency=other, role=Role.ORGANIZER, email="far@example.org")
    event = make.make_event(host=agency, publication=Publication.DRAFT)
    EventAgency.objects.create(event=event, agency=other, role=AgencyRole.CO_HOST)
    event.organizers.add(stranger)
    own = event.agency_roles.get(agency=agency)
    kept = {"id": own.pk, "event": event.pk, "agency": agency.pk, "role": "host"}
    sent = filled(hosts=[kept], city=event.city_id, attendees=rows("attendees"))

    page = editor.get(change_of(event)).content.decode()
    editor.post(change_of(event), {**sent, "organizers": [colleague.pk]})

    assert "near@example.org" in page
    assert "far@example.org" not in page
    assert set(event.organizers.all()) == {colleague, stranger}


def test_a_stranger_cannot_be_made_organizer(editor, agency):
    stranger = make.make_member(agency=make.make_agency(), email="far@example.org")

    response = editor.post(
        ADD, filled(host=agency, city=make.make_city().pk, organizers=[stranger.pk])
    )

    assert "is not one of the available choices" in errors_of(response)[0]
    assert "far@example.org" not in response.content.decode()


# Probable duplicates


def test_a_probable_duplicate_is_told_and_saved_only_with_the_tick(editor, agency):
    city = make.make_city()
    there = make.make_event(title="National Night Out", host=agency, city=city)
    sent = filled(host=agency, city=city.pk, title="National Nite Out", description="Typed")

    warned = editor.post(ADD, sent)
    assert [twin.url for twin in warned.context["twins"]] == [change_of(there)]
    assert "Typed" in warned.content.decode()
    assert Event.objects.count() == 1

    editor.post(ADD, {**sent, "save_all_the_same": "1"})
    assert Event.objects.count() == 2


def test_another_park_on_the_same_day_is_no_duplicate(editor, agency):
    one, two = make.make_park(name="Rolling Oaks Park"), make.make_park(name="Bunche Park")
    make.make_event(title="National Night Out", host=agency, park=one, city=one.city)

    editor.post(ADD, filled(host=agency, park=two.pk))

    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("publication", "told"),
    [
        ("public", ["An event of another agency: National Night Out"]),
        ("draft", []),
        ("submitted", []),
        ("hidden", []),
    ],
)
def test_of_another_agencys_events_only_the_public_are_told(editor, agency, publication, told):
    city = make.make_city()
    make.make_event(
        title="National Night Out", host=make.make_agency(), city=city, publication=publication
    )

    response = editor.post(ADD, filled(host=agency, city=city.pk))

    twins = response.context["twins"] if response.context else []
    assert [twin.words for twin in twins] == told


# Reading attendees leaves a trace


def test_the_form_shows_few_attendees_and_notes_who_read_them(manager, agency):
    event = make.make_event(host=agency)
    make.make_attendee(event=event, name="Ana López")

    page = manager.get(change_of(event)).content.decode()

    assert "Ana López" in page
    entry = Entry.objects.get()
    assert (entry.verb, entry.count, entry.agencies) == ("read", 1, [agency.pk])


def test_many_attendees_are_a_list_of_their_own(manager, agency, monkeypatch):
    monkeypatch.setattr("events.admin.event.MOST_INLINE", 1)
    event = make.make_event(host=agency)
    make.make_attendee(event=event, name="Ana López")
    make.make_attendee(event=event, name="Ben Pérez")

    page = manager.get(change_of(event)).content.decode()

    assert "Ana López" not in page
    assert f"/admin/events/attendee/?event={event.pk}" in page
    assert not Entry.objects.exists()
