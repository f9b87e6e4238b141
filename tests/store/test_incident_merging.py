from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.merging import Chains, RemarkKind
from codedark.record.row import Signer
from codedark.store.age_file import new_identity
from codedark.store.incident_backup import backup, restore
from codedark.store.incident_log import IncidentLog, open_incident
from codedark.store.incident_merging import find_log, merge, strangers, sync
from tests.store.incidents import faults, hashes, incident, tell

WHO = {"role": "incident-commander", "ballast_bytes": 0}


def apart(tmp_path: Path, count: int = 2) -> list[IncidentLog]:
    """Laptops of one incident that were restored from one backup and then wrote apart."""
    identity, recipient = new_identity()
    first = incident(tmp_path / "0", 2)
    made = backup(first, tmp_path, recipients=[recipient])
    logs = [first]
    for number in range(1, count):
        where = {"identity": identity, "device_name": f"laptop {number}", **WHO}
        logs.append(restore(made.path, tmp_path / str(number), **where))  # type: ignore[arg-type]
    for number, log in enumerate(logs):
        tell(log, 2 + number, f"laptop {number}")
    return logs


def close(logs: list[IncidentLog]) -> None:
    for log in logs:
        log.close()


def test_laptops_that_were_apart_have_the_same_after_a_sync(tmp_path: Path) -> None:
    one, other = logs = apart(tmp_path)
    into_one, into_other = sync(one, other)
    assert (into_one.entries_count, into_other.entries_count) == (4, 2)
    assert [signer.name for signer in into_one.signers] == ["laptop 1"]
    assert hashes(one) == hashes(other)
    assert not faults(one.chains(), one.incident) and not faults(other.chains(), one.incident)
    assert not any(made.entries_count for made in sync(one, other))
    close(logs)


def test_the_order_of_three_changes_nothing(tmp_path: Path) -> None:
    logs = apart(tmp_path, 3)
    close(logs)
    ends = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        shutil.copytree(tmp_path / str(order[0]), tmp_path / f"end{order[0]}")
        with open_incident(tmp_path / f"end{order[0]}") as end:
            for number in order[1:]:
                merge(end, tmp_path / str(number))
            ends.append(hashes(end))
    assert ends[0] == ends[1] == ends[2] and len(ends[0]) == 3 + 2 + 4 + 5


def test_it_goes_on_writing_with_its_own_chain_after_a_merge(tmp_path: Path) -> None:
    one, other = logs = apart(tmp_path)
    merge(one, other)
    (entry,) = tell(one, 1)
    assert entry.header.device == one.device and len(entry.header.seen) == 1
    assert not faults(one.chains(), one.incident)
    close(logs)


def test_a_folder_a_mirror_a_backup_and_a_bare_file_give_the_same(tmp_path: Path) -> None:
    identity, recipient = new_identity()
    (tmp_path / "stick").mkdir()
    with incident(tmp_path / "a", 5, mirror=tmp_path / "stick") as log:
        made = backup(log, tmp_path, recipients=[recipient])
        rows = set(log.chains().rows)
        file = tmp_path / "stick" / f"{log.incident}.jsonl"
        for place in (tmp_path / "a", tmp_path / "a" / "record.db", tmp_path / "stick", file, made.path):
            assert set(find_log(place, log.incident, identity=identity).chains.rows) == rows, place
    shutil.copy(tmp_path / "a" / "record.db", tmp_path / "copy.db")
    assert set(find_log(tmp_path / "copy.db").chains.rows) == rows


def test_what_is_only_read_is_not_changed(tmp_path: Path) -> None:
    one, other = logs = apart(tmp_path)
    close(logs)
    before = {p.name: p.read_bytes() for p in sorted((tmp_path / "1").iterdir())}
    with open_incident(tmp_path / "0") as log:
        merge(log, tmp_path / "1")
    assert {p.name: p.read_bytes() for p in sorted((tmp_path / "1").iterdir())} == before
    assert one.incident == other.incident


def test_another_incident_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with incident(tmp_path / "a", 1) as log, incident(tmp_path / "b", 1, mirror=tmp_path / "stick") as other:
        before = hashes(log)
        file = tmp_path / "stick" / f"{other.incident}.jsonl"
        for there in (other, tmp_path / "b", file):
            with pytest.raises(BadHospital, match=f"of incident {other.incident}"):
                merge(log, there)
        with pytest.raises(BadHospital, match=f"no log of incident {log.incident}"):
            merge(log, tmp_path / "stick")
        assert hashes(log) == before


def test_a_fork_is_named_and_both_are_kept(tmp_path: Path) -> None:
    """A folder that was copied with its key, and written in both places."""
    incident(tmp_path / "a", 2).close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with open_incident(tmp_path / "a") as one, open_incident(tmp_path / "b") as other:
        ours, theirs = tell(one, 2, "ours"), tell(other, 2, "theirs")
        made = merge(one, other)
        assert (made.entries_count, made.aside_count) == (0, 2)
        assert [(r.kind, r.first_seq, r.last_seq) for r in made.remarks] == [(RemarkKind.FORK, 4, 5)]
        assert [row.hash.hex() for row in one.chains().aside] == [e.hash for e in theirs]
        assert {e.hash for e in ours} <= hashes(one)
        assert merge(one, other).aside_count == 0
        assert not faults(one.chains(), one.incident)


def test_damaged_lines_of_a_mirror_are_told_and_the_others_taken(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    one, other = logs = apart(tmp_path)
    other.mirror_to(tmp_path / "stick")
    close(logs)
    file = tmp_path / "stick" / f"{one.incident}.jsonl"
    lines = file.read_bytes().split(b"\n")
    lines[-2] = lines[-2][:-40]
    file.write_bytes(b"\n".join(lines[:-1]))
    with open_incident(tmp_path / "0") as log:
        made = merge(log, file)
        assert made.entries_count == 3 and any("cut off" in note for note in made.notes)


@pytest.mark.parametrize("raw", [b"", b"nothing of ours\n", b"SQLite format 3\x00" + bytes(100), b"{}\n{}\n"])
def test_a_file_that_is_no_log_is_said(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(raw)
    with pytest.raises(BadHospital):
        find_log(tmp_path / "file")
    with pytest.raises(BadHospital, match="no log lies there"):
        find_log(tmp_path)
    with pytest.raises(BadHospital):
        find_log(tmp_path / "nowhere")


def test_only_devices_a_person_vouches_for_are_no_strangers() -> None:
    known, new = (Signer(device=c * 16, public="00" * 32, name=c) for c in "ab")
    here, there = (
        Chains(rows=(), signers={known.device: known}),
        Chains(rows=(), signers={one.device: one for one in (known, new)}),
    )
    assert strangers(here, there) == (new,)
    assert strangers(here, there, ["b" * 7]) == (new,)
    assert strangers(here, there, ["b" * 8]) == strangers(here, there, ["all"]) == ()
