"""The incident form of the staff room: dates as far as known, places, people, names."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from incidents.models import Incident, IncidentLink, IncidentPublication, Victim
from nightout.agencies.models import Membership, Role
from nightout.sources.models import ReportedCount
from tests import factories as make
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/incidents/incident/add/"
LIST = "/admin/incidents/incident/"


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def filled(*, agency, city=None, place=None, exact_place=(), victims=(), links=(), **fields):
    place = place or {"precision": "city", "city": (city or make.make_city()).pk}
    return {
        "agency": agency.pk,
        "publication": "draft",
        "written_in": "en",
        "precision": "day",
        "day": "2018-06-17",
        "last_day": "",
        "occurred_at": "",
        **rows("location", place),
        **rows("exact_place", *exact_place),
        **rows("victims", *victims),
        **rows("citations"),
        **rows("case_statuses"),
        **rows("rewards"),
        **rows("links", *links),
        **fields,
    }


def stored(incident: Incident, **fields):
    """The same form for an incident that is there, with its victims as they are."""
    place = incident.location
    victims = [
        {
            "id": victim.pk,
            "incident": incident.pk,
            "name": victim.name,
            "name_rule": victim.name_rule,
            "outcome": victim.outcome,
        }
        for victim in incident.victims.order_by("pk")
    ]
    location = {
        "id": place.pk,
        "incident": incident.pk,
        "precision": place.precision,
        "city": place.city_id,
    }
    return filled(
        agency=incident.agency,
        place=location,
        **{"victims": victims, "publication": incident.publication, **fields},
    )


def change_of(incident: Incident) -> str:
    return reverse("admin:incidents_incident_change", args=[incident.pk])


# When


@pytest.mark.parametrize(
    ("precision", "sent", "first", "last"),
    [
        ("day", {}, date(2018, 6, 17), date(2018, 6, 17)),
        ("time", {"occurred_at": "22:15"}, date(2018, 6, 17), date(2018, 6, 17)),
        ("weekend", {}, date(2018, 6, 16), date(2018, 6, 17)),
        ("weekend", {"day": "2018-06-16"}, date(2018, 6, 16), date(2018, 6, 17)),
        ("week", {}, date(2018, 6, 11), date(2018, 6, 17)),
        ("range", {"last_day": "2018-06-20"}, date(2018, 6, 17), date(2018, 6, 20)),
        ("month", {}, date(2018, 6, 1), date(2018, 6, 30)),
        ("year", {}, date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_any_day_in_it_and_how_exactly_make_the_first_and_the_last(
    editor, agency, precision, sent, first, last
):
    response = editor.post(ADD, filled(agency=agency, precision=precision, **sent))

    assert response.status_code == 302
    incident = Incident.objects.get()
    assert (incident.occurred_from, incident.occurred_to) == (first, last)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"precision": "range"}, "Say the last day too."),
        (
            {"precision": "range", "last_day": "2018-06-16"},
            "The last day must not come before the first.",
        ),
        (
            {"precision": "range", "last_day": "2018-06-17"},
            "That is one day. Choose “the day is known” and no last day.",
        ),
        (
            {"precision": "month", "last_day": "2018-06-30"},
            "A last day goes only with “from one day to another”. Remove it.",
        ),
        ({"precision": "time"}, "Say the time, or choose “the day is known”."),
        (
            {"precision": "day", "occurred_at": "22:15"},
            "A time goes only with “the minute is known”. Remove it, or choose that.",
        ),
        ({"precision": ""}, "This field is required."),
        ({"day": ""}, "This field is required."),
        ({"day": "soon"}, "Enter a valid date."),
    ],
)
def test_what_does_not_go_together_is_said_in_plain_words(editor, agency, sent, error):
    response = editor.post(ADD, filled(agency=agency, **sent))

    assert errors_of(response) == [error]
    assert not Incident.objects.exists()


def test_the_span_is_shown_in_words_in_list_and_form(editor, agency):
    incident = make.make_incident(agency=agency, precision="weekend", day=date(2018, 6, 16))

    assert "weekend of 16–17 June 2018" in editor.get(LIST).content.decode()
    page = editor.get(change_of(incident))
    assert "weekend of 16–17 June 2018" in page.content.decode()
    form = page.context["adminform"].form
    assert (form["day"].value(), form["last_day"].value()) == (date(2018, 6, 16), None)


def test_a_claims_period_is_entered_the_same_way():
    coordinator = signed_in(make.make_coordinator())
    url = "/admin/sources/reportedcount/add/"
    sent = {
        "source": make.make_source().pk,
        "measure": "killed",
        "qualifier": "exact",
        "value": 5,
        "period_precision": "month",
        "day": "2018-07-09",
        "city": make.make_city().pk,
    }

    coordinator.post(url, sent)
    refused = coordinator.post(url, {**sent, "last_day": "2018-07-31"})

    claim = ReportedCount.objects.get()
    assert (claim.period_from, claim.period_to) == (date(2018, 7, 1), date(2018, 7, 31))
    assert errors_of(refused) == ["A last day goes only with “from one day to another”. Remove it."]


# Where


def test_a_place_must_be_told(editor, agency):
    response = editor.post(ADD, filled(agency=agency, place={"precision": "", "city": ""}))

    assert "Say where it happened." in errors_of(response)
    assert not Incident.objects.exists()


def test_a_neighborhood_says_its_city(editor, agency):
    liberty = make.make_neighborhood(name="Liberty City")
    place = {"precision": "neighborhood", "neighborhood": liberty.pk}

    editor.post(ADD, filled(agency=agency, place=place))

    assert Incident.objects.get().location.city == liberty.city


@pytest.mark.parametrize(
    ("place", "error"),
    [
        (
            {"precision": "county"},
            "Name the city; or, where it is not known, the county with that precision.",
        ),
        (
            {"precision": "city", "latitude": "25.9", "longitude": "-80.2"},
            "A point on the map needs latitude and longitude, and a block or crossing.",
        ),
    ],
)
def test_the_databases_rules_of_places_are_errors_of_the_form(editor, agency, place, error):
    place = {"city": make.make_city().pk, **place}

    assert error in errors_of(editor.post(ADD, filled(agency=agency, place=place)))


# Whose


def test_another_agencys_incident_cannot_be_entered(editor):
    response = editor.post(ADD, filled(agency=make.make_agency()))

    assert "is not one of the available choices" in errors_of(response)[0]
    assert not Incident.objects.exists()


def test_an_editor_neither_publishes_nor_hides(editor, agency):
    editor.post(ADD, filled(agency=agency, publication="public"))
    draft = Incident.objects.get()
    assert draft.publication == "draft"

    seen = make.make_incident(agency=agency, day=date(2018, 7, 1))
    editor.post(change_of(seen), stored(seen, publication="hidden", day="2018-07-01"))
    seen.refresh_from_db()
    assert seen.publication == "public"


def test_a_manager_publishes(manager, agency):
    manager.post(ADD, filled(agency=agency, publication="public"))

    assert Incident.objects.get().publication == "public"


def test_a_manager_elsewhere_does_not_publish_for_the_agency_of_which_one_is_editor(agency):
    person = make.make_member(agency=agency)
    Membership.objects.create(user=person, agency=make.make_agency(), role=Role.MANAGER)

    response = signed_in(person).post(ADD, filled(agency=agency, publication="public"))

    assert errors_of(response) == ["Only a manager of Police of Here makes it public or hides it."]


def test_an_editor_does_not_move_an_incident_to_where_one_would_read_its_names(agency):
    person = make.make_member(agency=agency)
    elsewhere = make.make_agency()
    Membership.objects.create(user=person, agency=elsewhere, role=Role.MANAGER)
    incident = make.make_incident(agency=agency, publication=IncidentPublication.DRAFT)

    signed_in(person).post(change_of(incident), stored(incident) | {"agency": elsewhere.pk})

    incident.refresh_from_db()
    assert incident.agency == agency


def test_an_editor_does_not_delete_what_the_public_has_seen(editor, manager, agency):
    incident = make.make_incident(agency=agency)
    url = reverse("admin:incidents_incident_delete", args=[incident.pk])

    assert editor.post(url, {"post": "yes"}).status_code == 403
    assert manager.post(url, {"post": "yes"}).status_code == 302
    assert not Incident.objects.exists()


# People


def test_two_people_without_names_are_two_victims(editor, agency):
    unnamed = {"outcome": "unknown", "name_rule": "withheld"}

    editor.post(ADD, filled(agency=agency, victims=[unnamed, unnamed]))

    assert list(Victim.objects.values_list("name", "outcome", "name_rule")) == [
        ("", "unknown", "withheld"),
        ("", "unknown", "withheld"),
    ]


def test_an_untouched_row_is_no_victim(editor, agency):
    editor.post(ADD, filled(agency=agency, victims=[{"outcome": "", "name_rule": "withheld"}]))

    assert Incident.objects.exists()
    assert not Victim.objects.exists()


@pytest.mark.parametrize(
    ("victim", "error"),
    [
        (
            {"name_rule": "full", "outcome": "killed"},
            "Say the reason why the name may be shown.",
        ),
        (
            {"name_rule": "full", "name_basis": "published", "outcome": "killed", "age": 10},
            "The name of a minor or a survivor is shown only where the family agreed.",
        ),
        (
            {"name_rule": "withheld", "outcome": "killed", "age": 130},
            "An age lies between 0 and 120.",
        ),
    ],
)
def test_the_databases_rules_of_names_are_errors_of_the_form(editor, agency, victim, error):
    response = editor.post(
        ADD, filled(agency=agency, victims=[{"name": "Darin Williams", **victim}])
    )

    assert errors_of(response) == [error]


def test_links_to_incidents_one_does_not_see_stay(editor, agency):
    incident = make.make_incident(agency=agency, publication=IncidentPublication.DRAFT)
    other = make.make_incident(publication=IncidentPublication.DRAFT, summary="Zanzibar")
    link = IncidentLink.objects.create(
        incident=incident, other=other, kind="related", said_by="Police"
    )

    page = editor.get(change_of(incident)).content.decode()
    editor.post(change_of(incident), stored(incident))

    assert str(other) not in page
    assert list(incident.links.all()) == [link]


def test_a_link_to_an_incident_one_does_not_see_is_refused(editor, agency):
    other = make.make_incident(publication=IncidentPublication.DRAFT)
    link = {"other": other.pk, "kind": "related", "said_by": "Police"}

    response = editor.post(ADD, filled(agency=agency, links=[link]))

    assert "is not one of the available choices" in errors_of(response)[0]


# Probable duplicates


@pytest.mark.parametrize(
    ("day", "precision", "warned"),
    [
        ("2018-06-17", "day", True),
        ("2018-06-16", "weekend", True),
        ("2018-06-02", "month", True),
        ("2018-06-18", "day", False),
        ("2018-07-02", "month", False),
    ],
)
def test_days_that_overlap_in_the_same_city_are_told_first(editor, agency, day, precision, warned):
    there = make.make_incident(agency=agency)
    sent = filled(agency=agency, day=day, precision=precision)

    response = editor.post(ADD, sent)

    twins = response.context["twins"] if response.context else []
    assert [twin.url for twin in twins] == [change_of(there)] * warned
    assert Incident.objects.count() == 2 - warned
    if warned:
        editor.post(ADD, {**sent, "save_all_the_same": "1"})
        assert Incident.objects.count() == 2


@pytest.mark.parametrize(("publication", "told"), [("public", 1), ("draft", 0), ("hidden", 0)])
def test_of_other_agencies_only_public_incidents_are_told(editor, agency, publication, told):
    other = make.make_incident(publication=publication)

    response = editor.post(ADD, filled(agency=agency))

    twins = response.context["twins"] if response.context else []
    assert [(twin.words, twin.url) for twin in twins] == [
        (
            "An incident of another agency: Sunday, 17 June 2018, Miami Gardens",
            other.get_absolute_url(),
        )
    ] * told


def test_a_like_name_on_these_days_is_told_to_who_may_read_names(manager, agency):
    there = make.make_incident(agency=agency, city=make.make_city(name="Miami"))
    make.make_victim(incident=there, name="Darin Williams")
    victim = {"name": "Darin Wiliams Jr.", "name_rule": "withheld", "outcome": "killed"}

    response = manager.post(ADD, filled(agency=agency, victims=[victim]))

    assert [twin.url for twin in response.context["twins"]] == [change_of(there)]
    assert Incident.objects.count() == 1


@pytest.mark.parametrize("own", [True, False])
def test_a_guessed_name_confirms_nothing_to_who_may_not_read_names(editor, agency, own):
    there = make.make_incident(
        agency=agency if own else make.make_agency(), city=make.make_city(name="Miami")
    )
    make.make_victim(incident=there, name="Darin Williams")
    victim = {"name": "Darin Williams", "name_rule": "withheld", "outcome": "killed"}

    editor.post(ADD, filled(agency=agency, victims=[victim]))

    assert Incident.objects.count() == 2


@pytest.mark.parametrize("rows_there", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor, agency, rows_there, django_assert_num_queries
):
    for number in range(rows_there):
        incident = make.make_incident(agency=agency, city=make.make_city(name=f"City {number}"))
        make.make_victim(incident=incident, outcome="killed")

    with django_assert_num_queries(9):
        response = editor.get(LIST)

    assert len(response.context["cl"].result_list) == rows_there
    assert "1 victim, of whom 1 killed" in response.content.decode()


def test_all_that_is_wrong_stands_above_the_form_with_the_way_to_it(editor, agency):
    sent = filled(
        agency=agency, day="", victims=[{"outcome": "killed", "age": 130, "name_rule": ""}]
    )

    page = BeautifulSoup(editor.post(ADD, sent).content, "html.parser")

    slips = {link.get_text(): link["href"] for link in page.select(".slips a")}
    assert slips == {"Day": "#id_day", "Victim: Age": "#id_victims-0-age"}
    assert all(page.select_one(address) for address in slips.values())


def test_an_empty_save_names_each_field_and_section_and_leads_there(editor, agency):
    sent = filled(agency=agency, day="", precision="", place={"precision": "", "city": ""})

    page = BeautifulSoup(editor.post(ADD, sent).content, "html.parser")

    told = [" ".join(line.get_text().split()) for line in page.select(".slips li")]
    assert told == [
        "How exactly the date is known: This field is required.",
        "Day: This field is required.",
        "Where: Say where it happened.",
    ]
    links = [link["href"] for link in page.select(".slips li a")]
    assert links == ["#id_precision_0", "#id_day", "#location-group"]
    assert all(page.select_one(address) for address in links)


def test_what_is_wrong_with_a_row_as_a_whole_leads_to_the_row(editor, agency):
    place = {"precision": "neighborhood", "city": make.make_city().pk}

    page = BeautifulSoup(
        editor.post(ADD, filled(agency=agency, place=place)).content, "html.parser"
    )

    link = page.select_one(".slips li a")
    assert (link.get_text(), link["href"]) == ("Where", "#location-0")
    assert page.select_one("#location-0")
