from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from events.editions import CARRIED_OVER, copy_campaign, copy_event
from events.models import (
    AgencyRole,
    Campaign,
    Event,
    EventAgency,
    EventStatus,
    HeadCount,
    Publication,
)
from nightout.agencies.models import Role
from nightout.slugs import unique_slug
from tests.factories import (
    make_activity,
    make_agency,
    make_attendee,
    make_campaign,
    make_city,
    make_event,
    make_member,
    make_neighborhood,
    make_park,
    make_question,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db

NEXT = date(2019, 8, 6)


def full_event(**fields) -> Event:
    """An event with something in every column."""
    city = make_city(name="Miami")
    event = make_event(
        title="Night Out at Liberty Square",
        description="Come all.",
        written_in="es",
        city=city,
        neighborhood=make_neighborhood(city=city),
        park=make_park(name="Liberty Square", city=city),
        place_as_printed="Liberty Sq.",
        start_time=time(18),
        end_time=time(21),
        status=EventStatus.RESCHEDULED,
        capacity=100,
        is_free=True,
        wheelchair_access=False,
        languages=["en", "ht"],
        rain_plan="Inside",
        contact="desk@example.org",
        registration="open",
        opens_at=datetime(2018, 7, 1, tzinfo=UTC),
        closes_at=datetime(2018, 8, 1, tzinfo=UTC),
        contact_needed=False,
        largest_party=6,
        waiting_list=False,
        reminder=False,
        thank_you=False,
        inference="The county is derived.",
        notes="Private.",
        activities=(make_activity(),),
        **fields,
    )
    EventAgency.objects.create(event=event, agency=make_agency(name="Police"), role="host")
    EventAgency.objects.create(event=event, agency=make_agency(name="Fire"), role="attending")
    event.organizers.add(make_user(email="organizer@example.org"))
    make_attendee(event=event)
    make_question(event=event, text="What will you bring?", required=True, place=2)
    make_question(event=event, text="Old question", retired=True)
    HeadCount.objects.create(event=event, people=200, how="estimated")
    event.citations.create(source=make_source(), fact="Place")
    return event


def test_copy_carries_over_what_is_known_of_the_next_one():
    event, campaign = full_event(), make_campaign(year=2019, date=NEXT)

    copy = copy_event(event=event, campaign=campaign, date=NEXT, by=None)

    copy.refresh_from_db()
    same = "title description written_in city neighborhood park place_as_printed start_time end_time capacity"
    same += " is_free wheelchair_access languages rain_plan contact"
    same += " contact_needed largest_party waiting_list reminder thank_you"
    for field in same.split():
        assert getattr(copy, field) == getattr(event, field), field
    assert (copy.campaign, copy.start_date, copy.end_date) == (campaign, NEXT, NEXT)
    assert sorted(copy.agency_roles.values_list("agency__name", "role")) == [
        ("Fire", AgencyRole.ATTENDING),
        ("Police", AgencyRole.HOST),
    ]
    assert [activity.name for activity in copy.activities.all()] == ["Cookout"]
    assert list(copy.questions.values_list("text", "required", "place")) == [
        ("What will you bring?", True, 2)
    ]
    assert [user.email for user in copy.organizers.all()] == ["organizer@example.org"]


def test_copy_leaves_behind_what_happened_at_the_first_one():
    copy = copy_event(event=full_event(), campaign=None, date=NEXT, by=None)

    assert (copy.publication, copy.status) == (Publication.DRAFT, EventStatus.SCHEDULED)
    assert (copy.inference, copy.notes) == ("", "")
    assert (copy.registration, copy.opens_at, copy.closes_at) == ("none", None, None)
    for left_behind in (copy.attendees, copy.head_counts, copy.citations):
        assert left_behind.count() == 0


def test_copy_leaves_the_first_one_as_it_was():
    event = full_event()
    before = Event.objects.values().get(pk=event.pk)

    copy_event(event=event, campaign=None, date=NEXT, by=None)

    assert Event.objects.values().get(pk=event.pk) == before
    assert (event.attendees.count(), event.citations.count()) == (1, 1)


def test_every_column_is_either_carried_over_or_decided_upon():
    """Whoever adds a column to Event says here what becomes of it in a copy."""
    decided = "id campaign_id title slug start_date end_date publication status inference notes"
    decided += " created_at updated_at sort_time title_folded registration opens_at closes_at"

    columns = {field.attname for field in Event._meta.fields}
    assert columns == {*CARRIED_OVER, *decided.split()}


def test_copy_keeps_its_length_and_its_night():
    event = make_event(
        end_date=date(2018, 8, 8), start_time=time(22), end_time=time(1), slug="all-night"
    )

    copy = copy_event(event=event, campaign=None, date=NEXT, by=None)

    assert copy.end_date == date(2019, 8, 7)


def test_copies_of_one_title_have_addresses_of_their_own():
    event = make_event(title="Night Out", slug="night-out-2018")

    slugs = [copy_event(event=event, campaign=None, date=NEXT, by=None).slug for _again in range(3)]

    assert slugs == ["night-out-2019", "night-out-2019-2", "night-out-2019-3"]


def test_year_in_a_title_becomes_that_of_the_copy():
    event = make_event(title="Night Out 2018 at Park 20180")

    copy = copy_event(event=event, campaign=None, date=NEXT, by=None)

    assert copy.title == "Night Out 2019 at Park 20180"


def test_copy_takes_the_title_it_is_given():
    copy = copy_event(event=make_event(), campaign=None, date=NEXT, by=None, title="Block party")

    assert (copy.title, copy.slug) == ("Block party", "block-party-2019")


def test_history_says_who_copied():
    clerk = make_user()

    copy = copy_event(event=make_event(), campaign=None, date=NEXT, by=clerk)

    (version,) = copy.history.all()
    assert version.pgh_context.metadata == {"user": clerk.pk}


def test_campaign_is_copied_with_its_events():
    campaign = make_campaign(edition=35)
    for title in ("Liberty Square", "West Park"):
        make_event(title=title, campaign=campaign)
    make_event(title="Rained off", campaign=campaign, status=EventStatus.CANCELLED)
    make_event(title="Another programme")

    copy = copy_campaign(campaign=campaign, date=NEXT, by=None)

    assert (copy.name, copy.slug) == ("National Night Out 2019", "national-night-out-2019")
    assert (copy.date, copy.edition, copy.is_sample) == (NEXT, 36, False)
    assert (copy.programme, copy.rule) == (campaign.programme, campaign.rule)
    events = copy.events.order_by("pk")
    assert [(event.title, event.start_date) for event in events] == [
        ("Liberty Square", NEXT),
        ("West Park", NEXT),
    ]
    assert [event.publication for event in events] == [Publication.DRAFT] * 2


def test_campaign_takes_the_name_it_is_given():
    copy = copy_campaign(
        campaign=make_campaign(), date=NEXT, by=None, name="Just to look", is_sample=True
    )

    assert (copy.name, copy.slug, copy.is_sample) == ("Just to look", "just-to-look", True)


@pytest.mark.parametrize(
    ("edition", "day", "expected"),
    [(35, NEXT, 36), (None, NEXT, None), (35, date(2027, 8, 3), None)],
)
def test_edition_is_numbered_only_where_it_is_known(edition, day, expected):
    campaign = make_campaign(edition=edition)

    copy = copy_campaign(campaign=campaign, date=day, by=None)

    assert copy.edition == expected


def test_programme_without_a_rule_counts_on_within_a_year():
    campaign = make_campaign(edition=3, rule="none")

    copy = copy_campaign(campaign=campaign, date=date(2018, 10, 2), by=None)

    assert copy.edition == 4


def test_event_on_the_day_after_stays_on_the_day_after():
    campaign = make_campaign()
    make_event(campaign=campaign, start_date=campaign.date + timedelta(days=1))

    copy = copy_campaign(campaign=campaign, date=NEXT, by=None)

    assert copy.events.get().start_date == NEXT + timedelta(days=1)


@pytest.mark.parametrize("status", [EventStatus.RESCHEDULED, EventStatus.POSTPONED])
def test_event_moved_by_the_weather_returns_to_the_night(status):
    campaign = make_campaign()
    make_event(campaign=campaign, start_date=date(2018, 8, 21), status=status)

    copy = copy_campaign(campaign=campaign, date=NEXT, by=None)

    assert copy.events.get().start_date == NEXT


def test_second_copy_to_the_same_date_is_refused_in_words():
    campaign = make_campaign()
    make_event(campaign=campaign)
    copy_campaign(campaign=campaign, date=NEXT, by=None)

    with pytest.raises(ValidationError) as refused:
        copy_campaign(campaign=campaign, date=NEXT, by=None, name="Another name")

    assert refused.value.messages == ["There is a campaign of this programme on this date."]
    assert (Campaign.objects.count(), Event.objects.count()) == (2, 2)


def test_copying_a_campaign_costs_the_same_for_each_event(django_assert_num_queries):
    campaign = make_campaign()
    for title in ("One", "Two", "Three"):
        make_event(
            title=title,
            campaign=campaign,
            host=make_agency(),
            activities=(make_activity(slug=title.lower()),),
        )

    with django_assert_num_queries(18 + 3 * 6):
        copy_campaign(campaign=campaign, date=NEXT, by=None)


def test_slug_is_plain_short_and_never_empty():
    long = "Night " * 60
    make_event(slug=unique_slug(Event, long))

    assert unique_slug(Event, "Fèt ñ’ Night!") == "fet-n-night"
    assert unique_slug(Event, "晚会") == "event"
    assert len(unique_slug(Event, long)) <= 220
    assert unique_slug(Event, long).endswith("night-ni-2")


def test_sample_never_becomes_an_announced_event():
    sample = make_campaign(is_sample=True)
    event = make_event(campaign=sample)

    for campaign in (None, make_campaign(name="Real", date=NEXT)):
        with pytest.raises(ValidationError, match="only be copied into a sample edition"):
            copy_event(event=event, campaign=campaign, date=NEXT, by=None)

    assert copy_campaign(campaign=sample, date=NEXT, by=None).is_sample


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2101, 1, 1), date.max])
def test_copy_beyond_our_time_is_refused(day):
    event = make_event()

    with pytest.raises(ValidationError, match="between 1900 and 2100"):
        copy_event(event=event, campaign=None, date=day, by=None)
    with pytest.raises(ValidationError, match="between 1900 and 2100"):
        copy_campaign(campaign=make_campaign(), date=day, by=None)


def test_copy_gives_the_new_list_of_people_to_organizers_of_ones_own_agency_only():
    ours, theirs = make_agency(), make_agency()
    event = make_event(host=ours)
    mine = make_member(agency=ours, role=Role.ORGANIZER)
    event.organizers.add(mine, make_member(agency=theirs, role=Role.ORGANIZER))
    editor = make_member(agency=ours)

    copy = copy_event(event=event, campaign=None, date=NEXT, by=editor)

    assert list(copy.organizers.all()) == [mine]
