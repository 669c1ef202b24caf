"""Who of the staff may read what the public may not, and that it is noted when they do."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.audit.models import record_reading
from nightout.staffroom import own_agencies

NAMES = _("Withheld names: incident %(number)d")
ONE_NAME = _("Withheld name: incident %(number)d, victim %(victim)d")
EXACT_PLACE = _("Exact place: incident %(number)d")


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


def note_reading(user: User, incident: Incident, what: str, count: int, **more: int) -> None:
    """In the people's data log, which is in one language: its lines lead to the incident."""
    with translation.override(settings.LANGUAGE_CODE):
        target = str(what) % {"number": incident.pk, **more}
    record_reading(by=user, target=target, count=count, agencies=[incident.agency_id])
