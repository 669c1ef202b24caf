"""What a family asked for. It takes effect at once, is logged, and outlives the record."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, Agency
from nightout.audit.history import tracked
from nightout.datespan import refuse_to_come

from .victim import Victim


class Wish(models.TextChoices):
    HOLD = "hold", _("hold the name back")
    REMOVE = "remove", _("remove the name")


class FamilyRequestQuerySet(models.QuerySet["FamilyRequest"]):
    def open(self) -> "FamilyRequestQuerySet":
        return self.filter(lifted_at__isnull=True)

    def lifted(self) -> "FamilyRequestQuerySet":
        return self.filter(lifted_at__isnull=False)

    def about(self, marks: Iterable[str]) -> "FamilyRequestQuerySet":
        """By the marks of names; the empty one is no name's."""
        return self.filter(name_mark__in=[mark for mark in marks if mark])

    def told(self) -> "FamilyRequestQuerySet":
        """Mark and wish, to whom it was said, whose record it is about, and of which days."""
        about = "victim__incident__"
        return self.values_list(
            *("name_mark", "wish", "agency", f"{about}agency"),
            *(f"{about}occurred_from", f"{about}occurred_to"),
        )

    def managed_by(self, user: User) -> "FamilyRequestQuerySet":
        """Who answers for the record answers for the request, whoever was asked first."""
        if user.is_coordinator:
            return self
        own = Agency.objects.managed_by(user, EDITORS)
        return self.filter(
            Q(victim__incident__agency__in=own) | Q(victim__isnull=True, agency__in=own)
        )


@tracked()
class FamilyRequest(models.Model):
    """Made by incidents.names.honour, which also changes the person's row.

    `name_mark` is a keyed sum of the name in plain letters. By it a later import or entry of the
    same name is known, while the name itself is nowhere.
    """

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="family_requests", verbose_name=_("agency")
    )
    victim = models.ForeignKey(
        Victim,
        models.SET_NULL,
        null=True,
        related_name="family_requests",
        verbose_name=_("person"),
    )
    wish = models.CharField(_("what they ask"), max_length=20, choices=Wish)
    asked_by = models.CharField(
        _("who asks"), max_length=150, blank=True, help_text=_("Such as: the mother. No contact.")
    )
    received_on = models.DateField(_("received on"))
    note = models.TextField(_("note for staff"), blank=True)
    name_mark = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_because = models.CharField(
        _("why it was lifted"), max_length=300, blank=True, editable=False
    )

    objects = FamilyRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("family’s request")
        verbose_name_plural = _("families’ requests")
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(
                fields=["name_mark"],
                condition=Q(lifted_at__isnull=True) & ~Q(name_mark=""),
                name="incidents_requests_by_name",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(wish__in=Wish.values), name="incidents_familyrequest_wish_is_known"
            ),
            models.CheckConstraint(
                condition=Q(name_mark="") | Q(name_mark__regex=r"^[0-9a-f]{64}$"),
                name="incidents_familyrequest_holds_no_name",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_because="")),
                name="incidents_familyrequest_lifting_says_why",
            ),
            models.UniqueConstraint(
                fields=["victim"],
                condition=Q(lifted_at__isnull=True),
                name="incidents_familyrequest_is_open_once",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Request %(number)s") % {"number": self.pk}

    def clean(self) -> None:
        refuse_to_come(received_on=self.received_on)

    @property
    def answering(self) -> int:
        """The number of the agency that answers for it now."""
        return self.victim.incident.agency_id if self.victim else self.agency_id
