from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.response.order import CONDUITS_MOST, BadOrder, Order, OrderAct, decode, encode
from tests.response.people import NOON, make_order

INDEXES = st.lists(st.integers(0, CONDUITS_MOST - 1), unique=True, max_size=40).map(lambda found: tuple(sorted(found)))


@st.composite
def orders(draw: Any) -> Order:
    act = draw(st.sampled_from(OrderAct))
    release = act is OrderAct.RELEASE
    return Order(
        act=act,
        plan=draw(st.binary(min_size=6, max_size=6)).hex(),
        conduits=draw(INDEXES) if release else (),
        issued_at=datetime.fromtimestamp(draw(st.integers(0, 2**32 - 1)), UTC),
        valid_s=draw(st.integers(1, 0xFFFF)),
        hold_min=0 if release else draw(st.integers(1, 0xFFFF)),
        nonce=draw(st.binary(min_size=4, max_size=4)),
        reason_given=draw(st.booleans()),
    )


@given(orders())
def test_what_is_written_is_read_back(order: Order) -> None:
    assert decode(encode(order)) == order


@given(st.binary(max_size=60))
def test_whatever_bytes_come_they_are_an_order_in_its_one_form_or_refused(raw: bytes) -> None:
    try:
        order = decode(raw)
    except BadOrder:
        return
    assert encode(order) == raw


@given(orders(), st.data())
def test_no_byte_can_be_changed_unnoticed(order: Order, data: st.DataObject) -> None:
    raw = bytearray(encode(order))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with suppress(BadOrder):
        assert decode(bytes(raw)) != order


def test_a_cut_takes_twenty_bytes_and_each_conduit_one_more() -> None:
    assert len(encode(make_order())) == 20
    assert len(encode(make_order(OrderAct.RELEASE, conduits=(0, 5, 100)))) == 23


@pytest.mark.parametrize("length", range(20))
def test_an_order_cut_short_is_refused(length: int) -> None:
    with pytest.raises(BadOrder):
        decode(encode(make_order())[:length])


def test_what_follows_an_order_is_refused() -> None:
    with pytest.raises(BadOrder, match="follow"):
        decode(encode(make_order()) + b"\x00")


def test_another_version_is_named() -> None:
    with pytest.raises(BadOrder, match="version 2"):
        decode(bytes([0x20]) + encode(make_order())[1:])


def test_a_number_written_longer_than_it_needs_is_refused() -> None:
    raw = encode(make_order(OrderAct.RELEASE, conduits=(5,)))
    assert raw[-2:] == b"\x01\x06"
    with pytest.raises(BadOrder, match="one form"):
        decode(raw[:-1] + b"\x86\x00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"plan": "0A1B2C3D4E5F"},
        {"plan": "0a"},
        {"nonce": b"abc"},
        {"issued_at": datetime(2026, 1, 13)},  # noqa: DTZ001 - that is what is wrong with it
        {"issued_at": NOON.replace(microsecond=1)},
        {"issued_at": NOON.astimezone(timezone(timedelta(hours=1)))},
        {"issued_at": datetime(1969, 1, 1, tzinfo=UTC)},
        {"issued_at": datetime(2107, 1, 1, tzinfo=UTC)},
        {"valid_s": 0},
        {"valid_s": 65536},
        {"hold_min": 0},
        {"hold_min": 65536},
        {"conduits": (1,)},
        {"act": OrderAct.RELEASE},
        {"act": OrderAct.RELEASE, "hold_min": 0, "conduits": (2, 1)},
        {"act": OrderAct.RELEASE, "hold_min": 0, "conduits": (1, 1)},
        {"act": OrderAct.RELEASE, "hold_min": 0, "conduits": (-1,)},
        {"act": OrderAct.RELEASE, "hold_min": 0, "conduits": (CONDUITS_MOST,)},
    ],
)
def test_an_order_that_cannot_be_meant_cannot_be_made(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"act": OrderAct.CUT, "plan": "0a1b2c3d4e5f", "issued_at": NOON, "valid_s": 1}
    right |= {"hold_min": 1, "nonce": b"abcd"}
    Order(**right)
    with pytest.raises(ValueError, match=r"."):
        Order(**{**right, **wrong})


def test_orders_that_differ_in_anything_are_remembered_apart() -> None:
    assert make_order().digest == make_order().digest
    assert len({make_order().digest, make_order(nonce=b"abcd").digest, make_order(reason=True).digest}) == 3
