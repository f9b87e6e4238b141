"""Which file of a folder is what: tables, settings, workbook, mandate, defences, scenarios; the rest is not ours.

A file that looks as if it should be read and is not (`host.csv`, `zones.xls`) is a fault, never silently left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from codedark.hospital.gathered import Gathered
from codedark.hospital.schema import TABLE_NAMED
from codedark.hospital.spelling import Spelling, did_you_mean

SETTINGS = "hospital.toml"
DEFENCE = "defence.toml"
MANDATE, MANDATE_SIGNATURE = "mandate.toml", "mandate.sig"
"""Who may cut, and its signature: of the folder, but no part of the hospital; `response` reads them."""
WORKBOOKS = ("hospital.xlsx", "hospital.ods")
DEFENCES, SCENARIOS = "defences", "scenarios"
_TABLES = tuple(f"{name}.csv" for name in TABLE_NAMED)
_LIKE_TABLES = {".csv", ".tsv", ".tab", ".txt", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".json"}
_READ = {".csv", ".xlsx", ".ods", ".toml"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of a folder by what they are; paths are relative to the folder, with `/`."""

    base: Mapping[str, bytes]
    defences: Mapping[str, Mapping[str, bytes]]
    """Name of a defence -> its files, each under its whole path."""


def counts(path: str) -> bool:
    """Whether a file of this path, relative to the folder, has to be loaded at all.

    >>> counts("hosts.csv"), counts("photos/ward.jpg"), counts("defences/segmentation/conduits.csv")
    (True, False, True)
    """
    parts = PurePosixPath(path).parts
    if not parts or any(part.startswith((".", "~$")) for part in parts):
        return False
    suffix = PurePosixPath(path).suffix.lower()
    if len(parts) == 1:
        like_ours = suffix in _LIKE_TABLES and PurePosixPath(path).stem.lower() in _STEMS
        return suffix in _READ or path == MANDATE_SIGNATURE or like_ours
    if parts[0] == DEFENCES:
        return suffix in _READ and len(parts) in (2, 3)
    if parts[0] == SCENARIOS:
        return suffix == ".toml" and len(parts) == 2
    return suffix in _READ and len(parts) == 2 and Spelling([DEFENCES, SCENARIOS]).nearest(parts[0]) is not None


_STEMS = {*TABLE_NAMED, "hospital"}


def sorted_out(files: Mapping[str, bytes], faults: Gathered) -> Layout:
    """Sort the files that count by what they are; note a fault for each that is like one of ours and is not."""
    base: dict[str, bytes] = {}
    defences: dict[str, dict[str, bytes]] = {}
    for path in sorted(files):
        if not counts(path):
            continue
        parts = PurePosixPath(path).parts
        if path in (MANDATE, MANDATE_SIGNATURE):
            continue
        if len(parts) == 1:
            _take(path, (*_TABLES, SETTINGS, MANDATE, *WORKBOOKS), base, files, faults)
        elif parts[0] == DEFENCES and len(parts) == 3:
            _take(path, (*_TABLES, SETTINGS, DEFENCE, *WORKBOOKS), defences.setdefault(parts[1], {}), files, faults)
        elif parts[0] != SCENARIOS:
            _misplaced(path, faults)
    return Layout(base, defences)


def _take(
    path: str, names: tuple[str, ...], into: dict[str, bytes], files: Mapping[str, bytes], faults: Gathered
) -> None:
    name = PurePosixPath(path).name
    if name in names:
        into[path] = files[path]
        return
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    if stem.lower() in _STEMS and suffix.lower() not in _READ:
        fix = f"save it as {stem.lower() + '.csv' if stem.lower() != 'hospital' else WORKBOOKS[0]}"
        faults.add(path, f"a {suffix} file is not read", fix)
        return
    otherwise = "delete it, rename it, or move it into a folder of its own; tables are " + ", ".join(TABLE_NAMED)
    faults.add(path, "no table or setting has this file name", Spelling(names).fix(name, otherwise))


def _misplaced(path: str, faults: Gathered) -> None:
    parts = PurePosixPath(path).parts
    if parts[0] == DEFENCES:
        faults.add(path, "stands beside the defences, not in one", f"move it to {DEFENCES}/NAME/{parts[-1]}")
        return
    near = Spelling([DEFENCES, SCENARIOS]).nearest(parts[0])
    faults.add(path, f"the folder '{parts[0]}' is not read", did_you_mean(near, "rename it"))
