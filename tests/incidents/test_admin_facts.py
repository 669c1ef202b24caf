"""The staff room's page “What sources say”, and what is typed into the rows themselves."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from incidents import facts
from incidents.models import Correction, FactClaim, Incident, Reward, SupportService, Victim
from nightout.agencies.models import Role
from tests import factories as make
from tests.incidents.test_admin_incident import change_of, stored
from tests.readers import soup, words
from tests.staffroom import errors_of, messages_of, rows, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency) -> Client:
    return signed_in(make.make_member(agency=agency))


@pytest.fixture
def story():
    return make.make_source(publisher="The Gazette", published_on=date(2018, 6, 18))


@pytest.fixture
def release():
    return make.make_source(publisher="The Police", published_on=date(2018, 6, 20))


@pytest.fixture
def incident(agency, story, release) -> Incident:
    weekend = make.make_incident(agency=agency, precision="weekend", day=date(2018, 6, 16))
    weekend.citations.create(source=story)
    weekend.citations.create(source=release)
    return weekend


@pytest.fixture
def person(incident, story) -> Victim:
    return make.make_victim(incident=incident, outcome="shot_not_stated", outcome_source=story)


def url_of(incident: Incident, page: str = "sources", *more) -> str:
    return reverse(f"admin:incidents_incident_{page}", args=[incident.pk, *more])


def say_of(person: Victim, fact: str) -> str:
    return url_of(person.incident, "say_of", fact, person.pk)


# The page


def test_the_incident_leads_to_what_sources_say(editor, incident):
    page = soup(editor.get(change_of(incident)))

    (link,) = page.select(f".object-tools a[href='{url_of(incident)}']")
    assert link.get_text(strip=True) == "What sources say"


def test_the_page_tells_each_fact_its_sources_and_which_is_shown(
    editor, incident, person, story, release
):
    facts.claim(about=incident, fact="date", value="2018-06-23", source=release, by=None)
    facts.claim(about=person, fact="outcome", value="killed", source=release, by=None)

    page = words(editor.get(url_of(incident)))

    assert "Shown: weekend of 16–17 June 2018 No source is given for it yet." in page
    assert "Person 1 of 1: not named Outcome Shown: killed" in page
    assert "killed shown The Police: A story. 20 June 2018." in page
    assert "shot; outcome not stated The Gazette: A story. 18 June 2018." in page


def test_withheld_names_are_not_on_it(editor, agency, incident):
    make.make_victim(incident=incident, name="Zanzibar Doe")
    manager = signed_in(make.make_member(agency=agency, role=Role.MANAGER))

    for client in (editor, manager):
        page = words(client.get(url_of(incident)))
        assert "Person 1 of 1: name withheld" in page
        assert "Zanzibar" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_as_many_queries_for_three_people_as_for_one(
    editor, incident, story, people, django_assert_num_queries
):
    for _number in range(people):
        person = make.make_victim(incident=incident, outcome_source=story)
        facts.claim(about=person, fact="outcome", value="killed", source=story, by=None)

    with django_assert_num_queries(9):
        editor.get(url_of(incident))


# A source says something


def test_a_clerk_enters_a_weekend_of_which_two_sources_disagree(editor, incident, story, release):
    add = url_of(incident, "say", "date")

    editor.post(add, {"precision": "weekend", "day": "2018-06-16", "cited": story.pk})
    editor.post(add, {"when": "23 June 2018", "cited": release.pk})

    assert list(FactClaim.objects.order_by("pk").values_list("value", "as_printed", "chosen")) == [
        ("[2018-06-16..2018-06-17]", "", True),
        ("2018-06-23", "", False),
    ]
    incident.refresh_from_db()
    assert incident.precision == "weekend"


def test_the_first_word_begins_with_what_the_registry_shows(editor, incident):
    form = editor.get(url_of(incident, "say", "date")).context["form"]

    assert (form["day"].value(), form["precision"].value()) == (date(2018, 6, 16), "weekend")


def test_a_newer_word_is_shown_at_once_and_told(editor, person, release):
    sent = {"value": "killed", "cited": release.pk, "as_of": "2018-06-21"}

    response = editor.post(say_of(person, "outcome"), sent, follow=True)

    person.refresh_from_db()
    assert messages_of(response) == ["Kept. Outcome, as shown: killed."]
    assert (person.outcome, person.outcome_source) == ("killed", release)


def test_a_contradiction_is_kept_beside_and_told(editor, incident, person, story, release):
    facts.claim(about=person, fact="age", value="24", source=story, by=None)

    response = editor.post(say_of(person, "age"), {"age": 25, "cited": release.pk}, follow=True)

    assert messages_of(response) == [
        "Kept beside the others. Age, as shown: still 24. If the new one is right, choose “Show"
        " this one” and say why."
    ]


def test_a_contradiction_is_not_chosen_without_a_reason(editor, person, story, release):
    facts.claim(about=person, fact="age", value="24", source=story, by=None)
    sent = {"age": 25, "cited": release.pk, "choose": "on"}

    refused = editor.post(say_of(person, "age"), sent)
    editor.post(say_of(person, "age"), {**sent, "because": "The police have the birthday."})

    person.refresh_from_db()
    assert refused.context["form"].errors == {
        "because": ["It contradicts what we show now. Say why this one is right."]
    }
    assert person.age == 25


@pytest.mark.parametrize(
    ("fact", "sent", "field"),
    [
        ("outcome", {"value": "wounded"}, "value"),
        ("outcome", {"value": ""}, "value"),
        ("age", {}, "age"),
        ("age", {"age": 24, "age_group": "18_24"}, "age_group"),
        ("age", {"age": 121}, "age"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(editor, person, story, fact, sent, field):
    response = editor.post(say_of(person, fact), {**sent, "cited": story.pk})

    assert list(response.context["form"].errors) == [field]
    assert not FactClaim.objects.exists()


@pytest.mark.parametrize(
    ("fact", "sent", "field"),
    [
        ("place", {"value": "1234 NW 5th Street"}, "value"),
        ("people", {"value": "-1"}, "value"),
        ("people", {"value": "several"}, "value"),
        ("offense", {"value": "187"}, "value"),
        ("date", {"when": "soon"}, "when"),
        ("date", {"precision": "day", "day": "1066-10-14"}, "day"),
        ("date", {}, "precision"),
    ],
)
def test_what_cannot_be_of_an_incident_is_said_too(editor, incident, story, fact, sent, field):
    response = editor.post(url_of(incident, "say", fact), {**sent, "cited": story.pk})

    assert field in response.context["form"].errors
    assert not FactClaim.objects.exists()


def test_who_says_so_must_be_one(editor, person, story):
    other = make.make_source()
    both = {"value": "killed", "cited": story.pk, "source": other.pk}

    none = editor.post(say_of(person, "outcome"), {"value": "killed"})
    two = editor.post(say_of(person, "outcome"), both)
    editor.post(say_of(person, "outcome"), {"value": "killed", "source": other.pk})

    assert none.context["form"].errors == {"cited": ["Say who says so."]}
    assert two.context["form"].errors == {
        "source": ["Choose one source: the one above, or another."]
    }
    assert FactClaim.objects.get(value="killed").source == other


def test_without_a_source_of_its_own_any_may_be_looked_up(editor, agency):
    bare = make.make_incident(agency=agency)
    source = make.make_source()

    form = editor.get(url_of(bare, "say", "people")).context["form"]
    editor.post(url_of(bare, "say", "people"), {"value": 3, "source": source.pk})

    assert "cited" not in form.fields
    assert FactClaim.objects.get().value == "3"


def test_a_source_that_is_no_number_is_a_plain_error(editor, incident):
    sent = {"value": 3, "source": "x' OR 1", "cited": "y"}

    response = editor.post(url_of(incident, "say", "people"), sent)

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"source", "cited"}


def test_a_name_that_had_to_be_withheld_is_told(editor, incident, release):
    person = make.make_victim(
        incident=incident, name="Ada Example", name_rule="full", name_basis="published"
    )

    response = editor.post(
        say_of(person, "outcome"), {"value": "injured", "cited": release.pk}, follow=True
    )

    person.refresh_from_db()
    assert person.public_name == ""
    assert messages_of(response)[1].startswith("The name of this person is withheld now")


@pytest.mark.parametrize("fact", ["nothing", "outcome"])
def test_an_incident_has_no_such_fact(editor, incident, fact):
    assert editor.get(url_of(incident, "say", fact)).status_code == 404


def test_a_person_of_another_incident_is_not_there(editor, agency, incident):
    elsewhere = make.make_victim(incident=make.make_incident(agency=agency))

    assert editor.get(url_of(incident, "say_of", "outcome", elsewhere.pk)).status_code == 404
    assert editor.get(url_of(incident, "say_of", "date", elsewhere.pk)).status_code == 404


# Another is chosen, or taken back


@pytest.fixture
def disputed(incident, story, release) -> FactClaim:
    facts.claim(about=incident, fact="people", value="3", source=story, by=None)
    return facts.claim(about=incident, fact="people", value="4", source=release, by=None)


def test_another_is_chosen_with_a_reason(editor, incident, disputed):
    page = url_of(incident, "follow", disputed.pk)

    refused = editor.post(page, {"because": ""})
    editor.post(page, {"because": "The police counted later."})

    disputed.refresh_from_db()
    assert list(refused.context["form"].errors) == ["because"]
    assert (disputed.chosen, disputed.because) == (True, "The police counted later.")


def test_taking_back_is_asked_first(editor, incident, disputed):
    page = url_of(incident, "take_back", disputed.pk)

    assert "Take it back only where the source does not say so." in words(editor.get(page))
    assert FactClaim.objects.count() == 2
    response = editor.post(page, follow=True)
    assert messages_of(response) == ["It is taken back."]
    assert FactClaim.objects.get().value == "3"


def test_what_is_shown_while_others_disagree_stays(editor, incident, disputed):
    facts.claim(about=incident, fact="people", value="5", source=make.make_source(), by=None)
    shown = FactClaim.objects.get(chosen=True)

    response = editor.post(url_of(incident, "take_back", shown.pk), follow=True)

    assert messages_of(response) == [
        "The other sources disagree. Choose the one to show first, then take this back."
    ]
    assert FactClaim.objects.count() == 3


# Corrections, rewards, help


def test_a_correction_is_dated_today_and_names_who_made_it(editor, incident):
    page = url_of(incident)
    form = editor.get(page).context["form"]

    editor.post(
        page, {"text": "The day was wrong.", "made_on": form["made_on"].value(), "written_in": "en"}
    )

    correction = Correction.objects.get()
    assert (correction.incident, correction.text) == (incident, "The day was wrong.")
    assert correction.made_on == date.today()
    assert correction.made_by is not None
    assert "The day was wrong." in words(editor.get(page))


@pytest.mark.parametrize(("name", "value"), [("text", ""), ("made_on", "2099-01-01")])
def test_an_empty_or_coming_correction_is_refused(editor, incident, name, value):
    sent = {"text": "The day was wrong.", "made_on": "2018-08-09", "written_in": "en"}

    response = editor.post(url_of(incident), {**sent, name: value})

    assert list(response.context["form"].errors) == [name]
    assert not Correction.objects.exists()


def test_a_reward_is_entered_on_the_incidents_own_page(editor, incident, story):
    line = make.make_tip_line()
    reward = {"amount": 3000, "as_of": "2018-08-02", "tip_line": line.pk, "source": story.pk}
    citations = [
        {"id": row.pk, "incident": incident.pk, "source": row.source_id}
        for row in incident.citations.order_by("pk")
    ]
    sent = stored(incident, precision="weekend", day="2018-06-16")

    editor.post(change_of(incident), sent | rows("rewards", reward) | rows("citations", *citations))

    assert list(Reward.objects.values_list("incident", "amount", "as_of")) == [
        (incident.pk, 3000, date(2018, 8, 2))
    ]


def test_coordinators_keep_support_services_and_editors_read_them(editor):
    add = reverse("admin:incidents_supportservice_add")
    sent = {
        "name": "Somebody to talk to",
        "number_printed": "305-555-0142",
        "number_dialled": "305-555-0142",
        "what": "At any hour.",
        "written_in": "en",
    }

    assert editor.post(add, sent).status_code == 403
    signed_in(make.make_coordinator()).post(add, sent)

    service = SupportService.objects.get()
    change = reverse("admin:incidents_supportservice_change", args=[service.pk])
    assert editor.get(change).status_code == 200


def test_an_amount_of_a_tip_line_needs_its_source():
    sent = {
        "name": "Crime Stoppers",
        "number_printed": "305-471-TIPS",
        "number_dialled": "305-471-8477",
        "anonymous": "true",
        "reward": "true",
        "reward_amount": 1000,
    }

    response = signed_in(make.make_coordinator()).post(reverse("admin:incidents_tipline_add"), sent)

    assert errors_of(response) == ["Name the source that states the amount."]


# What is typed into the rows themselves


def typed(person: Victim, **changed):
    row = {
        "id": person.pk,
        "incident": person.incident_id,
        "outcome": person.outcome,
        "outcome_source": person.outcome_source_id or "",
        "name_rule": person.name_rule,
    }
    whole = stored(person.incident, precision="weekend", day="2018-06-16")
    citations = [
        {"id": each.pk, "incident": person.incident_id, "source": each.source_id}
        for each in person.incident.citations.order_by("pk")
    ]
    return whole | rows("victims", {**row, **changed}) | rows("citations", *citations)


def test_an_outcome_typed_with_a_newer_source_takes_its_word_along(
    editor, incident, person, story, release
):
    facts.claim(about=person, fact="outcome", value="shot_not_stated", source=story, by=None)

    editor.post(change_of(incident), typed(person, outcome="killed", outcome_source=release.pk))

    person.refresh_from_db()
    assert person.outcome == "killed"
    assert list(
        FactClaim.objects.order_by("pk").values_list("value", "source__publisher", "chosen")
    ) == [("shot_not_stated", "The Gazette", False), ("killed", "The Police", True)]


def test_a_contradiction_typed_is_sent_to_where_one_says_why(editor, incident, person, release):
    sent = typed(person, outcome="survived", outcome_source=release.pk)

    response = editor.post(change_of(incident), sent)

    person.refresh_from_db()
    assert errors_of(response) == [
        "Sources speak of this. Change it on the page “What sources say”: who says so stays with it."
    ]
    assert person.outcome == "shot_not_stated"


@pytest.mark.parametrize(
    ("fact", "value", "sent"),
    [
        ("date", "[2018-06-16..2018-06-17]", {"precision": "day", "day": "2018-06-17"}),
        ("offense", "13A", {"offense": "09A"}),
        ("place", "near NW 41st Court", {"location-0-public_text": "near NW 42nd Court"}),
    ],
)
def test_a_sourced_fact_of_the_incident_is_not_typed_over(editor, agency, story, fact, value, sent):
    incident = make.make_incident(agency=agency, precision="weekend", day=date(2018, 6, 16))
    facts.claim(about=incident, fact=fact, value=value, source=story, by=None)
    incident = Incident.objects.get()
    whole = stored(incident, precision="weekend", day="2018-06-16", offense=incident.offense)
    whole["location-0-public_text"] = incident.location.public_text
    (cited,) = incident.citations.all()
    whole |= rows("citations", {"id": cited.pk, "incident": incident.pk, "source": story.pk})

    unchanged = editor.post(change_of(incident), whole)
    changed = editor.post(change_of(incident), {**whole, **sent})

    assert unchanged.status_code == 302
    assert "Sources speak of this." in errors_of(changed)[0]
    assert facts.shown(Incident.objects.get(), fact) == value


# Whose


PAGES = ["sources", "say", "say_of", "follow", "take_back"]


@pytest.fixture
def pages(incident, person, disputed) -> dict[str, str]:
    return {
        "sources": url_of(incident),
        "say": url_of(incident, "say", "date"),
        "say_of": say_of(person, "outcome"),
        "follow": url_of(incident, "follow", disputed.pk),
        "take_back": url_of(incident, "take_back", disputed.pk),
    }


@pytest.mark.parametrize("page", PAGES)
def test_another_agencys_editor_gets_404(pages, page):
    stranger = signed_in(make.make_member(agency=make.make_agency(), role=Role.MANAGER))

    assert stranger.get(pages[page]).status_code == 404
    assert stranger.post(pages[page], {"because": "Mine now"}).status_code == 404
    assert FactClaim.objects.filter(chosen=True).get().value == "3"


@pytest.mark.parametrize("page", PAGES)
def test_resident_and_organizer_are_sent_away(pages, agency, page):
    organizer = make.make_member(agency=agency, role=Role.ORGANIZER)

    for client in (Client(), signed_in(make.make_user()), signed_in(organizer)):
        response = client.post(pages[page], {"because": "Mine now"})

        assert (response.status_code, response.url) == (302, f"/admin/login/?next={pages[page]}")


def test_a_claim_of_another_incident_is_not_reached_through_ones_own(editor, agency, disputed):
    own = make.make_incident(agency=agency)

    assert editor.post(url_of(own, "take_back", disputed.pk)).status_code == 404
    assert editor.post(url_of(own, "follow", disputed.pk), {"because": "x"}).status_code == 404
