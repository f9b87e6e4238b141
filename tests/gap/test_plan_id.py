from __future__ import annotations

import pytest

from codedark.gap.plan_id import ID_HEX, plan_id
from codedark.gap.posture import EVERYTHING_NORMAL, Posture, Seal, seal
from codedark.hospital.records import ConduitId, HostId, ZoneId

ONE = seal({ConduitId("a"): Posture.BREAK_GLASS, ConduitId("b"): Posture.DARK})


def test_a_name_is_twelve_hexadecimal_digits() -> None:
    assert len(plan_id(ONE)) == ID_HEX == 12
    assert set(plan_id(ONE)) <= set("0123456789abcdef")


def test_the_same_seal_has_the_same_name_in_whatever_order_it_was_told() -> None:
    again = seal({ConduitId("b"): Posture.DARK, ConduitId("c"): Posture.NORMAL, ConduitId("a"): Posture.BREAK_GLASS})
    assert plan_id(again) == plan_id(ONE)


@pytest.mark.parametrize(
    "other",
    [
        EVERYTHING_NORMAL,
        seal({ConduitId("a"): Posture.DARK, ConduitId("b"): Posture.DARK}),
        seal({ConduitId("a"): Posture.BREAK_GLASS}),
        seal(dict(ONE.postures), contain=[ZoneId("office")]),
        seal(dict(ONE.postures), quarantine=[HostId("ws-1")]),
    ],
)
def test_another_seal_has_another_name(other: Seal) -> None:
    assert plan_id(other) != plan_id(ONE)


def test_a_zone_contained_is_not_a_host_quarantined() -> None:
    assert plan_id(seal({}, contain=[ZoneId("x")])) != plan_id(seal({}, quarantine=[HostId("x")]))
