"""What conduits that deny refuse, as packets: for gates where a seal's permit would pass before them."""

from __future__ import annotations

from codedark.gap.gate_book import Addresses, Cell, joined_pairs
from codedark.gap.tiers import Tiers
from codedark.hospital.words import Action


def refused_cells(tiers: Tiers) -> tuple[Cell, ...]:
    """Cells of every conduit that denies, between whatever zones its selectors lie in.

    Cost: one pass over the deny rows and the pairs of zones that some allow row joins.
    """
    hospital = tiers.hospital
    denying = [c for c in hospital.conduits.values() if c.action is Action.DENY]
    if not denying:
        return ()
    pairs = tuple(dict.fromkeys(p for pairs in joined_pairs(tiers).values() for p in pairs))
    return tuple(dict.fromkeys(Addresses(hospital).cells(denying, pairs)))
