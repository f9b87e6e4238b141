"""`codedark reach HOSPITAL --from PLACE [--to PLACE]`: who can get to whom, over what, and why.

A place is a host, an address or a zone; `--to` also takes a service, which stands for every host it stands on. A bare
word is looked up; `host:ct-1`, `zone:lab`, `service:icu` say which is meant.

`--over PURPOSE` counts only conduits of that purpose: `--over administration` is the way an intruder prefers.

With `--to` and `--json`: `{"hospital", "hospital_sha256", "defences": [], "from", "to", "verdict", "why": [], "basis",
"hosts_reached", "hosts_of_target", "steps": [{"from", "to", "from_zone", "to_zone", "conduit", "ports", "purpose",
"gates": [], "basis", "doubt"}]}`. `verdict` is `direct`, `via` (over hops), `no` or `unknown`; `basis` is the weakest
fact the verdict rests on; `hosts_reached` counts hosts of the target that are reached for sure; `conduit` is null where
no row lets the hop through; `doubt` says why it is not known whether a hop is open, and is empty where it is told. The
exit code is 1 for `no` alone: `unknown` is not a no.

Without `--to` and with `--json`: `{"hospital", "hospital_sha256", "defences": [], "from", "hosts", "hosts_total",
"hosts_direct", "hosts_perhaps", "zones": [{"zone", "core", "reached", "hosts", "hops", "perhaps"}]}`; `hops` is null
where nothing is reached for sure; `perhaps` counts hosts more for which it is not known (no gate enforces what the rows
say, or somebody would have to stand in a zone of which no host is told).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from codedark.hospital.records import Hospital
    from codedark.hospital.words import Purpose
    from codedark.reach import Answer, Blast, Place


MOST_ROWS = 60
"""Rows of a table for a person; a program gets them all."""


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    from_: Annotated[str, typer.Option("--from", help="Host, address or zone.")],
    to: Annotated[
        str | None, typer.Option("--to", help="Host, address, zone or service; left out: everything.")
    ] = None,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    over: Annotated[
        list[str] | None,
        typer.Option("--over", help="Hop over conduits of this purpose alone (administration, ...); repeatable."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Can this host reach that one? The verdict, why, and the path."""
    from codedark.cli.answer import ExitCode
    from codedark.reach import Verdict, blast, compile, find_path, only_over
    from codedark.store.folder import load_hospital

    loaded = only_over(load_hospital(hospital, defence or ()), purposes(over or ()))
    places = _places(loaded, from_, to)
    reach = compile(loaded)
    if to is None:
        _show_all(loaded, places[0], blast(loaded, reach, places[0]), json=json)
        return ExitCode.DONE
    answer = find_path(loaded, reach, places[0], places[1])
    _show_one(loaded, places[0], places[1], answer, json=json)
    return ExitCode.NO if answer.verdict is Verdict.NO else ExitCode.DONE


def read_from(hospital: Hospital) -> dict[str, object]:
    """Which hospital an answer is about: the first keys of its JSON."""
    return {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "defences": hospital.defences,
    }


def more(rows: int) -> str | None:
    """What stands under a table that was cut short; None when all rows are there.

    >>> more(61)
    '1 more; --json lists them all'
    """
    return f"{rows - MOST_ROWS} more; --json lists them all" if rows > MOST_ROWS else None


def purposes(words: Sequence[str]) -> frozenset[Purpose]:
    """Purposes of conduits, as typed after `--over`; every word that is none is said at once."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.spelling import Spelling
    from codedark.hospital.words import Purpose

    known = [str(purpose) for purpose in Purpose]
    wrong = [word for word in words if word not in known]
    if wrong:
        fix = f"name one of {', '.join(known)}"
        message = "no purpose of conduits"
        raise BadHospital(
            [Fault(file="--over", value=w, message=message, fix=Spelling(known).fix(w, fix)) for w in wrong]
        )
    return frozenset(Purpose(word) for word in words)


def _places(hospital: Hospital, from_: str, to: str | None) -> list[Place]:
    """Where from and where to; what is wrong with either is said at once."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.reach import PlaceKind, find_place

    asked: list[tuple[str, str, tuple[PlaceKind, ...]]] = [("--from", from_, (PlaceKind.HOST, PlaceKind.ZONE))]
    asked += [("--to", to, tuple(PlaceKind))] if to is not None else []
    places: list[Place] = []
    faults: list[Fault] = []
    for option, word, kinds in asked:
        try:
            places.append(find_place(hospital, word, option=option, kinds=kinds))
        except BadHospital as bad:
            faults += bad.faults
    if faults:
        raise BadHospital(faults)
    return places


