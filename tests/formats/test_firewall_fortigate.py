"""What is particular to FortiOS."""

from dataclasses import replace

import pytest

from codedark.formats.firewall_fortigate import POLICIES_MOST, fortigate_texts, policy_id
from codedark.formats.firewall_wall import wall
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_checks import staged
from tests.formats.firewall_packets import packet

FORBIDDEN = packet("10.10.0.5", "10.10.40.9", "tcp", 445)


def _wall(case: str):  # type: ignore[no-untyped-def]
    return wall(CASES[case].book, CASES[case].seal)


def test_the_seal_stands_above_the_policy_that_was_first() -> None:
    device, _ = staged(GateKind.FORTIGATE, CASES["break-glass"])
    assert device.order[-1] == "1" and len(device.order) == 7  # type: ignore[attr-defined]


def test_permits_are_enabled_before_drops_and_disabled_after_them() -> None:
    texts = fortigate_texts(GateId("g"), _wall("break-glass"))
    kept, dropped = (str(policy_id(_wall("break-glass"), k)) for k in (1, 4))
    assert texts.fire.index(kept) < texts.fire.index(dropped)
    assert texts.release.index(dropped) < texts.release.index(kept)


def test_a_deadline_that_passed_does_not_put_the_next_firing_to_sleep() -> None:
    device, texts = staged(GateKind.FORTIGATE, CASES["dark"])
    device.paste(texts.fire)
    device.paste(texts.undo)
    device.wait(60)
    assert device.passes(FORBIDDEN)
    device.paste(texts.fire)
    assert not device.passes(FORBIDDEN)


def test_a_drop_takes_traffic_to_virtual_addresses_too() -> None:
    stage = fortigate_texts(GateId("g"), _wall("dark")).stage
    assert stage.count("set match-vip enable") == stage.count("set action deny") == 2


def test_two_seals_never_share_a_policy_number() -> None:
    one, other = _wall("dark"), replace(_wall("dark"), name="CODEDARK-ba9876543210")
    assert policy_id(other, 0) - policy_id(one, 0) not in range(-POLICIES_MOST + 1, POLICIES_MOST)
    assert 0 < policy_id(one, POLICIES_MOST - 1) < 2**32


def test_more_lines_than_numbers_are_refused() -> None:
    one = _wall("dark")
    with pytest.raises(ValueError, match="name fewer zones"):
        fortigate_texts(GateId("g"), replace(one, lines=one.lines * 501))
