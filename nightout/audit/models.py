from datetime import timedelta
from typing import Any

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ONE_READING = timedelta(minutes=10)


class Verb(models.TextChoices):
    READ = "read", _("read")
    EXPORT = "export", _("exported")
    FORGET = "forget", _("forgot")


class Entry(models.Model):
    """Who read, exported, changed or forgot people's data, when, and how much of it.

    Target and actor are text, so that deleting them neither blocks nor loses the entry.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    who = models.CharField(_("who"), max_length=254)
    verb = models.CharField(_("did what"), max_length=20, choices=Verb)
    target = models.CharField(_("of what"), max_length=300)
    count = models.PositiveIntegerField(_("how many people"))
    agencies = models.JSONField(
        _("agencies"), default=list, help_text=_("Numbers of the agencies whose data it was.")
    )

    class Meta:
        verbose_name = _("entry of the people's data log")
        verbose_name_plural = _("people's data log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="audit_entry_newest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(who=""), name="audit_entry_who_is_said"),
            models.CheckConstraint(
                condition=models.Q(verb__in=Verb.values), name="audit_entry_verb_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="audit_entry_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.verb} {self.target}"


def record(
    *,
    by: Any,
    verb: Verb,
    target: str,
    count: int,
    agencies: list[int] | None = None,
) -> Entry:
    """Write the entry before the data leaves, so that a cut connection cannot avoid it.

    `by` is an account, or in words who acted without one.
    """
    who = by if isinstance(by, str) else by.email
    return Entry.objects.create(
        who=who, verb=verb, target=target[:300], count=count, agencies=agencies or []
    )


def record_reading(*, by: Any, target: str, count: int, agencies: list[int]) -> None:
    """For a page of always the same people: loading it again within minutes is the same reading.

    Not for lists, of which another page has other people, and not for files: each of those counts.
    """
    same = {"who": by.email, "target": target[:300], "count": count, "agencies": agencies}
    since = timezone.now() - ONE_READING
    if not Entry.objects.filter(verb=Verb.READ, at__gte=since, **same).exists():
        record(by=by, verb=Verb.READ, target=target, count=count, agencies=agencies)
