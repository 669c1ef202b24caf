"""The words an event is described with."""

from datetime import time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted for review")
    PUBLIC = "public", _("public")
    HIDDEN = "hidden", _("hidden")


class EventStatus(models.TextChoices):
    """schema.org's EventStatusType."""

    SCHEDULED = "scheduled", _("scheduled")
    RESCHEDULED = "rescheduled", _("new date or time")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class Languages(models.TextChoices):
    """Spoken at an event: the site's three, and those next most spoken in its first towns."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    HAITIAN_CREOLE = "ht", _("Haitian Creole")
    PORTUGUESE = "pt", _("Portuguese")
    FRENCH = "fr", _("French")
    SIGN = "ase", _("American Sign Language")


COMING_UP = _("Coming up")  # what a list shows where nobody says when


class Moment(models.TextChoices):
    """When, as people ask for it; else what is coming up."""

    TODAY = "today", _("Today")
    WEEKEND = "weekend", _("This weekend")
    CAMPAIGN = "campaign", _("Next campaign")
    PAST = "past", _("Past events")
    ALL = "all", _("Any time")


class PartOfDay(models.TextChoices):
    MORNING = "morning", _("Morning (before noon)")
    AFTERNOON = "afternoon", _("Afternoon (noon to 5 p.m.)")
    EVENING = "evening", _("Evening (from 5 p.m.)")


# The first and the last moment at which an event of that part of the day begins.
PART_OF_DAY = {
    PartOfDay.MORNING: (time.min, time(11, 59, 59)),
    PartOfDay.AFTERNOON: (time(12), time(16, 59, 59)),
    PartOfDay.EVENING: (time(17), time.max),
}


class AgencyRole(models.TextChoices):
    HOST = "host", _("host")
    CO_HOST = "co_host", _("co-host")
    ATTENDING = "attending", _("takes part")


HOSTING = (AgencyRole.HOST, AgencyRole.CO_HOST)

# Who looks for what is still to come need not read all that ever began: a constraint keeps it so.
LONGEST = timedelta(days=60)
