"""What tells that a public page may have changed: a number that every change of its rows moves."""

import pgtrigger
from django.db import models


class Stamp(models.Model):
    """One of some numbers whose sum grows with each committed change of what the public sees.

    Several, because one row would make every writer wait for the one before: a connection moves
    the number of its own slot only.
    """

    slot = models.PositiveSmallIntegerField(primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__gt=0), name="pages_stamp_version_is_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.version}"


def shown(model: type[models.Model]) -> type[models.Model]:
    """Class decorator: public pages show this table, so they grow stale with each change of it.

    The trigger calls a function of ours (pages migration 0001) once for each statement, bulk and
    raw SQL included.
    """
    trigger = pgtrigger.Trigger(
        name="pages_grow_stale",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
        func="PERFORM nightout_stamp(); RETURN NULL;",
    )
    return pgtrigger.register(trigger)(model)
