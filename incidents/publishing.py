"""Many records made public, taken back or hidden at once, under the rules of the form for one.

    outlook   what would change and why the rest stays: for the page that asks first
    publish   the verb: one statement, however many there are

The triggers keep the versions and make public pages new, as for a single record.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pghistory
from django.db import connection, transaction
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models import (
    ExactPlace,
    Incident,
    IncidentPublication,
    IncidentQuerySet,
    Location,
    Outcome,
    PlacePrecision,
    Victim,
    at_block_level,
)
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS, Agency

PUBLIC = IncidentPublication.PUBLIC
MOST_NAMES = 200  # that the page lists
MANY = 5_000  # rows, from which on the planner is told at once


class Left(TextChoices):
    """Why a record stays as it is; of several reasons the first."""

    NOT_YOURS = "not_yours", _("only a manager of the agency may do it")
    SO_ALREADY = "so_already", _("so already")
    MERGED = "merged", _("merged into another incident")
    FUTURE = "future", _("the day is still to come")
    NO_PLACE = "no_place", _("nobody has said where it happened")
    DOOR = "door", _("the place in words has a house number")
    HOME = "home", _("the place is a home, and may not be told by its crossing")


class Outlook(NamedTuple):
    """`left` counts what stays as it is, by reason; `names` are the first that would be shown."""

    incidents: int
    hidden_now: int
    people: int
    killed: int
    named: int
    names: list[str]
    left: list[tuple[str, int]]


def outlook(*, incidents: IncidentQuerySet, by: User, to: str = PUBLIC) -> Outlook:
    of_these = _these(incidents)
    reasons = list(_reasons(of_these, to, by))
    whens = [When(condition, then=Value(why.value)) for why, condition in reasons]
    why = Case(*whens, default=Value(""), output_field=CharField())
    hidden = Count("pk", filter=Q(publication=IncidentPublication.HIDDEN))
    rows = of_these.values_list(why).annotate(n=Count("pk"), hidden=hidden).order_by()
    counts = {value: (n, hidden) for value, n, hidden in rows}
    number, hidden_now = counts.pop("", (0, 0))
    victims = Victim.objects.filter(incident__in=_changeable(of_these, reasons).values("pk"))
    named = ~Q(public_name="")
    people = victims.aggregate(
        people=Count("pk"),
        killed=Count("pk", filter=Q(outcome=Outcome.KILLED)),
        named=Count("pk", filter=named),
    )
    names = victims.filter(named).order_by("public_name", "pk")
    return Outlook(
        incidents=number,
        hidden_now=hidden_now,
        **people,
        names=list(names.values_list("public_name", flat=True)[:MOST_NAMES]),
        left=[(str(each.label), counts[each.value][0]) for each in Left if each.value in counts],
    )


@transaction.atomic
def publish(*, incidents: IncidentQuerySet, by: User, to: str = PUBLIC) -> int:
    """Says how many changed. What the form would refuse stays as it is, and is no error."""
    reasons = list(_reasons(incidents, to, by))
    with pghistory.context(user=by.pk), connection.cursor() as cursor:
        # Each version's trigger walks the list of postponed checks: it must stay empty.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        done = _changeable(incidents, reasons).update(publication=to, updated_at=timezone.now())
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        if done >= MANY:
            cursor.execute("ANALYZE incidents_incident")
    return done


def _these(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Without what a list adds to its rows, which would be counted along."""
    return Incident.objects.filter(pk__in=incidents.order_by().values("pk"))


def _changeable(incidents: IncidentQuerySet, reasons: list[tuple[Left, Q]]) -> IncidentQuerySet:
    """Conditions stand beside the change itself: a row that moved meanwhile is looked at anew."""
    for _why, condition in reasons:
        incidents = incidents.exclude(condition)
    return incidents.order_by()


def _reasons(incidents: IncidentQuerySet, to: str, by: User) -> Iterator[tuple[Left, Q]]:
    yield Left.NOT_YOURS, ~Q(agency__in=Agency.objects.managed_by(by, MANAGERS))
    yield Left.SO_ALREADY, Q(publication=to)
    yield Left.MERGED, Q(merged_into__isnull=False)
    if to != PUBLIC:
        return
    place = Location.objects.filter(incident=OuterRef("pk"))
    home = ExactPlace.objects.filter(incident=OuterRef("pk"), is_home=True)
    yield Left.FUTURE, Q(occurred_from__gt=timezone.localdate())
    yield Left.NO_PLACE, ~Exists(place)
    doors = _texts_with_doors(incidents)
    if doors:
        yield Left.DOOR, Q(Exists(place.filter(public_text__in=doors)))
    at_crossing = place.filter(precision=PlacePrecision.CROSSING)
    yield Left.HOME, Q(Exists(at_crossing)) & Q(Exists(home))


def _texts_with_doors(incidents: IncidentQuerySet) -> list[str]:
    """As the form reads them; many records share a text."""
    places = Location.objects.filter(incident__in=incidents.order_by().values("pk"))
    texts = places.exclude(public_text="").values_list("public_text", flat=True).distinct()
    return [text for text in texts.order_by().iterator() if at_block_level(text) != text]
