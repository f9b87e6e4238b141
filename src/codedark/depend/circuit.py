"""The hospital as one circuit of thresholds: what must be there for what.

Every node is *at least k of its children*; `all` is k = n, `any` is k = 1; a leaf has no children and k = 0. Circles
are allowed: what runs goes on running (greatest fixpoint), a cold start may not be possible (least fixpoint).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class NodeKind(IntEnum):
    """What a node stands for."""

    HOST = 0
    """Leaf-like: a host that some application runs on or stands on; children: what the host stands on."""
    WORKPLACE = 1
    """Leaf: at least `hosts_needed` hosts of a zone run. Whoever switches hosts off counts them (`workplace_*`)."""
    CONDUIT = 2
    """Leaf: a conduit is open."""
    INSIDE = 3
    """Leaf: a zone's hosts may speak to each other."""
    SWITCH = 4
    """Leaf: an application is not itself switched off (software broken, outside provider gone)."""
    LINK = 5
    """Something can be reached from a zone: any of the conduits (or the inside) that would carry it."""
    INSTANCE = 6
    """An application on one of its hosts, with all it needs from there."""
    SEEN = 7
    """An application as seen from a zone: it is up, and an instance of it can be reached from there."""
    APPLICATION = 8
    SERVICE = 9
    """A service with its digital needs: False the moment one is lost."""
    CARRIED = 10
    """A service as others count on it: True while it runs on paper (`delay_min` after SERVICE)."""
    PART = 11
    """An inner part of a need expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """m nodes; arrays are read-only. Built by `depend.compile`.

    `children[indptr[i]:indptr[i + 1]]` are node i's children (a child may repeat). `component[i]` numbers the strongly
    connected components so that no child's number is higher than its parent's; `order` is all m nodes by component,
    children first; only components of more than one node need iteration. Node i is lost at the (n - k + 1)-th smallest
    of its children's loss times plus `delay_min[i]`, and back at the k-th smallest of their return times: see
    `times.py`.
    """

    names: tuple[str, ...]
    """Node names for people: `host dc-1`, `pacs on pacs-1`, `pacs seen from imaging`, `theatres-north`."""
    kind: NDArray[np.int8]
    k: NDArray[np.int32]
    indptr: NDArray[np.int32]
    children: NDArray[np.int32]
    delay_min: NDArray[np.float64]
    """Minutes a node outlives its needs: paper minutes on CARRIED nodes, 0 elsewhere."""
    order: NDArray[np.int32]
    component: NDArray[np.int32]

    host_at: Mapping[int, int]
    """Host index (in `Hospital.hosts`) -> node; hosts that nothing stands on are absent."""
    workplace_at: Mapping[int, int]
    """Zone index (in `Hosts.zone_ids`) -> node, for zones with a workable share that someone works from."""
    workplace_needed: Mapping[int, int]
    """Zone index -> how many of its hosts must run."""
    conduit_at: Mapping[int, int]
    """Conduit index (order of `Hospital.conduits`) -> node; conduits no need uses are absent."""
    inside_at: Mapping[int, int]
    """Zone index -> node; zones inside which nothing is needed are absent."""
    switch_at: Mapping[int, int]
    """Application index -> node."""
    application_at: NDArray[np.int32]
    """Application index -> APPLICATION node."""
    service_at: NDArray[np.int32]
    """Service index -> SERVICE node."""
    carried_at: NDArray[np.int32]
    """Service index -> CARRIED node."""
    unmapped: tuple[tuple[str, str], ...]
    """(who needs, what) for which no conduit is told although they stand in different zones: taken as always open."""

    def __len__(self) -> int:
        return len(self.kind)
