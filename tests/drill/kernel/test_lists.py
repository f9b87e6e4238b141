"""One line of a surgery list at a time. It starts at 480 and counts on its needs until 600."""

from math import inf

import numpy as np
import pytest


def decide(kernel, *services, on_paper=True, until=600.0, start=480.0):
    """services: (lost, paper used up, back)."""
    service = np.zeros((5, len(services)))
    for s, (lost, paper, back) in enumerate(services):
        service[kernel.DOWN, s], service[kernel.PAPER, s], service[kernel.UP, s] = lost, paper, back
    n = len(services)
    return kernel.deciding(
        0, start, 0.0, np.array([0, n], np.int32), np.arange(n, dtype=np.int32), np.full(n, until),
        np.full(n, on_paper), service,
    )  # fmt: skip


NEVER = (inf, inf, 0.0)


@pytest.mark.parametrize(
    ("service", "cancelled"),
    [
        (NEVER, False),
        ((481.0, 481.0, 900.0), False),  # it has started: it finishes
        ((480.0, 480.0, 900.0), True),
        ((400.0, 400.0, 480.0), False),  # back just in time
        ((400.0, 400.0, 481.0), True),
        ((400.0, 600.0, 900.0), False),  # paper lasts to its end
        ((400.0, 599.0, 900.0), True),
        ((400.0, 500.0, 499.0), False),  # paper lasts until the service is back
    ],
)
def test_an_operation_goes_ahead_only_if_its_need_holds_throughout(kernel, service, cancelled):
    assert (decide(kernel, service) >= 0) == cancelled


def test_beyond_the_capacity_on_paper_there_is_none(kernel):
    assert decide(kernel, (400.0, 900.0, 2000.0), on_paper=False) == 0


def test_the_service_lost_first_decides_and_the_row_breaks_ties(kernel):
    assert decide(kernel, (300.0, 300.0, 900.0), (200.0, 200.0, 900.0), NEVER) == 1
    assert decide(kernel, (300.0, 300.0, 900.0), (300.0, 300.0, 900.0)) == 0


def test_a_service_lost_first_but_on_paper_does_not_decide(kernel):
    assert decide(kernel, (200.0, 700.0, 900.0), (300.0, 300.0, 900.0)) == 1
