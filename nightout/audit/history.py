"""History of every row, kept by triggers: bulk and raw SQL included, deletions included."""

from collections.abc import Callable, Sequence

import pghistory
import pgtrigger
from django.db import models

Decorator = Callable[[type[models.Model]], type[models.Model]]


def tracked(
    *, exclude: Sequence[str] = (), proxy_of_link: bool = False, many_at_once: bool = False
) -> Decorator:
    """Class decorator: keep each version of each row of this model, for ever, unchangeable.

    `exclude` names columns that must not be kept twice (a password's hash). `proxy_of_link`
    is for a proxy of a many-to-many table, which has no row of its own to point at. `many_at_once`
    is for rows that come by the hundred thousand: the first versions of all that one statement
    inserts are written by one statement too, in a tenth of the time.
    """
    new = pghistory.InsertEvent(level=pgtrigger.Statement if many_at_once else None)

    def decorate(model: type[models.Model]) -> type[models.Model]:
        generated = [field.name for field in model._meta.fields if field.generated]
        return pghistory.track(
            new,
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*exclude, *generated],
            append_only=True,
            model_name=f"{model.__name__}History",
            obj_field=None if proxy_of_link else pghistory.ObjForeignKey(related_name="history"),
        )(model)

    return decorate
