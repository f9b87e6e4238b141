"""What a gate must remember across a restart: orders it has taken, cuts it holds and until when. Bounded, and JSON.

A cut is remembered after it was fired: lost in a crash between the two, the same order may come again and does nothing
new. A hold or a release is remembered before it is carried out: taken twice it would let go twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import msgspec

from codedark.response.order import BadOrder, Order

USED_MOST = 4096
"""Orders remembered; the one that ran out first is forgotten first."""
HELD_MOST = 64
FORGOTTEN_AFTER = timedelta(days=2)
"""How long an order is remembered after it ran out: a clock set back by less must not make it new again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A cut that stands, or has decayed and not been let go."""

    plan: str
    fired_at: datetime
    """`issued_at` of the order that cut: the same on every gate."""
    deadline: datetime
    """Absolute, aware UTC: when it decays to posture 2."""
    confirmed: bool = False
    """Whether two persons hold it."""
    automatic: bool = False
    released: tuple[int, ...] = ()
    """Indexes of conduits let go, in the plan's sorted order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMemory:
    """Everything an order is judged by beside the mandate and the staged plans."""

    used: Mapping[str, datetime] = field(default_factory=dict)
    """Digest of each order that was taken -> when it ran out; after that it is refused for its age in any case."""
    held: tuple[Held, ...] = ()
    """By plan."""
    latest_at: datetime | None = None
    """Latest time that was trusted, or was stated in an order that was taken: it is certainly not earlier than that."""
    mandate_version: int = 0
    """Highest seen; an older mandate is refused, or a revoked key would come back with it."""

    def knows(self, order: Order) -> bool:
        """Whether this order was taken before."""
        return order.digest in self.used

    def holding(self, plan: str) -> Held | None:
        """The cut of a plan that stands here."""
        return next((held for held in self.held if held.plan == plan), None)


def remember(memory: GateMemory, order: Order, at: datetime | None) -> GateMemory:
    """The memory with an order taken.

    Args:
        at: now; None: the clock is not trusted, and nothing is forgotten for its age.
    """
    used = {**memory.used, order.digest: order.expires_at}
    if at is not None:
        used = {digest: until for digest, until in used.items() if until + FORGOTTEN_AFTER > at}
    if len(used) > USED_MOST:
        used = dict(sorted(used.items(), key=lambda one: one[1])[-USED_MOST:])
    latest = max(t for t in (memory.latest_at, at, order.issued_at) if t is not None)
    return replace(memory, used=used, latest_at=latest)


def hold(memory: GateMemory, held: Held) -> GateMemory:
    """The memory with a cut standing, or standing until another time; ValueError: more than `HELD_MOST`."""
    return _with(memory, (*(h for h in memory.held if h.plan != held.plan), held))


def let_go(memory: GateMemory, plan: str, conduits: Iterable[int] | None) -> GateMemory:
    """The memory with conduits of a plan let go; None: all of it, and the plan is held no more."""
    held = memory.holding(plan)
    if held is None:
        return memory
    rest = tuple(h for h in memory.held if h.plan != plan)
    if conduits is None:
        return _with(memory, rest)
    return _with(memory, (*rest, replace(held, released=tuple(sorted({*held.released, *conduits})))))


def _with(memory: GateMemory, held: tuple[Held, ...]) -> GateMemory:
    if len(held) > HELD_MOST:
        raise ValueError(f"{len(held)} cuts held: at most {HELD_MOST}; release some")
    return replace(memory, held=tuple(sorted(held, key=lambda h: h.plan)))


def to_json(memory: GateMemory) -> bytes:
    """The memory to be kept; the same memory gives the same bytes."""
    return msgspec.json.encode(memory, order="deterministic")


def from_json(raw: bytes) -> GateMemory:
    """The memory that was kept.

    Raises:
        BadOrder: not what `to_json` wrote. A gate that meets this keeps its seal, says so, and takes no release.

    >>> from_json(to_json(GateMemory(mandate_version=3))).mandate_version
    3
    """
    try:
        memory = msgspec.json.decode(raw, type=GateMemory)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise BadOrder(f"what was remembered cannot be read: {wrong}") from None
    times = [*memory.used.values(), *(t for h in memory.held for t in (h.fired_at, h.deadline))]
    if any(t.utcoffset() is None for t in (*times, *filter(None, [memory.latest_at]))):
        raise BadOrder("what was remembered has a time without an offset")
    return replace(memory, latest_at=memory.latest_at and memory.latest_at.astimezone(UTC))
