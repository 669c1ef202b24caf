"""Each constraint of the tables about events, broken."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from events.models import (
    Activity,
    AgencyRole,
    Attendee,
    Campaign,
    DateRule,
    EventActivity,
    EventAgency,
    EventOrganizer,
    EventSource,
    HeadCount,
    HowCounted,
    Letter,
    Listing,
    ListLayout,
    Mark,
    Message,
    Park,
    Photo,
    Question,
    Report,
    Seats,
)
from tests.constraints import Twin, Wrong, check_refused, check_twin_refused
from tests.factories import (
    make_activity,
    make_agency,
    make_attendee,
    make_campaign,
    make_event,
    make_park,
    make_question,
    make_source,
    make_user,
    number,
)

pytestmark = pytest.mark.django_db

EVENING = {"start_time": time(20), "end_time": time(22)}


def activity(**fields: Any) -> Activity:
    return make_activity(**{"slug": f"activity-{next(number)}", **fields})


def campaign(**fields: Any) -> Campaign:
    n = next(number)
    return make_campaign(**{"slug": f"edition-{n}", "programme": f"Programme {n}", **fields})


def park(**fields: Any) -> Park:
    return make_park(**fields)


def event_agency(**fields: Any) -> EventAgency:
    values = {"event": make_event(), "agency": make_agency(), "role": AgencyRole.HOST}
    return EventAgency.objects.create(**{**values, **fields})


def event_source(**fields: Any) -> EventSource:
    values = {"event": make_event(), "source": make_source(), "fact": "The park."}
    return EventSource.objects.create(**{**values, **fields})


def event_activity(**fields: Any) -> EventActivity:
    return EventActivity.objects.create(**{"event": make_event(), "activity": activity(), **fields})


def event_organizer(**fields: Any) -> EventOrganizer:
    return EventOrganizer.objects.create(**{"event": make_event(), "user": make_user(), **fields})


def attendee(**fields: Any) -> Attendee:
    if "event" not in fields:
        fields["event"] = make_event()
    return make_attendee(**{"email": "ana@example.org", **fields})


def attendee_of_the_same_mailbox() -> Attendee:
    first = attendee(email="Ana@example.org")
    return attendee(event=first.event, email="ana@example.org")


def attendee_by_form(**fields: Any) -> Attendee:
    return attendee(**{"email": "", "form_key": uuid4(), **fields})


def head_count(**fields: Any) -> HeadCount:
    values = {"event": make_event(), "people": 80, "how": HowCounted.ESTIMATED}
    return HeadCount.objects.create(**{**values, **fields})


def listing(**fields: Any) -> Listing:
    event = make_event()
    Listing.objects.filter(pk=event.pk).update(**fields)
    return event.listing


def question(**fields: Any) -> Question:
    return make_question(**{"event": make_event(), **fields})


def seats(**fields: Any) -> Seats:
    event = make_event()
    Seats.objects.filter(pk=event.pk).update(**fields)
    return event.seats


def mark(**fields: Any) -> Mark:
    values = {"by": make_user(), "at": timezone.now(), "adults": 1, "children": 0}
    if "attendee" not in fields:
        fields["attendee"] = attendee()
    return Mark.objects.create(**{**values, **fields})


def letter(**fields: Any) -> Letter:
    values = {
        "event": make_event(),
        "subject": "Rain",
        "text": "We meet inside.",
        "by": make_user(),
    }
    return Letter.objects.create(**{**values, **fields})


def message(**fields: Any) -> Message:
    if "attendee" not in fields:
        fields["attendee"] = attendee()
    values = {"kind": "reminder", "day": date(2018, 8, 7)}
    return Message.objects.create(**{**values, **fields})


def message_of_a_letter(**fields: Any) -> Message:
    return message(**{"kind": "letter", "letter": letter(), "day": None, **fields})


def report(**fields: Any) -> Report:
    values = {"event": make_event(), "written_by": make_user()}
    return Report.objects.create(**{**values, **fields})


def photo(**fields: Any) -> Photo:
    values = {"jpeg": b"a picture", "width": 4, "height": 3}
    return Photo.objects.create(
        **{"event": make_event(), "added_by": make_user(), **values, **fields}
    )


def list_layout(**fields: Any) -> ListLayout:
    return ListLayout.objects.create(**{"user": make_user(), "shown": ["name"], **fields})


OPENS = timezone.now()

WRONG: list[Wrong] = [
    ("events_activity_category_is_known", activity, {"category": "raffle"}),
    ("events_activity_name_is_said", activity, {"name": ""}),
    ("events_campaign_has_name_and_address", campaign, {"name": ""}),
    ("events_campaign_has_name_and_address", campaign, {"slug": ""}),
    ("events_campaign_rule_is_known", campaign, {"rule": "whenever"}),
    ("events_campaign_edition_check", campaign, {"edition": -1}),
    ("events_park_name_is_said", park, {"name": ""}),
    ("events_park_has_an_address", park, {"slug": ""}),
    ("events_park_kind_is_known", park, {"kind": "moon"}),
    ("events_park_language_is_known", park, {"written_in": "xx"}),
    ("events_park_point_is_whole", park, {"latitude": 25.9}),
    ("events_park_point_is_whole", park, {"longitude": -80.2}),
    ("events_park_point_is_whole", park, {"latitude": 95, "longitude": -80.2}),
    ("events_park_point_is_whole", park, {"latitude": 25.9, "longitude": -181}),
    (
        "events_park_home_has_no_point",
        park,
        {"kind": "home", "latitude": 25.9, "longitude": -80.2},
    ),
    ("events_event_title_is_said", make_event, {"title": ""}),
    ("events_event_has_an_address", make_event, {"slug": ""}),
    ("events_event_is_in_our_time", make_event, {"start_date": date(1899, 8, 7)}),
    ("events_event_is_in_our_time", make_event, {"end_date": date(2101, 8, 7)}),
    ("events_event_lasts_sixty_days_at_most", make_event, {"end_date": date(2018, 10, 7)}),
    ("events_event_publication_is_known", make_event, {"publication": "leaked"}),
    ("events_event_status_is_known", make_event, {"status": "rained off"}),
    ("events_event_language_is_known", make_event, {"written_in": "xx"}),
    ("events_listing_revision_check", listing, {"revision": -1}),
    ("events_event_days_are_in_order", make_event, {"end_date": date(2018, 8, 6)}),
    ("events_event_times_are_in_order", make_event, {**EVENING, "end_time": time(1)}),
    ("events_event_times_are_in_order", make_event, {**EVENING, "end_time": time(20)}),
    ("events_event_capacity_is_positive", make_event, {"capacity": 0}),
    ("events_event_capacity_check", make_event, {"capacity": -1}),
    ("events_event_registration_is_known", make_event, {"registration": "maybe"}),
    ("events_event_largest_party_is_plausible", make_event, {"largest_party": 0}),
    ("events_event_largest_party_is_plausible", make_event, {"largest_party": 201}),
    ("events_event_largest_party_check", make_event, {"largest_party": -1}),
    (
        "events_event_registration_opens_before_it_closes",
        make_event,
        {"opens_at": OPENS, "closes_at": OPENS - timedelta(days=1)},
    ),
    ("events_question_text_is_said", question, {"text": ""}),
    ("events_question_kind_is_known", question, {"kind": "essay"}),
    ("events_question_offers_choices", question, {"kind": "choice", "choices": ["one"]}),
    ("events_question_place_check", question, {"place": -1}),
    ("events_seats_capacity_check", seats, {"capacity": -1}),
    ("events_seats_attending_check", seats, {"attending": -1}),
    ("events_seats_children_check", seats, {"children": -1}),
    ("events_seats_waiting_check", seats, {"waiting": -1}),
    ("events_seats_present_check", seats, {"present": -1}),
    ("events_seats_children_present_check", seats, {"children_present": -1}),
    ("events_eventagency_role_is_known", event_agency, {"role": "sponsor"}),
    ("events_attendee_name_is_readable", attendee, {"name": ""}),
    ("events_attendee_name_is_readable", attendee, {"name": "Ana\nLópez"}),
    ("events_attendee_name_is_readable", attendee, {"name": "Ana\x1b[2J"}),
    ("events_attendee_name_is_readable", attendee, {"name": "Ana\x7f"}),
    ("events_attendee_name_is_readable", attendee, {"name": " \u3000"}),
    ("events_attendee_name_is_readable", attendee, {"name": "Ana\u2028"}),
    ("events_attendee_texts_are_one_line", attendee, {"phone": "305\t555"}),
    ("events_attendee_texts_are_one_line", attendee, {"note": "two\nlines"}),
    ("events_attendee_texts_are_one_line", attendee, {"access_needs": "\uffff"}),
    ("events_attendee_is_somebody", attendee, {"adults": 0}),
    ("events_attendee_adults_check", attendee, {"adults": -1, "children": 2}),
    ("events_attendee_children_check", attendee, {"children": -1}),
    ("events_attendee_party_is_plausible", attendee, {"adults": 201}),
    ("events_attendee_party_is_plausible", attendee, {"children": 201}),
    ("events_attendee_status_is_known", attendee, {"status": "maybe"}),
    ("events_attendee_came_from_is_known", attendee, {"came_from": "fax"}),
    (
        "events_attendee_presence_has_a_witness",
        attendee,
        {"present_at": timezone.now, "adults_present": 1},
    ),
    (
        "events_attendee_presence_has_a_witness",
        attendee,
        {"present_by": make_user, "present_at": None},
    ),
    ("events_attendee_presence_is_counted", attendee, {"adults_present": 1}),
    (
        "events_attendee_presence_is_counted",
        attendee,
        {"present_by": make_user, "adults_present": 0},
    ),
    (
        "events_attendee_presence_is_plausible",
        attendee,
        {"present_by": make_user, "adults_present": 201},
    ),
    ("events_attendee_adults_present_check", attendee, {"adults_present": -1}),
    ("events_attendee_children_present_check", attendee, {"children_present": -1}),
    ("events_attendee_language_is_known", attendee, {"language": "xx"}),
    (
        "events_attendee_waits_since_a_moment",
        attendee,
        {"status": "waitlisted", "waiting_since": None},
    ),
    ("events_attendee_waits_since_a_moment", attendee, {"waiting_since": timezone.now}),
    ("events_attendee_cancelled_when_cancelled", attendee, {"cancelled_at": timezone.now}),
    ("events_attendee_forgotten_is_nobody", attendee, {"forgotten_at": timezone.now}),
    ("events_attendee_email_is_once_per_event", attendee_of_the_same_mailbox, {}),
    ("events_headcount_how_is_known", head_count, {"how": "guessed"}),
    ("events_headcount_people_check", head_count, {"people": -1}),
    ("events_mark_is_presence_or_takes_it_back", mark, {"adults": 0}),
    ("events_mark_is_presence_or_takes_it_back", mark, {"undoes": uuid4}),
    ("events_mark_is_plausible", mark, {"adults": 201}),
    ("events_mark_is_plausible", mark, {"children": 201}),
    ("events_mark_adults_check", mark, {"adults": -1, "children": 2}),
    ("events_mark_children_check", mark, {"children": -1}),
    ("events_letter_says_something", letter, {"subject": " "}),
    ("events_letter_says_something", letter, {"subject": "Rain\nBcc: all@example.org"}),
    ("events_letter_says_something", letter, {"text": "\n"}),
    ("events_letter_audience_is_known", letter, {"audience": "the press"}),
    ("events_letter_language_is_known", letter, {"written_in": "xx"}),
    ("events_message_kind_is_known", message, {"kind": "greeting"}),
    ("events_message_of_a_letter_names_it", message, {"kind": "letter"}),
    ("events_message_of_a_letter_names_it", message, {"letter": letter}),
    (
        "events_message_is_sent_or_given_up",
        message,
        {"sent_at": timezone.now, "given_up_at": timezone.now},
    ),
    ("events_message_tries_check", message, {"tries": -1}),
    ("events_report_estimate_says_how", report, {"estimate": 80}),
    ("events_report_estimate_says_how", report, {"how": "counted"}),
    ("events_report_estimate_check", report, {"estimate": -1, "how": "counted"}),
    ("events_photo_is_small", photo, {"jpeg": b""}),
    ("events_photo_is_small", photo, {"jpeg": b"a" * (1024 * 1024 + 1)}),
    ("events_photo_width_check", photo, {"width": -1}),
    ("events_photo_height_check", photo, {"height": -1}),
    ("events_listlayout_shows_something", list_layout, {"shown": []}),
]

TWINS: list[Twin] = [
    ("events_activity_slug_key", activity, ["slug"]),
    ("events_campaign_slug_key", campaign, ["slug"]),
    ("events_campaign_is_one_edition", campaign, ["programme", "date", "rule", "is_sample"]),
    ("events_park_slug_key", park, ["slug"]),
    ("events_event_slug_key", make_event, ["slug"]),
    ("events_eventagency_is_named_once", event_agency, ["event", "agency"]),
    ("events_eventsource_is_said_once", event_source, ["event", "source", "fact"]),
    ("events_attendee_email_is_once_per_event", attendee, ["event", "email"]),
    ("events_attendee_form_is_sent_once", attendee_by_form, ["event", "form_key"]),
    ("events_message_is_one_for_a_day", message, ["attendee", "kind", "day"]),
    ("events_message_is_one_for_a_letter", message_of_a_letter, ["attendee", "letter"]),
    ("events_report_event_id_key", report, ["event"]),
    (
        "events_event_activities_event_id_activity_id_6fe37e52_uniq",
        event_activity,
        ["event", "activity"],
    ),
    (
        "events_event_organizers_event_id_user_id_2bfb6ef0_uniq",
        event_organizer,
        ["event", "user"],
    ),
]


@pytest.mark.parametrize(("constraint", "make", "wrong"), WRONG)
def test_a_wrong_row_is_refused(constraint, make, wrong):
    check_refused(constraint, make, wrong)


@pytest.mark.parametrize("make", dict.fromkeys(make for _, make, wrong in WRONG if wrong))
def test_a_row_without_the_mistake_is_kept(make):
    assert make().pk


@pytest.mark.parametrize(("constraint", "make", "same"), TWINS)
def test_a_second_row_of_the_same_is_refused(constraint, make, same):
    check_twin_refused(constraint, make, same)


@pytest.mark.parametrize(
    "times",
    [
        {},
        {"start_time": time(20)},
        {"end_time": time(22)},
        EVENING,
        {**EVENING, "end_time": time(1), "end_date": date(2018, 8, 8)},
        {"end_date": date(2018, 8, 12)},
    ],
)
def test_an_event_may_have_no_times_and_may_cross_midnight(times):
    assert make_event(**times).pk


def test_families_without_an_address_are_many():
    event = make_event()

    attendee(event=event, email="")
    attendee(event=event, email="")

    assert event.attendees.count() == 2


def test_who_cancelled_may_register_again():
    event = make_event()

    attendee(event=event, status="cancelled")
    attendee(event=event, status="cancelled")
    attendee(event=event)

    assert event.attendees.attending().count() == 1


def test_an_address_may_register_for_two_events():
    assert attendee().event != attendee().event


def test_children_may_come_alone():
    assert attendee(adults=0, children=2).pk


def test_a_home_without_a_point_is_kept():
    assert park(kind="home", address="12 Any Street").latitude is None


def test_texas_keeps_its_own_edition_of_the_same_programme():
    august = campaign()

    october = campaign(
        programme=august.programme, date=august.date, rule=DateRule.FIRST_TUESDAY_OF_OCTOBER
    )

    assert october.pk != august.pk
