"""What would this attack do to us? Attacks played on a clock against the hospital's own rules, needs and lists.

A *scenario* is an attack, how it is noticed, and the *arms* it is played in: combinations of *defences* (patches to the
tables) and a response. A *replication* is one course of events; its luck is keyed by seed, owner, replication and
purpose, so that all arms meet the same luck. A *board* is one arm compiled; a *tally* is what its replications came to,
counted in care lost. Two errors are kept apart: chance (*Monte Carlo error*) and what nobody knows (*parameters*).
This room judges no plan for a real day (`gap` does) and says nothing of how likely an attack is.
"""

from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Arm, Scenario
from codedark.drill.scenario_file import read_scenario

__all__ = ["Activity", "Arm", "Mode", "Outcome", "Scenario", "read_scenario"]
