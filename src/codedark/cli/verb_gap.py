"""`codedark gap plan HOSPITAL --suspect X`: what to cut, what that costs patients, and what it leaves open.

A suspect is a host, an address, a zone, an account or `unknown`; several by commas or by repeating the option; none is
`unknown`: the clean island. What administration paths may have carried the intruder to since `--since` minutes is
presumed too. Nothing is fired: this is a proposal.

`--json`: `{"cut": [], "quarantine": [], "contain": [], "care_lost_per_h", "bound", "optimal", "services_lost": [],
"residual": [{"suspect", "core", "path": [], "why"}], "alternatives": [{"name", "care_lost_per_h",
"exposed_care_per_h", "break_glass_care_per_h", "core_exposed": [], "core_behind_break_glass": [], "lifted": []}],
"exposed_care_per_h", "break_glass_care_per_h", "exposed": [], "behind_break_glass": [], "fire_min",
"presumed": {"hosts": [], "zones": [], "place_unknown", "why": []}}`. `bound` bounds care lost and exposure together.
What only break-glass conduits lead to stands under the keys with `break_glass` and is no part of the others' prices;
`exposed` and `core_exposed` count it.
Exit 0: nothing presumed reaches core. Exit 1: something does, along the residual paths; or no zone is core at all.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codedark.cli import gap_live, gap_postures, gap_texts
from codedark.cli.answer import ExitCode, nested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codedark.gap import CutPlan, Suspect
    from codedark.hospital import Hospital
    from codedark.hospital.records import ServiceId

app = nested("The cut that stops the spread and costs patients least.")
gap_texts.register(app)
gap_live.register(app)
gap_postures.register(app)


@app.callback()
def _room() -> None:
    """The cut that stops the spread and costs patients least."""


@app.command("plan")
def plan(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    suspect: Annotated[
        list[str] | None,
        typer.Option("--suspect", help="Host, address, zone, account or `unknown`; repeatable. None: unknown."),
    ] = None,
    since: Annotated[
        float | None, typer.Option("--since", min=0, metavar="MIN", help="Minutes the intruder may have been in.")
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option("--keep", help="A service that must not be cut off; repeatable.")
    ] = None,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Every conduit, host and reason, not the first few.")] = False,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.1, metavar="S", help="Seconds to prove it; then the best found.")
    ] = 60.0,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """What to cut when something is suspected, what it costs patients, what stays open. Fires nothing."""
    from codedark import depend, reach
    from codedark.cli.answer import note, print_json
    from codedark.gap import least_harm_cut, presume
    from codedark.gap.suspects import ELAPSED_MIN
    from codedark.store.folder import load_hospital

    loaded = load_hospital(hospital, defence or ())
    suspects, kept = understood(loaded, _words(suspect), _words(keep))
    compiled = reach.compile(loaded)
    presumed = presume(loaded, compiled, suspects, elapsed_min=ELAPSED_MIN if since is None else since)
    found = least_harm_cut(loaded, compiled, depend.compile(loaded), presumed, kept, time_limit_s=time_limit)
    protects = any(zone.core for zone in loaded.zones.values())
    if not protects:
        note("No zone is marked core (table zones, column core): mark what care cannot do without.")
    if since is None and suspects and not presumed.place_unknown:
        note(f"--since is not given: {ELAPSED_MIN:g} minutes are assumed since the intruder came in.")
    if json:
        print_json(_as_json(found))
    else:
        from codedark.cli.gap_tables import print_plan

        print_plan(loaded, compiled, found, full=full)
    return ExitCode.NO if found.residual or not protects else ExitCode.DONE


def _words(options: Sequence[str] | None) -> list[str]:
    return [word for option in options or () for word in re.split(r"[\s,;]+", option) if word]


def understood(
    hospital: Hospital, suspects: Sequence[str], keep: Sequence[str]
) -> tuple[tuple[Suspect, ...], list[ServiceId]]:
    """What was typed, made into suspects and services.

    Raises:
        BadHospital: every word that means nothing, at once.
    """
    from codedark.gap import read_suspects
    from codedark.hospital import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    spelling, known = Spelling(hospital.services), {str(service): service for service in hospital.services}
    faults = [
        Fault(file="--keep", value=word, message="no service of that name", fix=spelling.fix(word, "name a service"))
        for word in keep
        if word not in known
    ]
    try:
        read = read_suspects(hospital, suspects)
    except BadHospital as wrong:
        raise BadHospital([*wrong.faults, *faults]) from None
    if faults:
        raise BadHospital(faults)
    return read, [known[word] for word in keep]


def _as_json(found: CutPlan) -> dict[str, Any]:
    first = ("cut", "quarantine", "contain", "care_lost_per_h", "bound", "optimal", "services_lost")
    presumed = found.presumed
    return {
        **{name: getattr(found, name) for name in first},
        "residual": [asdict(r) for r in found.residual],
        "alternatives": [asdict(a) for a in found.alternatives],
        "exposed_care_per_h": found.exposed_care_per_h,
        "break_glass_care_per_h": found.break_glass_care_per_h,
        "exposed": found.exposed,
        "behind_break_glass": found.behind_break_glass,
        "fire_min": found.fire_min,
        "presumed": {
            "hosts": sorted(presumed.hosts),
            "zones": sorted(presumed.zones),
            "place_unknown": presumed.place_unknown,
            "why": presumed.why,
        },
    }
