from __future__ import annotations

import stat
from pathlib import Path

import pytest

from codedark.gates.agent_folder import AgentFolder, GateSettings, read_key, write_key, write_whole
from codedark.hospital import BadHospital
from codedark.response.keys import public_hex
from codedark.response.memory import GateMemory
from codedark.response.order import BadOrder


def enrolled(path: Path) -> AgentFolder:
    folder = AgentFolder(path)
    folder.enrol(GateSettings(gate="g1", agent="g1-a", owner_key="00" * 32))
    return folder


def test_what_is_enrolled_is_read_back(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    assert folder.settings() == GateSettings(gate="g1", agent="g1-a", owner_key="00" * 32)
    assert public_hex(folder.key()) == public_hex(folder.key())


def test_a_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    enrolled(tmp_path / "gate")
    assert stat.S_IMODE((tmp_path / "gate" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "gate").stat().st_mode) == 0o700


def test_a_gate_is_enrolled_once(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    key = public_hex(folder.key())
    with pytest.raises(FileExistsError):
        folder.enrol(GateSettings(gate="g2", agent="g2"))
    assert public_hex(folder.key()) == key


@pytest.mark.parametrize("text", ["not toml [", 'gate = "g1"\n', 'gate = 1\nagent = "a"\n'])
def test_a_damaged_gate_toml_is_said_with_its_fix(tmp_path: Path, text: str) -> None:
    (tmp_path / "gate.toml").write_text(text)
    with pytest.raises(BadHospital) as bad:
        AgentFolder(tmp_path).settings()
    assert "enrol" in bad.value.faults[0].fix


def test_an_empty_folder_is_no_gate(tmp_path: Path) -> None:
    with pytest.raises(BadHospital, match="no gate is enrolled here"):
        AgentFolder(tmp_path).settings()


def test_nothing_kept_yet_is_nothing(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    assert (folder.staged(), folder.mandate(), folder.memory()) == (None, None, GateMemory())


def test_a_damaged_memory_is_never_taken_for_an_empty_one(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    (tmp_path / "gate" / "memory.json").write_bytes(b'{"used": [')
    with pytest.raises(BadOrder):
        folder.memory()


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_whole(file, b"one")
    with file.open("rb") as old:
        write_whole(file, b"two")
        assert old.read() == b"one"
    assert file.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_the_journal_grows_by_a_line_a_note(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    folder.note({"at": 1.0, "what": "one"})
    folder.note({"at": 2.0, "what": "two"})
    assert (tmp_path / "gate" / "journal.jsonl").read_text().count("\n") == 2


@pytest.mark.parametrize(("text", "said"), [(None, "no key lies there"), ("hello", "this is no private key")])
def test_a_key_that_is_none_is_said_with_its_fix(tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "k"
    if text is not None:
        file.write_text(text)
    with pytest.raises(BadHospital, match=said):
        read_key(file)


def test_a_key_is_read_back(tmp_path: Path) -> None:
    folder = enrolled(tmp_path / "gate")
    write_key(tmp_path / "k", folder.key())
    assert public_hex(read_key(tmp_path / "k")) == public_hex(folder.key())
