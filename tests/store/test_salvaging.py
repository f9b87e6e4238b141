from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.store.erasing import erase
from codedark.store.incident_log import open_incident
from codedark.store.incident_merging import merge
from codedark.store.salvaging import SALVAGED, Lost, Salvaged, salvage
from tests.record.making import draft
from tests.store.damage import damaged
from tests.store.incidents import faults, hashes, incident, tell

COUNT = 60


def salvaged(folder: Path, into: Path, **more: object) -> Salvaged:
    told = {"role": "incident-commander", "device_name": "spare laptop", "ballast_bytes": 0, **more}
    return salvage(folder, into, **told)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 60 entries as kill -9 leaves it, part of it in the write-ahead log; its mirror lies beside it."""
    base = tmp_path_factory.mktemp("whole")
    (base / "stick").mkdir()
    with incident(base / "a", COUNT // 2, mirror=base / "stick") as log:
        log.append(draft(text="long " * 3000))
        log.database.bring_in()
        tell(log, COUNT - COUNT // 2 - 2, "later")
        shutil.copytree(base / "a", base / "copy")
    return base / "copy"


@pytest.fixture
def own(whole: Path, tmp_path: Path) -> Path:
    """A copy of it that may be harmed."""
    shutil.copytree(whole, tmp_path / "a")
    return tmp_path / "a"


def everything(whole: Path) -> dict[str, int]:
    with open_incident(whole, write=False) as log:
        return {entry.hash: entry.header.seq for entry in log.entries()}


def harmed(file: Path, harm: Callable[[bytearray], object]) -> None:
    raw = bytearray(file.read_bytes())
    harm(raw)
    file.write_bytes(raw)


def missing(result: Salvaged) -> set[int]:
    return {seq for lost in result.lost for seq in range(lost.first_seq, lost.last_seq + 1)}


def test_a_whole_record_loses_nothing_and_gets_a_chain_of_its_own(own: Path, whole: Path, tmp_path: Path) -> None:
    result = salvaged(own, tmp_path / "b", mirror=tmp_path / "none")
    assert (result.entries_count, result.lost) == (COUNT, ())
    with open_incident(tmp_path / "b") as log:
        assert hashes(log) > set(everything(whole))
        last = log.entries()[-1]
        assert last.header.device == log.device and last.header.seq == 1
        assert last.body is not None and last.body.details[SALVAGED] == "a" and "none is known to be" in last.body.text
        log.append(draft())
        assert not faults(log.chains(), log.incident)


def test_the_damaged_one_is_not_touched(own: Path, tmp_path: Path) -> None:
    harmed(own / "record.db", lambda raw: raw.__setitem__(slice(4096 * 8, 4096 * 9), bytes(4096)))
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in own.iterdir()}
    salvaged(own, tmp_path / "b")
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in own.iterdir()} == before


def test_what_is_lost_is_told_by_its_number_and_the_mirror_brings_it_back(
    own: Path, whole: Path, tmp_path: Path
) -> None:
    harmed(own / "record.db", lambda raw: _empty(raw, b'"text":"told 12"'))
    result = salvaged(own, tmp_path / "b", mirror=tmp_path / "none")
    assert result.entries_count < COUNT and 13 in missing(result)
    known = everything(whole)
    with open_incident(tmp_path / "b") as log:
        have = {known[own] for own in hashes(log) & set(known)}
        assert missing(result) == set(known.values()) - have
        assert str(result.lost[0]) in (log.entries()[-1].body.text if log.entries()[-1].body else "")
    again = salvaged(own, tmp_path / "c", mirror=whole.parent / "stick")
    assert (again.entries_count, again.lost) == (COUNT, ())


def _empty(raw: bytearray, word: bytes) -> None:
    """Empty the page a word stands in."""
    page = raw.find(word) // 4096
    raw[page * 4096 : (page + 1) * 4096] = bytes(4096)


def test_a_tail_that_is_gone_is_told_from_the_index_that_still_names_it(tmp_path: Path) -> None:
    """The page of the last entries is gone; the index over device and number lies elsewhere."""
    incident(tmp_path / "a", 29).close()
    harmed(tmp_path / "a" / "record.db", lambda raw: _empty(raw, b'"text":"told 29"'))
    result = salvaged(tmp_path / "a", tmp_path / "b")
    with open_incident(tmp_path / "b", write=False) as log:
        have = {e.header.seq for e in log.entries()[:-1]}
    assert 30 not in have and missing(result) == set(range(1, 31)) - have
    assert not any("counted" in said for said in result.findings)


def test_how_many_more_are_lost_is_told_from_the_files_own_count(tmp_path: Path) -> None:
    """With the index gone too, nothing names the last entries any more."""
    with incident(tmp_path / "a", 29) as log:
        device = str(log.device).encode()

    def harm(raw: bytearray) -> None:
        _empty(raw, b'"text":"told 29"')
        for page in range(len(raw) // 4096):
            if raw[page * 4096] == 0x0A and device in raw[page * 4096 : (page + 1) * 4096]:
                raw[page * 4096 : (page + 1) * 4096] = bytes(4096)

    harmed(tmp_path / "a" / "record.db", harm)
    result = salvaged(tmp_path / "a", tmp_path / "b")
    more = 30 - result.entries_count - len(missing(result))
    assert more > 0 and any(f"counted 30 entries: {more} more are lost" in said for said in result.findings)


def test_a_log_that_is_gone_is_told_by_the_files_that_saw_it(own: Path, tmp_path: Path, whole: Path) -> None:
    (own / "record.db-wal").unlink()
    with open_incident(whole, write=False) as log:
        heads = log.heads()
    result = salvaged(own, tmp_path / "b", mirror=tmp_path / "none", heads=heads)
    assert missing(result) == set(range(COUNT // 2 + 3, COUNT + 1))
    full = salvaged(own, tmp_path / "c", mirror=whole.parent / "stick")
    assert (full.entries_count, full.lost) == (COUNT, ())


def test_words_that_are_damaged_are_told_and_the_header_is_kept(own: Path, tmp_path: Path) -> None:
    harmed(own / "record.db", lambda raw: raw.__setitem__(raw.find(b"told 7"), 0x54))
    result = salvaged(own, tmp_path / "b", mirror=tmp_path / "none")
    assert result.lost == (Lost(device=result.lost[0].device, first_seq=8, last_seq=8),)
    assert any("entry 8: its words are damaged" in said for said in result.findings)
    with open_incident(tmp_path / "b") as log:
        (kept,) = log.chains().aside
        assert kept.seq == 8 and kept.body is None


def test_erased_words_do_not_come_back_from_old_bytes(tmp_path: Path) -> None:
    with incident(tmp_path / "a", 3) as log:
        log.append(draft(text="A NAME that slipped in"))
        own = log.entries()[-1]
        stale = {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir() if p.name.startswith("record.db")}
        erase(log, own.header.device, own.header.seq, why="a name", role="incident-commander")
    file = tmp_path / "a" / "record.db"
    file.write_bytes(file.read_bytes() + stale["record.db"] + stale.get("record.db-wal", b""))
    result = salvaged(tmp_path / "a", tmp_path / "b")
    assert result.entries_count == 6 and not result.lost
    for place in (tmp_path / "b").iterdir():
        assert b"A NAME" not in place.read_bytes()


def test_what_was_never_committed_does_not_stand_for_what_was(tmp_path: Path) -> None:
    """The write-ahead log may hold an entry that was taken back, under a number given again later."""
    with incident(tmp_path / "a", 3) as log:
        shutil.copytree(tmp_path / "a", tmp_path / "other")
        tell(log, 2, "kept")
        told = hashes(log)
    with open_incident(tmp_path / "other") as other:
        tell(other, 1, "taken back")
        other.database.bring_in()
    file = tmp_path / "a" / "record.db"
    file.write_bytes(bytes(4096) + file.read_bytes()[4096:] + (tmp_path / "other" / "record.db").read_bytes()[4096:])
    result = salvaged(tmp_path / "a", tmp_path / "b")
    assert result.entries_count == 6 and not result.lost
    with open_incident(tmp_path / "b") as log:
        assert told < hashes(log)


def test_nothing_to_be_found_makes_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for raw in (b"", random.Random(1).randbytes(20_000)):
        (tmp_path / "a" / "record.db").write_bytes(raw)
        result = salvaged(tmp_path / "a", tmp_path / "b")
        assert result.folder is None and result.entries_count == 0
        assert not (tmp_path / "b").exists()


def test_entries_of_a_device_without_a_key_are_told(own: Path, tmp_path: Path) -> None:
    (own / "device.key").unlink()
    with open_incident(own, write=False) as log:
        (signer,) = log.signers()

    def harm(raw: bytearray) -> None:
        public = signer.public.encode()
        while (place := raw.find(public)) >= 0:
            raw[place : place + 64] = bytes(64)

    for name in ("record.db", "record.db-wal"):
        harmed(own / name, harm)
    result = salvaged(own, tmp_path / "b", mirror=tmp_path / "none")
    assert result.folder is None and any("no key that gives its name" in said for said in result.findings)


def test_a_place_in_use_is_refused(own: Path) -> None:
    with pytest.raises(BadHospital, match="not empty"):
        salvaged(own, own)


def test_a_salvaged_record_takes_from_others_what_it_lost(own: Path, whole: Path, tmp_path: Path) -> None:
    harmed(own / "record.db", lambda raw: _empty(raw, b'"text":"told 12"'))
    salvaged(own, tmp_path / "b", mirror=tmp_path / "none")
    with open_incident(tmp_path / "b") as log:
        assert merge(log, whole).entries_count > 0
        assert hashes(log) > set(everything(whole)) and not faults(log.chains(), log.incident)


@pytest.mark.parametrize("seed", range(10))
def test_no_damage_raises_and_none_makes_an_entry_up(seed: int, whole: Path, tmp_path: Path) -> None:
    known = everything(whole)
    damaged(seed, whole, tmp_path / "a")
    result = salvaged(tmp_path / "a", tmp_path / "b", mirror=tmp_path / "none")
    have: set[int] = set()
    if result.folder is not None:
        with open_incident(result.folder, write=False) as log:
            old = [entry for entry in log.entries() if entry.hash in known]
            assert len(old) == result.entries_count == len(log.entries()) - 1
            have = {known[entry.hash] for entry in old}
    assert missing(result) <= set(known.values()) - have  # what is told as lost was there, and is
