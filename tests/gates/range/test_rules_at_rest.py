from __future__ import annotations

from codedark.gates.range.readiness import Ready
from codedark.gates.range.rules_at_rest import addresses, inside_rules, rules_at_rest
from codedark.hospital.records import HostId, Selector, ZoneId
from codedark.hospital.words import Role


def test_denies_stand_before_allows_and_established_before_both(ready: Ready) -> None:
    lines = rules_at_rest(ready.furnished).splitlines()
    established = next(i for i, line in enumerate(lines) if "ct state established" in line)
    deny = next(i for i, line in enumerate(lines) if line.endswith("drop") and "saddr" in line)
    allow = next(i for i, line in enumerate(lines) if "dport { 104, 443 }" in line)
    assert established < deny < allow


def test_what_nobody_told_is_dropped(ready: Ready) -> None:
    assert "policy drop" in rules_at_rest(ready.furnished)


def test_a_row_is_written_for_each_family_both_ends_have(ready: Ready) -> None:
    text = rules_at_rest(ready.furnished)
    assert "ip6 saddr { 2001:db8:2::/64 } ip6 daddr { 2001:db8:4::/64 }" in text
    assert "ip6 saddr { 10." not in text


def test_an_open_zone_has_no_rules_inside_and_an_isolated_one_has(ready: Ready) -> None:
    assert inside_rules(ready.furnished, ZoneId("office")) == ""
    assert 'iifname != "lo" accept' in inside_rules(ready.furnished, ZoneId("ward"))


def test_a_selector_means_the_addresses_of_its_hosts(ready: Ready) -> None:
    furnished = ready.furnished
    assert addresses(furnished, Selector(host=HostId("ct-1"))) == ("10.3.0.10/32",)
    assert addresses(furnished, Selector(role=Role.PUMP)) is None
    assert addresses(furnished, Selector()) == ()
    nurses = addresses(furnished, Selector(role=Role.CLINICAL_WORKSTATION))
    assert nurses is not None
    assert "2001:db8:2::11/128" in nurses
    assert "10.2.0.10/32" in nurses
