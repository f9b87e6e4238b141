from __future__ import annotations

from pathlib import Path

import pytest

from codedark.cli.gap_laying import lay
from codedark.gates.laid_wiring import read_wiring
from codedark.gates.live_folder import LiveFolder
from codedark.hospital import BadHospital
from codedark.hospital.records import GateId
from tests.cli.live_rooms import LiveRooms
from tests.gates.rooms import INTERFACES, PROBERS, rooms_hospital, rooms_tables
from tests.making import make_hospital


def test_every_alarm_and_every_zone_has_a_plan() -> None:
    names = {name for plan in lay(rooms_hospital()).plans for name in plan.names}
    assert {"unknown", "zone:office", "zone:clinic", "zone:office@4", "everything@2", "everything@3"} <= names


def test_a_gates_book_knows_its_probers_and_interfaces() -> None:
    (book,) = lay(rooms_hospital()).books
    assert book.gate == "g1"
    assert {p.address for p in book.probers} == set(PROBERS.values())
    assert book.place("office").interface == INTERFACES["office"]  # type: ignore[arg-type]


def test_a_gate_without_an_agent_has_no_book() -> None:
    tables = rooms_tables()
    tables["gates"] += "g2,switch,5,no\n"
    laid = lay(make_hospital(**tables))
    assert list(laid.staged()) == [GateId("g1")]


def test_what_is_laid_is_of_this_state_of_the_folder() -> None:
    hospital = rooms_hospital()
    laid = lay(hospital)
    assert laid.hospital_sha256 == hospital.sha256 and laid.timezone == hospital.settings.hospital.timezone


@pytest.mark.namespaces
def test_staging_says_what_lies_where_and_what_is_missing(live: LiveRooms) -> None:
    live.serve("g1")
    said = live.gap("stage")
    assert said.code == 0
    assert "unknown, office, clinic" in said.out and "0.45" in said.out
    assert "1 break-glass flow leads from what a plan presumes into core" in said.out
    assert "images: no need is told that it carries" in said.out
    assert "g1: mandate version 1 and 6 plans staged" in said.out
    folder = live.hospital / "live"
    assert LiveFolder(folder).laid() is not None and read_wiring(folder) is not None


@pytest.mark.namespaces
def test_staging_with_json_is_one_object(live: LiveRooms) -> None:
    live.serve("g1")
    told = live.gap("stage", "--json").told
    assert set(told) == {"plans", "staged", "failed", "incomplete", "unkeyed"}
    assert told["staged"] == ["g1"] and told["failed"] == {} and len(told["plans"]) == 6


@pytest.mark.namespaces
def test_an_agent_that_does_not_answer_is_not_staged_and_the_others_are(live: LiveRooms) -> None:
    live.serve("g1a", "g1b")
    live.world.agents[1].stop()
    said = live.gap("stage")
    assert said.code == 3
    assert "g1a: mandate version 1 and 6 plans staged" in said.out and "g1b: NOT STAGED: " in said.out


@pytest.mark.namespaces
def test_who_may_not_stage_changes_nothing(live: LiveRooms) -> None:
    live.serve("g1")
    said = live.gap("stage", by="visitor")
    assert said.code == 3 and "NOT STAGED" in said.out and "visitor may not stage" in said.out
    assert live.world.agents[0].agent.holding.plans == {}


@pytest.mark.namespaces
def test_an_agent_whose_key_is_not_told_is_said(live: LiveRooms) -> None:
    live.serve("g1")
    live.write()
    assert "believed without a signature" in live.gap("stage").out


@pytest.mark.namespaces
def test_another_machine_in_a_gates_place_is_not_believed(live: LiveRooms) -> None:
    live.serve("g1")
    live.write(agents=f"agent,gate,address,key\ng1,g1,10.9.0.1:47115,{'ab' * 32}\n")
    said = live.gap("stage")
    assert said.code == 3 and "NOT STAGED" in said.out and "not believed" in said.out


def test_without_agents_nothing_is_solved(tmp_path: Path) -> None:
    from codedark.cli.gap_laying import lay_ready
    from codedark.gates.agent_folder import Ed25519PrivateKey

    hospital = make_hospital(**{k: v for k, v in rooms_tables().items() if k != "agents"})
    with pytest.raises(BadHospital, match="nobody to send to"):
        lay_ready(hospital, (b"", b""), Ed25519PrivateKey.generate(), tmp_path / "live")
    assert not (tmp_path / "live").exists()
