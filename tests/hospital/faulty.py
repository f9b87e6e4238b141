"""What a folder is told to be wrong, short enough to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.reading import read
from tests.making import make_files

Place = tuple[str, int | None, str | None]


def faults_of(files: Mapping[str, bytes], defences: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Every fault of a folder; the test fails when there is none."""
    with pytest.raises(BadHospital) as bad:
        read(files, defences)
    return bad.value.faults


def places(faults: Sequence[Fault]) -> list[Place]:
    return [(fault.file, fault.row, fault.column) for fault in faults]


def only_fault(**tables: str) -> Fault:
    """The one fault of a folder made of these tables."""
    faults = faults_of(make_files(**tables))
    assert len(faults) == 1, "\n".join(map(str, faults))
    return faults[0]
