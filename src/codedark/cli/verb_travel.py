"""`codedark travel HOSPITAL --osrm FILE_OR_URL | --valhalla FILE_OR_URL`: road minutes from a routing engine.

Beforehand, not on the day: an engine's table (a file it answered with, or its server) becomes rows of `travel_min`, of
every pair with a site of ours at one end. It shows what would change; `--write` replaces `travel_min.csv`, whole, after
the folder has been read with it. Rows of pairs the engine was not asked about stay; a pair it finds no road for loses
its row. Points are named by `--ids` (a CSV with a column `site`, in the order of the question), else by the site that
stands within 300 m.

With `--json`: `{"hospital", "hospital_sha256", "engine", "source", "factor", "rows", "changed": [{"from", "to",
"was_min", "now_min"}], "new": [{"from", "to", "minutes"}], "no_road": [{"from", "to"}], "not_asked", "notes": [],
"written"}`. `changed` has the largest difference first; `no_road` lists pairs the engine finds no road for; `not_asked`
counts old rows that stay as they are; `written` is the file, or null.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from codedark.formats.travel_matrix import Engine, TravelMatrix
    from codedark.formats.travel_rows import TravelChange
    from codedark.hospital.records import Hospital

FILE = "travel_min.csv"


def run(
    hospital: Annotated[Path, typer.Argument(help="Folder of the hospital.")],
    osrm: Annotated[str, typer.Option("--osrm", help="An answer of OSRM's `table` in a file, or its server.")] = "",
    valhalla: Annotated[
        str, typer.Option("--valhalla", help="An answer of Valhalla's `sources_to_targets` in a file, or its server.")
    ] = "",
    ids: Annotated[
        Path | None, typer.Option("--ids", help="CSV with a column `site`: which site each row and column is.")
    ] = None,
    factor: Annotated[
        float, typer.Option("--factor", help="Of the engine's time, such as 0.7 for driving with priority.")
    ] = 1.0,
    profile: Annotated[
        str, typer.Option("--profile", help="Vehicle a server is asked for; left out: driving, auto.")
    ] = "",
    timeout_s: Annotated[float, typer.Option("--timeout-s", help="Seconds a server may take for one question.")] = 20.0,
    write: Annotated[bool, typer.Option("--write", help="Replace travel_min.csv.")] = False,
    most: Annotated[int, typer.Option("--most", help="Rows of a table that are shown.")] = 12,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Road minutes from a routing engine, beforehand: what changes, and --write."""
    from codedark.cli.answer import print_json
    from codedark.formats.travel_rows import named_by_list, named_by_place, travel_change, travel_rows
    from codedark.store.folder import load_file, load_files, load_hospital

    _check(osrm, valhalla, factor, timeout_s)
    loaded = load_hospital(hospital)
    matrix, source = _matrix(loaded, osrm, valhalla, ids, profile, timeout_s)
    if ids is not None:
        named = named_by_list(matrix, str(ids), load_file(ids), loaded)
    else:
        named = named_by_place(matrix, loaded)
    change = travel_change(loaded.travel, travel_rows(matrix, named, loaded, source, factor))
    notes = (*matrix.notes, *named.notes)
    written = _write(hospital, load_files(hospital), change) if write else None
    if json:
        print_json(as_json(loaded, matrix.engine, source, factor, change, notes, written))
    else:
        show(change, source, notes, written, most)


def _check(osrm: str, valhalla: str, factor: float, timeout_s: float) -> None:
    """Every option that is wrong, at once."""
    from codedark.hospital.faults import BadHospital, Fault

    faults = []
    if bool(osrm) == bool(valhalla):
        message = "both are given" if osrm else "neither is given"
        faults.append(Fault(file="--osrm, --valhalla", message=message, fix="give one of the two, a file or a server"))
    if not 0 < factor <= 5:
        message, fix = "must be more than 0 and at most 5", "0.7 is three tenths faster than the engine says"
        faults.append(Fault(file="--factor", value=f"{factor:g}", message=message, fix=fix))
    if not 0 < timeout_s <= 3600:
        fix = "write seconds, such as 20"
        faults.append(Fault(file="--timeout-s", value=f"{timeout_s:g}", message="must be 0 to 3600", fix=fix))
    if faults:
        raise BadHospital(faults)


def _matrix(
    hospital: Hospital, osrm: str, valhalla: str, ids: Path | None, profile: str, timeout_s: float
) -> tuple[TravelMatrix, str]:
    """The table, and what the rows' source says: engine, file or server, and date."""
    from codedark.formats.travel_matrix import Engine, read_matrix
    from codedark.gates.clock import Clock
    from codedark.gates.routing_client import is_address
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.store.folder import load_file

    engine, told = (Engine.OSRM, osrm) if osrm else (Engine.VALHALLA, valhalla)
    if not is_address(told):
        raw = load_file(told)
        made = datetime.fromtimestamp(Path(told).stat().st_mtime, UTC)
        return read_matrix(engine, told, raw), f"{engine}, {Path(told).name}, {made:%Y-%m-%d}"
    if ids is not None:
        fix = "leave --ids out: a server is asked for the sites as they stand in the tables"
        raise BadHospital([Fault(file="--ids", message="a server is not asked by a list", fix=fix)])
    return _asked(hospital, engine, told, profile, timeout_s), f"{engine}, {told}, {Clock().now():%Y-%m-%d}"


