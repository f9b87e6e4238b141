"""A cut plan as a CACAO 2.0 playbook: authorise, fire all gates at once, verify each, cut by hand what does not hold.

Ids are made of content (UUID version 5), times are handed in: the same plan gives the same bytes. What a machine can
run is an `ssh`, `bash` or `powershell` command; where something is still to be filled in, and for every decision, it is
`manual`. No address of a gate and no secret is told: both are external variables of whoever runs it.
Source: OASIS, CACAO Security Playbooks Version 2.0, Committee Specification 01, 2023.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from codedark.formats.firewall_record import FirewallTexts
from codedark.formats.firewall_wall import plain
from codedark.gap.capabilities import without_text
from codedark.gap.plan import CutPlan
from codedark.hospital.words import GateKind

NAMESPACE = UUID("6d2f0a4e-3f0b-5d7c-9a51-0c0de0da2c00")
"""Ours alone: an id says nothing but that the same content has it."""
NAMES_MOST = 8
"""Names in a sentence."""
MACHINE = {
    GateKind.FORTIGATE: "ssh",
    GateKind.IOS: "ssh",
    GateKind.ASA: "ssh",
    GateKind.JUNOS: "ssh",
    GateKind.PAN_OS: "bash",
    GateKind.WINDOWS: "powershell",
}
_CATEGORY = {GateKind.IOS: "router", GateKind.WINDOWS: "os-windows"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutText:
    """A gate for which nothing is pasted: one with an agent, or one cut by hand."""

    gate: str
    name: str
    kind: GateKind


def cacao_playbook(
    plan: CutPlan,
    texts: Sequence[FirewallTexts],
    others: Sequence[WithoutText],
    *,
    hospital: str,
    posture: str,
    at: datetime,
) -> dict[str, Any]:
    """Write a plan and its gates' texts as one playbook.

    Args:
        posture: in words, as people say it.
        at: aware; created and modified.
    Returns:
        The object to be written as JSON.
    Raises:
        ValueError: no gate at all: there is nothing to play.
    """
    if not texts and not others:
        raise ValueError("no gate cuts anything: a playbook needs at least one action")
    content = "|".join((hospital, posture, *plan.cut, *plan.contain, *plan.quarantine))
    return _Playbook(content, hospital).written(plan, texts, others, posture, at)


class _Playbook:
    """Steps as they are told, each under its id."""

    def __init__(self, content: str, hospital: str) -> None:
        self.content, self.hospital = content, hospital
        self.workflow: dict[str, dict[str, Any]] = {}
        self.targets: dict[str, dict[str, Any]] = {}
        self.variables: dict[str, dict[str, Any]] = {}
        self.team = self._id("group", "network duty")
        self.lead = self._id("group", "incident lead")
        self.machine = self._id("security-category", "orchestrator")
        self.machine_runs = False

    def _id(self, kind: str, name: str) -> str:
        return f"{kind}--{uuid5(NAMESPACE, f'{self.content}|{kind}|{name}')}"

    def _step(self, kind: str, name: str, **told: Any) -> str:
        step = self._id(kind, name)
        self.workflow[step] = {"type": kind, "name": name, **told}
        return step

    def written(
        self, plan: CutPlan, texts: Sequence[FirewallTexts], others: Sequence[WithoutText], posture: str, at: datetime
    ) -> dict[str, Any]:
        end = self._step("end", "end")
        proven = self._manual("prove and record", self.lead, _PROVE, "analyze-engagement-results", on_completion=end)
        if len(texts) + len(others) == 1:
            cut = self._electronic(texts[0], proven) if texts else self._walk(others[0], proven)
        else:
            # Every branch of a parallel step has an end of its own.
            branches = [self._electronic(one, self._step("end", f"end of {one.gate}")) for one in texts]
            branches += [self._walk(one, self._step("end", f"end of {one.gate}")) for one in others]
            cut = self._step("parallel", "all gates at once", next_steps=branches, on_completion=proven)
        told = self._manual("authorise", self.lead, _authorise(plan, posture), "prepare-engagement", on_completion=cut)
        start = self._step("start", "start", on_completion=told)
        return self._assembled(plan, posture, start, at)

    def _electronic(self, one: FirewallTexts, finished: str) -> str:
        gate, holds = one.gate, f"__holds_{plain(one.gate, 60).replace('.', '_')}__"
        self.variables[holds] = {
            "type": "bool",
            "description": f"whether {gate} was seen to hold the seal",
            "value": "false",
            "constant": False,
        }
        good = self._step("end", f"{gate} holds")
        bad = self._step("end", f"{gate} was cut by hand")
        hand = self._manual(
            f"cut {gate} by hand", self.team, f"{gate} does not hold: use its cable card.", "disconnect-system",
            on_completion=bad,
        )  # fmt: skip
        judged = self._step(
            "if-condition",
            f"does {gate} hold",
            condition=f"{holds}:value = 'true'",
            on_true=good,
            on_false=hand,
            on_completion=finished,
        )
        seen = self._manual(
            f"judge {gate}", self.team, f"Set {holds} to true only if the output shows the seal active.",
            "analyze-collected-data", on_completion=judged, out_args=[holds],
        )  # fmt: skip
        shown = self._run(one, "verify", one.verify, "analyze-collected-data", seen)
        flushed = self._run(one, "flush_sessions", one.flush_sessions, "restrict-access", shown)
        held = self._run(one, "undo", one.undo, "configure-systems", flushed) if _arms(one) else flushed
        return self._run(one, "fire", one.fire, "restrict-access", held)

    def _run(self, one: FirewallTexts, part: str, text: str, activity: str, following: str) -> str:
        """One text as a step; nothing to do is no step."""
        if not text:
            return following
        name = f"{part.replace('_', ' ')} {one.gate}"
        if any(f"<<{b.name}>>" in text for b in one.to_fill):
            return self._manual(name, self.team, f"Fill in what stands in << >>, then paste:\n{text}", activity,
                                on_completion=following)  # fmt: skip
        kind = MACHINE[one.kind]
        self.machine_runs = True
        command = {"type": kind, "command_b64": b64encode(text.encode()).decode(), "playbook_activity": activity}
        target = self._target(one) if kind == "ssh" else None
        told = {"targets": [target]} if target else {}
        return self._step(
            "action", name, commands=[command], agent=self.machine, on_completion=following, description=text, **told
        )

    def _target(self, one: FirewallTexts) -> str:
        target = self._id("ssh", one.gate)
        variable = f"__address_{plain(one.gate, 60).replace('.', '_')}__"
        self.variables[variable] = {
            "type": "string",
            "description": f"management address of {one.gate}",
            "external": True,
        }
        self.targets[target] = {
            "type": "ssh",
            "name": one.gate,
            "address": {"dname": [f"{variable}:value"]},
            "category": [_CATEGORY.get(one.kind, "firewall")],
        }
        return target

    def _walk(self, one: WithoutText, finished: str) -> str:
        says = f"{one.name or one.gate} ({one.kind}): {without_text(one.kind)}."
        return self._manual(f"cut {one.gate}", self.team, says, "disconnect-system", on_completion=finished)

    def _manual(self, name: str, agent: str, says: str, activity: str, **told: Any) -> str:
        command = {"type": "manual", "command": says, "playbook_activity": activity}
        return self._step("action", name, commands=[command], agent=agent, **told)

    def _assembled(self, plan: CutPlan, posture: str, start: str, at: datetime) -> dict[str, Any]:
        moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        kinds = {step["type"] for step in self.workflow.values()}
        return {
            "type": "playbook",
            "spec_version": "cacao-2.0",
            "id": self._id("playbook", "whole"),
            "name": f"{self.hospital}: {posture}",
            "description": " ".join(_told(plan)),
            "playbook_types": ["mitigation"],
            "playbook_activities": sorted(self._activities()),
            "playbook_processing_summary": {
                "manual_playbook": not self.machine_runs,
                "external_playbooks": False,
                "parallel_processing": "parallel" in kinds,
                "if_logic": "if-condition" in kinds,
                "while_logic": False,
                "switch_logic": False,
                "temporal_logic": False,
                "data_markings": False,
                "digital_signatures": False,
                "countersigned_signatures": False,
                "extensions": False,
            },
            "created_by": self._id("identity", "codedark"),
            "created": moment,
            "modified": moment,
            "industry_sectors": ["healthcare"],
            "labels": ["isolation", *(["residual paths to core"] if plan.residual else [])],
            **({"playbook_variables": self.variables} if self.variables else {}),
            "workflow_start": start,
            "workflow": self.workflow,
            "agent_definitions": self._agents(),
            **({"target_definitions": self.targets} if self.targets else {}),
        }

    def _activities(self) -> set[str]:
        return {c["playbook_activity"] for step in self.workflow.values() for c in step.get("commands", ())}

    def _agents(self) -> dict[str, dict[str, Any]]:
        people = {
            self.team: {"type": "group", "name": "network duty"},
            self.lead: {"type": "group", "name": "incident lead"},
        }
        machine = {"type": "security-category", "name": "whatever runs playbooks here", "category": ["orchestrator"]}
        return {**people, **({self.machine: machine} if self.machine_runs else {})}


_PROVE = (
    "A device that says it holds is no proof: have tokens sent between the probers of every pair of zones, and record"
    " the verdict, the gates that did not hold, and when each was fired."
)


def _arms(one: FirewallTexts) -> bool:
    """Whether the undo text arms a deadline; where firing carries it, the undo text confirms, which is no step here."""
    return bool(one.undo) and one.kind in {GateKind.FORTIGATE, GateKind.ASA, GateKind.WINDOWS}


def _authorise(plan: CutPlan, posture: str) -> str:
    told = " ".join(_told(plan))
    return f"Posture: {posture}. {told} Somebody whom the mandate names says yes and why; nothing fires before."


def _first(names: Sequence[str]) -> str:
    """Some names, and how many more."""
    more = f" and {len(names) - NAMES_MOST} more" if len(names) > NAMES_MOST else ""
    return ", ".join(names[:NAMES_MOST]) + more


def _told(plan: CutPlan) -> Iterator[str]:
    yield f"Cut: {_first(plan.cut) or 'no conduit'}."
    if plan.contain:
        yield f"Keep apart the hosts of: {_first(plan.contain)}."
    if plan.quarantine:
        yield f"Quarantine: {_first(plan.quarantine)}."
    yield f"Care lost: {plan.care_lost_per_h:.3g} an hour. Services lost: {_first(plan.services_lost) or 'none'}."
    if plan.residual:
        yield f"NOT closed: {len(plan.residual)} paths to core stay open."
