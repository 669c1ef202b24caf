from datetime import date

import pytest
from django.test import Client

from incidents.merging import merge
from incidents.models import (
    CaseStatus,
    IncidentLink,
    IncidentSource,
    NameBasis,
    NameRule,
    Outcome,
    PlacePrecision,
    Reward,
)
from nightout.sources.models import Measure
from tests.factories import (
    make_agency,
    make_city,
    make_coordinator,
    make_county,
    make_incident,
    make_neighborhood,
    make_reported_count,
    make_source,
    make_support_service,
    make_tip_line,
    make_victim,
)
from tests.incidents.places import places
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

SHOWN = {"name_rule": NameRule.FULL, "name_basis": NameBasis.PUBLISHED}


def test_says_when_where_and_what_became_of_whom(client: Client):
    incident = make_incident(
        precision="weekend",
        day=date(2018, 6, 16),
        date_as_printed="that same weekend",
        summary="Two people were shot.",
        inference="Miami Gardens by context.",
    )
    make_victim(incident=incident, name="Jo Doe", age=24, outcome=Outcome.KILLED, **SHOWN)
    make_victim(incident=incident, outcome=Outcome.SHOT_NOT_STATED)

    page = words(client.get(incident.get_absolute_url()))

    for fact in (
        "weekend of 16–17 June 2018",
        "As printed: “that same weekend”",
        "Jo Doe Age 24. Killed.",
        "Not named Age not stated. Shot; outcome not stated.",
        "Two people were shot.",
        "What we infer, and why Miami Gardens by context.",
    ):
        assert fact in page


def test_withheld_name_is_not_in_the_page(client: Client):
    incident = make_incident()
    make_victim(incident=incident, name="Canary Childsname", age=10, outcome=Outcome.SURVIVED)

    for path in (incident.get_absolute_url(), "/incidents/", "/cities/miami-gardens-fl/"):
        assert b"Canary" not in client.get(path).content
    assert "Name withheld Age 10. Survived; injury not stated." in words(
        client.get(incident.get_absolute_url())
    )


def test_initials_are_all_there_is(client: Client):
    incident = make_incident()
    make_victim(
        incident=incident,
        name="Darin Canary Jr.",
        outcome=Outcome.KILLED,
        name_rule=NameRule.INITIALS,
        name_basis=NameBasis.PUBLISHED,
    )

    response = client.get(incident.get_absolute_url())

    assert "D. C." in words(response)
    assert b"Canary" not in response.content


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_is_404_unless_public(client: Client, publication: str):
    incident = make_incident(publication=publication)

    assert client.get(incident.get_absolute_url()).status_code == 404
    assert places(client.get("/incidents/")) == []


def test_links_to_incidents_that_are_not_public_stay_inside(client: Client):
    incident, hidden = make_incident(), make_incident(publication="hidden", day=date(2018, 7, 4))
    other = make_incident(day=date(2018, 6, 23))
    for to in (hidden, other):
        IncidentLink.objects.create(
            incident=incident, other=to, kind="connected", said_by="the chief"
        )

    page = words(client.get(incident.get_absolute_url()))

    told = (
        "Saturday, 23 June 2018, Miami Gardens Police say they are connected. Said by: the chief."
    )
    assert told in page
    assert "4 July 2018" not in page


def test_case_history_is_dated_newest_first(client: Client):
    incident = make_incident()
    CaseStatus.objects.create(incident=incident, state="open", as_of=date(2018, 8, 2))
    CaseStatus.objects.create(
        incident=incident, state="cleared_by_arrest", as_of=date(2018, 9, 1), said_by="police"
    )

    page = words(client.get(incident.get_absolute_url()))

    assert "Case Cleared by arrest. As of 1 September 2018." in page
    assert (
        "1 September 2018 Case: cleared by arrest. Said by: police. 2 August 2018 Case: open."
        in page
    )


