"""What each make can do, as data and as the reference page says it."""

import re
from pathlib import Path

import pytest

from codedark.gap.capabilities import CAPABILITIES, Fact, Known, Undo, cautions, without_text
from codedark.hospital.words import GateKind

PAGE = Path("docs/reference/firewalls.md")
FACTS = ("toggle", "sessions", "atomic", "undo_how", "ipv6", "limits")


def _page(root: Path) -> str:
    return (root / PAGE).read_text(encoding="utf-8")


def _row(root: Path, kind: GateKind) -> list[str]:
    (line,) = re.findall(rf"^\| `{re.escape(kind)}` \|(.+)\|$", _page(root), re.MULTILINE)
    return [cell.strip() for cell in line.split("|")]


def test_every_make_of_the_vocabulary_has_its_row() -> None:
    assert set(CAPABILITIES) == set(GateKind)


@pytest.mark.parametrize("kind", [k for k in GateKind if CAPABILITIES[k].rendered])
def test_the_page_says_what_the_data_say(kind: GateKind, root: Path) -> None:
    one = CAPABILITIES[kind]
    facts = [getattr(one, name) for name in FACTS]
    told = [f"{f.says} ({f.known})" for f in facts]
    told[3] = f"{one.undo}: {told[3]}"
    assert _row(root, kind) == [*told, "yes" if one.needs_commit else "no", "yes" if one.permits_final else "no"]


@pytest.mark.parametrize("kind", [k for k in GateKind if not CAPABILITIES[k].rendered])
def test_the_page_names_makes_without_texts(kind: GateKind, root: Path) -> None:
    assert f"`{kind}`" in _page(root).split("Makes without texts")[1]


def test_nothing_of_other_peoples_firewalls_is_said_to_be_tried() -> None:
    for kind, one in CAPABILITIES.items():
        facts: list[Fact] = [getattr(one, name) for name in FACTS]
        assert kind is GateKind.NFTABLES or Known.TRIED not in {f.known for f in facts}


def test_a_gate_without_an_undo_asks_for_two_persons_and_a_console() -> None:
    assert any("two persons" in said for said in cautions(GateKind.SWITCH))
    assert not any("two persons" in said for said in cautions(GateKind.JUNOS))
    assert CAPABILITIES[GateKind.SWITCH].undo is Undo.NONE


def test_our_own_gate_needs_no_caution() -> None:
    assert cautions(GateKind.NFTABLES) == ()


def test_a_gate_with_an_agent_is_not_cut_by_hand() -> None:
    assert "agent" in without_text(GateKind.NFTABLES) and "hand" in without_text(GateKind.OTHER)
