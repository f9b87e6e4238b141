"""From a detector's lines to the plan that is staged for the alarm: the product's own reading, end to end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from codedark.formats.eve import read_eve
from codedark.formats.told import Broken, Skipped
from codedark.gap.finding import Finding, place
from codedark.gap.plan_book import StagedPlan, plan_id
from codedark.gap.posture import seal_of_plan
from codedark.gap.whereabouts import Whereabouts
from codedark.gates.range.readiness import Ready
from codedark.response.alarm import Alarm
from codedark.response.allowance import Allowance
from codedark.response.correlating import SECOND, Correlation, step, tick
from codedark.response.recommending import Recommendation, recommend
from codedark.response.rule import Rule


class NoAlarm(OSError):
    """The detector's lines led to no plan that is staged; the message says where it ended."""


def alarm_of(ready: Ready, lines: Sequence[bytes], at: datetime) -> Alarm:
    """Read lines of EVE as `codedark watch` does, until the rule says alarm.

    Args:
        at: when they were received, aware UTC.
    Raises:
        NoAlarm: a line is not read, or they do not add up to an alarm.
    """
    where, rule, state = Whereabouts.of(ready.furnished.hospital), Rule(), Correlation()
    for line in lines:
        seen = read_eve(line, at)
        if isinstance(seen, Broken | Skipped):
            raise NoAlarm(f"the detector's own line is not read: {seen}")
        found = place(where, seen)
        if isinstance(found, Finding):
            state, _ = step(rule, state, found)
    _, said = tick(rule, state, at + 2 * SECOND)
    alarm = next((one for one in said if isinstance(one, Alarm)), None)
    if alarm is None:
        raise NoAlarm(f"{len(lines)} lines of the detector made no alarm")
    return alarm


def recommended(ready: Ready, alarm: Alarm, at_local: datetime) -> tuple[Recommendation, StagedPlan]:
    """What is recommended for an alarm, and the plan as it is staged.

    Args:
        at_local: by the hospital's wall clock.
    Raises:
        NoAlarm: it is not among the staged plans.
    """
    told = recommend(ready.prepared, alarm, Allowance(), at_local)
    wanted = plan_id(seal_of_plan(told.plan))
    plan = next((p for p in ready.plans if p.id == wanted), None)
    if plan is None:
        why = "it cuts nothing" if not told.plan.cut else "it was found for this alarm alone"
        raise NoAlarm(f"plan {told.plan_name} is not staged: {why}")
    return told, plan
