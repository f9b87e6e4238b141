"""What is particular to PAN-OS."""

from dataclasses import replace

from codedark.formats.firewall_panos import panos_texts
from codedark.formats.firewall_wall import wall
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_checks import staged
from tests.formats.firewall_packets import packet


def _texts(case: str, minutes: int = 60):  # type: ignore[no-untyped-def]
    return panos_texts(GateId("g"), wall(CASES[case].book, CASES[case].seal), minutes)


def test_firing_ipv4_needs_no_commit() -> None:
    assert "commit" not in _texts("break-glass").fire and _texts("break-glass").fire.count("curl ") == 1


def test_firing_ipv6_enables_permits_before_drops_and_commits_once() -> None:
    fire = _texts("ipv6").fire
    assert fire.count("type=commit") == 1 and fire.rstrip().endswith('</commit>"')
    assert fire.index("-K002'") < fire.index("-D002'")


def test_a_tag_lives_at_most_thirty_days() -> None:
    assert 'timeout="2592000"' in _texts("dark", minutes=10**6).fire
    assert 'timeout="1800"' in _texts("dark", minutes=30).fire


def test_a_quarantined_host_is_cut_off_both_ways() -> None:
    device, texts = staged(GateKind.PAN_OS, CASES["quarantine"])
    device.paste(texts.fire)
    assert not device.passes(packet("10.10.0.99", "8.8.8.8", "udp", 53))
    assert not device.passes(packet("2001:db8:40::1", "2001:db8:10::99", "tcp", 22))
    assert device.passes(packet("10.10.0.98", "8.8.8.8", "udp", 53))


def test_more_tags_than_an_address_may_carry_are_said() -> None:
    one = wall(CASES["break-glass"].book, CASES["break-glass"].seal)
    (line,) = (x for x in one.lines if x.code == "K001")
    many = [replace(line, code=f"K{k:03}", sources=replace(line.sources, name=f"a{k}")) for k in range(100, 140)]
    crowded = panos_texts(GateId("g"), replace(one, lines=tuple(many)), 60)
    assert any("more than 32 tags" in c for c in crowded.cautions)
    assert not any("tags;" in c for c in _texts("break-glass").cautions)
