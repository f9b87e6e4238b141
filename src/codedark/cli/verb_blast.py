"""`codedark blast HOSPITAL [--from PLACE]`: what one compromised host can reach, and what care stops with it.

A place is a host, an address or a zone. Hosts are counted over any number of hops; care is what is lost when all of
them are switched off or destroyed at once and stay so. Without `--from`: from where it would be worst.
`--over PURPOSE` counts only conduits of that purpose: `--over administration` is the way an intruder prefers.

With `--from` and `--json`: `{"hospital", "hospital_sha256", "defences": [], "from", "hosts", "hosts_total",
"hosts_direct", "hosts_over_administration", "hosts_perhaps", "zones": [{"zone", "core", "reached", "hosts", "hops",
"perhaps"}], "accounts": [{"account", "kind", "held_on", "at_start", "administers", "reached"}], "administered",
"services": [{"service", "name", "lost_at_min", "paper_until_min", "theatres", "beds", "arrivals_per_h", "why": []}],
"services_total", "theatres", "theatres_total", "beds", "beds_total", "arrivals_per_h", "arrivals_per_h_total",
"operations_per_week", "operations_per_week_total", "critical_patients", "critical_patients_total",
"care_lost_per_h"}`. `hosts_over_administration` counts hosts when only administration conduits and open insides are
hopped over, `hosts_perhaps` hosts more for which it is not known; `administered` hosts that are reached and that a
captured account administers; `care_lost_per_h` is in the units of `hospital.toml` [care].

Without `--from` and with `--json`: `{"hospital", "hospital_sha256", "defences": [], "worst": [{"from", "zone",
"alike", "hosts", "hosts_over_administration", "core_zones", "accounts", "services", "theatres", "beds",
"arrivals_per_h", "care_lost_per_h"}], "more"}`, worst first; `alike` counts the hosts from which the same is reached, 0
for a zone of which no host is told; `more` counts the groups left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import say
from codedark.cli.verb_reach import MOST_ROWS, more, purposes, read_from

if TYPE_CHECKING:
    from codedark.cli.blast_care import WorstStart
    from codedark.depend.falling import Outage, ServiceLost
    from codedark.hospital.records import Hospital
    from codedark.reach import Blast, Place


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    from_: Annotated[
        str | None, typer.Option("--from", help="Host, address or zone; left out: from where it would be worst.")
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Without --from: how many starts are shown.")] = 15,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    over: Annotated[
        list[str] | None,
        typer.Option("--over", help="Hop over conduits of this purpose alone (administration, ...); repeatable."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Everything one compromised host can reach: hosts, accounts, services, beds."""
    from codedark.cli.answer import print_json, progress
    from codedark.cli.blast_care import Losing, rank
    from codedark.reach import PlaceKind, blast, compile, find_place, only_over
    from codedark.store.folder import load_hospital

    loaded = only_over(load_hospital(hospital, defence or ()), purposes(over or ()))
    if from_ is None:
        with progress("every host as a start", 1) as advance:
            ranked = rank(loaded, advance)
        if json:
            worst = [_worst_as_json(w) for w in ranked[:most]]
            print_json({**read_from(loaded), "worst": worst, "more": max(0, len(ranked) - most)})
        else:
            _print_worst(hospital, loaded, ranked, most)
        return
    start = find_place(loaded, from_, option="--from", kinds=(PlaceKind.HOST, PlaceKind.ZONE))
    found = blast(loaded, compile(loaded), start)
    outage = Losing(loaded).what_falls(found.held)
    if json:
        print_json({**read_from(loaded), **_blast_as_json(loaded, start, found, outage)})
    else:
        _print_blast(hospital, loaded, start, found, outage)


def _sums(services: Sequence[ServiceLost]) -> dict[str, float]:
    """What services carry, together."""
    return {
        "theatres": sum(s.theatres for s in services),
        "beds": sum(s.beds for s in services),
        "arrivals_per_h": round(sum(s.arrivals_per_h for s in services), 6),
    }


def _totals(hospital: Hospital) -> dict[str, float]:
    """The same of the whole hospital."""
    services = hospital.services.values()
    return {
        "theatres": sum(s.theatres for s in services),
        "beds": sum(s.beds for s in services),
        "arrivals_per_h": round(sum(s.arrivals_per_h for s in services), 6),
    }


def _blast_as_json(hospital: Hospital, start: Place, found: Blast, outage: Outage) -> dict[str, Any]:
    lost = _sums(outage.services)
    return {
        "from": start.name,
        "hosts": int(found.held.sum()),
        "hosts_total": len(hospital.hosts),
        "hosts_direct": found.direct,
        "hosts_over_administration": found.over_administration,
        "hosts_perhaps": int(found.perhaps.sum()),
        "zones": [asdict(zone) | {"hops": zone.hops if zone.reached else None} for zone in found.zones],
        "accounts": [asdict(account) for account in found.accounts],
        "administered": found.administered,
        "services": [_service_as_json(service) for service in outage.services],
        "services_total": len(hospital.services),
        **{key: value for name, total in _totals(hospital).items() for key, value in _pair(name, lost[name], total)},
        "operations_per_week": outage.operations_per_week,
        "operations_per_week_total": outage.operations_per_week_all,
        "critical_patients": outage.critical_patients,
        "critical_patients_total": outage.critical_patients_all,
        "care_lost_per_h": outage.care.total_per_h,
    }


def _pair(name: str, lost: float, total: float) -> tuple[tuple[str, float], tuple[str, float]]:
    return (name, lost), (f"{name}_total", total)


def _service_as_json(service: ServiceLost) -> Mapping[str, Any]:
    fields = ("service", "name", "lost_at_min", "paper_until_min", "theatres", "beds", "arrivals_per_h", "why")
    return {field: getattr(service, field) for field in fields}


