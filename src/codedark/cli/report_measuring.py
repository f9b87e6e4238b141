"""What stands beside a report's recommendations: figures of a hospital's folder, the credit of a drill's defences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from codedark.cli.answer import progress

if TYPE_CHECKING:
    from codedark.hospital.gathered import Gathered
    from codedark.record.pillars import Measured


def measured_by(faults: Gathered, hospital: Path | None, drill: Path | None) -> tuple[Measured, ...]:
    """Figures of the model and of a drill; what was not given is not measured.

    Args:
        hospital: folder of the hospital: its single points of failure, and what its worst single host can reach; some
            milliseconds for each thing that can fall and each place an intruder can start.
        drill: file with the object that `codedark drill --json` prints.
    """
    told = () if hospital is None else _of_folder(faults, hospital)
    return (*told, *(() if drill is None else _credits(faults, drill)))


def _of_folder(faults: Gathered, folder: Path) -> tuple[Measured, ...]:
    from codedark.cli.blast_care import rank
    from codedark.depend import compile, single_points
    from codedark.hospital.faults import BadHospital
    from codedark.record.pillars import Figure, Measured, Pillar
    from codedark.store.folder import load_hospital

    try:
        loaded = load_hospital(folder, ())
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
        return ()
    with progress("single points, and every host as a start", 1) as advance:
        found = single_points(loaded, compile(loaded))
        inside = [start for start in rank(loaded, advance) if start.alike]
    widest = max(inside, key=lambda start: start.hosts, default=None)
    source = folder.resolve().name
    points = Measured(pillar=Pillar.SPARE, figure=Figure.SINGLE_POINTS, value=float(len(found)), source=source)
    if widest is None:
        return (points,)
    reached = Measured(
        pillar=Pillar.ZONES,
        figure=Figure.REACHED,
        value=float(widest.hosts),
        total=float(len(loaded.hosts)),
        name=widest.name,
        source=source,
    )
    return (points, reached)


def _credits(faults: Gathered, file: Path) -> tuple[Measured, ...]:
    from codedark.hospital.faults import BadHospital
    from codedark.record.pillars import credits_in
    from codedark.store.folder import load_file

    fix = "name the file that `codedark drill HOSPITAL --json` printed"
    try:
        told = json.loads(load_file(file))
        return credits_in(told, file.name)
    except BadHospital as bad:
        faults.faults.extend(bad.faults)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        faults.add(str(file), "not the result of a drill", fix)
    return ()