def test_whom_to_call_can_be_dialled_and_says_that_one_stays_anonymous(client: Client):
    incident = make_incident()
    make_tip_line(county=make_county())
    make_tip_line(name="Elsewhere", county=make_county(name="Broward County"))
    make_support_service(name="Somebody to talk to", number_dialled="305-555-0100")

    aside = soup(client.get(incident.get_absolute_url())).find("aside")

    calls = [link["href"] for link in aside.select("a[href^=tel]")]
    assert calls == ["tel:305-471-8477", "tel:911", "tel:305-555-0100"]
    assert "You can stay anonymous." in aside.get_text()
    assert "Somebody to talk to" in aside.get_text()


def test_incident_of_which_only_the_county_is_known_has_the_countys_tip_line(client: Client):
    county = make_county()
    make_tip_line(county=county)
    incident = make_incident(location={"precision": PlacePrecision.COUNTY, "county": county})

    page = words(client.get(incident.get_absolute_url()))

    assert "Miami-Dade Crime Stoppers 305-471-TIPS" in page


def test_rewards_are_told_as_sourced_with_what_was_said_before(client: Client):
    incident = make_incident()
    for amount, month in ((3000, 7), (13000, 8)):
        Reward.objects.create(
            incident=incident, amount=amount, as_of=date(2018, month, 1), source=make_source()
        )

    page = words(client.get(incident.get_absolute_url()))

    newest, _heading, before = page.partition("Said before")
    assert "Up to 13,000 dollars as of 1 August 2018." in newest
    assert "Up to 3,000 dollars as of 1 July 2018." in before


def test_whoever_finds_an_error_or_is_family_writes_with_the_number_alone(client: Client):
    agency = make_agency(email="records@example.org", phone="305-555-0199")
    incident = make_incident(agency=agency)
    make_victim(incident=incident, name="Canary", outcome=Outcome.KILLED, **SHOWN)

    aside = soup(client.get(incident.get_absolute_url())).find("aside")

    letters = [link["href"] for link in aside.select("a[href^=mailto]")]
    assert letters == [
        f"mailto:records@example.org?subject=A%20name%20in%20incident%20{incident.pk}",
        f"mailto:records@example.org?subject=Correction%20to%20incident%20{incident.pk}",
    ]
    assert "You may ask for a name to be held back or removed." in aside.get_text()


def test_agency_without_a_contact_is_named_all_the_same(client: Client):
    incident = make_incident(agency=make_agency(name="Miami Gardens Police"))

    aside = soup(client.get(incident.get_absolute_url())).find("aside")

    assert aside.select("a[href^=mailto]") == []
    assert "Ask at its front desk, or on its own website." in aside.get_text()


def test_those_who_run_the_site_pass_on_what_the_agency_cannot_be_told(client: Client, settings):
    settings.CONTACT_EMAIL = "town@example.org"
    incident = make_incident()

    aside = soup(client.get(incident.get_absolute_url())).find("aside")

    mails = [link["href"] for link in aside.select("a[href^=mailto]")]
    assert len(mails) == 2
    assert mails[0].startswith("mailto:town@example.org?subject=")


def test_without_a_tip_line_the_agency_is_called_and_always_911(client: Client):
    silent = make_incident(agency=make_agency())
    with_phone = make_incident(agency=make_agency(phone="305-555-0199"))

    calls = [
        [
            link["href"]
            for link in soup(client.get(it.get_absolute_url())).select("aside a[href^=tel]")
        ]
        for it in (silent, with_phone)
    ]

    assert calls[0] == ["tel:911"]
    assert calls[1][:2] == ["tel:305-555-0199", "tel:911"]


def test_whom_to_call_stands_near_the_top_too(client: Client):
    incident = make_incident()
    make_tip_line(county=make_county())

    for address in (
        incident.get_absolute_url(),
        f"/incidents/?city={incident.location.city.slug}",
    ):
        first = soup(client.get(address)).select_one(".page-head .call-first a")
        assert first["href"] == "tel:305-471-8477"
    assert soup(client.get("/incidents/")).select(".call-first") == []


def test_search_engines_and_shared_links_learn_no_name(client: Client):
    incident = make_incident(precision="month", day=date(2018, 6, 1))
    make_victim(incident=incident, name="Canary", outcome=Outcome.KILLED, **SHOWN)

    head = soup(client.get(incident.get_absolute_url())).find("head")

    assert head.title.get_text(strip=True).startswith("Shooting in Miami Gardens, June 2018")
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert "Canary" not in str(head)


