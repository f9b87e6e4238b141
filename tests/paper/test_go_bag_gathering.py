from __future__ import annotations

from codedark.paper.go_bag_gathering import gathered
from tests.gap.stories import story
from tests.paper.bags import DAY, bag, mandate


def test_every_plan_is_solved_and_told_of() -> None:
    seen: list[float] = []
    gathered(story(), None, DAY, advance=seen.append)
    assert seen == [1, 2, 3, 4, 5]


def test_the_shutdown_is_that_of_all_that_the_power_off_order_switches_off() -> None:
    told = bag()
    off = {host for step in told.power_off.steps for host in step.hosts}
    assert off == {"ehr-1", "ehr-2", "lis-1"}
    assert {lost.service for lost in told.shutdown.services} == {"wards", "lab"}


def test_all_rooms_spoke_of_the_same_hospital() -> None:
    told = bag(mandate())
    assert told.tiers.hospital is told.hospital
    assert set(told.pairs) == set(told.hospital.conduits)
    assert set(told.playbook.by_zone) == set(told.hospital.zones)
    assert told.mandate == mandate() and told.made == DAY and not told.mandate_signed
