"""The pages nobody wants to need: what to keep for evidence, what is switched off in which order, what starts first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from codedark.gap.posture import Posture
from codedark.hospital.records import Hospital
from codedark.hospital.words import Role
from codedark.paper.go_bag_contents import GoBag
from codedark.paper.go_bag_plans import Priced
from codedark.paper.go_bag_words import care, counted, listed

KEEP_ON = (Role.DIRECTORY, Role.HYPERVISOR, Role.BACKUP, Role.MANAGEMENT, Role.NETWORK)
"""Roles whose memory and logs tell where the intruder has been; the order is that of copying."""
_WHAT_THEY_KEEP = {
    Role.DIRECTORY: "who logged on where: security logs, memory, a copy of the directory",
    Role.HYPERVISOR: "memory of every virtual machine: a snapshot with memory takes it from outside",
    Role.BACKUP: "the copies everything is rebuilt from: pull the network first, never stop a running write",
    Role.MANAGEMENT: "what an administrator's tools did, and to which machines",
    Role.NETWORK: "tables of live connections, logs of what passed; a restart empties them",
}


def evidence(bag: GoBag) -> list[dict[str, Any]]:
    """Machines that are taken off the network and left running until somebody has copied what they hold, by role."""
    rows = []
    for role in KEEP_ON:
        hosts = _of_role(bag.hospital, role)
        if hosts:
            rows.append(
                {"role": str(role), "count": len(hosts), "hosts": listed(hosts, 6), "keeps": _WHAT_THEY_KEEP[role]}
            )
    return rows


def _of_role(hospital: Hospital, role: Role) -> list[str]:
    hosts = hospital.hosts
    return [str(hosts.ids[i]) for i in np.flatnonzero(hosts.role_at == hosts.roles.index(role)).tolist()]


def power_off_rows(bag: GoBag) -> dict[str, Any]:
    """The shutdown, step by step, with what goes then."""
    services = bag.hospital.services
    off = bag.power_off
    return {
        "roles": ", ".join(str(role) for role in bag.hospital.settings.response.off_roles),
        "idle_count": len(off.idle),
        "idle": listed(off.idle, 12),
        "idle_last": listed(off.idle_last, 12),
        "total": care(off.steps[-1].care_lost_per_h) if off.steps else care(0.0),
        "steps": [
            {
                "number": number,
                "what": step.what,
                "hosts": listed(step.hosts, 6) if step.hosts else "no machine yet",
                "services": ", ".join(services[s].name or str(s) for s in step.services),
                "care": care(step.care_lost_per_h),
                "circle": bool(step.waits_for),
            }
            for number, step in enumerate(off.steps, 1)
        ],
    }


def restart_rows(bag: GoBag) -> dict[str, Any]:
    """The start from nothing, and what cannot be first without a hand."""
    services = bag.hospital.services
    return {
        "check_h": f"{sum(step.check_h for step in bag.restart):,.0f}",
        "crews": bag.hospital.settings.restoration.crews,
        "by_hand": [
            {"application": str(step.application), "missing": listed(step.missing)}
            for step in bag.restart
            if step.by_hand
        ],
        "steps": [
            {
                "number": number,
                "what": str(step.application),
                "hosts": listed(step.hosts, 4),
                "service": (services[step.for_service].name or str(step.for_service)) if step.for_service else "",
                "by_hand": step.by_hand,
                "missing": listed(step.missing, 4),
                "hours": f"{step.check_h:g} / {step.restore_h:g}",
            }
            for number, step in enumerate(bag.restart, 1)
        ],
    }


def shutdown_said(bag: GoBag, plans: Iterable[Priced]) -> str:
    """What the full shutdown takes, and how many of the plans take less, in two sentences."""
    lost, every = len(bag.shutdown.services), len(bag.hospital.services)
    off = bag.power_off
    hosts = len(off.idle) + len(off.idle_last) + sum(len(step.hosts) for step in off.steps)
    return (
        f"It switches off {counted(hosts, 'machine')} and takes {lost} of {counted(every, 'service')}: "
        f"{bag.shutdown.care.total_per_h:.2f} care an hour. {_dearer_than(bag, plans)}"
    )


def _dearer_than(bag: GoBag, plans: Iterable[Priced]) -> str:
    usual = [lost for priced in plans for posture, _, lost in priced.seals if posture is Posture.BREAK_GLASS]
    less = sum(lost < bag.shutdown.care.total_per_h for lost in usual)
    return f"{less} of the {len(usual)} plans in this bag take less." if len(usual) > 1 else ""
