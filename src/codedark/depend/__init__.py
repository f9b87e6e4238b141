"""What stops if this stops? The hospital as one circuit of thresholds, and what is lost when parts of it are.

A *circuit* has a node for every host, application, service, and path that something stands on; a node is up while at
least k of its children are. A *shared cause* is one node under many. A service that lost its needs is *carried* on
paper for its paper minutes. What falls, when and why; what that costs patients; which single things and which pairs of
things bring a service down; what could not be started from nothing. No probability is asked for, and none is given.
This room does not say who can reach whom (`reach`), nor what to cut (`gap`).
"""

from codedark.depend.care import CareKind, CareLines, CareLost, care_lines, care_lost_per_h
from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.compiling import compile
from codedark.depend.starting import Circle, circles, holds, starts
from codedark.depend.times import NEVER, NO_CAUSE, Lost, Spell, loss_times, return_times, spells

__all__ = [
    "NEVER",
    "NO_CAUSE",
    "CareKind",
    "CareLines",
    "CareLost",
    "Circle",
    "Circuit",
    "Lost",
    "NodeKind",
    "Spell",
    "care_lines",
    "care_lost_per_h",
    "circles",
    "compile",
    "holds",
    "loss_times",
    "return_times",
    "spells",
    "starts",
]