def test_child_who_lives_reads_with_dignity(client: Client):
    """Nothing but age and outcome, and why there is no name."""
    incident = make_incident()
    make_victim(incident=incident, name="Canary", age=10, outcome=Outcome.SURVIVED)

    person = soup(client.get(incident.get_absolute_url())).select_one(".person")

    assert " ".join(person.get_text(" ").split()) == (
        "Name withheld Age 10. Survived; injury not stated."
    )
    assert "Names of children and of people who survived are withheld" in words(
        client.get(incident.get_absolute_url())
    )


def test_staff_notes_stay_inside(client: Client):
    incident = make_incident(notes="for our eyes only")
    make_victim(incident=incident, notes="nor this")

    page = client.get(incident.get_absolute_url()).content

    assert b"for our eyes only" not in page
    assert b"nor this" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["July", "June 23", "Weekend", "Month"]),
        ("first=2018-06-17&last=2018-06-17", ["Weekend", "Month"]),
        ("first=2018-06-20", ["July", "June 23", "Month"]),
        ("last=2018-06-16", ["Weekend", "Month"]),
        ("outcome=killed", ["July"]),
        ("outcome=injured", ["Month"]),
        ("city=miami", ["Month"]),
        ("city=liberty+city", ["Month"]),
        ("county=miami-dade+county", ["July", "June 23", "Weekend", "Month"]),
    ],
)
def test_filters_find_every_day_a_span_may_lie_on(client: Client, query: str, found: list[str]):
    gardens, miami = make_city(), make_city(name="Miami")

    def place(text: str, **fields) -> dict:
        return {"precision": PlacePrecision.CITY, "city": gardens, "public_text": text, **fields}

    month = make_incident(
        precision="month",
        day=date(2018, 6, 5),
        location=place("Month", city=miami, neighborhood=make_neighborhood(city=miami)),
    )
    make_victim(incident=month, outcome=Outcome.SURVIVED)
    make_incident(precision="weekend", day=date(2018, 6, 16), location=place("Weekend"))
    make_incident(day=date(2018, 6, 23), location=place("June 23"))
    july = make_incident(day=date(2018, 7, 23), location=place("July"))
    make_victim(incident=july, outcome=Outcome.KILLED)

    response = client.get(f"/incidents/?{query}")

    assert [title.split(",")[0] for title in places(response)] == found


def test_claims_stand_beside_the_list(client: Client):
    make_reported_count(measure=Measure.KILLED, qualifier="nearly", value=20)

    assert "People killed: 0 recorded of nearly 20 reported" in words(client.get("/incidents/"))


def test_registry_without_rows_is_sensible(client: Client):
    page = words(client.get("/incidents/"))

    assert "No incident is recorded here." in page
    assert "That does not mean that nothing happened." in page


@pytest.mark.parametrize("pk", ["0", "999999999", "99999999999999999999999"])
def test_unknown_incident_is_404(client: Client, pk: str):
    assert client.get(f"/incidents/{pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    agency = make_agency(city=make_city())
    for _ in range(rows):
        incident = make_incident(agency=agency)
        for _ in range(rows):
            make_victim(incident=incident, outcome=Outcome.KILLED)
            IncidentSource.objects.create(incident=incident, source=make_source())
        make_reported_count()
    other = make_incident()
    IncidentLink.objects.create(incident=incident, other=other, kind="related", said_by="police")

    with django_assert_num_queries(7):
        client.get("/incidents/")
    with django_assert_num_queries(14):
        client.get(incident.get_absolute_url())


def test_sources_of_a_record_that_was_merged_in_are_told_once(client: Client):
    kept, gone = make_incident(), make_incident()
    both, other = make_source(title="Both cite it"), make_source(title="One cites it")
    for incident, source in ((gone, other), (kept, both), (gone, both)):
        incident.citations.create(source=source)
    merge(kept=kept, gone=gone, same={}, because="The same.", by=make_coordinator())

    listed = soup(client.get(kept.get_absolute_url())).select(".sources > li")

    assert [("Both" in it.get_text(), "One" in it.get_text()) for it in listed] == [
        (True, False),
        (False, True),
    ]
