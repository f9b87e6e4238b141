"""Hosts as classes: hosts that no rule tells apart are one. Host-to-host edges are never built."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.ports import PortSet
from codedark.hospital.words import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """c classes over n hosts, e edges between classes, each the work of one conduit. Built by `reach.compile`.

    A host may open a connection to another iff an edge leads from its class to the other's, or both stand in one
    zone whose inside is open. Edges from a class to itself or to a class of the same zone may come from conduits too.
    Every class lies within one zone; every zone has a class. A zone of which no host is told has one class of size 0:
    someone may stand there and hop on, but no host is counted. Arrays are read-only.
    """

    class_of: NDArray[np.int32]
    """Host index -> class."""
    zone_of: NDArray[np.int32]
    """Class -> zone index."""
    size: NDArray[np.int64]
    """Class -> number of hosts; 0: a zone without hosts told."""
    inside_open: NDArray[np.bool_]
    """Class -> whether hosts of its zone may speak to each other."""
    edge_from: NDArray[np.int32]
    edge_to: NDArray[np.int32]
    edge_conduit: NDArray[np.int32]
    """Edge -> index of the conduit (order of `Hospital.conduits`) that allows it."""
    edge_ports: NDArray[np.int32]
    """Edge -> index into `port_sets`."""
    port_sets: tuple[PortSet, ...]


def allow_all_for_test(sizes: Sequence[int]) -> Reach:
    """DANGER, for tests and doctests alone: zones of these sizes between which everything is let through.

    One class a zone, each inside open, one conduit that is `*` -> `*`.
    """
    c = len(sizes)
    zone = np.arange(c, dtype=np.int32)
    every = np.zeros(c * c, np.int32)
    return Reach(
        class_of=np.repeat(zone, sizes),
        zone_of=zone,
        size=np.array(sizes, np.int64),
        inside_open=np.ones(c, np.bool_),
        edge_from=np.repeat(zone, c),
        edge_to=np.tile(zone, c),
        edge_conduit=every,
        edge_ports=every,
        port_sets=(PortSet(((Protocol.ANY, ()),)),),
    )
