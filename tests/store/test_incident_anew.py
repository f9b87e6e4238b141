from __future__ import annotations

from pathlib import Path

import pytest

from codedark.hospital.faults import BadHospital
from codedark.record.merging import Chains, Merged
from codedark.record.row import row_of
from codedark.store import incident_anew
from codedark.store.incident_anew import Origin, check_place, put_together, sound_of
from codedark.store.incident_log import open_incident
from tests.record.making import draft
from tests.store.incidents import faults, hashes, incident, tell

ORIGIN = Origin(role="incident-commander", device_name="the second laptop", text="Put together.", details={"from": "x"})


def made(folder: Path, found: Merged, name: str, mirror: Path | None = None) -> object:
    return put_together(folder, found, name, ORIGIN, mirror=mirror, ballast_bytes=0)


def test_what_comes_in_lies_as_it_lay_and_the_laptop_writes_with_a_key_of_its_own(tmp_path: Path) -> None:
    with incident(tmp_path / "a", 3) as log:
        found = sound_of(log.chains(), log.incident)
    with made(tmp_path / "b", found, log.incident) as anew:  # type: ignore[attr-defined]
        assert [row_of(e).hash for e in anew.entries()][:4] == [row.hash for row in log_rows(tmp_path / "a")]
        first = anew.entries()[4]
        assert first.header.device == anew.device != log.device and first.header.seq == 1
        assert first.body.text == "Put together." and first.body.details["from"] == "x"
        assert [head.device for head in first.header.seen] == [log.device]
        assert anew.about == log.about
        tell(anew, 2)
        assert not faults(anew.chains(), anew.incident)
    assert (tmp_path / "b" / "device.key").read_bytes() != (tmp_path / "a" / "device.key").read_bytes()


def log_rows(folder: Path) -> list[object]:
    with open_incident(folder, write=False) as log:
        return list(log.rows())


def test_the_order_of_several_devices_is_kept(tmp_path: Path) -> None:
    with incident(tmp_path / "a", 2) as log, incident(tmp_path / "x") as other:
        other.close()
        chains = log.chains()
    turned = Chains(rows=tuple(reversed(chains.rows)), signers=chains.signers)
    assert sound_of(turned, log.incident).rows == turned.rows


def test_a_place_where_something_stands_is_left_alone(tmp_path: Path) -> None:
    with incident(tmp_path / "a", 1) as log:
        found = sound_of(log.chains(), log.incident)
    before = sorted((tmp_path / "a").iterdir())
    with pytest.raises(BadHospital, match="not empty"):
        made(tmp_path / "a", found, log.incident)
    assert sorted((tmp_path / "a").iterdir()) == before
    with pytest.raises(BadHospital) as bad:
        check_place(tmp_path / "no" / "b", tmp_path / "stick")
    assert len(bad.value.faults) == 2


def test_nothing_that_proves_itself_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadHospital, match="no entry proves itself"):
        made(tmp_path / "b", Merged(), "0" * 16)
    assert not (tmp_path / "b").exists()


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with incident(tmp_path / "a", 1) as log:
        found = sound_of(log.chains(), log.incident)

    def failing(*_: object, **__: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(incident_anew, "open_incident", failing)
    with pytest.raises(OSError, match="No space"):
        made(tmp_path / "b", found, log.incident)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a"]


def test_a_mirror_is_written_from_the_start(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with incident(tmp_path / "a", 2) as log:
        found = sound_of(log.chains(), log.incident)
    with made(tmp_path / "b", found, log.incident, tmp_path / "stick") as anew:  # type: ignore[attr-defined]
        anew.append(draft())
        told = (tmp_path / "stick" / f"{log.incident}.jsonl").read_text()
        assert all(own in told for own in hashes(anew))
