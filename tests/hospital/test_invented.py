from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.invented import MAX_HOSTS, MAX_ZONES, invented
from codedark.hospital.reading import Folder, read
from codedark.hospital.schema import TABLES


def made(hosts: int, zones: int, seed: int = 1) -> dict[str, bytes]:
    return invented(hosts, zones, np.random.Generator(np.random.PCG64(seed)), f"generated, seed {seed}")


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert made(500, 20) == made(500, 20)
    assert made(500, 20) != made(500, 20, seed=2)


@settings(max_examples=10)
@given(st.integers(1, 500), st.integers(1, 60), st.integers(0, 5))
def test_whatever_is_asked_for_is_sound_and_as_large(hosts: int, zones: int, seed: int) -> None:
    files = made(hosts, zones, seed)
    hospital = read(files)
    assert len(hospital.hosts) == hosts
    assert len(hospital.zones) == zones
    assert Folder(files).faults(["fewer-rules", "fast-gates"]) == ()


def test_every_table_is_filled_and_says_it_is_invented() -> None:
    hospital = read(made(2000, 30))
    files = made(50, 5)
    absent = {table.name for table in TABLES if f"{table.name}.csv" not in files}
    unwired, unasked = {"agents", "cables", "out_of_band"}, {"wards", "pools", "inflows", "telephones"}
    assert absent == unwired | unasked, "its gates are firewalls of others; its agreements with neighbours nobody told"
    for rows in (
        hospital.conduits,
        hospital.operations,
        hospital.patients,
        hospital.crews,
        hospital.escorts,
        hospital.travel,
    ):
        assert rows
        assert {row.basis for row in rows.values()} == {"assumed"}
        assert {row.source for row in rows.values()} == {"generated, seed 1"}
    assert {host.source for host in hospital.hosts} == {"generated, seed 1"}


@pytest.mark.parametrize(("hosts", "zones"), [(0, 1), (1, 0), (MAX_HOSTS + 1, 1), (1, MAX_ZONES + 1)])
def test_what_cannot_be_made_is_refused(hosts: int, zones: int) -> None:
    with pytest.raises(ValueError, match="from 1 to"):
        made(hosts, zones)
