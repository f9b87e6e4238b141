from math import inf

import numpy as np
import pytest

from codedark.drill.parameters import AT, NAMES

i4 = np.int32


def services(kernel, *told):
    """(lost, paper used up, back, cause)."""
    service = np.zeros((5, len(told)))
    for s, (lost, paper, back, cause) in enumerate(told):
        service[:, s] = lost, paper, back, 0.0, cause
    return service


NEVER = (inf, inf, 0.0, 2)


@pytest.mark.parametrize(
    ("first", "last", "bins"),
    [
        (0, 360, [1, 0, 0]),
        (90, 270, [0.5, 0, 0]),
        (180, 540, [0.5, 0.5, 0]),
        (300, 1000, [1 / 6, 1, 1]),
        (-60, 180, [0.5, 0, 0]),
        (50, 50, [0, 0, 0]),
    ],
)
def test_time_falls_into_bins_of_six_hours_the_last_ends_with_the_horizon(kernel, first, last, bins):
    told = np.zeros((1, 3))
    kernel.fill_bins(float(first), float(last), 1.0, 1000.0, told, 0)
    assert told[0] == pytest.approx(bins)


def ambulances(kernel, other, *, told_before=False):
    """A department lost from 100 to 700, half kept on paper until 400; another of ours is 10 min away, theirs 30."""
    service = services(kernel, (100.0, 400.0, 700.0, 1), other)
    out, p = np.zeros(13), np.zeros(len(NAMES))
    p[AT["transfer.reroute_share"]] = 0.5
    lost, bins = np.zeros((2, 2)), np.zeros((2, 2))
    kernel.count_services(
        720.0, np.array([0.5, 0.0]), np.array([6.0, 0.0]), np.array([2.0, 0.0]), np.array([0, 2, 2], i4),
        np.array([1, -1], i4), np.array([10.0, 30.0]), told_before, p, np.zeros(8), service, out, lost, bins,
    )  # fmt: skip
    return out, lost, bins


def test_ambulances_drive_to_the_nearest_department_still_open(kernel):
    hours = 5 * 0.5 + 5
    assert ambulances(kernel, NEVER)[0][kernel.OUT.ambulance_extra_minutes] == pytest.approx(2 * hours * 10)
    both = ambulances(kernel, (50.0, 250.0, 550.0, 1))[0][kernel.OUT.ambulance_extra_minutes]
    near = 2.5 * 0.5 + 2.5
    assert both == pytest.approx(2 * (near * 10 + (hours - near) * 30))


def test_who_is_told_before_drives_part_of_the_way(kernel):
    untold = ambulances(kernel, NEVER)[0][kernel.OUT.ambulance_extra_minutes]
    assert ambulances(kernel, NEVER, told_before=True)[0][kernel.OUT.ambulance_extra_minutes] == untold / 2


def test_hours_go_to_their_first_cause_and_arrivals_with_them(kernel):
    service = services(kernel, (0.0, 0.0, 600.0, 1), (60.0, 60.0, 120.0, 2), NEVER)
    service[kernel.HOURS] = [10.0, 1.0, 0.0]
    out, lost, bins = np.zeros(13), np.zeros((3, 2)), np.zeros((3, 2))
    kernel.count_services(
        720.0, np.zeros(3), np.array([2.0, 0, 5]), np.zeros(3), np.zeros(4, i4), np.zeros(0, i4), np.zeros(0), False,
        np.zeros(len(NAMES)), np.zeros(3), service, out, lost, bins,
    )  # fmt: skip
    assert out[kernel.OUT.service_hours_lost_first_cause_attacker] == 10
    assert out[kernel.OUT.service_hours_lost_first_cause_own_action] == 1
    assert out[kernel.OUT.arrivals_turned_away] == 20
    assert out[kernel.OUT.recovery_days] == pytest.approx(600 / 1440)
    assert lost.tolist() == [[10, 0], [0, 1], [0, 0]]
    assert bins[0].tolist() == pytest.approx([1, 240 / 360])


def test_a_crew_stands_still_from_its_first_need_gone_to_its_last_back(kernel):
    service = services(kernel, (0.0, 60.0, 600.0, 1), (0.0, 30.0, 300.0, 1), NEVER)
    still = np.zeros(2)
    kernel.count_crews(np.array([0, 2, 3], i4), np.array([0, 1, 2], i4), 10_000.0, service, still)
    assert still.tolist() == [570 / 60, 0]


def test_hosts_are_counted_by_their_zone(kernel):
    flag, out, by_zone = np.zeros((4, 3), np.uint8), np.zeros(13), np.zeros(2)
    flag[kernel.HIT] = [1, 0, 1]
    kernel.count_hosts(np.array([0, 1, 3], i4), np.array([1, 0, 2], i4), flag, out, by_zone)
    assert (out[kernel.OUT.hosts_lost], by_zone.tolist()) == (2, [0, 2])


def test_moments_stand_in_the_order_of_the_tally(kernel):
    moments, course = np.zeros(8), np.array([1.0, 2, 3, 4, 5, -inf, 7])
    kernel.note_moments(course, 9.0, moments)
    assert moments.tolist() == [7, 1, 2, 3, 4, 5, inf, 9]
