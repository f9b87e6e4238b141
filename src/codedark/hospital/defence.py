"""A defence: what it is called, which recommendation it answers, what it costs. Its patches stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.layout import DEFENCE, DEFENCES, sorted_out
from codedark.hospital.records import Unknown
from codedark.hospital.settings import Range
from codedark.hospital.settings_file import read_range, read_value, shown
from codedark.hospital.spelling import Spelling
from codedark.hospital.tomltext import read_toml
from codedark.hospital.words import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """`defences/NAME/defence.toml`."""

    name: str
    """Name of its folder: what `--defence` takes."""
    title: str
    answers: str
    """Which recommendation or finding it answers, in words."""
    cost_eur: Range | Unknown
    """Cost in euro over the first year, as told."""
    basis: Basis
    source: str


KEYS = {"title": str, "answers": str, "cost_eur": Range, "basis": Basis, "source": str}
_NEEDED = ("title", "cost_eur")


def defences(files: Mapping[str, bytes]) -> dict[str, Defence]:
    r"""Every defence of a folder by its name, in the order of names; their patches are not read here.

    Raises:
        BadHospital: every fault of every `defence.toml`, a folder without one, a file that is no table's.

    >>> files = {"defences/wall/defence.toml": b'title = "Walls"\ncost_eur = "? no offer yet"'}
    >>> defences(files)["wall"].cost_eur
    Unknown(why='no offer yet')
    """
    faults = Gathered()
    layout = sorted_out(files, faults)
    found = {name: read_defence(name, own, faults) for name, own in layout.defences.items()}
    faults.stop_if_any()
    return {name: defence for name, defence in found.items() if defence is not None}


def read_defence(name: str, files: Mapping[str, bytes], faults: Gathered) -> Defence | None:
    """One defence from its own files; None when it has faults."""
    file = f"{DEFENCES}/{name}/{DEFENCE}"
    if file not in files:
        faults.add(file, "the file is missing", 'add it, with `title = "..."` and `cost_eur = "? why"`')
        return None
    told = read_toml(file, files[file], faults)
    if told is None:
        return None
    before = len(faults.faults)
    values: dict[str, Any] = {"answers": "", "basis": Basis.ASSUMED, "source": ""}
    for key, value in told.items():
        if key not in KEYS:
            fix = Spelling(KEYS).fix(key, "delete it; keys are " + ", ".join(KEYS))
            faults.add(file, f"no key is named '{key}'", fix, column=key)
            continue
        try:
            values[key] = _value(key, value)
        except CellFault as fault:
            faults.add(file, fault.message, fault.fix, column=key, value=shown(value))
    for key in _NEEDED:
        if key not in told:
            faults.add(file, f"the key '{key}' is missing", f"add `{key} = ...`", column=key)
    if values["basis"] is Basis.STATED and not values["source"]:
        faults.add(file, "stated, but no source", 'add `source = "who or what says so"`', column="source")
    return Defence(name=name, **values) if len(faults.faults) == before else None


def _value(key: str, value: Any) -> Any:
    if KEYS[key] is not Range:
        return read_value(value, KEYS[key], (0, 1e12))
    if isinstance(value, str):
        if not value.startswith("?"):
            raise CellFault("neither a number nor unknown", '50000, `{low = 1, mid = 2, high = 3}`, or "? why"')
        return Unknown(value[1:].strip() or "not stated")
    return read_range(value, (0, 1e12))
