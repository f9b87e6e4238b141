"""A cut plan as an incident commander reads it: the answer first, then its price, then what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from codedark.cli.answer import say, table
from codedark.gap import Alternative, CutPlan, Residual
from codedark.gap.walls import find_walls
from codedark.hospital import Hospital, Unknown
from codedark.hospital.records import ConduitId
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
    _print_residual(hospital, plan, many)
    _print_exposed(plan)
    say("A proposal: nothing was cut. Who may fire it is the mandate's to say.")


def _print_answer(hospital: Hospital, plan: CutPlan) -> None:
    core = sum(zone.core for zone in hospital.zones.values())
    held = [z for z in hospital.zones if z in plan.presumed.zones and hospital.zones[z].core]
    left = {r.core for r in plan.residual} - set(held)
    behind = sorted(left & set(plan.behind_break_glass))
    reached = sorted(left - set(behind))
    if not core:
        print("NO: no zone is marked core, so nothing is kept out of reach.")
    elif plan.residual:
        if held or reached:
            say(f"NO: {len(held) + len(reached)} of {core} core zones are within reach whatever these gates cut.")
        else:
            say(f"NO, but for break-glass alone: {len(behind)} of {core} core zones are reached over nothing else.")
        over = "reached over break-glass alone, which no plan cuts"
        for what, zones in (("presumed themselves", held), ("still reached", reached), (over, behind)):
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
    own = _this_cut(hospital, plan)
    answers = (own, *plan.alternatives)
    _print_prices(answers)
    better = [a.name for a in plan.alternatives if len(a.core_exposed) < len(own.core_exposed)]
    if better:
        open_ = " and leaves break-glass open" if own.core_behind_break_glass else ""
        say(
            f"Fewer core zones are within reach after: {', '.join(better)}. A cut acts only where gates stand{open_}.\n"
        )
    for other in (a for a in plan.alternatives if a.lifted):
        signed = (f"{c} ({hospital.conduits[c].clinical_owner or 'no clinical owner named'})" for c in other.lifted)
        more = other.care_lost_per_h - own.care_lost_per_h
        say(
            f"Break-glass lifted is this cut with {_listed(signed, None)} cut as well: {more:.2f} care an hour more. "
            "What break-glass leads to is listed and priced, not paid for with other care: its owners signed for it.\n"
        )
    for shut in (a for a in plan.alternatives if a.name == "full shutdown" and a.core_exposed):
        roles = ", ".join(hospital.settings.response.off_roles)
        say(
            f"Full shutdown leaves {len(shut.core_exposed)} within reach because switching hosts off ({roles}) cuts no "
            "network: core zones with devices or workplaces left on stay reachable from what is presumed.\n"
        )


def _this_cut(hospital: Hospital, plan: CutPlan) -> Alternative:
    """The plan as a row beside its alternatives."""
    return Alternative(
        name="THIS CUT",
        care_lost_per_h=plan.care_lost_per_h,
        exposed_care_per_h=plan.exposed_care_per_h,
        break_glass_care_per_h=plan.break_glass_care_per_h,
        core_exposed=tuple(sorted({r.core for r in plan.residual})),
        core_behind_break_glass=tuple(z for z in plan.behind_break_glass if hospital.zones[z].core),
    )


def _print_prices(answers: Sequence[Alternative]) -> None:
    """One row an answer; break-glass has its columns where it leads anywhere in one of them."""
    matters = any(a.core_behind_break_glass or a.break_glass_care_per_h for a in answers)
    heads = ["care lost/h", "still at risk/h", "core within reach"]
    if matters:
        heads = ["care lost/h", "still at risk/h", "core in reach", "break-glass/h", "core behind it"]
    rows = []
    for a in answers:
        behind = len(a.core_behind_break_glass)
        row = [f"{a.care_lost_per_h:.2f}", f"{a.exposed_care_per_h:.2f}", len(a.core_exposed) - behind or "none"]
        row += [f"{a.break_glass_care_per_h:.2f}", behind or "none"] if matters else []
        rows.append((a.name, *row))
    table(("answer", *heads), rows, title="What each answer costs", right=heads)


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


def _print_residual(hospital: Hospital, plan: CutPlan, many: int | None) -> None:
    if not plan.residual:
        return
    behind = set(plan.behind_break_glass)
    rows = _path_rows((r for r in plan.residual if r.core not in behind), many)
    over = [r for r in plan.residual if r.core in behind]
    rows += _path_rows(over, None) if many is None else _break_glass_rows(hospital, over, many)
    kept = rows if many is None else rows[: 2 * many]
    table(
        ("core", "from", "path", "why it stays open"),
        kept,
        title="Paths to core that stay open",
        caption=f"and {len(rows) - len(kept)} more: --full" if len(kept) < len(rows) else None,
    )


def _path_rows(residual: Iterable[Residual], many: int | None) -> list[tuple[str, ...]]:
    grouped: dict[tuple[str, str], list[Residual]] = {}
    for one in residual:
        grouped.setdefault((one.core, one.why), []).append(one)
    return [
        (core, _listed([r.suspect for r in found], many), " > ".join(found[0].path), why)
        for (core, why), found in sorted(grouped.items(), key=lambda item: item[0])
    ]


def _break_glass_rows(hospital: Hospital, residual: Iterable[Residual], many: int) -> list[tuple[str, ...]]:
    """One row for each break-glass conduit that a path takes first: whatever lies behind it is open for its sake."""
    grouped: dict[tuple[str, ...], list[Residual]] = {}
    for one in residual:
        first = next((i for i, step in enumerate(one.path[1::2]) if _is_break_glass(hospital, step)), 0)
        grouped.setdefault(one.path[1 : 2 * first + 3], []).append(one)
    rows: list[tuple[str, ...]] = []
    for way, found in grouped.items():
        cores, suspects = dict.fromkeys(r.core for r in found), dict.fromkeys(r.suspect for r in found)
        nearest = min(found, key=lambda r: len(r.path))
        onward = " > ..." if len(cores) > 1 else ""
        rows.append((_listed(cores, many), _listed(suspects, many), " > ".join(way) + onward, nearest.why))
    return rows


def _is_break_glass(hospital: Hospital, step: str) -> bool:
    conduit = hospital.conduits.get(ConduitId(step))
    return conduit is not None and conduit.break_glass


def _print_exposed(plan: CutPlan) -> None:
    behind = set(plan.behind_break_glass)
    plainly = [z for z in plan.exposed if z not in behind]
    if plainly:
        say(f"Zones within reach afterwards, core or not: {_listed(plainly, None)}.\n")
    if behind:
        say(f"Zones within reach over break-glass alone: {_listed(plan.behind_break_glass, None)}.\n")


def _listed(names: Iterable[object], many: int | None) -> str:
    told: Sequence[str] = [str(name) for name in names]
    if many is None or len(told) <= many:
        return ", ".join(told)
    return f"{', '.join(told[:many])} and {len(told) - many} more"
