"""What can be asked of events, in the words of the city."""

import math
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils import timezone

from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, Agency, Role
from nightout.places.finder import miles_from
from nightout.places.models import City, County, Neighborhood

from .campaign import Activity, Campaign
from .choices import (
    HOSTING,
    LONGEST,
    PART_OF_DAY,
    AgencyRole,
    EventStatus,
    PartOfDay,
    Publication,
)
from .listing import FEW, Listing, words_meant
from .park import Park, ParkQuerySet
from .role import EventAgency

if TYPE_CHECKING:
    pass


MILES_PER_DEGREE = 69.0  # from south to north; less from west to east, away from the equator
LARGEST_CITY = 15  # miles from its middle to its outermost park
TENTHS = models.DecimalField(max_digits=6, decimal_places=1)


# A role's place in AgencyRole: who hosts is named before who takes part.
HOSTS_FIRST = models.Case(
    *(models.When(role=role, then=place) for place, role in enumerate(AgencyRole)),
    default=len(AgencyRole),
)


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
        cities = city.and_its_boroughs()
        return self.filter(city__in=cities) if len(cities) > 1 else self.filter(city=city)

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

    def around(self, latitude: float, longitude: float, miles: int) -> "EventQuerySet":
        """Events at most so far from the point, nearest first, each with its `miles`.

        Where a park has no point, as a home never has, its city's middle stands for it.
        """
        reach = miles + LARGEST_CITY
        north = reach / MILES_PER_DEGREE
        east = north / max(math.cos(math.radians(latitude)), 0.1)
        there = (
            Coalesce("park__latitude", "city__latitude"),
            Coalesce("park__longitude", "city__longitude"),
        )
        return (
            self.filter(
                city__in=City.objects.filter(
                    latitude__range=(latitude - north, latitude + north),
                    longitude__range=(longitude - east, longitude + east),
                )
            )
            .annotate(miles=Cast(miles_from(latitude, longitude, to=there), TENTHS))
            .filter(miles__lte=miles)
            .order_by("miles", "start_date", "sort_time", "pk")
        )

    def starting_in(self, part: PartOfDay) -> "EventQuerySet":
        """By the clock of the city; an event whose time is not announced is in no part."""
        first, before = PART_OF_DAY[part]
        return self.filter(start_time__gte=first, start_time__lte=before)

    def free(self) -> "EventQuerySet":
        return self.filter(is_free=True)

    def accessible(self) -> "EventQuerySet":
        """Those that say so: what is not stated is not promised."""
        return self.filter(wheelchair_access=True)

    def speaking(self, language: str) -> "EventQuerySet":
        return self.filter(languages__contains=[language])

    def offering(self, activity: Activity) -> "EventQuerySet":
        offers = self.model.activities.through.objects
        return self.filter(Exists(offers.filter(event=OuterRef("pk"), activity=activity)))

    def changed_lately(self) -> "EventQuerySet":
        """Cancelled, postponed or moved, to come or over since four weeks at most."""
        return self.exclude(status=EventStatus.SCHEDULED).since(
            timezone.localdate() - timedelta(weeks=4)
        )

    def of_agencies(self, agencies: Iterable[Agency]) -> "EventQuerySet":
        roles = EventAgency.objects.filter(event=OuterRef("pk"), agency__in=list(agencies))
        return self.filter(Exists(roles))

    def matching(self, text: str) -> "EventQuerySet":
        """Events in which each word is found: in title, text, place, agency or activity.

        Typos and accents are forgiven: "nigth out" finds Night Out. Two small queries are made
        at once, so that the large one needs no guess about how rare the words are.
        """
        meant = words_meant(text)
        if meant is None:
            return self.none()
        found = Listing.objects.filter(words=meant).values_list("pk", flat=True)
        few = list(found[: FEW + 1])
        if len(few) <= FEW:
            return self.filter(pk__in=few)
        return self.filter(listing__words=meant)

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
        given = self.model.organizers.through.objects.filter(
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
        # One event of each campaign is looked for: `Exists` would be turned into a join of all.
        any_event = self.filter(campaign=OuterRef("pk")).in_order().values("pk")[:1]
        held = Campaign.objects.annotate(any_event=Subquery(any_event))
        return held.filter(any_event__isnull=False).order_by("date", "is_sample", "pk").first()

    def for_cards(self) -> "EventQuerySet":
        """With all that a card in a list shows, in a fixed number of queries."""
        return self.select_related("city", "park", "neighborhood", "campaign").prefetch_related(
            models.Prefetch(
                "agency_roles",
                EventAgency.objects.select_related("agency").order_by(HOSTS_FIRST, "pk"),
            ),
            "activities",
        )

    def with_revision(self) -> "EventQuerySet":
        """Only what orders a list and says in which state each event is."""
        columns = ("pk", "start_date", "sort_time", "slug")
        # Not joined: it is read for the rows of a page, after thousands were put in order.
        revision = Listing.objects.filter(event=OuterRef("pk")).values("revision")[:1]
        return self.annotate(revision=Subquery(revision)).only(*columns)

    def in_order(self) -> "EventQuerySet":
        return self.order_by("start_date", "sort_time", "pk")

    def latest_first(self) -> "EventQuerySet":
        return self.order_by("-start_date", "-sort_time", "-pk")


class LocalDate(Func):
    """The calendar day of a moment on the wall of a time zone."""

    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "
    output_field = models.DateField()
