from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import Agency
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, Neighborhood, folded
from nightout.writing import written_in_constraint, written_in_field

from .campaign import Activity, Campaign
from .choices import LONGEST, EventStatus, Languages, Publication
from .park import Park
from .queries import EventQuerySet
from .registering import REGISTERING_CONSTRAINTS, Registering

UNKNOWN_TIME_SORTS_LAST = time(23, 59, 59)


@shown
@tracked()
class Event(Registering):
    """When and where police and residents meet. What a source does not say stays empty."""

    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("campaign"),
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address on the site"),
        max_length=220,
        unique=True,
        help_text=_("Part of the page's address. It never changes once the page is public."),
    )
    description = models.TextField(_("description"), blank=True)
    written_in = written_in_field()

    city = models.ForeignKey(City, models.PROTECT, related_name="events", verbose_name=_("city"))
    neighborhood = models.ForeignKey(
        Neighborhood,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("neighborhood"),
    )
    park = models.ForeignKey(
        Park,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("park or place"),
        help_text=_("Leave empty where it is not known."),
    )
    place_as_printed = models.CharField(
        _("place as printed"),
        max_length=200,
        blank=True,
        help_text=_("Where the source's own words say something else than the park's name."),
    )

    start_date = models.DateField(_("date"))
    start_time = models.TimeField(
        _("starts at"),
        null=True,
        blank=True,
        help_text=_("On the clock of the city. Leave empty where it is not announced."),
    )
    end_date = models.DateField(
        _("last day"),
        blank=True,
        help_text=_("Leave empty for a single day. After midnight it is the next day."),
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    sort_time = models.GeneratedField(
        expression=Coalesce("start_time", Value(UNKNOWN_TIME_SORTS_LAST)),
        output_field=models.TimeField(),
        db_persist=True,
    )

    publication = models.CharField(
        _("publication"),
        max_length=20,
        choices=Publication,
        default=Publication.DRAFT,
        help_text=_("Editors submit; a manager of the agency makes it public."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=EventStatus,
        default=EventStatus.SCHEDULED,
        help_text=_("A cancelled event stays public and says so first."),
    )

    agencies = models.ManyToManyField(
        Agency, through="EventAgency", related_name="events", verbose_name=_("agencies")
    )
    activities = models.ManyToManyField(
        Activity, blank=True, related_name="events", verbose_name=_("activities")
    )
    organizers = models.ManyToManyField(
        User,
        blank=True,
        related_name="organized_events",
        verbose_name=_("organizers"),
        help_text=_("They see who comes and download the list."),
    )

    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        help_text=_("For how many people, children included. Empty: no limit."),
    )
    is_free = models.BooleanField(_("free"), null=True, blank=True)
    wheelchair_access = models.BooleanField(_("wheelchair access"), null=True, blank=True)
    languages = ArrayField(
        models.CharField(max_length=10, choices=Languages),
        verbose_name=_("languages spoken"),
        blank=True,
        default=list,
    )
    rain_plan = models.CharField(_("if it rains"), max_length=200, blank=True)
    contact = models.CharField(
        _("contact for residents"), max_length=200, blank=True, help_text=_("Shown to everyone.")
    )

    inference = models.TextField(
        _("what we infer"),
        blank=True,
        help_text=_("What the source does not say itself. Shown to the public."),
    )
    notes = models.TextField(
        _("notes for staff"), blank=True, help_text=_("Never shown to the public.")
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    title_folded = folded("title")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-start_date", "-sort_time", "-pk"]
        indexes = [
            # The public list, and the same list of one city and of one campaign, read forwards and
            # backwards. With the last day in it, what is over is passed by without a look at it.
            models.Index(
                fields=["start_date", "sort_time", "id", "end_date"],
                condition=Q(publication="public"),
                name="events_public_by_day",
            ),
            models.Index(
                fields=["city", "start_date", "sort_time", "id", "end_date"],
                condition=Q(publication="public"),
                name="events_public_by_city_day",
            ),
            models.Index(
                fields=["campaign", "start_date", "sort_time", "id", "end_date"],
                condition=Q(publication="public"),
                name="events_public_by_campaign_day",
            ),
            # the few that last longer than a day, which a calendar shows on each of their days
            models.Index(
                fields=["start_date", "end_date"],
                condition=Q(publication="public", end_date__gt=F("start_date")),
                name="events_public_of_some_days",
            ),
            # the staff room's list and its date drill-down
            models.Index(fields=["-start_date", "-sort_time", "-id"], name="events_by_date"),
            GinIndex(
                fields=["title_folded"], name="events_event_title_trgm", opclasses=["gin_trgm_ops"]
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="events_event_title_is_said"),
            models.CheckConstraint(condition=~Q(slug=""), name="events_event_has_an_address"),
            models.CheckConstraint(
                condition=Q(start_date__gte=datespan.EARLIEST, end_date__lte=datespan.LATEST),
                name="events_event_is_in_our_time",
                violation_error_message=_("The year must lie between 1900 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(publication__in=Publication.values),
                name="events_event_publication_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=EventStatus.values), name="events_event_status_is_known"
            ),
            written_in_constraint("events_event"),
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="events_event_days_are_in_order",
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(end_date__lte=F("start_date") + LONGEST),
                name="events_event_lasts_sixty_days_at_most",
                violation_error_message=_(
                    "An event lasts 60 days at most. Enter a longer one as several events."
                ),
            ),
            models.CheckConstraint(
                condition=Q(end_date__gt=F("start_date"))
                | Q(start_time__isnull=True)
                | Q(end_time__isnull=True)
                | Q(end_time__gt=F("start_time")),
                name="events_event_times_are_in_order",
                violation_error_message=_(
                    "It ends before it starts. After midnight, the last day is the next day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gt=0),
                name="events_event_capacity_is_positive",
                violation_error_message=_("Places: one or more, or empty for no limit."),
            ),
            *REGISTERING_CONSTRAINTS,
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.start_date:%Y-%m-%d})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Without a last day, it is a single day."""
        self.end_date = self.end_date or self.start_date
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])

    @property
    def is_sample(self) -> bool:
        return self.campaign is not None and self.campaign.is_sample

    @property
    def is_over(self) -> bool:
        return self.end_date < self.today_there()

    def days_in_words(self) -> str:
        if self.start_date == self.end_date or self.ends_in_the_night:
            return datespan.day_in_words(self.start_date)
        return datespan.days_in_words(self.start_date, self.end_date)

    @property
    def ends_in_the_night(self) -> bool:
        """A party until 1 a.m. is one evening to everyone who goes."""
        next_day = self.end_date - self.start_date == timedelta(days=1)
        return next_day and self.end_time is not None and self.end_time.hour < 6

    def times_in_words(self) -> str:
        """ "6 p.m. to 9 p.m.", as far as announced, on the clock of the city."""
        start, end = (
            formats.time_format(at, "TIME_FORMAT") if at else None
            for at in (self.start_time, self.end_time)
        )
        if start and end:
            return gettext("%(start)s to %(end)s") % {"start": start, "end": end}
        if start:
            return gettext("from %(start)s; end not announced") % {"start": start}
        if end:
            return gettext("until %(end)s; start not announced") % {"end": end}
        return gettext("Time not announced")

    @cached_property
    def version_before(self) -> models.Model | None:
        """Of a moved event the last version that the public knew with another start."""
        if self.status != EventStatus.RESCHEDULED:
            return None
        known = self.history.filter(publication=Publication.PUBLIC)
        moved = known.exclude(start_date=self.start_date, start_time=self.start_time)
        return moved.order_by("-pgh_id").first()

    def moved_from(self) -> str:
        """When a moved event was to be before, in words; empty where that was never public."""
        before = self.version_before
        if before is None:
            return ""
        day = datespan.day_in_words(before.start_date)
        if before.start_time is None:
            return day
        return f"{day}, {formats.time_format(before.start_time, 'TIME_FORMAT')}"

    def place_in_words(self) -> str:
        """As much of the place as may be said; empty where it is not announced."""
        return self.park.public_name if self.park else self.place_as_printed

    @property
    def public_address(self) -> str:
        return self.park.public_address if self.park else ""

    def languages_in_words(self) -> str:
        names = dict(Languages.choices)
        return ", ".join(str(names.get(code, code)) for code in self.languages)

    def zone_in_words(self) -> str:
        """The zone's short name on that day, such as EDT."""
        noon = datetime.combine(self.start_date, time(12), ZoneInfo(self.city.time_zone))
        return noon.tzname() or self.city.time_zone

    def today_there(self) -> date:
        return datetime.now(ZoneInfo(self.city.time_zone)).date()


@shown
@tracked(proxy_of_link=True)
class EventActivity(Event.activities.through):
    class Meta:
        proxy = True


@tracked(proxy_of_link=True)
class EventOrganizer(Event.organizers.through):
    class Meta:
        proxy = True
