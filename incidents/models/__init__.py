from .incident import (
    CaseState,
    CaseStatus,
    Circumstance,
    Incident,
    IncidentLink,
    IncidentPublication,
    IncidentSource,
    LinkKind,
    Location,
    Offense,
    PlacePrecision,
)
from .tipline import TipLine
from .victim import AgeGroup, NameBasis, NameRule, Outcome, PublicVictim, Victim

__all__ = [
    "AgeGroup",
    "CaseState",
    "CaseStatus",
    "Circumstance",
    "Incident",
    "IncidentLink",
    "IncidentPublication",
    "IncidentSource",
    "LinkKind",
    "Location",
    "NameBasis",
    "NameRule",
    "Offense",
    "Outcome",
    "PlacePrecision",
    "PublicVictim",
    "TipLine",
    "Victim",
]
