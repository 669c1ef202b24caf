import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import folded


class ActivityCategory(models.TextChoices):
    FOOD = "food", _("food")
    GAMES = "games", _("games")
    SAFETY = "safety", _("safety")
    HEALTH = "health", _("health")
    MUSIC = "music", _("music")
    GIVEAWAYS = "giveaways", _("giveaways")
    MEET = "meet", _("meet the responders")


ICONS = {
    ActivityCategory.FOOD: "restaurant",
    ActivityCategory.GAMES: "sports_soccer",
    ActivityCategory.SAFETY: "security",
    ActivityCategory.HEALTH: "favorite",
    ActivityCategory.MUSIC: "music_note",
    ActivityCategory.GIVEAWAYS: "celebration",
    ActivityCategory.MEET: "chat",
}


@shown
@tracked()
class Activity(models.Model):
    """What there is to do, named in each language of the site."""

    slug = models.SlugField(_("reference"), max_length=60, unique=True)
    name = models.CharField(_("name in English"), max_length=100)
    name_es = models.CharField(_("name in Spanish"), max_length=100, blank=True)
    name_ht = models.CharField(_("name in Haitian Creole"), max_length=100, blank=True)
    category = models.CharField(_("category"), max_length=20, choices=ActivityCategory)
    name_folded = folded("name")

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="events_activity_name_is_said"),
            models.CheckConstraint(
                condition=Q(category__in=ActivityCategory.values),
                name="events_activity_category_is_known",
            ),
        ]

    def __str__(self) -> str:
        """In the reader's language; in English where nobody has translated it yet."""
        language = get_language()
        translated = {"es": self.name_es, "ht": self.name_ht}.get(language or "en", "")
        return translated or self.name

    @property
    def icon(self) -> str:
        return ICONS[ActivityCategory(self.category)]


class DateRule(models.TextChoices):
    FIRST_TUESDAY_OF_AUGUST = "first_tuesday_of_august", _("first Tuesday of August")
    FIRST_TUESDAY_OF_OCTOBER = "first_tuesday_of_october", _("first Tuesday of October (Texas)")
    NONE = "none", _("no rule: the date is set each time")


def first_tuesday(year: int, month: int) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(1 - first.weekday()) % 7)


@shown
@tracked()
class Campaign(models.Model):
    """One edition of a programme: National Night Out 2018."""

    programme = models.CharField(_("programme"), max_length=100, default="National Night Out")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address on the site"),
        max_length=130,
        unique=True,
        help_text=_("Part of the page's address. It never changes once the page is public."),
    )
    date = models.DateField(_("date"))
    edition = models.PositiveSmallIntegerField(
        _("edition number"), null=True, blank=True, help_text=_("35 for the 35th.")
    )
    rule = models.CharField(
        _("rule of the date"),
        max_length=40,
        choices=DateRule,
        default=DateRule.FIRST_TUESDAY_OF_AUGUST,
        help_text=_("A rule of the jurisdiction: Texas keeps October."),
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Made up to show the program: every page and file says so."),
    )

    inference = models.TextField(
        _("what we infer"),
        blank=True,
        help_text=_("What the sources do not say themselves. Shown to the public."),
    )

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-date", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(slug=""), name="events_campaign_has_name_and_address"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=DateRule.values), name="events_campaign_rule_is_known"
            ),
            models.UniqueConstraint(
                fields=["programme", "date", "rule", "is_sample"],
                name="events_campaign_is_one_edition",
                violation_error_message=_("There is a campaign of this programme on this date."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.slug])

    def date_in(self, year: int) -> datetime.date | None:
        """When the rule puts the edition of that year; None where there is no rule."""
        match self.rule:
            case DateRule.FIRST_TUESDAY_OF_AUGUST:
                return first_tuesday(year, 8)
            case DateRule.FIRST_TUESDAY_OF_OCTOBER:
                return first_tuesday(year, 10)
        return None
