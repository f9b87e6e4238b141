from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from codedark.gates.agent_folder import GateSettings
from codedark.gates.clock import Clock
from codedark.gates.evidence_taking import Sessions
from codedark.gates.holding import Holding, Lit, seals_of
from codedark.response.memory import GateMemory, Held
from tests.gates.rooms import Rooms

pytestmark = pytest.mark.namespaces


@pytest.fixture
def holding(world: Rooms) -> Iterator[Holding]:
    made = Holding(GateSettings(gate="g1", agent="g1"), Clock())
    world.at("gate", lambda: made.stage(world.staged(), GateMemory(), {}))
    yield made
    made.close()


def held(world: Rooms) -> Held:
    now = datetime.now(UTC)
    return Held(plan=world.cut_all.id, fired_at=now, deadline=now + timedelta(minutes=30))


def at_gate(world: Rooms, work: Callable[[], Any]) -> Any:
    return world.at("gate", work)


def test_a_spent_deadline_leaves_what_is_left_alone(world: Rooms) -> None:
    lit = Lit(*seals_of(world.staged(), world.cut_all))
    assert lit.timeouts(10.0) == {lit.cut.name: 10.0, lit.left.name: None}
    assert lit.timeouts(0.0) == {lit.left.name: None}


def test_what_was_cut_and_what_is_left_differ(world: Rooms) -> None:
    cut, left = seals_of(world.staged(), world.cut_all)
    assert cut.name != left.name and not left.empty


def test_staging_anew_keeps_what_is_held(world: Rooms, holding: Holding) -> None:
    world.listen(443)
    plan = world.cut_all.id
    at_gate(world, lambda: holding.cut(plan, 60.0, Sessions()))
    assert not world.connects(443)
    memory = GateMemory(held=(held(world),))
    at_gate(world, lambda: holding.stage(world.staged(), memory, {plan: 60.0}))
    assert not world.connects(443)
    assert at_gate(world, lambda: holding.says(plan))[0].on


def test_a_refused_staging_leaves_all_as_it_was(world: Rooms, holding: Holding) -> None:
    from dataclasses import replace

    before = world.nft("list ruleset")
    staged = world.staged()
    place = replace(staged.book.places[0], interface="a name far too long for any interface")
    broken = replace(staged, book=replace(staged.book, places=(place, *staged.book.places[1:])))
    with pytest.raises(OSError):
        at_gate(world, lambda: holding.stage(broken, GateMemory(), {}))
    assert world.nft("list ruleset") == before
    assert at_gate(world, lambda: holding.cut(world.cut_all.id, 60.0, Sessions()))


def test_two_plans_at_once_are_both_held(world: Rooms) -> None:
    """A packet passes only if both let it pass, and letting one go leaves the other."""
    from codedark.gap.posture import Posture

    for port in (443, 3389):
        world.listen(port)
    one, other = world.plan(care=Posture.DARK), world.plan(admin=Posture.DARK)
    made = Holding(GateSettings(gate="g1", agent="g1"), Clock())

    def work() -> None:
        made.stage(world.staged(one, other), GateMemory(), {})
        made.cut(one.id, 60.0, Sessions())
        made.cut(other.id, 60.0, Sessions())

    at_gate(world, work)
    assert not world.connects(443) and not world.connects(3389)
    at_gate(world, lambda: made.release(one.id, None, 0.0))
    assert world.connects(443) and not world.connects(3389)
    at_gate(world, lambda: made.release(other.id, None, 0.0))
    assert world.connects(3389)
    made.close()


def test_what_is_off_that_should_be_on_is_spoiled(world: Rooms, holding: Holding) -> None:
    plan = world.cut_all.id
    at_gate(world, lambda: holding.cut(plan, 60.0, Sessions()))
    assert not at_gate(world, lambda: holding.spoiled({plan: 60.0}))
    world.nft(f"flush set inet codedark s{holding.lit[plan].cut.name}_on")
    assert at_gate(world, lambda: holding.spoiled({plan: 60.0}))


def test_a_cut_past_its_deadline_is_not_spoiled(world: Rooms, holding: Holding) -> None:
    plan = world.cut_all.id
    at_gate(world, lambda: holding.cut(plan, 60.0, Sessions()))
    world.nft(f"flush set inet codedark s{holding.lit[plan].cut.name}_on")
    assert not at_gate(world, lambda: holding.spoiled({plan: -1.0}))


def test_drops_are_counted_since_the_last_look(world: Rooms, holding: Holding) -> None:
    plan = world.cut_all.id
    at_gate(world, lambda: holding.cut(plan, 60.0, Sessions()))
    stream = world.stream()
    stream.passes(0.1)
    stream.stop()
    assert at_gate(world, lambda: holding.dropped_since(plan)) > 0
    assert at_gate(world, lambda: holding.dropped_since(plan)) == 0


def test_the_boot_text_holds_what_is_on_and_nothing_else(world: Rooms, holding: Holding) -> None:
    assert "hold inet" not in at_gate(world, lambda: holding.boot_text({}))
    plan = world.cut_all.id
    at_gate(world, lambda: holding.cut(plan, 60.0, Sessions()))
    text = at_gate(world, lambda: holding.boot_text({plan: 60.0}))
    lit = holding.lit[plan]
    assert f"hold inet s{lit.left.name}_on never never" in text
    assert f"hold inet s{lit.cut.name}_on " in text
