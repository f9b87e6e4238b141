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
from codedark.depend.cutsets import CutSets, cut_sets
from codedark.depend.diagrams import TooLarge
from codedark.depend.falling import ApplicationLost, Outage, ServiceLost, what_falls_if
from codedark.depend.off import Off, off_nodes, own_losses, what_is_off
from codedark.depend.paths import NeededPath, needed_paths
from codedark.depend.power_off import PowerOff, PowerStep, power_off_order
from codedark.depend.restarting import RestartStep, restart_order
from codedark.depend.starting import Circle, circles, holds, starts
from codedark.depend.times import NEVER, NO_CAUSE, Lost, Spell, loss_times, return_times, spells
from codedark.depend.weak import Weakness, service_cut_sets, single_points, weak_sets

__all__ = [
    "NEVER",
    "NO_CAUSE",
    "ApplicationLost",
    "CareKind",
    "CareLines",
    "CareLost",
    "Circle",
    "Circuit",
    "CutSets",
    "Lost",
    "NeededPath",
    "NodeKind",
    "Off",
    "Outage",
    "PowerOff",
    "PowerStep",
    "RestartStep",
    "ServiceLost",
    "Spell",
    "TooLarge",
    "Weakness",
    "care_lines",
    "care_lost_per_h",
    "circles",
    "compile",
    "cut_sets",
    "holds",
    "loss_times",
    "needed_paths",
    "off_nodes",
    "own_losses",
    "power_off_order",
    "restart_order",
    "return_times",
    "service_cut_sets",
    "single_points",
    "spells",
    "starts",
    "weak_sets",
    "what_falls_if",
    "what_is_off",
]
