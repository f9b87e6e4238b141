from __future__ import annotations

import pytest

from tests.hospital.faulty import only_fault
from tests.making import make_hospital


@pytest.mark.parametrize(
    ("table", "text", "row", "column"),
    [
        ("zones", "zone,kind,basis,source\noffice,office,stated,", 2, "source"),
        ("zones", "zone,kind,basis\noffice,office,stated", 2, "basis"),
        ("services", "service,paper_min,paper_capacity\nicu,0,0.1", 2, "paper_capacity"),
        ("services", "service,arrivals_per_h,ambulances_per_h\ned,1,1.1", 2, "ambulances_per_h"),
        ("services", "service,needs\nicu,icu", 2, "needs"),
        ("region", "hospital,name,beds_recognised\nhome,Home,1", 2, "hospital"),
        ("travel_min", "from,to,minutes\nhome,home,1", 2, "to"),
        ("out_of_band", "path,kind,from,to\np,modem,office,office", 2, "to"),
        ("accounts", "account,administers\na,office", 2, "administers"),
        ("accounts", "account,administers,held_on\na,*,role:server", 2, "held_on"),
        ("conduits", "conduit,from,to\nc,role:pump,*", 2, "from"),
        ("conduits", "conduit,from,to\nc,*,10.0.0.0/8", 2, "to"),
    ],
)
def test_a_contradiction_is_told(table: str, text: str, row: int, column: str) -> None:
    fault = only_fault(**{table: text})
    assert (fault.file, fault.row, fault.column) == (f"{table}.csv", row, column)
    assert fault.fix


KEY = "0a" * 32


@pytest.mark.parametrize(
    ("agents", "column"),
    [
        (f"a,fw,10.0.0.1:1,{KEY}\nb,fw,10.0.0.1:1,", "address"),
        (f"a,fw,10.0.0.1:1,{KEY}\nb,fw,10.0.0.2:1,{KEY.upper()}", "key"),
        ("a,fw,[fd00::1]:1,\nb,fw,[fd00:0::1]:1,", "address"),
    ],
)
def test_two_agents_have_two_addresses_and_two_keys(agents: str, column: str) -> None:
    fault = only_fault(agents="agent,gate,address,key\n" + agents, gates="gate,kind\nfw,nftables")
    assert (fault.row, fault.column) == (3, column)
    assert "'a'" in fault.message


def test_two_agents_of_one_gate_that_are_not_enrolled_are_no_contradiction() -> None:
    agents = "agent,gate,address\na,fw,10.0.0.1:1\nb,fw,10.0.0.1:2"
    assert len(make_hospital(agents=agents, gates="gate,kind\nfw,nftables").agents) == 2


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("zones", "zone,kind,basis,source\noffice,office,stated,the plan of 2025"),
        ("zones", "zone,kind,basis,source\noffice,office,observed,"),
        ("services", "service,paper_min,paper_capacity\nicu,0,0"),
        ("services", "service,paper_min,paper_capacity\nicu,0.1,0.1"),
        ("services", "service,paper_min,paper_capacity\nicu,? never tried,0.1"),
        ("services", "service,paper_capacity\nicu,0.1"),
        ("services", "service,arrivals_per_h,ambulances_per_h\ned,1,1"),
        ("services", "service,needs\nicu,ed\ned,icu"),
        ("conduits", "conduit,from,to\nc,*,office"),
    ],
)
def test_what_only_looks_like_one_is_sound(table: str, text: str) -> None:
    make_hospital(**{table: text})


def test_a_recovery_bed_is_kept_by_a_service() -> None:
    head, row = "operation,days,start,duration_min,needs,recovery,recovery_min", "o,mon,08:00,60,ot"
    services = "service\not\nbay"
    assert only_fault(services=services, operations=f"{head}\n{row},,30").column == "recovery_min"
    make_hospital(services=services, operations=f"{head}\n{row},bay,30")
    make_hospital(services=services, operations=f"{head}\n{row},,0")


@pytest.mark.parametrize("chosen", ["*", "office", "host:h", "role:server", "role:server@office", "10.0.0.0/30"])
def test_a_choice_that_chooses_somebody_is_sound(chosen: str) -> None:
    make_hospital(
        hosts="host,zone,address,role\nh,office,10.0.0.1,server",
        accounts=f"account,administers\na,{chosen}",
        conduits=f"conduit,from,to\nc,{chosen},*",
    )


@pytest.mark.parametrize("chosen", ["role:pump", "role:server@lab", "10.0.0.2/31", "10.0.0.2"])
def test_a_choice_that_chooses_nobody_is_a_fault(chosen: str) -> None:
    fault = only_fault(
        zones="zone,kind\noffice,office\nlab,device",
        hosts="host,zone,address,role\nh,office,10.0.0.1,server",
        conduits=f"conduit,from,to\nc,{chosen},*",
    )
    assert "no host matches" in fault.message
