from __future__ import annotations

from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.log import Log
from codedark.store.erasing import erase
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.log_at import SERVER_KEYS, open_log_at, sync_with_server
from codedark.store.postgres_log import PostgresLog
from tests.record.making import draft
from tests.store.incidents import faults, hashes, incident, tell
from tests.store.postgres_world import PostgresWorld, postgres_world


def test_a_path_is_a_folder_and_an_address_a_server(postgres: PostgresWorld, tmp_path: Path) -> None:
    with incident(tmp_path / "a") as log:
        sync_with_server(log, postgres.url)
    url = f"{postgres.url}&incident={log.incident}"
    for place in (tmp_path / "a", str(tmp_path / "a")):
        with open_log_at(place) as here:
            assert isinstance(here, IncidentLog)
    with open_log_at(url, keys=tmp_path / "a") as there:
        assert isinstance(there, PostgresLog)
        as_log: Log = there
        as_log.append(draft())
    assert (tmp_path / "a" / SERVER_KEYS / "device.key").exists()
    with open_log_at(postgres.url, incident=log.incident, write=False) as there:
        assert len(there.entries()) == 3


def test_a_server_needs_a_folder_to_write_from(postgres: PostgresWorld) -> None:
    with pytest.raises(BadHospital, match="what goes on when the server is gone"):
        open_log_at(postgres.url)


def test_a_laptop_goes_on_without_the_server_and_both_have_all_when_it_is_back(tmp_path: Path) -> None:
    with postgres_world() as world:
        with incident(tmp_path / "a", 1) as log:
            sync_with_server(log, world.url)
        with open_log_at(world.url, keys=tmp_path / "a", name="command post") as there:
            told = {entry.hash for entry in tell(there, 2, "at the server")}
            world.stop()
            with pytest.raises(OSError, match="go on with this laptop's own file"):
                there.append(draft())
            with open_incident(tmp_path / "a") as here:
                told |= {entry.hash for entry in tell(here, 2, "alone")}
                with pytest.raises(OSError, match="cannot be reached"):
                    sync_with_server(here, world.url)
            world.start()
            told.add(there.append(draft(text="back")).hash)
        with open_incident(tmp_path / "a") as here:
            into_here, into_there = sync_with_server(here, world.url)
            assert (into_here.entries_count, into_there.entries_count) == (4, 2)
            assert told <= hashes(here) and not faults(here.chains(), here.incident)
            with open_log_at(world.url, write=False) as there:
                assert hashes(there) == hashes(here) and not faults(there.chains(), here.incident)
            assert not any(made.entries_count for made in sync_with_server(here, world.url))


def test_the_rights_the_documents_list_are_enough_and_no_more(tmp_path: Path, root: Path) -> None:
    page = (root / "docs" / "reference" / "incident-store.md").read_text(encoding="utf-8")
    grants = [line.strip() for line in page.splitlines() if line.strip().startswith("GRANT ")]
    with postgres_world() as world, incident(tmp_path / "a", 2) as log:
        sync_with_server(log, world.url)
        world.sql("CREATE ROLE laptops; CREATE ROLE one LOGIN IN ROLE laptops")
        url = world.url.replace("log@", "one@")
        with pytest.raises(BadHospital, match="ask for the rights"):
            sync_with_server(log, url)
        world.sql("; ".join(grants))
        own = log.entries()[-1]
        erase(log, own.header.device, own.header.seq, role="incident-commander", why="a name")
        _, into_there = sync_with_server(log, url)
        assert (into_there.entries_count, into_there.erased_count) == (1, 1)
        with open_log_at(url, keys=tmp_path / "a") as there:
            there.append(draft())
            with pytest.raises(BadHospital, match="ask for the rights"):
                there.server.run(lambda cursor: cursor.execute("DELETE FROM codedark.entries"))  # type: ignore[union-attr]
