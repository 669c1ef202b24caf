"""The language that staff wrote a text in, so that it is read aloud right on every page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Writing(models.TextChoices):
    """The languages of the site."""

    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    HAITIAN_CREOLE = "ht", _("Haitian Creole")


def written_in_field() -> models.CharField:
    return models.CharField(
        _("written in"),
        max_length=2,
        choices=Writing,
        default=Writing.ENGLISH,
        help_text=_("The language of the texts here, so that they are read aloud right."),
    )


def written_in_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(written_in__in=Writing.values), name=f"{name}_language_is_known"
    )
