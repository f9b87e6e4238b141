from __future__ import annotations

import pytest

from codedark.gates.netlink_rules import chain_digest
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces

TABLE = """
table inet codedark {
  set s { type ipv4_addr; }
  counter c {}
  chain plain { ip saddr @s counter name c drop; tcp dport 22 accept; }
  chain hooked { type filter hook forward priority -350; policy accept; jump plain; }
}
"""


def digest(world: Rooms, chain: str) -> str:
    return world.at("gate", lambda: chain_digest("inet", "codedark", chain))


@pytest.mark.parametrize(
    "change",
    [
        "add rule inet codedark plain accept",
        "insert rule inet codedark plain accept",
        "flush chain inet codedark plain",
        "delete chain inet codedark hooked; delete chain inet codedark plain; add chain inet codedark plain",
    ],
)
def test_whatever_is_changed_in_a_chain_shows(world: Rooms, change: str) -> None:
    world.nft(TABLE)
    before = digest(world, "plain")
    world.nft(change)
    assert digest(world, "plain") != before


def test_the_order_of_rules_shows(world: Rooms) -> None:
    world.nft(TABLE)
    before = digest(world, "plain")
    world.nft(
        "flush chain inet codedark plain\nadd rule inet codedark plain tcp dport 22 accept\n"
        "add rule inet codedark plain ip saddr @s counter name c drop"
    )
    assert digest(world, "plain") != before


def test_a_policy_changed_shows(world: Rooms) -> None:
    world.nft(TABLE)
    before = digest(world, "hooked")
    world.nft("chain inet codedark hooked { policy drop; }")
    assert digest(world, "hooked") != before


def test_elements_counters_and_handles_do_not_show(world: Rooms) -> None:
    world.nft(TABLE)
    before = digest(world, "plain")
    world.nft("add element inet codedark s { 10.0.0.1 }")
    assert digest(world, "plain") == before
    world.nft("delete table inet codedark\n" + TABLE)
    assert digest(world, "plain") == before


def test_a_chain_that_is_not_there_is_an_error(world: Rooms) -> None:
    world.nft(TABLE)
    with pytest.raises(OSError, match="no such chain"):
        digest(world, "nothing")
