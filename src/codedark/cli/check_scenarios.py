"""What is wrong with a folder's scenarios: each is read as the drill reads it, and every fault is listed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import Hospital


def scenario_faults(files: Mapping[str, bytes], hospital: Hospital, defences: Collection[str]) -> tuple[Fault, ...]:
    """Every fault of every `scenarios/*.toml`; () when all can be drilled, or there is none.

    Args:
        files: of the folder, as loaded.
        hospital: read from them, without any defence: so does the drill.
        defences: names the folder has; an arm that names another is a fault.
    """
    from codedark.hospital.layout import SCENARIOS

    names = sorted(name for name in files if name.startswith(f"{SCENARIOS}/"))
    return tuple(fault for name in names for fault in _faults(name, files[name], hospital, defences))


def _faults(name: str, raw: bytes, hospital: Hospital, defences: Collection[str]) -> Iterator[Fault]:
    from codedark.drill.arms import arms_of
    from codedark.drill.scenario_file import read_scenario
    from codedark.hospital.spelling import Spelling

    try:
        scenario = read_scenario(name, raw, hospital)
        arms = arms_of(scenario, file=name)
    except BadHospital as bad:
        yield from bad.faults
        return
    spelling = Spelling(defences)
    for defence in dict.fromkeys(d for arm in arms.told for d in arm.defences if d not in defences):
        fix = spelling.fix(defence, f"add the folder defences/{defence}, or take the name out")
        yield Fault(file=name, message=f"no defence is called '{defence}'", fix=fix)
