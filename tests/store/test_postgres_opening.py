from __future__ import annotations

from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.incident_merging import sync
from codedark.store.postgres_opening import open_at_server, share_at_server
from codedark.store.postgres_server import server_place
from tests.store.incidents import hashes, incident, tell
from tests.store.postgres_world import PostgresWorld
from tests.store.shared_records import laptop, shared


def test_what_is_shared_twice_is_there_once_and_merged_after(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a", 2)
    tell(here, 1)
    share_at_server(place, here.chains(), here.incident)
    with here, open_at_server(place, keys=None, write=False) as there:
        assert len(there.entries()) == 3
        into_here, into_there = sync(here, there)
        assert (into_here.entries_count, into_there.entries_count) == (0, 1)
        assert hashes(here) == hashes(there)


def test_another_incident_is_not_shared_under_a_name(postgres: PostgresWorld, tmp_path: Path) -> None:
    with incident(tmp_path / "a") as log, pytest.raises(BadHospital, match="names incident ffffffffffffffff"):
        share_at_server(server_place(postgres.url, "f" * 16), log.chains(), log.incident)


def test_which_incident_is_asked_where_there_are_several(postgres: PostgresWorld, tmp_path: Path) -> None:
    one, _ = shared(postgres, tmp_path / "a")
    two, _ = shared(postgres, tmp_path / "b")
    one.close()
    two.close()
    with pytest.raises(BadHospital, match=f"which incident.*{min(one.incident, two.incident)}"):
        open_at_server(server_place(postgres.url), keys=None, write=False)
    with pytest.raises(BadHospital, match="no incident ffffffffffffffff lies there"):
        open_at_server(server_place(postgres.url, "f" * 16), keys=None, write=False)


def test_a_laptop_keeps_its_key_and_goes_on_with_its_chain(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a")
    here.close()
    with laptop(place, tmp_path / "keys", "Poste é") as log:
        own, count = log.device, len(log.entries())
        assert [signer.name for signer in log.signers()][-1] == "Poste é"
    with laptop(place, tmp_path / "keys") as log:
        assert log.device == own and len(log.entries()) == count
    assert (tmp_path / "keys" / "device.key").stat().st_mode & 0o777 == 0o600


def test_without_a_folder_for_its_key_nothing_is_written() -> None:
    with pytest.raises(ValueError, match="keys=None"):
        open_at_server(server_place("postgresql:///record?host=/nowhere"), keys=None)
