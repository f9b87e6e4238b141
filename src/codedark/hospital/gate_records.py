"""The records of what can cut: gates, our agents on them, their cables, and the ways past them."""

from __future__ import annotations

from dataclasses import dataclass

from codedark.hospital.values import AgentId, Endpoint, GateId, HostId, OutOfBandId, Unknown, ZoneId
from codedark.hospital.words import Basis, GateKind, OnFailure, OutOfBandKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """An enforcement point: something that can cut."""

    gate: GateId
    name: str
    kind: GateKind
    fire_min: float
    """Minutes from the order until it is cut; a prepared electronic gate has about 0.001, a walk to a cable 20."""
    native_undo: bool
    """Whether it lets go by itself at a deadline."""
    on_failure: OnFailure | Unknown
    cuts_sessions: bool | Unknown
    """Whether a cut also stops sessions that already run."""
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Our agent on a gate. Two of one gate are an HA pair, and the gate is sealed when both hold it."""

    agent: AgentId
    gate: GateId
    address: Endpoint
    key: str
    """Its Ed25519 public key, 64 hexadecimal digits in lower case; "" until it is enrolled."""
    room: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cable:
    """What joins a gate to a zone: the interface a gate is told of, and the cable a person pulls. "" is not told."""

    gate: GateId
    zone: ZoneId
    interface: str
    """The gate's own name for it, at most 15 characters."""
    room: str
    panel_port: str
    """Port on the panel or switch, as it is labelled."""
    cable: str
    """What is written on the cable."""
    note: str
    basis: Basis
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfBand:
    """A way past the gates: none of them sees it, so no cut closes it and no packet of ours proves it closed."""

    path: OutOfBandId
    kind: OutOfBandKind
    from_: ZoneId | None
    """None: from anywhere."""
    to: ZoneId
    host: HostId | None
    """The machine it ends on."""
    room: str
    cable: str
    owner: str
    """Who answers for it (a role)."""
    how_to_close: str
    note: str
    basis: Basis
    source: str
