"""What may be closed without stopping a service, asked one after another."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend
from codedark.gap.losses import Losses
from codedark.gap.standing import Standing
from codedark.hospital import Hospital
from tests.gap.stories import change, story
from tests.gap.worlds import hospitals

TWO_WAYS = change(
    "conduits",
    "read,ward,records,tcp,443,clinical",
    "read,ward,records,tcp,443,clinical\n        too,ward,records,tcp,443,clinical",
)


def _asked(hospital: Hospital, *names: str, off: tuple[str, ...] = ()) -> list[bool]:
    circuit = depend.compile(hospital)
    at = {name: circuit.conduit_at[c] for c, name in enumerate(hospital.conduits) if c in circuit.conduit_at}
    standing = Standing(Losses(hospital, circuit), [at[name] for name in off])
    return [standing.let_fall(at[name]) for name in names]


def test_a_conduit_a_service_stands_on_does_not_fall() -> None:
    assert _asked(story(), "read") == [False]


def test_of_two_that_carry_the_same_need_one_may_fall_and_then_the_other_may_not() -> None:
    assert _asked(story(**TWO_WAYS), "read", "too") == [True, False]
    assert _asked(story(**TWO_WAYS), "too", "read") == [True, False]


def test_what_only_a_service_lost_already_needed_may_fall() -> None:
    assert _asked(story(), "read", "order", off=("read",)) == [True, False]


def test_a_refusal_changes_nothing() -> None:
    assert _asked(story(**TWO_WAYS), "order", "read", "order", "too") == [False, True, False, False]


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_was_let_fall_leaves_every_service_its_minute_and_care_its_price(data: st.DataObject) -> None:
    """Against `Losses`, which walks over everything each time."""
    hospital = data.draw(hospitals())
    circuit = depend.compile(hospital)
    losses, nodes = Losses(hospital, circuit), [*circuit.conduit_at.values(), *circuit.inside_at.values()]
    off = data.draw(st.lists(st.sampled_from(nodes), unique=True)) if nodes else []
    standing, down, before = Standing(losses, off), list(off), losses.lost_at_min(off)
    for node in data.draw(st.permutations(nodes)):
        if standing.let_fall(node):
            down.append(node)
            assert (losses.lost_at_min(down) == before).all()
        else:
            sooner = losses.lost_at_min([*down, node])
            fallen = losses.wires.fall([*down, node]) - losses.wires.fall(down)
            late = any(losses.wires.delay_min[n] for n in losses.wires.fall([*down, node]))
            assert (sooner < before).any() or late or fallen & set(circuit.service_at.tolist()), "refused for nothing"
    assert np.isfinite(before).sum() == np.isfinite(losses.lost_at_min(down)).sum()
