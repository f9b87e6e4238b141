"""`codedark range HOSPITAL`: the hospital on this machine's own kernel, attacked, cut, proven and released.

Zones become network namespaces, gates become Linux routers with real nftables, hosts answer on their real ports. A
harmless walker passes a token from host to host over TCP; the detector's line, the plan, the authority, the order, the
proof and the release are the product's own code. Everything is gone when it ends, however it ends. It needs Linux with
`ip` and libnftables; no root where the kernel gives ordinary users namespaces of their own.

`--json`: one object, documented in docs/reference/range.md. Exit 0: no core host was taken after the cut, what must
stay open stayed, and packets agree with the model. Exit 1: not so. Exit 3: the system refused something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli.answer import ExitCode, note, print_json

if TYPE_CHECKING:
    from codedark.drill.scenario import Scenario
    from codedark.gates.range.readiness import Ready
    from codedark.gates.range.record import Record
    from codedark.hospital.records import Hospital
    from codedark.response.mandate import Mandate

SEED_MOST = 2**64 - 1


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    scenario: Annotated[
        str, typer.Option(help="Name in the folder's scenarios/, or a .toml file; default: as hospital.toml says.")
    ] = "",
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable. None: see the page.")
    ] = None,
    entry: Annotated[
        str, typer.Option(metavar="HOST", help="Where the intruder stands first; default: one of the scenario's.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, max=SEED_MOST, help="Which of the scenario's entry hosts it is.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/reference/range.md).")] = False,
) -> int:
    """Build the hospital as network namespaces, attack it, cut, prove, release. Nothing of it outlives the command."""
    loaded, told, mandate, chosen = _loaded(hospital, scenario, defence)
    foothold = _foothold(loaded, told, entry, seed)
    record = _played(loaded, foothold, mandate)
    answer = _answer(loaded, told, foothold, chosen, record)
    if as_json:
        print_json(answer)
    else:
        from codedark.cli.range_tables import print_range

        print_range(answer)
    return ExitCode.DONE if _is_good(answer) else ExitCode.NO


def _loaded(
    path: Path, scenario: str, defence: Sequence[str] | None
) -> tuple[Hospital, Scenario, Mandate | None, tuple[str, ...]]:
    """The hospital with the defences that were named, or with the first that brings a gate Linux can play."""
    from codedark.cli.verb_drill import _scenario_file
    from codedark.drill.scenario_file import read_scenario
    from codedark.hospital.layout import MANDATE
    from codedark.hospital.reading import read
    from codedark.response.mandate_file import read_mandate
    from codedark.store.folder import load_files

    files = load_files(path)
    base = read(files, ())
    told = read_scenario(*_scenario_file(files, base, scenario), base)
    mandate = read_mandate(files[MANDATE]) if MANDATE in files else None
    chosen = tuple(defence or ()) or _with_a_gate(files, base)
    return (read(files, chosen) if chosen else base), told, mandate, chosen


def _with_a_gate(files: dict[str, bytes], base: Hospital) -> tuple[str, ...]:
    """Nothing where the hospital has a gate of kind nftables; else the first defence that adds one."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.reading import read

    if _has_linux_gate(base):
        return ()
    named = sorted({name.split("/")[1] for name in files if name.startswith("defences/") and name.count("/") > 1})
    for name in named:
        if _has_linux_gate(read(files, (name,))):
            note(f"No gate of kind nftables in the tables: --defence {name} is applied, which adds one.")
            return (name,)
    fix = "add one to gates.csv and name it in zones.csv (column gate), or as a defence"
    raise BadHospital([Fault(file="gates.csv", message="no gate of kind nftables: nothing could be cut", fix=fix)])


def _has_linux_gate(hospital: Hospital) -> bool:
    from codedark.hospital.words import GateKind

    named = {zone.gate for zone in hospital.zones.values()}
    return any(gate.kind is GateKind.NFTABLES and gate.gate in named for gate in hospital.gates.values())


def _foothold(hospital: Hospital, told: Scenario, entry: str, seed: int) -> str:
    """The host on which the intruder stands first."""
    from hashlib import sha256

    import numpy as np

    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.spelling import Spelling
    from codedark.reach import matches

    hosts = hospital.hosts
    if entry:
        if entry not in hosts.ids:
            fix = Spelling(hosts.ids).fix(entry, "name a host of hosts.csv")
            raise BadHospital([Fault(file="--entry", value=entry, message="no such host", fix=fix)])
        return entry
    at = [i for s in told.attack.entry for i in np.flatnonzero(matches(s, hosts)).tolist()]
    if not at:
        fix = "name another scenario, or --entry HOST"
        raise BadHospital([Fault(file="--scenario", message=f"nobody attacks in '{told.name}'", fix=fix)])
    return str(hosts.ids[at[int.from_bytes(sha256(f"{seed}".encode()).digest()) % len(at)]])


def _played(hospital: Hospital, foothold: str, mandate: Mandate | None) -> tuple[Ready, Record, bool]:
    from codedark.cli.answer import progress
    from codedark.gates.range.readiness import get_ready
    from codedark.gates.range.story import play
    from codedark.gates.range.world import in_new_world

    with progress("solving the plans", len(hospital.zones) + 1) as advance:
        ready = get_ready(hospital, foothold, mandate, advance=advance)

    def work(rootless: bool) -> tuple[Record, bool]:
        return play(ready, rootless=rootless, advance=lambda step: note(f"range: {step}")), rootless

    record, rootless = in_new_world(work)
    return ready, record, rootless


def _answer(
    hospital: Hospital, told: Scenario, foothold: str, chosen: tuple[str, ...], played: tuple[Ready, Record, bool]
) -> dict[str, Any]:
    ready, record, rootless = played
    more = {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "scenario": told.name,
        "entry": foothold,
        "defences": list(chosen),
        "rootless": rootless,
        "gates": _gates(hospital, ready),
        "invented": list(ready.furnished.invented),
    }
    return replace(record, more={**record.more, **more}).as_json()


def _gates(hospital: Hospital, ready: Ready) -> list[dict[str, Any]]:
    """Every gate of the tables, and how it was played here."""
    from codedark.hospital.words import GateKind

    found = []
    for gate in hospital.gates.values():
        inside = [post.gate.partition("/")[2] for post in ready.posts if post.gate.startswith(f"{gate.gate}/")]
        routes = any(post.gate == gate.gate for post in ready.posts)
        as_ = [*(["a router"] * routes), *([f"inside {len(inside)} zones"] * bool(inside))]
        own = "nftables, as in the tables" if gate.kind is GateKind.NFTABLES else f"Linux, in place of {gate.kind}"
        played = f"{' and '.join(as_)}: {own}" if as_ else "not played: no zone hangs on it"
        found.append({"gate": gate.gate, "kind": str(gate.kind), "played": played, "zones": inside})
    return found


def _is_good(answer: dict[str, Any]) -> bool:
    agrees = answer["agrees_with_model"]
    return (
        not answer["core_taken_after_cut"]
        and not answer["verdict"].startswith("NOT SEALED")
        and answer["break_glass_survived"] is not False
        and all(one["as_it_must"] for one in answer["questions"])
        and not agrees["disagreements"]
    )
