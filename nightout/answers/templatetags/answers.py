from typing import Any

from django import template
from django.db.models import Q

from events.models import Event
from incidents.models import Incident
from nightout.answers.models import Answer

register = template.Library()


@register.inclusion_tag("answers/_incidents.html")
def incidents_answered(event: Event) -> dict[str, Any]:
    """What the event stands beside; no name is in it. One query."""
    answers = Answer.objects.public().filter(event=event)
    places = ("city", "county", "neighborhood")
    joined = [f"incident__location__{place}" for place in places]
    joined += [f"incident__merged_into__location__{place}" for place in places]
    return {"answers": answers.select_related(*joined)}


@register.inclusion_tag("answers/_events.html")
def events_answering(incident: Incident) -> dict[str, Any]:
    """Events for which the family agreed, the next ones last; one query."""
    of_incident = Q(incident=incident) | Q(incident__merged_into=incident)
    answers = Answer.objects.public().filter(of_incident)
    return {"answers": answers.select_related("event__city").order_by("event__start_date", "pk")}
