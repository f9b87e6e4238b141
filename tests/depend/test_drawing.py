from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codedark.depend.circuit import NodeKind
from codedark.depend.drawing import Drawing, components

GRAPHS = st.integers(1, 8).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, n - 1), max_size=3), min_size=n, max_size=n)
)


def reached(children: list[list[int]], start: int) -> set[int]:
    seen, walk = {start}, [start]
    while walk:
        for c in children[walk.pop()]:
            if c not in seen:
                seen.add(c)
                walk.append(c)
    return seen


@given(GRAPHS)
def test_components_are_those_who_reach_each_other_children_first(children: list[list[int]]) -> None:
    component = components(children)
    reach = [reached(children, i) for i in range(len(children))]
    for i in range(len(children)):
        for j in range(len(children)):
            assert (component[i] == component[j]) == (j in reach[i] and i in reach[j])
            if j in reach[i]:
                assert component[j] <= component[i]


def test_a_long_chain_needs_no_deep_stack() -> None:
    n = 50_000
    assert components([[i + 1] for i in range(n - 1)] + [[]]).tolist() == list(range(n - 1, -1, -1))


def test_equal_nodes_of_one_name_are_one() -> None:
    draw = Drawing()
    a, b = draw.new(NodeKind.HOST, "a"), draw.new(NodeKind.HOST, "b")
    both = draw.shared(NodeKind.PART, "a and b", 2, [a, b])
    assert draw.shared(NodeKind.PART, "a and b", 2, [b, a]) == both
    assert draw.shared(NodeKind.PART, "a or b", 1, [a, b]) != both
    assert draw.name_of(both) == "a and b"
