from __future__ import annotations

import time

import pytest

from codedark.gates.libnft import Nft
from codedark.gates.netlink_switch import Change, SwitchRefused, SwitchSocket, batch
from tests.gates.rooms import Rooms

SETS = "add table inet codedark\nadd set inet codedark a { typeof meta protocol; flags timeout; }\n" + (
    "add set inet codedark b { typeof meta protocol; flags timeout; }"
)


def test_a_batch_is_a_few_hundred_bytes_whatever_is_staged() -> None:
    changes = [Change("armed", ("ip", "ip6"), renew=False), Change("s0123456789ab_on", ("ip", "ip6"), 60.0)]
    assert len(batch("inet", "codedark", changes)) < 1000


def send(world: Rooms, *changes: Change) -> None:
    def run() -> None:
        with SwitchSocket() as sock:
            sock.send(batch("inet", "codedark", changes))

    world.at("gate", run)


@pytest.mark.namespaces
def test_elements_are_put_in_with_their_timeout(world: Rooms) -> None:
    world.nft(SETS)
    send(world, Change("a", ("ip", "ip6"), 30.0))
    told = world.at("gate", lambda: Nft().listed("set inet codedark a"))
    assert told.count("timeout 30s") == 2


@pytest.mark.namespaces
def test_renewing_renews(world: Rooms) -> None:
    """Adding what is there alone renews it on some kernels, and on others succeeds and renews nothing."""
    world.nft(SETS)

    def work() -> float:
        nft = Nft()
        with SwitchSocket() as sock:
            sock.send(batch("inet", "codedark", [Change("a", ("ip",), 5.0)]))
            time.sleep(1.2)
            sock.send(batch("inet", "codedark", [Change("a", ("ip",), 60.0)]))
        return float(nft.listed_json("set inet codedark a")[0]["set"]["elem"][0]["elem"]["expires"])

    assert world.at("gate", work) >= 58


@pytest.mark.namespaces
def test_a_batch_that_cannot_be_done_whole_is_not_done(world: Rooms) -> None:
    world.nft(SETS)
    with pytest.raises(SwitchRefused, match="No such file"):
        send(world, Change("a", ("ip",)), Change("nothing", ("ip",)))
    assert "elements" not in world.at("gate", lambda: Nft().listed("set inet codedark a"))


@pytest.mark.namespaces
def test_the_generation_grows_with_every_change_and_with_nothing_else(world: Rooms) -> None:
    def work() -> tuple[int, int, int]:
        with SwitchSocket() as sock:
            first = sock.generation()
            Nft().listed("ruleset")
            same = sock.generation()
            Nft().run("add table inet t")
            return first, same, sock.generation()

    first, same, grown = world.at("gate", work)
    assert first == same and grown == first + 1
