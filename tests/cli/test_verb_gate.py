from __future__ import annotations

import json
import signal
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from codedark.cli.main import answer
from codedark.gates.agent_folder import AgentFolder, read_key
from codedark.response.keys import key_id, public_hex
from tests.cli.incident_records import made, texts
from tests.cli.live_rooms import LiveRooms, staged
from tests.gates.rooms import PROBERS

OWNER = "ab" * 32
WHY = ("--reason", "files become unreadable")


def type_(*words: object) -> int:
    return answer([str(word) for word in words])


# Keys and enrolment: no network


def test_a_key_is_made_for_its_owner_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "me.key"
    assert type_("gate", "key", file) == 0
    said = capsys.readouterr()
    public = public_hex(read_key(file))
    assert public in said.out and key_id(public) in said.out and "revoke it" in said.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().strip() not in said.out + said.err


def test_a_key_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "me.key"
    type_("gate", "key", file)
    before = file.read_bytes()
    assert type_("gate", "key", file) == 2 and file.read_bytes() == before
    assert "never overwritten" in capsys.readouterr().err


def test_a_key_with_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert type_("gate", "key", tmp_path / "me.key", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"file", "public", "id"} and told["id"] == key_id(told["public"])


def test_a_gate_is_enrolled_with_the_owners_key_pinned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--gate", "g1", "--agent", "g1a", "--owner-key", OWNER, "--listen", "[fd00::9]:47115", "--bridge")
    assert type_("gate", "enrol", tmp_path / "gate", *words, "--fail-open") == 0
    folder = AgentFolder(tmp_path / "gate")
    settings = folder.settings()
    assert (settings.gate, settings.agent, settings.owner_key) == ("g1", "g1a", OWNER)
    assert settings.listen == "[fd00::9]:47115" and str(settings.family) == "bridge" and settings.fail_open
    said = capsys.readouterr()
    assert public_hex(folder.key()) in said.out and "agents table" in said.err


def test_everything_wrong_with_an_enrolment_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "gate"
    assert type_("gate", "enrol", folder, "--gate", "g1", "--owner-key", "beef", "--listen", "here") == 2
    said = capsys.readouterr().err
    assert "no public key" in said and "no address" in said and "2 faults" in said and not folder.exists()


def test_a_gate_is_enrolled_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("gate", "enrol", tmp_path / "gate", "--gate", "g1", "--owner-key", OWNER)
    assert type_(*words, "--json") == 0
    assert set(json.loads(capsys.readouterr().out)) == {"folder", "gate", "agent", "public"}
    key = (tmp_path / "gate" / "key").read_bytes()
    assert type_(*words) == 3 and "enrolled here already" in capsys.readouterr().err
    assert (tmp_path / "gate" / "key").read_bytes() == key


def test_where_nothing_is_enrolled_nothing_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert type_("gate", "serve", tmp_path) == 2
    assert "codedark gate enrol" in capsys.readouterr().err


def test_an_address_of_another_machine_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    type_("gate", "enrol", tmp_path / "gate", "--gate", "g1", "--owner-key", OWNER, "--listen", "192.0.2.1:47115")
    assert type_("gate", "serve", tmp_path / "gate") == 3
    assert "192.0.2.1:47115" in capsys.readouterr().err
    assert type_("gate", "probe", "192.0.2.1", "--peer", "192.0.2.2", "--gate-key", OWNER) == 3
    assert "192.0.2.1 port 47116" in capsys.readouterr().err


def test_a_prober_takes_no_word_from_what_is_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert type_("gate", "probe", "127.0.0.1", "--peer", "127.0.0.2", "--gate-key", "x", "--gate-key", "y") == 2
    assert "2 faults" in capsys.readouterr().err


def test_before_staging_there_is_nothing_to_boot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert type_("gate", "boot", tmp_path) == 1
    assert "nothing was staged here yet" in capsys.readouterr().err


