"""What do we cut? Decides and judges; touches nothing.

A *suspect* is what somebody named; what is *presumed* is all that must be taken as in the intruder's hands. A *cut*
is conduits closed, zones *contained* (their hosts kept apart) and hosts *quarantined*, each by a *gate* that stands
there. The *least-harm cut* exposes as little core as any, and then costs patients least; what it leaves open is
*residual*, and then the answer is no. A *playbook* holds one such plan for each zone an alarm may come from, and one
for place unknown.
`lint` judges a Linux firewall's `Ruleset`: which cuts on it would not cut.
This room fires nothing, and knows neither attackers' luck nor clocks (`drill` does).
"""

from codedark.gap.cutting import CutMismatch, cut_on, least_harm_cut
from codedark.gap.finding import Confidence, Finding, NotOurs, Seen, Severity, place
from codedark.gap.ground import Ground, survey
from codedark.gap.lint_finding import LintFinding
from codedark.gap.linting import lint
from codedark.gap.live_facts import LiveFacts
from codedark.gap.plan import Alternative, CutPlan, Playbook, Presumed, Residual
from codedark.gap.playbook import playbook
from codedark.gap.ruleset import Ruleset
from codedark.gap.suspects import PLACE_UNKNOWN, Suspect, SuspectKind, presume, read_suspects
from codedark.gap.walls import Measures
from codedark.gap.whereabouts import Whereabouts

__all__ = [
    "PLACE_UNKNOWN",
    "Alternative",
    "Confidence",
    "CutMismatch",
    "CutPlan",
    "Finding",
    "Ground",
    "LintFinding",
    "LiveFacts",
    "Measures",
    "NotOurs",
    "Playbook",
    "Presumed",
    "Residual",
    "Ruleset",
    "Seen",
    "Severity",
    "Suspect",
    "SuspectKind",
    "Whereabouts",
    "cut_on",
    "least_harm_cut",
    "lint",
    "place",
    "playbook",
    "presume",
    "read_suspects",
    "survey",
]
