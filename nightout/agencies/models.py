from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.places.models import City, County, folded
from nightout.sources.models import Source


class Role(models.TextChoices):
    ORGANIZER = "organizer", _("organizer: sees who comes to the events given to them")
    EDITOR = "editor", _("editor: enters and changes the agency's rows")
    MANAGER = "manager", _("manager: also publishes, and sees withheld names")


EDITORS = (Role.EDITOR, Role.MANAGER)
MANAGERS = (Role.MANAGER,)


class NameRule(models.TextChoices):
    """How much of a victim's name is shown."""

    WITHHELD = "withheld", _("withheld")
    INITIALS = "initials", _("initials")
    FULL = "full", _("full name")


class AgencyQuerySet(models.QuerySet["Agency"]):
    def managed_by(self, user: User, roles: tuple[Role, ...] = EDITORS) -> "AgencyQuerySet":
        """The agencies for which this person holds one of the roles; all, for a coordinator."""
        if not user.is_active:
            return self.none()
        if user.is_coordinator:
            return self
        return self.filter(
            pk__in=Membership.objects.filter(user=user, role__in=roles).values("agency")
        )


class AgencyKind(models.TextChoices):
    MUNICIPAL_POLICE = "municipal_police", _("city police")
    COUNTY_POLICE = "county_police", _("county police")
    SHERIFF = "sheriff", _("sheriff")
    STATE_POLICE = "state_police", _("state police")
    FIRE = "fire", _("fire and rescue")
    CITY = "city", _("city government")
    NONPROFIT = "nonprofit", _("nonprofit")
    OTHER = "other", _("other")


@shown
@tracked()
class Agency(models.Model):
    name = models.CharField(_("name"), max_length=150)
    other_names = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        help_text=_("As others print it, separated by semicolons."),
    )
    slug = models.SlugField(
        _("address on the site"),
        max_length=160,
        unique=True,
        help_text=_("Part of the page's address. It never changes once the page is public."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind)
    ori = models.CharField(
        _("ORI"),
        max_length=9,
        unique=True,
        null=True,
        blank=True,
        help_text=_("The FBI's nine-character number of the agency, such as FL0130000."),
    )
    city = models.ForeignKey(
        City,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("city"),
        help_text=_("For an agency of a city."),
    )
    county = models.ForeignKey(
        County,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name=_("county"),
        help_text=_("For an agency of a county, such as a sheriff."),
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail for residents"), blank=True)
    phone = models.CharField(_("phone for residents"), max_length=40, blank=True)
    keep_guests_days = models.PositiveSmallIntegerField(
        _("days that guests are kept"),
        default=90,
        help_text=_("After an event's last day. Then names and contacts go, and the numbers stay."),
    )
    victims_names = models.CharField(
        _("names of adults who were killed"),
        max_length=20,
        choices=NameRule,
        default=NameRule.WITHHELD,
        help_text=_(
            "What a new record begins with where a source has published the name. Names of minors"
            " and of survivors are withheld unless their family agreed."
        ),
    )
    name_folded = folded("name")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["name_folded"], name="agencies_name_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="agencies_agency_name_is_said"),
            models.CheckConstraint(condition=~Q(slug=""), name="agencies_agency_has_an_address"),
            models.CheckConstraint(
                condition=Q(ori__isnull=True) | Q(ori__regex=r"^[A-Z0-9]{9}$"),
                name="agencies_agency_ori_is_nine_characters",
                violation_error_message=_("An ORI is nine capital letters and digits."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AgencyKind.values),
                name="agencies_agency_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(victims_names__in=NameRule.values),
                name="agencies_agency_rule_of_names_is_known",
            ),
            models.CheckConstraint(
                condition=Q(keep_guests_days__gte=1, keep_guests_days__lte=730),
                name="agencies_agency_keeps_guests_for_a_while",
                violation_error_message=_("Guests are kept for 1 to 730 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agency", args=[self.slug])


@shown
@tracked()
class Official(models.Model):
    """A person's title at an agency as of a date: a Director is not a Chief."""

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="officials", verbose_name=_("agency")
    )
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(
        _("title"), max_length=100, help_text=_("Exactly as the source prints it.")
    )
    as_of = models.DateField(_("as of"))
    sources = models.ManyToManyField(
        Source, blank=True, related_name="officials", verbose_name=_("sources")
    )

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["-as_of", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(title=""), name="agencies_official_has_name_and_title"
            ),
            models.UniqueConstraint(
                fields=["agency", "name", "title", "as_of"], name="agencies_official_is_said_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"


@tracked()
class Membership(models.Model):
    """What a person may do for an agency."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="memberships", verbose_name=_("agency")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role at an agency")
        verbose_name_plural = _("roles at agencies")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                name="agencies_membership_is_one_role",
                violation_error_message=_("One person has one role at an agency."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="agencies_membership_role_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.email}: {self.role} ({self.agency})"


@shown
@tracked(proxy_of_link=True)
class OfficialSource(Official.sources.through):
    class Meta:
        proxy = True
