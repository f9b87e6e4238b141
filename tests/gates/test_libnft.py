from __future__ import annotations

import pytest

from codedark.gates.libnft import Nft, NftRefused
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces


def test_a_transaction_is_done_whole_or_not_at_all(world: Rooms) -> None:
    with pytest.raises(NftRefused, match="No such file"):
        world.nft("add table inet half\nadd element inet half nothing { 1 }")
    with pytest.raises(NftRefused):
        world.nft("list table inet half")


def test_what_is_wrong_is_said_in_a_line(world: Rooms) -> None:
    with pytest.raises(NftRefused) as refused:
        world.nft("add rule inet filter forward " + "tcp dport 1 " * 500 + "nonsense")
    assert len(str(refused.value)) < 800


def test_json_and_text_tell_the_same_set(world: Rooms) -> None:
    world.nft("add table inet t\nadd set inet t s { type ipv4_addr; elements = { 10.0.0.1 } }")
    told = world.at("gate", lambda: Nft().listed_json("set inet t s"))
    assert told[0]["set"]["elem"] == ["10.0.0.1"]
    assert "10.0.0.1" in world.at("gate", lambda: Nft().listed("set inet t s"))


def test_it_speaks_to_the_namespace_of_whoever_calls(world: Rooms) -> None:
    nft = Nft()
    world.at("gate", lambda: nft.run("add table inet here"))
    with pytest.raises(NftRefused):
        world.at("clinic", lambda: nft.run("list table inet here"))


def test_a_table_that_another_program_deletes_does_no_harm(world: Rooms) -> None:
    """A context that lived on crashed the process here."""
    nft = Nft()

    def work() -> None:
        for _ in range(20):
            nft.run("add table inet t\nadd set inet t s { type ipv4_addr; }")
            nft.run("delete table inet t")
            with pytest.raises(NftRefused):
                nft.listed_json("set inet t s")

    world.at("gate", work)
