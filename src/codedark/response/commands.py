"""What the machine asks others to do. It does nothing itself; whatever they cannot do comes back as an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from codedark.hospital.records import GateId
from codedark.response.entries import Entry
from codedark.response.incident import Planned
from codedark.response.order import OrderAct
from codedark.response.signing import SignedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Keep this entry before anything that follows it is done."""

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """Show people a plan with its price."""

    planned: Planned
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskApproval:
    """Ask these roles to sign an order."""

    act: OrderAct
    plan: str
    roles: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepare:
    """Ask gates whether they are ready to fire a plan."""

    gates: tuple[GateId, ...]
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOrder:
    """Send an order to gates, to all of them at once."""

    gates: tuple[GateId, ...]
    signed: SignedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Prove:
    """Take evidence at gates."""

    gates: tuple[GateId, ...]
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """Ask gates to keep a cut past its deadline. Each judges it by its own counters; it carries no authority."""

    gates: tuple[GateId, ...]
    plan: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Call a person, now."""

    role: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCards:
    """Print the cable cards of these gates: what cannot be cut or proven from here is done by hand."""

    gates: tuple[GateId, ...]
    plan: str
    why: str


Command = Record | Propose | AskApproval | Prepare | SendOrder | Prove | Extend | Page | PrintCards
