"""`codedark weak HOSPITAL`: single points of failure, minimal cut sets to a stated order, what cannot cold-start.

Every host, application, account, gate, conduit, zone and site is assumed off, one at a time, and what falls is priced
in care. Then the sets of two (`--order 3`: or three) hosts or pieces of software of which all are needed to take a
service. No probability is asked for: an attack takes what it can reach, not what is due to fail.

With `--json`: `{"hospital", "hospital_sha256", "defences": [], "single_points": [WEAK], "sets": [WEAK], "order",
"sets_over": [], "by_service": [{"service", "name", "count_by_order": [], "count_all", "sets": [[]]}],
"circles": [{"things": [], "around": [], "waits": [{"who", "for"}], "services": []}], "services_total", "horizon_h",
"taken_as_open": [{"zone", "application"}]}` with WEAK = `{"kind", "names": [], "services": [], "without_paper": [],
"operations_per_week", "arrivals_per_h", "critical_patients", "care_lost_per_h"}`, worst first. `sets` and
`by_service.sets` are complete to `order` members (`by_service.sets` holds the single ones too); `count_all` counts the
minimal sets of any order, null where they are too many to count. `--service S` keeps what takes that service.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from codedark.depend import Circle, Circuit, CutSets, Weakness
    from codedark.hospital.records import Hospital


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that is weak, as the rooms below found it."""

    hospital: Hospital
    circuit: Circuit
    services: tuple[int, ...]
    """Indices of the services asked about."""
    order: int
    points: tuple[Weakness, ...]
    cut_sets: tuple[CutSets, ...] | None
    """One a service asked about; None: the diagrams outgrew their room."""
    sets: tuple[Weakness, ...]
    circles: tuple[Circle, ...]


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    order: Annotated[int, typer.Option("--order", min=1, max=6, help="Most members of a set that is listed.")] = 2,
    service: Annotated[str | None, typer.Option("--service", help="Only what takes this service.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Rows of a table that are shown.")] = 12,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Single points of failure, sets that fail together, and what cannot be started from nothing."""
    from codedark.cli.answer import print_json
    from codedark.store.folder import load_hospital

    found = find(load_hospital(hospital, defence or ()), service, order)
    if json:
        print_json(as_json(found))
    else:
        show(hospital, found, most)


def find(hospital: Hospital, service: str | None, order: int) -> Found:
    """Ask the rooms below."""
    from codedark.depend import (
        TooLarge,
        care_lines,
        circles,
        compile,
        service_cut_sets,
        single_points,
        weak_sets,
    )

    services = tuple(range(len(hospital.services))) if service is None else (_index(hospital, service),)
    circuit, lines = compile(hospital), care_lines(hospital)
    points = single_points(hospital, circuit, lines)
    asked = {list(hospital.services)[s] for s in services}
    try:
        sets = service_cut_sets(circuit, services, order)
    except TooLarge:
        sets = None
    return Found(
        hospital=hospital,
        circuit=circuit,
        services=services,
        order=order,
        points=tuple(p for p in points if asked & set(p.services)),
        cut_sets=sets,
        sets=() if sets is None else weak_sets(hospital, circuit, sets, lines),
        circles=circles(circuit),
    )


def _index(hospital: Hospital, service: str) -> int:
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    names = [str(s) for s in hospital.services]
    if service not in names:
        fix = Spelling(names).fix(service, f"one of {', '.join(names)}")
        raise BadHospital([Fault(file="--service", value=service, message="there is no service of that name", fix=fix)])
    return names.index(service)


def as_json(found: Found) -> dict[str, Any]:
    """The answer as one object; its keys stand at the head of this file."""
    from codedark.depend.cutsets import HOSTS_AND_SOFTWARE

    hospital, circuit = found.hospital, found.circuit
    services = list(hospital.services.values())
    counted = [
        {
            "service": services[s].service,
            "name": services[s].name,
            "count_by_order": [one.count_of(size) for size in range(1, found.order + 1)],
            "count_all": one.count_all,
            "sets": [sorted(circuit.names[i] for i in members) for members in one.sets],
        }
        for s, one in zip(found.services, found.cut_sets or (), strict=False)
    ]
    return {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "defences": list(hospital.defences),
        "single_points": [_weak(point) for point in found.points],
        "sets": None if found.cut_sets is None else [_weak(one) for one in found.sets],
        "order": found.order,
        "sets_over": [kind.name.lower() for kind in HOSTS_AND_SOFTWARE],
        "by_service": None if found.cut_sets is None else counted,
        "circles": [
            {
                "things": circle.things,
                "around": circle.around,
                "waits": [{"who": who, "for": whom} for who, whom in circle.waits],
                "services": circle.services,
            }
            for circle in found.circles
        ],
        "services_total": len(services),
        "horizon_h": hospital.settings.care.horizon_h,
        "taken_as_open": [{"zone": zone, "application": name} for zone, name in circuit.unmapped],
    }


def _weak(weakness: Weakness) -> dict[str, Any]:
    return {
        "kind": weakness.kind,
        "names": weakness.names,
        "services": weakness.services,
        "without_paper": weakness.without_paper,
        "operations_per_week": weakness.operations_per_week,
        "arrivals_per_h": weakness.arrivals_per_h,
        "critical_patients": weakness.critical_patients,
        "care_lost_per_h": weakness.care.total_per_h,
    }


def show(folder: Path, found: Found, most: int) -> None:
    """The same for people."""
    from codedark.cli.answer import say

    hospital = found.hospital
    if not found.points:
        print("No single thing takes a service.")
    else:
        show_ranked("Single points of failure: each thing in a row, alone, takes so much", found.points, most)
        say(
            f"{len(found.points)} of them. An account stands for every host it administers, a gate for its conduits, a "
            "zone or site for its hosts. Operations a week, arrivals and critical in-patients are those that need a "
            "service that is lost, some still on paper; care/h is care lost an hour over the first "
            f"{hospital.settings.care.horizon_h:g} h, as [care] weighs it."
        )
    print()
    show_sets(found, most)
    show_circles(found.circles)
    if found.circuit.unmapped:
        pairs = "; ".join(f"{zone} to {application}" for zone, application in found.circuit.unmapped[:6])
        more = ", ..." if len(found.circuit.unmapped) > 6 else ""
        say(f"No conduit is told, so taken as open: {pairs}{more}.")
    worst = found.points[0] if found.points else None
    if worst is not None:
        print(f"One in full: codedark fallen {folder} --off {worst.kind}:{worst.names[0]}")


def show_ranked(title: str, weaknesses: Sequence[Weakness], most: int) -> None:
    """A row for all things that take the same, worst first."""
    from codedark.cli.answer import table

    groups: dict[tuple[object, ...], list[Weakness]] = defaultdict(list)
    for weakness in weaknesses:
        groups[weakness.services, round(weakness.care.total_per_h, 9)].append(weakness)
    rows = list(groups.values())
    numbers = ("services", "ops/week", "arrivals/h", "critical", "care/h")
    table(
        ("gone", *numbers),
        [(_members(group), *_numbers(group[0])) for group in rows[:most]],
        title=title,
        right=numbers,
        caption=f"{len(rows) - most} more rows: --most {len(rows)}" if len(rows) > most else None,
    )


def _members(group: Iterable[Weakness]) -> str:
    """`application directory, dns; host lic-1`; sets as `dc-1 + dc-2`."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for weakness in group:
        names = weakness.names
        if weakness.kind != "set":
            by_kind[weakness.kind].append(names[0])
        else:
            by_kind[""].append(" + ".join(sorted(map(_short, names))))
    return "; ".join(f"{kind} {', '.join(names)}" if kind else "; ".join(names) for kind, names in by_kind.items())


