"""Replies on gates that keep no state."""

from codedark.formats.firewall_replies import replies, reply_cautions
from codedark.formats.firewall_wall import Line, wall
from codedark.hospital.words import Protocol
from tests.formats.firewall_cases import CASES


def _lines(case: str) -> tuple[Line, ...]:
    return wall(CASES[case].book, CASES[case].seal).lines


def test_a_reply_turns_addresses_and_ports_round() -> None:
    lines = {line.code: line for line in _lines("break-glass")}
    back = replies(lines.values())["K001"][0]
    assert (back.sources, back.targets) == (lines["K001"].targets, lines["K001"].sources)
    assert back.source_ports == lines["K001"].ports


def test_nothing_that_is_dropped_is_answered() -> None:
    assert not [code for code in replies(_lines("break-glass")) if code[0] in "DQ"]


def test_the_same_reply_is_written_once() -> None:
    every = [r for back in replies(_lines("many-prefixes")).values() for r in back]
    keys = [(r.sources, r.targets, r.protocol, r.source_ports) for r in every]
    assert len(keys) == len(set(keys)) and [r.protocol for r in every].count(Protocol.ICMP) == 1


def test_what_replies_leave_open_is_said_by_name() -> None:
    assert "K002" in " ".join(reply_cautions(_lines("break-glass")))
    assert list(reply_cautions(_lines("dark"))) == []
    assert "any UDP" in " ".join(reply_cautions(_lines("interfaces-not-told")))
