"""What happens from an alarm to the last thing let go? Events in, the next state and what to do out; touches nothing.

A *signal* is one rule of one detector on one suspect; *correlation* turns findings into an *alarm*; a *recommendation*
is a plan with its price and what else could be done. Time arrives with each event.
This room reads no file and fires nothing (`gates` does), and finds no cut of its own (`gap` does).
"""

from codedark.response.alarm import Alarm, Flood
from codedark.response.allowance import Allowance, CutHeld, care_spent
from codedark.response.correlating import Correlation
from codedark.response.recommending import Automatic, Prepared, Recommendation, prepare, recommend
from codedark.response.rule import Rule

__all__ = [
    "Alarm",
    "Allowance",
    "Automatic",
    "Correlation",
    "CutHeld",
    "Flood",
    "Prepared",
    "Recommendation",
    "Rule",
    "care_spent",
    "prepare",
    "recommend",
]
