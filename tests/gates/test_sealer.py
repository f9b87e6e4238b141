from __future__ import annotations

from collections.abc import Callable

import pytest

from codedark.formats.nft_seal import Family, Hook
from codedark.gates.holding import seals_of
from codedark.gates.sealer import Sealer
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces


def with_sealer(world: Rooms, work: Callable[[Sealer, str, str], object]) -> object:
    """Stage the plan, and do something with the sealer, the cut and what is left of it."""
    staged = world.staged()
    cut, left = seals_of(staged, world.cut_all)

    def run() -> object:
        sealer = Sealer(staged.book, Family.INET, Hook.FORWARD)
        sealer.stage([cut, left], {})
        try:
            return work(sealer, cut.name, left.name)
        finally:
            sealer.close()

    return world.at("gate", run)


def test_staging_stops_nothing(world: Rooms) -> None:
    stream = world.stream()
    with_sealer(world, lambda sealer, cut, left: None)
    assert stream.passes()
    stream.stop()


def test_a_seal_that_is_on_stops_what_it_says_until_its_time(world: Rooms) -> None:
    stream = world.stream()
    with_sealer(world, lambda sealer, cut, left: sealer.on({cut: 0.6}))
    assert not stream.passes(0.3)
    assert stream.passes(1.0)
    stream.stop()


def test_two_switches_change_at_one_instant(world: Rooms) -> None:
    def work(sealer: Sealer, cut: str, left: str) -> tuple[bool, bool]:
        sealer.on({cut: None})
        sealer.swap([cut], {left: 30.0})
        return sealer.switch(cut).on, sealer.switch(left).on

    assert with_sealer(world, work) == (False, True)


def test_when_nothing_is_on_any_more_no_packet_is_looked_at(world: Rooms) -> None:
    def work(sealer: Sealer, cut: str, left: str) -> bool:
        sealer.on({cut: None, left: None})
        sealer.swap([cut, left], {})
        return "elements" in sealer.nft.listed("set inet codedark armed")

    assert with_sealer(world, work) is False


def test_a_switch_says_how_long_is_left(world: Rooms) -> None:
    def work(sealer: Sealer, cut: str, left: str) -> tuple[float | None, float | None]:
        sealer.on({cut: 30.0, left: None})
        return sealer.switch(cut).left_s, sealer.switch(left).left_s

    told = with_sealer(world, work)
    assert isinstance(told, tuple) and 27 <= told[0] <= 30 and told[1] is None


@pytest.mark.parametrize(
    "spoil",
    [
        "flush chain inet codedark seal",
        "insert rule inet codedark seal accept",
        "flush chain inet codedark {cut}",
        "insert rule inet codedark {cut}_4 accept",
        "flush set inet codedark {cut}_pairs4",
        "add element inet codedark {cut}_keep4 {{ 10.1.0.0/24 . 10.2.0.0/24 . tcp . 443 }}",
        "delete table inet codedark",
        "flush ruleset",
    ],
)
def test_whatever_another_program_spoils_is_seen(world: Rooms, spoil: str) -> None:
    def work(sealer: Sealer, cut: str, left: str) -> tuple[bool, bool]:
        before = sealer.as_staged([cut, left])
        sealer.nft.run(spoil.format(cut=f"s{cut}"))
        return before, sealer.as_staged([cut, left])

    assert with_sealer(world, work) == (True, False)


def test_changes_elsewhere_and_switches_spoil_nothing(world: Rooms) -> None:
    def work(sealer: Sealer, cut: str, left: str) -> list[bool]:
        seen = []
        for change in (
            "add table inet docker",
            "add element inet codedark armed { ip }",
            f"add element inet codedark s{cut}_on {{ ip timeout 60s, ip6 timeout 60s }}",
        ):
            sealer.nft.run(change)
            seen.append(sealer.as_staged([cut, left]))
        return seen

    assert with_sealer(world, work) == [True, True, True]


def test_staging_anew_keeps_on_what_is_on(world: Rooms) -> None:
    """No packet passes between the old table and the new."""
    stream = world.stream(every_s=0.0005)
    staged = world.staged()
    cut, left = seals_of(staged, world.cut_all)

    def work(sealer: Sealer, name: str, other: str) -> None:
        sealer.on({name: None})
        stream.arrived.clear()
        for _ in range(20):
            sealer.stage([cut, left], {name: 60.0})

    with_sealer(world, work)
    assert not stream.arrived
    stream.stop()


def test_drops_are_counted(world: Rooms) -> None:
    stream = world.stream()

    def work(sealer: Sealer, cut: str, left: str) -> int:
        sealer.on({cut: None})
        stream.passes(0.1)
        return sealer.dropped_count(cut)

    counted = with_sealer(world, work)
    assert isinstance(counted, int) and counted > 10
    stream.stop()
