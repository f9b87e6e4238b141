"""A cut plan as an incident commander reads it: the answer first, then its price, then what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from codedark.cli.answer import say, table
from codedark.gap import CutPlan, Residual
from codedark.gap.walls import find_walls
from codedark.hospital import Hospital, Unknown
from codedark.reach import Reach

_FEW = 6


def print_plan(hospital: Hospital, reach: Reach, plan: CutPlan, *, full: bool) -> None:
    """Print a plan in the order it is asked about: is core safe, what does it cost, what is done, what stays open."""
    many = None if full else _FEW
    _print_answer(hospital, plan)
    _print_presumed(plan, many)
    _print_beside(hospital, plan)
    _print_services(hospital, plan, None if full else 4 * _FEW)
    _print_measures(hospital, reach, plan, many)
    _print_residual(plan, many)
    if plan.exposed:
        say(f"Zones within reach afterwards, core or not: {_listed(plan.exposed, None)}.\n")
    say("A proposal: nothing was cut. Who may fire it is the mandate's to say.")


def _print_answer(hospital: Hospital, plan: CutPlan) -> None:
    core = sum(zone.core for zone in hospital.zones.values())
    held = [z for z in hospital.zones if z in plan.presumed.zones and hospital.zones[z].core]
    reached = sorted({r.core for r in plan.residual} - set(held))
    if not core:
        print("NO: no zone is marked core, so nothing is kept out of reach.")
    elif plan.residual:
        say(f"NO: {len(held) + len(reached)} of {core} core zones are within reach whatever these gates cut.")
        for what, zones in (("presumed themselves", held), ("still reached", reached)):
            if zones:
                say(f"{what}: {_listed(zones, None)}", indent="  ", hanging="    ")
    else:
        say(f"YES: nothing presumed reaches any of the {core} core zones.")
    horizon_h = hospital.settings.care.horizon_h
    say(f"The cut costs {plan.care_lost_per_h:.2f} care an hour over {horizon_h:g} h (1 = one elective operation).")
    if plan.optimal:
        say("Proven: no cut that leaves as little core exposed costs less.\n")
        return
    total = plan.care_lost_per_h + plan.exposed_care_per_h
    say(f"Not proven in the time given: {total:.2f} with exposure, and none can be below {plan.bound:.2f}.\n")


def _print_presumed(plan: CutPlan, many: int | None) -> None:
    presumed = plan.presumed
    zones, hosts = len(presumed.zones), len(presumed.hosts)
    counted = f"{zones} whole zone{'s' * (zones != 1)}, {hosts} single host{'s' * (hosts != 1)}"
    say(f"Presumed in the intruder's hands: {counted}.")
    for why in presumed.why[:many]:
        say(why, indent="  - ", hanging="    ")
    if many is not None and len(presumed.why) > many:
        print(f"  - and {len(presumed.why) - many} more reasons: --full")
    print()


def _print_beside(hospital: Hospital, plan: CutPlan) -> None:
    own = sorted({r.core for r in plan.residual})
    rows = [("THIS CUT", plan.care_lost_per_h, plan.exposed_care_per_h, own)]
    rows += [(a.name, a.care_lost_per_h, a.exposed_care_per_h, list(a.core_exposed)) for a in plan.alternatives]
    table(
        ("answer", "care lost/h", "still at risk/h", "core within reach"),
        [(name, f"{lost:.2f}", f"{risk:.2f}", len(core) or "none") for name, lost, risk, core in rows],
        title="What each answer costs",
        right=("care lost/h", "still at risk/h", "core within reach"),
    )
    better = [a.name for a in plan.alternatives if len(a.core_exposed) < len(own)]
    if better:
        say(f"Fewer core zones are within reach after: {', '.join(better)}. A cut acts only where gates stand.\n")
    for shut in (a for a in plan.alternatives if a.name == "full shutdown" and a.core_exposed):
        roles = ", ".join(hospital.settings.response.off_roles)
        say(
            f"Full shutdown leaves {len(shut.core_exposed)} within reach because switching hosts off ({roles}) cuts no "
            "network: core zones with devices or workplaces left on stay reachable from what is presumed.\n"
        )


def _print_services(hospital: Hospital, plan: CutPlan, many: int | None) -> None:
    if not plan.services_lost:
        print("No service loses what it needs.\n")
        return
    services = [hospital.services[s] for s in plan.services_lost]
    named = Counter(service.name for service in hospital.services.values())
    table(
        ("service", "on paper for", "capacity kept", "tested"),
        [
            (
                s.name if named[s.name] == 1 and s.name else f"{s.name} {s.service}".strip(),
                _minutes(s.paper_min),
                f"{s.paper_capacity:.0%}",
                "yes" if s.tested else "no",
            )
            for s in services[:many]
        ],
        title="Services this cut puts on paper",
        right=("on paper for", "capacity kept"),
        caption=f"and {len(services) - many} more: --full" if many is not None and len(services) > many else None,
    )


def _minutes(minutes: float | Unknown) -> str:
    if isinstance(minutes, Unknown):
        return "unknown: planned as 0"
    if not minutes:
        return "stops"
    for unit, length in (("days", 1440), ("h", 60)):
        if minutes >= 2 * length:
            return f"{minutes / length:.4g} {unit}"
    return f"{minutes:g} min"


def _print_measures(hospital: Hospital, reach: Reach, plan: CutPlan, many: int | None) -> None:
    by_gate = _by_gate(hospital, reach, plan)
    if not by_gate:
        print("Nothing is cut.\n")
        return
    gates = sorted(by_gate, key=lambda g: -hospital.gates[g].fire_min)  # type: ignore[index]
    table(
        ("gate", "minutes", "what", "number", "which"),
        [
            (gate, f"{hospital.gates[gate].fire_min:g}", what, len(names), _listed(names, many))  # type: ignore[index]
            for gate in gates
            for what, names in by_gate[gate].items()
        ],
        title=f"What each gate does; all is cut after {plan.fire_min:g} min",
        right=("minutes", "number"),
    )


def _by_gate(hospital: Hospital, reach: Reach, plan: CutPlan) -> dict[str, dict[str, list[str]]]:
    """Gate -> what it does -> names. A conduit that takes several gates stands under each."""
    walls, by_gate = find_walls(hospital, reach), dict[str, dict[str, list[str]]]()

    def add(gate: str | None, what: str, name: str) -> None:
        if gate is not None:
            by_gate.setdefault(gate, {}).setdefault(what, []).append(name)

    for c, name in enumerate(hospital.conduits):
        if name in set(plan.cut):
            for gate in walls.gates_of[c]:
                add(gate, "cut conduit", name)
    for zone in plan.contain:
        add(hospital.zones[zone].contain, "contain zone", zone)
    for host in plan.quarantine:
        add(hospital.hosts.quarantine_of(hospital.hosts.index_of(host)), "quarantine host", host)
    return by_gate


def _print_residual(plan: CutPlan, many: int | None) -> None:
    if not plan.residual:
        return
    grouped: dict[tuple[str, str], list[Residual]] = {}
    for residual in plan.residual:
        grouped.setdefault((residual.core, residual.why), []).append(residual)
    rows = [
        (core, _listed([r.suspect for r in found], many), " > ".join(found[0].path), why)
        for (core, why), found in sorted(grouped.items(), key=lambda item: item[0])
    ]
    kept = rows if many is None else rows[: 2 * many]
    table(
        ("core", "from", "path", "why it stays open"),
        kept,
        title="Paths to core that stay open",
        caption=f"and {len(rows) - len(kept)} more: --full" if len(kept) < len(rows) else None,
    )


def _listed(names: Iterable[object], many: int | None) -> str:
    told: Sequence[str] = [str(name) for name in names]
    if many is None or len(told) <= many:
        return ", ".join(told)
    return f"{', '.join(told[:many])} and {len(told) - many} more"
