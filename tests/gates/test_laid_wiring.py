from __future__ import annotations

from pathlib import Path

import pytest

from codedark.gap.plan_book import staged_plan
from codedark.gap.posture import Posture, seal
from codedark.gap.tiers import tiers
from codedark.gates.controller import Member
from codedark.gates.laid_wiring import FILE, Wiring, members_of, read_wiring, save_wiring, unseen_by_plan
from codedark.hospital import BadHospital
from codedark.hospital.records import ConduitId, GateId
from tests.gates.rooms import rooms_hospital

WIRING = Wiring(
    members=(Member(gate=GateId("g1"), agent="g1", address=("fd00::9", 47115), key="ab" * 32),),
    out_of_reach={"00ff00ff00ff": ("modem: from outside; pull it",)},
    mandate="version = 1\n",
    signature="00" * 64,
)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    assert read_wiring(tmp_path) is None
    save_wiring(tmp_path / "live", WIRING)
    assert read_wiring(tmp_path / "live") == WIRING


def test_a_damaged_file_is_said_with_its_fix(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"members": 3}')
    with pytest.raises(BadHospital, match="stage again"):
        read_wiring(tmp_path)


def test_agents_of_the_tables_are_the_members() -> None:
    assert members_of(rooms_hospital()) == (Member(gate=GateId("g1"), agent="g1", address=("10.9.0.1", 47115)),)


def test_what_no_gate_sees_is_told_for_each_plan_with_what_to_do() -> None:
    hospital = rooms_hospital()
    dark = staged_plan(tiers(hospital), seal({ConduitId("care"): Posture.DARK}), None, "a")
    told = unseen_by_plan(hospital, [dark])
    assert len(told[dark.id]) == 2 and "can reach each other; switch its ports off" in told[dark.id][0]
    assert WIRING.unseen("00ff00ff00ff") and WIRING.unseen("0123456789ab") == ()
