"""What an incident's page tells beside the facts: who says otherwise, what was corrected, how the
case went on, what is offered, who helps; and the page of all corrections."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from incidents import facts, told
from incidents.models import (
    FactClaim,
    Incident,
    IncidentPublication,
    Merge,
    MergedPerson,
    PublicVictim,
    Victim,
)
from tests import factories as make
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

CORRECTIONS = "/incidents/corrections/"
TODAY = date(2018, 8, 9)


@pytest.fixture
def story():
    return make.make_source(publisher="The Gazette", published_on=date(2018, 8, 2))


@pytest.fixture
def release():
    return make.make_source(publisher="The Police", published_on=date(2018, 8, 7))


@pytest.fixture
def incident() -> Incident:
    return make.make_incident(precision="weekend", day=date(2018, 6, 16))


def people(incident: Incident) -> list[PublicVictim]:
    return Victim.objects.public().filter(incident=incident).as_published()


def compared(incident: Incident) -> list[tuple[str, list[tuple[str, bool]]]]:
    return [
        (fact.title, [(word.claim.in_words(), word.is_shown) for word in fact.words])
        for fact in told.compared(incident, people(incident))
    ]


def say(about, fact, value, source, **more) -> FactClaim:
    return facts.claim(about=about, fact=fact, value=value, source=source, by=None, **more)


def merged_into(kept: Incident) -> Incident:
    gone = make.make_incident(agency=kept.agency, merged_into=kept)
    Merge.objects.create(kept=kept, gone=gone, because="The same night.", done_by=make.make_user())
    return gone


# Where sources differ


def test_both_words_stand_side_by_side_and_the_shown_one_says_why(
    client: Client, incident, story, release
):
    say(incident, "date", "2018-06-17", story, as_printed="Father's Day")
    later = say(incident, "date", "2018-06-18", release, as_of=date(2018, 8, 8))
    facts.choose(claim=later, because="The police have the call.", by=None)

    page = words(client.get(incident.get_absolute_url()))

    assert (
        "Date The sources do not agree. Each stays here with its date."
        " Monday, 18 June 2018 Shown on this page The Police: A story . As of 8 August 2018."
        " Why this one: The police have the call."
        " Sunday, 17 June 2018 As printed: “Father's Day” The Gazette: A story ."
        " Published on 2 August 2018."
    ) in page


def test_an_upgrade_keeps_the_older_word_below(incident, story, release):
    person = make.make_victim(incident=incident, outcome="shot_not_stated", outcome_source=story)
    say(person, "outcome", "killed", release)

    assert compared(incident) == [
        ("Outcome", [("killed", True), ("shot; outcome not stated", False)])
    ]
    (fact,) = told.compared(incident, people(incident))
    assert fact.is_disputed is False


def test_a_number_of_people_stands_beside_our_own_where_it_differs(
    client: Client, incident, story, release
):
    make.make_victim(incident=incident, outcome="killed")
    make.make_victim(incident=incident, outcome="unharmed")
    say(incident, "people", "1", story)
    assert compared(incident) == []

    say(incident, "people", "4", release, choose=True, because="They counted.")

    assert compared(incident) == [("Number of people shot", [("4", True), ("1", False)])]
    page = words(client.get(incident.get_absolute_url()))
    assert (
        "Number of people shot 1 person is recorded here as shot. What sources say stands beside"
        " it. 4 The Police: A story . Published on 7 August 2018. Why this one: They counted."
    ) in page


def test_where_all_agree_nothing_is_compared(incident, story, release):
    for _n in range(3):
        make.make_victim(incident=incident, outcome="shot_not_stated")
    say(incident, "people", "3", story)
    say(incident, "people", "3", release)
    say(incident, "offense", "13A", story)

    assert compared(incident) == []


def test_what_is_shown_without_a_source_stands_against_what_one_says(
    client: Client, incident, story
):
    say(incident, "date", "2018-06-23", story)

    assert compared(incident) == [("Date", [("Saturday, 23 June 2018", False)])]
    page = words(client.get(incident.get_absolute_url()))
    assert "What this page shows has no source here yet." in page


def test_people_are_told_apart_without_withheld_names(client: Client, incident, story, release):
    shown = {"name_rule": "full", "name_basis": "published", "outcome": "killed"}
    for fields in ({"name": "Ada Example", **shown}, {"name": "Zanzibar Doe"}):
        person = make.make_victim(incident=incident, **fields)
        say(person, "age", "24", story)
        say(person, "age", "25", release)

    assert [title for title, _words in compared(incident)] == [
        "Age: Ada Example",
        "Age: person 2 of 2",
    ]
    assert "Zanzibar" not in client.get(incident.get_absolute_url()).content.decode()


def test_words_of_a_merged_record_stand_with_those_of_the_one_that_stays(incident, story, release):
    gone = merged_into(incident)
    say(incident, "people", "3", story)
    say(gone, "people", "4", release)
    stays = make.make_victim(incident=incident)
    twin = make.make_victim(incident=gone)
    MergedPerson.objects.create(merge=Merge.objects.get(), victim=twin, same_as=stays)
    say(stays, "outcome", "killed", story)
    say(twin, "outcome", "shot_not_stated", release)

    assert compared(incident) == [
        ("Number of people shot", [("3", True), ("4", False)]),
        ("Outcome", [("killed", True), ("shot; outcome not stated", False)]),
    ]


# Updates


def test_corrections_and_the_case_are_told_newest_first(client: Client, incident, story):
    make.make_correction(incident=incident, made_on=date(2018, 8, 9), text="It is the weekend.")
    incident.case_statuses.create(
        state="open", as_of=date(2018, 8, 2), said_by="the chief", source=story
    )
    incident.case_statuses.create(state="cleared_by_arrest", as_of=date(2018, 9, 1))

    page = words(client.get(incident.get_absolute_url()))

    assert (
        "Updates and corrections 1 September 2018 Case: cleared by arrest."
        " 9 August 2018 Corrected: It is the weekend."
        " 2 August 2018 Case: open. Said by: the chief. The Gazette: A story"
    ) in page


def test_of_a_merged_record_the_same_is_not_told_twice(incident, story):
    gone = merged_into(incident)
    for record in (incident, gone):
        record.case_statuses.create(state="open", as_of=date(2018, 8, 2))
        make.make_reward(incident=record, source=story)
    make.make_correction(incident=gone)

    assert [update.day for update in told.updates(incident)] == [
        date(2018, 8, 9),
        date(2018, 8, 2),
    ]
    assert [len(offer.rewards) for offer in told.offers(incident)] == [1]


# Rewards and help


def test_a_reward_keeps_its_history(client: Client, incident, story, release):
    line = make.make_tip_line(city=make.make_city(name="Elsewhere"))
    make.make_reward(incident=incident, source=story, tip_line=line)
    make.make_reward(
        incident=incident, amount=13000, as_of=date(2018, 8, 7), source=release, tip_line=line
    )

    response = client.get(incident.get_absolute_url())

    page = words(response)
    assert "Up to 13,000 dollars as of 7 August 2018. You can stay anonymous." in page
    assert "Said before Up to 3,000 dollars as of 2 August 2018." in page
    assert soup(response).select_one("a[href='tel:305-471-8477']").get_text(strip=True) == (
        "305-471-TIPS"
    )


def test_a_number_that_stands_there_already_is_not_repeated(client: Client, incident):
    line = make.make_tip_line()
    make.make_reward(incident=incident, tip_line=line)

    page = soup(client.get(incident.get_absolute_url()))

    assert len(page.select("aside a[href='tel:305-471-8477']")) == 1


def test_without_an_amount_only_the_offer_is_told(client: Client, incident):
    make.make_reward(incident=incident, amount=None)

    page = words(client.get(incident.get_absolute_url()))

    assert "Offered as of 2 August 2018; no amount is stated." in page
    assert "You can stay anonymous." not in page


def test_what_two_pay_is_not_added(incident):
    for name in ("Crime Stoppers", "The county"):
        make.make_reward(incident=incident, tip_line=make.make_tip_line(name=name))

    assert [offer.newest.amount for offer in told.offers(incident)] == [3000, 3000]


def test_help_is_of_the_area_and_of_the_day(incident):
    here, today = incident.location.city, date(2018, 8, 9)
    make.make_support_service(name="Of the city", city=here)
    make.make_support_service(name="Of the county", county=here.county)
    make.make_support_service(name="Of all")
    make.make_support_service(name="Elsewhere", city=make.make_city(name="Elsewhere"))
    make.make_support_service(name="No more", valid_to=today - timedelta(days=1))

    assert [line.name for line in told.support(incident, today)] == [
        "Of all",
        "Of the city",
        "Of the county",
    ]


def test_where_only_the_county_is_known_its_help_is_told():
    county = make.make_county()
    rough = make.make_incident(location={"precision": "county", "county": county})
    make.make_support_service(name="Of the county", county=county)

    assert [line.name for line in told.support(rough, TODAY)] == ["Of the county"]


def test_help_is_told_in_plain_words_with_a_number_to_dial(client: Client, incident):
    make.make_support_service(website="https://example.org/help", written_in="es")

    page = soup(client.get(incident.get_absolute_url()))

    assert page.select_one("a[href='tel:305-555-0142']") is not None
    assert page.select_one("a[href='https://example.org/help']") is not None
    assert page.select_one("aside [lang=es]").get_text() == "At any hour, in three languages."


@pytest.mark.parametrize("number", [1, 3])
def test_all_of_it_takes_six_queries(incident, story, number, django_assert_num_queries):
    line = make.make_tip_line()
    for n in range(number):
        person = make.make_victim(incident=incident)
        say(person, "age", "24", story)
        say(person, "age", "25", story)
        make.make_correction(incident=incident)
        make.make_reward(incident=incident, tip_line=line, amount=n + 1)
        make.make_support_service()
        incident.case_statuses.create(state="open", as_of=date(2018, 8, n + 1), source=story)
    incident = Incident.objects.for_rows().get()
    published = people(incident)

    with django_assert_num_queries(6):
        found = told.of(incident, published, today=TODAY)

    assert (len(found.compared), len(found.support)) == (number, number)


# All corrections


def test_all_corrections_are_told_newest_first_with_their_incident(client: Client, incident):
    make.make_correction(incident=incident, made_on=date(2018, 8, 1), text="The place was wrong.")
    make.make_correction(incident=incident, made_on=date(2018, 8, 9), text="The day was wrong.")

    response = client.get(CORRECTIONS)

    assert (
        "9 August 2018 The day was wrong. weekend of 16–17 June 2018, Miami Gardens"
        " 1 August 2018 The place was wrong."
    ) in words(response)
    assert len(soup(response).select(f"main a[href='{incident.get_absolute_url()}']")) == 2


def test_without_corrections_the_page_says_so(client: Client):
    assert "Nothing was corrected yet" in words(client.get(CORRECTIONS))


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_public_is_not_told(client: Client, publication):
    make.make_correction(
        incident=make.make_incident(publication=publication), text="Zanzibar was wrong."
    )

    assert "Zanzibar" not in client.get(CORRECTIONS).content.decode()


def test_a_correction_of_a_merged_record_leads_to_the_one_that_stays(client: Client, incident):
    make.make_correction(incident=merged_into(incident))

    page = soup(client.get(CORRECTIONS))

    assert page.select_one(f".update a[href='{incident.get_absolute_url()}']") is not None


def test_a_merged_record_is_as_public_as_the_one_that_stays(client: Client, incident):
    make.make_correction(incident=merged_into(incident), text="Zanzibar was wrong.")
    Incident.objects.filter(pk=incident.pk).update(publication=IncidentPublication.HIDDEN)

    assert "Zanzibar" not in client.get(CORRECTIONS).content.decode()


def test_corrections_are_paged_by_key(client: Client, incident):
    for day in range(25):
        make.make_correction(
            incident=incident, made_on=date(2018, 8, 1) + timedelta(days=day), text=f"No. {day}!"
        )

    first = client.get(CORRECTIONS)
    more = soup(first).select_one("a[rel=next]")["href"]
    second = client.get(CORRECTIONS + more)

    assert len(soup(first).select(".update")) == 20
    assert [row.get_text() for row in soup(second).select(".update > p[lang]")] == [
        f"No. {day}!" for day in range(4, -1, -1)
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_corrections_ask_the_same_number_of_queries(
    client: Client, number, django_assert_num_queries
):
    for _n in range(number):
        make.make_correction(incident=make.make_incident())

    with django_assert_num_queries(3):
        client.get(CORRECTIONS)


def test_todays_correction_is_on_the_page_at_once(client: Client, incident):
    client.get(CORRECTIONS)
    make.make_correction(incident=incident, made_on=timezone.localdate(), text="Right now.")

    assert "Right now." in words(client.get(CORRECTIONS))