def test_an_order_is_typed_in_where_the_agent_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it the person at the gate is told how to start it."""
    from datetime import UTC, datetime

    from codedark.gates.agent_folder import Ed25519PrivateKey
    from codedark.response.order import Order, OrderAct
    from codedark.response.signing import sign
    from codedark.response.spoken import spoken_groups

    type_("gate", "enrol", tmp_path / "gate", "--gate", "g1", "--owner-key", OWNER, "--listen", "127.0.0.1:1")
    at = datetime.now(UTC).replace(microsecond=0)
    order = Order(act=OrderAct.CUT, plan="0" * 12, issued_at=at, valid_s=60, hold_min=30, nonce=b"1234")
    groups = spoken_groups(sign(order, Ed25519PrivateKey.generate(), "0" * 16))
    assert type_("gate", "obey", tmp_path / "gate", *groups) == 3
    assert f"codedark gate serve {tmp_path / 'gate'}" in capsys.readouterr().err


# With packets


def until_said(process: subprocess.Popen[str], word: str) -> str:
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if word in line:
            return said
    raise AssertionError(f"ended without {word!r}: {said}")


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    return process.returncode, err


@pytest.fixture
def served(live: LiveRooms) -> Any:
    """Everything as processes of its own, as in a hospital."""
    owner = public_hex(live.world.people.owner)
    folder = live.path / "gate-1"
    words = ("--gate", "g1", "--owner-key", owner, "--listen", "10.9.0.1:47115", "--json")
    key = live.type("gate", "enrol", folder, *words).told["public"]
    live.write(agents=f"agent,gate,address,key\ng1,g1,10.9.0.1:47115,{key}\n")
    processes = {"agent": live.start("gate", "serve", folder)}
    for room, address in PROBERS.items():
        peers = [word for peer in PROBERS.values() for word in ("--peer", peer)]
        processes[room] = live.start("gate", "probe", address, *peers, "--gate-key", key, at=room)
    yield live, folder, processes
    for process in processes.values():
        process.kill()
        process.communicate()


@pytest.mark.namespaces
def test_the_whole_day_with_processes_of_their_own(served: Any) -> None:
    live, folder, processes = served
    said = until_said(processes["agent"], "No mandate")
    assert "g1 serves gate g1 on 10.9.0.1:47115; 0 plans staged, 0 held" in said
    for room in PROBERS:
        assert "2 peers; 1 gate may ask" in until_said(processes[room], "may ask")
    assert live.gap("stage").code == 0
    live.world.listen(443)
    assert live.world.connects(443)
    fired = live.gap("fire", "office", *WHY)
    assert fired.code == 0 and fired.out.startswith("SEALED"), fired
    # the agent ends; what is held stays held
    code, err = ended(processes["agent"])
    assert code == 0 and "what is held stays held" in err
    assert not live.world.connects(443)
    # the rules are wiped; the boot script brings them back without an agent
    live.world.nft("delete table inet codedark")
    assert live.world.connects(443)
    booted = live.type("gate", "boot", folder, at="gate")
    assert booted.code == 0 and not live.world.connects(443)
    assert live.type("gate", "boot", folder, "--show", at="gate").out.startswith("#!/bin/sh")
    # and it starts again where it was
    processes["agent"] = live.start("gate", "serve", folder)
    assert "6 plans staged, 1 held" in until_said(processes["agent"], "serves")
    assert live.gap("release", "office", by="engineer physician").code == 0
    assert live.world.connects(443)
    assert ended(processes["office"])[0] == 0


@pytest.mark.namespaces
@pytest.mark.parametrize(("file", "content"), [("mandate.sig", "00"), ("staged.json", "{")])
def test_what_a_gate_cannot_read_is_named_with_what_to_do(live: LiveRooms, file: str, content: str) -> None:
    staged(live)
    live.world.agents[0].stop()
    (live.path / "g1" / file).write_text(content)
    process = live.start("gate", "serve", live.path / "g1")
    try:
        assert "DAMAGED: " in until_said(process, "serves gate")
    finally:
        ended(process)


@pytest.mark.namespaces
def test_a_refused_order_is_said_at_the_gate_and_changes_nothing(live: LiveRooms) -> None:
    staged(live)
    heard = live.gap("order", "office", *WHY, "--json").told["groups"]
    first = live.type("gate", "obey", live.path / "g1", " ".join(heard), "--json", at="gate")
    assert first.code == 0 and first.told["done"]["act"] == "cut"
    again = live.type("gate", "obey", live.path / "g1", *heard, at="gate")
    assert again.code == 0 and "already so" in again.out
    release = live.gap("order", "office", "--act", "release", "--json", by="engineer physician")
    assert release.code == 0
    for expected in (0, 1):  # a release counts once
        said = live.type("gate", "obey", live.path / "g1", *release.told["groups"], at="gate")
        assert said.code == expected, said
    assert said.out.startswith("REFUSED: ") and "counts once" in said.out


@pytest.mark.namespaces
def test_an_order_by_telephone_is_recorded_as_the_gate_wrote_it_down(live: LiveRooms, tmp_path: Path) -> None:
    staged(live)
    incident = made(tmp_path / "incident")
    heard = live.gap("order", "office", *WHY, "--json").told["groups"]
    for _ in range(2):
        said = live.type("gate", "obey", live.path / "g1", *heard, "--record", incident, at="gate")
        assert said.code == 0 and said.err == ""
    told = texts(incident)
    assert sum(text.startswith("Gate g1: cut of plan") for text in told) >= 1
    assert sum("laid ready" in text for text in told) == 1
    missing = live.type("gate", "obey", live.path / "g1", *heard, "--record", tmp_path / "none", at="gate")
    assert missing.code == 0 and f"--gate {live.path / 'g1'}" in missing.err
