from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.entry import EntryKind
from codedark.record.finding import FindingKind
from codedark.store.erasing import REMAINS, erase
from codedark.store.incident_log import IncidentLog, open_incident
from tests.store.on_disk import begin, begin_mirrored, faults, told, verified, write

SECRET = "Mrs Peeters was moved to ward 4."  # noqa: S105 (what must not have been written)


def everywhere(tmp_path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def device_of(log: IncidentLog) -> str:
    assert log.device is not None
    return log.device


def test_erased_words_are_gone_from_every_file_and_the_chain_holds(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        write(log, 2)
        secret = log.append(told(1, SECRET))
        write(log, 2)
        assert SECRET.encode() in everywhere(tmp_path)
        erased = erase(log, device_of(log)[:8], secret.header.seq, role="data-protection", why="names a patient")
        assert erased.mirror_too and erased.remains == REMAINS
        assert SECRET.encode() not in everywhere(tmp_path)
        entry = log.entries()[-1]
        assert entry == erased.correction and entry.header.kind is EntryKind.CORRECTION
        assert entry.header.role == "data-protection" and entry.header.links == (secret.hash,)
        assert [(f.kind, f.seq) for f in verified(log)] == [(FindingKind.ERASED, 4)]
    assert SECRET.encode() not in everywhere(tmp_path) and faults(tmp_path / "inc") == []


def test_words_in_a_mirror_that_is_away_go_when_it_is_back(tmp_path: Path) -> None:
    with begin_mirrored(tmp_path) as log:
        secret = log.append(told(1, SECRET))
        (tmp_path / "stick").rename(tmp_path / "in a pocket")
        assert not erase(log, device_of(log), secret.header.seq, role="r", why="names a patient").mirror_too
        assert any("still holds the erased words" in warning for warning in log.warnings)
    (tmp_path / "in a pocket").rename(tmp_path / "stick")
    assert SECRET.encode() in everywhere(tmp_path)
    with open_incident(tmp_path / "inc") as log:
        assert any("gone from it now" in warning for warning in log.warnings)
    assert SECRET.encode() not in everywhere(tmp_path) and faults(tmp_path / "inc") == []


def test_a_death_between_saying_and_erasing_is_found_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> bool:
        raise KeyboardInterrupt

    with begin_mirrored(tmp_path) as log:
        secret = log.append(told(1, SECRET))
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(IncidentLog, "erase_body", dies)
            erase(log, device_of(log), secret.header.seq, role="r", why="names a patient")
        assert [(f.kind, f.seq) for f in verified(log)] == [(FindingKind.STILL_THERE, 2)]
        count = len(log.rows())
        erase(log, device_of(log), secret.header.seq, role="r", why="names a patient")
        assert len(log.rows()) == count and faults(tmp_path / "inc") == []


def test_what_holds_the_record_together_cannot_be_erased(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        body = told(1).body
        keyed = told(1)
        log.append(replace(keyed, body=replace(body, details={"device_public": "00" * 32})))
        secret = log.append(told(1, SECRET))
        correction = erase(log, device_of(log), secret.header.seq, role="r", why="w").correction
        refused = {
            1: "opens the incident",
            2: "carries a device's key",
            secret.header.seq: "was erased before",
            correction.header.seq: "says what was erased",
            99: "no entry 99",
        }
        before = log.rows()
        for seq, why in refused.items():
            with pytest.raises(BadHospital, match=why):
                erase(log, device_of(log), seq, role="r", why="w")
        with pytest.raises(BadHospital, match="no device beef"):
            erase(log, "beef", 1, role="r", why="w")
        assert log.rows() == before


def test_a_role_and_a_ground_are_asked_for_both_at_once(tmp_path: Path) -> None:
    with begin(tmp_path / "inc") as log:
        secret = log.append(told(1, SECRET))
        with pytest.raises(BadHospital) as bad:
            erase(log, device_of(log), secret.header.seq, role=" ", why="")
        assert "name the role" in str(bad.value) and "never what" in str(bad.value)
        assert log.rows()[-1].body is not None
