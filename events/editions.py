"""What is held every year need not be typed every year: copy an event, or a whole campaign.

Who may copy what is for the caller to decide; the copies are drafts that somebody looks at.
"""

import datetime
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Campaign, DateRule, Event, EventAgency, EventStatus, Question
from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import Agency
from nightout.slugs import unique_slug

# Not what happened at one edition: who came, how many, what the sources say and what we infer.
CARRIED_OVER = [
    "description",
    "written_in",
    "city_id",
    "neighborhood_id",
    "park_id",
    "place_as_printed",
    "start_time",
    "end_time",
    "capacity",
    "contact_needed",
    "largest_party",
    "waiting_list",
    "reminder",
    "thank_you",
    "is_free",
    "wheelchair_access",
    "languages",
    "rain_plan",
    "contact",
]


@transaction.atomic
def copy_event(
    *,
    event: Event,
    campaign: Campaign | None,
    date: datetime.date,
    by: User | None,
    title: str | None = None,
) -> Event:
    """A draft of the same event on another day; `by` is None where a command copies.

    Raises ValidationError, with words for a page, where made-up rows would pass for real ones,
    or where the copy would lie beyond the years that we keep.
    """
    if event.is_sample and not (campaign and campaign.is_sample):
        raise ValidationError(_("A sample can only be copied into a sample edition."))
    _check_year(date, date + (event.end_date - event.start_date))
    title = title or _in_year(event.title, event.start_date, date)
    with _said_by(by):
        copy = Event.objects.create(
            campaign=campaign,
            title=title,
            slug=unique_slug(Event, f"{title} {date.year}"),
            start_date=date,
            end_date=date + (event.end_date - event.start_date),
            **{field: getattr(event, field) for field in CARRIED_OVER},
        )
        EventAgency.objects.bulk_create(
            EventAgency(event=copy, agency_id=held.agency_id, role=held.role)
            for held in event.agency_roles.all()
        )
        copy.activities.add(*event.activities.all())
        _copy_questions(event, copy)
        copy.organizers.add(*_carried_organizers(event, by))
    return copy


@transaction.atomic
def copy_campaign(
    *,
    campaign: Campaign,
    date: datetime.date,
    by: User | None,
    name: str | None = None,
    is_sample: bool = False,
) -> Campaign:
    """The next edition, with drafts of all events that were not cancelled.

    A sample's copy is a sample. Raises ValidationError, with words for a page, where the
    programme has that date already.
    """
    _check_year(date, date)
    # Of two clicks at once the second waits here, and is refused below.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    name = name or _in_year(campaign.name, campaign.date, date)
    copy = Campaign(
        programme=campaign.programme,
        name=name,
        slug=unique_slug(Campaign, name),
        date=date,
        edition=_next_edition(campaign, date),
        rule=campaign.rule,
        is_sample=is_sample or campaign.is_sample,
    )
    copy.full_clean()
    with _said_by(by):
        copy.save()
        for event in _held(campaign):
            copy_event(event=event, campaign=copy, date=_same_day(event, copy), by=by)
    return copy


def _copy_questions(event: Event, copy: Event) -> None:
    Question.objects.bulk_create(
        Question(
            event=copy,
            text=asked.text,
            kind=asked.kind,
            choices=asked.choices,
            required=asked.required,
            place=asked.place,
        )
        for asked in event.questions.all()
        if not asked.retired
    )


def _check_year(first: datetime.date, last: datetime.date) -> None:
    if first < datespan.EARLIEST or last > datespan.LATEST:
        raise ValidationError(_("The year must lie between 1900 and 2100."))


def _carried_organizers(event: Event, by: User | None) -> Iterable[User]:
    """Who copies gives the new list of people only to organizers of agencies of their own."""
    organizers = event.organizers.all()
    if by is None or by.is_coordinator:
        return organizers
    own = Agency.objects.managed_by(by)
    return organizers.filter(memberships__agency__in=own).distinct()


def _held(campaign: Campaign) -> list[Event]:
    events = campaign.events.exclude(status=EventStatus.CANCELLED).order_by("pk")
    return list(
        events.select_related("campaign").prefetch_related(
            "agency_roles", "activities", "organizers", "questions"
        )
    )


def _same_day(event: Event, copy: Campaign) -> datetime.date:
    """As many days from the campaign's date as before, unless the weather had moved it there."""
    planned = event.status == EventStatus.SCHEDULED
    return copy.date + (event.start_date - event.campaign.date if planned else datetime.timedelta())


def _next_edition(campaign: Campaign, date: datetime.date) -> int | None:
    """Not known where years lie between: each of them may have had its edition."""
    follows = campaign.rule == DateRule.NONE or date.year == campaign.date.year + 1
    return campaign.edition + 1 if campaign.edition and follows else None


def _in_year(text: str, was: datetime.date, date: datetime.date) -> str:
    """ "National Night Out 2018" is "National Night Out 2019" a year later."""
    return re.sub(rf"\b{was.year}\b", str(date.year), text)


def _said_by(by: User | None) -> AbstractContextManager:
    """The history names who copied, also where no request has said so."""
    return pghistory.context(user=by.pk) if by else nullcontext()