def _worst_as_json(worst: WorstStart) -> dict[str, Any]:
    return {
        "from": worst.name,
        "zone": worst.zone,
        "alike": worst.alike,
        "hosts": worst.hosts,
        "hosts_over_administration": worst.hosts_over_administration,
        "core_zones": worst.core_zones,
        "accounts": worst.accounts,
        "services": len(worst.outage.services),
        **_sums(worst.outage.services),
        "care_lost_per_h": worst.outage.care.total_per_h,
    }


def _print_blast(folder: Path, hospital: Hospital, start: Place, found: Blast, outage: Outage) -> None:
    held, total = int(found.held.sum()), len(hospital.hosts)
    say(f"From {start.name}: {held:,} of {total:,} hosts can be taken, {found.direct:,} of them directly.")
    say(f"Over administration conduits and open insides alone: {found.over_administration:,}.")
    if start.why:
        say(f"{start.name}: {start.why}", indent="  ", hanging="    ")
    if perhaps := int(found.perhaps.sum()):
        print(f"  For {perhaps:,} more it is not known: codedark reach {folder} --from {start.name} says where.")
    _print_zones(found)
    _print_accounts(found)
    _print_services(hospital, outage)


def _print_zones(found: Blast) -> None:
    from codedark.cli.answer import table

    sure = [zone for zone in found.zones if zone.reached]
    rows = [(z.zone, "core" if z.core else "", z.reached, z.hosts, z.hops) for z in sure]
    table(
        ("zone", "core", "taken", "of", "hops"),
        rows[:MOST_ROWS],
        title="Zones",
        right=("taken", "of", "hops"),
        caption=more(len(rows)),
    )


def _print_accounts(found: Blast) -> None:
    from codedark.cli.answer import table

    if not found.accounts:
        say("No account told is held on them.\n")
        return
    table(
        ("account", "found on", "administers", "of these taken"),
        [
            (a.account, f"{a.held_on}{' (the start)' if a.at_start else ''}", a.administers, a.reached)
            for a in found.accounts[:MOST_ROWS]
        ],
        title="Accounts that can be taken",
        right=("administers", "of these taken"),
        caption=more(len(found.accounts)),
    )
    say(f"They administer {found.administered:,} of the hosts that can be taken: no weakness is needed there.\n")


def _print_services(hospital: Hospital, outage: Outage) -> None:
    from codedark.cli.answer import table

    if not outage.services:
        say("If all of these are lost, no service stops.")
        return
    table(
        ("service", "on paper for", "theatres", "beds", "arrivals/h", "because"),
        [
            (
                s.name or s.service,
                _paper(s),
                s.theatres or "",
                s.beds or "",
                f"{s.arrivals_per_h:g}" if s.arrivals_per_h else "",
                " -> ".join(s.why),
            )
            for s in outage.services[:MOST_ROWS]
        ],
        title="Services that stop if all of these are lost",
        right=("on paper for", "theatres", "beds", "arrivals/h"),
        caption=more(len(outage.services)),
    )
    lost, total = _sums(outage.services), _totals(hospital)
    say(
        f"{len(outage.services)} of {len(hospital.services)} services;"
        f" {lost['theatres']:g} of {total['theatres']:g} theatres, {lost['beds']:g} of {total['beds']:g} beds,"
        f" {lost['arrivals_per_h']:g} of {total['arrivals_per_h']:g} arrivals an hour;"
        f" {outage.operations_per_week} of {outage.operations_per_week_all} operations of a usual week,"
        f" {outage.critical_patients} of {outage.critical_patients_all} critical patients."
    )
    say(f"Care lost: {outage.care.total_per_h:.1f} an hour over the first {outage.horizon_h:g} h ([care] weighs it).")


def _paper(service: ServiceLost) -> str:
    minutes = service.paper_until_min - service.lost_at_min
    if service.paper_unknown:
        return "not known"
    if minutes == 0:
        return "none"
    return _spelled(minutes) + ("" if service.paper_tested else ", untested")


def _spelled(minutes: float) -> str:
    if minutes < 2 * 60:
        return f"{minutes:g} min"
    return f"{minutes / 60:.3g} h" if minutes < 2 * 24 * 60 else f"{minutes / 60 / 24:.3g} days"


def _print_worst(folder: Path, hospital: Hospital, ranked: Sequence[WorstStart], most: int) -> None:
    from codedark.cli.answer import table

    numbers = ("alike", "hosts", "admin", "core", "accts", "services", "theatres", "beds", "arr./h", "care/h")
    table(
        ("from", *numbers),
        [_worst_row(worst) for worst in ranked[:most]],
        title=f"From where it would be worst: {len(hospital.hosts):,} hosts, {len(hospital.services)} services",
        right=numbers,
    )
    say(
        "alike: hosts from which the same can be taken; hosts: how many can be taken; core: core zones among them; "
        "admin: hosts that can be taken over administration conduits and open insides alone."
    )
    say("Everything that can be taken counts as lost at once; `hospital.toml` [care] weighs care lost.")
    if len(ranked) > most:
        print(f"{len(ranked) - most} more: --most {len(ranked)}")
    if ranked:
        print(f"One in full: codedark blast {folder} --from {ranked[0].name}")


def _worst_row(worst: WorstStart) -> tuple[object, ...]:
    sums = _sums(worst.outage.services)
    return (
        worst.name if worst.alike else f"zone {worst.zone}",
        worst.alike or "",
        f"{worst.hosts:,}",
        f"{worst.hosts_over_administration:,}",
        worst.core_zones or "",
        worst.accounts or "",
        len(worst.outage.services) or "",
        *(f"{value:g}" if value else "" for value in sums.values()),
        f"{worst.outage.care.total_per_h:.1f}",
    )
