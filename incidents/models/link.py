"""Incidents that belong together, and those that are one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.audit.history import tracked
from nightout.pages.models import shown
from nightout.sources.models import Source

from .incident import Incident
from .victim import Victim


class LinkKind(models.TextChoices):
    RELATED = "related", _("related")
    POLICE_SAY_CONNECTED = "connected", _("police say they are connected")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("may be the same incident")
    SAME_AS = "same_as", _("the same incident")
    TWO = "two", _("two incidents, however alike")


class IncidentLinkQuerySet(models.QuerySet["IncidentLink"]):
    def shown_on(self, incident: Incident) -> "list[tuple[IncidentLink, Incident]]":
        """Each link of a record, or of one merged into it, with the public record it leads to.

        What another agency says on its own record stands there, and not on this agency's page.
        """
        own = incident.with_merged().values("pk")
        from_here = Q(other__in=own, incident__agency=F("other__agency"))
        links = (
            self.filter(Q(incident__in=own) | from_here)
            .select_related("incident", "other", "source")
            .order_by("pk")
        )
        led = [(link, link.leads_from(incident)) for link in links]
        public = Incident.objects.public().for_rows().in_bulk({pk for _link, pk in led})
        return [(link, public[pk]) for link, pk in led if pk in public and pk != incident.pk]


@shown
@tracked()
class IncidentLink(models.Model):
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="links", verbose_name=_("incident")
    )
    other = models.ForeignKey(
        Incident, models.CASCADE, related_name="linked_from", verbose_name=_("other incident")
    )
    kind = models.CharField(_("how linked"), max_length=20, choices=LinkKind)
    said_by = models.CharField(_("who says so"), max_length=150)
    because = models.CharField(_("why"), max_length=300, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    objects = IncidentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between incidents")
        verbose_name_plural = _("links between incidents")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "other", "kind"], name="incidents_link_is_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(incident=F("other")),
                name="incidents_link_joins_two",
                violation_error_message=_("An incident cannot be linked to itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values), name="incidents_link_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(said_by=""), name="incidents_link_says_who_said_so"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.incident_id} – {self.other_id}"

    def leads_from(self, here: Incident) -> int:
        """The number of the record at its other end; of one that was merged, where it went."""
        ends = [end.merged_into_id or end.pk for end in (self.incident, self.other)]
        return ends[1] if ends[0] == here.pk else ends[0]


@tracked()
class Merge(models.Model):
    """Two records that were one incident, who said so, and who took it back."""

    kept = models.ForeignKey(
        Incident, models.PROTECT, related_name="merges", verbose_name=_("record that stays")
    )
    gone = models.ForeignKey(
        Incident, models.PROTECT, related_name="merged_by", verbose_name=_("record that goes")
    )
    because = models.CharField(_("why"), max_length=300)
    done_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    done_at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of two incidents")
        verbose_name_plural = _("merges of incidents")
        ordering = ["-done_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="incidents_merge_joins_two"),
            models.CheckConstraint(condition=~Q(because=""), name="incidents_merge_says_why"),
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
                name="incidents_merge_goes_into_one",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.gone_id} → #{self.kept_id}"


@tracked()
class MergedPerson(models.Model):
    """What became of a person of the record that goes: moved over, or known there already."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="people", verbose_name=_("merge"))
    victim = models.ForeignKey(Victim, models.CASCADE, related_name="+", verbose_name=_("person"))
    same_as = models.ForeignKey(
        Victim,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("is the same person as"),
        help_text=_("Empty for a person who moved over."),
    )

    class Meta:
        verbose_name = _("person of a merge")
        verbose_name_plural = _("people of a merge")
        constraints = [
            models.UniqueConstraint(
                fields=["merge", "victim"], name="incidents_mergedperson_is_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(victim=F("same_as")), name="incidents_mergedperson_is_two_rows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.victim_id}"
