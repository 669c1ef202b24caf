"""Who of the staff may read what the public may not."""

from incidents.models import Incident
from nightout.accounts.models import User


def reads_names(user: User, incident: Incident | None) -> bool:
    """Whether this person may read the withheld names of an incident that is stored."""
    if incident is None or incident.pk is None:
        return False
    return Incident.objects.names_seen_by(user).filter(pk=incident.pk).exists()
