from .block import at_block_level, may_name_a_door
from .case import CaseState, CaseStatus, Reward
from .fact import Correction, FactClaim, IncidentSource
from .family import FamilyRequest, Wish
from .imported import (
    CHANGES,
    KEPT,
    ROW_REFUSED,
    VALUE_REFUSED,
    ImportedRecord,
    ImportPiece,
    ImportRemark,
    ImportRun,
    Remark,
    RunState,
)
from .incident import (
    Circumstance,
    Incident,
    IncidentPublication,
    IncidentQuerySet,
    Offense,
)
from .link import IncidentLink, LinkKind, Merge, MergedPerson
from .place import GRID, ExactPlace, Location, PlacePrecision, snapped
from .saying import OF_A_PERSON, Fact
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
    "CHANGES",
    "GRID",
    "KEPT",
    "OF_A_PERSON",
    "ROW_REFUSED",
    "SHOT",
    "VALUE_REFUSED",
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
    "ImportPiece",
    "ImportRemark",
    "ImportRun",
    "ImportedRecord",
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
    "Remark",
    "Reward",
    "RunState",
    "SupportService",
    "TipLine",
    "Victim",
    "VictimQuerySet",
    "Wish",
    "at_block_level",
    "may_name_a_door",
    "snapped",
]
