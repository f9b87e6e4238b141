"""`codedark report INCIDENT --scenario OUT.toml --hospital DIR`: what was recorded, as a drill for one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import note

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.entry import Entry


def write_scenario(
    faults: Gathered, out: Path, hospital: Path | None, entries: Sequence[Entry], as_of: datetime
) -> None:
    """Write the scenario, and say on stderr what was assumed, sampled or left out.

    Raises:
        BadHospital: no hospital is named, or its folder is at fault; nothing was written.
        OSError: the file could not be written.
    """
    from codedark.drill.recorded_scenario import scenario_of
    from codedark.hospital.faults import BadHospital
    from codedark.record.opening import about
    from codedark.record.view import view
    from codedark.store.folder import load_hospital
    from codedark.store.snapshot import write_whole

    if hospital is None:
        faults.add("--scenario", "is written for one's own hospital, and none is named", "--hospital DIR")
        faults.stop()
    try:
        own = load_hospital(hospital)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        faults.stop()
    raw, notes = scenario_of(view(entries, as_of), about(entries), own)
    write_whole(out, raw)
    for one in notes:
        note(f"codedark: {one}")
    note(f"codedark: {out}: a scenario. Play it: codedark drill {hospital} --scenario {out}")
