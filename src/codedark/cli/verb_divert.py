"""`codedark divert HOSPITAL --down X...`: where each patient goes when these are off, with whom, when, who is told.

X as in `codedark fallen --off`: an id, `role:server`, a zone, or `all`. Patients are those of the folder, or of the
newest snapshot (`--snapshot`, see `codedark snapshot`). Free beds count as somebody confirmed them; `--assume-beds PCT`
takes PCT % of the recognised beds where nobody did, and says so. `--replay EVENTS` plays a day of calls, refusals and
delays (docs/reference/divert-day.md); `--region DIR` plans for every hospital folder under DIR at once; `--out FOLDER`
writes papers and files for others (docs/reference/transfer-papers.md).

With `--json`: `{"hospital", "hospital_sha256", "defences": [], "fell_at", "now", "now_min", "transfers": [{"patient",
"from", "to", "pool", "acuity", "crew", "owner", "escort", "escort_team", "depart_min", "arrive_min",
"must_arrive_min", "late_min", "bed", "confirmed_at", "confirmed_by", "frozen", "why"}], "stay": [{"patient", "site",
"until_min", "service", "why"}], "home": [{"patient", "site", "entered_by", "why"}], "unplaced": [{"patient", "site",
"why", "clinician", "until_min"}], "objective", "bound", "bound_kind", "gap_pct", "nearest_first_gap_pct",
"acuity_first_gap_pct", "assumed_beds_pct", "operations": [{"operation", "day", "start", "site", "urgency", "decision",
"because", "why", "to", "new_day", "late_days"}], "arrivals": [{"service", "site", "status", "arrivals_per_h",
"ambulances_per_h", "to", "road_min", "why"}], "inflows": [{"inflow", "kind", "name", "status", "per_day_lost",
"because": [], "to", "road_min", "why"}], "crews_standing": [{"crew", "because", "status"}], "services": [{"service",
"site", "status", "share", "since_min", "until_min"}], "neighbours": [{"hospital", "ours", "ambulances_per_h",
"walk_ins_per_h", "before_per_h"}], "waiting": [{"hospital", "places", "places_to_hold", "wait_median_min_before",
"wait_median_min", "left_unseen_before", "left_unseen"}], "thresholds": [], "snapshot_age_min", "notes": []}`. Minutes
are counted from the fall; `null` is no end, or not known. Exit 1: somebody who must leave has no place.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import ExitCode, note
from codedark.cli.recording import RecordOption

if TYPE_CHECKING:
    from codedark.cli.divert_asked import Options
    from codedark.divert.crowding import Crowded
    from codedark.divert.diversion import Diversion


def run(
    hospital: Annotated[Path | None, typer.Argument(help="Folder of the hospital; left out with --region.")] = None,
    down: Annotated[
        list[str] | None, typer.Option("--down", help="What is off: a host, zone, service, ... or `all`; repeatable.")
    ] = None,
    fell: Annotated[str, typer.Option("--fell", help="When it fell: 08:15, or a moment with its offset.")] = "",
    now: Annotated[str, typer.Option("--now", help="Plan as of then; left out: the clock.")] = "",
    back: Annotated[str, typer.Option("--back", help="When services are expected back, for re-booking.")] = "",
    assume_beds: Annotated[
        float | None,
        typer.Option("--assume-beds", metavar="PCT", help="Where nobody confirmed beds, take PCT % of the recognised."),
    ] = None,
    stay: Annotated[float, typer.Option("--stay", metavar="H", help="Hours the outage is expected to last.")] = 24.0,
    snapshot: Annotated[
        Path | None, typer.Option("--snapshot", metavar="FOLDER", help="Patients of the newest snapshot in FOLDER.")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option("--identity", help="Identity file that opens it; left out: FOLDER/identity.")
    ] = None,
    defence: Annotated[
        list[str] | None, typer.Option("--defence", help="Apply this defence first; repeatable.")
    ] = None,
    replay: Annotated[
        Path | None, typer.Option("--replay", metavar="EVENTS", help="Play a day: JSON lines or CSV of what happened.")
    ] = None,
    region: Annotated[
        Path | None, typer.Option("--region", metavar="DIR", help="Every hospital folder under DIR, all down at once.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Also write papers and files for others there.")
    ] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Also play the waiting rooms of the three neighbours that get most.")
    ] = False,
    effort: Annotated[int, typer.Option("--effort", help="Changes the search tries.")] = 60_000,
    seed: Annotated[int, typer.Option("--seed", help="Of the search; the same seed gives the same plan.")] = 0,
    certify: Annotated[
        bool, typer.Option("--certify", help="Compute the tight bound, whatever it takes (over 60 patients: a minute).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    record: RecordOption = None,
) -> int:
    """Where each patient goes when these are off: beds, crews, operations, ambulances, neighbours."""
    from codedark.cli.divert_asked import Options

    _check_shape(hospital, down, region, replay, snapshot)
    if out is not None and region is None:
        from codedark.cli.divert_papers import check_folder

        check_folder(out)
    told = Options(
        down=tuple(down or ()), fell=fell, now=now, back=back, assume_beds=assume_beds, stay_h=stay, effort=effort,
        seed=seed, certify=certify,
    )  # fmt: skip
    if region is not None:
        from codedark.cli.divert_region import run_region

        if record:
            note("Not recorded: a region is planned beforehand, and is no incident of one hospital.")
        return run_region(region, told, out, as_json)
    assert hospital is not None
    if replay is not None:
        from codedark.cli.divert_replay import run_replay

        return run_replay(hospital, told, tuple(defence or ()), snapshot, identity, replay, as_json, record)
    return _one(hospital, told, tuple(defence or ()), snapshot, identity, out, waiting, as_json, record)


def _check_shape(
    hospital: Path | None, down: list[str] | None, region: Path | None, replay: Path | None, snapshot: Path | None
) -> None:
    """Say everything that is wrong with the options at once, before a folder is read."""
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    if hospital is None and region is None:
        faults.add("HOSPITAL", "no hospital named", "name its folder, or --region DIR")
    if hospital is not None and region is not None:
        faults.add("--region", "beside one hospital", "name one of the two")
    if not down:
        faults.add("--down", "nothing is down", "name what is off, for instance --down all", value="")
    if region is not None and (replay is not None or snapshot is not None):
        faults.add("--region", "a region has no snapshot and no day to play", "leave --replay and --snapshot out")
    faults.stop_if_any()


def _one(
    folder: Path,
    told: Options,
    defences: tuple[str, ...],
    store: Path | None,
    identity: Path | None,
    out: Path | None,
    waiting: bool,
    as_json: bool,
    record: str | None,
) -> int:
    from codedark.cli.answer import print_json
    from codedark.cli.divert_asked import moments_of, outage_of, today_of
    from codedark.divert.diversion import divert
    from codedark.store.folder import load_hospital

    loaded = load_hospital(folder, defences)
    when = moments_of(told, loaded)
    today = today_of(loaded, store, identity, when.now)
    outage = outage_of(today.hospital, told.down)
    diversion = divert(
        today.hospital,
        outage,
        fell_at=when.fell_at,
        now=when.now,
        census=today.census,
        back_at=when.back_at,
        assume_beds_pct=told.assume_beds,
        stay_min=told.stay_h * 60.0,
        effort=told.effort,
        seed=told.seed,
        certify=told.certify,
    )
    crowded = _crowded(diversion, told.seed) if waiting else ()
    if as_json:
        from codedark.cli.divert_json import as_json as object_of

        print_json(object_of(diversion, today.hospital, today.notes, crowded))
    else:
        from codedark.cli.divert_tables import show

        show(diversion, today.hospital, today.notes, crowded)
    if out is not None:
        from codedark.cli.divert_papers import write_papers

        for written in write_papers(out, diversion, today.hospital, outage):
            note(f"written {written}")
    _record(record, diversion)
    return ExitCode.NO if diversion.plan.unplaced else ExitCode.DONE


def _record(record: str | None, told: Diversion) -> None:
    """The plan, and what the list of operations loses, into an incident's record, where one is named."""
    from codedark.cli.recording import SPOOL, recording

    with recording(record, "", Path(SPOOL)) as keep:
        if keep is not None:
            from codedark.response.recorded_operating import recorded_operating
            from codedark.response.recorded_plan import recorded_plan

            keep.put(
                lambda: (
                    recorded_plan(told.plan, told.fell_at, told.now),
                    recorded_operating(told.operations, told.now),
                )
            )


WAITING_NEIGHBOURS = 3
"""Neighbours whose waiting rooms are played: some seconds each."""


def _crowded(told: Diversion, seed: int) -> tuple[Crowded, ...]:
    """What the extra arrivals do to the neighbours that get most."""
    from codedark.cli.answer import progress
    from codedark.divert.crowding import crowding
    from codedark.divert.waiting import Playing

    most = [n for n in told.spillover.neighbours if n.extra.per_h > 0][:WAITING_NEIGHBOURS]
    found = []
    with progress("waiting rooms", len(most)) as advance:
        for one in crowding(most, Playing(seed=seed, replications=10)):
            found.append(one)
            advance(len(found))
    return tuple(found)
