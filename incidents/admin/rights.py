"""Who of the staff may read what the public may not."""

from incidents.models import Incident
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.staffroom import own_agencies


def reads_names(user: User, incident: Incident | None) -> bool:
    """Whether this person may read the withheld names of an incident that is stored."""
    if incident is None or incident.pk is None:
        return False
    return Incident.objects.names_seen_by(user).filter(pk=incident.pk).exists()


def keeps_exact_places(user: User, incident: Incident | None) -> bool:
    """As withheld names; of an incident that is being entered, whoever manages an agency."""
    if incident is None or incident.pk is None:
        return user.is_coordinator or own_agencies(user, *MANAGERS).exists()
    return reads_names(user, incident)
