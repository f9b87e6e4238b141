from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from codedark.paper.go_bag_contents import VALID_DAYS
from tests.paper.bags import bag


def test_a_bag_is_out_of_date_after_a_month_unless_told_otherwise() -> None:
    assert bag().valid_days == VALID_DAYS == 31


def test_a_bag_cannot_be_changed_once_gathered() -> None:
    with pytest.raises(FrozenInstanceError):
        bag().made = None  # type: ignore[misc,assignment]
