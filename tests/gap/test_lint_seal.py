"""Our own table in somebody's ruleset."""

import pytest

from codedark.formats.nft_seal import Family, render
from codedark.gap.gate_seal import gate_seal
from codedark.gap.posture import Posture
from tests.gap.linted import forward, found
from tests.gap.seal_ward import PROBERS, shut, ward_book

BOOK = ward_book(*PROBERS, ward="eth1", records="eth2")
SEALS = [gate_seal(BOOK, shut(Posture.BREAK_GLASS, "record", "anything", "admin"))]
SEALS.append(gate_seal(BOOK, shut(Posture.DARK, "web")))

MAP = "map seal { type ifname . ifname : verdict; counter; }"
OTHERS = forward("ct state established,related accept", "tcp dport 443 accept", policy="drop")


def seal(*rules: str, family: str = "inet", priority: str = "-350", policy: str = "accept") -> str:
    asked = rules or ("iifname . oifname vmap @seal",)
    return forward(*asked, family=family, priority=priority, policy=policy, more=MAP, name="codedark")


def test_a_seal_as_staged_is_fine() -> None:
    assert "seal-misplaced" not in found(seal() + OTHERS)
    assert "seal-misplaced" not in found(seal(family="bridge") + OTHERS)
    assert "seal-misplaced" not in found(seal("meta protocol @armed jump x") + OTHERS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (seal(priority="0") + OTHERS, "is asked first"),
        (seal(priority="5") + OTHERS, "is asked first"),
        (seal(policy="drop"), "whoever is not sealed"),
        (seal("counter"), "first rule"),
        (seal(family="ip"), "family is ip"),
        (seal().replace("hook forward", "hook output"), "no base chain"),
        (seal().replace(MAP, f"flags dormant\n{MAP}"), "dormant"),
    ],
)  # fmt: skip
def test_a_seal_that_does_not_hold_is_found(text: str, why: str) -> None:
    assert any(why in one.why for one in found(text)["seal-misplaced"])


def test_a_bridge_seal_need_not_precede_routed_chains() -> None:
    assert "seal-misplaced" not in found(seal(family="bridge", priority="10") + OTHERS)


def test_a_box_without_a_seal_has_no_misplaced_one() -> None:
    assert "seal-misplaced" not in found(OTHERS)


@pytest.mark.parametrize("family", list(Family))
def test_the_seal_as_it_is_rendered_is_clean(family: Family) -> None:
    assert found(render(BOOK, SEALS, family=family)) == {}


def test_a_seal_behind_established_in_our_own_table_is_found_like_any_other() -> None:
    spoilt = seal("ct state established accept", "iifname . oifname vmap @seal")
    assert {"deny-after-established", "seal-misplaced"} <= set(found(spoilt))
