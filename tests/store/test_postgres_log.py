from __future__ import annotations

import multiprocessing
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from codedark.record.entry import Head
from codedark.record.log import Log
from codedark.record.merging import Merged, merged
from codedark.record.opening import About
from codedark.store import postgres_log
from codedark.store.incident_merging import merge
from codedark.store.postgres_log import PostgresLog, read_kept
from codedark.store.postgres_server import MaybeKept, Server, ServerPlace
from tests.record.making import draft
from tests.store.incidents import faults, hashes, tell
from tests.store.postgres_world import PostgresWorld, postgres_world
from tests.store.shared_records import laptop, shared


def test_it_is_a_log(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a", 2)
    with here, laptop(place, tmp_path / "keys") as there:
        as_log: Log = there
        assert as_log.about == here.about and isinstance(as_log.about, About)
        added = there.append(draft(text="The laboratory works on paper."))
        assert there.entries()[-1] == added and there.saying("on paper", "never said") == [added]
        assert added.header.device == there.device and added.header.seq == 2
        assert there.entries()[3].header.seq == 1  # the laptop made itself known, with its key
        assert there.heads()[-1].seq in (2, 3) and len(there.heads()) == 2
        assert not faults(there.chains(), here.incident)


def test_an_entry_names_what_others_had_written_by_then(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a")
    here.close()
    with laptop(place, tmp_path / "one") as one, laptop(place, tmp_path / "two") as two:
        first = one.append(draft())
        second = two.append(draft())
        assert Head(device=one.device, seq=2, hash=first.hash) in second.header.seen  # type: ignore[arg-type]


def test_two_laptops_write_at_once_and_each_chain_holds(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a")
    here.close()
    failed: list[BaseException] = []
    logs = [laptop(place, tmp_path / name) for name in ("one", "two", "two")]  # the last two: one laptop, twice

    def write(log: PostgresLog) -> None:
        try:
            tell(log, 25)
        except BaseException as why:
            failed.append(why)

    threads = [threading.Thread(target=write, args=(log,)) for log in logs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(head.seq for head in logs[0].heads()) == [2, 26, 51]
    assert not faults(logs[0].chains(), here.incident)
    for log in logs:
        log.close()


def _writing(place: ServerPlace, folder: Path, acknowledged: Any) -> None:
    """Write until the server is gone for good, and tell of every entry that was acknowledged."""
    postgres_log.LOOKED_FOR_S = 0.2  # it does not come back
    with suppress(OSError), laptop(place, folder) as log:
        while True:
            acknowledged.put(log.append(draft()).hash)


def test_a_server_killed_in_the_middle_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    with postgres_world() as world:
        here, place = shared(world, tmp_path / "a")
        here.close()
        told: set[str] = set()
        for _ in range(2):
            acknowledged = processes.Queue()
            writers = [
                processes.Process(target=_writing, args=(place, tmp_path / name, acknowledged))
                for name in ("one", "two")
            ]
            for writer in writers:
                writer.start()
            told |= {acknowledged.get(timeout=60) for _ in range(40)}
            world.kill()
            while any(writer.is_alive() for writer in writers) or not acknowledged.empty():
                while not acknowledged.empty():
                    told.add(acknowledged.get())
                for writer in writers:
                    writer.join(0.02)
            world.start()
        with laptop(place, tmp_path / "three") as log:
            assert len(told) >= 80 and told <= hashes(log)
            assert not faults(log.chains(), here.incident)


def test_an_entry_whose_commit_was_lost_from_sight_is_looked_for(
    postgres: PostgresWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, place = shared(postgres, tmp_path / "a")
    here.close()
    real = Server.run

    def lost(kept: bool) -> Any:
        def run(self: Server, work: Any) -> Any:
            monkeypatch.setattr(Server, "run", real)
            if kept:
                real(self, work)
            else:
                with pytest.raises(ZeroDivisionError):
                    real(self, lambda cursor: [work(cursor), 1 / 0])
            raise MaybeKept(5, "gone")

        return run

    with laptop(place, tmp_path / "keys") as log:
        monkeypatch.setattr(Server, "run", lost(kept=True))
        assert log.append(draft(text="kept")).hash in hashes(log)
        monkeypatch.setattr(Server, "run", lost(kept=False))
        with pytest.raises(OSError, match="before it committed; nothing was written"):
            log.append(draft(text="not kept"))
        assert log.append(draft(text="the next")).header.seq == 3
        assert not faults(log.chains(), here.incident)


def test_a_server_that_forgot_gets_no_number_twice(tmp_path: Path) -> None:
    with postgres_world() as world:
        here, place = shared(world, tmp_path / "a")
        here.close()
        with laptop(place, tmp_path / "keys") as log:
            tell(log, 2)
            own = log.device
            delete = "DELETE FROM codedark.entries WHERE seq = 3 AND device ="
            world.sql(f"SET session_replication_role = replica; {delete} '{own}'")
            with pytest.raises(OSError, match="no longer has entry 3 of this laptop"):
                log.append(draft())
        with laptop(place, tmp_path / "keys") as again:
            assert again.device != own and any("put back from an older copy" in said for said in again.warnings)
            assert again.append(draft()).header.seq == 2


def test_what_the_server_acknowledged_last_is_noted_beside_the_key(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a")
    here.close()
    with laptop(place, tmp_path / "keys") as log:
        entry = log.append(draft())
    kept = read_kept(tmp_path / "keys")
    assert kept is not None and (kept.seq, kept.hash) == (2, entry.hash)
    assert read_kept(tmp_path) is None and read_kept(None) is None
    (tmp_path / "keys" / "last-kept").write_text("nonsense")
    assert read_kept(tmp_path / "keys") is None


def test_a_fork_is_kept_aside_there_too(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a", 1)
    before = here.chains()
    tell(here, 1, "ours")
    with here, laptop(place, tmp_path / "keys") as there:
        merge(there, here)
        stolen = before.rows[-1]._replace(seq=9)
        found = there.merge(lambda lies: merged(lies, before, here.incident))
        assert not found.changes
        assert not there.merge(lambda _: Merged(aside=(stolen,))).rows
        assert there.chains().aside == (stolen,)


def test_another_laptop_that_was_faster_is_no_failure(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a")
    tell(here, 1)
    with here, laptop(place, tmp_path / "one") as one, laptop(place, tmp_path / "two") as two:
        stale = one.chains()
        rounds = []

        def judged(lies: Any) -> Merged:
            rounds.append(1)
            return merged(stale if len(rounds) == 1 else lies, here.chains(), here.incident)

        merge(two, here)
        assert not one.merge(judged).rows and len(rounds) == 2


def test_opened_for_reading_alone_it_takes_nothing(postgres: PostgresWorld, tmp_path: Path) -> None:
    from codedark.store.postgres_opening import open_at_server

    here, place = shared(postgres, tmp_path / "a")
    with here, open_at_server(place, keys=None, write=False) as there:
        assert there.device is None and hashes(there) == hashes(here)
        with pytest.raises(OSError, match="for reading alone"):
            there.append(draft())


def test_an_entry_that_cannot_be_read_is_said_and_hides_no_other(postgres: PostgresWorld, tmp_path: Path) -> None:
    here, place = shared(postgres, tmp_path / "a", 2)
    here.close()
    damage = "UPDATE codedark.entries SET header = '\\x7b7d' WHERE seq = 2 AND incident ="
    postgres.sql(f"SET session_replication_role = replica; {damage} '{place.incident}'")
    with laptop(place, tmp_path / "keys") as there:
        assert len(there.entries()) == 3
        assert [said for said in there.warnings if "CANNOT BE READ" in said]
        assert faults(there.chains(), here.incident)
