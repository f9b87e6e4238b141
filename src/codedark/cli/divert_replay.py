"""`codedark divert HOSPITAL --down X --replay EVENTS`: a day of calls, refusals, delays, played to its end.

With `--json`: `{"hospital", "fell_at", "minute", "events_count", "events_not_taken_count", "replans_count",
"ambulances_diverted_count", "patients_count", "ends_count": {END: n}, "placed_count", "offers_refused_count",
"offers_silent_count", "requests_count": {STATE: n}, "calls_count", "ends": [...], "waiting": [...], "entries":
[{"at_min", "what", "kind"}]}`; see docs/reference/divert-day.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import ExitCode, counted, say, table

if TYPE_CHECKING:
    from datetime import datetime

    from codedark.cli.divert_asked import Options
    from codedark.divert.replaying import Played, Summary

REPLAN_TRIES = 6_000
"""Changes tried after each event: a few hundredths of a second."""


def run_replay(
    folder: Path,
    told: Options,
    defences: tuple[str, ...],
    store: Path | None,
    identity: Path | None,
    events: Path,
    as_json: bool,
    record: str | None = None,
) -> int:
    """Play the day and print what came of it; `record`: into this incident's record, too."""
    from codedark.cli.answer import print_json
    from codedark.cli.recording import recording
    from codedark.divert.replaying import summary

    played = played_day(folder, told, defences, store, identity, events)
    came, day = summary(played), played.day
    if as_json:
        print_json(_json(day.hospital.settings.hospital.name, day.fell_at, played, came))
    else:
        show(played, came, day.fell_at)
    with recording(record, f"--day {events} --hospital {folder} ... (the options of this command)") as keep:
        if keep is not None:
            from codedark.cli.patients_key import patients_key
            from codedark.response.recorded_day import recorded_day

            keep.put(lambda: recorded_day(played, patients_key(keep.place)))
    return ExitCode.NO if came.ends_count.get("unplaced") else ExitCode.DONE


def played_day(
    folder: Path,
    told: Options,
    defences: tuple[str, ...],
    store: Path | None,
    identity: Path | None,
    events: Path,
) -> Played:
    """The day of a file of events, played with the planner that these options name.

    Raises:
        BadHospital: every fault of the options, the folder and the file.
    """
    from codedark.cli.divert_asked import moments_of, outage_of, today_of
    from codedark.divert.day import begin
    from codedark.divert.planning import plan
    from codedark.divert.replaying import planner_with, play
    from codedark.formats.day_events import read_day_events
    from codedark.store.folder import load_file, load_hospital

    loaded = load_hospital(folder, defences)
    when = moments_of(told, loaded)
    today = today_of(loaded, store, identity, when.now)
    happened = read_day_events(str(events), load_file(events), hospital=today.hospital, fell_at=when.fell_at)
    planner = planner_with(
        plan,
        assume_beds_pct=told.assume_beds,
        stay_min=told.stay_h * 60.0,
        effort=min(told.effort, REPLAN_TRIES),
        seed=told.seed,
        bounded=False,
    )
    day = begin(today.hospital, outage_of(today.hospital, told.down), fell_at=when.fell_at)
    return play(day, happened, planner)


def _json(name: str, fell_at: datetime, played: Played, came: Summary) -> dict[str, object]:
    from dataclasses import asdict

    entries = [{"at_min": e.at_min, "what": e.what, "kind": e.kind} for e in played.entries]
    return {"hospital": name, "fell_at": fell_at.isoformat(), **asdict(came), "entries": entries}


def show(played: Played, came: Summary, fell_at: datetime) -> None:
    """The day as a log, then how it ended for each patient."""
    from codedark.cli.divert_tables import clock
    from codedark.divert.day_effects import Entry
    from codedark.divert.replaying import told

    at = ""
    for effect in played.effects:
        at = clock(fell_at, effect.at_min) if isinstance(effect, Entry) else at
        if said := told(effect):
            mark = "" if isinstance(effect, Entry) else "  > "
            say(f"{at}  {mark}{said}", hanging="       ")
    print()
    ends = ", ".join(f"{n} {end}" for end, n in came.ends_count.items() if n)
    say(
        f"{counted(came.events_count, 'event')}, {came.events_not_taken_count} not taken; "
        f"{counted(came.replans_count, 'new plan')}; {counted(came.ambulances_diverted_count, 'ambulance')} diverted. "
        f"{counted(came.patients_count, 'patient')}: {ends}.\n"
    )
    rows = [(e.patient, e.end, e.to, e.clinician, e.why) for e in came.ends]
    table(("patient", "end", "where", "who decides", "why"), rows)
