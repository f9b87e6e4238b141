"""Beside the plans that were laid ready: where gates answer, what no gate sees, the mandate as it was then.

So that firing needs no table: somebody may be in the middle of mending one when it has to be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from codedark.gap.plan_book import StagedPlan
from codedark.gates.agent_folder import write_whole
from codedark.gates.controller import Member
from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import Hospital

FILE = "wiring.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """`HOSPITAL/live/wiring.json`."""

    members: tuple[Member, ...]
    out_of_reach: dict[str, tuple[str, ...]]
    """Plan -> what no gate sees while it holds, a sentence each."""
    mandate: str
    signature: str

    def unseen(self, plan: str) -> tuple[str, ...]:
        """What no gate sees while this plan holds."""
        return self.out_of_reach.get(plan, ())


def members_of(hospital: Hospital) -> tuple[Member, ...]:
    """Every agent of the tables, and where it answers."""
    return tuple(
        Member(gate=a.gate, agent=str(a.agent), address=(str(a.address.host), a.address.port), key=a.key)
        for a in hospital.agents.values()
    )


def unseen_by_plan(hospital: Hospital, plans: Iterable[StagedPlan]) -> dict[str, tuple[str, ...]]:
    """Plan -> what no gate sees while it holds.

    Cost: one compilation of `reach`; then linear in zones and hosts, for each plan.
    """
    from codedark.gap.out_of_reach import out_of_reach
    from codedark.gap.pairs_cut import joined_by

    joined = joined_by(hospital)
    return {
        plan.id: tuple(f"{one.place}: {one.what}; {one.close_by}" for one in out_of_reach(hospital, plan.seal, joined))
        for plan in plans
    }


def save_wiring(folder: Path, wiring: Wiring) -> None:
    """Keep it beside the plans."""
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / FILE, msgspec.json.encode(wiring))


def read_wiring(folder: Path) -> Wiring | None:
    """What was kept; None: nothing was staged from here yet.

    Raises:
        BadHospital: the file is damaged, or another version's.
    """
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Wiring)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        fix = "move it away, and stage again: codedark gap stage HOSPITAL --key FILE"
        raise BadHospital([Fault(file=str(folder / FILE), message=str(wrong), fix=fix)]) from None
