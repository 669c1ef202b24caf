from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, Agency, Role
from nightout.audit.history import tracked
from nightout.places.models import City, County, Fold, Neighborhood, folded
from nightout.sources.models import Source

from .campaign import Activity, Campaign
from .choices import HOSTING, AgencyRole, EventStatus, Languages, Publication
from .park import Park, ParkQuerySet

MOST_WORDS = 6  # of a search: more would only cost time
# Who looks for what is still to come need not read all that ever began: a constraint keeps it so.
LONGEST = timedelta(days=60)
UNKNOWN_TIME_SORTS_LAST = time(23, 59, 59)


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        """What the public may see: pages, feeds, files and maps all start here."""
        return self.filter(publication=Publication.PUBLIC)

    def announced(self) -> "EventQuerySet":
        """Without the samples that show the program: no agency announced them."""
        return self.filter(Q(campaign__isnull=True) | Q(campaign__is_sample=False))

    def upcoming(self) -> "EventQuerySet":
        """Not over yet by the calendar of its own city: today counts as upcoming."""
        now = timezone.now()
        return self.filter(
            # The westernmost US clock bounds the index scan; the city's own clock decides.
            GreaterThanOrEqual(F("end_date"), LocalDate(Value(now), F("city__time_zone"))),
        ).since(now.astimezone(ZoneInfo("Pacific/Pago_Pago")).date())

    def past(self) -> "EventQuerySet":
        """Over by the calendar of its own city: never both past and upcoming."""
        now = timezone.now()
        return self.filter(
            LessThan(F("end_date"), LocalDate(Value(now), F("city__time_zone"))),
            end_date__lt=now.astimezone(ZoneInfo("Pacific/Guam")).date(),
            start_date__lt=now.astimezone(ZoneInfo("Pacific/Guam")).date(),
        )

    def in_city(self, city: City) -> "EventQuerySet":
        return self.filter(city=city)

    def in_county(self, county: County) -> "EventQuerySet":
        return self.filter(city__county=county)

    def in_neighborhood(self, neighborhood: Neighborhood) -> "EventQuerySet":
        return self.filter(neighborhood=neighborhood)

    def between(self, first: date, last: date) -> "EventQuerySet":
        """Held on at least one of these days, both included."""
        return self.since(first).filter(start_date__lte=last)

    def since(self, first: date) -> "EventQuerySet":
        """Not over before this day; the index is read from where such an event can begin."""
        first = max(first, datespan.EARLIEST)
        return self.filter(end_date__gte=first, start_date__gte=first - LONGEST)

    def of_agencies(self, agencies: Iterable[Agency]) -> "EventQuerySet":
        roles = EventAgency.objects.filter(event=OuterRef("pk"), agency__in=list(agencies))
        return self.filter(Exists(roles))

    def matching(self, text: str) -> "EventQuerySet":
        """Events in which each word is found: in title, place, agency or activity.

        Typos and accents are forgiven: "nigth out" finds Night Out.
        """
        words = text.split()[:MOST_WORDS]
        found = self
        for word in [word for word in words if len(word) > 2] or words:
            like = {"name_folded__trigram_word_similar": Fold(Value(word))}
            roles = EventAgency.objects.filter(agency__in=Agency.objects.filter(**like))
            offers = EventActivity.objects.filter(activity__in=Activity.objects.filter(**like))
            found = found.filter(
                Q(title_folded__trigram_word_similar=Fold(Value(word)))
                | Q(city__in=City.objects.filter(**like))
                | Q(neighborhood__in=Neighborhood.objects.filter(**like))
                | Q(park__in=Park.objects.public().filter(**like))
                | Q(pk__in=roles.values("event"))
                | Q(pk__in=offers.values("event"))
            )
        return found

    def managed_by(self, user: User) -> "EventQuerySet":
        """Events this person may edit in the staff room: those their agency hosts."""
        if user.is_coordinator:
            return self
        hosted = EventAgency.objects.filter(
            event=OuterRef("pk"),
            role__in=HOSTING,
            agency__in=Agency.objects.managed_by(user, EDITORS),
        )
        return self.filter(Exists(hosted))

    def organized_by(self, user: User) -> "EventQuerySet":
        """Events whose attendees this person may see: given to them, or hosted by their agency."""
        if user.is_coordinator:
            return self
        given = EventOrganizer.objects.filter(
            event=OuterRef("pk"),
            user=user,
            user__is_active=True,
            user__memberships__role__in=[Role.ORGANIZER, *EDITORS],
            user__memberships__agency__event_roles__event=OuterRef("pk"),
        )
        hosted = EventAgency.objects.filter(
            event=OuterRef("pk"),
            role__in=HOSTING,
            agency__in=Agency.objects.managed_by(user, EDITORS),
        )
        return self.filter(Exists(given) | Exists(hosted))

    def parks(self) -> ParkQuerySet:
        """Where these events are held; homes are not named."""
        return Park.objects.public().filter(Exists(self.filter(park=OuterRef("pk"))))

    def next_campaign(self) -> Campaign | None:
        """The first edition to which any of these events belongs; announced before samples."""
        held = Campaign.objects.filter(Exists(self.filter(campaign=OuterRef("pk"))))
        return held.order_by("date", "is_sample", "pk").first()

    def for_cards(self) -> "EventQuerySet":
        """With all that a card in a list shows, in a fixed number of queries."""
        return self.select_related("city", "park", "neighborhood", "campaign").prefetch_related(
            models.Prefetch(
                "agency_roles", EventAgency.objects.select_related("agency").order_by("role", "pk")
            ),
            "activities",
        )

    def in_order(self) -> "EventQuerySet":
        return self.order_by("start_date", "sort_time", "pk")

    def latest_first(self) -> "EventQuerySet":
        return self.order_by("-start_date", "-sort_time", "-pk")


