from __future__ import annotations

import time
from datetime import UTC

from codedark.gates.clock import Clock


def test_the_wall_clock_is_aware_and_may_be_set_wrong_for_a_trial() -> None:
    assert Clock().now().tzinfo is UTC
    assert abs((Clock(3600).now() - Clock().now()).total_seconds() - 3600) < 1


def test_uptime_grows_and_no_wrong_clock_moves_it() -> None:
    first = Clock().uptime()
    time.sleep(0.01)
    assert 0.005 < Clock(-3600).uptime() - first < 5


def test_a_boot_has_one_name() -> None:
    assert Clock().boot_id() == Clock().boot_id() != ""
