"""`codedark fallen HOSPITAL --off X...`: what is lost when these are off, when paper runs out, what it carries, why.

X is an id of a host, application, service, zone, site, account, conduit or gate (with its kind before it where two
things share a name: `host:ct-1`), a choice of hosts (`role:server`, `role:server@lab`, `10.1.0.0/16`), or `all`.
What is off stays off: repair is the drill's.

With `--json`: `{"hospital", "hospital_sha256", "defences": [], "off": {"hosts": [], "applications": [], "services": [],
"conduits": []}, "services": [{"service", "name", "lost_at_min", "paper_until_min", "paper_capacity", "paper_unknown",
"paper_tested", "theatres", "beds", "arrivals_per_h", "ambulances_per_h", "operations_per_week", "critical_patients",
"why": []}], "services_total", "applications": [{"application", "lost_at_min", "why": []}], "applications_total",
"hosts_fallen": [], "crews_standing": [], "operations_per_week", "operations_per_week_total", "critical_patients",
"critical_patients_total", "care_lost_per_h", "care_lost_per_h_by_kind": {KIND: x}, "horizon_h",
"taken_as_open": [{"zone", "application"}]}`. Minutes are counted from when it all goes off; `paper_until_min` equals
`lost_at_min` where there is no paper; `hosts_fallen` run on but stand on what is lost; `care_lost_per_h` is the average
over the first `horizon_h`, in the units of `hospital.toml` [care]; KIND is one of `operation_emergency`,
`operation_urgent`, `operation_elective`, `critical_patient`, `arrival`, `service_hour`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import say

if TYPE_CHECKING:
    from codedark.depend import CareLost, Off, Outage, ServiceLost
    from codedark.hospital.records import Hospital

SAID = {
    "OPERATION_EMERGENCY": "emergency operations",
    "OPERATION_URGENT": "urgent operations",
    "OPERATION_ELECTIVE": "elective operations",
    "CRITICAL_PATIENT": "critical patients",
    "ARRIVAL": "arrivals",
    "SERVICE_HOUR": "services standing still",
}
MOST_NAMES = 8
"""Names in a line before the rest is counted."""


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    off: Annotated[
        list[str],
        typer.Option("--off", help="What is off: a host, application, zone, ... or `all`; repeatable."),
    ],
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """What is lost when these are off, when paper runs out, what it carries, and why."""
    from codedark.cli.answer import print_json
    from codedark.depend import compile, what_falls_if, what_is_off
    from codedark.store.folder import load_hospital

    loaded = load_hospital(hospital, defence or ())
    taken = what_is_off(loaded, [word for words in off for word in words.replace(",", " ").split()])
    outage = what_falls_if(loaded, compile(loaded), taken)
    if json:
        print_json(as_json(loaded, taken, outage))
    else:
        show(loaded, taken, outage)


def as_json(hospital: Hospital, off: Off, outage: Outage) -> dict[str, Any]:
    """The answer as one object; its keys stand at the head of this file."""
    return {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "defences": list(hospital.defences),
        "off": {kind: sorted(getattr(off, kind)) for kind in ("hosts", "applications", "services", "conduits")},
        "services": [asdict(service) for service in outage.services],
        "services_total": len(hospital.services),
        "applications": [asdict(application) for application in outage.applications],
        "applications_total": len(hospital.applications),
        "hosts_fallen": list(outage.hosts_fallen),
        "crews_standing": list(outage.crews_standing),
        "operations_per_week": outage.operations_per_week,
        "operations_per_week_total": outage.operations_per_week_all,
        "critical_patients": outage.critical_patients,
        "critical_patients_total": outage.critical_patients_all,
        "care_lost_per_h": outage.care.total_per_h,
        "care_lost_per_h_by_kind": {kind.name.lower(): lost for kind, lost in outage.care.by_kind_per_h.items()},
        "horizon_h": outage.horizon_h,
        "taken_as_open": [{"zone": zone, "application": name} for zone, name in outage.taken_as_open],
    }


def show(hospital: Hospital, off: Off, outage: Outage) -> None:
    """The same for people."""
    say(f"Off, and staying off: {what_it_is(off)}.")
    if outage.services:
        show_sums(hospital, outage)
        show_services(outage.services)
        show_why(outage.services)
    else:
        print("No service is lost.")
    show_the_rest(hospital, outage)


def what_it_is(off: Off) -> str:
    """What was said to be off, in a line.

    >>> from codedark.depend import Off
    >>> what_it_is(Off(hosts=frozenset({"dc-1", "dc-2"}), conduits=frozenset({"lab.out"})))
    '2 hosts (dc-1, dc-2), 1 conduit (lab.out)'
    """
    told = {
        "host": off.hosts,
        "application": off.applications,
        "service": off.services,
        "conduit": off.conduits,
    }
    said = [f"{len(ids):,} {kind}{'s' * (len(ids) > 1)} ({named(sorted(ids), 4)})" for kind, ids in told.items() if ids]
    return ", ".join(said) if said else "nothing that is told"


def named(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Some names, the rest counted.

    >>> named(["a", "b", "c"], most=2)
    'a, b, 1 more'
    """
    rest = len(names) - most
    return ", ".join([*names[:most], *([f"{rest:,} more"] if rest > 0 else [])])