def _short(name: str) -> str:
    return name.removeprefix("host ").removeprefix("software of ")


def _numbers(weakness: Weakness) -> tuple[object, ...]:
    return (
        len(weakness.services),
        weakness.operations_per_week or "",
        f"{weakness.arrivals_per_h:g}" if weakness.arrivals_per_h else "",
        weakness.critical_patients or "",
        f"{weakness.care.total_per_h:.2f}",
    )


def show_sets(found: Found, most: int) -> None:
    """Sets of two and more, and how many there are."""
    from codedark.cli.answer import say

    if found.cut_sets is None:
        print("Sets of two and more: not known; the diagrams outgrew their room. Try --order 1 or --service.")
        return
    if found.order > 1:
        sizes = "two" if found.order == 2 else f"two to {found.order}"
        title = f"Sets of {sizes}: each set in a row, all of it gone together, takes so much"
        if found.sets:
            show_ranked(title, found.sets, most)
        else:
            print(f"No set of up to {found.order} takes a service that none of its parts takes.")
    counts = [sum(one.count_of(size) for one in found.cut_sets) for size in range(1, found.order + 1)]
    every = [one.count_all for one in found.cut_sets]
    total = "not counted" if None in every else f"{sum(n for n in every if n is not None):,}"
    said = ", ".join(f"{count:,} of {size}" for size, count in enumerate(counts, start=1))
    say(
        f"Minimal cut sets over hosts and software, summed over services: {said}; of any order {total}. Listed to "
        f"order {found.order}, complete. --service S --json lists those of one service."
    )


def show_circles(circles: Sequence[Circle]) -> None:
    """What waits for each other."""
    from codedark.cli.answer import say
    from codedark.cli.verb_fallen import named

    if not circles:
        print("Everything could be started from nothing: nothing waits for itself.")
        return
    print("Cannot be started from nothing, because each waits for another:")
    for circle in circles:
        say(f"  {' waits for '.join(circle.around)}" + (f"  (in all: {named(circle.things)})" if _more(circle) else ""))
        say(f"    {len(circle.services)} services wait behind it. Somebody must start one of it by hand.")


def _more(circle: Circle) -> bool:
    return len(set(circle.things)) > len(set(circle.around))
