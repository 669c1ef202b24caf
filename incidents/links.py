"""The list of incidents seen otherwise."""

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nightout.links import Link, without


class View(TextChoices):
    LIST = "list", _("List")
    MAP = "map", _("Map")

    @classmethod
    def asked(cls, query: QueryDict) -> "View":
        return cls.MAP if query.get("view") == cls.MAP else cls.LIST


def views(query: QueryDict) -> list[Link]:
    here = View.asked(query)
    return [
        Link(
            str(view.label),
            without(query, view="" if view == View.LIST else view.value),
            is_here=view == here,
            icon=view.value,
        )
        for view in View
    ]


def of_map(query: QueryDict) -> str:
    """The areas in which the same incidents lie."""
    return f"/incidents/areas.geojson{without(query, 'view')}"


def on_page(name: str, query: QueryDict) -> str:
    """Another page with the same filters."""
    return f"{reverse(name)}{without(query, 'view', 'months_of')}".rstrip("?")
