"""What can still be closed without stopping a service: asked conduit after conduit, each answer building on the last.

`Losses` walks over everything that falls for each question. Here what fell already is kept, and a question walks only
over what would fall besides, until a service would: thousands of conduits are asked in the time of a few such walks.
"""

from __future__ import annotations

from collections.abc import Iterable

from codedark.gap.losses import Losses


class Standing:
    """What stands once some nodes of the circuit are off from minute 0, and goes on standing while more are let fall.

    Cost: one walk over what falls.
    """

    def __init__(self, losses: Losses, off_nodes: Iterable[int]) -> None:
        self._wires = losses.wires
        self._services = frozenset(losses.circuit.service_at.tolist())
        self.down: set[int] = set()
        """Nodes that are lost at minute 0."""
        self._gone: dict[int, int] = {}
        self._fall(off_nodes)

    def let_fall(self, node: int) -> bool:
        """Let a node fall if no service falls with it that stood at minute 0; whether it fell. Otherwise all stays.

        What would only fall later, when paper runs out, counts as a service falling: so care lost stays what it is.
        Cost: a step for each need of what would fall.

        >>> from codedark.gap.toy import toy_ground
        >>> ground = toy_ground()
        >>> standing = Standing(ground.losses, ())
        >>> names = tuple(ground.hospital.conduits)
        >>> [names[c] for c, node in ground.circuit.conduit_at.items() if standing.let_fall(node)]
        []
        """
        fallen, gone = self._besides(node)
        if fallen is None:
            return False
        self.down |= fallen
        for parent, count in gone.items():
            self._gone[parent] = self._gone.get(parent, 0) + count
        return True

    def _besides(self, node: int) -> tuple[set[int] | None, dict[int, int]]:
        """What falls besides with a node, and how many children of each parent; None when a service is among it."""
        wires, fallen, gone, falling = self._wires, set[int](), dict[int, int](), [node]
        while falling:
            one = falling.pop()
            if one in self.down or one in fallen:
                continue
            if one in self._services:
                return None, gone
            fallen.add(one)
            for parent in wires.parents[one]:
                gone[parent] = count = gone.get(parent, 0) + 1
                if self._gone.get(parent, 0) + count == wires.spare[parent] + 1 and wires.k[parent] > 0:
                    if wires.delay_min[parent]:
                        return None, gone
                    falling.append(parent)
        return fallen, gone

    def _fall(self, off_nodes: Iterable[int]) -> None:
        wires, falling = self._wires, list(off_nodes)
        while falling:
            one = falling.pop()
            if one in self.down:
                continue
            self.down.add(one)
            for parent in wires.parents[one]:
                self._gone[parent] = count = self._gone.get(parent, 0) + 1
                if count == wires.spare[parent] + 1 and wires.k[parent] > 0 and not wires.delay_min[parent]:
                    falling.append(parent)
