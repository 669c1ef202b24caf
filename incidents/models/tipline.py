"""Whom to call: about a case, and for help."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County
from nightout.sources.models import Source
from nightout.writing import written_in_constraint, written_in_field


class LineQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> Self:
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def for_city(self, city: City) -> Self:
        """Lines of the city or its county, and those without an area, which are for everyone."""
        return self.for_area(city=city.pk, county=city.county_id)

    def for_area(self, *, city: int | None, county: int | None) -> Self:
        """By number; a county alone is one that is known where the city is not."""
        return self.filter(
            Q(city__isnull=False, city=city)
            | Q(county__isnull=False, county=county)
            | Q(city__isnull=True, county__isnull=True)
        )


class Line(models.Model):
    """Whom to call: a number, the area that it serves, and the days on which it does."""

    name = models.CharField(_("name"), max_length=150)
    number_printed = models.CharField(
        _("number as printed"), max_length=40, help_text=_("Such as 305-471-TIPS.")
    )
    number_dialled = models.CharField(
        _("number as dialled"), max_length=20, help_text=_("Digits: 305-471-8477.")
    )
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    objects = LineQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number_dialled__regex=r"^\+?[0-9-]{7,19}$"),
                name="%(app_label)s_%(class)s_number_can_be_dialled",
                violation_error_message=_("Digits and hyphens only, as one dials it."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_days_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(city__isnull=True) | Q(county__isnull=True),
                name="%(app_label)s_%(class)s_area_is_one",
                violation_error_message=_("Name a city or a county, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number_printed}"


@shown
@tracked()
class TipLine(Line):
    """Whom to call about a shooting, and what the sources say of anonymity and reward."""

    anonymous = models.BooleanField(_("callers may stay anonymous"), null=True, blank=True)
    reward = models.BooleanField(_("a reward is possible"), null=True, blank=True)
    reward_amount = models.PositiveIntegerField(
        _("reward in dollars"),
        null=True,
        blank=True,
        help_text=_("Only as a source states it. A new amount is a new row with its dates."),
    )
    county = models.ForeignKey(
        County, models.PROTECT, null=True, blank=True, related_name="tip_lines"
    )
    city = models.ForeignKey(City, models.PROTECT, null=True, blank=True, related_name="tip_lines")

    class Meta(Line.Meta):
        verbose_name = _("tip line")
        verbose_name_plural = _("tip lines")
        constraints = [
            *Line.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reward_amount__isnull=True) | Q(reward__isnull=False, reward=True),
                name="incidents_tipline_amount_needs_reward",
                violation_error_message=_("An amount needs “a reward is possible”."),
            ),
            models.CheckConstraint(
                condition=Q(reward_amount__isnull=True) | Q(source__isnull=False),
                name="incidents_tipline_amount_needs_source",
                violation_error_message=_("Name the source that states the amount."),
            ),
        ]


@shown
@tracked()
class SupportService(Line):
    """Who helps people that live with what happened."""

    number_printed = models.CharField(_("number as printed"), max_length=40)
    what = models.CharField(
        _("what they do"), max_length=300, help_text=_("In plain words, shown to everyone.")
    )
    written_in = written_in_field()
    website = models.URLField(_("website"), max_length=300, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("support service")
        verbose_name_plural = _("support services")
        constraints = [
            *Line.Meta.constraints,
            written_in_constraint("incidents_supportservice"),
            models.CheckConstraint(
                condition=~Q(what=""), name="incidents_supportservice_says_what"
            ),
        ]
