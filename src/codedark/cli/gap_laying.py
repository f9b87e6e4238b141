"""Laying everything ready: solved with a bar while it takes its seconds, kept here, given to every gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from codedark.cli.gap_asked_plans import Asked
    from codedark.gap.plan_book import StagedPlan
    from codedark.gates.controller import GateAnswer
    from codedark.gates.live_folder import Laid
    from codedark.hospital import Hospital


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidReady:
    """What `gap stage` did: what lies ready, at whom, and what is missing from it."""

    laid: Laid
    answers: Sequence[GateAnswer]
    failed: dict[str, str]
    """Agent -> why it has neither mandate nor plans, or only one of them."""
    incomplete: tuple[str, ...]
    """Break-glass conduits whose closure is not complete: said now, never at fire time."""

    owners: Mapping[str, str]
    """Conduit -> its clinical owner, of those that have one."""
    unkeyed: tuple[str, ...]
    """Agents whose public key no table tells: what answers there is believed without a signature."""

    def as_json(self) -> dict[str, Any]:
        """What `--json` shows."""
        return {
            "plans": [
                {
                    "id": p.id,
                    "names": p.names,
                    "care_lost_per_h": p.care_lost_per_h,
                    "flows": p.flows,
                    "flows_unsigned": p.flows_unsigned,
                }
                for p in self.laid.plans
            ],
            "staged": [a.member.agent for a in self.answers if not a.failed],
            "failed": self.failed,
            "incomplete": self.incomplete,
            "unkeyed": self.unkeyed,
        }


def lay_ready(
    hospital: Hospital,
    mandate: tuple[bytes, bytes],
    key: Ed25519PrivateKey,
    live: Path,
    signatures: Callable[[Sequence[StagedPlan]], tuple[StagedPlan, ...]] = tuple,
    asked: Asked | None = None,
) -> LaidReady:
    """Solve everything, keep it on the laptop, and give mandate, book and plans to every agent.

    Args:
        mandate: its bytes and their signature.
        live: where the laptop keeps it.
        signatures: writes into every plan which of its flows nobody signed.
        asked: plans beside the book's. What was laid for the same folder is then not solved again.
    """
    from codedark.cli.gap_ready import no_agents
    from codedark.gates.controller import Controller
    from codedark.gates.laid_wiring import Wiring, members_of, save_wiring, unseen_by_plan
    from codedark.gates.live_folder import LiveFolder

    members = members_of(hospital) or no_agents()
    laid = _laid_before(hospital, live) if asked else None
    laid = lay(hospital) if laid is None else laid
    if asked:
        from codedark.cli.gap_asked_plans import asked_plans, beside

        laid = replace(laid, plans=beside(laid.plans, asked_plans(hospital, asked)))
    laid = replace(laid, plans=signatures(laid.plans))
    text, signature = mandate
    unseen = unseen_by_plan(hospital, laid.plans)
    LiveFolder(live).save_laid(laid)
    told = Wiring(members=members, out_of_reach=unseen, mandate=text.decode(), signature=signature.decode())
    save_wiring(live, told)
    controller = Controller(members=members, key=key)
    failed = {a.member.agent: f"mandate: {a.failed}" for a in controller.take_mandate(text, signature) if a.failed}
    answers = controller.stage(laid.staged())
    controller.close()
    unkeyed = tuple(m.agent for m in members if not m.key)
    failed |= {a.member.agent: a.failed for a in answers if a.failed}
    return LaidReady(
        laid=laid,
        answers=answers,
        failed=failed,
        incomplete=_incomplete(hospital),
        owners=_owners(hospital),
        unkeyed=unkeyed,
    )


def _owners(hospital: Hospital) -> Mapping[str, str]:
    return {str(c.conduit): c.clinical_owner for c in hospital.conduits.values() if c.clinical_owner}


def _incomplete(hospital: Hospital) -> tuple[str, ...]:
    from codedark.depend import needed_paths
    from codedark.gap.break_glass import break_glass

    found = break_glass(hospital, needed_paths(hospital)).incomplete
    return tuple(f"{one.conduit}: {one.missing}" for one in found)


def _laid_before(hospital: Hospital, live: Path) -> Laid | None:
    """What was laid for this very folder; None: nothing, or for another."""
    from codedark.gates.live_folder import LiveFolder

    there = LiveFolder(live).laid()
    same = there is not None and (there.hospital_sha256, there.defences) == (hospital.sha256, hospital.defences)
    return there if same else None


def lay(hospital: Hospital) -> Laid:
    """Solve the playbook and write every gate's book. Only gates with an agent are written for.

    Cost: one least-harm cut a zone; a few seconds for thirty zones.
    """
    from codedark import depend, reach
    from codedark.cli.answer import progress
    from codedark.gap import playbook
    from codedark.gap.gate_book import Prober, gate_books
    from codedark.gap.plan_book import plan_book
    from codedark.gap.tiers import tiers
    from codedark.gates.live_folder import Laid
    from codedark.hospital.words import Role
    from codedark.response.theatres import slots

    split = tiers(hospital)
    with progress("solving plans", len(hospital.zones) + 1) as advance:
        book = playbook(hospital, reach.compile(hospital), depend.compile(hospital), advance=advance)
    interfaces = {at: c.interface for at, c in hospital.cables.items() if c.interface}
    probers = [
        Prober(zone=host.zone, host=host.host, address=str(host.address))
        for host in hospital.hosts
        if host.role is Role.PROBER and host.address is not None
    ]
    wanted = {a.gate for a in hospital.agents.values()}
    books = gate_books(split, interfaces, probers)
    return Laid(
        hospital_sha256=hospital.sha256,
        defences=hospital.defences,
        timezone=hospital.settings.hospital.timezone,
        plans=plan_book(split, book),
        books=tuple(b for gate, b in books.items() if gate in wanted),
        theatres=slots(hospital),
    )
