"""TOML as a person writes it: bytes in, sections out, each key with the file that said it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from codedark.hospital.csvtext import decoded
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a settings file, and the file."""

    value: Any
    file: str


Sections = dict[str, dict[str, Said]]


def read_toml(file: str, raw: bytes, faults: Gathered) -> dict[str, Any] | None:
    """The table a TOML file says; None and a fault when it is none."""
    return faults.attempt(lambda: _loaded(raw), file)


def _loaded(raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(decoded(raw).replace("\r\n", "\n"))
    except CellFault:
        raise
    except RecursionError:
        raise CellFault("brackets nested too deep", "write plain sections and keys") from None
    except ValueError as wrong:
        raise CellFault(f"not TOML: {wrong}", "text goes in double quotes, a section in [brackets]") from None


def merged(base: Sections, patches: list[Sections], faults: Gathered) -> Sections:
    """The base with every patch's keys laid over it; two patches that say different things are a fault."""
    patch: Sections = {}
    for sections in patches:
        for name, keys in sections.items():
            for key, said in keys.items():
                first = patch.setdefault(name, {}).setdefault(key, said)
                if first.value != said.value:
                    fix = "let both say the same, or do not apply both"
                    faults.add(
                        said.file, f"contradicts {first.file}", fix, column=f"{name}.{key}", value=str(said.value)
                    )
    return {name: {**base.get(name, {}), **patch.get(name, {})} for name in dict.fromkeys([*base, *patch])}


def sections_of(file: str, raw: bytes, faults: Gathered) -> Sections | None:
    r"""A settings file as sections of keys; a key outside every section is a fault.

    >>> sections_of("hospital.toml", b"[care]\narrival = 1", Gathered())
    {'care': {'arrival': Said(value=1, file='hospital.toml')}}
    """
    told = read_toml(file, raw, faults)
    if told is None:
        return None
    sections: Sections = {}
    for name, keys in told.items():
        if isinstance(keys, dict):
            sections[name] = {key: Said(value, file) for key, value in keys.items()}
        else:
            faults.add(file, "a key outside every section", "put it under its [section]", column=name)
    return sections
