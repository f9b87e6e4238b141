from __future__ import annotations

from ipaddress import ip_address

from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.hospital.cells import number_of
from codedark.hospital.host_columns import address_columns
from codedark.hospital.needs import NOTHING, parse
from codedark.hospital.records import Hosts
from tests.making import make_hospital


def test_columns_give_the_rows_back() -> None:
    hospital = make_hospital(
        zones="zone,kind\noffice,office\nlab,device",
        gates="gate,kind\nnac,nac",
        hosts="""
            host,zone,address,role,needs,quarantine,system,basis,source
            b,lab,fd00::1:2,server,a,nac,Linux,observed,scan
            a,office,,,,,,,
            c,office,10.0.0.9,pump,,,,stated,list
        """,
    )
    hosts = hospital.hosts
    assert [h.host for h in hosts] == ["b", "a", "c"]
    assert (hosts[0].address, hosts[0].needs, hosts[0].quarantine) == (ip_address("fd00::1:2"), parse("a"), "nac")
    assert (hosts[1].address, hosts[1].needs, hosts[1].basis) == (None, NOTHING, "assumed")
    assert (hosts[2].address, hosts[2].role, hosts[2].source) == (ip_address("10.0.0.9"), "pump", "list")
    assert Hosts.of(list(hosts), hosts.zone_ids)[2] == hosts[2]


@settings(max_examples=40)
@given(st.lists(st.none() | st.ip_addresses(), max_size=6))
def test_addresses_survive_the_columns(addresses: list) -> None:
    family, hi, lo = address_columns([None if a is None else number_of(a) for a in addresses])
    back = [
        None if f == 0 else type(a)((int(h) << 64) | int(low))
        for a, f, h, low in zip(addresses, family, hi, lo, strict=True)
    ]
    assert back == addresses
    assert [int(f) for f in family] == [0 if a is None else a.version for a in addresses]
