"""What is particular to Windows."""

import re

from codedark.formats.firewall_wall import wall
from codedark.formats.firewall_windows import OTHER_PROTOCOLS, windows_texts
from codedark.hospital.records import GateId
from codedark.hospital.words import GateKind
from tests.formats.firewall_cases import CASES
from tests.formats.firewall_checks import staged
from tests.formats.firewall_packets import packet


def _texts(case: str, minutes: int = 60):  # type: ignore[no-untyped-def]
    return windows_texts(GateId("g"), wall(CASES[case].book, CASES[case].seal), minutes)


def test_there_is_no_allow_because_a_block_would_win_over_it() -> None:
    for case in CASES:
        assert "-Action Allow" not in _texts(case).stage


def test_break_glass_passes_between_the_blocks() -> None:
    device, texts = staged(GateKind.WINDOWS, CASES["break-glass"])
    device.paste(texts.fire)
    assert device.passes(packet("10.10.0.16", "10.10.40.5", "tcp", 104))
    assert not device.passes(packet("10.10.0.16", "10.10.40.5", "tcp", 105))
    assert not device.passes(packet("10.10.0.18", "10.10.40.5", "tcp", 104))


def test_every_rule_stands_on_both_sides() -> None:
    stage = _texts("break-glass").stage
    assert stage.count("-Direction Inbound") == stage.count("-Direction Outbound") > 0


def test_names_of_rules_are_unique() -> None:
    names = re.findall(r"-DisplayName '([^']+)'", _texts("break-glass").stage)
    assert len(names) == len(set(names))


def test_other_protocols_are_told_one_by_one_where_something_is_kept() -> None:
    assert f"{len(OTHER_PROTOCOLS)} known ones" in " ".join(_texts("break-glass").cautions)
    assert "known ones" not in " ".join(_texts("dark").cautions)


def test_a_machine_that_was_off_lets_go_when_it_starts() -> None:
    assert "-StartWhenAvailable" in _texts("dark").undo and "AddMinutes(30)" in _texts("dark", minutes=30).undo
