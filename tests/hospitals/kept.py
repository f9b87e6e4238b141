"""The examples as they stand in the repository, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from codedark.hospital.defence import Defence, defences
from codedark.hospital.records import Hospital
from codedark.hospital.words import Basis, Day
from codedark.store.folder import load_files, load_hospital

FOLDER = Path(__file__).resolve().parents[2] / "hospitals"
AZ_MONICA, GRAUWBERG = "az-monica", "grauwberg"


@cache
def example(name: str, *on: str) -> Hospital:
    """An example with these defences applied."""
    return load_hospital(FOLDER / name, on)


def offered(name: str) -> dict[str, Defence]:
    """The defences an example offers."""
    return defences(load_files(FOLDER / name))


def choices(name: str) -> list[tuple[str, ...]]:
    """Every combination of an example's defences, none and all included."""
    names = sorted(path.name for path in (FOLDER / name / "defences").iterdir() if path.is_dir())
    return [chosen for k in range(len(names) + 1) for chosen in combinations(names, k)]


def on_list(hospital: Hospital, day: Day) -> int:
    """How many operations stand on a weekday's list."""
    return sum(day in operation.days for operation in hospital.operations.values())


def told(hospital: Hospital) -> Iterator[tuple[str, Basis, str]]:
    """Every row of every table: what it is, its basis, its source."""
    tables: dict[str, Mapping[Any, Any]] = {
        "sites": hospital.sites,
        "zones": hospital.zones,
        "accounts": hospital.accounts,
        "applications": hospital.applications,
        "services": hospital.services,
        "conduits": hospital.conduits,
        "gates": hospital.gates,
        "agents": hospital.agents,
        "cables": hospital.cables,
        "out_of_band": hospital.out_of_band,
        "operations": hospital.operations,
        "patients": hospital.patients,
        "crews": hospital.crews,
        "region": hospital.region,
        "travel_min": hospital.travel,
    }
    for table, rows in tables.items():
        for key, record in rows.items():
            yield f"{table} {key}", record.basis, record.source
    for bed in hospital.free_beds:
        yield f"region_beds {bed.hospital} {bed.pool}", bed.basis, bed.source
    for host in hospital.hosts:
        yield f"hosts {host.host}", host.basis, host.source
