"""Whose list it is: the people of one event, or of all events of a campaign.

A roll is all that a list needs, on the page and in a file; whatever leaves goes through `leaving`,
which writes down who took it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.lists import tickets
from events.lists.columns import (
    chosen,
    event_columns,
    every_column,
    every_column_of_a_campaign,
    handling_notice,
    marks,
)
from events.models import (
    Attendee,
    AttendeeStatus,
    Campaign,
    Event,
    EventAgency,
    ListLayout,
)
from events.models.attendee import AttendeeQuerySet
from nightout.accounts.models import User
from nightout.audit.models import Verb, record
from nightout.streaming import Column

FORMS = {"csv": "CSV", "xlsx": "XLSX", "pdf": "PDF"}


@dataclass(frozen=True)
class Take:
    """What somebody takes away: in which form, and who is in it."""

    form: str
    status: str = ""  # empty: everyone
    contact: bool = False  # e-mail and phone on paper, too

    @property
    def query(self) -> dict[str, str]:
        said = {"status": self.status, "contact": "on" if self.contact else ""}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Roll:
    subject: Event | Campaign
    street: str  # what the names of its addresses begin with; nothing for an event

    @property
    def is_of_an_event(self) -> bool:
        return isinstance(self.subject, Event)

    @property
    def slug(self) -> str:
        return self.subject.slug

    @property
    def name(self) -> str:
        return str(self.subject)

    @property
    def is_sample(self) -> bool:
        return self.subject.is_sample

    def people(self, take: Take) -> AttendeeQuerySet:
        """In the order of the list: by surname, a campaign's event by event.

        On paper stands who may come, with a name.
        """
        if self.is_of_an_event:
            people = self.subject.attendees.by_surname()
        else:
            people = Attendee.objects.filter(event__campaign=self.subject).order_by(
                "event__start_date", "event__sort_time", "event_id", "sort_name", "pk"
            )
        if take.form == "pdf":
            people = people.not_cancelled().remembered()
        return people.filter(status=take.status) if take.status else people

    def first_people(self, take: Take, number: int) -> AttendeeQuerySet:
        """The first few, of a campaign those of its first event, without a look at all others."""
        if self.is_of_an_event:
            return self.people(take)[:number]
        people = Attendee.objects.filter(status=take.status) if take.status else Attendee.objects
        somebody = Exists(people.filter(event=OuterRef("pk")))
        first = Event.objects.filter(somebody, campaign=self.subject).in_order().first()
        return people.filter(event=first).by_surname()[:number]

    @cached_property
    def every_column(self) -> list[Column]:
        """All that there are to choose from."""
        return every_column(self.subject) if self.is_of_an_event else every_column_of_a_campaign()

    def columns(self, layout: ListLayout | None) -> list[Column]:
        first = [] if self.is_of_an_event else event_columns()
        return first + chosen(self.every_column, layout) + marks(is_sample=self.is_sample)

    def agencies(self) -> list[int]:
        """Whose people's data it is."""
        own = {"event" if self.is_of_an_event else "event__campaign": self.subject}
        return sorted(set(EventAgency.objects.filter(**own).values_list("agency", flat=True)))

    def page(self, query: Mapping[str, str] | None = None) -> str:
        """Where its columns are chosen, and its files are to be had."""
        path = reverse(f"organize-{self.street}lists", args=[self.slug])
        return f"{path}?{urlencode(query)}" if query else path

    def address(self, take: Take, user: User) -> str:
        """The file, for this person, and for a quarter of an hour."""
        path = reverse(f"{self.street}attendees-{take.form}", args=[self.slug])
        query = {"language": get_language(), **take.query}
        return f"{path}?{urlencode(query | {'ticket': tickets.ticket(user, self.claim(take))})}"

    def check(self, text: str, take: Take, user: User) -> None:
        """Raises what `tickets.check` raises."""
        tickets.check(text, user, self.claim(take))

    def claim(self, take: Take) -> str:
        return f"{self.street}{self.slug}/{take.form}?{urlencode(take.query)}"

    def file_name(self, form: str) -> str:
        """Whoever finds the file later sees what it holds, and that it is no plain table."""
        sample = "sample-" if self.is_sample else ""
        what = "sign-in-sheet" if form == "pdf" else "attendees"
        return f"{sample}{what}-{self.slug}-personal-data.{form}"

    def notice(self, take: Take, by: User) -> list[str]:
        which = _("Only: %s") % AttendeeStatus(take.status).label if take.status else ""
        return handling_notice(self.name, by, is_sample=self.is_sample, which=which)

    def leaving(self, take: Take, by: User) -> AttendeeQuerySet:
        """The people of a file; who took it is written down before the first of them leaves."""
        people = self.people(take)
        only = f" ({take.status})" if take.status else ""
        self.note(by, Verb.EXPORT, f"attendees of {self.slug} as {FORMS[take.form]}{only}", people)
        return people

    def note(self, by: User, verb: Verb, target: str, people: AttendeeQuerySet | list) -> None:
        count = len(people) if isinstance(people, list) else people.order_by().count()
        record(by=by, verb=verb, target=target, count=count, agencies=self.agencies())


def roll_of_event(event: Event) -> Roll:
    return Roll(event, street="")


def roll_of_campaign(campaign: Campaign) -> Roll:
    return Roll(campaign, street="campaign-")
