from __future__ import annotations

from dataclasses import fields

import pytest

from codedark.hospital.records import Host
from codedark.hospital.rows import RECORD_OF
from codedark.hospital.schema import TABLES
from tests.making import make_hospital


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_a_record_has_a_field_for_every_column_and_no_other(table) -> None:
    record = RECORD_OF.get(table.name, Host)
    assert [column.field or column.name for column in table.columns] == [field.name for field in fields(record)]


def test_a_record_stands_under_its_key_in_file_order() -> None:
    hospital = make_hospital(
        region="hospital,name,beds_recognised\nr2,Two,? closed\nr1,One,5",
        travel_min="from,to,minutes\nhome,r1,12\nr1,home,14",
    )
    assert list(hospital.region) == ["r2", "r1"]
    assert hospital.travel["home", "r1"].minutes == 12
    assert hospital.travel["r1", "home"].from_ == "r1"


def test_how_gates_are_wired_is_read() -> None:
    hospital = make_hospital(
        gates="gate,kind\nfw,nftables",
        hosts="host,zone\nct-1,office",
        agents=f"agent,gate,address,key,room\nfw-a,fw,[fd00::1]:47115,{'AB' * 32},cellar 2",
        cables="gate,zone,interface,room,panel_port,cable,note\nfw,office,eth1,cellar 2,P3/14,A-107,behind the door",
        out_of_band="path,kind,from,to,host,owner,how_to_close\nline,modem,,office,ct-1,imaging,pull the plug",
    )
    agent, cable, path = hospital.agents["fw-a"], hospital.cables["fw", "office"], hospital.out_of_band["line"]
    assert (agent.gate, str(agent.address), agent.key) == ("fw", "[fd00::1]:47115", "ab" * 32)
    assert (cable.interface, cable.panel_port, cable.cable) == ("eth1", "P3/14", "A-107")
    assert (path.kind, path.from_, path.to, path.host) == ("modem", None, "office", "ct-1")


def test_a_defence_can_wire_a_gate() -> None:
    more = {
        "defences/gap/defence.toml": 'title = "Gap"\ncost_eur = 1',
        "defences/gap/cables.csv": "change,gate,zone,interface\nadd,fw,office,eth1",
        "defences/gap/out_of_band.csv": "change,path\nremove,line",
    }
    tables = {"gates": "gate,kind\nfw,nftables", "out_of_band": "path,kind,to\nline,modem,office"}
    patched = make_hospital(defences=["gap"], more_files=more, **tables)
    assert patched.cables["fw", "office"].interface == "eth1"
    assert not patched.out_of_band
    assert make_hospital(more_files=more, **tables).out_of_band