class LocalDate(Func):
    """The calendar day of a moment on the wall of a time zone."""

    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "
    output_field = models.DateField()


@tracked()
class Event(models.Model):
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
            # the public list, and the same list of one city, read forwards and backwards
            models.Index(
                fields=["start_date", "sort_time", "id"],
                condition=Q(publication="public"),
                name="events_public_by_date",
            ),
            models.Index(
                fields=["city", "start_date", "sort_time", "id"],
                condition=Q(publication="public"),
                name="events_public_by_city_date",
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

    def languages_in_words(self) -> str:
        names = dict(Languages.choices)
        return ", ".join(str(names.get(code, code)) for code in self.languages)

    def zone_in_words(self) -> str:
        """The zone's short name on that day, such as EDT."""
        noon = datetime.combine(self.start_date, time(12), ZoneInfo(self.city.time_zone))
        return noon.tzname() or self.city.time_zone

    def today_there(self) -> date:
        return datetime.now(ZoneInfo(self.city.time_zone)).date()


@tracked()
class EventAgency(models.Model):
    event = models.ForeignKey(
        Event, models.CASCADE, related_name="agency_roles", verbose_name=_("event")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="event_roles", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=20, choices=AgencyRole, default=AgencyRole.HOST)

    class Meta:
        verbose_name = _("agency of an event")
        verbose_name_plural = _("agencies of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "agency"],
                name="events_eventagency_is_named_once",
                violation_error_message=_("An agency is named once, with one role."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=AgencyRole.values), name="events_eventagency_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"


@tracked()
class EventSource(models.Model):
    event = models.ForeignKey(
        Event, models.CASCADE, related_name="citations", verbose_name=_("event")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="event_citations", verbose_name=_("source")
    )
    fact = models.CharField(
        _("what it says"), max_length=200, blank=True, help_text=_("Which facts rest on it.")
    )

    class Meta:
        verbose_name = _("source of an event")
        verbose_name_plural = _("sources of an event")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source", "fact"], name="events_eventsource_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)


@tracked(proxy_of_link=True)
class EventActivity(Event.activities.through):
    class Meta:
        proxy = True


@tracked(proxy_of_link=True)
class EventOrganizer(Event.organizers.through):
    class Meta:
        proxy = True
