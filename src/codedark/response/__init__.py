"""What happens from an alarm to the last thing let go? Events in, the next state and what to do out; touches nothing.

A *signal* is one rule of one detector on one suspect; *correlation* turns findings into an *alarm*; a *recommendation*
is a plan with its price and what else could be done. The *mandate* says who may cut, hold and let go; an *order* is
what they sign, and `judge_order` what a gate says to it. The *machine* (`begin`, `machine.step`) leads from the alarm
to the last flow back. Time arrives with each event.
This room reads no file and fires nothing (`gates` does), and finds no cut of its own (`gap` does).
"""

from codedark.response.alarm import Alarm, Flood
from codedark.response.allowance import Allowance, CutHeld, care_spent
from codedark.response.correlating import Correlation
from codedark.response.incident import Incident, Stage
from codedark.response.judging_orders import Accepted, Refused, judge_order
from codedark.response.machine import begin
from codedark.response.mandate import Mandate
from codedark.response.order import Order, OrderAct
from codedark.response.recommending import Automatic, Prepared, Recommendation, prepare, recommend
from codedark.response.rule import Rule
from codedark.response.ruling import may
from codedark.response.signing import SignedOrder

__all__ = [
    "Accepted",
    "Alarm",
    "Allowance",
    "Automatic",
    "Correlation",
    "CutHeld",
    "Flood",
    "Incident",
    "Mandate",
    "Order",
    "OrderAct",
    "Prepared",
    "Recommendation",
    "Refused",
    "Rule",
    "SignedOrder",
    "Stage",
    "begin",
    "care_spent",
    "judge_order",
    "may",
    "prepare",
    "recommend",
]
