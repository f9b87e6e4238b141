"""`codedark divert --region DIR --down X...`: every hospital folder under DIR at once, shared beds counted once.

`all` is everything in each; `NAME:X` means X in the folder NAME alone. A folder that nothing is named for has lost
nothing: its free beds are its own word.

With `--json`: the keys of one hospital's answer for transfers, stay, home, unplaced and how good the plan is, with
`{"hospitals": [], "folder_of": {SITE: FOLDER}, "notes": []}`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import ExitCode, note, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from codedark.cli.divert_asked import Options
    from codedark.divert.regional import Region
    from codedark.divert.regional_names import Member
    from codedark.divert.transfer_plan import TransferPlan
    from codedark.hospital.records import Hospital


def run_region(folder: Path, told: Options, out: Path | None, as_json: bool) -> int:
    """Plan for all of them and print it."""
    from codedark.cli.answer import print_json
    from codedark.cli.divert_asked import moments_of
    from codedark.divert.planning import plan
    from codedark.divert.regional import joint_region
    from codedark.store.region_folder import load_region

    hospitals = load_region(folder)
    region = joint_region(_members(hospitals, told.down))
    when = moments_of(told, region.hospital)
    now_min = (when.now - when.fell_at).total_seconds() / 60.0
    made = plan(
        region.hospital,
        region.outage,
        now_min=now_min,
        fell_at=when.fell_at,
        assume_beds_pct=told.assume_beds,
        stay_min=told.stay_h * 60.0,
        effort=told.effort,
        seed=told.seed,
        certify=told.certify,
    )
    if as_json:
        from codedark.cli.divert_json import plan_json

        head = {
            "hospitals": sorted(hospitals),
            "folder_of": dict(region.folder_of),
            "fell_at": when.fell_at.isoformat(),
        }
        print_json({**head, "now_min": now_min, **plan_json(made), "notes": [*region.notes, *made.notes]})
    else:
        show(region, made, when.fell_at, sorted(hospitals))
    if out is not None:
        note("--out writes the papers of one hospital; of a region nothing was written.")
    return ExitCode.NO if made.unplaced else ExitCode.DONE


def _members(hospitals: Mapping[str, Hospital], down: tuple[str, ...]) -> list[Member]:
    """Each hospital with what it has lost; every name that is nowhere is a fault."""
    from codedark.cli.divert_asked import outage_of
    from codedark.divert.regional_names import Member
    from codedark.hospital.faults import BadHospital, Fault

    words = [word for one in down for word in one.replace(",", " ").split()]
    faults, own = [], {name: list[str]() for name in hospitals}
    for word in words:
        name, colon, rest = word.partition(":")
        if colon and name in hospitals:
            own[name].append(rest)
        elif word == "all":
            for every in own.values():
                every.append(word)
        else:
            fix = f"`all`, or FOLDER:X with one of {', '.join(sorted(hospitals))}"
            faults.append(Fault(file="--down", message="of which hospital?", fix=fix, value=word))
    if faults:
        raise BadHospital(faults)
    return [
        Member(folder=name, hospital=hospital, outage=outage_of(hospital, tuple(own[name])))
        for name, hospital in sorted(hospitals.items())
    ]


def show(region: Region, made: TransferPlan, fell_at: datetime, names: list[str]) -> None:
    """The same tables as for one hospital."""
    from codedark.cli import divert_tables

    say(
        f"{len(names)} hospitals at once ({', '.join(names)}): {len(made.transfers)} to move, {len(made.unplaced)} "
        f"without a place, {len(made.home)} can go home, {len(made.stay)} stay.\n"
    )
    divert_tables.show_transfers(made, fell_at)
    divert_tables.show_unplaced(made, fell_at)
    divert_tables.show_stay(made, fell_at)
    divert_tables.show_how_good(made)
    divert_tables.show_notes([*region.notes, *made.notes])
