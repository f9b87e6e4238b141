"""The solver behind one door: optimum, bound, and the cases without an answer."""

import pytest

from codedark.gap.program import Program


def _knapsack() -> Program:
    program = Program()
    columns = [program.column(cost=cost, integer=True) for cost in (3.0, 4.0, 5.0)]
    program.at_least(zip(columns, (2.0, 3.0, 4.0), strict=True), 5.0)
    return program


def test_it_finds_the_least_cost_and_proves_it() -> None:
    solved = _knapsack().solve()
    assert solved.objective == pytest.approx(7.0) and solved.bound == pytest.approx(7.0) and solved.proven
    assert solved.values is not None and solved.values.round().tolist() == [1, 1, 0]


def test_a_constant_is_part_of_objective_and_bound() -> None:
    program = _knapsack()
    program.constant = 10.0
    solved = program.solve()
    assert solved.objective == pytest.approx(17.0) and solved.bound == pytest.approx(17.0)


def test_without_integers_the_bound_is_the_optimum() -> None:
    program = Program()
    x = program.column(cost=2.0)
    program.at_least([(x, 1.0)], 0.25)
    solved = program.solve()
    assert solved.objective == solved.bound == pytest.approx(0.5)


def test_nothing_to_decide_costs_the_constant() -> None:
    program = Program()
    program.constant = 3.0
    solved = program.solve()
    assert (solved.objective, solved.bound, solved.proven) == (3.0, 3.0, True)


def test_columns_without_rows_take_their_cheaper_end() -> None:
    program = Program()
    program.column(cost=-1.0, high=4.0)
    assert program.solve().objective == pytest.approx(-4.0)


def test_what_has_no_answer_is_said_to_have_none() -> None:
    program = Program()
    x = program.column(integer=True)
    program.at_least([(x, 1.0)], 2.0)
    solved = program.solve()
    assert solved.infeasible and solved.values is None


def test_a_program_without_an_end_is_a_mistake() -> None:
    program = Program()
    program.column(cost=-1.0, high=float("inf"))
    with pytest.raises(RuntimeError, match="HiGHS ended with status"):
        program.solve()


def test_out_of_time_the_bound_still_holds() -> None:
    solved = _hard().solve(time_limit_s=0.0)
    assert not solved.proven and not solved.infeasible
    exact = _hard().solve()
    assert exact.proven and solved.bound <= exact.objective + 1e-6
    assert solved.values is None or solved.objective >= exact.objective - 1e-6


def _hard() -> Program:
    """Cover all edges of a ring of odd circles: no integer answer is found before the search begins."""
    program = Program()
    nodes = [program.column(cost=1.0 + 0.01 * (i * 7 % 11), integer=True) for i in range(45)]
    for i in range(45):
        for step in (1, 4, 9):
            program.at_least([(nodes[i], 1.0), (nodes[(i + step) % 45], 1.0)], 1.0)
    return program
