"""The kernel, with its compiler and without, against the plain twin: every number of a tally."""

from dataclasses import fields, replace

import numpy as np
import pytest

from codedark.drill import jit, plain
from codedark.drill.parameters import Mode
from codedark.drill.tally import Tally
from codedark.hospital.words import Policy
from tests.drill.kernel.boards import board_of, values_of

PLAYS = 40


def assert_same(one: Tally, other: Tally) -> None:
    for name in (field.name for field in fields(Tally)):
        assert np.allclose(getattr(one, name), getattr(other, name), rtol=1e-9, atol=1e-9), name


@pytest.mark.parametrize("attack", ["people", "worm"])
@pytest.mark.parametrize("policy", list(Policy))
def test_every_number_is_that_of_the_plain_twin(attack, policy):
    board, values = board_of(attack, policy), values_of(attack, 8)
    assert_same(jit.play(board, values, 5, 3, PLAYS, 5), plain.play(board, values, 5, 3, PLAYS, 5))


def test_so_it_is_where_the_effort_is_redirected():
    for attack in ("people", "worm"):
        told = board_of(attack, Policy.FULL_SHUTDOWN)
        board, values = replace(told, spread=told.spread._replace(redirected=True)), values_of(attack, 8)
        assert_same(jit.play(board, values, 5, 0, PLAYS, 5), plain.play(board, values, 5, 0, PLAYS, 5))


def test_and_where_times_are_pinned_or_nobody_attacks():
    told, values = board_of("people", Policy.FULL_SHUTDOWN), values_of("people", 8)
    pinned = replace(told, pinned=True, answer=told.answer._replace(pinned_alarm_min=300.0, pinned_cut_min=301.0))
    quiet = replace(told, mode=Mode.NONE)
    for board in (pinned, quiet):
        assert_same(jit.play(board, values, 5, 0, PLAYS, 5), plain.play(board, values, 5, 0, PLAYS, 5))
    assert not jit.play(quiet, values, 5, 0, PLAYS, 5).outcome("hosts_lost").any()


@pytest.mark.parametrize("attack", ["people", "worm"])
def test_the_compiler_changes_no_number(kernel, attack):
    board, values = board_of(attack, Policy.PLAYBOOK), values_of(attack, 4)
    compiled, told = board.tally_of(6), jit.play(board, values, 5, 0, 6, 2)
    bins = np.zeros(compiled.services_kept.shape[::-1])
    names = (
        "outcomes", "moments", "decided_day1", "decided_total", "cancelled_per_day", "cancelled_by_urgency",
        "lost_hours",
        "hosts_lost_by_zone", "crews_still_h",
    )  # fmt: skip
    kernel.play_all(
        tuple(board.spread), jit._answer_of(board), tuple(board.fall), tuple(board.clinic),
        tuple(board.transfers.pages()), values, np.uint64(5), 0, 0, 6, 2, np.zeros(3, np.bool_), jit._work(board),
        (*(getattr(compiled, name) for name in names), bins),
    )  # fmt: skip
    compiled.services_kept[:] = 6 - bins.T
    assert_same(told, compiled)
