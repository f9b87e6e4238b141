"""Why something is lost: the chain from what is off to it, in words."""

from __future__ import annotations

from collections.abc import Mapping

from codedark.depend.circuit import Circuit, NodeKind
from codedark.depend.wires import Fallen, Wires

_SAID = {
    NodeKind.HOST: "{} off",
    NodeKind.CONDUIT: "{} closed",
    NodeKind.INSIDE: "{} closed",
    NodeKind.WORKPLACE: "too few {}",
    NodeKind.SERVICE: "{} stands still",
    NodeKind.APPLICATION: "{} off",
}
"""How the beginning of a chain is said, by its kind."""

_ON_THE_WAY = {NodeKind.HOST, NodeKind.APPLICATION, NodeKind.SERVICE}
_PART_OF = {
    NodeKind.HOST: {NodeKind.INSTANCE, NodeKind.PART},
    NodeKind.APPLICATION: {NodeKind.SEEN},
    NodeKind.WORKPLACE: {NodeKind.PART},
}
"""What stands between a thing and a choice between it and its like."""
_PATHS = {NodeKind.CONDUIT, NodeKind.INSIDE}


def why(circuit: Circuit, wires: Wires, fallen: Mapping[int, Fallen], node: int) -> tuple[str, ...]:
    """The shortest chain of losses that took a node, from what is off to just before it.

    Where several must go before the next does (one of two directory servers is enough), the one that tipped it is
    named, and how many others had to be gone.

    Args:
        circuit: the nodes.
        wires: of the same circuit.
        fallen: what is lost, from `Wires.fall_in_time`.
        node: one of them.

    Returns:
        Steps such as `("host dc-1 off (with 1 other)", "directory", "pacs")`; parts that only structure needs, ways
        and inner parts of needs, are left out. A node that is itself off has the one step that says so.

    Raises:
        KeyError: the node is not lost.
    """
    chain = [node]
    while (below := fallen[chain[-1]].because) is not None:
        chain.append(below)
    chain.reverse()
    if circuit.kind[chain[0]] == NodeKind.SWITCH and len(chain) > 1:
        chain = chain[1:]  # software off is its application off
    said = {0: _SAID.get(NodeKind(circuit.kind[chain[0]]), "{}").format(circuit.names[chain[0]])}
    said |= {at: step for at in range(1, len(chain) - 1) if (step := _step(circuit, chain, at)) is not None}
    return tuple(text + _of_many(circuit, wires, chain[at:]) for at, text in said.items())


def _step(circuit: Circuit, chain: list[int], at: int) -> str | None:
    """What a node in the middle of a chain is called; None: it is left out."""
    node, kind = chain[at], NodeKind(circuit.kind[chain[at]])
    if kind is NodeKind.SEEN and circuit.kind[chain[0]] in _PATHS and not _named_before(circuit, chain, at):
        return circuit.names[node].replace(" seen from ", " not seen from ")
    if kind is NodeKind.CARRIED and circuit.delay_min[node] > 0:
        return f"paper of {circuit.names[chain[at - 1]]} runs out"
    if kind is NodeKind.SERVICE and circuit.delay_min[chain[at + 1]] > 0:
        return None  # its paper is the next step
    return circuit.names[node] if kind in _ON_THE_WAY else None


def _named_before(circuit: Circuit, chain: list[int], at: int) -> bool:
    return any(circuit.kind[i] in _ON_THE_WAY for i in chain[1:at])


def _of_many(circuit: Circuit, wires: Wires, chain: list[int]) -> str:
    """` (with 1 other)` when what needs the first of a chain could do without one of its kind."""
    through = _PART_OF.get(NodeKind(circuit.kind[chain[0]]), ())
    needing = (i for i in chain[1:] if circuit.kind[i] not in through or wires.spare[i])
    spare = wires.spare[next(needing, chain[0])]
    return f" (with {spare} other{'s' * (spare > 1)})" if spare else ""
