"""What is particular to IOS."""

from codedark.formats.firewall_ios import REVERT_MIN_MOST, ios_texts
from codedark.formats.firewall_wall import wall
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_checks import staged
from tests.formats.firewall_packets import packet


def _texts(case: str, minutes: int = 60):  # type: ignore[no-untyped-def]
    return ios_texts(GateId("g"), wall(CASES[case].book, CASES[case].seal), minutes)


def test_what_the_seal_does_not_touch_passes_by_the_last_entry() -> None:
    assert _texts("ipv6").stage.count(" permit ip any any\n") == 1
    assert _texts("ipv6").stage.count(" permit ipv6 any any\n") == 1


def test_the_answer_to_a_kept_flow_comes_back_and_nothing_else_does() -> None:
    device, texts = staged(GateKind.IOS, CASES["break-glass"])
    device.paste(texts.fire)
    asked = packet("10.10.0.16", "10.10.40.5", "tcp", 104)
    assert device.passes(asked) and device.passes(asked.answer())
    assert not device.passes(packet("10.10.40.5", "10.10.0.16", "tcp", 50000, source_port=104))


def test_an_udp_flow_from_a_kept_port_is_the_price_of_no_state_and_is_said() -> None:
    device, texts = staged(GateKind.IOS, CASES["break-glass"])
    device.paste(texts.fire)
    assert device.passes(packet("10.10.0.53", "10.10.40.9", "udp", 50000, source_port=53))
    assert any("UDP from those ports" in c for c in texts.cautions)


def test_the_revert_timer_is_never_longer_than_the_make_allows() -> None:
    long = _texts("dark", minutes=600)
    assert long.fire.startswith(f"configure terminal revert timer {REVERT_MIN_MOST}\n")
    assert any("not 600" in c for c in long.cautions)


def test_holding_beyond_the_timer_is_one_command() -> None:
    device, texts = staged(GateKind.IOS, CASES["dark"])
    device.paste(texts.fire)
    device.paste(texts.undo)
    device.wait(1000)
    assert not device.passes(packet("10.10.0.5", "10.10.40.9", "tcp", 445))


def test_the_gate_itself_is_never_locked_out() -> None:
    """Lists stand in the out direction alone: packets to the gate do not leave by an interface."""
    assert " in\n" not in _texts("dark").fire and _texts("dark").fire.count(" out\n") == 2
