"""Plans that the book does not have, laid ready beside it: for several suspects, for services to keep, for one conduit.

The book has a plan for each zone, for place unknown, and for everything. What somebody asks for beside is solved and
staged with it, and can then be fired, held, proven and let go like any other. Every conduit in every posture at once is
not staged beforehand: some thousands of rules more in the table that is fired would make each firing slower.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codedark.gap import CutPlan
    from codedark.gap.plan_book import StagedPlan
    from codedark.gap.posture import Posture
    from codedark.hospital import BadHospital, Hospital
    from codedark.hospital.records import ConduitId


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed."""

    suspects: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    since_min: float | None = None
    """Minutes the intruder may have been in; None: as `gap plan` assumes."""
    conduits: tuple[str, ...] = ()
    """`NAME` (cut except break-glass) or `NAME@2`, `NAME@3`, `NAME@4`."""

    def __bool__(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.suspects or self.keep or self.conduits)


def asked_plans(hospital: Hospital, asked: Asked) -> tuple[StagedPlan, ...]:
    """Solve what was asked for: one plan for suspects and services to keep, one a conduit.

    Raises:
        BadHospital: every word that means nothing; a conduit that no gate can cut.
    Cost: one least-harm cut for the suspects.
    """
    from codedark.gap.gate_book import gated_pairs
    from codedark.gap.plan_book import staged_plan
    from codedark.gap.posture import seal, seal_of_plan
    from codedark.gap.tiers import tiers

    split = tiers(hospital)
    found = []
    conduits = _conduits(hospital, asked.conduits, gated_pairs(split) if asked.conduits else {})
    if asked.suspects or asked.keep:
        cut = _solved(hospital, asked)
        one = seal_of_plan(cut)
        if one.empty:
            raise _nothing_to_cut(asked, cut)
        found.append(staged_plan(split, one, cut.presumed, _name(asked)))
    for conduit, posture in conduits:
        one = seal({conduit: posture})
        found.append(staged_plan(split, one, None, f"conduit:{conduit}@{int(posture)}"))
    return tuple(found)


def beside(plans: Sequence[StagedPlan], asked: Sequence[StagedPlan]) -> tuple[StagedPlan, ...]:
    """Both; a seal that is there already gets the name as well."""
    by_id = {plan.id: plan for plan in plans}
    for plan in asked:
        there = by_id.get(plan.id)
        names = plan.names if there is None else tuple(dict.fromkeys((*there.names, *plan.names)))
        by_id[plan.id] = replace(there or plan, names=names)
    return tuple(by_id.values())


def _nothing_to_cut(asked: Asked, cut: CutPlan) -> BadHospital:
    """What is said where no cut gives anything back: the plan for place unknown, or whole zones, stand ready."""
    from codedark.hospital import BadHospital, Fault

    why = cut.residual[0].why if cut.residual else "nothing core is in their reach"
    fix = "--since MIN when less time has passed; `unknown` and `everything@3` stand ready"
    return BadHospital([Fault(file="--suspect", value=" ".join(asked.suspects), message=f"no cut: {why}", fix=fix)])


def _name(asked: Asked) -> str:
    kept = f";keep={'+'.join(asked.keep)}" if asked.keep else ""
    return f"asked:{'+'.join(asked.suspects) or 'unknown'}{kept}"


def _solved(hospital: Hospital, asked: Asked) -> CutPlan:
    from codedark import depend, reach
    from codedark.cli.verb_gap import understood
    from codedark.gap import least_harm_cut, presume
    from codedark.gap.suspects import ELAPSED_MIN

    suspects, kept = understood(hospital, asked.suspects, asked.keep)
    compiled = reach.compile(hospital)
    presumed = presume(
        hospital, compiled, suspects, elapsed_min=ELAPSED_MIN if asked.since_min is None else asked.since_min
    )
    return least_harm_cut(hospital, compiled, depend.compile(hospital), presumed, kept)


def _conduits(
    hospital: Hospital, words: Sequence[str], gated: Collection[ConduitId]
) -> list[tuple[ConduitId, Posture]]:
    from codedark.gap.posture import Posture
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.records import ConduitId
    from codedark.hospital.spelling import Spelling

    spelling, faults, found = Spelling(hospital.conduits), [], []
    for word in words:
        name, at, told = word.partition("@")
        posture = told if at else "3"
        if name not in hospital.conduits:
            fix = spelling.fix(name, "name a conduit")
            faults.append(Fault(file="--conduit", value=word, message="no conduit of that name", fix=fix))
        elif posture not in {"2", "3", "4"}:
            fix = "2 without administration, 3 cut except break-glass, 4 dark"
            faults.append(Fault(file="--conduit", value=word, message="no posture to cut at", fix=fix))
        elif ConduitId(name) not in gated:
            fix = "`codedark gap postures` tells which gates cut it; a person at a cable closes what none does"
            faults.append(Fault(file="--conduit", value=word, message="no gate cuts all of it", fix=fix))
        else:
            found.append((ConduitId(name), Posture(int(posture))))
    if faults:
        raise BadHospital(faults)
    return found
