"""Where does each patient go? Who must leave, who can stay, which bed, which crew, and whom to tell.

A *pool* is a kind of bed; a *lot* is the staffed-free beds of one pool at one hospital, as somebody confirmed them:
unknown is not zero, and is not used. A *crew* makes *trips*: from where it stands to the patient, to the receiving
hospital, and back. A *transfer* is one patient's trip; a *plan* is a proposal until a named role confirms each
transfer, and what has departed or is agreed is *frozen* to the optimiser, never to a person. A *bound* is what no plan
can beat, with its kind. Minutes are counted from the *fall*: the moment services were lost. This room is logistics:
acuity, going home and who must go along are clinicians' entries, and whom it cannot place it hands to a named
clinician. A *reference* is a patient's number under a key; a *mark* is what a clinician entered. It ranks nobody's
treatment, calls nobody (people do), and prints nothing (`paper` does).
"""

from codedark.divert.census import Census, Expected, InBed, Listed
from codedark.divert.diversion import Diversion, divert
from codedark.divert.planning import plan
from codedark.divert.transfer_plan import (
    BedStanding,
    BoundKind,
    Fixed,
    GoesHome,
    Stays,
    Transfer,
    TransferPlan,
    Unplaced,
)

__all__ = [
    "BedStanding",
    "BoundKind",
    "Census",
    "Diversion",
    "Expected",
    "Fixed",
    "GoesHome",
    "InBed",
    "Listed",
    "Stays",
    "Transfer",
    "TransferPlan",
    "Unplaced",
    "divert",
    "plan",
]
