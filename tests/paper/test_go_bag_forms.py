from __future__ import annotations

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from codedark.paper.go_bag_forms import GROUPS_ALONE, GROUPS_TWO, RECEIVERS_MOST, bed_calls, forms
from codedark.response.order import Order, OrderAct
from codedark.response.signing import sign
from codedark.response.spoken import spoken_groups
from tests.paper.bags import CLINIC, bag


def test_the_nearest_hospital_is_called_first_and_one_without_a_road_last() -> None:
    rows = bed_calls(bag(**CLINIC).hospital)["rows"]
    assert [(row["name"], row["road"]) for row in rows] == [
        ("Near Hospital", "12"),
        ("Far Hospital", "40"),
        ("Nowhere Hospital", "?"),
    ]


def test_the_kinds_of_bed_are_those_our_critical_patients_need() -> None:
    assert bed_calls(bag(**CLINIC).hospital)["pools"] == [{"pool": "icu", "ours": 2}, {"pool": "neonatal", "ours": 1}]


def test_what_does_not_fit_on_the_sheet_is_counted() -> None:
    region = "hospital,name,beds_recognised\n" + "".join(f"h{i},H {i},1\n" for i in range(RECEIVERS_MOST + 3))
    told = bed_calls(bag(**CLINIC | {"region": region, "travel_min": "from,to,minutes"}).hospital)
    assert (len(told["rows"]), told["more"]) == (RECEIVERS_MOST, 3)


def test_the_order_sheet_has_a_box_for_every_group_that_is_read_out() -> None:
    order = Order(
        act=OrderAct.CUT, plan="00ff00ff00ff", issued_at=datetime(2026, 1, 13, tzinfo=UTC), valid_s=600, hold_min=30,
        nonce=b"abcd",
    )  # fmt: skip
    keys = [Ed25519PrivateKey.from_private_bytes(bytes([i]) * 32) for i in (1, 2)]
    hospital = bag().hospital.sha256
    alone = sign(order, keys[0], hospital)
    assert len(spoken_groups(alone)) == GROUPS_ALONE == forms(bag())["groups_alone"]
    assert len(spoken_groups(sign(alone, keys[1], hospital))) == GROUPS_TWO == forms(bag())["groups"]
