"""History of every row, kept by triggers: bulk and raw SQL included, deletions included."""

from collections.abc import Callable, Sequence

import pghistory
from django.db import models

Decorator = Callable[[type[models.Model]], type[models.Model]]


def tracked(*, exclude: Sequence[str] = (), proxy_of_link: bool = False) -> Decorator:
    """Class decorator: keep each version of each row of this model, for ever, unchangeable.

    `exclude` names columns that must not be kept twice (a password's hash). `proxy_of_link`
    is for a proxy of a many-to-many table, which has no row of its own to point at.
    """

    def decorate(model: type[models.Model]) -> type[models.Model]:
        generated = [field.name for field in model._meta.fields if field.generated]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=[*exclude, *generated],
            append_only=True,
            model_name=f"{model.__name__}History",
            obj_field=None if proxy_of_link else pghistory.ObjForeignKey(related_name="history"),
        )(model)

    return decorate
