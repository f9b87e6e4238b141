"""Several hospitals' folders side by side: each read whole, or every fault of all of them with its folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import Hospital
from codedark.store.folder import load_hospital


def load_region(path: Path | str) -> dict[str, Hospital]:
    """Read every hospital kept in a folder of its own under this one.

    A folder whose name begins with a dot is none of ours; a file beside the folders is left alone.

    Returns:
        Name of the folder -> its hospital, by name.

    Raises:
        BadHospital: with every fault of every folder, the folder's name before the file's; no such folder, or no
            folder in it.
    """
    around = Path(path)
    if not around.is_dir():
        fix = "name a folder that holds one folder a hospital"
        raise BadHospital([Fault(file=str(path), message="no such folder", fix=fix)])
    folders = sorted(one for one in around.iterdir() if one.is_dir() and not one.name.startswith("."))
    if not folders:
        fix = "put one folder a hospital into it; `codedark new DIR` begins one"
        raise BadHospital([Fault(file=str(path), message="no hospital's folder is in it", fix=fix)])
    read: dict[str, Hospital] = {}
    faults: list[Fault] = []
    for folder in folders:
        try:
            read[folder.name] = load_hospital(folder)
        except BadHospital as bad:
            faults += [replace(fault, file=_within(folder, fault.file)) for fault in bad.faults]
    if faults:
        raise BadHospital(faults)
    return read


def _within(folder: Path, file: str) -> str:
    """A fault's file as seen from above: `north/zones.csv`; the folder alone where the fault is the folder's."""
    return folder.name if file in (".", str(folder)) else f"{folder.name}/{file}"