def show_services(services: Sequence[ServiceLost]) -> None:
    """One row a service, those whose care stops first on top."""
    from codedark.cli.answer import table

    numbers = ("ops/week", "beds", "arrivals/h", "critical")
    table(
        ("service", "lost", "then on paper", *numbers),
        [
            (
                s.name or s.service,
                spelled(s.lost_at_min),
                on_paper(s),
                *(
                    f"{n:g}" if n else ""
                    for n in (s.operations_per_week, s.beds, s.arrivals_per_h, s.critical_patients)
                ),
            )
            for s in services
        ],
        title="Services that lose their needs, those whose care stops first on top",
        right=numbers,
    )
    if any(s.paper_until_min > s.lost_at_min and not s.paper_tested for s in services):
        print("* nobody has tried that downtime procedure; the share is what it keeps of the service's capacity.")
    if any(s.paper_unknown for s in services):
        print("? nobody knows how long it goes on by paper: planned as not at all.")


def show_why(services: Sequence[ServiceLost]) -> None:
    """The chains to all services as one tree: what is off, what that takes, and so on down to the services."""
    print("Because:")
    tree: dict[str, Any] = {}
    for service in services:
        branch = tree
        for step in service.why:
            branch = branch.setdefault(step, {})
        branch.setdefault(_HERE, []).append(service.name or service.service)
    for indent, said in _branches(tree, "  "):
        say(said, indent=indent, hanging=indent + "    ")


_HERE = ""
"""Key of the services that stand at a branch's end."""


def _branches(tree: dict[str, Any], indent: str) -> Iterator[tuple[str, str]]:
    for step, below in tree.items():
        if step == _HERE:
            continue
        here = below.get(_HERE, [])
        yield indent, f"{step}{': ' + '; '.join(here) if here else ''}"
        yield from _branches(below, indent + "  ")


def spelled(minutes: float) -> str:
    """Minutes from now, as people say them.

    >>> [spelled(m) for m in (0, 45, 90, 600, 7200)]
    ['now', 'in 45 min', 'in 90 min', 'in 10 h', 'in 5 days']
    """
    return f"in {duration(minutes)}" if minutes else "now"


def duration(minutes: float) -> str:
    """Minutes in the unit people would use."""
    if minutes < 120:
        return f"{minutes:g} min"
    return f"{minutes / 60:.3g} h" if minutes < 2880 else f"{minutes / 1440:.3g} days"


def on_paper(service: ServiceLost) -> str:
    """How long its downtime procedure carries it, at what share, and a star when nobody tried."""
    minutes = service.paper_until_min - service.lost_at_min
    if service.paper_unknown:
        return "?"
    if minutes == 0:
        return "no"
    return f"{duration(minutes)}, {service.paper_capacity:.0%}" + ("" if service.paper_tested else " *")


def show_sums(hospital: Hospital, outage: Outage) -> None:
    """How much of the hospital that is, and what it costs an hour."""
    arrivals, every = (sum(s.arrivals_per_h for s in some) for some in (outage.services, hospital.services.values()))
    say(
        f"{len(outage.services)} of {len(hospital.services)} services lose their needs. They carry "
        f"{outage.operations_per_week} of the week's {outage.operations_per_week_all} operations, "
        f"{outage.critical_patients} of {outage.critical_patients_all} critical in-patients and "
        f"{arrivals:g} of {every:g} arrivals an hour."
    )
    say(f"Care lost over the first {outage.horizon_h:g} h ([care] weighs it): {care_said(outage.care)}.")


def care_said(care: CareLost) -> str:
    """Care lost an hour with its parts."""
    parts = {SAID[kind.name]: lost for kind, lost in care.by_kind_per_h.items() if lost > 0.005}
    said = " + ".join(f"{lost:.2f} {what}" for what, lost in parts.items())
    return f"{care.total_per_h:.2f} an hour = {said}" if said else "less than 0.01 an hour"


def show_the_rest(hospital: Hospital, outage: Outage) -> None:
    """What else is down, who stands still, and what could not be seen."""
    down = [str(a.application) for a in outage.applications]
    if down:
        say(f"{len(down)} of {len(hospital.applications)} applications are down: {named(down)}.")
    if outage.hosts_fallen:
        say(f"{len(outage.hosts_fallen):,} more hosts run on what is lost: {named(outage.hosts_fallen)}.")
    if outage.crews_standing:
        say(f"Crews that stand still: {named(outage.crews_standing)}.")
    if outage.taken_as_open:
        pairs = [f"{zone} to {application}" for zone, application in outage.taken_as_open]
        say(f"No conduit is told, so taken as open, whatever is closed: {named(pairs)}.")
