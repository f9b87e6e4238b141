from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from codedark.response.memory import (
    FORGOTTEN_AFTER,
    HELD_MOST,
    USED_MOST,
    GateMemory,
    Held,
    from_json,
    hold,
    let_go,
    remember,
    to_json,
)
from codedark.response.order import BadOrder
from tests.response.people import NOON, OTHER_PLAN, PLAN, make_order

CUT = Held(plan=PLAN, fired_at=NOON, deadline=NOON + timedelta(minutes=30))


def test_an_order_taken_is_known_and_others_are_not() -> None:
    memory = remember(GateMemory(), make_order(), NOON)
    assert memory.knows(make_order())
    assert not memory.knows(make_order(nonce=b"abcd"))
    assert not memory.knows(make_order(plan=OTHER_PLAN))


def test_what_is_kept_is_read_back_and_written_one_way() -> None:
    memory = hold(remember(GateMemory(mandate_version=3), make_order(), NOON), replace(CUT, released=(0, 2)))
    memory = remember(memory, make_order(nonce=b"abcd"), NOON)
    assert from_json(to_json(memory)) == memory
    assert to_json(from_json(to_json(memory))) == to_json(memory)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"used":{"00":"yesterday"}}',
        b'{"held":[{"plan":"00"}]}',
        b'{"latest_at":"2026-01-13T12:00:00"}',
    ],
)
def test_what_cannot_be_read_is_said_and_not_taken_for_nothing(raw: bytes) -> None:
    with pytest.raises(BadOrder):
        from_json(raw)


def test_an_order_is_forgotten_only_long_after_it_ran_out() -> None:
    memory = remember(GateMemory(), make_order(), NOON)
    gone_at = make_order().expires_at + FORGOTTEN_AFTER
    assert remember(memory, make_order(nonce=b"abcd"), gone_at - timedelta(seconds=1)).knows(make_order())
    assert not remember(memory, make_order(nonce=b"abcd"), gone_at).knows(make_order())
    assert remember(memory, make_order(nonce=b"abcd"), None).knows(make_order())


def test_memory_is_bounded_and_forgets_first_what_ran_out_first() -> None:
    memory = GateMemory()
    for n in range(USED_MOST + 3):
        memory = remember(memory, make_order(at=NOON + timedelta(seconds=n), nonce=n.to_bytes(4, "big")), NOON)
    assert len(memory.used) == USED_MOST
    assert not memory.knows(make_order(nonce=bytes(4)))
    last = USED_MOST + 2
    assert memory.knows(make_order(at=NOON + timedelta(seconds=last), nonce=last.to_bytes(4, "big")))
    assert len(to_json(memory)) < 300_000


def test_time_never_goes_back() -> None:
    memory = remember(GateMemory(), make_order(), NOON + timedelta(hours=1))
    assert remember(memory, make_order(nonce=b"abcd"), None).latest_at == NOON + timedelta(hours=1)


def test_letting_go_is_conduit_by_conduit_and_then_whole() -> None:
    memory = hold(GateMemory(), CUT)
    part = let_go(let_go(memory, PLAN, [2]), PLAN, [0, 2])
    assert part.holding(PLAN) == replace(CUT, released=(0, 2))
    assert let_go(part, PLAN, None).holding(PLAN) is None
    assert let_go(memory, OTHER_PLAN, None) == memory


def test_no_more_cuts_are_held_than_can_be_kept() -> None:
    memory = GateMemory()
    for n in range(HELD_MOST):
        memory = hold(memory, replace(CUT, plan=f"{n:012x}"))
    assert len(memory.held) == HELD_MOST
    hold(memory, replace(CUT, plan=f"{0:012x}", confirmed=True))
    with pytest.raises(ValueError, match="release some"):
        hold(memory, replace(CUT, plan=PLAN))