_SAID = {"direct": "YES, directly", "via": "YES, over {hops} hops", "no": "NO", "unknown": "UNKNOWN"}


def _show_one(hospital: Hospital, source: Place, target: Place, answer: Answer, *, json: bool) -> None:
    from codedark.cli.answer import print_json, say, table

    if json:
        print_json(
            {
                **read_from(hospital),
                "from": source.name,
                "to": target.name,
                "verdict": answer.verdict,
                "why": answer.why,
                "basis": answer.basis,
                "hosts_reached": answer.reached,
                "hosts_of_target": answer.of,
                "steps": [
                    {
                        "from": step.one,
                        "to": step.other,
                        "from_zone": step.one_zone,
                        "to_zone": step.other_zone,
                        "conduit": step.conduit,
                        "ports": step.ports,
                        "purpose": step.purpose,
                        "gates": step.gates,
                        "basis": step.basis,
                        "doubt": step.doubt,
                    }
                    for step in answer.steps
                ],
            }
        )
        return
    verdict = _SAID[answer.verdict].format(hops=len(answer.steps))
    say(f"{source.name} -> {target.name}: {verdict} (weakest fact: {answer.basis})")
    if answer.of > 1:
        what = f"hosts {target.name} stands on" if target.kind == "service" else f"hosts of {target.name}"
        say(f"{answer.reached:,} of {answer.of:,} {what} are reached for sure.", indent="  ", hanging="    ")
    for place in (source, target):
        if place.why:
            say(f"{place.name}: {place.why}", indent="  ", hanging="    ")
    if answer.verdict in {"no", "unknown"} or not answer.steps:
        for reason in answer.why:
            say(reason, indent="  ", hanging="    ")
    if answer.steps:
        table(
            ("hop", "from", "to", "over", "ports", "gate", "known"),
            [
                (
                    i,
                    f"{step.one_zone}: {step.one}",
                    f"{step.other_zone}: {step.other}",
                    step.conduit or ("?" if step.doubt else "inside the zone"),
                    step.ports,
                    ", ".join(step.gates) or "none",
                    step.basis,
                )
                for i, step in enumerate(answer.steps, 1)
            ],
            right=("hop",),
        )


def _show_all(hospital: Hospital, source: Place, blast: Blast, *, json: bool) -> None:
    from codedark.cli.answer import print_json, say, table

    held, perhaps, total = int(blast.held.sum()), int(blast.perhaps.sum()), len(hospital.hosts)
    if json:
        zones = [
            {
                "zone": zone.zone,
                "core": zone.core,
                "reached": zone.reached,
                "hosts": zone.hosts,
                "hops": zone.hops if zone.reached else None,
                "perhaps": zone.perhaps,
            }
            for zone in blast.zones
        ]
        print_json(
            {
                **read_from(hospital),
                "from": source.name,
                "hosts": held,
                "hosts_total": total,
                "hosts_direct": blast.direct,
                "hosts_perhaps": perhaps,
                "zones": zones,
            }
        )
        return
    say(f"From {source.name}: {held:,} of {total:,} hosts over any number of hops, {blast.direct:,} of them directly.")
    if source.why:
        say(f"{source.name}: {source.why}", indent="  ", hanging="    ")
    table(
        ("zone", "core", "reached", "of", "hops", "not known"),
        [
            (
                zone.zone,
                "core" if zone.core else "",
                zone.reached or "",
                zone.hosts,
                zone.hops if zone.reached else "",
                zone.perhaps or "",
            )
            for zone in blast.zones[:MOST_ROWS]
        ],
        caption=more(len(blast.zones)),
        right=("reached", "of", "hops", "not known"),
    )
    if perhaps:
        say(
            "not known: no gate enforces what the rows say, or the way leads over a zone of which no host is told; "
            f"ask for the way with --to, for example: --to {next(z.zone for z in blast.zones if z.perhaps)}"
        )
