from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout import datespan
from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County, Neighborhood


class SourceQuerySet(models.QuerySet["Source"]):
    def managed_by(self, user: User) -> "SourceQuerySet":
        """Everyone in the staff room may cite a source; only who added it may change it."""
        return self if user.is_coordinator else self.filter(added_by=user)


@shown
@tracked()
class Source(models.Model):
    """Something published that our facts rest on."""

    publisher = models.CharField(_("publisher"), max_length=150)
    title = models.CharField(
        _("title"), max_length=300, help_text=_("The headline, or what it is about in your words.")
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Leave empty where it is not stated.")
    )
    inferred_on = models.DateField(
        _("published on (inferred)"),
        null=True,
        blank=True,
        help_text=_("Where the source prints no date but one follows from something else."),
    )
    inferred_because = models.TextField(
        _("why this date"), blank=True, help_text=_("Say what the inferred date rests on.")
    )
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    notes = models.TextField(
        _("notes for staff"), blank=True, help_text=_("Never shown to the public.")
    )
    external_id = models.CharField(
        _("reference"), max_length=100, unique=True, null=True, blank=True
    )
    added_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="sources"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(inferred_on__isnull=True),
                name="sources_source_date_is_stated_or_inferred",
                violation_error_message=_("A date is either printed in the source or inferred."),
            ),
            models.CheckConstraint(
                condition=Q(inferred_on__isnull=True, inferred_because="")
                | (Q(inferred_on__isnull=False) & ~Q(inferred_because="")),
                name="sources_source_inferred_date_has_reason",
                violation_error_message=_("An inferred date and its reason go together."),
            ),
            models.CheckConstraint(
                condition=~Q(publisher=""), name="sources_source_publisher_is_said"
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex="^(https?|ftps?)://"),
                name="sources_source_url_is_of_the_web",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def clean(self) -> None:
        days = ("published_on", "inferred_on", "accessed_on")
        datespan.refuse_to_come(**{name: getattr(self, name) for name in days})


class Measure(models.TextChoices):
    SHOT = "shot", _("people shot")
    KILLED = "killed", _("people killed")
    EVENTS = "events", _("events held")
    PARTICIPANTS = "participants", _("people taking part")


class Qualifier(models.TextChoices):
    EXACT = "exact", _("exactly")
    NEARLY = "nearly", _("nearly")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
    SEVERAL = "several", _("several (no figure)")
    HUNDREDS = "hundreds", _("hundreds (no figure)")


NO_FIGURE = [Qualifier.SEVERAL.value, Qualifier.HUNDREDS.value]


@shown
@tracked()
class ReportedCount(models.Model):
    """A number that a source claims. It stands beside our own rows and is never added to them."""

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="reported_counts", verbose_name=_("source")
    )
    measure = models.CharField(_("what is counted"), max_length=20, choices=Measure)
    qualifier = models.CharField(_("how exactly"), max_length=20, choices=Qualifier)
    value = models.PositiveIntegerField(
        _("figure"),
        null=True,
        blank=True,
        help_text=_("Empty where the source gives a word and no figure."),
    )
    period_from = models.DateField(_("from"))
    period_to = models.DateField(_("to"))
    period_precision = models.CharField(
        _("how exactly the period is known"), max_length=20, choices=datespan.Precision
    )
    period_as_printed = models.CharField(
        _("period as printed"),
        max_length=200,
        blank=True,
        help_text=_("Where the source's own words say more than the dates."),
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="reported_counts"
    )
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True, related_name="+")
    neighborhood = models.ForeignKey(
        Neighborhood, models.PROTECT, null=True, blank=True, related_name="+"
    )
    area_as_printed = models.CharField(
        _("area as printed"),
        max_length=200,
        blank=True,
        help_text=_("For an area that is no city or county, and for a place inside one."),
    )
    inference = models.CharField(
        _("what we infer"),
        max_length=300,
        blank=True,
        help_text=_("What the source does not say itself, such as the city. Shown to the public."),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("of which"),
        help_text=_("The larger number that this one is a part of: 10 shot, of which 4 killed."),
    )

    class Meta:
        verbose_name = _("reported count")
        verbose_name_plural = _("reported counts")
        ordering = ["period_from", "pk"]
        constraints = [
            *datespan.constraints(
                "period_from", "period_to", "period_precision", name="sources_count_period"
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=NO_FIGURE, value__isnull=True)
                | (~Q(qualifier__in=NO_FIGURE) & Q(value__isnull=False)),
                name="sources_count_has_figure_or_word",
                violation_error_message=_(
                    "Give the number, or a word such as “hundreds” and no number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values),
                name="sources_count_measure_is_known",
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=Qualifier.values),
                name="sources_count_qualifier_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(part_of=models.F("pk")), name="sources_count_is_no_part_of_itself"
            ),
            models.CheckConstraint(
                condition=Q(city__isnull=False) | Q(county__isnull=False) | ~Q(area_as_printed=""),
                name="sources_count_area_is_said",
                violation_error_message=_("Say for which city, county or area it is claimed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim()}, {self.period()}"

    @property
    def is_about_events(self) -> bool:
        return self.measure in (Measure.EVENTS, Measure.PARTICIPANTS)

    @property
    def place(self) -> Neighborhood | City | County | None:
        """Where our own rows are counted beside it."""
        return self.neighborhood or self.city or self.county

    @property
    def area(self) -> str:
        """Where the claim holds, in the words that say most."""
        return self.area_as_printed or (self.place.name if self.place else "")

    @property
    def amount(self) -> str:
        """ "nearly 20", "10", "hundreds": the number as claimed."""
        match self.qualifier:
            case Qualifier.EXACT:
                return str(self.value)
            case Qualifier.SEVERAL:
                return gettext("several")
            case Qualifier.HUNDREDS:
                return gettext("hundreds")
        return f"{self.get_qualifier_display()} {self.value}"

    def claim(self) -> str:
        """ "nearly 20 people killed", "hundreds of people taking part": as claimed, no more."""
        measure = self.get_measure_display()
        if self.qualifier == Qualifier.HUNDREDS:
            return gettext("hundreds of %(measure)s") % {"measure": measure}
        return f"{self.amount} {measure}"

    def period(self) -> str:
        return datespan.in_words(self.period_from, self.period_to, self.period_precision)
