from django.contrib.postgres.fields import ArrayField
from django.db import models

from nightout.accounts.models import User


class ListLayout(models.Model):
    """Which columns somebody wants in their lists of attendees, and in which order.

    Columns are named by their keys; one named in neither list is new since then, and shown as
    everyone sees it who never chose.
    """

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="list_layout")
    shown = ArrayField(models.CharField(max_length=40), default=list)
    hidden = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown__len__gt=0), name="events_listlayout_shows_something"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.shown)
