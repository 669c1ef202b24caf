from .case import CaseState, CaseStatus, Reward
from .fact import OF_A_PERSON, Correction, Fact, FactClaim, IncidentSource
from .family import FamilyRequest, Wish
from .incident import (
    Circumstance,
    Incident,
    IncidentPublication,
    IncidentQuerySet,
    Offense,
)
from .link import IncidentLink, LinkKind, Merge, MergedPerson
from .place import GRID, ExactPlace, Location, PlacePrecision, snapped
from .tipline import SupportService, TipLine
from .victim import (
    SHOT,
    AgeGroup,
    Hold,
    NameBasis,
    NameRule,
    Outcome,
    PublicVictim,
    Victim,
    VictimQuerySet,
)

__all__ = [
    "GRID",
    "OF_A_PERSON",
    "SHOT",
    "AgeGroup",
    "CaseState",
    "CaseStatus",
    "Circumstance",
    "Correction",
    "ExactPlace",
    "Fact",
    "FactClaim",
    "FamilyRequest",
    "Hold",
    "Incident",
    "IncidentLink",
    "IncidentPublication",
    "IncidentQuerySet",
    "IncidentSource",
    "LinkKind",
    "Location",
    "Merge",
    "MergedPerson",
    "NameBasis",
    "NameRule",
    "Offense",
    "Outcome",
    "PlacePrecision",
    "PublicVictim",
    "Reward",
    "SupportService",
    "TipLine",
    "Victim",
    "VictimQuerySet",
    "Wish",
    "snapped",
]
