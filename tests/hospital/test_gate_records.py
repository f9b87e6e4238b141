from __future__ import annotations

import dataclasses

import pytest

from codedark.hospital import gate_records, records
from tests.making import make_hospital


def test_a_gate_and_its_wiring_are_met_with_the_other_records() -> None:
    for record in (gate_records.Gate, gate_records.Agent, gate_records.Cable, gate_records.OutOfBand):
        assert getattr(records, record.__name__) is record


def test_what_is_told_of_a_gate_cannot_be_changed_afterwards() -> None:
    hospital = make_hospital(
        gates="gate,kind\nfw,nftables", agents="agent,gate,address\nfw-a,fw,gate-1.example:47115",
        cables="gate,zone\nfw,office", out_of_band="path,kind,to\nline,modem,office",
    )  # fmt: skip
    for rows in (hospital.gates, hospital.agents, hospital.cables, hospital.out_of_band):
        (record,) = rows.values()
        with pytest.raises(dataclasses.FrozenInstanceError):
            record.source = "somebody else"


def test_what_is_not_told_of_a_cable_or_a_path_is_empty_and_never_guessed() -> None:
    hospital = make_hospital(
        gates="gate,kind\nfw,nftables", agents="agent,gate,address\nfw-a,fw,gate-1.example:47115",
        cables="gate,zone\nfw,office", out_of_band="path,kind,to\nline,modem,office",
    )  # fmt: skip
    cable, path = hospital.cables["fw", "office"], hospital.out_of_band["line"]
    assert (cable.interface, cable.room, cable.panel_port, cable.cable) == ("", "", "", "")
    assert (path.from_, path.host, path.owner, path.how_to_close) == (None, None, "", "")
    assert hospital.agents["fw-a"].key == ""
