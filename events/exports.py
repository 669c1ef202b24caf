"""The columns of the lists that leave the house: the same on screen and in every file."""

from django.db.models import Q, Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import AttendeeStatus, CameFrom, Event
from nightout.accounts.models import User
from nightout.streaming import Column, Kind, labelled, yes_no


def attendee_columns(event: Event) -> list[Column]:
    columns = [
        Column(_("Name"), "name", key="name"),
        Column(_("Status"), labelled("status", AttendeeStatus.choices), key="status"),
        Column(_("Adults"), "adults", Kind.INTEGER),
        Column(_("Children"), "children", Kind.INTEGER),
        Column(_("E-mail"), "email"),
        Column(_("Phone"), "phone"),
        Column(_("Access needs"), "access_needs"),
        Column(_("Note"), "note"),
        Column(_("Came from"), labelled("came_from", CameFrom.choices), key="came_from"),
        Column(_("Registered"), "registered_at", Kind.DATETIME, zone=event.city.time_zone),
        Column(_("Present"), yes_no(Q(present_at__isnull=False)), key="present"),
    ]
    if event.is_sample:
        columns.append(Column(_("Sample"), Value(_("Sample: not announced by any agency"))))
    return columns


def handling_notice(event: Event, by: User) -> list[str]:
    """What stands beside a list of people, so that nobody can say they did not know."""
    lines = [
        _("People who registered for %(event)s") % {"event": event},
        _("Downloaded by %(who)s on %(when)s")
        % {
            "who": by.email,
            "when": date_format(timezone.localtime(), "DATETIME_FORMAT"),
        },
        _("These are people's data: use them to run this event, and for nothing else."),
        _("Do not pass the file on. Delete it when the event is over."),
        _("This download is recorded."),
    ]
    if event.is_sample:
        lines.insert(0, _("Sample: not announced by any agency"))
    return lines
