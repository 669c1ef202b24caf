"""What a flyer or a picture says of an event: the words of its page, in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from django.template.defaultfilters import yesno
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import AgencyRole, Event, EventStatus, ParkKind
from nightout.fonts import LEFT_OUT, in_our_letters, shortened

# More does not fit on a flyer: the page has all of it.
MOST_AGENCIES, MOST_ACTIVITIES = 6, 12
LONGEST_TEXT, LONGEST_FACT = 2500, 300  # characters


@dataclass(frozen=True)
class Fact:
    label: str
    values: list[str]


@dataclass(frozen=True)
class Offer:
    """Something to do there, with the name of its icon."""

    name: str
    icon: str


@dataclass(frozen=True)
class Announcement:
    """Empty where it is not said; a cancelled event's status comes before anything else."""

    status: str
    notice: str
    sample: str
    campaign: str
    title: str
    weekday: str
    day: str
    month: str
    days: str
    times: str
    place: str
    address: str
    city: str
    facts: list[Fact]
    offers: list[Offer]
    description: str


def announcement(event: Event) -> Announcement:
    """The event comes with `for_cards()`, or this asks the database again and again."""
    day = event.start_date
    return Announcement(
        status=_status(event),
        notice=_notice(event),
        sample=_("Sample: not announced by any agency") if event.is_sample else "",
        campaign=event.campaign.name if event.campaign else "",
        title=event.title,
        weekday=capfirst(formats.date_format(day, "D")),
        day=formats.date_format(day, "j"),
        month=capfirst(formats.date_format(day, "M Y")),
        days=capfirst(event.days_in_words()),
        times=capfirst(_times(event)),
        place=_place(event),
        address=event.public_address,
        city=", ".join(filter(None, [_neighborhood(event), str(event.city)])),
        facts=_facts(event),
        offers=_offers(event),
        description=shortened(event.description.strip(), lambda text: len(text) <= LONGEST_TEXT),
    )


def in_letters(said: Announcement) -> Announcement:
    """The same in letters of our font; a title without any of them is still a title."""
    written = _in_letters(said)
    return replace(written, title=" ".join(written.title.split()) or _("Event"))


def _in_letters(thing: Any) -> Any:
    match thing:
        case str():
            return in_our_letters(thing)
        case list():
            return [_in_letters(part) for part in thing]
    return replace(thing, **{f.name: _in_letters(getattr(thing, f.name)) for f in fields(thing)})


def lacks_letters(said: Announcement) -> bool:
    """Whether parts in another script were left out by `in_letters`."""
    return any(LEFT_OUT in text for text in _texts(said))


def _texts(thing: Any) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case list():
            for part in thing:
                yield from _texts(part)
        case _:
            for field in fields(thing):
                yield from _texts(getattr(thing, field.name))


def _status(event: Event) -> str:
    match event.status:
        case EventStatus.SCHEDULED:
            return ""
        case EventStatus.CANCELLED:
            return _("Cancelled")
    return capfirst(event.get_status_display())


def _notice(event: Event) -> str:
    match event.status:
        case EventStatus.CANCELLED:
            return _("It will not take place.")
        case EventStatus.POSTPONED:
            return _("The date below no longer holds, and a new one is not known yet.")
    before = event.moved_from()
    return _("It was to be on %(moved_from)s.") % {"moved_from": before} if before else ""


def _times(event: Event) -> str:
    if event.start_time or event.end_time:
        return f"{event.times_in_words()} ({event.zone_in_words()})"
    return event.times_in_words()


def _place(event: Event) -> str:
    """What a source printed stands for a place that we have no row of; never beside a home."""
    name = event.place_in_words()
    if event.park:
        return name
    return f"“{name}”" if name else _("Place not announced")


def _neighborhood(event: Event) -> str:
    return event.neighborhood.name if event.neighborhood else ""


def _facts(event: Event) -> list[Fact]:
    cost = "" if event.is_free is None else yesno(event.is_free, _("Free,Not free"))
    access = yesno(event.wheelchair_access, _("Yes,No,Not stated"))
    facts = [
        Fact(_("Who"), _agencies(event) or [_("Not stated")]),
        Fact(_("Cost"), [cost]),
        Fact(_("Wheelchair access"), [". ".join(filter(None, [access, _way_in(event)]))]),
        Fact(_("Languages spoken"), [event.languages_in_words()]),
        Fact(_("If it rains"), [event.rain_plan]),
        Fact(_("Questions"), [event.contact]),
    ]
    said = [Fact(fact.label, [value for value in fact.values if value]) for fact in facts]
    return [fact for fact in said if fact.values]


def _agencies(event: Event) -> list[str]:
    """Hosts first."""
    roles = sorted(event.agency_roles.all(), key=lambda role: AgencyRole.values.index(role.role))
    names = [f"{role.agency.name} ({role.get_role_display()})" for role in roles]
    more = len(names) - MOST_AGENCIES
    return names if more <= 0 else [*names[:MOST_AGENCIES], _and_more(more)]


def _offers(event: Event) -> list[Offer]:
    offers = [Offer(str(activity), activity.icon) for activity in event.activities.all()]
    more = len(offers) - MOST_ACTIVITIES
    return offers if more <= 0 else [*offers[:MOST_ACTIVITIES], Offer(_and_more(more), "")]


def _way_in(event: Event) -> str:
    if event.park is None or event.park.kind == ParkKind.HOME:
        return ""
    return shortened(event.park.accessibility.strip(), lambda text: len(text) <= LONGEST_FACT)


def _and_more(number: int) -> str:
    return ngettext("and %(number)d more", "and %(number)d more", number) % {"number": number}
