from __future__ import annotations

import pytest

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.compiling import compile
from codedark.depend.cutsets import at_least, cut_sets
from codedark.depend.diagrams import PlainDiagrams
from tests.making import make_hospital


def circuit(applications: str, hosts: str = "a b c d e") -> Circuit:
    rows = "".join(f"{h}, room\n" for h in hosts.split())
    return compile(
        make_hospital(
            zones="zone, kind\nroom, server\n",
            hosts="host, zone\n" + rows,
            applications="application, kind, runs_on, needs\n" + applications,
            services="service, needs\ncare, top\n",
        )
    )


def hosts_of(told: Circuit, order: int = 3) -> set[str]:
    (found,) = cut_sets(told, told.service_at.tolist(), order, over=[NodeKind.HOST])
    return {" ".join(sorted(told.names[i].removeprefix("host ") for i in s)) for s in found.sets}


def test_a_shared_cause_is_found_under_redundancy() -> None:
    """Two of everything, and one directory under both."""
    told = circuit("top, clinical, a or b, dir\ndir, directory, c,\n")
    assert hosts_of(told) == {"c", "a b"}


def test_two_of_three_fail_in_pairs() -> None:
    told = circuit("top, clinical, 2 of (a b c),\n")
    assert hosts_of(told) == {"a b", "a c", "b c"}


def test_a_circle_is_unrolled_to_what_pushes_it() -> None:
    told = circuit("top, clinical, a, dns\ndns, name-service, b or c, dir\ndir, directory, b or c, dns\n")
    assert hosts_of(told) == {"a", "b c"}


def test_software_is_a_member_unless_only_hosts_are_asked_for() -> None:
    told = circuit("top, clinical, a,\n")
    (both,) = cut_sets(told, told.service_at.tolist(), 1)
    assert {told.names[i] for s in both.sets for i in s} == {"host a", "software of top"}


def test_orders_are_counted_apart_and_all_together() -> None:
    told = circuit("top, clinical, 2 of (a b c) and d,\n")
    (found,) = cut_sets(told, told.service_at.tolist(), 1, over=[NodeKind.HOST])
    assert (found.count_of(1), found.count_of(2), found.count_all) == (1, 0, 4)


def test_an_order_below_one_is_refused() -> None:
    told = circuit("top, clinical, a,\n")
    with pytest.raises(ValueError, match="order=0"):
        cut_sets(told, told.service_at.tolist(), 0)


def test_at_least_k_is_true_when_k_are() -> None:
    engine = PlainDiagrams()
    few = [engine.variable(i) for i in range(5)]
    assert at_least(0, few, engine) == engine.constant(True)
    assert at_least(6, few, engine) == engine.constant(False)
    one, every = engine.constant(False), engine.constant(True)
    for f in few:
        one, every = engine.either(one, f), engine.both(every, f)
    assert at_least(1, few, engine) == one
    assert at_least(5, few, engine) == every
