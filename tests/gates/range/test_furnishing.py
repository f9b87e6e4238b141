from __future__ import annotations

from ipaddress import ip_address

from codedark.gates.range.furnishing import DOCUMENTATION, furnish
from codedark.gates.range.readiness import Ready
from codedark.hospital import read
from tests.gates.range.small import TABLES, small_hospital


def test_what_was_told_is_not_changed(ready: Ready) -> None:
    told, given = small_hospital(), ready.furnished.hospital
    for before, after in zip(told.hosts, given.hosts, strict=True):
        assert before.address is None or before.address == after.address
    for zone, row in told.zones.items():
        assert given.zones[zone].prefixes[: len(row.prefixes)] == row.prefixes


def test_a_host_without_an_address_gets_a_free_one_of_its_zone(ready: Ready) -> None:
    address = ip_address(ready.furnished.named("ws-3").address)
    assert address in small_hospital().zones["office"].prefixes[0]  # type: ignore[index]
    every = [a for m in ready.furnished.machines for a in m.addresses]
    assert len(set(every)) == len(every)


def test_a_zone_without_a_network_gets_one_that_is_nobodys(ready: Ready) -> None:
    assert [str(p) for p in ready.furnished.hospital.zones["outside"].prefixes] == [DOCUMENTATION[0]]  # type: ignore[index]


def test_a_documentation_network_that_is_told_is_not_given_again() -> None:
    tables = {**TABLES, "zones.csv": TABLES["zones.csv"].replace("10.6.0.0/24", DOCUMENTATION[0])}
    tables["hosts.csv"] = tables["hosts.csv"].replace("10.6.0.10", "203.0.113.10")
    furnished = furnish(read({name: text.encode() for name, text in tables.items()}, ()))
    assert [str(p) for p in furnished.hospital.zones["outside"].prefixes] == [DOCUMENTATION[1]]  # type: ignore[index]


def test_a_zone_without_hosts_gets_someone_who_is_counted_with_no_host(ready: Ready) -> None:
    someone = ready.furnished.named("someone@outside")
    assert someone.at == -1
    assert len(ready.furnished.hospital.hosts) == len(small_hospital().hosts)


def test_machines_of_a_zone_with_both_families_can_speak_to_each_other(ready: Ready) -> None:
    four, six = ready.furnished.named("nurse-1"), ready.furnished.named("nurse-2")
    assert four.towards(six) is not None
    assert six.towards(ready.furnished.named("ws-1")) is not None


def test_machines_that_share_no_family_have_no_way(ready: Ready) -> None:
    assert ready.furnished.named("ct-1").second == ""


def test_every_zone_has_a_prober_that_is_no_host(ready: Ready) -> None:
    zones = [p.zone for p in ready.furnished.probers]
    assert zones == list(ready.furnished.hospital.zones)
    hosts = {m.address for m in ready.furnished.machines}
    assert not hosts & {p.address for p in ready.furnished.probers}


def test_a_prober_that_is_told_is_taken() -> None:
    tables = {**TABLES, "hosts.csv": TABLES["hosts.csv"] + "probe,office,10.1.0.99,prober,\n"}
    furnished = furnish(read({name: text.encode() for name, text in tables.items()}, ()))
    assert [p.address for p in furnished.probers if p.zone == "office"] == ["10.1.0.99"]


def test_what_was_invented_is_said(ready: Ready) -> None:
    assert any("without a told address" in line for line in ready.furnished.invented)