def _asked(hospital: Hospital, engine: Engine, base_url: str, profile: str, timeout_s: float) -> TravelMatrix:
    """Ask a server: from our sites to all, and from all to our sites, in one table with holes for what is not asked."""
    from codedark.cli.answer import progress
    from codedark.gates.routing_client import ask_engine
    from codedark.hospital.faults import BadHospital, Fault

    ours = [(row.lat, row.lon) for row in hospital.sites.values()]
    there = [(row.lat, row.lon) for row in hospital.region.values()]
    known_ours = [(lat, lon) for lat, lon in ours if lat is not None and lon is not None]
    known = known_ours + [(lat, lon) for lat, lon in there if lat is not None and lon is not None]
    if not known_ours or len(known) < 2:
        fix = "write lat and lon in sites and region"
        raise BadHospital([Fault(file="sites.csv", column="lat", message="no site of ours has coordinates", fix=fix)])
    with progress(f"asking {engine}", 2) as advance:
        try:
            away = ask_engine(engine, base_url, known_ours, known, timeout_s=timeout_s, profile=profile)
            advance(1)
            back = ask_engine(engine, base_url, known, known_ours, timeout_s=timeout_s, profile=profile)
        except ValueError as wrong:
            fix = "write http://HOST:PORT of the engine"
            raise BadHospital([Fault(file=f"--{engine.lower()}", message=str(wrong), fix=fix)]) from None
    return _both(away, back)


def _both(away: TravelMatrix, back: TravelMatrix) -> TravelMatrix:
    """One square table of two: rows of our sites are whole, the others know the way to our sites alone."""
    from codedark.formats.travel_matrix import TravelMatrix

    n = len(away.sources)
    others = tuple((*row, *(None,) * (len(away.targets) - n)) for row in back.seconds[n:])
    notes = tuple(dict.fromkeys((*away.notes, *back.notes)))
    return TravelMatrix(
        engine=away.engine,
        seconds=(*away.seconds, *others),
        sources=away.targets,
        targets=away.targets,
        notes=notes,
    )


def _write(folder: Path, files: dict[str, bytes], change: TravelChange) -> Path:
    """Replace the table, after the folder has been read with it."""
    from codedark.formats.travel_rows import written_travel
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.reading import read
    from codedark.store.replacing import replace_file

    raw = written_travel(change.after)
    try:
        read({**files, FILE: raw})
    except BadHospital as bad:
        said = "the folder could not be read with the new table, nothing was written"
        fix = "mend the faults below; a table kept in a workbook is moved to travel_min.csv first"
        raise BadHospital([Fault(file=FILE, message=said, fix=fix), *bad.faults]) from None
    replace_file(folder / FILE, raw)
    return folder / FILE


def as_json(
    hospital: Hospital,
    engine: Engine,
    source: str,
    factor: float,
    change: TravelChange,
    notes: tuple[str, ...],
    written: Path | None,
) -> dict[str, Any]:
    """The answer as one object; its keys stand at the head of this file."""
    return {
        "hospital": hospital.settings.hospital.name,
        "hospital_sha256": hospital.sha256,
        "engine": engine,
        "source": source,
        "factor": factor,
        "rows": len(change.after),
        "changed": [
            {"from": old.from_, "to": old.to, "was_min": old.minutes, "now_min": now.minutes}
            for old, now in change.changed
        ],
        "new": [{"from": row.from_, "to": row.to, "minutes": row.minutes} for row in change.new],
        "no_road": [{"from": start, "to": end} for start, end in change.no_road],
        "not_asked": len(change.kept),
        "notes": list(notes),
        "written": None if written is None else str(written),
    }


def show(change: TravelChange, source: str, notes: tuple[str, ...], written: Path | None, most: int) -> None:
    """The same for people."""
    from codedark.cli.answer import counted, note, say, table

    minutes = [(old, now) for old, now in change.changed if old.minutes != now.minutes]
    say(
        f"{source}: of {counted(len(change.after), 'row')}, {len(minutes)} change, {len(change.new)} are new, "
        f"{len(change.changed) - len(minutes)} are the same minutes from a new source, {len(change.kept)} are not "
        f"touched; {counted(len(change.no_road), 'pair')} without a road."
    )
    if minutes:
        rest = len(minutes) - most
        table(
            ("from", "to", "was, min", "now, min", "difference"),
            [
                (old.from_, old.to, f"{old.minutes:g}", f"{now.minutes:g}", f"{now.minutes - old.minutes:+.1f}")
                for old, now in minutes[:most]
            ],
            title="The largest differences",
            right=("was, min", "now, min", "difference"),
            caption=f"{rest} more; --json lists them all" if rest > 0 else None,
        )
    if change.no_road:
        pairs = [f"{start} to {end}" for start, end in change.no_road]
        rest = len(pairs) - most
        said = "; ".join(pairs[:most]) + (f"; {rest} more" if rest > 0 else "")
        say(f"No road, so no row: {said}.")
    for one in notes[:most]:
        note(one)
    if len(notes) > most:
        note(f"{len(notes) - most} more points or warnings like these; --json lists them all")
    say(f"Written: {written}." if written is not None else "Nothing is written; --write replaces travel_min.csv.")
