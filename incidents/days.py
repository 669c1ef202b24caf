"""The days of incidents: as text for machines, and how many of them are known only roughly."""

from django.db.models import Case

from incidents.models.incident import IncidentQuerySet
from nightout import edtf
from nightout.datespan import Precision


def edtf_of_row(path: str = "") -> Case:
    """An incident's span in EDTF; `path` leads to the incident, such as `incident__`."""
    return edtf.written_in_sql(
        first=f"{path}occurred_from",
        last=f"{path}occurred_to",
        precision=f"{path}precision",
        at=f"{path}occurred_at",
    )


def known_roughly(incidents: IncidentQuerySet) -> int:
    """How many incidents of a list are known by month or year only."""
    return incidents.order_by().filter(precision__in=(Precision.MONTH, Precision.YEAR)).count()
