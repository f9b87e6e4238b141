"""`codedark drill`: play an attack against the hospital, with and without each defence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codedark.cli.answer import Advance, ExitCode, note, print_json, progress

if TYPE_CHECKING:
    from codedark.drill.arms import Arms
    from codedark.drill.drilling import Asked
    from codedark.drill.result import DrillResult
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.records import Hospital

RUNS_MOST = 1_000_000
SEED_MOST = 2**64 - 1
DRAWS = 40
WORKERS_MOST = 64


def run(
    hospital: Annotated[Path, typer.Argument(help="The hospital's folder.")],
    scenario: Annotated[
        str, typer.Option(help="Name in the folder's scenarios/, or a .toml file; default: as hospital.toml says.")
    ] = "",
    runs: Annotated[int, typer.Option(help="Plays of every arm, all with the same luck.")] = 2000,
    seed: Annotated[int, typer.Option(help="Which luck. The same seed gives the same answer.")] = 1,
    workers: Annotated[int, typer.Option(help="Processors to use; 0: all. The answer does not depend on it.")] = 0,
    arms: Annotated[str, typer.Option(help="Only these arms, by name, with commas; default: all.")] = "",
    draws: Annotated[
        int, typer.Option(help="Draws of what is not known; the plays are shared out among them.")
    ] = DRAWS,
    assume_beds: Annotated[
        float | None,
        typer.Option(metavar="PCT", help="Where nobody confirmed beds, take PCT % of the recognised ones as free."),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Also write the report with pictures.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/reference/drill.md).")] = False,
) -> int:
    """Play an attack against the hospital, with and without each defence.

    Prints what the attack costs patients as things are, what each defence would save, and how sure that is.
    Ctrl-C keeps what is done.
    """
    _check_numbers(runs, seed, workers, draws, assume_beds, report)
    from codedark.drill.drilling import drill

    asked = _asked(hospital, scenario, arms, runs=runs, seed=seed, workers=workers, draws=draws, beds=assume_beds)
    with _stages(asked) as tell:
        result = drill(asked, tell)
    if result is None:
        note("Stopped before anything was whole: there is nothing to tell.")
        return ExitCode.INTERRUPTED
    if not result.complete:
        note(f"Stopped: {result.runs:,} of {result.runs_asked:,} plays of every arm are told.")
    if as_json:
        from codedark.drill.result import as_json as told

        print_json(told(result))
    else:
        from codedark.cli.drill_tables import print_drill

        print_drill(result)
    if report is not None:
        _write_report(result, report)
    return ExitCode.DONE


def _check_numbers(
    runs: int, seed: int, workers: int, draws: int, assume_beds: float | None, report: Path | None
) -> None:
    """Say everything that is wrong with the options at once, before a folder is read."""
    from codedark.hospital.gathered import Gathered

    faults = Gathered()
    _within(faults, "--runs", runs, 1, RUNS_MOST)
    _within(faults, "--seed", seed, 0, SEED_MOST)
    _within(faults, "--workers", workers, 0, WORKERS_MOST)
    _within(faults, "--draws", draws, 1, RUNS_MOST)
    if 1 <= runs < draws <= RUNS_MOST and draws != DRAWS:
        faults.add(f"--draws {draws:,}", f"not more than --runs ({runs:,})", f"--draws {runs} or less, or more --runs")
    if assume_beds is not None:
        _within(faults, "--assume-beds", assume_beds, 0, 100)
    if report is not None:
        if report.suffix.lower() not in {".html", ".htm"}:
            faults.add("--report", "the report is HTML", "a name that ends in .html", value=str(report))
        if not report.absolute().parent.is_dir():
            faults.add("--report", "no such folder", f"make {report.absolute().parent} first", value=str(report))
        elif report.is_dir():
            faults.add("--report", "a folder, not a file", f"for instance {report / 'drill.html'}", value=str(report))
    faults.stop_if_any()


def _within(faults: Gathered, option: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        fix = f"a number from {low:,.0f} to {high:,.0f}" if high < SEED_MOST else "a number from 0 to 2^64 - 1"
        faults.add(option, "out of range", fix, value=f"{value:,}")


def _asked(
    path: Path,
    scenario: str,
    arms: str,
    *,
    runs: int,
    seed: int,
    workers: int,
    draws: int,
    beds: float | None,
) -> Asked:
    """Read the folder and the scenario, with the defences of every arm that is wanted."""
    from codedark.drill.arms import arms_of
    from codedark.drill.drilling import Asked
    from codedark.drill.scenario_file import read_scenario
    from codedark.hospital.reading import Folder
    from codedark.store.folder import load_files

    files = load_files(path)
    folder = Folder(files)
    base = folder.read()
    file, data = _scenario_file(files, base, scenario)
    told = read_scenario(file, data, base)
    wanted = arms_of(told, [name.strip() for name in arms.split(",") if name.strip()], file)
    _check_defences(file, files, wanted)
    hospitals: dict[tuple[str, ...], Hospital] = {(): base}
    for arm in wanted.told:
        if arm.defences not in hospitals:
            hospitals[arm.defences] = folder.read(arm.defences)
    return Asked(
        scenario=told,
        arms=wanted,
        hospitals=hospitals,
        seed=seed,
        runs=runs,
        draws=min(draws, runs),
        workers=workers or os.cpu_count() or 1,
        assume_beds_pct=beds,
        kernel=_kernel(),
    )


def _check_defences(file: str, files: Mapping[str, bytes], wanted: Arms) -> None:
    """Say which defences the scenario asks for and the folder lacks: they were not asked for by whoever typed."""
    from codedark.hospital.gathered import Gathered
    from codedark.hospital.spelling import Spelling

    there = {name.split("/")[1] for name in files if name.startswith("defences/") and name.count("/") > 1}
    faults, spelling = Gathered(), Spelling(there)
    for name in dict.fromkeys(name for arm in wanted.told for name in arm.defences):
        if name not in there:
            fix = spelling.fix(name, f"take it out of the scenario, or make the folder defences/{name}")
            faults.add(file, f"the scenario asks for the defence '{name}', which this hospital does not have", fix)
    faults.stop_if_any()


def _kernel() -> str:
    from codedark.drill.playing import prepare

    kernel = prepare(note)
    note(f"kernel: {kernel}" + ("" if kernel.startswith("numba") else "; some thousand times slower: install numba"))
    return kernel


def _scenario_file(files: Mapping[str, bytes], hospital: Hospital, wanted: str) -> tuple[str, bytes]:
    """The scenario's file: the one named, the folder's default, or the only one there is."""
    from codedark.hospital.faults import BadHospital, Fault
    from codedark.hospital.spelling import Spelling

    known = {
        name.removeprefix("scenarios/").removesuffix(".toml"): name for name in files if name.startswith("scenarios/")
    }
    asked = wanted or hospital.settings.hospital.default_scenario
    if not asked and len(known) == 1:
        asked = next(iter(known))
    if asked.removesuffix(".toml") in known:
        file = known[asked.removesuffix(".toml")]
        return file, files[file]
    if wanted.endswith(".toml") and Path(wanted).is_file():
        return wanted, Path(wanted).read_bytes()
    listed = ", ".join(sorted(known)) or "none"
    if not known and not asked:
        make = "write scenarios/NAME.toml in it, as docs/reference/drill.md tells, or name a .toml file"
        fault = Fault(file="--scenario", message="the folder has no scenario", fix=make)
    elif not asked:
        fault = Fault(file="--scenario", message="no scenario named", fix=f"one of the folder's: {listed}")
    else:
        place = "--scenario" if wanted else "hospital.toml"
        fix = Spelling(known).fix(asked, f"one of the folder's ({listed}), or a .toml file")
        fault = Fault(file=place, message=f"no scenario is called '{asked}'", fix=fix)
    raise BadHospital([fault])


@contextmanager
def _stages(asked: Asked) -> Iterator[Callable[[str, int, int], None]]:
    """One progress bar a stage, on stderr."""
    count = len(asked.arms.told)
    labels = {"playing": f"playing {count} arms x {asked.runs:,}", "false alarms": f"false alarms, {count} arms"}
    with ExitStack() as stack:
        at: list[object] = ["", None]

        def tell(what: str, done: int, total: int) -> None:
            if at[0] != what:
                stack.close()
                at[:] = [what, stack.enter_context(progress(labels.get(what, what), total))]
            advance: Advance = at[1]  # type: ignore[assignment]
            advance(done)

        yield tell


def _write_report(result: DrillResult, file: Path) -> None:
    from codedark.paper.drill_report import drill_report

    file.write_bytes(drill_report(result))
    note(f"report: {file}")
