"""A list of operations as the plan leaves it: how many do not take place on their day, as a count of the record.

The plan proposes and the coordinator decides, so that its counts are *inferred*, and a count that somebody states takes
the lead from them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from codedark.divert.operating_plan import FALLEN, Decision, OperatingPlan, OperationDecided
from codedark.record.assertion import Assertion, Attribution, Period, PeriodKind, Qualifier, Status
from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft, EntryKind
from codedark.response.moves import MACHINE
from codedark.response.recorded_origin import marked, origin_of

CAME_FROM = "divert"
_UNDECIDED = "operations of that day that nobody decided are not counted"


def recorded_operating(plan: OperatingPlan, made_at: datetime) -> Draft:
    """The counts of an operating plan, a day each, as one draft.

    Args:
        made_at: when the plan was made, aware; a later plan is another line.
    Returns:
        A count for each day on which an operation falls: exact, or at least so many where some are undecided. Its
        details say how many of which urgency, and how many were moved, re-booked or cancelled.
    Raises:
        ValueError: a moment without its offset.
    """
    if made_at.tzinfo is None:
        raise ValueError(f"made_at={made_at}: write it with its offset")
    days = {day: [one for one in plan.operations if one.line.day == day] for day in plan.days}
    counts = tuple(_day(day, told, made_at) for day, told in days.items() if any(one in plan.fallen for one in told))
    total = len(plan.fallen)
    body = Body(
        text=f"By the plan {total} operation{'s' * (total != 1)} of {len(plan.operations)} do not take place here.",
        assertions=counts,
        came_from=CAME_FROM,
        details={str(decision).replace(" ", "-"): str(count) for decision, count in plan.count().items()},
    )
    line = {"made_at": made_at.isoformat(), "fell_at": plan.fell_at.isoformat(), **body.details}
    draft = Draft(kind=EntryKind.COUNT, role=MACHINE, event_at=instant(made_at), body=body)
    return marked(draft, origin_of(CAME_FROM, line))


def _day(day: date, operations: list[OperationDecided], made_at: datetime) -> Assertion:
    fallen = [one for one in operations if one.decision in FALLEN]
    undecided = any(one.decision is Decision.UNDECIDED for one in operations)
    urgencies = Counter(str(one.line.urgency) for one in fallen)
    decisions = Counter(str(one.decision) for one in fallen)
    return Assertion(
        field="operations_cancelled",
        value=len(fallen),
        status=Status.INFERRED,
        qualifier=Qualifier.AT_LEAST if undecided else Qualifier.EXACT,
        period=Period(when=When(day.isoformat()), kind=PeriodKind.PER_PERIOD),
        known_at=made_at,
        by=MACHINE,
        attribution=Attribution.CONFIRMED,
        rule="proposed by the operating plan from what each operation needs",
        reason=_UNDECIDED if undecided else "",
        details={"kind": _listed(urgencies), "decision": _listed(decisions)},
    )


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{word} {count}" for word, count in sorted(counted.items()))
