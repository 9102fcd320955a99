"""Tables of the readiness room."""

from readiness.models.calls import CallTreeEntry, CallTreeTest
from readiness.models.entries import Entry
from readiness.models.exercises import Exercise
from readiness.models.facilitators import PoolFacilitator, Training
from readiness.models.neutrals import NeutralProvider
from readiness.models.organizations import CategoryGap, Contact, Organization
from readiness.models.statements import HoldingStatement

__all__ = [
    "CallTreeEntry",
    "CallTreeTest",
    "CategoryGap",
    "Contact",
    "Entry",
    "Exercise",
    "HoldingStatement",
    "NeutralProvider",
    "Organization",
    "PoolFacilitator",
    "Training",
]
